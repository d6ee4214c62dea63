"""Two versions of the published JSON Schema -> what changed, and whom each change breaks.

Two kinds of people hold documents. *Readers* wrote a program for the old form and are given documents of the new one: a
value that they could not meet before breaks them. *Goldens* were written in the old form and are read as the new one: a
value that is not allowed any more breaks them. So what widens a schema breaks readers, and what narrows it goldens; a
new field breaks no reader, since readers pass over keys that they do not know.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from extract.catalog import Catalog, load_catalog
from extract.document import json_schema, record_schema
from extract.errors import UsageError

Node = Mapping[str, Any]

PUBLISHED: Final = "document.schema.json"
_LOWER: Final = ("minLength", "minItems", "minimum", "exclusiveMinimum")
_UPPER: Final = ("maxLength", "maxItems", "maximum", "exclusiveMaximum")
_OTHER: Final = ("pattern", "format", "multipleOf", "uniqueItems")
_ALIKE: Final = 0.6
"""Likeness (0..1) of two names, by difflib, from which a field that went and one that came may be one renamed."""
_WORDS: Final = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}


@dataclass(frozen=True)
class SchemaChange:
    """One change, and whom it breaks."""

    place: str
    """The list and the field, e.g. ``sanctions.target``; or the name of a part that several fields share."""
    what: str
    breaks_readers: bool
    goldens: Literal["fit", "upgrade", "look"]
    """``fit`` as they are, are made to fit by ``extract golden upgrade``, or a person must look at them."""

    @property
    def is_breaking(self) -> bool:
        """Whether somebody has to act on it."""
        return self.breaks_readers or self.goldens == "look"


def changes_since(old: Path, catalog: Catalog) -> tuple[SchemaChange, ...]:
    """Return what changed from *old* to the declarations of *catalog*.

    *old* is a published schema, a folder of published schemas, or a folder of declarations.

    Raises:
        UsageError: it is none of these, or the schema of a record that is not declared any more.
        DeclarationError: the old declarations cannot be loaded.
    """
    before = _read(old)
    title = before.get("title", "")
    if "schema_version" in before.get("properties", {}):
        return compare_schemas(before, json_schema(catalog))
    if title not in {one.name for one in catalog}:
        raise UsageError(
            f"nothing is declared that the schema {title!r} could be compared with",
            where=str(old),
            remedy=f"give the schema of a document, or of one of: {', '.join(one.name for one in catalog)}",
        )
    return compare_schemas(before, record_schema(catalog, title))


def compare_schemas(old: Node, new: Node) -> tuple[SchemaChange, ...]:
    """Return what changed between two published JSON Schemas, of documents or of one record."""
    return tuple(dict.fromkeys(_Comparison(old, new).changes()))


def _read(old: Path) -> Node:
    if old.is_dir():
        if any(old.glob("[!_]*.py")):
            return json_schema(load_catalog(old))
        old = old / PUBLISHED
    try:
        schema = json.loads(old.read_bytes())
        problem = "" if isinstance(schema, dict) and "properties" in schema else "this is no JSON Schema of an object"
    except OSError as error:
        problem = f"the schema cannot be read: {error.strerror}"
    except (ValueError, RecursionError) as error:
        problem = f"this is not JSON: {error}"
    if problem:
        raise UsageError(
            problem,
            where=str(old),
            remedy="give what `extract schema` printed or published, or a folder of declarations",
        )
    found: Node = schema
    return found


class _Comparison:
    """The walk through two schemas; parts that several fields share are told once."""

    def __init__(self, old: Node, new: Node) -> None:
        self._old, self._new = old, new
        self._compared: set[str] = set()

    def changes(self) -> Iterator[SchemaChange]:
        yield from self._objects("", self._old, self._new)

    def _objects(self, place: str, old: Node, new: Node) -> Iterator[SchemaChange]:
        before, after = old.get("properties", {}), new.get("properties", {})
        renamed = _renamed(before, after)
        for name in before:
            if name in after:
                yield from self._property(_join(place, name), name, old, new)
            elif name in renamed:
                yield SchemaChange(_join(place, name), f"gone; renamed to {renamed[name]}?", True, "look")
            else:
                yield SchemaChange(_join(place, name), "gone", True, "look")
        for name in after:
            if name not in before:
                told = f"new: {_in_words(after[name])}"
                goldens = "look" if name in renamed.values() else _goldens_without(name, new)
                yield SchemaChange(_join(place, name), told, False, goldens)

    def _property(self, place: str, name: str, old: Node, new: Node) -> Iterator[SchemaChange]:
        before, after = old["properties"][name], new["properties"][name]
        was, is_now = (name in side.get("required", ()) for side in (old, new))
        if was and not is_now:
            yield SchemaChange(place, "may be left out now", True, "fit")
        if is_now and not was:
            yield SchemaChange(place, "is always written now", False, _goldens_without(name, new))
        if before.get("description") != after.get("description"):
            yield SchemaChange(place, "another description", False, "fit")
        yield from self._values(place, before, after)

    def _values(self, place: str, old: Node, new: Node) -> Iterator[SchemaChange]:
        (old, was_null), (new, is_null) = _without_null(old), _without_null(new)
        if is_null and not was_null:
            yield SchemaChange(place, "may be null now", True, "fit")
        if was_null and not is_null:
            yield SchemaChange(place, "may not be null any more", False, "look")
        if _kind(old) != _kind(new):
            yield SchemaChange(place, f"{_in_words(new)}, was {_in_words(old)}", True, "look")
        elif "$ref" in old:
            yield from self._parts(place, _kind(old))
        else:
            yield from _limits(place, old, new)
            yield from _choices(place, old, new)
            if "items" in old and "items" in new:
                yield from self._values(place, old["items"], new["items"])

    def _parts(self, place: str, name: str) -> Iterator[SchemaChange]:
        if name in self._compared:
            return
        self._compared.add(name)
        old, new = (side["$defs"][name] for side in (self._old, self._new))
        # The records of a list go by its name; what fields are made of (a quotation) by its own.
        here = place if "." not in place and "id" in old.get("properties", {}) else name
        if old.get("description") != new.get("description"):
            yield SchemaChange(here, "another description", False, "fit")
        yield from self._objects(here, old, new)


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _renamed(before: Node, after: Node) -> dict[str, str]:
    """Return old name -> new name of the fields that went while a like one of the same form came."""
    went, came = ([name for name in one if name not in other] for one, other in ((before, after), (after, before)))
    is_one_each, renamed = len(went) == len(came) == 1, dict[str, str]()
    for name in went:
        like = [one for one in came if _form(after[one]) == _form(before[name])]
        same = [one for one in like if after[one].get("description") == before[name].get("description")]
        close = difflib.get_close_matches(name, like, n=1, cutoff=_ALIKE)
        if found := (same or close or (like if is_one_each else []))[:1]:
            renamed[name] = found[0]
            came.remove(found[0])
    return renamed


def _form(node: Any) -> Any:
    """Return a schema without what is only said about it."""
    if isinstance(node, Mapping):
        return {key: _form(part) for key, part in node.items() if key not in ("description", "title")}
    return [_form(part) for part in node] if isinstance(node, list) else node


def _goldens_without(name: str, parent: Node) -> Literal["fit", "upgrade", "look"]:
    """Return what becomes of goldens that lack the field called *name*."""
    if name not in parent.get("required", ()):
        return "fit"
    node, may_be_null = _without_null(parent["properties"][name])
    may_be_empty = node.get("type") == "array" and not node.get("minItems")
    return "upgrade" if may_be_null or may_be_empty else "look"


def _without_null(node: Node) -> tuple[Node, bool]:
    options = [option for option in node.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) != 1:
        return node, False
    return options[0], len(node["anyOf"]) > 1


def _kind(node: Node) -> str:
    """Return the name of a shared part, or the JSON type."""
    if "$ref" in node:
        return str(node["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in node:
        return " or ".join(sorted(map(_kind, node["anyOf"])))
    return str(node.get("type", "any"))


def _in_words(node: Node) -> str:
    """Return what values a schema allows."""
    node, may_be_null = _without_null(node)
    if node.get("type") == "array":
        told = f"a list of {_in_words(node.get('items', {}))}"
    elif "enum" in node or "const" in node:
        told = "one of " + ", ".join(map(repr, _enum(node) or ()))
    else:
        told = _WORDS.get(_kind(node), _kind(node))
    return f"{told}, or null" if may_be_null else told


def _enum(node: Node) -> list[Any] | None:
    return [node["const"]] if "const" in node else node.get("enum")


def _choices(place: str, old: Node, new: Node) -> Iterator[SchemaChange]:
    before, after = _enum(old), _enum(new)
    if before is None and after is not None:
        yield SchemaChange(place, f"only {', '.join(map(repr, after))} now, was free", False, "look")
    elif before is not None and after is None:
        yield SchemaChange(place, f"free now, was {', '.join(map(repr, before))}", True, "fit")
    elif before is not None and after is not None:
        for value in (value for value in after if value not in before):
            yield SchemaChange(place, f"the value {value!r} is new", True, "fit")
        for value in (value for value in before if value not in after):
            yield SchemaChange(place, f"the value {value!r} is gone", False, "look")


def _limits(place: str, old: Node, new: Node) -> Iterator[SchemaChange]:
    for key in (*_LOWER, *_UPPER, *_OTHER):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        told = f"{key} is {'gone' if after is None else after}, was {'free' if before is None else before}"
        if before is None or after is None:
            narrows, widens = before is None, after is None
        elif key in _OTHER:
            narrows = widens = True
        else:
            narrows = (after > before) == (key in _LOWER)
            widens = not narrows
        yield SchemaChange(place, told, widens, "look" if narrows else "fit")
