"""``extract prune``: out of a folder with the documents of articles that are gone."""

from __future__ import annotations

import json
from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import THERE, json_option, option, schemas_option


@click.command()
@click.argument("folder", type=THERE, metavar="DIR")
@option("--dry-run", is_flag=True, help="Tell what would be taken out, and take out nothing.")
@schemas_option
@json_option
def prune(folder: Path, dry_run: bool, schemas: Path | None, as_json: bool) -> int:
    """Take out documents whose articles are gone.

    DIR is a folder that `extract run` wrote. An article is gone where the file that it was read from is not there any
    more; one that came on standard input never is. Its document is taken out of the folder and of its tables.

    \b
    Examples:
      extract prune out/ --dry-run
      extract prune out/
    """
    from extract.catalog import load_catalog
    from extract.formats import write_tables
    from extract.store import open_store

    with open_store(folder) as store:
        catalog = load_catalog(schemas)
        store.refuse_other_schemas(catalog)
        ids = sorted(store.gone()) if dry_run else store.prune()
        if ids and not dry_run:
            write_tables(store, catalog)
    if as_json:
        echo(json.dumps({"gone": ids, "taken_out": [] if dry_run else ids}, indent=2, ensure_ascii=False))
    else:
        echo("\n".join([*ids, _sentence(len(ids), is_dry=dry_run)]))
    return 0


def _sentence(count: int, *, is_dry: bool) -> str:
    documents = "1 document" if count == 1 else f"{count:,} documents"
    return f"{documents} would be taken out" if is_dry else f"{documents} taken out"
