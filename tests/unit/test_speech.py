"""Who says what stands between quotation marks."""

import pytest

from extract.backends.embedded.parsing.speech import quotations


@pytest.fixture(scope="module")
def quoted(parse):
    """Return a function that gives the quotations of paragraphs, each with the word for its speaker."""

    def read_quotations(*paragraphs):
        parsed = parse(*paragraphs)
        return [
            (parsed.text_of(one.first, one.end), one.speaker.text if one.speaker is not None else None)
            for one in quotations(parsed)
        ]

    return read_quotations


CASES = {
    "speaker after": ("“We are ready,” the minister said.", [("We are ready,", "minister")]),
    "speaker before": ("The minister said: “We are ready.”", [("We are ready.", "minister")]),
    "straight marks": ('"We are ready," the minister said.', [("We are ready,", "minister")]),
    "inverted, with a name": (
        "“We are ready. Nobody else is,” said Anna Berg, the minister.",
        [("We are ready. Nobody else is,", "Berg")],
    ),
    "broken by the speaker": (
        "“We are ready,” the minister told Oslo Radio on Monday, “and we wait.”",
        [("We are ready,", "minister"), ("and we wait.", "minister")],
    ),
    "part of a sentence": (
        "The minister said he was “ready to talk” and left.",
        [("ready to talk", "minister")],
    ),
    "two speakers in a sentence": (
        "The minister wrote that “we are ready”, and the king added that “we are not”.",
        [("we are ready", "minister"), ("we are not", "king")],
    ),
    "nobody says it": ("The “old” bridge fell.", [("old", None)]),
    "a verb of another kind": ("“We are ready.” The king nodded.", [("We are ready.", None)]),
    "no quotation": ("The minister said that they were ready.", []),
    "a mark that nothing closes": ('"We are ready', []),
}


@pytest.mark.parametrize(("paragraph", "expected"), CASES.values(), ids=CASES)
def test_finds_quotations_and_who_says_them(quoted, paragraph, expected):
    """The subject of the verb of saying that governs it, wherever that stands in the sentence."""
    assert quoted(paragraph) == expected


def test_what_follows_in_the_paragraph_is_the_same_speaker_s(quoted):
    """A quotation without a verb of saying takes the speaker of the one before it, or else of the one after."""
    assert quoted("“We are ready,” the minister said. “Nobody else is.”")[1] == ("Nobody else is.", "minister")
    assert quoted("“Ready.” “We are ready,” the minister said.")[0] == ("Ready.", "minister")


def test_a_new_paragraph_is_not_the_same_speaker_s(quoted):
    """Nothing is taken over from another paragraph."""
    assert quoted('"We are ready," the minister said.', '"We wait."') == [
        ("We are ready,", "minister"),
        ("We wait.", None),
    ]


def test_a_speech_of_several_paragraphs_is_closed_by_each(quoted):
    """A paragraph that does not close its mark ends its quotation: the next one opens with a mark again."""
    assert quoted("The minister said: “We wait.", "“We have time.”") == [
        ("We wait.", "minister"),
        ("We have time.", None),
    ]


def test_the_words_of_the_quotation_are_not_its_speaker(quoted):
    """A verb of saying inside the marks tells nothing of who says the whole."""
    assert quoted("“The king says that he is ready.”") == [("The king says that he is ready.", None)]
