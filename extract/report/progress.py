"""How far a run is: a bar on a terminal, a line now and then elsewhere; always on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from extract.errors import told
from extract.report.complaints import Complaints
from extract.run import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

LINES = 20
"""Plain lines for a run whose length is known, about."""
ARTICLES_A_LINE = 100
"""Articles between two lines where it is not known."""


class Progress:
    """Told of each outcome; a context manager. *total* is the number of articles where it is known."""

    def __init__(self, total: int | None, *, is_quiet: bool = False, is_debug: bool = False) -> None:
        self._total, self._done, self._is_quiet, self._is_debug = total, 0, is_quiet, is_debug
        self._complaints = Complaints()
        self._bar: Bar | None = _bar() if sys.stderr.isatty() and not is_quiet else None

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("reading", total=self._total)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
        for line in self._complaints.told():
            print(line, file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """Write *text* on standard error, above the bar."""
        if self._bar is not None:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def count(self, outcome: Outcome) -> None:
        """Move on by one article, and tell why it failed or what was left out of it.

        What the rows of one table have in common is told once, and at the end how often it came again; where very many
        complaints came since, before the end.
        """
        self._done += 1
        is_new = outcome.failure is not None and self._complaints.add(outcome.failure) == 1
        for failure in (*outcome.dropped, *([outcome.failure] if outcome.failure and is_new else [])):
            self.say(told(failure.error, is_debug=self._is_debug))
        for line in self._complaints.forget():
            self.say(line)
        if self._bar is not None:
            self._bar.advance(self._task)
        elif not self._is_quiet and self._done % self._step() == 0:
            self.say(f"{self._done}{f' of {self._total}' if self._total else ''} articles")

    def _step(self) -> int:
        return max(self._total // LINES, 10) if self._total else ARTICLES_A_LINE


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
