"""Whether an entity does, says, wants, gets or undergoes something, from how its mentions stand in their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from extract.backends.embedded.standing import standing_of
from extract.backends.embedded.words import Words


def acts(words: Words, label: str, places: Sequence[tuple[int, int, int]], traits: Collection[str]) -> bool:
    """Return whether the entity with these mentions is one that acts or is acted upon."""
    standings = Counter(standing_of(words, root)[0] for _, _, root in places)
    strong = sum(standings[one] for one in ("speaker", "subject", "being", "agent", "object", "recipient"))
    if "generic" in traits:
        return False
    if label == "PERSON":
        return sum(standings.values()) > standings["modifier"] + standings["holder"]
    if label == "COUNTRY":
        return strong - standings["being"] + standings["owner"] + standings["party"] + standings["reporter"] > 0
    if label in ("ORG", "NORP"):
        return strong + standings["owner"] + standings["party"] + standings["member"] > 0
    if label == "GROUP":
        return strong > 0
    if label == "OFFICE":
        return standings["subject"] + standings["speaker"] > 0
    return strong > 0
