"""The document's model and its published JSON Schema, made from whatever is declared."""

import copy
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extract.backends import BackendOptions, create_backend
from extract.catalog import load_catalog
from extract.document import (
    SCHEMA_VERSION,
    ExtractionInfo,
    Verified,
    catalog_digest,
    document_model,
    json_schema,
    published_files,
    record_schema,
)
from extract.errors import DeclarationError
from extract.pipeline import read
from extract.stages import Article
from extract.validate import to_extraction, write_document

ROOT = Path(__file__).parents[2]
TEXT = "Oslo, 3 March 2021\n\nNorway asked Sweden to leave the island. Sweden granted the wish in Bergen.\n"
OUTCOME = 'outcome: Literal["open", "granted"] | None = Field(default=None, description="What came of it.")'
CUES = 'Cues("{askers} ask {asked} to {wish}") + Cues("{asked} grant {wish}", outcome="granted")'
GOLDEN = Verified(by="Eve", on="2026-01-01", guidelines="1.1")


@pytest.fixture(scope="module")
def declared(declare):
    return load_catalog(declare())


@pytest.fixture(scope="module")
def document(declared):
    """A document that the embedded backend really made, with a record of each schema."""
    (extraction,) = read([Article("a", "a.txt", TEXT)], create_backend(declared, BackendOptions()), declared)
    return json.loads(extraction.data)


@pytest.fixture(scope="module")
def validator(declared):
    return Draft202012Validator(json_schema(declared))


def test_the_schema_is_a_valid_one(declared):
    """That of the document and of each record, in draft 2020-12, with an identifier and a title."""
    files = published_files(declared)

    assert sorted(files) == ["document.schema.json", "party.schema.json", "plea.schema.json"]
    for name, text in files.items():
        schema = json.loads(text)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"urn:extract:schema:v{SCHEMA_VERSION}:{name.removesuffix('.schema.json')}"
        assert text.endswith("}\n")
    assert [json.loads(text)["title"] for text in files.values()] == ["Document", "Party", "Plea"]


def test_the_schema_accepts_what_is_written(document, validator):
    """A document that the package made, with records in every list."""
    assert document["parties"]
    assert document["pleas"]
    assert list(validator.iter_errors(document)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "golden").glob("*.json")), ids=lambda path: path.stem)
def test_the_package_s_schema_accepts_the_goldens(path, catalog):
    """They have "verified" in place of "extraction"."""
    golden = json.loads(path.read_text(encoding="utf-8"))

    assert list(Draft202012Validator(json_schema(catalog)).iter_errors(golden)) == []


def remove(document, *path):
    *way, last = path
    for step in way:
        document = document[step]
    del document[last]


def put(document, value, *path):
    *way, last = path
    for step in way:
        document = document[step]
    document[last] = value


FAULTS = {
    "no version": lambda one: remove(one, "schema_version"),
    "another version": lambda one: put(one, "2", "schema_version"),
    "no list": lambda one: remove(one, "pleas"),
    "unknown list": lambda one: put(one, [], "wishes"),
    "no source": lambda one: remove(one, "source"),
    "digest of no length": lambda one: put(one, "abc", "source", "sha256"),
    "date in another form": lambda one: put(one, "3 March 2021", "source", "published"),
    "no title key": lambda one: remove(one, "source", "title"),
    "nobody made it": lambda one: remove(one, "extraction"),
    "made and verified": lambda one: put(one, GOLDEN.model_dump(), "verified"),
    "no id": lambda one: remove(one, "parties", 0, "id"),
    "empty id": lambda one: put(one, "", "parties", 0, "id"),
    "unknown key": lambda one: put(one, 1, "parties", 0, "size"),
    "missing key": lambda one: remove(one, "pleas", 0, "place"),
    "value that is no label": lambda one: put(one, "planet", "parties", 0, "kind"),
    "null where none may be": lambda one: put(one, None, "parties", 0, "kind"),
    "no evidence": lambda one: put(one, [], "pleas", 0, "evidence"),
    "quotation without its place": lambda one: remove(one, "pleas", 0, "wish", "start"),
    "offset below zero": lambda one: put(one, -1, "pleas", 0, "wish", "start"),
    "offset that is no number": lambda one: put(one, "0", "pleas", 0, "wish", "start"),
    "quotation without words": lambda one: put(one, "", "pleas", 0, "wish", "text"),
    "null match": lambda one: put(one, None, "pleas", 0, "wish", "match"),
    "score above one": lambda one: put(one, 2, "pleas", 0, "wish", "score"),
    "null optional": lambda one: put(one, None, "pleas", 0, "optional"),
    "reference that is no text": lambda one: put(one, [1], "pleas", 0, "askers"),
}


@pytest.mark.parametrize("break_it", FAULTS.values(), ids=FAULTS)
def test_the_schema_refuses_a_faulty_document(document, validator, break_it):
    """One fault is enough: a missing, unknown or null key, a wrong type, label, pattern or range."""
    broken = copy.deepcopy(document)
    break_it(broken)

    assert not validator.is_valid(broken)


