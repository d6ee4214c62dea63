"""Which changes of words change a fact."""

import pytest

from extract.grounding.facts import Word, alters_fact, looks_like_name, negates


def word(printed, *, begins=False):
    return Word(printed.lower(), printed, begins)


def alters(quoted, found):
    return alters_fact([word(one) for one in quoted.split()], [word(one) for one in found.split()], looks_like_name)


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("40", "41"),
        ("4.0", "40"),
        ("$", "€"),
        ("four", "five"),
        ("Russia", "Ukraine"),
        ("", "not"),
        ("never", ""),
        ("didn't", "did"),
        ("will", "may"),
        ("from", "to"),
        ("increased", "decreased"),
        ("lawful", "unlawful"),
        ("disagree", "agree"),
        ("full", "partial"),
        ("all", "some"),
        ("10²", "102"),
    ],
)
def test_facts_are_altered(quoted, found):
    """Amounts, names, negations, modals, directions and opposites are facts."""
    assert alters(quoted, found)


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("aid", "assistance"),
        ("1,000", "1000"),
        ("percent", "%"),
        ("do not", "don't"),
        ("cannot", "can't"),
        ("Erdoğan", "Erdogan"),
        ("Kyiv's", "Kyiv"),
        ("the", "a"),
        ("", "quickly"),
        ("in", "on"),
    ],
)
def test_wording_is_no_fact(quoted, found):
    """Synonyms, other print of the same amount, possessives, accents and contractions are not."""
    assert not alters(quoted, found)


@pytest.mark.parametrize(
    ("printed", "begins", "is_name"),
    [("Kyiv", False, True), ("The", True, False), ("deal", False, False), ("US", False, True), ("AND", False, True)],
)
def test_names_by_their_print(printed, begins, is_name):
    """A capital makes a name, but not that of a word that may begin a sentence."""
    assert looks_like_name(word(printed, begins=begins)) is is_name


@pytest.mark.parametrize(
    ("text", "is_negated"), [("did not go", True), ("he won’t", True), ("nothing", True), ("a knot", False)]
)
def test_negations_are_seen(text, is_negated):
    """Words that negate are told from those that only look so."""
    assert negates(text) is is_negated
