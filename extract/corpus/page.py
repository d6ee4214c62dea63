"""A corpus -> a site that opens from the disk: one page, and its data split over script files.

A page that was opened from the disk may fetch nothing, but it may run scripts that lie beside it; so each file of data
is one that hands over JSON. Texts of articles are only ever set as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, Final

from extract.catalog import Catalog
from extract.corpus.store import Database, connected, literal, quoted
from extract.corpus.tables import columns_of, tellings_name
from extract.declaration import Declaration, FieldSpec
from extract.errors import UsageError
from extract.writing import told

ROWS: Final = 4000
"""Rows of an index in one file."""
THINGS: Final = 500
EVENTS: Final = 100
ARTICLES: Final = 50
"""What one file of details holds."""
FORMS: Final = 12
"""Forms of a name by which a thing is found; all stand with its details."""
FIRST: Final = 20
"""Things and events that the first view shows, so that it waits for no index."""


@dataclass
class _Numbers:
    """What things, events and articles are called in the site: their places in the indexes."""

    things: dict[str, int] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)


def write_site(file: Path, folder: Path, catalog: Catalog) -> int:
    """Write the site of the corpus in *file* into *folder*, and return the number of its articles.

    Raises:
        UsageError: there is no corpus in *file*.
        StoreError: the site cannot be written.
    """
    if not file.is_file():
        raise UsageError("there is no corpus yet", where=str(file), remedy="give DOCUMENTS, too: it is then built")
    with connected(file, read_only=True) as database, told(folder):
        (folder / "data").mkdir(parents=True, exist_ok=True)
        for old in (folder / "data").glob("*.js"):
            old.unlink()
        for entry in files("extract.corpus").joinpath("site").iterdir():
            (folder / entry.name).write_bytes(entry.read_bytes())
        return _Site(database, folder, catalog).write()


class _Site:
    def __init__(self, database: Database, folder: Path, catalog: Catalog) -> None:
        self._database, self._folder, self._catalog = database, folder, catalog
        self._numbers = _Numbers()
        self._first: dict[str, list[tuple[int, list[Any]]]] = {"things": [], "events": []}
        self._schemas = [one for one in catalog if one.kind != "passage"]

    def write(self) -> int:
        counts = {
            "articles": self._index("articles", self._article_rows()),
            "things": self._index("things", self._thing_rows()),
            "events": self._index("events", self._event_rows()),
        }
        self._details("t", THINGS, self._thing_details())
        self._details("e", EVENTS, self._event_details())
        self._details("a", ARTICLES, self._article_details())
        about = dict(self._database.rows("SELECT name, value FROM corpus"))
        self._put("overview", {"schemas": [_about(one) for one in self._schemas], "counts": counts, "about": about,
                               "sizes": {"rows": ROWS, "t": THINGS, "e": EVENTS, "a": ARTICLES},
                               "first": self._first_rows()})  # fmt: skip
        return counts["articles"]

    def _first_rows(self) -> dict[str, Any]:
        """Return the rows of the first view, and the names of those who take part in its events, by number."""
        things, events = ([row for _, row in self._first[name]] for name in ("things", "events"))
        wanted = {party for row in events for _, _, party in row[-1]}
        names = {number: list(key_and_name) for number, key_and_name in self._names_of(wanted)}
        return {"things": things, "events": events, "names": names}

    def _names_of(self, numbers: set[int]) -> Iterator[tuple[int, tuple[str, str]]]:
        keys = {key: number for key, number in self._numbers.things.items() if number in numbers}
        for declaration in self._schemas:
            if declaration.kind == "entity" and keys:
                asked = f"SELECT key, name FROM main.{quoted(declaration.list_name)} WHERE key IN (SELECT unnest(?))"
                yield from ((keys[key], (key, name)) for key, name in self._database.rows(asked, [list(keys)]))

    def _put(self, name: str, data: Any) -> None:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
        # Nothing in a text may end the script or, in an old browser, a line of it.
        text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        (self._folder / "data" / f"{name}.js").write_text(f"corpus.put({json.dumps(name)},{text});\n", "utf-8")

    def _index(self, name: str, rows: Iterable[list[Any]]) -> int:
        rows, count = iter(rows), 0
        while part := list(islice(rows, ROWS)):
            self._put(f"{name}-{count // ROWS}", part)
            count += len(part)
        return count

    def _details(self, name: str, size: int, details: Iterable[tuple[int, Any]]) -> None:
        """Write *details*, which come in order of their numbers, so many in a file."""
        part: dict[int, Any] = {}
        place = 0
        for number, detail in details:
            if number // size != place:
                self._put(f"{name}-{place}", part)
                part, place = {}, number // size
            part[number] = detail
        self._put(f"{name}-{place}", part)

    def _article_rows(self) -> Iterator[list[Any]]:
        asked = "SELECT article, title, published, uri, original FROM articles ORDER BY published NULLS LAST, article"
        for article, *rest in self._database.each(asked):
            self._numbers.articles[article] = len(self._numbers.articles)
            yield [article, *rest]

    def _thing_rows(self) -> Iterator[list[Any]]:
        forms = dict(
            self._database.rows(
                f"SELECT key, list(form ORDER BY articles DESC, form)[:{FORMS}] FROM names GROUP BY key"
            )
        )
        for place, declaration in enumerate(self._schemas):
            if declaration.kind != "entity":
                continue
            kind = _kind_field(declaration)
            shown = quoted(kind.name) if kind else "NULL"
            asked = (
                f"SELECT key, name, {shown}, articles, sources, first, last FROM main.{quoted(declaration.list_name)} "
                "ORDER BY sources DESC, key"
            )
            for key, name, *rest in self._database.rows(asked):
                self._numbers.things[key] = len(self._numbers.things)
                row = [key, name, place, *rest, [form for form in forms.get(key, ()) if form != name]]
                if len(self._first["things"]) < FIRST:
                    self._first["things"].append((self._numbers.things[key], row))
                yield row

    def _event_rows(self) -> Iterator[list[Any]]:
        parties = self._parties()
        for place, declaration in enumerate(self._schemas):
            if declaration.kind != "event":
                continue
            day, mood, title = (_first(declaration, one) for one in ("time", "mood", "theme"))
            where = _first(declaration, "place")
            values = ", ".join(
                [
                    quoted(f"{day.name}_iso") if day and not day.is_list else "NULL",
                    *(quoted(one.name) if one and not one.is_list else "NULL" for one in (mood, title, where)),
                ]
            )
            asked = (
                f"SELECT key, {values}, articles, sources, first FROM main.{quoted(declaration.list_name)} "
                "ORDER BY first, key"
            )
            for key, *rest in self._database.rows(asked):
                self._numbers.events[key] = len(self._numbers.events)
                row = [key, place, *rest, parties.get(key, [])]
                self._keep_if_late(self._numbers.events[key], row)
                yield row

    def _keep_if_late(self, number: int, row: list[Any]) -> None:
        """Keep an event for the first view while it is one of the latest."""
        latest = self._first["events"]
        if len(latest) < FIRST or _day_of(row) > _day_of(latest[-1][1]):
            latest.append((number, row))
            latest.sort(key=lambda one: _day_of(one[1]), reverse=True)
            del latest[FIRST:]

    def _parties(self) -> dict[str, list[list[Any]]]:
        found: dict[str, list[list[Any]]] = {}
        asked = "SELECT DISTINCT key, role, field, party FROM parties WHERE role <> '' ORDER BY ALL"
        for key, role, name, party in self._database.each(asked):
            if party in self._numbers.things:
                found.setdefault(key, []).append([role, name, self._numbers.things[party]])
        return found

    def _thing_details(self) -> Iterator[tuple[int, Any]]:
        asked = "SELECT key, form, articles FROM names ORDER BY key, articles DESC, form"
        forms: dict[str, list[list[Any]]] = {}
        for key, form, articles in self._database.each(asked):
            forms.setdefault(key, []).append([form, articles])
        named: dict[str, list[int]] = {}
        asked = "SELECT DISTINCT key, article FROM work.records WHERE kind = 'entity'"
        for key, article in self._database.each(asked):
            named.setdefault(key, []).append(self._numbers.articles[article])
        for key, number in self._numbers.things.items():
            yield number, {"forms": forms.get(key, []), "articles": sorted(named.get(key, []))}

    def _event_details(self) -> Iterator[tuple[int, Any]]:
        history: dict[str, list[list[Any]]] = {}
        asked = "SELECT key, field, value, since, article FROM history ORDER BY key, since NULLS LAST, article"
        for key, *rest, article in self._database.each(asked):
            history.setdefault(key, []).append([*rest, self._numbers.articles[article]])
        for declaration in self._schemas:
            if declaration.kind == "event":
                yield from self._events_of(declaration, history)

    def _events_of(self, declaration: Declaration, history: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
        fields = [one.name for one in columns_of(declaration) if one.field.type not in ("quote", "when")]
        values = "".join(f", t.{quoted(name)}" for name in fields)
        asked = (
            'WITH q AS (SELECT article, record, list([field, text, CAST(start AS VARCHAR), CAST("end" AS VARCHAR)] '
            f"ORDER BY field, number) AS quotes FROM quotes WHERE schema = {literal(declaration.name)} GROUP BY ALL) "
            f"SELECT t.key, t.article, q.quotes{values} FROM main.{quoted(tellings_name(declaration))} t "
            f"LEFT JOIN q USING (article, record) JOIN main.{quoted(declaration.list_name)} e USING (key) "
            "ORDER BY e.first, t.key, t.published NULLS LAST, t.article"
        )
        current, tellings = "", list[Any]()
        for key, article, quotes, *rest in self._database.rows(asked):
            if key != current and current:
                yield self._numbers.events[current], {"tellings": tellings, "history": history.get(current, [])}
                tellings = []
            current = key
            marks = [[name, text, int(start), int(end)] for name, text, start, end in quotes or ()]
            told_values = {name: value for name, value in zip(fields, rest, strict=True) if value not in (None, [])}
            tellings.append([self._numbers.articles[article], told_values, marks])
        if current:
            yield self._numbers.events[current], {"tellings": tellings, "history": history.get(current, [])}

    def _article_details(self) -> Iterator[tuple[int, Any]]:
        marks: dict[str, list[list[Any]]] = {}
        asked = (
            'SELECT article, key, start, "end" FROM mentions UNION ALL SELECT article, key, start, "end" FROM quotes'
        )
        for article, key, start, end in self._database.each(asked):
            if key in self._numbers.things:
                marks.setdefault(article, []).append([start, end, "t", self._numbers.things[key]])
            elif key in self._numbers.events:
                marks.setdefault(article, []).append([start, end, "e", self._numbers.events[key]])
        for article, text in self._database.each(
            "SELECT article, text FROM articles ORDER BY published NULLS LAST, article"
        ):
            yield self._numbers.articles[article], {"text": text, "marks": sorted(marks.get(article, []))}


def _about(declaration: Declaration) -> dict[str, Any]:
    kind, mood = _kind_field(declaration), _first(declaration, "mood")
    return {
        "name": declaration.name,
        "list": declaration.list_name,
        "kind": declaration.kind,
        "kinds": list(kind.choices) if kind else [],
        "moods": list(mood.choices) if mood else [],
        "meets": bool(declaration.fields_with("participant")),
        "told": declaration.definition.split(". ")[0],
    }


def _day_of(row: Sequence[Any]) -> str:
    """Return the day of an event's row, or that on which it was first told; nothing where neither is known."""
    return str(row[2] or row[8] or "")


def _kind_field(declaration: Declaration) -> FieldSpec | None:
    return next((spec for spec in declaration.fields if spec.labels is not None and not spec.is_list), None)


def _first(declaration: Declaration, what: str) -> FieldSpec | None:
    if what == "mood":
        return next((spec for spec in declaration.fields if spec.modality is not None), None)
    return next((spec for spec in declaration.fields_with(what) if spec.type in ("quote", "when")), None)
