"""``extract golden``: documents that a person stands for."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, THERE, date, json_option, option, schemas_option


@click.group()
def golden() -> None:
    """Make and keep goldens: documents that a person has verified."""


@golden.command("import")
@click.argument("annotations", type=click.Path(exists=True, path_type=Path), metavar="ANNOTATIONS")
@click.argument("texts", nargs=-1, required=True, metavar="TEXTS...")
@option("-o", "--golden", type=FOLDER, default="golden", show_default=True, metavar="DIR", help="Where goldens go.")
@option("--by", required=True, metavar="WHO", help="Who verified the annotations.")
@option("--on", callback=date, metavar="DATE", help="When, YYYY-MM-DD.  [default: today]")
@option("--guidelines", default="1.1", show_default=True, metavar="VERSION", help="Of the annotation guidelines.")
@option("--replace", is_flag=True, help="Overwrite goldens that are there and differ.")
@schemas_option
def import_(
    annotations: Path,
    texts: tuple[str, ...],
    golden: Path,
    by: str,
    on: str | None,
    guidelines: str,
    replace: bool,
    schemas: Path | None,
) -> int:
    """Turn ANNOTATIONS, <id>.json or a folder of such files, into goldens of the articles in TEXTS.

    Annotations quote the article without offsets; they are found here, and everything is checked.

    \b
    Examples:
      extract golden import annotations/ texts/ --by "Eve Example"
      extract golden import annotations/ news/*.txt -o golden --by "two readers" --on 2025-01-31
    """
    from datetime import date as day

    from extract.catalog import load_catalog
    from extract.goldens.golden import import_folder
    from extract.loading.load import find_articles

    imported = import_folder(
        annotations,
        find_articles(texts, stdin=sys.stdin.buffer),
        golden,
        load_catalog(schemas),
        by=by,
        on=on or day.today().isoformat(),
        guidelines=guidelines,
        replace=replace,
    )
    for path in imported.written:
        echo(path)
    for failure in imported.failures:
        echo(str(failure.error), err=True)
    return 1 if imported.failures else 0


@golden.command()
@click.argument("folder", type=THERE, metavar="DIR")
@schemas_option
@option("--drop", is_flag=True, help="Take out fields and lists that are not declared any more, with what they say.")
@option("--rename", "renames", multiple=True, metavar="OLD=NEW", help="LIST.FIELD=FIELD or LIST=LIST; may be repeated.")
@option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@json_option
def upgrade(
    folder: Path, schemas: Path | None, drop: bool, renames: tuple[str, ...], dry_run: bool, as_json: bool
) -> int:
    """Rewrite the goldens in DIR to the form of the declarations, where that is safe.

    A new field that may be empty is left empty, and named: somebody has to look whether the article tells it. A field
    that is gone is only taken out with --drop, a value that is not allowed any more never: that golden is left as it
    is, and the exit code is 1. Signatures stay. Each golden is written whole or not at all.

    \b
    Examples:
      extract golden upgrade golden/ --dry-run
      extract golden upgrade golden/ --schemas my-schemas --rename raids.booty=loot
    """
    from extract.catalog import load_catalog
    from extract.errors import UsageError
    from extract.goldens.upgrade import upgrade_goldens
    from extract.report.evolution import render_upgrades, upgrades_as_data

    for given in renames:
        if "=" not in given:
            raise UsageError(f"--rename {given} has no =", where="--rename", remedy="write OLD=NEW")
    rename = dict(given.split("=", 1) for given in renames)
    done = upgrade_goldens(folder, load_catalog(schemas), drop=drop, rename=rename, dry_run=dry_run)
    if as_json:
        echo(json.dumps(upgrades_as_data(done), indent=2, ensure_ascii=False))
    else:
        echo(render_upgrades(done, dry_run=dry_run))
    return 1 if any(one.state == "left" for one in done) else 0
