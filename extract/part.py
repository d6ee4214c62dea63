"""One part of a run that was sharded: the folder that was left, which is only read, and may be a copy with faults."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import LoadError, StoreError, UsageError
from extract.folder import TABLES
from extract.lock import is_running
from extract.store import STATE
from extract.texts import TEXTS, kept_text
from extract.work import ADOPTED, READ_NOW, VERSION


@dataclass(frozen=True)
class Document:
    """What a part's state tells of one document; ``row`` has the columns ADOPTED."""

    part: Path
    row: tuple[Any, ...]

    def __getitem__(self, column: str) -> Any:
        return self.row[ADOPTED.index(column)]

    @property
    def id(self) -> str:
        """The article's id."""
        return str(self["article_id"])

    @property
    def sha256(self) -> str:
        """Digest of its bytes."""
        return str(self["sha256"])


def form_of(parts: Sequence[Path]) -> str:
    """Return the form in which *parts* were written: that of the first table, else ``json``."""
    return next((form for part in parts for form in TABLES if any(part.glob(f"*.{form}"))), "json")


def open_part(part: Path) -> sqlite3.Connection:
    """Return the state of *part*, to be read only; UsageError where it is no folder that a run has left."""
    path = part / STATE
    if not path.is_file() or not path.stat().st_size:
        raise UsageError(
            "this is no part: the state that a run keeps in its folder is missing",
            where=str(path),
            remedy="give the folder that -o of `extract run` named; a copy must have its hidden files too",
        )
    with reading(part):
        # A state that nobody has open can be read where nothing may be written, as on a disk that others share.
        is_at_rest = not any(one.exists() and one.stat().st_size for one in [Path(f"{path}-wal")])
        state = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_at_rest else ''}", uri=True)
        (version,) = state.execute("PRAGMA user_version").fetchone()
        busy = [run for _, run in state.execute(READ_NOW)] if version == VERSION else []
    if version != VERSION:
        raise UsageError(
            f"the part was written by another version of extract: its state has the form {version}, not {VERSION}",
            where=str(path),
            remedy="read it again with this version, or merge with that one",
        )
    if any(is_running(part, run) for run in set(busy)):
        raise UsageError("a run writes into this part now", where=str(part), remedy="wait until it has ended")
    return state


@contextmanager
def reading(part: Path) -> Iterator[None]:
    """Turn what SQLite has to say about the state of *part* into a StoreError with what helps."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"the state of this part cannot be read: {error}",
            where=str(part / STATE),
            remedy="copy the part again, whole and when no run writes into it; or run it again into an empty folder",
        ) from error


def documents_of(part: Path, state: sqlite3.Connection) -> Iterator[Document]:
    """Yield what the state of *part* tells of its documents, in the order of their articles' ids."""
    columns = ", ".join(ADOPTED)
    with reading(part):
        for row in state.execute(f"SELECT {columns} FROM work WHERE sha256 IS NOT NULL ORDER BY article_id"):
            yield Document(part, row)


def content_of(document: Document) -> tuple[bytes, str | None]:
    """Return what the part has: the document, and the text where that is kept beside it.

    Raises:
        LoadError: it is gone, or not what was written, as in a copy that was not finished.
    """
    part, name = document.part, document.id
    data = document["data"] if document["data"] is not None else _bytes_in(part / f"{name}.json")
    if _digest(data) != document.sha256:
        raise _changed(part / (STATE if document["data"] is not None else f"{name}.json"))
    if document["is_row"]:
        text = kept_text(part, name)
        if text is None:
            raise _lost(f"its text is gone from {part / TEXTS}", part)
        return data, text
    if not document["is_derived"]:
        return data, None
    kept = _bytes_in(part / f"{name}.txt")
    if _digest(kept) != json.loads(data)["source"]["sha256"]:
        raise _changed(part / f"{name}.txt")
    return data, kept.decode()


def _bytes_in(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _lost(f"the file {path} is gone", path) from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _changed(path: Path) -> LoadError:
    return _lost(f"what is in {path} is not what was written", path)


def _lost(problem: str, where: Path) -> LoadError:
    return LoadError(problem, where=str(where), remedy="run the part again, or copy it again, and merge again")
