"""Documents -> a corpus: what is new is taken in and linked, what is gone taken out, and nothing else done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import extract
from extract.catalog import Catalog
from extract.copies import Copies
from extract.corpus.documents import Found, find_documents, read_document, text_of
from extract.corpus.identity import link_things, names_to_find_by, rank_of
from extract.corpus.intake import Happening, Taken, Thing, take_in
from extract.corpus.keys import Member, give_keys
from extract.corpus.known import Known
from extract.corpus.occasions import claims_of, link_happenings
from extract.corpus.store import Batches, Database, connected, definition, quoted
from extract.corpus.summaries import define_views, summarise
from extract.corpus.tables import TABLES_VERSION, WORK_VERSION, check_names, rows_of, work_tables
from extract.document import catalog_digest
from extract.errors import ExtractError
from extract.stages import Failure

NEAR = 12
"""Articles, the nearest in time, that are looked at again for each name in what is added."""


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
    if before is not None:
        file.unlink(missing_ok=True)
    with connected(file) as database:
        database.run("BEGIN TRANSACTION")
        building = _Building(database, catalog, tuple(sources), known or Known(), before or {}, tell)
        built = building.build(paths)
        database.run("COMMIT")
        database.run("CHECKPOINT")
    return built


def _keys_before(file: Path, catalog: Catalog, *, is_fresh: bool) -> dict[tuple[str, str], str] | None:
    """Return the keys of an earlier corpus in *file* that has to be built anew; None where nothing has."""
    if not file.is_file():
        return None
    with connected(file) as database:
        if not database.has_table("records", "work"):
            return None
        told = dict(database.rows("SELECT name, value FROM main.corpus")) if database.has_table("corpus") else {}
        is_same = all(told.get(name) == value for name, value in _about(catalog).items())
        if is_same and not is_fresh:
            return None
        return {
            (article, record): key
            for article, record, key in database.each("SELECT article, record, key FROM work.records")
        }


def _about(catalog: Catalog) -> dict[str, str]:
    return {"tables": TABLES_VERSION, "work": WORK_VERSION, "schemas": catalog_digest(catalog)}


class _Building:
    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        sources: tuple[Path, ...],
        known: Known,
        before: Mapping[tuple[str, str], str],
        tell: Callable[[str], None],
    ) -> None:
        self._database, self._catalog, self._sources, self._known = database, catalog, sources, known
        self._before, self._tell, self._tables = dict(before), tell, work_tables(catalog)
        self._built = Built()

    def build(self, paths: Sequence[Path]) -> Built:
        self._define()
        is_known_anew = self._is_known_anew()
        new, has_changed = self._take(paths)
        if is_known_anew:
            new = self._everything()
        if new or has_changed:
            old = [] if is_known_anew else self._related(new)
            self._note_copies([one.id for one in new], [one.id for one in old])
            self._tell(f"linking {len(new)} articles")
            self._link(old, new)
        if new or has_changed or not self._database.has_table("history"):
            self._tell("counting")
            self._finish()
        for declaration in self._catalog:
            name = declaration.list_name
            self._built.counts[name] = self._database.value(f"SELECT count(*) FROM main.{quoted(name)}")
        return self._built

    def _define(self) -> None:
        self._database.run("CREATE SCHEMA IF NOT EXISTS work")
        for name, columns in self._tables.items():
            self._database.run(f"CREATE TABLE IF NOT EXISTS work.{quoted(name)} ({definition(columns)})")
        define_views(self._database, self._catalog)

    def _is_known_anew(self) -> bool:
        if not self._database.has_table("corpus"):
            return False
        return bool(self._database.value("SELECT value FROM main.corpus WHERE name = 'known'") != self._known.digest)

    # ---- what is new and what is gone

    def _take(self, paths: Sequence[Path]) -> tuple[list[Taken], bool]:
        """Take in what is new, take out what is gone; return the former, and whether anything was taken out."""
        stamps = dict(self._database.rows("SELECT place, stamp FROM work.articles"))
        fresh, seen = list[Found](), set[str]()
        for found in find_documents(paths, self._catalog):
            seen.add(found.place)
            if stamps.get(found.place) != found.stamp:
                fresh.append(found)
        stale = [one for one in stamps if one not in seen] + [one.place for one in fresh if one.place in stamps]
        self._remove(stale)
        self._built.kept = len(stamps) - len(stale)
        new = list(self._add(fresh))
        self._built.added = len(new)
        return new, bool(stale)

    def _remove(self, places: Sequence[str]) -> None:
        if not places:
            return
        self._database.temporary("stale", {"place": "VARCHAR"}, ({"place": one} for one in places))
        gone = "(SELECT article FROM work.articles WHERE place IN (SELECT place FROM stale))"
        self._built.removed = self._database.value(f"SELECT count(*) FROM {gone}")
        kept = f"SELECT article, record, key FROM work.records WHERE article IN {gone}"
        self._before |= {(article, record): key for article, record, key in self._database.rows(kept)}
        # The next of the copies of an article that is gone takes its place.
        self._database.run(
            "UPDATE work.articles AS a SET original = nullif(o.heir, a.article) FROM (SELECT original, "
            "arg_min(article, (coalesce(published, DATE '9999-12-31'), article)) AS heir FROM work.articles "
            f"WHERE original IN {gone} AND article NOT IN {gone} GROUP BY original) o WHERE a.original = o.original"
        )
        for table in (one for one in self._tables if one not in ("articles", "known")):
            self._database.run(f"DELETE FROM work.{quoted(table)} WHERE article IN {gone}")
        self._database.run("DELETE FROM work.articles WHERE place IN (SELECT place FROM stale)")

    def _add(self, fresh: Sequence[Found]) -> Iterator[Taken]:
        taken: dict[str, str] = dict(self._database.rows("SELECT article, sha256 FROM work.articles"))
        with Batches(self._database, self._tables) as batches:
            for number, found in enumerate(fresh, start=1):
                if number % 5000 == 0:
                    self._tell(f"took in {number} of {len(fresh)} documents")
                try:
                    document = read_document(found, self._catalog)
                except ExtractError as error:
                    self._built.failures.append(Failure(found.place, error))
                    continue
                source = document["source"]
                article = _free_name(source, taken)
                if article is not None:
                    taken[article] = source["sha256"]
                    yield self._write(batches, found, document, article)

    def _write(self, batches: Batches, found: Found, document: Mapping[str, Any], article: str) -> Taken:
        source, text = document["source"], text_of(document, found, self._sources)
        row = {name: source[name] for name in ("uri", "title", "published", "language", "sha256", "length")}
        batches.add("articles", row | {"article": article, "place": found.place, "stamp": found.stamp, "text": text})
        for table, cells in rows_of(document, article, self._catalog):
            batches.add(table, cells)
        taken = take_in(document, text, self._catalog, _ordinal(source["published"]))
        taken.id = article
        self._known.settle(taken.things)
        for cells in _records(taken, document, self._catalog):
            batches.add("records", cells)
        for name in names_to_find_by(taken):
            batches.add("names", {"name": name, "article": article})
        return taken

    # ---- what is looked at again

    def _related(self, new: Sequence[Taken]) -> list[Taken]:
        """Return the articles that have a name in common with what is *new*: of each name those nearest in time."""
        wanted = {(name, one.day) for one in new for name in names_to_find_by(one)}
        if self._built.kept == 0:
            return []
        rows = ({"name": name, "day": _iso(day)} for name, day in sorted(wanted, key=str))
        self._database.temporary("wanted", {"name": "VARCHAR", "day": "DATE"}, rows)
        self._database.temporary("added", {"article": "VARCHAR"}, ({"article": one.id} for one in new))
        self._database.run(
            "CREATE OR REPLACE TEMP TABLE related AS SELECT DISTINCT article FROM (SELECT n.article, row_number() "
            "OVER (PARTITION BY w.name, w.day ORDER BY abs(coalesce(date_diff('day', a.published, w.day), 0)), "
            "n.article) AS place FROM wanted w JOIN work.names n USING (name) JOIN work.articles a USING (article) "
            f"WHERE n.article NOT IN (SELECT article FROM added)) WHERE place <= {NEAR}"
        )
        return list(self._load("JOIN related USING (article)"))

    def _everything(self) -> list[Taken]:
        """Return all articles, to be linked anew."""
        articles = list(self._load(""))
        for article in articles:
            records: list[Thing | Happening] = [*article.things, *article.happenings]
            for record in records:
                if record.key is not None:
                    self._before[article.id, record.record] = record.key
                record.key = None
            self._known.settle(article.things)
        return articles

    def _load(self, only: str) -> Iterator[Taken]:
        asked = (
            "SELECT article, a.published, r.schema, record, kind, key, family, forms, states, offices, companions, "
            "roles, parties, days, places, content, evidence, mood, "
            "is_past FROM work.records r JOIN work.articles a USING (article) "
            f"{only} WHERE kind <> 'passage' ORDER BY article, r.rowid"
        )
        taken: Taken | None = None
        for article, published, *record in self._database.each(asked):
            if taken is None or taken.id != article:
                if taken is not None:
                    yield taken
                taken = Taken(article, published.toordinal() if published else None, [], [])
            _restore(taken, record)
        if taken is not None:
            yield taken

    def _note_copies(self, new: Sequence[str], old: Sequence[str]) -> None:
        """Note which of the *new* articles are copies of an earlier one, be it new or among the *old* ones."""
        ids = [{"article": one, "is_new": True} for one in new] + [{"article": one, "is_new": False} for one in old]
        self._database.temporary("compared", {"article": "VARCHAR", "is_new": "BOOLEAN"}, ids)
        asked = (
            "SELECT article, a.text, c.is_new FROM work.articles a JOIN compared c USING (article) "
            "WHERE a.text IS NOT NULL ORDER BY c.is_new, a.published NULLS LAST, article"
        )
        copies, found = Copies(), list[dict[str, str]]()
        for article, text, is_new in self._database.each(asked):
            original = copies.add(article, text)
            if original is not None and is_new:
                found.append({"article": article, "original": original})
        copies.close()
        self._database.temporary("found", {"article": "VARCHAR", "original": "VARCHAR"}, found)
        self._database.run(
            "UPDATE work.articles AS a SET original = coalesce(o.original, f.original) FROM found f LEFT JOIN "
            "work.articles o ON o.article = f.original WHERE a.article = f.article"
        )

    # ---- linking

    def _link(self, old: Sequence[Taken], new: Sequence[Taken]) -> None:
        articles = [*old, *new]
        things = link_things(articles, self._popularity(old))
        happenings = link_happenings(articles, things, claims_of(self._catalog))
        members = list(self._members(articles, things, happenings))
        keyed = list(give_keys(members))
        self._merge(keyed)
        changed = (
            {"article": one.article, "record": one.record, "key": key} for one, key in keyed if one.current != key
        )
        self._database.temporary("keyed", {"article": "VARCHAR", "record": "VARCHAR", "key": "VARCHAR"}, changed)
        self._database.run(
            "UPDATE work.records AS r SET key = k.key FROM keyed k WHERE r.article = k.article AND r.record = k.record"
        )
        self._note_known(articles, {(one.article, one.record): key for one, key in keyed})

    def _popularity(self, old: Sequence[Taken]) -> dict[str, int]:
        loaded: dict[str, int] = {}
        for article in old:
            for key in {thing.key for thing in article.things if thing.key}:
                loaded[key] = loaded.get(key, 0) + 1
        self._database.temporary("loaded", {"key": "VARCHAR"}, ({"key": one} for one in loaded))
        asked = "SELECT key, count(DISTINCT article) FROM work.records JOIN loaded USING (key) GROUP BY key"
        return {key: count - loaded[key] for key, count in self._database.rows(asked)}

    def _members(
        self, articles: Sequence[Taken], things: Sequence[Sequence[int]], happenings: Sequence[Sequence[int]]
    ) -> Iterator[Member]:
        for article, ours, theirs in zip(articles, things, happenings, strict=True):
            for thing, group in zip(article.things, ours, strict=True):
                before = thing.key or self._before.get((article.id, thing.record))
                yield Member(thing.schema, article.id, thing.record, (0, group), before, thing.key, thing.name)
            for one, group in zip(article.happenings, theirs, strict=True):
                before = one.key or self._before.get((article.id, one.record))
                yield Member(one.schema, article.id, one.record, (1, group), before, one.key, one.schema)

    def _merge(self, keyed: Iterable[tuple[Member, str]]) -> None:
        """Give the members of a key that was joined to another, and that were not looked at, the other one."""
        merged = {(one.current, key) for one, key in keyed if one.current is not None and one.current != key}
        rows = ({"was": was, "key": key} for was, key in sorted(merged))
        self._database.temporary("merged", {"was": "VARCHAR", "key": "VARCHAR"}, rows)
        self._database.run("UPDATE work.records AS r SET key = m.key FROM merged m WHERE r.key = m.was")

    def _note_known(self, articles: Sequence[Taken], keys: Mapping[tuple[str, str], str]) -> None:
        found = {keys[one.id, thing.record]: thing.settled for one in articles for thing in one.things if thing.settled}
        rows = ({"key": key, "id": settled, "name": self._known.names[settled]} for key, settled in found.items())
        self._database.temporary("settled", self._tables["known"], rows)
        self._database.run("DELETE FROM work.known WHERE key IN (SELECT key FROM settled)")
        self._database.run("INSERT INTO work.known SELECT * FROM settled")
        self._database.run(
            "DELETE FROM work.known WHERE key NOT IN (SELECT key FROM work.records WHERE key IS NOT NULL)"
        )

    def _finish(self) -> None:
        about = _about(self._catalog) | {"known": self._known.digest, "made_by": extract.__version__}
        about["articles"] = str(self._database.value("SELECT count(*) FROM work.articles"))
        self._database.run("CREATE OR REPLACE TABLE main.corpus (name VARCHAR, value VARCHAR)")
        for name, value in about.items():
            self._database.run("INSERT INTO main.corpus VALUES (?, ?)", [name, value])
        summarise(self._database, self._catalog)


def _free_name(source: Mapping[str, Any], taken: Mapping[str, str]) -> str | None:
    """Return its id, with part of its digest where another text has that id; None where the article is there."""
    name, sha = str(source["id"]), str(source["sha256"])
    if taken.get(name) == sha:
        return None
    if name in taken:
        name = f"{name}~{sha[:8]}"
    return None if name in taken else name


def _records(taken: Taken, document: Mapping[str, Any], catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Yield the rows of what linking needs of each record, passages too."""
    optional = {one["id"] for listed in catalog for one in document[listed.list_name] if one.get("optional")}
    for thing in taken.things:
        rank, shown = rank_of(thing)
        yield {
            "article": taken.id, "schema": thing.schema, "record": thing.record, "kind": "entity",
            "family": thing.family, "optional": thing.record in optional, "forms": thing.forms, "states": thing.states,
            "offices": thing.offices, "companions": thing.companions, "rank": rank, "shown": shown,
        }  # fmt: skip
    for one in taken.happenings:
        yield {
            "article": taken.id, "schema": one.schema, "record": one.record, "kind": "event",
            "optional": one.record in optional, "roles": [role for role, _ in one.parties],
            "parties": [list(parties) for _, parties in one.parties], "days": one.days, "places": one.places,
            "content": one.content, "evidence": one.evidence, "mood": one.mood, "is_past": one.is_past,
        }  # fmt: skip
    for declaration in catalog.of_kind("passage"):
        for record in document[declaration.list_name]:
            row = {"article": taken.id, "schema": declaration.name, "record": record["id"], "kind": "passage"}
            yield row | {"optional": record["id"] in optional}


def _restore(taken: Taken, record: Sequence[Any]) -> None:
    schema, name, kind, key, family, forms, states, offices, companions, *event = record
    if kind == "entity":
        thing = Thing(schema, name, family, tuple(forms), tuple(states), tuple(offices), companions, key)
        taken.things.append(thing)
    else:
        roles, parties, days, places, content, evidence, mood, is_past = event
        sides = tuple((role, tuple(some)) for role, some in zip(roles, parties, strict=True))
        texts = (tuple(days), tuple(places), tuple(content), tuple(evidence))
        taken.happenings.append(Happening(schema, name, sides, *texts, mood, is_past, key))


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


def _iso(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day else None
