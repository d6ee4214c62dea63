"""A run: what is finished is left, what failed is told, an interruption loses nothing, two runs share the work."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from plain_backend import make_none, make_plain

from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.errors import BackendError, LoadError, StoreError
from extract.formats import arrow_schema
from extract.interrupt import STOPS
from extract.report.progress import Progress
from extract.report.run import render_run, run_as_data
from extract.run import Outcome, RunReport, run
from extract.stages import Article, Extraction, Failure, Posting, Span
from extract.store import Store

CATALOG = load_catalog()


def article(name: str, text: str = "Ada met Bo.") -> Article:
    return Article(id=name, uri=f"in/{name}.txt", text=text)


def go(
    folder: Path, articles: Iterable[Article | Failure], *, form: str = "json", is_fresh: bool = False, **more: object
) -> RunReport:
    """Run over *articles* into ``folder/out``; the ids that were read are noted in ``folder/seen``."""
    options = BackendOptions(settings={"seen": str(folder / "seen")})
    with Store(folder / "out", form=form, is_fresh=is_fresh) as store:
        return run(articles, store, CATALOG, options, make_backend=make_plain, **more)  # type: ignore[arg-type]


def seen(folder: Path) -> list[str]:
    return (folder / "seen").read_text().split()


def states(report: RunReport) -> list[tuple[str | None, str]]:
    return [(outcome.article_id, outcome.state) for outcome in report.outcomes]


LOST = Failure("in/lost.txt", LoadError("it cannot be read", where="in/lost.txt", remedy="mend it"))


def test_what_became_of_each_article_is_told_in_order(tmp_path: Path) -> None:
    """Read and failed articles come in the order of the input, with their counts and reasons."""
    told: list[Outcome] = []
    given = [article("a", "Ada met Bo."), LOST, article("b", "REFUSE"), article("../c"), article("d", "Eve spoke.")]

    report = go(tmp_path, given, on_outcome=told.append)

    assert states(report) == [("a", "read"), (None, "failed"), ("b", "failed"), ("../c", "failed"), ("d", "read")]
    assert told == report.outcomes
    assert report.counts["actors"] == 3
    assert report.usage == {"requests": 2}
    assert [failure.error.problem for failure in report.failures] == [
        "it cannot be read",
        "it will not",
        "the id '../c' cannot be a file name",
    ]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json")) == ["a.json", "d.json"]


def test_a_second_run_reads_only_what_failed_and_what_is_new(tmp_path: Path) -> None:
    """Finished articles keep their counts and are not given to the backend."""
    go(tmp_path, [article("a"), article("b", "REFUSE")])

    report = go(tmp_path, [article("a"), article("b", "REFUSE"), article("c")])

    assert states(report) == [("a", "kept"), ("b", "failed"), ("c", "read")]
    assert report.outcomes[0].counts["actors"] == 2
    assert seen(tmp_path) == ["a", "b", "b", "c"]


def test_a_fresh_run_reads_all(tmp_path: Path) -> None:
    """--fresh does finished work again."""
    go(tmp_path, [article("a")])

    assert states(go(tmp_path, [article("a")], is_fresh=True)) == [("a", "read")]


def test_a_changed_article_is_read_again(tmp_path: Path) -> None:
    """The key hangs on the text."""
    go(tmp_path, [article("a")])

    assert states(go(tmp_path, [article("a", "Eve spoke.")])) == [("a", "read")]


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    """The files of a run are the same byte for byte, and so is its report."""
    given = [article(f"n{number}", f"Ada met Bo{'b' * number}.") for number in range(20)] + [article("x", "CRASH")]
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    one = go(tmp_path / "one", given)
    two = go(tmp_path / "two", given, workers=2)

    written = {path.name: path.read_bytes() for path in (tmp_path / "one" / "out").glob("*.json")}
    assert len(written) == 20
    assert {path.name: path.read_bytes() for path in (tmp_path / "two" / "out").glob("*.json")} == written
    assert states(one) == states(two)
    assert one.counts == two.counts


def test_a_table_has_the_documents_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """jsonl: one document a line, equal to what a file would hold; what failed is left out."""
    given = [article("b"), article("x", "REFUSE"), article("a")]
    (tmp_path / "files").mkdir()
    go(tmp_path / "files", given)

    go(tmp_path, given, form="jsonl")

    lines = (tmp_path / "out" / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        json.loads((tmp_path / "files" / "out" / f"{name}.json").read_bytes()) for name in ("a", "b")
    ]
    assert list((tmp_path / "out").glob("*.json")) == []


def test_a_parquet_table_has_the_same_values(tmp_path: Path) -> None:
    """parquet: the columns are the keys of the document, typed by the declarations even where all lists are empty."""
    parquet = pytest.importorskip("pyarrow.parquet")
    given = [article("a"), article("none", "nobody")]
    go(tmp_path, given, form="jsonl")

    report = go(tmp_path, given, form="parquet")

    table = parquet.read_table(tmp_path / "out" / "extractions.parquet")
    lines = (tmp_path / "out" / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    assert states(report) == [("a", "kept"), ("none", "kept")]
    assert table.schema == arrow_schema(CATALOG)
    assert [without_nulls(row) for row in table.to_pylist()] == [without_nulls(json.loads(line)) for line in lines]


def without_nulls(value: object) -> object:
    """Return plain data without keys that are null: a column has them where a document leaves them out."""
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def test_equal_runs_write_equal_tables(tmp_path: Path) -> None:
    """A table made in two goes has the bytes of one made at once."""
    given = [article("b"), article("a")]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()

    go(tmp_path / "one", given, form="parquet")
    go(tmp_path / "two", given[1:], form="parquet")
    go(tmp_path / "two", given, form="parquet")

    one, two = ((tmp_path / name / "out" / "extractions.parquet").read_bytes() for name in ("one", "two"))
    assert one == two


@pytest.mark.parametrize("number", STOPS)
def test_a_signal_to_stop_finishes_what_is_under_way(tmp_path: Path, number: signal.Signals) -> None:
    """After the first no further article is begun, what was read is written, and a later run does the rest."""
    given = [article("a"), article("b"), article("c")]
    asked: list[bool] = []

    def interrupt(outcome: Outcome) -> None:
        if outcome.article_id == "a":
            signal.raise_signal(number)

    report = go(tmp_path, given, on_outcome=interrupt, on_interrupt=lambda: asked.append(True))

    assert report.is_interrupted
    assert asked == [True]
    assert states(report) == [("a", "read")]
    assert states(go(tmp_path, given)) == [("a", "kept"), ("b", "read"), ("c", "read")]
    assert seen(tmp_path) == ["a", "b", "c"]


def test_ctrl_c_in_the_last_article_interrupts_nothing(tmp_path: Path) -> None:
    """Where nothing is left the run is whole, its table too."""
    report = go(tmp_path, [article("a")], form="jsonl", on_outcome=lambda _: signal.raise_signal(signal.SIGINT))

    assert not report.is_interrupted
    assert (tmp_path / "out" / "extractions.jsonl").is_file()


def test_a_second_ctrl_c_stops_at_once(tmp_path: Path) -> None:
    """The second SIGINT is not held back."""

    def interrupt(outcome: Outcome) -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        go(tmp_path, [article("a"), article("b")], on_outcome=interrupt)

    assert states(go(tmp_path, [article("a")])) == [("a", "kept")]


def test_signals_mean_what_they_meant_after_a_run(tmp_path: Path) -> None:
    """The handlers of before are put back."""
    before = [signal.getsignal(number) for number in STOPS]

    go(tmp_path, [article("a")])

    assert [signal.getsignal(number) for number in STOPS] == before


def test_an_interrupted_run_leaves_the_old_table(tmp_path: Path) -> None:
    """A table is only replaced by a whole one."""
    go(tmp_path, [article("a")], form="jsonl")
    before = (tmp_path / "out" / "extractions.jsonl").read_bytes()

    go(tmp_path, [article("b"), article("c")], form="jsonl", on_outcome=lambda _: signal.raise_signal(signal.SIGINT))

    assert (tmp_path / "out" / "extractions.jsonl").read_bytes() == before


def test_a_backend_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """Nothing is read, and the error is the backend's."""
    with Store(tmp_path) as store, pytest.raises(BackendError, match="the model is missing"):
        run([article("a")], store, CATALOG, BackendOptions(), make_backend=make_none)


