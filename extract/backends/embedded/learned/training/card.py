"""The card of a reader: what it was trained on, how well it reads, whose weights it began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extract.report.score_table import render_scores
from extract.scoring.counts import Scores


@dataclass(frozen=True)
class Facts:
    """What the card tells."""

    name: str
    trained_on: str
    """Date, YYYY-MM-DD."""
    data: str
    """Where the goldens are from, in words."""
    data_digest: str
    """SHA-256 over the ids and texts of the goldens."""
    verified: int
    """Goldens that a person signed."""
    silver: int
    """Documents that a model wrote and nobody verified."""
    records: Mapping[str, int]
    """List name -> records that are not optional."""
    schemas: str
    """Digest of the declarations."""
    base: str
    base_licence: str
    plan: str
    """Epochs, rates and seed, in words."""
    parts: Mapping[str, int] = field(default_factory=dict)
    """Part -> articles."""
    scores: Scores | None = None
    """On the articles held out."""
    seconds: float = 0.0

    def with_parts(self, parts: Mapping[str, int]) -> Facts:
        """Return the facts with how many articles each part has."""
        return replace(self, parts=dict(parts))

    def measured(self, scores: Scores, seconds: float) -> Facts:
        """Return the facts with what was measured."""
        return replace(self, scores=scores, seconds=seconds)


def write_card(facts: Facts) -> str:
    """Return the card in Markdown."""
    parts = ", ".join(f"{count} {name}" for name, count in facts.parts.items())
    records = ", ".join(f"{count} {name}" for name, count in facts.records.items())
    silver = "" if not facts.silver else f", {facts.silver} silver: written by a model, verified by nobody"
    measured = "no article was held out: nobody knows how well it reads"
    if facts.scores is not None and facts.scores.documents:
        measured = f"```text\n{render_scores(facts.scores)}\n```"
    return f"""# {facts.name}

A trained reader for `extract run --reader`. It chooses stretches of the text and cannot write a word of its own.

| | |
|---|---|
| trained | {facts.trained_on}, in {facts.seconds:.0f} s |
| data | {facts.data} |
| digest of the data | `{facts.data_digest}` |
| goldens | {facts.verified} verified by a person{silver} |
| articles | {parts} |
| records | {records} |
| declarations | `{facts.schemas}` |
| base weights | {facts.base}, licence: {facts.base_licence} |
| training | {facts.plan} |

## On the articles held out

{measured}
"""
