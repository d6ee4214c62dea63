"""Whose a comment is and when it was posted, as a page marks it: the marks that tell where comments begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.loading.bylines import LONGEST, answers_somebody, clean_name, is_badge, read_moment
from extract.loading.labels import is_for_readers_aloud, names_of, part_named, part_of
from extract.loading.pieces import Piece, Pieces, count_in
from extract.loading.shown import Node
from extract.segmentation.furniture import is_furniture
from extract.segmentation.header import split_answer
from extract.segmentation.layouts import read_date_first, read_dated, read_said, read_signed
from extract.segmentation.lines import Line
from extract.segmentation.pseudonyms import is_name, score_name
from extract.segmentation.timestamps import ANY_DATE, MOMENT

WORDS_BESIDE = 10
"""Words that may stand in one line with the moment of posting."""
LONGEST_LIST = 60
"""Pieces of an element that can hold no more than a name and what stands beside it."""


@dataclass(frozen=True)
class Mark:
    """Pieces that name somebody or tell a moment."""

    start: int
    end: int
    node: Node
    words: str
    answers: str = ""
    """Whom the words say that the comment answers."""


class Marks:
    """The names and moments in some neighbouring elements of a page."""

    def __init__(self, pieces: Pieces, nodes: Sequence[Node]) -> None:
        self._pieces, self._nodes, self._roots = pieces, nodes, frozenset(nodes)
        self._parts = {node: part_of(node) for node in self._elements()}
        spoken = list(self._spoken())
        self.moments = _innermost([*self._labelled_moments(), *self._plain_moments(), *(two for _, two in spoken)])
        self.moment_starts = [mark.start for mark in self.moments]
        self._stamped = {number for mark in self.moments for number in range(mark.start, mark.end)}
        self.labelled = _innermost(self._labelled_names())
        covered = {number for mark in self.labelled for number in range(mark.start, mark.end)}
        self.spoken = [one for one, _ in spoken if one.words and one.start not in covered and not self._is_town(one)]

    def _is_town(self, spoken: Mark) -> bool:
        """Return whether the name stands before *spoken*, which is only a town beside a moment: "Oslo | 3 March"."""
        for above in list(spoken.node.iterancestors())[:2]:
            start, _ = self._pieces.range_of(above)
            if self.moments_in(above) > 1:
                return False
            before = [number for number in range(start, spoken.start) if self._is_plain_name(number, spoken)]
            if before and self._pieces.all[before[0]].node is not above:
                return True
        return False

    def part(self, node: Node) -> str | None:
        """Return what part of a comment the markup says that *node* is."""
        return self._parts.get(node)

    def moments_in(self, node: Node) -> int:
        """Return how many moments stand in *node*."""
        return count_in(self.moment_starts, *self._pieces.range_of(node))

    def between(self, start: int, end: int) -> list[Mark]:
        """Return the moments among the pieces from *start* to before *end*."""
        return self.moments[bisect_left(self.moment_starts, start) : bisect_left(self.moment_starts, end)]

    def _elements(self) -> Iterator[Node]:
        for root in self._nodes:
            yield from (node for node in root.iter() if isinstance(node.tag, str))

    def _labelled_moments(self) -> Iterator[Mark]:
        for node, part in self._parts.items():
            start, end = self._pieces.range_of(node)
            words = self._pieces.words_of(node) if part == "moment" and start < end else ""
            if not words or len(words) > LONGEST:
                continue
            found = re.search(MOMENT, words, re.IGNORECASE)
            if found or node.tag == "time":
                yield Mark(start, end, node, found[0] if found and node.tag != "time" else words)

    def _plain_moments(self) -> Iterator[Mark]:
        for number in self._pieces.numbers_of(self._nodes):
            piece = self._pieces.all[number]
            words = read_moment(piece.text) if len(piece.text) <= LONGEST else ""
            if (
                words
                and self.part(piece.node) != "words"
                and (_is_own_date(piece) or not self._is_spoken_of(number, words))
            ):
                yield Mark(number, number + 1, piece.node, words)

    def _is_spoken_of(self, number: int, moment: str) -> bool:
        """Return whether a moment stands in a sentence: "where is it now?"."""
        line = "".join(self._pieces.all[one].text for one in self._line_of(number)).strip()
        return line.endswith(("?", "!")) or len(line.replace(moment, "").split()) > WORDS_BESIDE

    def _line_of(self, number: int) -> range:
        line, first, last = self._pieces.all[number].line, number, number
        while first > 0 and self._pieces.all[first - 1].line == line:
            first -= 1
        while last + 1 < len(self._pieces.all) and self._pieces.all[last + 1].line == line:
            last += 1
        return range(first, last + 1)

    def _spoken(self) -> Iterator[tuple[Mark, Mark]]:
        """Yield the name and the moment of headers in words: "Posted by NAME on DATE", "NAME, DATE"."""
        for number in self._pieces.numbers_of(self._nodes):
            piece = self._pieces.all[number]
            if (
                not any(map(str.isdigit, piece.text))
                or len(piece.text) > 2 * LONGEST
                or read_moment(piece.text)
                or is_for_readers_aloud(piece.node)
            ):
                continue
            lines = [Line(piece.text.strip(), 0)]
            for recogniser in (read_said, read_signed, read_dated, read_date_first):
                header = recogniser(lines, 0)
                if header and header.posted and header.opening is None:
                    is_first = not any(self._pieces.all[one].text.strip() for one in self._before(number))
                    words = clean_name(header.name) if is_first else ""
                    name = Mark(number, number + 1, piece.node, words, header.answers or "")
                    yield name, Mark(number, number + 1, piece.node, header.posted.of(lines[0].text))
                    break

    def _labelled_names(self) -> list[Mark]:
        """Return the names in elements labelled so, those within others first: only they are names."""
        marks: list[Mark] = []
        named: set[int] = set()
        for node, part in reversed(self._parts.items()):
            start, end = self._pieces.range_of(node)
            if part != "author" or not 0 < end - start <= LONGEST_LIST or not named.isdisjoint(range(start, end)):
                continue
            mark = None if self._is_quoted(node) or is_for_readers_aloud(node) else self._name_in(node, start, end)
            if mark and not (is_badge(mark.words) and score_name(mark.words) < 3):
                marks.append(mark)
                named.add(mark.start)
        return marks[::-1]

    def _name_in(self, node: Node, start: int, end: int, *, strictly: bool = True) -> Mark | None:
        """Return the name that stands in the first line of *node*, badges and moments left out."""
        kept: list[int] = []
        for number in range(start, end):
            piece = self._pieces.all[number]
            if kept and piece.line != self._pieces.all[kept[0]].line:
                break
            if (
                not piece.text.strip()
                or number in self._stamped
                or self._is_beside(piece.node, node, strictly=strictly)
                or (kept and is_badge(piece.text))
            ):
                continue
            kept.append(number)
        words = (
            "".join(self._pieces.all[number].text for number in range(kept[0], kept[-1] + 1) if number in kept)
            if kept
            else ""
        )
        if kept and answers_somebody("".join(self._pieces.all[number].text for number in self._before(kept[0]))):
            return None
        name, answers = split_answer(clean_name(words))
        name = clean_name(name)
        if strictly and (not name or is_badge(name)):
            # Some put the name into the link of the picture.
            return self._name_in(node, start, end, strictly=False)
        return Mark(kept[0], kept[-1] + 1, node, name, answers or "") if name and len(words) <= 2 * LONGEST else None

    def _before(self, number: int) -> range:
        """Return the pieces before *number* in its line."""
        return range(self._line_of(number).start, number)

    def _is_beside(self, node: Node, within: Node, *, strictly: bool = True) -> bool:
        while node is not within and node is not None:
            if self.part(node) in (("aside", "moment", "answered", "subject") if strictly else ("moment", "answered")):
                return True
            node = node.getparent()
        return False

    def _is_quoted(self, node: Node) -> bool:
        """Return whether a name is that of somebody who is answered, quoted or mentioned."""
        for above in node.iterancestors():
            if above.tag == "blockquote" or self.part(above) == "answered":
                return True
            if above.tag == "p" and node.tag == "cite" and not self.moments_in(above):
                return True
            if above in self._roots:
                break
        return False

    def name_beside(self, moment: Mark) -> Mark | None:
        """Return the name that stands nearest to *moment* in the tree, where nothing labels it."""
        for above in moment.node.iterancestors():
            start, end = self._pieces.range_of(above)
            if self.moments_in(above) > 1:
                return None
            numbers = [number for number in range(start, end) if not moment.start <= number < moment.end]
            found = next(self._plain_names(numbers, moment), None)
            if found:
                return found
            if above in self._roots:
                return None
        return None

    def _plain_names(self, numbers: Sequence[int], moment: Mark) -> Iterator[Mark]:
        """Yield the pieces among *numbers* that can be a name: those before the moment, then those after it."""
        candidates = [number for number in numbers if self._is_plain_name(number, moment)]
        candidates.sort(key=lambda number: (number > moment.start, number))
        for place, number in enumerate(candidates):
            words = clean_name(self._pieces.all[number].text)
            after = clean_name(self._pieces.all[candidates[place + 1]].text) if place + 1 < len(candidates) else ""
            if not _are_initials(words, after):
                name, answers = split_answer(words)
                yield Mark(number, number + 1, self._pieces.all[number].node, clean_name(name), answers or "")

    def _is_plain_name(self, number: int, moment: Mark) -> bool:
        piece = self._pieces.all[number]
        if self._is_elsewhere(piece.node, moment) or self._is_quoted(piece.node) or is_for_readers_aloud(piece.node):
            return False
        name = split_answer(clean_name(piece.text))[0]
        if not name or is_badge(name) or not is_name(name) or score_name(name) < 0 or is_furniture(name):
            return False
        return not answers_somebody("".join(self._pieces.all[one].text for one in self._before(number)))

    def _is_elsewhere(self, node: Node, moment: Mark) -> bool:
        """Return whether *node* is labelled as what holds no name; around the moment as well, it is the header."""
        start, end = self._pieces.range_of(node)
        parts = {self.part(node)} - {_part_of_tag(node)}
        return (
            not parts.isdisjoint(("aside", "moment", "answered", "words", "subject"))
            and not start <= moment.start < end
        )


def _is_own_date(piece: Piece) -> bool:
    """Return whether a moment tells a day and is all that its element holds, as no sentence is marked up."""
    node = piece.node
    parent = node.getparent()
    is_own = (
        len(node) == 0 and node.tag in ("span", "small", "i", "em", "div") and parent is not None and parent.tag != "p"
    )
    return is_own and bool(re.search(rf"(?<!\w){ANY_DATE}|\bago\b", piece.text, re.IGNORECASE))


def _part_of_tag(node: Node) -> str | None:
    """Return what the tag alone says, which is less sure than a name: a heading may hold an author."""
    return "subject" if re.fullmatch(r"h[1-6]", node.tag) and not any(map(part_named, names_of(node))) else None


def _are_initials(words: str, name: str) -> bool:
    """Return whether *words* are what stands for a picture of the one with the *name*."""
    return len(words) <= 3 and words != name and words.casefold() in (
        name[: len(words)].casefold(), "".join(word[0] for word in name.split()).casefold()
    )  # fmt: skip


def _innermost(marks: Sequence[Mark]) -> list[Mark]:
    """Return *marks* in order, without those that contain another, each once."""
    kept: list[Mark] = []
    taken: set[int] = set()
    inner_first = marks[::-1]
    for mark in sorted(inner_first, key=lambda one: one.end - one.start):
        numbers = range(mark.start, mark.end)
        if mark.words and taken.isdisjoint(numbers):
            kept.append(mark)
            taken.update(numbers)
    return sorted(kept, key=lambda one: one.start)
