"""Documents of word processors and PDFs become articles, paragraph by paragraph."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from loaded import body, facts, load, problems

from extract.loading import documents
from extract.loading.dumps import read_dump

DUMPS = Path(__file__).parents[1] / "data" / "dumps"
NIL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*paragraphs: str, title: str | None = None) -> bytes:
    made = Document()
    if title:
        made.add_heading(title, 0)
    for words in paragraphs:
        made.add_paragraph(words)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def pdf(*pages: list[tuple[int, int, int, str]]) -> bytes:
    """Return a PDF with (size of letters, left, bottom, words) on each page."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F1 {size} Tf {left} {bottom} Td ({words}) Tj ET " for size, left, bottom, words in page)
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        fonts = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]{fonts}/Contents {len(objects)} 0 R>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, places = "%PDF-1.4\n", []
    for number, told in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{told}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    ).encode("latin-1")


def column(*lines: str, left: int = 72, top: int = 700) -> list[tuple[int, int, int, str]]:
    return [(12, left, top - 14 * number, words) for number, words in enumerate(lines) if words]


def test_docx(tmp_path: Path) -> None:
    """A paragraph styled as a title is the title; the date is that of its line, not that of the file."""
    data = docx("By Per Holm", "March 3, 2021", "Väinö’s envoys met.", "They parted.", title="Envoys meet")
    (found,) = load(tmp_path / "a.docx", data)

    assert facts([found]) == [("a", "Envoys meet", "2021-03-03")]
    assert body(found) == ["Envoys meet", "Väinö’s envoys met.", "They parted."]
    assert found.is_derived


def test_tracked_changes_tables_and_breaks(tmp_path: Path) -> None:
    """The text is read as it stands after all changes; cells and lines are paragraphs."""
    made = Document(io.BytesIO(docx("Envoys met in Talvik.", "One\nTwo")))
    run = made.paragraphs[0].runs[0]._r
    for tag, words in (("del", "delText"), ("ins", "t")):
        change = run.makeelement(f"{{{NIL}}}{tag}", {})
        inner = run.makeelement(f"{{{NIL}}}r", {})
        text = run.makeelement(f"{{{NIL}}}{words}", {})
        text.text = f" {tag}"
        inner.append(text)
        change.append(inner)
        made.paragraphs[0]._p.append(change)
    made.add_table(1, 2).cell(0, 1).text = "Fish"
    made.save(str(tmp_path / "a.docx"))

    assert load(tmp_path / "a.docx")[0].text == "Envoys met in Talvik. ins\n\nOne\n\nTwo\n\nFish\n"


def test_a_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that unpacks to more than its limit is refused before it is unpacked."""
    monkeypatch.setattr(documents, "LONGEST_FILE", 1_000_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 2_000_000)

    (problem,) = problems(tmp_path / "a.docx", stream.getvalue())
    assert problem == "more than 1,000,000 bytes, which no article has"


def test_entities_of_a_docx(tmp_path: Path) -> None:
    """XML inside a document that declares entities brings nothing from outside."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("Envoys met."))) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(
                    b"<w:document", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><w:document', 1
                )
                data = data.replace(b"Envoys met.", b"Envoys &x;met.")
            new.writestr(entry, data)

    assert "localhost" not in load(tmp_path / "a.docx", stream.getvalue())[0].text


@pytest.mark.parametrize("data", [b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 an old one", docx("Envoys met.")[:-500]])
def test_no_docx(tmp_path: Path, data: bytes) -> None:
    """A file that is cut off, or of another kind, is refused."""
    assert len(problems(tmp_path / "a.docx", data)) == 1


def test_rtf(tmp_path: Path) -> None:
    """The text is read with its signs; fonts, metadata and pictures are not."""
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title X}}\f0\b Envoys meet\b0\par\par "
        rb"March 3, 2021\par "
        rb"V\'e4in\'f6\rquote s envoys met \ldblquote now\rdblquote  in \u26481?.\par {\pict\pngblip "
        + b"89504e47" * 400
        + rb"}They {\i parted}.\par}"
    )
    (found,) = load(tmp_path / "a.rtf", data)

    assert facts([found]) == [("a", "Envoys meet", "2021-03-03")]
    assert body(found)[1:] == ["Väinö’s envoys met “now” in 東.", "They parted."]
    assert problems(tmp_path / "b.rtf", "Envoys met.") == ["this is no Rich Text file"]


def test_pdf(tmp_path: Path) -> None:
    """Larger letters are the title, lines are put together to paragraphs, divided words to words."""
    page = [(24, 72, 740, "Envoys meet in"), (24, 72, 712, "the port")]
    page += column(
        "By Per Holm", "", "March 3, 2021", "", "The envoys nego-", "tiated until noon with Anne-", "Marie Lind."
    )
    page += column("They parted.", "", "", top=560) + column("Nobody was late.", top=500)
    (found,) = load(tmp_path / "a.pdf", pdf([(size, left, bottom - 60, words) for size, left, bottom, words in page]))

    assert facts([found]) == [("a", "Envoys meet in the port", "2021-03-03")]
    assert body(found)[1:] == [
        "The envoys negotiated until noon with Anne-Marie Lind.",
        "They parted.",
        "Nobody was late.",
    ]


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    """What stands in the margins of all pages is left out; a sentence goes on from page to page."""
    texts = [("Envoys met in the port", "of Talvik and talked of"), ("fish until noon.",)]
    pages = [
        [(10, 72, 760, "The Quay"), *column(*lines), (10, 300, 30, str(number))]
        for number, lines in enumerate(texts, start=1)
    ]
    (found,) = load(tmp_path / "a.pdf", pdf(*pages))

    assert found.text == "Envoys met in the port of Talvik and talked of fish until noon.\n"


def test_columns_of_a_pdf(tmp_path: Path) -> None:
    """The second column is read after the first, indented lines begin paragraphs."""
    left = column("Envoys met in the port of", "Talvik on Tuesday, all day", "and all night, the porter said.")
    right = [*column("He was tired.", "", "noon.", left=340), (12, 352, 686, "They parted at")]
    right.sort(key=lambda one: -one[2])

    assert body(load(tmp_path / "a.pdf", pdf(left + right))[0])[-1] == "They parted at noon."


def test_no_pdf(tmp_path: Path) -> None:
    """A PDF of pictures says so; one that is damaged is refused."""
    assert problems(tmp_path / "a.pdf", pdf([])) == ["the PDF has no text, only pictures of its pages"]
    assert problems(tmp_path / "b.pdf", b"%PDF-1.4 nothing")[0].startswith("the PDF cannot be read")


def test_a_dump_saved_as_a_document(tmp_path: Path) -> None:
    """Databases export many documents as one Word file: they are taken apart as in plain text."""
    text = (DUMPS / "nexis_uni.txt").read_text(encoding="utf-8")
    found = load(tmp_path / "a.docx", docx(*(line for line in text.splitlines() if line)))

    assert [one.title for one in found] == ["Norway asks Chile to reopen embassy", "Ullmar wants its bus"]
    assert len(read_dump(text, "a")) == 2


def test_a_library_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra to install is named."""
    monkeypatch.setitem(sys.modules, "docx", None)

    assert problems(tmp_path / "a.docx", docx("Envoys met.")) == [
        "reading .docx needs python-docx, which is not installed"
    ]
