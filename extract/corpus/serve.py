"""The site of a corpus on the loopback interface, behind the guard of the review."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from extract.review.guard import Guard, Pass

_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


def make_app(folder: Path, given: Pass) -> Starlette:
    """Return the application that serves the site in *folder*."""
    # Known by name from the beginning: no request ever becomes a path.
    known = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}

    async def answer(request: Request) -> Response:
        name = request.path_params.get("name") or "index.html"
        path, kind = known.get(name), _TYPES.get(PurePath(name).suffix)
        return Response(status_code=404) if path is None or kind is None else FileResponse(path, media_type=kind)

    routes = [Route("/", answer), Route("/{name:path}", answer)]
    return Starlette(routes=routes, middleware=[Middleware(Guard, given=given)])
