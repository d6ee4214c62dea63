"""What one run finished stays in the folder: later runs add to it, bring it up to date, or are refused."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from plain_backend import PlainBackend, make_plain

from extract.backends import BackendOptions
from extract.catalog import Catalog, load_catalog
from extract.cli import main
from extract.errors import UsageError
from extract.loading.load import find_articles
from extract.run import RunReport, run
from extract.scoring.outputs import Outputs
from extract.stages import Article
from extract.store import STATE, Store, open_store

CATALOG = load_catalog()
MAYOR = "The mayor of Ullmar, Rita Sand, asked the county on Friday to pay for the night bus."
BRIDGE = "Guns fell silent along the Karsk river at dawn, and the engineers began to mend the bridge."


def write(path: str, text: str = MAYOR) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def rows(path: str, **texts: str) -> str:
    return write(path, "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))


def go(*inputs: str, form: str = "jsonl", is_replacing: bool = False, **more: Any) -> RunReport:
    with Store(Path("out"), form=form, is_replacing=is_replacing) as store:
        given = {"make_backend": make_plain, "catalog": CATALOG} | more
        catalog = given.pop("catalog")
        return run(find_articles(inputs), store, catalog, BackendOptions(), **given)


def table() -> dict[str, str]:
    """Return what the table has: ids and uris, in its order."""
    lines = Path("out/extractions.jsonl").read_text(encoding="utf-8").splitlines()
    sources = [json.loads(line)["source"] for line in lines]
    assert len({source["id"] for source in sources}) == len(sources)
    return {source["id"]: source["uri"] for source in sources}


def states(report: RunReport) -> list[tuple[str | None, str]]:
    return [(outcome.article_id, outcome.state) for outcome in report.outcomes]


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class OtherBackend(PlainBackend):
    """The plain one under another model's name."""

    def __init__(self, catalog: Catalog, options: BackendOptions) -> None:
        super().__init__(catalog, options)
        self.model = "words 2"


# ----------------------------------------------------------------------------------------------------------- increments


def test_a_daily_increment_adds_to_the_table() -> None:
    """Yesterday's articles stay; one that comes again is brought up to date in its place."""
    go(rows("mon.jsonl", b=BRIDGE, a=MAYOR))

    report = go(rows("tue.jsonl", a=MAYOR + " The county said no.", c="Ada met Bo."))

    assert states(report) == [("a", "read"), ("c", "read")]
    assert table() == {"a": "tue.jsonl#a", "b": "mon.jsonl#b", "c": "tue.jsonl#c"}
    first = Path("out/extractions.jsonl").read_bytes().splitlines()[0]
    assert json.loads(first)["source"]["length"] == len(MAYOR + " The county said no.")


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_table_hangs_on_what_it_holds_and_not_on_its_history(form: str) -> None:
    """The same articles in other order, in one run or three, give the same bytes."""
    pytest.importorskip("pyarrow")
    for name, text in (("a", MAYOR), ("b", BRIDGE), ("c", "Ada met Bo.")):
        write(f"in/{name}.txt", text)
    go("in/c.txt", form=form)
    go("in/a.txt", form=form)
    go("in/b.txt", "in/a.txt", form=form)
    three = Path(f"out/extractions.{form}").read_bytes()
    Path("out").rename("before")

    go("in", form=form)

    assert Path(f"out/extractions.{form}").read_bytes() == three


def test_every_table_of_the_folder_is_brought_up_to_date() -> None:
    """A run in another form leaves no table behind what the folder holds; readers see every article once."""
    parquet = pytest.importorskip("pyarrow.parquet")
    go(write("in/a.txt"))
    go(write("in/b.txt", BRIDGE), form="parquet")
    go(write("in/c.txt", "Ada met Bo."), form="json")

    assert list(table()) == ["a", "b", "c"]
    found = parquet.read_table("out/extractions.parquet").column("source").to_pylist()
    assert [source["id"] for source in found] == ["a", "b", "c"]
    assert len(list(Outputs(Path("out"), CATALOG).read_all())) == 3


