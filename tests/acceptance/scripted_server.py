"""A server on the loopback that plays a script and notes every request.

It speaks OpenAI's protocol and, as far as a question and its answer need it, those of Anthropic and Google.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Say:
    """An answer of the model: plain data is written as JSON, a string as it is."""

    content: Any
    finish: str = "stop"
    tokens: tuple[int, int] = (100, 10)
    """Sent and received."""
    together: threading.Barrier | None = None
    """Where given: the answer waits until as many requests are under way as the barrier has parties."""


@dataclass(frozen=True)
class Refuse:
    """An answer of the server in the model's place."""

    status: int
    message: str = "no"
    headers: Mapping[str, str] = field(default_factory=dict)
    code: str | None = None
    details: Sequence[Mapping[str, str]] = ()
    """What Google adds."""


@dataclass(frozen=True)
class Reset:
    """The connection breaks off."""


@dataclass(frozen=True)
class Hang:
    """No answer comes while the test runs."""


Act = Say | Refuse | Reset | Hang


class ScriptedServer(ThreadingHTTPServer):
    """Plays, for each article, its acts in order; the last of them again and again."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, script: Mapping[str, Sequence[Act]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = {marker: list(acts) for marker, acts in script.items()}
        self.requests: dict[str, list[dict[str, Any]]] = {marker: [] for marker in script}
        self.keys: list[str | None] = []
        self.is_over = threading.Event()
        self.most_at_once = self._at_once = 0
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """What to give as base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def count(self, marker: str) -> int:
        """Return the number of requests made about the article that has the word *marker*."""
        return len(self.requests[marker])

    def next_act(self, request: dict[str, Any]) -> Act:
        """Note a request and return what is to be done about it."""
        words = _words_of_the_user(request)
        with self._lock:
            marker = next(marker for marker in self.script if marker in words)
            self.requests[marker].append(request)
            acts = self.script[marker]
            return acts.pop(0) if len(acts) > 1 else acts[0]

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the requests that are served at one time."""
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        yield
        with self._lock:
            self._at_once -= 1

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep still when a client has gone."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ScriptedServer

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = ("Authorization", "x-api-key", "x-goog-api-key")
        self.server.keys.append(next(filter(None, map(self.headers.get, headers)), None))
        with self.server.counted():
            act = self.server.next_act(request)
            if isinstance(act, Hang):
                self.server.is_over.wait(30)
                self.close_connection = True
            elif isinstance(act, Reset):
                # Closing with a linger of nothing sends a reset.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                self.close_connection = True
            elif isinstance(act, Refuse):
                code = act.status if "contents" in request else act.code
                error = {"message": act.message, "type": "error", "code": code, "details": list(act.details)}
                self._send(act.status, {"error": error}, act.headers)
            else:
                if act.together is not None:
                    act.together.wait(10)
                self._send(200, _answer_to(self.path)(act, request), {})

    def _send(self, status: int, body: Any, headers: Mapping[str, str]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep still."""


def _words_of_the_user(request: Mapping[str, Any]) -> str:
    if "contents" in request:
        return "".join(part["text"] for one in request["contents"] if one["role"] == "user" for part in one["parts"])
    return "".join(str(message["content"]) for message in request["messages"] if message["role"] == "user")


def _answer_to(path: str) -> Callable[[Say, dict[str, Any]], dict[str, Any]]:
    return _of_google if path.endswith(":generateContent") else _of_anthropic if "/messages" in path else _of_openai


def _content(act: Say) -> str:
    return act.content if isinstance(act.content, str) else json.dumps(act.content)


def _of_openai(act: Say, request: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": _content(act)}
    sent, received = act.tokens
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 0,
        "model": request["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": act.finish, "logprobs": None}],
        "usage": {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received},
    }


def _of_anthropic(act: Say, request: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "msg-1",
        "type": "message",
        "role": "assistant",
        "model": request["model"],
        "content": [{"type": "text", "text": _content(act)}],
        "stop_reason": {"stop": "end_turn", "length": "max_tokens"}[act.finish],
        "stop_sequence": None,
        "usage": dict(zip(("input_tokens", "output_tokens"), act.tokens, strict=True)),
    }


def _of_google(act: Say, request: dict[str, Any]) -> dict[str, Any]:
    content = {"role": "model", "parts": [{"text": _content(act)}]}
    sent, received = act.tokens
    return {
        "candidates": [{"content": content, "finishReason": {"stop": "STOP", "length": "MAX_TOKENS"}[act.finish]}],
        "usageMetadata": {
            "promptTokenCount": sent,
            "candidatesTokenCount": received,
            "totalTokenCount": sum(act.tokens),
        },
    }


@contextmanager
def serving(script: Mapping[str, Sequence[Act]]) -> Iterator[ScriptedServer]:
    """Run a server that plays *script*: a word of an article -> what it gets, request by request."""
    server = ScriptedServer(script)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        server.server_close()
