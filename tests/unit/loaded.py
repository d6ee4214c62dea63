"""What a file becomes, for the tests of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extract.loading.load import find_articles
from extract.loading.notes import Notes
from extract.segmentation.segment import segment
from extract.stages import Article, Failure


def load(path: Path, data: bytes | str | None = None, notes: Notes | None = None) -> list[Article]:
    """Return the articles of the file at *path*, which is written first where *data* is given; none may fail."""
    if data is not None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(find_articles([str(path)], notes=notes))
    assert [str(one.error) for one in found if isinstance(one, Failure)] == []
    return [one for one in found if isinstance(one, Article)]


def problems(path: Path, data: bytes | str) -> list[str]:
    """Return what is wrong with the file of *data*."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [one.error.problem for one in find_articles([str(path)]) if isinstance(one, Failure)]


def body(article: Article) -> list[str]:
    """Return the paragraphs and headings of the article, its title among them."""
    return [block.span.of(article.text) for block in segment(article).body]


def comments(article: Article) -> list[tuple[str | None, str, int | None]]:
    """Return (author, words, number of the comment that it answers) of the readers' comments."""
    text = article.text
    found = segment(article).postings
    return [(one.author.of(text) if one.author else None, one.text.of(text), one.reply_to) for one in found]


def facts(articles: Iterable[Article]) -> list[tuple[str, str | None, str | None]]:
    """Return (id, title, date) of each article."""
    return [(one.id, one.title, one.published) for one in articles]
