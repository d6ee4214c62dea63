"""What scoring tells: counts of records found and right, pairs, and the sums over schemas and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extract.catalog import Catalog
from extract.declaration import Declaration
from extract.errors import GoldenError
from extract.scoring.likeness import Comparison, Record
from extract.stages import Failure


@dataclass(frozen=True)
class Counts:
    """True positives, false positives and false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """The share (0..1) of what was found that is true; None where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """The share (0..1) of what is owed that was found; None where nothing is owed."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """2tp / (2tp + fp + fn), in 0..1: 0 where all that was found is false or all that is owed is missing.

        None where nothing is owed and nothing was found: there is then nothing to judge, and no mean counts it.
        """
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else None


@dataclass(frozen=True)
class Pair:
    """A golden record and the record that was found for it; ``slots`` tells which compared fields agree."""

    golden: Record
    found: Record
    slots: Mapping[str, bool]

    @property
    def is_right(self) -> bool:
        """Whether every compared slot agrees."""
        return all(self.slots.values())


@dataclass(frozen=True)
class ListScore:
    """How the records of one schema fare in one document."""

    declaration: Declaration
    pairs: tuple[Pair, ...]
    """The golden records owed that were found."""
    excused: tuple[Pair, ...]
    """Found records that answer an optional golden record: neither rewarded nor held against."""
    missed: tuple[Record, ...]
    """The golden records owed that were not found."""
    false: tuple[Record, ...]
    """The found records that answer no golden record."""
    sets: Mapping[str, Counts] = field(default_factory=dict)
    """Field with several values -> the counts of these over the pairs found."""
    identity: Identity | None = None
    """For entities: how often one was taken for two, or two for one."""

    @property
    def found(self) -> Counts:
        """Counts of records that are there."""
        return Counts(len(self.pairs), len(self.false), len(self.missed))

    @property
    def right(self) -> Counts:
        """Counts of records that are there with all slots: a found one that is not right is both false and missing."""
        right = sum(pair.is_right for pair in self.pairs)
        wrong = len(self.pairs) - right
        return Counts(right, len(self.false) + wrong, len(self.missed) + wrong)


@dataclass(frozen=True)
class DocumentScore:
    """How the records of one document fare."""

    id: str
    comparison: Comparison
    lists: tuple[ListScore, ...]


@dataclass(frozen=True)
class SlotScore:
    """In how many of the pairs found a slot agrees."""

    agreeing: int = 0
    pairs: int = 0

    @property
    def accuracy(self) -> float | None:
        """The share (0..1) of the pairs in which the slot agrees; None without a pair."""
        return self.agreeing / self.pairs if self.pairs else None


@dataclass(frozen=True)
class Identity:
    """Whether entities are told apart: records found that match one golden record too many, or two of them."""

    split: int = 0
    """Found records that match a golden record which another found record is paired with: one that is two."""
    joined: int = 0
    """Golden records that match a found record which is paired with another golden record: two that are one."""

    def __add__(self, other: Identity) -> Identity:
        return Identity(self.split + other.split, self.joined + other.joined)


@dataclass(frozen=True)
class SchemaScore:
    """How the records of one schema fare over all documents."""

    name: str
    """The list's name in the document."""
    found: Counts
    right: Counts
    slots: Mapping[str, SlotScore]
    sets: Mapping[str, Counts] = field(default_factory=dict)
    """Field with several values -> the counts of these over the pairs found: participants in full, other names."""
    identity: Identity | None = None
    """For entities: how often one was taken for two, or two for one."""


@dataclass(frozen=True)
class Scores:
    """The outcome of scoring: each document, the sums per schema, and what could not be scored."""

    catalog: Catalog
    documents: tuple[DocumentScore, ...]
    schemas: tuple[SchemaScore, ...]
    missing: tuple[str, ...] = ()
    """Ids of the goldens for which no document was found: all that they owe is missed."""
    failures: tuple[Failure, ...] = ()

    @property
    def unusable(self) -> tuple[Failure, ...]:
        """The failures that are a golden's own: of other schemas or another text, or none at all."""
        return tuple(failure for failure in self.failures if isinstance(failure.error, GoldenError))

    @property
    def mean_found(self) -> float | None:
        """The mean F1 (0..1) of found over the schemas that have a golden or a found record; None where none has."""
        return _mean(schema.found.f1 for schema in self.schemas)

    @property
    def mean_right(self) -> float | None:
        """The mean F1 (0..1) of right over the same schemas."""
        return _mean(schema.right.f1 for schema in self.schemas)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
