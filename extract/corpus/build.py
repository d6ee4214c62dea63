"""Documents -> a corpus: what is new is taken in and linked, what is gone taken out, and nothing else done again."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import extract
from extract.catalog import Catalog
from extract.corpus.changes import KeysByRecord, take_changes
from extract.corpus.copies import note_copies
from extract.corpus.earlier import related_to
from extract.corpus.intake import Happening, Taken, Thing
from extract.corpus.known import Known
from extract.corpus.linking import link
from extract.corpus.records import load_taken
from extract.corpus.store import Database, connected, definition, quoted
from extract.corpus.summaries import define_views, summarise
from extract.corpus.tables import TABLES_VERSION, WORK_VERSION, check_names, work_tables
from extract.document import catalog_digest
from extract.stages import Failure
from extract.writing import replacing


@dataclass
class Built:
    """What a build did."""

    added: int = 0
    removed: int = 0
    kept: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    """Table -> rows."""
    failures: list[Failure] = field(default_factory=list)


def build_corpus(
    paths: Sequence[Path],
    file: Path,
    catalog: Catalog,
    *,
    sources: Sequence[Path] = (),
    known: Known | None = None,
    is_fresh: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> Built:
    """Make the corpus in *file* that of the documents in *paths*, and return what was done.

    The articles' texts are looked for beside the documents and under *sources*; without one an article's copies are not
    told. A document that cannot be read becomes a failure.

    Raises:
        InvalidDocument: there is no document in one of *paths*.
        StoreError: the file cannot be used.
        DeclarationError: a declaration has a name that a corpus needs for itself.
    """
    check_names(catalog)
    before = _keys_before(file, catalog, is_fresh=is_fresh)
    # Anew beside the old one, which stays until all went well: its keys are nowhere else.
    place = nullcontext(file) if before is None else replacing(file, os.getpid())
    with place as path, connected(path) as database:
        database.run("BEGIN TRANSACTION")
        building = _Building(database, catalog, known or Known(), before or {}, tell)
        built = building.build(paths, sources)
        database.run("COMMIT")
        database.run("CHECKPOINT")
    return built


def _keys_before(file: Path, catalog: Catalog, *, is_fresh: bool) -> KeysByRecord | None:
    """Return the keys of an earlier corpus in *file* that has to be built anew; None where nothing has."""
    if not file.is_file():
        return None
    with connected(file) as database:
        if not database.has_table("records", "work"):
            return None
        told = dict(database.rows("SELECT name, value FROM main.corpus")) if database.has_table("corpus") else {}
        is_same = all(told.get(name) == value for name, value in _versions(catalog).items())
        if is_same and not is_fresh:
            return None
        return {
            (article, record): key
            for article, record, key in database.each("SELECT article, record, key FROM work.records")
        }


def _versions(catalog: Catalog) -> dict[str, str]:
    """Return what must be the same for a corpus to be added to."""
    return {"tables": TABLES_VERSION, "work": WORK_VERSION, "schemas": catalog_digest(catalog)}


class _Building:
    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        known: Known,
        before: Mapping[tuple[str, str], str],
        tell: Callable[[str], None],
    ) -> None:
        self._database, self._catalog, self._known, self._tell = database, catalog, known, tell
        self._before: KeysByRecord = dict(before)

    def build(self, paths: Sequence[Path], sources: Sequence[Path]) -> Built:
        self._define()
        is_known_anew = self._is_known_anew()
        changes = take_changes(
            self._database, paths, self._catalog, sources=sources, known=self._known, tell=self._tell
        )
        self._before |= changes.keys
        new = self._everything() if is_known_anew else changes.added
        if new or changes.removed:
            old = related_to(self._database, new, self._known) if changes.kept and not is_known_anew else []
            added = {one.id: None for one in changes.added}
            note_copies(self._database, list(added), [one.id for one in (*old, *new) if one.id not in added])
            self._tell(f"linking {len(new)} articles")
            link(self._database, old, new, catalog=self._catalog, known=self._known, before=self._before)
        if new or changes.removed or not self._database.has_table("history"):
            self._tell("counting")
            self._note_about()
            summarise(self._database, self._catalog)
        return Built(len(changes.added), changes.removed, changes.kept, self._counts(), changes.failures)

    def _define(self) -> None:
        self._database.run("CREATE SCHEMA IF NOT EXISTS work")
        for name, columns in work_tables(self._catalog).items():
            self._database.run(f"CREATE TABLE IF NOT EXISTS work.{quoted(name)} ({definition(columns)})")
        define_views(self._database, self._catalog)

    def _is_known_anew(self) -> bool:
        """Return whether what the user knows is not what the corpus was linked with."""
        if not self._database.has_table("corpus"):
            return False
        return bool(self._database.value("SELECT value FROM main.corpus WHERE name = 'known'") != self._known.digest)

    def _everything(self) -> list[Taken]:
        """Return all articles without their keys, to be linked anew; the keys are remembered."""
        articles = list(load_taken(self._database))
        for article in articles:
            records: list[Thing | Happening] = [*article.things, *article.happenings]
            for record in records:
                if record.key is not None:
                    self._before[article.id, record.record] = record.key
                record.key = None
            self._known.settle(article.things)
        return articles

    def _note_about(self) -> None:
        about = _versions(self._catalog) | {"known": self._known.digest, "made_by": extract.__version__}
        about["articles"] = str(self._database.value("SELECT count(*) FROM work.articles"))
        self._database.run("CREATE OR REPLACE TABLE main.corpus (name VARCHAR, value VARCHAR)")
        for name, value in about.items():
            self._database.run("INSERT INTO main.corpus VALUES (?, ?)", [name, value])

    def _counts(self) -> dict[str, int]:
        lists = [one.list_name for one in self._catalog]
        return {name: self._database.value(f"SELECT count(*) FROM main.{quoted(name)}") for name in lists}
