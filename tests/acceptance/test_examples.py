"""The examples of a user's own events: each reads sentences that were written before its cues.

``tests/data/sentences/<schema>.jsonl`` collects itself: a line with names states the event, a line without does not.
"""

import json
from pathlib import Path

import pytest

from extract.backends import BackendOptions, create_backend
from extract.catalog import Catalog, load_catalog
from extract.pipeline import read
from extract.stages import Article, Extraction

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs/examples/schemas"
SENTENCES = sorted((ROOT / "tests/data/sentences").glob("*.jsonl"))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(SCHEMAS)


@pytest.fixture(scope="module")
def read_sentences(catalog):
    backend = create_backend(catalog, BackendOptions())

    def read_all(path):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        articles = [Article(f"s{number}", f"{path}#{number}", row["text"]) for number, row in enumerate(rows)]
        documents = list(read(articles, backend, catalog))
        assert all(isinstance(one, Extraction) for one in documents)
        return list(zip(rows, (one.document for one in documents), strict=True))

    return read_all


def has_right_actors(record, row, document):
    """Return whether each role of *record* names the actor that the row names."""
    names = {actor["id"]: {actor["name"], *actor["aliases"]} for actor in document["actors"]}
    roles = {role: name for role, name in row.items() if role != "text"}
    return all(any(name in names[key] for key in record[role]) for role, name in roles.items())


@pytest.mark.parametrize("path", SENTENCES, ids=[path.stem for path in SENTENCES])
def test_example_finds_what_it_declares(path, catalog, read_sentences):
    """At least eight of ten sentences that state the event give a record, and all but one of these the right actors."""
    list_name = next(one.list_name for one in catalog if one.name.lower() == path.stem)
    stating = [(row, document) for row, document in read_sentences(path) if len(row) > 1]
    found = [(row, document) for row, document in stating if document[list_name]]
    wrong = [
        row["text"]
        for row, document in found
        if not any(has_right_actors(record, row, document) for record in document[list_name])
    ]

    assert len(stating) == 10
    assert len(found) >= 8, [row["text"] for row, document in stating if not document[list_name]]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_example_stays_silent_otherwise(path, catalog, read_sentences):
    """Of five sentences that only sound like the event, at most one gives a record."""
    list_name = next(one.list_name for one in catalog if one.name.lower() == path.stem)
    others = [(row, document) for row, document in read_sentences(path) if len(row) == 1]
    false = [row["text"] for row, document in others if document[list_name]]

    assert len(others) == 5
    assert len(false) <= 1, false


def test_every_example_event_has_sentences(catalog):
    """No example is without its test."""
    assert [path.stem for path in SENTENCES] == sorted(one.name.lower() for one in catalog.of_kind("event"))


def test_examples_hold_their_own_copy_of_actor():
    """A folder of declarations is complete in itself; the copy of Actor there is the package's."""
    assert (SCHEMAS / "actor.py").read_bytes() == (ROOT / "schemas/actor.py").read_bytes()
