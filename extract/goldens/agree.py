"""Two readings of the same articles -> how far they agree, by the rules of the scorer.

The measure is F1 of the records that both have. It is the same whichever reading comes first, and where nobody can
count what both left out, as here, it is what Cohen's kappa comes to (Hripcsak and Rothschild 2005,
doi:10.1197/jamia.M1733).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from extract.catalog import Catalog
from extract.errors import GoldenError, InvalidDocument
from extract.scoring.counts import DocumentScore, ListScore, Scores
from extract.scoring.outputs import open_documents
from extract.scoring.score import score_documents, sum_up
from extract.stages import Failure

SIDES: Final = ("in A", "in B")
"""What is said of a value of either reading."""


@dataclass(frozen=True)
class Agreement:
    """How far two readings agree. In ``scores`` A stands for the golden and B for what was found."""

    scores: Scores
    only_a: tuple[str, ...]
    """Ids of the articles that only A has read: nothing is counted of them."""
    only_b: tuple[str, ...]


def agree_paths(a: Path, b: Path, catalog: Catalog) -> Agreement:
    """Return how far the readings in *a* and *b* agree, folders or files of documents or goldens.

    An article that is broken on one side, or was another text, becomes a failure.

    Raises:
        InvalidDocument: there is no document at one of the places.
    """
    ours, theirs = open_documents(a, catalog), open_documents(b, catalog)
    scored, failures = [], [*ours.failures, *theirs.failures]
    for article_id in sorted(ours.ids() & theirs.ids()):
        try:
            one, other = ours.find(article_id), theirs.find(article_id)
            if one is not None and other is not None:
                check_same_article(one, other)
                scored.append(agree_documents(one, other, catalog))
        except (InvalidDocument, GoldenError) as error:
            failures.append(Failure(error.where, error, article_id))
    only_a, only_b = (tuple(sorted(ids)) for ids in (ours.ids() - theirs.ids(), theirs.ids() - ours.ids()))
    return Agreement(sum_up(scored, catalog, failures=failures), only_a, only_b)


def agree_documents(a: Mapping[str, Any], b: Mapping[str, Any], catalog: Catalog) -> DocumentScore:
    """Return how far two readings of one article agree; what either holds to be optional is not counted."""
    scored = score_documents(a, b, catalog, sides=SIDES)
    return replace(scored, lists=tuple(map(_without_optional, scored.lists)))


def check_same_article(a: Mapping[str, Any], b: Mapping[str, Any]) -> None:
    """Raise GoldenError where two readings are of different texts."""
    if a["source"]["sha256"] != b["source"]["sha256"]:
        raise GoldenError(
            "the two readings are of different texts",
            where=str(a["source"]["id"]),
            remedy="read one of them again, on the text of the other",
        )


def _without_optional(one: ListScore) -> ListScore:
    """Return the scores of a list in which the found side's optional records count as little as the golden side's."""
    pairs = tuple(pair for pair in one.pairs if not pair.found.get("optional"))
    excused = tuple(pair for pair in one.pairs if pair.found.get("optional"))
    false = tuple(record for record in one.false if not record.get("optional"))
    return replace(one, pairs=pairs, excused=(*one.excused, *excused), false=false)
