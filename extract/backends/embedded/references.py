"""What noun phrases and pronouns refer to, where the text makes it clear."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.backends.embedded.gathering import Gathered, Gathering
from extract.backends.embedded.names import NATION
from extract.backends.embedded.nouns import (
    ALWAYS_BODY,
    ANAPHORIC_BODY,
    GOVERNMENT,
    PEOPLE,
    STANDS_FOR_BODY,
    VAGUE_PEOPLE,
)
from extract.backends.embedded.phrases import Phrase
from extract.backends.embedded.standing import first_conjunct, standing_of

CHIEFS = frozenset(
    """president premier minister chancellor king queen emperor sultan emir leader chairman ruler monarch
    pope prince chief""".split()
)
"""Offices that "leader" may refer to."""
SAME_PEOPLE = (
    frozenset("protester protestor demonstrator marcher rioter activist".split()),
    frozenset("rebel insurgent guerrilla guerilla militant fighter gunman militiaman separatist".split()),
    frozenset("lawmaker legislator deputy parliamentarian".split()),
)
PAIRS = frozenset("side country nation man leader party government president minister woman neighbor state".split())
STATE_WITHOUT_NATION = GOVERNMENT | frozenset("authority military army navy troop".split())


def resolve_phrases(gathering: Gathering, phrases: Sequence[Phrase]) -> None:
    """Let each phrase denote what it refers to, or a new entity, in the order of the text."""
    for phrase in phrases:
        entities = _apposed(gathering, phrase) or _pair(gathering, phrase) or RESOLVERS[phrase.kind](gathering, phrase)
        if entities:
            gathering.denote([phrase.root, *phrase.heads], entities)


def _place(phrase: Phrase) -> tuple[int, int, int]:
    return phrase.start, phrase.end, phrase.root


def _apposed(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the entity whose name stands beside the phrase: "Mitch McConnell, the Senate Majority Leader"."""
    words = gathering.words
    beside = [child for child in words.children[phrase.head] if words.deps[child] == "appos"]
    if words.deps[phrase.head] == "appos":
        beside.append(words.heads[phrase.head])
    for token in [*beside, phrase.end]:
        named = [one for one in gathering.at(token) if token < len(words)] if token in gathering.by_token else []
        if token == phrase.end and not (named and named[0].label == "PERSON" and phrase.kind == "office"):
            continue
        if phrase.kind == "office" and named and named[0].label != "PERSON":
            continue
        if phrase.kind in ("group", "state") and not (named and named[0].label in ("ORG", NATION)):
            continue
        if named:
            _know_office(gathering, named[0], phrase)
            return named[:1]
    return []


def _know_office(gathering: Gathering, entity: Gathered, phrase: Phrase) -> None:
    entity.heads.add(phrase.lemma)
    if entity.label != "PERSON":
        return
    if entity.title is None:
        entity.title = gathering.text(phrase.start, phrase.end)
    if entity.nation is None:
        entity.nation = next(
            (nation for number in phrase.names if (nation := gathering.of_name_nation(number)) is not None), None
        )
    if phrase.names:
        entity.texts.append(gathering.text(phrase.start, phrase.end))


