"""Quotations -> their places in a text, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from extract.grounding.alignment import Aligned, Difference, align
from extract.grounding.facts import negates
from extract.grounding.folding import Folded, fold, is_word_border
from extract.grounding.wordindex import WordIndex
from extract.stages import Span

LEAST_SCORE = 0.6
"""A fuzzy match of a lower score is none; fewer than seven words must be more alike: 0.9 for one, 0.65 for six."""
_MOST_ADDED = 3
"""Words in a row that a quotation may have more than the text."""
_LEAST_SHOWN = 0.3
LONGEST_ELISION = 600
"""Characters that "…" inside a quotation may stand for."""
_LEAST_ELIDED = 4
"""Words that a quotation with an ellipsis inside must have: "The … talks" would be anywhere."""
_OUTSIDE = "\uffff"
"""Stands for what may not be quoted: a noncharacter, in no word and at no sentence's inside."""
_ELLIPSIS = re.compile(r"[\[(]?(?:…|\.(?:\s?\.)+)+[\])]?")


@dataclass(frozen=True)
class Found:
    """Where a quotation stands: ``text[start:end]`` is whole words without white space around them."""

    start: int
    end: int
    match: Literal["verbatim", "folded", "fuzzy"]
    """``verbatim``: the very characters; ``folded``: equal once folded (see ``folding``); else ``fuzzy``."""
    score: float = 1.0
    """Likeness of the words, 0..1: the share of letters in agreeing words; below 1 only for a fuzzy match."""
    differences: tuple[Difference, ...] = ()
    """The words in which a fuzzy match differs; empty where only punctuation does."""
    alters_fact: bool = False
    """Whether a number, name, negation, modal or direction is among the differences: a person has to look."""
    occurrences: tuple[Span, ...] = ()
    """Every place where the quotation stands as well as here, in order, this one included."""

    @property
    def span(self) -> Span:
        """The place."""
        return Span(self.start, self.end)

    def at(self, span: Span) -> Found:
        """Return the same find at another of its occurrences."""
        return replace(self, start=span.start, end=span.end)

    def nearest_to(self, near: Sequence[Span]) -> Found:
        """Return the find at the occurrence inside or nearest to one of *near*; the first where *near* is empty."""
        if not near or len(self.occurrences) < 2:
            return self
        return self.at(min(self.occurrences, key=lambda one: min(distance(one, other) for other in near)))


def find_spans(text: str, quotes: Sequence[str], *, zones: Sequence[Span] | None = None) -> list[Found | None]:
    """Return for each of *quotes*, in order, where it stands in *text*, or None where nothing is close enough.

    A quotation that stands at several places is given at its first, with all of them in ``occurrences``; the finds do
    not depend on each other and may overlap. With *zones* only what lies in these stretches of the text is found.
    Offsets are Unicode code points of *text*. Raises nothing, whatever the strings hold.
    """
    search = Search(text, zones)
    return [search.find(quote) for quote in quotes]


def nearest(text: str, quote: str) -> Found | None:
    """Return what is most like *quote* in *text*, for a message; None where not even little is."""
    return Search(text).nearest(quote)


def distance(one: Span, other: Span) -> int:
    """Return the number of characters between two spans, 0 where they touch or overlap."""
    return max(0, one.start - other.end, other.start - one.end)


