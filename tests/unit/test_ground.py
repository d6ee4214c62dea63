"""Quotations are found where they stand, called what they are, and never where they are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.ground import find_spans, nearest
from extract.grounding.alignment import Difference
from extract.grounding.folding import is_word_border
from extract.stages import Span

TEXT = (
    "Delegations from the US and Ukraine are scheduled to meet in Saudi Arabia on Tuesday. Washington will assess "
    "Kyiv’s willingness to make concessions.\n"
    "Ukraine, in turn, hopes to persuade the US to resume aid – worth $1,200 million – before 28 February.\n"
    "“We do not want war,” Volodymyr Zelensky told reporters in the long-range missile factory. The US paused military "
    "aid to Ukraine and ceased sharing intelligence. He agreed.\n"
    "Zelensky may sign the deal if Russia withdraws 40 battalions from the border. He agreed."
)


def find(quote, text=TEXT):
    (found,) = find_spans(text, [quote])
    return found


def words_of(found, text=TEXT):
    return text[found.start : found.end] if found is not None else None


@pytest.mark.parametrize("quote", ["resume aid", "“We do not want war,”", "concessions.\nUkraine, in turn", "$1,200"])
def test_the_very_characters_are_verbatim(quote):
    """A quotation that the text has is found as it is, with full score."""
    found = find(quote)

    assert (found.match, found.score, words_of(found)) == ("verbatim", 1.0, quote)


def test_white_space_around_a_quotation_is_not_part_of_it():
    """The span has no white space at its ends, and the match is still verbatim."""
    found = find("\n resume aid ")

    assert (found.match, words_of(found)) == ("verbatim", "resume aid")


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("RESUME AID", "resume aid"),
        ("resume  aid — worth", "resume aid – worth"),
        ('"We do not want war,"', "“We do not want war,”"),
        ("make concessions. Ukraine", "make concessions.\nUkraine"),
        ("Kyiv's willing\u00adness", "Kyiv’s willingness"),
    ],
)
def test_other_print_of_the_same_words_is_folded(quote, words):
    """Case, white space, quotation marks, dashes and invisible characters make a folded match, with full score."""
    found = find(quote)

    assert (found.match, found.score, words_of(found)) == ("folded", 1.0, words)


@pytest.mark.parametrize(
    ("quote", "words", "differences"),
    [
        (
            "The US paused military assistance to Ukraine",
            "The US paused military aid to Ukraine",
            (Difference("changed", "assistance", "aid"),),
        ),
        (
            "Delegations from the US and Ukraine are to meet in Saudi Arabia",
            "Delegations from the US and Ukraine are scheduled to meet in Saudi Arabia",
            (Difference("dropped", "", "scheduled"),),
        ),
        (
            "Zelensky may quickly sign the deal if Russia withdraws",
            "Zelensky may sign the deal if Russia withdraws",
            (Difference("added", "quickly", ""),),
        ),
        ("long range missile factory", "long-range missile factory", ()),
        ('"resume aid."', "resume aid", ()),
        (
            "Ukraine in turn hopes to persuade the U.S. to resume aid",
            "Ukraine, in turn, hopes to persuade the US to resume aid",
            (),
        ),
    ],
)
def test_altered_words_are_fuzzy_and_told(quote, words, differences):
    """The span covers the article's own words; every word that differs is named, punctuation alone is none."""
    found = find(quote)

    assert (found.match, words_of(found), found.differences) == ("fuzzy", words, differences)
    assert not found.alters_fact
    assert (found.score == 1.0) == (not differences)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        (
            "assembled delegates from the US and Ukraine are scheduled to meet",
            "Delegations from the US and Ukraine are scheduled to meet",
        ),
        (
            "Zelensky may sign the deal if Russia withdraws 40 battalions from the front",
            "Zelensky may sign the deal if Russia withdraws 40 battalions from the border",
        ),
        (
            "rocket-launching missile factory. The US paused military aid",
            "long-range missile factory. The US paused military aid",
        ),
    ],
)
def test_a_changed_word_at_an_end_belongs_to_the_span(quote, words):
    """The first and last words of the article's stretch are those that the quotation's stand for."""
    assert words_of(find(quote)) == words


@pytest.mark.parametrize(
    "quote",
    [
        "Delegations from the US and Ukraine are not scheduled to meet in Saudi Arabia",
        "“We do want war,” Volodymyr Zelensky told reporters",
        "hopes to persuade the US to resume aid – worth $1,300 million",
        "hopes to persuade Russia to resume aid",
        "Zelensky will sign the deal if Russia withdraws 40 battalions",
        "Zelensky may sign the deal if Russia withdraws 40 battalions to the border",
        "Zelensky may sign the deal if Russia withdraws four battalions from the border",
        "Volodymyr Zelenskyy told reporters in the long-range missile factory",
        "The US resumed military aid to Ukraine and ceased sharing intelligence",
        "Zelensky may sign the deal if Ukraine withdraws 40 battalions from the border",
    ],
)
def test_a_changed_fact_is_fuzzy_and_marked(quote):
    """A negation, amount, name, modal or direction that is put in, left out or exchanged asks for a person."""
    found = find(quote)

    assert found.match == "fuzzy"
    assert found.alters_fact


def test_a_changed_plain_word_is_not_marked():
    """Only facts ask for a person: a synonym does not."""
    assert not find("Washington will judge Kyiv’s willingness to make concessions").alters_fact


@pytest.mark.parametrize(
    "quote",
    [
        "The violinist lifted her bow and waited for the hall to fall silent",
        "aid the to Tuesday Ukraine sharing want turn from military do",
        "signed a treaty",
        "Berlin",
        "",
        " \n\t",
        "\u200b",
    ],
)
def test_what_is_not_there_is_none(quote):
    """Another text's sentence, this text's words in disorder, and nothing at all are not found."""
    assert find(quote) is None


