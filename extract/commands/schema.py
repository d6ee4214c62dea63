"""``extract schema``: the JSON Schema of documents and records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.commands.echo import echo
from extract.commands.options import option, schemas_option

if TYPE_CHECKING:
    from extract.catalog import Catalog


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@schemas_option
@option("--publish", is_flag=True, help="Write all of them into the folder json/ beside the declarations.")
@option(
    "--diff",
    "old",
    type=click.Path(exists=True, path_type=Path),
    metavar="OLD",
    help="Tell what changed since OLD: a published schema, a folder of them, or a folder of declarations.",
)
@option("--json", "as_json", is_flag=True, help="With --diff: print JSON on standard output.")
def schema(name: str | None, schemas: Path | None, publish: bool, old: Path | None, as_json: bool) -> int:
    """Print the JSON Schema, or what changed in it.

    It is that of a whole document, or of the record called NAME; draft 2020-12. --diff tells of each change whether it
    breaks programs that read the JSON, and goldens that are there; the exit code is 1 where one does.

    \b
    Examples:
      extract schema > document.schema.json
      extract schema NAME
      extract schema --schemas my-schemas --publish
      extract schema --schemas my-schemas --diff my-schemas/json
    """
    from extract.catalog import load_catalog
    from extract.document import json_schema

    catalog = load_catalog(schemas)
    if old is not None:
        return _tell_changes(old, catalog, as_json=as_json)
    if publish:
        for path in publish_schemas(catalog):
            echo(path)
    else:
        found = json_schema(catalog) if name is None else _record_schema(catalog, name)
        echo(json.dumps(found, indent=2, ensure_ascii=False))
    return 0


def _tell_changes(old: Path, catalog: Catalog, *, as_json: bool) -> int:
    from extract.comparison.evolution import changes_since
    from extract.report.evolution import changes_as_data, render_changes

    changes = changes_since(old, catalog)
    echo(json.dumps(changes_as_data(changes), indent=2, ensure_ascii=False) if as_json else render_changes(changes))
    return 1 if any(change.is_breaking for change in changes) else 0


def _record_schema(catalog: Catalog, name: str) -> dict[str, Any]:
    import difflib

    from extract.document import record_schema
    from extract.errors import UsageError

    names = [declaration.name for declaration in catalog]
    known = {name.lower(): name for name in names} | {one.list_name: one.name for one in catalog}
    if name.lower() not in known:
        likely = difflib.get_close_matches(name.lower(), known)
        raise UsageError(
            f"no schema is called {name!r}",
            where=str(catalog.folder),
            remedy=f"did you mean {known[likely[0]]}?" if likely else f"give one of: {', '.join(names)}",
        )
    return record_schema(catalog, known[name.lower()])


def publish_schemas(catalog: Catalog) -> list[Path]:
    """Write the JSON Schemas of *catalog* beside its declarations, take away those of others, and return the paths."""
    from extract.document import published_files
    from extract.writing import told

    folder = catalog.folder / "json"
    files = {folder / name: text for name, text in published_files(catalog).items()}
    with told(folder):
        folder.mkdir(exist_ok=True)
        for path in set(folder.glob("*.schema.json")) - set(files):
            path.unlink()
        for path, text in files.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)
