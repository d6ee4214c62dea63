"""Documents -> what linking needs of them: things with their names and surroundings, happenings with their parties.

What a record is follows from its declaration: an entity's kind from its ``Labels``, the parties of an event from the
roles of its references, its day, place and content from theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from sys import intern
from typing import Any, Final, Literal

from extract.catalog import Catalog
from extract.corpus.nations import nations_in
from extract.corpus.persons import OFFICES
from extract.corpus.spelling import words_of
from extract.declaration import Declaration, FieldSpec
from extract.scoring.likeness import items_of

Family = Literal["person", "state", "body", "group"]
_FAMILIES: Final[tuple[tuple[str, Family], ...]] = (
    ("PERSON", "person"),
    ("COUNTRY", "state"),
    ("ORG", "body"),
    ("GROUP", "group"),
    ("NORP", "group"),
)
PARTIES: Final = ("agent", "recipient", "participant")
"""The roles of those who take part in an event."""
_BEFORE: Final = 60
"""Characters before a name in which the office and the state are told: "Uzbek water minister Shuhrat Karimov"."""
_MENTIONS: Final = 3
"""Of so many mentions of a thing the surroundings are read: it is introduced where it is named first."""


_OFFICE: Final = "|".join(sorted(OFFICES))
_OF: Final = re.compile(
    rf"(?:,? (?:who|which) \w+|,(?: the| its)?(?: \w+)? (?:{_OFFICE})\w*)? ?(?:of|for|from|at)? ?(?:the )?", re.I
)
"""What stands between a person's name and that of whom he is: "Berg, head of the [Union]"."""
_ITS: Final = re.compile(
    rf"(?:['’]s?)?,?(?: (?:although|and|but))?(?: (?:its|whose|the))?(?: \w+)? (?:{_OFFICE})\w*,? "
    r"|, (?:headed|led|chaired) by ",
    re.I,
)
"""The same the other way about: "the [Union]'s head, Berg"."""
_HOLDER: Final = re.compile(rf"['’]s?(?: \w+)? (?:{_OFFICE})", re.I)
"""What stands behind the body's name where it comes second: "Berg, the [Union]'s head"."""


@dataclass(slots=True)
class Thing:
    """A record of an entity in one article."""

    schema: str
    record: str
    family: Family
    forms: tuple[str, ...]
    """Its name, then its aliases."""
    states: tuple[str, ...] = ()
    """Codes of the states told with its name."""
    offices: tuple[str, ...] = ()
    """Words for an office that stand before its name."""
    companions: list[str] = field(default_factory=list)
    """Records of the article that act, or are addressed, together with it."""
    key: str | None = None
    """Of what it was found to be by an earlier build."""
    settled: str | None = None
    """The id of what a user knows it to be."""

    @property
    def name(self) -> str:
        """Its fullest form in the article."""
        return self.forms[0]


@dataclass(slots=True)
class Happening:
    """A record of an event in one article."""

    schema: str
    record: str
    parties: tuple[tuple[str, tuple[str, ...]], ...]
    """Role -> records of the article."""
    days: tuple[str, ...]
    """ISO dates: of a day, a month or a year."""
    places: tuple[str, ...]
    content: tuple[str, ...]
    """Quotations of what it is about."""
    evidence: tuple[str, ...]
    mood: str | None
    """The value of the field that tells what became of it."""
    is_past: bool | None = None
    """Whether that value says that it took place; false where it says that it will."""
    key: str | None = None


@dataclass(slots=True)
class Taken:
    """One article as linking sees it."""

    id: str
    day: int | None
    """Its own date, as an ordinal."""
    things: list[Thing]
    happenings: list[Happening]


def take_in(document: Mapping[str, Any], text: str | None, catalog: Catalog, day: int | None) -> Taken:
    """Return what linking needs of *document*, with the surroundings of names where the *text* is at hand."""
    things = [
        _thing(declaration, record, text)
        for declaration in catalog.of_kind("entity")
        for record in document[declaration.list_name]
    ]
    happenings = [
        _happening(declaration, record)
        for declaration in catalog.of_kind("event")
        for record in document[declaration.list_name]
    ]
    _note_companions(things, happenings)
    if text:
        _note_offices(document, things, text, catalog)
    return Taken(document["source"]["id"], day, things, happenings)


def _note_companions(things: list[Thing], happenings: list[Happening]) -> None:
    by_record = {thing.record: thing for thing in things}
    for happening in happenings:
        for role, parties in happening.parties:
            for one in parties if role != "participant" else ():
                if one in by_record:
                    by_record[one].companions += [other for other in parties if other != one]


