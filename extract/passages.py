"""Records of the schemas that are stretches of the page: what the layout tells of them, and their tone.

Both kinds of backend use this: a passage is found by layout, not by reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from extract.catalog import Catalog
from extract.dates import iso_of
from extract.declaration import FieldSpec
from extract.stages import DraftRecord, DraftValue, Located, Page, Posting

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

_PART = re.compile(r"\w+|\W")
_CLEAR = 0.05
"""VADER's compound score (-1..1) from which its authors call a text positive or negative (Hutto and Gilbert 2014)."""


def passage_records(page: Page, catalog: Catalog, names: Mapping[str, Iterable[str]] = {}) -> list[DraftRecord]:
    """Return a record for each posting of the page and each declared kind of passage.

    *names* maps the keys of the draft's entities to their name forms; a passage that names one refers to it.
    """
    finder = _Finder(names)
    return [
        DraftRecord(
            declaration.name,
            {spec.name: _value(spec, posting, page, finder) for spec in declaration.fields},
            key=str(number),
        )
        for declaration in catalog.of_kind("passage")
        for number, posting in enumerate(page.postings)
    ]


def _value(spec: FieldSpec, posting: Posting, page: Page, finder: _Finder) -> DraftValue:
    text = page.article.text
    role = spec.role.name if spec.role is not None else None
    if role == "author":
        return posting.author.of(text) if posting.author is not None else None
    if role == "text":
        return Located(posting.text)
    if role == "posted" and posting.posted is not None:
        return Located(posting.posted, iso=iso_of(posting.posted.of(text), page.article.published))
    if role == "reply_to" and posting.reply_to is not None:
        return str(posting.reply_to)
    if role == "mentioned":
        return finder.keys_in(posting.text.of(text))
    if spec.tone is not None:
        return {1: spec.tone.positive, 0: spec.tone.neutral, -1: spec.tone.negative}[tone_of(posting.text.of(text))]
    return None


class _Finder:
    """Finds entities by their name forms as whole words."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._keys = {form: key for key, forms in names.items() for form in forms if form}
        lengths: dict[str, set[int]] = {}
        for form in self._keys:
            lengths.setdefault(_PART.findall(form)[0], set()).add(len(form))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        """How a form begins -> the lengths of those that begin so, the longest first."""

    def keys_in(self, text: str) -> tuple[str, ...]:
        """Return the keys of the entities that *text* names, in order, each once."""
        return tuple(dict.fromkeys(self._keys[form] for form in self._forms_in(text)))

    def _forms_in(self, text: str) -> Iterator[str]:
        end = 0
        for part in _PART.finditer(text) if self._lengths else ():
            start = part.start()
            if start < end or (start > 0 and _is_in_word(text[start - 1])):
                continue
            for length in self._lengths.get(part[0], ()):
                form = text[start : start + length]
                if form in self._keys and not _is_in_word(text[start + length : start + length + 1]):
                    end = start + length
                    yield form
                    break


def _is_in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def tone_of(text: str) -> int:
    """Return 1, 0 or -1: whether VADER finds *text* positive, neutral or negative.

    Method: C.J. Hutto and E. Gilbert, VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
    Text, ICWSM 2014.
    """
    compound: float = _analyzer().polarity_scores(text)["compound"]
    return (compound >= _CLEAR) - (compound <= -_CLEAR)


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
