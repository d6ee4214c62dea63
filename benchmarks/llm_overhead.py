"""What the language-model backend adds to the time that a model takes: ours, raw instructor, langextract, side by side.

Run ``python benchmarks/llm_overhead.py`` (``--articles 200 --concurrency 16 --delay 0.2 --rounds 5``). A server on
the loopback, in a process of its own, answers every request after a fixed delay with the same good answer; one
request an article. The ideal is what the delays alone take: ceil(articles / concurrency) · delay. All contenders take
turns, so that what else the machine does falls on all of them, and the median of the rounds counts. Ours must stay
within 1.10 of the ideal; the exit code is 1 where it does not.

``bare socket`` sends ready-made bytes from as many threads: what machine and server add by themselves. ``ours`` is
``LanguageModelBackend.read``: prompt, request, validation against the article, merging; ``ours, whole run`` the whole
way from text to validated document. ``raw instructor`` is a client's ``create`` with a plain pydantic model in a
thread pool, nothing checked against the article. ``langextract`` is run where it is importable, with one chunk an
article.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import multiprocessing
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from multiprocessing.connection import Connection
from statistics import median
from typing import Any

from extract.backends import Backend, BackendOptions, create_backend
from extract.catalog import load_catalog
from extract.pipeline import read
from extract.segmentation.segment import segment
from extract.stages import Article, Extraction, Failure

ReadAll = Callable[[list[Article]], None]
Contender = Callable[[str, int], ReadAll]

LIMIT = 1.10
CATALOG = load_catalog()
TEXT = (
    "Olvia Marsh, the mayor of Tarn, met union leader Piet Rask in Dorvik on Monday.\n\n"
    "Rask demanded that the city restore the night buses by June. Marsh offered to restore two lines.\n\n"
    + "The talks were the third this year, and the first that both sides called useful. "
    * 12
)
ANSWER = {
    "actors": [
        {"name": "Olvia Marsh", "kind": "person", "aliases": ["Marsh"], "title": None},
        {"name": "Piet Rask", "kind": "person", "aliases": ["Rask"], "title": "union leader"},
    ],
    "meetings": [
        {
            "evidence": ["Olvia Marsh, the mayor of Tarn, met union leader Piet Rask in Dorvik on Monday."],
            "participants": ["Olvia Marsh", "Piet Rask"],
            "place": "Dorvik",
            "date": "Monday",
            "status": "held",
        }
    ],
    "demands": [
        {
            "evidence": ["Rask demanded that the city restore the night buses by June."],
            "demanders": ["Piet Rask"],
            "addressees": [],
            "content": "restore the night buses by June",
        }
    ],
    "proposals": [
        {
            "evidence": ["Marsh offered to restore two lines."],
            "proposers": ["Olvia Marsh"],
            "recipients": [],
            "content": "restore two lines",
            "status": "made",
        }
    ],
}
EXTRACTIONS = {"extractions": [{"actor": "Olvia Marsh", "actor_attributes": {"kind": "person"}}]}


def main() -> int:
    """Print the table and return 1 where ours takes too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--delay", type=float, default=0.2, help="Seconds that the server takes for an answer.")
    parser.add_argument("--rounds", type=int, default=5, help="How often everything is measured.")
    given = parser.parse_args()
    articles = [Article(f"a{number}", f"a{number}", f"{TEXT}\n\nIssue {number}.") for number in range(given.articles)]
    ideal = math.ceil(given.articles / given.concurrency) * given.delay
    url, process = _start_server(given.delay)
    print(f"{given.articles} articles, {given.concurrency} at once, {given.delay:g} s an answer; ideal {ideal:.2f} s\n")
    try:
        ready = {name: contender(url, given.concurrency) for name, contender in _contenders().items()}
        for read_all in ready.values():
            read_all(articles[: given.concurrency])  # imports, connections
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ready}
        for _ in range(given.rounds):
            for name, read_all in ready.items():
                taken[name].append(_timed(read_all, articles))
    finally:
        process.terminate()
    _print(taken, ideal, given.articles)
    return int(median(seconds for seconds, _ in taken["ours"]) / ideal > LIMIT)


def _contenders() -> dict[str, Contender]:
    known: dict[str, Contender] = {
        "bare socket": _bare_socket,
        "ours": _ours,
        "ours, whole run": _whole_run,
        "raw instructor": _raw_instructor,
    }
    return known | ({"langextract": _langextract} if find_spec("langextract") else {})


def _timed(read_all: ReadAll, articles: list[Article]) -> tuple[float, float]:
    """Return the seconds, and those of the processor, that *articles* take."""
    started, started_processor = time.perf_counter(), time.process_time()
    read_all(articles)
    return time.perf_counter() - started, time.process_time() - started_processor


