"""Articles are related by the things that both name."""

import pytest

from extract.corpus.company import COMMON, WITHIN, Company


def test_articles_are_related_by_what_few_name() -> None:
    """One thing that three name is enough, one that four name is not, two of those are."""
    days = [1] * 5
    three = Company(days, [{0}, {0}, {0}, set(), set()], {})
    four = Company(days, [{0}, {0}, {0}, {0}, set()], {})
    two_things = Company(days, [{0, 1}, {0, 1}, {0}, {0, 1}, {1}], {})

    assert sorted(three.related(0)) == [1, 2]
    assert four.related(0) == {}
    assert sorted(two_things.related(0)) == [1, 3]


@pytest.mark.parametrize("elsewhere", [2, COMMON])
def test_what_articles_elsewhere_name_too_says_less(elsewhere: int) -> None:
    """A thing is as common as all articles say, those not at hand included."""
    assert Company([1, 1], [{0}, {0}], {}).related(0) != {}
    assert Company([1, 1], [{0}, {0}], {0: elsewhere}).related(0) == {}


def test_articles_far_apart_in_time_are_not_related() -> None:
    """One without a date may be of any time."""
    named: list[set[int]] = [{0}, {0}, {0}]

    assert sorted(Company([1000, 1000 + WITHIN + 1, None], named, {}).related(0)) == [2]
