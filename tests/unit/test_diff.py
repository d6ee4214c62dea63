"""What changed between two runs is told, all of it, and nothing else."""

import copy
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from scoring_examples import TEXT, actor, demand, document, meeting, quote, user_catalog

from extract.catalog import load_catalog
from extract.cli import main
from extract.comparison.diff import diff_documents, diff_paths
from extract.errors import InvalidDocument, UsageError
from extract.report.diff import diff_as_data, render_diff, render_document
from extract.report.diff_page import render_page

CATALOG = load_catalog()
STATES = [actor("Ostrevia", "state"), actor("Velmora", "state")]
BORDER = demand(1, "open the border at once", ["ostrevia"], ["velmora"])


def changes(old, new, catalog=CATALOG):
    """Return what changed between two documents, given by their lists."""
    return diff_documents(document(**old), document(**new), catalog)


def words(old, new):
    """Return what changed as it is printed, line by line."""
    return render_document(changes(old, new)).plain.splitlines()


def folder_of(path: Path, *documents) -> Path:
    """Write *documents* as a run does."""
    path.mkdir(exist_ok=True)
    for one in documents:
        (path / f"{one['source']['id']}.json").write_text(json.dumps(one), encoding="utf-8")
    return path


# --------------------------------------------------------------------------------------------------------------------
# Documents, records, fields


def test_equal_documents_have_no_change():
    """A document is the same as itself."""
    assert changes({"actors": STATES, "demands": [BORDER]}, {"actors": STATES, "demands": [BORDER]}) is None


def leaves(value, path=()) -> Iterator[tuple]:
    """Yield the path of every single value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from leaves(part, (*path, key))
    if not isinstance(value, dict | list):
        yield path


def altered(whole, path):
    """Return *whole* with another value at *path*."""
    copied = copy.deepcopy(whole)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    value = inner[path[-1]]
    inner[path[-1]] = value + 1 if isinstance(value, int) and value is not True else f"{value} x"
    return copied


FULL = document(
    actors=[actor("Ann Rivers", "person", "Ms Rivers", title="minister", mentions=[quote("Ann Rivers")]), *STATES],
    meetings=[
        meeting(1, ["ann-rivers", "velmora"], TEXT[:59], place=quote("Lisbon"), date=quote("3 May", iso="2026-05-03"))
    ],
    demands=[{**BORDER, "content": quote("open the border at once", match="fuzzy", score=0.9)}],
    comments=[
        {"id": "comment-1", "author": "Eve", "text": quote("a shared customs post"), "posted": quote("April", iso=None)}
        | {"reply_to": None, "mentions": ["velmora"], "sentiment": None}
    ],
)
RECORDS = [path for path in leaves(FULL) if path[0] in ("actors", "meetings", "demands", "comments")]
assert len(RECORDS) > 50


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: ".".join(map(str, path)))
def test_every_value_of_a_record_counts(path):
    """Whatever single value of a record is altered, a change is told."""
    assert diff_documents(FULL, altered(FULL, path), CATALOG) is not None
    assert diff_documents(altered(FULL, path), FULL, CATALOG) is not None


def test_records_are_added_and_gone_with_their_values():
    """A new record is told with what it says, its title once; one that is gone likewise."""
    start = TEXT.index("open the border")
    told = [
        f"demand-1: open the border at once ({start}-{start + 23})",
        "      demanders: Ostrevia",
        "      addressees: Velmora",
    ]
    with_it, without = {"actors": STATES, "demands": [BORDER]}, {"actors": STATES}
    assert words(with_it, without) == ["a", "  demands", f"    gone     {told[0]}", *told[1:]]
    assert words(without, with_it) == ["a", "  demands", f"    added    {told[0]}", *told[1:]]


def test_fields_change_from_what_to_what():
    """A single value is told with what it was; of a list, which elements came and which went."""
    old = meeting(1, ["ostrevia"], TEXT[:59], place=quote("the old port"), status="held")
    new = meeting(1, ["ostrevia", "velmora"], TEXT[:59], place=quote("Lisbon"), status="planned")
    assert words({"actors": STATES, "meetings": [old]}, {"actors": STATES, "meetings": [new]})[3:] == [
        "      participants: added Velmora",
        "      place: from “the old port” to “Lisbon”",
        "      status: from held to planned",
    ]


def test_evidence_of_the_same_words_is_moved():
    """The same words at another place are told as moved, with both places."""
    (old, new) = (demand(1, "open the border at once", [], [], evidence=[quote("Velmora")]) for _ in range(2))
    first = TEXT.index("Velmora")
    again = TEXT.index("Velmora", first + 1)
    new["evidence"] = [{"text": "Velmora", "start": again, "end": again + 7}]
    assert words({"demands": [old]}, {"demands": [new]})[3:] == [
        f"      evidence: “Velmora” moved from {first}-{first + 7} to {again}-{again + 7}"
    ]


def test_quotations_that_overlap_are_one_changed():
    """A longer quotation of the same place is a change of it, not one gone and one added."""
    old, new = (demand(1, "open the border at once", [], [], evidence=[quote(one)]) for one in ("open", "to open the"))
    assert words({"demands": [old]}, {"demands": [new]})[3:] == ["      evidence: from “open” to “to open the”"]


def test_another_order_of_a_list_is_told():
    """Elements in another order are no others, but the list has changed."""
    old, new = actor("Velmora", "state", "Velm", "the Velm"), actor("Velmora", "state", "the Velm", "Velm")
    assert words({"actors": [old]}, {"actors": [new]})[3:] == ["      aliases: from Velm, the Velm to the Velm, Velm"]


def test_references_are_compared_by_what_they_lead_to():
    """An entity under another id is the same to those that refer to it."""
    renamed = [{**actor("Ostrevia", "state"), "id": "ost"}, STATES[1]]
    new = demand(1, "open the border at once", ["ost"], ["velmora"])
    assert words({"actors": STATES, "demands": [BORDER]}, {"actors": renamed, "demands": [new]}) == [
        "a",
        "  actors",
        "    changed  ost: Ostrevia",
        "      id: from ostrevia to ost",
    ]


def test_numbers_of_events_are_no_change_of_the_event():
    """Records are paired by what they say; that they are numbered anew is told once."""
    first = demand(1, "met Bo Lund", [], [])
    old, new = (
        {"actors": STATES, "demands": [BORDER]},
        {"actors": STATES, "demands": [first, {**BORDER, "id": "demand-2"}]},
    )
    assert words(old, new) == [
        "a",
        "  demands",
        "    added    demand-1: met Bo Lund (11-22)",
        "  numbered anew: demand-1 is now demand-2",
    ]


def test_another_order_of_records_is_told():
    """The same records in another order are a change of the document."""
    assert words({"actors": STATES}, {"actors": STATES[::-1]}) == ["a", "  in another order: actors"]


def test_optional_is_a_change():
    """That a golden's record is not owed any more is told."""
    told = words({"actors": STATES}, {"actors": [{**STATES[0], "optional": True}, STATES[1]]})
    assert told[-1] == "      optional: added True"


