"""Bytes -> text: the encoding is found, the byte order mark taken off, and nothing else changed.

Valid UTF-8 is UTF-8, whatever else a page says of itself: no other text is UTF-8 by chance. Where most of what is not
ASCII is valid UTF-8, so is the rest, and its few broken bytes cost themselves: they become U+FFFD, and are told.
"""

from __future__ import annotations

import codecs
import re

from extract.errors import LoadError
from extract.loading.notes import Notes

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
DECLARED_WITHIN = 4096
"""Bytes in which a page declares its charset; the HTML standard asks for 1024, pages often need more."""
_AS_BROWSERS_READ = {
    # https://encoding.spec.whatwg.org/#names-and-labels: what these labels mean on the web.
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "utf-16": "utf-8",
}
_SEVEN_BITS = ("iso-2022", "hz", "utf-7")
"""Encodings whose bytes are all valid UTF-8, and mean something else."""
_BINARY = (
    (b"%PDF", "a PDF file", "take its text out first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an Office document", "unpack it, or save it as plain text or HTML"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first, with gunzip"),
    (b"\x89PNG", "an image", "leave it out"),
    (b"\xff\xd8\xff", "an image", "leave it out"),
    (b"SQLite format 3", "a database", "export its rows to .jsonl or .csv with the columns id and text"),
    (b"PAR1", "a Parquet file", "give it the ending .parquet"),
)
_BROKEN = re.compile("[\udc80-\udcff]")
"""What stands for a byte that does not fit, in text that was decoded with ``surrogateescape``."""
_VALID = re.compile("[^\x00-\x7f\udc80-\udcff]")
_LONG = re.compile("[\u0800-\ud7ff\ue000-\U0010ffff]")
SURE = 4
"""Broken bytes that a character of three or four bytes outweighs besides one: no other encoding has its like."""
MOST_BROKEN = 0.01
"""Share of characters that may be broken in text whose encoding is declared; of more it is not that encoding."""
BROKEN = "Bytes that fit no character became U+FFFD: save the file as UTF-8 to mend them"
MOST_ZEROS = 0.02
"""Share of bytes that may be zero in a text that was damaged; of a program or a picture, a tenth and more are."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CODES = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.002
"""Share of control characters above which decoded bytes are no text. Text has none; machine code over a tenth."""
FEW_ACCENTS = 0.05
"""Share of bytes above 127 up to which undeclared bytes are read as Windows-1252, the encoding of English pages.

On so few charset-normalizer guesses at random: it calls curly quotes in an English sentence cp1250.
"""


def decode_text(
    data: bytes, *, where: str, is_markup: bool = False, declared: str | None = None, notes: Notes | None = None
) -> str:
    """Return the text that *data* encodes, without a byte order mark and with its line ends as they are.

    The encoding is that of the byte order mark, else UTF-8 where that fits, else the one that is *declared*, by the
    caller or in markup, else a guess. Single bytes that do not fit become U+FFFD, and *notes* are told.

    Raises:
        LoadError: the bytes are no text, or no encoding fits them; *where* names them in the message.
    """
    notes = notes or Notes()
    mark, encoding = _mark_of(data)
    if encoding:
        return _decode_marked(data[len(mark) :], encoding, where, notes)
    _refuse_binary(data, where)
    if wide := _wide_encoding(data):
        return _mended(data, wide, where, notes)
    data = _without_zeros(data, where, notes)
    declared = declared or (_declared_in(data) if is_markup else None)
    if declared and declared.startswith(_SEVEN_BITS) and (text := _try(data, declared)) is not None:
        return text
    if is_mostly_utf8(data):
        return _mended(data, "utf-8", where, notes)
    return _declared_text(data, declared, where, notes) or _guess(data, where, notes)


def decode_sent(
    data: bytes, charset: str | None, *, where: str, is_markup: bool = False, notes: Notes | None = None
) -> str:
    """Return the text of *data* that came with the name of its *charset* beside it, in a header of mail or of HTTP.

    The header counts as a page's own word does, and before it.

    Raises:
        LoadError: as ``decode_text``.
    """
    label = (charset or "").strip("\"' ").lower()
    return decode_text(
        data, where=where, is_markup=is_markup, declared=_AS_BROWSERS_READ.get(label, label), notes=notes
    )


def find_encoding(sample: bytes, where: str) -> str:
    """Return the name of the encoding of a table, from its first bytes.

    Raises:
        LoadError: they are no text.
    """
    _, encoding = _mark_of(sample)
    if encoding:
        return "utf-8-sig" if encoding == "utf-8" else encoding[:6]  # utf-16, utf-32: the codec takes the mark off
    _refuse_binary(sample, where)
    if wide := _wide_encoding(sample):
        return wide
    return "utf-8" if is_mostly_utf8(sample) else _guess_name(sample) or "cp1252"


def is_mostly_utf8(data: bytes) -> bool:
    """Return whether *data* is UTF-8, but for a few bytes: fewer than it has characters that only UTF-8 writes so."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(_BROKEN.findall(text))
    if not broken:
        return True
    is_cut = not _BROKEN.search(text[:-3]) and data[-broken] >= 0xC2 and len(text) > 3
    return is_cut or len(_VALID.findall(text)) + SURE * len(_LONG.findall(text)) >= broken


def is_broken(text: str) -> bool:
    """Return whether some of *text* fitted no character of its encoding."""
    return "\ufffd" in text or _BROKEN.search(text) is not None


def mend(text: str, encoding: str) -> str:
    """Return *text*, decoded with ``surrogateescape``, with characters of *encoding* or U+FFFD for what did not fit.

    >>> mend(b"re\\xffopen".decode("ascii", "surrogateescape"), "utf-8") == "re\\N{REPLACEMENT CHARACTER}open"
    True
    """
    if not _BROKEN.search(text):
        return text
    if encoding.startswith("utf-8"):  # encoded again, so that the halves of one character become one sign
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _BROKEN.sub(lambda found: _in_windows(ord(found[0]) - 0xDC00), text)


def _in_windows(byte: int) -> str:
    """Return the character that a byte means in Windows-1252; U+FFFD for what no text of that encoding has."""
    # 255 is a letter of no language that is written in it, and the usual broken byte.
    return "\ufffd" if byte == 0xFF else bytes([byte]).decode("cp1252", "replace")


def _mark_of(data: bytes) -> tuple[bytes, str | None]:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))


