"""Where the names stand in a document, and what each is the name of.

The recogniser's spans are trimmed of titles and articles, states come from the table of nations, capitalised runs that
nothing labelled are taken up, and then one label is settled for each name over the whole document: a recogniser that
sees a sentence at a time calls one name three things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.backends.embedded.nations import NationForm, nation_forms
from extract.backends.embedded.nouns import HONORIFIC, NAMES_BODY, OFFICE, PLACE_NAME, TITLE
from extract.backends.embedded.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = frozenset("PERSON ORG GPE NORP FAC LOC EVENT LAW PRODUCT WORK_OF_ART".split())
NATION = "COUNTRY"
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    gmt utc""".split()
)
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "its", "his", "her", "their", "-", '"', "'", "`", "(", "["])
_TAILS = frozenset(["'s", "'", "-", '"', ",", ".", "(", ")", "]", ":", ";", "and", "of"])


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
        start, end = trimmed(words, entity.start, entity.end, entity.label_)
        if entity.label_ == "PERSON":
            start = _with_first_names(words, start)
        if start < end and any(words.is_capitalised(index) for index in range(start, end)):
            yield (start, end), entity.label_


def trimmed(words: Words, start: int, end: int, label: str) -> tuple[int, int]:
    """Return the stretch without articles, possessives and stray marks; for a person, without titles."""
    while start < end and (words.lowers[start] in _ARTICLES or words.pos[start] in ("SPACE", "NUM")):
        start += 1
    while end > start and (words.lowers[end - 1] in _TAILS or words.pos[end - 1] == "SPACE"):
        end -= 1
    if label == "PERSON":
        while end - start > 1 and words.lowers[start] in TITLE:
            start += 1
    return start, end


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
            if form is not None and not _is_part_of_name(words, index, index + length, form, inside, spans):
                found[index, index + length] = form
                index += length - 1
                break
        index += 1
    return found


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
    if span is None:
        return _is_surname(words, start, end)
    label = spans[span]
    if (end - start) >= (span[1] - span[0]):
        return False
    if label in ("GPE", "NORP"):
        return False
    if label == "PERSON":
        # "US President Obama" in one span: the nation is not a first name.
        return not (start == span[0] and form.kind in ("adjective", "name") and words.lowers[end] in TITLE)
    return True


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
            and words.pos[index] == "PROPN"
            and words.is_capitalised(index)
            and words.lowers[index] not in CALENDAR
        ):
            index += 1
        if index > start:
            first, end = trimmed(words, start, index, "PERSON" if index - start > 1 else "")
            if first < end and words.lowers[end - 1] not in TITLE and words.lemmas[end - 1] not in OFFICE:
                yield first, end
        index = max(index, start + 1)


def _form(words: Words, start: int, end: int) -> tuple[str, ...]:
    return tuple(word.rstrip(".") if word.count(".") < 2 else word.replace(".", "") for word in words.lowers[start:end])


def _settled(words: Words, names: list[Name]) -> list[Name]:
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.nation is None:
            votes[name.form].update(_evidence(words, name))
    surnames = {form[-1] for form, counted in votes.items() if len(form) > 1 and _winner(counted) == "PERSON"}
    for form, counted in votes.items():
        if len(form) == 1 and form[0] in surnames:
            counted["PERSON"] += 5
    labels = {form: _winner(counted) for form, counted in votes.items()}
    return [name if name.nation is not None else replace(name, label=labels[name.form]) for name in names]


def _winner(counted: Counter[str]) -> str:
    return max(sorted(counted), key=lambda label: counted[label], default="")


def _evidence(words: Words, name: Name) -> dict[str, int]:
    """Return label -> weight for one occurrence."""
    weights: Counter[str] = Counter()
    if name.label:
        weights[name.label] += 2
    before = words.lowers[name.start - 1] if name.start else ""
    if before in HONORIFIC:
        weights["PERSON"] += 5
    last, first = words.lowers[name.end - 1], words.lowers[name.start]
    if last in NAMES_BODY or (first in NAMES_BODY and len(name.form) > 1 and name.label != "PERSON"):
        weights["ORG"] += 4
    if last in PLACE_NAME and name.label not in ("ORG", "PERSON"):
        weights["LOC"] += 4
    if name.label == "" and len(name.form) > 1 and not weights:
        weights["PERSON" if _is_subject(words, name) else ""] += 1
    return dict(weights)


def _is_subject(words: Words, name: Name) -> bool:
    return words.deps[root_of(words, name.start, name.end)] in ("nsubj", "nsubjpass")


def root_of(words: Words, start: int, end: int) -> int:
    """Return the token of the stretch whose head is outside it; the last of several."""
    outside = [index for index in range(start, end) if not start <= words.heads[index] < end or words.heads[index] == index]
    return outside[-1] if outside else end - 1
