"""Plain values (str, int, float, bool, date): read from the words of a Pattern, and held against the evidence.

A plain value has no offsets of its own, so that nobody sees where it stands. What a backend says is only written where
the words that state the record bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from extract.dates import iso_of
from extract.declaration import Declaration, FieldSpec
from extract.grounding.facts import negates
from extract.grounding.mentions import forms_of, name_places
from extract.grounding.numbers import numbers_in
from extract.grounding.spans import Search
from extract.stages import DraftValue, Located, Page, Span

LONGEST_DATE = 5
"""Words of a date in the evidence: "on Tuesday, 4 March 2025"."""
_OF_A_FLAG = frozenset("is are was were has have had be been a an the of to in by with".split())
_STEM = 5
"""Letters by which a word of the evidence is that of a flag's name: "unanimously" for ``unanimous``."""


def converted(spec: FieldSpec, written: str) -> str | int | float | bool | None:
    """Return what a pattern found, as the field's plain type; None where it does not convert."""
    if spec.python_type is bool:
        return True
    if spec.python_type in (int, float):
        number = written.replace(",", "").strip()
        try:
            return int(number) if spec.python_type is int else float(number)
        except ValueError:
            return None
    if spec.python_type is date:
        iso = iso_of(written, None)  # a pattern does not tell whether "Friday" is the last or the next
        return iso if iso is not None and len(iso) == len("YYYY-MM-DD") else None
    return " ".join(written.split())


def spans_stating(declaration: Declaration, values: Mapping[str, DraftValue], page: Page, search: Search) -> list[Span]:
    """Return the places that state a record: its evidence, else its quotations; of an entity the blocks naming it."""
    quoted = [spec for spec in declaration.fields if spec.type in ("quote", "when")]
    evidence = declaration.fields_with("evidence") or quoted
    given = [values.get(spec.name) for spec in evidence]
    flat = [item for value in given for item in (value if isinstance(value, tuple) else (value,))]
    located = [item.span for item in flat if isinstance(item, Located)]
    if declaration.kind != "entity":
        return located
    named = [*declaration.fields_with("name"), *declaration.fields_with("aliases")]
    forms = forms_of([values.get(spec.name) for spec in named])
    places = [*located, *(place for form in forms for place in name_places(search, form))]
    return [block.span for block in page.body if any(block.span.overlap(place) for place in places)]


def is_borne_out(spec: FieldSpec, value: object, search: Search, spans: Sequence[Span], published: str | None) -> bool:
    """Return whether the text at *spans*, which states the record, says *value*, the field's or an element of it.

    With a Pattern, what that finds there decides. Else a number must stand there in digits or words, a string word for
    word (white space, case, quotation marks and dashes folded), a date by an expression that means it, and of a flag a
    word of its name: with a negation for false, without one for true.
    """
    texts = [span.of(search.text) for span in spans]
    if spec.pattern is not None:
        found = [converted(spec, written) for text in texts for written in spec.pattern.find_all(text)]
        return bool(value) is bool(found) if spec.python_type is bool else value in found
    if spec.python_type is bool:
        return any(negates(text) is not value for text in texts if _has_word_of(spec.name, text))
    if isinstance(value, int | float):
        return any(round(abs(float(value)), 9) in numbers_in(text) for text in texts)
    if spec.python_type is date:
        return any(str(value) in _dates_in(text, published) for text in texts)
    places = search.equal_places(str(value))
    return any(span.start <= place.start and place.end <= span.end for place in places for span in spans)


def _has_word_of(name: str, text: str) -> bool:
    stems = {part[:_STEM] for part in name.lower().split("_") if part not in _OF_A_FLAG}
    return any(word.startswith(stem) for word in re.findall(r"[^\W\d_]+", text.lower()) for stem in stems)


def _dates_in(text: str, published: str | None) -> Iterator[str | None]:
    words = text.split()
    for length in range(1, LONGEST_DATE + 1):
        for start in range(len(words) - length + 1):
            expression = " ".join(words[start : start + length])
            yield iso_of(expression, published)
            yield iso_of(expression, published, is_future=True)
