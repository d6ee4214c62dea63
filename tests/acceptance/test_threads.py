"""Pages of many engines and layouts, each beside its comments; a new case is a new page and its .json in threads/."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from extract.loading.load import find_articles
from extract.segmentation.segment import segment
from extract.stages import Article, Page

FOLDER = Path(__file__).parent / "threads"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")


@cache
def read_page(path: Path) -> Page:
    [article] = find_articles([str(path)])
    assert isinstance(article, Article)
    return segment(article)


def fold(words: str) -> str:
    return " ".join(words.split())


def told_by(page: Page) -> list[tuple[str | None, str]]:
    text = page.article.text
    return [(one.author.of(text) if one.author else None, fold(one.text.of(text))) for one in page.postings]


def expected_of(path: Path) -> list[tuple[str | None, str]]:
    return [(one["author"], one["text"]) for one in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_comments(path: Path) -> None:
    """The comments of every page are those that a person sees in it: no other, each whole and by its author."""
    assert told_by(read_page(path)) == expected_of(path)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_article(path: Path) -> None:
    """The article's paragraphs are its body, and nothing that a reader wrote is."""
    page = read_page(path)
    body = [fold(block.span.of(page.article.text)) for block in page.body]

    assert sum(len(block) > 60 for block in body) >= 2
    assert [text for _, text in expected_of(path) if any(text in block for block in body)] == []


def test_every_page_has_its_expectations() -> None:
    """No page without expectations, no expectations without a page, and the folder is not empty."""
    assert {path.stem for path in CASES} == {path.stem for path in FOLDER.glob("*.json")}
    assert len(CASES) >= 120
