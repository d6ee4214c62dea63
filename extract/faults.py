"""The rules that a document must keep, each a generator of faults: its schema, its quotations, ids and references."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.document import json_schema
from extract.errors import InvalidDocument

if TYPE_CHECKING:
    import jsonschema

Steps = tuple[str | int, ...]
REWRITE = "run the article again with --fresh, or mend the file"


@dataclass(frozen=True)
class Fault:
    """One broken rule and the place in the document where it is broken."""

    path: Steps
    problem: str
    remedy: str = REWRITE
    place: str = ""
    """Where in the source text, for a quotation."""

    def as_error(self, where: str) -> InvalidDocument:
        """Return the fault as an error of the document at *where*."""
        parts = (where, json_path(self.path), self.place)
        return InvalidDocument(self.problem, where=", ".join(part for part in parts if part), remedy=self.remedy)


def json_path(path: Steps) -> str:
    """Return *path* in JSONPath notation.

    >>> json_path(("deals", 0, "date", "start"))
    '$.deals[0].date.start'
    """
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


@cache
def validator_of(catalog: Catalog) -> jsonschema.Draft202012Validator:
    """Return the compiled validator of the published schema: the reference, and what names the faults."""
    import jsonschema

    return jsonschema.Draft202012Validator(json_schema(catalog))


@cache
def _fast_validator(catalog: Catalog) -> Any:
    # The same schema in Rust: 0.1 ms for a document of 23 KB, where jsonschema takes 32 ms and the parser 80. It only
    # ever says yes: what it refuses, or cannot compile (a user's regular expression), jsonschema decides.
    import jsonschema_rs

    try:
        return jsonschema_rs.Draft202012Validator(json_schema(catalog))
    except ValueError:
        return None


def schema_faults(document: object, catalog: Catalog) -> Iterator[Fault]:
    """Yield where *document* breaks the published JSON Schema."""
    fast = _fast_validator(catalog)
    try:
        if fast is not None and fast.is_valid(document):
            return
    except ValueError:  # a text that UTF-8 cannot write, or nesting without end
        yield from text_faults(document)
    for error in sorted(validator_of(catalog).iter_errors(document), key=lambda one: [str(step) for step in one.path]):
        rule = str(error.validator)
        yield Fault(
            tuple(error.absolute_path), _PROBLEMS.get(rule, _in_short(error.message)), _REMEDIES.get(rule, REWRITE)
        )


_PROBLEMS = {"oneOf": 'the document has both "extraction" and "verified", or neither'}
_REMEDIES = {
    "additionalProperties": "take the key out, or give --schemas the folder that declares it",
    "required": "add the key: every declared key is written, null where there is no value",
    "const": "write it with this version: extract run --fresh",
    "oneOf": 'keep "extraction" in a result of the program, "verified" in a golden that a person stands for',
}


def _in_short(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:120]} … {message[-70:]}"


def text_faults(value: object, path: Steps = ()) -> Iterator[Fault]:
    """Yield the strings in plain data that UTF-8 cannot write."""
    if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        yield Fault(path, "the text has half a surrogate pair, which UTF-8 cannot write", "save it as valid UTF-8")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from text_faults(item, (*path, number))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from text_faults(item, (*path, name))


def content_faults(document: Mapping[str, Any], catalog: Catalog, text: str | None) -> Iterator[Fault]:
    """Yield where the values of *document* contradict each other or, where it is given, the source *text*.

    Takes a document that fits the schema only in part: what has another shape is left to ``schema_faults``.
    """
    if text is not None:
        yield from _source_faults(document, text)
        yield from _quotation_faults(document, catalog, text)
    yield from _id_faults(document, catalog)
    yield from _reference_faults(document, catalog)


def _source_faults(document: Mapping[str, Any], text: str) -> Iterator[Fault]:
    source = document.get("source")
    if not isinstance(source, dict):
        return
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    if source.get("sha256") != digest:
        yield Fault(("source", "sha256"), "the source text is not the one that was read", _SOURCE_CHANGED)
    if source.get("length") != len(text):
        yield Fault(("source", "length"), f"the source text has {len(text)} characters", _SOURCE_CHANGED)


_SOURCE_CHANGED = "run the article again, or put the text back that it was read from"


def _quotation_faults(document: Mapping[str, Any], catalog: Catalog, text: str) -> Iterator[Fault]:
    for path, spec, value in _values(document, catalog):
        if spec.type not in ("quote", "when") or not isinstance(value, dict):
            continue
        start, end, quoted = value.get("start"), value.get("end"), value.get("text")
        if not (isinstance(start, int) and isinstance(end, int) and isinstance(quoted, str)):
            continue
        found = text[start:end] if 0 <= start < end <= len(text) else None
        if found != quoted:
            stands = "the text ends before" if found is None else f"there stands {_in_short(repr(found))}"
            yield Fault(
                path, f"{_in_short(repr(quoted))} is not at its offsets: {stands}", place=f"characters {start}-{end}"
            )


def _id_faults(document: Mapping[str, Any], catalog: Catalog) -> Iterator[Fault]:
    seen: dict[str, Steps] = {}
    for path, _, record in records_of(document, catalog):
        given = record.get("id")
        if not isinstance(given, str):
            continue
        if given in seen:
            yield Fault(
                (*path, "id"), f"the id {given!r} is that of {json_path(seen[given])} too", "rename one of them"
            )
        seen.setdefault(given, path)


def _reference_faults(document: Mapping[str, Any], catalog: Catalog) -> Iterator[Fault]:
    ids: dict[str, set[object]] = {declaration.name: set() for declaration in catalog}
    for _, declaration, record in records_of(document, catalog):
        if isinstance(record.get("id"), str):
            ids[declaration.name].add(record["id"])
    for path, spec, value in _values(document, catalog):
        if spec.type == "ref" and isinstance(value, str) and value not in ids[spec.target or ""]:
            yield Fault(
                path, f"{value!r} is the id of no {spec.target} of the document", "add the record, or take it out"
            )


def records_of(document: Mapping[str, Any], catalog: Catalog) -> Iterator[tuple[Steps, Declaration, dict[str, Any]]]:
    """Yield (path, declaration, record) for every record of *document*, in its order."""
    for declaration in catalog:
        records = document.get(declaration.list_name)
        for number, record in enumerate(records if isinstance(records, list) else ()):
            if isinstance(record, dict):
                yield (declaration.list_name, number), declaration, record


def _values(document: Mapping[str, Any], catalog: Catalog) -> Iterator[tuple[Steps, FieldSpec, object]]:
    """Yield (path, field, value) for every single value, the elements of lists one by one."""
    for path, declaration, record in records_of(document, catalog):
        for spec in declaration.fields:
            value = record.get(spec.name)
            if isinstance(value, list):
                yield from (((*path, spec.name, number), spec, item) for number, item in enumerate(value))
            elif value is not None:
                yield (*path, spec.name), spec, value
