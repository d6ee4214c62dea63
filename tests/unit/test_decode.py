"""Bytes become text with the right encoding, the byte order mark off and nothing else changed."""

from __future__ import annotations

import codecs

import pytest

from extract.errors import LoadError
from extract.loading.decode import BROKEN, decode_text
from extract.loading.notes import Notes

ENGLISH = (
    "The minister’s “no” surprised the café owners of Köln – and nobody else in the whole long street.\r\nNext line\n"
)
RUSSIAN = "Министр заявил, что переговоры продолжатся во вторник. Делегации встретятся в столице. " * 5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark(encoding: str) -> None:
    """A byte order mark tells the encoding and is taken off; line ends stay as they are."""
    assert decode_text(ENGLISH.encode(encoding), where="a.txt") == ENGLISH


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")])
def test_big_endian_mark(mark: bytes, encoding: str) -> None:
    """Big-endian files are read too."""
    assert decode_text(mark + "Talks 🐟".encode(encoding), where="a.txt") == "Talks 🐟"


def test_utf8_without_mark() -> None:
    """Valid UTF-8 is UTF-8: emoji, combining marks, no-break spaces and right-to-left text come through."""
    text = "Zoë cafe\u0301 🐟💪🏽 10\u00a0000 שלום\r\n"

    assert decode_text(text.encode(), where="a.txt") == text


def test_only_one_mark_is_taken_off() -> None:
    """A second byte order mark is a character of the text."""
    assert decode_text(b"\xef\xbb\xbf\xef\xbb\xbfA", where="a.txt") == "\ufeffA"


def test_windows_1252_is_guessed_for_english() -> None:
    """English in Windows-1252, which nothing declares, keeps its quotes, dashes and accents."""
    assert decode_text(ENGLISH.encode("cp1252"), where="a.txt") == ENGLISH


def test_cyrillic_is_guessed() -> None:
    """Text that is mostly not ASCII is guessed by charset-normalizer."""
    assert decode_text(RUSSIAN.encode("cp1251"), where="a.txt") == RUSSIAN


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=koi8-r">', "koi8-r"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
    ],
)
def test_declared_charset(declaration: str, encoding: str) -> None:
    """A page's own word on its charset is believed before any guess."""
    page = f"{declaration}<p>Нет</p>"

    assert decode_text(page.encode(encoding), where="a.html", is_markup=True) == page


def test_latin1_label_means_windows_1252() -> None:
    """On the web iso-8859-1 means Windows-1252, so that curly quotes are no control characters."""
    page = '<meta charset="iso-8859-1"><p>“No”, she said.</p>'

    assert decode_text(page.encode("cp1252"), where="a.html", is_markup=True) == page


@pytest.mark.parametrize("label", ["utf-8", "no-such-charset", "utf-16"])
def test_wrong_declaration(label: str) -> None:
    """A declaration that the bytes contradict, or that nobody knows, is passed over."""
    page = f'<meta charset="{label}"><p>Köln and the café by the long, long river</p>'

    assert decode_text(page.encode("cp1252"), where="a.html", is_markup=True) == page


def test_declaration_counts_in_markup_only() -> None:
    """A plain text that quotes a declaration is not bound by it."""
    text = 'Write <meta charset="windows-1251"> in the head: ü'

    assert decode_text(text.encode(), where="a.txt") == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"abc\0def", "this is a binary file: byte 3 is NUL, which no text has"),
        (b"%PDF-1.7\n1 0 obj", "this is a PDF file, not a text"),
        (b"PK\x03\x04rest", "this is a zip archive or an Office document, not a text"),
        (b"\x1f\x8b\x08rest", "this is a gzip archive, not a text"),
        (b"\x89PNG\r\n", "this is an image, not a text"),
    ],
)
def test_binary_files_are_refused(data: bytes, problem: str) -> None:
    """What is no text is refused by name, with the place and a remedy."""
    with pytest.raises(LoadError) as caught:
        decode_text(data, where="a.txt")

    assert (caught.value.problem, caught.value.where) == (problem, "a.txt")
    assert caught.value.remedy


