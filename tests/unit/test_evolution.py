"""A change of the schemas is named with whom it breaks, and goldens are brought to the new form without a loss."""

import json
import os
from pathlib import Path

import pytest
from scoring_examples import actor, demand, document, quote

from extract.catalog import load_catalog
from extract.cli import main
from extract.comparison.evolution import changes_since, compare_schemas
from extract.document import json_schema, published_files
from extract.errors import GoldenError, StoreError, UsageError
from extract.goldens.golden import load_golden
from extract.goldens.upgrade import upgrade_goldens
from extract.report.evolution import changes_as_data, render_changes, render_upgrades

OLD = '''
"""Declarations of a user."""
from typing import Annotated, ClassVar, Literal
from pydantic import Field
from extract.schema import AGENT, PLACE, THEME, TIME, Compare, Cues, Entity, Event, Labels, Quote, Ref, When

class Ship(Entity):
    """A ship."""
    flag: Annotated[Literal["black", "white"], Labels(black=("ORG",), white=("GPE",))] = Field(description="Its flag.")

class Raid(Event):
    """A raid."""
    raiders: Annotated[list[Ref["Ship"]], AGENT] = Field(default=[], description="Who raids.")
    booty: list[str] = Field(default=[], description="What was taken.")
    dead: int | None = Field(default=None, ge=0, description="How many died.")
    words: Annotated[Quote, THEME] = Field(description="What was said.")
    at: Annotated[When | None, TIME] = Field(default=None, description="When.")
    cues = Cues("{raiders} raid {words}")
'''


def catalog_of(folder: Path, *replacements: tuple[str, str]):
    """Return the catalogue of the declarations above, altered."""
    text = OLD
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sea.py").write_text(text, encoding="utf-8")
    return load_catalog(folder)


def changes(tmp_path, *replacements):
    """Return (place, what, whether readers break, what becomes of goldens) of each change."""
    old, new = catalog_of(tmp_path / "old"), catalog_of(tmp_path / "new", *replacements)
    found = compare_schemas(json_schema(old), json_schema(new))
    return [(one.place, one.what, one.breaks_readers, one.goldens) for one in found]


def test_equal_schemas_have_no_change(tmp_path):
    """Another cue, which is no part of the published schema, is none."""
    assert changes(tmp_path, ("raid {words}", "attack {words}")) == []
    assert render_changes(()) == "The schemas are the same."


