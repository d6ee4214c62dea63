"""Undo and redo: every state of the records since the article was opened first, and which of them is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.review.edits import Edit, SetField
from extract.review.records import Records


@dataclass(frozen=True)
class History:
    """The states of an article's records; the first is the one that the review began with."""

    states: tuple[Records, ...]
    at: int = 0
    typed: tuple[str, str] | None = None
    """Record and field of the last edit, where that was typing: more typing there is one step with it."""

    @property
    def records(self) -> Records:
        """The records as they are now."""
        return self.states[self.at]

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Whether an edit was undone since the last one was made."""
        return self.at + 1 < len(self.states)

    def after(self, edit: Edit, records: Records) -> History:
        """Return the history with the state *records* that *edit* led to; what was undone is gone."""
        typed = (edit.key, edit.field) if isinstance(edit, SetField) and edit.typing else None
        kept = self.at if typed is not None and typed == self.typed else self.at + 1
        return History((*self.states[:kept], records), kept, typed)

    def undone(self) -> History:
        """Return the history one step back, or as it is where there is none."""
        return replace(self, at=max(0, self.at - 1), typed=None)

    def redone(self) -> History:
        """Return the history one step on, or as it is where there is none."""
        return replace(self, at=min(len(self.states) - 1, self.at + 1), typed=None)
