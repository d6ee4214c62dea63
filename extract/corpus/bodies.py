"""Names of bodies: their words as ideas that languages share, and when two are those of one body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.corpus.nations import with_codes
from extract.corpus.spelling import consonants_of, fold, likeness_of, words_of
from extract.corpus.vocabulary import (
    GENERIC,
    HEAD_ENDINGS,
    INSTITUTIONS,
    PARLIAMENTS,
    STOP,
    ideas_known,
    same_bodies,
    vocabulary,
)


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name as ideas."""

    ideas: frozenset[str]
    head: str
    """What it is: the last word before "of", or the last of all."""
    initials: frozenset[str]
    """What it may be called by its first letters."""
    is_acronym: bool
    is_foreign: bool
    """Whether words of it are of another language than English."""
    strength: int
    """2: one body's everywhere; 1: one body's where the same others are spoken of; 0: says hardly anything."""

    @property
    def proper(self) -> frozenset[str]:
        """The ideas that few bodies share."""
        return frozenset(idea for idea in self.ideas if idea not in GENERIC)


@lru_cache(maxsize=500_000)
def body_name(written: str) -> BodyName:
    """Return the ideas of a body's name.

    >>> body_name("Latvijas Zaļā Savienība").ideas == body_name("Union of Latvian Greens").ideas
    True
    >>> body_name("Front for Justice in Tibesti").head, sorted(body_name("Front for Justice in Tibesti").initials)
    ('front', ['ffjit', 'fjt'])
    >>> body_name("budget committee").strength, body_name("Pamir Hydro").strength
    (1, 2)
    """
    if appended_acronym(written):
        written = re.sub(r"\s+\(?[A-Z]{2,7}\)?$", "", written)
    known = _known_body(words_of(written))
    ideas, foreign = _ideas(written)
    head = _head(written, ideas)
    is_acronym = bool(re.fullmatch(r"[A-ZÀ-Þ][A-Za-zÀ-ž]?[A-ZÀ-Þ]{1,6}|[A-ZÀ-Þ]{2,8}", written.replace(".", "")))
    if known:
        return BodyName(frozenset({known}), known, frozenset(), False, False, 2)
    strength = _strength(written, ideas, is_acronym)
    return BodyName(frozenset(ideas), head, _initials(written), is_acronym, foreign, strength)


def appended_acronym(written: str) -> str | None:
    """Return the acronym after a name: "Finnish Stevedores' Union SAL", "… (SAL)"."""
    found = re.search(r"\S\s+\(?([A-Z]{2,7})\)?$", written)
    return found[1].lower() if found and not written.isupper() else None


def _ideas(written: str) -> tuple[list[str], bool]:
    ideas, foreign = list[str](), False
    capitals = {fold(word) for word in re.findall(r"\b[A-Z]{2,}\b", written)} if not written.isupper() else set()
    for word in with_codes(words_of(written)):
        if word in capitals and (word,) in same_bodies():
            ideas.append(same_bodies()[word,])
            continue
        if word in STOP:
            continue
        idea = _idea(word)
        if isinstance(idea, tuple):
            ideas += idea
            foreign = True
        else:
            ideas.append(idea)
            foreign = foreign or (idea in ideas_known() and word not in (idea, f"{idea}s") and _singular(word) != idea)
    return list(dict.fromkeys(ideas)), foreign


@lru_cache(maxsize=200_000)
def _idea(word: str) -> str | tuple[str, str]:
    if word.startswith("@"):
        return word
    if word in PARLIAMENTS:
        return f"@{PARLIAMENTS[word]}", "parliament"
    known = vocabulary().get(word) or vocabulary().get(_singular(word))
    if known:
        return known
    for ending, idea in HEAD_ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending), idea
    return _singular(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _known_body(words: tuple[str, ...]) -> str | None:
    return same_bodies().get(words) or (same_bodies().get(words[1:]) if words[:1] == ("the",) else None)


def _head(written: str, ideas: list[str]) -> str:
    before = re.split(r"(?i)\s(?:of|for|de|des|du|della|da|das|dos|do|in)\s", written)[0]
    first, is_foreign = _ideas(before)
    kinds = [idea for idea in first if idea in INSTITUTIONS] if is_foreign else []
    return (kinds or first or ideas or [""])[0 if kinds else -1]


def _initials(written: str) -> frozenset[str]:
    bare = re.sub(r"\s+\(?[A-Z]{2,7}\)?$", "", written) if not written.isupper() else written
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s?\b", "", bare))
    capital = [fold(word)[:1] for word in words if word[:1].isupper()]
    every = [fold(word)[:1] for word in words if fold(word) not in ("the",)]
    return frozenset("".join(letters) for letters in (capital, every) if 2 < len(letters) < 9)


def _strength(written: str, ideas: list[str], is_acronym: bool) -> int:
    if is_acronym:
        return 2 if len(written.replace(".", "")) > 3 else 1
    proper = [idea for idea in ideas if idea not in GENERIC and not idea.startswith("@")]
    names_state = any(idea.startswith("@") for idea in ideas)
    if names_state and ideas[-1] in INSTITUTIONS:
        return 2
    if not any(word[:1].isupper() for word in re.findall(r"[^\W_]+", written)[bool(len(ideas) > 1) :]):
        return 1 if len(ideas) > 1 else 0
    if proper and (len(ideas) > 1 or len(proper[0]) > 3):
        return 2
    if names_state and len(ideas) > 1:
        return 2
    return 1 if len(ideas) > 1 else 0


def body_key(name: BodyName) -> str:
    """Return what spellings of one body's name have in common."""
    return " ".join(sorted(idea if idea in GENERIC or idea[:1] in "@=" else consonants_of(idea) for idea in name.ideas))


@lru_cache(maxsize=100_000)
def is_same_body(one: BodyName, other: BodyName) -> bool:
    """Return whether two names have the same ideas, each in its own spelling."""
    if one.ideas == other.ideas:
        return True
    return len(one.ideas) == len(other.ideas) and is_within(one, other)


@lru_cache(maxsize=100_000)
def is_within(short: BodyName, whole: BodyName) -> bool:
    """Return whether every idea of the one is in the other, each in its own spelling."""
    return all(idea in whole.ideas or any(_is_spelling(idea, theirs) for theirs in whole.ideas) for idea in short.ideas)


def _is_spelling(one: str, other: str) -> bool:
    is_common = one in GENERIC or other in GENERIC or one[:1] in "@=" or other[:1] in "@="
    return not is_common and min(len(one), len(other)) > 3 and likeness_of(one, other) > 0


@lru_cache(maxsize=100_000)
def is_short_form(short: BodyName, whole: BodyName) -> bool:
    """Return whether the one is the other with words left out, and the same kind of body.

    >>> is_short_form(body_name("Tibesti Front"), body_name("Front for Justice in Tibesti"))
    True
    >>> is_short_form(body_name("Union Council"), body_name("Finnish Stevedores' Union"))
    False
    """
    return short.head == whole.head and len(short.ideas) < len(whole.ideas) and is_within(short, whole)


@lru_cache(maxsize=100_000)
def may_be_translation(one: BodyName, other: BodyName) -> bool:
    """Return whether one name may be the other's in its own language: the same kind of body of the same state."""
    states = [frozenset(idea for idea in name.ideas if idea.startswith("@")) for name in (one, other)]
    return one.is_foreign != other.is_foreign and one.head == other.head and bool(states[0]) and states[0] == states[1]