def _pair(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return both parties that "the two sides", "both countries" or "the two men" refer to."""
    words = gathering.words
    first = words.lowers[phrase.start]
    is_pair = first in ("both", "two") and phrase.lemma in PAIRS and words.is_plural(phrase.head)
    if not is_pair or not (phrase.is_definite or first == "both"):
        return []
    if phrase.lemma in ("man", "leader", "president", "minister", "woman"):
        labels: tuple[str, ...] = ("PERSON",)
    elif phrase.lemma in ("side", "party"):
        labels = (NATION, "ORG", "GROUP", "NORP")
    else:
        labels = (NATION,)
    found = recent(gathering, phrase.start, lambda one: one.label in labels)
    return found[:2] if len(found) >= 2 else []


def recent(gathering: Gathering, before: int, wanted: Callable[[Gathered], bool]) -> list[Gathered]:
    """Return the entities mentioned before the token, the last one first, that are wanted."""
    last = {
        one.key: max((place[0] for place, _ in one.places if place[0] < before), default=-1)
        for one in gathering.by_key.values()
        if wanted(one)
    }
    return [gathering.by_key[key] for key in sorted(last, key=lambda key: -last[key]) if last[key] >= 0]


def _state(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    named = [gathering.of_name[number] for number in phrase.names]
    states = [one for one in named if one.nation is not None and one.label == NATION]
    if not states:
        bodies = [one for one in named if one.label in ("ORG", "NORP")]
        persons = [one for one in named if one.label == "PERSON"]
        if bodies:
            states = bodies
        elif persons and phrase.lemma in GOVERNMENT:
            states = _state_of(gathering, persons[0]) or _main_state(gathering, phrase.start)
        elif phrase.lemma in STATE_WITHOUT_NATION and (phrase.is_definite or phrase.is_bare or phrase.lemma in GOVERNMENT):
            states = _main_state(gathering, phrase.start)
        elif not phrase.is_definite and gathering.words.is_plural(phrase.head) and phrase.lemma in PEOPLE:
            return _group(gathering, phrase)
    text = gathering.text(phrase.start, phrase.end) if named else None
    for state in states:
        gathering.add_place(state, _place(phrase), is_name=False, text=text)
    return states


def _state_of(gathering: Gathering, person: Gathered) -> list[Gathered]:
    return [one for one in gathering.by_key.values() if one.label == NATION and one.nation == person.nation][:1]


def _main_state(gathering: Gathering, before: int) -> list[Gathered]:
    return recent(gathering, before, lambda one: one.label == NATION)[:1]


def _body(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    words = gathering.words
    named = [gathering.of_name[number] for number in phrase.names]
    bodies = [one for one in named if one.label in ("ORG", "NORP", "")]
    if bodies and words.is_plural(phrase.head) and phrase.lemma in STANDS_FOR_BODY:
        for body in bodies:
            gathering.add_place(body, _place(phrase), is_name=False, text=gathering.text(phrase.start, phrase.end))
        return bodies
    if bodies and phrase.lemma in ANAPHORIC_BODY and phrase.head - 1 in gathering.by_token and len(bodies) == 1:
        body = bodies[0]
        body.label = "ORG"
        gathering.add_place(body, _place(phrase), is_name=False, text=gathering.text(phrase.start, phrase.end))
        return [body]
    same = recent(gathering, phrase.start, lambda one: one.label == "ORG" and _is_called(one, phrase.lemma))
    if phrase.is_bare and same:
        gathering.add_place(same[0], _place(phrase), is_name=False)
        return same[:1]
    if phrase.is_bare and phrase.is_definite and phrase.lemma in ANAPHORIC_BODY:
        nearest = recent(gathering, phrase.start, lambda one: one.label == "ORG")[:1]
        for body in nearest:
            gathering.add_place(body, _place(phrase), is_name=False)
        return nearest
    if phrase.is_bare and phrase.lemma not in ALWAYS_BODY:
        return []
    return _named_anew(gathering, phrase, "ORG")


def _is_called(entity: Gathered, lemma: str) -> bool:
    return lemma in entity.heads or any(text.lower().split()[-1] == lemma for text in entity.texts)


def _named_anew(gathering: Gathering, phrase: Phrase, label: str) -> list[Gathered]:
    text = gathering.text(phrase.start, phrase.end)
    known = next((one for one in gathering.by_key.values() if one.label == label and text in one.texts), None)
    entity = known or gathering.new(label)
    entity.heads.add(phrase.lemma)
    gathering.add_place(entity, _place(phrase), is_name=False, text=text)
    return [entity]


def _group(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    if phrase.is_bare and phrase.lemma in VAGUE_PEOPLE and phrase.root == phrase.head:
        return []
    same = recent(gathering, phrase.start, lambda one: one.label == "GROUP" and _is_same_people(one, phrase))
    if same:
        gathering.add_place(same[0], _place(phrase), is_name=False, text=_group_text(gathering, phrase))
        return same[:1]
    entities = _named_anew(gathering, phrase, "GROUP")
    short = _group_text(gathering, phrase)
    entities[0].texts = list(dict.fromkeys([*entities[0].texts, short]))
    return entities


def _group_text(gathering: Gathering, phrase: Phrase) -> str:
    """Return the phrase from its noun's own modifiers on: "demonstrators", not "thousands of demonstrators"."""
    words = gathering.words
    start = words.left_edge(phrase.head)
    while (start < phrase.head and words.pos[start] in ("DET", "NUM", "PRON", "ADP", "PART")) or words.lowers[start] in ("about",):
        start += 1
    return gathering.text(start, phrase.end)


def _is_same_people(entity: Gathered, phrase: Phrase) -> bool:
    if phrase.lemma in entity.heads:
        return phrase.is_bare
    return phrase.is_bare and any(phrase.lemma in same and entity.heads & same for same in SAME_PEOPLE)


def _office(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    words = gathering.words
    if words.deps[phrase.head] in ("attr", "oprd") or words.lowers[phrase.start] == "no":
        return []
    nations = {gathering.of_name_nation(number) for number in phrase.names} - {None}
    lemmas = CHIEFS if phrase.lemma in ("leader", "ruler", "monarch") else frozenset([phrase.lemma])

    def is_holder(one: Gathered) -> bool:
        if one.label not in ("PERSON", "OFFICE") or not one.heads & lemmas:
            return False
        return not nations or one.nation in nations

    if phrase.is_definite or nations:
        holders = recent(gathering, phrase.start, is_holder)
        if holders:
            text = gathering.text(phrase.start, phrase.end) if phrase.names else None
            gathering.add_place(holders[0], _place(phrase), is_name=False, text=text)
            return holders[:1]
    if phrase.is_bare and not phrase.names:
        return []
    entities = _named_anew(gathering, phrase, "OFFICE")
    if nations and entities[0].nation is None:
        entities[0].nation = next(gathering.of_name_nation(n) for n in phrase.names if gathering.of_name_nation(n))
    return entities


RESOLVERS: dict[str, Callable[[Gathering, Phrase], list[Gathered]]] = {
    "state": _state,
    "body": _body,
    "group": _group,
    "office": _office,
}

_PERSONAL = {
    **dict.fromkeys(("he", "she", "him", "her", "his", "himself", "herself"), ("PERSON", "OFFICE")),
    **dict.fromkeys(("they", "them", "their", "themselves"), ("GROUP", "NORP", NATION, "ORG")),
    **dict.fromkeys(("it", "its", "itself"), (NATION, "ORG")),
}


def resolve_pronouns(gathering: Gathering) -> None:
    """Let pronouns denote their antecedents: relative ones the noun they follow, personal ones the nearest that fits."""
    words = gathering.words
    for index, word in enumerate(words.lowers):
        if word in _PERSONAL and words.pos[index] == "PRON":
            gathering.denote([index], _antecedent(gathering, index, _PERSONAL[word]))
        elif word in ("who", "which", "that", "whose", "whom") and words.tags[index] in ("WP", "WDT", "WP$"):
            gathering.denote([index], _relative(gathering, index))
        elif word == "both" and words.deps[index] in ("nsubj", "nsubjpass", "dobj", "pobj"):
            found = recent(gathering, index, lambda one: one.label in ("PERSON", NATION, "ORG"))
            gathering.denote([index], found[:2] if len(found) > 1 else [])


def _relative(gathering: Gathering, index: int) -> list[Gathered]:
    words, verb = gathering.words, gathering.words.heads[index]
    for _ in range(6):
        if words.deps[verb] == "relcl":
            return gathering.at(words.heads[verb])
        verb = words.heads[verb]
    return []


def _antecedent(gathering: Gathering, index: int, labels: tuple[str, ...]) -> list[Gathered]:
    """Return the subject that was last in this sentence or the two before it, else whoever was named last there."""
    words, sentence = gathering.words, gathering.words.sentences[index]
    best: tuple[tuple[int, int, int], Gathered] | None = None
    for entity in gathering.by_key.values():
        if entity.label not in labels:
            continue
        for (start, _, root), _ in entity.places:
            distance = sentence - words.sentences[start]
            if start >= index or not 0 <= distance <= 2 or words.heads[index] == root:
                continue
            is_subject = standing_of(words, first_conjunct(words, root))[0] in ("subject", "agent")
            rank = (-distance, int(is_subject), start)
            if best is None or rank > best[0]:
                best = (rank, entity)
    return [best[1]] if best is not None else []
