"""The output folder: what is finished stays, what was broken off is done again, two runs share it."""

import json
import multiprocessing
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from extract.document import ExtractionInfo
from extract.errors import LoadError, StoreError
from extract.key import key_of
from extract.lock import RunLock, is_running
from extract.stages import Article, Extraction, Failure
from extract.store import STATE, Finished, Store
from extract.writing import connect

ARTICLE = Article(id="a1", uri="in/a1.txt", text="Ada met Bo.")
DATA = b'{"schema_version": "1"}\n'
COUNTS = {"deals": 2}


def done(store: Store, article: Article = ARTICLE, key: str = "k", data: bytes = DATA) -> None:
    assert store.claim(article, key) == "claimed"
    store.save(Extraction(article, {}, data), COUNTS)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(STATE)}


def test_a_saved_document_is_the_only_file_beside_the_state(tmp_path: Path) -> None:
    """Saving writes <id>.json with the very bytes, and leaves no temporary file and no lock."""
    with Store(tmp_path / "new" / "out") as store:
        done(store)

    assert files(tmp_path / "new" / "out") == {"a1.json": DATA}


def test_the_text_of_a_derived_article_is_kept_beside_it(tmp_path: Path) -> None:
    """An article that is no text file itself leaves its text, line ends untouched."""
    with Store(tmp_path) as store:
        done(store, replace(ARTICLE, text="é\r\nb", is_derived=True))

    assert files(tmp_path) == {"a1.json": DATA, "a1.txt": "é\r\nb".encode()}


def test_a_finished_article_is_not_claimed_again(tmp_path: Path) -> None:
    """A later run is told what the document holds."""
    with Store(tmp_path) as store:
        done(store)
    with Store(tmp_path) as store:
        assert store.claim(ARTICLE, "k") == Finished(COUNTS)


def test_a_finished_article_is_not_claimed_twice_in_one_run(tmp_path: Path) -> None:
    """Within the run that wrote it the article is finished too, even a fresh one."""
    with Store(tmp_path, is_fresh=True) as store:
        done(store)

        assert store.claim(ARTICLE, "k") == Finished(COUNTS)


@pytest.mark.parametrize("change", ["key", "fresh", "deleted", "altered", "text deleted", "text altered"])
def test_what_is_not_as_it_was_written_is_done_again(tmp_path: Path, change: str) -> None:
    """Another key, --fresh, and a document or text that somebody changed make an article new."""
    article = replace(ARTICLE, is_derived=True)
    with Store(tmp_path) as store:
        done(store, article)
    if change.endswith("deleted"):
        (tmp_path / ("a1.txt" if "text" in change else "a1.json")).unlink()
    if change.endswith("altered"):
        (tmp_path / ("a1.txt" if "text" in change else "a1.json")).write_bytes(b"{}")

    with Store(tmp_path, is_fresh=change == "fresh") as store:
        assert store.claim(article, "other" if change == "key" else "k") == "claimed"


def test_a_failed_article_is_tried_again(tmp_path: Path) -> None:
    """A failure is noted with its words, and does not count as finished."""
    error = LoadError("it broke", where="in/a1.txt", remedy="mend it")
    with Store(tmp_path) as store:
        store.claim(ARTICLE, "k")
        store.fail(Failure("in/a1.txt", error, "a1"))

    noted = sqlite3.connect(tmp_path / STATE).execute("SELECT sha256, reader, error FROM work").fetchall()
    assert noted == [(None, None, str(error))]
    with Store(tmp_path) as store:
        assert store.claim(ARTICLE, "k") == "claimed"


def test_a_failure_without_an_article_is_not_noted(tmp_path: Path) -> None:
    """A file that never became an article has no row."""
    with Store(tmp_path) as store:
        store.fail(Failure("in/a1.txt", LoadError("it broke", where="in", remedy="mend it")))

    assert sqlite3.connect(tmp_path / STATE).execute("SELECT * FROM work").fetchall() == []


def test_an_article_that_another_run_reads_is_busy(tmp_path: Path) -> None:
    """Two runs at once do not read the same article."""
    with Store(tmp_path) as first, Store(tmp_path) as second:
        first.claim(ARTICLE, "k")

        assert second.claim(ARTICLE, "k") == "busy"


def test_what_another_run_finished_is_finished(tmp_path: Path) -> None:
    """A run sees at once what another one running beside it has written."""
    with Store(tmp_path) as first, Store(tmp_path) as second:
        done(first)

        assert second.claim(ARTICLE, "k") == Finished(COUNTS)


def test_the_claim_of_a_run_that_ended_lapses(tmp_path: Path) -> None:
    """What a run claimed and did not finish is there for the next."""
    with Store(tmp_path) as first:
        first.claim(ARTICLE, "k")
    with Store(tmp_path) as second:
        assert second.claim(ARTICLE, "k") == "claimed"


KILLED = """
import os, sys
from pathlib import Path
from extract.stages import Article
from extract.store import Store
store = Store(Path(sys.argv[1]))
store.claim(Article(id="a1", uri="in/a1.txt", text="Ada met Bo."), "k")
with store.files.replacing("a1.json") as path:
    path.write_bytes(b"half")
    os.kill(os.getpid(), 9)
"""


