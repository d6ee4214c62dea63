"""Each layout sees its header lines, and no sentence."""

from __future__ import annotations

import pytest

from extract.segmentation.layouts import (
    Recogniser,
    read_date_first,
    read_dated,
    read_inline,
    read_labelled,
    read_numbered,
    read_said,
    read_signature,
    read_signed,
    read_stacked,
)
from extract.segmentation.lines import split_lines


@pytest.mark.parametrize(
    ("recogniser", "text", "author", "posted"),
    [
        (read_said, "Jane Roe says:", "Jane Roe", None),
        (read_said, "Jane Roe says:\nMarch 3, 2021 at 10:02 am", "Jane Roe", "March 3, 2021 at 10:02 am"),
        (read_said, "Jane Roe says:\n\nMarch 3, 2021 at 10:02 am | Reply", "Jane Roe", "March 3, 2021 at 10:02 am"),
        (read_said, "Jane on May 4, 2020 at 9:12 pm said:", "Jane", "May 4, 2020 at 9:12 pm"),
        (read_said, "On May 4, 2020, Jane Roe wrote:", "Jane Roe", "May 4, 2020"),
        (read_said, "anna k. said...", "anna k.", None),
        (read_said, "Jane replied to Bob:", "Jane", None),
        (read_signed, "Posted by Jane Roe on 3 March 2021", "Jane Roe", "3 March 2021"),
        (read_signed, "Comment by Jane — 3 March 2021, 10:02", "Jane", "3 March 2021, 10:02"),
        (read_signed, "Posted on March 3, 2021 by Jane", "Jane", "March 3, 2021"),
        (read_dated, "Jane • 2 hours ago", "Jane", "2 hours ago"),
        (read_dated, "Jane Roe · 3d", "Jane Roe", "3d"),
        (read_dated, "Jane | 03/04/2021 18:22", "Jane", "03/04/2021 18:22"),
        (read_dated, "Jane, 3 March 2021 at 10:02 am", "Jane", "3 March 2021 at 10:02 am"),
        (read_dated, "Jane (3 March 2021):", "Jane", "3 March 2021"),
        (read_dated, "Jane - yesterday", "Jane", "yesterday"),
        (read_dated, "user_9 2 hours ago", "user_9", "2 hours ago"),
        (read_dated, "Jane Roe March 3, 2021 at 10:02 am", "Jane Roe", "March 3, 2021 at 10:02 am"),
        (read_dated, "Jane > Bob • an hour ago", "Jane", "an hour ago"),
        (read_dated, "2. Jane, 3 March 2021 Reply", "Jane", "3 March 2021"),
        (read_dated, "    ↳ Jane • just now", "Jane", "just now"),
        (read_dated, "**Jane** • 2h", "Jane", "2h"),
        (read_date_first, "3 March 2021 - Jane Roe:", "Jane Roe", "3 March 2021"),
        (read_stacked, "Jane Roe\n3 hours ago", "Jane Roe", "3 hours ago"),
        (read_stacked, "Jane Roe\n·\n3 hr. ago", "Jane Roe", "3 hr. ago"),
        (read_stacked, "Jane Roe\n@jane · 3h", "Jane Roe", "3h"),
        (read_labelled, "Name: Jane\nDate: 3 March 2021\nComment: No.", "Jane", "3 March 2021"),
        (read_numbered, "1. Jane Roe", "Jane Roe", None),
        (read_numbered, "#12 user_9", "user_9", None),
        (read_numbered, "1.2) Jane: No.", "Jane", None),
        (read_inline, "Jane Roe: No.", "Jane Roe", None),
        (read_inline, "Jane says: No.", "Jane", None),
        (read_signature, "— Jane Roe, Talvik", "Jane Roe, Talvik", None),
        (read_signature, "Posted by: Jane | March 3, 2021 at 08:15 PM", "Jane", "March 3, 2021 at 08:15 PM"),
    ],
)  # fmt: skip
def test_header(recogniser: Recogniser, text: str, author: str, posted: str | None) -> None:
    """The header's author and moment are found, as displayed."""
    header = recogniser(split_lines(text), 0)

    assert header is not None
    assert header.name == header.author.of(text) == author
    assert (header.posted.of(text) if header.posted else None) == posted


@pytest.mark.parametrize(
    ("recogniser", "text"),
    [
        (read_said, "The minister said that she would sign:  no, never."),
        (read_said, "He says"),
        (read_signed, "Posted by mistake. It was a draft and nobody saw it; we are sorry for that."),
        (read_dated, "We met on 3 May 2019"),
        (read_dated, "They left, and we came back on Monday"),
        (read_dated, "The truce of 3 March 2021 • was broken"),
        (read_dated, "I was there. Believe me • 3 March 2021"),
        (read_date_first, "3 March 2021 was the day"),
        (read_stacked, "They left.\n3 March 2021"),
        (read_stacked, "Jane Roe\nNo, never on 3 March 2021"),
        (read_labelled, "Name: Jane\nNo."),
        (read_numbered, "Jane Roe"),
        (read_numbered, "1. The talks will go on."),
        (read_inline, "There is one thing to say: no."),
        (read_signature, "— and that was that."),
    ],
)
def test_no_header(recogniser: Recogniser, text: str) -> None:
    """Sentences, and lines in another layout, are no headers."""
    assert recogniser(split_lines(text), 0) is None


@pytest.mark.parametrize(
    ("line", "depth"),
    [
        ("Jane • 2h", 0),
        ("    Jane • 2h", 4),
        ("\tJane • 2h", 4),
        ("> Jane • 2h", 4),
        (">> Jane • 2h", 8),
        ("> > Jane • 2h", 8),
        ("↳ Jane • 2h", 4),
        ("1.2.3 Jane • 2h", 0),
        ("1.2.3. Jane • 2h", 8),
    ],
)
def test_depth(line: str, depth: int) -> None:
    """Indentation, marks and levels of numbering tell how deep a reply stands."""
    header = read_dated(split_lines(line), 0)

    assert (header.depth if header else None) == depth


def test_answered_name() -> None:
    """The second name of a header is the one that is answered."""
    for line in ("Jane > Bob Lee • 2h", "Jane → Bob Lee • 2h", "Jane in reply to Bob Lee • 2h", "Jane • Bob Lee • 2h"):
        header = read_dated(split_lines(line), 0)

        assert header is not None
        assert (header.name, header.answers) == ("Jane", "Bob Lee")