def test_what_lies_in_the_place_of_a_document_costs_that_one(tmp_path: Path) -> None:
    """A folder with a document's name is told, whether it was there first or came later; the others are written."""
    for path in (tmp_path / "out" / "b.json", tmp_path / "out" / "b.json" / "in the way"):
        path.mkdir(parents=True)
    given = [article("a"), article("b"), article("c")]

    first = go(tmp_path, given)
    (tmp_path / "out" / "c.json").unlink()
    (tmp_path / "out" / "c.json").mkdir()
    second = go(tmp_path, given)

    assert states(first) == [("a", "read"), ("b", "failed"), ("c", "read")]
    assert states(second) == [("a", "kept"), ("b", "failed"), ("c", "failed")]
    assert second.failures[0].error.problem.startswith("the document would be written over a document that no run")
    assert second.failures[1].error.remedy == "take away what lies there, or give -o another folder"
    assert second.failures[1].error.where == str(tmp_path / "out" / "c.json")


def test_a_store_that_cannot_be_written_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done is in the report, with the reason for the end."""
    save = Store.save

    def fill(store: Store, extraction: Extraction, counts: Mapping[str, int]) -> None:
        if extraction.article.id == "b":
            raise StoreError("the disk is full", where="out", remedy="make room")
        save(store, extraction, counts)

    monkeypatch.setattr(Store, "save", fill)
    report = go(tmp_path, [article("a"), article("b"), article("c")])

    assert states(report) == [("a", "read")]
    assert isinstance(report.stopped_by, StoreError)
    assert not report.is_interrupted


RUNS = """
import sys
from pathlib import Path
from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.run import run
from extract.stages import Article
from extract.store import Store
from plain_backend import make_plain