PORT = ("class Raid(Event):", 'class Port(Entity):\n    """A port."""\n\nclass Raid(Event):')
BOOTY = '    booty: list[str] = Field(default=[], description="What was taken.")\n'
CASES = {
    "a field that may be empty is new": (
        [(BOOTY, BOOTY + '    toll: int | None = Field(default=None, description="A toll.")\n')],
        [("raids.toll", "new: a whole number, or null", False, "upgrade")],
    ),
    "a field that must have a value is new": (
        [(BOOTY, BOOTY + '    toll: int = Field(description="A toll.")\n')],
        [("raids.toll", "new: a whole number", False, "look")],
    ),
    "a list that must not be empty is new": (
        [(BOOTY, BOOTY + '    ports: list[str] = Field(min_length=1, description="Ports.")\n')],
        [("raids.ports", "new: a list of text", False, "look")],
    ),
    "a field is gone": ([(BOOTY, "")], [("raids.booty", "gone", True, "look")]),
    "a field is renamed": (
        [("booty:", "loot:")],
        [
            ("raids.booty", "gone; renamed to loot?", True, "look"),
            ("raids.loot", "new: a list of text", False, "look"),
        ],
    ),
    "a type is another": (
        [("dead: int | None", "dead: str | None"), ("ge=0, ", "")],
        [("raids.dead", "text, was a whole number", True, "look")],
    ),
    "one becomes a list": (
        [("dead: int | None = Field(default=None, ge=0,", "dead: list[int] = Field(default=[],")],
        [
            ("raids.dead", "may not be null any more", False, "look"),
            ("raids.dead", "a list of a whole number, was a whole number", True, "look"),
        ],
    ),
    "a quotation becomes a date": (
        [("words: Annotated[Quote, THEME]", "words: Annotated[When, THEME]")],
        [("raids.words", "When, was Quote", True, "look")],
    ),
    "elements are of another type": (
        [("booty: list[str]", "booty: list[int]")],
        [("raids.booty", "a whole number, was text", True, "look")],
    ),
    "null is allowed": (
        [("words: Annotated[Quote, THEME]", "words: Annotated[Quote | None, THEME]")],
        [("raids.words", "may be null now", True, "fit")],
    ),
    "null is allowed no more": (
        [("dead: int | None = Field(default=None, ge=0,", "dead: int = Field(ge=0,")],
        [("raids.dead", "may not be null any more", False, "look")],
    ),
    "a value is new": (
        [('Literal["black", "white"]', 'Literal["black", "white", "red"]')],
        [("ships.flag", "the value 'red' is new", True, "fit")],
    ),
    "a value is gone": (
        [
            (
                'Literal["black", "white"], Labels(black=("ORG",), white=("GPE",))',
                'Literal["black"], Labels(black=("ORG",))',
            )
        ],
        [("ships.flag", "the value 'white' is gone", False, "look")],
    ),
    "values are free": (
        [('Annotated[Literal["black", "white"], Labels(black=("ORG",), white=("GPE",))]', "str")],
        [("ships.flag", "free now, was 'black', 'white'", True, "fit")],
    ),
    "values are free no more": (
        [("booty: list[str]", 'booty: list[Literal["gold"]]')],
        [("raids.booty", "only 'gold' now, was free", False, "look")],
    ),
    "a limit is narrower": (
        [("ge=0", "ge=1")],
        [("raids.dead", "minimum is 1, was 0", False, "look")],
    ),
    "a limit is wider": (
        [("ge=0, ", "")],
        [("raids.dead", "minimum is gone, was 0", True, "fit")],
    ),
    "a limit is new": (
        [("ge=0", "ge=0, le=9")],
        [("raids.dead", "maximum is 9, was free", False, "look")],
    ),
    "a description is another": (
        [("How many died.", "How many lost their lives.")],
        [("raids.dead", "another description", False, "fit")],
    ),
    "a definition is another": (
        [("A raid.", "A raid at sea.")],
        [("raids", "another description", False, "fit")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_change_is_named_with_whom_it_breaks(case, tmp_path):
    """What widens a schema breaks readers, what narrows it goldens; a description neither."""
    replacements, expected = CASES[case]
    assert changes(tmp_path, *replacements) == expected


def test_schemas_come_and_go(tmp_path):
    """A new list breaks nobody; one that is gone breaks both."""
    assert changes(tmp_path, PORT) == [("ports", "new: a list of Port", False, "upgrade")]
    old, new = catalog_of(tmp_path / "a", PORT), catalog_of(tmp_path / "b")
    (gone,) = compare_schemas(json_schema(old), json_schema(new))
    assert (gone.place, gone.what, gone.breaks_readers, gone.goldens) == ("ports", "gone", True, "look")


def test_parts_that_many_fields_share_are_told_once(tmp_path):
    """A change of what a quotation is, not of each field that has one."""
    old = json_schema(catalog_of(tmp_path / "old"))
    new = json.loads(json.dumps(old))
    del new["$defs"]["Quote"]["properties"]["score"]
    assert [one.place for one in compare_schemas(old, new)] == ["Quote.score"]


def test_what_is_written_always_or_not(tmp_path):
    """A key that may be missing now breaks readers; one that must be there breaks goldens that lack it."""
    old = json_schema(catalog_of(tmp_path / "old"))
    new = json.loads(json.dumps(old))
    new["$defs"]["Raid"]["required"].remove("dead")
    (loose,) = compare_schemas(old, new)
    assert (loose.what, loose.breaks_readers, loose.goldens) == ("may be left out now", True, "fit")
    (strict,) = compare_schemas(new, old)
    assert (strict.what, strict.breaks_readers, strict.goldens) == ("is always written now", False, "upgrade")


def test_another_version_breaks_readers_and_goldens(tmp_path):
    """Readers look at it first."""
    old = json_schema(catalog_of(tmp_path / "old"))
    new = json.loads(json.dumps(old))
    new["properties"]["schema_version"]["enum"] = ["2"]
    told = [(one.what, one.breaks_readers, one.goldens) for one in compare_schemas(old, new)]
    assert told == [
        ("the value '2' is new", True, "fit"),
        ("the value '1' is gone", False, "look"),
        ("the value '1.1' is gone", False, "look"),
    ]


# --------------------------------------------------------------------------------------------------------------------
# Where the old form is found


@pytest.fixture
def published(tmp_path):
    """The old form in each of the ways in which it can be given."""
    catalog = catalog_of(tmp_path / "old")
    folder = tmp_path / "published"
    folder.mkdir()
    for name, text in published_files(catalog).items():
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("old", "raids.toll"),
        ("published", "raids.toll"),
        ("published/document.schema.json", "raids.toll"),
        ("published/raid.schema.json", "toll"),
    ],
)
def test_the_old_form_is_a_folder_or_a_file(old, place, published):
    """Of declarations or of published schemas; the schema of one record is compared with that record's."""
    new = catalog_of(published / "new", CASES["a field that may be empty is new"][0][0])
    assert [one.place for one in changes_since(published / old, new)] == [place]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("{", "not JSON"), ("[]", "no JSON Schema"), ('{"title": "Whale", "properties": {}}', "nothing is declared")],
)
def test_what_is_no_old_form_is_wrong_usage(text, problem, published):
    """A file that is no schema, or of a record that nobody declares any more."""
    (published / "odd.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=problem):
        changes_since(published / "odd.json", catalog_of(published / "new"))
    with pytest.raises(UsageError, match="cannot be read"):
        changes_since(published / "nowhere.json", catalog_of(published / "new"))


def test_the_command_groups_changes_and_fails_on_breaking_ones(published, capsys):
    """Exit code 1 where a reader or a golden breaks; 0 where nothing does; --json for machines."""
    catalog_of(published / "new", *CASES["a field is gone"][0], ("How many died.", "How many lost their lives."))
    command = ["schema", "--schemas", str(published / "new"), "--diff", str(published / "published")]
    assert main(command) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Breaks readers of the JSON",
        "  raids.booty: gone  (goldens: a person must look)",
        "",
        "Breaks nothing",
        "  raids.dead: another description",
    ]
    assert main([*command, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told == changes_as_data(changes_since(published / "published", load_catalog(published / "new")))
    assert told["is_breaking"] is True
    catalog_of(published / "new", *CASES["a field that may be empty is new"][0])
    assert main(command) == 0
    assert "`extract golden upgrade` fills it in" in capsys.readouterr().out


def test_the_published_schemas_of_the_repository_are_compared(capsys):
    """Our own declarations against what we published: nothing breaks."""
    folder = Path(__file__).parents[2] / "schemas"
    assert main(["schema", "--diff", str(folder / "json")]) == 0
    assert capsys.readouterr().out == "The schemas are the same.\n"


# --------------------------------------------------------------------------------------------------------------------
# Goldens

RAID = {"id": "raid-1", "raiders": ["argo"], "booty": ["gold"], "dead": 3, "words": quote("open the border")}
RAID |= {"at": quote("3 May", iso=None), "evidence": [quote("Ostrevia asked Velmora to open")]}
SHIP = {"id": "argo", "name": "Argo", "flag": "white", "aliases": [], "mentions": []}


def golden_in(folder: Path, **changed) -> Path:
    """Write a golden in the old form into a folder of its own."""
    golden = document("a", ships=[SHIP], raids=[RAID])
    for name in ("actors", "meetings", "demands", "proposals", "comments"):
        del golden[name]
    (folder / "golden").mkdir(exist_ok=True)
    path = folder / "golden" / "a.json"
    path.write_text(json.dumps(golden | changed), encoding="utf-8")
    return path


def upgraded(tmp_path, *replacements, **options):
    """Return what becomes of the golden, and the golden before and after."""
    path = golden_in(tmp_path)
    before = path.read_bytes()
    catalog = catalog_of(tmp_path / "new", *replacements)
    (one,) = upgrade_goldens(tmp_path / "golden", catalog, **options)
    return one, json.loads(before), json.loads(path.read_bytes())


def test_a_golden_that_fits_is_not_touched(tmp_path):
    """Not even its white space."""
    path = golden_in(tmp_path)
    before = path.read_bytes()
    (one,) = upgrade_goldens(tmp_path / "golden", catalog_of(tmp_path / "new"))
    assert (one.state, one.notes) == ("fits", ())
    assert path.read_bytes() == before


def test_a_new_field_is_filled_with_nothing_and_named(tmp_path):
    """Null or an empty list; a person has to look whether the article tells it. The signature stays."""
    new = BOOTY + '    toll: int | None = Field(default=None, description="A toll.")\n'
    new += '    ports: list[str] = Field(default=[], description="Ports.")\n'
    one, before, after = upgraded(tmp_path, (BOOTY, new))
    assert one.state == "rewritten"
    assert [(note.kind, note.place) for note in one.notes] == [
        ("filled", "$.raids[0].toll"),
        ("filled", "$.raids[0].ports"),
    ]
    assert after["raids"] == [before["raids"][0] | {"toll": None, "ports": []}]
    assert after["verified"] == before["verified"]
    assert load_golden(one.path, load_catalog(tmp_path / "new"))


def test_a_new_list_is_empty_and_named(tmp_path):
    """Nobody has looked for such records."""
    one, _, after = upgraded(
        tmp_path, ("class Raid(Event):", 'class Port(Entity):\n    """A port."""\n\nclass Raid(Event):')
    )
    assert one.state == "rewritten"
    assert [(note.kind, note.place) for note in one.notes] == [("filled", "$.ports")]
    assert after["ports"] == []


def test_a_field_that_is_gone_keeps_the_golden_as_it_is(tmp_path):
    """What a person said is only taken out with --drop, and then told."""
    one, before, after = upgraded(tmp_path, (BOOTY, ""))
    assert (one.state, after) == ("left", before)
    assert [(note.kind, note.place) for note in one.notes] == [("look", "$.raids[0].booty")]
    one, before, after = upgraded(tmp_path, (BOOTY, ""), drop=True)
    assert one.state == "rewritten"
    assert [(note.kind, note.what) for note in one.notes] == [("dropped", 'it was ["gold"]')]
    assert "booty" not in after["raids"][0]


def test_a_field_is_renamed_with_its_values(tmp_path):
    """--rename keeps what was said."""
    one, before, after = upgraded(tmp_path, ("booty:", "loot:"), rename={"raids.booty": "loot"})
    assert one.state == "rewritten"
    assert after["raids"][0]["loot"] == before["raids"][0]["booty"]
    assert [(note.kind, note.place) for note in one.notes] == [("renamed", "$.raids[0].booty")]


def test_a_list_is_renamed_with_its_records(tmp_path):
    """And its fields by the list's new name."""
    one, before, after = upgraded(
        tmp_path,
        ("class Raid(", "class Attack("),
        ("booty:", "loot:"),
        rename={"raids": "attacks", "attacks.booty": "loot"},
    )
    assert one.state == "rewritten"
    assert after["attacks"][0]["loot"] == before["raids"][0]["booty"]


def test_a_name_cannot_be_given_twice(tmp_path):
    """Renaming onto a field that has a value would lose one of them."""
    more = (BOOTY, BOOTY.replace("booty", "loot"))
    path = golden_in(tmp_path, raids=[RAID | {"loot": ["salt"]}])
    before = path.read_bytes()
    catalog = catalog_of(tmp_path / "new", more)
    (one,) = upgrade_goldens(tmp_path / "golden", catalog, rename={"raids.booty": "loot"}, drop=True)
    assert one.state == "left"
    assert "there is a loot already" in one.notes[0].what
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("replacements", "place"),
    [
        (CASES["a value is gone"][0], "$.ships[0].flag"),
        (CASES["a type is another"][0], "$.raids[0].dead"),
        (CASES["a field that must have a value is new"][0], "$.raids[0].toll"),
        (CASES["a list that must not be empty is new"][0], "$.raids[0].ports"),
        ([("ge=0", "ge=4")], "$.raids[0].dead"),
    ],
)
def test_what_a_person_must_decide_is_listed_and_nothing_is_written(replacements, place, tmp_path):
    """A value that is not allowed any more, or one that is wanted now: the golden stays, --drop or not."""
    for drop in (False, True):
        one, before, after = upgraded(tmp_path, *replacements, drop=drop)
        assert (one.state, after) == ("left", before)
        assert place in [note.place for note in one.notes if note.kind == "look"]


def test_an_empty_field_that_is_gone_goes(tmp_path):
    """Nothing is lost with it, and it is named."""
    path = golden_in(tmp_path, raids=[RAID | {"booty": []}])
    (one,) = upgrade_goldens(tmp_path / "golden", catalog_of(tmp_path / "new", (BOOTY, "")))
    assert (one.state, [note.kind for note in one.notes]) == ("rewritten", ["dropped"])
    assert "booty" not in json.loads(path.read_bytes())["raids"][0]


def test_a_date_gets_the_key_that_it_lacks(tmp_path):
    """A golden of before dates had a day."""
    golden_in(tmp_path, raids=[RAID | {"at": quote("3 May")}])
    (one,) = upgrade_goldens(tmp_path / "golden", catalog_of(tmp_path / "new"))
    assert (one.state, [note.place for note in one.notes]) == ("rewritten", ["$.raids[0].at.iso"])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "this is not JSON"),
        ('{"verified": 1, "verified": 2}', "a key stands twice"),
        ('{"extraction": {}}', "nobody stands for it"),
        ("[]", "nobody stands for it"),
    ],
)
def test_what_is_no_golden_is_left_and_told(text, problem, tmp_path):
    """The others are upgraded all the same."""
    golden_in(tmp_path)
    other = tmp_path / "golden" / "b.json"
    other.write_text(text, encoding="utf-8")
    catalog = catalog_of(tmp_path / "new", *CASES["a field that may be empty is new"][0])
    done = upgrade_goldens(tmp_path / "golden", catalog)
    assert [one.state for one in done] == ["rewritten", "left"]
    assert problem in done[1].notes[0].what
    assert other.read_text(encoding="utf-8") == text