def test_an_article_that_fails_the_second_time_keeps_its_document() -> None:
    """The failure is told, and what was finished is not lost."""
    go(write("in/a.txt"))

    report = go(write("in/a.txt", MAYOR + " REFUSE"))

    assert states(report) == [("a", "failed")]
    assert list(table()) == ["a"]


# -------------------------------------------------------------------------------------------------- which article it is


def test_another_article_of_the_same_name_gets_an_id_of_its_own() -> None:
    """Two files called alike are two articles, whichever run they come in, and stay those."""
    go(write("mon/a.txt"))
    [(name, state)] = states(go(write("tue/a.txt", BRIDGE)))

    assert state == "read"
    assert table() == {"a": "mon/a.txt", name: "tue/a.txt"}
    assert states(go("mon/a.txt", "tue/a.txt")) == states(go("mon", "tue")) == [("a", "kept"), (name, "kept")]
    assert states(go("tue", "mon")) == [(name, "kept"), ("a", "kept")]


def test_names_that_differ_in_case_are_one_on_some_disks() -> None:
    """The later gets an id of its own."""
    go(write("mon/A.txt"), form="json")
    [(name, _)] = states(go(write("tue/a.txt", BRIDGE), form="json"))

    assert name is not None
    assert name.startswith("a-")
    assert json.loads(Path("out/A.json").read_bytes())["source"]["uri"] == "mon/A.txt"


def test_an_article_that_was_moved_is_the_same() -> None:
    """Its text tells; the document has the new place."""
    go(write("mon/a.txt"))
    Path("mon").rename("archive")

    go("archive/a.txt")

    assert table() == {"a": "archive/a.txt"}


def test_tables_with_the_same_numbers_for_other_articles() -> None:
    """Rows of two tables that share an id and no words are two articles: neither replaces the other."""
    go(rows("cnn.jsonl", **{"1": MAYOR}))
    go(rows("bbc.jsonl", **{"1": BRIDGE}))

    assert sorted(table().values()) == ["bbc.jsonl#1", "cnn.jsonl#1"]


def test_a_row_whose_text_is_another_now_is_brought_up_to_date() -> None:
    """In one table an id is one article, whatever its words."""
    go(rows("news.jsonl", a=MAYOR))
    go(rows("news.jsonl", a=BRIDGE))

    assert table() == {"a": "news.jsonl#a"}


def test_what_comes_on_standard_input_is_known_by_its_words() -> None:
    """A second text does not replace the first; the first again is finished."""
    for text in (MAYOR, BRIDGE, MAYOR, BRIDGE):
        with Store(Path("out"), form="jsonl") as store:
            given = [Article("stdin", "-", text, is_derived=True)]
            report = run(given, store, CATALOG, BackendOptions(), make_backend=make_plain)

    assert len(table()) == 2
    assert report.articles == {"kept": 1}


# ------------------------------------------------------------------------------------------------------ what is refused


def test_another_model_is_refused() -> None:
    """What is there is told, with what to do, and nothing is read or changed."""
    go(write("in/a.txt"), write("in/b.txt", BRIDGE))
    before = Path("out/extractions.jsonl").read_bytes()

    with pytest.raises(UsageError) as caught:
        go("in", make_backend=OtherBackend)

    assert caught.value.problem == (
        "the folder has 2 documents of the model words 1 (plain); this run's are of the model words 2 (plain)"
    )
    assert (caught.value.where, "-o another folder" in caught.value.remedy) == ("out", True)
    assert "--replace" in caught.value.remedy
    assert Path("out/extractions.jsonl").read_bytes() == before


def test_other_schemas_are_refused(declare: Any) -> None:
    """Declarations with other lists, and the same ones changed, are other schemas."""
    one, other = load_catalog(declare()), load_catalog(declare(("{askers} ask", "{askers} beg")))
    go(write("in/a.txt"), catalog=one)

    with pytest.raises(UsageError, match="1 document of the schemas parties, pleas; this run's are of the schemas act"):
        go("in")
    with pytest.raises(UsageError, match=r"pleas, as they were declared before; .* pleas, as they were declared now"):
        go("in", catalog=other)


