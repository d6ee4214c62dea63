"""The rules of comparison do what the declarations say."""

import pytest
from scoring_examples import actor, demand, document, meeting, quote, user_catalog

from extract.catalog import load_catalog
from extract.scoring.likeness import Comparison, fold_name, is_person, name_forms, overlap_of, token_f1

CATALOG = load_catalog()


def comparison(golden=None, found=None, catalog=CATALOG):
    return Comparison(golden or document(), found or document(), catalog)


def matches(schema, golden, found, sides=(None, None)):
    return comparison(*sides).is_match(CATALOG[schema], golden, found)


def agrees(schema, field, golden, found, sides=(None, None)):
    return comparison(*sides).agrees(CATALOG[schema].field(field), golden, found)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The White House", "white house"),
        ("U.S.", "us"),
        ("Velmora's army", "velmora army"),
        ("Velmora’s army", "velmora army"),
        ("the miners' union", "miners union"),
        ("  Ann\tRivers ", "ann rivers"),
        ("al-Assad", "al assad"),
        ("A", "a"),
        ("Erdoğan", "erdoğan"),
    ],
)
def test_folds_names(name, folded):
    """Case, punctuation, articles, possessives and white space make no other name."""
    assert fold_name(name) == folded


def test_last_name_of_a_person_is_a_form():
    """The last word of a person's name is a form of it, that of an organisation is not."""
    assert name_forms(CATALOG["Actor"], actor("Ann Rivers")) == {"ann rivers", "rivers"}
    assert name_forms(CATALOG["Actor"], actor("Port Union", "organization")) == {"port union"}


def test_aliases_are_forms_but_have_no_last_name():
    """An alias counts as it stands."""
    assert name_forms(CATALOG["Actor"], actor("Ann Rivers", "person", "the mayor of Lisbon")) == {
        "ann rivers",
        "rivers",
        "mayor of lisbon",
    }


def test_person_is_known_by_the_label(tmp_path):
    """Whether a record is a person is told by the labels of its value, not by the value's name."""
    assert is_person(CATALOG["Actor"], actor("Ann Rivers", "person"))
    assert not is_person(CATALOG["Actor"], actor("Ostrevia", "state"))
    assert not is_person(user_catalog(tmp_path)["Ship"], {"name": "Black Tern", "flag": "black"})


def test_entities_match_by_any_form():
    """One form in common is enough, whatever the kinds are."""
    assert matches("Actor", actor("Ann Rivers"), actor("Rivers", "state"))
    assert matches("Actor", actor("Ostrevia", "state", "Osk"), actor("the Osk", "state"))
    assert not matches("Actor", actor("Ann Rivers"), actor("Ann Lund"))


def test_spans_must_overlap_by_more_than_half():
    """Half of the shorter quotation is too little, one character more is enough."""
    both = (document(actors=[actor("Bo Lund")]), document(actors=[actor("Bo Lund")]))
    golden = meeting(1, ["bo-lund"], "Ann Rivers")
    assert overlap_of(quote("Ann Rivers"), quote("ivers met ")) == 0.5
    assert not matches("Meeting", golden, meeting(1, ["bo-lund"], "ivers met "), both)
    assert matches("Meeting", golden, meeting(1, ["bo-lund"], "Rivers met "), both)


def test_any_of_several_quotations_may_overlap():
    """A record that several sentences state matches by one of them."""
    golden = meeting(1, [], "Ann Rivers met Bo Lund", "a shared customs post")
    assert matches("Meeting", golden, meeting(1, [], "Ostrevia asked", "customs post"))


def test_event_needs_a_participant_in_common():
    """The same evidence with other people is another occasion; nobody on both sides is no difference."""
    golden_side = document(actors=[actor("Ann Rivers"), actor("Bo Lund")])
    found_side = document(actors=[actor("Rivers"), actor("Velmora", "state")])
    both = (golden_side, found_side)
    golden = meeting(1, ["ann-rivers", "bo-lund"], "Ann Rivers met Bo Lund")
    assert matches("Meeting", golden, meeting(1, ["rivers"], "Ann Rivers met Bo Lund"), both)
    assert not matches("Meeting", golden, meeting(1, ["velmora"], "Ann Rivers met Bo Lund"), both)
    assert not matches("Meeting", golden, meeting(1, [], "Ann Rivers met Bo Lund"), both)
    assert matches("Meeting", meeting(1, [], "Ann Rivers"), meeting(1, [], "Ann Rivers"), both)


