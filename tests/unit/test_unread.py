"""Files that are no articles are refused by what they are; a file without a telling name is known by its beginning."""

from __future__ import annotations

from pathlib import Path

import pytest
from loaded import load, problems

from extract.loading.kinds import SEARCHED
from extract.loading.unread import UNREAD


@pytest.mark.parametrize("ending", [".doc", ".odt", ".xlsx", ".zip", ".msg", ".epub", ".jpg", ".vtt", ".py", ".tex"])
def test_refused_by_name(tmp_path: Path, ending: str) -> None:
    """The kind is named, whatever is in the file."""
    (problem,) = problems(tmp_path / f"a{ending}", "Envoys met.\n")

    assert problem == f"a {ending} file is {UNREAD[ending][0]}, which is not read"


def test_nothing_that_is_read_is_refused() -> None:
    """No ending is both."""
    assert set(UNREAD).isdisjoint(SEARCHED)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("feed", "<rss><channel><item><title>A</title><description>Envoys met.</description></item></channel></rss>"),
        (
            "feed.php",
            '<?xml version="1.0"?><rss><channel><item><description>Envoys met.</description></item></channel></rss>',
        ),
        ("box", "From a@b.example Wed Mar  3 10:00:00 2021\nSubject: A\n\nEnvoys met.\n"),
        ("message", "Subject: A\nTo: a,\n b\nMIME-Version: 1.0\n\nEnvoys met.\n"),
        ("page", "<!DOCTYPE html><html><body><p>Envoys met.</p>"),
    ],
)
def test_known_by_the_beginning(tmp_path: Path, name: str, data: str) -> None:
    """A file whose ending says nothing is read as what it begins as."""
    (found,) = load(tmp_path / name, data)

    assert found.text.endswith("Envoys met.\n")
    assert "<" not in found.text


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        ('{"id": 1, "text": "Envoys met."}\n{"id": 2, "text": "They parted."}\n', ".jsonl"),
        ('[\n  {"id": 1, "text": "Envoys met."}\n]', ".json"),
        ('<?xml version="1.0"?><rss/>', ".xml"),
        ("{\\rtf1 Envoys met.}", ".rtf"),
    ],
)
def test_raw_syntax_is_no_article(tmp_path: Path, data: str, ending: str) -> None:
    """What is named as a text and is none is refused with the ending that it should have."""
    (problem,) = problems(tmp_path / "a.txt", data)

    assert problem == f"this is no plain text: it begins as a {ending} file does"
