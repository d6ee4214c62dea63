"""The benchmark's generated quotations are grounded as the promise says."""

import importlib
import random
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark():
    """The benchmark as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)  # as when it is run as a script
        return importlib.import_module("grounding")


@pytest.mark.parametrize("words", [1_000, 10_000, 100_000])
def test_quotations_of_every_kind_are_grounded_right(benchmark, words):
    """All exact, at least 99 of 100 altered, no absent one found, no changed fact called sure or left unmarked."""
    chance = random.Random(f"test {words}")
    text = benchmark.make_text(words, chance)
    cases = benchmark.make_cases(text, chance)
    answers = benchmark.ask_ours(text, [case.quote for case in cases])
    right = Counter(
        case.group
        for case, answer in zip(cases, answers, strict=True)
        if benchmark.is_right(case, answer, text, says_how=True)
    )

    assert Counter(case.group for case in cases) == {"exact": 100, "altered": 100, "fact": 25, "absent": 25}
    assert right["exact"] == 100
    assert right["altered"] >= 99
    assert right["fact"] == 25
    assert right["absent"] == 25


def test_cases_are_the_same_every_time(benchmark):
    """The generator depends on its seed only."""
    texts = {benchmark.make_text(300, random.Random("seed")) for _ in range(3)}

    assert len(texts) == 1