folder, workers, texts = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]

if __name__ == "__main__":
    articles = [Article(id=f"n{n}", uri=f"in/n{n}.txt", text=text) for n, text in enumerate(texts)]
    options = BackendOptions(settings={"seen": str(folder / "seen")})
    with Store(folder / "out", form="jsonl") as store:
        report = run(articles, store, load_catalog(), options, workers=workers, make_backend=make_plain)
    print(*(f"{one.article_id}:{one.state}" for one in report.outcomes))
"""


def begin(folder: Path, *texts: str, workers: int = 1) -> subprocess.Popen[str]:
    script = folder / "runs.py"
    script.write_text(RUNS)
    command = [sys.executable, str(script), str(folder), str(workers), *texts]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path, workers: int) -> None:
    """After kill -9 the next run reads what was not finished, and only that."""
    texts = [f"Ada met Bo{'b' * number}." for number in range(40)]
    until = 20
    killed = begin(tmp_path, *texts[:until], "WAIT 60", *texts[until + 1 :], workers=workers)
    while not (tmp_path / "seen").exists() or f"n{until}\n" not in (tmp_path / "seen").read_text():
        assert killed.poll() is None
    killed.kill()
    killed.wait()
    before = seen(tmp_path)

    with begin(tmp_path, *texts, workers=workers) as second:
        told = second.communicate()[0].split()

    kept = [one.split(":")[0] for one in told if one.endswith(":kept")]
    assert len(told) == 40
    assert len((tmp_path / "out" / "extractions.jsonl").read_bytes().splitlines()) == 40
    assert set(kept) <= set(before) - {f"n{until}"}
    assert workers == 2 or len(kept) == until
    assert sorted(seen(tmp_path)[len(before) :]) == sorted({f"n{number}" for number in range(40)} - set(kept))


def test_two_runs_at_once_share_the_work(tmp_path: Path) -> None:
    """Each article is read once, both runs end with all of them, and the table is whole."""
    texts = [f"Ada met Bo{'b' * number}. WAIT 0.02" for number in range(30)]

    with begin(tmp_path, *texts) as one, begin(tmp_path, *texts) as two:
        told = [process.communicate()[0].split() for process in (one, two)]

    names = [f"n{number}" for number in range(30)]
    assert sorted(seen(tmp_path)) == sorted(names)
    assert [sorted(line.split(":")[0] for line in lines) for lines in told] == [sorted(names)] * 2
    lines = (tmp_path / "out" / "extractions.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["source"]["id"] for line in lines] == sorted(names)


def test_a_run_takes_over_what_a_killed_one_was_reading(tmp_path: Path) -> None:
    """A run that waits for an article of another one reads it when that dies."""
    first = begin(tmp_path, "WAIT 60", "Ada")
    while not (tmp_path / "seen").exists():
        assert first.poll() is None
    with Store(tmp_path / "out", form="jsonl") as store:

        def kill(outcome: Outcome) -> None:
            assert outcome.article_id == "other"
            first.kill()
            first.wait()

        given = [article("n0", "Eve"), article("other")]
        report = run(
            given,
            store,
            CATALOG,
            BackendOptions(settings={"seen": str(tmp_path / "seen")}),
            make_backend=make_plain,
            on_outcome=lambda outcome: kill(outcome) if first.poll() is None else None,
        )

    assert states(report) == [("other", "read"), ("n0", "read")]
    assert seen(tmp_path) == ["n0", "other", "n0"]


WIRE = (
    "Norland's trade minister, Ada Berg, said on Wednesday that no grain ship would leave the port of Talvik until the "
    "dispute over harbour dues with neighbouring Sorland is settled. The embassy of Sorland called the step a breach. "
)


def test_copies_are_told_with_the_first(tmp_path: Path) -> None:
    """All copies of a text are read, and the report tells which they are, with the first; readers' comments apart."""
    commented = WIRE + "\n\n2 comments\n\nBob\n\n" + "No! " * 200
    thread = Posting(
        Span(commented.index("No!"), len(commented)), Span(commented.index("Bob"), commented.index("Bob") + 3)
    )
    given = [
        article("a", WIRE),
        article(
            "other", "Guns fell silent along the river on Friday, and nobody in the two towns could say for how long."
        ),
        replace(article("b", commented), postings=(thread,)),
        article("c", "Talvik: no ships\n\n" + WIRE.replace("said on", "told us on")),
    ]

    report = go(tmp_path, given)

    assert report.copies == [("b", "a"), ("c", "a")]
    assert states(report) == [("a", "read"), ("other", "read"), ("b", "read"), ("c", "read")]
    told = render_run(report, CATALOG)
    assert (
        "2 articles are copies of another in this run (b of a, c of a); --skip-copies reads one of each text." in told
    )
    assert run_as_data(report)["copies"] == [{"id": "b", "of": "a"}, {"id": "c", "of": "a"}]


