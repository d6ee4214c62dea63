"""A corpus of the stories in tests/data, and an article that would like to run a script."""

from __future__ import annotations

from pathlib import Path

from extract.catalog import Catalog
from extract.corpus.build import build_corpus
from extract.document import Verified
from extract.goldens.golden import import_annotations, read_annotation
from extract.loading.load import find_articles
from extract.stages import Article

STORIES = Path(__file__).parent / "data" / "stories"
SIGNED = Verified(by="the stories' authors", on="2026-01-01", guidelines="1.1")
HOSTILE = (
    "</script><script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\"> \u2028 "
    "Anna Berg spoke.\n"
)


def write_documents(folder: Path, catalog: Catalog) -> Path:
    """Write the stories' goldens with their texts beside them, and return *folder*."""
    for article in find_articles([str(STORIES / "text")]):
        assert isinstance(article, Article)
        write_document(folder, article, read_annotation(STORIES / "gold" / f"{article.id}.json"), catalog)
    return folder


def write_document(folder: Path, article: Article, annotation: dict[str, object], catalog: Catalog) -> None:
    """Write one golden with its text beside it."""
    golden = import_annotations(annotation, article, catalog, SIGNED)
    (folder / f"{article.id}.json").write_bytes(golden.data)
    (folder / f"{article.id}.txt").write_text(article.text, "utf-8", newline="")


def build_stories(folder: Path, catalog: Catalog) -> Path:
    """Return the file of a corpus of the stories and the hostile article, built in *folder*."""
    documents = folder / "documents"
    documents.mkdir()
    write_documents(documents, catalog)
    told = {"actors": [{"name": "Anna Berg", "kind": "person", "aliases": []}]}
    write_document(documents, Article("hostile", "hostile.txt", HOSTILE, title=HOSTILE.strip()), told, catalog)
    build_corpus([documents], folder / "corpus.duckdb", catalog)
    return folder / "corpus.duckdb"
