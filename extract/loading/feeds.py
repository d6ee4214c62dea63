"""Feeds (RSS, RDF, Atom) and exports (WordPress, Disqus) -> their articles, each with its readers' comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape, unescape

from extract.errors import LoadError
from extract.loading.found import Found, PassedOver, articles_of, find_day
from extract.loading.fragments import text_of_fragment
from extract.loading.html import lay_out
from extract.loading.remarks import Remark
from extract.loading.shown import Node
from extract.loading.source import Settings, Source
from extract.loading.xml import child, iterate, name_of, namespace_of, word, words_in
from extract.stages import Article, Failure

FEEDS = (".xml", ".rss", ".atom", ".rdf")
_ARTICLES = ("item", "entry")
_DISQUS = ("thread", "post")
_UNREAD_TYPES = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_block wp_template"
    " wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face".split()
)
"""WordPress's own types of post that are no articles."""
_KIND_AND_STATE = "post_type status".split()
_UNREAD_STATES = ("trash", "auto-draft", "inherit")
_CAPTION = re.compile(r"\[(caption|gallery|audio|video|embed)\b[^\]]*\](?:(?!\[\1\b).)*?\[/\1\]", re.DOTALL)
_SHORTCODE = re.compile(r"\[(?:/[\w-]+|[\w-]+(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\]\"']+))+\s*/?|gallery|embed)\]")
_DATES = ("pubDate", "post_date", "published", "issued", "date", "created", "updated", "modified")


