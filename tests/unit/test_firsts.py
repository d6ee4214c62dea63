"""What a run keeps of many failures, and has waiting, is bounded; what it counts and tells is not."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from plain_backend import PlainBackend, make_plain

from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.commands.merge import _as_data
from extract.errors import BackendError, LoadError
from extract.loading.notes import Notes
from extract.parts import Merged
from extract.pipeline import read
from extract.reader import Reader, Setup
from extract.report.firsts import Firsts
from extract.report.progress import Progress
from extract.report.run import render_not_listed, render_run, run_as_data
from extract.run import Outcome, RunReport, run
from extract.stages import Article, Extraction, Failure
from extract.store import Store

CATALOG = load_catalog()


def article(name: str, language: str = "en") -> Article:
    return Article(id=name, uri=f"{name}.txt", text="Ada met Bo.", language=language)


def failure(file: str, problem: str = "it is empty") -> Failure:
    return Failure(file, LoadError(problem, where=file, remedy="mend it"))


class Counted:
    """The items, and how many of them were taken."""

    def __init__(self, items: Iterable[Any]) -> None:
        self.items, self.taken = list(items), 0

    def __iter__(self) -> Iterator[Any]:
        for item in self.items:
            self.taken += 1
            yield item


def test_the_first_are_kept_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more than are kept whole there is the number, in what a run and a merge give as data too."""
    monkeypatch.setattr("extract.report.firsts.KEPT", 3)
    merged = Merged()
    merged.missing.add_all(f"share {number}/9 is missing" for number in range(1, 8))

    assert (Firsts("abcde"), Firsts("abcde").total, Firsts("abcde").more) == (["a", "b", "c"], 5, 2)
    assert (_as_data(merged)["more"], _as_data(Merged()).get("more")) == ({"missing": 4}, None)
    assert not merged.is_whole


def test_a_report_keeps_the_first_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts every failure and record left out, lists the first, and says of the others where they are told."""
    for module in ("report.firsts", "run"):
        monkeypatch.setattr(f"extract.{module}.KEPT", 5)
    report = RunReport()
    for number in range(20):
        report.add(Outcome(f"{number}.txt", None, "failed", failure=failure(f"{number}.txt")))
    for _ in range(30):
        report.add(Outcome("0.txt", None, "failed", failure=failure("0.txt")))
    for name in "abcdefg":
        report.add(Outcome(name, name, "read", dropped=(failure(name),)))
    report.gone.add_all("abcdef")
    told = run_as_data(report)

    assert [(one["uri"], one["alike"]) for one in told["failures"]] == [
        ("0.txt", 31), *((f"{number}.txt", 1) for number in range(1, 5))
    ]  # fmt: skip
    assert told["articles"] == {"failed": 50, "read": 7}
    assert told["more"] == {"outcomes": 52, "gone": 1, "failures": 15, "left_out": 2}
    assert "50 failed, 7 records left out." in render_run(report, CATALOG)
    assert render_not_listed(report).endswith(
        "15 of failures (each is told above), 2 of left_out (each is told above), 1 of gone (`extract prune DIR "
        "--dry-run` lists all)"
    )


def test_the_data_of_a_small_run_has_nothing_more() -> None:
    """Where all is listed nothing is said of more."""
    report = RunReport()
    report.add(Outcome("a.txt", None, "failed", failure=failure("a.txt")))

    assert "more" not in json.loads(json.dumps(run_as_data(report)))
    assert render_not_listed(report) == ""


def test_each_failure_is_told_however_many(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that are alike are told once, with their exact number, though few complaints are kept in mind."""
    monkeypatch.setattr("extract.report.complaints.KEPT", 3)
    with Progress(None, is_quiet=True) as progress:
        for number in range(10):
            for _ in range(4):
                uri = f"{number}.csv"
                progress.count(Outcome(uri, None, "failed", failure=failure(uri)))
        assert len(progress._complaints._counts) == 3
    told = capsys.readouterr().err

    assert [told.count(f"where: {number}.csv\n") for number in range(10)] == [1] * 10
    assert [told.count(f"3 more like this in {number}.csv: it is empty\n") for number in range(10)] == [1] * 10


