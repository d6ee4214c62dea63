"""Furniture is told from sentences, line by line."""

from __future__ import annotations

import pytest

from extract.segmentation.furniture import (
    is_buttons,
    is_byline,
    is_date_line,
    is_form,
    is_furniture,
    is_votes,
    opens_list,
)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Share this:",
        "Share on Facebook",
        "Facebook | Twitter | WhatsApp",
        "Share Tweet Email",
        "Click to share on Twitter (Opens in new window)",
        "Follow us on Twitter",
        "Read more",
        "Read more: Talks stall in Talvik",
        "READ ALSO: Talks stall in Talvik",
        "See also: Talks stall",
        "Related: Talks stall",
        "Related articles",
        "More from World",
        "You may also like",
        "Most read",
        "Continue reading the main story",
        "Article continues below advertisement",
        "Sign up for our newsletter",
        "Subscribe",
        "Tags: Norland, Sudmark",
        "Filed under: World",
        "Posted in World",
        "Home > World > Europe",
        "© 2021 The Gull",
        "Copyright 2021 The Gull. All rights reserved.",
        "Photo: Lena Holm/NNA",
        "Photo by Lena Holm",
        "Image credit: Lena Holm",
        "(Photo by Lena Holm/Getty Images)",
        "The port of Talvik in 2019 (Image: Lena Holm)",
        "File photo",
        "By Jane Roe",
        "By Jane Roe and Max Muster in Talvik",
        "(Reporting by Jane Roe; editing by Ole Brun)",
        "5 min read",
        "https://example.org/talks",
        "Comments are closed.",
        "Be the first to comment!",
        "The post Talks stall appeared first on The Gull.",
        "---",
        "* * *",
        "![A harbour](harbour.jpg)",
        "Next article →",
    ],
)
def test_furniture(line: str) -> None:
    """Buttons, notices, teasers, credits and bylines are furniture."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "Advertisements for the war were banned.",
        "Related parties must leave the room.",
        "Read the accord, she told them, and then sign it.",
        "More than 300 sailors were on board.",
        "Photographs of the port were published on Monday.",
        "By Monday the talks had failed.",
        "By the time they met, the truce was over.",
        "Copying the accord took an hour.",
        "Subscribers of the accord will meet in May.",
        "Tags on the crates named another port.",
        "Opinion: The accord is dead",
        "Talks stall in Talvik",
        "The minister declined to comment.",
        "“We will follow the accord,” he said.",
        "Follow the accord or leave, he said.",
        "Next year the talks will go on.",
        "Search parties found the sailors.",
        "x" * 201,
        "",
    ],
)
def test_no_furniture(line: str) -> None:
    """Sentences and headlines that begin like furniture are none."""
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    ["Reply", "Like Reply Share", "Like · Reply · 2h", "12 Likes", "Reply to Jane Roe", "18 △ ▽ • Reply • Share ›",
     "View 2 replies", "Log in to Reply", "Report abuse", "Show more replies", "▲ 3 ▼ Reply", "Edited · Permalink"],
)  # fmt: skip
def test_buttons(line: str) -> None:
    """Buttons with counts, times and signs between them are buttons."""
    assert is_buttons(line)


@pytest.mark.parametrize(
    "line",
    [
        "I like it",
        "Reply to him with facts!",
        "12",
        "2 hours ago",
        "Report from Talvik",
        "Likes attract",
        "",
        "...",
        "👍",
    ],
)
def test_no_buttons(line: str) -> None:
    """Words of readers, bare counts and bare times are no buttons."""
    assert not is_buttons(line)


def test_votes() -> None:
    """A count, with or without arrows, is a vote; a thumb alone is a reader's word."""
    lines = ("12", "+3", "-3", "▲ 3 ▼", "👍 12", "1.2k", "👍", "1987 was worse", "")

    assert [line for line in lines if is_votes(line)] == list(lines[:6])


def test_lists() -> None:
    """The heading of a list of links opens one; a teaser in one line does not."""
    lines = ("Related stories", "Most read:", "Latest news", "Related: Talks stall")

    assert [line for line in lines if opens_list(line)] == list(lines[:3])


def test_forms() -> None:
    """Fields and notices of a comment form are its own."""
    lines = (
        "Name *",
        "Email (required)",
        "Website",
        "Post Comment",
        "Sort by: Newest",
        "Load more comments",
        "My name is Jane",
    )

    assert [line for line in lines if is_form(line)] == list(lines[:-1])


def test_bylines() -> None:
    """A byline has names only; "by" before other words is a sentence's."""
    lines = (
        "By Jane Roe",
        "by Jane Roe, Max Muster and Ole Brun",
        "By JANE ROE",
        "By sea",
        "By Jane Roe?",
        "By the sea",
    )

    assert [line for line in lines if is_byline(line)] == list(lines[:3])


def test_date_lines() -> None:
    """A date with a label, a weekday or a time is a date line; a sentence with a date is not."""
    lines = (
        "3 March 2021", "Published: March 3, 2021 10:02 am", "Wednesday, 3 March", "[3.3.2021]", "Updated 2 hours ago",
        "10:02, 3 March 2021", "3 March 2021 was a Wednesday", "2 hours ago", "March",
    )  # fmt: skip

    assert [line for line in lines if is_date_line(line)] == list(lines[:6])
