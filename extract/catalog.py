"""Finds, loads and checks the declarations of a folder.

``load_catalog(folder)`` is the only door to declarations: those of the package and a user's own come through it alike.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import types
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import extract
from extract.cue_language import SLOT, Cues, misread
from extract.declaration import Declaration, FieldSpec, read_fields
from extract.errors import DeclarationError
from extract.schema import OF_EVERY_RECORD, Comparing, Entity, Event, Matching, Passage, Record

_KIND_ORDER = {"entity": 0, "event": 1, "passage": 2}
_A_KIND = {"entity": "an entity", "passage": "a passage"}
_KEYS_OF_THE_DOCUMENT = ("schema_version", "source", "extraction", "verified")
_DEFINITIONS_OF_THE_DOCUMENT = ("Document", "Source", "ExtractionInfo", "Verified", "Quote", "When")


@dataclass(frozen=True, eq=False)
class Catalog:
    """The declarations of one folder, in the order of their lists in the document."""

    declarations: tuple[Declaration, ...]
    folder: Path

    def __iter__(self) -> Iterator[Declaration]:
        return iter(self.declarations)

    def __getitem__(self, name: str) -> Declaration:
        for declaration in self.declarations:
            if name in (declaration.name, declaration.list_name):
                return declaration
        raise KeyError(name)

    def of_kind(self, kind: str) -> tuple[Declaration, ...]:
        """Return the declarations of one kind: ``entity``, ``event`` or ``passage``."""
        return tuple(declaration for declaration in self.declarations if declaration.kind == kind)


def default_folder() -> Path:
    """Return the folder of the declarations that come with the package."""
    installed = Path(extract.__file__).parent / "schemas"
    return installed if installed.is_dir() else Path(extract.__file__).parent.parent / "schemas"


def load_catalog(folder: Path | str | None = None) -> Catalog:
    """Return the catalogue of the declarations in *folder*, by default those of the package.

    Every ``*.py`` file whose name does not begin with an underscore is run once.

    Raises:
        DeclarationError: the folder has no declaration, a file cannot be run, or a declaration is faulty; the error
        tells
            file, class and field.
    """
    root = Path(folder) if folder is not None else default_folder()
    if not root.is_dir():
        raise DeclarationError(
            f"{root} is not a folder", where=str(root), remedy="give --schemas a folder of declarations (*.py)"
        )
    declarations = [found for path in sorted(root.glob("[!_]*.py")) for found in _declarations_in(path)]
    if not declarations:
        raise DeclarationError(
            "no declaration found",
            where=str(root),
            remedy="put a class derived from Entity, Event or Passage into a .py file there",
        )
    declarations.sort(key=lambda one: (_KIND_ORDER[one.kind], one.model.position, one.name))
    catalog = Catalog(tuple(declarations), root)
    _check_names(catalog)
    for declaration in catalog:
        for spec in declaration.fields:
            _check_field(catalog, declaration, spec)
        _check_rules(declaration)
        _check_cues(declaration)
    return catalog


def _declarations_in(path: Path) -> list[Declaration]:
    module = _run_file(path)
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and value.__module__ == module.__name__
    ]
    return [Declaration(model, read_fields(model, path), path) for model in classes if model.kind_of_record]


def _run_file(path: Path) -> types.ModuleType:
    # The name holds the whole path: two folders may declare files of one name. The module must be in sys.modules before
    # it runs, or postponed annotations cannot be resolved.
    name = "extract_declarations_" + hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16] + "_" + path.stem
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with warnings.catch_warnings():
            # A field may well be called "position" or "copy", as attributes of pydantic's models and ours are.
            warnings.filterwarnings("ignore", "Field name .* shadows an attribute in parent", UserWarning)
            spec.loader.exec_module(module)
    except DeclarationError:
        raise
    except Exception as error:
        sys.modules.pop(name, None)
        raise DeclarationError(
            f"the declaration cannot be loaded: {type(error).__name__}: {error}",
            where=_place_of(error, path),
            remedy="mend the file; docs/declarations.md has an example for each kind of field",
        ) from error
    return module


def _place_of(error: BaseException, path: Path) -> str:
    if isinstance(error, SyntaxError) and error.lineno:
        return f"{path}, line {error.lineno}"
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"{path}, line {line}" if line else str(path)


def _check_names(catalog: Catalog) -> None:
    seen: dict[str, Declaration] = {}
    for declaration in catalog:
        _check_reserved(declaration)
        name = declaration.list_name
        if name in _KEYS_OF_THE_DOCUMENT or not name.isidentifier():
            raise DeclarationError(
                f"no list can be called {name!r}",
                where=f"{declaration.path}, {declaration.name}",
                remedy='rename the class, or set plural: ClassVar[str] = "…" in it',
            )
        if name in seen:
            raise DeclarationError(
                f"{declaration.name} and {seen[name].name} would both be written as {name!r}",
                where=f"{declaration.path}, {declaration.name} and {seen[name].path}",
                remedy='rename one, or set plural: ClassVar[str] = "…" in it',
            )
        seen[name] = declaration
        if not declaration.definition or declaration.model.__doc__ in (Entity.__doc__, Event.__doc__, Passage.__doc__):
            raise DeclarationError(
                f"{declaration.name} has no docstring",
                where=f"{declaration.path}, {declaration.name}",
                remedy="say in its docstring what counts as one: people, JSON Schema and models read it",
            )


def _check_reserved(declaration: Declaration) -> None:
    if declaration.name in _DEFINITIONS_OF_THE_DOCUMENT:
        raise DeclarationError(
            f"no schema can be called {declaration.name}: the document has a definition of that name",
            where=f"{declaration.path}, {declaration.name}",
            remedy="rename the class",
        )
    own = vars(declaration.model).get("__annotations__", {})
    for name in OF_EVERY_RECORD:
        if name in own:
            raise DeclarationError(
                f"every record has the field {name} of its own",
                where=f"{declaration.path}, {declaration.name}.{name}",
                remedy="rename the field",
            )


def _check_field(catalog: Catalog, declaration: Declaration, spec: FieldSpec) -> None:
    where = f"{declaration.path}, {declaration.name}.{spec.name}"
    if spec.target is not None and spec.target not in {one.name for one in catalog}:
        raise DeclarationError(
            f"Ref[{spec.target!r}] names no schema of this folder",
            where=where,
            remedy=f"declare {spec.target} here, or refer to one of: {', '.join(one.name for one in catalog)}",
        )
    if spec.role is not None and declaration.kind not in spec.role.kinds:
        raise DeclarationError(
            f"the role {spec.role.name} does not go with the kind {declaration.kind}",
            where=where,
            remedy=f"use it in: {', '.join(spec.role.kinds)}; or take another role",
        )
    for marker, values in _values_of_markers(spec):
        unknown = sorted({value for value in values if value is not None} - set(spec.choices))
        if unknown:
            raise DeclarationError(
                f"{marker} gives {', '.join(map(repr, unknown))}, which the field's Literal does not have",
                where=where,
                remedy=f"use its values: {', '.join(map(repr, spec.choices)) or 'make the field a Literal[…]'}",
            )
    if not spec.description:
        raise DeclarationError(
            "the field has no description",
            where=where,
            remedy='add Field(description="…"): people, JSON Schema and models read it',
        )


def _values_of_markers(spec: FieldSpec) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    if spec.labels is not None:
        yield "Labels", tuple(spec.labels.by_value)
    if spec.modality is not None:
        mood = spec.modality
        yield "Modality", (mood.actual, mood.future, mood.negated, mood.possible)
    if spec.tone is not None:
        yield "Tone", (spec.tone.positive, spec.tone.neutral, spec.tone.negative)


def _check_rules(declaration: Declaration) -> None:
    """Refuse a rule of comparison that nobody knows, or one about a field that is not there."""
    names = [spec.name for spec in declaration.fields]
    where = f"{declaration.path}, {declaration.name}.match"
    for how, name in declaration.match.tests:
        if how not in get_args(Matching):
            raise DeclarationError(
                f"there is no test called {how!r}",
                where=where,
                remedy=f"write (how, field), how one of: {', '.join(get_args(Matching))}",
            )
        if name not in names:
            raise DeclarationError(
                f"{declaration.name} has no field called {name!r}",
                where=where,
                remedy=f"use one of: {', '.join(names)}",
            )
    for spec in declaration.fields:
        if spec.compare.how not in get_args(Comparing):
            raise DeclarationError(
                f"there is no comparison called {spec.compare.how!r}",
                where=f"{declaration.path}, {declaration.name}.{spec.name}",
                remedy=f"use one of: {', '.join(get_args(Comparing))}",
            )


def _check_cues(declaration: Declaration) -> None:
    if declaration.kind != "event" and isinstance(getattr(declaration.model, "cues", None), Cues):
        raise DeclarationError(
            f"cues find events, and {declaration.name} is {_A_KIND[declaration.kind]}",
            where=f"{declaration.path}, {declaration.name}.cues",
            remedy="take them out, or derive the class from Event",
        )
    names = {spec.name: spec for spec in declaration.fields}
    for cue in declaration.cues:
        where = f"{declaration.path}, {declaration.name}.cues, {cue.sentence!r}"
        if fault := misread(cue.sentence):
            raise DeclarationError(f"the cue can match nothing: {fault[0]}", where=where, remedy=fault[1])
        for name in (*cue.slots, *cue.fixed):
            if name not in names:
                raise DeclarationError(
                    f"the cue names a field {name!r} that {declaration.name} does not have",
                    where=where,
                    remedy=f"use one of: {', '.join(names)}",
                )
        if not (cue.slots or cue.is_barring) or not SLOT.sub("", cue.sentence).strip(" .,'"):
            raise DeclarationError(
                "a cue needs at least one {slot} and one word",
                where=where,
                remedy='write a plain sentence, e.g. "{agents} ask {others} to {content}"',
            )
        for name, value in cue.fixed.items():
            if value not in names[name].choices:
                raise DeclarationError(
                    f"the cue fixes {name} to {value!r}, which the field's Literal does not have",
                    where=where,
                    remedy=f"use one of: {', '.join(map(repr, names[name].choices))}",
                )
