"""Which elements are one comment each: the tree of a thread, cut where a new name stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.loading.anchors import Anchors
from extract.loading.labels import names_of, words_in
from extract.loading.marks import Mark
from extract.loading.shown import Node

_NESTING = frozenset("children replies nested child subcomments responses thread answers".split())


@dataclass(eq=False)
class Item:
    """The elements of one comment; those of comments nested in it are items of their own."""

    nodes: list[Node]
    name: Mark | None
    above: Item | None = None
    nested: list[Item] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    """Pieces that stand between its elements, directly in the one that holds them all."""


def find_items(anchors: Anchors) -> list[Item]:
    """Return the comments of a thread in the order of the markup."""
    return _cut(anchors, anchors.nodes, None)


def _cut(anchors: Anchors, nodes: Sequence[Node], above: Item | None) -> list[Item]:
    """Return the comments in *nodes*, which are neighbours."""
    begun = [node for node in nodes if anchors.count(node)]
    if len(begun) == 1:
        if anchors.count(begun[0]) > 1:
            return _cut_within(anchors, begun[0], above)
        if anchors.is_whole(begun[0]):
            return [_item(anchors, [_narrowed(anchors, begun[0])], above)]
        return [_item(anchors, [node for node in nodes if node is begun[0] or not _is_like(node, begun[0])], above)]
    starts = set(begun)
    begins = {node for node in begun if anchors.count(node) == 1}
    adds = _find_added(anchors, nodes, begins)
    items: list[Item] = []
    first: Item | None = None
    for place, node in enumerate(nodes):
        if node not in starts:
            continue
        under = first if first is not None and _is_under(anchors, node, begun[0], begins) else above
        if node in begins:
            found = [_item(anchors, [node, *adds.get(place, ())], under)]
        else:
            found = _cut_within(anchors, node, under)
        items += found
        first = first or (found[0] if node is begun[0] else None)
    return items


def _narrowed(anchors: Anchors, node: Node) -> Node:
    """Return the innermost element that has all words and marks of *node*: a heading or a form may stand beside it."""
    while True:
        inner = next((child for child in _children(node) if anchors.count(child)), None)
        if inner is None or anchors.measure(inner) != anchors.measure(node):
            return node
        node = inner


def _cut_within(anchors: Anchors, parent: Node, above: Item | None) -> list[Item]:
    """Return the comments in *parent*; text that stands in none of its elements belongs to the header before it."""
    items = _cut(anchors, _children(parent), above)
    headers = {
        id(item.nodes[0]): item
        for item in items
        if item.nodes[0].getparent() is parent and not anchors.is_whole(item.nodes[0])
    }
    for number in anchors.loose_in(parent) if headers else ():
        before = [child for child in _children(parent) if anchors.pieces.range_of(child)[1] <= number]
        item = headers.get(id(before[-1])) if before else None
        for child in reversed(before):
            item = item or headers.get(id(child))
            if item or anchors.count(child):
                break
        if item:
            item.loose.append(number)
    return items


def _children(node: Node) -> list[Node]:
    return [child for child in node if isinstance(child.tag, str)]


def _item(anchors: Anchors, nodes: list[Node], above: Item | None) -> Item:
    mark = anchors.first_in(next(node for node in nodes if anchors.count(node)))
    item = Item(sorted(nodes, key=lambda node: anchors.pieces.range_of(node)), anchors.name_of(mark), above)
    if above is not None:
        above.nested.append(item)
    return item


def _find_added(anchors: Anchors, nodes: Sequence[Node], begins: set[Node]) -> dict[int, list[Node]]:
    """Return for the place of each header its words, where those stand in elements beside it and not in it."""
    headers = [place for place, node in enumerate(nodes) if node in begins and not anchors.is_whole(node)]
    loose = [place for place, node in enumerate(nodes) if not anchors.count(node) and anchors.has_words(node)]
    begun = [place for place, node in enumerate(nodes) if anchors.count(node)]
    if not headers or not loose:
        return {}
    is_below = loose[0] < headers[0] and loose[-1] < begun[-1] and headers[-1] == begun[-1]  # signed below the words
    edges = [-1, *begun, len(nodes)]
    where_of = {place: where for where, place in enumerate(edges)}
    added = {}
    for place in headers:
        where = where_of[place]
        low, high = (edges[where - 1], place) if is_below else (place, edges[where + 1])
        added[place] = [
            node
            for node in nodes[low + 1 : high]
            if anchors.pieces.range_of(node)[0] < anchors.pieces.range_of(node)[1]
        ]
    followed = sum(any(anchors.has_words(node) for node in kept) for kept in added.values())
    return added if 2 * followed >= len(headers) else {}


def _is_like(one: Node, other: Node) -> bool:
    """Return whether two neighbours are of one kind: the same tag and classes."""
    return one.tag == other.tag and bool(_kind_of(one)) and _kind_of(one) == _kind_of(other)


def _kind_of(node: Node) -> frozenset[tuple[str, ...]]:
    return frozenset(words for name in names_of(node) if (words := words_in(name)))


def _is_under(anchors: Anchors, node: Node, first: Node, begins: set[Node]) -> bool:
    """Return whether the comments in *node* answer the one in *first*, its elder neighbour."""
    if node is first or first not in begins:
        return False
    if not anchors.is_whole(first):
        return anchors.count(node) > 1 or anchors.is_whole(node)
    if node.tag in ("ul", "ol") and first.tag not in ("ul", "ol"):
        return True
    if any(_NESTING & set(words_in(name)) for name in names_of(node)) and not _is_like(node, first):
        return True
    parent = node.getparent()
    return parent is not None and any(_is_like(inner, parent) for inner in node.iter(parent.tag))
