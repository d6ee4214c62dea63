"""Stories with traps, told by several outlets each: what is one is one, and what is two is two.

A new story is new files: ``text/<id>.txt``, ``gold/<id>.json`` (an annotation) and ``links/<set>.json``.
"""

import json
import sys
from pathlib import Path

import pytest

from extract.catalog import load_catalog

ROOT = Path(__file__).parents[2]
STORIES = ROOT / "tests" / "data" / "stories"
SETS = sorted(path.stem for path in (STORIES / "links").glob("*.json"))
FLOORS = {"actors": 0.95, "meetings": 0.95, "demands": 0.95, "proposals": 0.95}


@pytest.fixture(scope="module")
def scored() -> dict[str, dict[str, dict[str, float]]]:
    """Set -> list -> figures of linking the goldens of all sets as one corpus."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import corpus
    finally:
        sys.path.pop(0)
    catalog = load_catalog()
    annotated = sorted(corpus.annotated_articles(STORIES, "gold", "text", catalog), key=lambda one: one[0].id)
    texts = {article.id: article.text for article, _ in annotated}
    goldens = {article.id: golden for article, golden in annotated}
    told = {one: json.loads((STORIES / "gold" / f"{one}.json").read_text("utf-8")) for one in goldens}
    stories = corpus.load_stories(STORIES)
    put = corpus.link(list(goldens.values()), texts, catalog)
    sets = corpus.score_goldens(stories, goldens, told, put, catalog)
    return {name: corpus.figures({name: lists}) for name, lists in sets.items()} | {
        "copies": {"copies": {"f1": corpus.copies_f1(stories, texts)}}
    }


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("listed", FLOORS)
def test_what_is_one_is_one_and_what_is_two_is_two(
    scored: dict[str, dict[str, dict[str, float]]], name: str, listed: str
) -> None:
    """B-cubed F1 of linking the records of a set's goldens."""
    assert scored[name][listed]["b3_f1"] >= FLOORS[listed]


def test_copies_are_all_found_and_no_others(scored: dict[str, dict[str, dict[str, float]]]) -> None:
    """Of all sets together."""
    assert scored["copies"]["copies"]["f1"] == 1
