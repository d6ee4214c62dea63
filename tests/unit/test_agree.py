"""How far two readings agree is told by the scorer's rules, whichever comes first; and one golden comes of both."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from scoring_examples import TEXT, actor, demand, document, meeting, quote, user_catalog

from extract.catalog import load_catalog
from extract.cli import cli, main
from extract.document import Verified
from extract.errors import GoldenError
from extract.goldens.adjudicate import Rule, adjudicate, adjudicate_paths
from extract.goldens.agree import agree_documents, agree_paths
from extract.goldens.golden import load_golden
from extract.report.agreement import agreement_as_data, render_agreement
from extract.scoring.score import sum_up
from extract.stages import Article

CATALOG = load_catalog()
SIGNED = Verified(by="both", on="2026-11-24", guidelines="1.1")
STATES = [actor("Ostrevia", "state"), actor("Velmora", "state")]
BORDER = demand(1, "open the border at once", ["ostrevia"], ["velmora"])
POST = demand(2, "offered Ostrevia a shared customs post", ["velmora"], [])
ARTICLE = Article("a", "a.txt", TEXT)


def readings(folder: Path, a, b) -> tuple[Path, Path]:
    """Write two readings of the article, and the article."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    for name, lists in (("A", a), ("B", b)):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "a.json").write_text(json.dumps(document(**lists)), encoding="utf-8")
    return folder / "A", folder / "B"


def means(a, b):
    scores = sum_up([agree_documents(document(**a), document(**b), CATALOG)], CATALOG)
    return scores.mean_found, scores.mean_right


# --------------------------------------------------------------------------------------------------------------------
# Agreement


def test_a_reading_agrees_with_itself():
    """All that is in both is alike."""
    assert means({"actors": STATES, "demands": [BORDER]}, {"actors": STATES, "demands": [BORDER]}) == (1.0, 1.0)


def test_agreement_is_the_same_either_way():
    """It does not matter whose reading is called A."""
    a = {"actors": STATES, "demands": [BORDER, POST]}
    b = {"actors": STATES[:1], "demands": [{**BORDER, "addressees": []}]}
    assert means(a, b) == means(b, a) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


@pytest.mark.parametrize("side", ["A", "B"])
def test_what_either_holds_to_be_optional_is_not_counted(side):
    """An optional record costs nothing, whether the other has it or not, and in whichever reading it stands."""
    weak = {"actors": [STATES[0], {**STATES[1], "optional": True}]}
    for other in ({"actors": STATES[:1]}, {"actors": STATES}):
        a, b = (weak, other) if side == "A" else (other, weak)
        scores = sum_up([agree_documents(document(**a), document(**b), CATALOG)], CATALOG)
        found = next(one.found for one in scores.schemas if one.name == "actors")
        assert (found.tp, found.fp, found.fn) == (1, 0, 0)


def test_disagreements_are_listed_by_side(tmp_path):
    """What only one has, and what differs in a slot, is told with what A and B say; then tables."""
    a, b = readings(
        tmp_path,
        {"actors": STATES, "demands": [BORDER]},
        {"actors": STATES, "demands": [{**BORDER, "addressees": []}, POST]},
    )
    told = render_agreement(agree_paths(a, b, CATALOG))
    assert "demands: addressees differs: demand-1 “open the border at once”" in told
    assert "why:   Velmora in A, nothing in B (demand-1)" in told
    assert "demands: only in B: demand-2 “offered Ostrevia a shared customs post”" in told
    assert "golden" not in told
    assert ["demands", "1", "2", "1", "0.67", "0", "0.00"] in [line.split() for line in told.splitlines()]
    assert told.splitlines()[-1].split() == ["mean", "0.83", "0.50"]


def test_articles_that_one_reader_has_are_not_counted(tmp_path):
    """They are named, and change nothing."""
    a, b = readings(tmp_path, {"actors": STATES}, {"actors": STATES})
    (a / "b.json").write_text(json.dumps(document("b", actors=STATES)), encoding="utf-8")
    agreement = agree_paths(a, b, CATALOG)
    assert (agreement.only_a, agreement.only_b) == (("b",), ())
    assert agreement.scores.mean_found == 1.0
    assert "read by A only, and not counted: b" in render_agreement(agreement)


def test_readings_of_different_texts_are_a_failure(tmp_path):
    """They cannot be compared; the others are."""
    a, b = readings(tmp_path, {"actors": STATES}, {"actors": STATES})
    for folder, digest in ((a, "0"), (b, "1")):
        other = document("b", actors=STATES)
        other["source"]["sha256"] = digest * 64
        (folder / "b.json").write_text(json.dumps(other), encoding="utf-8")
    scores = agree_paths(a, b, CATALOG).scores
    assert len(scores.documents) == 1
    assert [failure.article_id for failure in scores.failures] == ["b"]


