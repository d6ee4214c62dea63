"""The extractor that comes with the package reads no worse than it did: floors under its scores."""

from functools import cache
from pathlib import Path

import pytest

from extract.backends import BackendOptions, create_backend
from extract.catalog import load_catalog
from extract.document import Verified
from extract.goldens.golden import import_annotations, read_annotation
from extract.loading.load import find_articles
from extract.pipeline import read
from extract.scoring.score import score_documents, sum_up
from extract.stages import Extraction

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog()
READERS = Verified(by="the annotations' authors", on="2026-01-01", guidelines="1.1")

CORPORA = {
    "seeds": ("seeds", "golden"),
    "own articles": ("tests/data/articles", "tests/data/golden"),
    "development articles": ("../shared/dev/text", "../shared/dev/gold"),
    "news briefs": ("../shared/dev/voa-text", "../shared/dev/voa-gold"),
}
"""Folders of articles and of their goldens or annotations. Those outside the repository are not everywhere."""

FLOORS = {
    "seeds": {
        "actors": 0.95,
        "meetings": 0.80,
        "demands": 0.80,
        "proposals": 0.80,
        "comments": 1.00,
        "found": 0.88,
        "right": 0.78,
    },
    "own articles": {
        "actors": 0.80,
        "meetings": 0.60,
        "demands": 0.79,
        "proposals": 0.77,
        "comments": 1.00,
        "found": 0.79,
        "right": 0.50,
    },
    "development articles": {
        "actors": 0.82,
        "meetings": 0.68,
        "demands": 0.70,
        "proposals": 0.72,
        "comments": 1.00,
        "found": 0.78,
        "right": 0.60,
    },
    "news briefs": {
        "actors": 0.84,
        "meetings": 0.76,
        "demands": 0.75,
        "proposals": 0.59,
        "found": 0.73,
        "right": 0.53,
    },
}
"""F1 of found per schema, and the means of found and right over the schemas, with cues alone."""

FLOORS_OF_THE_READER = {
    "seeds": {
        "actors": 0.92,
        "meetings": 0.85,
        "demands": 0.70,
        "proposals": 0.75,
        "comments": 1.00,
        "found": 0.87,
        "right": 0.78,
    },
    "own articles": {
        "actors": 0.86,
        "meetings": 0.80,
        "demands": 0.85,
        "proposals": 0.85,
        "comments": 1.00,
        "found": 0.88,
        "right": 0.64,
    },
    "development articles": {
        "actors": 0.84,
        "meetings": 0.76,
        "demands": 0.60,
        "proposals": 0.63,
        "comments": 1.00,
        "found": 0.78,
        "right": 0.59,
    },
    "news briefs": {
        "actors": 0.87,
        "meetings": 0.82,
        "demands": 0.75,
        "proposals": 0.51,
        "found": 0.75,
        "right": 0.53,
    },
}
"""The same with the reader that is shipped."""


@cache
def scores_of(corpus, reader):
    """Return how the embedded backend fares on a corpus; None where its folders are not there."""
    texts, goldens = (ROOT / folder for folder in CORPORA[corpus])
    if not texts.is_dir() or not goldens.is_dir():
        return None
    annotated = [one for one in find_articles([str(texts)]) if (goldens / f"{one.id}.json").is_file()]
    assert annotated
    found = {}
    for answer in read(annotated, create_backend(CATALOG, BackendOptions(settings={"reader": reader})), CATALOG):
        assert isinstance(answer, Extraction), answer
        found[answer.article.id] = answer.document
    documents = [score_documents(golden_of(article, goldens), found[article.id], CATALOG) for article in annotated]
    return sum_up(documents, CATALOG)


def golden_of(article, folder):
    """Return the golden of an article, made in memory where the folder has annotations."""
    written = read_annotation(folder / f"{article.id}.json")
    return written if "source" in written else import_annotations(written, article, CATALOG, READERS).document


CASES = [
    (reader, corpus, name)
    for reader, floors in (("none", FLOORS), (None, FLOORS_OF_THE_READER))
    for corpus, named in floors.items()
    for name in named
]


@pytest.mark.parametrize(("reader", "corpus", "name"), CASES)
def test_reaches_the_floor(reader, corpus, name):
    """F1 of the records found, or the mean over the schemas, is not below the floor."""
    scores = scores_of(corpus, reader)
    if scores is None:
        pytest.skip(f"the {corpus} are not here: {CORPORA[corpus][0]}")
    measured = {schema.name: schema.found.f1 for schema in scores.schemas}
    measured |= {"found": scores.mean_found, "right": scores.mean_right}

    assert measured[name] >= (FLOORS if reader else FLOORS_OF_THE_READER)[corpus][name]
