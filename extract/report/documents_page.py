"""The documents of a run as one page to read: each article with its quotations marked, and a table for each schema."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from extract.catalog import Catalog
from extract.check import look_for_text
from extract.declaration import Declaration, FieldSpec
from extract.errors import ExtractError
from extract.faults import content_faults, records_of
from extract.report.templating import page_environment
from extract.scoring.likeness import items_of, records_by_id
from extract.scoring.outputs import Outputs
from extract.scoring.wording import Known, item_in_words, shortened, title_of
from extract.stages import Failure

MANY = 200
"""Articles from which a reader is told of the corpus, which has a page for each thing and event."""
SHAPES = ("value", "name", "evidence")
"""How a quotation is marked; where several overlap, the first of these is seen."""


@dataclass(frozen=True)
class Item:
    """One value of a cell."""

    words: str
    leads_to: str | None
    """The anchor of the record or the place that it names."""


@dataclass(frozen=True)
class Cell:
    """What a record says in one field."""

    values: tuple[Item, ...]
    is_inline: bool
    """Whether they stand in one line: names do, sentences do not."""


@dataclass(frozen=True)
class Row:
    """One record."""

    anchor: str
    hue: int
    is_optional: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """The records of one schema."""

    name: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of the text over which the same quotations lie."""

    text: str
    shape: str = ""
    anchor: str = ""
    leads_to: str = ""
    hue: int = 0
    told: str = ""
    """What all the records are that are quoted here."""


@dataclass(frozen=True)
class Reported:
    """One article as the page shows it."""

    anchor: str
    title: str
    published: str
    about: str
    lines: tuple[tuple[Piece, ...], ...] | None
    """None where the source is not at hand."""
    tables: tuple[Table, ...]

    @property
    def counts(self) -> dict[str, int]:
        """List name -> number of its records."""
        return {table.name: len(table.rows) for table in self.tables}

    @property
    def without(self) -> str:
        """The classes that tell of which lists it has none, for a filter without a script."""
        return " ".join(f"no-{name}" for name, count in self.counts.items() if not count)


@dataclass(frozen=True)
class Report:
    """A page, and what could not be shown on it."""

    page: str
    failures: tuple[Failure, ...]
    missing: tuple[ExtractError, ...]
    """Texts that are not at hand; their documents are shown without them."""


def report_folder(folder: Path, catalog: Catalog, sources: Sequence[Path]) -> Report:
    """Return the page of the documents in *folder*, whose articles' paths begin in one of *sources*.

    It has no script and asks for nothing. A document that is broken, or does not fit its text, becomes a failure.

    Raises:
        InvalidDocument: there is no document.
    """
    articles, failures, missing = list[Reported](), list[Failure](), list[ExtractError]()
    for document in Outputs(folder, catalog).read_all():
        if isinstance(document, Failure):
            failures.append(document)
            continue
        source = document["source"]
        found = look_for_text(source["id"], source["uri"], folder, sources)
        missing += [found] if isinstance(found, ExtractError) else []
        text = found if isinstance(found, str) else None
        fault = next(content_faults(document, catalog, text), None)
        if fault is not None:
            failures.append(Failure(source["uri"], fault.as_error(source["uri"]), source["id"]))
            continue
        articles.append(_Article(f"a{len(articles)}", document, catalog).reported(text))
    template = page_environment().get_template("documents.html.j2")
    page = template.render(
        title=f"What {folder} says", catalog=catalog, articles=articles, failures=failures, many=MANY
    )
    return Report(page, tuple(failures), tuple(missing))


def render_document(document: Mapping[str, Any], catalog: Catalog, text: str | None) -> str:
    """Return one document as a piece of a page, as notebooks show it: *text* with its marks, and the tables."""
    anchor = "x" + hashlib.sha256(document["source"]["id"].encode()).hexdigest()[:8]
    article = _Article(anchor, document, catalog).reported(text)
    return page_environment().get_template("document.html.j2").render(article=article)


@dataclass(frozen=True)
class _Quote:
    start: int
    end: int
    shape: str
    record: str


