"""Everything that a user can name becomes articles or failures, one at a time, with ids that no other has."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import UsageError
from extract.loading.kinds import SEARCHED
from extract.loading.load import count_sources, find_articles
from extract.loading.notes import Notes
from extract.loading.rows import UNDATED
from extract.loading.source import LONGEST
from extract.stages import Article, Failure

BODY = "Envoys of Norland met in Talvik on Tuesday.\n"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, data: str | bytes = BODY) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def articles(*inputs: str, **options: str) -> list[Article]:
    found = list(find_articles(inputs, **options))  # type: ignore[arg-type]
    assert [failure for failure in found if isinstance(failure, Failure)] == []
    return [article for article in found if isinstance(article, Article)]


def failures(*inputs: str) -> list[tuple[str, str, str]]:
    found = find_articles(inputs)
    return [(one.uri, one.error.problem, one.error.remedy) for one in found if isinstance(one, Failure)]


def suffix(uri: str) -> str:
    return hashlib.sha256(uri.encode()).hexdigest()[:8]


def uris(*inputs: str) -> list[str]:
    return [found.uri for found in find_articles(inputs)]


# ---------------------------------------------------------------------------------------------------- files and folders


def test_language(tmp_path: Path) -> None:
    """The language is that of the text, whatever a page declares, unless the user tells it."""
    words = "Die Gesandten trafen sich am Dienstag im Hafen von Talvik, um über die Fischerei zu reden."
    (tmp_path / "a.html").write_text(f'<html lang="en"><body><p>{words}</p>', encoding="utf-8")
    (tmp_path / "b.txt").write_text("Envoys met in the port of Talvik.\n", encoding="utf-8")

    found = list(find_articles([str(tmp_path)]))
    assert [one.language for one in found if isinstance(one, Article)] == ["de", "en"]
    told = list(find_articles([str(tmp_path)], language="en"))
    assert [one.language for one in told if isinstance(one, Article)] == ["en", "en"]


def test_text_file() -> None:
    """A text file is its own text, unchanged; its id is its name without the ending."""
    write("news/a.txt", "Zoë\r\nand 🐟\r\n")

    assert articles("news/a.txt") == [Article("a", "news/a.txt", "Zoë\r\nand 🐟\r\n")]


def test_text_file_with_head() -> None:
    """Headline and date line of a plain text are read."""
    write("a.md", "# Envoys meet\n\n3 March 2021\n\n" + BODY)

    [article] = articles("a.md")

    assert (article.title, article.published, article.is_derived) == ("Envoys meet", "2021-03-03", False)


def test_folder() -> None:
    """A folder is read with the folders in it, in the order of names; hidden and other files are passed over."""
    for name in ("b.txt", "a/z.md", "a/y.htm", "a.HTML", ".hidden.txt", ".git/c.txt", "photo.jpg", "notes.doc"):
        write(f"news/{name}", "<p>Envoys met in the port of Talvik.</p>" if "y.htm" in name or "HTML" in name else BODY)

    assert uris("news") == ["news/a/y.htm", "news/a/z.md", "news/a.HTML", "news/b.txt"]
    assert uris("news/") == uris("./news") == uris("news")


def test_links_in_a_loop() -> None:
    """Links that lead back do not lead for ever, and each folder is read once."""
    write("news/a/b.txt")
    Path("news/a/up").symlink_to("..", target_is_directory=True)
    Path("news/twin").symlink_to("a", target_is_directory=True)

    assert uris("news") == ["news/a/b.txt"]


def test_link_to_itself() -> None:
    """A file that cannot be opened is a failure with the system's reason, and the others are read."""
    Path("news").mkdir()
    Path("news/loop.txt").symlink_to("loop.txt")
    write("news/z.txt")

    assert uris("news") == ["news/loop.txt", "news/z.txt"]
    [(uri, problem, remedy)] = failures("news")
    assert (uri, remedy) == ("news/loop.txt", "check that the file is there and that you may read it")
    assert problem == f"the file cannot be read: {os.strerror(errno.ELOOP)}"


def test_broken_link() -> None:
    """A link to nothing is told."""
    Path("gone.txt").symlink_to("nowhere.txt")

    assert failures(".")[0][:2] == ("gone.txt", "the file cannot be read: No such file or directory")


def test_unreadable_file() -> None:
    """A file without the right to read it is told."""
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    write("a.txt").chmod(0)

    assert failures("a.txt")[0][1] == "the file cannot be read: Permission denied"