def test_optional_records_of_goldens_are_compared_too():
    """An optional record that is gone is told as gone."""
    told = words({"actors": [{**STATES[0], "optional": True}]}, {})
    assert told[2] == "    gone     ostrevia: Ostrevia"


def test_a_record_without_a_word_to_compare_is_its_own_partner():
    """A name of signs only, which is no name to the scorer, is not gone and added for that."""
    odd = [actor("!!!", "group")]
    assert words({"actors": odd}, {"actors": [*odd, STATES[0]]})[2:] == [
        "    added    ostrevia: Ostrevia",
        "      kind: state",
    ]


def test_another_text_is_told_and_places_are_not_compared():
    """Where the article was edited, its quotations have moved for that: only their words are compared."""
    old = document(actors=STATES, demands=[BORDER])
    new = copy.deepcopy(old)
    new["source"] |= {"sha256": "0" * 64, "length": len(TEXT) + 5, "title": "News"}
    for part in ("content", "evidence"):
        quotes = new["demands"][0][part]
        for one in quotes if isinstance(quotes, list) else [quotes]:
            one |= {"start": one["start"] + 5, "end": one["end"] + 5}
    told = render_document(diff_documents(old, new, CATALOG)).plain.splitlines()
    assert told[1] == "  title: added News"
    assert re.fullmatch(rf"  text: from {len(TEXT)} characters, .+ to {len(TEXT) + 5} characters, .+", told[2])
    assert len(told) == 3


def test_what_made_a_document_is_no_change():
    """Another reader, model or signature alone changes nothing; nor does the place an article came from."""
    old, new = document(actors=STATES), document(actors=STATES)
    new["verified"]["by"], new["source"]["uri"] = "another reader", "elsewhere/a.txt"
    assert diff_documents(old, new, CATALOG) is None


