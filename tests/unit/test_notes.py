"""What is passed over is counted by its kind and told at the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.cli import main
from extract.loading.load import find_articles
from extract.loading.notes import Notes
from extract.run import Outcome, RunReport
from extract.segmentation.segment import segment
from extract.stages import Article


def test_files_of_a_folder(tmp_path: Path) -> None:
    """A folder's files of other kinds are counted by their endings, hidden ones left out; what is named is not."""
    for name in ("a.txt", "b.jpg", "c.JPG", "d", ".hidden", "sub/e.jpg", "sub/f.exe"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Envoys met.\n")
    notes = Notes()

    assert len(list(find_articles([str(tmp_path)], notes=notes))) == 1
    assert notes.passed_over == {".jpg": 3, ".exe": 1, "files without an ending": 1}
    assert notes.told() == ["Passed over, because they are no articles: 3 .jpg, 1 .exe, 1 files without an ending."]


def test_a_complaint_is_told_once(tmp_path: Path) -> None:
    """The same of a thousand articles is one line, with the first of them."""
    notes = Notes()
    for number in range(1000):
        notes.complain("A date cannot be read", f"a.rss, item {number}")

    assert notes.told() == ["A date cannot be read (a.rss, item 0 and 999 more)"]


def test_the_report_of_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report says what was passed over, as words and as data."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text("Envoys met in Talvik.\n")
    Path("in/b.jpg").write_text("x")

    assert main(["run", "in"]) == 0
    assert "Passed over, because they are no articles: 1 .jpg." in capsys.readouterr().out
    assert main(["run", "in", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passed_over"] == {".jpg": 1}


def test_comments_that_are_not_there_are_told() -> None:
    """A page that says that it has more comments than were found is told with their number."""
    report = RunReport()
    report.add(Outcome("a.html", "a", "read", missed=9))
    report.add(Outcome("b.html", "b", "read"))
    loader = Notes()
    loader.complain("A date cannot be read", "c.html")

    assert loader.with_those_of(report.notes).told() == [
        "A date cannot be read (c.html)",
        "The page says that it has more comments than are in it (a.html: 9 more)",
    ]


def test_announced_in_a_text() -> None:
    """A text that says how many comments it has, and shows fewer, tells so to the run."""
    body = "Envoys of Norland and Sudmark met in the port of Talvik on Tuesday, after weeks of delay."
    thread = "12 Comments\n\nOtto • 3 March 2021\nAbout time!\n"
    page = segment(Article("a", "a.txt", f"Envoys meet\n\n{body}\n\n{thread}"))

    assert (page.announced, len(page.postings)) == (12, 1)
