"""Backends: what reads a page and proposes records.

A backend is found by its entry point in the group ``extract.backends``; the object named there is called with the
catalogue and the options and returns a :class:`Backend`. Beside what that asks for it may have ``fingerprint``, a
string that changes with whatever else its answers hang on, ``usage``, what it took so far for all articles,
``languages``, the ISO 639 codes of those that it reads (without that it reads every one), and ``article_seconds``, what
a step may take for one article (without that none is hurried).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Literal, Protocol, runtime_checkable
from urllib.parse import urlsplit

from extract.catalog import Catalog
from extract.errors import UsageError
from extract.stages import Draft, Failure, Page

ENTRY_POINTS = "extract.backends"
EMBEDDED = "embedded"


@dataclass(frozen=True)
class BackendOptions:
    """What the user asked of a backend; ``settings`` holds what only some backends know (concurrency, budgets …)."""

    model: str = EMBEDDED
    base_url: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)


@runtime_checkable
class Backend(Protocol):
    """Reads pages: the one thing that a reader of articles must be able to do."""

    name: str
    """What ``extraction.backend`` says."""
    model: str
    """The model and its version, what ``extraction.model`` says."""
    scales_by: Literal["processes", "itself"]
    """Whether --workers starts processes with a backend each, or the backend is concurrent by itself."""

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        """Yield one draft or failure for each page, in order. Takes pages lazily, a bounded number ahead."""
        ...


def create_backend(catalog: Catalog, options: BackendOptions) -> Backend:
    """Return the backend that serves ``options.model``: ``embedded``, or ``llm`` for ``PROVIDER/NAME``.

    Raises:
        UsageError: no backend serves the model, or its ``base_url`` is none.
        DeclarationError: the backend cannot serve a declaration of the catalogue.
    """
    if options.base_url is not None:
        check_url(options.base_url)
    name = options.model if "/" not in options.model else "llm"
    found = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name not in found:
        local = sorted(set(found) - {"llm"})
        likely = get_close_matches(name, local)
        raise UsageError(
            f"no backend serves the model {options.model!r}",
            where="--model",
            remedy=f"did you mean {likely[0]}?"
            if likely
            else f"use {', '.join(local)}, or PROVIDER/NAME for a language model",
        )
    backend: Backend = found[name].load()(catalog, options)
    return backend


def check_url(url: str) -> None:
    """Raise UsageError where *url* is no address of a server: http or https, and a host."""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        shown = url.rpartition("@")[2]  # what stands before it may be a password
        bare = shown.split("://")[-1]
        raise UsageError(
            f"{shown!r} is not the address of a server",
            where="--base-url",
            remedy=f"write it with http:// or https://, e.g. http://{bare if ':' in bare else '127.0.0.1:8080/v1'}",
        )
