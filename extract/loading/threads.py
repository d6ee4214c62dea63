"""The comments in one place of a page, and whether they are comments or only have the form of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.loading.anchors import Anchors
from extract.loading.items import Item, find_items
from extract.loading.labels import denies_comments, names_of, words_in
from extract.loading.pieces import Pieces
from extract.loading.remarks import Remark, read_item
from extract.loading.shown import Node
from extract.segmentation.furniture import is_buttons
from extract.segmentation.headings import Heading
from extract.segmentation.lines import split_lines
from extract.segmentation.thread import read_postings

SHORTEST_TEASER = 30
"""Characters of a link that can be a headline."""

_READERS = frozenset(
    "user username nick nickname hnuser poster commenter commentor member screenname displayname login persona".split()
)
_ANSWER = re.compile(r"\b(?:repl(?:y|ies)|respond|quote|report|flag|(?:up|down)?votes?)\b", re.IGNORECASE)
_ON_THIS_PAGE = re.compile(r"^$|#|comment|reply|^javascript|^mailto")


@dataclass(frozen=True)
class Thread:
    """Comments, and the elements of each where the structure told them."""

    nodes: tuple[Node, ...] = ()
    remarks: tuple[Remark, ...] = ()
    items: tuple[Item, ...] = ()

    def is_by_readers(self, pieces: Pieces) -> Iterator[bool]:
        """Yield for each comment whether it is dated, and signed by one who is called a user or can be answered."""
        for item, remark in zip(self.items, self.remarks, strict=True):
            named = set(_words_around(item.name.node)) if item.name else set()
            yield bool(remark.posted and (named & _READERS or (item.name and _is_answerable(item, pieces))))


def read_thread(pieces: Pieces, nodes: Sequence[Node]) -> Thread:
    """Return the comments in *nodes* as their structure tells them."""
    anchors = Anchors(pieces, nodes)
    kept: list[tuple[Item, Remark]] = []
    earlier: list[str] = []
    for item in find_items(anchors):
        remark = read_item(item, anchors, earlier)
        earlier.append(" ".join(remark.text.split()))
        if _is_remark(item, remark, pieces):
            kept.append((item, remark))
    return Thread(tuple(nodes), tuple(_linked(kept)), tuple(item for item, _ in kept))


def read_repeated(pieces: Pieces, body: Node) -> Thread:
    """Return what has the form of comments anywhere in *body*: more than one of a kind side by side, by readers."""
    thread = read_thread(pieces, [body])
    kinds = Counter(map(_kind_of, thread.items))
    kept = [
        (item, replace(remark, answers=None))
        for item, remark, is_readers in zip(thread.items, thread.remarks, thread.is_by_readers(pieces), strict=True)
        if is_readers and kinds[_kind_of(item)] > 1
    ]
    return Thread((), tuple(remark for _, remark in kept), tuple(item for item, _ in kept))


def read_as_lines(pieces: Pieces, nodes: Sequence[Node], heading: Heading | None = None) -> Thread:
    """Return the comments in *nodes* that their lines tell, as those of a plain text would."""
    text = pieces.text_of(pieces.numbers_of(nodes))
    remarks = (
        Remark(
            one.text.of(text),
            one.author.of(text) if one.author else "",
            one.posted.of(text) if one.posted else "",
            one.reply_to,
        )
        for one in read_postings(split_lines(text), heading)
    )
    return Thread(tuple(nodes), tuple(remarks))


def _linked(kept: Sequence[tuple[Item, Remark]]) -> Iterator[Remark]:
    """Yield the remarks, each with the one that its place in the tree, or else its header, says it answers."""
    numbers = {id(item): number for number, (item, _) in enumerate(kept)}
    latest: dict[str, int] = {}
    for number, (item, remark) in enumerate(kept):
        answers = _answered(item, numbers)
        named = item.name.answers.lstrip("@").casefold() if item.name else ""
        yield replace(remark, answers=latest.get(named) if answers is None else answers)
        latest[remark.author.lstrip("@").casefold()] = number


def _answered(item: Item, numbers: dict[int, int]) -> int | None:
    above = item.above
    while above is not None and id(above) not in numbers:
        above = above.above
    return numbers[id(above)] if above is not None else None


def _kind_of(item: Item) -> tuple[object, ...]:
    node = item.nodes[0]
    return (node.tag, node.getparent(), frozenset(words_in(name) for name in names_of(node)))


def _is_remark(item: Item, remark: Remark, pieces: Pieces) -> bool:
    if not remark.text or not (remark.author or remark.posted) or any(map(denies_comments, item.nodes)):
        return False
    return _has_buttons(item, pieces) or not any(_is_teaser(link, remark, pieces) for link in _links_in(item))


def _has_buttons(item: Item, pieces: Pieces) -> bool:
    return any(is_buttons(pieces.all[number].text) for number in pieces.numbers_of(item.nodes))


def _is_answerable(item: Item, pieces: Pieces) -> bool:
    """Return whether an item has a button to answer or to judge it; all kinds of things can be shared."""
    texts = (pieces.all[number].text for number in pieces.numbers_of(item.nodes))
    return any(_ANSWER.search(text) and is_buttons(text) for text in texts)


def _links_in(item: Item) -> Iterator[Node]:
    """Yield the links of an item that lead to another page and are not the author's."""
    name = item.name.node if item.name else None
    around = {name, *(name.iterancestors() if name is not None else ())}
    for node in item.nodes:
        for link in node.iter("a"):
            if not _ON_THIS_PAGE.search(link.get("href", "")) and link not in around and name not in link.iter():
                yield link


def _is_teaser(link: Node, remark: Remark, pieces: Pieces) -> bool:
    """Return whether *link* shows that an item only leads to another page: its heading or most of its words."""
    words = pieces.words_of(link)
    near = [node for node in (link.getparent(), *link.iter()) if isinstance(node.tag, str)]
    is_heading = any(re.fullmatch(r"h[1-6]", node.tag) for node in near)
    return bool(words) and (
        is_heading or (2 * len(words) > len(remark.text) and len(words) > SHORTEST_TEASER and "://" not in words)
    )


def _words_around(node: Node) -> Iterator[str]:
    """Yield the words of the names of *node* and of the two elements around it."""
    for above in (node, *list(node.iterancestors())[:2]):
        for name in names_of(above):
            yield from words_in(name)
