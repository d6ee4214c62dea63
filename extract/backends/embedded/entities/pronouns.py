"""What pronouns refer to, where the text makes it clear: relative ones the noun that they follow, personal ones the
nearest that fits in number and gender. An unclear one refers to nothing: a wrong one is worse than none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Literal

from extract.backends.embedded.entities.gathered import Gathered
from extract.backends.embedded.entities.gathering import Gathering
from extract.backends.embedded.names.given_names import MEN, WOMEN
from extract.backends.embedded.names.name import NATION
from extract.backends.embedded.names.standing import Standing, standing_of
from extract.backends.embedded.parsing.nouns import PEOPLE
from extract.backends.embedded.parsing.words import Words

Gender = Literal["he", "she"]
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_RELATIVE = frozenset("who which that whose whom".split())
_MALE = """mr. mr sir lord king prince emperor sultan emir pope chairman spokesman congressman businessman father
    brother husband son sheikh ayatollah monsignor"""
_FEMALE = """mrs. mrs ms. ms miss lady dame queen princess empress chairwoman spokeswoman congresswoman businesswoman
    mother sister wife daughter actress"""
_GENDERED: dict[str, Gender] = {**dict.fromkeys(_MALE.split(), "he"), **dict.fromkeys(_FEMALE.split(), "she")}
_REACH = 2
"""How many sentences back an antecedent may be."""
_SUBJECTS = ("speaker", "subject", "being", "agent", "reporter")


def resolve_pronouns(gathering: Gathering) -> None:
    """Let each pronoun denote its antecedent, in the order of the text."""
    words = gathering.words
    resolver = _Resolver(gathering)
    for index, word in enumerate(words.lowers):
        if words.pos[index] not in ("PRON", "DET", "SCONJ"):
            continue
        if word in _RELATIVE and words.tags[index] in ("WP", "WDT", "WP$"):
            gathering.denote([index], _relative(gathering, index))
        elif word in _HE or word in _SHE:
            gathering.denote([index], resolver.person(index, "he" if word in _HE else "she"))
        elif word in _THEY:
            gathering.denote([index], resolver.several(index))
        elif word in _IT:
            gathering.denote([index], resolver.thing(index))
        elif word == "both" and words.deps[index] in ("nsubj", "nsubjpass", "dobj", "pobj"):
            found = list(islice(gathering.recent(index, lambda one: one.label in ("PERSON", NATION, "ORG")), 2))
            gathering.denote([index], found if len(found) == 2 else [])


def _relative(gathering: Gathering, index: int) -> list[Gathered]:
    words, verb = gathering.words, gathering.words.heads[index]
    for _ in range(6):
        if words.deps[verb] == "relcl":
            return gathering.at(words.heads[verb])
        verb = words.heads[verb]
    return []


def _gender(entity: Gathered) -> Gender | None:
    """Return what titles, or a first name that only one sex bears, tell."""
    told = next((_GENDERED[head] for head in sorted(entity.heads) if head in _GENDERED), None)
    if told is not None or entity.label != "PERSON":
        return told
    first = {text.split()[0].lower() for text in entity.texts if " " in text}
    is_man, is_woman = bool(first & MEN), bool(first & WOMEN)
    return ("he" if is_man else "she") if is_man != is_woman else None


@dataclass(frozen=True, order=True)
class _Place:
    """A mention that a pronoun may refer to."""

    start: int
    root: int
    key: str
    standing: Standing


class _Resolver:
    """Antecedents of personal pronouns; remembers the gender that earlier pronouns have told."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.words = gathering.words
        self.is_quoted = _quoted(self.words)
        self.genders = {one.key: told for one in gathering.by_key.values() if (told := _gender(one)) is not None}
        self.places = sorted(
            _Place(place[0], place[2], one.key, standing_of(self.words, place[2])[0])
            for one in gathering.by_key.values()
            for place, _ in one.places
            if one.label
        )

    def person(self, index: int, gender: Gender) -> list[Gathered]:
        """Return whom "he" or "she" means."""
        found = self._announced(index, ("PERSON", "OFFICE"), gender) or self._best(index, ("PERSON", "OFFICE"), gender)
        if found is None:
            return []
        self.genders.setdefault(found.key, gender)
        return [found]

    def thing(self, index: int) -> list[Gathered]:
        """Return what "it" means."""
        found = self._announced(index, (NATION, "ORG")) or self._best(index, (NATION, "ORG"))
        return [found] if found is not None else []

    def several(self, index: int) -> list[Gathered]:
        """Return whom "they" means: the last people in the plural, else a body or state that was just the subject."""
        announced = self._announced(index, ("GROUP", "NORP"))
        if announced is not None:
            return [announced]
        people = next(self._people(index), None)
        rival = max(self._other_people(index), default=-1)
        if people is not None:
            return [self.gathering.by_key[people.key]] if people.start > rival else []
        body = next((one for one in self._before(index, (NATION, "ORG"), 1) if one.standing in _SUBJECTS), None)
        found = body or self._only_group(index)
        return [self.gathering.by_key[found.key]] if found is not None and rival < 0 else []

    def _only_group(self, index: int) -> _Place | None:
        """Return the one group of this sentence and the one before, however it stands there."""
        groups = {one.key: one for one in self._before(index, ("GROUP",), 1)}
        return next(iter(groups.values())) if len(groups) == 1 else None

    def _announced(self, index: int, labels: tuple[str, ...], gender: Gender | None = None) -> Gathered | None:
        """Return the subject of the clause that the pronoun's phrase opens: "In her letter, Ms. Frei"."""
        subject = _subject_after(self.words, index)
        found = self.gathering.at(subject) if subject is not None else []
        if len(found) != 1 or found[0].label not in labels:
            return None
        is_other = gender is not None and self.genders.get(found[0].key, gender) != gender
        return found[0] if not is_other else None

    def _before(self, index: int, labels: tuple[str, ...], reach: int = _REACH) -> Iterator[_Place]:
        """Yield the mentions with the labels in this sentence and the *reach* before it, the last one first."""
        sentences, heads = self.words.sentences, self.words.heads
        for number in range(bisect_left(self.places, index, key=lambda one: one.start) - 1, -1, -1):
            place = self.places[number]
            if sentences[index] - sentences[place.start] > reach:
                return
            if self.gathering.by_key[place.key].label in labels and heads[index] != place.root:
                yield place

    def _people(self, index: int) -> Iterator[_Place]:
        for place in self._before(index, ("GROUP", "NORP")):
            is_here = self.words.sentences[place.start] == self.words.sentences[index]
            if place.standing in _SUBJECTS or (is_here and place.standing not in ("modifier", "holder", "place")):
                yield place

    def _best(self, index: int, labels: tuple[str, ...], gender: Gender | None = None) -> Gathered | None:
        """Return the nearest in sentences, a subject before others, the later before the earlier."""
        barred = self._subject_of_clause(index)
        fitting = [
            place
            for place in self._before(index, labels)
            if gender is None or self.genders.get(place.key, gender) == gender
            if not self._speaks_of_another(index, place)
            if place.key not in barred
        ]
        sentences = self.words.sentences
        best = max(fitting, key=lambda one: (sentences[one.start], one.standing in _SUBJECTS, one.start), default=None)
        return self.gathering.by_key[best.key] if best is not None else None

    def _speaks_of_another(self, index: int, place: _Place) -> bool:
        """Return whether the candidate utters the quotation with the pronoun: who speaks of himself says "I"."""
        is_here = self.words.sentences[place.start] == self.words.sentences[index]
        is_uttered = self.is_quoted[index] and not self.is_quoted[place.start]
        return is_here and is_uttered and place.standing == "speaker"

    def _subject_of_clause(self, index: int) -> tuple[str, ...]:
        """Return what the subject of an object's clause denotes: who acts on himself is "himself"."""
        words = self.words
        if words.deps[index] not in ("dobj", "dative", "pobj") or words.lowers[index].endswith(("self", "selves")):
            return ()
        governor = words.heads[index]
        while words.deps[governor] in ("prep", "dative", "agent"):
            governor = words.heads[governor]
        subject = next((one for one in words.children[governor] if words.deps[one] in ("nsubj", "nsubjpass")), None)
        return self.gathering.by_token.get(subject, ()) if subject is not None else ()

    def _other_people(self, index: int) -> Iterator[int]:
        """Yield the plural nouns for people before the pronoun, near, that denote nobody known."""
        words = self.words
        for token in range(max(0, index - 60), index):
            is_unknown = words.is_plural(token) and token not in self.gathering.by_token
            is_near = words.sentences[index] - words.sentences[token] <= _REACH
            if is_unknown and is_near and words.lemmas[token] in PEOPLE:
                yield token


def _subject_after(words: Words, index: int) -> int | None:
    """Return the subject of the clause that the token's phrase opens at the beginning of a sentence."""
    at, sentence = index, words.sentences[index]
    for _ in range(8):
        at, child = words.heads[at], at
        if words.deps[child] in ("prep", "advcl", "advmod") and words.pos[at] in ("VERB", "AUX") and at > child:
            break
        if at == child:
            return None
    else:
        return None
    subject = next((one for one in words.children[at] if words.deps[one] in ("nsubj", "nsubjpass")), None)
    if subject is None or subject < index or any(words.pos[one] == "VERB" for one in range(index, subject)):
        return None
    first = child
    while words.children[first] and words.children[first][0] < first:
        first = words.children[first][0]
    is_first = first == 0 or words.sentences[first - 1] != sentence or words.texts[first - 1] == '"'
    return subject if is_first else None


def _quoted(words: Words) -> list[bool]:
    """Return for each token whether it stands between quotation marks, which the parser sees as straight ones."""
    return [bool(count % 2) for count in accumulate(text == '"' for text in words.texts)]
