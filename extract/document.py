"""The document of the contract: its pydantic model and its published JSON Schema, made from a catalogue."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from extract.catalog import Catalog

SCHEMA_VERSION: Final = "1.1"
"""Version of the document's form: the first number is raised by what would break a reader, the second by additions."""


def _is_absent(value: object) -> bool:
    return value is None


class DocumentBase(BaseModel):
    """What every document has, whatever is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Literal["1", "1.1"] = Field(description="Version of the document's form.")
    source: Source = Field(description="The article.")


class Source(BaseModel):
    """The article that a document was made from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1, description="The article's id: the document's file name without its ending.")
    uri: str = Field(description="Where the article came from.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the source text in UTF-8.")
    length: int = Field(ge=0, description="Length of the source text in Unicode code points.")
    title: str | None = Field(default=None, description="The headline, where the page tells it.")
    published: str | None = Field(
        default=None, pattern=r"^\d{4}-\d{2}-\d{2}$", description="The article's own date, YYYY-MM-DD."
    )
    language: str = Field(default="en", description="ISO 639-1 code.")


class ExtractionInfo(BaseModel):
    """What made a document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: str = Field(description="The backend's name.")
    model: str = Field(description="The model and its version.")
    version: str = Field(description="Version of this package.")
    schemas: str = Field(description="Digest of the declarations.")


class Verified(BaseModel):
    """Who stands for a golden."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: str = Field(min_length=1, description="Who verified it.")
    on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="When, YYYY-MM-DD.")
    guidelines: str = Field(min_length=1, description="Version of the annotation guidelines.")


@cache
def document_model(catalog: Catalog) -> type[BaseModel]:
    """Return the pydantic model of a whole document of *catalog*."""
    lists: dict[str, Any] = {
        declaration.list_name: (
            list[declaration.model],  # type: ignore[name-defined]
            Field(description=declaration.definition.split(". ")[0].rstrip(".") + "."),
        )
        for declaration in catalog
    }
    return create_model(
        "Document",
        __base__=DocumentBase,
        **lists,
        extraction=(
            ExtractionInfo | None,
            Field(default=None, exclude_if=_is_absent, description="What made the document; not in goldens."),
        ),
        verified=(
            Verified | None,
            Field(default=None, exclude_if=_is_absent, description="Only in goldens: who verified it."),
        ),
    )


@cache
def catalog_digest(catalog: Catalog) -> str:
    """Return ``sha256:`` and the hash of schemas, cues and markers: equal declarations give equal digests."""
    parts = [json.dumps(json_schema(catalog), sort_keys=True)]
    parts += [f"{one.name} {sorted(cue.fixed.items())} {cue.sentence}" for one in catalog for cue in one.cues]
    parts += [f"{one.name}.{spec.name} {spec.markers!r}" for one in catalog for spec in one.fields]
    return "sha256:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def json_schema(catalog: Catalog) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a whole document."""
    schema = _published(document_model(catalog).model_json_schema(), catalog, "document", "Document")
    return schema | {"oneOf": [{"required": ["extraction"]}, {"required": ["verified"]}]}


def record_schema(catalog: Catalog, name: str) -> dict[str, Any]:
    """Return the JSON Schema of one record of the schema called *name* (KeyError where there is none)."""
    declaration = catalog[name]
    return _published(declaration.model.model_json_schema(), catalog, declaration.slug, declaration.name)


def published_files(catalog: Catalog) -> dict[str, str]:
    """Return file name -> text for every JSON Schema to publish."""
    schemas = {"document": json_schema(catalog)}
    schemas |= {declaration.slug: record_schema(catalog, declaration.name) for declaration in catalog}
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def _published(schema: dict[str, Any], catalog: Catalog, name: str, title: str) -> dict[str, Any]:
    for definition in (schema, *schema.get("$defs", {}).values()):
        _describe_written_form(definition, catalog)
    schema["title"] = title
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:extract:schema:v{SCHEMA_VERSION}:{name}",
    }
    return head | schema


_ABSENT_WHEN_NULL = ("match", "score", "extraction", "verified")


def _describe_written_form(schema: dict[str, Any], catalog: Catalog) -> None:
    """Make a definition tell what is written: every key in its order, save those that are left out when null."""
    properties: dict[str, Any] = schema.get("properties", {})
    record = next((one for one in catalog if one.name == schema.get("title")), None)
    order = record.model.written_order() if record is not None else tuple(properties)
    written = {name: {key: part for key, part in properties[name].items() if key != "default"} for name in order}
    absent = _ABSENT_WHEN_NULL if record is None else ("confidence", "optional")
    for name in absent:
        if "anyOf" in written.get(name, {}):
            (kept,) = (option for option in written[name].pop("anyOf") if option != {"type": "null"})
            written[name] = kept | written[name]
    if properties:
        schema["properties"] = written
        schema["required"] = [name for name in written if name not in absent]
    if "description" in schema:
        schema["description"] = " ".join(schema["description"].split())
