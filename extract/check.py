"""All documents of a folder checked, each against its source where that is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.catalog import Catalog
from extract.errors import ExtractError, InvalidDocument
from extract.loading.load import find_articles
from extract.scoring.outputs import Outputs, no_document
from extract.stages import Article
from extract.validate import check_document


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    documents: int
    faults: tuple[ExtractError, ...]
    without_source: tuple[str, ...]
    """Places of documents whose source is not at hand: their quotations were not compared with it."""


def check_folder(folder: Path, catalog: Catalog, sources: Sequence[Path]) -> Checked:
    """Return the faults of the documents in *folder*; their paths begin in one of *sources*.

    Raises:
        InvalidDocument: there is no document.
    """
    faults: list[ExtractError] = []
    without: list[str] = []
    count = 0
    for data, where in Outputs(folder, catalog).documents():
        count += 1
        text = _source_text(data, folder, sources)
        if text is None:
            without.append(where)
        faults += check_document(data, catalog, text, where=where)
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


def _source_text(data: bytes, folder: Path, sources: Sequence[Path]) -> str | None:
    found = _source_of(data)
    return None if found is None else find_text(*found, folder, sources)


def find_text(article_id: str, uri: str, folder: Path, sources: Sequence[Path]) -> str | None:
    """Return the source text of a document in *folder*: ``<id>.txt`` there, or *uri* in one of *sources*; else None."""
    derived = folder / f"{article_id}.txt"
    paths = [derived, *(place / uri for place in sources)]
    path = next((one for one in paths if _is_file(one)), None)
    if path is None:
        return None
    article = next(iter(find_articles([str(path)])), None)
    return article.text if isinstance(article, Article) else None


def _source_of(data: bytes) -> tuple[str, str] | None:
    """Return id and uri of the article, where the document tells them."""
    try:
        source = json.loads(data)["source"]
        return str(source["id"]), str(source["uri"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
