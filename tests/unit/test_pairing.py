"""Pairs are one to one, greatest in sum, and the same every time."""

from extract.scoring.pairing import best_pairs


def test_gives_up_the_best_pair_for_the_best_sum():
    """0.9 + 0.1 is less than 0.8 + 0.7, so the best single pair is not taken."""
    assert best_pairs([[0.9, 0.8], [0.7, 0.1]]) == [(0, 1), (1, 0)]


def test_leaves_out_what_cannot_be_a_pair():
    """A likeness of 0 makes no pair, even where both sides are left over."""
    assert best_pairs([[0.5, 0.0], [0.0, 0.0]]) == [(0, 0)]


def test_settles_equal_sums_by_order():
    """Where every pairing is equally good, the first goes with the first."""
    assert best_pairs([[0.5] * 4 for _ in range(3)]) == [(0, 0), (1, 1), (2, 2)]


def test_pairs_one_with_the_best_of_many_and_many_with_one():
    """A single row or column takes its best partner, the first among equals."""
    assert best_pairs([[0.2, 0.6, 0.6]]) == [(0, 1)]
    assert best_pairs([[0.2], [0.0], [0.6]]) == [(2, 0)]
    assert best_pairs([[0.0, 0.0]]) == []


def test_pairs_nothing_with_nothing():
    """Empty lists on either side give no pairs."""
    assert best_pairs([]) == []
    assert best_pairs([[], []]) == []
