"""One article under review: nothing is lost, nothing is signed that a person did not judge, no golden is ever half."""

import hashlib
import json
import os
import signal
import sys
from datetime import date

import pytest
from review_examples import CATALOG, TEXT, accept_all, article, desk, document, place_of

from extract.errors import StoreError
from extract.goldens.golden import load_golden
from extract.review.desk import GoldenDiffers, NotReady, StaleEdit
from extract.review.values import EditError


def judge(at, *keys, verdict="accepted"):
    at.edit(at.version, {"do": "judge", "keys": list(keys), "verdict": verdict})


def put(at, key, field, value, **more):
    at.edit(at.version, {"do": "set", "key": key, "field": field, "value": value, **more})


def sign(at, **given):
    return at.save(at.version, **({"by": "Eve Example", "guidelines": "1.1"} | given))


def journal(root):
    return root / "golden" / ".review" / "strait.jsonl"


# --------------------------------------------------------------------------------------------------------------------
# Editing


def test_opening_writes_nothing(tmp_path):
    """To look at an article leaves no draft and no golden."""
    desk(tmp_path)

    assert [path.name for path in (tmp_path / "golden").rglob("*") if path.is_file()] == []


def test_every_edit_is_there_when_the_article_is_opened_again(tmp_path):
    """A draft lives in its journal alone: another process sees the same records and version."""
    at = desk(tmp_path)
    judge(at, "norland")
    put(at, "meeting-1", "place", place_of("Port Amber on"))
    at.edit(at.version, {"do": "add", "of": "Actor", "at": place_of("Envoys"), "around": place_of("Envoys of Norland")})

    again = desk(tmp_path)
    assert (again.records, again.version) == (at.records, at.version)
    assert again.records["+4"].values["name"] == "Envoys"


def test_undo_and_redo_go_through_every_state(tmp_path):
    """Undoing all leads back to the extraction, redoing all to the last edit, also after the article is reopened."""
    at = desk(tmp_path)
    states = [at.records]
    for key in ("norland", "sudland", "demand-1"):
        judge(at, key)
        states.append(at.records)
    for expected in reversed(states[:-1]):
        at.edit(at.version, {"do": "undo"})
        assert at.records == expected

    again = desk(tmp_path)
    assert (again.history.can_undo, again.history.can_redo) == (False, True)
    for expected in states[1:]:
        again.edit(again.version, {"do": "redo"})
        assert again.records == expected


def test_an_edit_after_undo_forgets_what_was_undone(tmp_path):
    """There is nothing to redo then."""
    at = desk(tmp_path)
    judge(at, "norland")
    at.edit(at.version, {"do": "undo"})
    judge(at, "sudland")

    assert not at.history.can_redo


def test_typing_in_one_field_is_one_step(tmp_path):
    """Letters that are sent one by one are undone together; another field is another step."""
    at = desk(tmp_path)
    for typed in ("Norl", "Norlan", "Norland!"):
        put(at, "norland", "name", typed, typing=True)
    put(at, "sudland", "name", "Sud", typing=True)
    at.edit(at.version, {"do": "undo"})
    assert at.records["norland"].values["name"] == "Norland!"

    at.edit(at.version, {"do": "undo"})
    assert at.records["norland"].values["name"] == "Norland"


def test_an_edit_of_a_stale_tab_is_refused(tmp_path):
    """Of two edits of one version the second is not made, and told why."""
    at = desk(tmp_path)
    seen = at.version
    judge(at, "norland")

    with pytest.raises(StaleEdit) as raised:
        at.edit(seen, {"do": "judge", "keys": ["norland"], "verdict": "rejected"})
    assert raised.value.problem == "this article was changed in another tab"
    assert at.records["norland"].verdict == "accepted"


def test_an_edit_that_cannot_be_made_is_not_kept(tmp_path):
    """A refused edit leaves records, version and journal as they were."""
    at = desk(tmp_path)
    judge(at, "norland")
    before = journal(tmp_path).read_bytes()

    with pytest.raises(EditError):
        put(at, "norland", "nose", "long")
    assert (journal(tmp_path).read_bytes(), at.version) == (before, 2)


def test_an_edit_that_cannot_be_kept_is_not_made(tmp_path):
    """Where the drafts cannot be written, the records stay as they are on disk."""
    at = desk(tmp_path)
    journal(tmp_path).mkdir()

    with pytest.raises(StoreError):
        judge(at, "norland")
    assert (at.records["norland"].verdict, at.version) == (None, 1)


