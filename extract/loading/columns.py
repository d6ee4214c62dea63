"""Which columns of a table hold the id, the text and the date, as the user says it or by the names that are usual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

IDS: Final = ("id",)
URLS: Final = ("url", "link", "permalink", "weburl")
"""What tells a row from the others where it has no id."""
TITLES: Final = ("title", "headline")
DATES: Final = (
    *("published", "publishedat", "publishedon", "publisheddate", "datepublished", "publishdate", "datepublish"),
    *("pubdate", "publicationdate", "webpublicationdate", "date", "datetime", "timestamp", "created", "createdat"),
    "createdutc",
)
"""Names of the column of dates, without case and signs: ``pubDate`` and ``pub_date`` are one. The first counts."""
TEXTS: Final = ("content", "body", "maintext", "fulltext", "articletext", "articlebody", "article", "story")
"""Names that a column of texts often has: told to the user, not taken, for a table may have several."""


@dataclass(frozen=True)
class Columns:
    """The columns that the user names; None where the usual names are looked for.

    A name with full stops leads into nested values: ``fields.body`` is ``body`` in the value of ``fields``.
    """

    id: str | None = None
    text: str = "text"
    published: str | None = None

    def id_of(self, values: Mapping[str, Any]) -> Any:
        """Return the row's id; None where it has none."""
        return _first(values, [self.id] if self.id is not None else IDS)

    def url_of(self, values: Mapping[str, Any]) -> str | None:
        """Return the row's URL, for one that has no id; None too where the user names the column of ids."""
        found = _first(values, URLS) if self.id is None else None
        return found.strip() if isinstance(found, str) and found.strip() else None

    def text_of(self, values: Mapping[str, Any]) -> Any:
        """Return the row's text; None where it has none."""
        return _first(values, [self.text])

    def title_of(self, values: Mapping[str, Any]) -> str | None:
        """Return the row's title on one line; None where it has none."""
        found = _first(values, TITLES)
        return (" ".join(found.split()) or None) if isinstance(found, str) else None

    def date_of(self, values: Mapping[str, Any]) -> Any:
        """Return the row's own date, as it stands there; None where it has none."""
        return _first(values, [self.published] if self.published is not None else DATES)

    def must_be_one_of(self, names: Iterable[str]) -> list[str]:
        """Return those of the *names* of a table that no two columns may have: of an id, a text, a column asked for."""
        named = {_folded(name) for name in (*(IDS if self.id is None else [self.id]), self.text, self.published or "")}
        return [name for name in names if name and _folded(name) in named]

    def wanted_of(self, names: Iterable[str]) -> list[str]:
        """Return those of the *names* of a table that are looked at."""
        named = [name for name in (self.id, self.text, self.published) if name is not None]
        usual = {*IDS, *URLS, *TITLES, *DATES, *(_folded(name) for one in named for name in (one, one.split(".")[0]))}
        return [name for name in names if _folded(name) in usual]

    def lacking_of(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return the columns that a table must have and has not, each with the option that names it."""
        folded = {_folded(name) for name in names}
        asked = [("--id-column", self.id), ("--text-column", self.text), ("--published-column", self.published)]
        return [
            (name, option)
            for option, name in asked
            if name is not None and not {_folded(name), _folded(name.split(".")[0])} & folded
        ]


def usual_text(names: Iterable[str]) -> str | None:
    """Return which of *names* is likely to be the column of texts; None where none or several are."""
    likely = [name for name in names if _folded(name) in TEXTS]
    return likely[0] if len(likely) == 1 else None


def is_missing(value: Any) -> bool:
    """Return whether *value* stands for none: JSON's null, an empty field, or the NaN of a data frame."""
    return (
        value is None or (isinstance(value, float) and value != value) or (isinstance(value, str) and not value.strip())
    )


def _first(values: Mapping[str, Any], names: Iterable[str]) -> Any:
    found = (_plain(value) for name in names for value in _values(values, name))
    return next((value for value in found if not is_missing(value)), None)


def _plain(value: Any) -> Any:
    """Return the value in what MongoDB writes around it: ``{"$oid": "5f…"}``, ``{"$date": {"$numberLong": "16…"}}``."""
    while isinstance(value, Mapping) and len(value) == 1 and str(next(iter(value))).startswith("$"):
        value = next(iter(value.values()))
    return value


def _values(values: Mapping[str, Any], name: str) -> Iterator[Any]:
    """Yield what *name* leads to: the column itself, one that only differs in case and signs, one within another."""
    if name in values:
        yield values[name]
        return
    folded = _folded(name)
    yield from (value for key, value in values.items() if _folded(str(key)) == folded)
    outer, _, rest = name.partition(".")
    if rest and isinstance(values.get(outer), Mapping):
        yield from _values(values[outer], rest)


@lru_cache(maxsize=1000)  # the same names for every row of a table
def _folded(name: str) -> str:
    """Return *name* without case, spaces and signs.

    >>> _folded(" pub_Date "), _folded("Текст")
    ('pubdate', 'текст')
    """
    return "".join(char for char in name.casefold() if char.isalnum()) or name
