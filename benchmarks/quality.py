"""How well an extractor reads a folder of annotated articles, by the rules of ``extract score``.

``python benchmarks/quality.py FOLDER`` reads the articles in FOLDER/text, makes goldens of FOLDER/gold (annotations in
the simple form, ``<id>.json``) in memory, and prints the table of scores, with ``--errors`` after every mistake and its
cause. Several pairs of folders are scored together: ``--gold gold voa-gold --text text voa-text``.

``--held-out`` tells two parts apart and prints them side by side: the articles that rules may be tuned on, and those
that nobody looks at while tuning (``--errors`` then lists the mistakes of the former only). An article is held out
where the first hexadecimal digit of the SHA-256 of its id, as a number, is divisible by three: six digits of sixteen.
The gap between the two is what tuning has overfitted. ``--part tuned`` and ``--part held-out`` score one of them alone.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.backends import EMBEDDED, BackendOptions, create_backend
from extract.catalog import Catalog, load_catalog
from extract.document import Verified
from extract.errors import ExtractError
from extract.goldens.golden import import_annotations, read_annotation
from extract.loading.load import find_articles
from extract.pipeline import read
from extract.report.score_table import render_errors, render_scores
from extract.report.table import render_table
from extract.scoring.counts import DocumentScore, Scores
from extract.scoring.score import score_documents, sum_up
from extract.stages import Article, Failure

_UNSIGNED = Verified(by="the annotations' authors", on="2026-01-01", guidelines="1.1")
"""Goldens made here are never written."""


def is_held_out(article_id: str) -> bool:
    """Return whether rules may not be tuned on the article.

    >>> is_held_out("a"), is_held_out("c")
    (True, False)
    """
    return int(hashlib.sha256(article_id.encode()).hexdigest()[0], 16) % 3 == 0


def annotated_articles(
    folder: Path, gold: str, text: str, catalog: Catalog
) -> Iterator[tuple[Article, Mapping[str, Any]]]:
    """Yield each article of FOLDER/*text* that has an annotation in FOLDER/*gold*, with its golden.

    What cannot be read or placed is told on stderr and passed over.
    """
    for article in find_articles([str(folder / text)]):
        path = folder / gold / f"{article.id}.json" if isinstance(article, Article) else Path()
        if isinstance(article, Failure):
            print(article.error, file=sys.stderr)
        elif path.is_file():
            try:
                annotation = read_annotation(path)
                golden = import_annotations(annotation, article, catalog, _UNSIGNED, where=str(path))
                yield article, golden.document
            except ExtractError as error:
                print(error, file=sys.stderr)


def score_articles(
    annotated: Sequence[tuple[Article, Mapping[str, Any]]], catalog: Catalog, model: str, *, reader: str | None = None
) -> list[DocumentScore]:
    """Return how each article fares that the backend of *model* reads; one that fails has found nothing."""
    goldens = {article.id: golden for article, golden in annotated}
    found: dict[str, Mapping[str, Any]] = {}
    backend = create_backend(catalog, BackendOptions(model=model, settings={"reader": reader}))
    for answer in read((article for article, _ in annotated), backend, catalog):
        if isinstance(answer, Failure):
            print(answer.error, file=sys.stderr)
        else:
            found[answer.article.id] = answer.document
    return [score_documents(golden, found.get(article_id, {}), catalog) for article_id, golden in goldens.items()]


def render_side_by_side(parts: Mapping[str, Scores]) -> str:
    """Return the F1 of found and right per schema, and the accuracy of each slot, a column for each part."""
    head = ["", *(f"{name} ({len(scores.documents)})" for name, scores in parts.items())]
    first = next(iter(parts.values()))
    rows: list[list[str]] = []
    for number, schema in enumerate(first.schemas):
        sums = [scores.schemas[number] for scores in parts.values()]
        rows.append([f"{schema.name} found", *(_share(one.found.f1) for one in sums)])
        rows.append([f"{schema.name} right", *(_share(one.right.f1) for one in sums)])
        rows += [[f"  {slot}", *(_share(one.slots[slot].accuracy) for one in sums)] for slot in schema.slots]
    rows.append(["mean found", *(_share(scores.mean_found) for scores in parts.values())])
    foot = ["mean right", *(_share(scores.mean_right) for scores in parts.values())]
    return render_table(rows, head=head, foot=foot)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def tell(documents: Sequence[DocumentScore], catalog: Catalog, *, side_by_side: bool, errors: bool) -> str:
    """Return the tables, after the list of mistakes where *errors* asks for it."""
    whole = sum_up(documents, catalog)
    tuned, held_out = (
        sum_up([one for one in documents if is_held_out(one.id) is is_it], catalog) for is_it in (False, True)
    )
    shown = [render_errors(tuned if side_by_side else whole)] if errors else []
    if side_by_side:
        shown.append(render_side_by_side({"tuned on": tuned, "held out": held_out, "all": whole}))
    else:
        shown.append(render_scores(whole))
    return "\n\n".join(shown)


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options given on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="has the folders of texts and annotations")
    parser.add_argument("--gold", nargs="+", default=["gold"], help="folders of annotations in FOLDER")
    parser.add_argument("--text", nargs="+", default=["text"], help="folders of texts in FOLDER, one for each --gold")
    parser.add_argument("--model", default=EMBEDDED, help="embedded, or PROVIDER/NAME")
    parser.add_argument("--reader", help="a trained reader's folder, or none for cues alone")
    parser.add_argument("--schemas", type=Path, help="folder of declarations")
    parser.add_argument("--errors", action="store_true", help="print every mistake with its cause")
    parser.add_argument("--held-out", action="store_true", help="print the two parts side by side")
    parser.add_argument("--part", choices=["all", "tuned", "held-out"], default="all", help="score this part only")
    given = parser.parse_args(arguments)
    if len(given.gold) != len(given.text):
        parser.error("--gold and --text must name as many folders")
    return given


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, score and print; 1 where there is nothing to score."""
    given = read_options(arguments)
    catalog = load_catalog(given.schemas)
    annotated = [
        one
        for gold, text in zip(given.gold, given.text, strict=True)
        for one in annotated_articles(given.folder, gold, text, catalog)
        if given.part == "all" or is_held_out(one[0].id) is (given.part == "held-out")
    ]
    if not annotated:
        print(f"no annotated article in {given.folder}", file=sys.stderr)
        return 1
    documents = score_articles(annotated, catalog, given.model, reader=given.reader)
    print(tell(documents, catalog, side_by_side=given.held_out, errors=given.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