def test_copies_are_skipped_where_asked(tmp_path: Path) -> None:
    """Only the first of the copies is read, today and in the next run."""
    given = [article("a", WIRE), article("b", WIRE), article("c", "Guns fell silent along the river on Friday.")]

    report = go(tmp_path, given, skips_copies=True)

    assert states(report) == [("a", "read"), ("b", "copy"), ("c", "read")]
    assert "2 read, 1 left out as copies." in render_run(report, CATALOG)
    assert states(go(tmp_path, given, skips_copies=True)) == [("a", "kept"), ("b", "copy"), ("c", "kept")]
    assert seen(tmp_path) == ["a", "c"]


def test_a_complaint_of_many_rows_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the rows of one table have in common is told with the first of them and a count; another complaint apart."""
    problems = [("there is no 'text'", 300), ("the row has {} fields, the header 2", 5), ("it is empty", 1)]
    given = [
        Failure(
            "in/rows.csv", LoadError(problem.format(number + 3), where=f"in/rows.csv, line {number}", remedy="mend it")
        )
        for problem, count in problems
        for number in range(count)
    ]

    with Progress(None) as progress:
        report = go(tmp_path, [*given, LOST], on_outcome=progress.count)

    told = capsys.readouterr().err
    assert told.count("where: in/rows.csv") == 3
    assert told.count("it cannot be read\n") == 1
    assert "299 more like this in in/rows.csv: there is no 'text'\n" in told
    assert "4 more like this in in/rows.csv: the row has … fields, the header …\n" in told
    assert report.articles["failed"] == 307
    assert len(report.failures) == 100 + 5 + 1 + 1
    assert run_as_data(report)["failures"][0]["alike"] == 300
