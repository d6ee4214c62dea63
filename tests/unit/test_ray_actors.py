"""What the driver makes of the deaths of actors and machines, with a cluster that only pretends: no Ray is needed."""

import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from plain_backend import PlainBackend

from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.engines import ray as engine
from extract.engines.ray import RayActors
from extract.errors import BackendError, ExtractError, UnexpectedError
from extract.reader import Reader, Setup
from extract.run import Outcome, RunReport, run
from extract.stages import Article, Draft, Extraction, Failure, Page
from extract.store import Store

CATALOG = load_catalog()


class Died(BaseException):
    """The process, or the machine that it was on, is gone."""


class Mortal(PlainBackend):
    """Dies of DIE; takes the machine with it where the cluster has an outage left."""

    def _read(self, page: Page) -> Draft | Failure:
        if "DIE" in page.article.text:
            raise Died
        if "OUTAGE" in page.article.text and CLUSTER.outages:
            CLUSTER.outages -= 1
            CLUSTER.alive[CLUSTER.current.place] = False
            raise Died
        return super()._read(page)


class Cluster:
    """As much of ``ray`` as the driver asks for; what is asked of an actor is done at once, in this process."""

    def __init__(self, machines: int = 2) -> None:
        class RayError(Exception): ...

        class RayTaskError(RayError):
            def __init__(self, cause: Exception) -> None:
                super().__init__(str(cause))
                self.cause = cause

        self.exceptions = SimpleNamespace(RayError=RayError, RayTaskError=RayTaskError)
        self.util = SimpleNamespace(get_node_ip_address=lambda: "10.0.0.1")
        self.alive = {f"node {number}": True for number in range(machines)}
        self.outages = 0
        self.actors: list[Handle] = []
        self.current: Any = None

    def is_initialized(self) -> bool:
        return True

    def put(self, value: object) -> "Answer":
        return Answer(value)

    def get(self, answer: "Answer") -> Any:
        if isinstance(answer.value, self.exceptions.RayError):
            raise answer.value
        return answer.value

    def wait(self, answers: list["Answer"], **_: object) -> tuple[list["Answer"], list["Answer"]]:
        return [one for one in answers if one.value is not NOT_YET], [one for one in answers if one.value is NOT_YET]

    def kill(self, handle: "Handle") -> None:
        handle.is_alive = False

    def nodes(self) -> list[dict[str, object]]:
        return [{"NodeID": node, "Alive": is_alive} for node, is_alive in self.alive.items()]

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": float(sum(self.alive.values()))}

    def get_runtime_context(self) -> SimpleNamespace:
        return SimpleNamespace(get_node_id=lambda: self.current.place, gcs_address="10.0.0.1:6379")

    def remote(self, kind: type) -> SimpleNamespace:
        made = SimpleNamespace(remote=lambda sent: Handle(self, kind(sent.value)))
        return SimpleNamespace(options=lambda **_: made)


NOT_YET = object()


class Answer:
    """What an actor answered, or why it did not."""

    def __init__(self, value: object) -> None:
        self.value = value


