"""What a declaration is made of: kinds of record, types of field, roles, cues, and rules of comparison.

A declaration is a class derived from :class:`Entity`, :class:`Event` or :class:`Passage`. Its docstring and its fields'
descriptions are the definition that people, JSON Schema and language models read; the markers in ``Annotated`` tell the
embedded backend what a field is to its record and the scorer how it is compared. Nothing else in the package knows a
declaration by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from extract.cue_language import Cues as Cues  # what a declaration is made of is imported from here

# --------------------------------------------------------------------------------------------------------------------
# Roles: what a field is to its record. A field has at most one.


@dataclass(frozen=True)
class Role:
    """What a field is to its record; ``kinds`` names the kinds of record that may have it."""

    name: str
    kinds: tuple[str, ...] = ("event",)


AGENT = Role("agent")
"""Who acts: the subject, the agent of a passive, the speaker of a quotation."""
RECIPIENT = Role("recipient")
"""To whom or against whom the act is directed."""
PARTICIPANT = Role("participant")
"""One of several who act together: subject and co-agent ("with", "between … and …") alike."""
THEME = Role("theme")
"""What the act is about: its object, infinitive or clause."""
PLACE = Role("place")
"""Where the event takes place."""
TIME = Role("time")
"""When the event takes place."""

NAME = Role("name", ("entity",))
"""The fullest form of an entity's name."""
ALIASES = Role("aliases", ("entity",))
"""The other forms that the article uses."""
TITLE = Role("title", ("entity",))
"""The office or title that stands beside a person's name."""
COUNTRY = Role("country", ("entity",))
"""ISO 3166-1 alpha-3 code of the state that the entity is or belongs to."""
MENTIONS = Role("mentions", ("entity",))
"""Every place in the text that names the entity."""

EVIDENCE = Role("evidence")
"""The sentences or clauses that state the event."""

AUTHOR = Role("author", ("passage",))
"""The displayed name of the one who wrote the passage."""
TEXT = Role("text", ("passage",))
"""The passage itself."""
POSTED = Role("posted", ("passage",))
"""When it was posted, as displayed."""
REPLY_TO = Role("reply_to", ("passage",))
"""The id of the passage that this one answers."""
MENTIONED = Role("mentioned", ("passage",))
"""Entities of the article that the passage names."""


@dataclass(frozen=True)
class Labels:
    """Which kinds of name an entity's label stands for.

    ``Labels(person=("PERSON", "OFFICE"), state=("COUNTRY",))``: the keywords are the values of the field's ``Literal``,
    the values are named-entity labels. Besides those of the parser (PERSON, ORG, GPE, NORP, FAC, LOC, EVENT, LAW,
    PRODUCT, WORK_OF_ART) the embedded backend knows OFFICE (one person known by an office), COUNTRY (a state, or a
    capital, seat or nationality that stands for it) and GROUP (people named by a plural noun).
    """

    by_value: Mapping[str, tuple[str, ...]]

    def __init__(self, **by_value: tuple[str, ...]) -> None:
        object.__setattr__(self, "by_value", dict(by_value))

    def value_for(self, label: str) -> str | None:
        """Return the value that *label* stands for, or None where no value claims it."""
        return next((value for value, labels in self.by_value.items() if label in labels), None)


@dataclass(frozen=True)
class Modality:
    """Which of a field's values an event gets from the mood of the words that state it.

    ``actual``: told as a fact; ``future``: scheduled, intended or expected; ``negated``: did not or will not happen,
    was refused or called off; ``possible``: only suggested, hoped for or conditional. Without ``future`` what is to
    come has the value of ``actual``; without ``negated`` or ``possible`` such a sentence states no event at all.
    """

    actual: str
    future: str | None = None
    negated: str | None = None
    possible: str | None = None


@dataclass(frozen=True)
class Tone:
    """A field that judges the tone of a passage: the value for each of three readings."""

    positive: str
    neutral: str
    negative: str


@dataclass(frozen=True)
class Pattern:
    """A regular expression that finds a plain value (str, int, float, bool, date) in the evidence.

    The first group, or the whole match where there is none, is converted to the field's type.
    """

    regex: str

    def __post_init__(self) -> None:
        re.compile(self.regex)  # a faulty one is told where it is declared, not when an article is read

    def find_all(self, text: str) -> list[str]:
        """Return the first group, or the whole, of each match in *text*, letter case ignored; empty ones left out."""
        found = (match[1] if match.re.groups else match[0] for match in re.finditer(self.regex, text, re.IGNORECASE))
        return [written for written in found if written]


# --------------------------------------------------------------------------------------------------------------------
# Rules of comparison, for scoring and for merging


Comparing = Literal["same", "common", "share", "overlap", "date", "ignored"]
Matching = Literal["names", "spans", "content", "common", "same_text"]


@dataclass(frozen=True)
class Compare:
    """How a field of a golden record is compared with the field of the record paired with it.

    ``same``: equal after case and white space are folded; ``common``: one element in common, or none on both sides;
    ``share``: F1 of the elements at least ``at_least`` (0..1); ``overlap``: the quotations overlap, or share their
    words; ``date``: the same ISO date where both have one, else overlapping quotations; ``ignored``: not compared.
    """

    how: Comparing
    at_least: float = 0.5