def test_start_takes_up_the_extraction_and_can_be_undone(tmp_path):
    """To start anew is an edit like others: nothing is lost by it."""
    at = desk(tmp_path)
    judge(at, "norland")
    edited = at.records
    at.edit(at.version, {"do": "start", "origin": "extraction"})
    assert at.records["norland"].verdict is None

    at.edit(at.version, {"do": "undo"})
    assert at.records == edited


# --------------------------------------------------------------------------------------------------------------------
# The journal


def test_a_line_that_a_crash_cut_short_is_left_out(tmp_path):
    """What was told as kept is there; half a line after it is not, and the next edit stands on its own line."""
    at = desk(tmp_path)
    judge(at, "norland")
    with journal(tmp_path).open("ab") as file:
        file.write(b'{"do": "judge", "keys": ["sud')

    again = desk(tmp_path)
    judge(again, "demand-1")
    assert [one.verdict for one in desk(tmp_path).records] == ["accepted", None, None, None, "accepted"]


def test_a_draft_that_cannot_be_read_is_set_aside_and_told(tmp_path):
    """Its file is kept under another name, and the review begins with the extraction."""
    at = desk(tmp_path)
    judge(at, "norland")
    lines = journal(tmp_path).read_bytes().splitlines(keepends=True)
    journal(tmp_path).write_bytes(lines[0] + b"nonsense\n" + lines[2])

    again = desk(tmp_path)
    aside = journal(tmp_path).with_suffix(".1.old")
    assert again.notices == [
        f"An earlier draft was not taken up: the draft of this review cannot be read. It is kept as {aside}."
    ]
    assert (aside.is_file(), again.records["norland"].verdict) == (True, None)


def test_a_draft_for_another_text_is_set_aside_and_told(tmp_path):
    """Edits of a text that has changed since are not made to the new one."""
    at = desk(tmp_path)
    judge(at, "norland")
    changed = article(text=TEXT + "More.\n")

    again = desk(tmp_path, changed)
    assert again.notices[0].startswith("An earlier draft was not taken up: it was made for another text.")
    assert again.records["norland"].verdict is None


# --------------------------------------------------------------------------------------------------------------------
# Signing


def test_signing_writes_a_golden_of_the_records_that_stand(tmp_path):
    """The golden fits text and schemas, is signed today, and has the accepted records only."""
    at = desk(tmp_path)
    judge(at, "demand-1", verdict="rejected")
    at.edit(at.version, {"do": "mark", "key": "meeting-1", "optional": True})
    accept_all(at)

    golden = load_golden(sign(at), CATALOG, TEXT)
    assert golden["verified"] == {"by": "Eve Example", "on": date.today().isoformat(), "guidelines": "1.1"}
    assert golden["demands"] == []
    assert golden["meetings"] == [document()["meetings"][0] | {"optional": True}]
    assert golden["actors"] == document()["actors"]


def test_a_golden_names_nobody_who_was_rejected(tmp_path):
    """References to a rejected record are left out."""
    at = desk(tmp_path)
    judge(at, "ida-vale", verdict="rejected")
    accept_all(at)

    golden = json.loads(sign(at).read_bytes())
    assert golden["meetings"][0]["participants"] == ["norland"]


def test_a_golden_gives_its_records_ids_of_their_own(tmp_path):
    """Ids follow names and order of the text, whatever the records were called while they were edited."""
    at = desk(tmp_path)
    put(at, "sudland", "name", "Republic of Sudland")
    sentence = place_of("Envoys of Norland met Sudland's minister Ida Vale in Port Amber on 4 May 2021.")
    at.edit(at.version, {"do": "add", "of": "Demand", "at": place_of("met"), "around": sentence})
    accept_all(at)

    golden = json.loads(sign(at).read_bytes())
    assert [one["id"] for one in golden["actors"]] == ["norland", "republic-of-sudland", "ida-vale"]
    assert [(one["id"], one["content"]["text"]) for one in golden["demands"]] == [
        ("demand-1", "met"),
        ("demand-2", "reopen the strait"),
    ]
    assert golden["demands"][1]["addressees"] == ["republic-of-sudland"]


