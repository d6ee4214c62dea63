"""Documents of word processors and PDF -> their articles; they need the extra ``documents``."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from extract.errors import LoadError
from extract.loading.dumps import read_dump
from extract.loading.found import Found, articles_of
from extract.loading.html import lay_out
from extract.loading.row import too_long
from extract.loading.source import LONGEST, Settings, Source
from extract.stages import Article, Failure

LONGEST_FILE = 200_000_000
"""Bytes of a document with its pictures, unpacked where it is a zip archive."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

Told = tuple[str | None, list[str]]
"""The title, where the document tells it, and the paragraphs."""


def read_docx(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article of a Word document, or the documents of a dump that was saved as one."""
    yield from _read(source, settings, _paragraphs_of_docx, "python-docx")


def read_rtf(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article of a Rich Text file, or the documents of a dump that was saved as one."""
    yield from _read(source, settings, _paragraphs_of_rtf, "striprtf")


def read_pdf(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article of a PDF, or the documents of a dump that was saved as one."""
    from extract.loading import pdf

    yield from _read(
        source, settings, lambda data, where: pdf.read_pdf(data, where=where, longest=LONGEST), "pypdfium2"
    )


def _read(
    source: Source, settings: Settings, read: Callable[[bytes, str], Told], library: str
) -> Iterator[Article | Failure]:
    data = source.read(LONGEST_FILE)
    if len(data) > LONGEST_FILE:
        raise too_long(LONGEST_FILE, source.uri)
    try:
        title, paragraphs = read(data, source.uri)
    except ImportError:
        raise LoadError(
            f"reading {source.ending} needs {library}, which is not installed",
            where=source.uri,
            remedy='pip install "extract-news[documents]"',
        ) from None
    dump = read_dump("\n\n".join([*([title] if title else []), *paragraphs]), source.uri)
    yield from articles_of(dump or [Found(lay_out(title, None, paragraphs, ()), source.uri)], source, settings)


def _paragraphs_of_docx(data: bytes, where: str) -> Told:
    """Return the title, that of a paragraph styled as one, and the paragraphs, those of tables and text boxes too."""
    from docx import Document

    _refuse_bomb(data, where)
    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        titles = {style.style_id for style in document.styles if style.name in ("Title", "Heading 1")}
    except Exception as error:  # a damaged package raises whatever python-docx, zipfile or lxml come upon
        raise LoadError(
            f"this is not a whole Word document: {error or type(error).__name__}",
            where=where,
            remedy="save it again as .docx; it may be cut off, damaged, or of another kind",
        ) from None
    paragraphs: list[str] = []
    title = None
    for node in body.iter(f"{_W}p"):
        if any(above.tag == _FALLBACK for above in node.iterancestors()):
            continue
        lines = [words for line in _text_of_docx(node).split("\n") if (words := " ".join(line.split()))]
        if title is None and lines and len(paragraphs) < 6 and _style_of(node) in titles:
            title = " ".join(lines)
        else:
            paragraphs += lines
    return title, paragraphs


def _style_of(node: Any) -> str | None:
    style = node.find(f"{_W}pPr/{_W}pStyle")
    return style.get(f"{_W}val") if style is not None else None


def _text_of_docx(node: Any) -> str:
    """Return the text of a paragraph as it stands after all changes that are tracked, without text boxes in it."""
    pieces = []
    for child in node:
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            pieces.append("\t" if child.tag.endswith("tab") else "-")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pict", f"{_W}drawing", f"{_W}pPr"):
            pieces.append(_text_of_docx(child))
    return "".join(pieces)


def _refuse_bomb(data: bytes, where: str) -> None:
    try:
        size = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise LoadError(
            "this is not a Word document of the newer kind",
            where=where,
            remedy="open it and save it as .docx; one that is locked by a password has to be unlocked first",
        ) from None
    if size > LONGEST_FILE:
        raise too_long(LONGEST_FILE, where)


def _paragraphs_of_rtf(data: bytes, where: str) -> Told:
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise LoadError("this is no Rich Text file", where=where, remedy="save it again as .rtf, or as plain text")
    try:
        text = str(rtf_to_text(_without_pictures(data).decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf goes by regular expressions and promises nothing
        raise LoadError(
            f"the Rich Text file cannot be read: {error or type(error).__name__}",
            where=where,
            remedy="save it again as .rtf, as .docx or as plain text",
        ) from None
    return None, [words for line in text.splitlines() if (words := " ".join(line.split()))]


def _without_pictures(data: bytes) -> bytes:
    """Return *data* without the long runs of hexadecimal digits that are its pictures."""
    return re.sub(rb"(?:[0-9a-fA-F]{60,}\s*){2,}", b"", data)
