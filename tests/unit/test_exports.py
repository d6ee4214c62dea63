"""Documents in the forms of other tools, each opened by the tool's own reader where it is installed."""

import json
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from review_examples import CATALOG, TEXT, article, document, write_folder
from spacy.tokens import Doc, DocBin
from spacy.training.converters import conll_ner_to_docs

from extract.catalog import load_catalog
from extract.cli import main
from extract.exports.argilla import QUESTION, settings_of
from extract.exports.label_studio import configuration
from extract.exports.marks import Mark, Marked, labels_of, without_overlap
from extract.exports.write import FORMS

ASTRAL = "🦄 " + TEXT


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with two extractions, the second of a text with a letter that UTF-16 counts twice."""
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path, document(), document(article("unicorn", ASTRAL)), texts={"unicorn": ASTRAL})
    return tmp_path


@pytest.fixture
def written(folder):
    """Return a function that exports for a tool and gives the folder."""

    def export(tool, documents="out"):
        assert main(["export", documents, "--to", tool, "-o", tool]) == 0
        return folder / tool

    return export


def quotations(one):
    """Return list, id, field and words of every quotation of a document."""
    return sorted(
        (declaration.name, record["id"], spec.name, quote["text"])
        for declaration in CATALOG
        for record in one[declaration.list_name]
        for spec in declaration.fields
        if spec.type in ("quote", "when")
        for quote in (record[spec.name] if isinstance(record[spec.name], list) else [record[spec.name]])
        if quote is not None
    )


# --------------------------------------------------------------------------------------------------------------------
# Marks


def test_every_quotation_is_a_mark_and_every_reference_a_link():
    """Labels tell schema and field, of an entity its label; offsets are those of the document."""
    one = document()
    marked = Marked(TEXT, one, CATALOG)

    assert sorted((m.schema, m.record, m.field, TEXT[m.start : m.end]) for m in marked.marks) == quotations(one)
    assert {m.label for m in marked.marks if m.record == "norland"} == {"Actor.state"}
    assert {m.field: m.label for m in marked.marks if m.record == "meeting-1"} == {
        "place": "Meeting.place",
        "date": "Meeting.date",
        "evidence": "Meeting",
    }
    assert [(link.record, link.field, link.target) for link in marked.links] == [
        ("meeting-1", "participants", "norland"),
        ("meeting-1", "participants", "ida-vale"),
        ("demand-1", "demanders", "norland"),
        ("demand-1", "addressees", "sudland"),
    ]
    assert {m.label for m in marked.marks} <= set(labels_of(CATALOG))


def test_of_marks_that_overlap_the_longest_is_kept():
    """And those that only touch both."""
    marks = [Mark(start, end, "X", "X", str(start), "f") for start, end in ((0, 3), (2, 9), (9, 10), (4, 5))]

    assert [(one.start, one.end) for one in without_overlap(marks)] == [(2, 9), (9, 10)]


def test_a_link_leads_to_the_nearest_mention():
    """Of several mentions of an entity."""
    marked = Marked(TEXT, document(), CATALOG)
    demand = marked.first_of("Demand", "demand-1")

    assert TEXT[marked.first_of("Actor", "norland").start :].startswith("Norland met")
    assert TEXT[marked.first_of("Actor", "norland", demand).start :].startswith("Norland urged")


# --------------------------------------------------------------------------------------------------------------------
# spaCy


def docs_of(path):
    return list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("en").vocab))


def test_spacy_reads_its_docs(written):
    """Text to the letter, entities, all marks by their labels, and links as its relation extractor takes them."""
    first, second = docs_of(written("spacy") / "articles-00001.spacy")

    assert (first.text, second.text) == (TEXT, ASTRAL)
    assert [(one.text, one.label_, one.kb_id_) for one in second.ents] == [
        ("Norland", "Actor.state", "norland"),
        ("Sudland", "Actor.state", "sudland"),
        ("Ida Vale", "Actor.person", "ida-vale"),
        ("Norland", "Actor.state", "norland"),
        ("Sudland", "Actor.state", "sudland"),
        ("Vale", "Actor.person", "ida-vale"),
        ("Norlanders", "Actor.state", "norland"),
    ]
    assert ("Port Amber", "Meeting.place") in [(one.text, one.label_) for one in second.spans["sc"]]
    assert len(second.spans["sc"]) == len(quotations(document()))
    assert first.user_data["extract"]["id"] == "strait"
    named = {(second[i].text, second[j].text): fields for (i, j), fields in second._.rel.items()}
    assert named["Norland", "Sudland"] == {"addressees": 1.0}


def test_spacy_can_be_trained_on_them(written):
    """Its own corpus reader takes the folder."""
    from spacy.training import Corpus

    nlp = spacy.blank("en")
    examples = list(Corpus(written("spacy"))(nlp))
    assert sum(len(one.reference.ents) for one in examples) == 14
    assert Doc.has_extension("rel")


# --------------------------------------------------------------------------------------------------------------------
# CoNLL


def test_spacys_converter_reads_the_columns(written):
    """Entities of all documents, a file for each other schema."""
    folder = written("conll")
    docs = list(conll_ner_to_docs((folder / "entities.conll").read_text(), no_print=True))

    assert [one.text for doc in docs for one in doc.ents][:4] == ["Norland", "Sudland", "Ida Vale", "Norland"]
    assert sum(len(doc.ents) for doc in docs) == 14
    meetings = list(conll_ner_to_docs((folder / "meetings.conll").read_text(), no_print=True))
    assert [(one.text, one.label_) for one in meetings[0].ents] == [
        ("Port Amber", "Meeting.place"),
        ("4 May 2021", "Meeting.date"),
    ]
    assert {path.stem for path in folder.iterdir()} == {"entities", "meetings", "demands", "proposals", "comments"}


def test_a_line_is_a_token_with_its_tag(written):
    """Four columns; I only after B or I of the same label, and never after a blank line."""
    for path in written("conll").iterdir():
        lines = path.read_text(encoding="utf-8").split("\n")
        assert {len(line.split(" ")) for line in lines if line} == {4}
        tags = [line.split(" ")[3] if line else "" for line in lines]
        for before, tag in pairwise(tags):
            assert not tag.startswith("I-") or before[2:] == tag[2:]


def test_two_mentions_that_touch_are_two(tmp_path):
    """The second begins with B, though the label is the same."""
    from extract.exports.conll import write_conll

    one = document()
    person = next(record for record in one["actors"] if record["id"] == "ida-vale")
    person["mentions"] = [{"text": "Ida", "start": 41, "end": 44}, {"text": "Vale", "start": 45, "end": 49}]
    write_conll([Marked(TEXT, one, CATALOG)], tmp_path, CATALOG)

    text = (tmp_path / "entities.conll").read_text()
    assert "Ida -X- _ B-Actor.person\nVale -X- _ B-Actor.person\n" in text


# --------------------------------------------------------------------------------------------------------------------
# Label Studio


def test_label_studio_gets_regions_and_relations(written):
    """Predictions of a reader: places in code points, every relation between regions that are there."""
    tasks = json.loads((written("label-studio") / "label-studio.json").read_text(encoding="utf-8"))
    assert [task["data"]["id"] for task in tasks] == ["strait", "unicorn"]
    for task in tasks:
        (prediction,) = task["predictions"]
        regions = {one["id"]: one for one in prediction["result"] if one["type"] == "labels"}
        relations = [one for one in prediction["result"] if one["type"] == "relation"]
        for region in regions.values():
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        assert len(regions) == len(quotations(document()))
        told = [
            (regions[one["from_id"]]["value"]["labels"], one["labels"], regions[one["to_id"]]["value"]["text"])
            for one in relations
        ]
        assert (["Demand"], ["addressees"], "Sudland") in told
        assert len(told) == 4
        assert next(one for one in regions.values() if one["value"]["labels"] == ["Meeting"])["meta"] == {
            "text": ["meeting-1", "status: held"]
        }


def test_goldens_are_annotations(folder, written):
    """What a person verified is the truth, not a guess."""
    one = document()
    made = one.pop("extraction")
    one["verified"] = {"by": "Eve", "on": "2026-01-02", "guidelines": "1.1"}
    write_folder(folder / "signed", one)

    (task,) = json.loads((written("label-studio", "signed/out") / "label-studio.json").read_text())
    assert made
    assert "predictions" not in task
    assert task["annotations"][0]["ground_truth"] is True
    assert written("argilla", "signed/out")


def test_the_configuration_has_every_label_and_relation():
    """Whatever the documents hold."""
    root = ElementTree.fromstring(configuration(CATALOG))

    assert [one.get("value") for one in root.iter("Label")] == list(labels_of(CATALOG))
    assert [one.get("value") for one in root.iter("Relation")] == [
        "participants",
        "demanders",
        "addressees",
        "proposers",
        "recipients",
        "reply_to",
        "mentions",
    ]


def test_label_studio_itself_takes_them(written):
    """Its own reader of configurations accepts each task and each prediction."""
    interfaces = pytest.importorskip("label_studio_sdk.label_interface")
    folder = written("label-studio")
    config = interfaces.LabelInterface((folder / "label-studio.xml").read_text())

    config.validate()
    for task in json.loads((folder / "label-studio.json").read_text()):
        assert config.validate_task(task)
        assert all(config.validate_prediction(one) for one in task["predictions"])


# --------------------------------------------------------------------------------------------------------------------
# Argilla


def test_argilla_gets_spans_and_records_in_words(written):
    """Spans with labels that the settings have; the second field tells who did what to whom."""
    records = json.loads((written("argilla") / "argilla-records.json").read_text(encoding="utf-8"))
    labels = {one["value"] for one in settings_of(CATALOG)["questions"][0]["settings"]["options"]}

    for record, text in zip(records, (TEXT, ASTRAL), strict=True):
        spans = record["suggestions"][QUESTION]["value"]
        assert record["fields"]["text"] == text
        assert {one["label"] for one in spans} <= labels
        assert "Ida Vale" in [text[one["start"] : one["end"]] for one in spans]
        assert "- Meeting meeting-1: status: held; participants → norland" in record["fields"]["records"]


def test_argilla_itself_takes_them(written):
    """Its own readers of settings and records."""
    argilla = pytest.importorskip("argilla")
    from argilla.records._io import JsonIO

    folder = written("argilla")
    settings = argilla.Settings.from_json(folder / "argilla-settings.json")
    settings.validate()
    records = JsonIO._records_from_json(folder / "argilla-records.json")

    assert [one.id for one in records] == ["strait", "unicorn"]
    assert list(settings.questions[0].labels) == list(labels_of(CATALOG))
    assert [one.question_name for one in records[0].suggestions] == [QUESTION]


# --------------------------------------------------------------------------------------------------------------------
# All of them


OWN = '''
from typing import Annotated, Literal
from pydantic import Field
from extract.schema import AGENT, Entity, Event, Quote, Ref

class Ship(Entity):
    """A ship."""

class Raid(Event):
    """A ship falls upon another."""
    raiders: Annotated[list[Ref["Ship"]], AGENT] = Field(default=[], description="Who raids.")
    booty: list[Quote] = Field(default=[], description="What is taken.")
'''


@pytest.mark.parametrize("tool", FORMS)
def test_a_schema_of_the_users_own_needs_no_code(folder, tool):
    """Labels and links follow from its declaration."""
    (folder / "own").mkdir()
    (folder / "own" / "raid.py").write_text(OWN, encoding="utf-8")
    lists = {one.list_name for one in CATALOG}
    start = TEXT.index("a joint patrol")
    quote = {"text": "a joint patrol", "start": start, "end": start + 14}
    ship = {"id": "a", "name": "A", "aliases": [], "mentions": [{"text": "Vale", "start": 45, "end": 49}]}
    raid = {"id": "raid-1", "raiders": ["a"], "booty": [quote], "evidence": [quote]}
    own = {key: value for key, value in document().items() if key not in lists} | {"ships": [ship], "raids": [raid]}
    write_folder(folder / "mine", own)

    assert main(["export", "mine/out", "--schemas", "own", "--to", tool, "-o", tool]) == 0
    everything = b"".join(path.read_bytes() for path in (folder / tool).iterdir())
    assert b"Raid.booty" in everything or tool == "spacy"
    assert load_catalog(folder / "own")["Raid"].name == "Raid"


@pytest.mark.parametrize("tool", FORMS)
def test_a_document_without_its_text_is_told(folder, tool, capsys):
    """The others are written; equal documents give equal bytes."""
    (folder / "out" / "strait.txt").unlink()

    assert main(["export", "out", "--to", tool, "-o", "one"]) == 1
    assert "the article's text is not at hand" in capsys.readouterr().err
    assert main(["export", "out", "--to", tool, "-o", "two"]) == 1
    for path in (folder / "one").iterdir():
        assert path.read_bytes() == (folder / "two" / path.name).read_bytes()
    assert not [path for path in (folder / "one").iterdir() if path.name.startswith(".")]


def test_the_command_knows_every_form():
    """The choices of --to are written down twice, so that --help is quick."""
    from extract.commands.export import TOOLS

    assert tuple(FORMS) == TOOLS


def test_links_are_a_row_each(folder):
    """Each participant, each demander …, with what it is to the record, and its name."""
    import csv

    assert main(["export", "out", "--links"]) == 0
    with Path("tables/links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [(row["id"], row["field"], row["role"], row["number"], row["target.name"]) for row in rows[:4]] == [
        ("meeting-1", "participants", "participant", "1", "Norland"),
        ("meeting-1", "participants", "participant", "2", "Ida Vale"),
        ("demand-1", "demanders", "agent", "1", "Norland"),
        ("demand-1", "addressees", "recipient", "1", "Sudland"),
    ]
    assert {row["source.id"] for row in rows} == {"strait", "unicorn"}
    assert main(["export", "out", "--links", "--parquet", "-o", "dash"]) == 0
    assert Path("dash/links.parquet").is_file()
    assert main(["export", "out", "-o", "without"]) == 0
    assert not Path("without/links.csv").exists()
