"""Bodies are cut at the ends of sentences, with overlap, and nothing is lost."""

import pytest

from extract.backends.llm.chunks import Chunk, share_of, split_body
from extract.stages import Article, Block, Page, Span


def page(*paragraphs: str, between: str = "\n\n") -> Page:
    text = between.join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", Span(start, start + len(paragraph))))
        start += len(paragraph) + len(between)
    return Page(Article("a", "a.txt", text), tuple(blocks))


def test_a_short_body_is_one_chunk() -> None:
    """Its text is that of the article, paragraph breaks included."""
    (chunk,) = split_body(page("One. Two.", "Three."), size=1000, overlap=100)

    assert chunk.text == "One. Two.\n\nThree."
    assert len(chunk.sentences) == 3


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("Mr. Marsh met J. R. Rask. They talked.", ["Mr. Marsh met J. R. Rask.", "They talked."]),
        ('He said "No." She left!', ['He said "No."', "She left!"]),
        ("It cost 3.5 million. The U.S. paid.", ["It cost 3.5 million.", "The U.S. paid."]),
        ("no capital follows. here", ["no capital follows. here"]),
        ("One. Two", ["One.", "Two"]),
    ],
)
def test_sentences_end_where_readers_think(paragraph: str, sentences: list[str]) -> None:
    """Titles, initials and decimals end none; a quotation mark goes with its sentence."""
    (chunk,) = split_body(page(paragraph), size=1000, overlap=0)

    assert [span.of(paragraph) for span in chunk.sentences] == sentences


def test_chunks_overlap_by_whole_sentences() -> None:
    """Each begins with the last sentences of the one before it, as far as the overlap allows."""
    text = " ".join(f"Sentence number {number} is here." for number in range(10))
    chunks = split_body(page(text), size=100, overlap=40)

    assert all(len(chunk.text) <= 100 for chunk in chunks)
    assert [one.sentences[-1] for one in chunks[:-1]] == [one.sentences[0] for one in chunks[1:]]
    assert {span for chunk in chunks for span in chunk.sentences} == set(
        split_body(page(text), size=9999, overlap=0)[0].sentences
    )


def test_an_overlap_as_large_as_a_chunk_comes_to_an_end() -> None:
    """Every chunk brings at least one sentence that the one before it did not have."""
    text = " ".join(f"Sentence number {number} is here." for number in range(10))
    chunks = split_body(page(text), size=100, overlap=5000)

    ends = [chunk.span.end for chunk in chunks]
    assert ends == sorted(set(ends))
    assert ends[-1] == len(text)


def test_an_endless_sentence_is_cut_at_white_space() -> None:
    """No chunk is larger than asked for, and no word is lost, even where there is no white space."""
    words = "word " * 100 + "x" * 500
    chunks = split_body(page(words), size=120, overlap=0)

    assert max(len(chunk.text) for chunk in chunks) <= 120
    assert "".join("".join(chunk.text.split()) for chunk in chunks) == "".join(words.split())


def test_what_lies_between_blocks_is_left_out() -> None:
    """Furniture between two paragraphs is not shown to a model."""
    one = page("One.", "Two.", between="\nSHARE THIS\n")
    (chunk,) = split_body(one, size=100, overlap=0)

    assert chunk.text == "One.\n\nTwo."


def test_halves_share_a_sentence() -> None:
    """So that what stands across the border is still read in one piece; one sentence has no halves."""
    text = "A is. B is. C is. D is."
    (chunk,) = split_body(page(text), size=100, overlap=0)
    halves = chunk.halves()

    assert halves is not None
    assert [half.text for half in halves] == ["A is. B is. C is.", "C is. D is."]
    assert Chunk(text, chunk.sentences[:1]).halves() is None


def test_an_empty_body_has_no_chunks() -> None:
    """Nothing is asked about it, and all of it is covered."""
    assert split_body(page(""), size=100, overlap=0) == []
    assert share_of(page(""), []) == 1


def test_the_share_read_counts_overlaps_once() -> None:
    """Twice the same characters are not more of the body."""
    assert share_of(page("0123456789"), [Span(0, 4), Span(2, 6), Span(2, 3)]) == pytest.approx(0.6)
