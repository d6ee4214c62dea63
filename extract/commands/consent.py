"""Settings of a folder above this one: announced, and not followed unasked where they run code or send articles.

Whoever unpacks an archive, or works in a folder that others may write to, has not read the ``pyproject.toml`` somewhere
above. Consent is asked for each time and remembered nowhere.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from extract.commands.echo import echo
from extract.errors import UsageError
from extract.printable import printable
from extract.settings import defaults_for, names_for, settings_file

NEEDS_CONSENT: Final = {
    "--schemas": "the Python files there are run",
    "--base-url": "the articles, and the provider's key, are sent there",
    "--spacy-model": "the code of that package is run",
}
_ASK: Final = "extract.settings.ask"
"""Where the contexts of a command keep the file that nobody has consented to yet."""

Callback = Callable[[click.Context, click.Parameter, Any], Any]


def take_settings(context: click.Context, group: click.Group, *, is_trusted: bool, folder: Path | None = None) -> None:
    """Give the commands of *group* the settings of the nearest pyproject.toml from *folder* upwards.

    Those of a folder above are told on standard error; what ``NEEDS_CONSENT`` is then asked for when it is used.
    """
    here = (folder or Path.cwd()).resolve()
    context.default_map = defaults_for(group, here)
    path, command = settings_file(here), group.commands.get(context.invoked_subcommand or "")
    names = names_for(command, path) if command is not None and path is not None and path.parent != here else []
    if not names:
        return
    echo(f"settings of {path}: {', '.join(names)}", err=True)
    if not is_trusted:
        context.meta[_ASK] = path


def asking(long: str, callback: Callback | None) -> Callback | None:
    """Return the callback of the option *long*: *callback*, after a question where the value needs consent."""
    if long not in NEEDS_CONSENT:
        return callback

    def ask(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
        source = context.get_parameter_source(str(parameter.name))
        path = context.meta.get(_ASK)
        if path is not None and value is not None and source is click.core.ParameterSource.DEFAULT_MAP:
            _consent(path, long, value)
        return callback(context, parameter, value) if callback else value

    return ask


def _consent(path: Path, long: str, value: object) -> None:
    name = long.removeprefix("--")
    if sys.stdin.isatty() and sys.stderr.isatty():
        question = f"{path}, a folder above, sets {name} = {str(value)!r}: {NEEDS_CONSENT[long]}. Use it?"
        if click.confirm(printable(question), err=True):
            return
    raise UsageError(
        f"a folder above sets {name} = {str(value)!r}, and nobody has consented: {NEEDS_CONSENT[long]}",
        where=f"{path}, [tool.extract]",
        remedy=f"look at it; then give --trust-settings, or {long} yourself",
    )
