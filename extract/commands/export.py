"""``extract export``: documents as flat tables, or in the forms of annotation and training tools."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, THERE, option, places_of, schemas_option, sources_option

TOOLS = ("spacy", "conll", "label-studio", "argilla")
# The keys of extract.exports.write.FORMS, which is not imported here: it takes longer than --help may.


@click.command()
@click.argument("folder", type=THERE, metavar="DIR")
@option("-o", "--tables", type=FOLDER, default="tables", show_default=True, metavar="DIR", help="Where the files go.")
@option("--to", "tool", type=click.Choice(TOOLS), help="Write marks and links for this tool in place of tables.")
@option("--links", is_flag=True, help="Add the table links: a row for each reference of a record to another.")
@option("--parquet", is_flag=True, help="Write Parquet, with real lists and types, in place of CSV.")
@option("--raw", is_flag=True, help="CSV: leave texts as they are, also what a spreadsheet would take for a formula.")
@option("--bom", is_flag=True, help="CSV: begin with a byte order mark, by which Excel knows that it is UTF-8.")
@schemas_option
@sources_option
def export(folder: Path, tables: Path, tool: str | None, schemas: Path | None, **given: Any) -> int:
    """Write documents as flat tables, or for another tool.

    DIR is a folder that `extract run` wrote, in any form, or one of goldens. Into --tables goes one table for each
    schema, with a row a record, and the table source with a row an article. The columns are those of the declarations,
    whatever the documents hold.

    --to takes spacy (DocBin), conll (columns with BIO tags), label-studio (tasks and configuration) or argilla (records
    and settings): every quotation is a mark on the article's text, every reference a link where the tool knows links.

    \b
    Examples:
      extract export out/
      extract export out/ -o dashboard --parquet --links
      extract export golden/ -o training --to spacy
    """
    from extract.catalog import load_catalog

    catalog = load_catalog(schemas)
    if tool is not None:
        from extract.exports.write import write_folder

        written = write_folder(folder, tables, catalog, form=tool, sources=places_of(given["sources"], folder))
        echo("\n".join(map(str, written.paths)))
        echo(f"{written.articles} {'article' if written.articles == 1 else 'articles'}", err=True)
        return _end(str(failure.error) for failure in written.failures)
    from extract.export import CsvText, export_folder
    from extract.formats import check_form
    from extract.report.table import render_table

    if given["parquet"]:
        check_form("parquet", option="--parquet", otherwise="leave it out: CSV needs nothing")
    form: Literal["csv", "parquet"] = "parquet" if given["parquet"] else "csv"
    text = CsvText(is_raw=given["raw"], has_bom=given["bom"])
    done = export_folder(folder, tables, catalog, form=form, text=text, has_links=given["links"])
    echo(render_table([(str(path), rows) for path, rows in done.rows.items()], head=("table", "rows")))
    return _end(str(failure.error) for failure in done.failures)


def _end(failures: Iterable[str]) -> int:
    """Tell what failed, and return the exit code."""
    told = list(failures)
    for failure in told:
        echo(failure, err=True)
    return 1 if told else 0
