"""Memory and time of loading a packed table of many rows: ``python benchmarks/many_rows.py [ROWS]``."""

from __future__ import annotations

import gzip
import json
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from extract.copies import Copies
from extract.loading.load import find_articles
from extract.stages import Article

WORDS = "minister harbour council treaty grain ships envoy region mayor budget union strike river border talks".split()
LINES = 8
"""Lines that are printed."""


def write_rows(path: Path, count: int) -> None:
    """Write *count* articles of sixty words, no two alike, as packed JSON lines."""
    chance = random.Random(3)
    with gzip.open(path, "wt", compresslevel=1) as lines:
        for number in range(count):
            text = f"The mayor said on Monday that the {' '.join(chance.choices(WORDS, k=60))}."
            lines.write(json.dumps({"id": number, "date": 1614729600 + number * 60, "text": text}) + "\n")


def main(count: int) -> None:
    """Print the greatest memory so far and the seconds of the processor, of loading and of looking for copies."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl.gz"
        write_rows(path, count)
        copies, begun, compared = Copies(), time.process_time(), 0.0
        for number, article in enumerate(find_articles([str(path)]), start=1):
            assert isinstance(article, Article)
            before = time.process_time()
            copies.add(article.id, article.text)
            compared += time.process_time() - before
            if number % max(count // LINES, 1) == 0:
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                loaded = time.process_time() - begun - compared
                print(
                    f"{number:>9,} rows  {memory:>5} MB  loading {loaded:6.1f} s  copies {compared:6.1f} s", flush=True
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
