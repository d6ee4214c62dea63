"""Goldens are read with every check, and made from annotations without losing or bending anything."""

import json

import pytest
from scoring_examples import TEXT, actor, document, quote

from extract.catalog import load_catalog
from extract.document import Verified
from extract.errors import GoldenError, LoadError, StoreError
from extract.goldens.golden import import_annotations, import_folder, load_golden, read_annotation
from extract.scoring.score import score_documents, sum_up
from extract.stages import Article, Failure

CATALOG = load_catalog()
SIGNED = {"by": "one reader", "on": "2026-11-24", "guidelines": "1.1"}
ARTICLE = Article("a", "texts/a.txt", TEXT)
ANNOTATION = {
    "id": "a",
    "actors": [
        {"name": "Ann Rivers", "kind": "person", "aliases": []},
        {"name": "Velmora", "kind": "state", "aliases": []},
        {"name": "Ostrevia", "kind": "state", "aliases": ["Ostrevian"], "optional": True},
    ],
    "meetings": [
        {
            "participants": ["Ann Rivers"],
            "place": "Lisbon",
            "date": "3 May",
            "date_iso": "2026-05-03",
            "status": "held",
            "evidence": ["Ann Rivers met Bo Lund in the old port of Lisbon on 3 May."],
        }
    ],
    "demands": [
        {
            "demanders": ["Ostrevia"],
            "addressees": ["Velmora"],
            "content": "open the border at once",
            "evidence": ["Ostrevia asked Velmora to open the border at once."],
        }
    ],
}


def imported(annotation=ANNOTATION, article=ARTICLE):
    return import_annotations(annotation, article, CATALOG, Verified(**SIGNED), where="annotations/a.json")


def write(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_names_become_ids():
    """Actors get slugs of their names, and the roles refer to them."""
    golden = imported().document
    assert [one["id"] for one in golden["actors"]] == ["ann-rivers", "ostrevia", "velmora"]
    assert golden["demands"][0]["demanders"] == ["ostrevia"]
    assert golden["demands"][0]["addressees"] == ["velmora"]


def test_quotations_get_their_places():
    """Every quotation of the annotation is the article's own characters at its offsets."""
    meeting = imported().document["meetings"][0]
    assert meeting["place"] == quote("Lisbon")
    assert meeting["date"] == quote("3 May", iso="2026-05-03")
    assert meeting["evidence"] == [quote("Ann Rivers met Bo Lund in the old port of Lisbon on 3 May.")]


def test_mentions_are_found_in_the_body():
    """An actor's mentions are all places of its name and aliases."""
    ostrevia = imported().document["actors"][1]
    assert [(one["text"], one["start"]) for one in ostrevia["mentions"]] == [
        ("Ostrevia", 59),
        ("Ostrevia", 126),
        ("Ostrevian", 162),
    ]


def test_optional_mark_and_signature_are_written():
    """The golden says which record is optional, and who stands for it; nothing says what extracted it."""
    golden = imported().document
    assert [one.get("optional") for one in golden["actors"]] == [None, True, None]
    assert golden["verified"] == SIGNED
    assert "extraction" not in golden


def test_what_annotations_do_not_have_is_null():
    """Title and country of an actor are null, lists that are left out are empty."""
    golden = imported().document
    assert (golden["actors"][0]["title"], golden["actors"][0]["country"]) == (None, None)
    assert (golden["proposals"], golden["comments"]) == ([], [])


def test_golden_agrees_with_itself():
    """Scored against itself, a golden is found and right throughout."""
    golden = imported().document
    scores = sum_up([score_documents(golden, golden, CATALOG)], CATALOG)
    assert (scores.mean_found, scores.mean_right) == (1.0, 1.0)


def test_what_breaks_the_schema_is_an_error():
    """A record that the schema refuses is not left out in silence."""
    broken = ANNOTATION | {"actors": [ANNOTATION["actors"][0] | {"kind": "hero"}], "meetings": [], "demands": []}
    with pytest.raises(GoldenError) as caught:
        imported(broken)
    assert "annotations/a.json" in caught.value.where
    assert "actors[0].kind" in caught.value.where


def test_two_entities_of_one_name_are_an_error():
    """Names are what references lead by: they must be unique."""
    twice = {"actors": [ANNOTATION["actors"][0], ANNOTATION["actors"][0]]}
    with pytest.raises(GoldenError, match="ann-rivers"):
        imported(twice)


def test_loads_a_golden(tmp_path):
    """A written golden is read back as it was made, and fits its text."""
    path = tmp_path / "a.json"
    path.write_bytes(imported().data)
    assert load_golden(path, CATALOG, TEXT) == imported().document


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "this is not JSON"),
        (document(actors=[actor("Ann Rivers", "hero")]), "'hero' is not one of"),
        (document(actors=[actor("Ann Rivers", shoe=43)]), "Additional properties are not allowed"),
    ],
)
def test_refuses_what_is_no_golden(tmp_path, content, problem):
    """A file that breaks the published schema is refused by name."""
    path = write(tmp_path / "a.json", content)
    with pytest.raises(GoldenError) as caught:
        load_golden(path, CATALOG)
    assert caught.value.problem.startswith(problem)
    assert caught.value.where.startswith(str(path))


def test_refuses_an_extraction(tmp_path):
    """What nobody signed is no golden."""
    unsigned = document() | {"extraction": {"backend": "b", "model": "m", "version": "1", "schemas": "s"}}
    del unsigned["verified"]
    with pytest.raises(GoldenError, match="nobody stands for it"):
        load_golden(write(tmp_path / "a.json", unsigned), CATALOG)


