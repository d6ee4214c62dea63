"""Where and when an event takes place."""

import pytest

from extract.backends.embedded.events.circumstances import place_of, time_of


@pytest.fixture(scope="module")
def look(parse):
    """Return a function that gives what a function of this module finds for the trigger of a sentence, as text."""

    def look_up(function, sentence, word):
        parsed = parse(sentence)
        trigger = next(token for token in parsed.doc if token.text == word)
        span = function(parsed, trigger)
        return None if span is None else span.of(sentence)

    return look_up


PLACES = {
    "verb": ("The ministers met in Oslo on Monday.", "met", "Oslo"),
    "with its country": ("The ministers met on Monday in Oslo, Norway.", "met", "Oslo, Norway"),
    "of": ("The ministers met near the city of Bergen.", "met", "the city of Bergen"),
    "building": ("The ministers met in the palace.", "met", "the palace"),
    "named building": ("The ministers met at the White House on January 5.", "met", "the White House"),
    "noun": ("The talks in Oslo failed.", "talks", "Oslo"),
    "before a noun": ("The Oslo talks failed.", "talks", "Oslo"),
    "verb that holds it": ("The ministers held talks in Oslo on 3 March 2021.", "talks", "Oslo"),
    "passive that holds it": ("The talks were held in Oslo on Tuesday.", "talks", "Oslo"),
    "verb before a purpose": ("The ministers arrived in Oslo for talks.", "talks", "Oslo"),
    "goal of a motion": ("The ministers travelled to Oslo for talks on Sunday.", "talks", "Oslo"),
    "relative clause": ("The ministers flew to Oslo, where they are to meet the king.", "meet", "Oslo"),
    "first of two clauses": ("The ministers met in Oslo and the king spoke in Bergen.", "met", "Oslo"),
    "where it leads to": ("The ministers leave for Norway on Friday for talks with the king.", "talks", "Norway"),
    "what is visited": ("The ministers visit Oslo for talks with the king.", "talks", "Oslo"),
    "none": ("The ministers met.", "met", None),
    "the event itself": ("A bill was passed at a meeting of Norway and Sweden.", "meeting", None),
    "manner": ("The ministers met in secret.", "met", None),
    "of another clause": ("The king, who spoke in Bergen, met the ministers.", "met", None),
}


@pytest.mark.parametrize(("sentence", "word", "expected"), PLACES.values(), ids=PLACES)
def test_finds_where(look, sentence, word, expected):
    """The place in a phrase of the event's own clause, with what tells it apart; nothing where none is told."""
    assert look(place_of, sentence, word) == expected


TIMES = {
    "weekday": ("The ministers met in Oslo on Monday.", "met", "Monday"),
    "day and year": ("The ministers held talks in Oslo on 3 March 2021.", "talks", "3 March 2021"),
    "month": ("The ministers met in March.", "met", "March"),
    "year": ("The ministers met in 2019.", "met", "2019"),
    "counted": ("The ministers met two days ago.", "met", "two days ago"),
    "week": ("The ministers will meet next week.", "meet", "next week"),
    "day beside": ("The ministers met yesterday.", "met", "yesterday"),
    "before the clause": ("On Friday, the ministers met near the city of Bergen.", "met", "Friday"),
    "part of the day": ("The ministers met late Tuesday.", "met", "Tuesday"),
    "day and part of it": ("The ministers met on Friday night.", "met", "Friday night"),
    "part of today": ("The ministers met this afternoon.", "met", "this afternoon"),
    "after a duration": ("The ministers met for two hours on Tuesday.", "met", "Tuesday"),
    "noun": ("A meeting of ministers in Bergen on Thursday failed.", "meeting", "Thursday"),
    "before a noun": ("The ministers' Tuesday meeting failed.", "meeting", "Tuesday"),
    "verb before a purpose": ("The ministers travelled to Oslo for talks on Sunday.", "talks", "Sunday"),
    "of the inner of two clauses": ("The king said on Monday that the ministers met in May.", "met", "May"),
    "none": ("The ministers met in Oslo.", "met", None),
    "duration": ("The ministers met for three days.", "met", None),
    "habit": ("The ministers met every year.", "met", None),
    "of another clause": ("The king, who spoke in Bergen on Monday, met the ministers.", "met", None),
}


@pytest.mark.parametrize(("sentence", "word", "expected"), TIMES.values(), ids=TIMES)
def test_finds_when(look, sentence, word, expected):
    """The date in a phrase of the event's own clause, durations and habits left out; nothing where none is told."""
    assert look(time_of, sentence, word) == expected
