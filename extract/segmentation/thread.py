"""Finds the readers' postings under an article that is plain text, whatever layout the page had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extract.segmentation.authors import choose_authors
from extract.segmentation.dateline import date_of_line
from extract.segmentation.furniture import (
    closes_thread,
    is_buttons,
    is_byline,
    is_form,
    is_furniture,
    is_votes,
    opens_list,
)
from extract.segmentation.head import is_headline
from extract.segmentation.header import Header, read_answer, read_posted
from extract.segmentation.headings import Heading, ends_text, read_heading
from extract.segmentation.layouts import (
    BARE_LAYOUTS,
    DATED_LAYOUTS,
    Recogniser,
    read_said_dated,
    read_signature,
    read_signed,
)
from extract.segmentation.lines import Line
from extract.segmentation.postings import Passage, link_replies, read_passage
from extract.segmentation.pseudonyms import score_name
from extract.stages import Posting

SKIPPED = 20
"""Lines of buttons and forms that may stand between a thread's heading and its first posting."""
SHORTEST_LEAD = 60
"""Characters of the first paragraph of an article that begins below a thread."""
ATTEMPTS = 20
"""Headings, and places without one, at which a thread is tried."""


@dataclass(frozen=True)
class Thread:
    """The postings of a page, and the number of the line at which its article ends."""

    first_line: int
    postings: tuple[Posting, ...]
    next_line: int | None = None
    """Where another article begins, in a text that has several."""


_SPOKEN = re.compile(r"\b(?:i|i['’]m|i['’]ve|my|me|we|us|our|you|your|lol|imo)\b|[!?]|[^\W\d_]{2}\s*(?:\.\.\.|…)", re.I)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]|(?<!\w)['‘].*?['’](?!\w)", re.DOTALL)


def find_thread(lines: Sequence[Line]) -> Thread | None:
    """Return the thread of a page, or None where its readers wrote nothing.

    A thread never comes before a sentence of the article: a count beside the headline links to it from there.
    """
    body = next((number for number, line in enumerate(lines) if _is_prose(line.text)), len(lines))
    headings = ((number, read_heading(lines[number].text)) for number in range(body + 1, len(lines)))
    for number, heading in islice((found for found in headings if found[1]), ATTEMPTS):
        passages = _read_section(lines, number + 1, heading) if heading else ()
        if passages and heading:
            return _before_next_article(lines, number, heading, passages)
    return _find_unheaded(lines, body + 1)


def _before_next_article(lines: Sequence[Line], number: int, heading: Heading, passages: tuple[Passage, ...]) -> Thread:
    """Return the thread under the heading in line *number*, cut where another article begins.

    The postings before the cut must be as many as the page says, or none fewer than without it.
    """
    for place in range(number + 3, len(lines) - 2):
        if not _begins_article(lines, place):
            continue
        kept = _read_section(lines[:place], number + 1, heading)
        if kept and len(kept) == (heading.count or len(passages)):
            return Thread(number, link_replies(kept), place)
    return Thread(number, link_replies(passages))


def _begins_article(lines: Sequence[Line], place: int) -> bool:
    """Return whether line *place* is a headline, by itself, over a paragraph that no reader would write."""
    line, following = lines[place].text, [one.text for one in lines[place + 1 : place + 6] if one.text]
    if not line or lines[place - 1].text or not following or not (is_headline(line) and 3 <= len(line.split()) <= 20):
        return False
    is_apart = not lines[place + 1].text or date_of_line(following[0]) is not None or is_byline(following[0])
    told = next((one for one in following if not is_byline(one) and date_of_line(one) is None), "")
    is_talk = any(_SPOKEN.search(_QUOTED.sub("", one)) for one in (line, told))
    return (
        is_apart
        and line[0].isupper()
        and _is_prose(told)
        and len(told) >= SHORTEST_LEAD
        and not is_talk
        and not read_heading(line)
    )


def read_postings(lines: Sequence[Line], heading: Heading | None = None) -> tuple[Posting, ...]:
    """Return the postings of *lines* that have nothing but a thread, under *heading* or one that stands among them."""
    start = 0
    for number, line in enumerate(lines[:SKIPPED]):
        found = read_heading(line.text)
        if found and found.kind != "invitation":
            start, heading = number + 1, heading if heading and heading.count else found
            break
    return link_replies(_read_section(lines, start, heading or Heading("named")))


def _is_prose(line: str) -> bool:
    """Return whether *line* must be of the article: a whole sentence, or longer than any headline but the longest."""
    return len(line) > 100 or (len(line) >= 25 and bool(re.search(r"\.[\"'”’)\]]*$", line)) and not is_furniture(line))


def _read_section(lines: Sequence[Line], start: int, heading: Heading) -> tuple[Passage, ...]:
    """Return the postings after a heading, in the first layout that the first line fits; () where it fits none."""
    first, heading = _skip_switches(lines, start, heading)
    if first >= len(lines):
        return ()
    for recogniser in DATED_LAYOUTS:
        if recogniser(lines, first):
            return tuple(_collect(lines, first, recogniser))
    if heading.kind in ("topic", "invitation"):
        return ()
    signed = _read_signed_below(lines, first)
    if signed and (heading.kind != "bare" or all(passage.posted for passage in signed)):
        return signed
    for recogniser in BARE_LAYOUTS:
        if recogniser(lines, first):
            passages = tuple(_collect(lines, first, recogniser))
            if _is_believable(passages, heading):
                return passages
    passages = _read_pairs(lines, first, heading)
    return passages if _is_believable(passages, heading) else ()


