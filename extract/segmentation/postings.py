"""The words under a posting's header: where they begin and end, and which earlier posting they answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extract.segmentation.furniture import closes_thread, is_buttons, is_votes
from extract.segmentation.header import Header, read_answer, read_posted
from extract.segmentation.lines import Line
from extract.segmentation.pseudonyms import LONGEST_NAME
from extract.stages import Posting, Span

DEEPER = 2
"""Columns of indentation that make a reply; one column is a slip of the page's conversion."""


@dataclass(frozen=True)
class Passage:
    """A posting whose place in the thread is not worked out yet."""

    text: Span
    words: str
    author_span: Span
    author: str
    posted: Span | None
    depth: int
    answers: str | None
    has_buttons: bool


def read_passage(header: Header, lines: Sequence[Line], ends_text: Callable[[str], bool]) -> Passage | None:
    """Return the posting under *header*, or None where no words are left in *lines*.

    Buttons and counts before the words are left out; the first line of buttons after them, or a line for which
    *ends_text* holds, ends the posting.
    """
    answers = header.answers
    kept: list[Line] = [header.opening] if header.opening else []
    votes: list[Line] = []
    buttons: Line | None = None
    for line in lines:
        if ends_text(line.text) or ((kept or votes) and closes_thread(line.text)):
            break
        if is_buttons(line.text) or (kept and header.posted is None and read_posted(line.text)):
            buttons = line
            if kept:
                break
        elif not line.text or (not kept and is_votes(line.text)):
            votes += [line] if line.text else []
        elif not kept and answers is None and read_answer(line.text):
            answers = read_answer(line.text)
        else:
            kept.append(line)
    while len(kept) > 1 and is_votes(kept[-1].text):
        kept.pop()
    kept = kept or votes
    if not kept:
        return None
    first = _without_marks(kept[0]) if header.depth else kept[0]
    posted = header.posted or (_moment_in(buttons) if buttons else None)
    words = "\n".join([first.text, *(line.text for line in kept[1:])])
    span = Span(first.start, kept[-1].end)
    return Passage(span, words, header.author, header.name, posted, header.depth, answers, buttons is not None)


def link_replies(passages: Sequence[Passage]) -> tuple[Posting, ...]:
    """Return the postings, each with the one that it answers.

    A name that a posting says it answers decides, then its indentation.
    """
    linked: list[Posting] = []
    latest: dict[str, int] = {}
    above: list[tuple[int, int]] = []  # depth and number of the posting and of those that it stands under
    for number, passage in enumerate(passages):
        while above and above[-1][0] + DEEPER > passage.depth:
            above.pop()
        named = _named(latest, passage)
        answered = named if named is not None else above[-1][1] if above else None
        linked.append(Posting(passage.text, passage.author_span, passage.posted, answered))
        above.append((passage.depth, number))
        latest[_fold(passage.author)] = number
    return tuple(linked)


def _named(latest: Mapping[str, int], passage: Passage) -> int | None:
    """Return the latest posting by the one whom *passage* says it answers, or whom it addresses with an at sign."""
    if passage.answers:
        return latest.get(_fold(passage.answers))
    if not passage.words.startswith("@"):
        return None
    words = passage.words[: 2 * LONGEST_NAME].split()
    begun = (_fold(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next((latest[name] for name in begun if name in latest), None)


def _fold(name: str) -> str:
    return " ".join(name.casefold().lstrip("@").split()).rstrip(":;,.!?")


def _without_marks(line: Line) -> Line:
    mark = re.match(r"(?:>\s*)+(?=[^\s>])", line.text)
    return line.cut(mark.end()) if mark else line


def _moment_in(line: Line) -> Span | None:
    found = read_posted(line.text)
    return Span(line.start + found[0], line.start + found[1]) if found else None
