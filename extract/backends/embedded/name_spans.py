"""Where names stand: the recogniser's spans put right, and capitalised runs that it passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from extract.backends.embedded.given_names import GIVEN_NAMES
from extract.backends.embedded.name_words import HONOURS, NAMES_BODY, NEXT_OFFICE, PLACE_NAME, SECTOR, TITLE
from extract.backends.embedded.nations import nation_forms
from extract.backends.embedded.nouns import OFFICE, PEOPLE
from extract.backends.embedded.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

Stretch = tuple[int, int]
"""First token, token after the last."""

LABELS = frozenset("PERSON ORG GPE NORP FAC LOC EVENT LAW PRODUCT WORK_OF_ART".split())
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    gmt utc est edt pst pdt cet bst""".split()
)
_ARTICLES = frozenset(
    ["the", "a", "an", "this", "that", "its", "his", "her", "their", "-", '"', "'", "`", "(", "[", "—", "–", "--"]
)
_TAILS = frozenset(["for", "in", "'s", "'", "-", '"', ",", ".", "(", ")", "]", ":", ";", "and", "of"])
_OF_AN_OFFICE = frozenset("state defense defence staff".split())
"""After "of" these belong to an office's name: "Secretary of State"."""
_INSIDE_BODY = frozenset(["of", "for", "the", "and", "on", "in", "to", ",", "&", "-", "'s"])
_OPENS_BODY = frozenset("fm airlines airways telecom tv radio petroleum".split())
"""After a state's name these make it a company's: "Kenya Airways"."""


def recognised_spans(doc: Doc, words: Words) -> Iterator[tuple[Stretch, str]]:
    """Yield the recogniser's names with its labels, trimmed of titles and articles and completed where cut short."""
    entities = doc.ents
    persons = {text for one in entities if one.label_ == "PERSON" for text in words.texts[one.start : one.end]}
    for entity in entities:
        label = entity.label_
        if label not in LABELS:
            continue
        for part in _split(words, entity.start, entity.end, persons):
            person = _person_within(words, part)
            if person is not None:
                part, label = person, "PERSON"
            stretch = _mended(words, trimmed(words, part, label), label)
            if stretch[0] < stretch[1] and _is_name(words, stretch, label):
                yield stretch, label


def with_repetitions(words: Words, spans: Mapping[Stretch, str]) -> dict[Stretch, str]:
    """Return the spans with the places where a longer name of them stands too, instead of a part that was found there.

    What is a name once is a name wherever it stands.
    """
    known: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for (start, end), label in spans.items():
        if end - start > 1 and label in ("ORG", "PERSON"):
            known[words.texts[start]][tuple(words.texts[start:end])] = label
    found, at = dict(spans), {index: span for span in spans for index in range(*span)}
    for index in [index for index, text in enumerate(words.texts) if text in known]:
        for name, label in known[words.texts[index]].items():
            end = index + len(name)
            parts = {at[one] for one in range(index, end) if one in at}
            is_part = all(part[0] >= index and part[1] <= end and part != (index, end) for part in parts)
            if tuple(words.texts[index:end]) == name and is_part:
                for part in parts:
                    found.pop(part, None)
                found[index, end] = label
    return found


def unlabelled_spans(words: Words, taken: Collection[int]) -> Iterator[Stretch]:
    """Yield the runs of capitalised proper nouns outside the tokens *taken*."""
    index, count = 0, len(words)
    is_capitalised = [text[:1].isupper() for text in words.texts]
    while index < count:
        start = index
        while index < count and is_capitalised[index] and index not in taken and _may_be_name(words, index):
            index += 1
        if index > start:
            run = _person_within(words, (start, index)) or (start, index)
            first, end = trimmed(words, run, "PERSON" if index - start > 1 else "")
            is_title = words.lowers[end - 1] in TITLE and not (end - first == 1 and words.texts[first].isupper())
            is_people = words.is_plural(end - 1) and _is_people(words.lowers[end - 1])
            if first < end and not is_title and not is_people and words.lemmas[end - 1] not in OFFICE:
                yield _whole_body(words, *_with_number(words, first, end))
        index = max(index, start + 1)


