"""Thousands of broken pages, dumps and tables go through the loader and every step after it; none ends a run."""

import importlib
import itertools
from pathlib import Path
from types import ModuleType

import pytest

from extract.stages import Article, Posting, Span

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    """The benchmark as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)  # as when it is run as a script
        return importlib.import_module("fuzz")


@pytest.mark.parametrize("number", range(3))
def test_no_exception_and_no_invariant_broken(fuzz: ModuleType, number: int, tmp_path: Path) -> None:
    """Every input becomes articles or named failures; ids, spans, dates and quotations are what they must be."""
    found = fuzz.fuzz(700, number, tmp_path)

    assert found.faults == []
    assert found.inputs == 700
    assert found.results["document"] > 400  # most inputs are still articles: the steps after the loader are tried too
    assert len(found.results) > 15  # and many kinds of refusal


def test_equal_numbers_give_equal_inputs(fuzz: ModuleType) -> None:
    """A finding can be told as a number."""
    one, again, other = (list(itertools.islice(fuzz.mutated(50, number), 50)) for number in (7, 7, 8))

    assert one == again
    assert one != other


def test_a_broken_invariant_is_found(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An exception that the guard caught, and an article that may not be, are told with their inputs."""
    bad = Article("../a", "a.txt", "Ada spoke.", published="soon", postings=(Posting(Span(4, 4), reply_to=3),))
    assert len(list(fuzz.article_faults(bad))) >= 4

    def fall(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("extract.loading.texts.read_head", fall)
    found = fuzz.fuzz(12, 0, tmp_path)

    assert any("ZeroDivisionError" in fault for _, fault in found.faults)
    assert list(tmp_path.iterdir())