def test_reference_to_nothing_agrees_with_nothing():
    """A reference whose record the document does not have is in common with no other."""
    golden = meeting(1, ["ann-rivers"], "Ann Rivers")
    assert not matches("Meeting", golden, meeting(1, ["ann-rivers"], "Ann Rivers"))


def test_content_may_overlap_by_half():
    """Contents match from half of the shorter on."""
    assert matches("Demand", demand(1, "the border", [], []), demand(1, "open the b", [], [])) is True
    assert overlap_of(quote("the border"), quote("open the b")) == 0.5
    assert not matches("Demand", demand(1, "the border", [], []), demand(1, "to open the ", [], []))


def test_content_may_share_half_of_its_words():
    """Contents that stand apart match by token F1 from 0.5 on."""
    golden = demand(1, "Lisbon on 3", [], [])
    assert token_f1("Lisbon on 3", "Porto in 3 on Lisbon") == 0.75
    far = {"text": "on Lisbon Porto in May", "start": 900, "end": 922}
    assert token_f1("Lisbon on 3", far["text"]) == 0.5
    assert matches("Demand", golden, demand(1, "Porto", [], []) | {"content": far})
    farther = {"text": "on Lisbon Porto in May June", "start": 900, "end": 927}
    assert not matches("Demand", golden, demand(1, "Porto", [], []) | {"content": farther})


def test_passages_match_by_their_text_with_white_space_folded():
    """A comment is found where its words are the same, wherever lines break; letter case is kept."""
    golden = {"id": "comment-1", "text": {"text": "So true.\nAll of it.", "start": 0, "end": 19}}
    assert matches("Comment", golden, {"text": {"text": "So  true. All of it.", "start": 5, "end": 25}})
    assert not matches("Comment", golden, {"text": {"text": "So true. All of It.", "start": 0, "end": 19}})


def test_value_never_agrees_with_nothing():
    """Null agrees with null, and with nothing else."""
    with_place = meeting(1, [], "Ann Rivers", place=quote("Lisbon"))
    without = meeting(1, [], "Ann Rivers")
    assert agrees("Meeting", "place", without, without)
    assert not agrees("Meeting", "place", with_place, without)
    assert not agrees("Meeting", "place", without, with_place)
    assert not agrees("Meeting", "date", without, meeting(1, [], "Ann Rivers", date=quote("3 May", iso=None)))


def test_same_folds_case_and_white_space():
    """Displayed names are equal whatever their case and spacing; other words are not."""
    golden = {"author": "Rot  Front"}
    assert agrees("Comment", "author", golden, {"author": "rot front"})
    assert not agrees("Comment", "author", golden, {"author": "rotfront"})
    assert agrees("Comment", "author", {"author": None}, {"author": None})


def test_common_needs_one_element_or_nobody_on_both_sides():
    """A role agrees from one actor in common on; an empty side agrees with an empty one only."""
    side = document(actors=[actor("Ostrevia", "state"), actor("Velmora", "state")])
    golden = demand(1, "the border", ["ostrevia", "velmora"], [])
    found = demand(1, "the border", ["velmora"], ["ostrevia"])
    assert agrees("Demand", "demanders", golden, found, (side, side))
    assert not agrees("Demand", "addressees", golden, found, (side, side))
    assert agrees("Demand", "addressees", golden, golden, (side, side))


@pytest.mark.parametrize(("found", "expected"), [(["ann-rivers"], True), (["ann-rivers", "x", "y", "z"], False)])
def test_share_is_the_f1_of_the_elements(found, expected):
    """One of three gives F1 0.5, which is enough; one of three with three false ones gives less."""
    golden_side = document(actors=[actor(name) for name in ("Ann Rivers", "Bo Lund", "Cy Field")])
    found_side = document(actors=[actor("Ann Rivers"), actor("X", "group"), actor("Y", "group"), actor("Z", "group")])
    golden = meeting(1, ["ann-rivers", "bo-lund", "cy-field"], "Ann Rivers")
    record = meeting(1, found, "Ann Rivers")
    assert agrees("Meeting", "participants", golden, record, (golden_side, found_side)) is expected


