"""Messages, mailboxes and pages that were saved as one file become articles."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from loaded import body, comments, facts, load, problems

from extract.loading.notes import Notes


def message(subject: str = "Envoys meet", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "desk@q.example", subject, "Wed, 03 Mar 2021 23:00:00 -0500"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_message(tmp_path: Path) -> None:
    """The subject is the title, the date that of the sender's clock; quoted-printable and the signature are undone."""
    made = message("Fwd: Väinö’s envoys meet")
    made.set_content("Väinö’s envoys met in Talvik.\n\nThey parted at noon.\n-- \nThe desk\n", cte="quoted-printable")
    (found,) = load(tmp_path / "a.eml", bytes(made))

    assert facts([found]) == [("a", "Väinö’s envoys meet", "2021-03-03")]
    assert found.text == "Väinö’s envoys meet\n\nVäinö’s envoys met in Talvik.\n\nThey parted at noon.\n"
    assert found.is_derived


@pytest.mark.parametrize(("charset", "cte"), [("iso-8859-1", "base64"), ("utf-8", "8bit"), ("iso-2022-jp", "7bit")])
def test_encodings(tmp_path: Path, charset: str, cte: str) -> None:
    """The text is decoded as the message says."""
    words = {"iso-2022-jp": "外交部長会談"}.get(charset, "Envoyés réunis")
    made = message()
    made.set_content(words + "\n", charset=charset, cte=cte)

    assert body(load(tmp_path / "a.eml", bytes(made))[0])[-1] == words


def test_a_wrong_charset_costs_nothing(tmp_path: Path) -> None:
    """Valid UTF-8 is UTF-8 whatever the header says; an unknown charset is no fault."""
    for charset in ("iso-8859-1", "x-unheard-of"):
        raw = f"Subject: A\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\nVäinö’s\n"
        assert load(tmp_path / "a.eml", raw)[0].text.endswith("Väinö’s\n")


def test_forms_of_a_message(tmp_path: Path) -> None:
    """The plain form is read; the page where the plain one is missing or a stub. Attachments are not read."""
    both, stub, page = message(), message(), message()
    both.set_content("Envoys met in Talvik.\n")
    both.add_alternative("<p>Envoys met in <b>Talvik</b>.</p>", subtype="html")
    both.add_attachment("Not an article", filename="b.txt")
    stub.set_content("See the page.\n")
    stub.add_alternative("<p>Envoys met in Talvik on Tuesday.</p><p>They parted at noon.</p>", subtype="html")
    page.set_content("<style>p{}</style><p>Envoys met.</p>", subtype="html")

    read = [body(load(tmp_path / "a.eml", bytes(one))[0])[1:] for one in (both, stub, page)]
    assert read == [
        ["Envoys met in Talvik."],
        ["Envoys met in Talvik on Tuesday.", "They parted at noon."],
        ["Envoys met."],
    ]


def test_flowed_text(tmp_path: Path) -> None:
    """Lines that flow are put together again."""
    raw = "Subject: A\nContent-Type: text/plain; format=flowed\n\nEnvoys met in \nTalvik.\n\nThey parted.\n"

    assert body(load(tmp_path / "a.eml", raw)[0])[1:] == ["Envoys met in Talvik.", "They parted."]


def test_a_mailbox(tmp_path: Path) -> None:
    """Each message is an article, the one without an id by its number; quoted "From" is unquoted."""
    made = []
    for number, words in enumerate(
        ["Envoys met.\n\n>From noon they talked.", "Boats stayed in.\n\nFrom Talvik came fish."]
    ):
        one = message(f"Story {number}", **({"Message_ID": "<77@q.example>"} if number else {}))
        one.set_content(words)
        made.append(f"From desk@q.example Wed Mar  3 10:0{number}:00 2021\n{one}\n")
    found = load(tmp_path / "box.mbox", "".join(made))

    assert facts(found)[0] == ("box-1", "Story 0", "2021-03-03")
    assert found[1].id.startswith("77-q.example-")
    assert [body(one)[1:] for one in found] == [
        ["Envoys met.", "From noon they talked."],
        ["Boats stayed in.", "From Talvik came fish."],
    ]


