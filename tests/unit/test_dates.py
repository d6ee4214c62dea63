"""What a date expression means, as a day, a month or a year, and when it means nothing."""

import pytest

from extract.dates import iso_of

PUBLISHED = "2021-03-10"
"""A Wednesday."""

COMPLETE = {
    "March 3, 2021": "2021-03-03",
    "3 March 2021": "2021-03-03",
    "the 3rd of March 2021": "2021-03-03",
    "Sept. 5, 2020": "2020-09-05",
    "Feb 29, 2020": "2020-02-29",
    "March 2021": "2021-03",
    "early March 2021": "2021-03",
    "2021": "2021",
    "in 1850": "1850",
    "the end of 2021": "2021",
    "2021-03-03": "2021-03-03",
    "2021-03": "2021-03",
}


@pytest.mark.parametrize(("text", "expected"), COMPLETE.items(), ids=COMPLETE)
def test_a_date_with_its_year_needs_no_other(text, expected):
    """It means the same with the article's own date and without; as much is written as is told."""
    assert iso_of(text, None) == expected
    assert iso_of(text, PUBLISHED) == expected


PAST = {
    "Monday": "2021-03-08",
    "Wednesday": "2021-03-10",
    "Thursday": "2021-03-04",
    "last Wednesday": "2021-03-03",
    "this Monday": "2021-03-08",
    "this Friday": "2021-03-12",
    "late Tuesday": "2021-03-09",
    "1 p.m. Tuesday": "2021-03-09",
    "Monday, March 8": "2021-03-08",
    "last Monday, March 8": "2021-03-08",
    "today": "2021-03-10",
    "tonight": "2021-03-10",
    "this afternoon": "2021-03-10",
    "last night": "2021-03-09",
    "yesterday": "2021-03-09",
    "tomorrow": "2021-03-11",
    "the day before yesterday": "2021-03-08",
    "the day after tomorrow": "2021-03-12",
    "March 3": "2021-03-03",
    "Jan. 5": "2021-01-05",
    "10:30 on March 3": "2021-03-03",
    "March 3 at 10:30": "2021-03-03",
    "March": "2021-03",
    "in December": "2020-12",
    "April": "2021-04",
    "July": "2020-07",
    "May": "2021-05",
    "mid-March": "2021-03",
    "last March": "2020-03",
    "last May": "2020-05",
    "next March": "2022-03",
    "next June": "2021-06",
    "two days ago": "2021-03-08",
    "three weeks ago": "2021-02-17",
    "a month ago": "2021-02",
    "ten years ago": "2011",
    "last week": "2021-03",
    "earlier this week": "2021-03",
    "earlier in the week": "2021-03",
    "in the last week": "2021-03",
    "next week": "2021-03",
    "last month": "2021-02",
    "this month": "2021-03",
    "next year": "2022",
}


@pytest.mark.parametrize(("text", "expected"), PAST.items(), ids=PAST)
def test_a_date_without_its_year_counts_from_the_article_s(text, expected):
    """What is told lies in the past, or so shortly ahead that nobody would name it otherwise."""
    assert iso_of(text, PUBLISHED) == expected


FUTURE = {
    "Monday": "2021-03-15",
    "Wednesday": "2021-03-10",
    "Wednesday evening": "2021-03-10",
    "next Wednesday": "2021-03-17",
    "this coming Wednesday": "2021-03-17",
    "the following Wednesday": "2021-03-17",
    "last Wednesday": "2021-03-03",
    "Friday week": "2021-03-19",
    "a week on Monday": "2021-03-22",
    "next week": "2021-03",
    "next Monday": "2021-03-15",
    "last Monday": "2021-03-08",
    "next Monday, March 15": "2021-03-15",
    "December": "2021-12",
    "February": "2022-02",
}


@pytest.mark.parametrize(("text", "expected"), FUTURE.items(), ids=FUTURE)
def test_what_is_to_come_lies_ahead(text, expected):
    """A weekday or month of something planned is the next one, unless the words say otherwise."""
    assert iso_of(text, PUBLISHED, is_future=True) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("last week", "2021-03-08", "2021-03"),
        ("last week", "2021-03-07", "2021-02"),  # a Sunday ends its week: the last one went from 22 to 28 February
        ("this week", "2021-03-01", "2021-03"),
        ("this week", "2021-03-31", None),
        ("next week", "2021-03-24", None),
        ("next week", "2021-12-22", None),
        ("next week", "2021-12-30", "2022-01"),
    ],
)
def test_a_week_is_its_month(text, published, expected):
    """Where all days from Monday to Sunday lie in one month, that is told; a week of two months means nothing."""
    assert iso_of(text, published) == expected


@pytest.mark.parametrize("text", ["Monday", "yesterday", "March 3", "two days ago", "last month"])
def test_without_the_article_s_date_relative_ones_mean_nothing(text):
    """What cannot be worked out is null, not a guess."""
    assert iso_of(text, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "at 10:30",
        "two days later",
        "Two days later",
        "the next day",
        "the following day",
        "the following week",
        "the following Friday",
        "Wednesday week",
        "last few weeks",
        "the past week",
        "the last week of the holidays",
        "two days earlier",
        "may",
        "Mr Marsh",
        "12 marches",
        "29 February",
        "31 April",
    ],
)
def test_what_names_no_date_means_nothing(text):
    """A time of day, a day that the month has not, one that counts from another day of the story."""
    assert iso_of(text, PUBLISHED) is None


@pytest.mark.parametrize("text", ["February 30, 2021", "2021-13-03", "2021-02-29", "Feb 29, 2021"])
def test_a_day_that_is_none_means_nothing(text):
    """A date that the calendar does not have is not bent to one that it has."""
    assert iso_of(text, None) is None
