"""The words of a posting end where its buttons begin, and replies find what they answer."""

from __future__ import annotations

import pytest

from extract.segmentation.header import Header
from extract.segmentation.lines import split_lines
from extract.segmentation.postings import Passage, link_replies, read_passage
from extract.stages import Span


def words_of(text: str, *, posted: Span | None = None) -> str | None:
    header = Header("Jane", Span(0, 4), 1, posted)
    passage = read_passage(header, split_lines(text), lambda line: line == "END")
    return passage.words if passage else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No.", "No."),
        ("No.\nReply", "No."),
        ("12\nNo.\n3\nReply\nShare", "No."),
        ("Like\nNo.\nLike Reply", "No."),
        ("One.\n\nTwo.\n\nReply", "One.\nTwo."),
        ("One.\nEND\nTwo.", "One."),
        ("One.\nReply\nTwo.", "One."),
        ("No.\n2 hours ago", "No."),
        ("+1", "+1"),
        ("+1\nReply", "+1"),
        ("In reply to Bob\nNo.", "No."),
        ("Reply", None),
        ("END", None),
        ("", None),
    ],
)
def test_words(text: str, words: str | None) -> None:
    """Buttons, counts and moments around the words are left out; without words there is no posting."""
    assert words_of(text) == words


def test_moment_below() -> None:
    """A moment in the line of buttons is the posting's."""
    text = "No.\nLike · Reply · 2h"
    passage = read_passage(Header("Jane", Span(0, 4), 1), split_lines(text), lambda _: False)

    assert passage is not None
    assert (passage.posted.of(text) if passage.posted else None) == "2h"


def passage_of(author: str, words: str = "No.", depth: int = 0, answers: str | None = None) -> Passage:
    return Passage(Span(0, 1), words, Span(0, 1), author, None, depth, answers, False)


def replies(*passages: Passage) -> list[int | None]:
    return [posting.reply_to for posting in link_replies(passages)]


def test_depth_tells_the_answered() -> None:
    """A deeper posting answers the latest shallower one; one column is no depth."""
    assert replies(*(passage_of("A", depth=depth) for depth in (0, 4, 8, 4, 0, 1))) == [None, 0, 1, 0, None, None]


def test_name_tells_the_answered() -> None:
    """A named reader is answered in the latest posting, before any depth."""
    passages = [passage_of("Jane"), passage_of("Bob"), passage_of("Jane"), passage_of("C", depth=4, answers="@jane")]

    assert replies(*passages) == [None, None, None, 2]
    assert replies(passage_of("Jane"), passage_of("C", answers="Nobody")) == [None, None]


def test_at_sign() -> None:
    """Words that begin with an at sign and an earlier name answer it, the longest name first."""
    passages = [
        passage_of("Jane"),
        passage_of("Jane Roe"),
        passage_of("C", "@Jane Roe: no"),
        passage_of("D", "@Jane, no"),
    ]

    assert replies(*passages) == [None, None, 1, 0]
    assert replies(passage_of("Jane"), passage_of("C", "@Janet no")) == [None, None]
