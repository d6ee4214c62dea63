"""Why a cue fits a sentence, or does not."""

import io

import pytest

from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.explain import Explainer
from extract.catalog import load_catalog
from extract.cli import main

CUES = """Cues(
        "{askers} [ask|beg|implore|entreat|beseech|petition] {asked} to {wish}",
        "{askers} seek {wish:truce|deal}",
        "{askers} want {wish:not thing|view}",
        "{askers} expect to {wish}",
        "{askers} hold {wish:talk}",
    ) - Cues("idle talks")"""
OLD = 'Cues("{askers} ask {asked} to {wish}") + Cues("{asked} grant {wish}", outcome="granted")'


@pytest.fixture(scope="module")
def folder(declare):
    """A folder of declarations with few cues."""
    return declare((OLD, CUES))


@pytest.fixture(scope="module")
def attempts(nlp, parse, folder):
    """Return a function that gives what was tried in a sentence: (word, cue, outcome)."""
    book = CueBook(nlp, load_catalog(folder))

    def attempts_in(sentence):
        explainer = Explainer(parse(sentence), book)
        return [
            (word.text, one.cue, one.outcome) for word in explainer.main_words() for one in explainer.attempts(word)
        ]

    return attempts_in


def test_a_cue_that_fits_is_told_with_the_word_of_the_text(attempts):
    """Of the words that may stand there only the one that does is shown."""
    assert attempts("Sweden was begged by Norway to leave.") == [
        ("begged", "{askers} beg {asked} to {wish}", "found"),
    ]


OTHERWISE = "no match: the word has an object that the cue has not, or tells what is expected by nobody named"
OUTCOMES = {
    "Norway asked for an island.": "no match: no object for {asked}; no infinitive with to for {wish}",
    "Norway asked Sweden.": "no match: no infinitive with to for {wish}",
    "Norway sought a war.": "no match: no object for {wish} (deal|truce), only “war”",
    "Norway wants a view.": "no match: no object for {wish} (not thing|view), only “view”",
    "Norway is expected to leave.": OTHERWISE,
    "Norway expects Sweden to leave.": OTHERWISE,
    "Norway held idle talks.": "no match: a cue that is taken off with - fits, too",
    "Norway did not ask Sweden to leave.": "left out: it is denied",
    "Norway stays if it asks Sweden to leave.": "left out: it stands in a condition",
    "The chairs asked Sweden to leave.": "left out: somebody in it is a thing that cannot act, or acts on itself",
    "Norway wants Geneva.": "left out: “Geneva” cannot be what it is about: a place, a date, a pronoun, or people",
}


@pytest.mark.parametrize(("sentence", "outcome"), OUTCOMES.items(), ids=OUTCOMES)
def test_what_is_missing_is_told(attempts, sentence, outcome):
    """The parts of the cue that the sentence does not have, or the reason for which it states no event."""
    assert [one[2] for one in attempts(sentence)] == [outcome]


@pytest.mark.parametrize("sentence", ["Norway asked Sweden to leave.", *OUTCOMES])
def test_what_is_told_is_what_is_read(nlp, parse, folder, sentence):
    """A record comes of a text exactly where a cue is said to be found."""
    explainer = Explainer(parse(sentence), CueBook(nlp, load_catalog(folder)))
    told = [one.outcome for word in explainer.main_words() for one in explainer.attempts(word)]

    assert (told == ["found"]) == bool(list(explainer.records()))


def test_whom_words_denote_is_told(nlp, parse, folder):
    """And who is meant where the cue has no word for it: the context tells whose truce it is."""
    explainer = Explainer(
        parse("Delegations from Norway and Denmark seek a truce with Sweden."), CueBook(nlp, load_catalog(folder))
    )
    (attempt,) = (one for word in explainer.main_words() for one in explainer.attempts(word) if one.outcome == "found")

    assert attempt.slots == (
        ("askers", "Delegations = Norway, Denmark"),
        ("wish", "“a truce with Sweden”"),
        ("asked", "Sweden"),
        ("mood", "actual"),
    )


def test_the_command_tells_parse_names_cues_and_records(folder, capsys):
    """In this order, with names in place of ids."""
    assert main(["explain", "Norway begged Sweden to leave.", "--schemas", str(folder)]) == 0

    told = capsys.readouterr().out
    assert told.splitlines()[2].split() == ["Norway", "Norway", "PROPN", "nsubj", "begged"]
    assert told.split("\n\n")[1:] == [
        "Norway: COUNTRY\nSweden: COUNTRY",
        "“begged”\n  Plea: {askers} beg {asked} to {wish}\n    found\n      askers: Norway\n      asked: Sweden\n"
        "      wish: “leave”\n      mood: actual",
        "Plea\n  askers: Norway\n  asked: Sweden\n  wish: “leave”\n  evidence: “Norway begged Sweden to leave.”\n",
    ]


def test_a_text_without_a_cue_says_so(folder, capsys):
    """Rather than print nothing."""
    assert main(["explain", "Norway hailed Sweden.", "--schemas", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("\n\nno word of this text is the main word of a cue\n")


def test_a_main_word_of_another_kind_says_so(folder, capsys):
    """The cue has a verb, the text a noun."""
    assert main(["explain", "The want of water was great.", "--schemas", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("\n\n“want”: no cue has it as NOUN\n")


def test_an_article_is_read_from_standard_input(folder, capsys, monkeypatch):
    """Told apart as a run does it: what readers say makes no event."""
    article = "Norway begged Sweden to leave the island at once.\n\n1 Comment\nJane\nI ask Denmark to stay.\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(article))

    assert main(["explain", "-", "--schemas", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "“begged”" in told
    assert "Denmark" not in told


def test_an_empty_text_is_no_error(folder, capsys):
    """There is just nothing in it."""
    assert main(["explain", " ", "--schemas", str(folder)]) == 0
    assert "no word of this text" in capsys.readouterr().out
