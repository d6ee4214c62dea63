"""``extract merge``: the parts of a sharded run as one folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, THERE, json_option, option, schemas_option

if TYPE_CHECKING:
    from extract.parts import Merged


@click.command()
@click.argument("parts", nargs=-1, required=True, type=THERE, metavar="PART...")
@option("-o", "--output", type=FOLDER, required=True, metavar="DIR", help="Where all of them go.")
@option(
    "--format",
    "form",
    type=click.Choice(["json", "jsonl", "parquet"]),
    help="A file for each article, or one for all.  [default: as the parts]",
)
@schemas_option
@json_option
def merge(parts: tuple[Path, ...], output: Path, form: str | None, schemas: Path | None, as_json: bool) -> int:
    """Join the parts of a run that was sharded.

    PART is a folder that `extract run --shard` wrote, with its hidden files. DIR has then what one run over all
    articles would have written, byte for byte, and a run into it goes on from there. Parts of other declarations or of
    another reader are refused; what is missing, or is in two parts with different bytes, is told with exit code 1.

    An interrupted merge goes on where it stopped.

    \b
    Examples:
      extract merge parts/* -o out
      extract merge parts/* -o out --format parquet
    """
    from extract.catalog import load_catalog
    from extract.formats import check_form, write_tables
    from extract.part import form_of
    from extract.parts import make_of, merge
    from extract.store import Store

    form = form or form_of(parts)
    check_form(form)
    catalog = load_catalog(schemas)
    make_of(parts).refuse_other_schemas(catalog, ", ".join(map(str, parts)))
    with Store(output, form=form) as store:
        merged = merge(parts, store)
        write_tables(store, catalog)
    told = [*merged.missing, *merged.contradictions]
    if as_json:
        echo(json.dumps(_as_data(merged), indent=2, ensure_ascii=False))
    else:
        echo(_sentence(merged, output))
    for one in told if not as_json else ():
        echo(one, err=True)
    if more := merged.missing.more + merged.contradictions.more:
        echo(f"{more:,} more like these: mend what is told, and merge again", err=True)
    return 0 if merged.is_whole else 1


def _sentence(merged: Merged, output: Path) -> str:
    documents = "1 document" if merged.documents == 1 else f"{merged.documents:,} documents"
    more = f", {merged.kept:,} of them before" if merged.kept else ""
    more += f"; {merged.doubles:,} are in more than one part" if merged.doubles else ""
    return f"{documents} merged into {output}{more}"


def _as_data(merged: Merged) -> dict[str, object]:
    return {
        "documents": merged.documents,
        "kept": merged.kept,
        "doubles": merged.doubles,
        "missing": merged.missing,
        "contradictions": merged.contradictions,
    } | ({"more": more} if (more := _more(merged)) else {})


def _more(merged: Merged) -> dict[str, int]:
    """Return how many more there are of each list than it has; empty where it has all of them."""
    counts = {"missing": merged.missing.more, "contradictions": merged.contradictions.more}
    return {name: count for name, count in counts.items() if count}
