"""Every difference from a golden is named, with its place and the cause that rules can tell."""

import pytest
from scoring_examples import TEXT, actor, demand, document, meeting, quote

from extract.catalog import load_catalog
from extract.report.score_table import render_errors
from extract.scoring.mistakes import find_mistakes
from extract.scoring.score import score_documents, sum_up
from extract.scoring.wording import quote_of

CATALOG = load_catalog()
STATES = [actor("Ostrevia", "state"), actor("Velmora", "state")]


def mistakes_in(golden, found):
    return find_mistakes(sum_up([score_documents(document(**golden), document(**found), CATALOG)], CATALOG))


def told(golden, found):
    return [(one.schema, one.kind, one.record, one.cause, one.detail) for one in mistakes_in(golden, found)]


def test_no_mistakes():
    """A document scored against itself has none."""
    assert mistakes_in({"actors": STATES}, {"actors": STATES}) == ()


def test_miss_with_nothing_near():
    """Where nothing alike was found, the miss says so, with the quotation and its place."""
    golden = demand(1, "open the border at once", ["ostrevia"], ["velmora"])
    (mistake,) = mistakes_in({"demands": [golden], "actors": STATES}, {"actors": STATES})
    assert (mistake.kind, mistake.cause) == ("missed", "nothing near")
    assert (mistake.document, mistake.quote) == ("a", "open the border at once")
    assert TEXT[mistake.start : mistake.end] == mistake.quote


def test_near_miss_tells_the_test_that_fails():
    """A record that overlaps too little is near: both sides are told, with the measure and what is wanted."""
    golden = demand(1, "to open the border at once", [], [])
    found = demand(1, "asked Velmora to open", [], [])
    detail = (
        "demand-1: content is alike by 0.40, 0.5 is wanted: “to open the border at once” in the golden, "
        "“asked Velmora to open” found"
    )
    assert told({"demands": [golden]}, {"demands": [found]}) == [
        ("demands", "false", "demand-1", "near miss", detail),
        ("demands", "missed", "demand-1", "near miss", detail),
    ]


def test_near_miss_for_want_of_a_participant():
    """The right evidence with other people is near, and the people are named, not their ids."""
    golden = meeting(1, ["ostrevia"], "The Ostrevian side had met")
    found = meeting(1, ["velmora"], "The Ostrevian side had met")
    (mistake, _) = told({"meetings": [golden], "actors": STATES}, {"meetings": [found], "actors": STATES})
    assert mistake[3:] == (
        "near miss",
        "meeting-1: none of participants in common: Ostrevia in the golden, Velmora found",
    )


def test_meeting_told_elsewhere_is_near():
    """The same people with evidence that does not overlap are near."""
    golden = meeting(1, ["ostrevia"], "The Ostrevian side had met")
    found = meeting(1, ["ostrevia"], "Ann Rivers met")
    (mistake, _) = told({"meetings": [golden], "actors": STATES}, {"meetings": [found], "actors": STATES})
    assert mistake[3:] == (
        "near miss",
        "meeting-1: evidence overlaps by 0.00 of the shorter, more than 0.5 is wanted",
    )


def test_name_that_shares_a_word_is_near():
    """A false actor whose name has a word of a golden one's is a near miss, one without is not."""
    (missed, false) = told({"actors": [actor("Port Union", "group")]}, {"actors": [actor("Port Guild", "group")]})
    assert missed[3] == false[3] == "near miss"
    assert "no form of name in common: Port Union in the golden, Port Guild found" in missed[4]
    assert told({}, {"actors": [actor("Bo Lund")]})[0][3:] == (
        "nothing near",
        "nothing of this schema is in the golden here",
    )


def test_second_find_of_one_record_is_taken():
    """A duplicate is false because the golden it matches has its pair."""
    golden = demand(1, "open the border", [], [])
    found = [demand(1, "open the border", [], []), demand(2, "to open the border at once", [], [])]
    assert told({"demands": [golden]}, {"demands": found}) == [
        ("demands", "false", "demand-2", "taken", "demand-1 matches, but is the pair of demand-1")
    ]


