"""Cues found in a text become records: slots resolved, status read, circumstances attached."""

import pytest

ASKED = {"asked": ["Sweden"], "wish": "leave the island", "place": None, "outcome": None}


def test_an_event_has_its_slots_and_its_evidence(read_events):
    """Entities by their keys, the theme as a quotation, the sentence that states it."""
    assert read_events("Plea", "The sea is cold. Norway asked Sweden to leave the island.") == [
        {**ASKED, "askers": ["Norway"], "evidence": ["Norway asked Sweden to leave the island."]}
    ]


FORMS = {
    "active": "Norway asked Sweden to leave the island.",
    "passive": "Sweden was asked by Norway to leave the island.",
    "relative clause": "Norway, which asked Sweden to leave the island, is small.",
    "control": "Norway wants to ask Sweden to leave the island.",
    "progressive": "Norway is asking Sweden to leave the island.",
}


@pytest.mark.parametrize("sentence", FORMS.values(), ids=FORMS)
def test_the_syntax_does_not_matter(read_events, sentence):
    """The same record, whatever the form of the sentence."""
    (found,) = read_events("Plea", sentence)

    assert found == {**ASKED, "askers": ["Norway"], "evidence": [sentence]}


def test_all_of_a_list_are_meant(read_events):
    """Conjuncts stand in the slot too."""
    (found,) = read_events("Plea", "Norway and Denmark asked Sweden and Finland to leave the island.")

    assert (found["askers"], found["asked"]) == (["Norway", "Denmark"], ["Sweden", "Finland"])


def test_nobody_need_be_named_as_the_one_who_acts(read_events):
    """A passive without an agent states an event of nobody."""
    (found,) = read_events("Plea", "Sweden was asked to leave the island.")

    assert (found["askers"], found["asked"]) == ([], ["Sweden"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway did not ask Sweden to leave the island.",
        "Norway never asked Sweden to leave the island.",
        "If Norway asks Sweden to leave the island, the king will cheer.",
        "Norway refused to ask Sweden to leave the island.",
        "The rule asked Sweden to leave the island.",
        "Norway asked Norway to leave the island.",
        "Norway asked Sweden.",
        "Sweden left the island.",
    ],
)
def test_what_states_no_event_makes_no_record(read_events, sentence):
    """Denials, conditions, things for people, one who asks oneself, a sentence without all that the event needs."""
    assert read_events("Plea", sentence) == []


def test_we_is_the_speaker_of_the_quotation(read_events):
    """ "we" in a quotation is who says it, or whom that one speaks for."""
    (found,) = read_events("Plea", "“We ask Sweden to leave the island,” Anna Berg said.")

    assert found["askers"] == ["Anna Berg"]
    assert found["wish"] == "leave the island"


def test_a_pronoun_is_whom_it_stands_for(read_events):
    """The one named before."""
    found = read_events(
        "Plea", "Anna Berg asked Sweden to leave the island. She also asked Denmark to return the ship."
    )

    assert [one["askers"] for one in found] == [["Anna Berg"], ["Anna Berg"]]
    assert [one["asked"] for one in found] == [["Sweden"], ["Denmark"]]


STATUS = {
    "Norway met Sweden in Oslo.": "held",
    "Norway will meet Sweden in Oslo.": "planned",
    "Norway is expected to meet Sweden in Oslo.": "planned",
    "Norway refused to meet Sweden.": "off",
    "The talks between Norway and Sweden were cancelled.": "off",
    "Norway may meet Sweden.": "idea",
    "Denmark proposed talks between Norway and Sweden.": "idea",
}


@pytest.mark.parametrize(("sentence", "status"), STATUS.items(), ids=STATUS)
def test_the_mood_is_written_in_the_schema_s_own_words(read_events, sentence, status):
    """A fact, something to come, something refused or called off, and something only possible."""
    (found,) = read_events("Talk", sentence)

    assert found["status"] == status
    assert found["sides"] == ["Norway", "Sweden"]


