"""Where the names stand in a document, and what each is the name of.

The recogniser's spans are trimmed of titles and articles, states come from the table of nations, capitalised runs that
nothing labelled are taken up, and then one label is settled for each name over the whole document: a recogniser that
sees a sentence at a time calls one name three things.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from extract.backends.embedded.given_names import GIVEN_NAMES
from extract.backends.embedded.nations import NationForm, nation_forms
from extract.backends.embedded.nouns import ANAPHORIC_BODY, BODY, EVENT_NAME, HONORIFIC, NAMES_BODY, OFFICE, PEOPLE, PLACE_NAME, TITLE, VAGUE_PEOPLE
from extract.backends.embedded.standing import SAYING
from extract.backends.embedded.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = frozenset("PERSON ORG GPE NORP FAC LOC EVENT LAW PRODUCT WORK_OF_ART".split())
NATION = "COUNTRY"
_ONE_PERSON = (OFFICE | PEOPLE) - BODY - VAGUE_PEOPLE - NAMES_BODY
"""Nouns that, just before a name, make it one person's."""
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    gmt utc est edt pst pdt cet bst""".split()
)
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "its", "his", "her", "their", "-", '"', "'", "`", "(", "["])
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "s", "æ": "ae", "œ": "oe"})
_CONTINENTAL = frozenset(["south", "north", "latin", "central", "native", "african", "asian", "hispanic"])
"""Before "American" these make it no nationality."""
_TAILS = frozenset(["for", "in", "'s", "'", "-", '"', ",", ".", "(", ")", "]", ":", ";", "and", "of"])


@dataclass(frozen=True)
class Name:
    """A name in the text: its tokens, its label, and the state that it stands for where it stands for one."""

    start: int
    end: int
    label: str
    form: tuple[str, ...]
    """Its words in lower case, without a dot after an abbreviation."""
    nation: NationForm | None = None


def find_names(doc: Doc, words: Words) -> list[Name]:
    """Return the names in the order of the text, not overlapping, one label for one name."""
    spans = dict(_recognised(doc, words))
    nations = _nations(words, spans)
    taken = {index for start, end in nations for index in range(start, end)}
    found = [
        Name(start, end, NATION, _form(words, start, end), nation) for (start, end), nation in nations.items()
    ]
    for (start, end), label in spans.items():
        if not any(index in taken for index in range(start, end)):
            taken.update(range(start, end))
            found.append(Name(start, end, label, _form(words, start, end)))
    for start, end in _unlabelled(words, taken):
        found.append(Name(start, end, "", _form(words, start, end)))
    return _settled(words, sorted(found, key=lambda name: name.start))


def _recognised(doc: Doc, words: Words) -> Iterator[tuple[tuple[int, int], str]]:
    for entity in doc.ents:
        if entity.label_ not in LABELS:
            continue
        for first, last in _split(words, entity.start, entity.end, entity.label_):
            start, end = trimmed(words, first, last, entity.label_)
            if entity.label_ == "PERSON":
                start = _with_first_names(words, start)
            if entity.label_ == "ORG":
                start, end = _whole_body(words, *_with_number(words, start, end))
            if start < end and _is_name(words, start, end, entity.label_):
                yield (start, end), entity.label_


def _split(words: Words, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of "G8 and European Union": a conjunction splits where a state or an acronym is beside it."""
    joint = next((index for index in range(start + 1, end - 1) if words.lowers[index] == "and"), None)
    if joint is None:
        yield start, end
        return
    first = start + (words.lowers[start] in _ARTICLES)
    sides = (tuple(words.texts[first:joint]), tuple(words.texts[joint + 1 : end]))
    if any(side in nation_forms() or (len(side) == 1 and side[0].isupper()) for side in sides):
        yield start, joint
        yield joint + 1, end
    else:
        yield start, end


def _is_name(words: Words, start: int, end: int, label: str) -> bool:
    """Return whether the stretch names something: not the office in "Secretary of State" or "Foreign Minister"."""
    if not any(words.is_capitalised(index) for index in range(start, end)):
        return False
    if (*words.texts[start:end],) in nation_forms() and _opens_body(words, end):
        return False
    if all(word in CALENDAR or word in TITLE for word in words.lowers[start:end]):
        return False
    if label == "PERSON":
        return not (end - start == 1 and start > 0 and _is_nationality(words, start - 1))
    if words.lemmas[start] in OFFICE and words.lowers[start + 1 : start + 2] == ["of"]:
        return False
    last = words.lemmas[end - 1]
    if last in OFFICE and last not in NAMES_BODY and not words.is_plural(end - 1):
        return False
    return not (start > 1 and words.lowers[start - 1] == "of" and words.lemmas[start - 2] in OFFICE and end - start == 1
                and words.lowers[start] in ("state", "defense", "defence", "staff"))


