"""Recall and false alarms on single sentences of which it is known whether they tell of an event.

``python benchmarks/plover.py FILE`` reads JSON lines with ``id``, ``text`` and ``gold.expect``: for each schema, by its
name in lower case, ``yes``, ``yes_secondary`` (the event is told, but is not the sentence's main one), ``no`` or
``unknown``. For each schema it prints in how many of the sentences of each kind at least one record was found. Of
``yes`` it is the recall, of ``no`` the share of false alarms. ``--missed`` and ``--alarms`` print the sentences too.

The file that this was written for holds the PLOVER gold standard records (Open Event Data Alliance 2016, CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from labelled_rows import documents_of, read_rows

from extract.backends import EMBEDDED
from extract.catalog import load_catalog
from extract.declaration import Declaration
from extract.report.table import render_table

ANSWERS = ("yes", "yes_secondary", "no", "unknown")


def render_counts(
    rows: Sequence[Mapping[str, Any]], documents: Sequence[Mapping[str, Any]], declarations: Sequence[Declaration]
) -> str:
    """Return per schema and expected answer: in how many sentences a record was found, of how many, and the share."""
    table = []
    for declaration in declarations:
        cells = [declaration.slug]
        for answer in ANSWERS:
            there = [
                bool(document.get(declaration.list_name))
                for row, document in zip(rows, documents, strict=True)
                if row["gold"]["expect"].get(declaration.slug) == answer
            ]
            cells.append(f"{sum(there)}/{len(there)}" + (f" {sum(there) / len(there):.3f}" if there else ""))
        table.append(cells)
    return render_table(table, head=["schema", *ANSWERS])


def sentences(
    rows: Sequence[Mapping[str, Any]],
    documents: Sequence[Mapping[str, Any]],
    declarations: Sequence[Declaration],
    *,
    answer: str,
    found: bool,
) -> Iterator[str]:
    """Yield a line for each sentence in which *answer* was expected and a record was found, or was not."""
    for declaration in declarations:
        for row, document in zip(rows, documents, strict=True):
            is_found = bool(document.get(declaration.list_name))
            if row["gold"]["expect"].get(declaration.slug) == answer and is_found is found:
                yield f"{declaration.slug} {answer}, {'found' if found else 'missed'}: {row['id']} {row['text']}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, count and print; 1 where no schema is expected by the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path, help="JSON lines with id, text and gold.expect")
    parser.add_argument("--model", default=EMBEDDED, help="embedded, or PROVIDER/NAME")
    parser.add_argument("--schemas", type=Path, help="folder of declarations")
    parser.add_argument("--missed", action="store_true", help="print the sentences of `yes` without a record")
    parser.add_argument("--alarms", action="store_true", help="print the sentences of `no` with a record")
    given = parser.parse_args(arguments)
    catalog = load_catalog(given.schemas)
    rows = read_rows(given.file)
    declarations = [one for one in catalog if any(one.slug in row["gold"]["expect"] for row in rows)]
    if not declarations:
        print(f"{given.file} expects none of these schemas", file=sys.stderr)
        return 1
    documents = documents_of(rows, catalog, given.model)
    for asked, answer, found in ((given.missed, "yes", False), (given.alarms, "no", True)):
        for line in sentences(rows, documents, declarations, answer=answer, found=found) if asked else ():
            print(line)
    print(render_counts(rows, documents, declarations))
    return 0


if __name__ == "__main__":
    sys.exit(main())
