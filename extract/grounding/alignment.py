"""Finds the stretch of a text whose words agree best with those of an altered quotation.

The words of the text are indexed once. A quotation's rarest words vote for the diagonals (place in the text less place
in the quotation) where it may stand; the windows with most votes are compared by their longest common subsequence, and
the best are aligned word by word (Levenshtein, both from rapidfuzz). A quotation of twenty words costs about a
millisecond in a text of 100,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq, Levenshtein

from extract.grounding.facts import Word, alters_fact
from extract.grounding.wordindex import WordIndex

LONGEST = 2000
"""Quotations of more words are found verbatim or folded only."""
_PLACES = 2000
"""Places in the text that may vote on one quotation, those of its rarest words first."""
_WINDOWS = 24
_ALIGNED = 4
_NEARLY = 0.6
"""Windows with less than this share of the best one's agreeing words are not looked at."""
_WORD_CHANGED, _WORD_MORE = 0.2, 0.6
"""What a word between agreeing stretches costs, against 1 for an agreeing one: changed, or only on one side."""
_STEPS = 3
"""Words more than the quotation has at an end that may stand in the text there."""
_LIKENESS = 0.75
"""From this likeness on a changed word counts for what it has in common: a slip of the pen, another ending."""
_GUESSED, _ALIKE = 4, 0.8
"""A quotation of up to so many words, all unknown to the text, is looked for by words of this likeness."""
_ALTERED = 0.1
"""What a changed fact costs among stretches that are about as like."""
Pair = tuple[int, int]
Block = tuple[int, int, int]
"""Words that agree: place in the quotation, place in the text, count."""


@dataclass(frozen=True)
class Difference:
    """Words in which a quotation and the article differ: ``changed``, ``dropped`` from the article's, or ``added``."""

    kind: Literal["changed", "dropped", "added"]
    quoted: str
    found: str


@dataclass(frozen=True)
class Aligned:
    """Words ``first`` to ``last`` (half-open) of the text, as the counterpart of a quotation."""

    first: int
    last: int
    score: float
    """Share of the letters that stand in agreeing words, 0..1: 2·agreeing / (letters quoted + letters found)."""
    differences: tuple[Difference, ...] = ()
    alters_fact: bool = False


def align(quoted: WordIndex, text: WordIndex) -> list[Aligned]:
    """Return the stretches of *text* most like *quoted*, the best first; none where no word is in both."""
    if not 0 < len(quoted.words) <= LONGEST:
        return []
    unknown = len(text.numbers)
    ids = [text.numbers.get(word, unknown + place) for place, word in enumerate(quoted.words)]
    stretches = [_stretch(quoted, text, run) for run in _runs(_guessed(ids, quoted, text), text)]
    scored = [(_score(quoted, text, ids, *stretch), *stretch) for stretch in stretches]
    best = max((score for score, _, _ in scored), default=0.0)
    aligned = [_aligned(quoted, text, ids, *one) for one in scored if one[0] >= best - _ALTERED]
    return sorted(aligned, key=lambda one: (-one.score + _ALTERED * one.alters_fact, one.first, one.last))


def _guessed(ids: Sequence[int], quoted: WordIndex, text: WordIndex) -> Sequence[int]:
    """Return *ids*; of a few words that the text has not one of, the numbers of those most like each."""
    if len(ids) > _GUESSED or any(number < len(text.numbers) for number in ids):
        return ids
    words = list(text.numbers)
    likest = [process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=100 * _ALIKE) for word in quoted.words]
    return [found[2] if found else number for found, number in zip(likest, ids, strict=True)]


