"""The library's reader: the bytes of a run from whatever a program has, failures as asked, in threads and processes."""

import asyncio
import multiprocessing
import os
import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from plain_backend import PlainBackend, make_plain

import extract
from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.commands.run import run as run_command
from extract.errors import BackendError, DeclarationError, LoadError, UnexpectedError, UsageError
from extract.loading.load import find_articles
from extract.reader import Reader, Setup
from extract.run import run
from extract.stages import Article, Draft, Extraction, Failure, Page
from extract.store import Store
from extract.typed import Document

CATALOG = load_catalog()
SETUP = Setup(CATALOG.folder, BackendOptions(), make_plain)
TEXT = "Ada met Bob in Cairo.\n\nThey talked about Dover."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(SETUP)


@pytest.fixture(scope="module")
def embedded() -> Reader:
    return Reader()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with some articles."""
    monkeypatch.chdir(tmp_path)
    for place in ("in", "in/more"):
        (tmp_path / place).mkdir()
        for name in ("a", "b"):
            (tmp_path / place / f"{name}.txt").write_text(f"{name.title()}da met Bob in {place.title()}.\n")
    (tmp_path / "in/empty.txt").write_text("")
    return tmp_path


def run_bytes(inputs: list[str], output: Path, *, published: str | None = None) -> dict[str, bytes]:
    """Return what a run with the embedded reader writes."""
    with Store(output) as store:
        run(find_articles(inputs, published=published), store, CATALOG, BackendOptions())
    return {path.stem: path.read_bytes() for path in output.glob("*.json")}


# -- equal text, equal bytes


def test_files_give_the_bytes_of_a_run(embedded: Reader, folder: Path) -> None:
    """Paths of files and folders: the same ids, also of two files of one name, and the same documents."""
    documents = [one for one in embedded.read_all([Path("in")]) if isinstance(one, Document)]

    assert {one.id: one.to_json().encode() for one in documents} == run_bytes(["in"], folder / "out")
    assert len(documents) == 4


def test_a_text_gives_the_bytes_of_a_run_with_the_same_name(embedded: Reader, folder: Path) -> None:
    """Where id and uri are told; the dateline and the given date count as they do there."""
    text = "LONDON, 3 March 2021 (AP) - Ada Lovelace met Norland's minister.\n\nComments (1)\n\nBob: Well done!\n"
    Path("in/one.txt").write_text(text)
    written = run_bytes(["in/one.txt"], folder / "out")["one"]
    dated = run_bytes(["in/one.txt"], folder / "dated", published="2021-06-01")["one"]

    assert embedded.read(text, id="one", uri="in/one.txt").to_json().encode() == written
    assert embedded.read(text, id="one", uri="in/one.txt", published=date(2021, 6, 1)).to_json().encode() == dated
    assert embedded.read(Path("in/one.txt")).to_json().encode() == written != dated


def test_rows_give_the_bytes_of_a_run(embedded: Reader, folder: Path) -> None:
    """Rows in memory are those of a table whose name is told."""
    rows = [{"id": 7, "text": "Ada Lovelace met Bob.", "title": "Met", "published": "2021-03-03", "else": [1]}]
    Path("rows.jsonl").write_text(
        '{"id": 7, "text": "Ada Lovelace met Bob.", "title": "Met", "published": "2021-03-03"}'
    )
    (document,) = embedded.read_all(rows, uri="rows.jsonl")

    assert isinstance(document, Document)
    assert {document.id: document.to_json().encode()} == run_bytes(["rows.jsonl"], folder / "out")


def test_a_page_is_read_as_one(embedded: Reader) -> None:
    """A text that is HTML gives its readable text."""
    document = embedded.read(
        "<html><body><article><p>Ada Lovelace met Bob in Cairo on Monday.</p></article></body></html>"
    )

    assert document.text is not None
    assert "<p>" not in document.text
    assert "Ada Lovelace met Bob" in document.text


def test_a_text_alone_is_named_by_its_digest(reader: Reader) -> None:
    """So that documents of different texts are never taken for one."""
    first, second = reader.read("Ada"), reader.read("Bob")

    assert first.id == first.source.uri
    assert first.id.startswith("text-")
    assert first.id != second.id
    assert reader.read("Ada") == first


def test_processes_give_the_bytes_and_the_order_of_one(folder: Path, reader: Reader) -> None:
    """With workers, what cannot be loaded stays at its place too."""
    items = ["Ada", Path("in/empty.txt"), "Bob REFUSE", {"id": "x", "text": "Cleo"}, Path("in/gone.txt")]

    def told(results: Iterator[Document | Failure]) -> list[str]:
        return [one.to_json() if isinstance(one, Document) else one.error.problem for one in results]

    assert told(reader.read_all(items, workers=2)) == told(reader.read_all(items))


# -- what can be given


def frames() -> Iterator[object]:
    pandas, polars, pyarrow = (pytest.importorskip(name) for name in ("pandas", "polars", "pyarrow"))
    columns = {"id": [1, 2, 3], "text": ["Ada", None, "Bob"], "published": ["2021-03-03", "2021-03-04", None]}
    yield pandas.DataFrame(columns).assign(when=[[1], [2], [3]])
    yield pandas.DataFrame(columns).assign(published=pandas.to_datetime(columns["published"]))
    yield polars.DataFrame(columns)
    yield pyarrow.table(columns)
    yield pyarrow.table(columns).to_batches()[0]
    yield pyarrow.table(columns).to_reader()
    yield OnlyStream(pyarrow.table(columns))


class OnlyStream:
    """What gives its rows by Arrow's C stream alone."""

    def __init__(self, table: object) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", range(7))