def test_refuses_a_golden_whose_text_changed(tmp_path):
    """Given the text, a quotation that is not at its offsets is an error that names the place."""
    path = tmp_path / "a.json"
    path.write_bytes(imported().data)
    with pytest.raises(GoldenError) as caught:
        load_golden(path, CATALOG, TEXT.replace("Lisbon", "Aveiro"))
    assert caught.value.where.startswith(str(path))


def test_refuses_a_missing_file(tmp_path):
    """A golden that is not there is told with its path."""
    with pytest.raises(GoldenError, match="the golden cannot be read"):
        load_golden(tmp_path / "none.json", CATALOG)


@pytest.fixture
def annotations(tmp_path):
    """A folder with one good annotation."""
    folder = tmp_path / "annotations"
    folder.mkdir()
    write(folder / "a.json", ANNOTATION)
    return folder


def test_imports_a_folder(annotations, tmp_path):
    """Each annotation becomes a golden of its article's id."""
    done = import_folder(annotations, [ARTICLE], tmp_path / "golden", CATALOG, **SIGNED)
    assert done.written == (tmp_path / "golden" / "a.json",)
    assert done.failures == ()
    assert done.written[0].read_bytes() == imported().data
    assert [path.name for path in (tmp_path / "golden").iterdir()] == ["a.json"]


def test_imports_one_file(annotations, tmp_path):
    """Of a single annotation one golden is made, whatever else lies in its folder."""
    write(annotations / "b.json", "{")
    done = import_folder(annotations / "a.json", [ARTICLE], tmp_path, CATALOG, **SIGNED)
    assert (done.written, done.failures) == ((tmp_path / "a.json",), ())


def test_bad_annotations_do_not_stop_the_others(annotations, tmp_path):
    """A broken file, one without article and one that quotes what is not there are told; the good one is written."""
    write(annotations / "b.json", ANNOTATION)
    write(annotations / "c.json", "{")
    write(annotations / "d.json", ANNOTATION)
    articles = [ARTICLE, Article("c", "c.txt", TEXT), Article("d", "d.txt", "Nothing of this.")]
    done = import_folder(annotations, articles, tmp_path / "golden", CATALOG, **SIGNED)
    assert [path.name for path in done.written] == ["a.json"]
    told = [(failure.article_id, failure.error.problem.split(":")[0]) for failure in done.failures]
    assert told == [
        ("b", "no article has the id 'b'"),
        ("c", "this is not JSON"),
        ("d", "'Ann Rivers' is not in the article"),
    ]


def test_articles_that_could_not_be_loaded_are_told(annotations, tmp_path):
    """A failure among the texts stays one."""
    failure = Failure("b.txt", LoadError("binary", where="b.txt", remedy="give text"))
    done = import_folder(annotations, iter([failure, ARTICLE]), tmp_path / "golden", CATALOG, **SIGNED)
    assert (len(done.written), done.failures) == (1, (failure,))


def test_never_overwrites_another_golden(annotations, tmp_path):
    """What a person may have corrected since stays, unless it is to be replaced; equal bytes are no conflict."""
    golden = tmp_path / "a.json"
    golden.write_bytes(b"corrected")
    done = import_folder(annotations, [ARTICLE], tmp_path, CATALOG, **SIGNED)
    assert (done.written, golden.read_bytes()) == ((), b"corrected")
    assert done.failures[0].error.problem == "there is another golden already"
    import_folder(annotations, [ARTICLE], tmp_path, CATALOG, **SIGNED, replace=True)
    assert golden.read_bytes() == imported().data
    assert import_folder(annotations, [ARTICLE], tmp_path, CATALOG, **SIGNED).failures == ()


def test_folder_that_cannot_be_written_is_told(annotations, tmp_path):
    """A file where the folder should be is an error of the output, for each annotation."""
    done = import_folder(annotations, [ARTICLE], write(tmp_path / "golden", "a file"), CATALOG, **SIGNED)
    assert isinstance(done.failures[0].error, StoreError)


def test_folder_without_annotations_is_an_error(tmp_path):
    """There is nothing to import."""
    with pytest.raises(GoldenError, match="no annotation found"):
        import_folder(tmp_path, [ARTICLE], tmp_path, CATALOG, **SIGNED)


@pytest.mark.parametrize("signature", [{"on": "yesterday"}, {"by": ""}, {"guidelines": ""}])
def test_bad_signature_is_an_error(annotations, tmp_path, signature):
    """Who, when and by which guidelines must be told as the schema wants it."""
    with pytest.raises(GoldenError) as caught:
        import_folder(annotations, [ARTICLE], tmp_path, CATALOG, **SIGNED | signature)
    assert caught.value.where == f"verified.{next(iter(signature))}"


@pytest.mark.parametrize(("content", "problem"), [("[]", "not a JSON object"), ("{", "not JSON")])
def test_annotation_must_be_an_object(tmp_path, content, problem):
    """An annotation file that holds something else is refused with its path."""
    with pytest.raises(GoldenError, match=problem):
        read_annotation(write(tmp_path / "a.json", content))


def test_missing_annotation_is_an_error(tmp_path):
    """An annotation that is not there is told."""
    with pytest.raises(GoldenError, match="cannot be read"):
        read_annotation(tmp_path / "a.json")