def test_folder_without_articles() -> None:
    """A folder in which nothing can be read says which files it could have."""
    write("news/photo.jpg")

    assert failures("news") == [
        (
            "news",
            "the folder has no articles",
            f"articles are files that end in {', '.join(SEARCHED)}",
        )
    ]


@pytest.mark.parametrize("name", ["nowhere", "nowhere.txt", "", "a\0b"])
def test_missing_input(name: str) -> None:
    """An input that is not there is a failure, not an exception."""
    [(uri, problem, _)] = failures(name)

    assert uri == name
    assert problem in ("there is no such file or folder", "the input cannot be looked at: embedded null byte")


def test_globs() -> None:
    """Globs are expanded in the order of names; ** goes into folders; one without a match is told."""
    write("news/b.txt")
    write("news/a.txt")
    write("news/deep/c.txt")

    assert uris("news/*.txt") == ["news/a.txt", "news/b.txt"]
    assert uris("news/**/*.txt") == ["news/a.txt", "news/b.txt", "news/deep/c.txt"]
    assert failures("news/*.md")[0][:2] == ("news/*.md", "no file matches the pattern")


def test_name_with_signs_of_a_glob() -> None:
    """A file whose name looks like a glob is that file."""
    write("a[1].txt")

    assert uris("a[1].txt") == ["a[1].txt"]


def test_named_file_with_another_ending() -> None:
    """A file that is named is read as text whatever its ending, and as HTML if it begins as a page does."""
    write("report", BODY)
    write("page.php", "<!DOCTYPE html><html><body><p>Envoys met in the port of Talvik.</p></body></html>")

    assert [article.text for article in articles("report", "page.php")] == [
        BODY,
        "Envoys met in the port of Talvik.\n",
    ]


def test_reading_is_lazy() -> None:
    """Nothing is read before it is asked for."""
    write("a.txt")
    found = find_articles(["a.txt", "b.txt"])
    next(found)
    write("b.txt", "Written later.")

    assert [article.text for article in found if isinstance(article, Article)] == ["Written later."]


# ------------------------------------------------------------------------------------------------------------ bad files


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "there is nothing in it"),
        (b"\xef\xbb\xbf", "there is nothing in it"),
        (b" \r\n\t\n", "there is nothing but white space"),
        (b"a\0b", "this is a binary file: byte 1 is NUL, which no text has"),
        (b"x" * (LONGEST + 1), "more than 10,000,000 bytes, which no article has"),
    ],
    ids=["empty", "only a mark", "blank", "binary", "huge"],
)
def test_bad_files(data: bytes, problem: str) -> None:
    """A file that is no article is told, and the others are read."""
    write("bad.txt", data)
    write("good.txt")

    assert uris("bad.txt", "good.txt") == ["bad.txt", "good.txt"]
    assert [failure[:2] for failure in failures("bad.txt", "good.txt")] == [("bad.txt", problem)]


def test_huge_file_costs_no_memory() -> None:
    """A file of 50 MB is refused before it is read whole."""
    with Path("huge.txt").open("wb") as stream:
        stream.truncate(50_000_000)

    assert failures("huge.txt")[0][1] == "more than 10,000,000 bytes, which no article has"


def test_page_without_text() -> None:
    """A page that a script would fill has nothing to read."""
    write("a.html", "<html><head><title>T</title></head><body><script>fill()</script></body></html>")

    assert failures("a.html")[0][:2] == ("a.html", "the page has no readable text")


def test_page_in_windows_1252() -> None:
    """A page in Windows-1252, declared or not, is read with its quotes."""
    text = "<p>The mayor’s “no” surprised the people of Köln on Monday.</p>"
    write("declared.html", ('<meta charset="windows-1252">' + text).encode("cp1252"))
    write("silent.html", ("<html><body>" + text).encode("cp1252"))

    texts = {article.text for article in articles(".")}

    assert texts == {"The mayor’s “no” surprised the people of Köln on Monday.\n"}


# ---------------------------------------------------------------------------------------------------------------- stdin


def test_stdin() -> None:
    """Standard input is an article whose text is kept, for it cannot be read again."""
    found = list(find_articles(["-", "-"], stdin=io.BytesIO(b"\xef\xbb\xbf" + BODY.encode())))

    assert found == [Article("stdin", "-", BODY, is_derived=True)]


