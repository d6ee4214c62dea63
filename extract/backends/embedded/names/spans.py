"""Where names stand: the recogniser's spans put right, and capitalised runs that it passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from extract.backends.embedded.names.bodies import Stretch, joins_owner, whole_body, whole_hyphened, with_number
from extract.backends.embedded.names.given_names import GIVEN_NAMES
from extract.backends.embedded.names.nations import nation_forms, shared_names
from extract.backends.embedded.names.persons import person_within, with_first_names, with_last_name
from extract.backends.embedded.names.words import CALENDAR, NAMES_BODY, SECTOR
from extract.backends.embedded.parsing.nouns import GOVERNMENT, PEOPLE
from extract.backends.embedded.parsing.titles import CIVIL, HONOURS, NEXT_OFFICE, OFFICE, TITLE
from extract.backends.embedded.parsing.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = frozenset("PERSON ORG GPE NORP FAC LOC EVENT LAW PRODUCT WORK_OF_ART".split())
_ARTICLES = frozenset(
    ["the", "a", "an", "this", "that", "its", "his", "her", "their", "-", '"', "'", "`", "(", "[", "—", "–", "--"]
)
_TAILS = frozenset(["for", "in", "'s", "'", "-", '"', ",", ".", "(", ")", "]", ":", ";", "and", "of"])
_OF_AN_OFFICE = frozenset("state defense defence staff".split())
"""After "of" these belong to an office's name: "Secretary of State"."""
_GOVERNING = frozenset("central federal interim national state transitional union".split())
"""Before "Government" these tell none of several apart: it is no name."""
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
            person = person_within(words, part)
            if person is not None:
                part, label = person, "PERSON"
            if words.lowers[part[0]] in CIVIL:
                label = "PERSON"
            stretch = trimmed(words, part, label)
            if stretch[0] == stretch[1]:
                continue
            stretch = _mended(words, stretch, label)
            if _is_name(words, stretch, label):
                yield stretch, label


def with_repetitions(words: Words, spans: Mapping[Stretch, str]) -> dict[Stretch, str]:
    """Return the spans with the places where a longer name of them stands too, instead of a part that was found there.

    What is a name once is a name wherever it stands.
    """
    known: dict[tuple[str, ...], str] = {}
    for (start, end), label in spans.items():
        if end - start > 1 and label in ("ORG", "PERSON"):
            known[tuple(words.texts[start:end])] = label
    found, at = dict(spans), {index: span for span in spans for index in range(*span)}
    for index, end in _places(words, list(known)):
        parts = {at[one] for one in range(index, end) if one in at}
        if all(part[0] >= index and part[1] <= end and part != (index, end) for part in parts):
            for part in parts:
                found.pop(part, None)
            found[index, end] = known[tuple(words.texts[index:end])]
    return found


def _places(words: Words, names: Sequence[tuple[str, ...]]) -> Iterator[Stretch]:
    """Yield where the names stand, by their first token; those that begin at one token in the order of *names*."""
    order = {name: number for number, name in enumerate(names)}
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    for index in [index for index, text in enumerate(words.texts) if text in lengths]:
        ends = (index + length for length in lengths[words.texts[index]] if index + length <= len(words))
        found = [(order[name], end) for end in ends if (name := tuple(words.texts[index:end])) in order]
        yield from ((index, end) for _, end in sorted(found))


def unlabelled_spans(words: Words, taken: Collection[int]) -> Iterator[Stretch]:
    """Yield the runs of capitalised proper nouns outside the tokens *taken*."""
    index, count = 0, len(words)
    is_capitalised = [text[:1].isupper() for text in words.texts]
    while index < count:
        start = index
        while index < count and index not in taken:
            is_part = is_capitalised[index] and _may_be_name(words, index)
            if not is_part and not (index > start and joins_owner(words, index)):
                break
            index += 1
        if index > start:
            run = person_within(words, (start, index)) or (start, index)
            first, end = trimmed(words, run, "PERSON" if index - start > 1 else "")
            is_title = words.lowers[end - 1] in TITLE and not (end - first == 1 and words.texts[first].isupper())
            is_people = words.is_plural(end - 1) and _is_people(words.lowers[end - 1])
            is_office = words.lemmas[end - 1] in OFFICE or _is_government(words, first, end)
            is_other = is_title or is_people or is_office or words.texts[end - 1] in shared_names()
            if first < end and not is_other:
                yield whole_body(words, *with_number(words, first, end))
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


def _mended(words: Words, stretch: Stretch, label: str) -> Stretch:
    stretch = whole_hyphened(words, *stretch)
    if label == "PERSON":
        return with_first_names(words, stretch[0]), with_last_name(words, stretch[1])
    return whole_body(words, *with_number(words, *stretch)) if label == "ORG" else stretch


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
    if texts[-1] in shared_names() or _is_government(words, start, end):
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


def _is_government(words: Words, start: int, end: int) -> bool:
    """Return whether the stretch is "Government" or "Federal Government": the state's, of which the text tells."""
    return words.lowers[end - 1] in GOVERNMENT and set(words.lowers[start : end - 1]) <= _GOVERNING


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
