"""How many of the named, salient entities of annotated news are found.

``python benchmarks/gum.py FILE`` reads JSON lines with ``id``, ``text`` and ``gold.actors``: entities with ``name``,
``type``, ``named`` (it has a proper name), ``salience_human`` (a person's summary of the article mentions it),
``acts_as_subject`` and ``mentions`` (each with its ``text``, and ``proper_head`` where it is a name). It prints how
many are recalled per type, of the salient ones and of all. An entity is recalled where a name form of it is a name or
alias of a record, as in ``extract score``. A place counts only where it is the subject of a clause.
``--missed`` prints the salient ones that are not recalled.

The file that this was written for holds the news of the GUM corpus (Georgetown University, annotation CC BY 4.0).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labelled_rows import documents_of, read_rows

from extract.backends import EMBEDDED
from extract.catalog import Catalog, load_catalog
from extract.report.table import render_table
from extract.scoring.likeness import fold_name, name_forms

Entity = Mapping[str, Any]


def names_found(document: Mapping[str, Any], catalog: Catalog) -> frozenset[str]:
    """Return the name forms of the document's entities, by the rule of the scorer."""
    entities = [one for one in catalog if one.kind == "entity"]
    forms = (name_forms(one, record) for one in entities for record in document.get(one.list_name, ()))
    return frozenset().union(*forms)


def is_recalled(entity: Entity, names: frozenset[str]) -> bool:
    """Return whether one of the entity's name forms is among *names*.

    >>> is_recalled({"type": "person", "name": "Anna Berg", "mentions": []}, frozenset({"ms berg", "berg"}))
    True
    """
    own = {fold_name(one["text"]) for one in entity["mentions"] if one["proper_head"]} | {fold_name(entity["name"])}
    surname = fold_name(entity["name"]).split()[-1:] if entity["type"] == "person" else []
    return not names.isdisjoint({*own, *surname} - {""})


def is_owed(entity: Entity) -> bool:
    """Return whether the entity has a name and is no mere place."""
    return bool(entity["named"]) and (entity["type"] != "place" or bool(entity["acts_as_subject"]))


def render_counts(entities: Sequence[tuple[Entity, bool]]) -> str:
    """Return per type, for salient ones and for all, how many of how many are recalled, and the share."""
    rows = []
    for kind in [*sorted({entity["type"] for entity, _ in entities}), None]:
        cells = [kind or "all"]
        for only_salient in (True, False):
            counted = [
                recalled
                for entity, recalled in entities
                if kind in (None, entity["type"]) and (entity["salience_human"] or not only_salient)
            ]
            cells.append(f"{sum(counted)}/{len(counted)}" + (f" {sum(counted) / len(counted):.3f}" if counted else ""))
        rows.append(cells)
    return render_table(rows, head=["type", "salient", "named"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, count and print; 1 where the file has no entity to recall."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path, help="JSON lines with id, text and gold.actors")
    parser.add_argument("--model", default=EMBEDDED, help="embedded, or PROVIDER/NAME")
    parser.add_argument("--schemas", type=Path, help="folder of declarations")
    parser.add_argument("--missed", action="store_true", help="print the salient entities that are not recalled")
    given = parser.parse_args(arguments)
    catalog = load_catalog(given.schemas)
    rows = read_rows(given.file)
    entities: list[tuple[Entity, bool]] = []
    for row, document in zip(rows, documents_of(rows, catalog, given.model), strict=True):
        names = names_found(document, catalog)
        for entity in filter(is_owed, row["gold"]["actors"]):
            entities.append((entity, is_recalled(entity, names)))
            if given.missed and entity["salience_human"] and not entities[-1][1]:
                print(f"missed: {row['id']} {entity['type']} {entity['name']}")
    if not entities:
        print(f"{given.file} has no entity to recall", file=sys.stderr)
        return 1
    print(render_counts(entities))
    return 0


if __name__ == "__main__":
    sys.exit(main())
