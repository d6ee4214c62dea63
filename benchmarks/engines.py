"""What each engine costs and gives: ``python benchmarks/engines.py [COUNT] [--workers N] [--articles FOLDER…]``.

The same articles are read by one process, by processes, by Ray's actors and as shards that are merged, into folders
whose bytes are compared. They are tiny and the backend does next to nothing, so that what is measured is the engine;
with ``--articles`` they are texts of these folders, drawn by lot, and with ``--embedded`` those of the seeds, read by
the embedded reader (``--reader none``: by its cues alone). On a machine that others use too, the processor's time says
more than the clock.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent
# Processes and actors import the tiny backend by its name.
os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")])

from drawn import drawn, tiny, write_rows  # noqa: E402
from tiny_backend import make_tiny  # noqa: E402

from extract.backends import BackendOptions, create_backend  # noqa: E402
from extract.catalog import load_catalog  # noqa: E402
from extract.formats import write_tables  # noqa: E402
from extract.loading.load import find_articles  # noqa: E402
from extract.loading.shard import Shard  # noqa: E402
from extract.parts import merge  # noqa: E402
from extract.reader import MakeBackend  # noqa: E402
from extract.run import run  # noqa: E402
from extract.stages import Article, Failure  # noqa: E402
from extract.store import Store  # noqa: E402

SHARDS = 16


@dataclass
class Measured:
    """What one engine took."""

    engine: str
    seconds: float
    driver_ms: float
    """Processor time of the driver, for each article, in milliseconds."""
    rate: float
    """Articles a second."""
    megabytes: int
    """Most memory that the driver had."""
    same_bytes: bool = True


def main() -> None:
    """Measure, and print a table."""
    asked = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="engines-"))
    try:
        texts = drawn(asked.articles, asked.count) if asked.articles else tiny(asked.count)
        source = write_rows(folder / "rows.jsonl", texts)
        make = create_backend if asked.articles else make_tiny
        results = list(_measure_all(source, folder, asked, make))
    finally:
        shutil.rmtree(folder)
    if asked.as_json:
        print(json.dumps([asdict(one) for one in results], indent=2))
        return
    print(f"{len(texts):,} articles of {sum(map(len, texts)) // len(texts):,} characters on average")
    print(f"{'engine':<22}{'seconds':>9}{'rate':>9}{'driver ms':>11}{'driver MB':>11}  bytes")
    for one in results:
        same = "the same" if one.same_bytes else "OTHERS"
        print(f"{one.engine:<22}{one.seconds:>9.1f}{one.rate:>9.1f}{one.driver_ms:>11.2f}{one.megabytes:>11}  {same}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--engines", default="one,processes,ray,shards", help="which of them, with commas between")
    parser.add_argument("--form", default="jsonl", choices=["json", "jsonl", "parquet"])
    parser.add_argument("--articles", nargs="+", type=Path, default=[], metavar="FOLDER")
    parser.add_argument(
        "--embedded", dest="articles", action="store_const", const=[HERE.parent / "seeds"], help="--articles seeds"
    )
    parser.add_argument("--reader", metavar="DIR", help="as that of `extract run`")
    parser.add_argument("--json", dest="as_json", action="store_true")
    return parser.parse_args()


def _measure_all(source: Path, folder: Path, asked: argparse.Namespace, make: MakeBackend) -> Iterator[Measured]:
    options = BackendOptions(settings={"reader": asked.reader})

    def read(out: Path, **how: object) -> None:
        shard = how.get("shard")
        with Store(out, form=asked.form) as store:
            articles: Iterator[Article | Failure] = find_articles(
                [str(source)], shard=shard if isinstance(shard, Shard) else None
            )
            report = run(articles, store, load_catalog(), options, make_backend=make, **how)  # type: ignore[arg-type]
        assert not report.failures, report.failures[0].error

    def shards() -> None:
        parts = [folder / f"parts/{number}" for number in range(1, SHARDS + 1)]
        for number, part in enumerate(parts, start=1):
            read(part, shard=Shard(number, SHARDS))
        with Store(folder / "shards", form=asked.form) as store:
            merge(parts, store)
            write_tables(store, load_catalog())

    ways: dict[str, tuple[str, Callable[[], None]]] = {
        "one": ("one process", lambda: read(folder / "one")),
        "processes": (f"{asked.workers} processes", lambda: read(folder / "processes", workers=asked.workers)),
        "ray": (f"{asked.workers} Ray actors", lambda: read(folder / "ray", engine="ray", workers=asked.workers)),
        "shards": (f"{SHARDS} shards, merged", shards),
    }
    first: str | None = None
    for name in asked.engines.split(","):
        told, way = ways[name]
        measured = _measured(told, way, asked.count)
        digest = _digest(folder / name)
        first = first or digest
        yield replace(measured, same_bytes=digest == first)


def _measured(engine: str, way: Callable[[], None], count: int) -> Measured:
    began, processor = time.perf_counter(), time.process_time()
    way()
    seconds = time.perf_counter() - began
    driver = (time.process_time() - processor) / count * 1000
    unit = 1 if sys.platform == "darwin" else 1024
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 2**20
    return Measured(engine, seconds, driver, count / seconds, megabytes)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
