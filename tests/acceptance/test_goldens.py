"""The goldens of the repository fit their articles, and those with an annotation say what it says."""

import os
from pathlib import Path

import pytest

from extract.catalog import load_catalog
from extract.document import Verified
from extract.goldens.golden import import_annotations, load_golden, read_annotation
from extract.loading.load import find_articles
from extract.scoring.score import score_documents, sum_up

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog()
GOLDENS = sorted([*ROOT.glob("golden/*.json"), *ROOT.glob("tests/data/golden/*.json")])
ANNOTATIONS = sorted(ROOT.glob("tests/data/annotations/*.json"))


def article_of(golden):
    """Return the article that the golden names, read as a user would read it: from the repository's root."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        (article,) = find_articles([golden["source"]["uri"]])
    finally:
        os.chdir(before)
    return article


def name_of(path):
    return path.stem


def test_there_are_goldens_to_test():
    """Both seeds and every annotated article have one."""
    assert {path.stem for path in ROOT.glob("seeds/*.txt")} <= {path.stem for path in GOLDENS}
    assert {path.stem for path in ANNOTATIONS} <= {path.stem for path in GOLDENS}
    assert len(ANNOTATIONS) >= 12


@pytest.mark.parametrize("path", GOLDENS, ids=name_of)
def test_golden_fits_its_article(path):
    """The golden is whole by the schema, and every quotation stands at its offsets in the article it names."""
    golden = load_golden(path, CATALOG)
    assert golden["source"]["id"] == path.stem
    assert load_golden(path, CATALOG, article_of(golden).text) == golden


@pytest.mark.parametrize("path", GOLDENS, ids=name_of)
def test_golden_agrees_with_itself(path):
    """Scored against itself, nothing in it is missed, false or wrong."""
    golden = load_golden(path, CATALOG)
    scores = sum_up([score_documents(golden, golden, CATALOG)], CATALOG)
    assert {schema.right.f1 for schema in scores.schemas} <= {1.0, None}


@pytest.mark.parametrize("path", ANNOTATIONS, ids=name_of)
def test_golden_is_what_the_annotation_says(path):
    """Importing the annotation again gives the golden's very bytes: neither has been changed alone."""
    written = path.parent.with_name("golden") / path.name
    golden = load_golden(written, CATALOG)
    made = import_annotations(
        read_annotation(path), article_of(golden), CATALOG, Verified(**golden["verified"]), where=str(path)
    )
    assert made.data == written.read_bytes()