def test_page_on_stdin() -> None:
    """A page on standard input is read as a page."""
    page = b"<html><body><p>Envoys met in the port of Talvik.</p></body></html>"

    [article] = find_articles(["-"], stdin=io.BytesIO(page))

    assert isinstance(article, Article)
    assert article.text == "Envoys met in the port of Talvik.\n"


def test_empty_stdin() -> None:
    """Nothing on standard input is a failure."""
    [failure] = find_articles(["-"], stdin=io.BytesIO(b""))

    assert isinstance(failure, Failure)
    assert (failure.uri, failure.error.problem, failure.error.where) == ("-", "there is nothing in it", "-")


# ----------------------------------------------------------------------------------------------------------------- rows


def test_rows() -> None:
    """Rows are articles with the row's id, title and date; their uri names the row."""
    rows = [
        {"id": "n1", "text": BODY, "title": " Envoys\n meet ", "published": "2021-03-03T10:00:00Z"},
        {"id": 7, "text": "\ufeffGuns fall silent\n\nMarch 4, 2021\n\n" + BODY},
    ]
    write("rows.jsonl", "\n".join(map(json.dumps, rows)))

    assert articles("rows.jsonl") == [
        Article("n1", "rows.jsonl#n1", BODY, "Envoys meet", "2021-03-03", is_derived=True, is_row=True),
        Article(
            "7",
            "rows.jsonl#7",
            str(rows[1]["text"])[1:],
            "Guns fall silent",
            "2021-03-04",
            is_derived=True,
            is_row=True,
        ),
    ]


def test_rows_with_other_columns() -> None:
    """The columns of id and text may be named."""
    write("rows.csv", "key,body\na,One.\n")

    assert [(one.id, one.text) for one in articles("rows.csv", id_column="key", text_column="body")] == [("a", "One.")]


def test_whole_numbers_of_a_column_with_gaps() -> None:
    """Ids that come as floats because some are missing are whole numbers still."""
    write("rows.jsonl", '{"id": 12.0, "text": "One."}')

    assert [article.id for article in articles("rows.jsonl")] == ["12"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('{"id": true, "text": "x"}', "'id' is not a text or a whole number"),
        ('{"id": [1], "text": "x"}', "'id' is not a text or a whole number"),
        ('{"id": "a"}', "there is no 'text'"),
        ('{"id": "a", "text": 5}', "'text' is not a text"),
        ('{"id": "a", "text": " "}', "there is nothing but white space"),
        ('{"id": "a", "text": {"body": "x"}}', "'text' is an object"),
        ('{"id": "a", "text": NaN}', "there is no 'text'"),
        ('{"id": "a", "text": []}', "'text' is not a text"),
        ('{"id": "a", "te', "the line is not JSON: Unterminated string starting at character 13"),
    ],
)  # fmt: skip
def test_bad_rows(row: str, problem: str) -> None:
    """A bad row is told with its file and line; the rows before and after it are read."""
    write("rows.jsonl", f'{{"id": "first", "text": "x"}}\n{row}\n{{"id": "last", "text": "x"}}\n')

    found = list(find_articles(["rows.jsonl"]))

    assert [one.id for one in found if isinstance(one, Article)] == ["first", "last"]
    assert isinstance(found[1], Failure)
    assert (found[1].error.problem, found[1].error.where) == (problem, "rows.jsonl, line 2")
    assert found[1].error.remedy


def test_ids_that_cannot_be_names_of_files() -> None:
    """A URL or another id that no file can have becomes one that it can, ever the same; uri keeps the original."""
    given = ["https://n.example/2021/talks.html?a=b", "../a", "a\nb", "..", "c:\\a", "x" * 300, "plain one"]
    write("rows.jsonl", "\n".join(json.dumps({"id": one, "text": BODY}) for one in given))

    found = articles("rows.jsonl")

    assert [one.uri for one in found] == [f"rows.jsonl#{one}" for one in given]
    assert [one.id for one in found] == [
        f"talks.html-{suffix(given[0])}",
        f"a-{suffix(given[1])}",
        f"a-b-{suffix(given[2])}",
        f"id-{suffix(given[3])}",
        f"a-{suffix(given[4])}",
        f"{'x' * 80}-{suffix(given[5])}",
        "plain one",
    ]


