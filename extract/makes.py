"""What made the documents of an output folder: those of another model or of other schemas are never mixed in."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple, dataclass
from pathlib import Path

from extract.catalog import Catalog
from extract.document import catalog_digest
from extract.errors import UsageError
from extract.stages import Article

REMEDY = "give -o another folder for these, or --replace to have them take the place of what is there"


@dataclass(frozen=True)
class Make:
    """The reader of a document and its declarations."""

    backend: str
    model: str
    schemas: str
    """Digest of the declarations."""
    lists: tuple[str, ...] = ()
    """Names of the lists of records, for people."""

    @classmethod
    def from_json(cls, words: str) -> Make:
        """Return the make that ``as_json`` wrote."""
        backend, model, schemas, lists = json.loads(words)
        return cls(backend, model, schemas, tuple(lists))

    def as_json(self) -> str:
        """Return the make as text, equal for equal makes."""
        return json.dumps(astuple(self))

    def is_like(self, other: Make) -> bool:
        """Return whether documents of both may stand in one folder: one reader, one set of declarations."""
        return (self.backend, self.model, self.schemas) == (other.backend, other.model, other.schemas)

    def refuse_other_schemas(self, catalog: Catalog, where: str) -> None:
        """Raise UsageError where the documents at *where*, which are of this make, are not of *catalog*."""
        if self.schemas != catalog_digest(catalog):
            raise UsageError(
                f"the folder's documents are of other schemas ({', '.join(self.lists)})",
                where=where,
                remedy="give --schemas the folder of their declarations, as they were",
            )

    def has_made(self, path: Path, article: Article) -> bool:
        """Return whether the file at *path* is a document of this make for *article*, to be written anew."""
        try:
            document = json.loads(path.read_bytes())
            made = document["extraction"]
            return document["source"]["uri"] == article.uri and self.is_like(
                Make(made["backend"], made["model"], made["schemas"])
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return False

    def beside(self, other: Make, *, when: str) -> str:
        """Return in words what *self* has where *other* has something else; *when* the same lists were declared.

        >>> one, other = Make("plain", "words 1", "s1", ("deals",)), Make("plain", "words 2", "s2", ("deals",))
        >>> one.beside(other, when="before")
        'of the model words 1 (plain) and of the schemas deals, as they were declared before'
        """
        found = []
        if (self.backend, self.model) != (other.backend, other.model):
            found.append(f"of the model {self.model} ({self.backend})")
        if self.schemas != other.schemas:
            declared = f", as they were declared {when}" if self.lists == other.lists else ""
            found.append(f"of the schemas {', '.join(self.lists) or 'of another run'}{declared}")
        return " and ".join(found)


def makes_in(state: sqlite3.Connection) -> dict[str, int]:
    """Return the makes of the documents that a folder has, as text, and how many are of each."""
    rows = state.execute("SELECT make, count(*) FROM work WHERE sha256 IS NOT NULL AND make IS NOT NULL GROUP BY make")
    return dict(rows.fetchall())


def refuse_other_makes(state: sqlite3.Connection, make: Make, folder: Path) -> None:
    """Raise UsageError where the folder has documents of another make than *make*."""
    for words, count in makes_in(state).items():
        there = Make.from_json(words)
        if not there.is_like(make):
            documents = "1 document" if count == 1 else f"{count:,} documents"
            raise UsageError(
                f"the folder has {documents} {there.beside(make, when='before')}; "
                f"this run's are {make.beside(there, when='now')}",
                where=str(folder),
                remedy=REMEDY,
            )


def beside_another(there: Make, make: Make, folder: Path) -> UsageError:
    """Return the error for a run beside one that writes documents of another make into the same folder now."""
    return UsageError(
        f"another run writes documents {there.beside(make, when='before')} into this folder now",
        where=str(folder),
        remedy="give -o another folder for these",
    )