@pytest.mark.parametrize(("quote", "words"), [("resume ai", "resume aid"), ("worth $1", None), ("ussia", "Russia")])
def test_half_words_are_never_verbatim(quote, words):
    """A quotation that cuts a word or a number has not the article's words."""
    found = find(quote)

    assert found is None or (found.match == "fuzzy" and words_of(found) == words)


def test_every_occurrence_is_known():
    """A quotation that stands twice is given at the first place, with both."""
    found = find("He agreed.")

    first = TEXT.index("He agreed.")
    second = TEXT.index("He agreed.", first + 1)
    assert found.span == Span(first, first + 10)
    assert found.occurrences == (Span(first, first + 10), Span(second, second + 10))
    assert found.nearest_to([Span(second - 20, second - 5)]).start == second


def test_finds_do_not_depend_on_each_other():
    """Order and overlap of the quotations change nothing."""
    quotes = ["resume aid", "hopes to persuade the US to resume aid", "Berlin", "He agreed."]

    assert find_spans(TEXT, quotes)[::-1] == find_spans(TEXT, quotes[::-1])


def test_an_ellipsis_inside_spans_what_it_stands_for():
    """The span goes from the first part to the last; what was elided is told."""
    found = find("The US paused military aid … sharing intelligence")

    assert words_of(found) == "The US paused military aid to Ukraine and ceased sharing intelligence"
    assert (found.match, found.differences) == ("fuzzy", (Difference("dropped", "", "to Ukraine and ceased"),))


def test_an_elided_negation_is_marked():
    """Leaving out a "not" by dots is leaving it out."""
    assert find("We do ... want war,” Volodymyr Zelensky").alters_fact


@pytest.mark.parametrize("quote", ["sharing intelligence ... The US paused military aid", "The … border"])
def test_parts_out_of_order_or_too_short_are_not_joined(quote):
    """Dots do not join a later part to an earlier one, nor words that stand everywhere."""
    found = find(quote)

    assert found is None or found.end - found.start < 80


def test_parts_far_apart_are_not_joined():
    """Dots stand for some words, not for half the article."""
    text = (
        "The minister opened the meeting. "
        + "Nothing of note was said by anybody. " * 40
        + "He left for Paris at noon."
    )

    assert find("The minister opened the meeting ... left for Paris at noon", text) is None


def test_only_the_zones_are_searched():
    """What lies outside the zones is not found, nor a stretch that reaches into it."""
    start = TEXT.index("“We do not")
    zones = [Span(0, start)]

    assert find_spans(TEXT, ["resume aid", "We do not want war", "Zelensky"], zones=zones)[1:] == [None, None]
    assert find_spans(TEXT, ["resume aid"], zones=zones)[0].match == "verbatim"
    assert find_spans(TEXT, ["before 28 February. We do not want war"], zones=zones) == [None]


def test_nearest_text_of_a_miss_is_told():
    """A quotation too far from the text still has a nearest place, for the message."""
    quote = "Russia withdraws from the treaty and the border talks"

    assert find(quote) is None
    assert "Russia withdraws" in words_of(nearest(TEXT, quote))
    assert nearest(TEXT, "violin") is None


def test_a_quotation_that_goes_on_by_itself_is_none():
    """A true beginning with an invented end is not cut to the beginning."""
    quote = "The US paused military aid to Ukraine and ceased sharing intelligence because of heavy losses at the front"

    assert find(quote) is None
    assert words_of(nearest(TEXT, quote)) == "The US paused military aid to Ukraine and ceased sharing intelligence"


def test_a_misspelt_name_alone_is_found():
    """Words unknown to the text are looked for by their letters."""
    found = find("Volodimir Zelenskyy")

    assert (words_of(found), found.match, found.alters_fact) == ("Volodymyr Zelensky", "fuzzy", True)


def test_quotation_longer_than_the_text_is_none():
    """What the text cannot hold is not found; the whole text and a little more is."""
    assert find(" ".join(["aid"] * 5000)) is None
    assert words_of(find(TEXT + " And more.")) == TEXT


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_stretch_of_whole_words_is_verbatim(data):
    """Any part of any text that cuts no word is found at its place or an earlier equal one."""
    text = data.draw(
        st.text(st.one_of(st.sampled_from("ab 1.,'\n-–é\u0301中"), st.characters()), min_size=1, max_size=30)
    )
    borders = [at for at in range(len(text) + 1) if is_word_border(text, at)]
    start, end = sorted((data.draw(st.sampled_from(borders)), data.draw(st.sampled_from(borders))))
    quote = text[start:end]
    left, right = start + len(quote) - len(quote.lstrip()), start + len(quote.rstrip())
    found = find(quote, text)

    if not quote.strip():
        assert found is None
    elif is_word_border(text, left) and is_word_border(text, right):
        assert (found.match, words_of(found, text)) == ("verbatim", quote.strip())
        assert Span(left, right) in found.occurrences


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=3))
def test_any_strings_give_spans_of_whole_words(text, quotes):
    """Nothing raises; each find lies in the text, on borders of words, without white space at its ends."""
    for found in find_spans(text, [*quotes, text[1:-1], text.upper(), text + "…" + text]):
        if found is not None:
            words = text[found.start : found.end]

            assert words == words.strip() != ""
            assert 0.0 <= found.score <= 1.0
            assert found.span in found.occurrences
            assert is_word_border(text, found.start)
            assert is_word_border(text, found.end)