def test_kinds_of_files_that_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more kinds than are told apart the others are counted together."""
    monkeypatch.setattr("extract.loading.notes.KINDS_KEPT", 2)
    notes = Notes()
    for kind in (".jpg", ".1", ".2", ".3", ".jpg"):
        notes.pass_over(kind)

    assert notes.passed_over == {".jpg": 2, ".1": 1, "of other kinds": 2}


def test_a_failure_lets_go_of_what_was_read() -> None:
    """The frames of its error, which hold the article, are not kept; its cause is."""
    try:
        try:
            raise ValueError("no number")
        except ValueError as error:
            raise LoadError("it is broken", where="a.txt", remedy="mend it") from error
    except LoadError as error:
        found = Failure("a.txt", error)

    cause = found.error.__cause__
    assert isinstance(cause, ValueError)
    assert (found.error.__traceback__, found.error.__context__, cause.__traceback__) == (None, None, None)


# --------------------------------------------------------------------------------------------------------------------
# What waits


def go(folder: Path, articles: Iterable[Article | Failure], on_outcome: Callable[[Outcome], None]) -> RunReport:
    with Store(folder / "out", form="jsonl") as store:
        options = BackendOptions(settings={"ahead": 100})
        return run(articles, store, CATALOG, options, make_backend=make_plain, on_outcome=on_outcome)


def test_failures_behind_an_article_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article for which the backend waits for company is read when too much waits behind it; the order stays."""
    monkeypatch.setattr("extract.run.MOST_WAITING", 5)
    given = Counted([article("a"), *(failure(f"{number}.txt") for number in range(20)), article("b")])
    told: list[tuple[str, str, int]] = []

    go(tmp_path, given, lambda outcome: told.append((outcome.uri, outcome.state, given.taken)))

    assert told[0] == ("a.txt", "read", 6)
    assert [(uri, state) for uri, state, _ in told] == [
        ("a.txt", "read"), *((f"{number}.txt", "failed") for number in range(20)), ("b.txt", "read")
    ]  # fmt: skip


def test_articles_of_another_run_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When too many are being read elsewhere, they are looked at again before the others are begun."""
    monkeypatch.setattr("extract.run.MOST_BUSY", 2)
    monkeypatch.setattr("extract.run.SECONDS_BETWEEN_LOOKS", 0)
    given, asked, claim = Counted(map(article, "abcdef")), list[str](), Store.claim

    def claimed(store: Store, one: Article, key: str) -> Any:
        asked.append(one.id)
        return "busy" if asked.count(one.id) < 3 else claim(store, one, key)

    monkeypatch.setattr(Store, "claim", claimed)
    told: list[tuple[str | None, int]] = []
    report = go(tmp_path, given, lambda outcome: told.append((outcome.article_id, given.taken)))

    assert told == [("a", 2), ("b", 2), ("c", 4), ("d", 4), ("e", 6), ("f", 6)]
    assert (report.articles["read"], report.is_interrupted) == (6, False)


def test_articles_that_no_backend_is_asked_for_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures of many articles in a row are given while more are taken, and the others are read."""
    monkeypatch.setattr("extract.pipeline.MOST_WAITING", 4)
    given = Counted([*(article(str(number), "de") for number in range(10)), article("a"), article("b")])
    backend = make_plain(CATALOG, BackendOptions(settings={"ahead": 100}))
    monkeypatch.setattr(PlainBackend, "languages", ("en",), raising=False)
    found = [(type(one), given.taken) for one in read(given, backend, CATALOG)]

    assert [kind for kind, _ in found] == [Failure] * 10 + [Extraction] * 2
    assert found[0][1] == 4


def test_failures_of_a_reader_with_workers_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that iterates gets every failure, in order, and the first before the last was taken."""

    class Apart:
        def __init__(self, count: int, setup: object) -> None: ...

        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda *_: None  # noqa: E731

        def read(self, articles: Iterable[Article]) -> Iterator[Failure]:
            for one in list(articles):
                yield Failure(one.uri, BackendError("read elsewhere", where=one.uri, remedy=""))

    monkeypatch.setattr("extract.workers.Workers", Apart)
    monkeypatch.setattr("extract.reader.MOST_WAITING", 5)
    items = Counted([{"id": "a", "text": "Ada met Bo."}, *({"id": str(n), "text": ""} for n in range(20)),
                     {"id": "b", "text": "Eve spoke."}])  # fmt: skip
    reading = Reader(Setup(CATALOG.folder, BackendOptions(), make_plain)).read_all(items, workers=2)
    found = [(one, items.taken) for one in reading]

    assert [one.error.problem == "read elsewhere" for one, _ in found if isinstance(one, Failure)] == [
        True, *[False] * 20, True
    ]  # fmt: skip
    assert found[0][1] <= 6
    assert len(reading.failures) == 22
