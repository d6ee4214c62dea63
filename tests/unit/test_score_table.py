"""Scores are told the same to people and to machines."""

import json

from scoring_examples import actor, demand, document

from extract.catalog import load_catalog
from extract.errors import GoldenError
from extract.report.score_table import render_errors, render_scores, scores_as_json
from extract.scoring.score import score_documents, sum_up
from extract.stages import Failure

CATALOG = load_catalog()
GOLDEN = document(actors=[actor("Ann Rivers"), actor("Bo Lund")], demands=[demand(1, "open the border", [], [])])
FOUND = document(actors=[actor("Rivers", "group")], demands=[demand(1, "open the border", [], [])])
SCORES = sum_up([score_documents(GOLDEN, FOUND, CATALOG)], CATALOG)


def row(name):
    return next(line for line in render_scores(SCORES).splitlines() if line.split()[:1] == [name]).split()


def test_row_of_a_schema():
    """One of two actors found: precision 1, recall 1/2, F1 2/3; none right."""
    assert row("actors") == ["actors", "2", "1", "1.00", "0.50", "0.67", "0", "0.00", "0.00", "0.00"]


def test_row_of_a_schema_without_records():
    """Where there is nothing to judge there is a dash, not a number."""
    assert row("comments") == ["comments", "0", "0", "–", "–", "–", "0", "–", "–", "–"]


def test_row_of_a_slot():
    """Agreeing pairs, all pairs and the share."""
    assert row("actors.kind") == ["actors.kind", "0", "1", "0.00"]
    assert row("demands.demanders") == ["demands.demanders", "1", "1", "1.00"]
    assert row("meetings.place") == ["meetings.place", "0", "0", "–"]


def test_last_line_is_the_mean():
    """Found (2/3 + 1) / 2, right (0 + 1) / 2."""
    assert render_scores(SCORES).splitlines()[-1].split() == ["mean", "0.83", "0.50"]


def test_names_what_was_not_found_at_all():
    """Goldens without a document are told first: their misses are no fault of the reading."""
    scores = sum_up([score_documents(GOLDEN, {}, CATALOG)], CATALOG, missing=["a"])
    assert render_scores(scores).splitlines()[0] == "not found at all, all that they have counts as missed: a"


def test_json_has_what_the_table_has():
    """Counts, shares, slots and means, by schema."""
    told = scores_as_json(SCORES)
    assert told["mean"] == {"found": 0.8333, "right": 0.5}
    assert told["schemas"]["actors"] == {
        "found": {"tp": 1, "fp": 0, "fn": 1, "precision": 1.0, "recall": 0.5, "f1": 0.6667},
        "right": {"tp": 0, "fp": 1, "fn": 2, "precision": 0.0, "recall": 0.0, "f1": 0.0},
        "slots": {"kind": {"agreeing": 0, "pairs": 1, "accuracy": 0.0}},
        "sets": {"aliases": {"tp": 0, "fp": 0, "fn": 0, "precision": None, "recall": None, "f1": None}},
        "identity": {"split": 0, "joined": 0},
    }
    assert told["documents"]["a"]["demands"]["found"]["tp"] == 1


def test_json_has_mistakes_and_failures():
    """The list of mistakes and what could not be scored are there too, and all of it is JSON."""
    error = GoldenError("torn", where="b.json", remedy="mend it")
    scores = sum_up([score_documents(GOLDEN, FOUND, CATALOG)], CATALOG, failures=[Failure("b.json", error)])
    told = json.loads(json.dumps(scores_as_json(scores)))
    assert told["failures"] == [{"problem": "torn", "where": "b.json", "remedy": "mend it"}]
    assert [(one["kind"], one["record"], one["cause"]) for one in told["mistakes"]] == [
        ("missed", "bo-lund", "nothing near"),
        ("wrong", "ann-rivers", "kind"),
    ]


def test_no_mistakes_are_told_as_such():
    """A perfect score has an empty list that says so."""
    assert render_errors(sum_up([score_documents(GOLDEN, GOLDEN, CATALOG)], CATALOG)) == "no mistakes"