def test_the_command_is_refused_as_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and nothing is begun; with --replace the run does its work."""
    go(write("in/a.txt"))

    assert main(["run", "in", "--format", "jsonl"]) == 2
    told = capsys.readouterr().err
    assert "the folder has 1 document of the model words 1 (plain)" in told
    assert "do:    give -o another folder for these, or --replace" in told

    assert main(["run", "in", "--format", "jsonl", "--replace"]) == 0
    assert json.loads(Path("out/extractions.jsonl").read_bytes())["extraction"]["backend"] == "embedded"


def test_replace_takes_out_what_the_other_left() -> None:
    """Only now, and only when all is read: documents of the other model, with their files, those not read anew too."""
    go(write("in/a.html", f"<p>{MAYOR}</p>"), write("in/b.txt", BRIDGE), form="json")

    report = go("in/b.txt", form="json", make_backend=OtherBackend, is_replacing=True)

    assert states(report) == [("b", "read")]
    assert sorted(path.name for path in Path("out").glob("[!.]*")) == ["b.json"]
    assert states(go("in/b.txt", form="json", make_backend=OtherBackend)) == [("b", "kept")]


def test_a_run_beside_one_with_other_schemas_is_refused() -> None:
    """Even into an empty folder, and even to replace: of two at once neither loses anything."""
    write("in/a.txt")
    refused: list[str] = []

    def begin_another(outcome: object) -> None:
        for is_replacing in (False, True):
            with pytest.raises(UsageError, match="another run writes documents of the model words 1") as caught:
                go("in", make_backend=OtherBackend, is_replacing=is_replacing)
            refused.append(caught.value.where)

    go("in", on_outcome=begin_another)

    assert refused == ["out", "out"]
    assert list(table()) == ["a"]


def test_a_table_without_a_state_is_not_replaced() -> None:
    """Where the state was taken away nobody knows the table's articles: it stays."""
    go(write("in/a.txt"))
    for path in Path("out").glob(f"{STATE}*"):
        path.unlink()

    with pytest.raises(UsageError, match="no state that tells which") as caught:
        go(write("in/b.txt", BRIDGE))

    assert caught.value.where == "out/extractions.jsonl"
    assert list(table()) == ["a"]
    go("in/b.txt", is_replacing=True)
    assert list(table()) == ["b"]


def test_a_document_that_no_run_wrote_is_not_written_over() -> None:
    """A golden, another's document and a user's own text cost the article that would take their place."""
    write("out/a.json", '{"verified": {"by": "me"}}')
    write("out/b.txt", "my notes")
    write("in/a.txt")
    write("in/b.html", f"<p>{BRIDGE}</p>")
    write("in/c.txt")

    report = go("in", form="json")

    assert states(report) == [("a", "failed"), ("b", "failed"), ("c", "read")]
    assert [failure.error.problem.rpartition(": ")[2] for failure in report.failures] == ["out/a.json", "out/b.txt"]
    assert Path("out/a.json").read_text() == '{"verified": {"by": "me"}}'
    assert Path("out/b.txt").read_text() == "my notes"
    assert states(go("in", form="json", is_replacing=True)) == [("a", "read"), ("b", "read"), ("c", "kept")]


def test_documents_whose_state_was_taken_away_are_written_anew() -> None:
    """A document of the same article and the same make is nobody else's."""
    go(write("in/a.txt"), form="json")
    for path in Path("out").glob(f"{STATE}*"):
        path.unlink()

    assert states(go("in", form="json")) == [("a", "read")]


# ----------------------------------------------------------------------------------------------- articles that are gone


def test_documents_of_articles_that_are_gone_are_told_and_taken_out() -> None:
    """A run names them and leaves them; pruning takes document, text and line away. A file's rows are there with it."""
    go(write("in/a.html", f"<p>{MAYOR}</p>"), write("in/b.txt", BRIDGE), form="json")
    go(rows("in/c.jsonl", **{"c#1": "Ada met Bo."}))
    assert go("in").gone == []
    Path("in/a.html").unlink()
    Path("in/c.jsonl").unlink()

    assert go("in/b.txt").gone == ["a", "c#1"]
    assert sorted(table()) == ["a", "b", "c#1"]

    with open_store(Path("out")) as store:
        assert store.prune() == ["a", "c#1"]
    assert sorted(path.name for path in Path("out").glob("[!.]*")) == ["b.json", "extractions.jsonl", "texts.sqlite3"]
    assert go("in").gone == []
    assert sorted(table()) == ["b"]


