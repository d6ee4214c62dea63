"""News articles to JSON that people can trust: declared once, grounded, checked.

The library's door: ``Reader`` reads articles, ``load`` opens what a run wrote; docs/library.md tells of each name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.collection import Documents, Reading, load
    from extract.errors import ExtractError
    from extract.reader import Reader
    from extract.stages import Failure
    from extract.typed import Document, Record

__version__ = "0.1.0"

_PLACES = {
    "Document": "extract.typed",
    "Documents": "extract.collection",
    "ExtractError": "extract.errors",
    "Failure": "extract.stages",
    "Reader": "extract.reader",
    "Reading": "extract.collection",
    "Record": "extract.typed",
    "load": "extract.collection",
}
__all__ = ["Document", "Documents", "ExtractError", "Failure", "Reader", "Reading", "Record", "load"]


def __getattr__(name: str) -> object:
    # Nothing is imported before it is asked for: `extract --help` and a pytest plugin import this package too.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
