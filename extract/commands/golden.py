"""``extract golden``: documents that a person stands for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extract.commands.options import FOLDER, date, option, schemas_option


@click.group()
def golden() -> None:
    """Make goldens: documents that a person has verified."""


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
    from extract.golden import import_folder
    from extract.load import find_articles

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
        click.echo(path)
    for failure in imported.failures:
        click.echo(str(failure.error), err=True)
    return 1 if imported.failures else 0
