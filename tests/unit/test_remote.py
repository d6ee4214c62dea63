"""Files at addresses are read as files of the machine are."""

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import UsageError
from extract.loading.load import count_sources, find_articles
from extract.stages import Article, Failure

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[object]:
    """A store in memory with a folder of files of several kinds, and one within it."""
    system = fsspec.filesystem("memory")
    fill(system, "/news")
    yield system
    system.rm("/news", recursive=True)


def fill(system: object, root: str) -> None:
    contents = {
        "b.txt": b"Ada met Bob in Cairo.",
        "a.html": b"<html><body><article><p>Ada Lovelace met Bob in Cairo on Monday.</p></article></body></html>",
        "more/c.md.gz": gzip.compress(b"Cleo met Dan."),
        "more/rows.jsonl": json.dumps({"id": 7, "text": "Eve met Finn."}).encode(),
        "picture.png": b"x",
        ".hidden.txt": b"x",
    }
    for name, content in contents.items():
        system.pipe(f"{root}/{name}", content)  # type: ignore[attr-defined]


def told(*names: str) -> list[tuple[str, str]]:
    found = list(find_articles(names))
    return [(one.id, one.uri) if isinstance(one, Article) else ("", one.error.problem) for one in found]


def test_a_folder_is_gone_through_in_the_order_of_names(memory: object) -> None:
    """Files of every kind, packed ones and tables among them; what has no article is passed over."""
    assert told("memory://news") == [
        ("a", "memory://news/a.html"),
        ("b", "memory://news/b.txt"),
        ("c", "memory://news/more/c.md.gz"),
        ("7", "memory://news/more/rows.jsonl#7"),
    ]
    assert count_sources(["memory://news/a.html", "memory://news/b.txt"]) == 2


def test_files_and_globs_are_what_they_name(memory: object) -> None:
    """As among the paths of the machine."""
    assert told("memory://news/b.txt") == [("b", "memory://news/b.txt")]
    assert told("memory://news/*.html") == [("a", "memory://news/a.html")]


def test_texts_are_kept_with_the_documents(memory: object) -> None:
    """Offsets count in a text that nobody may be able to fetch any more."""
    (article,) = find_articles(["memory://news/b.txt"])

    assert isinstance(article, Article)
    assert article.is_derived
    assert article.text == "Ada met Bob in Cairo."


def test_parquet_is_read_where_it_lies(memory: object) -> None:
    """From any place in the file, as the format asks."""
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    data = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["p"], "text": ["Ada met Bob."]}), data)
    memory.pipe("/news/p.parquet", data.getvalue())  # type: ignore[attr-defined]

    assert told("memory://news/p.parquet") == [("p", "memory://news/p.parquet#p")]


@pytest.mark.parametrize("name", ["memory://nothing", "memory://news/*.pdf"])
def test_what_is_not_there_is_told(memory: object, name: str) -> None:
    """A failure with the address, as for a path."""
    (failure,) = find_articles([name])

    assert isinstance(failure, Failure)
    assert failure.uri == name
    assert "there is no such file" in failure.error.problem or "no file matches" in failure.error.problem


def test_a_protocol_that_is_not_installed_is_told(memory: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    (failure,) = find_articles(["s3://news/a.txt"])
    (unknown,) = find_articles(["nonsense://news/a.txt"])

    assert isinstance(failure, Failure)
    assert isinstance(failure.error, UsageError)
    assert "extract-news[s3]" in failure.error.remedy
    assert isinstance(unknown, Failure)
    assert "the address cannot be read" in unknown.error.problem


def test_s3_is_read_from_a_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server of S3 on this machine; skipped where moto or s3fs is not installed."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in (
            ("AWS_ENDPOINT_URL", f"http://{host}:{port}"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
        ):
            monkeypatch.setenv(name, value)
        system = fsspec.filesystem("s3", skip_instance_cache=True)
        system.mkdir("news")
        fill(system, "news")

        assert [uri for _, uri in told("s3://news")] == [
            "s3://news/a.html",
            "s3://news/b.txt",
            "s3://news/more/c.md.gz",
            "s3://news/more/rows.jsonl#7",
        ]
    finally:
        server.stop()
