"""The rules of comparison made executable: ``Match`` (is the record there?) and ``Compare`` (does a slot agree?).

Records are plain data of the contract. Ids differ between two readings of one article, so a reference is compared by
the records that it leads to: two references agree where their records match by the rule of the schema referred to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.scoring.pairing import best_pairs

Record = Mapping[str, Any]

PERSON: Final = "PERSON"
"""The label of people's names: the last word of such a name is a form of it."""

HOLDS: Final[Mapping[str, Callable[[float], bool]]] = {
    "names": lambda value: value > 0,
    "spans": lambda value: value > 0.5,
    "content": lambda value: value >= 0.5,
    "common": lambda value: value > 0,
    "same_text": lambda value: value == 1,
}
"""For each test of a Match: whether its measure (0..1) is enough."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two documents about one article: the one that is taken as right, and the one that is measured by it."""

    golden: Mapping[str, Any]
    found: Mapping[str, Any]
    catalog: Catalog
    sides: tuple[str, str] = ("in the golden", "found")
    """What is said of a value of either document."""

    def is_match(self, declaration: Declaration, golden: Record, found: Record) -> bool:
        """Return whether *found* is the record that *golden* is, by the declaration's rule."""
        return self.nearness(declaration, golden, found) > 0

    def nearness(self, declaration: Declaration, golden: Record, found: Record) -> float:
        """Return how well two records match, the mean of the tests' measures in 0..1; 0 where a test fails."""
        measures = []
        for how, name in declaration.match.tests:
            measures.append(self.measure(declaration, how, name, golden, found))
            if not HOLDS[how](measures[-1]):
                return 0.0
        return sum(measures) / len(measures) if measures else 0.0

    def measure(self, declaration: Declaration, how: str, name: str, golden: Record, found: Record) -> float:
        """Return the measure in 0..1 that the test *how* of a Match takes of the field called *name*.

        ``names``: F1 of the name forms. ``spans``: the greatest overlap of two quotations, as a share of the shorter.
        ``content``: the same or token F1, whichever is greater. ``common``: F1 of the elements, 1 where both sides have
        none. ``same_text``: 0 or 1.
        """
        if how == "names":
            ours, theirs = name_forms(declaration, golden), name_forms(declaration, found)
            return f1_of(len(ours), len(theirs), len(ours & theirs))
        one, other = items_of(golden.get(name)), items_of(found.get(name))
        if how == "common":
            return self._share(declaration.field(name), one, other)
        if how == "same_text":
            return float(any(fold_space(a["text"]) == fold_space(b["text"]) for a in one for b in other))
        likest = [overlap_of(a, b) for a in one for b in other]
        if how == "content":
            likest += [token_f1(a["text"], b["text"]) for a in one for b in other]
        return max(likest, default=0.0)

    def agrees(self, spec: FieldSpec, golden: Record, found: Record) -> bool:
        """Return whether a slot of two paired records agrees by its ``Compare``; one never agrees with nothing."""
        one, other, how = items_of(golden.get(spec.name)), items_of(found.get(spec.name)), spec.compare.how
        if how == "ignored" or not one or not other:
            return how == "ignored" or not (one or other)
        if how == "same":
            return len(one) == len(other) and self._paired(spec, one, other, exact=True) == len(one)
        if how == "share":
            return self._share(spec, one, other) >= spec.compare.at_least
        if how == "date":
            return any(is_same_date(a, b) for a in one for b in other)
        return any(self._is_same(spec, a, b) for a in one for b in other)

    def unshared(self, spec: FieldSpec, golden: Record, found: Record) -> tuple[list[Any], list[Any]]:
        """Return the values of a field that either record alone has; name forms are compared as they are folded."""
        one, other = values_of(spec, golden), values_of(spec, found)
        if is_aliases(spec):
            ours, theirs = ({fold_name(str(name)) for name in names} for names in (one, other))
            return (
                [name for name in one if fold_name(str(name)) not in theirs],
                [name for name in other if fold_name(str(name)) not in ours],
            )
        pairs = best_pairs([[float(self._is_same(spec, a, b)) for b in other] for a in one])
        rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
        return (
            [value for number, value in enumerate(one) if number not in rows],
            [value for number, value in enumerate(other) if number not in columns],
        )

    def _share(self, spec: FieldSpec, one: Sequence[Any], other: Sequence[Any]) -> float:
        if not one and not other:
            return 1.0
        return f1_of(len(one), len(other), self._paired(spec, one, other))

    def _paired(self, spec: FieldSpec, one: Sequence[Any], other: Sequence[Any], *, exact: bool = False) -> int:
        return len(best_pairs([[float(self._is_same(spec, a, b, exact=exact)) for b in other] for a in one]))

    def _is_same(self, spec: FieldSpec, one: Any, other: Any, *, exact: bool = False) -> bool:
        if spec.type == "ref":
            return self._is_same_record(spec.target or "", one, other)
        if spec.type in ("quote", "when"):
            if exact:
                return fold_space(one["text"]).casefold() == fold_space(other["text"]).casefold()
            return overlap_of(one, other) > 0 or token_f1(one["text"], other["text"]) >= spec.compare.at_least
        if isinstance(one, str) and isinstance(other, str):
            return fold_space(one).casefold() == fold_space(other).casefold()
        return bool(one == other)

    def _is_same_record(self, target: str, one: str, other: str) -> bool:
        key = (target, one, other)
        if key not in self._same:
            ours, theirs = self._golden_by_id.get((target, one)), self._found_by_id.get((target, other))
            self._same[key] = False  # schemas whose rules refer to each other come back here
            if ours is not None and theirs is not None:
                self._same[key] = self.is_match(self.catalog[target], ours, theirs)
        return self._same[key]

    @cached_property
    def _same(self) -> dict[tuple[str, str, str], bool]:
        return {}

    @cached_property
    def _golden_by_id(self) -> dict[tuple[str, str], Record]:
        return records_by_id(self.golden, self.catalog)

    @cached_property
    def _found_by_id(self) -> dict[tuple[str, str], Record]:
        return records_by_id(self.found, self.catalog)


