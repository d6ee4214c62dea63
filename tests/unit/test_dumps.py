"""Dumps of news databases are taken apart into their documents; an article is left whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from loaded import body, facts, load

from extract.loading.dumps import begins_as_dump, read_dump

DUMPS = Path(__file__).parents[1] / "data" / "dumps"
BRANDT = "Norway's foreign minister, Ida Brandt, called on Chile on Tuesday to reopen its embassy in Oslo."
SAND = "The mayor of Ullmar, Rita Sand, asked the county on Friday to pay for the night bus."


@pytest.mark.parametrize("path", sorted(DUMPS.glob("*.txt")), ids=lambda path: path.stem)
def test_dumps(path: Path) -> None:
    """Each document is an article with its headline, its own date and its text; labels, cover and rights are none."""
    first, second = load(path)
    year = "1999" if path.stem == "lexisnexis" else "2021"

    assert [(one.title, one.published) for one in (first, second)] == [
        ("Norway asks Chile to reopen embassy", f"{year}-03-03"),
        ("Ullmar wants its bus", f"{year}-03-04"),
    ]
    assert body(first)[1].startswith(BRANDT)
    assert body(first)[-1].startswith("The two met in Geneva on Monday.")
    assert len(body(first)) in (3, 4)
    assert body(second)[1:] == [SAND]


def test_ids_of_documents() -> None:
    """A document has the database's own number, else its number in the file."""
    assert [one.id for one in load(DUMPS / "factiva_plain.txt")] == [
        "BRWT000020210303eh330005d",
        "BRWT000020210304eh340005e",
    ]
    assert [one.id for one in load(DUMPS / "proquest.txt")] == ["proquest-2497", "proquest-2498"]
    assert [one.id for one in load(DUMPS / "nexis_uni.txt")] == ["nexis_uni-1", "nexis_uni-2"]


def test_one_document() -> None:
    """A dump of one document is one."""
    text = (DUMPS / "lexisnexis.txt").read_text(encoding="utf-8").replace("1 of 2", "1 of 1")
    (found,) = read_dump(text[: text.index("2 of 2")], "a.txt")

    assert found.page.title == "Norway asks Chile to reopen embassy"


def test_broken_lines_are_put_together() -> None:
    """Lines of one paragraph are one; a paragraph that is one long line stays it."""
    assert body(load(DUMPS / "lexisnexis.txt")[0])[1] == f"{BRANDT} Note: she did not say when."
    assert len(body(load(DUMPS / "proquest_ruled.txt")[0])) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Envoys met.\n\n1 of 2 documents was signed.\n",
        "Envoys met.\n\n____________________\n\nSubject: fish\n\nThey parted.\n",
        "Document 1 of 2\n\nEnvoys met.\n\nDocument 2 of 2\n\nThey parted.\n",
        "Title: Talks\nLength: long\n\nEnvoys met.\n",
        "The memo ended so:\n\nEnd of Document\n\nNobody knew why.\n",
    ],
)
def test_articles_are_no_dumps(tmp_path: Path, text: str) -> None:
    """A text that has some of the signs of a dump is one article, its own text."""
    (found,) = load(tmp_path / "a.txt", text)

    assert found.text == text
    assert not found.is_derived


def test_crlf_and_dates() -> None:
    """Line ends of Windows change nothing; a date that cannot be read is kept for the report."""
    text = (
        (DUMPS / "proquest.txt").read_text(encoding="utf-8").replace("Mar 3, 2021", "Spring 2021").replace("03 Mar", "")
    )
    first, second = read_dump(text.replace("\n", "\r\n"), "a.txt")

    assert (first.page.published, first.date) == (None, "Spring 2021")
    assert second.page.published == "2021-03-04"
    assert begins_as_dump(text.encode())


def test_ids_and_places(tmp_path: Path) -> None:
    """The place of a document is its file and its name."""
    (first, _) = load(tmp_path / "d.txt", (DUMPS / "nexis_uni.txt").read_bytes())

    assert first.uri.endswith("d.txt#1")
    assert facts([first])[0][0] == "d-1"