def test_rows_without_ids() -> None:
    """A row without an id goes by its URL, else by a digest of its text, so that rows before it change nothing."""
    rows = [{"text": "One."}, {"url": "https://n.example/b", "text": "Two."}, {"id": None, "text": "Three."}]
    write("rows.jsonl", "\n".join(map(json.dumps, rows)))
    first = articles("rows.jsonl")
    write("rows.jsonl", "\n".join(map(json.dumps, [{"text": "Before."}, *rows])))

    assert [one.id for one in first] == [
        f"rows-{hashlib.sha256(b'One.').hexdigest()[:12]}",
        f"b-{suffix('https://n.example/b')}",
        f"rows-{hashlib.sha256(b'Three.').hexdigest()[:12]}",
    ]
    assert first[1].uri == "rows.jsonl#https://n.example/b"
    assert articles("rows.jsonl")[1:] == first


def test_id_column_of_the_user() -> None:
    """Where the user names the column of ids, a row without one is told, and its URL does not stand for it."""
    write("rows.csv", "key,text,url\n,One.,https://n.example/1\na,Two.,\n")

    found = list(find_articles(["rows.csv"], id_column="key"))

    assert isinstance(found[0], Failure)
    assert found[0].error.problem == "there is no 'key'"
    assert isinstance(found[1], Article)


@pytest.mark.parametrize(
    ("column", "value", "day"),
    [
        ("published", "2021-03-03T10:00:00.000Z", "2021-03-03"),
        ("date", "2021-03-03 10:00:00", "2021-03-03"),
        ("pubDate", "Wed, 03 Mar 2021 10:00:00 GMT", "2021-03-03"),
        ("published_at", 1614729600, "2021-03-03"),
        ("Published At", 1614729600000.0, "2021-03-03"),
        ("timestamp", "1614729600", "2021-03-03"),
        ("publish_date", 20210303, "2021-03-03"),
        ("publishedAt", "20210303", "2021-03-03"),
        ("datetime", "20210303T101500Z", "2021-03-03"),
        ("date", "25/12/2020", "2020-12-25"),
    ],
)
def test_dates_of_rows(column: str, value: object, day: str) -> None:
    """The column of dates is found by the usual names, and its dates by the usual forms."""
    write("rows.jsonl", json.dumps({"id": "a", "text": BODY, column: value}))

    assert [one.published for one in articles("rows.jsonl")] == [day]


def test_dates_that_are_not_understood() -> None:
    """A date that can be read in two ways, or in none, is left out and told with its place; none at all is not."""
    rows = [{"date": "03/04/2021"}, {"date": "soon"}, {"date": None}, {"date": float("nan")}, {"date": ""}, {"date": 7}]
    write("rows.jsonl", "\n".join(json.dumps({"id": number, "text": BODY} | row) for number, row in enumerate(rows)))
    notes = Notes()

    assert [one.published for one in find_articles(["rows.jsonl"], notes=notes) if isinstance(one, Article)] == [
        None
    ] * 6
    assert notes.complaints == {UNDATED: 3}
    assert notes.places == {UNDATED: "rows.jsonl, line 1: '03/04/2021'"}


def test_published_column_of_the_user() -> None:
    """The user may name the column of dates; what others say does not count then."""
    write("rows.csv", "id,text,date,seen\na,One.,2020-01-01,2021-03-03\n")

    [article] = find_articles(["rows.csv"], published_column="seen")

    assert isinstance(article, Article)
    assert article.published == "2021-03-03"


def test_paragraphs_in_a_list() -> None:
    """A list of texts is a text of paragraphs."""
    write("rows.jsonl", '{"id": 1, "text": ["One.", "Two."]}')

    assert [one.text for one in articles("rows.jsonl")] == ["One.\n\nTwo."]


def test_nested_columns() -> None:
    """A column may lie within another, and is named with full stops."""
    write("rows.jsonl", '{"id": 1, "fields": {"body": "One."}}\n{"id": 2, "fields.body": "Two."}')

    assert [one.text for one in articles("rows.jsonl", text_column="fields.body")] == ["One.", "Two."]


def test_a_page_in_a_row() -> None:
    """A row whose text is a page is read as one."""
    write(
        "rows.jsonl", json.dumps({"id": 1, "title": "T", "text": "<html><body><p>Envoys met in the port.</p></body>"})
    )

    [article] = articles("rows.jsonl")

    assert (article.text, article.title, article.is_row) == ("Envoys met in the port.\n", "T", True)