def _with_number(words: Words, start: int, end: int) -> tuple[int, int]:
    """Return the stretch with what "&" or a number and a hyphen join to it: "Seven & I Holdings", "7-Eleven"."""
    joint = words.texts[start - 1] if start > 1 else ""
    is_joined = joint == "&" or (joint == "-" and words.pos[start - 2] == "NUM")
    return (start - 2, end) if is_joined and start > 1 else (start, end)


def _whole_body(words: Words, start: int, end: int) -> tuple[int, int]:
    """Return the stretch with "Committee for the" before it or "of Africa" after it, where it is only part of a name."""
    if words.texts[end : end + 1] == ["-"] and words.texts[end + 2 : end + 3] == ["-"] and len(words.texts[end + 1]) < 4:
        end += 4
    if end < len(words) and words.lowers[end] in ("of", "for") and words.lowers[end - 1] in NAMES_BODY:
        last = end + 1
        while last < len(words) and words.pos[last] == "PROPN" and words.is_capitalised(last) and not (
            words.lowers[last] in TITLE or words.lemmas[last] in OFFICE or (words.texts[last],) in nation_forms()
        ):
            last += 1
        end = last if last > end + 1 else end
    before = start - 1
    if before > 0 and words.lowers[before] == "the":
        before -= 1
    if before > 0 and words.lowers[before] in ("of", "for") and words.is_capitalised(before - 1):
        if words.lowers[before - 1].rstrip("s") in NAMES_BODY and words.pos[before - 1] == "PROPN":
            start = before - 1
            while start > 0 and words.pos[start - 1] == "PROPN" and words.heads[start - 1] == before - 1:
                start -= 1
    return start, end


def trimmed(words: Words, start: int, end: int, label: str) -> tuple[int, int]:
    """Return the stretch without articles, possessives and stray marks; for a person, without titles."""
    while start < end and (words.lowers[start] in _ARTICLES or _is_number(words, start, label)):
        start += 1
    while end > start and (words.lowers[end - 1] in _TAILS or words.pos[end - 1] == "SPACE"):
        end -= 1
    if label == "PERSON":
        while end - start > 1 and (words.lowers[start] in TITLE or _is_nationality(words, start)):
            start += 1
    return start, end


def _is_nationality(words: Words, index: int) -> bool:
    form = nation_forms().get((words.texts[index],))
    return form is not None and form.kind == "adjective"


def _is_number(words: Words, index: int, label: str) -> bool:
    is_part = label == "ORG" and index + 1 < len(words) and words.texts[index + 1] in ("-", "&")
    return words.pos[index] == "SPACE" or (words.pos[index] == "NUM" and not is_part)


def _with_first_names(words: Words, start: int) -> int:
    while (
        start > 0
        and words.pos[start - 1] == "PROPN"
        and words.is_capitalised(start - 1)
        and words.lowers[start - 1] not in TITLE
        and words.lemmas[start - 1] not in OFFICE
        and words.lowers[start - 1] not in CALENDAR
        and words.lowers[start - 1] not in NAMES_BODY
        and (words.texts[start - 1],) not in nation_forms()
        and words.heads[start - 1] >= start
        and words.deps[start - 1] == "compound"
    ):
        start -= 1
    return start


def _nations(words: Words, spans: dict[tuple[int, int], str]) -> dict[tuple[int, int], NationForm]:
    """Return where forms of the table of nations stand, those inside a longer name of something else left out."""
    forms = nation_forms()
    longest = _longest_by_first_word()
    inside = {index: span for span in spans for index in range(*span)}
    found: dict[tuple[int, int], NationForm] = {}
    index, count = 0, len(words)
    while index < count:
        for length in longest.get(words.texts[index], ()):
            form = forms.get(tuple(words.texts[index : index + length]))
            before = words.lowers[index - 1] if index else ""
            if form is not None and (before == "new" or (before in _CONTINENTAL and form.kind != "name")):
                break
            if form is not None and not _is_part_of_name(words, index, index + length, form, inside, spans):
                found[index, index + length] = form
                index += length - 1
                break
        index += 1
    return found


@cache
def _longest_by_first_word() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in nation_forms():
        lengths[form[0]].add(len(form))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


