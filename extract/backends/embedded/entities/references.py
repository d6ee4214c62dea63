"""Phrases with common nouns, each given what it refers to where the text makes it clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from extract.backends.embedded.entities.gathered import Gathered
from extract.backends.embedded.entities.gathering import Gathering, place_of
from extract.backends.embedded.entities.people import resolve_group, resolve_office
from extract.backends.embedded.entities.phrases import Kind, Phrase
from extract.backends.embedded.entities.stand_ins import resolve_body, resolve_state
from extract.backends.embedded.names.name import NATION
from extract.backends.embedded.names.nations import shared_names
from extract.backends.embedded.parsing.nouns import STANDS_FOR_STATE
from extract.backends.embedded.parsing.words import Words

RESOLVERS: dict[Kind, Callable[[Gathering, Phrase], list[Gathered]]] = {
    "state": resolve_state,
    "body": resolve_body,
    "group": resolve_group,
    "office": resolve_office,
}
_NAMED_BY: dict[Kind, tuple[str, ...]] = {
    "office": ("PERSON",),
    "body": ("ORG", "NORP", "PRODUCT", "GPE"),
    "group": ("ORG",),
    "state": ("ORG",),
}
"""The labels of names that a phrase beside them may explain."""
_PAIRS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset("man woman leader president minister premier politician official candidate".split()), ("PERSON",)),
    (frozenset("side party".split()), (NATION, "ORG", "GROUP", "NORP")),
    (
        frozenset(
            "adversary ally capital country enemy foe government nation neighbor neighbour power rival state".split()
        ),
        (NATION,),
    ),
)
"""Nouns of which two are two that were named before, and what these may be."""


def resolve_phrases(gathering: Gathering, phrases: Sequence[Phrase]) -> None:
    """Let each phrase denote what it refers to, or a new entity, in the order of the text."""
    _resolve_shared_names(gathering)
    for phrase in phrases:
        entities = (
            _apposed(gathering, phrase)
            or _pair(gathering, phrase)
            or _of_both(gathering, phrase)
            or RESOLVERS[phrase.kind](gathering, phrase)
        )
        if entities:
            gathering.denote([phrase.root, *phrase.heads], entities)


def _resolve_shared_names(gathering: Gathering) -> None:
    """Let "the two Koreas" denote both."""
    shared = shared_names()
    for index in [index for index, text in enumerate(gathering.words.texts) if text in shared]:
        nations = shared[gathering.words.texts[index]]
        states = [gathering.state(nation) for nation in nations]
        for nation, state in zip(nations, states, strict=True):
            gathering.add_place(state, (index, index + 1, index), is_name=False)
            if not state.texts:
                gathering.call(state, nation.name)
        gathering.denote([index], states)


def _of_both(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return both states of "officials from the two Koreas"."""
    words = gathering.words
    owner = words.preposition_object(phrase.head, "of", "from")
    is_of_both = owner is not None and words.texts[owner] in shared_names() and phrase.lemma in STANDS_FOR_STATE
    return gathering.at(owner) if owner is not None and is_of_both else []


def _apposed(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the entity whose name stands beside the phrase: "Anna Frei, the majority leader"."""
    beside = _beside(gathering.words, phrase)
    if phrase.kind == "group":
        persons = [
            one for token in beside for other in _conjuncts(gathering.words, token) for one in gathering.at(other)
        ]
        if persons and all(one.label == "PERSON" for one in persons):
            return persons
    entity = next((one for token in beside for one in gathering.at(token) if one.label in _NAMED_BY[phrase.kind]), None)
    if entity is None:
        return []
    entity.heads.add(phrase.lemma)
    if phrase.kind == "body":
        entity.label = "ORG"
    if phrase.kind == "office":
        _know_office(gathering, entity, phrase)
    return [entity]


def _beside(words: Words, phrase: Phrase) -> list[int]:
    """Return the tokens at which a name of what the phrase denotes may stand."""
    beside = [child for child in words.children[phrase.head] if words.deps[child] == "appos"]
    if words.deps[phrase.head] == "appos":
        beside.append(words.heads[phrase.head])
    return beside + _name_after(words, phrase) if phrase.kind == "office" else beside


def _conjuncts(words: Words, index: int) -> list[int]:
    later = [child for child in words.children[index] if words.deps[child] == "conj"]
    return [index, *(one for child in later for one in _conjuncts(words, child))]


def _name_after(words: Words, phrase: Phrase) -> list[int]:
    """Return the tokens at which the name of an office's holder may begin, or its root."""
    after = [phrase.end, _hung_on(words, phrase.head)]
    if phrase.end + 1 < len(words) and words.texts[phrase.end] == ",":
        first = phrase.end + 1
        last = words.heads[first] if words.deps[first] == "compound" else first
        after += [first] if words.deps[last] in ("appos", "nsubj", "nsubjpass") else []
    if not any(words.deps[child] in ("det", "poss") for child in words.children[phrase.head]):
        # "Party leader and former minister Anna Frei" are one person.
        after += [child for child in words.children[phrase.head] if words.deps[child] == "conj"]
    return after


def _hung_on(words: Words, index: int) -> int:
    """Return the noun that the parser hung the token on as a modifier, at the end of the chain."""
    while words.deps[index] in ("nmod", "compound") and words.heads[index] > index:
        index = words.heads[index]
    return index


def _know_office(gathering: Gathering, person: Gathered, phrase: Phrase) -> None:
    gathering.add_place(person, place_of(phrase), is_name=False)
    if person.title is None:
        person.title = gathering.text(phrase.start, phrase.end)
    if person.nation is None:
        person.nation = next(
            (nation for number in phrase.names if (nation := gathering.nation_of(number)) is not None), None
        )
    if phrase.names:
        gathering.call(person, gathering.text(phrase.start, phrase.end))


def _pair(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return both parties that "the two sides", "both countries" or "the two men" refer to."""
    first = gathering.words.lowers[phrase.start]
    is_pair = first == "both" or (first == "two" and phrase.is_definite)
    labels = next((labels for nouns, labels in _PAIRS if phrase.lemma in nouns), ())
    is_vague = not phrase.is_bare and labels not in (("PERSON",), (NATION,))
    if not is_pair or is_vague or not labels:
        return []
    found = list(islice(gathering.recent(phrase.start, lambda one: one.label in labels), 2))
    return found if len(found) == 2 else []
