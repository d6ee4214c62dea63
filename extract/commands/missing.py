"""How commands tell which texts they could not find or read."""

from __future__ import annotations

from collections.abc import Sequence

from extract.commands.echo import echo
from extract.errors import ExtractError

SHOWN = 10
"""Texts told one by one: in a folder whose articles were moved, they are all missing for one reason."""


def tell_missing(errors: Sequence[ExtractError]) -> None:
    """Print on standard error which texts are not at hand and why, the first of them in full."""
    for error in errors[:SHOWN]:
        echo(str(error), err=True)
    if len(errors) > SHOWN:
        echo(f"and {len(errors) - SHOWN:,} more texts that are not at hand", err=True)
