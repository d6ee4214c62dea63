"""``extract check``: documents against the published schema and their sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.commands.echo import echo
from extract.commands.missing import tell_missing
from extract.commands.options import THERE, json_option, places_of, schemas_option, sources_option

if TYPE_CHECKING:
    from extract.errors import ExtractError


@click.command()
@click.argument("folder", type=THERE, metavar="DIR")
@schemas_option
@sources_option
@json_option
def check(folder: Path, schemas: Path | None, sources: Path | None, as_json: bool) -> int:
    """Check documents against schema and sources.

    DIR is a folder of results, in any form that `extract run` writes, or of goldens. Every fault is told with its file,
    its place in the JSON and what to do; the exit code is 1 where there is one.

    \b
    Examples:
      extract check out/
      extract check golden/
      extract check out/ --sources /data/news --json
    """
    from extract.catalog import load_catalog
    from extract.check import check_folder

    checked = check_folder(folder, load_catalog(schemas), places_of(sources, folder))
    tell_missing([error for _, error in checked.without_source])
    for fault in checked.faults:
        echo(str(fault), err=True)
    if as_json:
        echo(json.dumps(_as_data(checked), indent=2, ensure_ascii=False))
    else:
        echo(_sentence(checked))
    return 1 if checked.faults else 0


def _sentence(checked: Any) -> str:
    documents = "1 document" if checked.documents == 1 else f"{checked.documents} documents"
    faults = "1 fault" if len(checked.faults) == 1 else f"{len(checked.faults)} faults"
    told = f"{documents} checked, {faults}"
    if checked.without_source:
        told += f"; of {len(checked.without_source)} the source is not at hand, their quotations were not compared"
    return told


def _as_data(checked: Any) -> dict[str, Any]:
    without = [{"document": where} | _parts_of(error) for where, error in checked.without_source]
    return {"documents": checked.documents, "without_source": without, "faults": list(map(_parts_of, checked.faults))}


def _parts_of(error: ExtractError) -> dict[str, str]:
    return {"problem": error.problem, "where": error.where, "remedy": error.remedy}