def test_a_mood_without_a_word_of_its_own_is_a_fact_s(read_events):
    """Where the declaration has no value for what is only possible, such a sentence states nothing."""
    assert [one["state"] for one in read_events("Offer", "Norway will offer a truce.")] == ["announced"]
    assert read_events("Offer", "Norway might offer a truce.") == []
    assert read_events("Offer", "Norway did not offer a truce.") == []


def test_place_and_date_are_attached(read_events):
    """Where and when, the date with what it means by the article's own."""
    (found,) = read_events("Talk", "Norway met Sweden in Oslo on Monday.")

    assert (found["place"], found["day"]) == ("Oslo", ("Monday", "2021-03-08"))


def test_the_date_of_what_is_to_come_lies_ahead(read_events):
    """Monday is the next one."""
    (found,) = read_events("Talk", "Norway will meet Sweden on Monday.")

    assert found["day"] == ("Monday", "2021-03-15")


def test_a_pattern_fills_a_plain_value(read_events):
    """The number in the evidence; null where there is none."""
    assert [one["days"] for one in read_events("Offer", "Norway offered a truce of 30 days.")] == [30]
    assert [one["days"] for one in read_events("Offer", "Norway offered a truce.")] == [None]


def test_theme_that_is_denied_is_none(read_events):
    """ "no truce" is no truce, and a place is no deal."""
    assert read_events("Offer", "Norway offered no truce.") == []


@pytest.mark.parametrize(
    ("sentence", "deal"),
    [
        ("Norway offered a truce of 30 days.", "a truce of 30 days"),
        ("Norway proposed selling the ships.", "selling the ships"),
        ("Norway's offer of a truce failed.", "a truce"),
        ("A truce proposed by Norway failed.", "A truce"),
        ("Norway proposed that Sweden sell the ships.", "Sweden sell the ships"),
    ],
)
def test_the_theme_is_quoted_as_it_stands(read_events, sentence, deal):
    """A noun phrase, a gerund, a clause: the article's own characters."""
    (found,) = read_events("Offer", sentence)

    assert (found["makers"], found["deal"]) == (["Norway"], deal)


def test_the_parties_of_a_noun_are_those_beside_it(read_events):
    """ "talks between", "held talks with", "the talks were held"."""
    for sentence in (
        "Talks between Norway and Sweden were held in Oslo.",
        "Norway held talks with Sweden in Oslo.",
        "Norway and Sweden held talks in Oslo.",
    ):
        (found,) = read_events("Talk", sentence)
        assert (found["sides"], found["place"]) == (["Norway", "Sweden"], "Oslo"), sentence


def test_one_who_meets_nobody_holds_no_meeting(read_events):
    """An event of participants needs two, or several people."""
    assert read_events("Talk", "Norway met.") == []
    assert read_events("Talk", "The talks ended late.") == []


def test_two_events_of_a_sentence_are_two(read_events):
    """Each clause has its own."""
    found = read_events("Talk", "Norway met Sweden in Oslo, and Denmark met Finland in Bergen.")

    assert [(one["sides"], one["place"]) for one in found] == [
        (["Norway", "Sweden"], "Oslo"),
        (["Denmark", "Finland"], "Bergen"),
    ]


def test_an_empty_text_has_no_events(read_events):
    """Nor has a page without a body."""
    assert read_events("Plea") == []
    assert read_events("Plea", "") == []


def test_a_text_asks_for_those_whose_it_is(read_events):
    """What a resolution asks for is asked by those who adopted it; by nobody, where none is named."""
    (told,) = read_events("Plea", "Norway adopted a resolution asking Sweden to leave the island.")
    (untold,) = read_events("Plea", "The resolution asked Sweden to leave the island.")

    assert (told["askers"], untold["askers"]) == (["Norway"], [])


def test_a_meeting_of_nobody_is_none(read_events):
    """Nobody named and no theme: nothing tells such an occasion from another."""
    assert read_events("Talk", "Thousands met in the square.") == []


