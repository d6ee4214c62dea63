"""Pages in many layouts, each beside what a person sees in it; a new case is a new page and its .json in segments/."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extract.loading.load import find_articles
from extract.segmentation.segment import segment
from extract.stages import Article, Block, Page

FOLDER = Path(__file__).parent / "segments"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
FIELDS = ("title", "published", "body", "comments")


@cache
def read_page(path: Path) -> Page:
    [article] = find_articles([str(path)])
    assert isinstance(article, Article)
    return segment(article)


def told_by(page: Page) -> dict[str, Any]:
    text = page.article.text
    return {
        "title": page.article.title,
        "published": page.article.published,
        "body": [f"{block.kind}: {block.span.of(text)}" for block in page.body],
        "comments": [
            {
                "author": posting.author.of(text) if posting.author else None,
                "text": posting.text.of(text).replace("\r\n", "\n"),
                "posted": posting.posted.of(text) if posting.posted else None,
                "reply_to": posting.reply_to,
            }
            for posting in page.postings
        ],
    }


def shorten(block: str, like: str) -> str:
    """Return *block* with its middle left out where *like* leaves it out."""
    first, mark, last = like.partition(" … ")
    return f"{first} … {last}" if mark and block.startswith(first) and block.endswith(last) else block


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("field", FIELDS)
def test_page(path: Path, field: str) -> None:
    """Every field of every page is what a person sees in it."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))[field]
    actual = told_by(read_page(path))[field]
    if field == "body" and len(actual) == len(expected):
        actual = [shorten(block, like) for block, like in zip(actual, expected, strict=True)]

    assert actual == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_places(path: Path) -> None:
    """Blocks and postings lie in the text, in order, without overlapping, and begin and end with visible characters."""
    page = read_page(path)
    blocks: list[Block] = list(page.body)
    spans = [block.span for block in blocks]
    spans += [span for posting in page.postings for span in (posting.author, posting.posted, posting.text) if span]

    assert all(0 <= span.start < span.end <= len(page.article.text) for span in spans)
    assert all(span.of(page.article.text) == span.of(page.article.text).strip() for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans[: len(blocks)]))
    assert sum(one.overlap(other) for number, one in enumerate(spans) for other in spans[number + 1 :]) == 0


def test_every_page_has_its_expectations() -> None:
    """No page without expectations, no expectations without a page, and the folder is not empty."""
    expectations = {path.stem for path in FOLDER.glob("*.json")}

    assert {path.stem for path in CASES} == expectations
    assert len(CASES) >= 50