def test_a_golden_does_not_say_how_a_backend_found_its_quotations(tmp_path):
    """A person has looked at them: a fuzzy match is none any more."""
    data = document()
    data["demands"][0]["content"] |= {"match": "fuzzy", "score": 0.9}
    at = desk(tmp_path, data=data)
    accept_all(at)

    assert set(json.loads(sign(at).read_bytes())["demands"][0]["content"]) == {"text", "start", "end"}


def test_nothing_is_signed_that_nobody_judged(tmp_path):
    """Records without a verdict are in the way."""
    at = desk(tmp_path)
    judge(at, "norland")

    with pytest.raises(NotReady, match="4 records are not judged yet"):
        sign(at)
    assert not (tmp_path / "golden" / "strait.json").exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "", "a value is needed here"),
        ("kind", None, "pick one: person, state, organization, group"),
        ("kind", "planet", "Input should be 'person', 'state', 'organization' or 'group': 'planet'"),
        (
            "country",
            "Norland",
            "not of the form that is wanted here: ISO 3166-1 alpha-3 code of the state that it is or belongs to, "
            "where the article tells.",
        ),
    ],
)
def test_problems_are_told_at_the_field(tmp_path, field, value, told):
    """What the schema does not allow is told at record and field, and is in the way of signing."""
    at = desk(tmp_path)
    accept_all(at)
    put(at, "norland", field, value)

    (problem,) = at.problems()
    assert (problem.key, problem.field, problem.says) == ("norland", field, told)
    with pytest.raises(NotReady, match="1 thing is to be mended"):
        sign(at)


def test_a_date_of_another_form_is_told(tmp_path):
    """With the forms that there are."""
    at = desk(tmp_path)
    put(at, "meeting-1", "date", place_of("4 May 2021") | {"iso": "4.5.2021"})

    (problem,) = at.problems()
    assert (problem.field, problem.says) == (
        "date",
        "not of the form that is wanted here: YYYY-MM-DD, YYYY-MM or YYYY; null where the article does not tell "
        "enough.",
    )


def test_an_empty_list_that_needs_one_is_told(tmp_path):
    """An event without evidence is none."""
    at = desk(tmp_path)
    put(at, "demand-1", "evidence", [])

    (problem,) = at.problems()
    assert (problem.field, problem.says) == ("evidence", "at least one is needed")


def test_a_rejected_record_has_no_problems(tmp_path):
    """What will not be in the golden need not be mended."""
    at = desk(tmp_path)
    put(at, "norland", "kind", None)
    judge(at, "norland", verdict="rejected")

    assert at.problems() == []


@pytest.mark.parametrize(("given", "where"), [({"by": " "}, "by"), ({"guidelines": ""}, "guidelines")])
def test_a_golden_needs_a_whole_signature(tmp_path, given, where):
    """Who and which guidelines must be told."""
    at = desk(tmp_path)
    accept_all(at)

    with pytest.raises(NotReady, match="the signature lacks something") as raised:
        sign(at, **given)
    assert raised.value.where == where


def test_a_signed_article_is_saved_until_it_is_edited(tmp_path):
    """The state is told right after signing, after reopening, and after undoing an edit."""
    at = desk(tmp_path)
    accept_all(at)
    assert not at.is_saved
    sign(at)
    assert desk(tmp_path).is_saved

    judge(at, "norland", verdict="rejected")
    assert not at.is_saved
    at.edit(at.version, {"do": "undo"})
    assert at.is_saved


def test_a_golden_is_where_the_review_begins(tmp_path):
    """Its records are accepted, and signing it again changes nothing but the signature."""
    at = desk(tmp_path)
    judge(at, "demand-1", verdict="rejected")
    accept_all(at)
    path = sign(at)
    journal(tmp_path).unlink()

    again = desk(tmp_path)
    assert (again.is_saved, [one.key for one in again.records]) == (
        True,
        ["norland", "sudland", "ida-vale", "meeting-1"],
    )
    assert {one.verdict for one in again.records} == {"accepted"}
    before = json.loads(path.read_bytes())
    sign(again, by="Adam Other")
    assert json.loads(path.read_bytes()) == before | {"verified": before["verified"] | {"by": "Adam Other"}}


