"""What changed in the schemas and what became of goldens: in words for people, as plain data for machines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from extract.comparison.evolution import SchemaChange
from extract.goldens.upgrade import Note, Upgrade
from extract.scoring.wording import one_line

_GOLDENS: Final = {
    "fit": "",
    "upgrade": "goldens: `extract golden upgrade` fills it in",
    "look": "goldens: a person must look",
}
_STATES: Final = {"fits": "fits as it is", "rewritten": "", "left": "left as it is: a person must look"}


def render_changes(changes: Sequence[SchemaChange]) -> str:
    """Return *changes* in three groups: what breaks readers of the JSON, what breaks goldens only, and the rest."""
    groups = (
        ("Breaks readers of the JSON", [one for one in changes if one.breaks_readers]),
        ("Breaks goldens", [one for one in changes if one.is_breaking and not one.breaks_readers]),
        ("Breaks nothing", [one for one in changes if not one.is_breaking]),
    )
    parts = ["\n".join([head, *map(_line, found)]) for head, found in groups if found]
    return "\n\n".join(parts) or "The schemas are the same."


def _line(change: SchemaChange) -> str:
    goldens = _GOLDENS[change.goldens]
    return f"  {change.place}: {change.what}" + (f"  ({goldens})" if goldens else "")


def changes_as_data(changes: Sequence[SchemaChange]) -> dict[str, Any]:
    """Return *changes* as plain data for JSON."""
    return {
        "is_breaking": any(one.is_breaking for one in changes),
        "changes": [asdict(one) | {"is_breaking": one.is_breaking} for one in changes],
    }


def render_upgrades(upgrades: Sequence[Upgrade], *, dry_run: bool = False) -> str:
    """Return what became of each golden: what was done to it, or what a person must look at before anything is."""
    word = "would be rewritten" if dry_run else "rewritten"
    lines = []
    for one in upgrades:
        lines += [f"{one.path}: {_STATES[one.state] or word}", *_notes(one)]
    counts = Counter(one.state for one in upgrades)
    lines.append(f"{counts['fits']} fit, {counts['rewritten']} {word}, {counts['left']} left for a person.")
    return "\n".join(lines)


def _notes(upgrade: Upgrade) -> Iterator[str]:
    """Yield the notes that count, those that say the same of many records as one."""
    notes = [note for note in upgrade.notes if upgrade.state == "rewritten" or note.kind == "look"]
    alike = Counter((note.kind, _place(note), note.what) for note in notes)
    for (kind, place, what), count in alike.items():
        yield f"  {kind:<8} {one_line(place)}: {one_line(what)}" + (f" ({count} times)" if count > 1 else "")


def _place(note: Note) -> str:
    return note.place if note.kind == "look" else re.sub(r"\[\d+\]", "[*]", note.place)


def upgrades_as_data(upgrades: Sequence[Upgrade]) -> list[dict[str, Any]]:
    """Return the same as plain data for JSON."""
    return [asdict(one) | {"path": str(one.path)} for one in upgrades]
