"""Declarations are found, loaded and checked; a faulty one is refused with file, class, field, cause and remedy."""

import sys

import pytest

from extract.catalog import default_folder, load_catalog
from extract.errors import DeclarationError

WISH = 'wish: Annotated[Quote, THEME] = Field(description="What for.")'
KIND = 'kind: Annotated[\n        Literal["person", "body"],'
OUTCOME = 'outcome: Literal["open", "granted"] | None = Field(default=None, description="What came of it.")'
CUES = 'Cues("{askers} ask {asked} to {wish}") + Cues("{asked} grant {wish}", outcome="granted")'
DOCSTRING = '    """Somebody asks another for something."""\n'

FAULTS = {
    "no docstring": ((DOCSTRING, ""), "Plea", "Plea has no docstring", "what counts as one"),
    "empty docstring": ((DOCSTRING, '    """ """\n'), "Plea", "Plea has no docstring", "what counts as one"),
    "no description": (
        (WISH, "wish: Annotated[Quote, THEME]"),
        "Plea.wish",
        "the field has no description",
        'Field(description="…")',
    ),
    "reference to nothing": (
        ('asked: Annotated[list[Ref["Party"]]', 'asked: Annotated[list[Ref["Somebody"]]'),
        "Plea.asked",
        "Ref['Somebody'] names no schema of this folder",
        "declare Somebody here, or refer to one of: Party, Plea",
    ),
    "role of another kind": (
        (WISH, WISH.replace("THEME", "AUTHOR")),
        "Plea.wish",
        "the role author does not go with the kind event",
        "use it in: passage",
    ),
    "two roles": (
        (WISH, WISH.replace("THEME", "THEME, PLACE")),
        "Plea.wish",
        "a field has one role, not theme and place",
        "keep the one",
    ),
    "unknown label value": (
        ('Labels(person=("PERSON", "OFFICE"), body', 'Labels(human=("PERSON", "OFFICE"), body'),
        "Party.kind",
        "Labels gives 'human', which the field's Literal does not have",
        "use its values: 'person', 'body'",
    ),
    "unknown modality value": (
        (OUTCOME, OUTCOME.replace(OUTCOME[9:42], 'Annotated[Literal["open", "granted"], Modality(actual="done")]')),
        "Plea.outcome",
        "Modality gives 'done', which the field's Literal does not have",
        "use its values: 'open', 'granted'",
    ),
    "unknown tone values": (
        (
            OUTCOME,
            OUTCOME.replace(
                OUTCOME[9:42], 'Annotated[Literal["open", "granted"], Tone(positive="a", neutral="open", negative="b")]'
            ),
        ),
        "Plea.outcome",
        "Tone gives 'a', 'b', which the field's Literal does not have",
        "use its values: 'open', 'granted'",
    ),
    "labels on text": (
        (WISH, 'wish: Annotated[str, Labels(a=("PERSON",))] = Field(description="What for.")'),
        "Plea.wish",
        "Labels gives 'a', which the field's Literal does not have",
        "make the field a Literal[…]",
    ),
    "cue with an unknown field": (
        (CUES, 'Cues("{askers} ask {whom} to {wish}")'),
        "Plea.cues, '{askers} ask {whom} to {wish}'",
        "the cue names a field 'whom' that Plea does not have",
        "use one of: askers, asked, wish, place, outcome, evidence",
    ),
    "cue that fixes an unknown field": (
        (CUES, 'Cues("{askers} ask {asked} to {wish}", result="open")'),
        "Plea.cues, '{askers} ask {asked} to {wish}'",
        "the cue names a field 'result' that Plea does not have",
        "use one of: askers",
    ),
    "cue that fixes an unknown value": (
        (CUES, 'Cues("{askers} ask {asked} to {wish}", outcome="refused")'),
        "Plea.cues, '{askers} ask {asked} to {wish}'",
        "the cue fixes outcome to 'refused', which the field's Literal does not have",
        "use one of: 'open', 'granted'",
    ),
    "cue without a slot": (
        (CUES, 'Cues("they ask")'),
        "Plea.cues, 'they ask'",
        "at least one {slot}",
        "plain sentence",
    ),
    "cue without a word": (
        (CUES, 'Cues("{askers} {wish}.")'),
        "Plea.cues, '{askers} {wish}.'",
        "and one word",
        "plain sentence",
    ),
    "type of field": (
        (OUTCOME, 'outcome: dict[str, str] = Field(description="What came of it.")'),
        "Plea.outcome",
        "a field cannot be of the type dict[str, str]",
        "use Quote, When, Ref[…]",
    ),
    "one of two types": (
        (OUTCOME, 'outcome: int | str = Field(description="What came of it.")'),
        "Plea.outcome",
        "a field cannot be of the type int | str",
        "or a list or optional of these",
    ),
    "list of lists": (
        (OUTCOME, 'outcome: list[list[str]] = Field(description="What came of it.")'),
        "Plea.outcome",
        "a field cannot be of the type list[str]",
        "or a list or optional of these",
    ),
    "list name taken by the document": (
        ("    cues =", '    plural: ClassVar[str] = "source"\n    cues ='),
        "Plea",
        "no list can be called 'source'",
        'set plural: ClassVar[str] = "…"',
    ),
    "list name that is none": (
        ("    cues =", '    plural: ClassVar[str] = "the pleas"\n    cues ='),
        "Plea",
        "no list can be called 'the pleas'",
        'set plural: ClassVar[str] = "…"',
    ),
    "unknown test of a match": (
        ("    cues =", '    match: ClassVar[Match] = Match((("wish", "wish"),))\n    cues ='),
        "Plea.match",
        "there is no test called 'wish'",
        "write (how, field), how one of: names, spans, content",
    ),
    "match by an unknown field": (
        ("    cues =", '    match: ClassVar[Match] = Match((("content", "hope"),))\n    cues ='),
        "Plea.match",
        "Plea has no field called 'hope'",
        "use one of: askers, asked, wish",
    ),
    "unknown comparison": (
        (WISH, WISH.replace("THEME", 'THEME, Compare("alike")')),
        "Plea.wish",
        "there is no comparison called 'alike'",
        "use one of: same, common",
    ),
    "two lists of one name": (
        ("    cues =", '    plural: ClassVar[str] = "parties"\n    cues ='),
        "Plea and",
        "Plea and Party would both be written as 'parties'",
        "rename one",
    ),
}


