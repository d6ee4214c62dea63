"""What the embedded backend costs beside the parser that it stands on, and whether it scales.

``python benchmarks/embedded.py FOLDER`` reads the articles of FOLDER (or of those of its folders that ``--text`` names)
and prints
- CPU seconds of a bare ``nlp.pipe`` over their texts and of the whole way from files to documents on the disk, the best
  of ``--repeats`` rounds in which the two take turns, and their ratio;
- the ratio for twice the articles, which should be 2;
- the peak of memory for 100 and for ``--many`` articles, each in a process of its own: copies of those of FOLDER, each
  with words that no other has, since a run meets new words as long as it goes;
- whether one and two workers write the same bytes.

The whole way is measured twice in the same rounds: with the reader that is shipped, and with cues alone.

The exit code is 1 where a ratio is above its limit, twice the articles take more than 2.2 times as long, memory grows
by more than a tenth for every ten times as many articles, or the bytes differ. CPU seconds are those of the process, so
that other work on the machine disturbs little.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extract.backends import Backend, BackendOptions, create_backend
from extract.backends.embedded.parsing.nlp import load_model
from extract.catalog import load_catalog
from extract.loading.load import find_articles
from extract.run import run
from extract.stages import Article
from extract.store import Store

MOST_RATIO, MOST_RATIO_OF_READER = 1.5, 2.5
MOST_FOR_TWICE = 2.2
"""Twice as long, and what the clock is out by."""
MOST_GROWTH = 1.1
"""Of the peak of memory, for ten times as many articles."""
FEW = 100
NEW_WORDS = 10
"""In each article of the measurement of memory: in news, about ten words in five hundred were in none before."""
CATALOG = load_catalog()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measurements; 1 where one is worse than it may be."""
    given = read_options(arguments)
    inputs = [str(given.folder / name) for name in given.text if (given.folder / name).is_dir()] or [str(given.folder)]
    articles = [one for one in find_articles(inputs) if isinstance(one, Article)]
    if not articles:
        print(f"no article in {given.folder}", file=sys.stderr)
        return 1
    print(f"{len(articles)} articles, {sum(len(one.text) for one in articles):,} characters\n")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        checks = [
            *measure_time(inputs, articles, folder, given.repeats),
            *([measure_memory(articles, folder, given.many)] if given.many else []),
            compare_workers(inputs, folder),
        ]
    return int(not all(checks))


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", nargs="+", default=["text"], help="folders in FOLDER, where it has them")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--many", type=int, default=1000, help="articles for the measurement of memory; 0 for none")
    return parser.parse_args(arguments)


# -- time


def measure_time(inputs: list[str], articles: list[Article], folder: Path, repeats: int) -> list[bool]:
    """Print the seconds of the parser, of the whole way, and of the whole way for twice the articles."""
    started = time.process_time()
    backend = create_backend(CATALOG, BackendOptions())
    print(f"{'to begin: model, reader and cues':34}{time.process_time() - started:8.2f} s")
    by_cues = create_backend(CATALOG, BackendOptions(settings={"reader": "none"}))
    nlp = load_model()
    doubled = write_articles(folder / "doubled", [*articles, *articles])
    outputs = (folder / f"out-{number}" for number in range(1_000_000))

    def parse() -> None:
        for _ in nlp.pipe(one.text for one in articles):
            pass

    ways: dict[str, Callable[[], object]] = {
        "nlp.pipe alone": parse,
        "files to documents, cues alone": lambda: run_whole(inputs, next(outputs), by_cues),
        "files to documents": lambda: run_whole(inputs, next(outputs), backend),
        "files to documents, twice as many": lambda: run_whole([str(doubled)], next(outputs), backend),
    }
    parse()  # the first articles fill the parser's own caches
    seconds = dict.fromkeys(ways, math.inf)
    for _ in range(repeats):
        for name, way in ways.items():
            seconds[name] = min(seconds[name], cpu_seconds(way))
    for name, taken in seconds.items():
        print(f"{name:34}{taken:8.2f} s")
    alone, cues, whole, twice = seconds.values()
    return [
        told("cues / alone", cues / alone, MOST_RATIO),
        told("whole / alone", whole / alone, MOST_RATIO_OF_READER),
        told("twice / once", twice / whole, MOST_FOR_TWICE),
    ]


def run_whole(inputs: list[str], output: Path, backend: Backend) -> None:
    """Read *inputs* with *backend* and write the documents into *output*, as ``extract run`` does."""
    with Store(output) as store:
        report = run(
            find_articles(inputs), store, CATALOG, BackendOptions(), make_backend=lambda catalog, options: backend
        )
    assert not report.failures, report.failures[0].error


def cpu_seconds(way: Callable[[], object]) -> float:
    """Return the seconds of the processor that calling *way* takes."""
    started = time.process_time()
    way()
    return time.process_time() - started


def told(name: str, value: float, most: float) -> bool:
    """Print a figure beside what it may be at most, and return whether it is."""
    print(f"{name:34}{value:8.2f}   at most {most:g}")
    return value <= most


def write_articles(folder: Path, articles: Sequence[Article]) -> Path:
    """Write *articles* as files into *folder*, and return that."""
    folder.mkdir()
    for number, article in enumerate(articles):
        (folder / f"{number:06d}.txt").write_text(article.text, encoding="utf-8", newline="")
    return folder


# -- memory


def measure_memory(articles: list[Article], folder: Path, many: int) -> bool:
    """Print the peaks of memory for few and for many articles."""
    texts = [one.text for one in articles]
    peaks = {}
    for count in (FEW, many):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            peaks[count] = pool.apply(peak_of, (texts, count, str(folder / f"memory-{count}")))
        print(f"{f'memory for {count:,} articles':34}{peaks[count] / 2**20:8.0f} MiB")
    growth = peaks[many] / peaks[FEW]
    return told(f"{many:,} / {FEW} articles", growth, MOST_GROWTH ** max(1.0, math.log10(many / FEW)))


def peak_of(texts: list[str], count: int, output: str) -> int:
    """Return the most bytes that this process has held after a run over *count* articles."""
    backend = create_backend(CATALOG, BackendOptions())
    with Store(Path(output)) as store:
        run(articles_from(texts, count), store, CATALOG, BackendOptions(), make_backend=lambda *_: backend)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def articles_from(texts: list[str], count: int) -> Iterator[Article]:
    """Yield *count* articles, each with words of its own."""
    letters = random.Random(0)
    for number in range(count):
        words = ("".join(letters.choices("abcdefghiklmnoprstuvwz", k=9)).title() for _ in range(NEW_WORDS))
        text = f"{texts[number % len(texts)]}\n\nIn the end {', '.join(words)} said nothing.\n"
        yield Article(f"a{number}", f"a{number}", text)


# -- workers


def compare_workers(inputs: list[str], folder: Path) -> bool:
    """Print whether one and two processes write the same bytes."""
    written = []
    for workers in (1, 2):
        output = folder / f"workers-{workers}"
        with Store(output) as store:
            run(find_articles(inputs), store, CATALOG, BackendOptions(), workers=workers)
        written.append({path.name: path.read_bytes() for path in output.glob("*.json")})
    is_same = written[0] == written[1] and bool(written[0])
    print(f"{'one and two workers':34}{'the same' if is_same else 'DIFFERENT':>8} bytes")
    return is_same


if __name__ == "__main__":
    sys.exit(main())
