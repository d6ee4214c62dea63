"""Articles for a benchmark: texts drawn by lot from somebody's folders, or as many tiny ones, as rows of a table."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path


def drawn(folders: Iterable[Path], count: int) -> list[str]:
    """Return *count* texts (.txt) of *folders*, the same each time, repeated where there are fewer."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.txt"))
    if not paths:
        raise SystemExit("no .txt in these folders")
    random.Random(0).shuffle(paths)
    return [path.read_text(encoding="utf-8") for path in islice(cycle(paths), count)]


def tiny(count: int) -> list[str]:
    """Return the texts of *count* articles that take no time."""
    return [f"Ada met Bob {number} times." for number in range(count)]


def write_rows(path: Path, texts: Iterable[str]) -> Path:
    """Write the articles to *path*, each under an id of its own."""
    with path.open("w", encoding="utf-8") as rows:
        for number, text in enumerate(texts):
            rows.write(json.dumps({"id": f"a{number:07}", "text": text}) + "\n")
    return path
