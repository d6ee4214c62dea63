"""Mentions of one event become one record; two events stay two."""

import pytest


def test_the_same_plea_told_again_is_one(read_events):
    """Both sentences are its evidence, the clearest first."""
    (found,) = read_events(
        "Plea",
        "Norway asked Sweden to leave the island.",
        "Sweden was silent. Norway asked Sweden again to leave the island by May.",
    )

    assert found["wish"] == "leave the island"
    assert found["evidence"] == [
        "Norway asked Sweden to leave the island.",
        "Norway asked Sweden again to leave the island by May.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway asked Sweden to leave the island. Norway asked Sweden to return the ship.",
        "Norway asked Sweden to leave the island. Denmark asked Sweden to leave the island.",
    ],
)
def test_another_theme_or_another_who_asks_is_another_plea(read_events, text):
    """What is asked for, or who asks, tells them apart."""
    assert len(read_events("Plea", text)) == 2


def test_a_telling_without_the_one_who_asks_belongs_to_the_one_with(read_events):
    """Nobody named does not contradict somebody named."""
    (found,) = read_events("Plea", "Norway asked Sweden to leave the island. Sweden was asked to leave the island.")

    assert found["askers"] == ["Norway"]
    assert len(found["evidence"]) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Norway met Sweden in Oslo.", "Norway met Sweden in Bergen."),
        ("Norway met Sweden in March 2021.", "Norway met Sweden in May 2021."),
        ("Norway met Sweden.", "Denmark met Finland."),
        ("Norway met Sweden.", "Norway will meet Sweden."),
    ],
    ids=["place", "date", "sides", "mood"],
)
def test_what_tells_occasions_apart(read_events, first, second):
    """Another place, another date, other sides, or one held and one to come are two occasions."""
    found = read_events("Talk", f"{first} {second}")

    assert [one["evidence"] for one in found] == [[first], [second]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Norway met Sweden in Oslo.", "Norway met Sweden on Monday."),
        ("Norway met Sweden in May 2021.", "Sweden met Norway on May 5, 2021."),
        ("Norway met Sweden and Denmark.", "Norway met Sweden in Oslo."),
    ],
    ids=["more is told", "a narrower date", "fewer sides"],
)
def test_what_does_not_tell_occasions_apart(read_events, first, second):
    """A further circumstance, a day of the month told, some of the sides: it is the same one."""
    (found,) = read_events("Talk", f"{first} {second}")

    assert found["evidence"] == [first, second]


def test_a_record_has_what_any_of_its_mentions_tells(read_events):
    """The place of one sentence and the date of another."""
    (found,) = read_events("Talk", "Norway met Sweden in Oslo. The summit on Monday was short.")

    assert (found["place"], found["day"]) == ("Oslo", ("Monday", "2021-03-08"))
    assert found["evidence"] == ["Norway met Sweden in Oslo.", "The summit on Monday was short."]


def test_the_noun_alone_takes_up_what_was_told(read_events):
    """ "The talks" are those told before; of nobody, where none were told."""
    (found,) = read_events("Talk", "Norway met Sweden in Oslo on Monday. The talks ended late.")

    assert found["sides"] == ["Norway", "Sweden"]
    assert found["evidence"][1] == "The talks ended late."


def test_another_round_is_another_event_of_the_same(read_events):
    """With a place or a date of its own it is a record of its own."""
    first, second = read_events("Talk", "Norway met Sweden in Oslo. Another summit will be held in Bergen in June.")

    assert (first["place"], first["status"]) == ("Oslo", "held")
    assert (second["place"], second["status"]) == ("Bergen", "planned")
    assert second["sides"] == ["Norway", "Sweden"]


def test_what_becomes_of_an_offer_is_told_of_the_offer(read_events):
    """A cue that settles the outcome belongs to the event that it takes up."""
    (found,) = read_events("Offer", "Norway offered a truce. Sweden accepted the truce on Friday.")

    assert (found["makers"], found["takers"], found["state"]) == (["Norway"], ["Sweden"], "taken")
    assert len(found["evidence"]) == 2


def test_a_pronoun_takes_up_what_was_just_told(read_events):
    """ "it" is the offer of the sentence before."""
    (found,) = read_events("Offer", "Norway offered a truce. Sweden rejected it.")

    assert found["state"] == "refused"


def test_a_noun_takes_up_the_one_that_it_names(read_events):
    """Of two offers the truce is accepted and the plan rejected, whichever was told last."""
    truce, plan = read_events(
        "Offer",
        "Norway offered a truce. Denmark proposed a plan for the fish. "
        "Sweden rejected the plan. Finland accepted the truce.",
    )

    assert (truce["deal"], truce["takers"], truce["state"]) == ("a truce", ["Finland"], "taken")
    assert (plan["deal"], plan["takers"], plan["state"]) == ("a plan for the fish", ["Sweden"], "refused")


@pytest.mark.parametrize("verb", ["hopes to accept", "will accept", "may accept", "did not accept"])
def test_only_a_fact_settles_the_outcome(read_events, verb):
    """What is hoped for, to come or denied leaves the matter open."""
    (found,) = read_events("Offer", f"Norway offered a truce. Sweden {verb} the truce.")

    assert found["state"] == "open"


def test_what_takes_up_nothing_states_nothing(read_events):
    """An offer that nobody made in the article is not accepted."""
    assert read_events("Offer", "Sweden accepted the offer.") == []


def test_the_last_word_counts(read_events):
    """Rejected first and accepted at last: accepted."""
    (found,) = read_events(
        "Offer", "Norway offered a truce. Sweden rejected the truce in May. Sweden accepted the truce on Friday."
    )

    assert found["state"] == "taken"


def test_a_headline_tells_of_what_the_article_tells(read_events):
    """Its own words make no second record, and the record is told in the article's words."""
    (found,) = read_events(
        "Plea", "Norway asked Sweden on Monday to leave the rock by May.", title="Norway asks Sweden to quit the island"
    )

    assert found["wish"] == "leave the rock by May"
    assert len(found["evidence"]) == 2
