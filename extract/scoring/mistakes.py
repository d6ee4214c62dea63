"""Scores -> every miss, every false find and every wrong slot, with its place and what rules can tell of its cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from extract.declaration import Declaration, FieldSpec
from extract.scoring.counts import DocumentScore, ListScore, Pair, Scores
from extract.scoring.likeness import HOLDS, Comparison, Record, fold_name, overlap_of, records_by_id, token_f1
from extract.scoring.sets import set_fields
from extract.scoring.wording import in_words, quote_of

NEAR = 1 / 3
"""A record is near another where one test of the Match measures at least this (0..1): below it, common words do."""


@dataclass(frozen=True)
class Mistake:
    """One difference between a golden and what was found."""

    schema: str
    """The list's name in the document."""
    document: str
    kind: Literal["missed", "false", "wrong", "in part"]
    record: str
    """The record's id: of a false find in what was found, else in the golden."""
    quote: str
    start: int | None
    end: int | None
    """The quotation's place in the source text; None where the record has none."""
    cause: str
    """``nothing near``, ``near miss``, ``taken``, ``other schema``; else the field."""
    detail: str


def find_mistakes(scores: Scores) -> tuple[Mistake, ...]:
    """Return the mistakes in *scores*: by schema, in the order of documents and of the text.

    The cause of a miss or false find is ``taken`` where a record matches but is paired with another, ``other schema``
    where the same words stand in a record of another schema, ``near miss`` where one comes near but fails a test, and
    else ``nothing near``.
    """
    return tuple(
        mistake
        for number, _ in enumerate(scores.schemas)
        for document in scores.documents
        for mistake in sorted(_mistakes_in(document, document.lists[number]), key=lambda one: one.start or 0)
    )


def find_in_part(scores: Scores) -> tuple[Mistake, ...]:
    """Return for each pair the fields that agree as slots, or are none, and yet have values too many or too few."""
    return tuple(
        _mistake(document, scored.declaration, "in part", pair.golden, spec.name, f"{told} ({pair.found['id']})")
        for number, _ in enumerate(scores.schemas)
        for document in scores.documents
        for scored in (document.lists[number],)
        for pair in scored.pairs
        for spec in set_fields(scored.declaration)
        if pair.slots.get(spec.name, True) and (told := _unshared(document.comparison, spec, pair))
    )


def _unshared(comparison: Comparison, spec: FieldSpec, pair: Pair) -> str:
    values = comparison.unshared(spec, pair.golden, pair.found)
    documents = (comparison.golden, comparison.found)
    return "; ".join(
        f"only {side}: {in_words(spec, alone, records_by_id(document, comparison.catalog))}"
        for side, alone, document in zip(comparison.sides, values, documents, strict=True)
        if alone
    )


def _mistakes_in(document: DocumentScore, scored: ListScore) -> Iterator[Mistake]:
    declaration, comparison = scored.declaration, document.comparison
    for record in scored.missed:
        cause, detail = _explain(scored, comparison, record, is_golden=True)
        yield _mistake(document, declaration, "missed", record, cause, detail)
    for record in scored.false:
        cause, detail = _explain(scored, comparison, record, is_golden=False)
        yield _mistake(document, declaration, "false", record, cause, detail)
    for pair in scored.pairs:
        for slot in (name for name, agrees in pair.slots.items() if not agrees):
            told = _both(comparison, declaration.field(slot), pair.golden, pair.found)
            yield _mistake(document, declaration, "wrong", pair.golden, slot, f"{told} ({pair.found['id']})")


def _mistake(
    document: DocumentScore,
    declaration: Declaration,
    kind: Literal["missed", "false", "wrong", "in part"],
    record: Record,
    cause: str,
    detail: str,
) -> Mistake:
    quote = quote_of(declaration, record)
    text = str(record.get("name") or (quote or {}).get("text", ""))
    start, end = (quote["start"], quote["end"]) if quote else (None, None)
    return Mistake(declaration.list_name, document.id, kind, record["id"], text, start, end, cause, detail)


def _explain(scored: ListScore, comparison: Comparison, record: Record, *, is_golden: bool) -> tuple[str, str]:
    declaration = scored.declaration
    other_side = comparison.found if is_golden else comparison.golden
    candidates = [
        (record, other) if is_golden else (other, record) for other in other_side.get(declaration.list_name, ())
    ]
    at_other = 1 if is_golden else 0
    for golden, found in candidates:
        if comparison.is_match(declaration, golden, found):
            other = (golden, found)[at_other]
            return "taken", f"{other['id']} matches, but is the pair of {_partner(scored, other)}"
    for other_name, other in _same_words(comparison, declaration, record, other_side):
        return "other schema", f"{other['id']} in {other_name} has the same words"
    nearest = max(candidates, key=lambda pair: _closeness(comparison, declaration, *pair), default=None)
    if nearest is not None and _closeness(comparison, declaration, *nearest) >= NEAR:
        return "near miss", f"{nearest[at_other]['id']}: {_failing(comparison, declaration, *nearest)}"
    if is_golden:
        return "nothing near", "nothing of this schema was found here"
    return "nothing near", f"nothing of this schema is {comparison.sides[0]} here"


def _partner(scored: ListScore, record: Record) -> str:
    pairs: Iterable[Pair] = (*scored.pairs, *scored.excused)
    by_golden = (pair.found["id"] for pair in pairs if pair.golden is record)
    by_found = (pair.golden["id"] for pair in pairs if pair.found is record)
    return next(chain(by_golden, by_found), "none")


def _closeness(comparison: Comparison, declaration: Declaration, golden: Record, found: Record) -> float:
    return max(
        (
            token_f1(fold_name(golden["name"]), fold_name(found["name"]))
            if how == "names"
            else comparison.measure(declaration, how, name, golden, found)
            for how, name in declaration.match.tests
        ),
        default=0.0,
    )


_FAILING = {
    "names": "no form of {name} in common: {both}",
    "spans": "{name} overlaps by {value:.2f} of the shorter, more than 0.5 is wanted",
    "content": "{name} is alike by {value:.2f}, 0.5 is wanted: {both}",
    "common": "none of {name} in common: {both}",
    "same_text": "{name} differs: {both}",
}


def _failing(comparison: Comparison, declaration: Declaration, golden: Record, found: Record) -> str:
    told = []
    for how, name in declaration.match.tests:
        value = comparison.measure(declaration, how, name, golden, found)
        if not HOLDS[how](value):
            both = _both(comparison, declaration.field(name), golden, found)
            told.append(_FAILING[how].format(name=name, value=value, both=both))
    return "; ".join(told)


def _both(comparison: Comparison, spec: FieldSpec, golden: Record, found: Record) -> str:
    ours, theirs = (
        in_words(spec, record.get(spec.name), records_by_id(side, comparison.catalog))
        for record, side in ((golden, comparison.golden), (found, comparison.found))
    )
    here, there = comparison.sides
    return f"{ours} {here}, {theirs} {there}"


def _same_words(
    comparison: Comparison, declaration: Declaration, record: Record, side: Mapping[str, Any]
) -> Iterator[tuple[str, Record]]:
    quote = quote_of(declaration, record)
    for other in comparison.catalog.of_kind("event") if declaration.kind == "event" and quote else ():
        for candidate in side.get(other.list_name, ()) if other is not declaration else ():
            theirs = quote_of(other, candidate)
            if quote and theirs and overlap_of(quote, theirs) > 0.5:
                yield other.list_name, candidate
