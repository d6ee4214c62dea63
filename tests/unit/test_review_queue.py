"""Which articles are reviewed and in which order: the unsure ones first, and what cannot be reviewed is told."""

import copy
import json

import click
import pytest
from review_examples import ANNOTATION, CATALOG, TEXT, accept_all, article, document, queue, write_folder

from extract.cli import cli
from extract.errors import InvalidDocument, StoreError, UsageError
from extract.review.doubts import doubts_of
from extract.review.queue import Queue, Source
from extract.review.workplace import find_sources, prepare
from extract.settings import defaults_for


def fuzzy(data):
    changed = copy.deepcopy(data)
    changed["demands"][0]["content"] |= {"match": "fuzzy", "score": 0.873}
    return changed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in."""
    (tmp_path / "golden" / ".review").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_fuzzy_quotation_is_a_doubt_about_its_record():
    """The doubt tells the field and the likeness; other records have none."""
    doubts = doubts_of(fuzzy(document()), None, CATALOG)

    assert doubts.by_record == {"demand-1": ("content was not quoted word for word, likeness 0.87",)}
    assert doubts.agreement is None


def test_another_reading_makes_doubts_where_it_differs():
    """What the other has not, and the slots in which it differs, are told; the agreement is the mean F1 of found."""
    other = copy.deepcopy(document())
    other["meetings"][0]["status"] = "planned"
    other["demands"] = []
    doubts = doubts_of(document(), other, CATALOG)

    assert doubts.by_record == {
        "meeting-1": ("the other reading differs in status",),
        "demand-1": ("the other reading does not have it",),
    }
    assert doubts.agreement == pytest.approx(2 / 3)


def test_what_only_the_other_reading_has_is_offered():
    """With its reason, after the records of the first, and with references to those that both have."""
    (demand,) = ANNOTATION["demands"]
    lacking = ANNOTATION | {"actors": [ANNOTATION["actors"][0], ANNOTATION["actors"][2]], "demands": []}
    of = doubts_of(document(annotation=lacking), document(), CATALOG).offered

    sudland, urged = of
    assert (sudland.key, sudland.values["name"]) == ("second-sudland", "Sudland")
    assert (urged.key, urged.values["content"]["text"]) == ("second-demand-1", demand["content"])
    assert (urged.values["demanders"], urged.values["addressees"]) == (["norland"], ["second-sudland"])
    assert [(one.verdict, one.doubts) for one in of] == [(None, ("only the other reading has it",))] * 2


def test_a_key_of_what_is_offered_is_no_id_of_the_first_reading():
    """An id of the first reading may look like such a key: they are told apart."""
    first = copy.deepcopy(document(annotation=ANNOTATION | {"demands": []}))
    first["meetings"][0]["id"] = "second-demand-1"

    assert [one.key for one in doubts_of(first, document(), CATALOG).offered] == ["second-second-demand-1"]


def test_what_is_offered_becomes_part_of_the_golden_when_it_is_accepted(folder):
    """It counts as a record that nobody has judged; what is rejected of it is not in the golden."""
    plain = document(annotation=ANNOTATION | {"meetings": [], "demands": []})
    of = queue(folder, plain, second=write_folder(folder / "second", document()))
    assert [(row["records"], row["doubtful"]) for row in of.overview()] == [(5, 2)]

    at = of.desk("strait")
    at.edit(at.version, {"do": "judge", "keys": ["second-meeting-1"], "verdict": "rejected"})
    accept_all(at)
    golden = json.loads(at.save(at.version, by="Eve", guidelines="1.1").read_bytes())

    assert golden["meetings"] == []
    assert golden["demands"] == document()["demands"]


def test_what_is_offered_is_there_again_after_a_new_start(folder):
    """Starting anew from the extraction offers it as the first time."""
    of = queue(folder, document(annotation=ANNOTATION | {"demands": []}), second=write_folder(folder / "s", document()))
    at = of.desk("strait")
    begun = at.records
    accept_all(at)
    at.edit(at.version, {"do": "start", "origin": "extraction"})

    assert at.records == begun
    assert begun.all[-1].key == "second-demand-1"


def test_a_reading_of_another_text_says_nothing():
    """Two texts cannot be compared."""
    doubts = doubts_of(document(), document(article(text=TEXT + "More.\n")), CATALOG)

    assert (doubts.agreement, doubts.offered.all) == (None, ())


def test_the_unsure_come_first(folder):
    """No golden before a golden, low agreement before high, more doubtful records before fewer."""
    articles = [article(name) for name in ("agreed", "fuzzy", "other", "signed", "sure")]
    documents = {one.id: document(one) for one in articles}
    second = write_folder(folder / "second", documents["agreed"], document(articles[2], ANNOTATION | {"demands": []}))
    documents["fuzzy"] = fuzzy(documents["fuzzy"])
    of = queue(folder, *documents.values(), second=second)
    at = of.desk("signed")
    accept_all(at)
    at.save(at.version, by="Eve", guidelines="1.1")

    assert [row["id"] for row in of.overview()] == ["other", "fuzzy", "agreed", "sure", "signed"]


def test_the_overview_tells_how_far_each_article_is(folder):
    """Records, doubtful ones, the draft and the signature."""
    of = queue(folder, document(), document(article("b")))
    at = of.desk("b")
    at.edit(at.version, {"do": "judge", "keys": ["norland"], "verdict": "accepted"})
    first, second = (next(row for row in of.overview() if row["id"] == name) for name in ("strait", "b"))

    assert (first["records"], first["doubtful"], first["draft"], first["golden"]) == (5, 0, None, None)
    assert second["draft"] == {"judged": 1, "records": 5}


def test_a_golden_for_another_text_is_told_in_the_overview(folder):
    """It does not count as done."""
    of = queue(folder, document(article(text=TEXT + "Old.\n")), texts={"strait": TEXT + "Old.\n"})
    at = of.desk("strait")
    accept_all(at)
    at.save(at.version, by="Eve", guidelines="1.1")
    (row,) = queue(folder, document()).overview()

    assert row["golden"]["is_current"] is False


def test_a_source_that_is_not_at_hand_is_told(folder):
    """The article is in the list, and opening it says what to do."""
    of = queue(folder, document())
    (folder / "out" / "strait.txt").unlink()

    with pytest.raises(InvalidDocument, match="the source is not at hand"):
        of.desk("strait")


def test_a_source_that_has_changed_is_told(folder):
    """A document of another text than the source is not reviewed."""
    of = queue(folder, document(), texts={"strait": TEXT + "More.\n"})

    with pytest.raises(InvalidDocument, match="the source text is not the one that was read"):
        of.desk("strait")


def test_the_source_is_found_by_its_path_beside_the_folder(folder):
    """A document without a text beside it names its source relative to where it was made."""
    of = queue(folder, document())
    (folder / "out" / "strait.txt").unlink()
    (folder / "sources").mkdir()
    (folder / "sources" / "strait.txt").write_text(TEXT, encoding="utf-8", newline="")

    assert of.desk("strait").article.text == TEXT


@pytest.mark.parametrize("name", ["../escaped", "a/b", ".hidden", "..", "x" * 250])
def test_an_id_that_leads_out_of_the_folder_is_refused(folder, name):
    """A document decides where its golden is written: its id must be a plain file name."""
    data = document()
    data["source"]["id"] = name
    (folder / "out").mkdir()
    (folder / "out" / "any.json").write_text(json.dumps(data), encoding="utf-8")
    of = Queue([Source(folder / "out")], folder / "golden", CATALOG)

    assert (name in of, of.overview()) == (False, [])
    assert "cannot be a file name" in of.failures[0].error.problem


def test_a_broken_document_is_told_and_the_others_are_reviewed(folder):
    """One bad file does not stop the review."""
    out = write_folder(folder, document())
    (out / "bad.json").write_text("{", encoding="utf-8")
    of = Queue([Source(out)], folder / "golden", CATALOG)

    assert [row["id"] for row in of.overview()] == ["strait"]
    assert [failure.error.problem[:17] for failure in of.failures] == ["this is not JSON:"]


def test_a_folder_without_documents_is_refused(folder):
    """There is nothing to review."""
    with pytest.raises(InvalidDocument, match="there is nothing to review"):
        Queue([Source(folder)], folder / "golden", CATALOG)


# --------------------------------------------------------------------------------------------------------------------
# What the command is given


def test_the_folder_out_is_reviewed_where_nothing_is_named(folder):
    """As the other commands write there by default."""
    write_folder(folder, document())

    assert [str(one.folder) for one in find_sources([], folder / "golden" / ".review", CATALOG)] == ["out"]


def test_the_folder_that_runs_write_into_is_reviewed_where_the_settings_name_one(folder):
    """As `extract run` and `extract review` share the settings, they share the folder."""
    (folder / "pyproject.toml").write_text('[tool.extract]\noutput = "results"\n', encoding="utf-8")
    context = click.Context(cli)
    context.default_map = defaults_for(cli, folder)
    given = cli.commands["review"].make_context("review", [], parent=context).params
    write_folder(folder, document())
    (folder / "out").rename(folder / "results")

    (source,) = find_sources(given["inputs"], folder / "golden" / ".review", CATALOG, given["output"])
    assert source.folder == folder / "results"


def test_nothing_to_review_is_told_with_a_remedy(folder):
    """Without a folder out the command says what to give it."""
    with pytest.raises(UsageError) as raised:
        find_sources([], folder / "golden" / ".review", CATALOG)
    assert raised.value.remedy == "give articles, or run `extract run` first"


def test_one_document_can_be_named(folder):
    """out/strait.json is that article alone."""
    write_folder(folder, document(), document(article("b")))
    (source,) = find_sources(["out/strait.json"], folder / "golden" / ".review", CATALOG)

    assert [row["id"] for row in Queue([source], folder / "golden", CATALOG).overview()] == ["strait"]


def test_articles_are_read_first(folder):
    """A text is extracted by the embedded backend, and the document kept among the drafts."""
    (folder / "one.txt").write_text(TEXT, encoding="utf-8", newline="")
    (source,) = find_sources(["one.txt"], folder / "golden" / ".review", CATALOG)
    of = Queue([source], folder / "golden", CATALOG)

    assert (source.only, (folder / "golden/.review/readings/one.json").is_file()) == (("one",), True)
    assert of.desk("one").article.text == TEXT


def test_drafts_are_kept_from_git(folder):
    """The folder of drafts ignores itself."""
    with prepare(folder / "new" / "golden") as drafts:
        assert (drafts / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_one_review_works_on_a_folder_of_goldens(folder):
    """A second is refused, until the first has ended."""
    with (
        prepare(folder / "golden"),
        pytest.raises(StoreError, match="another review works on these goldens"),
        prepare(folder / "golden"),
    ):
        pass
    with prepare(folder / "golden"):
        pass


def test_a_folder_of_goldens_that_cannot_be_made_is_told(folder):
    """A file in its place is named, with what to do."""
    (folder / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError) as raised, prepare(folder / "file" / "golden"):
        pass
    assert raised.value.problem.startswith("goldens cannot be written here:")
    assert raised.value.remedy == "make the folder writable, or give --golden another"
