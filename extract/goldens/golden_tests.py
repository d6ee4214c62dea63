"""Tests made of goldens, for the pytest plugin: one for each record and slot, and one for each floor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ExtractError
from extract.goldens.expectations import FILE, MEAN, measured
from extract.goldens.golden_reading import Goldens
from extract.scoring.counts import Scores
from extract.scoring.mistakes import Mistake
from extract.scoring.wording import one_line, shortened


class Disagreement(Exception):
    """The reader does not say what the golden says; the message is for people."""


def collector_of(path: Path, parent: pytest.Collector, goldens: Goldens) -> pytest.Collector | None:
    """Return what collects the tests of *path*; None where it is neither a golden nor what is expected of them."""
    if path.parent.resolve() != goldens.folder:
        return None
    if path.suffix == ".json":
        return GoldenFile.from_parent(parent, path=path, goldens=goldens)
    return ExpectationsFile.from_parent(parent, path=path, goldens=goldens) if path.name == FILE else None


class _File(pytest.File):
    """A file of the goldens' folder; ``_tests`` yields what it has."""

    def __init__(self, *, goldens: Goldens, **given: Any) -> None:
        super().__init__(**given)
        self.goldens = goldens

    def collect(self) -> list[pytest.Item]:
        """Return the tests; a fault of the package's own kind is an error of collection, in its three parts."""
        try:
            return list(self._tests())
        except ExtractError as error:
            raise pytest.Collector.CollectError(str(error)) from error

    def _tests(self) -> Iterator[pytest.Item]:
        raise NotImplementedError


class GoldenFile(_File):
    """Collects the tests of one golden: one for each record and each slot."""

    def _tests(self) -> Iterator[pytest.Item]:
        known = self.goldens.expectations.failures
        for name, record, slot in self.goldens.names_of_tests(self.path):
            reason = known.get(f"{self.path.name}::{name}")
            yield GoldenTest.from_parent(self, name=name, record=record, slot=slot, reason=reason)


class ExpectationsFile(_File):
    """Collects the tests of what is expected beside: one for each floor, and one that fails for each known failure
    that is none of a test.
    """

    def _tests(self) -> Iterator[pytest.Item]:
        for (measure, name), floor in self.goldens.expectations.floors.items():
            yield FloorTest.from_parent(self, name=f"{measure}.{name}", measure=measure, list_name=name, floor=floor)
        there = {
            f"{path.name}::{name}" for path in self.goldens.paths() for name, *_ in self.goldens.names_of_tests(path)
        }
        for key in self.goldens.expectations.failures:
            if key not in there:
                yield StaleTest.from_parent(self, name=key)


class _Test(pytest.Item):
    """A test whose failure is told in words, without a traceback."""

    parent: Any

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the message of what this package raises on purpose; else what pytest makes of it."""
        if isinstance(excinfo.value, Disagreement | ExtractError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what stands above a failure."""
        # Not the id's own ending: pytest would take its full stops for Python's, and print others in their place.
        return self.path, None, f"{self.path.name}: {self.name}"


class GoldenTest(_Test):
    """A golden record is found; or, where it is, its slot agrees."""

    def __init__(self, *, record: str, slot: str | None, reason: str | None, **given: Any) -> None:
        super().__init__(**given)
        self._record, self._slot, self._reason = record, slot, reason

    def runtest(self) -> None:
        """Fail where the reader disagrees, and where a failure that was expected does not come."""
        mistakes = self.parent.goldens.mistakes(self.path)
        if self._slot is not None and (self._record, None) in mistakes:
            pytest.skip(f"the record itself is not found: see {self.name.rpartition('.')[0]}")
        mistake = mistakes.get((self._record, self._slot))
        if mistake is not None and self._reason is not None:
            pytest.xfail(self._reason)
        if mistake is not None:
            raise Disagreement(self._words(mistake))
        if self._reason is not None:
            raise Disagreement(
                f"{self.name} was expected to fail, and it passes\n"
                f"  where: {self.path.parent.name}/{FILE}, [failures]\n"
                f"  why:   the reason given was: {self._reason}\n"
                f"  do:    take it out there, so that it cannot fail unseen again"
            )

    def _words(self, mistake: Mistake) -> str:
        quote = shortened(one_line(mistake.quote))
        place = "" if mistake.start is None else f", characters {mistake.start}-{mistake.end}"
        uri = self.parent.goldens.golden(self.path)["source"]["uri"]
        what = "is not found" if self._slot is None else "is not what the golden says"
        why = f"{mistake.cause}: {mistake.detail}" if self._slot is None else mistake.detail
        return (
            f"{self.name} {what}: “{quote}”\n"
            f"  where: {uri}{place}\n"
            f"  why:   {why}\n"
            f"  do:    mend the reader or, if the golden is wrong, verify it anew. A failure that is known goes into\n"
            f'         {self.path.parent.name}/{FILE}, [failures]: "{self.path.name}::{self.name}" = "the reason"'
        )


class FloorTest(_Test):
    """F1 over all goldens of the folder is not below its floor."""

    def __init__(self, *, measure: str, list_name: str, floor: float, **given: Any) -> None:
        super().__init__(**given)
        self._measure, self._list, self._floor = measure, list_name, floor

    def runtest(self) -> None:
        """Fail where it is, or where there is nothing to judge."""
        scores = self.parent.goldens.scores()
        reached = measured(scores, self._measure, self._list)
        if reached is None or reached < self._floor:
            told = "there is nothing to judge" if reached is None else f"F1 is {reached:.4f}"
            raise Disagreement(
                f"{self._measure} of {self._list}: {told}, and the floor is {self._floor}\n"
                f"  where: {self.path.parent.name}/{FILE}, [floors.{self._measure}]\n"
                f"  why:   {self._counts(scores)}\n"
                f"  do:    see the failures of single records; lower the floor only where that is meant"
            )

    def _counts(self, scores: Scores) -> str:
        is_found = self._measure == "found"
        word = "true" if is_found else "right"
        counted = [(one.name, one.found if is_found else one.right) for one in scores.schemas]
        return "; ".join(
            f"{name}: {one.tp + one.fn} in the goldens, {one.tp + one.fp} found, {one.tp} of them {word}"
            for name, one in counted
            if self._list in (name, MEAN)
        )


class StaleTest(_Test):
    """A known failure names no test."""

    def runtest(self) -> None:
        """Fail."""
        raise Disagreement(
            f"no golden has a test {self.name}\n"
            f"  where: {self.path.parent.name}/{FILE}, [failures]\n"
            f"  do:    take it out, or name the test as pytest -v does"
        )
