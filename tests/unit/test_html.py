"""Pages become readable text in one plain layout, the same every time, with nothing fetched."""

from __future__ import annotations

import socket

import pytest

from extract.errors import LoadError
from extract.loading.html import Readable, read_html
from extract.stages import Posting, Span

BODY = "<p>Envoys of Norland and Sudmark met in the port of Talvik on Tuesday.</p>"
THREAD = """<ol class="comment-list"><li class="comment"><cite class="fn">Otto 🐟</cite> says:
<time>3 March</time><p>About time!</p></li></ol>"""


def test_layout() -> None:
    """Title, paragraphs and comments stand in this order, parted by blank lines, with their places."""
    page = f"<html><head><title>Envoys meet</title></head><body><h1>Envoys meet</h1>{BODY}{THREAD}</body></html>"

    text = (
        "Envoys meet\n\nEnvoys of Norland and Sudmark met in the port of Talvik on Tuesday.\n\n"
        "1 comment\n\nOtto 🐟\n3 March\nAbout time!\n"
    )
    posting = Posting(Span(108, 119), Span(93, 99), Span(100, 107))
    assert read_html(page, where="a.html") == Readable(text, "Envoys meet", None, (posting,), (Span(82, 91),))
    assert [span.of(text) for span in (posting.text, posting.author, posting.posted) if span] == [
        "About time!",
        "Otto 🐟",
        "3 March",
    ]


def test_comments_do_not_leak_into_the_body() -> None:
    """Words of comments, their headings and their form are in no paragraph."""
    form = '<div id="respond"><h3>Leave a Reply</h3><form><p>Your email will not be published.</p></form></div>'
    thread = f'<div id="comments"><h2>One thought on “Envoys”</h2>{THREAD}{form}</div>'

    text = read_html(f"<body><h1>Envoys meet</h1>{BODY}{thread}</body>", where="a.html").text

    assert text.count("About time!") == 1
    assert [words for words in ("thought", "Leave", "email") if words in text] == []


def test_scripts_and_styles_are_not_read() -> None:
    """What a browser does not show is not text; a script that is shown as words is."""
    page = f"<body><script>steal()</script><style>p{{}}</style>{BODY}<p>Write &lt;script&gt; here, she said.</p>"

    assert read_html(page, where="a.html").text == (
        "Envoys of Norland and Sudmark met in the port of Talvik on Tuesday.\n\nWrite <script> here, she said.\n"
    )


@pytest.mark.parametrize(
    "metadata",
    [
        '<meta property="article:published_time" content="2021-03-03T10:00:00Z">',
        '<meta name="date" content="2021-03-03">',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-03-03T10:00:00Z"}</script>',
    ],
)
def test_date_of_metadata(metadata: str) -> None:
    """The page's date is that of its metadata."""
    page = f"<html><head><title>Envoys meet</title>{metadata}</head><body>{BODY}</body></html>"

    assert read_html(page, where="a.html").published == "2021-03-03"


def test_date_of_a_comment_is_not_the_pages() -> None:
    """A page that tells no date has none, whatever its comments tell."""
    thread = THREAD.replace("<time>3 March", '<time datetime="2021-03-03" pubdate>March 3, 2021')

    assert read_html(f"<body><h1>Envoys meet</h1>{BODY}{thread}</body>", where="a.html").published is None


def test_date_does_not_depend_on_today() -> None:
    """A date of the future is read as any other: the result is the same in every year."""
    page = f'<html><head><meta name="date" content="2150-03-03"></head><body>{BODY}</body></html>'

    assert read_html(page, where="a.html").published == "2150-03-03"


def test_short_page_keeps_its_paragraphs() -> None:
    """A brief of two sentences is two paragraphs, not one line."""
    assert read_html("<p>Envoys met.</p><p>They talked.</p>", where="a.html").text == "Envoys met.\n\nThey talked.\n"


def test_declaration_of_an_encoding() -> None:
    """A page that is XML and declares its encoding is read as text that is decoded already."""
    page = f'<?xml version="1.0" encoding="koi8-r"?><html><body>{BODY.replace("Talvik", "Köln")}</body></html>'

    assert "Köln" in read_html(page, where="a.html").text


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<title>T</title><body><script>f()</script><div id=app></div></body>", "<!---->"],
)
def test_page_without_text(page: str) -> None:
    """A page with nothing to read is refused with its place and what to do."""
    with pytest.raises(LoadError) as caught:
        read_html(page, where="a.html")

    assert caught.value.where == "a.html"
    assert caught.value.remedy.startswith("save the page")


@pytest.mark.parametrize(
    "unseen", ["<!-- x -->", "<!---->", "<?php echo 1 ?>", "<?xml version='1.0'?>", "\x01", "&#1;"]
)
def test_what_no_browser_shows(unseen: str) -> None:
    """HTML comments, processing instructions and control characters are nothing, wherever they stand."""
    page = f"<html><head><title>Envoys meet</title></head><body><h1>Envoys meet</h1>{BODY}{THREAD}</body></html>"
    odd = page.replace("Otto", f"O{unseen}tto").replace("<time>", f"{unseen}<time>").replace("About", f"{unseen}About")
    odd = (
        odd.replace("Envoys of", f"{unseen}Envoys of")
        .replace("<title>", f"{unseen}<title>")
        .replace("</ol>", f"{unseen}</ol>")
    )

    assert read_html(odd, where="a.html") == read_html(page, where="a.html")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a page with links, images and frames opens no connection."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = f'<body>{BODY}<img src="http://example.org/a.png"><iframe src="http://example.org"></iframe></body>'

    assert read_html(page, where="a.html").text


def test_equal_pages_give_equal_text() -> None:
    """The same page read twice is the same."""
    page = f"<body><h1>Envoys meet</h1>{BODY}{THREAD}</body>"

    assert read_html(page, where="a.html") == read_html(page, where="a.html")


@pytest.mark.parametrize(
    "told",
    [
        '<div id="comments"><h2>12 comments</h2></div>',
        '<a href="#comments">12 Comments</a><div id="comments">Loading</div>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "commentCount": 12}</script>',
    ],
)
def test_announced(told: str) -> None:
    """How many comments the page says that it has is known, however few are in it."""
    assert read_html(f"<body><h1>Envoys meet</h1>{BODY}{told}</body>", where="a.html").announced == 12


def test_links_of_other_pages_announce_nothing() -> None:
    """The counts of comments beside links to other pages are not the page's."""
    others = '<aside class="most-read"><a href="/b">Herring war</a> <a href="#b">45 comments</a></aside>'

    assert read_html(f"<body><h1>Envoys meet</h1>{BODY}{others}</body>", where="a.html").announced is None
