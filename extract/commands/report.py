"""``extract report``: the documents of a run as a page to read."""

from __future__ import annotations

import os
from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.missing import tell_missing
from extract.commands.options import THERE, option, places_of, schemas_option, sources_option


@click.command()
@click.argument("folder", type=THERE, metavar="DIR")
@option(
    "-o",
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    default="report.html",
    show_default=True,
    metavar="FILE",
    help="Where the page goes.",
)
@schemas_option
@sources_option
def report(folder: Path, report: Path, schemas: Path | None, sources: Path | None) -> int:
    """Write documents as one page to read.

    DIR is a folder that `extract run` wrote, in any form, or one of goldens. The page has every article with its
    quotations marked, and a table for each schema; either leads to the other. It is one file that runs no script and
    needs no network.

    \b
    Examples:
      extract report out/
      extract report golden/ -o goldens.html
    """
    from extract.catalog import load_catalog
    from extract.report.documents_page import report_folder
    from extract.writing import replacing

    made = report_folder(folder, load_catalog(schemas), places_of(sources, folder))
    with replacing(report, os.getpid()) as temporary:
        temporary.write_text(made.page, encoding="utf-8", newline="\n")
    echo(report)
    tell_missing(made.missing)
    for failure in made.failures:
        echo(str(failure.error), err=True)
    return 1 if made.failures else 0
