"""Names of bodies made whole where they were cut short: "Committee for the …", "… of Africa", "… and Sports"."""

from __future__ import annotations

from extract.backends.embedded.names.nations import last_words, nation_forms
from extract.backends.embedded.names.words import NAMES_BODY, SECTOR
from extract.backends.embedded.parsing.titles import OFFICE, TITLE
from extract.backends.embedded.parsing.words import Words

Stretch = tuple[int, int]
"""First token, token after the last."""

_INSIDE_BODY = frozenset(["of", "for", "the", "and", "on", "in", "to", ",", "&", "-", "'s"])


def whole_body(words: Words, start: int, end: int) -> Stretch:
    """Return the stretch with "Committee for the" before it or "of Africa" after it, where a name goes on there."""
    if end < len(words) and words.lowers[end] in ("of", "for") and words.lowers[end - 1] in NAMES_BODY:
        end = _end_of_run(words, end + 1) or end
    end = _with_sector(words, start, min(end, len(words)))
    if (
        end < len(words)
        and words.heads[end - 1] == end
        and words.is_capitalised(end)
        and words.lowers[end] in NAMES_BODY
    ):
        end += 1
    starts = (_start_of_body(words, start), _start_by_acronym(words, start, end), _start_of_pair(words, start, end))
    return min(*starts, _start_of_owned(words, start)), end


def whole_hyphened(words: Words, start: int, end: int) -> Stretch:
    """Return the stretch with both ends of "Jamiat-e-Berg", of which the recogniser finds one."""
    texts = words.texts
    if end + 3 < len(words) and texts[end] == texts[end + 2] == "-" and len(texts[end + 1]) < 4:
        end += 4
    if start > 3 and texts[start - 1] == texts[start - 3] == "-" and len(texts[start - 2]) < 4:
        start -= 4
    return start, end


def joins_owner(words: Words, index: int) -> bool:
    """Return whether the mark joins the plural before it to a body's name: "the Dockers' Union"."""
    if words.texts[index] != "'" or index == 0 or index + 1 >= len(words):
        return False
    owner, body = words.texts[index - 1], words.texts[index + 1]
    is_body = body.istitle() and body.lower() in NAMES_BODY
    return is_body and owner.istitle() and owner.endswith("s") and owner not in last_words()


def _start_of_owned(words: Words, start: int) -> int:
    if start < 2 or not joins_owner(words, start - 1):
        return start
    first = start - 2
    while first > 0 and words.pos[first - 1] == "PROPN" and words.texts[first - 1].istitle():
        first -= 1
    return first


def with_number(words: Words, start: int, end: int) -> Stretch:
    """Return the stretch with what "&" or a number and a hyphen join to it: "Berg & Holm Holdings", "4-Sterne"."""
    joint = words.texts[start - 1] if start > 1 else ""
    is_joined = joint == "&" or (joint == "-" and words.pos[start - 2] == "NUM")
    return (start - 2, end) if is_joined else (start, end)


def _with_sector(words: Words, start: int, end: int) -> int:
    """Return the end of "Ministry of Health and Sports" where the recogniser stopped before "and"."""
    is_body = words.lowers[start] in NAMES_BODY and "of" in words.lowers[start:end]
    if is_body and words.lowers[end : end + 1] == ["and"] and end + 1 < len(words):
        last = _end_of_run(words, end + 1)
        if last is not None and words.lowers[last - 1] in SECTOR:
            return last
    return end


def _end_of_run(words: Words, first: int) -> int | None:
    """Return the end of the capitalised run that begins at *first*: neither titles nor states belong to it."""
    end = first
    while end < len(words) and words.pos[end] == "PROPN" and words.is_capitalised(end):
        is_title = words.lowers[end] in TITLE or words.lemmas[end] in OFFICE
        if (is_title and not words.is_plural(end)) or (words.texts[end],) in nation_forms():
            break
        end += 1
    return end if end > first else None


def _start_of_body(words: Words, start: int) -> int:
    before = start - 2 if start > 1 and words.lowers[start - 1] == "the" else start - 1
    if before < 1 or words.lowers[before] not in ("of", "for") or words.pos[before - 1] != "PROPN":
        return start
    if words.lowers[before - 1].rstrip("s") not in NAMES_BODY or not words.is_capitalised(before - 1):
        return start
    first = before - 1
    while first > 0 and words.pos[first - 1] == "PROPN" and words.heads[first - 1] == before - 1:
        first -= 1
    return first


def _start_of_pair(words: Words, start: int, end: int) -> int:
    """Return the start of "North Fire and Rescue Service" where the recogniser began after "and"."""
    if start < 2 or words.lowers[start - 1] not in ("and", "&") or words.lowers[end - 1] not in NAMES_BODY:
        return start
    if words.lowers[start - 2] not in SECTOR or not words.is_capitalised(start - 2):
        return start
    first = start - 2
    while first > 0 and words.pos[first - 1] == "PROPN" and words.is_capitalised(first - 1):
        first -= 1
    return first


def _start_by_acronym(words: Words, start: int, end: int) -> int:
    """Return the start of a name that the acronym in brackets after it spells out: "Institute of A, B and C (IABC)"."""
    if end + 2 >= len(words) or words.texts[end] != "(" or words.texts[end + 2] != ")":
        return start
    acronym, letters = words.texts[end + 1], ""
    if not acronym.isupper() or len(acronym) < 2:
        return start
    for first in range(end - 1, max(-1, end - 16), -1):
        if words.is_capitalised(first):
            letters = words.texts[first][0] + letters
            if letters == acronym:
                return first
        elif words.lowers[first] not in _INSIDE_BODY:
            break
        if not acronym.endswith(letters):
            break
    return start
