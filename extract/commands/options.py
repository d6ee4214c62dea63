"""Options that several commands have, and the variables that set them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from extract.commands.consent import asking

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(file_okay=False, path_type=Path)
THERE = click.Path(file_okay=False, exists=True, path_type=Path)


def option(*names: str, **given: Any) -> Callable[[F], F]:
    """Return click's decorator for an option that ``EXTRACT_NAME`` sets too, NAME being that of its long form."""
    long = max((name for name in names if name.startswith("--")), key=len).split("/")[0]
    given["callback"] = asking(long, given.get("callback"))
    variable = "EXTRACT_" + long.removeprefix("--").replace("-", "_").upper()
    return click.option(*names, envvar=variable, **given)


def schemas_option(command: F) -> F:
    """Add --schemas."""
    told = (
        "A folder of declarations in place of those that come with it. Its Python files are run: only what you trust."
    )
    return option("--schemas", type=THERE, metavar="DIR", help=told)(command)


def json_option(command: F) -> F:
    """Add --json, as ``as_json``."""
    return option("--json", "as_json", is_flag=True, help="Print JSON on standard output instead of a table.")(command)


def goldens_option(use: str) -> Callable[[F], F]:
    """Return the decorator for --golden of a command that uses goldens where there are some: a folder, or None."""
    told = f"{use}  [default: golden, if it is there]"
    return option("--golden", type=FOLDER, callback=_goldens, metavar="DIR", help=told)


def _goldens(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    folder = value or Path("golden")
    is_asked_for = context.get_parameter_source(str(parameter.name)) is click.core.ParameterSource.COMMANDLINE
    if not folder.is_dir() and is_asked_for:
        raise click.BadParameter(f"Directory '{folder}' does not exist.", context, parameter)
    # Settings tell where goldens go, too: the folder may not be there before the first is signed.
    return folder if folder.is_dir() else None


def sources_option(command: F) -> F:
    """Add --sources, which ``places_of`` takes."""
    told = "Where the paths in the documents begin.  [default: here, then beside DIR]"
    return option("--sources", type=THERE, metavar="DIR", help=told)(command)


def places_of(sources: Path | None, documents: Path) -> list[Path]:
    """Return the folders in which the paths that *documents* tell may begin."""
    return [sources] if sources else [Path(), documents.resolve().parent]


def language(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return *value* where it is a code of ISO 639, or "any": a callback for click."""
    code = value.lower() if value is not None else None
    if code is None or code == "any" or re.fullmatch(r"[a-z]{2,3}", code):
        return code
    raise click.BadParameter(f"{value!r} is no code of a language: write en, de, …, or any", context, parameter)


def date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return *value* where it is a date, YYYY-MM-DD: a callback for click."""
    from datetime import date as day

    try:
        return value if value is None else day.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date: write YYYY-MM-DD", context, parameter) from None
