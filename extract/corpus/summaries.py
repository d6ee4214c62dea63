"""The tables that others may rely on, made from what is written: views where nothing is counted, tables where it is."""

from __future__ import annotations

from typing import Final

from extract.catalog import Catalog
from extract.corpus.store import Database, literal, quoted
from extract.corpus.tables import Column, columns_of, tellings_name
from extract.declaration import Declaration

_SOURCES: Final = "count(DISTINCT coalesce(a.original, a.article))"
_ORDER: Final = "(coalesce(a.published, DATE '9999-12-31'), a.article)"
_LATE: Final = "(coalesce(a.published, DATE '0001-01-01'), a.article)"


def define_views(database: Database, catalog: Catalog) -> None:
    """Make the views."""
    for name, asked in _views(catalog).items():
        database.run(f"CREATE OR REPLACE VIEW main.{quoted(name)} AS {asked}")


def _views(catalog: Catalog) -> dict[str, str]:
    views = {
        "articles": "SELECT article, uri, title, published, language, sha256, length, original, place AS document, "
        "text FROM work.articles",
        "copies": "SELECT article, original FROM work.articles WHERE original IS NOT NULL",
        "mentions": "SELECT r.schema, r.key, m.* FROM work.mentions m JOIN work.records r USING (article, record)",
        "quotes": "SELECT r.schema, r.key, q.* FROM work.quotes q JOIN work.records r USING (article, record)",
        "parties": "SELECT r.schema, r.key, f.article, f.record, f.field, f.role, t.schema AS party_schema, "
        "t.key AS party, f.target AS party_record FROM work.refs f JOIN work.records r USING (article, record) "
        "JOIN work.records t ON t.article = f.article AND t.record = f.target",
    }
    for declaration in catalog:
        fields = ", ".join(f"o.{quoted(column.name)}" for column in columns_of(declaration))
        comma = ", " if fields else ""
        key = "" if declaration.kind == "passage" else "r.key, "
        name = declaration.list_name if declaration.kind == "passage" else tellings_name(declaration)
        views[name] = (
            f"SELECT {key}o.article, a.published, o.record{comma}{fields}, r.optional "
            f"FROM work.{quoted('of_' + declaration.list_name)} o JOIN work.records r USING (article, record) "
            "JOIN work.articles a USING (article)"
        )
    return views


def summarise(database: Database, catalog: Catalog) -> None:
    """Count anew what is counted."""
    database.run(_NAMES)
    for declaration in catalog.of_kind("entity"):
        database.run(_entities(declaration))
    for declaration in catalog.of_kind("event"):
        database.run(_events(declaration))
    histories = [
        _history(one, column) for one in catalog.of_kind("event") for column in columns_of(one) if _tells(column)
    ]
    nothing = (
        "SELECT '' AS schema, '' AS key, '' AS field, '' AS value, DATE '2000-01-01' AS since, '' AS article LIMIT 0"
    )
    database.run(
        f"CREATE OR REPLACE TABLE main.history AS {' UNION ALL '.join(f'({one})' for one in (nothing, *histories))}"
    )


_NAMES: Final = """
CREATE OR REPLACE TABLE main.names AS
SELECT schema, key, form, count(DISTINCT article) AS articles
FROM (SELECT schema, key, article, unnest(forms) AS form FROM work.records WHERE kind = 'entity')
GROUP BY ALL ORDER BY schema, key, articles DESC, form
"""


def _tells(column: Column) -> bool:
    return column.field.modality is not None and not column.field.is_list


def _entities(declaration: Declaration) -> str:
    """Return the table of the things of a schema: a row for each, with its fullest and most frequent name."""
    schema = literal(declaration.name)
    fields = [one for one in columns_of(declaration) if not one.field.is_list and not _is_name(one)]
    values = "".join(f", mode(o.{quoted(one.name)}) AS {quoted(one.name)}" for one in fields)
    return f"""
CREATE OR REPLACE TABLE main.{quoted(declaration.list_name)} AS
WITH named AS (
    SELECT key, shown AS name, max(rank) AS rank, count(DISTINCT article) AS times
    FROM work.records WHERE schema = {schema} GROUP BY ALL
), best AS (
    SELECT key, arg_max(name, (rank, times, length(name), name)) AS name FROM named GROUP BY key
), mentioned AS (
    SELECT r.key, count(*) AS mentions FROM work.mentions m JOIN work.records r USING (article, record)
    WHERE r.schema = {schema} GROUP BY r.key
)
SELECT r.key, coalesce(any_value(k.name), any_value(b.name)) AS name{values},
    count(DISTINCT r.article) AS articles, {_SOURCES} AS sources, coalesce(any_value(m.mentions), 0) AS mentions,
    min(a.published) AS first, max(a.published) AS last, any_value(k.id) AS known
FROM work.records r JOIN best b USING (key) JOIN work.articles a USING (article)
JOIN work.{quoted("of_" + declaration.list_name)} o USING (article, record)
LEFT JOIN mentioned m USING (key) LEFT JOIN work.known k USING (key)
WHERE r.schema = {schema} GROUP BY r.key ORDER BY articles DESC, r.key
"""


def _is_name(column: Column) -> bool:
    return column.field.role is not None and column.field.role.name == "name"


def _events(declaration: Declaration) -> str:
    """Return the table of the events of a schema: a row for each, with what its tellings say of each field.

    A quotation is the first telling's that has one, of a date the most exact; another value is the latest telling's.
    """
    values = "".join(f", {_told(one)} AS {quoted(one.name)}" for one in columns_of(declaration) if not one.part)
    values += "".join(
        f", arg_max(o.{quoted(one.name)}, (length(o.{quoted(one.name)}), a.article)) AS {quoted(one.name)}"
        for one in columns_of(declaration)
        if one.part == "iso"
    )
    return f"""
CREATE OR REPLACE TABLE main.{quoted(declaration.list_name)} AS
SELECT r.key{values}, count(*) AS tellings, count(DISTINCT r.article) AS articles, {_SOURCES} AS sources,
    min(a.published) AS first, max(a.published) AS last
FROM work.records r JOIN work.articles a USING (article)
JOIN work.{quoted("of_" + declaration.list_name)} o USING (article, record)
WHERE r.schema = {literal(declaration.name)} GROUP BY r.key ORDER BY first, r.key
"""


def _told(column: Column) -> str:
    value = f"o.{quoted(column.name)}"
    if column.field.type == "when":
        return f"arg_max({value}, (length(o.{quoted(column.name + '_iso')}), a.article)) FILTER ({value} IS NOT NULL)"
    if column.field.type == "quote":
        return f"arg_min({value}, {_ORDER}) FILTER ({value} IS NOT NULL)"
    return f"arg_max({value}, {_LATE}) FILTER ({value} IS NOT NULL)"


def _history(declaration: Declaration, column: Column) -> str:
    """Return the question for how a value of a schema's events changed from article to article."""
    value = f"o.{quoted(column.name)}"
    return f"""
SELECT schema, key, field, value, since, article FROM (
    SELECT r.schema, r.key, {literal(column.name)} AS field, {value} AS value, a.published AS since, r.article,
        lag({value}) OVER (PARTITION BY r.key ORDER BY a.published NULLS LAST, r.article) AS before
    FROM work.records r JOIN work.articles a USING (article)
    JOIN work.{quoted("of_" + declaration.list_name)} o USING (article, record)
    WHERE r.schema = {literal(declaration.name)} AND {value} IS NOT NULL
) WHERE before IS NULL OR before <> value
"""