def test_tables_of_other_libraries_are_rows(reader: Reader, number: int) -> None:
    """pandas, polars and Arrow alike: whole numbers for ids, dates, and a failure where a text is missing."""
    frame = list(frames())[number]

    first, second, third = reader.read_all(frame, uri="frame")

    assert isinstance(first, Document)
    assert (first.id, first.source.uri, first.source.published) == ("1", "frame#1", "2021-03-03")
    assert isinstance(second, Failure)
    assert second.error.problem == "there is no 'text'"
    assert isinstance(third, Document)
    assert (third.id, third.source.published) == ("3", None)


def test_other_columns_may_be_named(reader: Reader) -> None:
    """As on the command line."""
    (document,) = reader.read_all([{"key": "k", "body": "Ada"}], id_column="key", text_column="body")

    assert isinstance(document, Document)
    assert document.id == "k"


def test_items_are_taken_as_they_are_asked_for(reader: Reader) -> None:
    """An endless source gives its first document at once."""

    def endless() -> Iterator[str]:
        number = 0
        while True:
            number += 1
            yield f"Ada {number}"

    assert isinstance(next(reader.read_all(endless())), Document)


def test_ids_are_unique_in_one_call(reader: Reader) -> None:
    """Two rows with one id are two documents."""
    documents = list(reader.read_all([{"id": "a", "text": "Ada"}, {"id": "a", "text": "Bob"}]))

    assert len({one.id for one in documents if isinstance(one, Document)}) == 2


@pytest.mark.parametrize("items", ["Ada met Bob.", Path("in"), b"bytes"])
def test_one_thing_for_many_is_refused(reader: Reader, items: object) -> None:
    """A text would be gone through letter by letter."""
    with pytest.raises(UsageError, match="was given for many"):
        reader.read_all(items)


@pytest.mark.parametrize("item", [5, None, b"Ada", ["Ada"]])
def test_what_is_no_article_is_refused(reader: Reader, item: object) -> None:
    """With what may be given instead."""
    with pytest.raises(UsageError, match="is no article"):
        reader.read(item)  # type: ignore[call-overload]


def test_the_name_of_a_file_is_not_read_as_a_text(reader: Reader, folder: Path) -> None:
    """It would give an empty document without a word."""
    with pytest.raises(UsageError, match="is the name of a file") as caught:
        reader.read("in/a.txt")

    assert caught.value.remedy == "give Path('in/a.txt')"


def test_a_folder_is_not_one_article(reader: Reader, folder: Path) -> None:
    """It has many."""
    with pytest.raises(UsageError, match="a folder has many"):
        reader.read(Path("in"))


def test_a_date_that_is_none_is_refused(reader: Reader) -> None:
    """Before anything is read."""
    with pytest.raises(UsageError, match="not a date"):
        reader.read("Ada", published="yesterday")


# -- failures


def test_one_failure_is_raised_unless_asked_for(reader: Reader) -> None:
    """``read`` raises what ``failures="values"`` returns."""
    with pytest.raises(BackendError, match="it will not"):
        reader.read("REFUSE")
    with pytest.raises(LoadError, match="nothing in it"):
        reader.read("")
    assert isinstance(reader.read("REFUSE", failures="values"), Failure)
    assert isinstance(reader.read("", failures="values"), Failure)


def test_failures_of_many_are_values_unless_they_are_to_be_raised(reader: Reader) -> None:
    """In their places; the others are read."""
    reading = reader.read_all(["Ada", "CRASH", "Bob"])
    kinds = [type(one).__name__ for one in reading]

    assert kinds == ["Document", "Failure", "Document"]
    assert [type(one.error) for one in reading.failures] == [UnexpectedError]
    with pytest.raises(UnexpectedError):
        list(reader.read_all(["Ada", "CRASH"], failures="raised"))


