"""Reading by the actors of a Ray cluster: bytes, order and failures of one process, however many machines there are.

The driver, which is the run, alone claims, saves, resumes and reports; an actor holds a reader and answers with what it
read. Ray Data is not used: it starts an article that kills its process again for ever, and keeps no order of failures.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from typing import Any

from extract.engines.shipped import shipped, unpacked
from extract.errors import BackendError, ExtractError, UsageError
from extract.reader import Reader
from extract.stages import Article, Extraction, Failure
from extract.unforeseen import told_of
from extract.workers import BATCHES_AHEAD, Batch, Results, batches, died_of

STORE_BYTES = 256 * 2**20
"""Object store of a cluster that is started here: a few batches of results are in it at a time."""
STILLBORN = 3
"""Actors for each place that may die before they can read, one after the other; then it is no accident."""
PATIENCE = 30.0
"""Seconds to wait for an actor before it is asked whether there is any machine left to wait for."""


class RayActors:
    """*count* actors that read like *reader*; a context manager.

    The cluster is that of ``RAY_ADDRESS``; without it, one is started on this machine and ended again.
    """

    def __init__(self, count: int, reader: Reader) -> None:
        self._ray = _import_ray()
        self._is_ours = _join(self._ray, count)
        try:
            # As bytes of our own: what cannot be unpickled there is told by the actor, and is not the death of it.
            self._sent = self._ray.put(pickle.dumps(shipped(reader)))
            self._stillborn = 0
            """Actors that died before they could read, one after the other."""
            self._count = count or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
            self._actors = [self._start() for _ in range(self._count)]
            self._single: _Actor | None = None
            """Apart from the others, so that it is plain which article it dies of."""
            self._first_ready()
        except BaseException:
            self._leave()
            raise

    def __enter__(self) -> RayActors:
        # Ray prints what happens to its processes; standard output is for results.
        self._spoken = redirect_stdout(sys.stderr)
        self._spoken.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._leave()
        self._spoken.__exit__(*error)

    def read(self, articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        """Yield for each article, in order, what was extracted or why there is nothing.

        What an actor had under way that died is read again by others: all of it where its machine was lost, each
        article alone where only the process died, to find the one that killed it.
        """
        row: deque[_Job] = deque()
        for batch in batches(articles):
            row.append(self._submit(batch))
            if len(row) >= self._count * BATCHES_AHEAD:
                yield from self._collect(row.popleft())
        while row:
            yield from self._collect(row.popleft())

    # -- jobs

    def _submit(self, batch: Batch) -> _Job:
        actor = self._least_busy()
        answer = actor.handle.read.remote(batch)
        actor.pending.append(answer)
        return _Job(batch, actor, answer)

    def _collect(self, job: _Job) -> Results:
        while True:
            try:
                results: Results = self._ray.get(job.answer)
                return results
            except self._ray.exceptions.RayTaskError as error:
                _raise_ours(error)
                return [self._read_alone(article) for article in job.batch]
            except self._ray.exceptions.RayError as error:
                self._replace(job.actor, error)
                if not self._is_lost(job.actor):
                    return [self._read_alone(article) for article in job.batch]
                job = self._submit(job.batch)

    def _read_alone(self, article: Article) -> Extraction | Failure:
        while True:
            single = self._single = self._single or self._start(cores=0)
            try:
                if error := self._ray.get(single.check):
                    raise error
                single.is_ready = True
                (result,) = self._ray.get(single.handle.read.remote([article]))
                return result  # type: ignore[no-any-return]
            except self._ray.exceptions.RayTaskError as error:
                _raise_ours(error)
                return Failure(article.uri, told_of(error.cause, article.uri), article.id)
            except self._ray.exceptions.RayError as died:
                self._single = None
                if not self._is_lost(single):
                    return died_of(article)
                self._replace(single, died)

    # -- actors

    def _start(self, *, cores: int = 1) -> _Actor:
        remote = self._ray.remote(_Reading).options(num_cpus=cores, max_restarts=0, scheduling_strategy="SPREAD")
        handle = remote.remote(self._sent)
        return _Actor(handle, handle.check.remote(), handle.node.remote())

    def _replace(self, actor: _Actor, error: Exception) -> None:
        """Start another in the place of *actor*, which died; BackendError where none lives long enough to read."""
        if actor in self._actors:
            with suppress(Exception):
                self._ray.kill(actor.handle)  # one that only could not be reached would keep its core
            self._actors[self._actors.index(actor)] = self._start()
        self._stillborn = 0 if actor.is_ready else self._stillborn + 1
        if self._stillborn > STILLBORN * self._count:
            raise BackendError(
                f"the actors die before they can read: {str(error).splitlines()[0]}",
                where="Ray, node " + self._ray.util.get_node_ip_address(),
                remedy="look into Ray's logs (/tmp/ray/session_latest/logs); give it more memory, or fewer --workers",
            ) from error

    def _is_lost(self, actor: _Actor) -> bool:
        """Return whether the machine of an actor that died is gone, or it never began: no article is to blame then."""
        try:
            node = self._ray.get(actor.node)
        except self._ray.exceptions.RayError:
            return True
        return all(one["NodeID"] != node or not one["Alive"] for one in self._ray.nodes())

    def _least_busy(self) -> _Actor:
        ready = [actor for actor in self._actors if self._is_ready(actor)] or [self._first_ready()]
        for actor in ready:
            if actor.pending:
                actor.pending = list(self._ray.wait(actor.pending, num_returns=len(actor.pending), timeout=0)[1])
        return min(ready, key=lambda actor: len(actor.pending))

    def _is_ready(self, actor: _Actor) -> bool:
        if not actor.is_ready and self._ray.wait([actor.check], timeout=0)[0]:
            self._note_ready(actor)
        return actor.is_ready

    def _first_ready(self) -> _Actor:
        """Return the first actor that can read, waiting for it; a machine that joins the cluster meanwhile counts."""
        while True:
            checks = {actor.check: actor for actor in self._actors}
            done, _ = self._ray.wait(list(checks), timeout=PATIENCE)
            for check in done:
                self._note_ready(checks[check])
                if checks[check].is_ready:
                    return checks[check]
            if not done and not self._ray.cluster_resources().get("CPU"):
                raise BackendError(
                    "the Ray cluster has no machine left that could read",
                    where=self._ray.get_runtime_context().gcs_address,
                    remedy="start nodes (ray start --address=…) and run again: it goes on here",
                )

    def _note_ready(self, actor: _Actor) -> None:
        try:
            error = self._ray.get(actor.check)
        except self._ray.exceptions.RayError as died:
            self._replace(actor, died)
            return
        if error is not None:
            raise error
        actor.is_ready = True

    def _leave(self) -> None:
        with suppress(Exception):  # the cluster may be gone
            for actor in (*getattr(self, "_actors", ()), *([self._single] if getattr(self, "_single", None) else [])):
                self._ray.kill(actor.handle)
        if self._is_ours:
            self._ray.shutdown()


@dataclass(eq=False)
class _Actor:
    handle: Any
    check: Any
    """Will be None, or the error that keeps it from reading."""
    node: Any
    """Will be the id of its machine."""
    is_ready: bool = False
    pending: list[Any] = field(default_factory=list)
    """Answers that it still owes."""


@dataclass(frozen=True)
class _Job:
    batch: Batch
    actor: _Actor
    answer: Any


class _Reading:
    """What an actor is: a reader made from what was sent, on whatever machine."""

    def __init__(self, sent: bytes) -> None:
        self._sent = sent
        self._made: Reader | ExtractError | None = None

    def node(self) -> str:
        import ray

        return str(ray.get_runtime_context().get_node_id())

    def check(self) -> ExtractError | None:
        """Make the reader; return why it is not the one that was sent, where it is not."""
        self._made = unpacked(self._sent, f"Ray node {_import_ray().util.get_node_ip_address()}")
        return self._made if isinstance(self._made, ExtractError) else None

    def read(self, batch: Batch) -> Results:
        if not isinstance(self._made, Reader):
            raise RuntimeError("asked to read before its check was passed")
        return list(self._made.read_articles(batch))


def _raise_ours(error: Any) -> None:
    """Raise what the reader raised on purpose: it reads no article any more. Anything else is that of an article."""
    if isinstance(error.cause, ExtractError):
        raise error.cause


def _import_ray() -> Any:
    # Nothing is told to anybody, and a driver's own signals stay its own.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise UsageError(
            "Ray is not installed",
            where="--engine ray",
            remedy="pip install 'extract-news[ray]', here and on each node",
        ) from error
    return ray


def _join(ray: Any, count: int) -> bool:
    """Join the cluster of ``RAY_ADDRESS``, or start one on this machine; return whether that was done here."""
    if ray.is_initialized():
        return False
    address = os.environ.get("RAY_ADDRESS")
    logging.getLogger("ray").setLevel(logging.ERROR)
    quiet = {"log_to_driver": False, "logging_level": "ERROR", "configure_logging": False}
    local = {"num_cpus": count or None, "include_dashboard": False, "object_store_memory": STORE_BYTES}
    try:
        ray.init(address=address or "local", **quiet, **({} if address else local))
    except (ConnectionError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise BackendError(
            f"the Ray cluster cannot be reached: {str(error).splitlines()[0]}",
            where=f"RAY_ADDRESS={address}" if address else "a cluster on this machine",
            remedy="see that its head runs (ray status) and has the same versions of Ray and Python, or unset it",
        ) from error
    return True
