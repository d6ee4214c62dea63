"""Whether an entity does, says, wants, gets or undergoes something, from how its mentions stand in their sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.backends.embedded.names.standing import standing_of
from extract.backends.embedded.parsing.words import Words

NEEDED = 2
"""Points that an entity needs to count as acting."""

_STRONG = {"speaker": 3, "agent": 3, "subject": 3, "recipient": 3}
_POINTS: dict[str, dict[str, int]] = {
    "PERSON": {**_STRONG, "object": 2, "being": 2, "party": 2, "topic": 2, "owner": 2, "member": 2, "source": 2,
               "reporter": 2, "loose": 2, "place": 2},
    "COUNTRY": {**_STRONG, "owner": 3, "object": 2, "party": 2, "topic": 2, "reporter": 2, "member": 1},
    "ORG": {**_STRONG, "object": 2, "party": 2, "topic": 2, "being": 1, "modifier": 1, "member": 1, "owner": 1,
            "reporter": 1, "source": -1, "place": -1},
    "NORP": {**_STRONG, "object": 2, "party": 1, "topic": 1, "member": 1, "modifier": -1},
    "GROUP": {**_STRONG, "speaker": 4, "object": 1, "party": 2, "topic": 1, "owner": 1, "member": 1, "source": -2},
    "named": {**_STRONG, "speaker": 4, "object": 2, "party": 2, "topic": 1, "owner": 1, "member": 1, "source": -2},
    "OFFICE": {**_STRONG, "object": 2, "owner": 1, "party": 2, "topic": -1, "modifier": -1},
    "mononym": {**_STRONG, "object": 2, "being": 2, "party": 2, "topic": 2, "owner": 2, "member": 2, "source": 2,
                "reporter": 2, "loose": 1, "place": -1},
    "outlet": {"agent": 2, "subject": 2, "recipient": 2, "object": 2},
}  # fmt: skip
"""What each standing of a mention says for an entity with the label. An outlet's saying and reporting says nothing."""

_OWN_ROW = ("outlet", "mononym", "named")
"""Traits that change what a standing says."""

_TRAITS = {
    "generic": -99,
    "bare": -2,
    "definite": -2,
    "staff": -2,
    "vague": -2,
    "unsure": -1,
    "mononym": -1,
}
"""What the entity's wording says against it: see ``Gathered.traits``."""


def acts(words: Words, label: str, places: Sequence[tuple[int, int, int]], traits: Collection[str]) -> bool:
    """Return whether the entity with mentions at *places* (first token, end, root) acts or is acted upon.

    The points were set by hand. A logistic regression over standings, labels, traits, place and number of mentions,
    cross-validated over the articles, did no better, with these points among its features or without them.
    """
    points = _POINTS.get(next((trait for trait in _OWN_ROW if trait in traits), label), _STRONG)
    score = sum(points.get(standing_of(words, root)[0], 0) for _, _, root in places)
    return score + sum(_TRAITS.get(trait, 0) for trait in traits) >= NEEDED
