"""How commands print: whatever names, ids and articles hold, no terminal obeys it."""

from __future__ import annotations

import click

from extract.printable import printable


def echo(message: object = "", *, err: bool = False) -> None:
    """Print *message* and a line end on standard output, or on standard error."""
    click.echo(printable(str(message)), err=err)