def test_damaged_utf16_costs_the_damaged_characters() -> None:
    """A file that breaks the encoding of its own mark at one place loses that place; one all over is told."""
    notes = Notes()

    assert (
        decode_text(codecs.BOM_UTF16_LE + "Talks".encode("utf-16-le") + b"b", where="a", notes=notes) == "Talks\ufffd"
    )
    assert notes.places == {BROKEN: "a, byte 10"}
    with pytest.raises(LoadError) as caught:
        decode_text(codecs.BOM_UTF16_LE + b"\x00\xd8" * 10, where="a.txt")
    assert caught.value.problem == "the byte order mark says UTF-16-LE, which the bytes do not fit"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark(encoding: str) -> None:
    """UTF-16 that lost its mark is told by its zeros."""
    assert decode_text(ENGLISH.encode(encoding), where="a.txt") == ENGLISH


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "gbk", "utf-16", "shift_jis"])
def test_valid_utf8_is_utf8(label: str) -> None:
    """Valid UTF-8 is UTF-8, whatever the page declares."""
    page = f'<meta charset="{label}"><p>The mayor’s “no” surprised the café owners of Köln.</p>'

    assert decode_text(page.encode(), where="a.html", is_markup=True) == page


def test_seven_bits() -> None:
    """An encoding of seven bits is valid UTF-8 too, and is believed where it is declared."""
    page = '<meta charset="iso-2022-jp"><p>会談は火曜日</p>'

    assert decode_text(page.encode("iso-2022-jp"), where="a.html", is_markup=True) == page


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", ""])
@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        (b"re\xffopen", "re\ufffdopen"),
        (b"re\x92open", "re\ufffdopen"),
        (b"re\xe2\x80open", "re\ufffdopen"),
        (b"re\xc3", "re\ufffd"),
        (b"\xe9\xe8\xe0", "\ufffd\ufffd\ufffd"),
    ],
)
def test_broken_bytes_cost_themselves(label: str, broken: bytes, mended: str) -> None:
    """A few bytes that fit no character become U+FFFD, and are told with their place; the rest is read as it is."""
    notes = Notes()
    page = f'<meta charset="{label}"><p>The mayor’s “no” to Köln: '
    place = len(page.encode()) + (2 if broken.startswith(b"re") else 0)

    text = decode_text(page.encode() + broken, where="a.html", is_markup=True, notes=notes)

    assert text == page + mended
    assert notes.complaints == {BROKEN: 1}
    assert notes.places == {BROKEN: f"a.html, byte {place}"}


def test_one_quotation_mark_outweighs_broken_bytes() -> None:
    """A character of three bytes is no chance: where there is one, several bytes that do not fit are damage."""
    assert decode_text("The mayor’s re".encode() + b"\xffopen\x92ing\xe9.", where="a.txt") == (
        "The mayor’s re\ufffdopen\ufffding\ufffd."
    )


def test_a_broken_byte_in_plain_english() -> None:
    """The byte 255 is no letter of Windows-1252 either; a cut character at the end is one of UTF-8."""
    assert decode_text(b"They re\xffopen the embassy.", where="a.txt") == "They re\ufffdopen the embassy."
    assert decode_text(b"They open the embassy.\xe2\x80", where="a.txt") == "They open the embassy.\ufffd"


def test_an_undefined_byte_in_windows_1252() -> None:
    """A byte that Windows-1252 does not define costs itself, not the quotes around it."""
    text = "Nothing but plain words in the first line of all.\n" + ENGLISH

    assert decode_text(text.encode("cp1252") + b"\x81", where="a.txt") == text + "\ufffd"


def test_a_broken_byte_in_a_declared_encoding() -> None:
    """A byte that does not fit the declared encoding costs itself."""
    page = f'<meta charset="euc-kr"><p>{"회담은 화요일에 열렸다. " * 20}'

    assert decode_text(page.encode("euc-kr") + b"\xff", where="a.html", is_markup=True) == page + "\ufffd"


def test_a_zero_in_a_text() -> None:
    """A single zero does not make a text binary; it costs itself."""
    assert decode_text(ENGLISH.encode() + b"\0", where="a.txt") == ENGLISH + "\ufffd"


def test_noise_is_refused() -> None:
    """Bytes full of control characters are no text in any encoding."""
    with pytest.raises(LoadError, match="the encoding cannot be told"):
        decode_text(bytes(byte for byte in range(1, 256)) * 40, where="a.txt")
