"""Every edit of the review, as a function of the records."""

import pytest
from review_examples import CATALOG, TEXT, article, document, place_of

from extract.review.edits import Desktop, apply_edit, read_edit
from extract.review.records import from_document
from extract.review.values import EditError

ON = Desktop(article(), CATALOG, number=7)


@pytest.fixture
def records():
    """The records of the example, none judged."""
    return from_document(document(), CATALOG)


def edited(records, /, **edit):
    return apply_edit(records, read_edit(edit), ON)


def put(records, key, field, value):
    return edited(records, do="set", key=key, field=field, value=value)[key].values[field]


def test_records_are_those_of_the_document_in_its_order(records):
    """Each record has its id as key, its schema, and no verdict."""
    assert [(one.key, one.schema, one.verdict) for one in records] == [
        ("norland", "Actor", None),
        ("sudland", "Actor", None),
        ("ida-vale", "Actor", None),
        ("meeting-1", "Meeting", None),
        ("demand-1", "Demand", None),
    ]


def test_judge_gives_the_records_named_a_verdict_and_no_other(records):
    """Accepting two of five leaves three undecided."""
    judged = edited(records, do="judge", keys=["norland", "demand-1"], verdict="accepted")

    assert [one.verdict for one in judged] == ["accepted", None, None, None, "accepted"]


def test_judge_takes_a_verdict_back(records):
    """A verdict of null makes a record undecided again."""
    judged = edited(records, do="judge", keys=["norland"], verdict="rejected")

    assert edited(judged, do="judge", keys=["norland"], verdict=None) == records


def test_an_edit_leaves_the_records_it_was_given(records):
    """Records are frozen values: what was there before an edit can be shown again."""
    edited(records, do="mark", key="norland", optional=True)

    assert records["norland"].optional is False


def test_mark_makes_a_record_optional(records):
    """Marking concerns the one record."""
    assert [one.optional for one in edited(records, do="mark", key="sudland", optional=True)] == [0, 1, 0, 0, 0]


def test_set_takes_the_words_of_a_quotation_from_the_text(records):
    """Only the place is sent; white space at its ends is left out."""
    place = place_of(" the strait.")

    assert put(records, "demand-1", "content", place) == {
        "text": "the strait.",
        "start": place["start"] + 1,
        "end": place["end"],
    }


def test_set_counts_code_points_and_not_units(records):
    """An emoji before the place moves it by one."""
    on = Desktop(article(text="😀 Norland paid."), CATALOG, 1)
    edit = read_edit({"do": "set", "key": "demand-1", "field": "content", "value": {"start": 2, "end": 9}})

    assert apply_edit(records, edit, on)["demand-1"].values["content"] == {"text": "Norland", "start": 2, "end": 9}


def test_a_new_date_is_worked_out_with_the_articles_own(records):
    """A quotation without an ISO date gets the day that it means."""
    assert put(records, "meeting-1", "date", place_of("4 May 2021"))["iso"] == "2021-05-04"


def test_a_date_keeps_what_a_person_says_it_means(records):
    """An ISO date that is sent goes before the one that could be worked out; an empty one is none."""
    place = place_of("4 May 2021")

    assert put(records, "meeting-1", "date", place | {"iso": "2021-05"})["iso"] == "2021-05"
    assert put(records, "meeting-1", "date", place | {"iso": " "})["iso"] is None


def test_set_empties_a_field(records):
    """Null and the empty text are no value; a required field may lack one while it is edited."""
    assert put(records, "meeting-1", "place", None) is None
    assert put(records, "norland", "kind", "") is None


def test_set_takes_each_element_of_a_list_once(records):
    """A reference given twice is there once."""
    assert put(records, "demand-1", "demanders", ["norland", "sudland", "norland"]) == ["norland", "sudland"]


@pytest.mark.parametrize(
    ("key", "field", "value", "told"),
    [
        ("demand-1", "content", {"start": 5, "end": 5}, "nothing is selected there"),
        ("demand-1", "content", {"start": -9, "end": 0}, "nothing is selected there"),
        ("demand-1", "content", {"start": 10_000, "end": 10_005}, "nothing is selected there"),
        ("demand-1", "content", "reopen", "content takes a place in the text, not 'reopen'"),
        ("demand-1", "demanders", "norland", "demanders takes a list, not 'norland'"),
        ("demand-1", "demanders", ["meeting-1"], "demanders takes records of Actor, and this is one of Meeting"),
        ("demand-1", "demanders", ["nobody"], "the record is not there any more"),
        ("norland", "kind", 3, "kind takes a text, not 3"),
        ("norland", "name", {"a": 1}, "name takes a text or a number, not {'a': 1}"),
        ("norland", "height", 3, "Actor has no field 'height'"),
        ("nobody", "name", "x", "the record is not there any more"),
    ],
)
def test_set_refuses_a_value_of_another_type(records, key, field, value, told):
    """What a field cannot hold is told, and nothing is changed."""
    with pytest.raises(EditError) as raised:
        put(records, key, field, value)

    assert raised.value.problem == told


