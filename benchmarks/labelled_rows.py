"""JSON lines with an id, a text and what a person says of it, and what is read in each."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.backends import BackendOptions, create_backend
from extract.catalog import Catalog
from extract.pipeline import read
from extract.stages import Article, Failure

Row = Mapping[str, Any]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of the file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def documents_of(rows: Sequence[Row], catalog: Catalog, model: str) -> list[Mapping[str, Any]]:
    """Return the document of each row, in order; an empty one where the text cannot be read, which stderr tells."""
    articles = [Article(row["id"], row["id"], row["text"]) for row in rows]
    found: list[Mapping[str, Any]] = []
    for answer in read(articles, create_backend(catalog, BackendOptions(model=model)), catalog):
        if isinstance(answer, Failure):
            print(answer.error, file=sys.stderr)
        found.append({} if isinstance(answer, Failure) else answer.document)
    return found