def test_a_piece_of_html_in_a_row() -> None:
    """A row whose text is a piece of HTML is read as its words, a blank line between paragraphs."""
    texts = ["<p>One &amp; <b>two</b>.</p>\n<p>Three.</p>", "a <b and b> c", "<3 to all </3"]
    write("rows.jsonl", "\n".join(json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)))

    assert [one.text for one in articles("rows.jsonl")] == ["One & two.\n\nThree.", *texts[1:]]


def test_half_characters() -> None:
    """Half of a surrogate pair costs itself; two halves are the character that they are."""
    write("rows.jsonl", '{"id": "a", "text": "x\\ud800y \\ud83d\\ude00"}')

    assert [one.text for one in articles("rows.jsonl")] == ["x\ufffdy 😀"]


def test_json_in_a_folder() -> None:
    """Of a folder's .json files those are read that hold rows; others, and documents of ours, are passed over."""
    write("news/rows.json", '[{"id": 1, "text": "One."}]')
    write("news/settings.json", '{"name": "x"}')
    write("news/golden.json", '{"schema_version": "1", "comments": [{"text": "x"}]}')

    assert uris("news") == ["news/rows.json#1"]


def test_unreadable_table() -> None:
    """A table that cannot be opened is told."""
    Path("rows.csv").symlink_to("rows.csv")

    assert failures("rows.csv")[0][:2] == ("rows.csv", f"the file cannot be read: {os.strerror(errno.ELOOP)}")


# ------------------------------------------------------------------------------------------------------------------ ids


def test_ids_are_unique() -> None:
    """The first of two files with one name keeps it; the other gets a digest of its place, the same in every run."""
    write("a/x.txt")
    write("b/x.txt")
    write("b/X.md")

    ids = [article.id for article in articles("a", "b")]

    assert ids == ["x", f"X-{suffix('b/X.md')}", f"x-{suffix('b/x.txt')}"]


def test_a_file_given_twice_is_read_once() -> None:
    """A file that two inputs lead to is one article."""
    write("a/x.txt")
    write("b/x.txt")

    assert uris("a", "b", "b/x.txt", "a/x.txt", "a/*.txt") == ["a/x.txt", "b/x.txt"]


def test_rows_with_one_id() -> None:
    """Rows that share an id are all kept, each under an id of its own."""
    write("rows.csv", "id,text\na,One.\na,Two.\na,Three.\n")

    assert [(article.id, article.text) for article in articles("rows.csv")] == [
        ("a", "One."),
        (f"a-{suffix('rows.csv#a')}", "Two."),
        (f"a-{suffix('rows.csv#a' + chr(10) + '2')}", "Three."),
    ]


def test_names_that_could_not_be_written() -> None:
    """Line ends and leading dots of a file's name stay out of its id; a long name is cut and told apart by a digest."""
    write("two\nlines.txt")
    write(".hidden.txt")
    write("ü" * 120 + ".txt")

    [lines] = articles("two\nlines.txt")
    [hidden] = articles(".hidden.txt")
    [long] = articles("ü" * 120 + ".txt")

    assert (lines.id, hidden.id) == ("two-lines", "hidden")
    assert long.id == "ü" * 70 + "-" + suffix("ü" * 120)


def test_name_that_is_not_utf8() -> None:
    """A file name in another encoding can be written in a document."""
    path = os.fsencode(Path.cwd()) + b"/caf\xe9.txt"
    with open(path, "w") as stream:  # noqa: PTH123 - pathlib takes no bytes
        stream.write(BODY)

    assert [(article.id, article.uri) for article in articles(".")] == [("caf\ufffd", "caf\ufffd.txt")]


# ------------------------------------------------------------------------------------------------------ date and count


def test_published_of_the_user_comes_first() -> None:
    """The date that the user gives is that of every article."""
    write("a.txt", "Envoys meet\n\nMarch 3, 2021\n\n" + BODY)

    assert [article.published for article in articles("a.txt", published="2020-01-31")] == ["2020-01-31"]


@pytest.mark.parametrize("date", ["2021-02-30", "March 3, 2021", "2021", ""])
def test_published_that_is_no_date(date: str) -> None:
    """What is no date is wrong usage, told before anything is read."""
    with pytest.raises(UsageError, match="not a date"):
        find_articles(["nowhere"], published=date)


def test_count() -> None:
    """Files are counted without reading them; tables and standard input have no count."""
    write("news/a.txt", b"")
    write("news/deep/b.html")
    write("rows.jsonl", "")

    assert count_sources(["news", "news/*.txt", "nowhere"]) == 4
    assert count_sources(["news", "rows.jsonl"]) is None
    assert count_sources(["-"]) is None


