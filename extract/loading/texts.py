"""A plain text or a page -> the one article that it is."""

from __future__ import annotations

from collections.abc import Iterator

from extract.errors import LoadError
from extract.loading.beginnings import ending_told_by
from extract.loading.decode import decode_text
from extract.loading.row import too_long
from extract.loading.source import LONGEST, Settings, Source
from extract.segmentation.head import read_head
from extract.stages import Article, Failure

TEXTS = (".txt", ".md")
HEAD = 1 << 16
"""Bytes that tell whether a file is a plain text."""
MARKUP = (".html", ".htm", ".xhtml")


def read_page(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article that an HTML file holds."""
    yield article_of_bytes(source.id, source.uri, source.read(), settings, is_markup=True)


def article_of_bytes(
    name: str, uri: str, data: bytes, settings: Settings, *, is_markup: bool = False, is_text: bool = False
) -> Article:
    """Return the article in *data*: a page where *is_markup*, a text where *is_text*, else whichever it looks like.

    Raises:
        LoadError: it is no text, or has none.
    """
    if len(data) > LONGEST:
        raise too_long(LONGEST, uri)
    if not is_markup and (ending := ending_told_by(data[:HEAD])):
        raise LoadError(
            f"this is no plain text: it begins as a {ending} file does",
            where=uri,
            remedy=f"give it as a file whose name ends in {ending}",
        )
    text = decode_text(data, where=uri, is_markup=is_markup, notes=settings.notes)
    refuse_empty(text, uri)
    if is_markup or (not is_text and looks_like_html(text)):
        return article_of_page(name, uri, text, settings)
    return article_of_text(name, uri, text, settings)


def looks_like_html(text: str) -> bool:
    """Return whether *text* begins as a page does."""
    return text[:500].lstrip().lower().startswith(("<!doctype html", "<html", "<head", "<body"))


def article_of_text(
    name: str,
    uri: str,
    text: str,
    settings: Settings,
    *,
    title: str | None = None,
    published: str | None = None,
    is_derived: bool = False,
    is_row: bool = False,
) -> Article:
    """Return the article with this plain *text*; its own head tells title and date where they are not known better."""
    head = read_head(text)
    published = settings.published or published or head.published
    return Article(name, uri, text, title or head.title, published, is_derived=is_derived, is_row=is_row)


def article_of_page(
    name: str,
    uri: str,
    markup: str,
    settings: Settings,
    *,
    title: str | None = None,
    published: str | None = None,
    is_row: bool = False,
) -> Article:
    """Return the article of the page *markup*; *title* and *published*, where given, come before the page's own.

    Raises:
        LoadError: the page has no text to read.
    """
    from extract.loading.html import read_html

    page = read_html(markup, where=uri)
    return Article(
        id=name,
        uri=uri,
        text=page.text,
        title=title or page.title,
        published=settings.published or published or page.published or read_head(page.above).published,
        is_derived=True,
        is_row=is_row,
        postings=page.postings or None,  # a thread in unknown markup still has the layout of its lines
        announced=page.announced,
        furniture=page.furniture,
    )


def refuse_empty(text: str, where: str) -> None:
    """Raise LoadError where there is nothing to read in *text*."""
    if not text.strip():
        problem = "there is nothing but white space" if text else "there is nothing in it"
        raise LoadError(problem, where=where, remedy="leave it out, or put the article's text in")
