"""The shares of a run, read one after the other and merged, are the run; what is wrong with them is told."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from plain_backend import make_plain

from extract.backends import BackendOptions
from extract.catalog import Catalog, load_catalog
from extract.cli import main
from extract.errors import ExtractError, UsageError
from extract.formats import write_tables
from extract.loading.load import count_sources, find_articles
from extract.loading.shard import Shard, read_shard
from extract.part import form_of
from extract.parts import Merged, merge
from extract.reader import Reader, Setup
from extract.run import RunReport, run
from extract.stages import Article, Failure
from extract.store import STATE, Store
from extract.texts import TEXTS

CATALOG = load_catalog()
COUNT = 3


class InThisProcess:
    """Stands for the process in which a share is read, which takes a second to start."""

    def __init__(self, count: int, setup: Setup) -> None:
        self._reader = Reader(setup)
        self.read = self._reader.read_articles

    def __enter__(self) -> "InThisProcess":
        return self

    def __exit__(self, *_: object) -> None: ...

    def identity(self) -> tuple[object, str, str]:
        return *self._reader.identity(), "processes"


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files, two of one name and one empty, and a table with a row that is none; shares are read in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("extract.run.Workers", InThisProcess)
    for place in ("in/a", "in/b"):
        Path(place).mkdir(parents=True)
        for number in range(6):
            Path(place, f"n{number}.txt").write_text(f"Ada met Bob in Ca{'i' * number}ro{place[-1]}.\n")
    Path("in/b/empty.txt").write_text("")
    rows = [{"id": f"row {number}", "text": f"Cleo and Dan{'n' * number}."} for number in range(6)]
    Path("in/rows.jsonl").write_text("\n".join(map(json.dumps, [*rows, {"id": "no text"}])) + "\n")
    return tmp_path


def read_into(
    folder: Path, shard: Shard | None = None, *, form: str = "json", catalog: Catalog = CATALOG, **settings: object
) -> RunReport:
    """Run over the sources, as ``extract run in -o FOLDER --shard …`` does."""
    with Store(folder, form=form) as store:
        return run(
            find_articles(["in"], shard=shard),
            store,
            catalog,
            BackendOptions(settings=settings),
            make_backend=make_plain,
            shard=shard,
        )


def parts_of(folder: Path, *, form: str = "json") -> list[Path]:
    """Read all shares, each into a folder of its own."""
    parts = [folder / f"parts/{number}" for number in range(1, COUNT + 1)]
    for number, part in enumerate(parts, start=1):
        read_into(part, Shard(number, COUNT), form=form)
    return parts


def merge_into(folder: Path, parts: list[Path], *, form: str = "json") -> Merged:
    with Store(folder, form=form) as store:
        merged = merge(parts, store)
        write_tables(store, CATALOG)
    return merged


def written(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, hidden ones left out; of the texts of rows, which SQLite keeps, what they are."""
    files = {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "." and "sqlite3" not in path.name
    }
    if (folder / TEXTS).is_file():
        with closing(sqlite3.connect(folder / TEXTS)) as texts:
            files |= {name: text.encode() for name, text in texts.execute("SELECT id, text FROM texts")}
    return files


# -- shares


def test_every_article_and_failure_is_in_one_share(sources: Path) -> None:
    """With the id that it has in the whole run, also where two files share a name."""

    def told(shard: Shard | None) -> list[str]:
        return [one.id if isinstance(one, Article) else one.error.where for one in find_articles(["in"], shard=shard)]

    shares = [told(Shard(number, COUNT)) for number in range(1, COUNT + 1)]

    assert sorted(one for share in shares for one in share) == sorted(told(None))
    assert len(told(None)) == 20
    assert all(shares)


def test_a_share_is_told_by_the_id_alone() -> None:
    """So that it is the same on every machine and in every year; ids that are one file name are in one share."""
    assert [next(k for k in range(1, 17) if Shard(k, 16).has(name)) for name in ("a", "b", "c", "é", "É")] == [
        *(16, 6, 12),
        *(16, 16),
    ]


def test_files_of_other_shares_are_not_opened(sources: Path) -> None:
    """Nor counted."""
    shard = Shard(1, COUNT)
    others = [path for path in Path("in").rglob("n*.txt") if not shard.has(path.stem)]
    for path in others:
        path.unlink()
        path.symlink_to("nowhere")

    assert others
    found = list(find_articles(["in"], shard=shard))
    assert [one for one in found if isinstance(one, Failure) and "n" in one.uri[-6:]] == []
    assert count_sources(["in/a"]) == 6
    assert count_sources(["in/a"], shard) == len([n for n in range(6) if shard.has(f"n{n}")])


