"""Reader comments in the markup of a page: WordPress, Disqus, nested articles, schema.org, and plain comment blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.loading.shown import Node, text_of
from extract.segmentation.furniture import is_buttons, is_votes
from extract.segmentation.timestamps import WHEN


@dataclass(frozen=True)
class Remark:
    """One reader comment as the markup has it; what it does not tell is empty."""

    text: str
    author: str = ""
    posted: str = ""
    answers: int | None = None
    """The number of the remark that it answers."""


def _tokens(pattern: str) -> Callable[[Node], bool]:
    """Return a test whether an element has a class, or an id, that *pattern* matches as a whole."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda node: any(map(compiled.fullmatch, (*node.get("class", "").split(), node.get("id", ""))))


def _properties(*names: str) -> Callable[[Node], bool]:
    return lambda node: not set(node.get("itemprop", "").split()).isdisjoint(names)


_TAGS = ("li", "article", "div", "section", "tr", "dd", "blockquote")
_has_item_class = _tokens(
    r"(?:c-|js-|user-?|reader-?|single-?)?comment(?:[-_]{1,2}(?:item|entry|single|container|wrapper|wrap|post|box|row"
    r"|node|block|card))?|(?:li-|div-)?comment[-_]?\d+"
)
_is_list = _tokens(r"comment-?list|comments-?list|post-list")
_is_pingback = _tokens(r"pingback|trackback")
_is_nesting = _tokens(r"children|replies|(?:comment|nested|child)[-_]*(?:replies|children|comments|thread)")
_IS_AUTHOR = (
    _properties("author", "creator"),
    _tokens(r"fn"),
    lambda node: node.tag == "cite" or node.get("rel") == "author",
    _tokens(r"(?:comment|post|reply|user|display|nick)?[-_]*(?:author|user|username|name|commenter)[-_]*(?:name)?"),
    _tokens(r"comment[-_]*(?:meta|header|info|by)[-_]*(?:author|user|name)?|poster|nick|(?:post-)?byline"),
)
_IS_POSTED = (
    _properties("datePublished", "dateCreated", "commentTime"),
    lambda node: node.tag == "time",
    _tokens(r"(?:comment|post|reply)?[-_]*(?:date|time|datetime|timestamp|ago|posted|published|created|permalink)"),
    _tokens(r"time-?ago|posted-on|when|(?:comment|post|reply)[-_]*(?:meta|metadata|info|header|head|details)"),
)
_IS_TEXT = (
    _properties("text", "commentText"),
    lambda node: node.get("data-role") == "message",
    _tokens(r"(?:comment|post|reply)?[-_]*(?:text|copy|message)"),
    _tokens(r"(?:comment|post|reply)?[-_]*(?:content|body|description)"),
)
_is_beside_text = _tokens(
    r"(?:comment|post)?[-_]*(?:reply|replies|actions?|footer|tools|buttons?|links?|meta|metadata|head|header|avatar|vcard"
    r"|rating|ratings|votes?|voting|likes?|share|controls?|menu|number|awaiting-moderation|edit-link|reply-link)"
    r"|says|children|report|flag|badge|karma|score|points|screen-reader-text|sr-only|visually-hidden"
)
_is_thread = _tokens(
    r"comments?[-_]*(?:area|list|section|container|wrapper|wrap|thread|block|box|title|form|template|header|heading|count"
    r"|nav|navigation|pagination|closed|feed|panel|app|root|inner|respond)?|respond|disqus[-_]*(?:thread|comments?|embed)?"
    r"|post-list|no-comments|(?:reader|user|fb)-comments|discussion"
)
_THREAD_TAGS = ("section", "div", "ol", "ul", "aside", "article", "h2", "h3", "h4", "p", "form", "a", "span")
_SAYS = re.compile(r"\s*(?:\bsays?|\bsaid|\bwrote|\bwrites|\bcommented)?\s*(?::|…|\.\.\.)?\s*$", re.IGNORECASE)
_SAYS_FIRST = re.compile(r"\s*(?:(?:says?|said|wrote|commented)\s*(?::|…|\.\.\.)|:)\s*", re.IGNORECASE)
LONGEST_AUTHOR = 80
ARTICLE_PARAGRAPH = 80
"""Characters of a paragraph; two such outside comments are an article, which is not dropped with its comments."""


def find_remarks(tree: Node) -> tuple[Remark, ...]:
    """Return the reader comments of a page in the order of its markup."""
    items = _find_items(tree)
    numbers: dict[Node, int] = {}
    claimed: dict[Node, Node] = {}
    remarks: list[Remark] = []
    for item in items:
        remark = _read_item(item, items)
        if remark is None:
            continue
        answers = _answered_by(item, items, numbers, claimed)
        wrapper = _above(item, items)
        while wrapper is not None and wrapper not in numbers:  # <li class="comment"><article> are one comment
            numbers[wrapper], claimed[wrapper] = len(remarks), item
            wrapper = _above(wrapper, items)
        numbers[item] = len(remarks)
        remarks.append(Remark(remark.text, remark.author, remark.posted, answers))
    return tuple(remarks)


