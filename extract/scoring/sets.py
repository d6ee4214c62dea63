"""What slots leave unscored: all the values of a field that has several, and whether entities are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.declaration import Declaration, FieldSpec
from extract.scoring.counts import Counts, Identity, ListScore, Pair
from extract.scoring.likeness import Comparison, Record, is_aliases, values_of


def set_fields(declaration: Declaration) -> tuple[FieldSpec, ...]:
    """Return the fields whose values are counted one by one: references, and the other names of an entity."""
    lists = [spec for spec in declaration.fields if spec.is_list]
    return tuple(one for one in lists if is_aliases(one) or (one.type == "ref" and one.compare.how != "ignored"))


def count_sets(declaration: Declaration, pairs: Iterable[Pair], comparison: Comparison) -> dict[str, Counts]:
    """Return field -> the counts of its values over the pairs."""
    counts = {spec.name: Counts() for spec in set_fields(declaration)}
    for pair in pairs:
        for spec in set_fields(declaration):
            missing, extra = comparison.unshared(spec, pair.golden, pair.found)
            owed = len(values_of(spec, pair.golden))
            counts[spec.name] += Counts(owed - len(missing), len(extra), len(missing))
    return counts


def count_identity(
    declaration: Declaration,
    pairs: Sequence[Pair],
    missed: Sequence[Record],
    false: Sequence[Record],
    comparison: Comparison,
) -> Identity | None:
    """Return how often one entity was taken for two, or two for one; None for other kinds of record."""
    if declaration.kind != "entity":
        return None
    split = sum(any(comparison.is_match(declaration, pair.golden, one) for pair in pairs) for one in false)
    joined = sum(any(comparison.is_match(declaration, one, pair.found) for pair in pairs) for one in missed)
    return Identity(split, joined)


def sum_sets(declaration: Declaration, lists: Sequence[ListScore]) -> tuple[dict[str, Counts], Identity | None]:
    """Return the sums of both over the documents."""
    sets = {
        spec.name: sum((one.sets.get(spec.name, Counts()) for one in lists), Counts())
        for spec in set_fields(declaration)
    }
    told = [one.identity for one in lists if one.identity is not None]
    return sets, sum(told, Identity()) if declaration.kind == "entity" else None
