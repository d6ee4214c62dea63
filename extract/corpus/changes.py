"""Documents -> what is new in a corpus and what is gone: the one is taken in, the other out, and the rest not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from extract.catalog import Catalog
from extract.corpus.blocking import names_to_find_by
from extract.corpus.copies import pass_on_originals
from extract.corpus.documents import Found, find_documents, read_document, text_of
from extract.corpus.intake import Taken, take_in
from extract.corpus.known import Known
from extract.corpus.records import ordinal_of, record_rows
from extract.corpus.store import Batches, Database, quoted
from extract.corpus.tables import columns_of, rows_of, work_tables
from extract.errors import ExtractError
from extract.stages import Failure

_PLACES: Final = "SELECT place, stamp, digest FROM work.articles"
KeysByRecord = dict[tuple[str, str], str]
"""(Article, record) -> the key that the record had."""


@dataclass(frozen=True)
class Changes:
    """What a build found to be new, gone and as before."""

    added: list[Taken]
    """Changed articles too: they are taken out and in again."""
    removed: int
    kept: int
    keys: KeysByRecord
    """The keys of what was taken out, for what comes again."""
    failures: list[Failure]


def take_changes(
    database: Database,
    paths: Sequence[Path],
    catalog: Catalog,
    *,
    sources: Sequence[Path],
    known: Known,
    tell: Callable[[str], None],
) -> Changes:
    """Make the articles in *database* those of the documents in *paths*; return what changed. Nothing is linked yet.

    Raises:
        InvalidDocument: there is no document in one of *paths*.
    """
    there = {place: (stamp, digest) for place, stamp, digest in database.rows(_PLACES)}
    fresh, seen = list[Found](), set[str]()
    for found in find_documents(paths, catalog):
        if found.place not in seen and (found.place not in there or there[found.place][0] != found.stamp):
            fresh.append(found)
        seen.add(found.place)
    lost = {place for place in there if place not in seen} | {one.place for one in fresh if one.place in there}
    fresh, moved = _told_apart(fresh, {digest: place for place, (_, digest) in there.items()}, lost)
    stale = sorted(lost - {before for _, before in moved})
    keys = _remove(database, stale, list(work_tables(catalog))) if stale else {}
    _move(database, moved)
    adding = _Adding(database, catalog, sources, known, tell)
    return Changes(list(adding.add(fresh)), len(stale), len(there) - len(stale), keys, adding.failures)


def _told_apart(
    fresh: Sequence[Found], places: Mapping[str, str], lost: AbstractSet[str]
) -> tuple[list[Found], list[tuple[Found, str]]]:
    """Return which of *fresh* are new, and which are there already, each with the place that it is known by.

    A file that was only touched, or whose folder was moved, has another stamp or place and the same bytes.
    """
    if not places:
        return list(fresh), []
    new, moved = list[Found](), list[tuple[Found, str]]()
    left = set(lost)
    for found in fresh:
        before = places.get(found.digest() or "")
        if before is None:
            new.append(found)
        elif before in left:
            left.remove(before)
            moved.append((found, before))
    return new, moved


def _move(database: Database, moved: Sequence[tuple[Found, str]]) -> None:
    if moved:
        columns = {"before": "VARCHAR", "place": "VARCHAR", "stamp": "VARCHAR"}
        rows = ({"before": before, "place": found.place, "stamp": found.stamp} for found, before in moved)
        database.temporary("moved", columns, rows)
        database.run(
            "UPDATE work.articles SET place = moved.place, stamp = moved.stamp FROM moved "
            "WHERE work.articles.place = moved.before"
        )


def _remove(database: Database, places: Sequence[str], tables: Sequence[str]) -> KeysByRecord:
    """Take out the articles of the documents at *places*, and return the keys that their records had."""
    database.temporary("stale", {"place": "VARCHAR"}, ({"place": one} for one in places))
    gone = "(SELECT article FROM work.articles WHERE place IN (SELECT place FROM stale))"
    had = database.rows(f"SELECT article, record, key FROM work.records WHERE article IN {gone}")
    pass_on_originals(database, gone)
    for table in (one for one in tables if one not in ("articles", "known")):
        database.run(f"DELETE FROM work.{quoted(table)} WHERE article IN {gone}")
    database.run("DELETE FROM work.articles WHERE place IN (SELECT place FROM stale)")
    return {(article, record): key for article, record, key in had}


class _Adding:
    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        sources: Sequence[Path],
        known: Known,
        tell: Callable[[str], None],
    ) -> None:
        self._database, self._catalog, self._sources = database, catalog, sources
        self._known, self._tell = known, tell
        self._columns = {declaration.name: columns_of(declaration) for declaration in catalog}
        self.failures: list[Failure] = []

    def add(self, fresh: Sequence[Found]) -> Iterator[Taken]:
        """Write what each document says, and yield what linking needs of it; what cannot be read is a failure."""
        digests: dict[str, str] = dict(self._database.rows("SELECT article, sha256 FROM work.articles"))
        with Batches(self._database, work_tables(self._catalog)) as batches:
            for number, found in enumerate(fresh, start=1):
                if number % 5000 == 0:
                    self._tell(f"took in {number} of {len(fresh)} documents")
                try:
                    document, digest = read_document(found, self._catalog)
                except ExtractError as error:
                    self.failures.append(Failure(found.place, error))
                    continue
                source = document["source"]
                article = _free_name(source, digests)
                if article is not None:
                    digests[article] = source["sha256"]
                    yield self._write(batches, found, document, article, digest)

    def _write(self, batches: Batches, found: Found, document: Mapping[str, Any], article: str, digest: str) -> Taken:
        source, text = document["source"], text_of(document, found, self._sources)
        row = {name: source[name] for name in ("uri", "title", "published", "language", "sha256", "length")}
        there = {"article": article, "place": found.place, "stamp": found.stamp, "digest": digest, "text": text}
        batches.add("articles", row | there)
        for table, cells in rows_of(document, article, self._catalog, self._columns):
            batches.add(table, cells)
        taken = take_in(document, text, self._catalog, ordinal_of(source["published"]))
        taken.id = article
        self._known.settle(taken.things)
        for cells in record_rows(taken, document, self._catalog):
            batches.add("records", cells)
        for name in names_to_find_by(taken):
            batches.add("names", {"name": name, "article": article})
        return taken


def _free_name(source: Mapping[str, Any], digests: Mapping[str, str]) -> str | None:
    """Return its id, with part of its digest where another text has that id; None where the article is there."""
    name, sha = str(source["id"]), str(source["sha256"])
    if digests.get(name) == sha:
        return None
    if name in digests:
        name = f"{name}~{sha[:8]}"
    return None if name in digests else name