def test_the_model_refuses_what_the_schema_refuses(document, declared):
    """Pydantic and JSON Schema are made from one declaration: what is written and read back is the same."""
    model = document_model(declared)

    assert json.loads(model.model_validate(document).model_dump_json()) == document
    broken = copy.deepcopy(document)
    broken["parties"][0]["kind"] = "planet"
    with pytest.raises(ValueError, match="planet"):
        model.model_validate(broken)


def test_a_golden_has_its_signature_in_place_of_what_made_it(declared):
    """The last key is "verified"; there is no "extraction"."""
    data, faults = write_document(Article("a", "a.txt", "Norway"), {}, declared, GOLDEN)
    written = json.loads(data)

    assert faults == []
    assert list(written) == ["schema_version", "source", "parties", "pleas", "verified"]
    assert written["verified"] == {"by": "Eve", "on": "2026-01-01", "guidelines": "1.1"}


def test_the_published_schema_tells_the_written_form(declared):
    """Keys in the order in which they are written, all required that are always there, descriptions on one line."""
    schema = record_schema(declared, "Plea")
    quote = schema["$defs"]["Quote"]

    assert list(schema["properties"]) == [
        "id",
        "askers",
        "asked",
        "wish",
        "place",
        "outcome",
        "evidence",
        "confidence",
        "optional",
    ]
    assert schema["required"] == ["id", "askers", "asked", "wish", "place", "outcome", "evidence"]
    assert schema["additionalProperties"] is False
    assert schema["description"] == "Somebody asks another for something."
    assert quote["required"] == ["text", "start", "end"]
    assert "default" not in json.dumps(schema)
    with pytest.raises(KeyError):
        record_schema(declared, "Nothing")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["score", "match", "extraction", "position", "copy", "text", "name"])
def test_a_user_s_fields_may_be_called_like_others(declare, name):
    """What a quotation or a class has of that name is another thing: a record's field is written, null or not."""
    field = f'{name}: int | None = Field(default=None, description="Mine.")'
    declared = load_catalog(declare((OUTCOME, field), (CUES, 'Cues("{askers} ask {asked} to {wish}")')))
    quote = {"text": "Norway", "start": 0, "end": 6}
    record = {"id": "plea-1", "askers": [], "wish": quote, "evidence": [quote], name: None}
    article = Article("a", "a.txt", "Norway")

    extraction = to_extraction(article, {"pleas": [record]}, declared, GOLDEN)
    assert extraction.dropped == ()
    assert extraction.document["pleas"][0][name] is None
    assert name in record_schema(declared, "Plea")["required"]


@pytest.mark.parametrize("name", ["Document", "Source", "Verified", "Quote", "When", "ExtractionInfo"])
def test_the_document_s_own_names_are_reserved(declare, name):
    """A schema of such a name would be taken for the document's own part."""
    with pytest.raises(DeclarationError, match=f"no schema can be called {name}"):
        load_catalog(declare(("class Plea(Event):", f"class {name}(Event):"), ("Annotated[Quote, THEME]", "str")))


@pytest.mark.parametrize("name", ["id", "confidence", "optional"])
def test_the_fields_of_every_record_are_reserved(declare, name):
    """A declaration cannot give them another meaning."""
    with pytest.raises(DeclarationError, match=f"every record has the field {name} of its own") as raised:
        load_catalog(declare((OUTCOME, f'{name}: str = Field(default="a", description="Mine.")')))

    assert raised.value.where.endswith(f"plea.py, Plea.{name}")


CHANGES = {
    "a cue": ("{askers} ask {asked} to {wish}", "{askers} beg {asked} to {wish}"),
    "what a cue fixes": ('outcome="granted"', 'outcome="open"'),
    "a definition": ("Somebody asks another for something.", "Somebody asks for something."),
    "a description": ("What came of it.", "What became of it."),
    "a marker": ("Annotated[Quote, THEME]", "Annotated[Quote, PLACE]"),
    "a rule of comparison": ("Annotated[Quote, THEME]", 'Annotated[Quote, THEME, Compare("ignored")]'),
    "labels": ('("PERSON", "OFFICE")', '("PERSON",)'),
    "a type": ("place: Annotated[Quote | None", "place: Annotated[When | None"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_digest_changes_with_what_is_declared(declare, declared, change):
    """Whatever can change what a backend finds or how it is written."""
    assert catalog_digest(load_catalog(declare(change))) != catalog_digest(declared)


def test_the_digest_is_that_of_what_is_declared(declare, declared):
    """Not of the folder, the file's comments or the order of its imports."""
    digest = catalog_digest(load_catalog(declare(("from datetime import date\n", "# a comment\n"))))

    assert digest == catalog_digest(declared)
    assert digest.startswith("sha256:")
    assert len(digest) == len("sha256:") + 64


def test_what_made_a_document_is_told(document, declared):
    """Backend, model, version and the digest of the declarations."""
    info = ExtractionInfo(**document["extraction"])

    assert (info.backend, info.model) == ("embedded", "en_core_web_sm 3.8.0")
    assert info.schemas == catalog_digest(declared)
