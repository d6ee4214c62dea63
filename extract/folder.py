"""The files of an output folder: a document an article, the texts that no other file has, and the tables of all.

Which of them a run wrote, and for what, is the state's to know (:mod:`extract.store`).
"""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from extract.errors import LoadError
from extract.lock import is_running
from extract.makes import Make
from extract.stages import Article
from extract.texts import Texts
from extract.writing import connect, replacing

TABLE: Final = "extractions"
"""The name, without its ending, of the file that has the documents of all articles."""
TABLES: Final = ("jsonl", "parquet")
"""Endings of such files."""
LONGEST_NAME: Final = 240
"""Bytes of an id; file systems allow 255 for a name, and the temporary file's is longer."""


class OutputFolder:
    """The files in the folder at *path*, as the run with the number *writer* reads and writes them.

    Errors of the file system go through: whoever calls knows what was to be written.
    """

    def __init__(self, path: Path, writer: int) -> None:
        self._folder, self._writer = path, writer
        self._texts = Texts(path, connect)

    def close(self) -> None:
        """Leave the file of texts whole."""
        self._texts.close()

    def sweep(self) -> None:
        """Take away the half-written files of runs that were killed."""
        for path in self._folder.glob(".*.tmp"):
            number = path.name.split(".")[-2]
            if number.isdigit() and not is_running(self._folder, int(number)):
                path.unlink(missing_ok=True)

    def refuse_unknown(self, article: Article, make: Make | None) -> None:
        """Raise LoadError where a file of *article* is there that no run wrote, but one of this *make* elsewhere."""
        path = self._path(article.id, "json")
        if path.exists() and not (make and make.has_made(path, article)):
            raise _unknown(path, article, "a document")
        path = self._path(article.id, "txt")
        if article.is_derived and not article.is_row and path.exists() and not self._has_text(article):
            raise _unknown(path, article, "a text")

    def document(self, article_id: str) -> bytes | None:
        """Return the document of an article; None where it is in no file of its own."""
        path = self._path(article_id, "json")
        return path.read_bytes() if path.exists() else None

    def has_place_for(self, article_id: str) -> bool:
        """Return whether nothing lies where the document of an article would."""
        return not self._path(article_id, "json").exists()

    def has_document(self, article_id: str, digest: str) -> bool:
        """Return whether the document of an article is there, as it was written."""
        try:
            return digest_of(self._path(article_id, "json").read_bytes()) == digest
        except OSError:
            return False

    def has_text_of(self, article: Article) -> bool:
        """Return whether the text of *article* is kept, as it is now, or need not be: its own file has it."""
        return not article.is_derived or self._has_text(article)

    def _has_text(self, article: Article) -> bool:
        if article.is_row:
            return self._texts.get(article.id) == article.text
        try:
            return self._path(article.id, "txt").read_bytes() == article.text.encode()
        except OSError:
            return False

    def keep_text(self, article: Article) -> None:
        """Keep the text of *article* where no file of the user's has it."""
        if article.is_row:
            self._texts.put(article.id, article.text)
            return
        self._texts.take_out([article.id])  # of a row that had the id before
        if article.is_derived:
            self._write(self._path(article.id, "txt"), article.text.encode())

    def write_document(self, article_id: str, data: bytes) -> None:
        """Write the document of an article."""
        self._write(self._path(article_id, "json"), data)

    def take_over_text(self, article_id: str, text: str | None, *, is_row: bool) -> None:
        """Keep the text of an article of another folder, where that keeps it."""
        if text is not None and is_row:
            self._texts.put(article_id, text)
        elif text is not None:
            self._put(self._path(article_id, "txt"), text.encode())

    def take_over_document(self, article_id: str, data: bytes) -> None:
        """Write the document of an article that another folder has."""
        self._put(self._path(article_id, "json"), data)

    def take_out(self, article_id: str, *, has_text: bool) -> None:
        """Take away the document of an article, and its text, too, where that is in a file of its own."""
        self._path(article_id, "json").unlink(missing_ok=True)
        if has_text:
            self._path(article_id, "txt").unlink(missing_ok=True)
        self._texts.take_out([article_id])

    def tables(self) -> list[Path]:
        """Return the files that have the documents of all articles and are there."""
        return [path for form in TABLES if (path := self._folder / f"{TABLE}.{form}").exists()]

    def replacing(self, name: str) -> AbstractContextManager[Path]:
        """Give the path of a temporary file that takes the place of the file *name* when all went well."""
        return replacing(self._folder / name, self._writer)

    def _path(self, article_id: str, ending: str) -> Path:
        return self._folder / f"{article_id}.{ending}"

    def _put(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all; whoever calls sees that it is on the disk before it counts."""
        temporary = path.with_name(f".{path.name}.{self._writer}.tmp")
        temporary.write_bytes(data)
        temporary.replace(path)

    def _write(self, path: Path, data: bytes) -> None:
        with self.replacing(path.name) as temporary:
            temporary.write_bytes(data)


def check_name(article: Article) -> None:
    """Raise LoadError where the article's id cannot be the name of its files."""
    name = article.id
    is_bad = not name or name.startswith(".") or any(char in "/\\" or ord(char) < 32 for char in name)
    if is_bad or len(name.encode(errors="replace")) > LONGEST_NAME:
        raise LoadError(
            f"the id {name!r:.80} cannot be a file name",
            where=article.uri,
            remedy=f"give it an id of at most {LONGEST_NAME} bytes without slashes or a full stop at its start",
        )


def digest_of(data: bytes) -> str:
    """Return the digest that the state notes of a document."""
    return hashlib.sha256(data).hexdigest()


def _unknown(path: Path, article: Article, what: str) -> LoadError:
    return LoadError(
        f"the document would be written over {what} that no run of this folder wrote: {path}",
        where=article.uri,
        remedy="give -o another folder, or put that file elsewhere, or --replace to write over it",
    )
