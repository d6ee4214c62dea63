"""What each name is the name of: one label for one name, settled by the evidence of the whole document.

A recogniser that sees a sentence at a time calls one name three things. Each occurrence votes: the recogniser's own
label, titles and functions before the name, nouns beside it, where it stands, the words that it is made of.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.backends.embedded.names.given_names import GIVEN_NAMES
from extract.backends.embedded.names.name import Form, Name, root_of
from extract.backends.embedded.names.words import (
    ABBREVIATION,
    EVENT_FIRST,
    EVENT_NAME,
    NAMES_BODY,
    VESSEL_FIRST,
)
from extract.backends.embedded.parsing.deeds import SAYING
from extract.backends.embedded.parsing.nouns import ANAPHORIC_BODY, BODY, PEOPLE, VAGUE_PEOPLE
from extract.backends.embedded.parsing.places import PLACE_NAME
from extract.backends.embedded.parsing.titles import HONORIFIC, OFFICE
from extract.backends.embedded.parsing.words import Words

_ONE_PERSON = (OFFICE | PEOPLE) - BODY - VAGUE_PEOPLE - NAMES_BODY
"""Nouns that, just before a name, make it one person's."""
_SHORT_ACRONYM = re.compile(r"[A-Z]{1,2}\d{1,2}")
_NUMERAL = re.compile(r"[IVXL]{2,}")
_JOINED = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O')[A-Z][\w.]*[a-z.][A-Z]\w*")
"""Companies and products spell themselves "YouTube"."""
Vote = tuple[str, int]


def settle_labels(words: Words, names: Sequence[Name]) -> list[Name]:
    """Return the names with the label that their form has in the whole document; those of states are settled."""
    votes: dict[Form, Counter[str]] = defaultdict(Counter)
    labelled = {index: name.label for name in names for index in range(name.start, name.end)}
    for name in names:
        if name.nation is None:
            for label, weight in _votes(words, name, labelled):
                votes[name.form][label] += weight
    labels = {form: max(sorted(counted), key=counted.__getitem__, default="") for form, counted in votes.items()}
    _correct(labels, _speakers(words, names))
    return [name if name.nation is not None else replace(name, label=labels[name.form]) for name in names]


def _votes(words: Words, name: Name, labelled: Mapping[int, str]) -> Iterator[Vote]:
    """Yield what one occurrence says; what nothing speaks for is a person's where it says something itself."""
    root = root_of(words, name.start, name.end)
    if name.label:
        yield name.label, 2
    votes = [*_from_words(words, name), *_from_before(words, name), *_from_beside(words, name, root, labelled)]
    yield from votes
    if not votes and not name.label:
        is_subject = words.deps[root] in ("nsubj", "nsubjpass")
        is_speaker = is_subject and words.lemmas[words.heads[root]] in SAYING
        yield "PERSON" if is_speaker or (is_subject and len(name.form) > 1) else "", 1


def _from_words(words: Words, name: Name) -> Iterator[Vote]:
    """Yield what the words of the name say: "… Ministry", "… Cup", "… Street", "NATO", "Anna …"."""
    first, last, parts = words.lowers[name.start], words.lowers[name.end - 1], set(name.form)
    is_long, text = len(name.form) > 1, words.texts[name.end - 1]
    if last in NAMES_BODY or (first in NAMES_BODY and is_long and name.label != "PERSON"):
        yield "ORG", 4
    elif not name.label and is_long and parts & NAMES_BODY:
        yield "ORG", 1
    if is_long and (last in EVENT_NAME or (first not in NAMES_BODY and set(name.form[1:]) & EVENT_NAME)):
        yield "EVENT", 6
    elif not is_long and last in EVENT_NAME and name.label != "PERSON":
        yield "EVENT", 3
    if (last in PLACE_NAME and last not in NAMES_BODY) or "shopping" in name.form[:-1]:
        yield "LOC", 4 if last not in NAMES_BODY else 7
    if {"e", "i"} & set(name.form[1:-1]) and "-" in name.form:
        yield "ORG", 6
    if is_long and {"v", "vs"} & set(name.form[1:-1]):
        yield "LAW", 9
    is_numbered = text[-1].isdigit() and not _SHORT_ACRONYM.fullmatch(text)
    is_of_nobody = not is_long and (last in ABBREVIATION or last.endswith("virus") or _NUMERAL.fullmatch(text))
    if is_numbered or is_of_nobody or (is_long and first in VESSEL_FIRST):
        yield "PRODUCT", 9
    if is_long and first in EVENT_FIRST and last not in NAMES_BODY:
        yield "EVENT", 9
    if name.label == "PERSON" and not is_long and (_JOINED.fullmatch(text) or (text.isupper() and len(text) > 2)):
        yield "ORG", 3
    if name.label in ("NORP", "GPE", "") and not is_long and text.isupper() and 1 < len(text) < 8:
        yield "ORG", 3
    if not is_long and name.label in ("ORG", "") and first in GIVEN_NAMES and text.istitle():
        yield "PERSON", 3
    if is_long and name.form[0] in GIVEN_NAMES and not parts & NAMES_BODY and not parts & PLACE_NAME:
        yield "PERSON", 5


