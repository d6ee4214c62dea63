"""How long ``extract corpus`` takes and what memory, from a thousand documents to as many as wanted.

``python benchmarks/corpus_scale.py FOLDER… -o DIR [--sizes 10000 100000] [--more 100] [--page]`` makes documents of the
annotated articles in each FOLDER by renaming (``corpus_size.py``), builds a corpus of each size, adds so many more, and
builds once more without a change. It prints a line for each: seconds by the clock and of the processor, and the most
memory that the process held. DIR keeps the documents, so that a second run makes none anew.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus_size import write_documents

from extract.catalog import Catalog, load_catalog
from extract.report.table import render_table

_HEAD = ["what", "documents", "seconds", "of the processor", "a thousand", "memory, MB"]


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    processor: float
    memory: float
    """The most that it held, in MB."""


def cost_of(arguments: Sequence[str]) -> Cost:
    """Run ``extract`` with *arguments* and return what that took; CalledProcessError where it fails."""
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "extract", *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Cost(time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(
    folders: Sequence[Path], place: Path, catalog: Catalog, size: int, more: int, *, with_page: bool
) -> Iterator[list[str]]:
    """Yield a line for the corpus of *size* documents, for *more* that are added, and for a build without a change."""
    documents, added, file = place / f"{size}", place / f"{size}-more", place / f"{size}.duckdb"
    for folder, count, first in ((documents, size, 0), (added, more, size)):
        if not folder.exists():
            write_documents(folders, folder, catalog, count, first=first)
    file.unlink(missing_ok=True)
    built = ["corpus", str(documents), "-o", str(file)]
    yield _line("built", size, cost_of(built), size)
    yield _line(f"{more} added", size + more, cost_of([*built, str(added)]))
    yield _line("nothing new", size + more, cost_of([*built, str(added)]))
    if with_page:
        yield _line("page", size + more, cost_of(["corpus", "-o", str(file), "--page", str(place / f"{size}-site")]))


def _line(what: str, documents: int, cost: Cost, share: int = 0) -> list[str]:
    each = f"{1000 * cost.processor / share:.1f}" if share else ""
    return [what, f"{documents:,}", f"{cost.seconds:.1f}", f"{cost.processor:.1f}", each, f"{cost.memory:,.0f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="each with text/ and gold/")
    parser.add_argument("-o", "--output", type=Path, required=True, help="for documents and corpora")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--more", type=int, default=100, help="documents to add to each")
    parser.add_argument("--page", action="store_true", help="write the site of each, too")
    given = parser.parse_args(arguments)
    catalog, lines = load_catalog(), list[list[str]]()
    for size in given.sizes:
        for line in measured(given.folders, given.output, catalog, size, given.more, with_page=given.page):
            print(" ".join(line), file=sys.stderr, flush=True)
            lines.append(line)
    print(render_table(lines, head=_HEAD))
    return 0


if __name__ == "__main__":
    sys.exit(main())
