"""Threads are found under their headings, and a page without comments has none."""

from __future__ import annotations

import pytest

from extract.segmentation.lines import split_lines
from extract.segmentation.thread import find_thread

BODY = "Envoys of Norland and Sudmark met in the port of Talvik on Tuesday.\n"


def authors_of(text: str) -> list[str]:
    thread = find_thread(split_lines(text))
    return [posting.author.of(text) for posting in thread.postings if posting.author] if thread else []


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY + "Leave a Reply",
        BODY + "Comments\n",
        BODY + "3 Comments\n",
        BODY + "Comments\nThe ministry invited comments until the end of May.\n",
        BODY + "Reactions\nNorland\nNorland asked for time!\nSudmark\nSudmark, it said, had none!\n",
        "3 Comments\nJane\nNo!\nBob\nYes!\nGuest\nWhy?\n",
        BODY + "Leave a comment\nName\nEmail\nWebsite\n",
        BODY + "Jane Roe says:\n“We will not sign, and I have told her so.”\n",
        BODY + "Jane Roe, 3 March 2021\nThe herring war is over, and nobody has won it.\n",
    ],
)
def test_no_thread(text: str) -> None:
    """No comments are found where there are none; nor above the article, where a count is only a link."""
    assert find_thread(split_lines(text)) is None


@pytest.mark.parametrize(
    ("thread", "authors"),
    [
        ("2 Comments\nJane Roe\nNo.\nuser_99\nYes.\n", ["Jane Roe", "user_99"]),
        ("2 Comments\nJane Roe\nAgreed\nGuest\nSo true\n", ["Jane Roe", "Guest"]),
        ("9 Comments\nJane Roe\nNo.\nuser_99\nYes.\n", ["Jane Roe", "user_99"]),
        ("Comments\nJane Roe\nI say no.\nuser_99\nWhy?\n", ["Jane Roe", "user_99"]),
        ("Reader comments\nJane Roe\nI say no.\n", ["Jane Roe"]),
        ("Leave a Reply\n2 Comments\nJane Roe\nNo.\nBob\nYes.\n", ["Jane Roe", "Bob"]),
        ("Leave a Reply\nJane Roe says:\nMarch 3, 2021 at 10:02 am\nNo.\n", ["Jane Roe"]),
        ("1 Comment\nJane Roe\nNo.\nLeave a Reply\nName\nEmail\n", ["Jane Roe"]),
        ("1 Comment\nJane Roe\nFirst.\nSecond.\nThird.\n", ["Jane Roe"]),
    ],
)
def test_threads(thread: str, authors: list[str]) -> None:
    """Bare names are found with a count, and without one where the words sound like readers."""
    assert authors_of(BODY + thread) == authors


def test_a_thread_of_thousands() -> None:
    """Twenty thousand comments are read in seconds: the work grows with the length of the thread."""
    thread = "".join(f"Reader {number}\nI say no, for the {number}th time.\n" for number in range(2_000))

    assert len(authors_of(f"{BODY}2000 Comments\n{thread}")) == 2_000
