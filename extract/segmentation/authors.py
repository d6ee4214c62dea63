"""Author lines among lines that nothing else marks: a bare name, then what its owner wrote.

The lines are told apart by what is most likely over the whole thread: the sum of how much the chosen lines look like
names, and the lines after them do not, is greatest, and exactly as many are chosen as the page says that there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.segmentation.pseudonyms import LONGEST_NAME, score_name

BUDGET = 2_000_000
"""Steps that the exact choice may take; a longer thread is read without its count."""

_NEVER = float("-inf")


def choose_authors(lines: Sequence[str], starts: Sequence[float], count: int | None = None) -> list[int]:
    """Return the numbers of the *lines* that name an author, the first line always among them; [] where none fit.

    *starts* says for each line how much the layout lets something begin there (a blank line or a button before it).
    With *count*, exactly as many are returned where that many fit, else as many as look like names.

    >>> choose_authors(["Jane Roe", "It was a bad deal.", "user_1984", "so true"], [0, 0, 0, 0], 2)
    [0, 2]
    >>> choose_authors(["The talks begin on Tuesday.", "Both sides will attend."], [0, 0])
    []
    """
    if len(lines) < 2:
        return []
    scores = [score_name(line) for line in lines]
    gains = [score + start - 0.5 * after for score, start, after in zip(scores, starts, [*scores[1:], 3], strict=True)]
    if count and len(lines) == 2 * count and _alternate(lines, scores):
        return list(range(0, len(lines), 2))
    if count and 2 * count <= len(lines) and count * len(lines) <= BUDGET:
        chosen = _best_of_length(gains, count)
        if all(scores[number] >= 0 for number in chosen):
            return chosen
    chosen = _best_of_any_length(gains, scores)
    return chosen if chosen and chosen[0] == 0 else []


def _alternate(lines: Sequence[str], scores: Sequence[int]) -> bool:
    """Return whether every other line can be a name, and most look like one: some readers go by a whole sentence."""
    names = lines[::2]
    return all(len(name) <= LONGEST_NAME for name in names) and 2 * sum(score >= 0 for score in scores[::2]) >= len(
        names
    )


def _best_of_length(gains: Sequence[float], count: int) -> list[int]:
    """Return *count* places, the first 0 and no two adjacent, none last, whose gains have the greatest sum."""
    size = len(gains)
    best = [gains[0]] + [_NEVER] * (size - 1)
    back: list[list[int]] = []
    for _ in range(count - 1):
        fresh, origin = [_NEVER] * size, [-1] * size
        top, where = _NEVER, -1
        for place in range(2, size - 1):
            if best[place - 2] >= top:
                top, where = best[place - 2], place - 2
            fresh[place], origin[place] = top + gains[place], where
        best, back = fresh, [*back, origin]
    place = max(range(size - 1), key=lambda number: best[number])
    chosen = [place]
    for origin in reversed(back):
        place = origin[place]
        chosen.append(place)
    return chosen[::-1]


def _best_of_any_length(gains: Sequence[float], scores: Sequence[int]) -> list[int]:
    """Return the places, no two adjacent and none last, that look like names and whose gains have the greatest sum."""
    size = len(gains)
    best, takes = [0.0] * (size + 2), [False] * size
    for place in range(size - 2, -1, -1):
        fits = scores[place] >= 1 and gains[place] > 0
        with_it = gains[place] + best[place + 2] if fits else _NEVER
        takes[place] = with_it > best[place + 1] or (place == 0 and fits)
        best[place] = max(with_it, best[place + 1])
    chosen, place = [], 0
    while place < size:
        if takes[place]:
            chosen.append(place)
        place += 2 if takes[place] else 1
    return chosen