def test_very_many_files_are_not_counted_before_the_run(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not to wait for the total of its progress bar."""
    monkeypatch.setattr("extract.loading.load.COUNTED", 5)

    assert count_sources(["in/a"]) is None
    assert count_sources(["in/a/n1.txt"]) == 1


@pytest.mark.parametrize("words", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4", "1/4/2"])
def test_what_names_no_share_is_refused(words: str) -> None:
    """With how it is written."""
    with pytest.raises(UsageError, match="names no share"):
        read_shard(words)


def test_each_share_has_a_folder_of_its_own(sources: Path) -> None:
    """Two in one would write over each other's tables."""
    read_into(sources / "out", Shard(1, COUNT))

    with pytest.raises(UsageError, match="the folder has share 1/3, not share 2/3"):
        read_into(sources / "out", Shard(2, COUNT))
    read_into(sources / "out", Shard(1, COUNT))


# -- merging


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet"])
def test_merged_shares_are_the_run_byte_for_byte(sources: Path, form: str) -> None:
    """In every form, texts beside the documents too; a run into the folder finds all of it done."""
    if form == "parquet":
        pytest.importorskip("pyarrow")
    read_into(sources / "whole", form=form)
    parts = parts_of(sources, form=form)

    merged = merge_into(sources / "out", parts, form=form_of(parts))

    assert written(sources / "out") == written(sources / "whole")
    assert (merged.documents, merged.kept, merged.doubles, merged.is_whole) == (18, 0, 0, True)
    assert read_into(sources / "out", form=form).articles == {"kept": 18, "failed": 2}


def test_a_merge_goes_on_where_it_stopped(sources: Path) -> None:
    """What is there is not written again."""
    parts = parts_of(sources)
    merge_into(sources / "out", parts[:2])
    before = {path: path.stat().st_mtime_ns for path in (sources / "out").glob("*.json")}

    merged = merge_into(sources / "out", parts)

    assert merged.kept == len(before)
    assert merged.documents == 18
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_is_missing_is_told(sources: Path) -> None:
    """A share that is not there, one that was not finished, articles that failed, a file that was taken away."""
    parts = parts_of(sources)
    with sqlite3.connect(parts[1] / STATE) as state:
        state.execute("UPDATE shard SET is_finished = 0")
        (failed,) = state.execute("SELECT article_id FROM work LIMIT 1").fetchone()
        state.execute("UPDATE work SET sha256 = NULL, error = 'it died' WHERE article_id = ?", (failed,))
    gone = next(parts[0].glob("*.json"))
    gone.unlink()

    merged = merge_into(sources / "out", parts[:2])

    assert merged.missing == [
        f"share 2/3 is not finished: run it again ({parts[1]})",
        "share 3/3 is missing",
        f"1 article failed: run the part again ({parts[1]})",
        f"{gone.stem}: the file {gone} is gone",
    ]
    assert not merged.is_whole
    assert merged.documents == len(list((sources / "out").glob("*.json")))


def test_what_was_copied_in_part_is_told_and_not_taken(sources: Path) -> None:
    """A document and a text that are not what was written, and texts that are missing; mended, they are merged."""
    Path("in/page.html").write_text("<html><body><p>Ada met Bob in Cairo on Monday.</p></body></html>")
    read_into(sources / "whole")
    shutil.copytree(sources / "whole", sources / "copy")
    page, note = sources / "copy/page.txt", sources / "copy/n3.json"
    page.write_bytes(page.read_bytes()[:9])
    note.write_bytes(note.read_bytes()[:99])
    (sources / "copy" / TEXTS).unlink()

    merged = merge_into(sources / "out", [sources / "copy"])

    assert [one for one in merged.missing if "row" not in one] == [
        f"n3: what is in {note} is not what was written",
        f"page: what is in {page} is not what was written",
    ]
    assert f"row 1: its text is gone from {sources / 'copy' / TEXTS}" in merged.missing
    assert merged.documents == 11
    merge_into(sources / "out", [sources / "whole"])
    assert written(sources / "out") == written(sources / "whole")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_was_taken_out_of_the_merged_folder_comes_back(sources: Path, form: str) -> None:
    """It counts as merged only where it is there."""
    read_into(sources / "part")
    merge_into(sources / "out", [sources / "part"])
    gone = next((sources / "out").glob("*.json"))
    gone.unlink()

    merged = merge_into(sources / "out", [sources / "part"], form=form)

    assert merged.kept == 17
    if form == "json":
        assert written(sources / "out") == written(sources / "part")
    else:
        assert len((sources / "out/extractions.jsonl").read_bytes().splitlines()) == 18


@pytest.mark.parametrize("part", [0, 0.5, 0.9])
def test_a_state_that_was_copied_in_part_is_told(sources: Path, part: float) -> None:
    """By the part, with what to do; nothing of it counts as a whole."""
    read_into(sources / "part")
    state = sources / "part" / STATE
    state.write_bytes(state.read_bytes()[: int(state.stat().st_size * part)])

    with pytest.raises(ExtractError, match=r"this is no part|the state of this part cannot be read") as caught:
        merge_into(sources / "out", [sources / "part"])
    assert caught.value.where == str(state)
    assert "copy" in caught.value.remedy


def test_what_is_double_is_told(sources: Path) -> None:
    """Once in the result; where the bytes differ, by name."""
    first, *_ = parts_of(sources)
    read_into(sources / "whole")
    with sqlite3.connect(first / STATE) as state:
        (name,) = state.execute("SELECT article_id FROM work ORDER BY article_id LIMIT 1").fetchone()
        state.execute("UPDATE work SET sha256 = 'x' WHERE article_id = ?", (name,))

    merged = merge_into(sources / "out", [sources / "whole", first])

    assert merged.contradictions == [f"{name}: {sources / 'whole'} and {first} have different documents"]
    assert merged.doubles == len(list(first.glob("*.json"))) - 1
    assert written(sources / "out") == written(sources / "whole")


def test_parts_of_other_declarations_are_refused(sources: Path, declare) -> None:
    """Before anything is written."""
    read_into(sources / "one")
    read_into(sources / "other", catalog=load_catalog(declare()))

    with pytest.raises(UsageError, match="of the schemas"):
        merge_into(sources / "out", [sources / "one", sources / "other"])
    assert written(sources / "out") == {}


def test_shares_of_different_runs_are_refused(sources: Path) -> None:
    """A third and a half do not make a whole."""
    read_into(sources / "third", Shard(1, 3))
    read_into(sources / "half", Shard(2, 2))

    with pytest.raises(UsageError, match="of 2 and of 3"):
        merge_into(sources / "out", [sources / "third", sources / "half"])


def test_what_is_no_part_is_refused(sources: Path) -> None:
    """A folder without its state, one in which a run is at work, and no document at all."""
    read_into(sources / "bare")
    (sources / "bare" / STATE).unlink()
    with pytest.raises(UsageError, match="this is no part"):
        merge_into(sources / "out", [sources / "bare"])

    with Store(sources / "busy") as store:
        store.claim(Article("a", "a.txt", "Ada"), "key")
        with pytest.raises(UsageError, match="a run writes into this part now"):
            merge_into(sources / "out", [sources / "busy"])

    with pytest.raises(UsageError, match="go into one of them"):
        merge_into(sources / "half", [sources / "half"])

    Store(sources / "empty").__exit__()
    with pytest.raises(UsageError, match="no part has a document"):
        merge_into(sources / "out", [sources / "empty"])


def test_a_part_on_a_disk_that_is_only_read(sources: Path) -> None:
    """Nothing is written into a part."""
    (part, *_) = parts_of(sources)
    before = {path.name: path.read_bytes() for path in part.iterdir()}

    merge_into(sources / "out", [part])

    assert {path.name: path.read_bytes() for path in part.iterdir()} == before


# -- the commands


def test_the_commands_do_the_same(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shards by --shard, joined by merge, with one share missing: exit code 1 and which."""
    for number in (1, 2):
        assert main(["run", "in/a", "-o", f"parts/{number}", "--shard", f"{number}/3", "-q", "--format", "jsonl"]) == 0
    capsys.readouterr()

    code = main(["merge", "parts/1", "parts/2", "-o", "out"])

    assert code == 1
    printed = capsys.readouterr()
    assert "share 3/3 is missing" in printed.err
    assert "documents merged into out" in printed.out
    assert Path("out/extractions.jsonl").is_file()
    assert main(["run", "in/a", "-o", "out", "--shard", "4/3"]) == 2


SCRIPT = """
import sys
from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.loading.load import find_articles
from extract.loading.shard import Shard
from extract.run import run
from extract.store import Store
from pathlib import Path
from plain_backend import make_plain

if __name__ == "__main__":
    shard = Shard(1, 1)
    with Store(Path("out")) as store:
        articles = find_articles(["in"], shard=shard)
        report = run(articles, store, load_catalog(), BackendOptions(), make_backend=make_plain, shard=shard)
    print(report.articles["read"], *(one.error.where for one in report.failures))
"""


def test_an_article_that_kills_its_process_fails_by_name_in_a_share_too(sources: Path) -> None:
    """Nobody stands by: the share is read apart from the run, which would else die of it each time it is started."""
    Path("in/b/n3.txt").write_text("DIE")
    Path("run.py").write_text(SCRIPT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}

    done = subprocess.run([sys.executable, "run.py"], env=environment, capture_output=True, text=True)

    assert done.returncode != -signal.SIGKILL
    assert done.stdout.split()[0] == "17"
    assert "in/b/n3.txt" in done.stdout
