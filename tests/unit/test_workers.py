"""Several processes give what one gives, and a process that dies costs only the article that killed it."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from plain_backend import make_none, make_plain

from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.errors import BackendError, LoadError
from extract.pipeline import read
from extract.reader import Setup
from extract.stages import Article, Extraction, Failure
from extract.workers import BATCH_ARTICLES, BATCH_CHARACTERS, Workers, batches

CATALOG = load_catalog()
SETUP = Setup(CATALOG.folder, BackendOptions(), make_plain)


def articles(count: int, **texts: str) -> list[Article]:
    """Return articles named by their number; *texts* gives those of some."""
    return [
        Article(id=f"n{number}", uri=f"in/{number}.txt", text=texts.get(f"n{number}", f"Ada met Bo{'b' * number}."))
        for number in range(count)
    ]


def told(results: Iterable[Extraction | Failure]) -> list[bytes | str]:
    return [one.error.problem if isinstance(one, Failure) else one.data for one in results]


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(2, SETUP) as workers:
        yield workers


def test_two_processes_give_the_bytes_of_one_in_order(pool: Workers) -> None:
    """Documents, failures and their order are those of a single process."""
    given = articles(40, n3="CRASH", n20="REFUSE")

    alone = told(read(given, make_plain(CATALOG, SETUP.options), CATALOG))

    assert told(pool.read(given)) == alone
    assert alone[3] == "ZeroDivisionError: the backend fell over"
    assert len(alone) == 40


def test_a_process_that_dies_costs_only_its_article(pool: Workers) -> None:
    """The others of its batch and of the other process are read; the failure says what to do."""
    given = articles(20, n7="DIE")

    results = list(pool.read(given))

    (failure,) = [one for one in results if isinstance(one, Failure)]
    assert results.index(failure) == 7
    assert failure.error.problem == "the process that read this article died: it was killed, or memory ran out"
    assert failure.error.where == "in/7.txt"
    assert "fewer --workers" in failure.error.remedy
    assert [one.article.id for one in results if isinstance(one, Extraction)] == [
        f"n{number}" for number in range(20) if number != 7
    ]


def test_work_goes_on_after_a_death(pool: Workers) -> None:
    """The pool is made anew for what comes after."""
    assert len(told(pool.read(articles(3, n0="DIE")))) == 3
    assert told(pool.read(articles(1))) == told(read(articles(1), make_plain(CATALOG, SETUP.options), CATALOG))


def test_the_identity_is_that_of_the_backend(pool: Workers) -> None:
    """A process tells the name and model without an article being read."""
    info, fingerprint, scales_by = pool.identity()

    assert (info.backend, info.model, fingerprint, scales_by) == ("plain", "words 1", "", "processes")


def test_a_backend_that_cannot_be_made_is_an_error() -> None:
    """What the backend says in the process is raised here, in its three parts."""
    with (
        Workers(2, Setup(CATALOG.folder, BackendOptions(), make_none)) as workers,
        pytest.raises(BackendError, match="the model is missing") as caught,
    ):
        workers.identity()

    assert caught.value.remedy == "install it"


def test_what_the_source_of_articles_raises_is_raised(pool: Workers) -> None:
    """An error on the way to the articles is not lost among the processes."""

    def broken() -> Iterator[Article]:
        yield from articles(1)
        raise LoadError("the folder is gone", where="in", remedy="bring it back")

    with pytest.raises(LoadError, match="the folder is gone"):
        list(pool.read(broken()))


def test_a_batch_is_bounded_in_articles_and_characters() -> None:
    """Small articles go by number, long ones by length, and none is left behind."""
    small = list(batches(articles(BATCH_ARTICLES * 2 + 1)))
    long = list(batches([Article(id="x", uri="x", text="x" * BATCH_CHARACTERS)] * 2))

    assert [len(batch) for batch in small] == [BATCH_ARTICLES, BATCH_ARTICLES, 1]
    assert [len(batch) for batch in long] == [1, 1]


PARENT = """
import sys
from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.reader import Setup
from extract.stages import Article
from extract.workers import Workers
from plain_backend import make_plain

if __name__ == "__main__":
    workers = Workers(1, Setup(load_catalog().folder, BackendOptions(), make_plain))
    results = workers.read(Article(id=str(n), uri="x", text=sys.argv[1] * (n > 0)) for n in range(100))
    workers.identity()
    print(*workers._pool._processes, flush=True)
    list(results)
"""


def test_processes_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """kill -9 leaves no process behind that waits for work for ever."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, str(script), "WAIT 60"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()

    until = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < until:
        os.sched_yield()
    assert not is_alive(child)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_processes_do_not_hear_ctrl_c(pool: Workers) -> None:
    """Ctrl-C goes to the whole group of processes; only the parent decides what it means."""
    pool.identity()
    for child in multiprocessing.active_children():
        assert child.pid is not None
        os.kill(child.pid, signal.SIGINT)

    assert len(told(pool.read(articles(3)))) == 3