def test_the_command_prints_tables_or_json(tmp_path, capsys):
    """--json has the same figures and the disagreements; a failure makes the exit code 1."""
    a, b = readings(tmp_path, {"actors": STATES}, {"actors": STATES[:1]})
    assert main(["agree", str(a), str(b), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schemas"]["actors"]["both"] == {"records": 1, "f1": 0.6667}
    assert [(one["kind"], one["record"]) for one in told["disagreements"]] == [("only in A", "velmora")]
    assert told == agreement_as_data(agree_paths(a, b, CATALOG))
    (b / "a.json").write_text("{", encoding="utf-8")
    assert main(["agree", str(a), str(b)]) == 1
    assert "this is not JSON" in capsys.readouterr().err


# --------------------------------------------------------------------------------------------------------------------
# Adjudication


def golden_of(a, b, rule=Rule()):  # noqa: B008 - frozen
    golden, decisions = adjudicate(document(**a), document(**b), ARTICLE, CATALOG, SIGNED, rule)
    return golden.document, decisions


def test_what_both_have_stands():
    """Equal readings make a golden that says the same, and nothing is to be decided."""
    both = {"actors": STATES, "demands": [BORDER]}
    golden, decisions = golden_of(both, both)
    assert golden["demands"] == [BORDER]
    assert [one["id"] for one in golden["actors"]] == ["ostrevia", "velmora"]
    assert golden["verified"] == SIGNED.model_dump()
    assert decisions == ()


def test_what_one_has_becomes_optional():
    """By default nobody is right: neither rewarded nor held against."""
    golden, decisions = golden_of(
        {"actors": STATES, "demands": [BORDER]}, {"actors": STATES, "demands": [{**POST, "id": "demand-1"}]}
    )
    assert [(one["id"], one.get("optional")) for one in golden["demands"]] == [("demand-1", True), ("demand-2", True)]
    assert [(one.question.has, one.question.title, one.answer) for one in decisions] == [
        ("A", "open the border at once", "optional"),
        ("B", "offered Ostrevia a shared customs post", "optional"),
    ]


def test_values_that_differ_are_those_of_a():
    """Where both have a record, it stands with A's value, and that is told."""
    golden, (decision,) = golden_of(
        {"actors": STATES, "demands": [BORDER]}, {"actors": STATES, "demands": [{**BORDER, "addressees": []}]}
    )
    assert golden["demands"] == [BORDER]
    assert (decision.question.slot, decision.answer) == ("addressees", "A")
    assert decision.question.told == ("Velmora in A", "nothing in B")


def test_the_reading_preferred_decides():
    """Its records stand, the other's are left out, its values are taken."""
    a = {"actors": STATES, "demands": [BORDER]}
    b = {"actors": STATES, "demands": [{**BORDER, "addressees": []}, POST]}
    by_a, _ = golden_of(a, b, Rule("A"))
    by_b, _ = golden_of(a, b, Rule("B"))
    assert by_a["demands"] == [BORDER]
    assert by_b["demands"] == [{**BORDER, "addressees": []}, POST]


def test_references_lead_to_the_merged_record():
    """A record of B names the entity that A has under another id, and one that only B has."""
    ours = [{**actor("Ostrevia", "state"), "id": "ost"}]
    theirs = [actor("Ostrevia", "state", "the Ostrevian side"), actor("Velmora", "state")]
    talk = meeting(1, ["ostrevia", "velmora"], "The Ostrevian side had met")
    golden, _ = golden_of({"actors": ours}, {"actors": theirs, "meetings": [talk]})
    assert [(one["id"], one["aliases"], one.get("optional")) for one in golden["actors"]] == [
        ("ostrevia", ["the Ostrevian side"], None),
        ("velmora", [], True),
    ]
    assert golden["meetings"][0]["participants"] == ["ostrevia", "velmora"]


def test_an_entity_left_out_takes_its_references_with_it():
    """Nothing in the golden leads nowhere."""
    b = {"actors": STATES, "demands": [BORDER]}
    golden, _ = golden_of({"actors": STATES[:1], "demands": [BORDER | {"addressees": []}]}, b, Rule("A"))
    assert golden["demands"][0]["addressees"] == []


def test_fields_that_are_not_compared_have_what_either_has():
    """Evidence of both is kept; a quotation that overlaps one of A's is the same."""
    one, other = (dict(BORDER, evidence=[quote(words)]) for words in ("open the border", "border at once"))
    other["evidence"].append(quote("Velmora offered"))
    golden, _ = golden_of({"actors": STATES, "demands": [one]}, {"actors": STATES, "demands": [other]})
    assert golden["demands"][0]["evidence"] == [quote("open the border"), quote("Velmora offered")]


def test_a_record_is_optional_where_either_says_so():
    """One who doubts is enough."""
    weak = [{**STATES[0], "optional": True}]
    golden, decisions = golden_of({"actors": STATES[:1]}, {"actors": weak})
    assert golden["actors"][0]["optional"] is True
    assert decisions == ()


def test_readings_of_different_texts_make_no_golden():
    """Nothing can be merged."""
    other = document(actors=STATES)
    other["source"]["sha256"] = "0" * 64
    with pytest.raises(GoldenError, match="different texts"):
        adjudicate(document(actors=STATES), other, ARTICLE, CATALOG, SIGNED, Rule())


def test_readings_of_a_text_that_has_changed_make_no_golden():
    """Offsets into another text would quote what nobody read."""
    both = document(actors=STATES, demands=[BORDER])
    with pytest.raises(GoldenError, match="not the one that was read"):
        adjudicate(both, both, Article("a", "a.txt", "x" + TEXT), CATALOG, SIGNED, Rule())


def test_schemas_of_a_user_are_merged(tmp_path):
    """Lists of words are united or compared by their own rules, with declarations that are not ours."""
    catalog = user_catalog(tmp_path)
    raid = {"id": "raid-1", "raiders": [], "answers": [], "loot": ["gold"], "dead": 3, "places": [], "at": None}
    raid |= {"words": None, "evidence": [quote("Ostrevia")]}
    a, b = (document(ships=[], raids=[{**raid, "dead": dead}], truces=[]) for dead in (3, 4))
    for one in (a, b):
        for name in ("actors", "meetings", "demands", "proposals", "comments"):
            del one[name]
    golden, (decision,) = adjudicate(a, b, ARTICLE, catalog, SIGNED, Rule("B"))
    assert golden.document["raids"] == [{**raid, "dead": 4}]
    assert decision.question.told == ("3 in A", "4 in B")


def test_goldens_are_written_signed_and_sound(tmp_path, capsys, monkeypatch):
    """The command writes a golden for every article that both have read, and tells what it decided."""
    monkeypatch.chdir(tmp_path)
    a, _ = readings(tmp_path, {"actors": STATES, "demands": [BORDER]}, {"actors": STATES, "demands": [BORDER, POST]})
    (a / "b.json").write_text(json.dumps(document("b")), encoding="utf-8")
    assert main(["adjudicate", "A", "B", "-o", "golden", "--by", "Ann, Bob", "--on", "2026-11-24"]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "a: demands: only B has “offered Ostrevia a shared customs post”: optional",
        "golden/a.json",
    ]
    assert "only one of the two has read this article" in told.err
    golden = load_golden(tmp_path / "golden" / "a.json", CATALOG, TEXT)
    assert golden["verified"] == {"by": "Ann, Bob", "on": "2026-11-24", "guidelines": "1.1"}


def test_a_golden_that_is_there_is_not_overwritten(tmp_path, capsys, monkeypatch):
    """Only with --replace."""
    monkeypatch.chdir(tmp_path)
    readings(tmp_path, {"actors": STATES}, {"actors": STATES})
    command = ["adjudicate", "A", "B", "-o", "golden", "--by", "Ann", "--on", "2026-11-24"]
    assert main(command) == 0
    assert main([*command[:-3], "Bob", *command[-2:]]) == 1
    assert "there is another golden already" in capsys.readouterr().err
    assert load_golden(tmp_path / "golden" / "a.json", CATALOG)["verified"]["by"] == "Ann"
    assert main([*command[:-3], "Bob", *command[-2:], "--replace"]) == 0


def test_without_the_text_no_golden_is_written(tmp_path, monkeypatch):
    """A golden's quotations have been compared with the article: where it is not at hand, that is told."""
    monkeypatch.chdir(tmp_path)
    a, b = readings(tmp_path, {"actors": STATES}, {"actors": STATES})
    (tmp_path / "a.txt").unlink()
    done = adjudicate_paths(a, b, tmp_path / "golden", CATALOG, SIGNED, Rule(), sources=[tmp_path])
    assert done.written == ()
    assert "text is not at hand" in done.failures[0].error.problem
    assert not (tmp_path / "golden").exists()


def test_a_person_decides_each_difference(tmp_path, monkeypatch):
    """--ask shows what either says and takes the answers; what is left out is not in the golden."""
    monkeypatch.chdir(tmp_path)
    third = demand(3, "met Bo Lund in the old port", [], [])
    readings(
        tmp_path,
        {"actors": STATES, "demands": [BORDER, third]},
        {"actors": STATES, "demands": [{**BORDER, "addressees": []}, POST]},
    )
    command = ["adjudicate", "A", "B", "-o", "golden", "--by", "Eve", "--ask"]
    done = CliRunner().invoke(cli, command, input="b\nl\nx\ns\n", standalone_mode=False)
    assert done.return_value == 0, done.output
    assert "Velmora in A" in done.output
    golden = load_golden(tmp_path / "golden" / "a.json", CATALOG)
    assert [(one["content"]["text"], one["addressees"], one.get("optional")) for one in golden["demands"]] == [
        ("open the border at once", [], None),
        ("offered Ostrevia a shared customs post", [], None),
    ]


def test_asking_and_preferring_exclude_each_other(tmp_path, capsys):
    """Both would decide the same things."""
    a, b = readings(tmp_path, {"actors": STATES}, {"actors": STATES})
    assert main(["adjudicate", str(a), str(b), "-o", "g", "--by", "Eve", "--ask", "--prefer", "a"]) == 2
    assert "--ask and --prefer" in capsys.readouterr().err
