"""The text of a page as pieces in the order of its markup, each with its element and its line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.loading.shown import BLOCKS, Node

_UNREAD = frozenset("script style noscript textarea input select svg iframe object label head datalist".split())
_INLINE = re.compile(r"time|ago|date|icon|name|link|badge|button|text")
"""In the tags of elements that a page made up: those that stand within a line."""
_WRITES = ("textarea", "input", "select")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands directly in one element."""

    text: str
    """White space folded; it may be one blank, which parts words."""
    node: Node
    line: int
    """Equal for pieces that a browser shows in one line or paragraph."""
    is_button: bool = False


class Pieces:
    """All pieces of a page, and where each element's begin and end among them."""

    def __init__(self, tree: Node) -> None:
        self.all: list[Piece] = []
        self._ranges: dict[Node, tuple[int, int]] = {}
        self._line = 0
        self._walk(tree)

    def _walk(self, tree: Node) -> None:
        """Go over the elements without recursion: pages may be nested deeper than Python's stack."""
        stack: list[tuple[Node, bool, bool]] = [(tree, False, False)]
        while stack:
            node, is_left, in_button = stack.pop()
            if is_left:
                self._ranges[node] = (self._ranges[node][0], len(self.all))
                self._break(node)
                self._add(node.tail, node.getparent(), in_button)
                continue
            if not isinstance(node.tag, str) or _is_unread(node):
                self._add(node.tail, node.getparent(), in_button)
                continue
            self._break(node)
            self._ranges[node] = (len(self.all), len(self.all))
            is_button = in_button or node.tag == "button" or node.get("role") == "button"
            self._add(node.get("alt") if _is_emoji(node) else node.text, node, is_button)
            stack.append((node, True, in_button))
            stack.extend((child, False, is_button) for child in reversed(node))

    def _break(self, node: Node) -> None:
        is_own = "-" in node.tag and not _INLINE.search(node.tag)
        if node.tag in BLOCKS or node.tag == "br" or is_own:
            self._line += 1

    def _add(self, text: str | None, node: Node | None, is_button: bool) -> None:
        folded = re.sub(r"\s+", " ", text or "")
        if folded and node is not None:
            self.all.append(Piece(folded, node, self._line, is_button))

    def range_of(self, node: Node) -> tuple[int, int]:
        """Return the numbers of the first piece of *node* and of the first after it; equal where it has none."""
        return self._ranges.get(node, (0, 0))

    def numbers_of(self, nodes: Iterable[Node]) -> list[int]:
        """Return the numbers of the pieces in *nodes*."""
        return [number for node in nodes for number in range(*self.range_of(node))]

    def text_of(self, numbers: Sequence[int]) -> str:
        """Return the text of some pieces: a line for each line that they stand in, none of them blank."""
        lines: dict[int, str] = {}
        for number in numbers:
            piece = self.all[number]
            lines[piece.line] = lines.get(piece.line, "") + piece.text
        return "\n".join(folded for line in lines.values() if (folded := " ".join(line.split())))

    def words_of(self, node: Node) -> str:
        """Return the text of *node* in one line."""
        return " ".join(self.text_of(range(*self.range_of(node))).split())


def _is_unread(node: Node) -> bool:
    if node.tag == "form":  # some pages put the whole thread, or all of themselves, into one form
        return _asks_for_words(node)
    return node.tag in _UNREAD or (node.tag == "template" and not _is_shadow(node))


def _asks_for_words(form: Node) -> bool:
    """Return whether *form* is there to be filled in and holds nothing that was posted."""
    return (
        next(form.iter(*_WRITES), None) is not None
        and next(form.iter("time", "article", "p", "li", "dl"), None) is None
    )


def _is_shadow(node: Node) -> bool:
    return any(key in node.attrib for key in ("shadowrootmode", "shadowroot"))


def _is_emoji(node: Node) -> bool:
    if node.tag != "img":
        return False
    alt = node.get("alt", "")
    return "emoji" in node.get("class", "") or (
        0 < len(alt) <= 4 and not any(map(str.isalnum, alt)) and not alt.isspace()
    )


def count_in(places: Sequence[int], start: int, end: int) -> int:
    """Return how many of the sorted *places* lie from *start* to before *end*."""
    return bisect_left(places, end) - bisect_left(places, start)