def test_nothing_is_written_where_the_folder_cannot_be(tmp_path, monkeypatch):
    """A golden is replaced whole or not at all: a failure while it is written leaves the old one."""
    path = golden_in(tmp_path)
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    catalog = catalog_of(tmp_path / "new", *CASES["a field that may be empty is new"][0])
    with pytest.raises(StoreError, match="No space left"):
        upgrade_goldens(tmp_path / "golden", catalog)
    assert path.read_bytes() == before


def test_names_that_nobody_declares_are_wrong_usage(tmp_path):
    """Before anything is touched."""
    golden_in(tmp_path)
    for rename in ({"raids.booty": "nothing"}, {"raids": "whales"}, {"whales.x": "booty"}):
        with pytest.raises(UsageError, match="cannot be renamed"):
            upgrade_goldens(tmp_path / "golden", catalog_of(tmp_path / "new"), rename=rename)
    with pytest.raises(GoldenError, match="no golden found"):
        upgrade_goldens(tmp_path / "new", catalog_of(tmp_path / "new"))


def test_the_command_tells_and_fails_where_something_is_left(tmp_path, capsys):
    """--dry-run writes nothing; what is the same of many records is told once."""
    path = golden_in(tmp_path, raids=[RAID, RAID | {"id": "raid-2"}])
    before = path.read_bytes()
    catalog_of(tmp_path / "new", *CASES["a field that may be empty is new"][0])
    command = ["golden", "upgrade", str(tmp_path / "golden"), "--schemas", str(tmp_path / "new")]
    assert main([*command, "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: would be rewritten",
        "  filled   $.raids[*].toll: null: nobody has looked for it (2 times)",
        "0 fit, 1 would be rewritten, 0 left for a person.",
    ]
    assert path.read_bytes() == before
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["state"] == "rewritten"
    assert main(command) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 fit, 0 rewritten, 0 left for a person."
    catalog_of(tmp_path / "new", (BOOTY, ""))
    assert main(command) == 1
    assert "look     $.raids[0].booty" in capsys.readouterr().out
    assert main([*command, "--rename", "raids.booty"]) == 2
    assert "has no =" in capsys.readouterr().err


def test_the_goldens_of_the_repository_fit():
    """Nothing of ours waits for an upgrade."""
    done = upgrade_goldens(Path(__file__).parents[2] / "golden", load_catalog(), dry_run=True)
    assert {one.state for one in done} == {"fits"}
    assert render_upgrades(done).endswith(f"{len(done)} fit, 0 rewritten, 0 left for a person.")


def test_words_of_a_golden_steer_no_terminal(tmp_path):
    """Names in a file are printed as they are, but for signs that a terminal would obey."""
    golden_in(tmp_path, **{"odd\x1b[2J": [1]})
    done = upgrade_goldens(tmp_path / "golden", catalog_of(tmp_path / "new"))
    assert "\x1b" not in render_upgrades(done)
    assert done[0].state == "left"


def test_records_of_the_shipped_schemas_are_upgraded_too(tmp_path):
    """The same with our own declarations: a golden from before a field was declared."""
    old = demand(1, "open the border at once", ["ostrevia"], [])
    del old["addressees"]
    (tmp_path / "golden").mkdir()
    path = tmp_path / "golden" / "a.json"
    path.write_text(json.dumps(document(actors=[actor("Ostrevia", "state")], demands=[old])), encoding="utf-8")
    (one,) = upgrade_goldens(tmp_path / "golden", load_catalog())
    assert one.state == "rewritten"
    assert json.loads(path.read_bytes())["demands"][0]["addressees"] == []
