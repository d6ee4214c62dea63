"""Fixtures that several modules share: the model is loaded once, and articles are parsed as the backend does it."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.parsing.nlp import ParsedPage, load_model, parse_pages
from extract.catalog import Catalog, load_catalog
from extract.segmentation.segment import segment
from extract.stages import Article, Block, Page, Span


def pytest_configure() -> None:
    """Hear Ctrl-C where a shell started the tests in the background, deaf to it: what they start inherits that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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

    def parse_paragraphs(*paragraphs: str, title: str = "", published: str | None = None) -> ParsedPage:
        text, blocks = "", []
        for paragraph in (title, *paragraphs) if title else paragraphs:
            kind = "title" if title and not blocks else "paragraph"
            blocks.append(Block(kind, Span(len(text), len(text) + len(paragraph))))
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


DECLARATIONS = """
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from extract.schema import *


class Party(Entity):
    \"""Somebody who is there.\"""

    kind: Annotated[
        Literal["person", "body"],
        Labels(person=("PERSON", "OFFICE"), body=("ORG", "COUNTRY", "NORP", "GROUP")),
    ] = Field(description="What it is.")


class Plea(Event):
    \"""Somebody asks another for something.\"""

    askers: Annotated[list[Ref["Party"]], AGENT] = Field(description="Who asks.")
    asked: Annotated[list[Ref["Party"]], RECIPIENT] = Field(default=[], description="Who is asked.")
    wish: Annotated[Quote, THEME] = Field(description="What for.")
    place: Annotated[Quote | None, PLACE] = Field(default=None, description="Where.")
    outcome: Literal["open", "granted"] | None = Field(default=None, description="What came of it.")

    cues = Cues("{askers} ask {asked} to {wish}") + Cues("{asked} grant {wish}", outcome="granted")
"""
"""A small folder of declarations for tests to change; not those of the package."""


@pytest.fixture(scope="session")
def declare(tmp_path_factory) -> Callable[..., Path]:
    """Return a function that writes DECLARATIONS, with some of its text replaced, into a new folder and returns that.

    Each replaced text must be there, so that a test cannot pass because it changed nothing.
    """

    def write_folder(*changes: tuple[str, str]) -> Path:
        text = DECLARATIONS
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        folder = tmp_path_factory.mktemp("schemas")
        (folder / "plea.py").write_text(text, encoding="utf-8")
        return folder

    return write_folder