def records_by_id(document: Mapping[str, Any], catalog: Catalog) -> dict[tuple[str, str], Record]:
    """Return (schema, id) -> record for every record of *document*."""
    return {(one.name, record["id"]): record for one in catalog for record in document.get(one.list_name, ())}


def items_of(value: Any) -> list[Any]:
    """Return a field's value as a list: its elements, the one value, or nothing for null."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def is_aliases(spec: FieldSpec) -> bool:
    """Return whether a field holds the other names of an entity."""
    return spec.role is not None and spec.role.name == "aliases"


def values_of(spec: FieldSpec, record: Record) -> list[Any]:
    """Return the values of a field of *record*; of names that are folded alike the first."""
    values = items_of(record.get(spec.name))
    return list({fold_name(str(one)): one for one in reversed(values)}.values())[::-1] if is_aliases(spec) else values


def name_forms(declaration: Declaration, record: Record) -> frozenset[str]:
    """Return the folded name forms of an entity: name, aliases and, for a person, the last word of the name.

    A person is a record with a field whose value stands for the label PERSON (``Labels``).
    """
    name = str(record.get("name", ""))
    forms = [name, *items_of(record.get("aliases"))]
    if is_person(declaration, record):
        forms += fold_name(name).split()[-1:]
    return frozenset(folded for form in forms if (folded := fold_name(form)))


def is_person(declaration: Declaration, record: Record) -> bool:
    """Return whether a field of *record* has a value that stands for people's names."""
    return any(
        PERSON in spec.labels.by_value.get(str(value), ())
        for spec in declaration.fields
        if spec.labels is not None
        for value in items_of(record.get(spec.name))
    )


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Return *name* without case, punctuation, articles and possessives.

    >>> fold_name("The U.S."), fold_name("Zelensky’s office"), fold_name("the workers' party"), fold_name("al-Assad")
    ('us', 'zelensky office', 'workers party', 'al assad')
    """
    name = re.sub(r"['’](s\b)?", "", name.casefold()).replace(".", "")
    words = re.sub(r"[\W_]+", " ", name).split()
    return " ".join(word for word in words if word not in ("the", "a", "an")) or " ".join(words)


def fold_space(text: str) -> str:
    """Return *text* with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def overlap_of(one: Record, other: Record) -> float:
    """Return the characters that two quotations share, as a share (0..1) of the shorter one."""
    shorter = min(one["end"] - one["start"], other["end"] - other["start"])
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, shared) / shorter if shorter > 0 else 0.0


def token_f1(one: str, other: str) -> float:
    """Return F1 (0..1) of the words of two texts, case folded, each word as often as it stands there.

    >>> token_f1("withdraw all troops", "Withdraw troops now")
    0.6666666666666666
    """
    ours, theirs = (Counter(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return f1_of(ours.total(), theirs.total(), (ours & theirs).total())


def f1_of(one: int, other: int, common: int) -> float:
    """Return F1 (0..1) of two collections of given sizes; 0 where both are empty."""
    return 2 * common / (one + other) if one + other else 0.0


def is_same_date(one: Record, other: Record) -> bool:
    """Return whether two dates have one ISO date or, where one has none, overlap or share half of their words."""
    if one.get("iso") and other.get("iso"):
        return bool(one["iso"] == other["iso"])
    return overlap_of(one, other) > 0 or token_f1(one["text"], other["text"]) >= 0.5
