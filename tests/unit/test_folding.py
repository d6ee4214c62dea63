"""Folding keeps what words say, drops how they are printed, and knows the way back."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grounding.folding import WORD, fold, is_word_border

TRICKY = st.text(
    st.one_of(
        st.sampled_from(
            list("aAeEsSiI19 .,-–—…'\"“”’\n\t\r\u00a0\u00ad\u200b\u200d\ufeff\u0301\u0308ßﬁİǰ½²ΣςЙй가각中")
        ),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The White House", "THE WHITE HOUSE"),
        ("one  two\n\tthree\r\nfour", "one two three four"),
        ("a\u00a0b\u2009c", "a b c"),
        ("“so” ‘it’ «is»", '"so" \'it\' "is"'),
        ("a – b", "a—b"),
        ("a -- b", "a - b"),
        ("long\u2011range", "long-range"),
        ("pre- and post-war", "pre-and post-war"),
        ("ﬁne ﬂow", "fine flow"),
        ("wait…", "wait..."),
        ("wait. . .", "wait..."),
        ("Erdog\u0306an", "Erdoğan"),
        ("cease\u00adfire \u200bnow", "ceasefire now"),
        ("１２ ＵＳ", "12 US"),
        ("Straße", "STRASSE"),
        ("각", "\u1100\u1161\u11a8"),
    ],
)
def test_prints_of_the_same_words_are_equal(one, other):
    """Case, white space, quotation marks, dashes, ligatures, dots, normal form and invisible characters are folded."""
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),
        ("½", "1⁄2"),
        ("fell to -5", "fell to 5"),
        ("3.5", "35"),
        ("resume", "résumé"),
        ("a, b", "a b"),
        ("long-range", "long range"),
    ],
)
def test_what_words_say_is_kept(one, other):
    """Superscripts, fractions, signs, points, accents and punctuation are not folded."""
    assert fold(one).text != fold(other).text


def test_span_of_folded_words_is_the_printed_words():
    """Folded offsets lead back to the source's, past all that was folded away before."""
    text = "\ufeff“Cease\u00adﬁre”  –\nnow"
    folded = fold(text)
    start = folded.text.index("ceasefire")

    assert folded.source_span(start, start + 9).of(text) == "Cease\u00adﬁre"


def test_border_inside_a_folded_character_is_none():
    """One character that became several cannot be cut."""
    folded = fold("Maße")

    assert folded.text == "masse"
    assert [folded.is_border(at) for at in range(6)] == [True, True, True, False, True, True]


@settings(max_examples=150, deadline=None)
@given(TRICKY)
def test_slice_between_words_folds_to_the_folded_slice(text):
    """From the start of any word to the end of any later one, the source's slice folds to the folded text's."""
    folded = fold(text)
    words = [
        match
        for match in WORD.finditer(folded.text)
        if all(
            folded.is_border(at) and is_word_border(text, folded.source_span(at, at).start)
            for at in (match.start(), match.end())
        )
        and folded.text[match.end() : match.end() + 1].isascii()
    ]
    for first in words:
        for last in words:
            if first.start() <= last.start():
                slice_of_text = folded.source_span(first.start(), last.end()).of(text)
                assert fold(slice_of_text).text == folded.text[first.start() : last.end()]


@settings(max_examples=150, deadline=None)
@given(TRICKY)
def test_folding_twice_is_folding_once(text):
    """Folded text is folded already."""
    once = fold(text).text

    assert fold(once).text == once


@settings(max_examples=150, deadline=None)
@given(TRICKY)
def test_normal_form_makes_no_difference(text):
    """Composed and decomposed text fold to the same."""
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


@settings(max_examples=150, deadline=None)
@given(TRICKY)
def test_spans_lie_in_the_source(text):
    """Every folded stretch has a stretch of the source, in order."""
    folded = fold(text)
    for at in range(len(folded.text)):
        span = folded.source_span(at, at + 1)

        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("Trumpism", 5),
        ("10,000", 2),
        ("3.5", 1),
        ("3.5", 2),
        ("cafe\u0301", 4),
        ("cease\u00adfire", 5),
        ("cease\u00adfire", 6),
    ],
)
def test_words_and_numbers_are_not_cut(text, offset):
    """No quotation begins or ends inside a word, a number or a letter with its accent."""
    assert not is_word_border(text, offset)


@pytest.mark.parametrize(
    ("text", "offset"), [("Kyiv's", 4), ("US-led", 2), ("中国", 1), ("in 2020.", 7), ("a\u200b b", 1)]
)
def test_words_end_at_punctuation_and_in_unspaced_scripts(text, offset):
    """Apostrophes, hyphens, full stops and the characters of Chinese part words."""
    assert is_word_border(text, offset)
