import pytest
from scoring_examples import actor, demand, document

from extract.catalog import load_catalog
from extract.report.score_table import render_by_confidence, scores_as_json
from extract.scoring.by_confidence import by_confidence
from extract.scoring.score import score_documents, sum_up

WORDS = ("open the border", "a shared customs post", "met the envoys")


@pytest.fixture(scope="module")
def scores():
    """Two demands are owed and found, one surely, one not; a third is false, and of middling confidence."""
    catalog = load_catalog()
    actors = [actor("Ostrevia", "state"), actor("Velmora", "state")]
    owed = [demand(n, words, ["ostrevia"], ["velmora"]) for n, words in enumerate(WORDS[:2], start=1)]
    told = [
        demand(1, WORDS[0], ["ostrevia"], ["velmora"], confidence=0.9),
        demand(2, WORDS[1], ["velmora"], ["velmora"], confidence=0.2),
        demand(3, WORDS[2], ["ostrevia"], [], confidence=0.5),
    ]
    golden, found = document(actors=actors, demands=owed), document(actors=actors, demands=told)
    return sum_up([score_documents(golden, found, catalog)], catalog)


def counts_at(scores, least):
    """Return the counts of found and right at a level."""
    level = next(one for one in by_confidence(scores) if one.least == least)
    return (level.found.tp, level.found.fp, level.found.fn), (level.right.tp, level.right.fp, level.right.fn)


def test_at_nought_all_records_count(scores):
    """The first level is the score itself, of the schemas that tell a confidence."""
    assert counts_at(scores, 0.0) == ((2, 1, 0), (1, 2, 1))


def test_a_record_that_is_left_out_is_missed(scores):
    """What was found with too little confidence is owed again."""
    assert counts_at(scores, 0.3) == ((1, 1, 1), (1, 1, 1))


def test_a_false_record_that_is_left_out_is_held_against_nobody(scores):
    """Precision rises with confidence where confidence means something."""
    assert counts_at(scores, 0.6) == ((1, 0, 1), (1, 0, 1))


def test_schemas_that_tell_none_are_no_part_of_it():
    """Without a confidence there is nothing to leave out."""
    catalog = load_catalog()
    plain = document(actors=[actor("Ostrevia", "state")])
    scores = sum_up([score_documents(plain, plain, catalog)], catalog)
    assert by_confidence(scores) == ()
    assert render_by_confidence(scores) == "no record tells its confidence"


def test_the_table_has_a_line_for_each_level(scores):
    """A heading, a rule, ten levels."""
    lines = render_by_confidence(scores).splitlines()
    assert lines[-1].split()[:2] == ["0.9", "1"]
    assert sum(line[:1] == "0" for line in lines) == 10


def test_the_json_has_them_too(scores):
    """For whoever draws a curve."""
    levels = scores_as_json(scores)["by_confidence"]
    assert [one["least"] for one in levels][:3] == [0.0, 0.1, 0.2]
    assert levels[0]["found"]["precision"] == 0.6667