def _is_part_of_name(
    words: Words,
    start: int,
    end: int,
    form: NationForm,
    inside: dict[int, tuple[int, int]],
    spans: dict[tuple[int, int], str],
) -> bool:
    span = inside.get(start)
    if form.kind == "name" and _opens_body(words, end):
        return True
    if span is None:
        return _is_surname(words, start, end)
    label = spans[span]
    if (end - start) >= (span[1] - span[0]):
        return False
    if label == "NORP":
        # "Bosnian Serb" is a people; in "Suspected Iranian" the nation stands alone.
        return (words.texts[span[0]],) in nation_forms() and (words.texts[span[1] - 1],) in nation_forms()
    if label == "GPE":
        return False
    if label == "PERSON":
        # "US President Obama" or "Ukrainian Fuel" in one span: the nation is not a first name.
        is_title = words.lowers[end] in TITLE
        return not (start == span[0] and (form.kind == "adjective" or (form.kind == "name" and is_title)))
    return True


def _opens_body(words: Words, end: int) -> bool:
    """Return whether a state's name is the beginning of a company's: "Kenya Airways"."""
    return words.lowers[end : end + 1] in (["fm"], ["airlines"], ["airways"], ["telecom"], ["tv"], ["radio"], ["petroleum"])


def _is_surname(words: Words, start: int, end: int) -> bool:
    before = start - 1
    return end - start == 1 and before >= 0 and words.lowers[before] in ("mr.", "mrs.", "ms.", "mr", "mrs", "ms")