def test_a_bad_date_of_a_message_is_told(tmp_path: Path) -> None:
    """The message is read without a date."""
    notes = Notes()
    assert load(tmp_path / "a.eml", "Date: soon\nSubject: A\n\nEnvoys met.\n", notes)[0].published is None
    assert len(notes.told()) == 1


@pytest.mark.parametrize("broken", [b"Message-ID: <]]>", b"Date: \x91 \xff", b"Message-ID: <\x91]]>"])
def test_broken_headers(tmp_path: Path, broken: bytes) -> None:
    """A header that the standard library cannot read costs itself, not the message."""
    envelope = b"From a@b.example Wed Mar  3 10:00:00 2021\n"
    (found,) = load(tmp_path / "a.mbox", envelope + broken + b"\nSubject: A\n\nEnvoys met.\n")

    assert found.text == "A\n\nEnvoys met.\n"
    assert (found.id + found.uri).encode()


def test_no_message(tmp_path: Path) -> None:
    """A file without headers or without words is refused."""
    assert problems(tmp_path / "a.eml", "\n\nEnvoys met.") == ["this is no message: it has no headers"]
    assert problems(tmp_path / "b.eml", "X: y\n\n") == ["there is nothing but white space"]


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://q.example/a
Subject: =?utf-8?Q?Envoys=20meet?=
Date: Wed, 3 Mar 2021 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b1"

------b1
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://q.example/a

<!DOCTYPE html><html><head><title>Envoys meet</title></head><body><article><h1>Envoys meet</h1>
<p>V=C3=A4in=C3=B6=E2=80=99s envoys met in Talvik on Tuesday and talked about fish until noo=
n.</p></article><ol class=3D"comment-list"><li class=3D"comment"><cite class=3D"fn">Otto</cite> says:
<p>About time!</p></li></ol></body></html>

------b1
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://q.example/a.png

iVBORw0KGgo=
------b1
Content-Type: text/html
Content-Location: https://ads.example/

<html><body><p>Buy!</p></body></html>
------b1--
"""


def test_a_saved_page(tmp_path: Path) -> None:
    """The page is read with its comments, its frames are not; the day on which it was saved is not the article's."""
    (found,) = load(tmp_path / "a.mhtml", MHTML)

    assert facts([found]) == [("a", "Envoys meet", None)]
    assert body(found)[1:] == ["Väinö’s envoys met in Talvik on Tuesday and talked about fish until noon."]
    assert comments(found) == [("Otto", "About time!", None)]


def test_a_saved_page_without_a_page(tmp_path: Path) -> None:
    """A file of another kind with that ending is refused."""
    assert problems(tmp_path / "a.mht", "Subject: A\n\nEnvoys met.\n") == ["there is no page in the file"]


@pytest.mark.parametrize(
    "header",
    [
        "Date: Fri, 1 Mar 2024 09:00:00 +999999999999999",
        f"Content-Type: text/plain; charset={'(' * 3000}",
        f"Content-Disposition: {'(' * 3000}",
        f"Message-ID: {'(' * 3000}",
    ],
    ids=lambda header: header.split(":")[0],
)
def test_a_header_that_no_parser_follows(tmp_path: Path, header: str) -> None:
    """It counts as empty, and the message is read."""
    (found,) = load(tmp_path / "a.eml", f"Subject: Envoys meet\n{header}\n\nEnvoys met in Talvik.\n".encode())

    assert (found.title, found.text) == ("Envoys meet", "Envoys meet\n\nEnvoys met in Talvik.\n")


@pytest.mark.parametrize("ending", [".eml", ".mhtml", ".mbox"])
def test_parts_within_parts_without_end(tmp_path: Path, ending: str) -> None:
    """A message nested a thousand times is read as far as it goes, or refused by name."""
    nest = "".join(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(1500))
    begin = "From a Fri Mar  1 09:00:00 2024\n" if ending == ".mbox" else ""

    found = problems(tmp_path / f"a{ending}", f"{begin}Subject: x\n{nest}".encode())

    assert set(found) <= {"the message is nested too deep to be read", "there is no page in the file"}
