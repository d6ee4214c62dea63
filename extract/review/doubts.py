"""Why a person should look closely at a record: its quotations, and what another reading of the article says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract.catalog import Catalog
from extract.declaration import Declaration
from extract.faults import records_of
from extract.scoring.likeness import items_of
from extract.scoring.score import score_documents, sum_up


@dataclass(frozen=True)
class Doubts:
    """What is unsure about one document."""

    by_record: Mapping[str, tuple[str, ...]]
    """Record id -> the reasons, in words."""
    agreement: float | None
    """Mean F1 (0..1) of the records of both readings; None without a second."""


def doubts_of(document: Mapping[str, Any], other: Mapping[str, Any] | None, catalog: Catalog) -> Doubts:
    """Return what is unsure about *document*; *other* is what a second reading made of the same text.

    A second reading of another text says nothing about this one, and is passed over.
    """
    reasons: dict[str, list[str]] = {}
    for _, declaration, record in records_of(document, catalog):
        if told := _quote_doubts(declaration, record):
            reasons.setdefault(record["id"], []).extend(told)
    agreement = None
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
    return Doubts({key: tuple(told) for key, told in reasons.items()}, agreement)


def _quote_doubts(declaration: Declaration, record: Mapping[str, Any]) -> list[str]:
    told = []
    for spec in declaration.fields:
        quotes = items_of(record.get(spec.name)) if spec.type in ("quote", "when") else []
        if scores := [quote.get("score") for quote in quotes if quote.get("match") == "fuzzy"]:
            likeness = f", likeness {min(scores):.2f}" if None not in scores else ""
            told.append(f"{spec.name} was not quoted word for word{likeness}")
    return told