class Search:
    """A text made ready for many quotations; see :func:`find_spans`."""

    def __init__(self, text: str, zones: Sequence[Span] | None = None) -> None:
        self.text = text if zones is None else _mask(text, zones)
        """Offsets are those of the text given; what lies outside the zones is blotted out."""

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex(self.text, self._folded)

    def find(self, quote: str) -> Found | None:
        """Return where *quote* stands, or None."""
        if not quote.strip():
            return None
        return self.find_equal(quote) or self._find_elided(quote) or self._find_fuzzy(quote)

    def find_equal(self, quote: str) -> Found | None:
        """Return where *quote* stands verbatim or folded, or None."""
        spans = tuple(self._verbatim(quote.strip()))
        if spans:
            return Found(spans[0].start, spans[0].end, "verbatim", occurrences=spans)
        spans = tuple(self.equal_places(quote))
        return Found(spans[0].start, spans[0].end, "folded", occurrences=spans) if spans else None

    def stands_verbatim(self, quote: str) -> bool:
        """Return whether *quote* stands somewhere with its very characters, as whole words."""
        return next(self._verbatim(quote), None) is not None

    def equal_places(self, quote: str) -> Iterator[Span]:
        """Yield every place, in order, that equals *quote* after folding."""
        folded = fold(quote).text.strip()
        for start in _places(self._folded.text, folded):
            end = start + len(folded)
            span = self._trimmed(self._folded.source_span(start, end))
            borders = self._folded.is_border(start) and self._folded.is_border(end)
            if borders and is_word_border(self.text, span.start) and is_word_border(self.text, span.end):
                yield span

    def nearest(self, quote: str) -> Found | None:
        """Return what is most like *quote*, too little to count as found; None where not even that."""
        return self.find(quote) or self._find_fuzzy(quote, _LEAST_SHOWN)

    def _verbatim(self, quote: str) -> Iterator[Span]:
        for start in _places(self.text, quote):
            end = start + len(quote)
            if is_word_border(self.text, start) and is_word_border(self.text, end) and _OUTSIDE not in quote:
                yield Span(start, end)

    def _find_fuzzy(self, quote: str, least: float | None = None) -> Found | None:
        """Return the stretch most like *quote* that scores at least *least*, by default what is enough to be a find."""
        quoted = WordIndex(quote, fold(quote))
        found = [
            (one, span)
            for one in align(quoted, self._index)
            if (one.score >= least if least is not None else _is_enough(one, len(quoted.words)))
            and _OUTSIDE not in (span := self._span_of(one, quoted)).of(self.text)
        ]
        if not found:
            return None
        best, span = found[0]
        equals = {span.of(self.text): None for one, span in found if one.score == best.score}
        spans = sorted({other for wording in equals for other in self._verbatim(wording)} | {span})
        return Found(
            spans[0].start, spans[0].end, "fuzzy", best.score, best.differences, best.alters_fact, tuple(spans)
        )

    def _span_of(self, aligned: Aligned, quoted: WordIndex) -> Span:
        """Return the place of the aligned words, with the punctuation at its ends that the quotation has too."""
        index, folded = self._index, self._folded
        start, end = index.start(aligned.first), index.end(aligned.last - 1)
        for char in reversed(quoted.folded.text[: quoted.start(0)].strip()):
            start -= start > 0 and folded.text[start - 1] == char and folded.is_border(start - 1)
        for char in quoted.folded.text[quoted.end(-1) :].strip():
            end += folded.text[end : end + 1] == char and folded.is_border(end + 1)
        return self._trimmed(folded.source_span(start, end))

    def _find_elided(self, quote: str) -> Found | None:
        """Return the stretch from the first to the last part of a quotation with an ellipsis inside."""
        parts = [part for part in map(str.strip, _ELLIPSIS.split(quote)) if any(map(str.isalnum, part))]
        if len(parts) < 2 or sum(len(part.split()) for part in parts) < _LEAST_ELIDED:
            return None
        finds = [self.find_equal(part) or self._find_fuzzy(part) for part in parts]
        known = [find for find in finds if find is not None]
        chain = _shortest_chain([find.occurrences for find in known]) if len(known) == len(parts) else []
        if not chain or _OUTSIDE in (span := Span(chain[0].start, chain[-1].end)).of(self.text):
            return None
        elided = [self.text[one.end : other.start].strip() for one, other in pairwise(chain)]
        return Found(
            span.start,
            span.end,
            "fuzzy",
            sum(find.score * len(part) for find, part in zip(known, parts, strict=True)) / sum(map(len, parts)),
            (
                *(difference for find in known for difference in find.differences),
                *(Difference("dropped", "", words) for words in elided),
            ),
            any(find.alters_fact for find in known) or any(map(negates, elided)),
            (span,),
        )

    def _trimmed(self, span: Span) -> Span:
        kept = span.of(self.text)
        start = span.start + len(kept) - len(kept.lstrip())
        return Span(start, max(start, span.start + len(kept.rstrip())))


def _is_enough(aligned: Aligned, words: int) -> bool:
    """Return whether what was aligned with a quotation of *words* words is its counterpart.

    Two words that share one say little, so that few must be more alike than many. Words in a row that the text has
    nothing for are an invention, however like the rest is.
    """
    invented = max((len(one.quoted.split()) - len(one.found.split()) for one in aligned.differences), default=0)
    return invented <= _MOST_ADDED and aligned.score >= max(LEAST_SCORE, 0.95 - 0.05 * words)


def _shortest_chain(places: Sequence[Sequence[Span]]) -> list[Span]:
    """Return one span of each of *places*, in order, near each other and of the shortest reach; empty where none."""
    chains = []
    starts = [[span.start for span in spans] for spans in places]
    for first in places[0]:
        chain = [first]
        for spans, begins in zip(places[1:], starts[1:], strict=True):
            at = bisect_left(begins, chain[-1].end)
            if at == len(spans) or spans[at].start - chain[-1].end > LONGEST_ELISION:
                break
            chain.append(spans[at])
        else:
            chains.append(chain)
    return min(chains, key=lambda chain: chain[-1].end - chain[0].start, default=[])


def _places(text: str, part: str) -> Iterator[int]:
    start = text.find(part) if part else -1
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _mask(text: str, zones: Sequence[Span]) -> str:
    """Return *text* with every character outside *zones* blotted out; white space stays."""
    parts, done = [], 0
    for zone in sorted(zones):
        parts.append(re.sub(r"\S", _OUTSIDE, text[done : max(done, zone.start)]))
        parts.append(text[max(done, zone.start) : zone.end])
        done = max(done, zone.end)
    return "".join((*parts, re.sub(r"\S", _OUTSIDE, text[done:])))
