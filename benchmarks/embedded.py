"""What the embedded reader costs beside the bare parser: ``python benchmarks/embedded.py FOLDER``.

FOLDER has articles as text files. Prints the processor seconds of spaCy's ``nlp.pipe`` over their texts, those of the
whole pipeline (segmenting, reading, grounding, validating), the ratio, and the same for twice the articles.
The best of three interleaved rounds counts, since other work disturbs both.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

from extract import pipeline
from extract.backends import BackendOptions
from extract.backends.embedded.backend import EmbeddedBackend
from extract.backends.embedded.nlp import load_model
from extract.catalog import load_catalog
from extract.load import find_articles
from extract.stages import Article, Failure

ROUNDS = 3


def main(folder: str) -> None:
    """Print the comparison for the articles in *folder*."""
    catalog = load_catalog()
    backend = EmbeddedBackend(catalog, BackendOptions())
    nlp = load_model()
    articles = [one for one in find_articles([folder]) if isinstance(one, Article)]
    twice = articles + [replace(one, id=f"{one.id}-again") for one in articles]

    def parse() -> None:
        for _ in nlp.pipe(one.text for one in articles):
            pass

    def read(given: list[Article]) -> None:
        failures = [one for one in pipeline.read(given, backend, catalog) if isinstance(one, Failure)]
        if failures:
            raise failures[0].error

    rounds = [(spent(parse), spent(lambda: read(articles)), spent(lambda: read(twice))) for _ in range(ROUNDS)]
    bare, whole, double = (min(column) for column in zip(*rounds, strict=True))
    print(f"{len(articles)} articles, processor seconds, best of {ROUNDS}")
    print(f"bare nlp.pipe      {bare:6.2f}")
    print(f"whole pipeline     {whole:6.2f}   {whole / bare:.2f} times the parser")
    print(f"twice the articles {double:6.2f}   {double / whole:.2f} times once")


def spent(work: Callable[[], None]) -> float:
    """Return the processor seconds that *work* takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: embedded.py FOLDER")
    main(sys.argv[1])
