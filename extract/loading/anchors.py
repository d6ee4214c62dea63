"""Where the comments of a thread begin, and what each piece of its text is: words, header, button."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from extract.loading.bylines import LONGEST, is_badge
from extract.loading.labels import named_in
from extract.loading.marks import Mark, Marks
from extract.loading.pieces import Pieces, count_in
from extract.loading.shown import Node
from extract.segmentation.furniture import is_buttons, is_votes

Kind = Literal["words", "plain", "subject", "mark", "button", "aside", "blank"]

_CONNECTIVE = re.compile(
    r"[\W_]*(?:(?:posted|written|said|says|wrote|by|on|at|from|to|in|re|replied|reply|response|responding|replying|via)\b[\W_]*)*",
    re.IGNORECASE,
)
_INLINE = frozenset("a span b i em strong u s code abbr mark small sub sup cite time q font bdi".split())


class Anchors:
    """Where comments begin in some neighbouring elements of a page, and what each piece in them is."""

    def __init__(self, pieces: Pieces, nodes: Sequence[Node]) -> None:
        self.pieces, self.nodes, self.marks = pieces, nodes, Marks(pieces, nodes)
        self._roots = frozenset(nodes)
        self._kinds: dict[int, Kind] = {}
        names = sorted([*self.marks.labelled, *self.marks.spoken], key=lambda one: one.start)
        self._marked = {number for mark in (*names, *self.marks.moments) for number in range(mark.start, mark.end)}
        self._set([*names])
        self._counted: tuple[Kind, ...] = ("words", "plain")
        if 2 * self._followed_by_words(names) >= len(names):
            self._counted = ("words",)
        self._set(list(self._merge(names)))
        self._add_plain(names)
        numbers = pieces.numbers_of(nodes)
        self._kinds = {number: self.kind(number) for number in numbers}
        self._bodies = [
            number for number in numbers if self._kinds[number] in ("words", "plain") and self._is_body(number)
        ]

    def _set(self, names: Sequence[Mark]) -> None:
        self.all = sorted(names, key=lambda one: one.start)
        self._starts = [mark.start for mark in self.all]

    def _merge(self, names: Sequence[Mark]) -> Iterator[Mark]:
        """Yield *names*, of those in one header only the first."""
        last: Mark | None = None
        for name in names:
            if last is None or not self._is_same_header(last, name):
                yield name
                last = name

    def _is_same_header(self, one: Mark, other: Mark) -> bool:
        between = range(one.end, other.start)
        if any(self.kind(number) in self._counted and self._is_spoken(number) for number in between):
            return False
        stamps = count_in(self.marks.moment_starts, one.end, other.start)
        return not stamps or one.words == other.words

    def _followed_by_words(self, names: Sequence[Mark]) -> int:
        """Return how many of *names* are followed by words that are labelled as such, before the next name."""
        ends = [name.start for name in names[1:]] + [
            max((self.pieces.range_of(node)[1] for node in self.nodes), default=0)
        ]
        return sum(
            any(self.kind(number) == "words" for number in range(name.end, end))
            for name, end in zip(names, ends, strict=False)
        )

    def _is_spoken(self, number: int) -> bool:
        text = self.pieces.all[number].text
        return len(text) > LONGEST or not (_CONNECTIVE.fullmatch(text) or is_badge(text) or is_votes(text.strip()))

    def _add_plain(self, labelled: Sequence[Mark]) -> None:
        """Add an anchor for each moment beside which no label names anybody."""
        known = [mark.start for mark in labelled]
        added: list[Mark] = []
        self._nameless: set[int] = set()
        for moment in self.marks.moments:
            if not self._is_told(moment, known):
                name = self.marks.name_beside(moment)
                added.append(name or moment)
                self._marked.update(range(added[-1].start, added[-1].end))
                self._nameless |= set() if name else {moment.start}
        if not labelled and not self.marks.moments:
            added += self._in_attributes()
        unique = {mark.start: mark for mark in [*added, *self.all]}
        self._set(list(unique.values()))

    def _in_attributes(self) -> Iterator[Mark]:
        """Yield a mark of no width at the beginning of each element that names an author in an attribute."""
        for root in self.nodes:
            for node in root.iter():
                start, end = self.pieces.range_of(node)
                if start < end and (name := named_in(node)):
                    yield Mark(start, start, node, name)

    def _is_told(self, moment: Mark, known: Sequence[int]) -> bool:
        for above in (moment.node, *moment.node.iterancestors()):
            start, end = self.pieces.range_of(above)
            names = count_in(known, start, end)
            if names == 1 and self._is_parted(moment, known[bisect_left(known, start)]):
                return False
            if names:
                return names == 1 or self.marks.moments_in(above) <= names
            if self.marks.moments_in(above) > 1:
                return False
            if above in self._roots:
                return bool(known) and len(self.nodes) == 1
        return bool(known)

    def _is_parted(self, moment: Mark, name: int) -> bool:
        """Return whether words stand between *moment* and a name after it: it is of a comment that nobody signed."""
        between = range(moment.end, name)
        return any(self.kind(number) in ("words", "plain") and self._is_spoken(number) for number in between)

    def name_of(self, mark: Mark) -> Mark | None:
        """Return *mark* if it names somebody; some anchors are only a moment."""
        return None if mark.start in self._nameless else mark

    def count(self, node: Node) -> int:
        """Return how many comments begin in *node*."""
        return count_in(self._starts, *self.pieces.range_of(node))

    def first_in(self, node: Node) -> Mark:
        """Return the first mark in *node* at which a comment begins."""
        return self.all[bisect_left(self._starts, self.pieces.range_of(node)[0])]

    def kind(self, number: int) -> Kind:
        """Return what a piece is by the labels of the elements around it, up to the first in which a comment begins."""
        if number in self._kinds:
            return self._kinds[number]
        piece = self.pieces.all[number]
        if not piece.text.strip():
            return "blank"
        if number in self._marked:
            return "mark"
        if piece.is_button:
            return "button"
        is_button = is_buttons(piece.text) and not self._is_prose(piece.node)
        node = piece.node
        while node is not None and not self.count(node):
            part = self.marks.part(node)
            if part == "words":
                return "words"
            if part is not None and (is_button or not (node.tag in _INLINE and self._is_in_words(node))):
                return "button" if is_button else "subject" if part == "subject" else "aside"
            if node in self._roots:
                break
            node = node.getparent()
        return "button" if is_button else "plain"

    def _is_prose(self, node: Node) -> bool:
        """Return whether *node* is a paragraph, or of a list that has more than buttons: "Vote!" may be said there."""
        if node.tag in ("ul", "ol", "li"):
            listing = node.getparent() if node.tag == "li" else node
            return not is_buttons(self.pieces.words_of(listing))
        return node.tag in ("p", "blockquote", "pre")

    def _is_in_words(self, node: Node) -> bool:
        """Return whether *node* stands in a line of words: in a paragraph, or beside other text of its parent."""
        parent = node.getparent()
        while parent is not None and parent.tag in _INLINE:
            parent = parent.getparent()
        if parent is None or self.count(parent) or parent in self._roots:
            return False
        return parent.tag in ("p", "blockquote", "li") or self.marks.part(parent) == "words"

    def _is_body(self, number: int) -> bool:
        piece = self.pieces.all[number]
        return self._kinds[number] == "words" or (self._is_spoken(number) and any(map(str.isalnum, piece.text)))

    def has_words(self, node: Node) -> bool:
        """Return whether something in *node* can be the words of a comment."""
        return count_in(self._bodies, *self.pieces.range_of(node)) > 0

    def measure(self, node: Node) -> tuple[int, int]:
        """Return how many pieces of words, and how many moments, *node* has."""
        return count_in(self._bodies, *self.pieces.range_of(node)), self.marks.moments_in(node)

    def loose_in(self, parent: Node) -> list[int]:
        """Return the pieces of words that stand directly in *parent*."""
        start, end = self.pieces.range_of(parent)
        return [number for number in self._bodies if start <= number < end and self.pieces.all[number].node is parent]

    def is_whole(self, node: Node) -> bool:
        """Return whether *node*, in which one comment begins, has its words too, on a line of their own."""
        start, end = self.pieces.range_of(node)
        lines = {self.pieces.all[number].line for number in self._marked if start <= number < end}
        bodies = (number for number in self._bodies if start <= number < end)
        return any(self._kinds[number] == "words" or self.pieces.all[number].line not in lines for number in bodies)