@pytest.mark.parametrize(("change", "place", "problem", "remedy"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_declaration_is_refused(declare, change, place, problem, remedy):
    """The error tells what is wrong, in which file, class and field, and what to do."""
    folder = declare(change)

    with pytest.raises(DeclarationError) as raised:
        load_catalog(folder)

    assert problem in raised.value.problem
    assert raised.value.where.startswith(f"{folder / 'plea.py'}, {place}")
    assert remedy in raised.value.remedy


NO_MATCH = {
    "unclosed slot": ("{askers ask {wish}", 'a { opens no slot there: "{askers ask'),
    "slot never opened": ("{askers} ask wish}", 'a } closes no slot there: "'),
    "unclosed list": ("{askers} [cut|shed {wish}", 'a [ begins no list of words there: "[cut|shed'),
    "list never opened": ("{askers} cut|shed] {wish}", "a | stands outside of a list of words"),
    "empty list": ("{askers} ask [] {wish}", "a [ begins no list of words there"),
    "end of no list": ("{askers} ask] {wish}", "a ] ends no list of words there"),
    "head without its colon": ("{askers} cut {wish|worker}", 'a { opens no slot there: "{wish|worker}"'),
    "empty head": ("{askers} cut {wish:}", "a { opens no slot there"),
    "space in a slot": ("{askers} cut { wish }", "a { opens no slot there"),
    "head of two words": ("{askers} call {wish:hunger strike}", '"hunger strike" is not: "{wish:hunger strike}"'),
    "nothing barred": ("{askers} call {wish:not }", "the head of what fills a slot is one word"),
    "no comma between two": (
        "{askers} ask {asked}{askers} beg {asked}",
        'no word parts two slots: "{askers} ask {asked}{',
    ),
}


@pytest.mark.parametrize(("cue", "problem"), NO_MATCH.values(), ids=NO_MATCH)
def test_a_cue_that_can_match_nothing_is_refused(declare, cue, problem):
    """A mark left over would be looked for as a word: file, class and cue are told, and how cues are written."""
    folder = declare((CUES, f'Cues("{cue}")'))

    with pytest.raises(DeclarationError, match="the cue can match nothing: ") as raised:
        load_catalog(folder)

    assert problem in raised.value.problem
    assert raised.value.where.startswith(f"{folder / 'plea.py'}, Plea.cues, '{{askers")
    assert "write" in raised.value.remedy or "word" in raised.value.remedy


def test_a_slot_in_capitals_names_no_field(declare):
    """{Wish} is a slot of a field that is not there, not a word."""
    with pytest.raises(DeclarationError, match="the cue names a field 'Wish' that Plea does not have") as raised:
        load_catalog(declare((CUES, 'Cues("{askers} ask for {Wish}")')))
    assert "wish" in raised.value.remedy


def test_only_events_have_cues(declare):
    """Cues of an entity would never be looked for."""
    folder = declare(("    kind: Annotated[\n", '    cues = Cues("{name} speak")\n    kind: Annotated[\n'))

    with pytest.raises(DeclarationError, match="cues find events, and Party is an entity") as raised:
        load_catalog(folder)
    assert raised.value.where == f"{folder / 'plea.py'}, Party.cues"


BROKEN = {
    "syntax": ("class Plea(Event):", "class Plea(Event:", "SyntaxError", "class Plea(Event:"),
    "import": ("from datetime import date", "import no_such_module", "ModuleNotFoundError", "import no_such_module"),
    "unknown name": ("THEME] = Field", "SUBJECT] = Field", "NameError: name 'SUBJECT' is not defined", "SUBJECT"),
    "pattern": (
        "Annotated[Quote, THEME]",
        'Annotated[str, Pattern(r"(a")]',
        "error: missing ), unterminated subpattern",
        'Pattern(r"(a")',
    ),
}


@pytest.mark.parametrize(("old", "new", "problem", "line"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_run_is_told_with_its_line(declare, old, new, problem, line):
    """Whatever the file raises becomes one error, which names the line."""
    folder = declare((old, new))
    number = (folder / "plea.py").read_text().split(line)[0].count("\n") + 1

    with pytest.raises(DeclarationError) as raised:
        load_catalog(folder)

    assert raised.value.problem.startswith("the declaration cannot be loaded: ")
    assert problem in raised.value.problem
    assert raised.value.where == f"{folder / 'plea.py'}, line {number}"
    assert "mend the file" in raised.value.remedy
    assert raised.value.__cause__ is not None


def test_a_broken_file_leaves_nothing_behind(declare):
    """A module that could not be run is not kept for the next import."""
    before = set(sys.modules)

    with pytest.raises(DeclarationError):
        load_catalog(declare(("from datetime import date", "import no_such_module")))

    assert {name for name in set(sys.modules) - before if "plea" in name} == set()


@pytest.mark.parametrize("name", ["nothing", "file.py"])
def test_what_is_no_folder_is_refused(tmp_path, name):
    """A path to nothing, or to a file."""
    (tmp_path / "file.py").write_text("")

    with pytest.raises(DeclarationError, match="is not a folder") as raised:
        load_catalog(tmp_path / name)
    assert raised.value.where == str(tmp_path / name)
    assert "--schemas" in raised.value.remedy


def test_a_folder_without_a_declaration_is_refused(tmp_path):
    """Files with other things, or whose name begins with an underscore, declare nothing."""
    (tmp_path / "other.py").write_text("from extract.schema import Event\nX = 1\n")
    (tmp_path / "_hidden.py").write_text("raise SystemError\n")

    with pytest.raises(DeclarationError, match="no declaration found") as raised:
        load_catalog(tmp_path)
    assert raised.value.where == str(tmp_path)


def test_lists_stand_in_the_order_of_their_kinds_and_positions(declare):
    """Entities, events, passages; within a kind by position, then by name."""
    folder = declare()
    (folder / "more.py").write_text(
        "from typing import ClassVar\n"
        "from extract.schema import *\n"
        "class Zeal(Event):\n    '''Z.'''\n    position: ClassVar[int] = 1\n"
        "class Alarm(Event):\n    '''A.'''\n"
        "class Note(Passage):\n    '''N.'''\n"
        "class Bird(Entity):\n    '''B.'''\n",
        encoding="utf-8",
    )

    assert [one.list_name for one in load_catalog(folder)] == ["birds", "parties", "zeals", "alarms", "pleas", "notes"]


def test_a_declaration_is_found_by_its_name_and_its_list(declare):
    """Both name it; what names nothing is a KeyError; a kind gives all that are of it."""
    catalog = load_catalog(declare())

    assert catalog["Plea"] is catalog["pleas"]
    assert [one.name for one in catalog.of_kind("event")] == ["Plea"]
    assert catalog.of_kind("passage") == ()
    with pytest.raises(KeyError):
        catalog["plea"]


def test_two_folders_with_files_of_one_name_do_not_mix(declare):
    """Each catalogue has its own classes."""
    one = load_catalog(declare())
    other = load_catalog(declare((DOCSTRING, '    """Another one."""\n')))

    assert one["Plea"].definition == "Somebody asks another for something."
    assert other["Plea"].definition == "Another one."


def test_what_is_imported_is_not_declared_twice(declare):
    """A class counts in the file that defines it, not in one that imports it; one derived from it counts too."""
    folder = declare()
    (folder / "sub.py").write_text(
        "import sys\n"
        "Plea = next(vars(one)['Plea'] for name, one in list(sys.modules.items()) if name.endswith('_plea') and "
        f"getattr(one, '__file__', '').startswith({str(folder)!r}))\n"
        "class Cry(Plea):\n    '''A loud one.'''\n",
        encoding="utf-8",
    )

    catalog = load_catalog(folder)

    assert [one.name for one in catalog] == ["Party", "Cry", "Plea"]
    assert [spec.name for spec in catalog["Cry"].fields] == [spec.name for spec in catalog["Plea"].fields]


def test_the_package_has_its_five(catalog):
    """Without a folder, those that come with the package, which is where the default says."""
    assert [one.list_name for one in catalog] == ["actors", "meetings", "demands", "proposals", "comments"]
    assert catalog.folder == default_folder()


def test_what_a_declaration_says_of_its_fields(declare):
    """Types, roles, optionality and rules of comparison, the kind's own where none is declared."""
    catalog = load_catalog(declare())
    plea = catalog["Plea"]
    told = {one.name: (one.type, one.is_list, one.is_optional, one.is_required, one.compare.how) for one in plea.fields}

    assert told == {
        "askers": ("ref", True, False, True, "common"),
        "asked": ("ref", True, False, False, "common"),
        "wish": ("quote", False, False, True, "overlap"),
        "place": ("quote", False, True, False, "overlap"),
        "outcome": ("literal", False, True, False, "same"),
        "evidence": ("quote", True, False, True, "ignored"),
    }
    assert plea.field("asked").target == "Party"
    assert plea.field("outcome").choices == ("open", "granted")
    assert [one.name for one in plea.fields_with("theme")] == ["wish"]
    assert plea.field_with("time") is None
    with pytest.raises(KeyError):
        plea.field("whom")


def test_kinds_have_their_own_rule_of_what_is_found(declare, catalog):
    """Entities by names, passages by text, events by their theme, or by their evidence where they have none."""
    declared = load_catalog(declare((WISH, WISH.replace("THEME", "PLACE"))))

    assert load_catalog(declare())["Plea"].match.tests == (("content", "wish"),)
    assert declared["Plea"].match.tests == (("spans", "evidence"),)
    assert declared["Party"].match.tests == (("names", "name"),)
    assert catalog["Comment"].match.tests == (("same_text", "text"),)


def test_names_of_lists_and_ids(tmp_path):
    """Class names of several words are written with underscores in lists and with hyphens in ids."""
    (tmp_path / "deal.py").write_text(
        "from extract.schema import *\nclass TradePolicy(Event):\n    '''A policy.'''\n", encoding="utf-8"
    )
    (declaration,) = load_catalog(tmp_path)

    assert (declaration.list_name, declaration.slug) == ("trade_policies", "trade-policy")