def test_one_element_answers_only_one():
    """Two golden actors are not both answered by one found actor that has a name form of each."""
    golden_side = document(actors=[actor("Ann Rivers"), actor("Bo Rivers")])
    found_side = document(actors=[actor("Rivers")])
    spec = CATALOG["Meeting"].field("participants")
    sides = comparison(golden_side, found_side)
    golden = meeting(1, ["ann-rivers", "bo-rivers"], "Ann Rivers")
    measure = sides.measure(CATALOG["Meeting"], "common", spec.name, golden, meeting(1, ["rivers"], "Ann Rivers"))
    assert measure == pytest.approx(2 / 3)


def test_places_overlap_or_share_half_of_their_words():
    """A longer mention of the place agrees, and another mention of it; another place does not."""
    golden = meeting(1, [], "Ann Rivers", place=quote("the old port of Lisbon"))
    elsewhere = {"text": "the port of Lisbon", "start": 800, "end": 818}
    assert agrees("Meeting", "place", golden, meeting(1, [], "Ann Rivers", place=quote("Lisbon")))
    assert agrees("Meeting", "place", golden, meeting(1, [], "Ann Rivers", place=elsewhere))
    assert not agrees("Meeting", "place", golden, meeting(1, [], "Ann Rivers", place=quote("Porto")))


@pytest.mark.parametrize(
    ("golden", "found", "expected"),
    [
        (quote("3 May", iso="2026-05-03"), quote("April", iso="2026-05-03"), True),
        (quote("3 May", iso="2026-05-03"), quote("3 May", iso="2026-05"), False),
        (quote("3 May", iso=None), quote("on 3 May", iso="2026-05-03"), True),
        (quote("3 May", iso="2026-05-03"), quote("April", iso=None), False),
    ],
)
def test_dates_agree_by_iso_where_both_have_one(golden, found, expected):
    """Equal ISO dates agree whatever the words; where one has none, the quotations decide."""
    records = (meeting(1, [], "Ann Rivers", date=golden), meeting(1, [], "Ann Rivers", date=found))
    assert agrees("Meeting", "date", *records) is expected


def test_ignored_fields_agree_always():
    """A field that is not compared cannot be wrong."""
    assert agrees("Actor", "title", actor("Ann Rivers", title="mayor"), actor("Ann Rivers"))


def test_rules_of_a_users_own_fields(tmp_path):
    """Lists of words, numbers, lists of quotations and their own thresholds compare by the same rules."""
    catalog = user_catalog(tmp_path)
    ships = [{"id": name, "name": name, "aliases": []} for name in ("tern", "gull", "auk")]
    side = document(ships=ships)
    sides = comparison(side, side, catalog)

    def agree(field, golden, found):
        return sides.agrees(catalog["Raid"].field(field), {field: golden}, {field: found})

    assert agree("loot", ["gold", "Salt"], ["salt", "gold"])
    assert not agree("loot", ["gold", "salt"], ["gold"])
    assert agree("dead", 3, 3)
    assert not agree("dead", 3, 4)
    assert not agree("dead", 0, None)
    assert agree("raiders", ["tern", "gull"], ["tern"])
    assert not agree("raiders", ["tern", "gull"], ["tern", "auk"])
    assert agree("places", [quote("Lisbon"), quote("Porto")], [quote("in Porto")])
    assert agree("words", quote("the border"), {"text": "The  border", "start": 900, "end": 911})
    assert not agree("words", quote("the border"), quote("open the border"))


def test_schemas_whose_rules_refer_to_each_other_come_to_an_end(tmp_path):
    """A raid that is known by a truce that is known by the raid matches nothing, and does not run for ever."""
    catalog = user_catalog(tmp_path)
    side = document(raids=[{"id": "raid-1", "answers": ["truce-1"]}], truces=[{"id": "truce-1", "after": ["raid-1"]}])
    sides = comparison(side, side, catalog)
    assert not sides.is_match(catalog["Raid"], side["raids"][0], side["raids"][0])
