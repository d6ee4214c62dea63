"""Settings from ``[tool.extract]`` of pyproject.toml, for options that neither command line nor variables give."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

import click

from extract.errors import UsageError

FILE = "pyproject.toml"


def defaults_for(group: click.Group, folder: Path | None = None) -> dict[str, Any]:
    """Return click's map of defaults for the commands of *group*: those in the nearest pyproject.toml upwards.

    Paths in the file are taken from where it lies.

    Raises:
        UsageError: the file cannot be read, or a setting is no option of any command.
    """
    path = settings_file(folder or Path.cwd())
    table = _read_table(path) if path is not None else {}
    if path is None or not table:
        return {}
    known = {name for command in _commands(group) for name in _options(command)}
    for name in table:
        if name.replace("-", "_") not in known:
            raise _unknown(name, path, known)
    given = {name.replace("-", "_"): value for name, value in table.items()}
    return _map_of(group, given, path.parent)


def names_for(command: click.Command, path: Path) -> list[str]:
    """Return the settings in the file at *path* that *command*, or a command in it, takes."""
    commands = _commands(command) if isinstance(command, click.Group) else [command]
    known = {name for one in commands for name in _options(one)}
    return [name for name in _read_table(path) if name.replace("-", "_") in known]


def settings_file(folder: Path) -> Path | None:
    """Return the nearest pyproject.toml from *folder* upwards, whether it has settings of ours or not."""
    return next((found for parent in (folder, *folder.parents) if (found := parent / FILE).is_file()), None)


def _read_table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("extract", {})
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"the settings cannot be read: {error}", where=str(path), remedy="mend the file, or run elsewhere"
        ) from error
    if not isinstance(table, dict):
        raise UsageError("tool.extract is not a table", where=str(path), remedy="write [tool.extract] and its settings")
    return table


def _unknown(name: str, path: Path, known: set[str]) -> UsageError:
    likely = difflib.get_close_matches(name.replace("-", "_"), known)
    remedy = f"did you mean {' or '.join(likely)}?" if likely else "name it like an option of a command, without --"
    return UsageError(f"there is no setting {name!r}", where=f"{path}, [tool.extract]", remedy=remedy)


def _commands(group: click.Group) -> list[click.Command]:
    inner = [_commands(command) for command in group.commands.values() if isinstance(command, click.Group)]
    return [*group.commands.values(), *(command for commands in inner for command in commands)]


def _options(command: click.Command) -> dict[str, click.Option]:
    """Return the options of *command* by the name that a setting has: that of its long form."""
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    return {max(option.opts, key=len).removeprefix("--").replace("-", "_"): option for option in options}


def _map_of(group: click.Group, given: dict[str, Any], folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found[name] = _map_of(command, given, folder)
            continue
        options = _options(command)
        found[name] = {
            str(options[key].name): str(folder / value) if isinstance(options[key].type, click.Path) else value
            for key, value in given.items()
            if key in options
        }
    return found
