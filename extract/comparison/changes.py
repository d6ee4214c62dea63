"""What differs between two values, records and documents, as values; and the comparison of two values of one field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from extract.declaration import FieldSpec
from extract.scoring.counts import Scores
from extract.scoring.likeness import fold_space, items_of, overlap_of
from extract.scoring.wording import Known, in_words, item_in_words
from extract.stages import Failure


@dataclass(frozen=True)
class ItemChange:
    """One value, or one element of a list, that is not what it was.

    ``moved``: a quotation of the same words at another place; ``reordered``: a list's elements in another order.
    """

    kind: Literal["added", "gone", "changed", "moved", "reordered"]
    old: Any
    """As in the document; None where it was not there."""
    new: Any
    old_words: str = ""
    new_words: str = ""


@dataclass(frozen=True)
class FieldChange:
    """What changed in one field."""

    field: str
    is_list: bool
    items: tuple[ItemChange, ...]


@dataclass(frozen=True)
class RecordChange:
    """A record that is new, gone, or not what it was; a new or gone one has all its values as added or gone."""

    schema: str
    """The list's name in the document."""
    kind: Literal["added", "gone", "changed"]
    old_id: str | None
    new_id: str | None
    title: str
    """Its name, or else its quotation."""
    place: tuple[int, int] | None
    """Where that quotation stands; None where it has none."""
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class DocumentChange:
    """What changed in the document of one article."""

    id: str
    kind: Literal["added", "gone", "changed"]
    counts: Mapping[str, int]
    """List name -> number of records; of the new document, or of the one that is gone."""
    source: tuple[FieldChange, ...] = ()
    """What is said of the article itself."""
    records: tuple[RecordChange, ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()
    """Old and new id of records that are else the same or changed, where ids are numbers."""
    reordered: tuple[str, ...] = ()
    """Names of the lists whose records stand in another order."""


@dataclass(frozen=True)
class ScoreChange:
    """How both sides fare against the goldens."""

    before: Scores
    after: Scores


@dataclass(frozen=True)
class Diff:
    """What changed between two runs."""

    documents: tuple[DocumentChange, ...]
    """Those that changed."""
    compared: int
    """Documents that are on either side."""
    records: Mapping[str, Mapping[str, int]]
    """List name -> ``added``, ``gone``, ``changed``, ``same`` -> number of records in documents of both sides."""
    origins: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """(key, old, new) of what made the documents -> in how many it differs. That alone is no change."""
    failures: tuple[Failure, ...] = ()
    scores: ScoreChange | None = None


@dataclass(frozen=True)
class Sides:
    """Two documents of one article, as far as the comparison of single values needs them."""

    old: Known
    new: Known
    partners: Mapping[tuple[str, str], str]
    """(schema, old id) -> the id of its partner in the new document."""
    same_text: bool = True
    """Whether places can be compared."""


def change_of(spec: FieldSpec, old: Any, new: Any, sides: Sides) -> FieldChange | None:
    """Return what changed in a field from *old* to *new*; None where nothing did."""
    ours, theirs = items_of(old), items_of(new)
    left, right = list(ours), list(theirs)
    _take(left, right, lambda one, other: _is_same(spec, one, other, sides))
    if left or right:
        return FieldChange(spec.name, spec.is_list, tuple(_item_changes(spec, left, right, sides)))
    if all(_is_same(spec, one, other, sides) for one, other in zip(ours, theirs, strict=True)):
        return None
    words = in_words(spec, old, sides.old), in_words(spec, new, sides.new)
    return FieldChange(spec.name, spec.is_list, (ItemChange("reordered", old, new, *words),))


def _item_changes(spec: FieldSpec, left: list[Any], right: list[Any], sides: Sides) -> Iterator[ItemChange]:
    """Yield how the elements that are on one side only became others, went or came."""
    pairs: list[tuple[Any, Any]] = []
    if spec.type in ("quote", "when"):
        pairs += _take(left, right, _has_same_words)
        pairs += _take(left, right, lambda one, other: sides.same_text and overlap_of(one, other) > 0)
    if not spec.is_list:
        pairs += _take(left, right, lambda one, other: True)
    for one, other in pairs:
        words = item_in_words(spec, one, sides.old), item_in_words(spec, other, sides.new)
        yield ItemChange(_kind_of(spec, one, other), one, other, *words)
    for item in left:
        yield ItemChange("gone", item, None, item_in_words(spec, item, sides.old))
    for item in right:
        yield ItemChange("added", None, item, "", item_in_words(spec, item, sides.new))


def _take(left: list[Any], right: list[Any], is_pair: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    """Take the pairs out of both lists, each element with the first that fits, and return them."""
    pairs = []
    for one in list(left):
        number = next((number for number, other in enumerate(right) if is_pair(one, other)), None)
        if number is not None:
            left.remove(one)
            pairs.append((one, right.pop(number)))
    return pairs


def _is_same(spec: FieldSpec, one: Any, other: Any, sides: Sides) -> bool:
    if spec.type == "ref":
        return bool(sides.partners.get((spec.target or "", one)) == other)
    if spec.type in ("quote", "when") and not sides.same_text:
        return _without_place(one) == _without_place(other)
    return bool(one == other and type(one) is type(other))


def _has_same_words(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return fold_space(one["text"]) == fold_space(other["text"])


def _kind_of(spec: FieldSpec, one: Any, other: Any) -> Literal["changed", "moved"]:
    is_quotation = spec.type in ("quote", "when")
    return "moved" if is_quotation and _without_place(one) == _without_place(other) else "changed"


def _without_place(quote: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in quote.items() if name not in ("start", "end", "text")}
    return kept | {"text": fold_space(quote["text"])}
