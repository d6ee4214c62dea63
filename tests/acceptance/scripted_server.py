"""A server on the loopback that speaks OpenAI's protocol and plays a script; it notes every request."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
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
        words = "".join(str(message["content"]) for message in request["messages"] if message["role"] == "user")
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
        self.server.keys.append(self.headers["Authorization"])
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
                error = {"message": act.message, "type": "error", "code": act.code}
                self._send(act.status, {"error": error}, act.headers)
            else:
                if act.together is not None:
                    act.together.wait(10)
                self._send(200, _completion(act, request), {})

    def _send(self, status: int, body: Any, headers: Mapping[str, str]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep still."""


def _completion(act: Say, request: dict[str, Any]) -> dict[str, Any]:
    content = act.content if isinstance(act.content, str) else json.dumps(act.content)
    message = {"role": "assistant", "content": content}
    sent, received = act.tokens
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 0,
        "model": request["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": act.finish, "logprobs": None}],
        "usage": {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received},
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
