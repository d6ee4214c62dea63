"""Whether an entity does, says, wants, gets or undergoes something, from how its mentions stand in their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.backends.embedded.standing import standing_of
from extract.backends.embedded.words import Words


def acts(words: Words, label: str, places: Sequence[tuple[int, int, int]], texts: Sequence[str]) -> bool:
    """Return whether the entity with these mentions is one that acts or is acted upon."""
    standings = Counter(standing_of(words, root)[0] for _, _, root in places)
    strong = standings["subject"] + standings["agent"] + standings["object"]
    if label == "PERSON":
        return sum(standings.values()) > standings["modifier"]
    if label == "COUNTRY":
        return strong + standings["owner"] + standings["party"] > 0
    if label in ("ORG", "NORP"):
        return strong + standings["owner"] + standings["party"] + standings["member"] > 0
    if label == "GROUP":
        return strong > 0
    if label == "OFFICE":
        return standings["subject"] > 0
    return strong > 0
