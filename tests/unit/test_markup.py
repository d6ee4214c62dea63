"""Reader comments are found in markup; what only looks like one is not."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring, tostring

from extract.loading.markup import drop_threads, find_threads
from extract.loading.remarks import Remark
from extract.loading.shown import text_of


def remarks_of(body: str) -> tuple[Remark, ...]:
    return find_threads(document_fromstring(f"<html><body>{body}</body></html>")).remarks


@pytest.mark.parametrize(
    "item",
    [
        '<li class="comment"><b class="fn">Jane</b> <span class="says">says:</span><p>No.</p></li>',
        '<div class="comment"><span class="comment-author">Jane</span><div class="comment-text">No.</div></div>',
        '<div class="comment-item"><a class="username">Jane</a><p>No.</p><a>Reply</a><span>12</span></div>',
        '<article id="comment-5"><cite>Jane</cite> wrote:<p>No.</p></article>',
        '<div data-comment-id="5"><strong class="user-name">Jane</strong><p>No.</p></div>',
        '<section class="c-comment"><a rel="author">Jane</a>: No.</section>',
        '<div class="comment" data-author="Jane"><div class="body">No.</div></div>',
        '<div itemscope itemtype="http://schema.org/UserComments"><span itemprop="creator">Jane</span>'
        '<p itemprop="commentText">No.</p></div>',
        '<ol class="commentlist"><li><span class="author">Jane</span><p>No.</p></li></ol>',
        '<div id="disqus_thread"><ul><li><b class="author">Jane</b><div data-role="message">No.</div></li></ul></div>',
    ],
)
def test_one_comment(item: str) -> None:
    """Author and words are found in each kind of markup, buttons and counts left out."""
    assert remarks_of(item) == (Remark("No.", "Jane"),)


@pytest.mark.parametrize(
    "markup",
    [
        '<li class="pingback comment">Pingback: <a class="author">Jane</a> elsewhere</li>',
        '<li class="comment"><a href="#respond">5 Comments</a></li>',
        '<pre><div class="comment"><b class="author">Jane</b> # a note in code</div></pre>',
        '<div class="comment"><form><label class="name">Name</label><textarea>No.</textarea></form></div>',
        '<div class="comment"><span class="author">Jane</span><a>Reply</a></div>',
        '<div class="commentary"><span class="author">Jane</span><p>No.</p></div>',
        '<ul class="menu"><li class="depth-1"><a class="name">World</a></li></ul>',
    ],
)
def test_no_comment(markup: str) -> None:
    """Pingbacks, counts, code, forms, empty blocks and other words are no comments."""
    assert remarks_of(markup) == ()


@pytest.mark.parametrize(
    ("moment", "posted"),
    [
        ("<time datetime='2021-03-03'>2 hours ago</time>", "2 hours ago"),
        ("<time datetime='2021-03-03'></time>", "2021-03-03"),
        ("<span class='comment-date'>on March 3, 2021 at 10:02 am</span>", "March 3, 2021 at 10:02 am"),
        ("<div class='comment-meta'><a>3 March 2021</a> | <a>Edit</a></div>", "3 March 2021"),
        ("<span class='when'>soon</span>", ""),
    ],
)
def test_posted(moment: str, posted: str) -> None:
    """The moment is told as the page displays it, else as its attribute has it."""
    [remark] = remarks_of(f'<div class="comment"><b class="author">Jane</b>{moment}<p class="text">No.</p></div>')

    assert remark.posted == posted


def test_replies() -> None:
    """A comment within another answers it, however deep, and whatever wraps them."""
    item = '<li class="comment"><article class="comment"><b class="fn">{}</b><p>No.</p></article>{}</li>'
    inner = item.format("C", "")
    thread = item.format("A", f"<ul class='children'>{item.format('B', f'<ul>{inner}</ul>')}</ul>") + item.format(
        "D", ""
    )

    assert [(one.author, one.answers) for one in remarks_of(f"<ol>{thread}</ol>")] == [
        ("A", None),
        ("B", 0),
        ("C", 1),
        ("D", None),
    ]


def test_reply_that_names_whom_it_answers() -> None:
    """A comment whose header says whom it answers, answers the latest by that name."""
    item = '<div class="comment"><b class="author">{}</b><p>No.</p></div>'

    remarks = remarks_of(item.format("A") + item.format("B") + item.format("C replied to A"))

    assert [(one.author, one.answers) for one in remarks] == [("A", None), ("B", None), ("C", 0)]


def test_siblings_in_one_wrapper() -> None:
    """Comments side by side in a block that is named as one do not answer each other."""
    item = '<div class="comment"><b class="author">{}</b><p>No.</p></div>'

    remarks = remarks_of(f'<div class="comment-wrapper">{item.format("A")}{item.format("B")}</div>')

    assert [(one.author, one.answers) for one in remarks] == [("A", None), ("B", None)]


def test_paragraphs_and_breaks() -> None:
    """Blocks and line breaks of a comment are lines; white space is folded; an emoji's image is its sign."""
    text = "<p>One\n  two<br>three</p><blockquote>four</blockquote><img class='emoji' alt='🐟'>"

    [remark] = remarks_of(f'<div class="comment"><b class="author">A</b><div class="comment-text">{text}</div></div>')

    assert remark.text == "One two\nthree\nfour\n🐟"


def test_drop_threads() -> None:
    """Comments, headings and forms are taken out; the article stays, even where its wrapper is named as a thread."""
    article = "<h1>T</h1><p>Body.</p>"
    thread = '<h3 class="comments-title">2</h3><div class="comment"><b class="author">A</b><p>No.</p></div>'
    tree = document_fromstring(f'<div id="comments">{article}<section class="comments-area">{thread}</section></div>')

    drop_threads(tree, find_threads(tree))

    assert b"Body." in tostring(tree)
    assert b"No." not in tostring(tree)
    assert b"comments-title" not in tostring(tree)


def test_text_of() -> None:
    """Scripts, forms and comments of the markup are not read, but what follows them is."""
    tree = document_fromstring("<div>a<!-- x -->b<script>y</script>c<form>z</form>d<p>e</p>f</div>")

    assert text_of(tree) == "abcd\ne\nf"
