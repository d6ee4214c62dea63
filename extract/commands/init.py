"""``extract init``: a folder of declarations to start from."""

from __future__ import annotations

from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
def init(folder: Path) -> int:
    """Make a new folder of declarations to start from.

    It has an example that works at once and tells what everything is for.

    \b
    Example:
      extract init my-schemas
      extract run news/ --schemas my-schemas
    """
    import extract
    from extract.errors import UsageError
    from extract.writing import told

    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("the folder is not empty", where=str(folder), remedy="give a new name")
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for template in sorted((Path(extract.__file__).parent / "templates").glob("*.txt")):
            path = folder / template.stem
            text = template.read_text(encoding="utf-8").replace("FOLDER", str(folder))
            path.write_text(text, encoding="utf-8", newline="\n")
            echo(path)
    echo(f"what to do next: see {folder / 'README.md'}", err=True)
    return 0
