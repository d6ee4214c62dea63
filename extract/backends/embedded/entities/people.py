"""What noun phrases for people refer to: groups ("island rebels") and office-holders ("the US president")."""

from __future__ import annotations

from collections.abc import Sequence

from extract.backends.embedded.entities.gathered import Gathered
from extract.backends.embedded.entities.gathering import Gathering
from extract.backends.embedded.entities.phrases import Phrase, before_hyphen
from extract.backends.embedded.names.name import NATION
from extract.backends.embedded.names.nations import Nation
from extract.backends.embedded.parsing.nouns import (
    ALWAYS_BODY,
    HUMAN,
    PARTISAN,
    PEOPLE,
    PRESS,
    SAME_PEOPLE,
    STANDS_FOR_BODY,
    STANDS_FOR_STATE,
    VAGUE_PEOPLE,
)
from extract.backends.embedded.parsing.titles import HEADS_OF_STATE, HONORIFIC, TITLE_ONLY

_COUNTING = frozenset(
    """other only more most many several some few least such various certain all no any numerous dozen hundred thousand
    million own different additional unnamed unidentified unknown alleged suspected so-called unspecified""".split()
)


def resolve_group(gathering: Gathering, phrase: Phrase) -> list[Gathered]:
    """Return the group that the phrase denotes, known or new, or the state or body whose people they are."""
    short = _without_numbers(gathering, phrase)
    is_bare = " " not in short and not phrase.names
    whose = (_whose_people(gathering, phrase) if is_bare else None) or _body_of_officers(gathering, phrase)
    if whose is not None:
        gathering.add_phrase(whose, phrase, is_form=False)
        return [whose]
    if phrase.lemma == "power" and _is_faculty(gathering, phrase):
        return []
    if is_bare and phrase.lemma in VAGUE_PEOPLE and not _is_gathered(gathering, phrase):
        return []
    group = gathering.latest(
        phrase.start,
        lambda one: (
            one.label == "GROUP" and (_is_same(one, phrase, short, is_bare) or _is_of_title(gathering, one, phrase))
        ),
    )
    if group is None:
        group = gathering.new("GROUP")
        group.traits |= _traits(phrase, is_bare and phrase.root == phrase.head and phrase.full_end == phrase.end)
    group.heads.add(phrase.lemma)
    gathering.call(group, gathering.text(phrase.start, phrase.end), short, *_full_text(gathering, phrase))
    before = phrase.start - 1
    if before >= 0 and gathering.words.tags[before] == "PRP$":
        gathering.call(group, gathering.text(before, phrase.end))
    gathering.add_phrase(group, phrase, is_form=False)
    return [group]


def _is_faculty(gathering: Gathering, phrase: Phrase) -> bool:
    """Return whether "powers" are what somebody may do: "emergency powers", "powers of arrest"."""
    words = gathering.words
    before = [one for one in words.children[phrase.head] if one < phrase.head]
    is_owned = any(words.deps[one] == "poss" and one not in gathering.by_token for one in before)
    return is_owned or any(words.deps[one] == "compound" and words.pos[one] == "NOUN" for one in before)


def _full_text(gathering: Gathering, phrase: Phrase) -> list[str]:
    """Return the phrase with what follows its noun, where that is not too long for a name."""
    is_longer = phrase.end < phrase.full_end < phrase.start + 12
    return [gathering.text(phrase.start, phrase.full_end)] if is_longer else []


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
    if short.lower() in group.lowered:
        return True
    if is_bare:
        return bool(group.heads & _kin(phrase.lemma))
    if phrase.lemma in group.heads and not phrase.names:
        return True
    first = short.split()[0]
    return bool(group.heads & (_kin(phrase.lemma) - {phrase.lemma})) and group.latest.startswith(first)


def _is_of_title(gathering: Gathering, group: Gathered, phrase: Phrase) -> bool:
    """Return whether a title alone has told of the group: the text then tells more fully who it is."""
    is_kin = bool(group.heads & _kin(phrase.lemma))
    return is_kin and not gathering.is_title(phrase.head) and all(gathering.is_title(one[2]) for one, _ in group.places)


def _kin(lemma: str) -> frozenset[str]:
    return next((same for same in SAME_PEOPLE if lemma in same), frozenset([lemma]))


def _traits(phrase: Phrase, is_bare: bool) -> set[str]:
    traits = {"bare"} if is_bare and phrase.lemma not in PARTISAN else set()
    if phrase.names:
        traits.add("named")
    if is_bare and phrase.is_definite:
        traits.add("definite")
    if phrase.lemma in (VAGUE_PEOPLE if is_bare else HUMAN) and phrase.root == phrase.head and not phrase.names:
        traits.add("vague")
    if is_bare and phrase.lemma in STANDS_FOR_STATE:
        traits.add("staff")
    if phrase.lemma in PRESS:
        traits.add("outlet")
    return traits


def _without_numbers(gathering: Gathering, phrase: Phrase) -> str:
    """Return the phrase from its first describing word on: "demonstrators" for "at least 30 demonstrators"."""
    words = gathering.words
    start = before_hyphen(words, words.left_edge(phrase.head))
    owner = next((one for one in words.children[phrase.head] if words.deps[one] == "poss" and one < phrase.head), None)
    if owner is not None and owner not in gathering.by_token:
        start = owner + 1
    while (start < phrase.head and words.texts[start + 1] != "-") and (
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
    holder = _holder_before(gathering, phrase, nations) if phrase.is_definite or nations else None
    if holder is not None:
        gathering.add_phrase(holder, phrase, is_form=bool(phrase.names) and not phrase.is_bare)
        return [holder]
    if (phrase.is_bare and not phrase.names) or phrase.lemma in TITLE_ONLY or _is_former(gathering, phrase):
        return []
    office = gathering.named_anew(phrase, "OFFICE")
    gathering.call(office, *_full_text(gathering, phrase))
    office.nation = office.nation or next(iter(nations), None)
    return [office]


def _holder_before(gathering: Gathering, phrase: Phrase, nations: Sequence[Nation]) -> Gathered | None:
    """Return the last one named before who holds the office, of the state that the phrase names."""
    owners = {gathering.of_name[number].key for number in phrase.names}
    offices = HEADS_OF_STATE if phrase.lemma in ("leader", "ruler", "monarch") else frozenset([phrase.lemma])

    def holds_it(one: Gathered) -> bool:
        if one.label not in ("PERSON", "OFFICE") or not one.heads & offices or one.key in owners:
            return False
        return not nations or one.nation in nations or (one.nation is None and phrase.is_definite)

    return gathering.latest(phrase.start, holds_it)


def _is_former(gathering: Gathering, phrase: Phrase) -> bool:
    words = gathering.words
    before = words.lowers[words.left_edge(phrase.head) : phrase.head]
    return "former" in before or "old" in before or "onetime" in before
