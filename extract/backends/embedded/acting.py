"""Whether an entity does, says, wants, gets or undergoes something, from how its mentions stand in their sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.backends.embedded.standing import standing_of
from extract.backends.embedded.words import Words

_STRONG = {"speaker": 3, "agent": 3, "subject": 3, "recipient": 3}
_POINTS: dict[str, dict[str, int]] = {
    "PERSON": {**_STRONG, "object": 2, "being": 2, "party": 2, "topic": 2, "owner": 2, "member": 2,
               "source": 2, "reporter": 2, "loose": 1},
    "COUNTRY": {**_STRONG, "owner": 3, "object": 2, "party": 2, "topic": 2, "reporter": 2, "member": 1},
    "ORG": {**_STRONG, "object": 2, "party": 2, "topic": 2, "being": 1, "modifier": 1, "member": 1, "owner": 1,
            "reporter": -2, "source": -1, "place": -1},
    "NORP": {**_STRONG, "object": 2, "party": 2, "topic": 2, "member": 1, "modifier": -1},
    "GROUP": {**_STRONG, "speaker": 4, "object": 2, "party": 2, "topic": 2, "owner": 1, "member": 1, "source": -2},
    "OFFICE": {**_STRONG, "object": 2, "party": 1, "owner": 2, "topic": -1, "modifier": -1},
}  # fmt: skip
_OUTLET = {"agent": 2, "subject": 2, "recipient": 2, "object": 2}
"""What each standing of a mention says for the entity's acting; 2 are needed."""
_NEEDED = 2


def acts(words: Words, label: str, places: Sequence[tuple[int, int, int]], traits: Collection[str]) -> bool:
    """Return whether the entity with these mentions is one that acts or is acted upon."""
    if "generic" in traits:
        return False
    points = _OUTLET if label == "ORG" and "outlet" in traits else _POINTS.get(label, _STRONG)
    score = sum(points.get(standing_of(words, root)[0], 0) for _, _, root in places)
    if "bare" in traits:
        score -= 2
    if "definite" in traits:
        score -= 2
    if "unsure" in traits:
        score -= 1
    if "staff" in traits or "vague" in traits:
        score -= 2
    return score >= _NEEDED