def _from_before(words: Words, name: Name) -> Iterator[Vote]:
    """Yield what stands before the name: "Mr. …", "committee member …", "in …", "the city of …", "the company …"."""
    before, is_body = name.start - 1, words.lowers[name.end - 1] in NAMES_BODY
    if _is_where(words, name) and not is_body:
        yield "GPE", 4
    if before < 0:
        return
    is_function = words.pos[before] == "NOUN" and words.lemmas[before] in _ONE_PERSON
    if words.lowers[before] == "the" and name.label == "PERSON" and len(name.form) == 1 and name.form[0].endswith("s"):
        yield "NORP", 4
    if words.lowers[before] in HONORIFIC:
        yield "PERSON", 5
    elif is_function and not is_body and not words.is_plural(name.end - 1):
        yield "PERSON", 3


def _from_beside(words: Words, name: Name, root: int, labelled: Mapping[int, str]) -> Iterator[Vote]:
    """Yield what the nouns that the name hangs on say: coordinated with persons, in apposition to "company"."""
    head, dep, is_long = words.heads[root], words.deps[root], len(name.form) > 1
    before = name.start - 1
    is_noun_before = before >= 0 and words.lemmas[before] in ANAPHORIC_BODY and words.heads[before] == root
    is_noun_after = dep == "compound" and head == name.end and words.lemmas[head] in ANAPHORIC_BODY
    if is_noun_before or is_noun_after or (dep == "appos" and words.lemmas[head] in BODY):
        yield "ORG", 3
    label = labelled.get(head, "") if dep in ("conj", "appos") else ""
    if label in ("PERSON", "GPE") and not NAMES_BODY & set(name.form):
        yield label, 3 if is_long or label == "GPE" else 1


def _is_where(words: Words, name: Name) -> bool:
    """Return whether the name stands as a place does: "in Arvika", "the city of Arvika", "Arvika province"."""
    before = words.lowers[name.start - 1] if name.start else ""
    if before in ("in", "near", "outside", "inside"):
        is_body = NAMES_BODY & set(name.form) or words.texts[name.start].isupper()
        may_be_place = name.label != "ORG" or not is_body
        return may_be_place and words.deps[root_of(words, name.start, name.end)] == "pobj"
    if before == "of" and name.start > 1 and words.lemmas[name.start - 2] in PLACE_NAME:
        return True
    return name.end < len(words) and words.lowers[name.end] in ("province", "region", "district", "city", "county")


def _speakers(words: Words, names: Sequence[Name]) -> set[str]:
    """Return the single words under which somebody says something."""
    return {
        name.form[0]
        for name in names
        if len(name.form) == 1
        and words.deps[name.end - 1] == "nsubj"
        and words.lemmas[words.heads[name.end - 1]] in SAYING
    }


def _correct(labels: dict[Form, str], speakers: set[str]) -> None:
    """Make the labels agree with each other: short forms with full ones, namesakes with persons."""
    for form, label in labels.items():
        is_bare = not NAMES_BODY & set(form) and not PLACE_NAME & set(form)
        if label not in ("PERSON", "NORP", "") and len(form) in (2, 3) and form[-1] in speakers and is_bare:
            # Who is called by the last word alone, and speaks, is a person.
            labels[form] = "PERSON"
    persons = [form for form, label in labels.items() if label == "PERSON" and len(form) > 1]
    lengths = {len(form) for form in labels}
    endings = {form[-length:] for form in persons for length in lengths if length < len(form)}
    surnames = {form[-1] for form in persons}
    inner = {word for form in persons for word in form[1:-1] if len(word) > 3} - NAMES_BODY
    events = {form[-1] for form, label in labels.items() if label == "EVENT" and form[0] in EVENT_FIRST}
    bodies = [form for form, label in labels.items() if label == "ORG"]
    openings = {form[:length] for form in bodies for length in lengths if length < len(form)}
    for form, label in labels.items():
        is_namesake = label == "ORG" and len(form) == 2 and form[-1] in surnames
        is_last = (form in endings or is_namesake) and form[-1] not in NAMES_BODY
        is_middle = len(form) == 1 and form[0] in inner and label in ("ORG", "PRODUCT", "")
        if is_last or is_middle:
            labels[form] = "PERSON"
        elif len(form) == 1 and form[0] in events - surnames:
            labels[form] = "EVENT"
        elif form in openings and label in ("PERSON", "PRODUCT", "FAC", "LOC"):
            labels[form] = "ORG"
