"""Noun phrases that denote somebody by a common noun: officials, forces, bodies, groups of people, office-holders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.backends.embedded.names.name import Name
from extract.backends.embedded.parsing.nouns import (
    BODY,
    COLLECTIVE,
    GOVERNMENT,
    OF_A_BODY,
    PEOPLE,
    QUANTITY,
    STANDS_FOR_BODY,
    STANDS_FOR_STATE,
)
from extract.backends.embedded.parsing.syntax import DEFINITE
from extract.backends.embedded.parsing.titles import OFFICE
from extract.backends.embedded.parsing.words import Words

SINGULAR_STATE = frozenset(
    """government administration regime authority force army military navy delegation leadership side team
    aircraft""".split()
)
"""In the singular, too, these stand for a state; an official or a soldier is one person."""
INNER = ("compound", "amod", "nmod", "poss", "nummod", "quantmod")

_AFTER = ("of", "in", "from", "across", "for", "on", "to", "at")
_DETERMINERS = DEFINITE | {"a", "an", "both", "each", "which", "what", "whose"}
_DESCRIBING = ("compound", "amod", "nmod", "poss")

_DENOTING = (
    GOVERNMENT
    | SINGULAR_STATE
    | STANDS_FOR_BODY
    | BODY
    | OF_A_BODY
    | PEOPLE
    | COLLECTIVE
    | OFFICE
    | {"camp", "police", "service"}
)
"""The nouns that may denote somebody; all others are passed over at once."""
_GATHERED = frozenset(["alliance", "bloc", "coalition", "gang"])
"""Bodies that are nobody but those of whom they consist: "a bloc of poor nations"."""
_NOT_HEADS = ("compound", "amod", "nmod", "advmod", "acomp", "det")

_SERVICES = frozenset("ambulance border fire health intelligence police prison rescue secret security weather".split())
"""Before "service" these make it a body."""

Kind = Literal["state", "body", "group", "office"]


@dataclass(frozen=True)
class Phrase:
    """A noun phrase headed by a common noun that denotes somebody."""

    start: int
    end: int
    root: int
    head: int
    """The noun itself; ``root`` is another token in "thousands of demonstrators"."""
    lemma: str
    kind: Kind
    names: tuple[int, ...]
    """Indices of the names that modify the noun."""
    is_definite: bool
    full_end: int
    """The end with "of …", "in …" or "from …" after the noun, where that follows at once."""
    is_bare: bool
    """Whether nothing but a determiner or a number stands before the noun."""
    heads: tuple[int, ...]
    """The noun and those coordinated with it under one modifier."""


def find_phrases(words: Words, names: Sequence[Name]) -> list[Phrase]:
    """Return the phrases in the order of the text."""
    name_at = {index: number for number, name in enumerate(names) for index in range(name.start, name.end)}
    found: list[Phrase] = []
    joined: set[int] = set()
    for index in range(len(words)):
        if words.lemmas[index] not in _DENOTING or index in name_at or index in joined:
            continue
        if not _heads_phrase(words, index):
            continue
        modifying = modifying_names(words, index, name_at)
        kind = _kind(words, index, [names[number] for number in modifying])
        if kind is not None:
            phrase = _phrase(words, index, kind, modifying, _Names(name_at, names))
            joined.update(phrase.heads)
            found.append(phrase)
    return found


@dataclass(frozen=True)
class _Names:
    at: Mapping[int, int]
    all: Sequence[Name]

    def person_at(self, token: int) -> Name | None:
        name = self.all[self.at[token]] if token in self.at else None
        return name if name is not None and name.label == "PERSON" else None


def _heads_phrase(words: Words, index: int) -> bool:
    pos = words.pos[index]
    if pos not in ("NOUN", "PROPN") and not (pos == "ADJ" and words.is_plural(index)):
        return False
    return words.deps[index] not in _NOT_HEADS or _is_first(words, index)


def _is_first(words: Words, index: int) -> bool:
    """Return whether the parser hung the noun on the last of its coordination: "Secretary of State and Advisor"."""
    return words.deps[index] == "nmod" and any(words.deps[child] == "cc" for child in words.children[index])


def _kind(words: Words, index: int, modifying: Sequence[Name]) -> Kind | None:
    lemma, plural = words.lemmas[index], words.is_plural(index)
    has_nation = any(name.nation is not None and name.nation.kind != "people" for name in modifying)
    has_body = any(name.label == "ORG" for name in modifying)
    if lemma == "opposition" and words.lowers[index + 1 : index + 2] == ["to"]:
        return None
    if plural and lemma in GOVERNMENT and not has_nation:
        return "group"
    if lemma in SINGULAR_STATE or (lemma in STANDS_FOR_STATE and plural and (has_nation or _is_official(words, index))):
        return "state"
    if lemma == "head" and not _is_of_body(words, index, modifying):
        return None
    if lemma == "service" and not plural and index > 0 and words.lowers[index - 1] in _SERVICES:
        return "body"
    if lemma in OF_A_BODY or (lemma in BODY and not plural) or lemma == "police":
        return "body"
    if has_body and plural and lemma in STANDS_FOR_BODY:
        return "body"
    is_camp = lemma in ("camp", "majority") and any(name.label in ("ORG", "PERSON", "NORP") for name in modifying)
    if (plural and lemma in PEOPLE) or lemma in COLLECTIVE or is_camp:
        return "group"
    return "office" if lemma in OFFICE and not plural else None


def _is_of_body(words: Words, index: int, modifying: Sequence[Name]) -> bool:
    """Return whether the head is an office: "head of the agency", "the UN head", not "a frog's head"."""
    if any(name.label == "ORG" for name in modifying):
        return True
    owner = words.preposition_object(index, "of")
    is_of_person = any(name.label in ("PERSON", "") and name.start <= (owner or 0) < name.end for name in modifying)
    return (owner is not None and not is_of_person) or (index > 0 and words.lemmas[index - 1] in BODY)


def _is_official(words: Words, index: int) -> bool:
    """Return whether the noun has "government" before it."""
    return any(words.lemmas[child] in GOVERNMENT for child in words.children[index] if child < index)


def modifying_names(words: Words, head: int, name_at: Mapping[int, int]) -> tuple[int, ...]:
    """Return the names that stand before the noun as modifiers ("US and Ukrainian officials") or after "of"."""
    found: dict[int, None] = {}
    waiting = [child for child in words.children[head] if words.deps[child] in INNER and child < head]
    while waiting:
        child = waiting.pop(0)
        if child in name_at:
            found[name_at[child]] = None
        inner = ("conj",) if words.deps[child] == "poss" else ("conj", "compound", "nmod", "amod")
        waiting += [one for one in words.children[child] if words.deps[one] in inner]
    is_official = words.lemmas[head] in ("official", "authority") and not found
    owner = words.preposition_object(head, "of", "from", *(["in"] if is_official else []))
    if owner is None and words.lowers[head + 1 : head + 2] == ["of"]:
        # The parser may hang "rebels of the Front" on the noun before "and".
        owner = next((child for child in words.children[head + 1] if words.deps[child] == "pobj"), None)
    if owner is not None and owner in name_at:
        found[name_at[owner]] = None
    return tuple(found)


def _phrase(words: Words, head: int, kind: Kind, modifying: tuple[int, ...], names: _Names) -> Phrase:
    heads = (head, *_coordinated(words, head)) if kind == "group" else (head,)
    end = _with_complement(words, head, names) if kind in ("office", "body") else heads[-1] + 1
    root = _counting_noun(words, head)
    start = before_hyphen(words, words.left_edge(root))
    return Phrase(
        start=_without_determiner(words, start, head),
        end=end,
        root=root,
        head=head,
        lemma=words.lemmas[head],
        kind=kind,
        names=modifying,
        is_definite=words.lowers[start] in DEFINITE or words.tags[start] == "PRP$",
        full_end=max(end, full_end(words, heads[-1])),
        is_bare=not any(words.deps[one] in _DESCRIBING and one < head for one in words.children[head]),
        heads=heads,
    )


def _counting_noun(words: Words, head: int) -> int:
    """Return "thousands" for the head of "thousands of demonstrators", else the head."""
    outer = words.heads[words.heads[head]]
    is_counted = words.deps[head] == "pobj" and words.lowers[words.heads[head]] == "of"
    is_gathered = words.lemmas[outer] in QUANTITY or words.lemmas[outer] in _GATHERED
    return outer if is_counted and is_gathered else head


def before_hyphen(words: Words, start: int) -> int:
    """Return where "Lima-based envoys" begins, of which the parser hangs the first word on an adverb."""
    while start > 1 and words.texts[start - 1] == "-" and words.sentences[start - 2] == words.sentences[start]:
        start -= 2
        while start > 0 and words.deps[start - 1] == "compound" and words.heads[start - 1] == start:
            start -= 1
    return start


def _without_determiner(words: Words, start: int, head: int) -> int:
    while start < head and (words.lowers[start] in _DETERMINERS or words.tags[start] == "PRP$"):
        start += 1
    return start


def _coordinated(words: Words, head: int) -> Iterator[int]:
    """Yield the nouns for people that share the modifiers of *head*: "Alpine guides, rangers and drivers"."""
    for child in words.children[head]:
        is_plain = not any(words.deps[one] in (*INNER, "det") for one in words.children[child])
        if words.deps[child] == "conj" and words.lemmas[child] in PEOPLE and words.is_plural(child) and is_plain:
            yield child
            yield from _coordinated(words, child)


def full_end(words: Words, head: int) -> int:
    """Return the end of the noun phrase with the "of …", "in …" or "from …" that follows its noun at once."""
    for child in words.children[head]:
        if child == head + 1 and words.deps[child] == "prep" and words.lowers[child] in _AFTER:
            last = next((one for one in words.children[child] if words.deps[one] == "pobj"), None)
            return full_end(words, last) if last is not None else head + 1
    return head + 1


def _with_complement(words: Words, head: int, names: _Names) -> int:
    """Return the end of "Ministry of Foreign Affairs" or "ambassador to Kenya", a holder's name after it left out."""
    preposition = next((one for one in words.children[head] if one == head + 1 and words.deps[one] == "prep"), None)
    if preposition is None or words.lowers[preposition] not in ("of", "for", "to", "from", "in"):
        return head + 1
    last = next((one for one in words.children[preposition] if words.deps[one] == "pobj"), None)
    if last is None:
        return head + 1
    holder = names.person_at(last)
    if holder is not None and holder.start > preposition + 1:
        return holder.start
    return last + 1 if words.lowers[preposition] in ("of", "for", "to") else head + 1
