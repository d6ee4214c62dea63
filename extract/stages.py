"""The values that go from step to step; each name tells the stage.

``Article`` (loaded) -> ``Page`` (segmented) -> ``Draft`` (read by a backend) -> ``Extraction`` (grounded, resolved,
validated). A step that cannot go on with one article returns a ``Failure`` instead, and the run goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from extract.errors import ExtractError


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of the source text: half-open, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of *text* that the span covers."""
        return text[self.start : self.end]

    def overlap(self, other: Span) -> int:
        """Return the number of characters in both."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True)
class Posting:
    """A reader comment as the layout shows it."""

    text: Span
    author: Span | None = None
    posted: Span | None = None
    reply_to: int | None = None
    """Index of the posting that this one answers, among the page's postings."""


@dataclass(frozen=True)
class Article:
    """One article, decoded: the text that all offsets count in, and what is known about it."""

    id: str
    """Safe as a file name; unique in a run."""
    uri: str
    """Where it came from, as the user would write it: a path, or path#row."""
    text: str
    title: str | None = None
    published: str | None = None
    """The article's own date, YYYY-MM-DD, from its dateline, its metadata or the user."""
    language: str = "en"
    is_derived: bool = False
    """True where the text is not the file itself and is kept beside the output, as <id>.txt or with those of rows."""
    is_row: bool = False
    """True where it is one of many articles of one file, a table's row: two of them may share an uri."""
    postings: tuple[Posting, ...] | None = None
    """Reader comments that the loader took from the page's markup; None where layout has to tell."""
    announced: int | None = None
    """How many reader comments the page says that it has, where the loader knows it."""
    furniture: tuple[Span, ...] = ()
    """Stretches of the text that the loader knows to be neither body nor comment."""


@dataclass(frozen=True)
class Block:
    """A paragraph or heading of the body."""

    kind: Literal["title", "heading", "paragraph"]
    span: Span


@dataclass(frozen=True)
class Page:
    """An article told apart into body and comments; what is in neither is furniture."""

    article: Article
    body: tuple[Block, ...]
    """In order of the text, not overlapping."""
    postings: tuple[Posting, ...] = ()
    announced: int | None = None
    """How many postings the page says that it has."""


@dataclass(frozen=True)
class Located:
    """A quotation with its place in the source text, as a backend or ``ground`` found it."""

    span: Span
    match: Literal["folded", "fuzzy"] | None = None
    score: float | None = None
    iso: str | None = None
    """For a date: what it means."""
    review: bool = False
    """Whether the words that a backend gave alter a fact of those found: a person has to look."""


type_of_value = str | int | float | bool | Located | None
DraftValue = type_of_value | tuple[type_of_value, ...]


@dataclass(frozen=True)
class DraftRecord:
    """One record as a backend proposes it, before ids are given.

    ``values`` maps field names to plain values, to ``Located`` or (not yet grounded) ``str`` for quotations, and to the
    ``key`` of another draft record for references.
    """

    schema: str
    """The declaration's class name."""
    values: Mapping[str, DraftValue]
    key: str | None = None
    """What references in the same draft call it; entities and passages need one."""
    confidence: float | None = None
    """The calibrated chance (0..1) that the record is right, from a backend that can tell."""


@dataclass(frozen=True)
class Failure:
    """Work that could not be done, as a value: the error tells what, where and what to do."""

    uri: str
    error: ExtractError
    article_id: str | None = None

    def __post_init__(self) -> None:
        # A value that is kept must not keep what was read: the frames of an exception hold whole articles.
        error: BaseException | None = self.error
        while error is not None:
            error.__traceback__ = error.__context__ = None
            error = error.__cause__


@dataclass(frozen=True)
class Call:
    """One question to a model, for the run's report: what was asked, and about which part of the article."""

    schemas: tuple[str, ...]
    span: Span
    share: float
    """Of the characters of the body, 0 to 1."""
    is_answered: bool = True


@dataclass(frozen=True)
class Draft:
    """What a backend read in one article."""

    page: Page
    records: tuple[DraftRecord, ...]
    dropped: tuple[Failure, ...] = ()
    """Records that could not be kept, each with its reason."""
    usage: Mapping[str, float] = field(default_factory=dict)
    """What the reading cost, for the run's report: requests, tokens, cost. Never part of a document."""
    calls: tuple[Call, ...] = ()
    """The questions that a model was asked, in order; never part of a document."""


@dataclass(frozen=True)
class Extraction:
    """A validated document and the bytes that are written for it."""

    article: Article
    document: Mapping[str, object]
    """The document of the contract, as plain data, keys in the order in which they are written."""
    data: bytes
    """UTF-8 JSON, two-space indent, a newline at the end."""
    dropped: tuple[Failure, ...] = ()
    usage: Mapping[str, float] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    missed: int = 0
    """How many more postings the page says that it has than were found; never part of a document."""
