"""Inputs that are nearly right: pages, dumps and tables with a few bytes, tags or values changed, from a seed number.

Equal numbers give equal inputs, so that a finding can be told as one number.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.loading.kinds import SEARCHED

ARTICLES = Path(__file__).parents[1] / "tests" / "data"

_BODY = (
    "Mayor Lena Fosse asked the harbour company on Monday to publish the plans for the pier by Friday.",
    "“We will not wait,” she said — the council votes on 3 March 2024. The company’s offer of 2 May stands 🐟.",
)


def _page(comments: str, head: str = "") -> bytes:
    body = "".join(f"<p>{words}</p>" for words in _BODY)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry pier</title>{head}</head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>Ferry pier</h1><time datetime="2024-03-01">1 March 2024'
        f"</time>{body}</article>{comments}</body></html>"
    ).encode()


_COMMENTS = (
    '<div id="comments"><h2>2 Comments</h2><div class="comment"><span class="comment-author">Bo Moe</span> <time '
    'datetime="2024-03-01">1 March 2024</time><p class="comment-text">Build it.</p></div></div>',
    '<ol class="commentlist"><li class="comment" id="comment-1"><article><cite class="fn">Ann</cite> says: <a '
    'class="comment-date">March 2, 2024 at 9:14 am</a><div class="comment-content"><p>No.</p><p>Never.</p></div>'
    '</article><ol class="children"><li class="comment"><b class="fn">Bo</b><p>+1</p></li></ol></li></ol>',
    '<section aria-label="Comments"><ul><li itemscope itemtype="https://schema.org/Comment"><span itemprop="author">'
    '<span itemprop="name">Cy</span></span><meta itemprop="datePublished" content="2024-03-02"><p itemprop="text">'
    "Who pays?<br>We do.</p></li></ul></section>",
    "<details><summary>Comments (1)</summary><blockquote data-comment-id=7><button>dee</button><p>fine</p>"
    "</blockquote></details>",
)
_LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry pier", "datePublished": '
_LINKED += '"2024-03-01", "comment": [{"@type": "Comment", "text": "Build it.", "author": {"name": "Bo"}}]}</script>'
_ROWS = [
    {"id": "a-1", "title": "Ferry pier", "published": "2024-03-01", "text": " ".join(_BODY)},
    {"id": 7, "text": _BODY[0], "tags": ["port", {"n": 1.5}], "published": 1709251200},
    {"id": "https://example.org/pier?x=1", "text": _BODY[1] + "\n\n2 comments\n\nBo\n1 March 2024\nBuild it.\n"},
]
_DUMP = "Ferry pier\n\nMarch 1, 2024\n\n" + "\n\n".join(_BODY) + "\n\n2 Comments\n\nBo Moe\n1 March 2024\nBuild it.\n\n"
_DUMP += "Ann in reply to Bo Moe\n2 hours ago\nNo.\nReply Share\n"
_CSV = 'id,title,text,published\na-1,"Ferry, pier","{}",2024-03-01\nb,,"He said ""no"".\nTwice.",\n'

_ITEM = (
    "<title>Ferry pier</title><link>https://example.org/pier</link><guid>7</guid><pubDate>Fri, 01 Mar 2024 09:00:00 "
)
_ITEM += f"GMT</pubDate><description><![CDATA[<p>{_BODY[0]}</p>]]></description>"
_SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
_POST = f"<wp:post_id>3</wp:post_id><wp:post_type>post</wp:post_type><content:encoded><![CDATA[<p>{_BODY[1]}</p>]]>"
_POST += "</content:encoded><wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Bo</wp:comment_author>"
_POST += "<wp:comment_content>Build it.</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
_RSS = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {}><channel><title>News</title>'
_RSS += "<item>{}</item></channel></rss>"
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:1</id><title>Ferry pier</title>'
_ATOM += '<updated>2024-03-01T09:00:00Z</updated><content type="html">'
_ATOM += f"&lt;p&gt;{_BODY[0]}&lt;/p&gt;</content></entry></feed>"
_MAIL = (
    "From: desk@example.org\nSubject: =?utf-8?q?Ferry_pier?=\nDate: Fri, 1 Mar 2024 09:00:00 +0100\nMIME-Version: 1.0\n"
)
_PARTS = 'Content-Type: multipart/{}; boundary="B"\n\n--B\nContent-Type: text/html; charset=utf-8\n'
_PARTS += f"Content-Location: https://example.org/pier\n\n<html><body><p>{_BODY[0]}</p></body></html>\n--B--\n"


def _archived(page: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-01T09:00:00Z\r\n"
    head += "WARC-Target-URI: https://example.org/pier\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


MADE: tuple[tuple[str, bytes], ...] = (
    *((".html", _page(one)) for one in _COMMENTS),
    (".html", _page(_COMMENTS[0], _LINKED)),
    (".txt", _DUMP.encode()),
    (".md", ("# " + _DUMP).encode("utf-16")),
    (".jsonl", "\n".join(map(json.dumps, _ROWS)).encode()),
    (".csv", _CSV.format(_BODY[0]).encode()),
    (".csv", _CSV.format("Mayor of Köln").replace(",", ";").encode("cp1252")),
    (".tsv", _CSV.format(_BODY[0]).replace("Ferry, ", "Ferry ").replace(",", "\t").encode()),
    (".json", json.dumps(_ROWS).encode()),
    (".json", json.dumps({"count": 3, "articles": _ROWS}, indent=1).encode()),
    (".jsonl.gz", gzip.compress("\n".join(map(json.dumps, _ROWS)).encode(), mtime=0)),
    (".xml", _RSS.format("", _ITEM).encode()),
    (".xml", _RSS.format(_SPACES, _ITEM + _POST).encode()),
    (".xml", _ATOM.encode()),
    (".warc", _archived(_page(_COMMENTS[0]))),
    (".eml", (_MAIL + _PARTS.format("alternative")).encode()),
    (".mbox", ("From desk Fri Mar  1 09:00:00 2024\n" + _MAIL + "\n" + _BODY[0] + "\n\n").encode() * 2),
    (".mhtml", (_MAIL + _PARTS.format("related")).encode()),
)
"""(ending, bytes) of inputs that are right."""

KINDS = (".html", ".html", *dict.fromkeys(ending for ending, _ in MADE))
"""Pages come twice as often as the others: they have the most ways to be wrong."""

TOKENS: tuple[bytes, ...] = (
    b"\0", b"\r", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xe9", b"\x85", b"\x1a",
    b"\x1b[31m", b"%", b"'", b'"', b'""', b"\\", b"\\ud800", b"\\u0000", b"{", b"}", b"[", b"]]>", b"<", b">",
    b"&", b"&#xD800;", b"&#0;", b"&nbsp;", b"&#x110000;", b"&bogus;", b"<!-- x -->", b"<!--", b"-->",
    b"<?php echo 1 ?>", b"<![CDATA[ x ]]>", b"<svg><title>t</title>", b"<template>", b"<script>", b"<style>",
    b"<plaintext>", b"<br/>", b"<p>", b"</p>", b"</div>", b"<table><tr><td>", b"<li>",
    b'<time datetime="9999-99-99">', b'<div class="comment">', b'<ol class="commentlist">',
    b'<span itemprop="name author">', b"<x:y z=1>", b"<meta charset=utf-7>", b"<meta charset=bogus>",
    b"<base href=x>", b"<frameset>", b"<a rel=author>", b"<html>", b"<body>", b"</html>", b"1" * 5000,
    b"-1e999", b"NaN", b"null", b"true", b'{"a":', b'"id": "a-1",', b'"text": {}', b'"published": -1e20,',
    b'"published": "0000-00-00",', b'"id": "../../x"', b'"id": "\\u202e"', b'"id": ".",', b",,,,", b"id,text",
    b"12 Comments\n", b"Comments (2)\n", b"3 hours ago\n", b"31 February 2024\n", b"99/99/9999", b"Reply\n",
    b"says:", b" wrote:\n", "\u2028".encode(), "\u202e".encode(), "e\u0301\ufe0f".encode(), "👩‍👩‍👧".encode(),
    "ʼ".encode(), "ﬁ".encode(), "İ".encode(), "東京".encode(), "\ufeff".encode(), "\U000e0041".encode(),
    "\u00a0".encode(), "\u00ad".encode(),
)  # fmt: skip
"""What readers of files are known to stumble over."""

NESTS: tuple[bytes, ...] = (
    b"<div>", b"<span>", b'<div class="comment">', b'<ol class="children"><li class="comment">',
    b"<table><tr><td>", b"<b><i>", b"[", b'{"a":', b"(", "“".encode(), b"<!--", b"<p>", b"<font>", b"<form>",
    b'"', b"> ",
)  # fmt: skip


def find_seeds() -> list[tuple[str, bytes]]:
    """Return the inputs that are changed: those made here, and the articles under ``tests/data``."""
    files = sorted(path for path in ARTICLES.rglob("*") if path.is_file() and "recorded" not in path.parts)
    return [*MADE, *((path.suffix, path.read_bytes()) for path in files if path.suffix in SEARCHED)]


def mutated(count: int, number: int) -> Iterator[tuple[str, bytes]]:
    """Yield *count* inputs, each an ending and its bytes; the first of them are the seeds as they are."""
    seeds = find_seeds()
    chance = random.Random(f"mutations {number}")
    for index in range(count):
        if index < len(seeds) and number == 0:
            yield seeds[index]
            continue
        kind = chance.choice(KINDS)
        ending, data = chance.choice([seed for seed in seeds if seed[0] == kind])
        if chance.random() < 0.05:
            ending = chance.choice(KINDS)  # a file with the ending of another kind
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            data = chance.choice(_CHANGES)(data, chance)
        yield ending, data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = _place(data, chance)
    return start, min(len(data), start + chance.choice((1, 4, 20, 200, 2000)))


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(TOKENS) + data[place:]


def _insert_at_a_seam(data: bytes, chance: random.Random) -> bytes:
    """Put a token where one thing ends and the next begins: there it does more than in the midst of a word."""
    seams = [place for place, byte in enumerate(data) if byte in b"<>\"',:{}[]\n;="]
    place = chance.choice(seams) + chance.randrange(2) if seams else 0
    return data[:place] + chance.choice(TOKENS) + data[place:]


def _delete(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    rest = data[:start] + data[end:]
    place = _place(rest, chance)
    return rest[:place] + data[start:end] + rest[place:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 5, 50)) if data else 0):
        changed[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(changed)


def _nest(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(NESTS) * chance.choice((10, 300, 3000)) + data[place:]


def _encode_again(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "latin-1", "shift_jis", "utf-8-sig")), "replace"
    )


def _end_lines_otherwise(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\r", "\u2028".encode(), b"\x0b", b"")))


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _insert, _insert, _insert_at_a_seam, _insert_at_a_seam, _insert_at_a_seam, _delete, _delete, _cut, _repeat,
    _move, _flip, _nest, _encode_again, _end_lines_otherwise,
)  # fmt: skip