def test_a_reader_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    """At once, not with the first article."""
    with pytest.raises(UsageError, match="no backend serves"):
        Reader(model="nobody")
    with pytest.raises(DeclarationError, match="no declaration"):
        Reader(schemas=tmp_path)


# -- threads, processes, tasks


class Counting(PlainBackend):
    """Counts how many read at the same time."""

    busy = most = 0
    lock = threading.Lock()
    gate: threading.Barrier | None = None

    def _read(self, page: Page) -> Draft | Failure:
        with self.lock:
            Counting.busy += 1
            Counting.most = max(Counting.most, Counting.busy)
        if self.gate is not None:
            self.gate.wait(10)
        result = super()._read(page)
        with self.lock:
            Counting.busy -= 1
        return result


class Asking(Counting):
    """May be asked about three pages at the same time."""

    at_once = 3

    def read_one(self, page: Page) -> Draft | Failure:
        return self._read(page)


@pytest.fixture
def counted() -> None:
    Counting.busy = Counting.most = 0


@pytest.mark.usefixtures("counted")
def test_threads_share_a_reader() -> None:
    """A parser reads one article at a time, and each thread gets its own."""
    reader = Reader(Setup(CATALOG.folder, BackendOptions(), Counting))
    texts = [f"Ada{'a' * number}" for number in range(40)]

    with ThreadPoolExecutor(8) as pool:
        documents = list(pool.map(reader.read, texts))

    assert documents == [reader.read(text) for text in texts]
    assert Counting.most == 1


@pytest.mark.usefixtures("counted")
def test_tasks_are_read_at_the_same_time_as_far_as_the_backend_may() -> None:
    """Three at once where it may be asked about three, and the documents in order."""
    reader = Reader(Setup(CATALOG.folder, BackendOptions(), Asking))
    Counting.gate = threading.Barrier(3)
    texts = [f"Ada{'a' * number}" for number in range(6)]

    async def all_of_them() -> list[Document | Failure]:
        return [one async for one in reader.aread_all([*texts[:5], "", texts[5]])]

    async def gathered() -> list[Document | Failure]:
        return await asyncio.gather(*(reader.aread(text) for text in texts))

    try:
        in_order, together = asyncio.run(all_of_them()), asyncio.run(gathered())
    finally:
        Counting.gate = None

    assert Counting.most == 3
    assert together == [reader.read(text) for text in texts]
    assert [one for one in in_order if isinstance(one, Document)] == together
    assert isinstance(in_order[5], Failure)


def _read_in_child(reader: Reader, connection: object) -> None:
    connection.send((os.getpid(), reader.read(TEXT)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_process_that_was_started_has_the_reader_too(method: str) -> None:
    """Forked off or spawned: with a backend of its own, and the same documents."""
    reader = Reader(SETUP)
    context = multiprocessing.get_context(method)
    ours, theirs = context.Pipe()
    child = context.Process(target=_read_in_child, args=(reader, theirs))
    child.start()
    pid, document = ours.recv()
    child.join()

    assert pid != os.getpid()
    assert document == reader.read(TEXT)
    assert document.text == TEXT


def test_a_fork_while_another_thread_reads_is_no_deadlock() -> None:
    """The turn that the other thread has is not waited for in the child."""
    reader = Reader(SETUP)
    with reader._here().turn:
        child = multiprocessing.get_context("fork").Process(target=_read_and_leave, args=(reader,))
        child.start()
        child.join(20)

    assert child.exitcode == 0


def _read_and_leave(reader: Reader) -> None:
    reader.read(TEXT)


def test_a_reader_is_pickled_as_its_setup() -> None:
    """Small, and equal in what it gives."""
    reader = Reader(SETUP)
    data = pickle.dumps(reader)

    assert len(data) < 2000
    assert pickle.loads(data).read(TEXT) == reader.read(TEXT)


# -- what a run holds


def test_it_passes_on_what_steps_pass_on(reader: Reader) -> None:
    """Articles in, extractions and failures out; with the identity that documents tell."""
    articles = [Article("a", "a.txt", TEXT), Article("b", "b.txt", "REFUSE")]
    info, fingerprint = reader.identity()

    first, second = reader.read_articles(articles)

    assert isinstance(first, Extraction)
    assert isinstance(second, Failure)
    assert (info.backend, info.model, info.version, fingerprint) == ("plain", "words 1", extract.__version__, "")
    assert reader.read_article(articles[0]) == first


def test_settings_are_named_as_the_options() -> None:
    """Every option of language models is one, and so is that of the parser."""
    names = {one.name for one in run_command.params}

    assert {"concurrency", "token_budget", "spacy_model", "replay", "base_url"} <= names
    assert Reader(model="embedded", spacy_model=None).setup.options.settings == {"spacy_model": None}