def test_order_is_that_of_the_inputs() -> None:
    """Articles come in the order in which their inputs were given."""
    for name in "cab":
        write(f"{name}.txt")

    def stems(*inputs: str) -> Iterator[str]:
        return (article.id for article in articles(*inputs))

    assert list(stems("c.txt", "a.txt", "b.txt")) == ["c", "a", "b"]


def test_output_folder_is_no_input() -> None:
    """What a run wrote inside the folder that it reads is passed over."""
    write("news/a.txt")
    write("news/out/b.txt")
    write("news/out/.extract.sqlite3", b"")

    assert uris("news") == ["news/a.txt"]


def test_outputs_among_the_articles_are_no_input() -> None:
    """A run that writes into the folder it reads: what it wrote is passed over, an article named like it is not."""

    def document(uri: str) -> bytes:
        return json.dumps({"source": {"uri": uri}}).encode()

    for name, uri in {"a": "news/a.txt", "page": "news/page.html", "row": "news/rows.jsonl, line 1"}.items():
        write(f"news/{name}.txt")
        write(f"news/{name}.json", document(uri))
    write("news/other.txt")
    write("news/other.json", b'{"not": "ours"}')
    write("news/extractions.jsonl", b"{}")
    write("news/.extract.sqlite3", b"")

    assert uris("news") == ["news/a.txt", "news/other.txt"]


# ---------------------------------------------------------------------------------------------------------- unforeseen


def test_what_nobody_foresaw_costs_one_file_or_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that falls over one text makes a failure of that file, and of that row with its place."""
    from extract.loading import texts

    read_head = texts.read_head

    def fall(text: str) -> object:
        if "CRASH" in text:
            raise ZeroDivisionError("division by zero")
        return read_head(text)

    monkeypatch.setattr(texts, "read_head", fall)
    write("a.txt", "CRASH\n")
    write("b.jsonl", '{"id": 1, "text": "One."}\n{"id": 2, "text": "CRASH"}\n{"id": 3, "text": "Three."}\n')
    write("c.txt")

    found = list(find_articles(["."]))

    assert [one.id for one in found if isinstance(one, Article)] == ["1", "3", "c"]
    errors = [one.error for one in found if isinstance(one, Failure)]
    assert [error.problem for error in errors] == ["ZeroDivisionError: division by zero"] * 2
    assert errors[0].where.startswith("a.txt; ")
    assert errors[1].where.startswith("b.jsonl, line 2; ")


def test_a_table_that_breaks_off_keeps_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read before is there, the reason follows, and the next file is read."""
    from extract.loading import rows

    read_rows = rows.read_rows

    def break_off(*given: object, **more: object) -> Iterator[object]:
        yield from read_rows(*given, **more)  # type: ignore[arg-type]
        raise MemoryError

    monkeypatch.setattr(rows, "read_rows", break_off)
    write("a.jsonl", '{"id": 1, "text": "One."}\n')
    write("c.txt")

    found = list(find_articles(["."]))

    assert [one.id for one in found if isinstance(one, Article)] == ["1", "c"]
    assert [one.error.problem for one in found if isinstance(one, Failure)] == ["memory ran out"]


def test_a_broken_stream_is_told() -> None:
    """Standard input that cannot be read is a failure."""
    closed = io.BytesIO()
    closed.close()

    [failure] = find_articles(["-"], stdin=closed)

    assert isinstance(failure, Failure)
    assert failure.error.problem == "ValueError: I/O operation on closed file."


def test_folders_within_folders_without_end() -> None:
    """A folder a thousand levels deep is a failure or its articles, and the next input is read."""
    home = Path.cwd()
    for _ in range(1050):
        os.mkdir("d")  # noqa: PTH102 - the whole path is looked up again at every level
        os.chdir("d")
    os.chdir(home)
    write("z.txt")

    found = list(find_articles(["d", "z.txt"]))
    _remove_nest("d", 1050)

    assert isinstance(found[0], Failure)
    assert [one.id for one in found if isinstance(one, Article)] == ["z"]


def _remove_nest(name: str, levels: int) -> None:
    """Take the folders away, as pytest could not: it goes down by recursion."""
    for _ in range(levels):
        os.chdir(name)
    for _ in range(levels):
        os.chdir("..")
        os.rmdir(name)  # noqa: PTH106
