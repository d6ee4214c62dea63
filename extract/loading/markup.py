"""Reader comments in the markup of a page, told by what blocks call themselves, by headings, and by their structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.loading.labels import claims_comments
from extract.loading.linked import find_linked
from extract.loading.pieces import Pieces, count_in
from extract.loading.places import Places
from extract.loading.remarks import Remark
from extract.loading.shown import Node
from extract.loading.threads import Thread, read_as_lines, read_repeated, read_thread

ARTICLE_PARAGRAPH = 80
"""Characters of a paragraph; two such outside comments are an article, which is not dropped with its comments."""
SHORTEST_TWICE = 20
"""Characters of a comment that nobody writes twice: it is shown twice."""


@dataclass(frozen=True)
class Threads:
    """The reader comments of a page."""

    remarks: tuple[Remark, ...] = ()
    announced: int | None = None
    """How many comments the page says that it has."""
    nodes: tuple[Node, ...] = ()
    """The elements that hold them, their headings and forms, and nothing of the article."""


def find_threads(tree: Node) -> Threads:
    """Return the reader comments of a page in the order of its markup.

    They are looked for in the surest places first, and in less sure ones only where those have none.
    """
    pieces = Pieces(tree)
    places = Places(tree, pieces)
    threads: list[Thread] = []
    for find in (_claimed, _headed, _supposed, _unsaid):
        threads = [thread for thread in find(places, pieces) if thread.remarks]
        if threads:
            break
    remarks = _joined(threads)
    linked, told = find_linked(tree)
    remarks = list(linked) if len(linked) > len(remarks) else remarks
    announced = max([*places.counts(threads), *([told] if told else [])], default=None)
    return Threads(tuple(remarks), announced, _nodes_of(places, threads))


def drop_threads(tree: Node, threads: Threads) -> None:
    """Take comments, their headings and forms out of *tree*, so that nothing of them is read as the article's."""
    for node in threads.nodes:
        if node.getparent() is not None:
            node.drop_tree()
    for node in tree.iter():
        # What is called comments and still there holds the article: by that name trafilatura would leave it out.
        if isinstance(node.tag, str) and claims_comments(node) == "sure":
            for key in ("id", "class"):
                node.attrib.pop(key, None)


def _claimed(places: Places, pieces: Pieces) -> Iterator[Thread]:
    """Yield the threads in blocks that say that they are comments."""
    for nodes in places.claimed("sure"):
        thread = read_thread(pieces, nodes)
        yield thread if thread.remarks else read_as_lines(pieces, nodes)


def _headed(places: Places, pieces: Pieces) -> Iterator[Thread]:
    """Yield the first thread under a heading that announces comments."""
    for node, heading in places.headings():
        nodes = places.below(node)
        thread = read_thread(pieces, nodes)
        is_sure = heading.kind != "topic" and node.tag.startswith("h")
        if not is_sure and not all(remark.posted for remark in thread.remarks):
            thread = Thread()
        if not thread.remarks and heading.kind != "topic":
            thread = read_as_lines(pieces, nodes, heading)
        if thread.remarks:
            yield replace(thread, nodes=(node, *nodes))
            return


def _supposed(places: Places, pieces: Pieces) -> Iterator[Thread]:
    """Yield the threads in blocks whose names comments may have: posts, replies, messages."""
    for nodes in places.claimed("maybe"):
        thread = read_thread(pieces, nodes)
        if all(thread.is_by_readers(pieces)):
            yield thread


def _unsaid(places: Places, pieces: Pieces) -> Iterator[Thread]:
    """Yield what has the form of comments on a page that never says so."""
    yield read_repeated(pieces, places.body)


def _nodes_of(places: Places, threads: Sequence[Thread]) -> tuple[Node, ...]:
    """Return the elements of *threads*, and of empty blocks that are called so, without those of the article."""
    items = [node for thread in threads for item in thread.items for node in item.nodes]
    blocks = [node for thread in threads for node in thread.nodes]
    blocks += [node for nodes in places.claimed("sure") for node in nodes]
    within = {inner for node in items for inner in node.iter("p")}
    long = [
        places.pieces.range_of(paragraph)[0]
        for paragraph in places.tree.iter("p")
        if paragraph not in within and len(places.pieces.words_of(paragraph)) >= ARTICLE_PARAGRAPH
    ]

    def holds_article(node: Node) -> bool:
        return places.holds_head(node) or count_in(long, *places.pieces.range_of(node)) > 1

    return tuple(node for node in (*blocks, *items) if not holds_article(node))


def _joined(threads: Sequence[Thread]) -> list[Remark]:
    """Return the comments of all threads, those that are shown twice, as picks of the editors are, once."""
    joined: list[Remark] = []
    known: dict[tuple[str, str], int] = {}
    for thread in threads:
        numbers: dict[int, int] = {}
        for number, remark in enumerate(thread.remarks):
            words = " ".join(remark.text.split())
            if len(words) > SHORTEST_TWICE and (remark.author, words) in known:
                numbers[number] = known[remark.author, words]
                continue
            numbers[number] = known[remark.author, words] = len(joined)
            joined.append(replace(remark, answers=None if remark.answers is None else numbers.get(remark.answers)))
    return joined
