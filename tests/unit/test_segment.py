"""The body, the postings and the furniture of any text; the layouts themselves are in acceptance/segments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.segmentation.segment import segment
from extract.stages import Article, Block, Page, Posting, Span

# Pieces from which threads, forms and furniture are made: arbitrary text alone would never meet one.
PIECES = (
    "6 Comments", "Comments (2)", "Comments", "Leave a Reply", "3 thoughts on “Talks”", "Reader comments", "Jane Roe",
    "user_99", "Guest", "Jane Roe says:", "March 3, 2021 at 10:02 am", "Jane • 2 hours ago", "Like Reply Share", "12",
    "1. Jane, 3 March 2021", "Posted by Jane on 3 March 2021", "Jane wrote:", "↳ Bob", "> quoted", "@Jane Roe no!",
    "In reply to Jane", "I do not agree.", "Agreed", "Envoys met in Talvik on Tuesday, and they talked for hours.",
    "Related articles", "Share this", "By Jane Roe", "Published: 3 March 2021", "# Heading", "---", "title: x", "=====",
    "TALVIK, March 3, 2021 (NNA) — Envoys met.", "Advertisement", "— Jane Roe", "Name: Jane", "Comment: no",
    "🐟", "שלום",
    "", " ", "    ", "\t", "\u00a0", "e\u0301", "\u200f", "\ufeff", "x" * 300,
)  # fmt: skip
PAGES = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=30).flatmap(
    lambda pieces: st.sampled_from(["\n", "\r\n", "\n\n", "\n    ", "\r", "\u2028"]).map(lambda end: end.join(pieces))
)


def article_of(text: str, **values: object) -> Article:
    return Article("a", "a.txt", text, **values)  # type: ignore[arg-type]


def told(page: Page) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(page.article.text)) for block in page.body]


@given(PAGES | st.text())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text(text: str) -> None:
    """Whatever the text: no crash, all spans lie in it, begin and end with visible characters, and none overlap."""
    page = segment(article_of(text))

    spans = [block.span for block in page.body]
    spans += [span for posting in page.postings for span in (posting.author, posting.posted, posting.text) if span]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(sorted(spans)))
    assert [block.span for block in page.body] == sorted(block.span for block in page.body)


@given(PAGES)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_replies_point_back(text: str) -> None:
    """A posting answers an earlier one or none."""
    postings = segment(article_of(text)).postings

    assert all(
        posting.reply_to is None or 0 <= posting.reply_to < number for number, posting in enumerate(postings)
    )  # fmt: skip


@given(PAGES)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_segmenting_is_deterministic(text: str) -> None:
    """The same text gives the same page."""
    assert segment(article_of(text)) == segment(article_of(text))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Any line end parts lines, and offsets count its characters."""
    text = f"Envoys met in Talvik.{end}{end}They talked."

    page = segment(article_of(text))

    assert told(page) == [("paragraph", "Envoys met in Talvik."), ("paragraph", "They talked.")]
    assert page.body[1].span == Span(21 + 2 * len(end), len(text))


def test_offsets_count_code_points() -> None:
    """An emoji beyond the basic plane is one character, a combining mark one more."""
    text = "🐟 e\u0301\u00a0x swam on Tuesday.\nThey met."

    assert [block.span for block in segment(article_of(text)).body] == [Span(0, 23), Span(24, 33)]


def test_empty_text() -> None:
    """A text without words has no body."""
    assert segment(article_of(" \n\t\n")) == Page(article_of(" \n\t\n"), ())


def test_title_of_metadata() -> None:
    """A title that metadata told is the block of the title where the text begins with it."""
    text = "Envoys meet.\nThey talked for hours on Tuesday."

    assert told(segment(article_of(text, title="ENVOYS  meet.")))[0] == ("title", "Envoys meet.")
    assert told(segment(article_of(text, title="Another title")))[0] == ("paragraph", "Envoys meet.")


def test_postings_of_the_markup_are_kept() -> None:
    """Postings that the loader found are taken as they are, and their words are not in the body."""
    text = "Envoys met in Talvik.\n\n1 comment\n\nJane\n3 March\nNo!\n"
    posting = Posting(Span(47, 50), Span(34, 38), Span(39, 46))

    page = segment(article_of(text, postings=(posting,), furniture=(Span(23, 32),)))

    assert page.postings == (posting,)
    assert told(page) == [("paragraph", "Envoys met in Talvik.")]


def test_no_postings_of_the_markup() -> None:
    """A loader that knows that there are none is believed: layout does not find others."""
    text = "Envoys met in Talvik on Tuesday morning.\n1 comment\nJane\nNo!\n"

    assert len(segment(article_of(text)).postings) == 1
    assert segment(article_of(text, postings=())).postings == ()


def test_furniture_of_the_loader() -> None:
    """What the loader marks as furniture is left out of the body, in the middle of a line too."""
    text = "TALVIK: Envoys met.\nThey talked."

    assert told(segment(article_of(text, furniture=(Span(0, 7),)))) == [
        ("paragraph", "Envoys met."),
        ("paragraph", "They talked."),
    ]


def test_short_lines_are_paragraphs_of_their_own() -> None:
    """Short lines that end as sentences do are paragraphs, although nothing parts them."""
    assert told(segment(article_of("Envoys met.\nThey talked.\nThey left."))) == [
        ("paragraph", "Envoys met."),
        ("paragraph", "They talked."),
        ("paragraph", "They left."),
    ]


def test_quotation_after_a_dash_is_no_heading() -> None:
    """A line that says whose quotation it was is a paragraph."""
    assert told(segment(article_of("Envoys met.\n\n—Jane Roe\n\nThey talked.")))[1] == ("paragraph", "—Jane Roe")


def test_abbreviation_at_the_end_of_a_heading() -> None:
    """A heading may end in an abbreviation with full stops."""
    blocks = segment(article_of("Envoys met.\n\nBack in the U.S.\n\nThey talked.")).body

    assert blocks[1] == Block("heading", Span(13, 29))
