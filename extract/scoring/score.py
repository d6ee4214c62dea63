"""Goldens and what an extractor found -> counts: found and right per schema, accuracy per slot."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.errors import ExtractError, GoldenError
from extract.goldens.golden import load_golden
from extract.scoring.counts import Counts, DocumentScore, ListScore, Pair, SchemaScore, Scores, SlotScore
from extract.scoring.likeness import Comparison, Record
from extract.scoring.outputs import Documents, Outputs
from extract.scoring.pairing import best_pairs
from extract.scoring.sets import count_identity, count_sets, sum_sets
from extract.stages import Failure

_OPTIONAL = 1e-3
"""What likeness to an optional golden record weighs: too little to keep a found record from one that is owed."""


def score_documents(
    golden: Mapping[str, Any], found: Mapping[str, Any], catalog: Catalog, *, sides: tuple[str, str] = Comparison.sides
) -> DocumentScore:
    """Return how the records of the document *found* fare against those of *golden*, of the same article.

    Records of one schema are paired one to one so that the sum of their likeness is greatest. A found record that is
    the pair of an optional golden record is not counted, but first of all those that are owed get their pairs. *sides*
    is what mistakes say of a value of either document.
    """
    comparison = Comparison(golden, found, catalog, sides)
    lists = tuple(score_list(declaration, comparison) for declaration in catalog)
    return DocumentScore(str(golden["source"]["id"]), comparison, lists)


def score_folders(
    golden_dir: Path | str, found_dir: Path | str, catalog: Catalog, *, only: Container[str] | None = None
) -> Scores:
    """Return how the documents in *found_dir* fare against the goldens in *golden_dir*, file by file.

    With *only*, the goldens of other ids are passed over. A golden without a document counts as missed. One that cannot
    be used, or was made for another text, and a document that is broken become failures; the others are scored.

    Raises:
        GoldenError: *golden_dir* has no golden.
    """
    paths = sorted(Path(golden_dir).glob("*.json"))
    if not paths:
        raise GoldenError(
            "no golden found",
            where=str(golden_dir),
            remedy="give a folder of goldens; `extract review` and `extract golden import` make them",
        )
    paths = [path for path in paths if only is None or path.stem in only]
    return score_goldens(paths, Outputs(Path(found_dir), catalog), catalog)


def score_goldens(paths: Iterable[Path], outputs: Documents, catalog: Catalog) -> Scores:
    """Return how the documents in *outputs* fare against the goldens at *paths*, as ``score_folders`` does."""
    documents, missing = [], []
    failures = list(outputs.failures)
    for path in paths:
        try:
            golden = load_golden(path, catalog)
            found = outputs.find(path.stem)
            if found is None:
                missing.append(path.stem)
            else:
                check_same_text(golden, found, path)
            documents.append(score_documents(golden, found or {}, catalog))
        except ExtractError as error:
            failures.append(Failure(str(path), error, path.stem))
    return sum_up(documents, catalog, missing=missing, failures=failures)


def sum_up(
    documents: Iterable[DocumentScore],
    catalog: Catalog,
    *,
    missing: Iterable[str] = (),
    failures: Iterable[Failure] = (),
) -> Scores:
    """Return the sums over *documents*, per schema in the order of *catalog*."""
    scored = tuple(documents)
    schemas = tuple(
        _sum_schema(declaration, [document.lists[number] for document in scored])
        for number, declaration in enumerate(catalog)
    )
    return Scores(catalog, scored, schemas, tuple(missing), tuple(failures))


def compared_fields(declaration: Declaration) -> tuple[FieldSpec, ...]:
    """Return the slots: the fields that are compared in the pairs found."""
    return tuple(spec for spec in declaration.fields if spec.compare.how != "ignored")


def score_list(declaration: Declaration, comparison: Comparison) -> ListScore:
    """Return how the records of one schema fare in one document."""
    golden, found = (side.get(declaration.list_name, ()) for side in (comparison.golden, comparison.found))
    pairs = _pair(declaration, golden, found, comparison)
    missed = _without(golden, [pair.golden for pair in pairs])
    false = tuple(_without(found, [pair.found for pair in pairs]))
    owed = tuple(pair for pair in pairs if not pair.golden.get("optional"))
    return ListScore(
        declaration,
        pairs=owed,
        excused=tuple(pair for pair in pairs if pair.golden.get("optional")),
        missed=tuple(record for record in missed if not record.get("optional")),
        false=false,
        sets=count_sets(declaration, owed, comparison),
        identity=count_identity(declaration, pairs, missed, false, comparison),
    )


def _pair(
    declaration: Declaration, golden: Sequence[Record], found: Sequence[Record], comparison: Comparison
) -> list[Pair]:
    slots = compared_fields(declaration)
    candidates: dict[tuple[int, int], Pair] = {}
    likeness = [[0.0] * len(found) for _ in golden]
    for row, one in enumerate(golden):
        for column, other in enumerate(found):
            nearness = comparison.nearness(declaration, one, other)
            if nearness > 0:
                pair = Pair(one, other, {spec.name: comparison.agrees(spec, one, other) for spec in slots})
                candidates[row, column] = pair
                likeness[row][column] = _likeness(pair, nearness)
    return [candidates[cell] for cell in best_pairs(likeness)]


def _likeness(pair: Pair, nearness: float) -> float:
    """Return the likeness (0..1) of two records that match: half for that, a quarter if right, the rest by degree.

    Two pairs are thus worth more than any one, and a right pair more than one that is merely found. An optional golden
    record takes what those owed leave.
    """
    agreeing = sum(pair.slots.values()) / len(pair.slots) if pair.slots else 1.0
    likeness = 0.5 + 0.25 * pair.is_right + 0.125 * agreeing + 0.125 * nearness
    return likeness * _OPTIONAL if pair.golden.get("optional") else likeness


def _without(records: Iterable[Record], taken: list[Record]) -> list[Record]:
    gone = {id(record) for record in taken}
    return [record for record in records if id(record) not in gone]


def _sum_schema(declaration: Declaration, lists: list[ListScore]) -> SchemaScore:
    pairs = [pair for one in lists for pair in one.pairs]
    slots = {
        spec.name: SlotScore(sum(pair.slots[spec.name] for pair in pairs), len(pairs))
        for spec in compared_fields(declaration)
    }
    found = sum((one.found for one in lists), Counts())
    return SchemaScore(
        declaration.list_name, found, sum((one.right for one in lists), Counts()), slots, *sum_sets(declaration, lists)
    )


def check_same_text(golden: Mapping[str, Any], found: Mapping[str, Any], path: Path) -> None:
    """Raise GoldenError where the golden at *path* was made for another text than the document *found*."""
    if golden["source"]["sha256"] != found["source"]["sha256"]:
        raise GoldenError(
            "the golden was made for another text than the document found",
            where=str(path),
            remedy="run again on the text that was annotated, or verify the golden anew",
        )
