"""Packed files of every kind are read as what they hold; damage and bombs are told, and cost no memory."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from extract.loading import unpack
from extract.loading.load import find_articles
from extract.stages import Article, Failure

BODY = "Envoys of Norland met in Talvik on Tuesday.\n"
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(*names: str) -> list[Article | Failure]:
    return list(find_articles(names))


@pytest.mark.parametrize("packing", PACKERS)
def test_packed_text(packing: str) -> None:
    """A packed text is the text; its id is the name without both endings."""
    Path(f"a.txt{packing}").write_bytes(PACKERS[packing](BODY.encode()))

    [article] = found(".")

    assert isinstance(article, Article)
    assert (article.id, article.uri, article.text) == ("a", f"a.txt{packing}", BODY)


@pytest.mark.parametrize("packing", PACKERS)
def test_packed_table(packing: str) -> None:
    """A packed table has its rows; two packed files in one, as `cat` makes them, are read to the end."""
    lines = [json.dumps({"id": number, "text": BODY}).encode() + b"\n" for number in range(3)]
    Path(f"rows.JSONL{packing.upper()}").write_bytes(PACKERS[packing](b"".join(lines[:2])) + PACKERS[packing](lines[2]))

    assert [one.article_id if isinstance(one, Failure) else one.id for one in found(".")] == ["0", "1", "2"]


@pytest.mark.parametrize("packing", PACKERS)
def test_cut_off(packing: str) -> None:
    """A packed table that is cut off gives the rows before the cut, and tells where it ends."""
    rows = "".join(json.dumps({"id": number, "text": f"{number * 7919} {BODY}"}) + "\n" for number in range(3000))
    data = PACKERS[packing](rows.encode())
    Path(f"rows.jsonl{packing}").write_bytes(data[: len(data) * 9 // 10])

    *rest, last = found(f"rows.jsonl{packing}")

    assert isinstance(last, Failure)
    assert last.error.where.startswith(f"rows.jsonl{packing}")
    assert all(isinstance(one, Article) for one in rest[:10])


def test_not_packed_at_all() -> None:
    """A file that only has the ending of a packed one is told."""
    Path("a.txt.gz").write_text(BODY)

    [failure] = found("a.txt.gz")

    assert isinstance(failure, Failure)
    assert failure.error.problem.startswith("the file cannot be unpacked: ")
    assert failure.error.where == "a.txt.gz, after 0 bytes"


@pytest.mark.parametrize("packing", PACKERS)
def test_bomb(packing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to a thousand times its size is refused before it is read to its end."""
    monkeypatch.setattr(unpack, "ALWAYS", 1 << 20)
    monkeypatch.setattr(unpack, "MOST_TIMES", 100)
    Path(f"rows.jsonl{packing}").write_bytes(PACKERS[packing](b"\0" * (8 << 20)))

    [failure] = found(f"rows.jsonl{packing}")

    assert isinstance(failure, Failure)
    assert "far more than any text does" in failure.error.problem


def test_long_packed_text() -> None:
    """A packed text of more than an article's length is refused as one that is not packed is."""
    Path("a.txt.gz").write_bytes(gzip.compress(b"word " * 4_000_000))

    [failure] = found("a.txt.gz")

    assert isinstance(failure, Failure)
    assert failure.error.problem == "more than 10,000,000 bytes, which no article has"
