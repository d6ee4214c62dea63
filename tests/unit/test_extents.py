"""From the head of a phrase to the characters that a reader would quote."""

import pytest

from extract.backends.embedded.events.extents import theme_span, trimmed


@pytest.fixture(scope="module")
def quote(parse):
    """Return a function that gives the quotation for the phrase that a word of a sentence heads."""

    def quote_phrase(sentence, word, *, trigger=None, other=None, without_subject=False):
        parsed = parse(sentence)
        head = next(token for token in parsed.doc if token.text == word)
        found = next((token for token in parsed.doc if token.text == trigger), parsed.doc[0])
        others = [token for token in parsed.doc if token.text == other]
        return theme_span(parsed, head, found, others, without_subject=without_subject).of(sentence)

    return quote_phrase


PHRASES = {
    "complement": ("Norway demanded the return of the ship.", "return", "the return of the ship"),
    "list": ("Norway demanded fish, grain and timber.", "fish", "fish, grain and timber"),
    "defining clause": (
        "Norway demanded a share of the fish that Sweden had caught.",
        "share",
        "a share of the fish that Sweden had caught",
    ),
    "telling clause": (
        "Norway demanded a share of the fish, which Sweden had caught.",
        "share",
        "a share of the fish",
    ),
    "speaker after": ("Norway demanded the return of the ship, the king said.", "return", "the return of the ship"),
    "another sentence joined": (
        "Norway demanded an end to the war, and Sweden refused.",
        "end",
        "an end to the war",
    ),
    "quotation marks around": ("Norway demanded “a fair share”.", "share", "a fair share"),
    "quotation marks inside": ("Norway’s plea for a “fair” share failed.", "share", "a “fair” share"),
    "quotation marks at the end": ("Norway demanded a “fair share”.", "share", "a “fair share”"),
    "quotation marks at the start": (
        "Norway demanded “a fair share” of the fish.",
        "share",
        "“a fair share” of the fish",
    ),
    "brackets at the end": ("Norway proposed a truce (of 30 days).", "truce", "a truce (of 30 days)"),
    "gerund": ("Norway suggested selling the ship.", "selling", "selling the ship"),
}


@pytest.mark.parametrize(("sentence", "word", "expected"), PHRASES.values(), ids=PHRASES)
def test_a_phrase_is_quoted_with_what_it_needs(quote, sentence, word, expected):
    """Complements belong to it, asides do not; marks and brackets come in pairs or not at all."""
    assert quote(sentence, word) == expected


CLAUSES = {
    "infinitive": ("Norway asked Sweden to leave the island.", "leave", "leave the island"),
    "negated infinitive": ("Norway asked Sweden not to leave the island.", "leave", "not to leave the island"),
    "clause with must": ("Norway said that Sweden must leave the island.", "leave", "leave the island"),
    "clause with must not": ("Norway said that Sweden must not leave the island.", "leave", "not leave the island"),
    "subjunctive": ("Norway demanded that Sweden leave the island.", "leave", "leave the island"),
    "passive": ("Norway wants Sweden to be expelled from the league.", "expelled", "be expelled from the league"),
    "two verbs": (
        "Norway asked Sweden to leave the island and return the ship.",
        "leave",
        "leave the island and return the ship",
    ),
    "date": ("Norway asked Sweden to leave the island on Monday.", "leave", "leave the island on Monday"),
    "reason": ("Norway asked Sweden to leave the island because winter was near.", "leave", "leave the island"),
    "time of another act": (
        "Norway asked Sweden to leave the island while the talks go on.",
        "leave",
        "leave the island",
    ),
    "participle": ("Norway asked Sweden to leave the island, saying winter was near.", "leave", "leave the island"),
}


@pytest.mark.parametrize(("sentence", "word", "expected"), CLAUSES.values(), ids=CLAUSES)
def test_a_clause_is_quoted_without_the_subject_told_apart(quote, sentence, word, expected):
    """Only the predicate, without "to", "that" and the auxiliary; a negation stays, reasons and asides go."""
    assert quote(sentence, word, without_subject=True) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A truce of 30 days proposed by Norway failed.", "A truce of 30 days"),
        ("A truce of 30 days that Norway proposed failed.", "A truce of 30 days"),
        ("Norway proposed a truce of 30 days.", "a truce of 30 days"),
    ],
)
def test_the_words_of_the_act_are_no_part_of_it(quote, sentence, expected):
    """A clause after the head that only says who proposed it is left out."""
    assert quote(sentence, "truce", trigger="proposed") == expected


def test_a_clause_keeps_a_subject_that_nothing_else_tells(quote):
    """Where no other slot has the subject it is part of the theme."""
    sentence = "Norway demanded that the ship be sold to the highest bidder."

    assert quote(sentence, "sold") == "the ship be sold to the highest bidder"


def test_trimming_takes_loose_punctuation_off(parse):
    """Commas, spaces and single marks at the ends go; at least one token stays."""
    parsed = parse('They met, "in Oslo", twice.')
    words = [token.text for token in parsed.doc]
    first, end = words.index("met"), words.index("twice")

    assert trimmed(parsed, first, end).of(parsed.page.article.text) == 'met, "in Oslo"'
    assert trimmed(parsed, first + 1, end).of(parsed.page.article.text) == '"in Oslo"'
    assert trimmed(parsed, first + 1, first + 2).of(parsed.page.article.text) == ","


def test_a_theme_ends_where_another_slot_is_told(quote):
    """Of "a truce to the rebels" the rebels are told apart."""
    assert quote("Norway offered a truce to the rebels.", "truce", other="rebels") == "a truce"
