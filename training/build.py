"""Trains the reader that is shipped: ``python training/build.py FOLDER… -o extract/readers/NAME``.

Each FOLDER has articles in ``text/`` and annotations in ``gold/``, in the simple form. The parts are those of
``part_of``; the figures on the card are those of the articles held out, which nothing else ever looks at.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.backends.embedded.learned.training.goldens import train_pairs
from extract.catalog import load_catalog
from extract.document import Verified
from extract.errors import ExtractError
from extract.goldens.golden import import_annotations, read_annotation
from extract.loading.load import find_articles
from extract.stages import Article

_UNSIGNED = Verified(by="a language model", on="2026-01-01", guidelines="1.1")
"""Goldens made here are never written."""


def pairs_in(folder: Path) -> Iterator[tuple[Mapping[str, Any], Article]]:
    """Yield the golden and the article of each annotation in *folder*; what cannot be placed is told and left out."""
    catalog = load_catalog()
    for article in find_articles([str(folder / "text")]):
        if not isinstance(article, Article):
            print(article.error, file=sys.stderr)
            continue
        path = folder / "gold" / f"{article.id}.json"
        try:
            if path.is_file():
                annotation = read_annotation(path)
                yield import_annotations(annotation, article, catalog, _UNSIGNED, where=str(path)).document, article
        except ExtractError as error:
            print(error, file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write the reader."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="each with text/ and gold/")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--base", help="the encoder to begin with")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    pairs = [pair for folder in given.folders for pair in pairs_in(folder)]
    facts = train_pairs(
        pairs,
        given.output,
        load_catalog(),
        data="articles annotated by a language model: " + ", ".join(folder.name for folder in given.folders),
        verified=0,
        base=given.base,
        epochs=given.epochs,
        seed=given.seed,
        told=lambda step: print(step, file=sys.stderr) if step.figure is not None else None,
    )
    print(f"{given.output}: {dict(facts.parts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
