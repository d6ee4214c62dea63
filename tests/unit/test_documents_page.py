"""The page of a run's documents: text with its quotations marked, tables, links between them; nothing that runs."""

import copy

import lxml.html
import pytest
from review_examples import ANNOTATION, CATALOG, TEXT, article, document, write_folder

from extract.catalog import load_catalog
from extract.cli import main
from extract.errors import InvalidDocument
from extract.report.documents_page import report_folder

HOSTILE = (
    "<script>alert(1)</script> Norland urged Sudland to <b onclick='x'>reopen</b> the \"strait\" & more.\r\nوقال\n"
)
HOSTILE_SAYS = {
    "actors": [{"name": "Norland", "kind": "state"}, {"name": "Sudland", "kind": "state"}],
    "demands": [
        {
            "demanders": ["Norland"],
            "addressees": ["Sudland"],
            "content": "<b onclick='x'>reopen</b> the \"strait\"",
            "evidence": [HOSTILE.split("\r\n")[0]],
        }
    ],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page_of(folder, *documents, texts=None):
    """Return the page of documents as a tree."""
    made = report_folder(write_folder(folder, *documents, texts=texts), CATALOG, [folder])
    assert made.failures == ()
    return lxml.html.fromstring(made.page)


def words(node):
    return " ".join(node.text_content().split())


def rows_of(tree, name):
    """Return the words of the cells of the tables called *name*."""
    tables = tree.xpath("//h3[.=$name]/following-sibling::div[1]/table", name=name)
    return [[words(cell) for cell in row.xpath("td")[1:]] for table in tables for row in table.xpath("tbody/tr")]


def test_the_text_is_the_articles_line_by_line(folder):
    """To the letter, each line a paragraph."""
    lines = page_of(folder, document()).xpath("//div[@class='text']/p")

    assert [line.text_content() for line in lines] == TEXT.splitlines()


def test_every_quotation_is_marked_where_it_stands(folder):
    """Names by dots, sentences by a line, what is taken from them by a tint; where they overlap, the tint is seen."""
    tree = page_of(folder, document())
    marked = {
        shape: [mark.text_content() for mark in tree.xpath(f"//mark[@class='{shape}']")]
        for shape in ("value", "name", "evidence")
    }

    assert marked["value"] == ["Port Amber", "4 May 2021", "reopen the strait"]
    assert marked["name"] == ["Norland", "Sudland", "Ida Vale", "Norland", "Sudland", "Vale", "Norlanders"]
    assert marked["evidence"][:2] == ["Envoys of ", " met "]


def test_a_mark_tells_every_record_that_is_quoted_there(folder):
    """The shortest quotation's record first or last, each once."""
    (mark,) = page_of(folder, document()).xpath("//a[mark='Ida Vale']")

    assert set(mark.get("title").splitlines()) == {
        "Actor: Ida Vale",
        "Meeting: Envoys of Norland met Sudland's minister Ida Vale in Port Amber on 4 May 2021.",
    }


def test_there_is_a_table_for_each_schema_that_has_records(folder):
    """References by name, dates with what they mean, fields that no record has left out."""
    tree = page_of(folder, document())
    (meeting,), (demand,) = rows_of(tree, "meetings"), rows_of(tree, "demands")

    assert meeting[:4] == ["NorlandIda Vale", "“Port Amber”", "“4 May 2021” (2021-05-04)", "held"]
    assert demand == ["Norland", "Sudland", "“reopen the strait”", "“Norland urged Sudland to reopen the strait.”"]
    assert tree.xpath("//h3/text()") == ["actors", "meetings", "demands"]
    heads = tree.xpath("//h3[.='actors']/following-sibling::div[1]/table/thead//th/text()")
    assert heads == ["name", "kind", "aliases", "mentions"]


def test_every_link_leads_somewhere_and_every_anchor_is_one(folder):
    """From marks to rows, from rows to marks, from names to their rows; of two articles each to its own."""
    tree = page_of(folder, document(), document(article("b")))
    anchors = tree.xpath("//@id")
    links = [link.removeprefix("#") for link in tree.xpath("//a/@href")]

    assert len(set(anchors)) == len(anchors)
    assert set(links) <= set(anchors)
    (mark,) = tree.xpath("//section[2]//a[mark='reopen the strait']")
    (row,) = tree.xpath("//tr[@id=$anchor]", anchor=mark.get("href").removeprefix("#"))
    assert "reopen the strait" in words(row)
    (place,) = row.xpath(".//a[contains(., 'reopen the strait') and not(contains(., 'urged'))]")
    (there,) = tree.xpath("//mark[@id=$anchor]", anchor=place.get("href").removeprefix("#"))
    assert there.text_content() == "reopen the strait"
    assert there.iterancestors("section").__next__() is tree.xpath("//section[2]")[0]


def test_the_overview_counts_and_leads_to_each_article(folder):
    """A row an article, a column a schema."""
    tree = page_of(folder, document(), document(article("empty"), annotation={}))
    overview = tree.xpath("//table")[0]

    assert [[words(cell) for cell in row.xpath("td")] for row in overview.xpath("tbody/tr")] == [
        ["empty", "2021-05-06", "0", "0", "0", "0", "0"],
        ["strait", "2021-05-06", "3", "1", "1", "0", "0"],
    ]


def test_markup_in_an_article_is_text(folder):
    """No element comes from an article, and the page allows no script and no request."""
    tree = page_of(folder, document(article("evil", HOSTILE), HOSTILE_SAYS), texts={"evil": HOSTILE})

    assert tree.xpath("//script | //b | //*[@onclick] | //img | //link") == []
    assert [line.text_content() for line in tree.xpath("//div[@class='text']/p")] == HOSTILE.splitlines()
    assert tree.xpath("//p[@dir='auto']") != []
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_same_documents_make_the_same_page(folder):
    """Nothing in it depends on time or machine."""
    out = write_folder(folder, document())

    assert report_folder(out, CATALOG, []).page == report_folder(out, CATALOG, []).page


def test_a_text_that_cannot_be_read_is_named(folder, capsys):
    """The command says which it is and why, and writes the page without it."""
    out = write_folder(folder, document())
    (out / "strait.txt").write_bytes(b"a\0b")

    assert main(["report", str(out)]) == 0

    told = capsys.readouterr().err
    assert "this is a binary file: byte 1 is NUL" in told
    assert f"where: {out / 'strait.txt'}" in told


def test_without_its_source_an_article_has_its_tables(folder):
    """And says that the text is not shown."""
    out = write_folder(folder, document())
    (out / "strait.txt").unlink()
    made = report_folder(out, CATALOG, [])
    tree = lxml.html.fromstring(made.page)

    assert tree.xpath("//div[@class='text']") == []
    assert [error.problem for error in made.missing] == ["the article's text is not there"]
    assert str(out / "strait.txt") in made.missing[0].where
    assert "The source is not at hand" in tree.text_content()
    assert len(rows_of(tree, "actors")) == 3


def test_a_document_for_another_text_is_told_and_not_shown(folder, capsys):
    """Its offsets would mark the wrong words. Exit code 1, on the page, too; the others are shown."""
    write_folder(folder, document(), document(article("moved")), texts={"moved": "A word before. " + TEXT})

    assert main(["report", "out", "-o", "page.html"]) == 1
    told = capsys.readouterr()
    tree = lxml.html.parse(str(folder / "page.html")).getroot()
    assert told.out == "page.html\n"
    assert "the source text is not the one that was read\n  where: sources/moved.txt" in told.err
    assert len(tree.xpath("//section")) == 1
    assert "the source text is not the one that was read" in tree.xpath("//pre")[0].text_content()


def test_goldens_are_shown_with_who_signed_and_what_is_optional(folder):
    """A golden is a document like others."""
    golden = copy.deepcopy(document())
    del golden["extraction"]
    golden["verified"] = {"by": "Eve Example", "on": "2021-05-07", "guidelines": "1.1"}
    golden["demands"][0]["optional"] = True
    tree = page_of(folder, golden)

    assert "Eve Example · 2021-05-07 · 1.1" in tree.xpath("//p[@class='about']")[0].text_content()
    assert [row.get("title") for row in tree.xpath("//tr[@class='optional']")] == ["optional"]


def test_schemas_of_a_user_have_a_page(folder):
    """The page knows no schema."""
    (folder / "mine").mkdir()
    (folder / "mine" / "ship.py").write_text(
        'from extract.schema import Entity\n\n\nclass Ship(Entity):\n    """A ship."""\n', encoding="utf-8"
    )
    catalog = load_catalog(folder / "mine")
    data = document(annotation={"ships": [{"name": "Norland"}]}, catalog=catalog)
    tree = lxml.html.fromstring(report_folder(write_folder(folder, data), catalog, []).page)

    assert [row[0] for row in rows_of(tree, "ships")] == ["Norland"]


def test_a_folder_without_documents_is_refused(folder):
    """With what to give instead."""
    (folder / "out").mkdir()

    with pytest.raises(InvalidDocument, match="no document found"):
        report_folder(folder / "out", CATALOG, [])
    assert main(["report", "out"]) == 1
    assert not (folder / "report.html").exists()


def test_annotations_of_the_example_have_what_the_tests_need():
    """Else the tests above would hold less."""
    assert [len(ANNOTATION[name]) for name in ("actors", "meetings", "demands")] == [3, 1, 1]


def test_the_overview_sums_up_what_there_is(folder):
    """One line under all articles has the numbers of records of each schema."""
    tree = page_of(folder, document(), document(article("other")))

    (foot,) = tree.xpath("//tfoot/tr")
    assert words(foot.xpath("td")[0]) == "2 articles"
    lines = tree.xpath("//table[@id='overview']/tbody/tr")
    counts = [[int(words(cell)) for cell in line.xpath("td")[2:]] for line in lines]
    assert [int(words(cell)) for cell in foot.xpath("td")[2:]] == [sum(column) for column in zip(*counts, strict=True)]


def test_articles_lead_on_to_each_other(folder):
    """The next, the one before, and back to all; no link leads nowhere."""
    tree = page_of(folder, document(), document(article("other")))

    assert tree.xpath("//section[1]/nav/a/@href") == ["#overview", "#a1"]
    assert tree.xpath("//section[2]/nav/a/@href") == ["#overview", "#a0"]


def test_what_an_article_lacks_can_be_filtered_without_a_script(folder):
    """An article and its line have a class for each list that it has nothing in, which a box hides."""
    tree = page_of(folder, document())

    section, line = tree.xpath("//section[1]")[0], tree.xpath("//tbody/tr[td/a[@href='#a0']]")[0]
    assert section.get("class") == line.get("class")
    for one in CATALOG:
        assert tree.xpath("//input[@type='checkbox'][@id=$name]", name=f"with-{one.list_name}")
        has_rows = bool(rows_of(tree, one.list_name))
        assert (f"no-{one.list_name}" in section.get("class").split()) is not has_rows


def test_the_marks_have_a_legend(folder):
    """Each shape of mark is told, and can be left out."""
    shapes = page_of(folder, document()).xpath("//fieldset[1]//label[input]/span/@class")

    assert shapes == ["sample value", "sample name", "sample evidence"]