def _print(taken: dict[str, list[tuple[float, float]]], ideal: float, articles: int) -> None:
    print(f"{'':18}{'of ideal':>10}{'least':>8}{'most':>8}{'seconds':>9}{'processor, ms an article':>26}")
    for name, rounds in taken.items():
        seconds, processor = (sorted(one) for one in zip(*rounds, strict=True))
        ratios = f"{median(seconds) / ideal:10.2f}{seconds[0] / ideal:8.2f}{seconds[-1] / ideal:8.2f}"
        print(f"{name:18}{ratios}{median(seconds):9.2f}{median(processor) / articles * 1000:26.1f}")


def _bare_socket(url: str, concurrency: int) -> ReadAll:
    host, port = url.removeprefix("http://").removesuffix("/v1").split(":")
    body = json.dumps({"text": TEXT * 10}).encode()
    request = f"POST / HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    local = threading.local()

    def ask(_: Article) -> None:
        if not hasattr(local, "connection"):
            local.connection = socket.create_connection((host, int(port)))
        local.connection.sendall(request)
        assert local.connection.recv(1 << 16)

    def read_all(articles: list[Article]) -> None:
        with ThreadPoolExecutor(concurrency) as pool:
            list(pool.map(ask, articles))

    return read_all


def _backend(url: str, concurrency: int) -> Backend:
    return create_backend(CATALOG, BackendOptions("openai/fixed", url, {"ask": "all", "concurrency": concurrency}))


def _ours(url: str, concurrency: int) -> ReadAll:
    backend = _backend(url, concurrency)

    def read_all(articles: list[Article]) -> None:
        drafts = list(backend.read(map(segment, articles)))
        assert len(drafts) == len(articles)
        for draft in drafts:
            assert not isinstance(draft, Failure), draft
            assert len(draft.records) == 5

    return read_all


def _whole_run(url: str, concurrency: int) -> ReadAll:
    backend = _backend(url, concurrency)

    def read_all(articles: list[Article]) -> None:
        results = list(read(articles, backend, CATALOG))
        assert all(isinstance(result, Extraction) for result in results)

    return read_all


def _raw_instructor(url: str, concurrency: int) -> ReadAll:
    import instructor
    from pydantic import create_model

    record = create_model("Record", __config__={"extra": "allow"})
    answer = create_model("Answer", **dict.fromkeys(ANSWER, (list[record], ...)))  # type: ignore[call-overload]
    client: Any = instructor.from_provider(
        "openai/fixed", base_url=url, api_key="none", mode=instructor.Mode.JSON_SCHEMA
    )
    system = "Extract actors, meetings, demands and proposals from the article."

    def ask(article: Article) -> Any:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": article.text}]
        return client.create(messages=messages, response_model=answer)

    def read_all(articles: list[Article]) -> None:
        with ThreadPoolExecutor(concurrency) as pool:
            assert all(len(found.actors) == 2 for found in pool.map(ask, articles))

    return read_all


def _langextract(url: str, concurrency: int) -> ReadAll:
    import langextract

    data, factory = langextract.data, langextract.factory
    said = data.Extraction(extraction_class="actor", extraction_text="Ada Moor", attributes={"kind": "person"})
    example = data.ExampleData(text="Ada Moor met Ben Oak.", extractions=[said])
    config = factory.ModelConfig(
        model_id="gpt-fixed", provider="OpenAILanguageModel", provider_kwargs={"api_key": "none", "base_url": url}
    )

    def read_all(articles: list[Article]) -> None:
        found = langextract.extract(
            text_or_documents=[data.Document(text=article.text, document_id=article.id) for article in articles],
            prompt_description="Extract actors.",
            examples=[example],
            config=config,
            max_workers=concurrency,
            batch_length=concurrency,
            max_char_buffer=10_000,
            show_progress=False,
        )
        assert len(list(found)) == len(articles)

    return read_all


# The server, in its own process, so that it takes none of the client's time.


def _start_server(delay: float) -> tuple[str, multiprocessing.process.BaseProcess]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(delay, theirs), daemon=True)
    process.start()
    return f"http://127.0.0.1:{ours.recv()}/v1", process


def _serve(delay: float, started: Connection) -> None:
    asyncio.run(_serve_for_ever(delay, started))


async def _serve_for_ever(delay: float, started: Connection) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
                body = await reader.readexactly(length)
                await asyncio.sleep(delay)
                writer.write(theirs if b"extractions" in body else ours)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    ours, theirs = _reply(ANSWER), _reply(EXTRACTIONS)
    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=512)
    started.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _reply(answer: object) -> bytes:
    message = {"role": "assistant", "content": json.dumps(answer)}
    completion = {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "fixed",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 200, "total_tokens": 1100},
    }
    body = json.dumps(completion).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    sys.exit(main())
