"""Pages of web archives become articles; everything else in an archive is counted."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from loaded import body, load
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.loading.load import find_articles
from extract.loading.notes import Notes
from extract.stages import Article, Failure

WORDS = "Väinö’s envoys met in the port of Talvik on Tuesday, and talked about fish until noon."


def page(words: str = WORDS, head: str = "") -> bytes:
    return f"<html><head><title>Envoys meet</title>{head}</head><body><article><p>{words}</p></article>".encode()


def write(path: Path, *answers: tuple[str, str, str, bytes], packed: bool = False) -> Path:
    """Write an archive of (url, status, content type, body)."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
        for url, status, form, data in answers:
            headers = StatusAndHeaders(status, [("Content-Type", form), *extra_of(form)], protocol="HTTP/1.1")
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=headers)
            writer.write_record(record)
            writer.write_record(
                writer.create_warc_record(url, "request", payload=io.BytesIO(b"GET / HTTP/1.1\r\n\r\n"))
            )
    return path


def extra_of(form: str) -> list[tuple[str, str]]:
    return [("Content-Encoding", "gzip")] if "gzip" in form else []


def test_pages(tmp_path: Path) -> None:
    """Good answers in HTML are articles, told apart by their address; the rest is counted by its kind."""
    dated = page(head='<meta property="article:published_time" content="2021-03-03">')
    notes = Notes()
    path = write(
        tmp_path / "a.warc.gz",
        ("https://q.example/2021/envoys.html?x=1", "200 OK", "text/html; charset=utf-8", dated),
        ("https://q.example/a.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://q.example/gone", "404 Not Found", "text/html", page("Gone.")),
        ("https://q.example/fish", "200 OK", "TEXT/HTML", page()),
        packed=True,
    )
    found = load(path, notes=notes)

    assert [(one.title, one.published) for one in found] == [("Envoys meet", "2021-03-03"), ("Envoys meet", None)]
    assert found[0].uri.endswith("a.warc.gz#https://q.example/2021/envoys.html?x=1")
    assert found[0].id.startswith("envoys.html-")
    assert [body(one)[1:] for one in found] == [[WORDS], [WORDS]]
    assert notes.passed_over == {
        "image/png in an archive": 1,
        "answer 404 in an archive": 1,
        "request record of an archive": 4,
        "warcinfo record of an archive": 1,
    }


def test_packed_and_encoded_answers(tmp_path: Path) -> None:
    """What a server packed is unpacked; the charset of its header counts before what the page declares."""
    latin = page("Envoyés réunis à Talvik pour parler de la pêche.", '<meta charset="utf-8">').decode().encode("cp1252")
    path = write(
        tmp_path / "a.warc",
        ("https://q.example/1", "200 OK", "text/html; x=gzip", gzip.compress(page())),
        ("https://q.example/2", "200 OK", "text/html; charset=windows-1252", latin),
    )

    assert [body(one)[1:] for one in load(path)] == [[WORDS], ["Envoyés réunis à Talvik pour parler de la pêche."]]


def test_one_bad_page_costs_only_itself(tmp_path: Path) -> None:
    """A page without text fails with its address; the others are read."""
    path = write(
        tmp_path / "a.warc",
        ("https://q.example/1", "200 OK", "text/html", b"<html><body></body></html>"),
        ("https://q.example/2", "200 OK", "text/html", page()),
    )
    found = list(find_articles([str(path)]))

    assert isinstance(found[0], Failure)
    assert "https://q.example/1" in found[0].error.where
    assert isinstance(found[1], Article)


def test_a_record_of_a_wrong_length(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Bytes that belong to no record are told once, with the place; none of them is printed."""
    path = write(tmp_path / "a.warc", ("https://q.example/a", "200 OK", "text/html", page()))
    path.write_bytes(path.read_bytes().replace(b"</article>", b"</article>\x1b[31m" + b"x" * 500))

    found = list(find_articles([str(path)]))

    problems = [one.error.problem for one in found if isinstance(one, Failure)]
    assert "the record has more bytes than its header says" in problems
    assert capfd.readouterr().err == ""


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    """The pages before the fault are read, and the fault is told."""
    answers = [(f"https://q.example/{number}", "200 OK", "text/html", page()) for number in range(3)]
    data = write(tmp_path / "a.warc", *answers).read_bytes()
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(data[: data.rindex(b"Talvik")])[:-8])
    found = list(find_articles([str(path)]))

    assert [isinstance(one, Article) for one in found[:2]] == [True, True]
    assert isinstance(found[-1], Failure)


def test_no_archive(tmp_path: Path) -> None:
    """A file of another kind with that ending is refused."""
    path = tmp_path / "a.warc"
    path.write_text("Envoys met.\n")
    (found,) = find_articles([str(path)])

    assert isinstance(found, Failure)
