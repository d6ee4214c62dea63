"""Goldens in an older form -> the form of the declarations, where nothing that a person said is lost or made up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.document import SCHEMA_VERSION
from extract.errors import GoldenError, UsageError
from extract.faults import Steps, json_path
from extract.goldens.golden import write_golden
from extract.schema import OF_EVERY_RECORD
from extract.scoring.likeness import items_of
from extract.validate import canonical_bytes, check_document, parse_json

_OF_THE_DOCUMENT: Final = ("schema_version", "source", "extraction", "verified")
Kind = Literal["filled", "renamed", "dropped", "look"]


@dataclass(frozen=True)
class Note:
    """One thing that was done to a golden, or that keeps it from being rewritten."""

    kind: Kind
    """``look``: a person has to decide; the golden is left as it is."""
    place: str
    """JSONPath."""
    what: str


@dataclass(frozen=True)
class Upgrade:
    """What became of one golden."""

    path: Path
    state: Literal["fits", "rewritten", "left"]
    notes: tuple[Note, ...] = ()


def upgrade_goldens(
    folder: Path, catalog: Catalog, *, drop: bool = False, rename: Mapping[str, str] = {}, dry_run: bool = False
) -> tuple[Upgrade, ...]:
    """Rewrite the goldens in *folder* to the form of *catalog*, and return what became of each.

    Each is rewritten whole or not at all. A new field becomes null or an empty list where the declaration allows it,
    and is named: nobody has looked for it. A field or list that is gone is renamed by *rename* (``list.old`` -> new
    name, or ``list`` -> new list), taken out with *drop*, or keeps the golden as it is, as does every value that is not
    allowed any more.

    Raises:
        GoldenError: there is no golden.
        UsageError: *rename* leads to what is not declared.
        StoreError: a golden cannot be written.
    """
    _check_rename(rename, catalog)
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldenError("no golden found", where=str(folder), remedy="give a folder of goldens")
    return tuple(_upgraded(path, catalog, _Rewrite(catalog, drop, rename), dry_run) for path in paths)


def _upgraded(path: Path, catalog: Catalog, rewrite: _Rewrite, dry_run: bool) -> Upgrade:
    golden = _read(path)
    if isinstance(golden, Note):
        return Upgrade(path, "left", (golden,))
    is_current = golden.get("schema_version") == SCHEMA_VERSION
    if is_current and not check_document(path.read_bytes(), catalog, None, where=str(path)):
        return Upgrade(path, "fits")
    written = rewrite.document(golden)
    notes = list(rewrite.notes)
    if not any(note.kind == "look" for note in notes):
        data, faults = _checked(written, catalog)
        notes += faults
        if not faults:
            if not dry_run:
                write_golden(path, data, replace=True)
            return Upgrade(path, "rewritten", tuple(notes))
    return Upgrade(path, "left", tuple(notes))


def _read(path: Path) -> dict[str, Any] | Note:
    """Return the golden at *path*, or why it is none."""
    try:
        golden = parse_json(path.read_bytes())
    except OSError as error:
        return Note("look", "$", f"it cannot be read: {error.strerror}")
    except (ValueError, RecursionError) as error:
        return Note("look", "$", f"this is not JSON: {error}")
    if not isinstance(golden, dict) or "verified" not in golden:
        return Note("look", "$", "nobody stands for it: this is no golden")
    return golden


def _checked(document: Mapping[str, Any], catalog: Catalog) -> tuple[bytes, list[Note]]:
    """Return the bytes of *document*, and what still does not fit."""
    try:
        data = canonical_bytes(document, catalog)
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False)
        return b"", [Note("look", json_path(one["loc"]), f"{one['msg']}: {one['input']!r:.80}") for one in told]
    faults = check_document(data, catalog, None, where="")
    return data, [Note("look", fault.where, fault.problem) for fault in faults]


class _Rewrite:
    """The rewriting of one golden after the other; ``notes`` are those of the last."""

    def __init__(self, catalog: Catalog, drop: bool, rename: Mapping[str, str]) -> None:
        self._catalog, self._drop, self._rename = catalog, drop, rename
        self.notes: list[Note] = []

    def document(self, golden: Mapping[str, Any]) -> dict[str, Any]:
        """Return *golden* in the form of the declarations, as far as that is safe."""
        self.notes = []
        lists = [declaration.list_name for declaration in self._catalog]
        written = self._renamed(golden, "", ())
        known = (*_OF_THE_DOCUMENT, *lists)
        unknown = [key for key in written if key not in known and self._may_go((key,), written[key])]
        written = {key: value for key, value in written.items() if key not in unknown}
        if written.get("schema_version") != SCHEMA_VERSION:
            self._note("renamed", ("schema_version",), f"{written.get('schema_version')!r} is {SCHEMA_VERSION!r} now")
            written["schema_version"] = SCHEMA_VERSION
        for declaration in self._catalog:
            if declaration.list_name not in written:
                self._note("filled", (declaration.list_name,), "an empty list: nobody has looked for any")
            records = written.get(declaration.list_name, [])
            written[declaration.list_name] = [
                self._record(declaration, record, (declaration.list_name, number))
                for number, record in enumerate(records if isinstance(records, list) else ())
            ]
        return written

    def _record(self, declaration: Declaration, record: Any, path: Steps) -> Any:
        if not isinstance(record, dict):
            return record
        written = self._renamed(record, f"{declaration.list_name}.", path)
        known = [*OF_EVERY_RECORD, *(spec.name for spec in declaration.fields)]
        written = {
            key: value for key, value in written.items() if key in known or not self._may_go((*path, key), value)
        }
        for spec in declaration.fields:
            here = (*path, spec.name)
            if spec.name not in written:
                self._fill(spec, written, here)
            for value in items_of(written.get(spec.name)) if spec.type == "literal" else ():
                if str(value) not in spec.choices:
                    self._note("look", here, f"{value!r} is none of its values any more: {', '.join(spec.choices)}")
            if spec.type == "when" and isinstance(written.get(spec.name), dict) and "iso" not in written[spec.name]:
                written[spec.name] = written[spec.name] | {"iso": None}
                self._note("filled", (*here, "iso"), "null: nobody has said which day it is")
        return written

    def _fill(self, spec: FieldSpec, record: dict[str, Any], path: Steps) -> None:
        if spec.is_list or spec.is_optional:
            record[spec.name] = [] if spec.is_list else None
            told = "an empty list" if spec.is_list else "null"
            self._note("filled", path, f"{told}: nobody has looked for it")
        else:
            self._note("look", path, "a value is wanted now, and nobody has said which")

    def _renamed(self, old: Mapping[str, Any], prefix: str, path: Steps) -> dict[str, Any]:
        written: dict[str, Any] = {}
        for key, value in old.items():
            name = self._rename.get(f"{prefix}{key}", key)
            if name != key and name in old:
                self._note("look", (*path, key), f"cannot be renamed: there is a {name} already")
                name = key
            elif name != key:
                self._note("renamed", (*path, key), f"is {name} now")
            written[name] = value
        return written

    def _may_go(self, path: Steps, value: Any) -> bool:
        """Return whether what is not declared any more is taken out."""
        if value in (None, [], ""):
            self._note("dropped", path, "it was empty")
            return True
        if self._drop:
            self._note("dropped", path, f"it was {json.dumps(value, ensure_ascii=False):.200}")
            return True
        self._note("look", path, "is not declared any more: --drop takes it out, --rename gives it another name")
        return False

    def _note(self, kind: Literal["filled", "renamed", "dropped", "look"], path: Steps, what: str) -> None:
        self.notes.append(Note(kind, json_path(path), what))


def _check_rename(rename: Mapping[str, str], catalog: Catalog) -> None:
    for old, new in rename.items():
        if new not in set(_targets(old, catalog)):
            raise UsageError(
                f"{old} cannot be renamed to {new}",
                where="--rename",
                remedy="write LIST=LIST or LIST.OLD=NEW, the new name being declared; lists are renamed first",
            )


def _targets(old: str, catalog: Catalog) -> Iterator[str]:
    list_name, dot, _ = old.partition(".")
    for declaration in catalog:
        if not dot:
            yield declaration.list_name
        elif declaration.list_name == list_name:
            yield from (spec.name for spec in declaration.fields)
