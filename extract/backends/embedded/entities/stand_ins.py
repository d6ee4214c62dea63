"""What noun phrases for states and bodies refer to: "Peruvian forces", "the government", "UN inspectors"."""

from __future__ import annotations

from extract.backends.embedded.entities.gathered import Gathered
from extract.backends.embedded.entities.gathering import Gathering
from extract.backends.embedded.entities.people import resolve_group
from extract.backends.embedded.entities.phrases import Phrase
from extract.backends.embedded.names.name import NATION
from extract.backends.embedded.parsing.nouns import (
    ALWAYS_BODY,
    GENERIC_BODY,
    GOVERNMENT,
    OF_A_BODY,
    PEOPLE,
    STANDS_FOR_BODY,
)

_OF_THE_STATE = GOVERNMENT | frozenset("authority military army navy troop".split())
"""These stand for the state that was last spoken of, where no other is named."""

_OFFICES = frozenset(["bureau", "department"])
"""These, too, say nothing of who they are where nothing describes them."""


def resolve_state(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the states, or bodies, that officials, forces or a government belong to."""
    named = [gathering.of_name[number] for number in phrase.names]
    found = (
        [one for one in named if one.label == NATION]
        or _government_in(gathering, phrase)
        or [one for one in named if one.label in ("ORG", "NORP")]
        or _unnamed_state(gathering, phrase, named)
    )
    if not found and gathering.words.is_plural(phrase.head) and phrase.lemma in PEOPLE:
        return resolve_group(gathering, phrase)
    is_told = bool(named) or (phrase.lemma in GOVERNMENT and gathering.words.is_capitalised(phrase.head))
    is_form = len(found) == 1 and is_told and phrase.end - phrase.start < 6
    for one in found:
        one.heads.add(phrase.lemma)
        gathering.add_phrase(one, phrase, is_form=is_form)
    return found


def _government_in(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the state of "the government in Lima"."""
    place = gathering.words.preposition_object(phrase.head, "in")
    if phrase.lemma not in GOVERNMENT or place is None:
        return []
    return next((gathering.states_of(one.nation) for one in gathering.at(place)), [])


def _unnamed_state(gathering: Gathering, phrase: Phrase, named: list[Gathered]) -> list[Gathered]:
    """Return the state of "the government", "the Frei administration", "his government"."""
    person = _head_of_government(gathering, phrase, named)
    nation = next(filter(None, map(gathering.nation_of, phrase.names)), None)
    if person is not None and nation is not None:
        return [gathering.state(nation)]
    if person is not None and gathering.states_of(person.nation):
        return gathering.states_of(person.nation)
    words = gathering.words
    is_governmental = any(words.lemmas[child] in GOVERNMENT for child in words.children[phrase.head])
    is_plain = phrase.is_definite or phrase.is_bare or phrase.lemma in GOVERNMENT
    if not is_governmental and not (phrase.lemma in _OF_THE_STATE and is_plain):
        return []
    is_capital = phrase.lemma in GOVERNMENT and words.is_capitalised(phrase.head)
    look = gathering.nearest if is_capital else gathering.latest
    state = look(phrase.start, lambda one: one.label == NATION)
    if person is not None:
        state = _state_of_person(gathering, phrase)
    if state is None and phrase.lemma in GOVERNMENT and (phrase.names or is_capital):
        state = gathering.named_anew(phrase, NATION)
    return [state] if state is not None else []


def _state_of_person(gathering: Gathering, phrase: Phrase) -> Gathered | None:
    """Return the state that the text is most about, but none that the sentence tells beside "the Frei government"."""
    text, sentences = gathering.text(phrase.start, phrase.end), gathering.words.sentences
    known = next((one for one in gathering.nations if text in one.texts), None)
    here = gathering.mentioned_in(sentences[phrase.head])
    others = [one for one in gathering.nations if one.key not in here]
    return known or max(others, key=lambda one: len(one.places), default=None)


def _head_of_government(gathering: Gathering, phrase: Phrase, named: list[Gathered]) -> Gathered | None:
    if phrase.lemma not in GOVERNMENT:
        return None
    person = next((one for one in named if one.label == "PERSON"), None)
    if person is None and gathering.words.lowers[gathering.words.left_edge(phrase.head)] in ("his", "her"):
        return gathering.latest(phrase.start, lambda one: one.label in ("PERSON", "OFFICE"))
    return person


def resolve_body(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the body that the phrase names, refers back to, or introduces."""
    named = [gathering.of_name[number] for number in phrase.names]
    if phrase.lemma in OF_A_BODY:
        return _run_body(gathering, phrase, named)
    bodies = _named_bodies(gathering, phrase, named)
    if bodies:
        return bodies
    known = _known_body(gathering, phrase, named)
    if known is not None:
        gathering.add_phrase(known, phrase, is_form=not phrase.is_bare and phrase.lemma not in GENERIC_BODY)
        return [known]
    is_generic = phrase.lemma in GENERIC_BODY
    if (is_generic and phrase.is_definite) or _is_somebodys(gathering, phrase):
        return []
    if phrase.is_bare and phrase.lemma not in ALWAYS_BODY:
        return []
    body = gathering.named_anew(phrase, "ORG")
    if is_generic and not any(one.label in ("PERSON", "ORG") for one in named):
        body.traits.add("generic")
    return [body]


def _run_body(gathering: Gathering, phrase: Phrase, named: list[Gathered]) -> list[Gathered]:
    """Return the body that "Arktis management" or "the management" runs."""
    body = next((one for one in named if one.label in ("ORG", "NORP", "GPE", "PRODUCT", "")), None)
    if body is None and phrase.is_bare and not named:
        body = gathering.latest(phrase.start, lambda one: one.label == "ORG" and "generic" not in one.traits)
    if body is None:
        return []
    body.label = "ORG"
    gathering.add_phrase(body, phrase, is_form=bool(named))
    return [body]


def _known_body(gathering: Gathering, phrase: Phrase, named: list[Gathered]) -> Gathered | None:
    """Return the body that "the ministry" or "the group" was, where the text has told."""
    look = gathering.nearest if phrase.lemma in ALWAYS_BODY else gathering.latest
    same = look(phrase.start, lambda one: one.label == "ORG" and _is_called(one, phrase.lemma))
    is_plain = not named and (phrase.is_bare or phrase.is_definite or phrase.lemma == "police")
    if same is not None and (is_plain or _is_of_same_state(same, phrase, named)):
        return same
    if (phrase.lemma in GENERIC_BODY or (phrase.lemma in _OFFICES and phrase.is_bare)) and phrase.is_definite:
        return gathering.latest(phrase.start, lambda one: one.label == "ORG" and "generic" not in one.traits)
    return None


def _is_somebodys(gathering: Gathering, phrase: Phrase) -> bool:
    """Return whether the body is only told by an owner without a name: "the country's cabinet", "its own bank"."""
    words = gathering.words
    owners = [one for one in words.children[phrase.head] if words.deps[one] == "poss" and one < phrase.head]
    return any(one not in gathering.by_token for one in owners) or words.lowers[phrase.start] == "own"


def _is_of_same_state(body: Gathered, phrase: Phrase, named: list[Gathered]) -> bool:
    """Return whether "the Peruvian congress" is the National Congress named before: one state has one."""
    if phrase.lemma not in ("parliament", "congress", "senate", "legislature", "assembly"):
        return False
    return bool(named) and all(one.label == NATION and body.nation in (None, one.nation) for one in named)


def _named_bodies(gathering: Gathering, phrase: Phrase, named: list[Gathered]) -> list[Gathered]:
    """Return the bodies whose names stand in the phrase as its own: "UN inspectors", "the Arktis company"."""
    bodies = list({one.key: one for one in named if one.label in ("ORG", "NORP", "", "GPE", "PRODUCT")}.values())
    is_people = gathering.words.is_plural(phrase.head) and phrase.lemma in STANDS_FOR_BODY
    is_same = phrase.lemma in GENERIC_BODY and len(bodies) == 1 and _is_beside(gathering, phrase, bodies[0])
    if not is_people and not is_same:
        return []
    for body in bodies:
        body.heads.add(phrase.lemma)
        if is_same:
            body.label = "ORG"
        gathering.add_phrase(body, phrase, is_form=True)
    return bodies


def _is_beside(gathering: Gathering, phrase: Phrase, body: Gathered) -> bool:
    """Return whether the body's name stands before the noun with at most nouns between: "the Arktis (Arctic) party"."""
    words, before = gathering.words, phrase.head - 1
    while before > phrase.start and words.deps[before] in ("compound", "amod") and before not in gathering.by_token:
        before -= 1
    before -= words.texts[before] == ")"
    return body.key in gathering.by_token.get(before, ()) and words.deps[before] != "poss"


def _is_called(entity: Gathered, lemma: str) -> bool:
    return lemma in entity.heads or lemma in entity.ends
