"""Two runs -> what changed, document by document, record by record, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from extract.catalog import Catalog
from extract.comparison.changes import Diff, DocumentChange, FieldChange, RecordChange, ScoreChange, Sides, change_of
from extract.declaration import Declaration, FieldSpec
from extract.errors import InvalidDocument, UsageError
from extract.scoring.counts import ListScore
from extract.scoring.likeness import Record, records_by_id
from extract.scoring.outputs import Documents, open_documents
from extract.scoring.score import score_documents, score_goldens
from extract.scoring.wording import one_line, quote_of, title_of
from extract.stages import Failure

Pairs = list[tuple[Record | None, Record | None]]


def _plain(name: str) -> FieldSpec:
    return FieldSpec(name, "", "plain", is_list=False, is_optional=True, is_required=False, python_type=str)


_ID, _OPTIONAL, _TEXT, _CONFIDENCE = _plain("id"), _plain("optional"), _plain("text"), _plain("confidence")
_OF_THE_ARTICLE: Final = tuple(map(_plain, ("title", "published", "language")))
_MADE_BY: Final = ("extraction", "verified")


def diff_paths(old: Path, new: Path, catalog: Catalog, golden: Path | None = None) -> Diff:
    """Return what changed from *old* to *new*, two folders of documents or two documents.

    With *golden* also how both fare against the goldens there, where it has any of their articles. A document that
    cannot be read becomes a failure, and the others are compared.

    Raises:
        UsageError: one is a folder and the other is not.
        InvalidDocument: a folder has no document, or a file is none.
    """
    if old.is_dir() != new.is_dir():
        raise UsageError(
            "a folder and a file cannot be compared", where=f"{old} and {new}", remedy="give two of a kind"
        )
    before, after = open_documents(old, catalog), open_documents(new, catalog)
    changes, failures = [], [*before.failures, *after.failures]
    records: dict[str, Counter[str]] = {one.list_name: Counter() for one in catalog}
    origins: Counter[tuple[str, str, str]] = Counter()
    ids = sorted(before.ids() | after.ids())
    for article_id in ids:
        try:
            one, other = before.find(article_id), after.find(article_id)
        except InvalidDocument as error:
            failures.append(Failure(error.where, error, article_id))
            continue
        if one is not None and other is not None:
            origins.update(_origins(one, other))
        if (change := diff_documents(one, other, catalog)) is not None:
            changes.append(change)
        if one is not None and other is not None:
            _count(records, change, other, catalog)
    scores = score_change(golden, before, after, catalog) if golden is not None else None
    return Diff(tuple(changes), len(ids), records, dict(origins), tuple(failures), scores)


def diff_documents(
    old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, catalog: Catalog
) -> DocumentChange | None:
    """Return what changed between two documents of one article; None where they say the same.

    Records are paired as the scorer does it. What made a document, and where its article came from, is not compared.
    """
    there = new if new is not None else old
    if there is None:
        return None
    counts = {one.list_name: len(there[one.list_name]) for one in catalog}
    if old is None or new is None:
        return DocumentChange(one_line(there["source"]["id"]), "added" if old is None else "gone", counts)
    source = _source_changes(old["source"], new["source"])
    if not source and all(old[name] == new[name] for name in counts):
        return None
    pairs = pair_records(old, new, catalog)
    sides = Sides(
        records_by_id(old, catalog),
        records_by_id(new, catalog),
        {
            (one.name, ours["id"]): theirs["id"]
            for one in catalog
            for ours, theirs in pairs[one.name]
            if ours and theirs
        },
        same_text=old["source"]["sha256"] == new["source"]["sha256"],
    )
    records = tuple(change for one in catalog for change in _record_changes(one, pairs[one.name], sides))
    renumbered = tuple(_renumbered(catalog, pairs))
    reordered = tuple(one.list_name for one in catalog if _is_reordered(pairs[one.name], new[one.list_name]))
    change = DocumentChange(one_line(new["source"]["id"]), "changed", counts, source, records, renumbered, reordered)
    return change if source or records or renumbered or reordered else None


def pair_records(old: Mapping[str, Any], new: Mapping[str, Any], catalog: Catalog) -> dict[str, Pairs]:
    """Return schema -> (old record, new record), None where it has no partner; by the rules of the scorer."""
    scored = score_documents(old, new, catalog)
    return {one.declaration.name: _all_pairs(one, old[one.declaration.list_name]) for one in scored.lists}


def _all_pairs(scored: ListScore, old: Sequence[Record]) -> Pairs:
    pairs: Pairs = [(pair.golden, pair.found) for pair in (*scored.pairs, *scored.excused)]
    taken = {id(ours) for ours, _ in pairs}
    gone, added = [record for record in old if id(record) not in taken], list(scored.false)
    for record in list(gone):
        # A record without a word that could be compared is no pair to the scorer, not even of itself.
        if record in added:
            gone.remove(record)
            pairs.append((record, added.pop(added.index(record))))
    order = {id(record): number for number, record in enumerate(old)}
    pairs.sort(key=lambda pair: order[id(pair[0])])
    return [*pairs, *((record, None) for record in gone), *((None, record) for record in added)]


def _record_changes(declaration: Declaration, pairs: Pairs, sides: Sides) -> list[RecordChange]:
    """Return the changes in the order of the text."""
    changes = [change for old, new in pairs if (change := _record_change(declaration, old, new, sides)) is not None]
    return sorted(changes, key=lambda change: change.place or (0, 0))


def _record_change(
    declaration: Declaration, old: Record | None, new: Record | None, sides: Sides
) -> RecordChange | None:
    ours, theirs = old or {}, new or {}
    ids = [_ID] if declaration.kind == "entity" and old and new else []
    specs = (*ids, *declaration.fields, _CONFIDENCE, _OPTIONAL)
    fields = [change_of(spec, ours.get(spec.name), theirs.get(spec.name), sides) for spec in specs]
    changed = tuple(change for change in fields if change is not None)
    if old and new and not changed:
        return None
    there = new or old or {}
    quote = quote_of(declaration, there)
    return RecordChange(
        declaration.list_name,
        "added" if old is None else "gone" if new is None else "changed",
        _printable(ours.get("id")),
        _printable(theirs.get("id")),
        title_of(declaration, there),
        (quote["start"], quote["end"]) if quote else None,
        changed,
    )


def _printable(name: str | None) -> str | None:
    return None if name is None else one_line(name)


def _source_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    nothing = Sides({}, {}, {})
    changes = [change_of(spec, old[spec.name], new[spec.name], nothing) for spec in _OF_THE_ARTICLE]
    if old["sha256"] != new["sha256"]:
        before, after = (f"{side['length']} characters, SHA-256 {side['sha256'][:12]}" for side in (old, new))
        changes.append(change_of(_TEXT, before, after, nothing))
    return tuple(change for change in changes if change is not None)


def _renumbered(catalog: Catalog, pairs: Mapping[str, Pairs]) -> Iterator[tuple[str, str]]:
    """Yield the ids that changed of records whose ids are numbers; those of entities are told as a field is."""
    for declaration in catalog:
        for old, new in pairs[declaration.name] if declaration.kind != "entity" else ():
            if old and new and old["id"] != new["id"]:
                yield one_line(old["id"]), one_line(new["id"])


def _is_reordered(pairs: Pairs, new: Sequence[Record]) -> bool:
    places = {id(record): number for number, record in enumerate(new)}
    order = [places[id(theirs)] for ours, theirs in pairs if ours is not None and theirs is not None]
    return order != sorted(order)


def _origins(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    ours, theirs = (
        {key: value for part in _MADE_BY for key, value in side.get(part, {}).items()} for side in (old, new)
    )
    for key in dict.fromkeys((*ours, *theirs)):
        if ours.get(key) != theirs.get(key):
            yield key, one_line(str(ours.get(key, "nothing"))), one_line(str(theirs.get(key, "nothing")))


def _count(
    records: Mapping[str, Counter[str]], change: DocumentChange | None, new: Mapping[str, Any], catalog: Catalog
) -> None:
    for declaration in catalog:
        name = declaration.list_name
        kinds = Counter(one.kind for one in change.records if one.schema == name) if change else Counter[str]()
        records[name].update(kinds)
        records[name]["same"] += len(new[name]) - kinds["added"] - kinds["changed"]


def score_change(golden: Path, before: Documents, after: Documents, catalog: Catalog) -> ScoreChange | None:
    """Return how both sides fare against the goldens of their articles; None where there is none of them."""
    ids = before.ids() | after.ids()
    paths = [path for path in sorted(golden.glob("*.json")) if path.stem in ids]
    return ScoreChange(*(score_goldens(paths, side, catalog) for side in (before, after))) if paths else None
