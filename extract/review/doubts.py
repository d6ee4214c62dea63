"""Why a person should look closely at a record: its quotations, and what another reading of the article says."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from extract.catalog import Catalog
from extract.comparison.diff import pair_records
from extract.declaration import Declaration
from extract.faults import records_of
from extract.review.records import Records, from_document
from extract.scoring.likeness import items_of
from extract.scoring.score import score_documents, sum_up

UNSURE = 0.5
"""Confidence (0..1) below which a record is doubtful: it is likelier wrong than right."""


@dataclass(frozen=True)
class Doubts:
    """What is unsure about one document."""

    by_record: Mapping[str, tuple[str, ...]]
    """Record id -> the reasons, in words."""
    agreement: float | None
    """Mean F1 (0..1) of the records of both readings; None without a second."""
    offered: Records = Records()
    """What only the second reading has, for a person to accept or reject; references lead to the first's records."""


def doubts_of(document: Mapping[str, Any], other: Mapping[str, Any] | None, catalog: Catalog) -> Doubts:
    """Return what is unsure about *document*; *other* is what a second reading made of the same text.

    A second reading of another text says nothing about this one, and is passed over.
    """
    reasons: dict[str, list[str]] = {}
    for _, declaration, record in records_of(document, catalog):
        if told := [*_unsure(record), *_quote_doubts(declaration, record)]:
            reasons.setdefault(record["id"], []).extend(told)
    agreement, offered = None, Records()
    if other is not None and other["source"]["sha256"] == document["source"]["sha256"]:
        score = score_documents(document, other, catalog)
        agreement = sum_up([score], catalog).mean_found
        for one in score.lists:
            for missed in one.missed:
                reasons.setdefault(missed["id"], []).append("the other reading does not have it")
            for pair in one.pairs:
                if differing := [name for name, agrees in pair.slots.items() if not agrees]:
                    told_of = f"the other reading differs in {', '.join(differing)}"
                    reasons.setdefault(pair.golden["id"], []).append(told_of)
        offered = _only_in(other, document, catalog)
    return Doubts({key: tuple(told) for key, told in reasons.items()}, agreement, offered)


def _only_in(other: Mapping[str, Any], document: Mapping[str, Any], catalog: Catalog) -> Records:
    """Return the records of *other* that *document* lacks, under keys that no id of *document* has."""
    known = {record["id"] for _, _, record in records_of(document, catalog)}
    keys: dict[str, str] = {}
    for pairs in pair_records(document, other, catalog).values():
        keys |= {
            theirs["id"]: ours["id"] if ours else _new_key(theirs["id"], known) for ours, theirs in pairs if theirs
        }
    reasons = {
        record["id"]: ("only the other reading has it", *_quote_doubts(declaration, record))
        for _, declaration, record in records_of(other, catalog)
    }
    rekeyed = from_document(other, catalog, doubts=reasons).rekeyed(keys, catalog)
    return Records(tuple(record for record in rekeyed if record.key not in known))


def _new_key(record_id: str, known: Set[str]) -> str:
    key = f"second-{record_id}"
    while key in known:
        key = f"second-{key}"
    return key


def _unsure(record: Mapping[str, Any]) -> list[str]:
    confidence = record.get("confidence")
    return [f"confidence {confidence:.2f}"] if confidence is not None and confidence < UNSURE else []


def _quote_doubts(declaration: Declaration, record: Mapping[str, Any]) -> list[str]:
    told = []
    for spec in declaration.fields:
        quotes = items_of(record.get(spec.name)) if spec.type in ("quote", "when") else []
        if scores := [quote.get("score") for quote in quotes if quote.get("match") == "fuzzy"]:
            likeness = f", likeness {min(scores):.2f}" if None not in scores else ""
            told.append(f"{spec.name} was not quoted word for word{likeness}")
    return told