def _skip_switches(lines: Sequence[Line], start: int, heading: Heading) -> tuple[int, Heading]:
    """Return the first line that may begin a posting, and the more telling heading where two follow each other."""
    number = start
    while number < min(len(lines), start + SKIPPED):
        line = lines[number].text
        another = read_heading(line)
        if another and (another.kind == "counted" or heading.kind == "invitation"):
            heading = another
        elif not (
            another or not line or is_form(line) or is_buttons(line) or is_votes(line) or is_furniture(line)
        ) or read_signed(lines, number):
            break
        number += 1
    return number, heading


def _collect(lines: Sequence[Line], first: int, recogniser: Recogniser) -> Iterator[Passage]:
    """Yield the postings whose headers *recogniser* sees from line *first* on."""
    headers: list[tuple[int, Header]] = []
    number, end = first, _end_of_thread(lines, first)
    while number < end:
        header = recogniser(lines, number) if lines[number].text else None
        if header:
            headers.append((number, header))
        number = header.next_line if header else number + 1
    starts = [_answer_above(lines, number) for number, _ in headers]
    ends = [start for start, _ in starts[1:]] + [end]
    for (_, header), (_, answers), end in zip(headers, starts, ends, strict=True):
        named = replace(header, answers=header.answers or answers)
        passage = read_passage(named, lines[header.next_line : end], ends_text)
        if passage:
            yield passage


def _end_of_thread(lines: Sequence[Line], first: int) -> int:
    """Return the number of the line where links to other pages begin; names and dates stand beside those too."""
    places = (number for number in range(first, len(lines)) if opens_list(lines[number].text))
    return next((number for number in places if not read_heading(lines[number].text)), len(lines))


def _answer_above(lines: Sequence[Line], number: int) -> tuple[int, str | None]:
    """Return where the posting whose header is line *number* begins, and the name in "In reply to NAME" above it."""
    above = next((place for place in range(number - 1, max(-1, number - 3), -1) if lines[place].text), None)
    name = read_answer(lines[above].text) if above is not None else None
    return (above, name) if above is not None and name else (number, None)


def _read_signed_below(lines: Sequence[Line], first: int) -> tuple[Passage, ...]:
    """Return the postings of a page that signs each below its text: "Posted by NAME on DATE"."""
    passages, start = [], first
    for number in range(first, len(lines)):
        header = read_signature(lines, number) if lines[number].text else None
        if header is None:
            continue
        passage = read_passage(header, lines[start:number], ends_text)
        if passage:
            passages.append(passage)
        start = header.next_line
    return tuple(passages)


def _read_pairs(lines: Sequence[Line], first: int, heading: Heading) -> tuple[Passage, ...]:
    """Return the postings of a page that shows a bare name before each."""
    kept: list[Line] = []
    starts: list[float] = []
    buttons: dict[int, list[Line]] = {}
    bonus = 0.0
    for line in lines[first:]:
        if ends_text(line.text) or (len(kept) > 1 and closes_thread(line.text)):
            break
        if not line.text:
            bonus = max(bonus, 0.5)
        elif kept and (is_buttons(line.text) or is_votes(line.text) or read_posted(line.text)):
            buttons.setdefault(len(kept) - 1, []).append(line)
            bonus = 2.0 if is_buttons(line.text) else bonus
        else:
            kept.append(line)
            starts.append(bonus)
            bonus = 0.0
    authors = choose_authors([line.text for line in kept], starts, heading.count)
    ends = [*authors[1:], len(kept)]
    found = []
    for number, end in zip(authors, ends, strict=False):
        header = Header(kept[number].text, kept[number].span, number + 1, depth=kept[number].indent)
        found.append(read_passage(header, _with_buttons(kept, number + 1, end, buttons), ends_text))
    passages = tuple(passage for passage in found if passage)
    return passages[: heading.count] if heading.count else passages


def _with_buttons(kept: Sequence[Line], start: int, end: int, buttons: dict[int, list[Line]]) -> list[Line]:
    return [line for number in range(start, end) for line in (kept[number], *buttons.get(number, ()))]


def _is_believable(passages: Sequence[Passage], heading: Heading) -> bool:
    """Return whether names without dates make a thread: the page says how many, or the texts sound like readers."""
    if not passages:
        return False
    if heading.count is not None and len(passages) == heading.count:
        return True
    if any(score_name(passage.author) < 0 for passage in passages):
        return False
    if heading.count is not None and len(passages) < heading.count:
        return True
    spoken = sum(bool(_SPOKEN.search(_QUOTED.sub("", passage.words))) for passage in passages)
    return 2 * spoken >= len(passages) and (heading.kind != "bare" or len(passages) > 1)


def _find_unheaded(lines: Sequence[Line], start: int) -> Thread | None:
    """Return a thread that no heading announces: dated ``NAME says:``, or dated names with buttons under the texts."""
    has_buttons = any(is_buttons(line.text) for line in lines[start:])
    tried = 0
    for number in range(start, len(lines)):
        line = lines[number].text
        if not line or len(line) > 160 or tried >= ATTEMPTS:
            continue
        for recogniser in DATED_LAYOUTS if has_buttons else (read_said_dated,):
            if recogniser(lines, number):
                tried += 1
                passages = tuple(_collect(lines, number, recogniser))
                closed = sum(passage.has_buttons for passage in passages)
                if passages and (recogniser is read_said_dated or (2 * closed >= len(passages) and closed)):
                    return Thread(number, link_replies(passages))
    return None
