"""Actors of a Ray cluster give what one process gives; a death costs one article, a lost machine none."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from plain_backend import PlainBackend, make_plain

from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.cli import main
from extract.errors import BackendError, UsageError
from extract.pipeline import read
from extract.reader import Reader, Setup
from extract.run import run
from extract.stages import Article, Extraction, Failure
from extract.store import Store

CATALOG = load_catalog()
SETUP = Setup(CATALOG.folder, BackendOptions(), make_plain)


def articles(count: int, **texts: str) -> list[Article]:
    """Return articles named by their number; *texts* gives those of some."""
    return [
        Article(id=f"n{number:03}", uri=f"in/{number}.txt", text=texts.get(f"n{number}", f"Ada met Bo{'b' * number}."))
        for number in range(count)
    ]


def told(results: list[Extraction | Failure]) -> list[bytes | str]:
    return [one.error.problem if isinstance(one, Failure) else one.data for one in results]


# -- without a cluster


def test_ray_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    from extract.engines.ray import RayActors

    monkeypatch.setitem(__import__("sys").modules, "ray", None)

    with pytest.raises(UsageError, match="Ray is not installed") as caught:
        RayActors(1, Reader(SETUP))
    assert "extract-news[ray]" in caught.value.remedy


def test_the_command_without_ray_is_used_wrongly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    Path("a.txt").write_text("Ada met Bob.")

    assert main(["run", "a.txt", "--engine", "ray"]) == 2
    assert "pip install 'extract-news[ray]'" in capsys.readouterr().err
    assert list(tmp_path.rglob("*.json")) == []


class Asked(PlainBackend):
    """As a language model: concurrent by itself."""

    scales_by = "itself"


def test_language_models_stay_with_the_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their limits and budgets are one count: no cluster is asked for."""
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with Store(tmp_path) as store:
        report = run(articles(2), store, CATALOG, BackendOptions(), engine="ray", make_backend=Asked)

    assert report.articles["read"] == 2


# -- with one


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """One on this machine, with two cores; what happens to a lost machine shows benchmarks/two_hosts.py."""
    ray = pytest.importorskip("ray")
    logging.getLogger("ray").setLevel(logging.ERROR)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])]))
        ray.init("local", num_cpus=2, include_dashboard=False, object_store_memory=100 * 2**20, log_to_driver=False)
        yield ray
        ray.shutdown()


@pytest.fixture
def actors(cluster: object) -> Iterator[object]:
    from extract.engines.ray import RayActors

    with RayActors(0, Reader(SETUP)) as made:
        yield made


def test_actors_give_the_bytes_and_the_order_of_one_process(actors) -> None:
    """One actor on each core; failures stand at their places, and one that kills its process costs itself."""
    given = articles(60, n3="CRASH", n20="REFUSE", n37="DIE")

    results = list(actors.read(given))

    assert len(actors._actors) == 2
    alone = told(list(read([one for one in given if one.text != "DIE"], make_plain(CATALOG, SETUP.options), CATALOG)))
    died = results.pop(37)
    assert told(results) == alone
    assert isinstance(died, Failure)
    assert died.error.problem == "the process that read this article died: it was killed, or memory ran out"
    assert died.error.where == "in/37.txt"


def test_a_run_is_the_same_as_with_one_process(cluster: object, tmp_path: Path) -> None:
    """Files, report, and what is finished is not read again."""
    seen = tmp_path / "seen"
    given = [*articles(40), Failure("in/x.txt", BackendError("unreadable", where="in/x.txt", remedy="mend it"))]
    options = BackendOptions(settings={"seen": str(seen)})
    reports = {}
    for engine in ("local", "ray"):
        with Store(tmp_path / engine) as store:
            reports[engine] = run(given, store, CATALOG, options, engine=engine, workers=2, make_backend=make_plain)
    with Store(tmp_path / "ray") as store:
        again = run(given, store, CATALOG, options, engine="ray", workers=2, make_backend=make_plain)

    files = [{path.name: path.read_bytes() for path in (tmp_path / one).glob("*.json")} for one in reports]
    assert files[0] == files[1]
    assert len(files[0]) == 40
    assert reports["ray"].outcomes == reports["local"].outcomes
    assert again.articles == {"kept": 40, "failed": 1}
    assert len(seen.read_text().split()) == 80
