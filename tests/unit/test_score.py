"""Scores add up to what one counts by hand."""

import json

import pytest
from scoring_examples import actor, demand, document, meeting, quote, user_catalog

from extract.catalog import load_catalog
from extract.errors import GoldenError, InvalidDocument
from extract.scoring.counts import Counts
from extract.scoring.score import compared_fields, score_documents, score_folders, sum_up

CATALOG = load_catalog()


def list_score(schema, golden, found, **sides):
    """Return the score of one list; ``actors`` are those of both documents."""
    actors = sides.get("actors", [])
    scored = score_documents(
        document(**{"actors": actors, schema: golden}), document(**{"actors": actors, schema: found}), CATALOG
    )
    return next(one for one in scored.lists if one.declaration.list_name == schema)


def pairs_of(scored):
    return [(pair.golden["id"], pair.found["id"]) for pair in scored.pairs]


def test_shares_of_counts():
    """Three true, one false and two missing give precision 3/4, recall 3/5 and F1 2/3."""
    counts = Counts(3, 1, 2)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.6, pytest.approx(2 / 3))


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        (Counts(0, 0, 0), (None, None, None)),
        (Counts(0, 2, 0), (0.0, None, 0.0)),
        (Counts(0, 0, 2), (None, 0.0, 0.0)),
    ],
)
def test_shares_without_a_denominator(counts, shares):
    """Where there is nothing to divide by there is no share; F1 is 0 as soon as something is false or missing."""
    assert (counts.precision, counts.recall, counts.f1) == shares


def test_counts_found_and_right():
    """Of three golden actors two are found, one with another kind; one found actor is false.

    Found: 2 true, 1 false, 1 missing. Right: 1 true, 2 false, 2 missing.
    """
    golden = [actor("Ann Rivers"), actor("Ostrevia", "state"), actor("Velmora", "state")]
    scored = list_score("actors", golden, [actor("Rivers"), actor("Ostrevia", "group"), actor("Bo Lund")])
    assert pairs_of(scored) == [("ann-rivers", "rivers"), ("ostrevia", "ostrevia")]
    assert scored.found == Counts(2, 1, 1)
    assert scored.right == Counts(1, 2, 2)
    assert [pair.slots for pair in scored.pairs] == [{"kind": True}, {"kind": False}]


def test_pairs_as_many_as_the_sum_of_likeness_allows():
    """Two people of one last name: the found one with both names does not take the golden that the other needs."""
    golden = [actor("Rivers"), actor("Ann Rivers")]
    scored = list_score("actors", golden, [actor("Ann Rivers"), actor("Rivers", "person", "Mr Rivers")])
    assert pairs_of(scored) == [("rivers", "rivers"), ("ann-rivers", "ann-rivers")]


def test_prefers_the_pair_that_is_right():
    """Of two found demands with the same content the one with the right roles is taken; the other is false."""
    actors = [actor("Ostrevia", "state"), actor("Velmora", "state")]
    golden = demand(1, "open the border", ["ostrevia"], ["velmora"])
    wrong = demand(1, "open the border", ["velmora"], ["ostrevia"])
    right = demand(2, "to open the border at once", ["ostrevia"], ["velmora"])
    scored = list_score("demands", [golden], [wrong, right], actors=actors)
    assert pairs_of(scored) == [("demand-1", "demand-2")]
    assert [record["id"] for record in scored.false] == ["demand-1"]


def test_optional_golden_is_neither_owed_nor_counted():
    """An optional record that is found is no true one, and one that is not found is not missing."""
    optional = actor("Bo Lund", optional=True)
    assert list_score("actors", [optional], [actor("Lund")]).found == Counts(0, 0, 0)
    assert list_score("actors", [optional], []).found == Counts(0, 0, 0)
    assert list_score("actors", [optional], [actor("Ann Rivers")]).found == Counts(0, 1, 0)


def test_optional_golden_excuses_only_one():
    """The second found record for one optional golden record is false."""
    scored = list_score("actors", [actor("Bo Lund", optional=True)], [actor("Lund"), actor("Bo Lund")])
    assert scored.found == Counts(0, 1, 0)
    assert [pair.found["id"] for pair in scored.excused] == ["bo-lund"]


