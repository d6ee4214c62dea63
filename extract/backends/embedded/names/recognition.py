"""The names of a document: where they stand, what each is the name of, and which stand for a state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.backends.embedded.names.bodies import Stretch
from extract.backends.embedded.names.labels import settle_labels
from extract.backends.embedded.names.name import NATION, Form, Name, form_of
from extract.backends.embedded.names.nations import NationForm, lengths_by_first_word, nation_forms
from extract.backends.embedded.names.spans import (
    opens_body,
    recognised_spans,
    unlabelled_spans,
    with_repetitions,
)
from extract.backends.embedded.parsing.titles import TITLE
from extract.backends.embedded.parsing.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CONTINENTAL = frozenset(["latin", "central", "native", "african", "asian", "hispanic"])
"""Before "American" these make it no nationality."""


def find_names(doc: Doc, words: Words, headline: Collection[int] = ()) -> list[Name]:
    """Return the names in the order of the text, not overlapping, one label for one name.

    In the tokens of a *headline*, where any word may have a capital, only what the rest of the text names too counts.
    """
    spans = with_repetitions(words, dict(recognised_spans(doc, words)))
    nations = find_nations(words, spans)
    taken = {index for start, end in nations for index in range(start, end)}
    found = [Name(start, end, NATION, form_of(words, start, end), form) for (start, end), form in nations.items()]
    for (start, end), label in spans.items():
        if not any(index in taken for index in range(start, end)):
            taken.update(range(start, end))
            found.append(Name(start, end, label, form_of(words, start, end)))
    for start, end in unlabelled_spans(words, taken):
        found.append(Name(start, end, "", form_of(words, start, end)))
    found = [name for name in found if not _is_common(words, name) and not _is_in_brackets(words, name)]
    in_text = frozenset(name.form for name in found if name.start not in headline)
    found = [_without_caption(name, in_text) if name.start in headline else name for name in found]
    known = {word for name in found if name.start not in headline for word in name.form}
    sure = [name for name in found if name.start not in headline or name.nation or name.form[-1] in known]
    return settle_labels(words, sorted(sure, key=lambda name: name.start))


def _is_common(words: Words, name: Name) -> bool:
    """Return whether the name is a common noun that only has a capital because it begins a sentence: "Reports say"."""
    if name.nation is not None or name.end - name.start > 1 or name.label == "PERSON":
        return False
    is_first = name.start == 0 or words.sentences[name.start] != words.sentences[name.start - 1]
    word = words.lowers[name.start]
    is_noun = word in words.lower_case or f"{word}s" in words.lower_case
    return is_first and is_noun and words.texts[name.start] not in words.inner_capitals


def _is_in_brackets(words: Words, name: Name) -> bool:
    """Return whether the name tells where a party's member was elected: "(R-Ohio)"."""
    first = name.start - (words.texts[name.start - 1] == "-") * 2
    around = words.texts[max(0, first - 1) : first + 2]
    return around[:1] == ["("] and around[2:] == ["-"] and len(around[1]) < 4


def _without_caption(name: Name, forms: Collection[Form]) -> Name:
    """Return a headline's "Guitarist Anna Berg" as the text, which has the *forms*, goes on to call her."""
    if name.nation is not None or len(name.form) != name.end - name.start or name.form in forms:
        return name
    first = next((at for at in range(1, len(name.form)) if name.form[at:] in forms), 0)
    return replace(name, start=name.start + first, form=name.form[first:])


def find_nations(words: Words, spans: Mapping[Stretch, str]) -> dict[Stretch, NationForm]:
    """Return where forms of the table of nations stand, those inside a longer name of something else left out."""
    forms, lengths = nation_forms(), lengths_by_first_word()
    inside = {index: span for span in spans for index in range(*span)}
    found: dict[Stretch, NationForm] = {}
    end_of_last = 0
    for index, text in enumerate(words.texts):
        if text not in lengths or index < end_of_last:
            continue
        for length in lengths[text]:
            form = forms.get(tuple(words.texts[index : index + length]))
            if form is None or index + length > len(words):
                continue
            if _is_other_land(words, index, form):
                break
            if not _is_part_of_name(words, (index, index + length), form, inside, spans):
                found[index, index + length] = form
                end_of_last = index + length
                break
    return found


def _is_other_land(words: Words, index: int, form: NationForm) -> bool:
    """Return whether the word before makes it another: "New Mexico", "South American"."""
    before = words.lowers[index - 1] if index else ""
    is_continental = before in ("south", "north") or (before in _CONTINENTAL and form.nation.code == "USA")
    return before == "new" or (is_continental and form.kind != "name")


def _is_part_of_name(
    words: Words, stretch: Stretch, form: NationForm, inside: Mapping[int, Stretch], spans: Mapping[Stretch, str]
) -> bool:
    start, end = stretch
    span = inside.get(start)
    if form.kind == "name" and opens_body(words, end):
        return True
    if span is None:
        return end - start == 1 and start > 0 and words.lowers[start - 1] in ("mr.", "mrs.", "ms.", "mr", "mrs", "ms")
    if end - start >= span[1] - span[0] or spans[span] == "GPE":
        return False
    if spans[span] == "NORP":
        # "Bosnian Serb" is a people; in "Suspected Kenyan" the nation stands alone.
        return (words.texts[span[0]],) in nation_forms() and (words.texts[span[1] - 1],) in nation_forms()
    if form.kind == "seat" and end == span[1]:
        # "the Keller White House": a seat of government that somebody holds.
        return False
    if spans[span] == "PERSON" and start == span[0]:
        # "US President Keller" or "Kenyan Fuel" in one span: the nation is not a first name.
        return form.kind != "adjective" and not (form.kind == "name" and words.lowers[end] in TITLE)
    return True
