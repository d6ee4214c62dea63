"""Answers that were paid for, kept by content: the same question to the same model is asked once.

An SQLite file holds the answers of a user's runs. A ``.jsonl`` file holds the same, one answer a line, for answers that
are to lie in a repository: tests replay them offline.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Protocol

from extract.errors import StoreError


@dataclass(frozen=True)
class Kept:
    """An answer as the model gave it after all attempts, and what it cost then."""

    text: str
    """The last attempt's words."""
    is_whole: bool = True
    """False where the provider cut the answer off: the text is then of no use."""
    model: str = ""
    article: str = ""
    requests: int = 0
    reasks: int = 0
    retries: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


class Answers(Protocol):
    """Where answers are kept."""

    def get(self, key: str) -> Kept | None:
        """Return the answer kept under *key*, or None."""
        ...

    def put(self, key: str, kept: Kept) -> None:
        """Keep an answer, in place of an older one."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def open_answers(path: str | Path | None) -> Answers:
    """Return the answers kept at *path*; without a path, none are kept.

    Raises:
        StoreError: the file cannot be read or written.
    """
    if path is None:
        return _Nothing()
    with _told(Path(path)):
        return _InLines(Path(path)) if str(path).endswith(".jsonl") else _InSqlite(Path(path))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the file system, SQLite or a broken line has to say about the answers at *path* into a StoreError."""
    try:
        yield
    except (OSError, sqlite3.Error, ValueError, TypeError, KeyError) as error:
        raise StoreError(
            f"the kept answers cannot be read or written: {error}",
            where=str(path),
            remedy="see that there is room and that you may write there, or give another --cache-path, or move this "
            "away: the answers are then asked for again",
        ) from error


class _Nothing:
    def get(self, key: str) -> Kept | None:
        return None

    def put(self, key: str, kept: Kept) -> None:
        pass

    def close(self) -> None:
        pass


class _InLines:
    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()
        self._kept: dict[str, Kept] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").split("\n"):
                if line:
                    row = json.loads(line)
                    key = row.pop("key")
                    self._kept[key] = Kept(**row)

    def get(self, key: str) -> Kept | None:
        return self._kept.get(key)

    def put(self, key: str, kept: Kept) -> None:
        self._kept[key] = kept
        line = json.dumps({"key": key} | asdict(kept), ensure_ascii=False)
        with self._lock, _told(self._path), self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def close(self) -> None:
        pass


_COLUMNS = ("key", *(field.name for field in fields(Kept)))


class _InSqlite:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path, self._lock = path, threading.Lock()
        self._base = sqlite3.connect(path, timeout=30, check_same_thread=False, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute(f"CREATE TABLE IF NOT EXISTS answers ({', '.join(_COLUMNS)}, PRIMARY KEY (key))")

    def get(self, key: str) -> Kept | None:
        with self._lock, _told(self._path):
            row = self._base.execute(f"SELECT {', '.join(_COLUMNS[1:])} FROM answers WHERE key = ?", (key,)).fetchone()
        return Kept(row[0], bool(row[1]), *row[2:]) if row is not None else None

    def put(self, key: str, kept: Kept) -> None:
        marks = ", ".join("?" * len(_COLUMNS))
        with self._lock, _told(self._path):
            self._base.execute(f"INSERT OR REPLACE INTO answers VALUES ({marks})", (key, *asdict(kept).values()))

    def close(self) -> None:
        self._base.close()