def test_who_was_met_is_offered_it(read_events):
    """Where the verb goes on from what was done to somebody, he is the one who may take it."""
    (found,) = read_events("Offer", "Norway met Sweden and offered a truce.")

    assert (found["makers"], found["takers"]) == (["Norway"], ["Sweden"])


@pytest.mark.parametrize(("bill", "takers"), [("a bill on fish", ["Norwegian Parliament"]), ("a deal on fish", [])])
def test_the_one_legislature_decides_on_a_bill(read_events, bill, takers):
    """Nobody need say who decides on a bill; on anything else nobody is meant."""
    found = read_events("Offer", f"Lars Berg proposed {bill}. The Norwegian Parliament debated it for days.")

    assert found[0]["takers"] == takers


def test_an_empty_word_is_no_theme(read_events):
    """ "To be" alone says nothing."""
    assert read_events("Plea", "Norway asked Sweden to be.") == []


NAMELESS = {
    "a statement": "The sea is cold. A statement called for a ban on whaling.",
    "a pair": "The sea is cold. The pair called for a ban on whaling.",
    "a body": "The sea is cold. The subcommittee called for a ban on whaling.",
    "what only holds a demand": "The sea is cold. The package includes a demand for a ban on whaling.",
}


@pytest.mark.parametrize("text", NAMELESS.values(), ids=NAMELESS)
def test_who_is_not_named_may_ask_all_the_same(read_shipped, text):
    """The event is there, of nobody."""
    (found,) = read_shipped("Demand", text)

    assert (found["demanders"], found["content"]) == ([], "a ban on whaling")


def test_a_law_asks_nobody(read_shipped):
    """What it provides for is no demand."""
    assert read_shipped("Demand", "The sea is cold. The law calls for a ban on whaling.") == []


def test_what_is_rejected_was_asked(read_shipped):
    """And by whom it is rejected, of him."""
    (found,) = read_shipped("Demand", "Norway rejected a Swedish request for a loan.")

    assert (found["demanders"], found["addressees"], found["content"]) == (["Sweden"], ["Norway"], "a loan")


def test_what_may_be_rejected_is_offered(read_events):
    """A condition about the answer is none about the offer."""
    (found,) = read_events("Offer", "The king would weep if Norway rejected Sweden's offer of a quick truce.")

    assert (found["makers"], found["takers"], found["state"]) == (["Sweden"], ["Norway"], "open")


def test_a_pronoun_is_not_the_one_spoken_to(read_events):
    """Who asks Berg is somebody else, even where "he" seems to be Berg."""
    (found,) = read_events("Plea", "Lars Berg is tired. He asked Berg to leave the island.")

    assert (found["askers"], found["asked"]) == ([], ["Lars Berg"])


@pytest.mark.parametrize(("words", "count"), [("proposals", 0), ("the proposals", 0), ("proposals for a bank", 1)])
def test_a_word_for_the_event_is_no_theme(read_shipped, words, count):
    """That proposals were put forward tells nothing that can be read without the article."""
    assert len(read_shipped("Proposal", f"The sea is cold. Norway put forward {words}.")) == count


DEALINGS = {
    "whom they ask": ("Norway asked Sweden to leave the island.", ["Sweden"]),
    "who asks them": ("Sweden asked Norway to leave the island.", ["Sweden"]),
    "whom they meet": ("Norway met Sweden on Monday.", ["Sweden"]),
    "one of several": ("Norway met Sweden on Monday. Norway met Denmark on Friday.", []),
    "one of many": ("Norway, Sweden and Denmark met on Monday.", []),
    "what others do": ("Denmark met Sweden on Monday.", []),
}


def test_who_is_told_without_a_name_is_not_the_one_they_deal_with(read_events):
    """ "Everybody" is asked, not the one whom they met before."""
    (found,) = read_events("Plea", "Norway met Sweden on Monday.", "Norway asked everybody to leave the island.")

    assert found["asked"] == []


def test_the_press_is_told_and_not_asked(read_shipped):
    """Whom the demand was told to is none of those of whom it is made."""
    (found,) = read_shipped("Demand", "The sea is cold. “Lars Berg should resign,” Anna Holm told reporters.")

    assert (found["demanders"], found["addressees"]) == (["Anna Holm"], ["Lars Berg"])


