"""Persons' names told from what stands before them, and made whole where the recogniser cut them short."""

from __future__ import annotations

from extract.backends.embedded.names.bodies import Stretch
from extract.backends.embedded.names.given_names import GIVEN_NAMES
from extract.backends.embedded.names.nations import nation_forms
from extract.backends.embedded.names.words import CALENDAR, NAMES_BODY, SECTOR
from extract.backends.embedded.parsing.nouns import PEOPLE
from extract.backends.embedded.parsing.places import PLACE_NAME
from extract.backends.embedded.parsing.titles import OFFICE, TITLE
from extract.backends.embedded.parsing.words import Words


def person_within(words: Words, stretch: Stretch) -> Stretch | None:
    """Return the person in "Peru Anna Berg", "RCMP Constable Anna Berg", "House Anna Berg": after what is no name."""
    start, end = stretch
    for first in range(start + 1, end - 1):
        if words.lowers[first] in GIVEN_NAMES and words.is_capitalised(first):
            is_body = any(word in NAMES_BODY or word in PLACE_NAME for word in words.lowers[first:end])
            is_whole = is_body or "of" in words.lowers[first:end] or not _ends_office(words, start, first)
            return None if is_whole else (first, end)
    return None


def _ends_office(words: Words, start: int, end: int) -> bool:
    """Return whether what stands before a person's name is an office, or what it is held in: "Mayor of [Lima]"."""
    before = words.lowers[end - 1]
    if before in TITLE or before in OFFICE or before in NAMES_BODY or before in SECTOR:
        return True
    is_held = start > 1 and words.lowers[start - 1] == "of" and words.lemmas[start - 2] in OFFICE | TITLE
    return is_held or (words.texts[start],) in nation_forms() or tuple(words.texts[start:end]) in nation_forms()


def with_first_names(words: Words, start: int) -> int:
    """Return the start with the first names before "[Berg]", where the parser takes all for one name."""
    while start > 0 and words.heads[start - 1] >= start and words.deps[start - 1] == "compound":
        word, text = words.lowers[start - 1], words.texts[start - 1]
        is_function = word in TITLE or words.lemmas[start - 1] in OFFICE or (word in PEOPLE and word not in GIVEN_NAMES)
        is_other = is_function or word in CALENDAR or word in NAMES_BODY or word in SECTOR
        if is_other or words.pos[start - 1] != "PROPN" or not text[:1].isupper() or (text,) in nation_forms():
            break
        start -= 1
    return start


def with_last_name(words: Words, end: int) -> int:
    """Return the end with the last name of "[Anna Berg] Frei", where the parser takes all for one name."""
    while end < len(words) and words.deps[end - 1] == "compound" and words.heads[end - 1] >= end:
        word = words.lowers[end]
        is_other = word in NAMES_BODY or word in PLACE_NAME or word in TITLE or word in CALENDAR
        if is_other or words.pos[end] != "PROPN" or not words.texts[end].istitle():
            break
        end += 1
    return end
