"""What pronouns refer to, where the text makes it clear: relative ones the noun that they follow, personal ones the
nearest that fits in number and gender. An unclear one refers to nothing: a wrong actor is worse than none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from extract.backends.embedded.gathering import Gathered, Gathering
from extract.backends.embedded.given_names import MEN, WOMEN
from extract.backends.embedded.names import NATION
from extract.backends.embedded.nouns import PEOPLE
from extract.backends.embedded.standing import standing_of
from extract.backends.embedded.words import Words

Gender = Literal["he", "she"]
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_RELATIVE = frozenset("who which that whose whom".split())
_GENDERED: dict[str, Gender] = {
    **dict.fromkeys(
        """mr. mr sir lord king prince emperor sultan emir pope chairman spokesman congressman businessman father brother
        husband son sheikh ayatollah monsignor""".split(),
        "he",
    ),
    **dict.fromkeys(
        """mrs. mrs ms. ms miss lady dame queen princess empress chairwoman spokeswoman congresswoman businesswoman mother
        sister wife daughter actress""".split(),
        "she",
    ),
}
_REACH = 2
"""How many sentences back an antecedent may be."""
_SUBJECTS = ("speaker", "subject", "being", "agent", "reporter")
_CLAUSAL = ("ccomp", "advcl", "conj", "xcomp", "relcl", "acl", "parataxis", "pcomp")


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
            found = gathering.recent(index, lambda one: one.label in ("PERSON", NATION, "ORG"))
            gathering.denote([index], found[:2] if len(found) > 1 else [])


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


class _Resolver:
    """Antecedents of personal pronouns; remembers the gender that earlier pronouns have told."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.words = gathering.words
        self.is_quoted = _quoted(self.words)
        self.genders: dict[str, Gender] = {
            one.key: gender for one in gathering.by_key.values() if (gender := _gender(one)) is not None
        }
        self.places = sorted(
            (place, one.key) for one in gathering.by_key.values() for place, _ in one.places if one.label
        )

    def person(self, index: int, gender: Gender) -> list[Gathered]:
        found = self._best(index, ("PERSON", "OFFICE"), gender)
        if found is None:
            return []
        self.genders.setdefault(found.key, gender)
        return [found]

    def several(self, index: int) -> list[Gathered]:
        """Return whom "they" means: the last people in the plural, else a body or state that was just the subject."""
        people = self._last(index, ("GROUP", "NORP"), _REACH)
        rival = max(self._other_people(index), default=-1)
        if people is not None and people[0] > rival:
            return [people[1]]
        body = self._last(index, (NATION, "ORG"), 1, must_act=True)
        return [body[1]] if body is not None and rival < 0 and people is None else []

    def _last(
        self, index: int, labels: tuple[str, ...], reach: int, *, must_act: bool = False
    ) -> tuple[int, Gathered] | None:
        """Return the last place before the pronoun, not further than *reach* sentences, of an entity so labelled."""
        for (start, _, root), key in reversed(self.places):
            entity = self.gathering.by_key[key]
            distance = self.words.sentences[index] - self.words.sentences[start]
            if start >= index or distance > reach or entity.label not in labels or self.words.heads[index] == root:
                continue
            standing = standing_of(self.words, root)[0]
            if standing in _SUBJECTS or not (must_act or distance or standing in ("modifier", "holder", "place")):
                return start, entity
        return None

    def thing(self, index: int) -> list[Gathered]:
        best = self._best(index, (NATION, "ORG"))
        return [best] if best is not None else []

    def _best(self, index: int, labels: tuple[str, ...], gender: Gender | None = None) -> Gathered | None:
        best: tuple[tuple[int, int, int], Gathered] | None = None
        for (start, _, root), key in self.places:
            entity = self.gathering.by_key[key]
            distance = self.words.sentences[index] - self.words.sentences[start]
            if start >= index or distance > _REACH or entity.label not in labels:
                continue
            if gender is not None and self.genders.get(key, gender) != gender:
                continue
            standing = standing_of(self.words, root)[0]
            if self.words.heads[index] == root or self._speaks_of_another(index, start, distance, standing):
                continue
            rank = (-distance, int(standing in _SUBJECTS), start)
            if best is None or rank > best[0]:
                best = (rank, entity)
        return best[1] if best is not None else None

    def _speaks_of_another(self, index: int, start: int, distance: int, standing: str) -> bool:
        """Return whether the candidate utters the quotation with the pronoun: who speaks of himself says "I"."""
        return distance == 0 and standing == "speaker" and self.is_quoted[index] and not self.is_quoted[start]

    def _other_people(self, index: int) -> Iterator[int]:
        """Yield the plural nouns for people before the pronoun, near, that denote nobody known."""
        words = self.words
        for token in range(max(0, index - 60), index):
            if words.is_plural(token) and words.lemmas[token] in PEOPLE and token not in self.gathering.by_token:
                if words.sentences[index] - words.sentences[token] <= _REACH:
                    yield token


def _quoted(words: Words) -> list[bool]:
    """Return for each token whether it stands between quotation marks of its paragraph."""
    is_open, found = False, []
    for text in words.texts:
        is_mark = text in ('"', "“", "”", "``", "''")
        is_open = is_open != is_mark
        found.append(is_open)
        if "\n" in text:
            is_open = False
    return found
