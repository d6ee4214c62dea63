"""What noun phrases for people refer to: groups ("Kurdish rebels") and office-holders ("the US president")."""

from __future__ import annotations

from extract.backends.embedded.gathering import Gathered, Gathering, place_of
from extract.backends.embedded.names import NATION
from extract.backends.embedded.nouns import (
    ALWAYS_BODY,
    HEADS_OF_STATE,
    HONORIFIC,
    PARTISAN,
    PEOPLE,
    SAME_PEOPLE,
    STANDS_FOR_BODY,
    STANDS_FOR_STATE,
    TITLE_ONLY,
    VAGUE_PEOPLE,
)
from extract.backends.embedded.phrases import Phrase

_COUNTING = frozenset(
    """other only more most many several some few least such various certain all no any numerous dozen hundred thousand
    million own different additional""".split()
)


def resolve_group(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the group that the phrase denotes: one known already, a state or body whose people they are, or a new one."""
    short = _without_numbers(gathering, phrase)
    is_bare = " " not in short and not phrase.names
    if is_bare:
        known = _whose_people(gathering, phrase)
        if known is not None:
            gathering.add_place(known, place_of(phrase), is_name=False)
            return [known]
        if phrase.lemma in VAGUE_PEOPLE and not _is_gathered(gathering, phrase):
            return []
    body = _body_of_officers(gathering, phrase)
    if body is not None:
        gathering.add_place(body, place_of(phrase), is_name=False)
        return [body]
    known = gathering.latest(phrase.start, lambda one: one.label == "GROUP" and _is_same(one, phrase, short, is_bare))
    group = known or gathering.new("GROUP")
    if known is None:
        group.traits |= _traits(phrase, is_bare and phrase.root == phrase.head and phrase.full_end == phrase.end)
    group.heads.add(phrase.lemma)
    group.texts += [gathering.text(phrase.start, phrase.end), short]
    if phrase.full_end > phrase.end and phrase.full_end - phrase.start < 12:
        group.texts.append(gathering.text(phrase.start, phrase.full_end))
    gathering.add_place(group, place_of(phrase), is_name=False)
    return [group]


def _body_of_officers(gathering: Gathering, phrase: Phrase) -> Gathered | None:
    """Return the police for "two police officers", where the text has spoken of them."""
    words = gathering.words
    before = {words.lemmas[one] for one in words.children[phrase.head] if words.deps[one] == "compound"}
    if phrase.lemma not in STANDS_FOR_BODY or phrase.names or not before & ALWAYS_BODY:
        return None
    return gathering.latest(phrase.start, lambda one: one.label == "ORG" and bool(one.heads & before))


def _is_gathered(gathering: Gathering, phrase: Phrase) -> bool:
    """Return whether people are told apart after all: "hundreds of people", "families of soldiers"."""
    words = gathering.words
    if phrase.root != phrase.head:
        return words.lemmas[phrase.root] in ("hundred", "thousand", "million", "ten", "crowd", "score", "group")
    if phrase.full_end == phrase.end or words.lowers[phrase.end] != "of":
        return False
    return any(words.lemmas[index] in PEOPLE for index in range(phrase.end, phrase.full_end))


def _whose_people(gathering: Gathering, phrase: Phrase) -> Gathered | None:
    """Return the state or body that "officials" or "the rebels" belong to, where the text has told before."""
    same = _kin(phrase.lemma)
    return gathering.latest(phrase.start, lambda one: one.label in (NATION, "ORG") and bool(one.heads & same))


def _is_same(group: Gathered, phrase: Phrase, short: str, is_bare: bool) -> bool:
    if short.lower() in (text.lower() for text in group.texts):
        return True
    if is_bare:
        return bool(group.heads & _kin(phrase.lemma))
    first = short.split()[0]
    return bool(group.heads & (_kin(phrase.lemma) - {phrase.lemma})) and group.texts[-1].startswith(first)


def _kin(lemma: str) -> frozenset[str]:
    return next((same for same in SAME_PEOPLE if lemma in same), frozenset([lemma]))


def _traits(phrase: Phrase, is_bare: bool) -> set[str]:
    traits = {"bare"} if is_bare and phrase.lemma not in PARTISAN else set()
    if is_bare and phrase.is_definite:
        traits.add("definite")
    if is_bare and phrase.lemma in VAGUE_PEOPLE:
        traits.add("vague")
    if is_bare and phrase.lemma in STANDS_FOR_STATE:
        traits.add("staff")
    return traits


def _without_numbers(gathering: Gathering, phrase: Phrase) -> str:
    """Return the phrase from its first describing word on: "demonstrators" for "at least 30 demonstrators"."""
    words = gathering.words
    start = words.left_edge(phrase.head)
    owner = next((one for one in words.children[phrase.head] if words.deps[one] == "poss" and one < phrase.head), None)
    if owner is not None and owner not in gathering.by_token:
        start = owner + 1
    while start < phrase.head and (
        words.pos[start] in ("DET", "NUM", "PRON", "ADP", "PART", "ADV", "SYM", "CCONJ", "PUNCT")
        or words.lemmas[start] in _COUNTING
        or words.lowers[start] in HONORIFIC
    ):
        start += 1
    return gathering.text(start, max(phrase.heads) + 1)


def resolve_office(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the person who holds the office: one that the text has told to hold it, or one known by it alone."""
    words = gathering.words
    if words.deps[phrase.head] in ("attr", "oprd") or words.lowers[phrase.start] in ("no", "any", "every"):
        return []
    nations = [nation for number in phrase.names if (nation := gathering.nation_of(number)) is not None]
    owners = {gathering.of_name[number].key for number in phrase.names}
    lemmas = HEADS_OF_STATE if phrase.lemma in ("leader", "ruler", "monarch") else frozenset([phrase.lemma])

    def holds_it(one: Gathered) -> bool:
        if one.label not in ("PERSON", "OFFICE") or not one.heads & lemmas or one.key in owners:
            return False
        return not nations or one.nation in nations or (one.nation is None and phrase.is_definite)

    if phrase.is_definite or nations:
        holder = gathering.latest(phrase.start, holds_it)
        if holder is not None:
            text = gathering.text(phrase.start, phrase.end) if phrase.names and not phrase.is_bare else None
            gathering.add_place(holder, place_of(phrase), is_name=False, text=text)
            return [holder]
    if (phrase.is_bare and not phrase.names) or phrase.lemma in TITLE_ONLY or _is_former(gathering, phrase):
        return []
    office = gathering.named_anew(phrase, "OFFICE")
    if phrase.full_end > phrase.end and phrase.full_end - phrase.start < 12:
        office.texts.append(gathering.text(phrase.start, phrase.full_end))
    if nations and office.nation is None:
        office.nation = nations[0]
    return [office]


def _is_former(gathering: Gathering, phrase: Phrase) -> bool:
    words = gathering.words
    before = words.lowers[words.left_edge(phrase.head) : phrase.head]
    return "former" in before or "old" in before or "onetime" in before


def introduce_by_office(gathering: Gathering) -> None:
    """Let an office whose holder is named elsewhere be the holder's: "A Swiss diplomat says … Ms. Frei told …"."""
    for office in [one for one in gathering.by_key.values() if one.label == "OFFICE" and one.places]:
        holder = _holder_elsewhere(gathering, office) or _introduced_after(gathering, office)
        if holder is not None:
            gathering.merge(holder, office)


def _holder_elsewhere(gathering: Gathering, office: Gathered) -> Gathered | None:
    """Return the one person of the same state who is said to hold the office."""
    holders = [
        one
        for one in gathering.by_key.values()
        if one.label == "PERSON" and one.nation is not None and one.nation == office.nation and one.heads & office.heads
    ]
    return holders[0] if len(holders) == 1 else None


def _introduced_after(gathering: Gathering, office: Gathered) -> Gathered | None:
    """Return who is named for the first time, as a subject, in the two sentences after an office was one."""
    words = gathering.words
    start, end, root = max(place for place, _ in office.places)
    if words.deps[root] not in ("nsubj", "nsubjpass"):
        return None
    for first, one in sorted(
        (min(place for place, _ in one.places), one.key) for one in gathering.by_key.values() if one.places
    ):
        person = gathering.by_key[one]
        is_near = first[0] >= end and 1 <= words.sentences[first[0]] - words.sentences[start] <= 2
        if not is_near or words.deps[first[2]] not in ("nsubj", "nsubjpass"):
            continue
        is_of_same_state = office.nation in (None, person.nation) or person.nation is None
        if person.label == "PERSON" and is_of_same_state and (not person.heads or person.heads & office.heads):
            return person
        if person.label == "OFFICE" and "official" in office.heads and person.nation == office.nation:
            return person
    return None
