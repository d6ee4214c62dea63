"""Which articles are copies of one text: the same wire story under another headline, cut shorter, or slightly edited.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003) chooses some runs of five words of each text as its anchors; a
text is compared only with those that share one. They are copies if nearly all words of the shorter stand in runs of
three that the longer has too. The anchors are kept in a temporary file, so that time grows with the number of articles
and memory does not (0.7 to 4 ms an article, 50 MB for any number); equal articles in an equal order give equal answers.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

ALIKE: Final = 0.75
"""Share of the shorter text's words that a copy has in runs that the longer has too. Measured: wire stories that two
outlets edited, 0.84 and more; the same writer on the same event twice, up to 0.69; interviews with the same questions,
up to 0.51; two outlets on one event, up to 0.1."""
SHORTEST: Final = 0.2
"""Length of a text, as a share of another's, below which it is no cut version of it but a part that it quotes."""
MUCH_LONGER: Final = 1.25
"""Times the length of its original from which a copy can have copies itself that are not its original's."""
FEWEST_WORDS: Final = 20
"""Words below which only an equal text is a copy: so few are soon the same by chance."""
MOST_WORDS: Final = 1000
"""Words of an article that are looked at, from its beginning."""
HEADLINE: Final = 15
"""Words at the beginning of the shorter text that may be another headline and dateline, and then do not count."""
RUN, ANCHOR = 3, 5
"""Words of a run that is compared, and of one that finds what to compare."""
WINDOW: Final = 8
"""Runs of which one is an anchor."""
MOST_ANCHORS: Final = 64
MOST_SHARING: Final = 16
"""Articles that are remembered for one anchor: what more share is a phrase of their outlet's, which finds too many."""
MOST_COMPARED: Final = 16
CACHE: Final = 32_000
"""Kilobytes of the temporary file that are kept in memory."""

# A character of a script that is written without spaces counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


class Copies:
    """The articles seen so far. ``close`` frees the temporary file, and so does the end of the object."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("")  # a private file, which SQLite deletes
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute(f"PRAGMA cache_size = -{CACHE}")
        self._kept.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, first TEXT, runs BLOB)")
        self._kept.execute("CREATE TABLE anchors (anchor INTEGER, number INTEGER, PRIMARY KEY (anchor, number)) "
                           "WITHOUT ROWID")  # fmt: skip

    def close(self) -> None:
        """Forget all articles."""
        self._kept.close()

    def add(self, article_id: str, text: str) -> str | None:
        """Return the id of the first article of which this one is a copy; None where it is new."""
        words = _words_of(text)
        if not words:
            return None
        runs, anchors = _hashes(words, RUN), _anchors_of(words)
        sharing = self._sharing(anchors)
        found = self._first_like(runs, Counter(number for numbers in sharing.values() for number in numbers))
        first, length = found or (article_id, 0)
        if len(runs) > MUCH_LONGER * length:
            self._keep(first, runs, [one for one in anchors if len(sharing.get(one, ())) < MOST_SHARING])
        return first if found else None

    def _sharing(self, anchors: Sequence[int]) -> dict[int, list[int]]:
        """Return the numbers of the texts that have an anchor, by it."""
        asked = f"SELECT anchor, number FROM anchors WHERE anchor IN ({','.join('?' * len(anchors))})"
        sharing: dict[int, list[int]] = {}
        for anchor, number in self._kept.execute(asked, anchors):
            sharing.setdefault(anchor, []).append(number)
        return sharing

    def _first_like(self, runs: array[int], shared: Counter[int]) -> tuple[str, int] | None:
        """Return of what these *runs* are a copy, and how many it has; those that share most are looked at first."""
        for number, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:MOST_COMPARED]:
            first, kept = self._kept.execute("SELECT first, runs FROM texts WHERE number = ?", (number,)).fetchone()
            others = array("I", kept)
            if _are_copies(runs, others):
                return first, len(others)
        return None

    def _keep(self, first: str, runs: array[int], anchors: Iterable[int]) -> None:
        asked = "INSERT INTO texts (first, runs) VALUES (?, ?)"
        number = self._kept.execute(asked, (first, runs.tobytes())).lastrowid
        self._kept.executemany("INSERT INTO anchors VALUES (?, ?)", ((one, number) for one in anchors))


def group_copies(articles: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the groups of ids of *articles* (id, text) that are copies of one text, each in order; ids are unique."""
    copies = Copies()
    groups: dict[str, list[str]] = {}
    for article_id, text in articles:
        first = copies.add(article_id, text)
        if first is not None:
            groups.setdefault(first, [first]).append(article_id)
    copies.close()
    return [tuple(group) for group in groups.values()]


def _words_of(text: str) -> list[str]:
    """Return the first words of *text* in small letters.

    >>> _words_of("Väinö’s men: “No!”")
    ['väinö', 's', 'men', 'no']
    """
    words = []
    for found in _WORD.finditer(text.casefold()):
        words.append(found[0])
        if len(words) == MOST_WORDS:
            break
    return words


def _hashes(words: Sequence[str], length: int) -> array[int]:
    """Return a hash of each run of *length* words, or of all words where there are too few for one."""
    starts = range(max(len(words) - length + 1, 1))
    return array("I", (zlib.crc32(" ".join(words[start : start + length]).encode()) for start in starts))


def _anchors_of(words: Sequence[str]) -> list[int]:
    """Return the runs that are the least of WINDOW neighbours: a text that shares a passage shares those in it."""
    # Multiplied, so that the order is not that of the checksums, which follow the last letters.
    hashes = [one * 0x9E3779B1 & 0xFFFFFFFF for one in _hashes(words, ANCHOR)]
    starts = range(max(len(hashes) - WINDOW + 1, 1))
    return sorted({min(hashes[start : start + WINDOW]) for start in starts})[:MOST_ANCHORS]


def _are_copies(one: array[int], other: array[int]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < FEWEST_WORDS:
        return shorter == longer
    if len(shorter) < SHORTEST * len(longer):
        return False
    return _share_of_words(shorter, set(longer)) >= ALIKE


def _share_of_words(runs: Sequence[int], others: set[int]) -> float:
    """Return the share of the words that stand in one of the *others*: a changed word costs itself, not its runs."""
    covered, reached, first = 0, 0, None
    for start, run in enumerate(runs):
        if run in others:
            first = start if first is None else first
            covered += start + RUN - max(reached, start)
            reached = start + RUN
    return covered / (len(runs) + RUN - 1 - min(first or 0, HEADLINE))