def trimmed(words: Words, stretch: Stretch, label: str) -> Stretch:
    """Return the stretch without articles, possessives and stray marks; for a person, without titles and "of …"."""
    start, end = stretch
    while start < end and (words.lowers[start] in _ARTICLES or _is_number(words, start, label)):
        start += 1
    if label == "PERSON":
        start = _after_titles(words, start, end)
        end = next((one for one in range(start + 1, end) if words.lowers[one] in ("of", "for", "from", "at")), end)
    if "(" in words.texts[start:end] and ")" not in words.texts[start:end]:
        end = words.texts.index("(", start)
    while end - start > 1 and words.lowers[end - 1] in HONOURS | NEXT_OFFICE and label in ("PERSON", "ORG"):
        end -= 1
    while end > start and (words.lowers[end - 1] in _TAILS or words.pos[end - 1] == "SPACE"):
        end -= 1
    return start, end


def _after_titles(words: Words, start: int, end: int) -> int:
    """Return where the name begins after "Minister", "Minister of Foreign Affairs", "Mayor of Lima"."""
    while end - start > 1 and _precedes_name(words, start, end):
        start += 1
        if words.lowers[start] == "of" and end - start > 3:
            start += 2
            while end - start > 2 and words.lowers[start] in SECTOR | {"and"}:
                start += 1
    return start


def is_nationality(words: Words, index: int) -> bool:
    """Return whether the token is a nationality's adjective."""
    form = nation_forms().get((words.texts[index],))
    return form is not None and form.kind == "adjective"


def opens_body(words: Words, end: int) -> bool:
    """Return whether the word at *end* makes the state's name before it a company's: "Kenya Airways"."""
    return end < len(words) and words.lowers[end] in _OPENS_BODY


def _split(words: Words, start: int, end: int, persons: Collection[str]) -> Iterator[Stretch]:
    """Yield the parts of "NATO and Nordic Council": a conjunction splits persons, and where a state or acronym is."""
    for index in range(start + 1, end - 1):
        if words.lowers[index] == "the" and words.pos[index - 1] == "PROPN":
            yield start, index
            start = index + 1
    joint = next((index for index in range(start + 1, end - 1) if words.lowers[index] == "and"), None)
    if joint is not None:
        first = start + (words.lowers[start] in _ARTICLES)
        sides = (tuple(words.texts[first:joint]), tuple(words.texts[joint + 1 : end]))
        is_of_persons = all(word in persons for side in sides for word in side)
        if is_of_persons or any(side in nation_forms() or (len(side) == 1 and side[0].isupper()) for side in sides):
            yield start, joint
            start = joint + 1
    yield start, end


def _person_within(words: Words, stretch: Stretch) -> Stretch | None:
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


def _mended(words: Words, stretch: Stretch, label: str) -> Stretch:
    if label == "PERSON":
        return _with_first_names(words, stretch[0]), _with_last_name(words, stretch[1])
    return _whole_body(words, *_with_number(words, *stretch)) if label == "ORG" else stretch


def _is_name(words: Words, stretch: Stretch, label: str) -> bool:
    """Return whether the stretch names something: not the office in "Secretary of State" or "Foreign Minister"."""
    start, end = stretch
    texts = words.texts[start:end]
    if not any(text[:1].isupper() for text in texts) or any(mark in text for text in texts for mark in "[]$€£"):
        return False
    if all(word in CALENDAR or word in TITLE for word in words.lowers[start:end]):
        return False
    if tuple(texts) in nation_forms() and opens_body(words, end):
        return False
    if words.is_plural(end - 1) and _is_people(words.lowers[end - 1]) and label in ("PERSON", "FAC", "PRODUCT"):
        return False
    if (
        words.is_plural(end - 1)
        and words.lowers[end - 1].removesuffix("s") in OFFICE
        and label == "ORG"
        and end - start < 3
    ):
        return False
    if label == "PERSON":
        return not (end - start == 1 and start > 0 and is_nationality(words, start - 1))
    return not _is_office(words, start, end)


