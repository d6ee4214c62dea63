"""Draft quotes -> spans of the article, or a named reason why not.

``find_spans`` and ``nearest`` are usable alone. ``ground_draft`` holds a backend to the article: what it quotes must
stand in the body (entities, events) or in a reader's posting (passages), and nothing that stands nowhere is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.catalog import Catalog
from extract.dates import iso_of
from extract.declaration import Declaration, FieldSpec
from extract.errors import GroundingError
from extract.grounding.alignment import Difference
from extract.grounding.mentions import fill_mentions, forms_of, is_named, other_names
from extract.grounding.plain_values import is_borne_out, spans_stating
from extract.grounding.spans import Found, Search, find_spans, nearest
from extract.stages import Draft, DraftRecord, DraftValue, Failure, Located, Page, Span

__all__ = ["Difference", "Found", "Search", "find_spans", "ground_draft", "nearest"]

_HELD_OTHERWISE = frozenset(
    ("name", "aliases", "title", "author", "country", "text", "posted", "reply_to", "mentioned"),
)
"""Roles of plain fields that are held to the text as names are, or worked out from it."""
_SHOWN = 160
"""Characters of a quotation that an error shows."""


def ground_draft(draft: Draft, catalog: Catalog) -> Draft:
    """Return *draft* with every quotation located in the article; what has no place is left out, told in ``dropped``.

    A quotation that stands at several places is located at the one inside or nearest to the record's evidence. A record
    that lacks what its schema requires is dropped, an optional value becomes None, an element of a list is left out.
    Quotations that are located already are kept as they are where they lie in the text. Names, aliases and titles of
    entities, and authors of passages, must stand in the text too; mentions that a backend did not give are found.
    Never raises for what a backend wrote.
    """
    postings = draft.page.postings
    body = Search(draft.page.article.text, [block.span for block in draft.page.body])
    displayed = [span for one in postings for span in (one.author, one.posted, one.text) if span is not None]
    passages = Search(draft.page.article.text, displayed)
    kept: list[DraftRecord] = []
    failures: list[Failure] = []
    numbers: Counter[str] = Counter()
    for record in draft.records:
        numbers[record.schema] += 1
        declaration = catalog[record.schema]
        search = passages if declaration.kind == "passage" else body
        grounding = _Grounding(draft.page, declaration, record, search, numbers[record.schema])
        grounded, told = grounding.grounded()
        failures += told
        kept += [grounded] if grounded is not None else []
    records = tuple(fill_mentions(kept, catalog, body))
    return replace(draft, records=records, dropped=(*draft.dropped, *failures))


class _Missing(Exception):
    """The record lacks a field that it needs."""

    def __init__(self, spec: FieldSpec) -> None:
        self.field = spec.name


@dataclass(frozen=True)
class _Miss:
    """Words of a field that are not in the article, and what is told of them."""

    field: str
    problem: str
    remedy: str


@dataclass
class _Grounding:
    """One record on its way."""

    page: Page
    declaration: Declaration
    record: DraftRecord
    search: Search
    number: int
    misses: list[_Miss] = field(default_factory=list)

    def grounded(self) -> tuple[DraftRecord | None, list[Failure]]:
        """Return the record with its quotations located, None where one that it needs is not in the article; failures.

        A record left out is one failure, whatever else in it was not found.
        """
        values: dict[str, DraftValue] = dict(self.record.values)
        try:
            values |= self._worded()
            values |= self._quoted()
            values |= self._borne_out(values)
        except _Missing as missing:
            return None, [self._left_out(missing.field)]
        return replace(self.record, values=values), [self._failure(miss.problem, miss.remedy) for miss in self.misses]

    # Quotations

    def _quoted(self) -> dict[str, DraftValue]:
        specs = [spec for spec in self.declaration.fields if spec.type in ("quote", "when")]
        found = {spec.name: list(self._find_all(spec)) for spec in specs}
        anchors = self._anchors(found)
        evidence = [spec.name for spec in self.declaration.fields_with("evidence")]
        for name in sorted(found, key=lambda name: name not in evidence):
            chosen = [one.nearest_to(anchors) if isinstance(one, Found) else one for one in found[name]]
            found[name] = list(chosen)
            if name in evidence and chosen:
                anchors = [one.span for one in chosen]
        return {spec.name: self._value(spec, found[spec.name]) for spec in specs}

    def _anchors(self, found: dict[str, list[Found | Located]]) -> list[Span]:
        """Return the places that are beyond doubt: of what stands at one place only, or what its author posted."""
        sure = [
            one.span
            for several in found.values()
            for one in several
            if isinstance(one, Located) or len(one.occurrences) == 1
        ]
        authors = forms_of([self.record.values.get(spec.name) for spec in self.declaration.fields_with("author")])
        text = self.page.article.text
        return sure or [
            one.text for one in self.page.postings if one.author is not None and one.author.of(text) in authors
        ]

    def _find_all(self, spec: FieldSpec) -> Iterator[Found | Located]:
        for item in _items(self.record.values.get(spec.name)):
            if isinstance(item, Located):
                found: Found | Located | None = item if self._is_placed(item.span) else None
            else:
                found = self.search.find(str(item))
            if found is not None:
                yield found
            else:
                self._miss(spec, item)

    def _is_placed(self, span: Span) -> bool:
        """Return whether *span* lies in the text and, unless the record is a passage, outside the readers' postings."""
        if not _is_within(span, self.page.article.text):
            return False
        return self.declaration.kind == "passage" or not any(span.overlap(one.text) for one in self.page.postings)

    def _value(self, spec: FieldSpec, found: Sequence[Found | Located]) -> DraftValue:
        located = tuple(self._located(spec, one) for one in found)
        if spec.is_list:
            if len(located) < _least_length(self.declaration, spec):
                raise _Missing(spec)
            return located
        if not located and not spec.is_optional:
            raise _Missing(spec)
        return located[0] if located else None

    def _located(self, spec: FieldSpec, found: Found | Located) -> Located:
        if isinstance(found, Located):
            return found
        words = found.span.of(self.page.article.text)
        return Located(
            found.span,
            match=None if found.match == "verbatim" else found.match,
            score=found.score if found.match == "fuzzy" else None,
            review=found.alters_fact,
            iso=iso_of(words, self.page.article.published) if spec.type == "when" else None,
        )

    # Plain strings that must be the article's words

    def _worded(self) -> dict[str, DraftValue]:
        values: dict[str, DraftValue] = {}
        for role in ("aliases", "title", "author", "name"):
            for spec in self.declaration.fields_with(role):
                if spec.type == "plain":
                    values[spec.name] = self._words(spec, values)
        names = {values.get(spec.name) for spec in self.declaration.fields_with("name")}
        for spec in self.declaration.fields_with("aliases"):
            values[spec.name] = tuple(form for form in forms_of([values.get(spec.name)]) if form not in names)
        return values

    def _words(self, spec: FieldSpec, known: dict[str, DraftValue]) -> DraftValue:
        given = forms_of([self.record.values.get(spec.name)])
        kept = tuple(form for form in given if is_named(self.search, form))
        if spec.role is not None and spec.role.name == "name" and not kept:
            aliases = [known.get(one.name) for one in self.declaration.fields_with("aliases")]
            kept = other_names(self.search, given, forms_of(aliases), is_located=self._has_mentions())
        for form in given:
            if form not in kept:
                self._miss(spec, form)
        if spec.is_list:
            return kept
        if not kept and not spec.is_optional:
            raise _Missing(spec)
        return kept[0] if kept else None

    def _has_mentions(self) -> bool:
        values = [self.record.values.get(spec.name) for spec in self.declaration.fields_with("mentions")]
        return any(isinstance(item, Located) for value in values for item in _items(value))

    # Plain values that what states the record must bear out

    def _borne_out(self, values: dict[str, DraftValue]) -> dict[str, DraftValue]:
        specs = [spec for spec in self.declaration.fields if spec.type == "plain" and values.get(spec.name) is not None]
        specs = [spec for spec in specs if spec.role is None or spec.role.name not in _HELD_OTHERWISE]
        stating = spans_stating(self.declaration, values, self.page, self.search) if specs else []
        return {spec.name: self._kept(spec, values[spec.name], stating) for spec in specs}

    def _kept(self, spec: FieldSpec, value: DraftValue, stating: Sequence[Span]) -> DraftValue:
        published = self.page.article.published
        kept = []
        for item in _items(value):
            if is_borne_out(spec, item, self.search, stating, published):
                kept.append(item)
            else:
                self._miss_plain(spec, item)
        if spec.is_list:
            return tuple(kept)  # type: ignore[arg-type]
        if not kept and spec.is_required and not spec.is_optional:
            raise _Missing(spec)
        return value if kept else None

    def _miss_plain(self, spec: FieldSpec, item: object) -> None:
        self.misses.append(
            _Miss(
                spec.name,
                f"{self.declaration.list_name}.{spec.name} is not borne out by what states it: {_shown(repr(item))}",
                "give the field a Pattern(r'…') that finds it there, make it a Quote, or let it be null",
            )
        )

    # What could not be kept

    def _miss(self, spec: FieldSpec, item: object) -> None:
        text = self.page.article.text
        words = str(item)
        if isinstance(item, Located):
            words = item.span.of(text) if _is_within(item.span, text) else f"{item.span.start}-{item.span.end}"
        near = self.search.nearest(words)
        self.misses.append(
            _Miss(
                spec.name,
                f'{self.declaration.list_name}.{spec.name} is not in the article: "{_shown(words)}"',
                f'nearest text: "{_shown(near.span.of(text))}", characters {near.start}-{near.end}'
                if near is not None
                else "nothing there is like it; ask again, or another model",
            )
        )

    def _left_out(self, field: str) -> Failure:
        for miss in self.misses:
            if miss.field == field:
                return self._failure(f"{self.declaration.slug} left out: {miss.problem}", miss.remedy)
        return self._failure(
            f"{self.declaration.slug} left out: it has no {field}",
            "ask again, or another model: the schema requires it",
        )

    def _failure(self, problem: str, remedy: str) -> Failure:
        article = self.page.article
        where = f"{article.uri}, {self.declaration.slug} {self.record.key or self.number}"
        return Failure(article.uri, GroundingError(problem, where=where, remedy=remedy), article.id)


def _is_within(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _items(value: DraftValue) -> tuple[object, ...]:
    if isinstance(value, tuple):
        return tuple(item for item in value if item is not None)
    return () if value is None else (value,)


def _least_length(declaration: Declaration, spec: FieldSpec) -> int:
    limits = (getattr(limit, "min_length", None) for limit in declaration.model.model_fields[spec.name].metadata)
    return max((limit for limit in limits if limit is not None), default=0)


def _shown(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
