"""Headings of threads are told from sentences."""

from __future__ import annotations

import pytest

from extract.segmentation.headings import Heading, ends_text, read_heading


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("6 Comments", Heading("counted", 6)),
        ("1 comment", Heading("counted", 1)),
        ("1,204 comments", Heading("counted", 1204)),
        ("Comments (12)", Heading("counted", 12)),
        ("Comments: 3", Heading("counted", 3)),
        ("COMMENTS 3", Heading("counted", 3)),
        ("## 3 Comments", Heading("counted", 3)),
        ("3 thoughts on “Envoys meet”", Heading("counted", 3)),
        ("One thought on “Envoys meet”", Heading("counted", 1)),
        ("2 Responses to Envoys meet", Heading("counted", 2)),
        ("12 Comments  Sort by Best", Heading("counted", 12)),
        ("Showing 4 comments", Heading("counted", 4)),
        ("4 reader comments", Heading("counted", 4)),
        ("Discussion (4)", Heading("counted", 4)),
        ("Reader comments", Heading("named")),
        ("Readers’ Comments:", Heading("named")),
        ("Join the discussion…", Heading("named")),
        ("Comments", Heading("bare")),
        ("**Comments**", Heading("bare")),
        ("Discussion", Heading("topic")),
        ("Leave a Reply", Heading("invitation")),
        ("Leave a comment Cancel reply", Heading("invitation")),
        ("0 Comments", None),
        ("6 comments were made in the hearing.", None),
        ("6 comments on the bill were read aloud.", None),
        ("Comments are closed", None),
        ("He declined to comment", None),
        ("Comments on the draft law", None),
        ("No comment", None),
        ("", None),
    ],
)
def test_read_heading(line: str, heading: Heading | None) -> None:
    """A heading tells its kind and its count; a sentence is no heading."""
    assert read_heading(line) == heading


def test_ends_text() -> None:
    """Forms, links to other pages and the next heading are no reader's words; a bare "Comments" may be."""
    lines = ("Leave a Reply", "3 Comments", "Related posts", "Name *", "© 2021 The Gull", "Comments", "I said so.")

    assert [line for line in lines if ends_text(line)] == list(lines[:5])
