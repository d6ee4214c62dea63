"""Mail (.eml, .mbox) and pages saved as one file (.mhtml) -> articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import Any, BinaryIO

from extract.errors import LoadError
from extract.loading.decode import decode_sent
from extract.loading.found import Found, articles_of, find_day
from extract.loading.fragments import text_of_fragment
from extract.loading.html import lay_out, read_html
from extract.loading.row import too_long
from extract.loading.source import Settings, Source
from extract.stages import Article, Failure

MAILS = (".eml", ".emlx")
MAILBOXES = (".mbox", ".mbx")
ARCHIVED_PAGES = (".mhtml", ".mht")
LONGEST_MAIL = 50_000_000
"""Bytes of a message: its pictures and attachments count, though they are not read."""
_ENVELOPE = re.compile(rb"From \S+.*\d\d:\d\d.*\d{4}")
"""The line that begins each message of a mailbox."""
_BROKEN = (IndexError, ValueError, TypeError, AttributeError, KeyError, AssertionError)
"""What the standard library's parser raises on headers that are broken."""
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_FORWARDED = re.compile(r"(?:(?:fwd?|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)


def read_mail(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article that a message is."""
    data = _bytes_of(source)
    if source.ending == ".emlx":  # Apple Mail puts the number of bytes into a line above
        data = data.partition(b"\n")[2]
    yield from articles_of([_found_in(data, source.uri, "")], source, settings)


def read_mailbox(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the messages of a mailbox as articles."""
    with source.open() as stream:
        yield from articles_of(_messages_of(stream, source.uri), source, settings)


def read_archived_page(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the page that a browser saved with all its parts in one file.

    The date of the file is the day on which it was saved, and not taken for that of the article.
    """
    message = _parse(_bytes_of(source), source.uri)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise LoadError(
            "there is no page in the file", where=source.uri, remedy="save the page again from your browser"
        )
    page = read_html(_markup_of(pages[0], source.uri), where=source.uri)
    yield from articles_of([Found(page, source.uri)], source, settings)


def _bytes_of(source: Source) -> bytes:
    data = source.read(LONGEST_MAIL)
    if len(data) > LONGEST_MAIL:
        raise too_long(LONGEST_MAIL, source.uri)
    return data


class _Lenient(EmailPolicy):
    """The standard library's policy that decodes headers by itself; a header that it falls over counts as empty."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # of many kinds: a zone of thousands of hours, hundreds of brackets, broken bytes do it
            return self.header_factory(name, "")


def _parse(data: bytes, where: str) -> EmailMessage:
    try:
        message = BytesParser(policy=_Lenient()).parsebytes(data.lstrip())
    except RecursionError:
        raise LoadError("the message is nested too deep to be read", where=where, remedy="leave it out") from None
    assert isinstance(message, EmailMessage)
    return message


def _messages_of(stream: BinaryIO, uri: str) -> Iterator[Found | LoadError]:
    for number, data in enumerate(_split(stream), start=1):
        where = f"{uri}, message {number}"
        yield too_long(LONGEST_MAIL, where) if data is None else _guarded(data, where, str(number))


def _guarded(data: bytes, where: str, number: str) -> Found | LoadError:
    try:
        return _found_in(data, where, number)
    except LoadError as error:
        return error


def _split(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the messages of a mailbox without the quoting of their lines, None for one that is too long.

    ``mailbox.mbox`` would read the whole file before the first, and cannot read one that is packed.
    """
    lines: list[bytes] = []
    size, has_begun, is_after_blank = 0, False, True
    for line in iter(lambda: stream.readline(1 << 20), b""):
        if is_after_blank and _ENVELOPE.match(line):
            if has_begun:
                yield b"".join(lines) if size <= LONGEST_MAIL else None
            lines, size, has_begun = [], 0, True
        else:
            size += len(line)
            if size <= LONGEST_MAIL:
                lines.append(re.sub(rb"^>(>*From )", rb"\1", line))
        is_after_blank = not line.strip()
    if any(line.strip() for line in lines):
        yield b"".join(lines) if size <= LONGEST_MAIL else None


def _found_in(data: bytes, where: str, number: str) -> Found:
    message = _parse(data, where)
    if not message.keys():
        raise LoadError(
            "this is no message: it has no headers", where=where, remedy="export it again, or give its text as .txt"
        )
    title = _FORWARDED.sub("", " ".join(str(message.get("subject", "")).split())) or None
    published, fault = find_day(str(message.get("date", "")))
    name = str(message.get("message-id", "")).strip() or number
    try:
        paragraphs = _paragraphs_of(message, where)
    except _BROKEN as error:
        raise LoadError(
            f"the message cannot be read: {error or type(error).__name__}",
            where=where,
            remedy="export it again, or give its text as .txt",
        ) from None
    page = lay_out(title, published, paragraphs, ())
    return Found(page, where, name if number else "", fault)


def _paragraphs_of(message: EmailMessage, where: str) -> list[str]:
    """Return the text of the message; that of its HTML form where the plain one is not there, or only a stub."""
    plain, page = (message.get_body(preferencelist=(form,)) for form in ("plain", "html"))
    words = _text_of(plain, where) if plain is not None else ""
    if page is not None:
        shown = text_of_fragment(_markup_of(page, where))
        if len(words) < len(shown) / 2:
            return shown.split("\n")
    return [words]


def _text_of(part: MIMEPart, where: str) -> str:
    text = _decoded(part, where, is_markup=False).replace("\r\n", "\n").replace("\r", "\n")
    if part.get_param("format") == "flowed":  # RFC 3676: a space at the end of a line says that the next goes on
        text = re.sub(r"(?<! -- )(?<!^--) \n(?! |>)", " ", text)
    return _SIGNATURE.split(text)[0].strip()


def _markup_of(part: MIMEPart, where: str) -> str:
    return _decoded(part, where, is_markup=True)


def _decoded(part: MIMEPart, where: str, *, is_markup: bool) -> str:
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return decode_sent(data, part.get_content_charset(), where=where, is_markup=is_markup)