def read_feed(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the articles of a feed or an export, whichever the root element says it is."""
    with source.open() as stream:
        yield from articles_of(_find(iterate(stream, source.uri, (*_ARTICLES, *_DISQUS)), source.uri), source, settings)


def _find(elements: Iterator[Node], uri: str) -> Iterator[Found | PassedOver]:
    root = next(elements)
    if name_of(root) == "disqus":
        yield from _read_disqus(elements, uri)
    elif name_of(root).lower() in ("rss", "rdf", "feed"):
        articles = (node for node in elements if name_of(node) in _ARTICLES)
        for number, node in enumerate(articles, start=1):
            yield _read_post(node, number, uri) if _is_wordpress(node) else _read_item(node, number, uri)
    else:
        raise LoadError(
            f"this is XML of a kind that is not known: its root is <{name_of(root)}>",
            where=uri,
            remedy="export it as RSS, Atom or WordPress XML, or put its texts into .txt files or a table",
        )


def _is_wordpress(node: Node) -> bool:
    return any("wordpress.org/export" in namespace_of(one) for one in node)


def _read_item(node: Node, number: int, uri: str) -> Found:
    body = child(node, "encoded", "content", "description", "summary")
    title = " ".join(text_of_fragment(_markup_of(child(node, "title"))).split()) or None
    published, fault = find_day(word(node, *_DATES))
    paragraphs = text_of_fragment(_markup_of(body)).split("\n")
    name = word(node, "guid", "id") or _link_of(node) or str(number)
    return Found(lay_out(title, published, paragraphs, ()), f"{uri}, item {number}", name, fault)


def _markup_of(node: Node | None) -> str:
    """Return what an element holds as HTML: escaped text, text that is no HTML, or elements."""
    from lxml import etree

    if node is None:
        return ""
    if node.get("type") == "xhtml" or (len(node) and namespace_of(node[0]).endswith("xhtml")):
        for inner in node.iter(etree.Element):
            inner.tag = name_of(inner)
        return "".join(etree.tostring(inner, encoding="unicode", method="html") for inner in node)
    return escape(words_in(node)) if node.get("type") in ("text", "text/plain") else words_in(node)


def _link_of(node: Node) -> str:
    links = [one for one in node if name_of(one) == "link"]
    shown = [one.get("href") or words_in(one) for one in links if one.get("rel") in (None, "alternate")]
    return next(filter(None, shown), "")


def _read_post(node: Node, number: int, uri: str) -> Found | PassedOver:
    """Return a post of a WordPress export with its approved comments."""
    kind, state = (word(node, tag) for tag in _KIND_AND_STATE)
    if kind in _UNREAD_TYPES or state in _UNREAD_STATES:
        return PassedOver(f"{kind or 'post'} of WordPress" if kind in _UNREAD_TYPES else f"post in the state {state}")
    content = _SHORTCODE.sub(" ", _CAPTION.sub(" ", word(node, "encoded")))
    is_marked = bool(re.search(r"<p\b|<!-- wp:", content))
    title = " ".join(text_of_fragment(word(node, "title")).split()) or None
    published, fault = find_day(word(node, "post_date", "pubDate"))
    paragraphs = text_of_fragment(content, has_lines=not is_marked).split("\n")
    remarks = _link([_comment_of(one) for one in node if name_of(one) == "comment" and _is_shown(one)])
    name = word(node, "post_id") or word(node, "guid", "link") or str(number)
    return Found(lay_out(title, published, paragraphs, remarks), f"{uri}, item {number}", name, fault)


@dataclass(frozen=True)
class _Comment:
    id: str
    answers: str
    remark: Remark


def _is_shown(node: Node) -> bool:
    return word(node, "comment_approved") in ("", "1", "approved") and word(node, "comment_type") in ("", "comment")


def _comment_of(node: Node) -> _Comment:
    posted = word(node, "comment_date", "comment_date_gmt")
    words = text_of_fragment(word(node, "comment_content"), has_lines=True)
    remark = Remark(words, " ".join(unescape(word(node, "comment_author")).split()), posted)
    return _Comment(word(node, "comment_id"), word(node, "comment_parent"), remark)


def _link(comments: list[_Comment]) -> list[Remark]:
    """Return the remarks that have words, each with the number of the one that it answers."""
    kept = [one for one in comments if one.remark.text]
    numbers = {one.id: number for number, one in enumerate(kept) if one.id}
    return [replace(one.remark, answers=numbers.get(one.answers) if one.answers != one.id else None) for one in kept]


@dataclass
class _Thread:
    name: str
    title: str
    message: str
    created: str
    remarks: list[_Comment] = field(default_factory=list)


def _read_disqus(elements: Iterator[Node], uri: str) -> Iterator[Found | PassedOver]:
    """Yield the threads of a Disqus export, which has all threads first, then all comments."""
    threads: dict[str, _Thread] = {}
    passed: Counter[str] = Counter()
    for node in elements:
        if name_of(node) == "thread" and child(node, "title", "link", "forum") is not None:
            threads[_key_of(node)] = _thread_of(node)
        elif name_of(node) == "post":
            thread = threads.get(_key_of(child(node, "thread")))
            if thread is None or word(node, "isDeleted") == "true" or word(node, "isSpam") == "true":
                passed["deleted, spam or stray comment of Disqus"] += 1
            else:
                thread.remarks.append(_post_of(node))
    for number, thread in enumerate(threads.values(), start=1):
        if not thread.remarks and not thread.message:
            passed["thread of Disqus without comments"] += 1
            continue
        published, fault = find_day(thread.created)
        page = lay_out(thread.title or None, published, thread.message.split("\n"), _link(thread.remarks))
        yield Found(page, f"{uri}, thread {number}", thread.name or str(number), fault)
    for kind, count in passed.items():
        yield PassedOver(kind, count)


def _key_of(node: Node | None) -> str:
    """Return the number that Disqus gives a thread or a comment, an attribute in a namespace of its own."""
    return next((value for name, value in node.items() if name.endswith("}id")), "") if node is not None else ""


def _thread_of(node: Node) -> _Thread:
    return _Thread(
        name=word(node, "id", "link") or _key_of(node),
        title=" ".join(text_of_fragment(word(node, "title")).split()),
        message=text_of_fragment(word(node, "message"), has_lines=True),
        created=word(node, "createdAt"),
    )


def _post_of(node: Node) -> _Comment:
    author = child(node, "author")
    name = unescape(word(author, "name", "username")) if author is not None else ""
    words = text_of_fragment(word(node, "message"))
    return _Comment(_key_of(node), _key_of(child(node, "parent")), Remark(words, name, word(node, "createdAt")))
