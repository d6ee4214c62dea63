"""Where the threads of a page may stand: in blocks that call themselves so, or below a heading that announces them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from extract.loading.labels import claims_comments, denies_comments
from extract.loading.pieces import Pieces, count_in
from extract.loading.shown import Node
from extract.loading.threads import Thread
from extract.segmentation.furniture import opens_list
from extract.segmentation.headings import Heading, count_announced, read_heading

LONGEST_HEADING = 200
MOST_PIECES = 12
"""Pieces of text that a heading may consist of."""
LEVELS = 4
"""Elements that are gone up from a heading to the thread below it."""
PARAGRAPH = 80
"""Characters of a paragraph of the article."""

_HEADINGS = tuple("h1 h2 h3 h4 h5 h6 summary legend strong b p div span a header dt".split())


class Places:
    """The places of one page, the outermost ones that hold nothing of the article."""

    def __init__(self, tree: Node, pieces: Pieces) -> None:
        self.tree, self.pieces = tree, pieces
        self.body = next(tree.iter("body"), tree)
        elements = [node for node in tree.iter() if isinstance(node.tag, str)]
        self._claims = {node: claim for node in elements if (claim := claims_comments(node))}
        self._denied = {node for node in elements if denies_comments(node)}
        self._heads = [pieces.range_of(node)[0] for node in elements if node.tag in ("h1", "main")]
        self._paragraphs = self._unclaimed_paragraphs()
        self._found: dict[str, list[list[Node]]] = {}

    def _unclaimed_paragraphs(self) -> list[int]:
        """Return where long paragraphs begin that stand in no block that calls itself comments, but for its wrapper."""
        found = []
        for paragraph in self.tree.iter("p"):
            if len(self.pieces.words_of(paragraph)) >= PARAGRAPH:
                claimed = sum(self._claims.get(above) == "sure" for above in paragraph.iterancestors())
                found += [self.pieces.range_of(paragraph)[0]] if claimed < 2 else []
        return found

    def claimed(self, claim: Literal["sure", "maybe"]) -> list[list[Node]]:
        """Return the elements that make *claim*, those side by side in one element together."""
        if claim not in self._found:
            self._found[claim] = _neighbours(self._outermost(claim))
        return self._found[claim]

    def _outermost(self, claim: str) -> Iterator[Node]:
        stack = [self.tree]
        while stack:
            node = stack.pop()
            if node in self._denied or node.tag in ("pre", "code", "head", "nav"):
                continue
            if self._claims.get(node) == claim and not self._wraps_article(node):
                yield node
                continue
            stack.extend(child for child in reversed(node) if isinstance(child.tag, str))

    def _wraps_article(self, node: Node) -> bool:
        """Return whether *node* holds the page's headline, or paragraphs outside the blocks in it that say the same."""
        if self.holds_head(node):
            return True
        has_inner = any(inner in self._claims for inner in islice(node.iterdescendants(), 1000))
        return has_inner and count_in(self._paragraphs, *self.pieces.range_of(node)) > 1

    def holds_head(self, node: Node) -> bool:
        """Return whether *node* holds a headline, or is all of the page."""
        return node.tag in ("body", "html") or count_in(self._heads, *self.pieces.range_of(node)) > 0

    def headings(self) -> Iterator[tuple[Node, Heading]]:
        """Yield the elements that announce comments, outside lists of those of other pages."""
        for node in self.tree.iter(*_HEADINGS):
            heading = self._heading(node)
            if heading and heading.kind != "invitation" and self._denied.isdisjoint((node, *node.iterancestors())):
                yield node, heading

    def _heading(self, node: Node) -> Heading | None:
        start, end = self.pieces.range_of(node)
        words = self.pieces.words_of(node) if 0 < end - start <= MOST_PIECES else ""
        return read_heading(words) if 0 < len(words) <= LONGEST_HEADING else None

    def below(self, heading: Node) -> list[Node]:
        """Return the elements after *heading* in which comments may stand: beside it, or beside what wraps it."""
        node = heading
        for _ in range(LEVELS):
            nodes = list(self._after(node))
            if any(self.pieces.words_of(after) for after in nodes):
                return nodes
            node = node.getparent()
            if node is None or node.tag in ("body", "html", "main"):
                break
        return []

    def _after(self, node: Node) -> Iterator[Node]:
        for after in node.itersiblings():
            if isinstance(after.tag, str):
                if after in self._denied or opens_list(self.pieces.words_of(after)[:LONGEST_HEADING]):
                    return
                yield after

    def counts(self, threads: Iterable[Thread]) -> Iterator[int]:
        """Yield how many comments the headings of threads say that there are, and links to a thread on this page."""
        yield from (heading.count for heading in self.headings_of(threads) if heading.count)
        for link in self.tree.iter("a"):
            is_here = link.get("href", "").startswith("#") and self._denied.isdisjoint((link, *link.iterancestors()))
            if is_here and (count := count_announced([self.pieces.words_of(link)])):
                yield count

    def headings_of(self, threads: Iterable[Thread]) -> Iterator[Heading]:
        """Yield the headings in the threads of the page and beside them."""
        blocks = [thread.nodes for thread in threads] + self.claimed("sure")
        for nodes in blocks:
            before = list(nodes[0].itersiblings(preceding=True))[:2] if nodes else []
            for root in (*nodes, *before):
                for node in root.iter(*_HEADINGS) if isinstance(root.tag, str) else ():
                    if heading := self._heading(node):
                        yield heading


def _neighbours(nodes: Iterable[Node]) -> list[list[Node]]:
    """Return *nodes* in groups of those that stand side by side in one element."""
    groups: list[list[Node]] = []
    for node in nodes:
        if groups and groups[-1][-1].getparent() is node.getparent():
            groups[-1].append(node)
        else:
            groups.append([node])
    return groups