class _Article:
    """One document on its way to the page."""

    def __init__(self, anchor: str, document: Mapping[str, Any], catalog: Catalog) -> None:
        self._anchor, self._document, self._catalog = anchor, document, catalog
        records = [(declaration, record) for _, declaration, record in records_of(document, catalog)]
        self._known: Known = records_by_id(document, catalog)
        self._anchors = {record["id"]: f"{anchor}r{number}" for number, (_, record) in enumerate(records)}
        # The golden angle: neighbours are far apart, however many there are.
        self._hues = {record["id"]: round((number * 137.508 + 25) % 360) for number, (_, record) in enumerate(records)}
        self._titles = {record["id"]: f"{one.name}: {shortened(title_of(one, record))}" for one, record in records}
        self._quotes = [quote for one, record in records for quote in _quotes_of(one, record)]

    def reported(self, text: str | None) -> Reported:
        source = self._document["source"]
        about = [source["uri"], source["published"], *(self._document.get("verified") or {}).values()]
        return Reported(
            self._anchor,
            source["title"] or source["id"],
            source["published"] or "",
            " · ".join(filter(None, about)),
            None if text is None else tuple(map(tuple, self._lines(text))),
            tuple(map(self._table, self._catalog)),
        )

    def _table(self, declaration: Declaration) -> Table:
        fields = [spec for spec in declaration.fields if self._has_values(declaration, spec)]
        sure = any("confidence" in record for record in self._document[declaration.list_name])
        rows = [
            Row(
                self._anchors[record["id"]],
                self._hues[record["id"]],
                bool(record.get("optional")),
                (*(self._cell(spec, record) for spec in fields), *([_confidence(record)] if sure else [])),
            )
            for record in self._document[declaration.list_name]
        ]
        names = [spec.name.replace("_", " ") for spec in fields]
        return Table(declaration.list_name, (*names, *(["confidence"] if sure else [])), tuple(rows))

    def _has_values(self, declaration: Declaration, spec: FieldSpec) -> bool:
        return any(items_of(record.get(spec.name)) for record in self._document[declaration.list_name])

    def _cell(self, spec: FieldSpec, record: Mapping[str, Any]) -> Cell:
        is_inline = spec.type != "quote" or _shape_of(spec) == "name"
        return Cell(tuple(self._items(spec, record.get(spec.name))), is_inline)

    def _items(self, spec: FieldSpec, value: Any) -> Iterator[Item]:
        for item in items_of(value):
            leads_to = None
            if spec.type == "ref":
                leads_to = self._anchors.get(item)
            elif spec.type in ("quote", "when"):
                leads_to = f"{self._anchor}p{item['start']}"
            yield Item(shortened(item_in_words(spec, item, self._known)), leads_to)

    def _lines(self, text: str) -> Iterator[Iterator[Piece]]:
        """Yield the pieces of each line of *text*."""
        start = 0
        for line in text.splitlines(keepends=True):
            yield self._pieces(text, start, start + len(line.rstrip("\r\n")))
            start += len(line)

    def _pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        here = [quote for quote in self._quotes if quote.start < end and quote.end > start]
        cuts = {max(quote.start, start) for quote in here} | {min(quote.end, end) for quote in here}
        for first, last in pairwise(sorted({start, end} | cuts)):
            over = [quote for quote in here if quote.start <= first and quote.end >= last]
            yield self._piece(text[first:last], first, over)

    def _piece(self, text: str, start: int, over: list[_Quote]) -> Piece:
        if not over:
            return Piece(text)
        seen = min(over, key=lambda quote: (SHAPES.index(quote.shape), quote.end - quote.start))
        told = "\n".join(dict.fromkeys(self._titles[quote.record] for quote in over))
        anchor, leads_to = f"{self._anchor}p{start}", self._anchors[seen.record]
        return Piece(text, seen.shape, anchor, leads_to, self._hues[seen.record], told)


def _confidence(record: Mapping[str, Any]) -> Cell:
    told = record.get("confidence")
    return Cell((Item("" if told is None else f"{told:.2f}", None),), True)


def _quotes_of(declaration: Declaration, record: Mapping[str, Any]) -> Iterator[_Quote]:
    for spec in declaration.fields:
        if spec.type in ("quote", "when"):
            for quote in items_of(record.get(spec.name)):
                yield _Quote(quote["start"], quote["end"], _shape_of(spec), record["id"])


def _shape_of(spec: FieldSpec) -> str:
    return {"mentions": "name", "evidence": "evidence"}.get(spec.role.name if spec.role is not None else "", "value")
