"""The source texts of articles that are many in one file: ``DIR/texts.sqlite3``, beside the documents.

A page's text is a file of its own, ``<id>.txt``; a table of a million rows would make a million of them. The file is
plain SQLite: ``SELECT text FROM texts WHERE id = …``. It is no part of the run's state, which may be deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Final

TEXTS: Final = "texts.sqlite3"
_TABLE = "CREATE TABLE IF NOT EXISTS texts (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"


class Texts:
    """The texts kept in *folder*, for a run that adds to them; the file is made when there is one to keep."""

    def __init__(self, folder: Path, connect: Callable[[Path], sqlite3.Connection]) -> None:
        self._path, self._connect = folder / TEXTS, connect
        self._is_open = False

    @cached_property
    def _kept(self) -> sqlite3.Connection:
        connection = self._connect(self._path)
        connection.execute(_TABLE)
        self._is_open = True
        return connection

    def put(self, article_id: str, text: str) -> None:
        """Keep the *text* of an article in the place of the one that it had."""
        self._kept.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (article_id, text))

    def get(self, article_id: str) -> str | None:
        """Return the text of an article; None where none is kept."""
        if not self._path.exists():
            return None
        row = self._kept.execute("SELECT text FROM texts WHERE id = ?", (article_id,)).fetchone()
        return str(row[0]) if row else None

    def take_out(self, article_ids: Iterable[str]) -> None:
        """Keep the texts of these articles no longer."""
        if self._path.exists():
            self._kept.executemany("DELETE FROM texts WHERE id = ?", ((name,) for name in article_ids))

    def close(self) -> None:
        """Leave one whole file, as far as no other run writes to it."""
        if self._is_open:
            self._kept.close()


def kept_text(folder: Path, article_id: str) -> str | None:
    """Return the text of an article that is kept in *folder*; None where none is, or the file cannot be read."""
    path = folder / TEXTS
    if not path.is_file():
        return None
    for mode in ("mode=ro", "immutable=1"):  # the second where the folder may not be written to
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as kept:
                row = kept.execute("SELECT text FROM texts WHERE id = ?", (article_id,)).fetchone()
                return str(row[0]) if row else None
        except sqlite3.DatabaseError:
            continue
    return None
