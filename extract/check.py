"""All documents of a folder checked, each against its source where that is at hand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.catalog import Catalog
from extract.errors import ExtractError, InvalidDocument, LoadError
from extract.faults import REWRITE
from extract.loading.load import find_articles
from extract.scoring.outputs import Outputs, no_document
from extract.stages import Failure
from extract.texts import kept_text
from extract.validate import check_document


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    documents: int
    faults: tuple[ExtractError, ...]
    without_source: tuple[tuple[str, ExtractError], ...]
    """Places of documents whose text is not at hand, so that no quotation was compared with it, and why it is not."""


def check_folder(folder: Path, catalog: Catalog, sources: Sequence[Path]) -> Checked:
    """Return the faults of the documents in *folder*; their paths begin in one of *sources*.

    Raises:
        InvalidDocument: there is no document.
    """
    faults: list[ExtractError] = []
    without: list[tuple[str, ExtractError]] = []
    count = 0
    for data, where in Outputs(folder, catalog).documents():
        count += 1
        found = _source_text(data, where, folder, sources)
        if isinstance(found, ExtractError):
            without.append((where, found))
        faults += check_document(data, catalog, found if isinstance(found, str) else None, where=where)
        faults += _name_faults(data, where)
    if not count:
        raise no_document(folder)
    return Checked(count, tuple(faults), tuple(without))


def _name_faults(data: bytes, where: str) -> Iterator[InvalidDocument]:
    found = _source_of(data)
    if where.endswith(".json") and found is not None and Path(where).stem != found[0]:
        yield InvalidDocument(
            f"the file is not named after its article, {found[0]!r}",
            where=f"{where}, $.source.id",
            remedy=f"name it {found[0]}.json",
        )


def _source_text(data: bytes, where: str, folder: Path, sources: Sequence[Path]) -> str | ExtractError:
    found = _source_of(data)
    if found is None:
        return InvalidDocument("the document does not tell its article", where=f"{where}, $.source", remedy=REWRITE)
    return look_for_text(*found, folder, sources)


def find_text(article_id: str, uri: str, folder: Path, sources: Sequence[Path]) -> str | None:
    """Return the source text of a document in *folder*; None where it is not at hand.

    It is kept there, in the folder's table of texts or as ``<id>.txt``, or it is *uri* in one of *sources*.
    """
    found = look_for_text(article_id, uri, folder, sources)
    return found if isinstance(found, str) else None


def look_for_text(article_id: str, uri: str, folder: Path, sources: Sequence[Path]) -> str | ExtractError:
    """Return what ``find_text`` does, or an error that names what could not be found or read."""
    kept = kept_text(folder, article_id)
    if kept is not None:
        return kept
    derived = folder / f"{article_id}.txt"
    paths = list(dict.fromkeys([derived, *(place / uri for place in sources)]))
    path = next((one for one in paths if _is_there(one)), None)
    if path is None:
        return LoadError(
            "the article's text is not there",
            where=f"{uri}; looked for {', '.join(map(str, paths))}",
            remedy="give --sources the folder in which that path begins",
        )
    found = next(iter(find_articles([str(path)])), None)
    if isinstance(found, Failure):
        return found.error
    return found.text if found is not None else LoadError("this is no article", where=str(path), remedy=REWRITE)


def _source_of(data: bytes) -> tuple[str, str] | None:
    """Return id and uri of the article, where the document tells them."""
    try:
        source = json.loads(data)["source"]
        return str(source["id"]), str(source["uri"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_there(path: Path) -> bool:
    try:
        return os.path.lexists(path) and not path.is_dir()
    except (OSError, ValueError):
        return False
