"""Bytes become text with the right encoding, the byte order mark off and nothing else changed."""

from __future__ import annotations

import codecs

import pytest

from extract.errors import LoadError
from extract.loading.decode import decode_text

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


def test_damaged_utf16_is_refused() -> None:
    """A file that breaks the encoding of its own mark is told, with the byte."""
    with pytest.raises(LoadError) as caught:
        decode_text(codecs.BOM_UTF16_LE + b"a\0b", where="a.txt")

    assert caught.value.problem == "the byte order mark says UTF-16-LE, but byte 2 does not fit it"


def test_noise_is_refused() -> None:
    """Bytes full of control characters are no text in any encoding."""
    with pytest.raises(LoadError, match="the encoding cannot be told"):
        decode_text(bytes(byte for byte in range(1, 256)) * 40, where="a.txt")
