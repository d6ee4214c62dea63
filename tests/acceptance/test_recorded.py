"""Both seeds, as a real model answered: replayed offline, with the declarations and the prompt of that day."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.backends import BackendOptions, create_backend
from extract.catalog import load_catalog
from extract.loading.load import find_articles
from extract.pipeline import read
from extract.stages import Article, Extraction, Failure

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "tests" / "data" / "recorded"
CATALOG = load_catalog(RECORDED / "schemas")
MODEL = "openai/local"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def replay(articles: list[Article], **changed: object) -> list[Extraction | Failure]:
    settings = {
        "cache_path": str(RECORDED / "qwen2.5-coder-0.5b-instruct-q4_k_m.jsonl"),
        "prompt": str(RECORDED / "prompt"),
        "replay": True,
        **changed,
    }
    backend = create_backend(CATALOG, BackendOptions(MODEL, settings=settings))
    return list(read(articles, backend, CATALOG))


def seeds() -> list[Article]:
    return [found for found in find_articles([str(path) for path in SEEDS]) if isinstance(found, Article)]


def quotations(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict) and {"text", "start", "end"} <= set(value):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [quote for one in inner for quote in quotations(one)]


def test_both_seeds_are_read_from_what_was_recorded() -> None:
    """The real model's faults and all: what it made up is not in the documents, and is told."""
    articles = seeds()
    results = replay(articles)

    assert len(articles) == 2
    for article, result in zip(articles, results, strict=True):
        assert isinstance(result, Extraction), result
        document = json.loads(result.data)
        assert document["extraction"]["model"] == MODEL
        quotes = quotations(document)
        assert quotes
        assert all(article.text[quote["start"] : quote["end"]] == quote["text"] for quote in quotes)
        assert result.usage["requests"] == 0
    assert sum(len(result.dropped) for result in results if isinstance(result, Extraction)) > 0


def test_a_replay_gives_the_same_bytes() -> None:
    """However many articles are read at once."""
    one, other = replay(seeds(), concurrency=1), replay(seeds(), concurrency=2)

    assert [result.data for result in one if isinstance(result, Extraction)] == [
        result.data for result in other if isinstance(result, Extraction)
    ]


@pytest.mark.parametrize("changed", [{"temperature": 0.5}, {"ask": "all"}, {"prompt": "mine.j2"}])
def test_another_question_is_not_answered_from_the_record(
    changed: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setting or a prompt that is not that of the record: each article fails by name."""
    monkeypatch.chdir(tmp_path)
    Path("mine.j2").write_text("List what you find.")
    results = replay(seeds(), **changed)

    assert [result.article_id for result in results if isinstance(result, Failure)] == [path.stem for path in SEEDS]
