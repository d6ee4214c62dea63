import pytest
from scoring_examples import actor, demand, document, meeting

from extract.catalog import load_catalog
from extract.report.score_table import render_errors, render_scores, scores_as_json
from extract.scoring.counts import Counts, Identity
from extract.scoring.mistakes import find_in_part, find_mistakes
from extract.scoring.score import score_documents, sum_up

SAID = "Ann Rivers met Bo Lund in the old port of Lisbon on 3 May."


def scored(golden_lists, found_lists):
    """Return the scores of one document with these lists."""
    catalog = load_catalog()
    golden, found = document(**golden_lists), document(**found_lists)
    return sum_up([score_documents(golden, found, catalog)], catalog)


@pytest.fixture(scope="module")
def scores():
    """Two met; one of them and a third are told to have. One goes by two names more, of which one is told."""
    people = [actor("Ann Rivers", "person", "Rivers", "the envoy"), actor("Bo Lund")]
    told = [actor("Ann Rivers", "person", "the envoys", "Rivers"), actor("Velmora", "state")]
    met, wrong = meeting(1, ["ann-rivers", "bo-lund"], SAID), meeting(1, ["ann-rivers", "velmora"], SAID)
    return scored({"actors": people, "meetings": [met]}, {"actors": told, "meetings": [wrong]})


def sums(scores, name):
    """Return what is told of one schema."""
    return next(one for one in scores.schemas if one.name == name)


def test_participants_are_counted_one_by_one(scores):
    """Half of them in common is enough for the slot; here each of them counts."""
    assert sums(scores, "meetings").sets["participants"] == Counts(1, 1, 1)


def test_other_names_are_counted_as_they_are_folded(scores):
    """Articles and case are no difference, a plural is."""
    assert sums(scores, "actors").sets["aliases"] == Counts(1, 1, 1)


def test_one_that_is_taken_for_two_is_told():
    """The second record matches what the first one answers already."""
    twice = [actor("Ann Rivers"), actor("Rivers", "person", "Ann Rivers")]
    twice[1]["id"] = "rivers"
    scores = scored({"actors": [actor("Ann Rivers")]}, {"actors": twice})
    assert sums(scores, "actors").identity == Identity(split=1)
    assert "actors: 1 found twice, 0 found as part of another" in render_scores(scores)


def test_two_that_are_taken_for_one_are_told():
    """One record has the names of both."""
    two = [actor("Ann Rivers"), actor("Bo Lund")]
    scores = scored({"actors": two}, {"actors": [actor("Ann Rivers", "person", "Bo Lund")]})
    assert sums(scores, "actors").identity == Identity(joined=1)


def test_events_are_not_told_apart_by_names(scores):
    """Only entities have an identity of this kind."""
    assert sums(scores, "meetings").identity is None


def test_values_too_many_and_too_few_are_listed(scores):
    """By name, also where half of them in common is enough for the slot; the golden's record is told."""
    told = [(one.schema, one.record, one.cause, one.detail) for one in find_in_part(scores)]

    assert told == [
        ("actors", "ann-rivers", "aliases", "only in the golden: the envoy; only found: the envoys (ann-rivers)"),
        ("meetings", "meeting-1", "participants", "only in the golden: Bo Lund; only found: Velmora (meeting-1)"),
    ]
    assert "meetings: in part: meeting-1" in render_errors(scores)
    assert [one["cause"] for one in scores_as_json(scores)["in_part"]] == ["aliases", "participants"]


def test_what_is_told_as_a_wrong_slot_is_not_told_again():
    """None in common is a wrong slot; all in common is nothing."""
    met = meeting(1, ["ann-rivers"], SAID)
    people = [actor("Ann Rivers"), actor("Bo Lund")]
    asked, other = demand(1, "open the border", ["ann-rivers"], []), demand(1, "open the border", ["bo-lund"], [])
    golden, found = ({"actors": people, "meetings": [met], "demands": [one]} for one in (asked, other))
    scores = scored(golden, found)

    assert find_in_part(scores) == ()
    assert [one.cause for one in find_mistakes(scores)] == ["demanders"]


def test_the_table_and_the_json_have_them(scores):
    """A line for each field with several values."""
    assert "meetings.participants       2      2       0.50    0.50  0.50" in render_scores(scores)
    assert scores_as_json(scores)["schemas"]["actors"]["sets"]["aliases"]["recall"] == 0.5
