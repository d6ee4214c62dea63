"""What was taken in -> the keys in ``work.records``: records that are the same have the same key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.catalog import Catalog
from extract.corpus.identity import link_things
from extract.corpus.intake import Taken
from extract.corpus.keys import Member, give_keys
from extract.corpus.known import Known
from extract.corpus.occasions import claims_of, link_happenings
from extract.corpus.store import Database
from extract.corpus.tables import WORK

_THINGS, _EVENTS = 0, 1
"""The numbers of groups of the one are not those of the other."""


def link(
    database: Database,
    old: Sequence[Taken],
    new: Sequence[Taken],
    *,
    catalog: Catalog,
    known: Known,
    before: Mapping[tuple[str, str], str],
) -> None:
    """Link the *new* articles with each other and with the *old* ones, and write the keys.

    *before* tells the keys that records had, by article and record, which were taken out or are linked anew; *known*
    has settled the things.
    """
    articles = [*old, *new]
    things = link_things(articles, _popularity(database, old))
    happenings = link_happenings(articles, things, claims_of(catalog))
    keyed = list(give_keys(list(_members(articles, things, happenings, before))))
    _merge(database, keyed)
    changed = ({"article": one.article, "record": one.record, "key": key} for one, key in keyed if one.current != key)
    database.temporary("keyed", {"article": "VARCHAR", "record": "VARCHAR", "key": "VARCHAR"}, changed)
    database.run(
        "UPDATE work.records AS r SET key = k.key FROM keyed k WHERE r.article = k.article AND r.record = k.record"
    )
    _note_known(database, articles, keyed, known)


def _popularity(database: Database, old: Sequence[Taken]) -> dict[str, int]:
    """Return in how many articles beside the *old* ones the things of each of their keys are named."""
    loaded: dict[str, int] = {}
    for article in old:
        for key in {thing.key for thing in article.things if thing.key}:
            loaded[key] = loaded.get(key, 0) + 1
    database.temporary("loaded", {"key": "VARCHAR"}, ({"key": one} for one in loaded))
    asked = "SELECT key, count(DISTINCT article) FROM work.records JOIN loaded USING (key) GROUP BY key"
    return {key: count - loaded[key] for key, count in database.rows(asked)}


def _members(
    articles: Sequence[Taken],
    things: Sequence[Sequence[int]],
    happenings: Sequence[Sequence[int]],
    before: Mapping[tuple[str, str], str],
) -> Iterator[Member]:
    for article, ours, theirs in zip(articles, things, happenings, strict=True):
        for thing, group in zip(article.things, ours, strict=True):
            had = thing.key or before.get((article.id, thing.record))
            yield Member(thing.schema, article.id, thing.record, (_THINGS, group), had, thing.key, thing.name)
        for one, group in zip(article.happenings, theirs, strict=True):
            had = one.key or before.get((article.id, one.record))
            yield Member(one.schema, article.id, one.record, (_EVENTS, group), had, one.key, one.schema)


def _merge(database: Database, keyed: Iterable[tuple[Member, str]]) -> None:
    """Give the members of a key that was joined to another, and that were not looked at, the other one."""
    merged = {(one.current, key) for one, key in keyed if one.current is not None and one.current != key}
    rows = ({"was": was, "key": key} for was, key in sorted(merged))
    database.temporary("merged", {"was": "VARCHAR", "key": "VARCHAR"}, rows)
    database.run("UPDATE work.records AS r SET key = m.key FROM merged m WHERE r.key = m.was")


def _note_known(
    database: Database, articles: Sequence[Taken], keyed: Iterable[tuple[Member, str]], known: Known
) -> None:
    """Note which keys are what a user knows, and forget those that no record has any more."""
    ids = {(one.id, thing.record): thing.settled for one in articles for thing in one.things if thing.settled}
    found = {key: ids[one.article, one.record] for one, key in keyed if (one.article, one.record) in ids}
    rows = ({"key": key, "id": settled, "name": known.names[settled]} for key, settled in found.items())
    database.temporary("settled", WORK["known"], rows)
    database.run("DELETE FROM work.known WHERE key IN (SELECT key FROM settled)")
    database.run("INSERT INTO work.known SELECT * FROM settled")
    database.run("DELETE FROM work.known WHERE key NOT IN (SELECT key FROM work.records WHERE key IS NOT NULL)")