def test_documents_come_and_go():
    """A document on one side only is told with the number of its records."""
    one = document(actors=STATES)
    assert render_document(diff_documents(None, one, CATALOG)).plain == "a\n  added: the whole document, with 2 actors"
    assert render_document(diff_documents(one, None, CATALOG)).plain == "a\n  gone: the whole document, with 2 actors"
    assert diff_documents(None, None, CATALOG) is None


def test_schemas_of_a_user_are_compared(tmp_path):
    """Numbers, lists of words, dates and schemas that refer to each other, of declarations that are not ours."""
    catalog = user_catalog(tmp_path)
    raid = {"id": "raid-1", "raiders": [], "answers": [], "loot": ["gold"], "dead": 3, "places": [], "at": None}
    raid |= {"words": None, "evidence": [quote("Ostrevia")]}
    old = document(ships=[], raids=[raid], truces=[])
    new = document(ships=[], raids=[{**raid, "dead": 4, "loot": ["gold", "salt"]}], truces=[])
    assert render_document(diff_documents(old, new, catalog)).plain.splitlines()[3:] == [
        "      loot: added salt",
        "      dead: from 3 to 4",
    ]


# --------------------------------------------------------------------------------------------------------------------
# Runs


def test_folders_are_compared_document_by_document(tmp_path):
    """Documents of both sides are counted; only those that changed are told."""
    same, old, new = document("b", actors=STATES), document(actors=STATES), document(actors=STATES[:1])
    diff = diff_paths(folder_of(tmp_path / "old", same, old), folder_of(tmp_path / "new", same, new), CATALOG)
    assert [one.id for one in diff.documents] == ["a"]
    assert diff.compared == 2
    assert diff.records["actors"] == {"gone": 1, "same": 3}
    assert "2 documents compared: 1 changed, 1 the same." in render_diff(diff).plain


def test_forms_of_writing_make_no_difference(tmp_path):
    """A table of documents equals the files of the same documents."""
    old = folder_of(tmp_path / "old", document(actors=STATES))
    new = tmp_path / "new"
    new.mkdir()
    (new / "extractions.jsonl").write_text(json.dumps(document(actors=STATES)) + "\n")
    assert diff_paths(old, new, CATALOG).documents == ()


def test_a_broken_document_costs_only_itself(tmp_path):
    """It is a failure; the others are compared."""
    old = folder_of(tmp_path / "old", document("a"), document("b", actors=STATES))
    new = folder_of(tmp_path / "new", document("a"), document("b"))
    (new / "a.json").write_text("{")
    diff = diff_paths(old, new, CATALOG)
    assert [one.id for one in diff.documents] == ["b"]
    assert [failure.article_id for failure in diff.failures] == ["a"]
    assert "2 documents compared: 1 changed, 0 the same, 1 not read." in render_diff(diff).plain