def _unlabelled(words: Words, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised proper nouns that no label covers."""
    index, count = 0, len(words)
    while index < count:
        start = index
        while (
            index < count
            and index not in taken
            and (words.pos[index] == "PROPN" or (words.texts[index].isupper() and len(words.texts[index]) > 2))
            and words.is_capitalised(index)
            and words.lowers[index] not in CALENDAR
        ):
            index += 1
        if index > start:
            first, end = trimmed(words, start, index, "PERSON" if index - start > 1 else "")
            if first < end and words.lowers[end - 1] not in TITLE and words.lemmas[end - 1] not in OFFICE:
                yield _whole_body(words, *_with_number(words, first, end))
        index = max(index, start + 1)


def _form(words: Words, start: int, end: int) -> tuple[str, ...]:
    """Return the words by which names are compared: lower case, no accents, a state before them by its usual name."""
    length = next((one for one in _longest_by_first_word().get(words.texts[start], ()) if one < end - start), 0)
    nation = nation_forms().get(tuple(words.texts[start : start + length])) if length else None
    first = start + length if nation is not None else start
    prefix = tuple(nation.nation.name.lower().split()) if nation is not None else ()
    return prefix + tuple(_folded(word) for word in words.lowers[first:end])


@cache
def _folded(word: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    plain = plain.translate(_STROKES)
    return plain.rstrip(".") if plain.count(".") < 2 else plain.replace(".", "")


def _settled(words: Words, names: list[Name]) -> list[Name]:
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    labelled = {index: name.label for name in names for index in range(name.start, name.end)}
    for name in names:
        if name.nation is None:
            votes[name.form].update(_evidence(words, name, labelled))
    labels = {form: _winner(counted) for form, counted in votes.items()}
    labels |= dict.fromkeys(_shortened(words, names, labels), "PERSON")
    endings = {form[at:] for form, label in labels.items() if label == "PERSON" for at in range(1, len(form))}
    beginnings = {form[:at] for form, label in labels.items() if label == "ORG" for at in range(1, len(form))}
    surnames = {form[-1] for form, label in labels.items() if label == "PERSON" and len(form) > 1}
    for form, label in labels.items():
        is_namesake = label == "ORG" and len(form) == 2 and form[-1] in surnames
        if (form in endings or is_namesake) and form[-1] not in NAMES_BODY:
            labels[form] = "PERSON"
        elif form in beginnings and label in ("PERSON", "GPE", "PRODUCT", "FAC", "LOC") and "ORG" not in label:
            labels[form] = "ORG" if label != "GPE" else label
    return [name if name.nation is not None else replace(name, label=labels[name.form]) for name in names]


def _shortened(
    words: Words, names: Sequence[Name], labels: Mapping[tuple[str, ...], str]
) -> set[tuple[str, ...]]:
    """Return the bodies' names that look like a person's: who is called by the last word alone, and speaks."""
    speakers = {
        name.form[0]
        for name in names
        if len(name.form) == 1
        and words.deps[name.end - 1] == "nsubj"
        and words.lemmas[words.heads[name.end - 1]] in SAYING
    }
    return {
        form
        for form, label in labels.items()
        if label in ("ORG", "GPE", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART")
        and len(form) in (2, 3)
        and form[-1] in speakers
        and not NAMES_BODY & set(form)
        and not PLACE_NAME & set(form)
    }


def _winner(counted: Counter[str]) -> str:
    return max(sorted(counted), key=lambda label: counted[label], default="")


def _evidence(words: Words, name: Name, labelled: Mapping[int, str]) -> dict[str, int]:
    """Return label -> weight for one occurrence."""
    weights: Counter[str] = Counter()
    if name.label:
        weights[name.label] += 2
    if name.start and words.lowers[name.start - 1] in HONORIFIC:
        weights["PERSON"] += 5
    elif _follows_function(words, name):
        weights["PERSON"] += 3
    last, first = words.lowers[name.end - 1], words.lowers[name.start]
    if last in NAMES_BODY or (first in NAMES_BODY and len(name.form) > 1 and name.label != "PERSON"):
        weights["ORG"] += 4
    if (last in EVENT_NAME or (first not in NAMES_BODY and EVENT_NAME & set(name.form))) and len(name.form) > 1:
        weights["EVENT"] += 6
    if last in PLACE_NAME and last not in NAMES_BODY:
        weights["LOC"] += 4
    root = root_of(words, name.start, name.end)
    if last not in NAMES_BODY and _is_where(words, name, root):
        weights["GPE"] += 4
    if words.texts[name.end - 1][-1].isdigit() and not re.fullmatch(r"[A-Z]+\d{1,2}", words.texts[name.end - 1]):
        weights["PRODUCT"] += 6
    if _is_called_body(words, name, root):
        weights["ORG"] += 3
    beside = labelled.get(words.heads[root], "") if words.deps[root] in ("conj", "appos") else ""
    if beside in ("PERSON", "GPE") and last not in NAMES_BODY:
        weights[beside] += 3 if len(name.form) > 1 or beside == "GPE" else 1
    is_plain = not NAMES_BODY & set(name.form) and not PLACE_NAME & set(name.form)
    if len(name.form) > 1 and name.form[0] in GIVEN_NAMES and is_plain:
        weights["PERSON"] += 4
    if not weights and words.lemmas[words.heads[root]] in SAYING and words.deps[root] == "nsubj":
        weights["PERSON"] += 1
    if not weights and len(name.form) > 1:
        is_subject = words.deps[root] in ("nsubj", "nsubjpass")
        weights["ORG" if NAMES_BODY & set(name.form) else "PERSON" if is_subject else ""] += 1
    if name.label in ("NORP", "GPE", "") and len(name.form) == 1 and name.form[0].isalnum():
        text = words.texts[name.start]
        weights["ORG"] += 3 if text.isupper() and 1 < len(text) < 8 else 0
    return dict(+weights)


def _follows_function(words: Words, name: Name) -> bool:
    """Return whether a noun for one person stands just before the name: "committee member Ulla Berg"."""
    before = name.start - 1
    return (
        before >= 0
        and words.pos[before] == "NOUN"
        and words.lemmas[before] in _ONE_PERSON
        and words.lowers[name.end - 1] not in NAMES_BODY
        and not words.is_plural(name.end - 1)
    )


def _is_where(words: Words, name: Name, root: int) -> bool:
    """Return whether the name stands as a place does: "in Ghazni", "the city of Ghazni", "Ghazni province"."""
    before = words.lowers[name.start - 1] if name.start else ""
    if before in ("in", "near", "outside") and name.label != "ORG":
        return words.deps[root] == "pobj"
    if before in ("in", "near") and len(name.form) == 1:
        return words.deps[root] == "pobj" and not words.texts[name.start].isupper()
    if before == "of" and name.start > 1 and words.lemmas[name.start - 2] in PLACE_NAME:
        return True
    return name.end < len(words) and words.lowers[name.end] in ("province", "region", "district", "city", "county")


def _is_called_body(words: Words, name: Name, root: int) -> bool:
    """Return whether a noun beside the name says that it is a body: "the gas company, Gazprom", "the PODEMOS alliance"."""
    head, dep = words.heads[root], words.deps[root]
    if dep == "compound" and head == name.end and words.lemmas[head] in ANAPHORIC_BODY:
        return True
    if dep == "appos" and words.lemmas[head] in BODY:
        return True
    before = name.start - 1
    return before >= 0 and words.lemmas[before] in ANAPHORIC_BODY and words.heads[before] == root


def root_of(words: Words, start: int, end: int) -> int:
    """Return the token that stands for the name: the one whose head is outside it, the first where it has an "of"."""
    heads = words.heads
    outside = [index for index in range(start, end) if not start <= heads[index] < end or heads[index] == index]
    if not outside:
        return end - 1
    has_preposition = any(words.pos[index] == "ADP" for index in range(start, end))
    return outside[0] if has_preposition else outside[-1]
