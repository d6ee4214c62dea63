"""A block is cut where no end of a sentence keeps it short, and nowhere else."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.backends.embedded.parsing.pieces import LONGEST, pieces
from extract.stages import Span

STRETCH = st.sampled_from(["word ", "(", ". ", '"', "a.b", " ", "\n", "❤️", "3.5 ", '." ']).flatmap(
    lambda part: st.integers(1, 600).map(lambda count: part * count)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STRETCH, min_size=1, max_size=5).map("".join), st.integers(0, 9))
def test_the_pieces_are_the_block(text, start):
    """Nothing is lost or told twice, and no piece has more words and marks than a sentence may."""
    found = list(pieces(text, Span(min(start, len(text)), len(text))))

    assert "".join(one.of(text) for one in found) == text[start:]
    assert found[-1].end == len(text)
    for one in found:
        sentences = re.split(r"""(?<=[.!?…])["'”’»)\]]*(?=\s)""", one.of(text))
        assert max(len(re.findall(r"\w+|[^\w\s]", sentence)) for sentence in sentences) <= LONGEST


@pytest.mark.parametrize("text", ["", "A word.", "A plain sentence of nine words and a stop. " * 400])
def test_plain_prose_is_left_whole(text):
    """However long a paragraph is, its sentences keep it in one piece."""
    assert list(pieces(text, Span(0, len(text)))) == [Span(0, len(text))]


def test_a_cut_is_made_between_words():
    """Where there is white space, no word is torn."""
    text = "out-of-hours care " * 300

    assert all(one.of(text).startswith("out-of") or one.of(text)[:4] == "care" for one in pieces(text, Span(0, 5400)))


def test_long_blocks_keep_their_offsets(parse):
    """Tokens after a cut stand where the text has them, in the block that they are part of."""
    parsed = parse("Peru met Chile " * 200, "Norway left.")

    words = [parsed.text_of(token.i, token.i + 1) for token in parsed.doc if not token.is_space]
    assert words == [*("Peru met Chile " * 200).split(), "Norway", "left", "."]
    assert parsed.block_of[0] == parsed.block_of[500] == 0
    assert parsed.block_of[-1] == 1
