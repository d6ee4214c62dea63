"""HTML -> readable text in a fixed plain layout, with the page's title, date and reader comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from extract.errors import LoadError
from extract.loading.markup import drop_threads, find_threads
from extract.loading.prose import free_paragraphs
from extract.loading.remarks import Remark
from extract.stages import Posting, Span

EARLIEST, LATEST = "1995-01-01", "2199-12-31"
"""Bounds of a page's date. htmldate's own upper bound is today, which would make the result depend on the day."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML library takes back once it has read them; a browser shows nothing of them."""
_REFERENCES = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));?")


@dataclass(frozen=True)
class Readable:
    """What a reader sees of a page, as text: title, paragraphs, comments."""

    text: str
    title: str | None = None
    published: str | None = None
    """YYYY-MM-DD, from the page's metadata."""
    postings: tuple[Posting, ...] = ()
    furniture: tuple[Span, ...] = ()
    """The heading over the comments."""
    announced: int | None = None
    """How many comments the page says that it has."""

    @property
    def above(self) -> str:
        """The text above its comments: no date of a comment is the page's own."""
        return self.text[: self.furniture[0].start] if self.furniture else self.text


def read_html(markup: str, *, where: str) -> Readable:
    """Return the readable text of the page *markup*; nothing is fetched, and equal markup gives equal text.

    Raises:
        LoadError: the page has no text to read; *where* names it in the message.
    """
    tree = _parse(_without_controls(markup), where)
    threads = find_threads(tree)
    drop_threads(tree, threads)
    try:
        title, paragraphs = _read_main(tree)
        published = _date_of(tree)
    except Exception as error:  # what two large libraries stumble over in an odd page is no fault of this program
        raise LoadError(
            f"the page cannot be read: {type(error).__name__}: {error}",
            where=where,
            remedy="save the page again, or give its text as .txt",
        ) from error
    if not paragraphs and not threads.remarks:
        raise LoadError(
            "the page has no readable text",
            where=where,
            remedy="save the page as your browser shows it; one that a script fills is empty in its file",
        )
    return replace(lay_out(title, published, paragraphs, threads.remarks), announced=threads.announced)


def _without_controls(markup: str) -> str:
    r"""Return *markup* without control characters, as such and as references; those that are white space are blanks.

    >>> _without_controls("Ber\x01gen&#12;is&#x1;land &#233;")
    'Bergen island &#233;'
    """
    markup = _REFERENCES.sub(
        lambda found: _shown_of(found[0], int(found[1] or "0", 16) or int(found[2] or "0")), markup
    )
    return _CONTROLS.sub(lambda found: _blank_for(found[0]), markup)


def _shown_of(reference: str, number: int) -> str:
    is_control = number in (0xFFFE, 0xFFFF) or (number < 32 and chr(number) not in "\t\n\r")
    return _blank_for(chr(number)) if is_control else reference


def _blank_for(control: str) -> str:
    return " " if control.isspace() else ""


def _parse(markup: str, where: str) -> Any:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        # As bytes: lxml refuses a str that declares an encoding. Comments and processing instructions are nodes without
        # a tag or attributes, in the midst of elements: nobody sees them, and every step would have to step over them.
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise LoadError(
            f"the page cannot be parsed as HTML: {error}",
            where=where,
            remedy="save the page again, or give its text as .txt",
        ) from None


def _read_main(tree: Any) -> tuple[str | None, list[str]]:
    """Return the title and the paragraphs of the article that the page shows."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = deepcopy(use_config())
    # Below this size trafilatura falls back to all text of the page in one line; a short brief is an article too.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    article = deepcopy(tree)
    free_paragraphs(article)
    found = bare_extraction(
        article, include_comments=False, include_tables=False, include_formatting=False, include_links=False,
        include_images=False, deduplicate=False, with_metadata=True, config=config,
    )  # fmt: skip
    if found is None or isinstance(found, dict):  # a dict only where as_dict asks for one
        return None, []
    title = " ".join(found.title.split()) if found.title else None
    paragraphs = [" ".join(line.split()) for line in (found.text or "").splitlines()]
    paragraphs = [line for line in paragraphs if line]
    if title and paragraphs and paragraphs[0].casefold() == title.casefold():
        paragraphs = paragraphs[1:]
    return title, paragraphs


def _date_of(tree: Any) -> str | None:
    from htmldate import find_date

    # extensive_search would take any date in the running text for the page's own.
    found = find_date(deepcopy(tree), extensive_search=False, original_date=True, min_date=EARLIEST, max_date=LATEST)
    return found if isinstance(found, str) else None


def lay_out(title: str | None, published: str | None, paragraphs: Sequence[str], remarks: Sequence[Remark]) -> Readable:
    """Return the page as text: blank lines between blocks; a comment's author, date and words on their own lines."""
    blocks = [*([title] if title else []), *paragraphs]
    text = "\n\n".join(blocks) + "\n" if blocks else ""
    if not remarks:
        return Readable(text, title, published)
    heading = f"{len(remarks)} comment{'s' if len(remarks) > 1 else ''}"
    text += "\n" if text else ""
    furniture = (Span(len(text), len(text) + len(heading)),)
    text += heading + "\n"
    postings = []
    for remark in remarks:
        text += "\n"
        spans = []
        for words in (remark.author, remark.posted, remark.text):
            spans.append(Span(len(text), len(text) + len(words)) if words else None)
            text += words + "\n" if words else ""
        author, posted, body = spans
        if body:
            postings.append(Posting(body, author, posted, remark.answers))
    return Readable(text, title, published, tuple(postings), furniture)