def test_a_golden_for_another_text_is_told_and_not_loaded(tmp_path):
    """The review begins with the extraction, and the golden is only replaced on a person's word."""
    at = desk(tmp_path, article(text=TEXT + "Old end.\n"))
    accept_all(at)
    old = sign(at).read_bytes()
    journal(tmp_path).unlink()

    again = desk(tmp_path)
    assert again.notices[0].startswith("The golden was not loaded: the source text is not the one that was read")
    assert {one.verdict for one in again.records} == {None}
    accept_all(again)
    with pytest.raises(GoldenDiffers):
        sign(again)
    assert (tmp_path / "golden" / "strait.json").read_bytes() == old
    assert load_golden(sign(again, replace=True), CATALOG, TEXT)["verified"]["by"] == "Eve Example"


def test_a_golden_that_changed_outside_is_not_overwritten_unasked(tmp_path):
    """A draft that was begun before goes on, and is told; it can start anew from what is there."""
    at = desk(tmp_path)
    accept_all(at)
    path = sign(at)
    judge(at, "demand-1", verdict="rejected")
    other = json.loads(path.read_bytes())
    other["verified"]["by"] = "Somebody Else"
    path.write_text(json.dumps(other, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    again = desk(tmp_path)
    assert again.records == at.records
    assert again.notices[0].startswith("The golden has changed outside this page")
    with pytest.raises(GoldenDiffers):
        sign(again)
    again.edit(again.version, {"do": "start", "origin": "golden"})
    assert again.records["demand-1"].verdict == "accepted"


def test_a_text_that_changed_while_it_was_open_is_not_signed(tmp_path):
    """The source is read again before the golden is written."""
    at = desk(tmp_path)
    accept_all(at)
    object.__setattr__(at._origin, "read_text", lambda: TEXT + "Later.")

    with pytest.raises(Exception, match="the article's text has changed since it was opened"):
        sign(at)
    assert not (tmp_path / "golden" / "strait.json").exists()


def test_a_golden_that_cannot_be_written_leaves_the_old_one_and_the_draft(tmp_path):
    """After a failed write the records are there, not counted as saved, and signing works when the cause is gone."""
    at = desk(tmp_path)
    accept_all(at)
    in_the_way = tmp_path / "golden" / f".strait.json.{os.getpid()}.tmp"
    in_the_way.mkdir()

    with pytest.raises(StoreError):
        sign(at)
    assert not at.is_saved
    again = desk(tmp_path)
    assert (again.records, again.is_saved) == (at.records, False)
    judge(again, "norland", verdict="rejected")
    assert desk(tmp_path).records == again.records
    in_the_way.rmdir()
    assert sign(desk(tmp_path)).is_file()


# --------------------------------------------------------------------------------------------------------------------
# kill -9


def sign_until_killed(root, step: int) -> bool:
    """Sign in a process that kills itself at the n-th thing it asks of the file system; return whether it got there."""
    child = os.fork()
    if child == 0:
        at, left = desk(root), step

        def kill(event, arguments):
            nonlocal left
            if event in ("open", "os.rename", "os.mkdir", "os.truncate"):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill)
        try:
            sign(at, by="The Second")
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def test_a_kill_at_any_step_of_signing_leaves_a_whole_golden_and_the_draft(tmp_path):
    """Old or new, never half; and whichever is there, the next review has every edit and knows whose it is."""
    at = desk(tmp_path)
    accept_all(at)
    path = sign(at, by="The First")
    old = path.read_bytes()
    put(at, "norland", "name", "Kingdom of Norland")
    expected = at.records
    drafted = journal(tmp_path).read_bytes()

    killed = set()
    for step in range(50):
        path.write_bytes(old)
        journal(tmp_path).write_bytes(drafted)
        was_killed = sign_until_killed(tmp_path, step)
        golden = load_golden(path, CATALOG, TEXT)
        again = desk(tmp_path)
        assert (again.records, again.notices) == (expected, [])
        assert again.is_saved == (golden["verified"]["by"] == "The Second")
        assert golden["actors"][0]["name"] == ("Kingdom of Norland" if again.is_saved else "Norland")
        if not was_killed:
            break
        killed.add(step)
    assert len(killed) >= 3
    assert again.is_saved


def test_the_golden_is_known_as_ours_right_after_a_kill(tmp_path):
    """The journal has the golden's digest before the golden is there: no crash makes it look like another's."""
    at = desk(tmp_path)
    accept_all(at)
    data = sign(at).read_bytes()

    last = json.loads(journal(tmp_path).read_bytes().splitlines()[-1])
    assert last == {"do": "save", "sha256": hashlib.sha256(data).hexdigest()}
