"""Values of records in words for people: on one line, names in place of ids, nothing that a terminal would obey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from extract.declaration import Declaration, FieldSpec
from extract.printable import on_one_line
from extract.scoring.likeness import Record, fold_space, items_of

Known = Mapping[tuple[str, str], Record]
"""(schema, id) -> record, as ``likeness.records_by_id`` gives it."""


LONGEST: Final = 90
"""Characters of a value that are shown where it is one among many."""


def one_line(text: str) -> str:
    r"""Return *text* on one line, signs that steer a terminal as their codes.

    >>> print(one_line("two\nlines: \x1b[2J"))
    two lines: \u001b[2J
    """
    return on_one_line(fold_space(text))


def shortened(words: str) -> str:
    """Return *words*, the middle left out where they are long.

    >>> len(shortened("word " * 50))
    90
    """
    half = (LONGEST - 3) // 2
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 3 - half]} … {words[-half:]}"


def in_words(spec: FieldSpec, value: Any, known: Known) -> str:
    """Return a field's *value*, its elements by commas, or ``nothing``."""
    return ", ".join(item_in_words(spec, item, known) for item in items_of(value)) or "nothing"


def item_in_words(spec: FieldSpec, item: Any, known: Known) -> str:
    """Return one element of a field: a reference by its name, a quotation with its date and how it was found."""
    if spec.type == "ref":
        return one_line(str(known.get((spec.target or "", item), {}).get("name", item)))
    if spec.type in ("quote", "when"):
        told = f"“{one_line(item['text'])}”"
        told += f" ({item['iso']})" if item.get("iso") else ""
        return told + (f" ({item['match']} {item.get('score', '')}".rstrip() + ")" if item.get("match") else "")
    return one_line(str(item))


def quote_of(declaration: Declaration, record: Record) -> Mapping[str, Any] | None:
    """Return the quotation that stands for *record*: of a field that its Match tests, or else the first there is."""
    tested = [declaration.field(name) for _, name in declaration.match.tests]
    fields = [spec for spec in (*tested, *declaration.fields) if spec.type in ("quote", "when")]
    return next((quote for spec in fields for quote in items_of(record.get(spec.name))), None)


def title_of(declaration: Declaration, record: Record) -> str:
    """Return what stands for *record*: its name, or else its quotation."""
    quote = quote_of(declaration, record)
    return one_line(str(record.get("name") or (quote or {}).get("text", "")))