def test_owed_golden_goes_before_the_optional_one():
    """A found record that resembles an optional record more than one owed still answers the one owed."""
    golden = [actor("Ann Rivers", optional=True), actor("Bo Rivers")]
    scored = list_score("actors", golden, [actor("Ann Rivers", "person", "Rivers")])
    assert scored.found == Counts(1, 0, 0)
    assert pairs_of(scored) == [("bo-rivers", "ann-rivers")]


def test_references_to_optional_records_are_followed():
    """A participant that is an optional actor in the golden is a participant all the same."""
    actors = [actor("Bo Lund", optional=True)]
    golden = meeting(1, ["bo-lund"], "Ann Rivers met Bo Lund")
    scored = list_score("meetings", [golden], [meeting(1, ["bo-lund"], "met Bo Lund")], actors=actors)
    assert scored.right == Counts(1, 0, 0)


def test_one_wrong_slot_makes_a_found_record_not_right():
    """Place and status agree, the date does not: found, not right, and each slot is told."""
    actors = [actor("Ann Rivers")]
    golden = meeting(1, ["ann-rivers"], "Ann Rivers met", place=quote("Lisbon"), date=quote("3 May", iso="2026-05-03"))
    found = meeting(1, ["ann-rivers"], "Ann Rivers met", place=quote("port of Lisbon"), date=None)
    scored = list_score("meetings", [golden], [found], actors=actors)
    assert (scored.found, scored.right) == (Counts(1, 0, 0), Counts(0, 1, 1))
    assert scored.pairs[0].slots == {"participants": True, "place": True, "date": False, "status": True}


def test_names_and_what_a_field_says_is_ignored_are_no_slots():
    """The slots are the fields that the declaration compares."""
    slots = {one.name: [spec.name for spec in compared_fields(one)] for one in CATALOG}
    assert slots == {
        "Actor": ["kind"],
        "Meeting": ["participants", "place", "date", "status"],
        "Demand": ["demanders", "addressees"],
        "Proposal": ["proposers", "recipients", "status"],
        "Comment": ["author"],
    }


def test_sums_up_over_documents():
    """Counts and slots are added over the documents; a schema that nobody has is left out of the mean.

    Actors: 2 true, 1 missing: F1 4/5, all right. Demands: 1 false: F1 0. The mean of the two is 2/5.
    """
    first = score_documents(document(actors=[actor("Ann Rivers")]), document(actors=[actor("Ann Rivers")]), CATALOG)
    golden = document("b", actors=[actor("Ostrevia", "state"), actor("Velmora", "state")])
    found = document("b", actors=[actor("Velmora", "state")], demands=[demand(1, "open the border", [], [])])
    scores = sum_up([first, score_documents(golden, found, CATALOG)], CATALOG)
    by_name = {schema.name: schema for schema in scores.schemas}
    assert by_name["actors"].found == Counts(2, 0, 1)
    assert by_name["demands"].found == Counts(0, 1, 0)
    assert by_name["comments"].found.f1 is None
    assert (by_name["actors"].slots["kind"].agreeing, by_name["actors"].slots["kind"].accuracy) == (2, 1.0)
    assert by_name["demands"].slots["demanders"].accuracy is None
    assert scores.mean_found == pytest.approx(0.4)
    assert scores.mean_right == pytest.approx(0.4)


def test_mean_of_nothing_is_none():
    """Without any record there is no mean."""
    scores = sum_up([score_documents(document(), document(), CATALOG)], CATALOG)
    assert (scores.mean_found, scores.mean_right) == (None, None)


def test_scores_a_users_own_schema(tmp_path):
    """Records of a schema that the package does not know are scored by their declared rules."""
    catalog = user_catalog(tmp_path)
    ships = [{"id": "tern", "name": "Black Tern", "aliases": [], "flag": "black"}]
    found = [{"id": "black", "name": "the Black Tern", "aliases": [], "flag": None}]
    scored = score_documents(document(ships=ships), document(ships=found), catalog).lists[0]
    assert (scored.found, scored.right) == (Counts(1, 0, 0), Counts(0, 1, 1))


