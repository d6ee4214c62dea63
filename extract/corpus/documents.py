"""The documents of a corpus: where each lies, and a stamp that tells whether it has changed since."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from extract.catalog import Catalog
from extract.check import find_text
from extract.errors import ExtractError, InvalidDocument
from extract.folder import TABLE
from extract.scoring.outputs import documents_in, no_document
from extract.validate import check_document


@dataclass(frozen=True)
class Found:
    """A document that lies somewhere, unread."""

    place: str
    """A file, or a file and a line or row of it."""
    stamp: str
    """Equal where the file was not written since; of a line or row, its digest."""
    folder: Path
    read: Callable[[], bytes]

    def digest(self) -> str | None:
        """Return what is equal where the document is, byte for byte; None where it cannot be read."""
        try:
            return _digest(self.read())
        except OSError:
            return None


def find_documents(paths: Sequence[Path], catalog: Catalog) -> Iterator[Found]:
    """Yield every document in *paths*, folders and files, of which those in files of their own are not opened.

    Their places are absolute, so that a corpus knows them again from wherever its next build is started.

    Raises:
        InvalidDocument: one of *paths* has none, or cannot be read.
    """
    for path in paths:
        # Not resolve(): a link to the folder of today stays the place that it is.
        has_any, whole = False, Path(os.path.abspath(path))  # noqa: PTH100
        for found in _in_folder(whole, catalog) if path.is_dir() else _in_file(whole, catalog):
            has_any = True
            yield found
        if not has_any:
            raise no_document(path)


def _in_folder(folder: Path, catalog: Catalog) -> Iterator[Found]:
    with os.scandir(folder) as entries:
        files = sorted((entry for entry in entries if entry.name.endswith(".json")), key=lambda entry: entry.name)
    for entry in files:
        status = entry.stat()
        path = Path(entry.path)
        yield Found(entry.path, f"{status.st_size}-{status.st_mtime_ns}", folder, path.read_bytes)
    for form in ("jsonl", "parquet"):
        table = folder / f"{TABLE}.{form}"
        if table.is_file():
            yield from _in_file(table, catalog)


def _in_file(path: Path, catalog: Catalog) -> Iterator[Found]:
    for data, place in documents_in(path, catalog):
        yield Found(place, _digest(data), path.parent, partial(bytes, data))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def read_document(found: Found, catalog: Catalog) -> tuple[Mapping[str, Any], str]:
    """Return a document that was found, checked, and its digest.

    Raises:
        InvalidDocument: it cannot be read, or breaks the schema.
    """
    try:
        data = found.read()
    except OSError as error:
        raise InvalidDocument(
            f"the document cannot be read: {error.strerror}", where=found.place, remedy="see that you may read it"
        ) from error
    for fault in check_document(data, catalog, None, where=found.place):
        raise fault
    return json.loads(data), _digest(data)


def text_of(document: Mapping[str, Any], found: Found, sources: Sequence[Path]) -> str | None:
    """Return the text of the article that *document* was made from; None where it is not at hand, or another now."""
    source = document["source"]
    for path in (found.folder / f"{source['id']}.txt", *(place / source["uri"] for place in sources)):
        text = _plain_text(path)
        if text is not None and _is_of(text, source):
            return text
    try:
        text = find_text(source["id"], source["uri"], found.folder, sources)
    except ExtractError:
        return None
    return text if text is not None and _is_of(text, source) else None


def _plain_text(path: Path) -> str | None:
    """Return what a text file in UTF-8 holds: most are, and to load one as an article takes ten times as long."""
    try:
        return path.read_bytes().decode("utf-8-sig") if path.suffix == ".txt" and path.is_file() else None
    except (OSError, ValueError):
        return None


def _is_of(text: str, source: Mapping[str, Any]) -> bool:
    """Return whether *text* is the one that a document says it was made from."""
    if len(text) != source["length"]:
        return False
    return bool(hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest() == source["sha256"])
