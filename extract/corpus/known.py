"""A user's own table of things, which settles what it knows: names, other names, and an id."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.corpus.intake import Thing
from extract.corpus.spelling import words_of
from extract.errors import UsageError

_COLUMNS = ("name", "aliases", "id")
_BETWEEN = ";"


@dataclass(frozen=True)
class Known:
    """What a user knows: names -> ids."""

    by_form: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Id -> the name to show."""
    digest: str = ""
    """Equal where what is known is."""

    def settle(self, things: Iterable[Thing]) -> None:
        """Note on each of *things* what it is known to be: by its name, or else by its other forms."""
        for thing in things:
            found = (self.by_form.get(words_of(form)) for form in thing.forms)
            thing.settled = next((one for one in found if one is not None), None)


def load_known(path: Path | None) -> Known:
    """Return what the CSV file at *path* tells: columns ``name``, ``aliases`` (parted by ``;``) and ``id``.

    A form of two ids says nothing, and is left out.

    Raises:
        UsageError: the file cannot be read, a column is missing, or a row has no name or id.
    """
    if path is None:
        return Known()
    try:
        data = path.read_bytes()
        rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(
            f"what is known cannot be read: {error}", where=str(path), remedy="give a CSV file in UTF-8"
        ) from error
    forms: dict[tuple[str, ...], set[str]] = {}
    names: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        values = {name: (row.get(name) or "").strip() for name in _COLUMNS}
        if None in row or not values["name"] or not values["id"]:
            raise UsageError(
                "a row has no name and id, or too many cells",
                where=f"{path}, line {number}",
                remedy=f"write the columns {', '.join(_COLUMNS)}, aliases parted by {_BETWEEN}",
            )
        names.setdefault(values["id"], values["name"])
        for form in (values["name"], *values["aliases"].split(_BETWEEN)):
            if words := words_of(form):
                forms.setdefault(words, set()).add(values["id"])
    certain = {words: next(iter(ids)) for words, ids in forms.items() if len(ids) == 1}
    return Known(certain, names, hashlib.sha256(data).hexdigest())