def drop_threads(tree: Node) -> None:
    """Take comments, their headings and forms out of *tree*, so that nothing of them is read as the article's."""
    for node in _find_items(tree):
        _drop(node)
    for node in list(tree.iter(*_THREAD_TAGS)):
        if _is_thread(node) and not _holds_article(node):
            _drop(node)


def _find_items(tree: Node) -> dict[Node, None]:
    """Return the elements that are, or wrap, one comment, in order; a dict for its fast look-up."""
    return {node: None for node in tree.iter(*_TAGS) if _is_item(node)}


def _is_item(node: Node) -> bool:
    if _is_pingback(node) or any(parent.tag in ("pre", "code") for parent in node.iterancestors()):
        return False
    return bool(
        re.search(r"schema\.org/(?:User)?Comments?/?$", node.get("itemtype", ""))
        or node.get("data-comment-id")
        or _has_item_class(node)
        or (node.tag == "li" and _is_listed(node))
    )


def _is_listed(item: Node) -> bool:
    """Return whether a list item stands in a list of comments: WordPress's, or Disqus's, whose items are posts."""
    listing = item.getparent()
    while listing is not None and _is_nesting(listing):
        listing = next((above for above in listing.iterancestors("ul", "ol")), None)
    return listing is not None and _is_list(listing)


def _own(item: Node, items: dict[Node, None]) -> Iterator[Node]:
    """Yield the elements of *item* that are in no comment nested in it."""
    for child in item:
        if isinstance(child.tag, str) and child not in items:
            yield child
            yield from _own(child, items)


def _above(item: Node, items: dict[Node, None]) -> Node | None:
    return next((parent for parent in item.iterancestors() if parent in items), None)


def _answered_by(
    item: Node, items: dict[Node, None], numbers: dict[Node, int], claimed: dict[Node, Node]
) -> int | None:
    """Return the number of the comment that *item* is nested in; a sibling in one wrapper answers nothing."""
    above = _above(item, items)
    while above is not None:
        if above in numbers and (above not in claimed or _is_nested(item, above)):
            return numbers[above]
        above = _above(above, items)
    return None


def _is_nested(item: Node, wrapper: Node) -> bool:
    """Return whether a list or a block of replies stands between *wrapper* and *item*."""
    between = []
    for parent in item.iterancestors():
        if parent is wrapper:
            break
        between.append(parent)
    return any(parent.tag in ("ul", "ol") or _is_nesting(parent) for parent in between)


def _read_item(item: Node, items: dict[Node, None]) -> Remark | None:
    """Return the comment that *item* holds itself, or None for a wrapper and for what only looks like a comment."""
    own = list(_own(item, items))
    author_node, author = _first(own, _IS_AUTHOR, _author_in)
    posted_node, posted = _first(own, _IS_POSTED, _posted_in)
    author = author or item.get("data-author", "")

    def is_left_out(node: Node) -> bool:
        return node in items or node is author_node or node is posted_node or _is_beside_text(node)

    _, text = _first(own, _IS_TEXT, lambda node: _words_of(node, is_left_out))
    text = text or _words_of(item, is_left_out)
    if not text or not (author or posted or item.get("itemtype")):
        return None
    return Remark(text, author, posted)


def _first(
    nodes: list[Node], tests: tuple[Callable[[Node], bool], ...], read: Callable[[Node], str]
) -> tuple[Node | None, str]:
    """Return the first element that passes the first test that any passes, and what *read* finds in it."""
    for test in tests:
        for node in nodes:
            if test(node) and (words := read(node)):
                return node, words
    return None, ""


def _author_in(node: Node) -> str:
    name = next((inner for inner in node.iter() if "name" in inner.get("itemprop", "").split()), node)
    words = name.get("content") or " ".join(text_of(name, _is_beside_name).split())
    words = _SAYS.sub("", words)
    return words if len(words) <= LONGEST_AUTHOR and any(char.isalnum() for char in words) else ""


def _is_beside_name(node: Node) -> bool:
    return (
        node.tag == "time"
        or any(test(node) for test in _IS_POSTED[2:])
        or _tokens(r"says|badge|avatar|role|parent-link")(node)
    )


def _posted_in(node: Node) -> str:
    words = " ".join(text_of(node).split())
    if node.tag == "time" and words:
        return words[:LONGEST_AUTHOR]
    found = re.search(WHEN, words, re.IGNORECASE)
    return found[0] if found else node.get("datetime") or node.get("content") or ""


def _words_of(node: Node, is_left_out: Callable[[Node], bool]) -> str:
    lines = _SAYS_FIRST.sub("", text_of(node, is_left_out), count=1).split("\n")
    while len(lines) > 1 and (is_buttons(lines[-1]) or is_votes(lines[-1])):
        lines.pop()
    words = "\n".join(lines)
    return "" if is_buttons(words) else words


def _holds_article(node: Node) -> bool:
    if next(node.iter("h1", "main"), None) is not None:
        return True
    return sum(len(text_of(paragraph)) >= ARTICLE_PARAGRAPH for paragraph in node.iter("p")) > 1


def _drop(node: Node) -> None:
    if node.getparent() is not None:
        node.drop_tree()
