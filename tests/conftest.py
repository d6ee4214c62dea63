"""Fixtures that several modules share: the model is loaded once, and articles are parsed as the backend does it."""

from collections.abc import Callable

import pytest

from extract.backends.embedded.cues import CueBook
from extract.backends.embedded.nlp import ParsedPage, load_model, parse_pages
from extract.catalog import Catalog, load_catalog
from extract.segment import segment
from extract.stages import Article, Block, Page, Span


@pytest.fixture(scope="session")
def nlp():
    """The spaCy pipeline that the embedded backend reads with."""
    return load_model()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The declarations that come with the package."""
    return load_catalog()


@pytest.fixture(scope="session")
def book(nlp, catalog) -> CueBook:
    """The compiled cues of the package's declarations."""
    return CueBook(nlp, catalog)


@pytest.fixture(scope="session")
def parse(nlp) -> Callable[..., ParsedPage]:
    """Return a function that parses paragraphs, each a block, without looking for a headline or comments."""

    def parse_paragraphs(*paragraphs: str, published: str | None = None) -> ParsedPage:
        text, blocks = "", []
        for paragraph in paragraphs:
            blocks.append(Block("paragraph", Span(len(text), len(text) + len(paragraph))))
            text += paragraph + "\n\n"
        page = Page(Article("a", "a.txt", text, published=published), tuple(blocks))
        (parsed,) = parse_pages(nlp, [page])
        return parsed

    return parse_paragraphs


@pytest.fixture(scope="session")
def parse_article(nlp) -> Callable[..., ParsedPage]:
    """Return a function that parses a whole text as a run does, told apart into headline, body and comments."""

    def parse_text(text: str, *, published: str | None = None) -> ParsedPage:
        (parsed,) = parse_pages(nlp, [segment(Article("a", "a.txt", text, published=published))])
        return parsed

    return parse_text
