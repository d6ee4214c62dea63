"""The state of an output folder, which lets a run go on where one stopped, and through it the folder's documents.

``DIR/.extract.sqlite3`` has one row an article: who reads it now, or what was written for it. Two runs may work on one
folder at once: each claims an article before it reads it, and a claim lapses with the run that made it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import extract
from extract.catalog import Catalog
from extract.document import ExtractionInfo
from extract.errors import UsageError
from extract.folder import OutputFolder, check_name, digest_of
from extract.loading.shard import Shard
from extract.lock import RunLock, clear_locks, held, is_running, lock_path
from extract.makes import Make, beside_another, makes_in, refuse_other_makes
from extract.stages import Article, Extraction, Failure
from extract.work import ADOPTED, READ_NOW, known_as, note_claim, note_document, note_shard, prepare, shard_of
from extract.writing import connect, told

STATE = ".extract.sqlite3"


@dataclass(frozen=True)
class Finished:
    """An article whose document is there already."""

    counts: Mapping[str, int]


class Store:
    """The outputs and the state of one run in *folder*; a context manager.

    In the form ``json`` each document is written to ``<id>.json``; for another, which has one file for all, the state
    holds them until that is written. ``is_fresh`` takes no document of an earlier run for finished; ``is_replacing``
    lets this run's documents take the place of what another model or other schemas left here.
    """

    def __init__(self, folder: Path, *, form: str = "json", is_fresh: bool = False, is_replacing: bool = False) -> None:
        self.folder, self.form = folder, form
        self._keeps_data, self._is_fresh, self._is_replacing = form != "json", is_fresh, is_replacing
        self._make: Make | None = None
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._state = connect(folder / STATE)
        with told(folder / STATE):
            prepare(self._state, folder / STATE)
        with self._writing() as state:
            # In one transaction: no other run may see the number before its lock is held, and take this one for dead.
            self._run = state.execute("INSERT INTO runs (made_by) VALUES (?)", (extract.__version__,)).lastrowid or 0
            with told(lock_path(folder, self._run), "the lock of this run"):
                self._lock = RunLock(folder, self._run)
        self.files = OutputFolder(folder, self._run)
        with told(folder), self._writing():
            clear_locks(folder)
            self.files.sweep()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.files.close()
        self._state.close()
        self._lock.release()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with told(self.folder / STATE):
            self._state.execute("BEGIN IMMEDIATE")
            try:
                yield self._state
            except BaseException:
                self._state.execute("ROLLBACK")
                raise
            self._state.execute("COMMIT")

    def begin(self, info: ExtractionInfo, lists: Iterable[str]) -> None:
        """Make this the folder of documents that *info* tells the maker of, with the records of *lists*.

        Raises:
            UsageError: it has documents of another make, which stay.
        """
        self.begin_make(Make(info.backend, info.model, info.schemas, tuple(lists)))

    def begin_make(self, make: Make) -> None:
        """Make this the folder of documents of *make*, as ``begin`` does."""
        self._make = make
        with self._writing() as state:
            for number, words in state.execute("SELECT number, make FROM runs WHERE make IS NOT NULL").fetchall():
                if not Make.from_json(words).is_like(make) and is_running(self.folder, number):
                    raise beside_another(Make.from_json(words), make, self.folder)
            if not self._is_replacing:
                refuse_other_makes(state, make, self.folder)
                self._refuse_unknown_tables(state)
            state.execute("UPDATE runs SET make = ? WHERE number = ?", (make.as_json(), self._run))

    def begin_shard(self, shard: Shard | None) -> None:
        """Make this the folder of one share of the articles, not finished yet; None: of all of them.

        Raises:
            UsageError: it has documents that are not of this share.
        """
        with self._writing() as state:
            there, _ = shard_of(state)
            has_documents = state.execute("SELECT 1 FROM work WHERE sha256 IS NOT NULL LIMIT 1").fetchone() is not None
            if shard is not None and there != shard and has_documents:
                raise UsageError(
                    f"the folder has {f'share {there}' if there else 'documents of a whole run'}, not share {shard}",
                    where=str(self.folder),
                    remedy="give each share a folder of its own, -o parts/K; `extract merge` joins them",
                )
            note_shard(state, shard, is_finished=False)

    def finish_shard(self, shard: Shard) -> None:
        """Note that the share was read to its end."""
        with self._writing() as state:
            note_shard(state, shard, is_finished=True)

    def has_document(self, article_id: str, sha256: str) -> bool:
        """Return whether the article's document is there, and has this digest."""
        asked = "SELECT data IS NOT NULL FROM work WHERE article_id = ? AND sha256 = ?"
        row = self._state.execute(asked, (article_id, sha256)).fetchone()
        if row is not None and self._keeps_data and row[0]:
            return True
        return row is not None and self.files.has_document(article_id, sha256)

    def take_over(self, row: tuple[Any, ...], data: bytes, text: str | None) -> tuple[Any, ...]:
        """Write the document of another folder, of which *row* (ADOPTED) tells; return what is to be noted of it.

        *data* is the document, *text* its article's where that is kept beside it.
        """
        found = dict(zip(ADOPTED, row, strict=True))
        with told(self.folder):
            self.files.take_over_text(found["article_id"], text, is_row=found["is_row"])
            if not self._keeps_data:
                self.files.take_over_document(found["article_id"], data)
        return (*row[:-1], data if self._keeps_data else None)

    def adopt(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Note documents that were taken over, as if this run had read them."""
        marks = ", ".join("?" * (len(ADOPTED) + 1))
        with self._writing() as state:
            state.executemany(
                f"INSERT OR REPLACE INTO work ({', '.join(ADOPTED)}, run) VALUES ({marks})",
                [(*row, self._run) for row in rows],
            )

    def refuse_other_schemas(self, catalog: Catalog) -> None:
        """Raise UsageError where documents of the folder are not of *catalog*: its tables could not be written."""
        for words in makes_in(self._state):
            Make.from_json(words).refuse_other_schemas(catalog, str(self.folder))

    def _refuse_unknown_tables(self, state: sqlite3.Connection) -> None:
        if state.execute("SELECT 1 FROM work WHERE sha256 IS NOT NULL LIMIT 1").fetchone() is None:
            for path in self.files.tables():
                raise UsageError(
                    "here is a table of documents, and no state that tells which",
                    where=str(path),
                    remedy="give -o another folder, or put the table elsewhere first, or --replace to lose it",
                )

    def known_as(self, article: Article) -> Article:
        """Return *article* with the id of its document in this folder, or one that no other article has here."""
        with told(self.folder / STATE):
            return known_as(self._state, article)

    def claim(self, article: Article, key: str) -> Finished | Literal["claimed", "busy"]:
        """Return what is known of *article*: finished, now this run's to read, or busy in another run.

        A document that is there stays until another takes its place.

        Raises:
            LoadError: the id cannot be a file name, or the name is that of a file which no run wrote.
            StoreError: the folder or its state cannot be used.
        """
        check_name(article)
        with self._writing() as state:
            row = state.execute(
                "SELECT reader, key, run, sha256, counts, data FROM work WHERE article_id = ?", (article.id,)
            ).fetchone()
            if row is None:
                if not self._is_replacing:
                    self.files.refuse_unknown(article, self._make)
            else:
                reader, known, run, digest, counts, data = row
                if reader not in (None, self._run) and is_running(self.folder, reader):
                    return "busy"
                is_ours = digest is not None and known == key and (run == self._run or not self._is_fresh)
                if is_ours and self._is_written(article, digest, data):
                    return Finished(json.loads(counts))
            note_claim(state, article, self._run, key)
        return "claimed"

    def _is_written(self, article: Article, digest: str, data: bytes | None) -> bool:
        """Return whether the outputs of *article* are what was written; a file that only the state has is put back."""
        if not self.files.has_text_of(article):
            return False
        if self._keeps_data and data is not None:
            return True
        if data is not None and self.files.has_place_for(article.id):
            self.files.write_document(article.id, data)
        return self.files.has_document(article.id, digest)

    def save(self, extraction: Extraction, counts: Mapping[str, int]) -> None:
        """Write the document of *extraction*, and its text where that is in no file; then it counts as finished."""
        article = extraction.article
        with told(self.folder):
            self.files.keep_text(article)
            if not self._keeps_data:
                self.files.write_document(article.id, extraction.data)
        with self._writing() as state:
            note_document(
                state,
                article,
                self._run,
                make=self._make.as_json() if self._make is not None else None,
                sha256=digest_of(extraction.data),
                counts=json.dumps(dict(counts)),
                data=extraction.data if self._keeps_data else None,
            )

    def fail(self, failure: Failure) -> None:
        """Note that an article failed, so that the next run tries it again; what it had before stays."""
        if failure.article_id is None:
            return
        with self._writing() as state:
            state.execute(
                "UPDATE work SET reader = NULL, error = ? WHERE article_id = ? AND reader = ?",
                (str(failure.error), failure.article_id, self._run),
            )

    def finish(self) -> None:
        """Take out what another make left here, if this run was to replace it: now that it has come to its end."""
        if self._is_replacing and self._make is not None:
            with self._writing() as state:
                for words in makes_in(state):
                    if not self._make.is_like(Make.from_json(words)):
                        rows = state.execute("SELECT article_id FROM work WHERE make = ?", (words,)).fetchall()
                        self._take_out(state, [name for (name,) in rows])

    def documents(self) -> Iterator[bytes]:
        """Yield all documents of the folder, in the order of their articles' ids."""
        rows = self._state.execute("SELECT article_id, data FROM work WHERE sha256 IS NOT NULL ORDER BY article_id")
        with told(self.folder):
            for article_id, data in rows:
                found = data if data is not None else self.files.document(article_id)
                if found is not None:  # a person who took a file away wants it in no table either
                    yield found

    def gone(self) -> Iterator[str]:
        """Yield the ids of the articles whose file is not there any more, file by file."""
        places = self._state.execute("SELECT DISTINCT place FROM work WHERE sha256 IS NOT NULL AND place IS NOT NULL")
        for (place,) in places:
            if not os.path.lexists(place):
                asked = "SELECT article_id FROM work WHERE place = ? AND sha256 IS NOT NULL"
                yield from (name for (name,) in self._state.execute(asked, (place,)))

    def prune(self) -> list[str]:
        """Take out the documents of articles whose file is gone, and return their ids; what a run reads now stays."""
        with told(self.folder), self._writing() as state:
            busy = {name for name, run in state.execute(READ_NOW).fetchall() if is_running(self.folder, run)}
            ids = [name for name in sorted(self.gone()) if name not in busy]
            self._take_out(state, ids)
        return ids

    def _take_out(self, state: sqlite3.Connection, ids: Iterable[str]) -> None:
        for name in ids:
            asked = "SELECT is_derived AND NOT is_row FROM work WHERE article_id = ?"
            (has_file,) = state.execute(asked, (name,)).fetchone()
            self.files.take_out(name, has_text=bool(has_file))
            state.execute("DELETE FROM work WHERE article_id = ?", (name,))

    def writing_tables(self) -> AbstractContextManager[None]:
        """Hold the tables of the folder: of two runs the later one writes all that both have read."""
        return self._held(self.folder / f"{STATE}-tables")

    @contextmanager
    def _held(self, path: Path) -> Iterator[None]:
        with told(path, "the lock of the folder's tables"), held(path):
            yield


def open_store(folder: Path) -> Store:
    """Return the store of a folder that a run wrote; UsageError where none did."""
    if not (folder / STATE).is_file():
        raise UsageError(
            "no run has written into this folder: it has no state",
            where=str(folder / STATE),
            remedy="give the folder that -o of `extract run` named",
        )
    return Store(folder)
