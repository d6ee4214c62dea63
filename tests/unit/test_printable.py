"""Nothing that a file, an id or an article is called steers the terminal that it is printed on."""

import json
import os
import re
from pathlib import Path

import pytest

from extract.cli import main
from extract.errors import LoadError, told
from extract.printable import on_one_line, printable
from extract.report.table import render_table

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
EVIL = "\x1b]0;owned\x07\x9b31m\u202egnp"


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x08", "\r", "\x1b", "\x7f", "\x9b", "\u2028", "\u202e", "\u2069", "\udcff"]
)
def test_what_steers_is_written_as_its_code(char):
    """Escapes, bells, line separators, marks that turn letters round, and what cannot be printed at all."""
    assert printable(f"a{char}b") == f"a\\u{ord(char):04x}b"


@pytest.mark.parametrize("text", ["Žofie – “naïve” 👩‍👩‍👧", "東京\tعربى", "two\nlines", "a\u200db"])
def test_what_is_only_text_stays(text):
    """Letters of any script, joiners of emoji, line ends and tabs."""
    assert printable(text) == text


def test_a_line_end_in_a_name_forges_no_line():
    """The three parts of an error are three lines, whatever stands in them; its attributes stay as they are."""
    error = LoadError("cannot read\nthat", where="a\n  do:    rm -rf /", remedy="look\x1b[2J")
    error.add_note("in \x1b[31m")

    assert str(error).splitlines() == [
        "cannot read that",
        "  where: a\\u000a  do:    rm -rf /",
        "  do:    look\\u001b[2J",
    ]
    assert "\x1b" not in told(error, is_debug=True)
    assert error.where == "a\n  do:    rm -rf /"
    assert render_table([["a\nb", 1]], head=["x", "y"]).splitlines()[2] == f"{on_one_line(chr(97) + chr(10) + 'b')}  1"


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of an article's file, and a row's id, that would rewrite the title of the terminal."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"{EVIL}.txt").write_text(f"Ada {EVIL} met Bo.\n", encoding="utf-8")
    (tmp_path / os.fsdecode(b"bad\xff\x1b.txt")).touch()
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": EVIL, "text": ""}) + "\n", encoding="utf-8")
    return f"{EVIL}.txt"


@pytest.mark.parametrize("more", [[], ["--json"], ["--debug"], ["-q"]])
def test_a_run_prints_names_as_codes(evil: str, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """In the table, in what failed, and in JSON, which stays JSON."""
    main(["run", ".", "nowhere\x1b[2J.txt", *more])

    out, err = capsys.readouterr()
    assert STEERING.search(out) is None
    assert STEERING.search(err) is None
    assert "\\u001b" in err
    if more == ["--json"]:
        assert any(EVIL in one["uri"] for one in json.loads(out)["outcomes"])


@pytest.mark.parametrize("words", [["explain", f"Ada {EVIL} met Bo."], ["nope\x1b[2J"], ["check", "nowhere\x1b"]])
def test_other_commands_do_too(evil: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What they were given, and what they found."""
    main(words)

    out, err = capsys.readouterr()
    assert "1b" in out + err
    assert STEERING.search(out + err) is None
