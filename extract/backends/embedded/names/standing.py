"""How a noun phrase stands in its sentence: whether what it denotes does, says, wants, gets or undergoes something."""

from __future__ import annotations

from typing import Literal

from extract.backends.embedded.names.nations import last_words, nation_forms
from extract.backends.embedded.parsing.deeds import (
    AIMED,
    DONE_BY,
    HELD,
    REPORTING,
    SAYING,
    TELLING,
    is_act,
    is_suffered,
)
from extract.backends.embedded.parsing.nouns import QUANTITY
from extract.backends.embedded.parsing.places import EXEMPLIFIED, MOTION, PLACE_VERBS, PLACING
from extract.backends.embedded.parsing.titles import OFFICE
from extract.backends.embedded.parsing.words import Words

Standing = Literal[
    "speaker", "subject", "being", "agent", "object", "recipient", "party", "topic", "owner", "holder", "member",
    "modifier", "place", "source", "reporter", "loose",
]  # fmt: skip
"""``speaker``: subject of a verb of saying or wanting; ``being``: of "be"; ``recipient``: told to, given, asked;
``party``: with, against, between …; ``topic``: about, over …; ``owner``: of an act or thing; ``holder``: what an
office, a part or a place belongs to; ``member``: after another "of"; ``loose``: outside any clause."""

_PARTY = frozenset("to with against between among by on alongside toward towards from".split())
_ADDRESSED = frozenset(
    [("on", "call"), *(("to", lemma) for lemma in "appeal offer give grant promise present award hand turn".split())]
)
"""Prepositions and verbs after which somebody is asked or given something."""
_STATES = frozenset("include comprise contain consist number total lie remain".split())
"""Verbs that tell what there is, not what somebody does."""
_PICTURES = frozenset("credit file illustration image photo photograph photographer picture video".split())
_BOUNDARY = frozenset(["border", "frontier", "boundary"])
_EXAMPLES = frozenset("including like as except than alongside besides".split())
_SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")
_OBJECT = ("dobj", "obj", "oprd")
_MODIFIER = ("compound", "amod", "nmod", "npadvmod", "advmod", "quantmod", "nummod", "det")
_DASHES = ("--", "–", "—", ":")


def standing_of(words: Words, root: int) -> tuple[Standing, int]:
    """Return how the phrase headed by *root* stands, and the word that governs it (its verb, noun or preposition)."""
    known: dict[int, tuple[Standing, int]] = words.notes.setdefault("standing", {})
    if root not in known:
        known[root] = _standing(words, root)
    return known[root]


def _standing(words: Words, root: int) -> tuple[Standing, int]:
    if _is_in_address(words, root):
        return "place", words.heads[root]
    if _is_credit(words, root):
        return "modifier", words.heads[root]
    root = first_conjunct(words, _first_of_states(words, root))
    dep, head = words.deps[root], words.heads[root]
    if dep in _SUBJECT:
        return _as_subject(words, head, is_passive=dep != "nsubj"), head
    if dep in _OBJECT:
        return _as_object(words, head), head
    if dep in ("dative", "iobj"):
        return ("source" if words.lemmas[head] in TELLING else "recipient"), head
    if dep == "pobj":
        return _after_preposition(words, head)
    if dep == "poss":
        return ("holder" if words.lemmas[head] in HELD else "owner"), head
    if dep in _MODIFIER:
        return _as_modifier(words, head), head
    return "loose", head


def _is_in_address(words: Words, root: int) -> bool:
    """Return whether the name tells where the place before it is: "Kenya" in "Mombasa, Kenya"."""
    first = _edge(words, root)
    if first < 2 or words.texts[first - 1] != "," or words.deps[root] not in ("appos", "npadvmod", "nmod", "conj"):
        return False
    place = first - 2
    if words.heads[root] != place and words.deps[root] == "conj":
        return False
    is_listed = (words.texts[place],) in nation_forms() or words.texts[root + 1 : root + 2] == ["and"]
    return words.pos[place] == "PROPN" and not is_listed and (words.texts[root],) in nation_forms()


def _first_of_states(words: Words, root: int) -> int:
    """Return the first state of "Peru, Chile and Brazil": the parser may hang the others on the verb after them."""
    if words.texts[root] not in last_words():
        return root
    first, count = root, 1
    while (before := _state_before(words, first)) is not None:
        first, count = before, count + 1
    last = root
    while words.texts[last + 1 : last + 2] == [","] and (after := _state_after(words, last + 2)) is not None:
        last, count = after, count + 1
    is_ended = words.lowers[last + 1 : last + 2] in (["and"], ["or"]) and _state_after(words, last + 2) is not None
    has_and = is_ended or words.lowers[_edge(words, last) - 1] in ("and", "or")
    return first if count + is_ended > 2 and has_and else root


def _state_before(words: Words, root: int) -> int | None:
    before = _edge(words, root) - 1
    if before > 1 and words.lowers[before] in ("and", "or") and words.texts[before - 1] == ",":
        before -= 1
    is_joined = before > 0 and words.lowers[before] in (",", "and", "or")
    return before - 1 if is_joined and words.texts[before - 1] in last_words() else None


