"""The published JSON Schemas are those of the declarations, and valid schemas themselves."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extract.catalog import load_catalog
from extract.document import published_files

CATALOG = load_catalog()
PUBLISHED = Path(__file__).parents[2] / "schemas" / "json"


def test_the_published_schemas_are_those_of_the_declarations() -> None:
    """After a change of a declaration: ``extract schema --publish``."""
    lying = {path.name: path.read_text(encoding="utf-8") for path in PUBLISHED.iterdir()}

    assert lying == published_files(CATALOG)


@pytest.mark.parametrize("name", published_files(CATALOG))
def test_a_published_schema_is_a_valid_one(name: str) -> None:
    """Draft 2020-12, with an identifier and a title."""
    schema = json.loads((PUBLISHED / name).read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:extract:schema:v")
    assert schema["title"]


@pytest.mark.parametrize("name", published_files(CATALOG))
def test_every_property_is_described(name: str) -> None:
    """People and models read the descriptions."""
    schema = json.loads((PUBLISHED / name).read_text(encoding="utf-8"))

    for definition in (schema, *schema.get("$defs", {}).values()):
        for key, part in definition.get("properties", {}).items():
            assert part.get("description"), (definition.get("title"), key)
