"""Dates and moments as pages write them."""

from __future__ import annotations

import re

import pytest

from extract.segmentation.timestamps import FULL_DATE, WHEN, read_date


@pytest.mark.parametrize(
    "words",
    ["3 March 2021", "March 3, 2021", "Mar. 3 2021", "3rd of March, 2021", "Wed, 3 Mar 2021", "Wednesday 3 March 2021",
     "2021-03-03", "2021/3/3", "the 3rd of March 2021", "3-Mar-2021"],
)  # fmt: skip
def test_full_dates(words: str) -> None:
    """A day, month and year in any usual form is a full date, and is read."""
    assert re.fullmatch(FULL_DATE, words, re.IGNORECASE)
    assert read_date(words) == "2021-03-03"


@pytest.mark.parametrize(
    "words",
    ["3 March 2021 at 10:02 am", "March 3, 2021, 10:02", "2021-03-03T10:02:33Z", "10:02 am, 3 March", "3 March",
     "03/03/2021 18:22", "3.3.21", "2 hours ago", "an hour ago", "a few seconds ago", "3d", "5 min", "3 hr. ago",
     "just now", "yesterday at 10:02", "Monday", "March 3, 2021 at 10.02 PM EST", "2 years ago (edited)"],
)  # fmt: skip
def test_moments(words: str) -> None:
    """Everything that stands beside a reader's name as the moment of posting is one."""
    assert re.fullmatch(WHEN, words, re.IGNORECASE)


@pytest.mark.parametrize(
    "words", ["March", "2021", "May I ask", "3 marches", "soon", "Sunday lunch", "40 March 2021", "3h of sleep"]
)  # fmt: skip
def test_no_moments(words: str) -> None:
    """Months, years and words that begin like a date are no moments."""
    assert not re.fullmatch(WHEN, words, re.IGNORECASE)


@pytest.mark.parametrize(
    ("words", "date"),
    [("29 February 2020", "2020-02-29"), ("29 February 2021", None), ("2021-13-01", None), ("31/12/2021", "2021-12-31"),
     ("12/31/2021", "2021-12-31"), ("01/02/2021", None), ("02/02/2021", "2021-02-02"), ("3.4.21", None), ("", None),
     ("03.04.2021", "2021-04-03"), ("3.4.2021", "2021-04-03"), ("12.25.2020", "2020-12-25"), ("31.02.2021", None)],
)  # fmt: skip
def test_read_date(words: str, date: str | None) -> None:
    """Days that do not exist and figures in doubtful order are not read."""
    assert read_date(words) == date