def _windows(ids: Sequence[int], text: WordIndex) -> Iterator[Pair]:
    """Yield the windows of the text that have most words of a quotation in about its order."""
    width, left = max(4, len(ids) // 2), _PLACES
    votes: Counter[int] = Counter()
    known = sorted((len(text.places[one]), at, one) for at, one in enumerate(ids) if one < len(text.numbers))
    for count, at, one in known:
        if votes and count > left:
            break
        left -= count
        buckets = [(place - at) // width for place in text.places[one]]
        # A window is two buckets wide, so that no border of buckets parts what dropped words have moved.
        votes.update(buckets)
        votes.update([bucket - 1 for bucket in buckets])
    for bucket, _ in votes.most_common(_WINDOWS):
        first, last = bucket * width - 2, (bucket + 2) * width + len(ids) + 2
        yield max(0, first), min(len(text.ids), last)


def _runs(ids: Sequence[int], text: WordIndex) -> list[list[Block]]:
    """Return runs of agreeing blocks at the few places that have most of a quotation's words in its order."""
    windows = sorted(
        (-LCSseq.similarity(ids, text.ids[first:last]), first, last) for first, last in _windows(ids, text)
    )
    runs: list[list[Block]] = []
    taken: list[Pair] = []
    for likeness, first, last in windows:
        if len(runs) == _ALIGNED or likeness > windows[0][0] * _NEARLY:
            break
        blocks = LCSseq.editops(ids, text.ids[first:last]).as_matching_blocks()
        run = _drawn_in(_best_run([(block.a, block.b + first, block.size) for block in blocks if block.size]), text.ids)
        start, end = run[0][1], run[-1][1] + run[-1][2]
        # Of windows that cut one place differently, the one with most of the quotation counts.
        if all(end <= other_start or other_end <= start for other_start, other_end in taken):
            runs.append(run)
            taken.append((start, end))
    return runs


def _stretch(quoted: WordIndex, text: WordIndex, run: Sequence[Block]) -> Pair:
    """Return the words of the text that are the quotation's counterpart, from the agreement that a run is."""
    (head, start, _), (tail, end, size) = run[0], run[-1]
    before, after = range(head - 1, -1, -1), range(tail + size, len(quoted.words))
    return _reach(quoted, text, before, start, -1), _reach(quoted, text, after, end + size, 1)


def _best_run(blocks: Sequence[Block]) -> list[Block]:
    """Return the consecutive blocks that gain most when the gaps between them are paid."""
    total, best, run, best_run = 0.0, 0.0, list(blocks[:0]), list(blocks[:1])
    for at, place, size in blocks:
        if run:
            done_at, done_place, done = run[-1]
            gaps = (at - done_at - done, place - done_place - done)
            total -= _WORD_CHANGED * min(gaps) + _WORD_MORE * (max(gaps) - min(gaps))
        if total <= 0:
            run, total = [], 0.0
        run = [*run, (at, place, size)]
        total += size
        if total > best:
            best, best_run = total, run
    return best_run


def _drawn_in(run: list[Block], ids: Sequence[int]) -> list[Block]:
    """Return *run* with its outer blocks next to their neighbours, where the same words stand there too."""
    if len(run) > 1:
        (at, place, size), (other_at, other_place, _) = run[:2]
        if at + size == other_at and ids[place : place + size] == ids[other_place - size : other_place]:
            run = [(at, other_place - size, size), *run[1:]]
    if len(run) > 1:
        (other_at, other_place, other_size), (at, place, size) = run[-2:]
        end = other_place + other_size
        if other_at + other_size == at and ids[place : place + size] == ids[end : end + size]:
            run = [*run[:-1], (at, end, size)]
    return run


def _reach(quoted: WordIndex, text: WordIndex, left: Sequence[int], border: int, step: Literal[-1, 1]) -> int:
    """Return *border* moved over the words of the text that stand for those *left* at the end of the quotation.

    Up to the border of the sentence: as far as the word at the quotation's very end, where it is near; else over what
    is most like the words left; else over as many. Words joined by hyphens are one.
    """
    # The longest common subsequence may have taken an equal word further off.
    while left and not text.is_parted(border) and text.words[border - (step < 0)] == quoted.words[left[0]]:
        border, left = border + step, left[1:]
    if not left and not text.is_joined(border):
        return border
    reached = [border]
    while len(reached) < len(left) + _STEPS and not text.is_parted(reached[-1]):
        reached.append(reached[-1] + step)
    whole = [place for place in reached if not text.is_joined(place)] or [border]
    passed = {place: text.words[slice(*sorted((border, place)))] for place in whole}
    for place, words in passed.items():
        if left and words and words[0 if step < 0 else -1] == quoted.words[left[-1]]:
            return place
    missing = "".join(quoted.words[at] for at in left[::step])
    likeness = {place: fuzz.ratio(missing, "".join(words)) for place, words in passed.items()}
    best = max(whole, key=lambda place: likeness[place])
    if left and likeness[best] >= 100 * _LIKENESS:
        return best
    count = sum(not quoted.is_joined(at) for at in left)
    return whole[min(count, len(whole) - 1)]


def _score(quoted: WordIndex, text: WordIndex, ids: Sequence[int], first: int, last: int) -> float:
    agreeing = 0.0
    for here, there, is_same in _parts(ids, text.ids[first:last]):
        quoted_words = "".join(quoted.words[slice(*here)]).replace("'", "")
        found_words = "".join(text.words[first + there[0] : first + there[1]]).replace("'", "")
        likeness = 1.0 if is_same else fuzz.ratio(quoted_words, found_words) / 100
        if likeness >= _LIKENESS:
            agreeing += likeness * (len(quoted_words) + len(found_words))
    letters = len("".join((*quoted.words, *text.words[first:last])).replace("'", ""))
    return min(1.0, agreeing / letters)


def _aligned(quoted: WordIndex, text: WordIndex, ids: Sequence[int], score: float, first: int, last: int) -> Aligned:
    differences: list[Difference] = []
    is_altered = False
    for here, there, is_same in _parts(ids, text.ids[first:last]):
        given = [quoted.word(at) for at in range(*here)] if not is_same else []
        found = [text.word(first + at) for at in range(*there)] if not is_same else []
        if _joined(given) != _joined(found):
            differences.append(_difference(given, found))
            is_altered = is_altered or alters_fact(given, found, text.is_name)
    return Aligned(first, last, score, tuple(differences), is_altered)


def _parts(ids: Sequence[int], found: Sequence[int]) -> Iterator[tuple[Pair, Pair, bool]]:
    """Yield the places, half-open on both sides, where the words agree and where they differ, in turn."""
    at = place = 0
    for block in Levenshtein.editops(ids, found).as_matching_blocks():
        if block.a > at or block.b > place:
            yield (at, block.a), (place, block.b), False
        at, place = block.a + block.size, block.b + block.size
        if block.size:
            yield (block.a, at), (block.b, place), True


def _joined(words: Sequence[Word]) -> str:
    return "".join(word.folded for word in words).replace("'", "")


def _difference(given: Sequence[Word], found: Sequence[Word]) -> Difference:
    ours, theirs = (" ".join(word.printed for word in words) for words in (given, found))
    return Difference("changed" if ours and theirs else "dropped" if theirs else "added", ours, theirs)