def _is_people(plural: str) -> bool:
    return plural.removesuffix("s") in OFFICE or plural.removesuffix("s") in PEOPLE


def _is_office(words: Words, start: int, end: int) -> bool:
    last = words.lemmas[end - 1]
    if last in OFFICE and last not in NAMES_BODY and not words.is_plural(end - 1):
        return True
    if words.lemmas[start] in OFFICE and words.lowers[start + 1 : start + 2] == ["of"]:
        return True
    is_alone = end - start == 1 and words.lowers[start] in _OF_AN_OFFICE
    return is_alone and start > 1 and words.lowers[start - 1] == "of" and words.lemmas[start - 2] in OFFICE


def _with_first_names(words: Words, start: int) -> int:
    while start > 0 and words.heads[start - 1] >= start and words.deps[start - 1] == "compound":
        word, text = words.lowers[start - 1], words.texts[start - 1]
        is_function = word in TITLE or words.lemmas[start - 1] in OFFICE or (word in PEOPLE and word not in GIVEN_NAMES)
        is_other = is_function or word in CALENDAR or word in NAMES_BODY or word in SECTOR
        if is_other or words.pos[start - 1] != "PROPN" or not text[:1].isupper() or (text,) in nation_forms():
            break
        start -= 1
    return start


def _with_last_name(words: Words, end: int) -> int:
    """Return the end with the last name of "[Anna Berg] Frei", where the parser takes all for one name."""
    while end < len(words) and words.deps[end - 1] == "compound" and words.heads[end - 1] >= end:
        word = words.lowers[end]
        is_other = word in NAMES_BODY or word in PLACE_NAME or word in TITLE or word in CALENDAR
        if is_other or words.pos[end] != "PROPN" or not words.texts[end].istitle():
            break
        end += 1
    return end


def _with_number(words: Words, start: int, end: int) -> Stretch:
    """Return the stretch with what "&" or a number and a hyphen join to it: "Berg & Holm Holdings", "4-Sterne"."""
    joint = words.texts[start - 1] if start > 1 else ""
    is_joined = joint == "&" or (joint == "-" and words.pos[start - 2] == "NUM")
    return (start - 2, end) if is_joined else (start, end)


def _whole_body(words: Words, start: int, end: int) -> Stretch:
    """Return the stretch with "Committee for the" before it or "of Africa" after it, where a name goes on there."""
    texts = words.texts
    if texts[end : end + 1] == ["-"] and texts[end + 2 : end + 3] == ["-"] and len(texts[end + 1]) < 4:
        end += 4
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
    return min(
        _start_of_body(words, start), _start_by_acronym(words, start, end), _start_of_pair(words, start, end)
    ), end


def _with_sector(words: Words, start: int, end: int) -> int:
    """Return the end of "Ministry of Health and Sports" where the recogniser stopped before "and"."""
    is_body = words.lowers[start] in NAMES_BODY and "of" in words.lowers[start:end]
    if is_body and words.lowers[end : end + 1] == ["and"] and end + 1 < len(words):
        last = _end_of_run(words, end + 1)
        if last is not None and words.lowers[last - 1] in SECTOR:
            return last
    return end


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


def _precedes_name(words: Words, index: int, end: int) -> bool:
    """Return whether the word is a title, a nationality or a function: "Nurse Anna Berg" at a sentence's start."""
    word = words.lowers[index]
    is_function = end - index > 2 and word in PEOPLE and word not in GIVEN_NAMES
    return word in TITLE or is_function or is_nationality(words, index)


def _is_number(words: Words, index: int, label: str) -> bool:
    is_part = label == "ORG" and index + 1 < len(words) and words.texts[index + 1] in ("-", "&")
    return words.pos[index] == "SPACE" or (words.pos[index] == "NUM" and not is_part)


def _may_be_name(words: Words, index: int) -> bool:
    text = words.texts[index]
    if text[-1:] in "$€£":
        return False
    is_proper = words.pos[index] == "PROPN" or (text.isupper() and len(text) > 2)
    return is_proper and text[:1].isupper() and words.lowers[index] not in CALENDAR | HONOURS
