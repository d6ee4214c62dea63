"""The pages and the JSON behind them, on the loopback interface."""

from __future__ import annotations

import errno
import hashlib
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from extract.errors import ExtractError, StoreError, UsageError
from extract.review.desk import Desk, GoldenDiffers, NotReady, StaleEdit
from extract.review.edits import NoEdit
from extract.review.forms import forms_of
from extract.review.guard import Guard, Pass
from extract.review.queue import Queue
from extract.review.records import as_data
from extract.review.requests import read_request
from extract.review.values import EditError

LOOPBACK = "127.0.0.1"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_STATUS: tuple[tuple[type[ExtractError], int], ...] = (
    (StaleEdit, 409),
    (GoldenDiffers, 409),
    (NotReady, 422),
    (EditError, 422),
    (StoreError, 507),
)


@dataclass(frozen=True)
class Signer:
    """Who signs by default, and by which guidelines."""

    by: str
    guidelines: str


def make_app(queue: Queue, signer: Signer, given: Pass) -> Starlette:
    """Return the application that serves the review of *queue*."""
    pages = _Pages(queue, signer, given)
    routes = [
        Route("/", pages.list_page),
        Route("/article/{id}", pages.article_page),
        Route("/static/{version}/{name}", pages.static),
        Route("/api/articles", pages.articles),
        Route("/api/article/{id}", pages.article),
        Route("/api/article/{id}/edit", pages.edit, methods=["POST"]),
        Route("/api/article/{id}/save", pages.save, methods=["POST"]),
    ]
    guard = [Middleware(Guard, given=given)]
    return Starlette(routes=routes, middleware=guard, exception_handlers={ExtractError: _refuse})


def listen(port: int) -> socket.socket:
    """Return a socket on the loopback interface; *port* 0 takes a free one. UsageError where the port is in use."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        # Listening here, not in uvicorn: an address that is printed is answered from then on.
        listening.listen()
    except OSError as error:
        listening.close()
        is_used = error.errno == errno.EADDRINUSE
        raise UsageError(
            f"the port {port} {'is in use' if is_used else f'cannot be opened: {error.strerror}'}",
            where="--port",
            remedy="give another, or none: a free one is then taken",
        ) from error
    return listening


def serve(app: Starlette, listening: socket.socket) -> None:
    """Answer requests until Ctrl-C."""
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none")
    uvicorn.Server(config).run(sockets=[listening])


class _Pages:
    def __init__(self, queue: Queue, signer: Signer, given: Pass) -> None:
        self._queue, self._signer, self._given = queue, signer, given
        # Read once, by names that are ours: no request ever becomes a path.
        self._files = {entry.name: entry.read_bytes() for entry in files("extract.review").joinpath("static").iterdir()}
        # In the address of each file, so that a browser may keep it: another version has another address.
        whole = b"".join(self._files[name] for name in sorted(self._files))
        self._version = hashlib.sha256(whole).hexdigest()[:16]

    async def list_page(self, request: Request) -> Response:
        return self._page("list.html", self._overview())

    async def article_page(self, request: Request) -> Response:
        try:
            data = self._article(self._desk(request)) | {"forms": forms_of(self._queue.catalog)}
        except ExtractError as error:
            return self._page("article.html", {"error": _told(error)}, 404)
        return self._page("article.html", data)

    def _page(self, name: str, data: Mapping[str, Any], status: int = 200) -> Response:
        """Return a page with the token for its requests and with its data, which no text in it can end or leave."""
        text = self._files[name].decode().replace("{{token}}", self._given.page_token)
        text = text.replace("{{static}}", f"/static/{self._version}")
        block = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        return Response(text.replace("{{data}}", block), status, media_type="text/html")

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        kind = _TYPES.get(PurePath(name).suffix)
        if name not in self._files or kind is None or request.path_params["version"] != self._version:
            return Response(status_code=404)
        keep = {"cache-control": "private, max-age=31536000, immutable"}
        return Response(self._files[name], media_type=kind, headers=keep)

    async def articles(self, request: Request) -> Response:
        return JSONResponse(self._overview())

    async def article(self, request: Request) -> Response:
        return JSONResponse(self._article(self._desk(request)))

    def _overview(self) -> dict[str, Any]:
        failures = [{"problem": one.error.problem, "where": one.error.where} for one in self._queue.failures]
        return {"articles": self._queue.overview(), "failures": failures}

    def _article(self, desk: Desk) -> dict[str, Any]:
        article, on = desk.article, date.today().isoformat()
        return {
            "article": {name: getattr(article, name) for name in ("id", "uri", "title", "published", "text")},
            "signer": asdict(self._signer) | {"on": on},
            "state": _state_of(desk),
        }

    async def edit(self, request: Request) -> Response:
        return await self._change(request, lambda desk, sent: desk.edit(sent["version"], sent["edit"]))

    async def save(self, request: Request) -> Response:
        def write(desk: Desk, sent: dict[str, Any]) -> None:
            by, guidelines = sent["by"], sent["guidelines"]
            if not (isinstance(by, str) and isinstance(guidelines, str)):
                raise TypeError("a signature is of texts")
            desk.save(sent["version"], by=by, guidelines=guidelines, replace=bool(sent.get("replace")))
            self._signer = Signer(by.strip(), guidelines.strip())

        return await self._change(request, write)

    async def _change(self, request: Request, change: Callable[[Desk, dict[str, Any]], object]) -> Response:
        """Return the state after *change*; where it was refused, why, with the state as it is."""
        desk = self._desk(request)
        try:
            change(desk, read_request(await request.body()))
        except NoEdit as error:
            return JSONResponse({"error": _told(error), "state": _state_of(desk)}, 400)
        except ExtractError as error:
            status = next((code for kind, code in _STATUS if isinstance(error, kind)), 422)
            return JSONResponse({"error": _told(error), "state": _state_of(desk)}, status)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            unread = EditError("the request is of another form", where="its body", remedy="reload the page")
            return JSONResponse({"error": _told(unread), "state": _state_of(desk)}, 400)
        return JSONResponse({"state": _state_of(desk)})

    def _desk(self, request: Request) -> Desk:
        article_id = request.path_params["id"]
        if article_id not in self._queue:
            raise UsageError("there is no such article in this review", where=article_id, remedy="go back to the list")
        return self._queue.desk(article_id)


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, ExtractError)
    return JSONResponse({"error": _told(error)}, 404)


def _told(error: ExtractError) -> dict[str, str]:
    return {"kind": type(error).__name__, "problem": error.problem, "where": error.where, "remedy": error.remedy}


def _state_of(desk: Desk) -> dict[str, Any]:
    """Return what the page shows of an article besides its text."""
    return {
        "version": desk.version,
        "records": as_data(desk.records),
        "problems": [asdict(problem) for problem in desk.problems()],
        "can_undo": desk.history.can_undo,
        "can_redo": desk.history.can_redo,
        "is_saved": desk.is_saved,
        "notices": desk.notices,
    }