def _state_after(words: Words, first: int) -> int | None:
    """Return the last word of the state's name that begins at *first*."""
    last = next((one for one in range(first, min(first + 3, len(words))) if words.texts[one] in last_words()), None)
    return last if last is not None and words.is_capitalised(first) else None


def _edge(words: Words, root: int) -> int:
    first = root
    while first > 0 and words.deps[first - 1] == "compound" and words.heads[first - 1] == root:
        first -= 1
    return first


def _is_credit(words: Words, root: int) -> bool:
    """Return whether the name is that of who made a picture: "Image: Anna Berg"."""
    for _ in range(5):
        if words.deps[root] not in ("conj", "appos"):
            break
        root = words.heads[root]
    return words.lowers[root] in _PICTURES and words.texts[root + 1 : root + 2] == [":"]


def _as_subject(words: Words, verb: int, *, is_passive: bool) -> Standing:
    lemma = words.lemmas[verb]
    if not is_passive and lemma in SAYING:
        return "reporter" if lemma in REPORTING else "speaker"
    is_being = lemma == "be" and not any(words.deps[child] == "acomp" for child in words.children[verb])
    return "being" if is_being or lemma in _STATES else "subject"


def _as_object(words: Words, verb: int) -> Standing:
    """Return the standing of a verb's object; who is told to do something is more than an audience."""
    lemma = words.lemmas[verb]
    if lemma in TELLING:
        return "recipient" if any(words.deps[child] == "xcomp" for child in words.children[verb]) else "source"
    if lemma in SAYING:
        return "recipient"
    return "place" if lemma in PLACE_VERBS else "object"


def _as_modifier(words: Words, noun: int) -> Standing:
    lemma = words.lemmas[noun]
    if lemma in HELD or words.pos[noun] == "PROPN":
        return "holder"
    return "owner" if is_act(lemma) else "modifier"


def _after_preposition(words: Words, preposition: int) -> tuple[Standing, int]:
    word, governor = words.lowers[preposition], words.heads[preposition]
    is_of_noun = words.pos[governor] in ("NOUN", "PROPN") and governor != preposition
    if word in _EXAMPLES and is_of_noun:
        return ("place", governor) if words.lemmas[governor] in EXEMPLIFIED else standing_of(words, governor)
    if word in ("as", "like"):
        return "loose", governor
    if words.pos[governor] == "ADP":
        governor = words.heads[governor]
    if word == "of" and words.lemmas[governor] in QUANTITY and governor != preposition:
        return standing_of(words, governor)
    if words.deps[preposition] == "agent":
        return "agent", governor
    return _beside(word, words.lemmas[governor]), governor


def _beside(preposition: str, lemma: str) -> Standing:
    """Return the standing of what follows a preposition that belongs to a verb or noun with the lemma."""
    if lemma in _BOUNDARY and preposition in ("with", "between"):
        return "holder"
    if preposition in PLACING or (preposition in ("to", "from", "for", "between") and lemma in MOTION):
        return "place"
    if preposition == "of":
        if is_suffered(lemma):
            return "object"
        return "holder" if lemma in HELD else "owner" if lemma in DONE_BY else "member"
    if (preposition, lemma) in _ADDRESSED:
        return "recipient"
    if preposition == "to" and lemma == "accord":
        return "source"
    if preposition in ("to", "for") and lemma in OFFICE:
        return "holder"
    if preposition == "on" and not (lemma in AIMED or is_act(lemma)):
        return "place"
    return "party" if preposition in _PARTY or (preposition == "for" and lemma in SAYING) else "topic"


def first_conjunct(words: Words, index: int) -> int:
    """Return the phrase that stands in the clause for the one headed by *index*.

    That is the first of a coordination, the noun that an apposition explains, the office that its holder's name follows
    ("the head of the agency, Ms. Frei").
    """
    for _ in range(20):
        outer = _outer(words, index)
        if outer is None or outer == index:
            break
        index = outer
    return index


def _outer(words: Words, index: int) -> int | None:
    dep, head = words.deps[index], words.heads[index]
    if dep in ("appos", "conj") and words.texts[index - 1] in _DASHES:
        # What a dash introduces explains the whole noun phrase before it: "the states that signed -- Peru, …".
        governor = words.heads[head]
        return words.heads[governor] if words.deps[governor] in ("acl", "relcl") else head
    if dep in ("nmod", "compound") and head > index and _is_coordinated(words, index):
        # "The Secretary of State and National Security Advisor are …": the first hangs on the last as a modifier.
        while words.deps[head] in ("nmod", "compound") and words.heads[head] > head:
            head = words.heads[head]
        return head
    if dep == "conj" or (head < index and dep in ("appos", "compound", "nmod", "npadvmod", "dep")):
        preposition = words.heads[head]
        is_complement = dep == "appos" and words.lowers[preposition] == "of"
        is_office = is_complement and words.lemmas[words.heads[preposition]] in OFFICE
        return words.heads[preposition] if is_office else head
    return None


def _is_coordinated(words: Words, index: int) -> bool:
    if words.lemmas[words.heads[index]] in OFFICE and words.lemmas[index] not in OFFICE:
        return False
    return any(words.deps[child] == "cc" and child > index for child in words.children[index])