def test_nothing_is_gone_because_the_run_was_begun_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Files are known by their whole paths; what came on standard input has none."""
    go(write("in/a.txt"))
    with Store(Path("out"), form="jsonl") as store:
        run([Article("x", "-", BRIDGE)], store, CATALOG, BackendOptions(), make_backend=make_plain)
    monkeypatch.chdir("in")

    with open_store(tmp_path / "out") as store:
        assert list(store.gone()) == []


def test_prune_tells_what_it_takes_out(capsys: pytest.CaptureFixture[str]) -> None:
    """The command names the documents, first only to tell, then to do it, and leaves tables of other schemas alone."""
    go(write("in/a.txt"), write("in/b.txt", BRIDGE))
    Path("in/a.txt").unlink()

    assert main(["prune", "out", "--dry-run"]) == 0
    assert capsys.readouterr().out == "a\n1 document would be taken out\n"
    assert list(table()) == ["a", "b"]
    assert main(["prune", "out", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"gone": ["a"], "taken_out": ["a"]}
    assert list(table()) == ["b"]
    assert main(["prune", "out"]) == 0
    assert capsys.readouterr().out == "0 documents taken out\n"


def test_prune_refuses_other_schemas(declare: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A table is not written anew with columns that are not its own."""
    go(write("in/a.txt"))
    Path("in/a.txt").unlink()

    assert main(["prune", "out", "--schemas", str(declare())]) == 2

    assert "the folder's documents are of other schemas (actors, " in capsys.readouterr().err
    assert list(table()) == ["a"]


def test_a_folder_that_no_run_wrote_is_not_pruned() -> None:
    """Pruning makes no state of its own."""
    Path("empty").mkdir()

    with pytest.raises(UsageError, match="no run has written into this folder"):
        open_store(Path("empty"))

    assert list(Path("empty").iterdir()) == []


# -------------------------------------------------------------------------------------------------------------- kill -9

INCREMENT = """
import os, sys
from pathlib import Path
from extract import formats
from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.loading.load import find_articles
from extract.run import run
from extract.store import Store
from plain_backend import make_plain

path, form, dies_at = sys.argv[1], sys.argv[2], sys.argv[3]
read = 0

def die(*_):
    os.kill(os.getpid(), 9)

def note(outcome):
    global read
    read += 1
    if str(read) == dies_at:
        die()

def write_half(path, documents, catalog):
    path.write_bytes(next(iter(documents))[:20])
    die()

if dies_at == "table":
    formats._WRITERS[form] = write_half
with Store(Path("out"), form=form) as store:
    run(find_articles([path]), store, load_catalog(), BackendOptions(), make_backend=make_plain, on_outcome=note)
"""


def increment(path: str, form: str, dies_at: str) -> int:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    return subprocess.run(
        [sys.executable, "-c", INCREMENT, path, form, dies_at], env=environment, check=False
    ).returncode


def ids_in(form: str) -> list[str]:
    if form == "jsonl":
        return list(table())
    import pyarrow.parquet

    return [
        source["id"] for source in pyarrow.parquet.read_table("out/extractions.parquet").column("source").to_pylist()
    ]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_two_increments_with_kill_9_in_between_hold_every_article_once(form: str) -> None:
    """Killed while it reads, and killed while it writes the table: the same command goes on, and nothing is lost."""
    pytest.importorskip("pyarrow")
    names = [f"n{number:02}" for number in range(12)]
    rows("mon.jsonl", **{name: f"{MAYOR} {name}" for name in names[:8]})
    rows("tue.jsonl", **{name: f"{MAYOR} {name} again" for name in names[5:]})

    assert increment("mon.jsonl", form, "3") == -9
    go("mon.jsonl", form=form)
    assert ids_in(form) == names[:8]
    assert increment("tue.jsonl", form, "4") == -9
    assert ids_in(form) == names[:8]
    assert increment("tue.jsonl", form, "table") == -9
    assert ids_in(form) == names[:8]

    go("tue.jsonl", form=form)
    assert ids_in(form) == names
    assert list(Path("out").glob(".*.tmp")) == []
