"""The simple form in which people annotate -> a draft: quotations placed in the text, names turned into references.

An annotation is a JSON object with the list names of the schemas as keys. A quotation is a string, a reference the name
of an entity of the same file, and ``<field>_iso`` the date that the quotation in ``<field>`` means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.errors import GoldenError
from extract.scoring.likeness import items_of
from extract.stages import Draft, DraftRecord, DraftValue, Located, Page, Span

Choice = Callable[[str, list[Span]], Span]
"""Takes the text and all places of a quotation, and returns the one that is meant."""


def to_draft(annotation: Mapping[str, Any], page: Page, catalog: Catalog, *, where: str) -> Draft:
    """Return the grounded draft that *annotation*, which lies at *where*, makes of *page*.

    A quotation that stands in the text several times is taken from the record's evidence, or else nearest to it; of
    equal passages each record takes the next. An entity's mentions are the places in the page's body where its name or
    an alias stands as whole words, the longest form first.

    Raises:
        GoldenError: a quotation or name is not in the text, a reference leads nowhere, or a key is not declared.
    """
    return _Reading(annotation, page, catalog, where).draft()


@dataclass(frozen=True, eq=False)
class _Reading:
    annotation: Mapping[str, Any]
    page: Page
    catalog: Catalog
    where: str

    def draft(self) -> Draft:
        known = ["id", *(declaration.list_name for declaration in self.catalog)]
        self._check_keys(self.annotation, known, "$")
        return Draft(self.page, tuple(record for one in self.catalog for record in self._records(one)))

    def _records(self, declaration: Declaration) -> Iterator[DraftRecord]:
        after = 0
        for number, item in enumerate(self._items(declaration)):
            values = self._values(declaration, item, f"$.{declaration.list_name}[{number}]", after)
            after = max([after, *(one.span.end for one in _located(values.values()))])
            yield DraftRecord(declaration.name, values, key=item.get("name"))

    def _items(self, declaration: Declaration) -> list[Mapping[str, Any]]:
        items = self.annotation.get(declaration.list_name, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self._error(f"$.{declaration.list_name}", "not a list of records", "write a list of JSON objects")
        return items

    def _values(
        self, declaration: Declaration, item: Mapping[str, Any], path: str, after: int
    ) -> dict[str, DraftValue]:
        dates = [f"{spec.name}_iso" for spec in declaration.fields if spec.type == "when"]
        self._check_keys(item, ["optional", *(spec.name for spec in declaration.fields), *dates], path)
        values: dict[str, DraftValue] = {"optional": True} if item.get("optional") else {}
        near: list[Span] = []
        # What tells where the record stands comes first: the other quotations are looked for there.
        for spec in sorted(declaration.fields, key=lambda one: not _has_role(one, "evidence", "text", "mentions")):
            choose = _nearest(near) if near else _next(after if declaration.kind == "passage" else 0)
            values[spec.name] = self._value(spec, item, f"{path}.{spec.name}", choose)
            near = near or [one.span for one in _located([values[spec.name]])]
        return values

    def _value(self, spec: FieldSpec, item: Mapping[str, Any], path: str, choose: Choice) -> DraftValue:
        given = items_of(item.get(spec.name))
        read: tuple[Any, ...] = tuple(given)
        if _has_role(spec, "mentions"):
            read = self._mentions.get(item.get("name", ""), ())
        elif spec.type in ("quote", "when"):
            dates = [*items_of(item.get(f"{spec.name}_iso")), *(None for _ in given)]
            places = [choose(self.page.article.text, self._occurrences(quote, path)) for quote in given]
            read = tuple(Located(span, iso=iso) for span, iso in zip(places, dates, strict=False))
        elif spec.type == "ref":
            self._check_names(spec, given, path)
        elif _has_role(spec, "name", "aliases"):
            for form in given:
                self._occurrences(form, path)
        return read if spec.is_list else next(iter(read), None)

    def _occurrences(self, quote: Any, path: str) -> list[Span]:
        places = list(find_all(quote, self.page.article.text)) if isinstance(quote, str) else []
        if not places:
            raise self._error(path, f"{quote!r} is not in the article", "quote the article's very characters")
        return places

    def _check_keys(self, item: Mapping[str, Any], known: Iterable[str], path: str) -> None:
        for key in sorted(set(item) - set(known)):
            raise self._error(f"{path}.{key}", "the schemas declare no such key", f"use: {', '.join(known)}")

    def _check_names(self, spec: FieldSpec, names: list[Any], path: str) -> None:
        target = self.catalog[spec.target or ""]
        for name in names:
            if name not in [item.get("name") for item in self._items(target)]:
                problem = f"{name!r} is the name of no record in {target.list_name}"
                raise self._error(path, problem, "add the record, or mend the name")

    @cached_property
    def _mentions(self) -> dict[str, tuple[Located, ...]]:
        forms: dict[str, list[str]] = {}
        for item in (item for declaration in self.catalog.of_kind("entity") for item in self._items(declaration)):
            for form in (item.get("name"), *items_of(item.get("aliases"))):
                forms.setdefault(str(form), []).append(item.get("name", ""))
        found: dict[str, list[Span]] = {}
        for span in find_words(forms, self.page.article.text, [block.span for block in self.page.body]):
            for name in forms[span.of(self.page.article.text)]:
                found.setdefault(name, []).append(span)
        return {name: tuple(Located(span) for span in sorted(spans)) for name, spans in found.items()}

    def _error(self, path: str, problem: str, remedy: str) -> GoldenError:
        return GoldenError(problem, where=f"{self.where}, {path}", remedy=remedy)


def find_all(quote: str, text: str) -> Iterator[Span]:
    """Yield every place where *quote* stands in *text*, overlapping ones too; none for an empty one.

    >>> [span.start for span in find_all("anan", "banananas")]
    [1, 3]
    """
    start = text.find(quote) if quote else -1
    while start >= 0:
        yield Span(start, start + len(quote))
        start = text.find(quote, start + 1)


def find_words(forms: Iterable[str], text: str, inside: Sequence[Span]) -> Iterator[Span]:
    """Yield the places of *forms* as whole words in the stretches *inside*, longest form first, none overlapping.

    >>> text = "US officials of the US"
    >>> [span.of(text) for span in find_words(["US", "US officials"], text, [Span(0, 22)])]
    ['US officials', 'US']
    """
    taken: list[Span] = []
    for form in sorted(forms, key=lambda one: (-len(one), one)):
        for span in find_all(form, text):
            is_inside = any(one.start <= span.start and span.end <= one.end for one in inside)
            if is_inside and _is_whole(text, span) and not any(span.overlap(other) for other in taken):
                taken.append(span)
                yield span


def _nearest(near: Sequence[Span]) -> Choice:
    """Return the choice of the place in, or nearest to, one of the stretches *near*, the first of these first."""

    def choose(text: str, places: list[Span]) -> Span:
        return min(places, key=lambda span: (_distance(span, near), not _is_whole(text, span), span.start))

    return choose


def _next(after: int) -> Choice:
    """Return the choice of the first place after the offset *after*, one that fills its lines before all others."""

    def choose(text: str, places: list[Span]) -> Span:
        return min(places, key=lambda span: (span.start < after, not _fills_lines(text, span), span.start))

    return choose


def _distance(span: Span, near: Sequence[Span]) -> tuple[int, int]:
    return min((max(0, one.start - span.start, span.end - one.end), number) for number, one in enumerate(near))


def _is_whole(text: str, span: Span) -> bool:
    return not re.match(r"\w\w", text[max(0, span.start - 1) : span.start + 1]) and not re.match(
        r"\w\w", text[span.end - 1 : span.end + 1]
    )


def _fills_lines(text: str, span: Span) -> bool:
    before, after = text[: span.start].rstrip(" \t"), text[span.end :].lstrip(" \t")
    return before[-1:] in ("", "\n", "\r") and after[:1] in ("", "\n", "\r")


def _located(values: Iterable[DraftValue]) -> Iterator[Located]:
    for value in values:
        yield from (item for item in items_of(value) if isinstance(item, Located))


def _has_role(spec: FieldSpec, *names: str) -> bool:
    return spec.role is not None and spec.role.name in names
