"""Headline, date and furniture of the first lines."""

from __future__ import annotations

import pytest

from extract.segmentation.head import Head, is_headline, read_head
from extract.stages import Span

BODY = "Envoys of both countries met in the port of Talvik on Tuesday."


@pytest.mark.parametrize(
    ("text", "title", "published"),
    [
        (f"Envoys meet\n\n{BODY}", "Envoys meet", None),
        (f"Envoys meet\n\nMonday, September 23, 2019\n\n{BODY}", "Envoys meet", "2019-09-23"),
        (f"Envoys meet\r\n\r\nPublished: 3 March 2021\r\n\r\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"2021-03-03\n{BODY}", None, "2021-03-03"),
        (f"Envoys meet\nBy Jane Roe | March 3, 2021\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Envoys meet\nBy Jane Roe\n3rd of March, 2021\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Envoys meet\nPosted on March 3, 2021 by editor\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Envoys meet\n\nGeneva, 3 March 2021\n\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Envoys meet\n\nUpdated 5 March 2021\nPublished 3 March 2021\n\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Envoys meet\n\nLast updated: 5 March 2021 10:02 GMT\n\n{BODY}", "Envoys meet", "2021-03-05"),
        (f"Envoys meet\n\nMarch 3, 2021 · 4 min read\n\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Envoys meet\n\nGENEVA, March 3, 2021 (NNA) — {BODY}", "Envoys meet", "2021-03-03"),
        (f"Geneva, March 3, 2021 (NNA): {BODY}", None, "2021-03-03"),
        (f"GENEVA, March 3 (NNA) — {BODY}", None, None),
        (f"Will they sign?\n\n{BODY}", "Will they sign?", None),
        (f"They signed!\n\n{BODY}", "They signed!", None),
        (f"Envoy returns to the U.S.\n\n{BODY}", "Envoy returns to the U.S.", None),
        (f"They signed.\n\n{BODY}", None, None),
        (f"Envoys meet\n{BODY}", None, None),
        (f"{BODY}\n{BODY}", None, None),
        (f"# Envoys meet\n{BODY}", "Envoys meet", None),
        (f"Envoys meet\n===========\n{BODY}", "Envoys meet", None),
        (f"---\ntitle: 'Envoys meet'\ndate: 2021-03-03\n---\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"---\n{BODY}", None, None),
        (f"March 3, 2021\n\nEnvoys meet\n\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Advertisement\n\nEnvoys meet\n\n{BODY}", "Envoys meet", None),
        (f"Envoys meet\n\nThe first sentence.\n\nBy Jane Roe\nMarch 3, 2021\n\n{BODY}", "Envoys meet", "2021-03-03"),
        (f"Envoys meet\n\n03/04/2021\n\n{BODY}", "Envoys meet", None),
        (f"Envoys meet\n\n25/12/2021\n\n{BODY}", "Envoys meet", "2021-12-25"),
        (f"Envoys meet\n\nPeninsula Wire — SEOUL, Aug. 16, 2018\n\n{BODY}", "Envoys meet", "2018-08-16"),
        (f"Hansa Courier · English edition · 17.02.2026\n\nEnvoys meet\n\n{BODY}", "Envoys meet", "2026-02-17"),
        (f"Envoys meet\n\nNo word of a truce\n\nThe Gazette, Friday 13 June 2008\nby Jane Roe\n\n{BODY}", "Envoys meet",
         "2008-06-13"),
        (f"Envoys meet\n\nStaff reporter\nMonday, May 16, 2011\n\n{BODY}", "Envoys meet", "2011-05-16"),
        (f"Envoys meet. That is news.\n\n2018-06-15\n\n{BODY}", "Envoys meet. That is news.", "2018-06-15"),
        (f"Envoys meet\n\nBOGOTÁ, Feb. 20, 2003 (NNA) -- {BODY}", "Envoys meet", "2003-02-20"),
        (f"Envoys meet\n\nJane Roe | Updated 5 March 2021\nThe Gazette, 3 March 2021\n\n{BODY}", "Envoys meet",
         "2021-03-03"),
        (f"Talks fail | March 3, 2021 | a year of war\n\n{BODY}", "Talks fail | March 3, 2021 | a year of war", None),
        (f"Full text: the speech, March 3, 2021\n\n{BODY}", "Full text: the speech, March 3, 2021", None),
        ("Envoys meet", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_read_head(text: str, title: str | None, published: str | None) -> None:
    """The headline and the date are those that a reader sees at the top; where there are none, none are told."""
    head = read_head(text)

    assert (head.title, head.published) == (title, published)


@pytest.mark.parametrize(
    "text",
    [
        "On March 3, 2021, the envoys signed.\n\nMore of it follows.",
        "The truce of March 3, 2021\nwas broken at once.",
        f"{BODY}\n\nMarch 3, 2021\n\nThat day everything changed.",
        f"{BODY}\n\n2 Comments\n\nJane Roe\nMarch 3, 2021\nNo.",
        f"{BODY}\n\nJane Roe says:\nMarch 3, 2021 at 10:02 am\nNo.",
        f"Envoys meet\n\nFebruary 30, 2021\n\n{BODY}",
        f"Envoys meet\n\nTalks on March 3, 2021\n\n{BODY}",
        f"Envoys meet\n\nThe envoys leave a hotel in Talvik, March 3, 2021.\n\n{BODY}",
        f"{BODY}\n\nThe Gazette, 3 March 2021\n\n{BODY}",
        f"{BODY}\n\nSkipper | 3 March 2021\nNo.",
        "Envoys meet\n\nThe truce was signed in Talvik on\nSunday, 3 March 2021\nand held for a year.",
        f"{BODY}\n\n2018-06-15\n\nThe siege began.\n\n2018-06-19\n\nIt ended.",
    ],
)
def test_no_date(text: str) -> None:
    """A date in a sentence, among the paragraphs, of a comment, or of no calendar is not the article's."""
    assert read_head(text).published is None


def test_furniture() -> None:
    """Date lines, bylines and the place before the first sentence are furniture, with their places."""
    text = "Envoys meet\nBy Jane Roe\nMarch 3, 2021\nTALVIK (NNA) — Envoys met."

    assert read_head(text) == Head(
        "Envoys meet", Span(0, 11), "2021-03-03", (Span(12, 23), Span(24, 37), Span(38, 52))
    )  # fmt: skip


def test_masthead_is_furniture_where_all_of_it_is_about_the_page() -> None:
    """A line about the page is left out as a whole; one with other words beside its date stays."""
    title = "Envoys meet\n\n"
    whole, mixed = "The Gazette, Talvik | 3 March 2021", "What the valley says of the truce | 3 March 2021"

    assert read_head(f"{title}{whole}\n\n{BODY}").furniture == (Span(13, 13 + len(whole)),)
    assert read_head(f"{title}{mixed}\n\n{BODY}") == Head("Envoys meet", Span(0, 11), "2021-03-03")


def test_front_matter_is_furniture() -> None:
    """The settings at the top of a Markdown file are furniture as a whole."""
    text = "---\ntitle: Envoys meet\n---\nEnvoys met."

    assert read_head(text).furniture == (Span(0, 27),)


def test_headline_of_two_lines() -> None:
    """A headline that is broken into two lines is one title."""
    text = f"Envoys of both countries meet in the port of\nTalvik, for the third time\n\n{BODY}"

    assert read_head(text).title == "Envoys of both countries meet in the port of Talvik, for the third time"


def test_longest_headline() -> None:
    """A line longer than any headline is none."""
    assert is_headline("x" * 160)
    assert not is_headline("x" * 161)
