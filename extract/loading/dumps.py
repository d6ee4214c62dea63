"""Dumps of news databases, many documents in one text: LexisNexis, Nexis Uni, Factiva, ProQuest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extract.loading.found import Found, find_day
from extract.loading.html import lay_out
from extract.segmentation.dateline import date_of_line
from extract.segmentation.timestamps import read_date

_NUMBERED = re.compile(
    r"^[ \t\f]*(?:Document[ \t]+\d+[ \t]+of[ \t]+\d+|\d+[ \t]+of[ \t]+\d+[ \t]+DOCUMENTS?)[ \t]*\r?$", re.M
)
_CLOSED = re.compile(r"^[ \t]*End of Document[ \t]*\r?$", re.M)
_FACTIVA = re.compile(r"^(?:AN[ \t]+)?Document (?P<name>[A-Z][A-Z0-9]{2,9}\d{12}e\w{6,12})[ \t]*\r?$", re.M)
_RULED = re.compile(r"^[ \t]*_{20,}[ \t]*\r?$", re.M)

_HEADLINES = ("headline", "title", "hd")
_DATES = ("publication date", "pd", "publication info", "publication information")
_NAMES = ("proquest document id", "accession number", "an")
_HEAD = frozenset(
    (
        "byline", "section", "length", "dateline", "highlight", "series", "headline", "author", "correction", "links",
        "abstract", "publication info", "publication information", "proquest document link", "publication logo",
    )
)  # fmt: skip
"""Labels above the text, in small letters."""
_BODY = frozenset(("body", "full text", "text", "fulltext"))
_TAIL = frozenset(
    (
        "load-date", "load date", "language", "publication-type", "publication type", "document-type", "document type",
        "journal-code", "graphic", "subject", "company", "organization", "industry", "person", "people", "city",
        "state", "country", "geographic", "location", "ticker", "url", "title", "copyright", "database", "pages",
        "publisher", "issn", "classification", "credit", "notes", "publication title", "publication year",
        "publication date", "publication subject", "company / organization", "place of publication",
        "country of publication", "source type", "language of publication", "proquest document id", "document url",
        "last updated", "first page", "identifier / keyword", "accession number", "business indexing term",
        "correction-date",
    )
)  # fmt: skip
"""Labels below the text."""
_TELLING = frozenset(
    ("length", "load-date", "publication-type", "proquest document id", "publication date", "full text", "byline")
)
"""Labels of which a document must have one, to be a document of a dump."""
_LABEL = re.compile(r"\s{0,3}([A-Z][A-Za-z]+(?:[ /&-]+[A-Za-z]+){0,3}):(?!//)\s*(.*)")
_BARE_LABELS = ("body", "classification", "full text", "abstract")
_RIGHTS = re.compile(r"\s*(?:copyright\b|\(c\)|©|.{0,60}\ball rights reserved\b)", re.IGNORECASE)
_EDITION = re.compile(
    r".*\bedition\b.*|.*\bfinal\b.{0,12}|correction appended|.{0,12}\d{1,2}:\d\d\b.{0,12}", re.IGNORECASE
)
"""What stands under the date besides the title: the edition, or the time of day."""
_DAY_FIRST = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}\b|\d{1,2} [A-Z][a-z]+ \d{4}\b")
_CODE = re.compile(
    r"(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|CX|LP|TD|CO|IN|NS|RE|PUB|IPC|IPD|AN|SE|RF|ART|VOL|CLM|DLN)(?:[ \t]+(.*))?"
)
_WORDS = re.compile(r"[\d,.]+ words", re.IGNORECASE)
LONGEST_DUMP = 200_000_000
"""Bytes of a dump: databases give out 500 documents at a time, researchers put many such files together."""
BEGINNING = 200_000
"""Bytes within which the first document of a dump begins and ends, with all that stands before it."""
WIDEST = 100
"""Columns up to which the lines of a paragraph are taken for one that is broken."""


@dataclass
class _Document:
    """One document, its lines told apart."""

    head: list[str] = field(default_factory=list)
    """The lines before the first label, blank ones too."""
    labels: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)


def begins_as_dump(data: bytes) -> bool:
    """Return whether *data* has, near its beginning, what parts the documents of a dump: few articles have."""
    start = data[:BEGINNING].decode("latin-1").replace("\0", "")
    return any(pattern.search(start) for pattern in (_FACTIVA, _NUMBERED, _CLOSED, _RULED))


def read_dump(text: str, where: str) -> list[Found]:
    """Return the documents of *text*; none where it is no dump of a database, but an article or anything else."""
    if len(list(_FACTIVA.finditer(text))):
        return list(_number(_factiva_documents(text), where))
    for pattern in (_NUMBERED, _CLOSED, _RULED):
        parts = pattern.split(text) if pattern.search(text) else []
        documents = [document for part in parts if _is_document(document := _tell_apart(part.splitlines()))]
        if documents and 2 * len(documents) >= len(parts) - 1:
            return list(_number((_found_in(document) for document in documents), where))
    return []


def _number(documents: Iterator[tuple[str | None, str, list[str], str]], where: str) -> Iterator[Found]:
    for number, (title, date, paragraphs, name) in enumerate(documents, start=1):
        published, fault = find_day(date)
        page = lay_out(title, published, paragraphs, ())
        yield Found(page, f"{where}, document {number}", name or str(number), fault)


def _is_document(document: _Document) -> bool:
    return bool(document.body) and not _TELLING.isdisjoint(document.labels)


def _tell_apart(lines: Sequence[str]) -> _Document:
    """Return the lines of one document by what they are: what stands above, labels, the text, labels below it."""
    document = _Document()
    state: Literal["head", "body", "tail"] = "head"
    open_label: str | None = None
    for line in lines:
        label, value = _label_of(line)
        if label in _BODY and state == "head":
            state, open_label = "body", None
            document.labels[label] = ""
            document.body += [value] if value else []
        elif label in _TAIL or (label in _HEAD and state != "body"):
            document.labels.setdefault(label, value)
            open_label = label if state != "body" else None
            state = "tail" if label in _TAIL and any(document.body) else state
        elif not line.strip():
            open_label = None
            (document.body if state == "body" else document.head).append("")
        elif open_label is not None:
            document.labels[open_label] += f" {line.strip()}"
        elif state == "head" and not document.labels:
            document.head.append(line)
        elif state != "tail":
            state = "body"
            document.body.append(line)
    return document


def _label_of(line: str) -> tuple[str, str]:
    """Return the label in small letters and what follows it; empty where the line begins with none that is known."""
    words = line.strip()
    if words.lower() in _BARE_LABELS:
        return words.lower(), ""
    found = _LABEL.fullmatch(line)
    label = found[1].lower() if found else ""
    return (label, found[2].strip()) if found and label in _HEAD | _BODY | _TAIL else ("", "")


def _found_in(document: _Document) -> tuple[str | None, str, list[str], str]:
    """Return the title, the words of the date, the paragraphs, and the name of a document."""
    date, title = _read_head(document.head)
    labels = document.labels
    title = next((labels[name] for name in _HEADLINES if labels.get(name)), title)
    date = date or next((labels[name] for name in _DATES if labels.get(name)), "")
    name = next((labels[name] for name in _NAMES if labels.get(name)), "")
    return " ".join(title.split()) or None, date, _paragraphs_of(document.body) or [labels.get("abstract", "")], name


def _read_head(lines: Sequence[str]) -> tuple[str, str]:
    """Return the date's line and the title among the lines above the labels.

    The title stands below the date, or, in newer exports, above the name of the paper and the date.
    """
    kept = [line for line in lines if not _RIGHTS.match(line)]
    kept = [line for line in kept if _tells_day(line.strip()) or not _EDITION.fullmatch(line.strip())]
    dates = [number for number, line in enumerate(kept) if line.strip() and _tells_day(line.strip())]
    if not dates:
        return "", next((line for line in kept if line.strip()), "")
    below, above = _groups(kept[dates[-1] + 1 :]), _groups(kept[: dates[-1]])
    if below:
        flush = [group for group in below if not group[0].startswith((" ", "\t"))]
        return kept[dates[-1]].strip(), " ".join((flush or below)[-1])
    before = [line for group in above for line in group]
    together = above[-1] if above else []
    title = " ".join(together[:-1]) if len(together) > 1 else "".join(before[-2:-1])
    return kept[dates[-1]].strip(), title or "".join(before[-1:])


def _tells_day(line: str) -> bool:
    """Return whether *line* is a date, whatever edition or weekday stands after it."""
    return bool(date_of_line(line)) or (len(line) < 80 and bool(_DAY_FIRST.match(line)) and read_date(line) is not None)


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines in groups, as blank ones part them."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _paragraphs_of(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs; lines that no blank one parts are one, where the text is broken into short lines."""
    groups = [group for group in _groups(lines) if not all(_RIGHTS.match(line) for line in group)]
    is_broken = all(len(line.strip()) <= WIDEST for group in groups for line in group)
    if is_broken and len(groups) > 1:
        return [" ".join(line.strip() for line in group) for group in groups]
    return [" ".join(line.split()) for group in groups for line in group]


