"""Articles as linking sees them -> rows of ``work.records``, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from extract.catalog import Catalog
from extract.corpus.bodies import body_name
from extract.corpus.intake import Happening, Taken, Thing
from extract.corpus.nations import nations_in
from extract.corpus.persons import person_name
from extract.corpus.store import Database


def record_rows(taken: Taken, document: Mapping[str, Any], catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Yield a row for each record of *document*: with what linking needs of things and events; passages have none."""
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


def rank_of(thing: Thing) -> tuple[int, str]:
    """Return how good a name for all that are the same *thing*'s is, the more the better, and that name."""
    if thing.family == "person":
        return {"full": 3, "initials": 2, "single": 1, "office": 0}[person_name(thing.name).kind], thing.name
    if thing.family == "state":
        named = [form for form in thing.forms if [how for _, how in nations_in(form)] == ["name"]]
        return (3, named[0]) if named else (0, thing.name)
    name = body_name(thing.name)
    return (2 if name.is_foreign and name.strength == 2 else 1 + name.strength) - name.is_acronym, thing.name


def load_taken(database: Database, only: str = "") -> Iterator[Taken]:
    """Yield the articles that have things or events, in the order of their ids.

    *only* is a join that leaves some out, as SQL has it; nothing else may be asked of *database* meanwhile.
    """
    asked = (
        "SELECT article, a.published, r.schema, record, kind, key, family, forms, states, offices, companions, "
        "roles, parties, days, places, content, evidence, mood, "
        "is_past FROM work.records r JOIN work.articles a USING (article) "
        f"{only} WHERE kind <> 'passage' ORDER BY article, r.rowid"
    )
    taken: Taken | None = None
    for article, published, *record in database.each(asked):
        if taken is None or taken.id != article:
            if taken is not None:
                yield taken
            taken = Taken(article, published.toordinal() if published else None, [], [])
        _restore(taken, record)
    if taken is not None:
        yield taken


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


def ordinal_of(day: str | None) -> int | None:
    """Return an ISO date as a number of days; None for no date."""
    return date.fromisoformat(day).toordinal() if day else None


def iso_of(day: int | None) -> str | None:
    """Return the ISO date that ``ordinal_of`` made a number of."""
    return date.fromordinal(day).isoformat() if day else None
