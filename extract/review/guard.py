"""What every request must show before it is answered, and what every answer forbids the browser to do.

A page in the same browser may send requests to the loopback interface too. So each request must name this very host
and port (a name rebound to 127.0.0.1 does not), come from no other origin, and carry a token that only the person who
started the review has been told: in the first address, afterwards in a cookie, and in a header where something changes.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-extract-token"
LARGEST = 2_000_000
"""Bytes of a request's body. The largest edit lists the mentions of an entity: some ten thousand of them."""

_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(frozen=True)
class Pass:
    """Where the pages are served, and the secrets that open them."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """In the address that is printed, and then in the cookie."""
    page_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """In the pages, for the header of requests that change something."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The values of Host that are answered."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def address(self) -> str:
        """The address to open first."""
        return f"http://127.0.0.1:{self.port}/?{urlencode({'token': self.token})}"

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers do not keep those of two ports apart."""
        return f"extract-review-{self.port}"


class Guard:
    """ASGI middleware that lets only the person's own pages through."""

    def __init__(self, app: ASGIApp, *, given: Pass) -> None:
        self._app, self._given = app, given

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with 400 or 403 what must not pass, send the first address on, and let the rest through."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._refusal(scope) or self._entry(scope) or self._without_token(scope)
        await (answer or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self._given.hosts:
            return _forbidden("this address is not served here: open the one that the command printed")
        is_foreign = origin is not None and origin not in {f"http://{name}" for name in self._given.hosts}
        if is_foreign or headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _forbidden("pages of another origin are not answered")
        if scope["method"] not in ("GET", "HEAD") and origin is None:
            return _forbidden("a request that changes something must name its origin")
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdigit() or int(length) > LARGEST:
            return PlainTextResponse(f"a request may have {LARGEST} bytes", 413)
        return None

    def _entry(self, scope: Scope) -> Response | None:
        """Return the answer to the first address: the token moves from there into a cookie."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] != "/" or scope["method"] != "GET" or not _is_same(given, self._given.token):
            return None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._given.cookie, self._given.token, httponly=True, samesite="strict", path="/")
        return answer

    def _without_token(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        cookies = cookie_parser(headers.get("cookie", ""))
        if not _is_same(cookies.get(self._given.cookie, ""), self._given.token):
            return _forbidden("the token is missing or of an earlier review: open the address that the command printed")
        if scope["method"] not in ("GET", "HEAD") and not _is_same(headers.get(HEADER, ""), self._given.page_token):
            return _forbidden("the page is of an earlier review: reload it")
        return None


def _is_same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _forbidden(reason: str) -> Response:
    return PlainTextResponse(reason, 403)
