"""How a noun phrase stands in its sentence: whether what it denotes does, says, wants, gets or undergoes something."""

from __future__ import annotations

from typing import Literal

from extract.backends.embedded.words import Words

Standing = Literal["subject", "agent", "object", "owner", "party", "member", "modifier", "place", "source", "loose"]

_LOCATIVE = frozenset(
    """in at near inside outside around across throughout within into off along above onto through under upon
    beyond past aboard""".split()
)
_MOTION = frozenset(
    """visit trip return travel go come fly arrive head move flee tour journey drive march sail leave enter reach
    flight deploy ship export import extradite deport withdraw transfer bring take carry pull sneak smuggle cross
    arrival departure bound withdrawal deployment""".split()
)
_PLACE_VERBS = frozenset("visit leave enter reach tour cross quit flee rock hit shake hold".split())
_SOURCE_VERBS = frozenset("tell quote cite".split())


def standing_of(words: Words, root: int) -> tuple[Standing, int]:
    """Return how the phrase headed by *root* stands, and the word that governs it (its verb, noun or preposition)."""
    root = first_conjunct(words, root)
    dep, head = words.deps[root], words.heads[root]
    if dep in ("nsubj", "nsubjpass", "csubj", "expl"):
        return "subject", head
    if dep in ("dobj", "obj", "dative", "iobj", "oprd"):
        is_place = words.lemmas[head] in _PLACE_VERBS
        return ("place" if is_place else "object"), head
    if dep == "poss":
        return "owner", head
    if dep in ("compound", "amod", "nmod", "npadvmod", "advmod", "quantmod", "nummod", "det"):
        return "modifier", head
    if dep == "pobj":
        return _after_preposition(words, head)
    return "loose", head


def first_conjunct(words: Words, index: int) -> int:
    """Return the first of the phrases coordinated or in apposition with the one headed by *index*."""
    for _ in range(20):
        if words.deps[index] not in ("conj", "appos") or words.heads[index] == index:
            break
        index = words.heads[index]
    return index


def _after_preposition(words: Words, preposition: int) -> tuple[Standing, int]:
    word, governor = words.lowers[preposition], words.heads[preposition]
    lemma = words.lemmas[governor]
    if words.deps[preposition] == "agent":
        return "agent", governor
    if word in _LOCATIVE:
        return "place", governor
    if word == "to" and lemma == "accord":
        return "source", governor
    if word in ("to", "from", "for") and lemma in _MOTION:
        return "place", governor
    if word == "of":
        return "member", governor
    return "party", governor
