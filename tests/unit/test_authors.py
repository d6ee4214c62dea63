"""Author lines among bare lines, and names among words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.segmentation.authors import choose_authors
from extract.segmentation.pseudonyms import is_name, score_name


@pytest.mark.parametrize(
    "name",
    ["Matzomaster", "Jane Roe", "Jane Q. Roe", "Dr. Jane Roe-Muster", "Marie-Claire D'Aubigny", "user_1984", "R2D2",
     "Guest", "Anonymous", "@jane", "John Smith Jr.", "Ludwig van der Berg", "Old Man of the Sea", "محمد العلي", "王伟",
     "Jane (Talvik)", "Zoë", "xX_Killer_Xx", "Yahoo!"],
)  # fmt: skip
def test_names(name: str) -> None:
    """Full names, pseudonyms, handles and guests look like names."""
    assert score_name(name) >= 0
    assert is_name(name)


@pytest.mark.parametrize(
    "line",
    ["It was a bad deal.", "Why?", "I agree", "Agreed", "No way, never", "Reply", "2 hours ago", "https://example.org",
     "Share this", "🐟🐟", "", "a line of far more words than any name has", "x" * 61],
)  # fmt: skip
def test_no_names(line: str) -> None:
    """Sentences, assents, buttons and times do not."""
    assert score_name(line) < 0


def test_count_decides() -> None:
    """With the count, short words that could be names are told from those that must be."""
    lines = ["Jane", "Agreed", "Bob Lee", "Never Again", "Guest", "So be it"]

    assert choose_authors(lines, [0.0] * 6, 3) == [0, 2, 4]
    assert choose_authors(lines, [0.0] * 6, 2) in ([0, 2], [0, 4])


def test_blank_lines_help() -> None:
    """Where the layout lets something begin, a name is likelier."""
    lines = ["Jane", "No.", "Talvik Forever", "Norland First", "Yes."]

    assert choose_authors(lines, [0, 0, 0, 2.0, 0], 2) == [0, 3]


def test_first_line_must_be_a_name() -> None:
    """Words before the first name mean that this is no such thread."""
    assert choose_authors(["The talks begin.", "Jane", "No."], [0.0] * 3) == []


@given(st.lists(st.sampled_from(["Jane", "Bob Lee", "No.", "Agreed", "so true", ""]), max_size=20), st.integers(0, 9))
def test_choice_is_possible(lines: list[str], count: int) -> None:
    """Whatever the lines: the first is chosen if any is, none are neighbours, and the last has its words."""
    chosen = choose_authors(lines, [0.0] * len(lines), count or None)

    assert chosen == sorted(chosen)
    assert not chosen or chosen[0] == 0
    assert all(later - earlier >= 2 for earlier, later in pairwise([*chosen, len(lines)] if chosen else []))