def test_a_killed_run_leaves_no_claim_and_no_half_file(tmp_path: Path) -> None:
    """After kill -9 in the midst of a write the next run claims the article and clears away what was left."""
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob(".a1.json.*.tmp"))) == 1

    with Store(tmp_path) as store:
        assert store.claim(ARTICLE, "k") == "claimed"
        assert list(tmp_path.glob(".*.tmp")) == []
        assert len(list(tmp_path.glob(".*.lock"))) == 1
    assert files(tmp_path) == {}


def test_half_files_of_a_run_that_goes_on_are_left_alone(tmp_path: Path) -> None:
    """A second run does not take away what the first is writing."""
    with Store(tmp_path) as first, first.files.replacing("a1.json") as path:
        path.write_bytes(DATA)
        Store(tmp_path).__exit__()

    assert (tmp_path / "a1.json").read_bytes() == DATA


@pytest.mark.parametrize("name", ["", ".hidden", "../up", "a/b", "a\\b", "line\nbreak", "nul\0", "x" * 241])
def test_an_id_that_cannot_name_a_file_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing is written outside the folder, whatever an article calls itself."""
    with Store(tmp_path / "out") as store, pytest.raises(LoadError, match="cannot be a file name"):
        store.claim(replace(ARTICLE, id=name), "k")

    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_documents_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """The state keeps the documents for a table, those of earlier runs too; what failed is left out."""
    with Store(tmp_path, form="jsonl") as store:
        done(store, replace(ARTICLE, id="b"), data=b"2")
    with Store(tmp_path, form="jsonl") as store:
        done(store, replace(ARTICLE, id="a"), data=b"1")
        store.claim(replace(ARTICLE, id="bad"), "k")
        store.fail(Failure("bad", LoadError("it broke", where="bad", remedy="mend it"), "bad"))

        assert list(store.documents()) == [b"1", b"2"]
    assert files(tmp_path) == {}


def test_a_document_stays_until_another_takes_its_place(tmp_path: Path) -> None:
    """An article that is read again and fails, or is never finished, keeps what an earlier run wrote."""
    error = LoadError("it broke", where="in/a1.txt", remedy="mend it")
    with Store(tmp_path, form="jsonl") as store:
        done(store, data=b"1")
    with Store(tmp_path, form="jsonl") as store:
        assert store.claim(ARTICLE, "other") == "claimed"
        store.fail(Failure("in/a1.txt", error, "a1"))
        assert list(store.documents()) == [b"1"]
        assert store.claim(ARTICLE, "other") == "claimed"
    with Store(tmp_path, form="jsonl") as store:
        assert list(store.documents()) == [b"1"]
        assert store.claim(ARTICLE, "k") == Finished(COUNTS)


def test_a_change_of_form_does_nothing_twice(tmp_path: Path) -> None:
    """Documents written as files serve for a table, and those kept for a table are written as files."""
    with Store(tmp_path) as store:
        done(store)
    with Store(tmp_path, form="jsonl") as store:
        assert store.claim(ARTICLE, "k") == Finished(COUNTS)
        assert list(store.documents()) == [DATA]
        done(store, replace(ARTICLE, id="b"))
    with Store(tmp_path) as store:
        assert store.claim(replace(ARTICLE, id="b"), "k") == Finished(COUNTS)
    assert files(tmp_path) == {"a1.json": DATA, "b.json": DATA}


def test_a_broken_off_replacement_leaves_the_old_file(tmp_path: Path) -> None:
    """An error while a file is written changes nothing."""
    (tmp_path / "t.jsonl").write_bytes(b"old")

    def break_off(path: Path) -> None:
        path.write_bytes(b"new")
        raise ZeroDivisionError

    with Store(tmp_path) as store, pytest.raises(ZeroDivisionError), store.files.replacing("t.jsonl") as path:
        break_off(path)

    assert files(tmp_path) == {"t.jsonl": b"old"}


def test_an_output_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """The error names the path and what to do."""
    (tmp_path / "out").write_text("here")

    with pytest.raises(StoreError, match="the output cannot be written: File exists") as caught:
        Store(tmp_path / "out")

    assert caught.value.where == str(tmp_path / "out")
    assert caught.value.remedy == "take away what lies there, or give -o another folder"


def test_a_broken_state_is_told(tmp_path: Path) -> None:
    """A state file that is no database is not overwritten: the user is told what deleting it costs."""
    (tmp_path / STATE).write_bytes(b"no database" * 100)

    with pytest.raises(StoreError, match="the state of the output folder cannot be used") as caught:
        Store(tmp_path)

    assert "may be deleted" in caught.value.remedy


@pytest.mark.parametrize("name", ["", "-tables"])
def test_a_state_file_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    """Where something lies in its place the error says which file it is, and what helps is no report of a fault."""
    (tmp_path / f"{STATE}{name}").mkdir()

    with pytest.raises(StoreError) as caught, Store(tmp_path) as store, store.writing_tables():
        pass

    assert caught.value.problem.endswith("cannot be used: unable to open database file")
    assert caught.value.where == str(tmp_path / f"{STATE}{name}")
    assert caught.value.remedy == "see that you may write to this file and into its folder"


def test_a_full_disk_is_told_of_the_state_too(tmp_path: Path) -> None:
    """The state is a file like others; the error names it and says to make room."""
    with Store(tmp_path, form="jsonl") as store:
        store.claim(ARTICLE, "k")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        try:
            with pytest.raises(StoreError) as caught:
                store.save(Extraction(ARTICLE, {}, b"x" * 200_000), COUNTS)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert caught.value.where == str(tmp_path / STATE)
    assert caught.value.remedy == "see that the disk has room and is in order, and run again: it goes on here"


def test_the_state_of_another_version_is_told(tmp_path: Path) -> None:
    """A state in a form that this version does not know is refused."""
    connect(tmp_path / STATE).execute("PRAGMA user_version = 99")

    with pytest.raises(StoreError, match="the state of this folder has the form 99"):
        Store(tmp_path)


def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    """Where the system takes no more bytes the error says to make room, and the old document is whole."""
    with Store(tmp_path) as store:
        done(store)
        store.claim(ARTICLE, "k2")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
        try:
            with pytest.raises(StoreError, match="the output cannot be written: File too large") as caught:
                store.save(Extraction(ARTICLE, {}, b"x" * 20_000), COUNTS)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert caught.value.remedy == "make room and run again: it goes on here"
    assert files(tmp_path) == {"a1.json": DATA}


def begin_in_each(folders: Sequence[Path], barrier: Barrier, failures: "Queue[str | None]") -> None:
    """Begin a run in each folder, in the same moment as the other processes."""
    for folder in folders:
        barrier.wait()
        try:
            Store(folder).__exit__()
            failures.put(None)
        except StoreError as error:
            failures.put(str(error))


def test_many_runs_may_begin_at_once(tmp_path: Path) -> None:
    """Runs that start in the same moment on a new folder wait for each other."""
    spawn, folders = multiprocessing.get_context("spawn"), [tmp_path / str(number) for number in range(60)]
    barrier, failures = spawn.Barrier(5), spawn.Queue()
    begun = [spawn.Process(target=begin_in_each, args=(folders, barrier, failures)) for _ in range(5)]
    for process in begun:
        process.start()
    told = [failures.get() for _ in range(5 * len(folders))]
    for process in begun:
        process.join()

    assert [one for one in told if one is not None] == []


def test_a_lock_is_held_until_it_is_released(tmp_path: Path) -> None:
    """A run is running while it holds its lock, and leaves no file."""
    lock = RunLock(tmp_path, 7)
    assert is_running(tmp_path, 7)

    lock.release()

    assert not is_running(tmp_path, 7)
    assert list(tmp_path.iterdir()) == []


INFO = ExtractionInfo(backend="test", model="none 1", version="0", schemas="sha256:0")


@pytest.mark.parametrize("name", ["id", "uri", "text", "title", "published", "language"])
def test_the_key_hangs_on_every_part_of_the_article(name: str) -> None:
    """Whatever goes into the document changes the key."""
    assert key_of(replace(ARTICLE, **{name: "x"}), INFO) != key_of(ARTICLE, INFO)


@pytest.mark.parametrize("name", ["backend", "model", "version", "schemas"])
def test_the_key_hangs_on_what_reads(name: str) -> None:
    """Another backend, model, version or folder of schemas changes the key, and so does the backend's fingerprint."""
    assert key_of(ARTICLE, INFO.model_copy(update={name: "x"})) != key_of(ARTICLE, INFO)
    assert key_of(ARTICLE, INFO, "prompt 2") != key_of(ARTICLE, INFO)


ASKED = """
from extract.document import ExtractionInfo
from extract.key import key_of
from extract.stages import Article
info = ExtractionInfo(backend="test", model="none 1", version="0", schemas="sha256:0")
print(key_of(Article(id="a1", uri="in/a1.txt", text="Ada met Bo."), info), end="")
"""


def test_the_key_is_the_same_in_every_process() -> None:
    """Nothing random goes into it."""
    told = [
        subprocess.run([sys.executable, "-c", ASKED], env={"PYTHONHASHSEED": seed}, capture_output=True).stdout.decode()
        for seed in ("1", "2")
    ]

    assert told[0] == told[1]
    assert len(told[0]) == 64


def test_counts_come_back_as_they_were_given(tmp_path: Path) -> None:
    """The numbers of records are kept in the state, in their order."""
    with Store(tmp_path) as store:
        store.claim(ARTICLE, "k")
        store.save(Extraction(ARTICLE, {}, DATA), {"z": 1, "a": 0})
    with Store(tmp_path) as store:
        known = store.claim(ARTICLE, "k")

    assert isinstance(known, Finished)
    assert json.dumps(known.counts) == '{"z": 1, "a": 0}'
