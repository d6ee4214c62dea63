"""``extract export``: documents as flat tables, for spreadsheets, databases and dashboards."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, THERE, option, schemas_option


@click.command()
@click.argument("folder", type=THERE, metavar="DIR")
@option("-o", "--tables", type=FOLDER, default="tables", show_default=True, metavar="DIR", help="Where tables go.")
@option("--parquet", is_flag=True, help="Write Parquet, with real lists and types, in place of CSV.")
@option("--raw", is_flag=True, help="CSV: leave texts as they are, also what a spreadsheet would take for a formula.")
@option("--bom", is_flag=True, help="CSV: begin with a byte order mark, by which Excel knows that it is UTF-8.")
@schemas_option
def export(folder: Path, tables: Path, parquet: bool, raw: bool, bom: bool, schemas: Path | None) -> int:
    """Write documents as flat tables.

    DIR is a folder that `extract run` wrote, in any form, or one of goldens. Into --tables goes one table for each
    schema, with a row a record, and the table source with a row an article. The columns are those of the declarations,
    whatever the documents hold.

    \b
    Examples:
      extract export out/
      extract export out/ -o dashboard --parquet
    """
    from extract.catalog import load_catalog
    from extract.export import CsvText, export_folder
    from extract.formats import check_form
    from extract.report.table import render_table

    if parquet:
        check_form("parquet", option="--parquet", otherwise="leave it out: CSV needs nothing")
    form: Literal["csv", "parquet"] = "parquet" if parquet else "csv"
    done = export_folder(folder, tables, load_catalog(schemas), form=form, text=CsvText(is_raw=raw, has_bom=bom))
    echo(render_table([(str(path), rows) for path, rows in done.rows.items()], head=("table", "rows")))
    for failure in done.failures:
        echo(str(failure.error), err=True)
    return 1 if done.failures else 0