def _mended(data: bytes, encoding: str, where: str, notes: Notes) -> str:
    """Return the text of *data*, with U+FFFD for what does not fit *encoding*; the first such place is told."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        notes.complain(BROKEN, f"{where}, byte {error.start}")
        return data.decode(encoding, "replace")


def _decode_marked(data: bytes, encoding: str, where: str, notes: Notes) -> str:
    text = _mended(data, encoding, where, notes)
    if text.count("\ufffd") > max(MOST_BROKEN * len(text), 3):
        raise LoadError(
            f"the byte order mark says {encoding.upper()}, which the bytes do not fit",
            where=where,
            remedy="save the file again as UTF-8; it may be cut off or damaged",
        )
    return text


def _wide_encoding(data: bytes) -> str | None:
    """Return the encoding of UTF-16 without its mark, told by its zeros: every other byte of Western text is one."""
    sample = data[: 1 << 12]
    half = len(sample) // 2
    if half < 4:
        return None
    high, low = sample[::2].count(0), sample[1::2].count(0)
    if low > 0.4 * half and high < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 * half and low < 0.05 * half else None


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, kind, remedy in _BINARY:
        if data.startswith(magic):
            raise LoadError(f"this is {kind}, not a text", where=where, remedy=remedy)


def _without_zeros(data: bytes, where: str, notes: Notes) -> bytes:
    """Return *data* with another sign that fits no character for each zero, which no text has."""
    if b"\0" not in data:
        return data
    if data.count(0) > MOST_ZEROS * len(data) or len(_CODES.findall(data)) > MOST_CONTROLS * len(data):
        raise LoadError(
            f"this is a binary file: byte {data.index(0)} is NUL, which no text has",
            where=where,
            remedy="leave it out; if it is UTF-16 text, save it with a byte order mark or as UTF-8",
        )
    notes.complain(BROKEN, f"{where}, byte {data.index(0)}")
    return data.replace(b"\0", "\ufffd".encode())


def _declared_in(data: bytes) -> str | None:
    found = _DECLARED.search(data[:DECLARED_WITHIN])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii", "ignore").lower()
    return _AS_BROWSERS_READ.get(label, label)


def _declared_text(data: bytes, declared: str | None, where: str, notes: Notes) -> str | None:
    """Return the text in the encoding that a page declares; None where it declares none, or one that does not fit."""
    if declared is None or declared.replace("_", "-") in ("utf-8", "utf8"):
        return None
    try:
        text = data.decode(declared, "replace")
    except LookupError:
        return None
    if text.count("\ufffd") > MOST_BROKEN * len(text):
        return None
    return _mended(data, declared, where, notes)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(data: bytes, where: str, notes: Notes) -> str:
    name = _guess_name(data)
    text = None if name is None else data.decode(name, "replace")
    if text is None or len(_CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise LoadError(
            "the encoding cannot be told: the bytes are neither UTF-8 nor any other encoding of text",
            where=where,
            remedy="save the file as UTF-8, or leave it out if it is not a text",
        )
    if name == "cp1252":
        text = text.replace("ÿ", _in_windows(0xFF))
    if "\ufffd" in text:
        notes.complain(BROKEN, f"{where}, character {text.index(chr(0xFFFD))}")
    return text


def _guess_name(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    accents = sum(byte > 127 for byte in data)
    undefined = sum(data.count(byte) for byte in b"\x81\x8d\x8f\x90\x9d")
    if accents <= FEW_ACCENTS * len(data) and undefined * 4 <= accents + 3:
        return "cp1252"
    best = from_bytes(data).best()
    return best.encoding if best else None