def test_a_folder_without_documents_is_an_error(tmp_path):
    """Nothing to compare is not the same as no change."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidDocument, match="no document found"):
        diff_paths(tmp_path / "empty", folder_of(tmp_path / "new", document()), CATALOG)


def test_a_folder_and_a_file_cannot_be_compared(tmp_path):
    """Two of a kind are wanted."""
    folder = folder_of(tmp_path / "old", document())
    with pytest.raises(UsageError, match="a folder and a file"):
        diff_paths(folder, folder / "a.json", CATALOG)


def test_what_made_them_is_told_beside(tmp_path):
    """The model of either run stands under the sums, where it differs."""
    new = document(actors=STATES)
    new["verified"]["by"] = "another reader"
    old = folder_of(tmp_path / "old", document(actors=STATES))
    diff = diff_paths(old, folder_of(tmp_path / "new", new), CATALOG)
    assert render_diff(diff).plain.splitlines()[-1] == "by: one reader before, another reader now"


def test_scores_stand_beside_where_there_are_goldens(tmp_path):
    """Both runs are scored against the goldens of their articles, and the difference is told."""
    golden = folder_of(tmp_path / "golden", document(actors=STATES), document("elsewhere", actors=STATES))
    old = folder_of(tmp_path / "old", document(actors=STATES))
    new = folder_of(tmp_path / "new", document(actors=STATES[:1]))
    diff = diff_paths(old, new, CATALOG, golden)
    rows = [line.split() for line in render_diff(diff).plain.splitlines()]
    assert ["actors", "1.00", "0.67", "-0.33", "1.00", "0.67", "-0.33"] in rows
    assert diff_as_data(diff)["scores"]["after"]["actors"] == {"found": 0.6667, "right": 0.6667}
    assert diff_paths(old, new, CATALOG, tmp_path / "nowhere").scores is None


# --------------------------------------------------------------------------------------------------------------------
# Pages and terminals: the words of articles are never obeyed

EVIL = "<script>alert(1)</script> [bold]x[/bold] \x1b[31m“'&quot;"


def evil_diff(tmp_path):
    old = folder_of(tmp_path / "old", document(actors=[actor("Velmora", "state")]))
    new = folder_of(tmp_path / "new", document(actors=[actor("Velmora", "state", EVIL), actor(EVIL, "group")]))
    return diff_paths(old, new, CATALOG)


def test_the_terminal_gets_plain_words(tmp_path):
    """No sign that steers a terminal is printed, and brackets are no markup."""
    told = render_diff(evil_diff(tmp_path)).plain
    assert "\x1b" not in told
    assert "[bold]x[/bold]" in told


def test_the_page_has_article_text_as_text(tmp_path):
    """What an article says is escaped everywhere; the page holds no script and asks for nothing elsewhere."""
    page = render_page(evil_diff(tmp_path), "<old>", '"><img src=x>')
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img" not in page
    assert not re.search(r"<[^>]* (src|href|on\w+)=|url\(|@import", page)
    assert "default-src 'none'" in page


def test_long_values_are_shown_around_the_difference():
    """Of two long quotations that differ in a word, the words around it are printed."""
    old, new = (demand(1, "open the border at once", [], [], evidence=[quote(one)]) for one in (TEXT[:100], TEXT[:150]))
    (line,) = words({"demands": [old]}, {"demands": [new]})[3:]
    assert len(line) < 220
    assert " … " in line or "… " in line


# --------------------------------------------------------------------------------------------------------------------
# The command


@pytest.fixture
def runs(tmp_path, monkeypatch):
    """Two folders of documents that differ in one actor."""
    monkeypatch.chdir(tmp_path)
    folder_of(tmp_path / "old", document(actors=STATES))
    folder_of(tmp_path / "new", document(actors=STATES[:1]))
    return tmp_path


def test_the_exit_code_tells_whether_anything_changed(runs, capsys):
    """0 where nothing did, 1 where something did, 2 where the call is wrong."""
    assert main(["diff", "old", "old"]) == 0
    assert main(["diff", "old", "new"]) == 1
    assert "gone     velmora: Velmora" in capsys.readouterr().out
    assert main(["diff", "old", "old/a.json"]) == 2
    assert main(["diff", "old", "nowhere"]) == 2


def test_json_has_the_values_of_the_documents(runs, capsys):
    """Machines get the old and new values as they stand in the files."""
    assert main(["diff", "old/a.json", "new/a.json", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (record,) = told["documents"][0]["records"]
    assert (record["kind"], record["old_id"], record["new_id"]) == ("gone", "velmora", None)
    assert {"name", "kind"} == {field["field"] for field in record["fields"]}
    assert told["is_same"] is False


def test_colours_are_for_terminals_only(runs, capsys, monkeypatch):
    """Into a file go plain words; a terminal gets colours, unless NO_COLOR is set."""
    main(["diff", "old", "new"])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["diff", "old", "new"])
    assert "\x1b[31m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["diff", "old", "new"])
    assert "\x1b[31m" not in capsys.readouterr().out


def test_the_page_is_written_beside(runs, capsys):
    """--html writes the page; where it cannot, that is told."""
    assert main(["diff", "old", "new", "--html", "page.html"]) == 1
    assert "velmora" in (runs / "page.html").read_text(encoding="utf-8")
    assert main(["diff", "old", "new", "--html", "nowhere/page.html"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_goldens_at_hand_are_used_and_their_faults_told(runs, capsys):
    """The folder golden is scored against without being named; one of another text is passed over, and told once."""
    shutil.copytree("old", "golden")
    assert main(["diff", "old", "old"]) == 0
    assert "found F1" in capsys.readouterr().out
    other = document(actors=STATES)
    other["source"]["sha256"] = "0" * 64
    folder_of(runs / "golden", other)
    assert main(["diff", "old", "old"]) == 0
    assert capsys.readouterr().err.count("made for another text") == 1
