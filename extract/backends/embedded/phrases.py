"""Noun phrases that denote somebody by a common noun: officials, forces, bodies, groups of people, office-holders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.backends.embedded.names import Name
from extract.backends.embedded.nouns import (
    BODY,
    COLLECTIVE,
    GOVERNMENT,
    OFFICE,
    PEOPLE,
    QUANTITY,
    STANDS_FOR_BODY,
    STANDS_FOR_STATE,
)
from extract.backends.embedded.words import Words

SINGULAR_STATE = frozenset(
    "government administration regime authority force army military navy delegation leadership side team aircraft".split()
)
"""In the singular, too, these stand for a state; an official or a soldier is one person."""
INNER = ("compound", "amod", "nmod", "poss", "nummod", "quantmod")

_AFTER = ("of", "in", "from", "across", "for", "on", "to", "at")
DEFINITE = frozenset(["the", "this", "that", "these", "those"])

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
    for index, pos in enumerate(words.pos):
        if pos not in ("NOUN", "PROPN", "ADJ") or index in name_at or index in joined:
            continue
        if words.deps[index] in ("compound", "amod", "nmod", "advmod", "acomp", "det") and not _is_first(words, index):
            continue
        if pos == "ADJ" and not words.is_plural(index):
            continue
        kind = _kind(words, index, _labels_before(words, index, name_at, names))
        if kind is not None:
            phrase = _phrase(words, index, kind, name_at, names)
            joined.update(phrase.heads)
            found.append(phrase)
    return found


def _is_first(words: Words, index: int) -> bool:
    """Return whether the noun is the first of a coordination that the parser hung on the last: "Secretary and Advisor"."""
    return words.deps[index] == "nmod" and any(words.deps[child] == "cc" for child in words.children[index])


def _kind(words: Words, index: int, names: tuple[bool, bool, bool]) -> Kind | None:
    lemma, plural = words.lemmas[index], words.is_plural(index)
    has_nation, has_body, has_person = names
    if plural and lemma in GOVERNMENT and not has_nation:
        return "group"
    if lemma in SINGULAR_STATE or (lemma in STANDS_FOR_STATE and plural and (has_nation or _is_official(words, index))):
        return "state"
    if has_body and plural and lemma in STANDS_FOR_BODY:
        return "body"
    if (lemma in BODY and not plural) or lemma == "police":
        return "body"
    if (plural and lemma in PEOPLE) or lemma in COLLECTIVE or (lemma == "camp" and (has_body or has_person)):
        return "group"
    if not plural and lemma in OFFICE:
        return "office"
    return None


def _is_official(words: Words, index: int) -> bool:
    """Return whether the noun has "government" before it."""
    return any(words.lemmas[child] in GOVERNMENT for child in words.children[index] if child < index)


def _labels_before(
    words: Words, index: int, name_at: Mapping[int, int], names: Sequence[Name]
) -> tuple[bool, bool, bool]:
    modifying = [names[number] for number in modifying_names(words, index, name_at)]
    return (
        any(name.nation is not None and name.nation.kind != "people" for name in modifying),
        any(name.label == "ORG" for name in modifying),
        any(name.label == "PERSON" for name in modifying),
    )


def modifying_names(words: Words, head: int, name_at: Mapping[int, int]) -> tuple[int, ...]:
    """Return the names that stand before the noun as modifiers ("US and Ukrainian officials") or after "of"."""
    found: dict[int, None] = {}
    waiting = [child for child in words.children[head] if words.deps[child] in INNER and child < head]
    while waiting:
        child = waiting.pop(0)
        if child in name_at:
            found[name_at[child]] = None
        if words.deps[child] != "poss":
            waiting += [
                one for one in words.children[child] if words.deps[one] in ("conj", "compound", "nmod", "amod")
            ]
        else:
            waiting += [one for one in words.children[child] if words.deps[one] == "conj"]
    owner = words.preposition_object(head, "of", "from")
    if owner is None and words.lowers[head + 1 : head + 2] == ["of"]:
        # The parser may hang "rebels of the Front" on the noun before "and".
        owner = next((child for child in words.children[head + 1] if words.deps[child] == "pobj"), None)
    if owner is not None and owner in name_at:
        found[name_at[owner]] = None
    return tuple(found)


def _phrase(words: Words, head: int, kind: Kind, name_at: Mapping[int, int], names: Sequence[Name]) -> Phrase:
    start = words.left_edge(head)
    heads = (head, *_coordinated(words, head)) if kind == "group" else (head,)
    end = heads[-1] + 1
    if kind in ("office", "body"):
        end = _with_complement(words, head, name_at, names)
    root = head
    outer = words.heads[words.heads[head]]
    if words.deps[head] == "pobj" and words.lowers[words.heads[head]] == "of" and words.lemmas[outer] in QUANTITY:
        root, start = outer, words.left_edge(outer)
    is_definite = words.lowers[start] in DEFINITE or words.tags[start] == "PRP$"
    while start < head and (words.lowers[start] in DEFINITE | {"a", "an", "which", "what"} or words.tags[start] == "PRP$"):
        start += 1
    bare = not any(words.deps[one] in ("compound", "amod", "nmod", "poss") and one < head for one in words.children[head])
    return Phrase(
        start, end, root, head, words.lemmas[head], kind, modifying_names(words, head, name_at), is_definite,
        max(end, full_end(words, heads[-1])), bare, heads,
    )


def _coordinated(words: Words, head: int) -> Iterator[int]:
    """Yield the nouns for people that share the modifiers of *head*: "Somali elders, warlords and politicians"."""
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


def _with_complement(words: Words, head: int, name_at: Mapping[int, int], names: Sequence[Name]) -> int:
    """Return the end of "Ministry of Foreign Affairs" or "ambassador to Kenya", a holder's name after it left out."""
    for child in words.children[head]:
        if child == head + 1 and words.deps[child] == "prep" and words.lowers[child] in ("of", "for", "to", "from", "in"):
            last = next((one for one in words.children[child] if words.deps[one] == "pobj"), None)
            if last is None:
                return head + 1
            person = names[name_at[last]] if last in name_at else None
            is_holder = person is not None and person.label == "PERSON" and person.start - 1 in name_at
            if person is not None and is_holder:
                return person.start
            return last + 1 if words.lowers[child] in ("of", "for", "to") else head + 1
    return head + 1