def _factiva_documents(text: str) -> Iterator[tuple[str | None, str, list[str], str]]:
    start = 0
    for found in _FACTIVA.finditer(text):
        lines = text[start : found.start()].splitlines()
        start = found.end()
        is_coded = any(line.startswith(("HD ", "HD\t")) or line.rstrip() == "HD" for line in lines)
        title, date, paragraphs = _read_coded(lines) if is_coded else _read_plain(lines)
        yield " ".join(title.split()) or None, date, paragraphs, found["name"]


def _read_coded(lines: Sequence[str]) -> tuple[str, str, list[str]]:
    """Return title, date and paragraphs of a document whose parts begin with two or three capitals."""
    parts: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = _CODE.fullmatch(line.rstrip())
        if found:
            code, line = found[1], found[2] or ""
        parts.setdefault(code, []).append(line)
    body = [*parts.get("LP", ()), "", *parts.get("TD", ())]
    return " ".join(parts.get("HD", ())), " ".join(parts.get("PD", ())).strip(), _paragraphs_of(body)


def _read_plain(lines: Sequence[str]) -> tuple[str, str, list[str]]:
    """Return the same of a document without codes: title, byline, length, date, paper, language, rights, text."""
    length = next((number for number, line in enumerate(lines) if _WORDS.fullmatch(line.strip())), None)
    if length is None:
        return "", "", _paragraphs_of(lines)
    above = [line.strip() for line in lines[:length] if line.strip()]
    if len(above) > 1 and re.match(r"by\b", above[-1], re.IGNORECASE):
        above.pop()
    rights = next((number for number in range(length, len(lines)) if _RIGHTS.match(lines[number])), None)
    dates = [line.strip() for line in lines[length + 1 : length + 6] if _tells_day(line.strip())]
    blank = next((number for number in range(length, len(lines)) if not lines[number].strip()), length)
    start = rights + 1 if rights is not None and rights - length < 20 else blank
    return above[-1] if above else "", dates[0] if dates else "", _paragraphs_of(lines[start:])
