"""What noun phrases for states and bodies refer to: "Russian forces", "the government", "UN inspectors", "the party"."""

from __future__ import annotations

from extract.backends.embedded.gathering import Gathered, Gathering, place_of
from extract.backends.embedded.names import NATION
from extract.backends.embedded.nouns import (
    ALWAYS_BODY,
    GENERIC_BODY,
    GOVERNMENT,
    PEOPLE,
    STANDS_FOR_BODY,
)
from extract.backends.embedded.people import resolve_group
from extract.backends.embedded.phrases import Phrase

_OF_THE_STATE = GOVERNMENT | frozenset("authority military army navy troop".split())
"""These stand for the state that was last spoken of, where no other is named."""


def resolve_state(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the states, or bodies, that officials, forces or a government belong to."""
    named = [gathering.of_name[number] for number in phrase.names]
    states = [one for one in named if one.label == NATION] or _government_in(gathering, phrase)
    bodies = [one for one in named if one.label in ("ORG", "NORP")]
    text = gathering.text(phrase.start, phrase.end) if named and phrase.end - phrase.start < 6 else None
    if not states and bodies:
        states = bodies
    elif not states:
        states = _unnamed_state(gathering, phrase, named)
        if not states and gathering.words.is_plural(phrase.head) and phrase.lemma in PEOPLE:
            return resolve_group(gathering, phrase)
    for state in states:
        state.heads.add(phrase.lemma)
        gathering.add_place(state, place_of(phrase), is_name=False, text=text if len(states) == 1 else None)
    return states


def _government_in(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the state of "the government in Caracas"."""
    place = gathering.words.preposition_object(phrase.head, "in")
    if phrase.lemma not in GOVERNMENT or place is None:
        return []
    nation = next((one.nation for one in gathering.at(place)), None)
    return [one for one in gathering.by_key.values() if nation is not None and one.label == NATION and one.nation == nation]


def _unnamed_state(gathering: Gathering, phrase: Phrase, named: list[Gathered]) -> list[Gathered]:
    words = gathering.words
    person = next((one for one in named if one.label == "PERSON"), None)
    if person is None and words.lowers[words.left_edge(phrase.head)] in ("his", "her"):
        person = gathering.latest(phrase.start, lambda one: one.label in ("PERSON", "OFFICE"))
    if person is not None and phrase.lemma in GOVERNMENT:
        own = [one for one in gathering.by_key.values() if one.label == NATION and one.nation == person.nation]
        if own:
            return own[:1]
    is_governmental = any(words.lemmas[child] in GOVERNMENT for child in words.children[phrase.head])
    if not is_governmental and phrase.lemma not in _OF_THE_STATE:
        return []
    if not (phrase.is_definite or phrase.is_bare or phrase.lemma in GOVERNMENT or is_governmental):
        return []
    state = gathering.latest(phrase.start, lambda one: one.label == NATION)
    if state is None and person is not None:
        state = next((one for one in gathering.by_key.values() if one.label == NATION), None)
    if state is None and phrase.lemma in GOVERNMENT and phrase.names:
        state = gathering.named_anew(phrase, NATION)
    return [state] if state is not None else []


def resolve_body(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the body that the phrase names, refers back to, or introduces."""
    named = [gathering.of_name[number] for number in phrase.names]
    named_here = {one.key: one for one in named if one.label in ("ORG", "NORP", "", "GPE", "PRODUCT")}
    bodies = _named_bodies(gathering, phrase, list(named_here.values()))
    if bodies:
        return bodies
    same = gathering.latest(phrase.start, lambda one: one.label == "ORG" and _is_called(one, phrase.lemma))
    is_plain = phrase.is_bare or phrase.lemma == "police"
    if same is not None and ((is_plain and not named) or _is_of_same_state(same, phrase, named)):
        text = None if phrase.is_bare else gathering.text(phrase.start, phrase.end)
        gathering.add_place(same, place_of(phrase), is_name=False, text=text)
        return [same]
    if phrase.lemma in GENERIC_BODY and phrase.is_definite:
        nearest = gathering.latest(phrase.start, lambda one: one.label == "ORG" and "generic" not in one.traits)
        if nearest is not None:
            gathering.add_place(nearest, place_of(phrase), is_name=False)
        return [nearest] if nearest is not None else []
    if _is_somebodys(gathering, phrase) or (phrase.is_bare and phrase.lemma not in ALWAYS_BODY):
        return []
    body = gathering.named_anew(phrase, "ORG")
    if phrase.lemma in GENERIC_BODY and not any(one.label in ("PERSON", "ORG") for one in named):
        body.traits.add("generic")
    return [body]


def _is_somebodys(gathering: Gathering, phrase: Phrase) -> bool:
    """Return whether the body is only told by an owner without a name: "the country's cabinet", "its own bank"."""
    words = gathering.words
    owners = [one for one in words.children[phrase.head] if words.deps[one] == "poss" and one < phrase.head]
    return any(one not in gathering.by_token for one in owners) or words.lowers[phrase.start] == "own"


def _is_of_same_state(body: Gathered, phrase: Phrase, named: list[Gathered]) -> bool:
    """Return whether "the Argentine congress" is the National Congress named before: one parliament, one state."""
    is_legislature = phrase.lemma in ("parliament", "congress", "senate", "legislature", "assembly")
    return is_legislature and bool(named) and all(one.label == NATION and body.nation in (None, one.nation) for one in named)


def _named_bodies(gathering: Gathering, phrase: Phrase, bodies: list[Gathered]) -> list[Gathered]:
    """Return the bodies whose names stand in the phrase as its own: "UN inspectors", "the Fatah party"."""
    is_people = gathering.words.is_plural(phrase.head) and phrase.lemma in STANDS_FOR_BODY
    is_same = phrase.lemma in GENERIC_BODY and len(bodies) == 1 and _is_beside(gathering, phrase, bodies[0])
    if not bodies or not (is_people or is_same):
        return []
    for body in bodies:
        body.heads.add(phrase.lemma)
        if is_same:
            body.label = "ORG"
        gathering.add_place(body, place_of(phrase), is_name=False, text=gathering.text(phrase.start, phrase.end))
    return bodies


def _is_beside(gathering: Gathering, phrase: Phrase, body: Gathered) -> bool:
    """Return whether the body's name stands before the noun with at most nouns between: "the Fatah (Conquest) party"."""
    words, before = gathering.words, phrase.head - 1
    while before > phrase.start and words.deps[before] in ("compound", "amod") and before not in gathering.by_token:
        before -= 1
    before -= words.texts[before] == ")"
    return body.key in gathering.by_token.get(before, ()) and words.deps[before] != "poss"


def _is_called(entity: Gathered, lemma: str) -> bool:
    return lemma in entity.heads or any(text.lower().split()[-1] == lemma for text in entity.texts)