def test_miss_whose_find_answers_another_golden_is_taken():
    """Two golden records merged into one: the second is missed because its find is the pair of the first."""
    golden = [demand(1, "open the border", [], []), demand(2, "to open the border at once", [], [])]
    (mistake,) = told({"demands": golden}, {"demands": [demand(1, "open the border", [], [])]})
    assert mistake == ("demands", "missed", "demand-2", "taken", "demand-1 matches, but is the pair of demand-1")


def test_words_found_as_another_schema():
    """A demand that was read as a proposal is told as such, and the proposal likewise."""
    proposal = {
        "id": "proposal-1",
        "proposers": [],
        "recipients": [],
        "content": quote("open the border"),
        "status": "made",
    }
    found = {"proposals": [proposal | {"evidence": [quote("Ostrevia asked Velmora")]}]}
    mistakes = told({"demands": [demand(1, "open the border at once", [], [])]}, found)
    assert mistakes == [
        ("demands", "missed", "demand-1", "other schema", "proposal-1 in proposals has the same words"),
        ("proposals", "false", "proposal-1", "other schema", "demand-1 in demands has the same words"),
    ]


def test_wrong_slots_tell_both_values():
    """Each slot that disagrees is a mistake of its own, with the golden's value and the found one."""
    golden = meeting(1, ["ostrevia"], "met the envoys", date=quote("3 May", iso="2026-05-03"))
    found = meeting(4, ["ostrevia"], "met the envoys", place=quote("Porto"), date=quote("3 May", iso="2025-05-03"))
    mistakes = told({"meetings": [golden], "actors": STATES}, {"meetings": [found], "actors": STATES})
    assert mistakes == [
        ("meetings", "wrong", "meeting-1", "place", "nothing in the golden, “Porto” found (meeting-4)"),
        (
            "meetings",
            "wrong",
            "meeting-1",
            "date",
            "“3 May” (2026-05-03) in the golden, “3 May” (2025-05-03) found (meeting-4)",
        ),
    ]


def test_optional_records_make_no_mistakes():
    """An optional golden record, found or not, is not in the list; not even its slots."""
    golden = {"actors": [actor("Bo Lund", "person", optional=True)]}
    assert mistakes_in(golden, {"actors": [actor("Lund", "group")]}) == ()
    assert mistakes_in(golden, {}) == ()


def test_mistakes_come_in_the_order_of_the_text():
    """Within a schema and document they are sorted by place."""
    golden = {"demands": [demand(1, "shared customs post", [], []), demand(2, "met Bo Lund", [], [])]}
    assert [one.record for one in mistakes_in(golden, {})] == ["demand-2", "demand-1"]


@pytest.mark.parametrize(
    ("schema", "record", "expected"),
    [
        ("Demand", demand(1, "open the border", [], []), "open the border"),
        ("Meeting", meeting(1, [], "Ann Rivers met", place=quote("Porto")), "Ann Rivers met"),
        ("Actor", actor("Ann Rivers", mentions=[quote("Ann Rivers")]), "Ann Rivers"),
    ],
)
def test_quotation_that_stands_for_a_record(schema, record, expected):
    """It is the one that the rule of the schema tests, or else the first that there is."""
    assert quote_of(CATALOG[schema], record)["text"] == expected


def test_record_without_a_quotation_has_no_place():
    """An actor without mentions has nothing that could be shown."""
    assert quote_of(CATALOG["Actor"], actor("Ann Rivers")) is None


def test_renders_mistakes_with_their_causes():
    """The list names quotation, place and cause of each, and then counts the causes."""
    golden = document(actors=[actor("Bo Lund", mentions=[quote("Bo Lund")])], demands=[demand(1, "to open", [], [])])
    scores = sum_up([score_documents(golden, document(), CATALOG)], CATALOG)
    assert render_errors(scores).splitlines() == [
        "actors: missed: bo-lund “Bo Lund”",
        "  where: a, characters 15-22",
        "  why:   nothing near: nothing of this schema was found here",
        "",
        "demands: missed: demand-1 “to open”",
        "  where: a, characters 82-89",
        "  why:   nothing near: nothing of this schema was found here",
        "",
        "cause                         count",
        "----------------------------  -----",
        "actors missed: nothing near       1",
        "demands missed: nothing near      1",
    ]