class Handle:
    """An actor on one of the machines that are there, which take turns; without any it waits for one."""

    def __init__(self, cluster: Cluster, actor: object) -> None:
        there = [node for node, is_alive in cluster.alive.items() if is_alive]
        self.cluster, self.actor, self.is_alive = cluster, actor, True
        self.place = there[len(cluster.actors) % len(there)] if there else None
        cluster.actors.append(self)

    def __getattr__(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(remote=lambda *given: self._ask(name, *given))

    def _ask(self, name: str, *given: object) -> Answer:
        errors = self.cluster.exceptions
        if self.place is None:
            return Answer(NOT_YET)
        if not self.is_alive or not self.cluster.alive[self.place]:
            return Answer(errors.RayError("the actor is dead"))
        self.cluster.current = self
        try:
            return Answer(getattr(self.actor, name)(*given))
        except Died:
            self.is_alive = False
            return Answer(errors.RayError("the actor died"))
        except Exception as error:
            return Answer(errors.RayTaskError(error))


CLUSTER: Any = None


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """A cluster of two machines."""
    made = Cluster()
    monkeypatch.setitem(sys.modules, "ray", made)
    monkeypatch.setattr(sys.modules[__name__], "CLUSTER", made)
    return made


def read(texts: list[str], make: type = Mortal) -> list[Extraction | Failure]:
    """Return what actors on both machines make of articles with these texts."""
    articles = [Article(f"a{number}", f"{number}.txt", text) for number, text in enumerate(texts)]
    with RayActors(0, Reader(Setup(CATALOG.folder, BackendOptions(), make))) as actors:
        return list(actors.read(articles))


def problems(results: list[Extraction | Failure]) -> dict[int, str]:
    return {number: one.error.problem for number, one in enumerate(results) if isinstance(one, Failure)}


def test_articles_are_read_in_order_on_all_machines(cluster: Cluster) -> None:
    """One actor on each core of the cluster, each with the reader that was sent."""
    results = read([f"Ada met Bo{'b' * number}." for number in range(100)])

    assert [one.article.id for one in results if isinstance(one, Extraction)] == [f"a{n}" for n in range(100)]
    assert [one.place for one in cluster.actors] == ["node 0", "node 1"]
    assert not any(one.is_alive for one in cluster.actors)


def test_a_death_costs_the_article_that_caused_it(cluster: Cluster) -> None:
    """The others of its batch are read by another actor, one by one."""
    results = read([*["Ada"] * 20, "DIE", *["Bob"] * 40])

    assert problems(results) == {20: "the process that read this article died: it was killed, or memory ran out"}
    assert len(results) == 61


def test_a_lost_machine_costs_nothing(cluster: Cluster) -> None:
    """No article is blamed for it; what was under way is read elsewhere."""
    cluster.outages = 1

    results = read([*["Ada"] * 20, "OUTAGE", *["Bob"] * 40])

    assert problems(results) == {}
    assert len(results) == 61
    assert list(cluster.alive.values()).count(False) == 1


def test_a_machine_that_is_lost_while_the_guilty_one_is_looked_for_costs_nothing_either(cluster: Cluster) -> None:
    """The search goes on on another."""
    cluster.outages = 1

    results = read([*["Ada"] * 20, "DIE", "OUTAGE", *["Bob"] * 20])

    assert list(problems(results)) == [20]
    assert len(results) == 42


def test_no_machine_left_ends_the_run(cluster: Cluster) -> None:
    """With what to do; it goes on later."""
    del cluster.alive["node 1"]
    cluster.outages = 1

    with pytest.raises(BackendError, match="no machine left"):
        read(["Ada", "OUTAGE", "Bob"])


def test_what_an_actor_raises_of_an_article_is_that_articles_failure(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as an answer that cannot be sent: told as a fault of the program, not as a death."""

    def unsendable(self: Any, batch: list[Article]) -> Any:
        if any("BROKEN" in one.text for one in batch):
            raise TypeError("cannot pickle it")
        return list(self._made.read_articles(batch))

    monkeypatch.setattr(engine._Reading, "read", unsendable)

    results = read(["Ada", "BROKEN", "Bob"])

    assert problems(results) == {1: "TypeError: cannot pickle it"}
    assert isinstance(results[1], Failure)
    assert isinstance(results[1].error, UnexpectedError)


def test_a_reader_that_reads_no_more_ends_the_run(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it raises on purpose is raised here, in its three parts."""

    def spent(self: Any, batch: list[Article]) -> Any:
        raise BackendError("the backend takes no more articles", where="plain", remedy="report this")

    monkeypatch.setattr(engine._Reading, "read", spent)

    with pytest.raises(BackendError, match="takes no more articles"):
        read(["Ada"])


def test_a_machine_with_another_reader_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read, with the machine's name."""
    error = BackendError("it would read otherwise there", where="Ray node 10.0.0.1", remedy="install the same")
    monkeypatch.setattr(engine, "unpacked", lambda sent, where: error)

    with pytest.raises(ExtractError) as caught:
        read(["Ada"])
    assert caught.value is error


def test_actors_that_die_before_they_read_end_the_run(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not started again for ever."""

    def fatal(self: Any) -> None:
        raise Died

    monkeypatch.setattr(engine._Reading, "check", fatal)

    with pytest.raises(BackendError, match="die before they can read"):
        read(["Ada"])
    assert len(cluster.actors) < 20


# -- Ctrl-C


def run_into(folder: Path, *, stops: int = 0) -> RunReport:
    """Run over a hundred articles, with Ctrl-C *stops* times when the first of them is done."""
    given = [Article(f"a{number:02}", f"{number}.txt", "Ada met Bob.") for number in range(100)]
    options = BackendOptions(settings={"seen": str(folder / "seen")})

    def stop(outcome: Outcome) -> None:
        for _ in range(stops if outcome.article_id == "a00" else 0):
            signal.raise_signal(signal.SIGINT)

    with Store(folder) as store:
        return run(given, store, CATALOG, options, engine="ray", workers=0, make_backend=Mortal, on_outcome=stop)


def test_ctrl_c_finishes_what_the_actors_have_under_way(cluster: Cluster, tmp_path: Path) -> None:
    """No further article is sent, the actors end, and the next run does the rest and nothing twice."""
    report = run_into(tmp_path, stops=1)

    assert report.is_interrupted
    assert 0 < report.articles["read"] < 100
    assert not any(one.is_alive for one in cluster.actors)
    again = run_into(tmp_path)
    assert again.articles == {"kept": report.articles["read"], "read": 100 - report.articles["read"]}
    assert len((tmp_path / "seen").read_text().split()) == 100


def test_ctrl_c_twice_ends_a_run_on_actors_at_once(cluster: Cluster, tmp_path: Path) -> None:
    """What is written stays, and no actor is left to read for nobody."""
    with pytest.raises(KeyboardInterrupt):
        run_into(tmp_path, stops=2)

    assert not any(one.is_alive for one in cluster.actors)
    assert len(list(tmp_path.glob("*.json"))) == 1
    assert run_into(tmp_path).articles == {"kept": 1, "read": 99}