@pytest.fixture
def folders(tmp_path):
    """Two folders: goldens ``a`` and ``b``, and what was found for ``a``."""
    golden, found = tmp_path / "golden", tmp_path / "out"
    golden.mkdir()
    found.mkdir()
    write(golden / "a.json", document("a", actors=[actor("Ann Rivers")]))
    write(golden / "b.json", document("b", actors=[actor("Bo Lund")]))
    write(found / "a.json", document("a", actors=[actor("Rivers")]))
    return golden, found


def write(path, value):
    path.write_text(json.dumps(value), encoding="utf-8")


def test_golden_without_a_document_is_missed_and_told(folders):
    """What a golden owes counts as missed where its article was not read."""
    scores = score_folders(*folders, CATALOG)
    assert scores.schemas[0].found == Counts(1, 0, 1)
    assert scores.missing == ("b",)
    assert scores.failures == ()


def test_reads_the_lines_of_a_jsonl_output(folders):
    """A folder with extractions.jsonl is scored by the line of each id; a broken line is told and costs itself only."""
    golden, found = folders
    (found / "a.json").rename(found / "extractions.jsonl")
    with (found / "extractions.jsonl").open("a", encoding="utf-8") as lines:
        lines.write("\n" + json.dumps(document("b", actors=[actor("Lund")])) + '\n{"source": {"id"')
    scores = score_folders(golden, found, CATALOG)
    assert scores.schemas[0].found == Counts(2, 0, 0)
    assert [failure.error.where for failure in scores.failures] == [f"{found / 'extractions.jsonl'}, line 3"]
    assert scores.missing == ()


def test_reads_the_rows_of_a_parquet_output(folders):
    """A folder with extractions.parquet is scored by the row of each id, nulls of its columns left out."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from extract.formats import arrow_schema

    golden, found = folders
    row = json.loads((found / "a.json").read_text(encoding="utf-8"))
    (found / "a.json").unlink()
    del row["verified"]
    row["extraction"] = {"backend": "b", "model": "m", "version": "1", "schemas": "s"}
    row["actors"][0]["mentions"] = [quote("Rivers")]
    table = pyarrow.Table.from_pylist([row], schema=arrow_schema(CATALOG))
    parquet.write_table(table, found / "extractions.parquet")
    scores = score_folders(golden, found, CATALOG)
    assert (scores.schemas[0].found, scores.missing, scores.failures) == (Counts(1, 0, 1), ("b",), ())


def test_golden_of_another_text_is_not_scored(folders):
    """Offsets of two texts cannot be compared: the golden is told, the others are scored."""
    golden, found = folders
    changed = document("b", actors=[actor("Lund")])
    changed["source"]["sha256"] = "0" * 64
    write(found / "b.json", changed)
    scores = score_folders(golden, found, CATALOG)
    assert scores.schemas[0].found == Counts(1, 0, 0)
    (failure,) = scores.failures
    assert isinstance(failure.error, GoldenError)
    assert failure.error.problem == "the golden was made for another text than the document found"


def test_broken_golden_does_not_stop_the_others(folders):
    """A golden that breaks the schema becomes a failure that names file and place."""
    golden, found = folders
    write(golden / "b.json", document("b", actors=[actor("Bo Lund", "hero")]))
    scores = score_folders(golden, found, CATALOG)
    assert scores.schemas[0].found == Counts(1, 0, 0)
    assert [failure.error.where for failure in scores.failures] == [f"{golden / 'b.json'}, $.actors[0].kind"]


@pytest.mark.parametrize("content", ["{", "[]", '{"source": {"id": "b"}}'])
def test_broken_document_becomes_a_failure(folders, content):
    """A found file that is no document is told; its golden is not scored as if nothing had been found."""
    golden, found = folders
    (found / "b.json").write_text(content, encoding="utf-8")
    scores = score_folders(golden, found, CATALOG)
    assert scores.schemas[0].found == Counts(1, 0, 0)
    (failure,) = scores.failures
    assert isinstance(failure.error, InvalidDocument)
    assert failure.error.where.startswith(str(found / "b.json"))


def test_folder_without_goldens_is_an_error(tmp_path):
    """There is nothing to score by."""
    with pytest.raises(GoldenError, match="no golden found"):
        score_folders(tmp_path, tmp_path, CATALOG)
