"""Bytes -> text: the encoding is found, the byte order mark taken off, and nothing else changed."""

from __future__ import annotations

import codecs
import re

from extract.errors import LoadError

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
_BINARY = (
    (b"%PDF", "a PDF file", "take its text out first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an Office document", "unpack it, or save it as plain text or HTML"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first, with gunzip"),
    (b"\x89PNG", "an image", "leave it out"),
    (b"\xff\xd8\xff", "an image", "leave it out"),
    (b"SQLite format 3", "a database", "export its rows to .jsonl or .csv with the columns id and text"),
    (b"PAR1", "a Parquet file", "give it the ending .parquet"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.002
"""Share of control characters above which decoded bytes are no text. Text has none; machine code over a tenth."""
FEW_ACCENTS = 0.05
"""Share of bytes above 127 up to which undeclared bytes are read as Windows-1252, the encoding of English pages.

On so few charset-normalizer guesses at random: it calls curly quotes in an English sentence cp1250.
"""


def decode_text(data: bytes, *, where: str, is_markup: bool = False) -> str:
    """Return the text that *data* encodes, without a byte order mark and with its line ends as they are.

    The encoding is that of the byte order mark, else the one that markup declares, else UTF-8, else a guess.

    Raises:
        LoadError: the bytes are no text, or no encoding fits them; *where* names them in the message.
    """
    marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        return _decode_marked(data[len(marked[0]) :], marked[1], where)
    _refuse_binary(data, where)
    for encoding in (_declared_in(data) if is_markup else None, "utf-8"):
        text = _try(data, encoding)
        if text is not None:
            return text
    return _guess(data, where)


def decode_sent(data: bytes, charset: str | None, *, where: str, is_markup: bool = False) -> str:
    """Return the text of *data* that came with the name of its *charset* beside it, in a header of mail or of HTTP.

    Valid UTF-8 is UTF-8 whatever the header says, except where it says an encoding of seven bits: all of those are.

    Raises:
        LoadError: as ``decode_text``, which decides where the header is wrong.
    """
    told = _AS_BROWSERS_READ.get(label := (charset or "utf-8").strip("\"' ").lower(), label)
    for encoding in (told,) if told.startswith(_SEVEN_BITS) else ("utf-8", told):
        text = _try(data, encoding)
        if text is not None:
            return text.removeprefix("\ufeff")
    return decode_text(data, where=where, is_markup=is_markup)


def find_encoding(sample: bytes, *, is_utf8: bool) -> str:
    """Return the name of the encoding of a table, from its first bytes and whether all of it is valid UTF-8."""
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    if marked:
        return "utf-8-sig" if marked == "utf-8" else marked[:6]  # utf-16, utf-32: the codec takes the mark off
    return "utf-8" if is_utf8 else _guess_name(sample) or "cp1252"


def _decode_marked(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise LoadError(
            f"the byte order mark says {encoding.upper()}, but byte {error.start} does not fit it",
            where=where,
            remedy="save the file again as UTF-8; it may be cut off or damaged",
        ) from None


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, kind, remedy in _BINARY:
        if data.startswith(magic):
            raise LoadError(f"this is {kind}, not a text", where=where, remedy=remedy)
    if b"\0" in data:
        raise LoadError(
            f"this is a binary file: byte {data.index(0)} is NUL, which no text has",
            where=where,
            remedy="leave it out; if it is UTF-16 text, save it with a byte order mark or as UTF-8",
        )


def _declared_in(data: bytes) -> str | None:
    found = _DECLARED.search(data[:DECLARED_WITHIN])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii", "ignore").lower()
    return _AS_BROWSERS_READ.get(label, label)


def _try(data: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(data: bytes, where: str) -> str:
    name = _guess_name(data)
    text = _try(data, name)
    if text is None or len(_CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise LoadError(
            "the encoding cannot be told: the bytes are neither UTF-8 nor any other encoding of text",
            where=where,
            remedy="save the file as UTF-8, or leave it out if it is not a text",
        )
    return text


def _guess_name(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    accents = sum(byte > 127 for byte in data)
    if accents <= FEW_ACCENTS * len(data) and _try(data, "cp1252") is not None:
        return "cp1252"
    best = from_bytes(data).best()
    return best.encoding if best else None