IGNORED = Compare("ignored")


@dataclass(frozen=True)
class Match:
    """When a record counts as found: its pair in the golden agrees in every one of ``tests``.

    Each test is ``(how, field)``: ``names`` (a name form in common), ``spans`` (quotations that overlap by more than
    half of the shorter one), ``content`` (by at least half, or token F1 of at least 0.5), ``common`` (an element in
    common, or none on both sides), ``same_text`` (equal after white space is folded).
    """

    tests: tuple[tuple[Matching, str], ...]


# --------------------------------------------------------------------------------------------------------------------
# Types of field


class Quote(BaseModel):
    """The article's own characters, with their place: ``source_text[start:end] == text``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1, description="The very characters of the source text.")
    start: int = Field(ge=0, description="Offset of the first character, in Unicode code points.")
    end: int = Field(gt=0, description="Offset after the last character, in Unicode code points.")
    match: Literal["folded", "fuzzy"] | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="How the quotation was found where the backend's words were not verbatim; absent when verbatim.",
    )
    score: float | None = Field(
        default=None,
        ge=0,
        le=1,
        exclude_if=lambda value: value is None,
        description="Likeness of the backend's words to the quotation, for a fuzzy match.",
    )


class When(Quote):
    """A date as the article words it, and the day, month or year that it means."""

    iso: str | None = Field(
        default=None,
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="YYYY-MM-DD, YYYY-MM or YYYY; null where the article does not tell enough.",
    )


@dataclass(frozen=True)
class RefTo:
    """Marks a string as the id of a record of the schema ``target``."""

    target: str


if TYPE_CHECKING:
    # To a type checker Ref["Party"] must be legal without a name Party in scope: declarations do not import each other.
    from typing import Literal as Ref
else:

    class Ref:
        """``Ref["Party"]``: the id of a record of the schema Party in the same document."""

        def __class_getitem__(cls, target: str) -> Any:
            return Annotated[str, RefTo(target)]


# --------------------------------------------------------------------------------------------------------------------
# Kinds of record

OF_EVERY_RECORD = ("id", "confidence", "optional")
"""What a record has beside the fields that are declared; confidence only an event."""
_TRAILING = ("aliases", "mentions", "evidence", "confidence", "optional")


class Record(BaseModel):
    """What every record has. Declarations derive from Entity, Event or Passage, not from this."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(Cues, Match, Compare))

    kind_of_record: ClassVar[str] = ""
    position: ClassVar[int] = 100
    """Where the record's list stands among those of its kind; ties go by name."""
    plural: ClassVar[str | None] = None
    """The key of its list in the document, where the rule for plurals is wrong."""
    match: ClassVar[Match | None] = None
    """When a record counts as found; None for the kind's own rule."""

    id: str = Field(min_length=1, description="Unique in the document.")
    optional: Literal[True] | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="Only in goldens: careful readers may differ on this record, so it is neither owed nor counted.",
    )

    @classmethod
    def written_order(cls) -> tuple[str, ...]:
        """Return the field names in the order in which they are written.

        First the base class's leading fields, then the declaration's own in the order declared, then the base class's
        trailing ones (aliases, mentions, evidence) unless the declaration declares them itself.
        """
        own = [name for klass in reversed(cls.__mro__) if _is_declared(klass) for name in klass.__annotations__]
        own = [name for name in dict.fromkeys(own) if name in cls.model_fields]
        inherited = [name for name in cls.model_fields if name not in own]
        leading = [name for name in inherited if name not in _TRAILING]
        return (*leading, *own, *(name for name in _TRAILING if name in inherited))

    @model_serializer(mode="wrap")
    def _write_in_order(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written = handler(self)
        return {name: written[name] for name in self.written_order() if name in written}


class Entity(Record):
    """A thing with a name: found by labels, its names merged into one record."""

    kind_of_record: ClassVar[str] = "entity"
    acting: ClassVar[bool] = False
    """Whether a thing must do, say, want, get or undergo something in the article to count."""

    name: Annotated[str, NAME, IGNORED] = Field(
        min_length=1, description="The fullest form in the article, without a title."
    )
    aliases: Annotated[list[str], ALIASES, IGNORED] = Field(
        default=[], description="Every other form that the article uses, pronouns and bare common nouns left out."
    )
    mentions: Annotated[list[Quote], MENTIONS, IGNORED] = Field(
        default=[], description="The places in the text that name it, in order."
    )


class Event(Record):
    """Something that happens or is done: found by cues, its mentions merged into one record."""

    kind_of_record: ClassVar[str] = "event"
    cues: ClassVar[Cues] = Cues()

    evidence: Annotated[list[Quote], EVIDENCE, IGNORED] = Field(
        min_length=1, description="The sentences, or clauses of long sentences, that state it, the clearest first."
    )
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        exclude_if=lambda value: value is None,
        description="The calibrated chance that the record is right, in steps of 0.01; absent where nobody knows.",
    )


class Passage(Record):
    """A stretch of the page: found by layout."""

    kind_of_record: ClassVar[str] = "passage"


_BASES = (Record, Entity, Event, Passage)


def _is_declared(klass: type) -> bool:
    return issubclass(klass, Record) and klass not in _BASES