@pytest.mark.parametrize(
    "sentence", ["NATO defence ministers gather in Oslo for talks.", "Norway's ministers spoke by phone on Monday."]
)
def test_ministers_gather_and_speak_by_phone(read_shipped, sentence):
    """A gathering of people of rank is a meeting, and a call names one side only."""
    assert len(read_shipped("Meeting", f"The sea is cold. {sentence}")) == 1


def test_a_crowd_that_gathers_does_not_meet(read_shipped):
    """Only who talks to each other does."""
    assert read_shipped("Meeting", "The sea is cold. Norwegian farmers gathered in Oslo on Monday.") == []


@pytest.mark.parametrize(("before", "takers"), DEALINGS.values(), ids=DEALINGS)
def test_the_rest_of_the_article_tells_who_is_addressed(read_events, before, takers):
    """The only one whom those who act deal with in other events; nobody where that is open."""
    (found,) = read_events("Offer", before, "The sea is cold. Norway proposed a truce.")

    assert found["takers"] == takers


def test_what_is_settled_addresses_nobody(read_events):
    """What was taken is not put to the others whom its makers deal with."""
    (found,) = read_events(
        "Offer", "Norway asked Sweden to leave the island.", "Norway's plan for a bank was accepted."
    )

    assert (found["makers"], found["takers"], found["state"]) == (["Norway"], [], "taken")


OBLIGED = {
    "need": ("Norway said Sweden needs to leave the island.", "leave the island"),
    "must, of a thing": ("Norway insisted that the fees must fall.", "the fees must fall"),
    "a demand is": ("Norway's demand is a ban on whaling.", "a ban on whaling"),
    "pressure": ("There was Norwegian pressure to free the ship.", "free the ship"),
    "on": ("Norway insisted on a ban on whaling.", "a ban on whaling"),
}


@pytest.mark.parametrize(("sentence", "content"), OBLIGED.values(), ids=OBLIGED)
def test_what_must_be_is_the_content(read_shipped, sentence, content):
    """Without the words for having to, and whether or not somebody is named who has to."""
    (found,) = read_shipped("Demand", f"The sea is cold. {sentence}")

    assert (found["demanders"], found["content"]) == (["Norway"], content)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway said Sweden needs money to repair the ship.",
        "Norway says the ship must be a wreck.",
        "Norway said that Sweden does not need to leave the island.",
    ],
)
def test_what_is_needed_or_supposed_is_not_asked(read_shipped, sentence):
    """A need has an object, a supposition a thing for its subject."""
    assert read_shipped("Demand", f"The sea is cold. {sentence}") == []


def test_who_answers_is_not_asked_by_itself(read_shipped):
    """Where "its" seems to be the one that answers, the request is told all the same, and of nobody else."""
    (found,) = read_shipped("Demand", "Norway dismissed its request for a loan.")

    assert (found["addressees"], found["content"]) == ([], "a loan")


def test_who_rejects_does_not_propose(read_shipped):
    """Nor does whoever answers in any other way."""
    (found,) = read_shipped("Proposal", "Norwegian lawmakers rejected a proposal to raise the taxes.")

    assert (found["proposers"], found["recipients"]) == ([], ["Norwegian lawmakers"])


def test_a_body_that_has_no_name_is_not_somebody_else(read_shipped):
    """Who is asked is told, though not by name: nobody in the theme takes the place."""
    (found,) = read_shipped("Demand", "The sea is cold. Norway asked the university to take no money from Sweden.")

    assert (found["addressees"], found["content"]) == ([], "take no money from Sweden")


def test_a_city_may_be_asked(read_shipped):
    """Places that have a government can act; other things cannot."""
    (found,) = read_shipped("Demand", "Norway wants a loan from the city.")

    assert (found["demanders"], found["content"]) == (["Norway"], "a loan")
    assert read_shipped("Demand", "Norway wants a loan from the box.") == []