def _note_offices(document: Mapping[str, Any], things: list[Thing], text: str, catalog: Catalog) -> None:
    """Note as companions a person and the body of whom the text tells side by side that the one is of the other."""
    by_record = {thing.record: thing for thing in things}
    named = sorted(
        (one["start"], one["end"], record["id"])
        for declaration in catalog.of_kind("entity")
        for record in document[declaration.list_name]
        for one in _values(declaration, record, "mentions")
    )
    for (_, end, first), (start, after, second) in pairwise(named):
        one, two = by_record[first], by_record[second]
        if end <= start <= end + _BEFORE and _is_of(one, two, text[end:start], text[after : after + _BEFORE]):
            one.companions.append(second)
            two.companions.append(first)


def _is_of(one: Thing, two: Thing, between: str, behind: str) -> bool:
    """Return whether the text tells that one of two is of the other, by the words between and behind their names."""
    if (one.family, two.family) == ("body", "person"):
        return _ITS.fullmatch(between) is not None
    if (one.family, two.family) != ("person", "body"):
        return False
    is_apposition = between in (", ", ", the ") and _HOLDER.match(behind) is not None
    return is_apposition or _OF.fullmatch(between) is not None


def _thing(declaration: Declaration, record: Mapping[str, Any], text: str | None) -> Thing:
    mentions = _values(declaration, record, "mentions")
    titles = [str(one) for one in _values(declaration, record, "title")]
    told = [*titles, *(_before(text, one["start"]) for one in mentions[:_MENTIONS] if text)]
    states = [code for words in told for code, _ in nations_in(words)[-1:]]
    told += [_after(text, one["end"]) for one in mentions[:_MENTIONS] if text]
    offices = {word for words in told for word in words_of(words) if word in OFFICES}
    return Thing(
        declaration.name,
        record["id"],
        _family_of(declaration, record),
        # One string for equal names: the articles of a story have the same.
        tuple(map(intern, dict.fromkeys((str(record["name"]), *map(str, _values(declaration, record, "aliases")))))),
        tuple(dict.fromkeys((*map(str, _values(declaration, record, "country")), *states))),
        tuple(sorted(offices)),
    )


def _values(declaration: Declaration, record: Mapping[str, Any], role: str) -> list[Any]:
    return [one for spec in declaration.fields_with(role) for one in items_of(record.get(spec.name))]


def _before(text: str, start: int) -> str:
    return re.split(r"(?<!\b[DMS]r)(?<!\bM[rs]s)[.!?;:“”\"\n]\s", text[max(0, start - _BEFORE) : start])[-1]


def _after(text: str, end: int) -> str:
    """Return what is told behind a name: "Aleksandra Vukovic, mayor of Kotor"."""
    found = re.match(r",\s([^,.;]{1,60})", text[end : end + _BEFORE])
    return found[1] if found else ""


def _family_of(declaration: Declaration, record: Mapping[str, Any]) -> Family:
    for spec in declaration.fields:
        for value in items_of(record.get(spec.name)) if spec.labels is not None else ():
            labels = spec.labels.by_value.get(str(value), ()) if spec.labels is not None else ()
            for label, family in _FAMILIES:
                if label in labels:
                    return family
    return "body"


def _happening(declaration: Declaration, record: Mapping[str, Any]) -> Happening:
    roles: dict[str, dict[str, None]] = {}
    for spec in declaration.fields:
        if (role := role_of(spec)) in PARTIES:
            roles.setdefault(role, {}).update(dict.fromkeys(items_of(record.get(spec.name))))
    return Happening(
        declaration.name,
        record["id"],
        tuple((role, tuple(parties)) for role, parties in roles.items()),
        tuple(one["iso"] for one in _quotes(declaration, record, "time") if one.get("iso")),
        tuple(one["text"] for one in _quotes(declaration, record, "place")),
        tuple(one["text"] for one in _quotes(declaration, record, "theme")),
        tuple(one["text"] for one in _quotes(declaration, record, "evidence")),
        *_mood(declaration, record),
    )


def _mood(declaration: Declaration, record: Mapping[str, Any]) -> tuple[str | None, bool | None]:
    for spec in declaration.fields:
        if spec.modality is not None:
            value = record.get(spec.name)
            is_future = value == spec.modality.future
            return value, True if value == spec.modality.actual else False if is_future else None
    return None, None


def role_of(spec: FieldSpec) -> str:
    """Return the name of a reference's role; nothing for another field."""
    return spec.role.name if spec.type == "ref" and spec.role is not None else ""


def _quotes(declaration: Declaration, record: Mapping[str, Any], role: str) -> Iterator[Mapping[str, Any]]:
    return (one for one in _values(declaration, record, role) if isinstance(one, Mapping))