def test_add_makes_an_entity_of_a_name_with_all_its_places(records):
    """The selected words are the name; every place of it in the body is a mention, inside longer names none."""
    place = place_of("strait")
    added = edited(records, do="add", of="Actor", at=place, around=place)["+7"]

    assert (added.values["name"], added.verdict) == ("strait", "accepted")
    assert [quote["start"] for quote in added.values["mentions"]] == [
        TEXT.index("strait"),
        TEXT.index("strait", TEXT.index("strait") + 1),
    ]
    assert added.values["kind"] is None


def test_add_makes_an_event_of_its_theme_and_the_sentence_around(records):
    """Where a schema has a theme, the selected words are it, and the sentence is the evidence."""
    at, around = place_of("a joint patrol of the strait"), place_of("Vale offered a joint patrol of the strait.")
    values = edited(records, do="add", of="Proposal", at=at, around=around)["+7"].values

    assert values["content"]["text"] == "a joint patrol of the strait"
    assert [quote["text"] for quote in values["evidence"]] == ["Vale offered a joint patrol of the strait."]
    assert values["proposers"] == []


def test_add_makes_an_event_without_a_theme_of_its_evidence(records):
    """A meeting has no theme: the selected words are what states it."""
    at = place_of("Envoys of Norland met Sudland's minister")
    values = edited(records, do="add", of="Meeting", at=at, around=at)["+7"].values

    assert [quote["text"] for quote in values["evidence"]] == ["Envoys of Norland met Sudland's minister"]


def test_add_makes_a_passage_of_its_text(records):
    """A comment is the selected words."""
    at = place_of("The Norlanders said they would answer soon.")
    values = edited(records, do="add", of="Comment", at=at, around=at)["+7"].values

    assert values["text"]["text"] == "The Norlanders said they would answer soon."


def test_add_refuses_an_unknown_schema(records):
    """A page of other schemas is told to reload."""
    with pytest.raises(EditError, match="no schema is called 'Treaty'"):
        edited(records, do="add", of="Treaty", at={"start": 0, "end": 5}, around={"start": 0, "end": 5})


def test_find_adds_every_place_of_an_entitys_names(records):
    """Places of a new alias join the mentions that are there, in the order of the text."""
    named = edited(records, do="set", key="ida-vale", field="aliases", value=["Vale", "minister Ida Vale"])
    found = edited(named, do="find", key="ida-vale")["ida-vale"].values["mentions"]

    assert [quote["text"] for quote in found] == ["minister Ida Vale", "Ida Vale", "Vale"]


def test_merge_makes_one_entity_of_two(records):
    """The other's name becomes an alias, its mentions join, and references to it lead to the kept one."""
    merged = edited(records, do="merge", key="sudland", other="ida-vale")

    assert [one.key for one in merged] == ["norland", "sudland", "meeting-1", "demand-1"]
    assert merged["sudland"].values["aliases"] == ["Vale", "Ida Vale"]
    assert [quote["text"] for quote in merged["sudland"].values["mentions"]] == [
        "Sudland",
        "Ida Vale",
        "Sudland",
        "Vale",
    ]
    assert merged["meeting-1"].values["participants"] == ["norland", "sudland"]


def test_merge_names_a_participant_once(records):
    """Where both took part, the merged one takes part once."""
    merged = edited(records, do="merge", key="norland", other="ida-vale")

    assert merged["meeting-1"].values["participants"] == ["norland"]


def test_merge_joins_two_events(records):
    """Lists are united, and a value that the kept one lacks is taken from the other."""
    at = place_of("The Norlanders said they would answer soon.")
    both = edited(records, do="add", of="Meeting", at=at, around=at)
    merged = edited(both, do="merge", key="+7", other="meeting-1")["+7"].values

    assert [quote["start"] for quote in merged["evidence"]] == [at["start"], 0]
    assert (merged["status"], merged["place"]["text"]) == ("held", "Port Amber")


@pytest.mark.parametrize("other", ["norland", "meeting-1"])
def test_merge_refuses_itself_and_records_of_another_schema(records, other):
    """Only two of one schema can be one."""
    with pytest.raises(EditError, match="only two records of one schema can be merged"):
        edited(records, do="merge", key="norland", other=other)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"do": "delete"},
        {"do": "judge", "keys": ["norland"], "verdict": "maybe"},
        {"do": "judge", "keys": "norland"},
        {"do": "mark", "key": "norland", "optional": True, "more": 1},
    ],
)
def test_what_is_no_edit_is_refused(data):
    """A request of another form is told, and nothing is changed."""
    with pytest.raises(EditError, match="not an edit"):
        read_edit(data)


def test_start_refuses_records_that_do_not_fit_the_schemas(records):
    """A draft of other schemas cannot be taken up."""
    with pytest.raises(EditError, match="the records do not fit the schemas"):
        edited(records, do="start", origin="extraction", records=[{"key": "a", "schema": "Treaty", "values": {}}])
