"""The engine knows no schema: what it says of records it takes from their declarations."""

import ast
import dataclasses
import re
import typing
from pathlib import Path

import pytest

import extract
from extract import declaration, document, schema, stages
from extract.catalog import load_catalog

ENGINE = Path(extract.__file__).parent
MODULES = sorted(path for path in ENGINE.rglob("*.py") if "schemas" not in path.relative_to(ENGINE).parts)
CATALOG = load_catalog()


def words_of_the_engine() -> set[str]:
    """Return the names that the engine has itself: its roles, rules, and the fields of its own classes."""
    roles = {one.name for one in vars(schema).values() if isinstance(one, schema.Role)}
    classes = [one for module in (stages, declaration, schema) for one in vars(module).values()]
    own = {field.name for one in classes if dataclasses.is_dataclass(one) for field in dataclasses.fields(one)}
    models = (schema.Quote, schema.When, schema.Entity, schema.Event, schema.Passage, document.Source)
    fields = {name for model in models for name in model.model_fields}
    rules = set(typing.get_args(typing.get_type_hints(schema.Compare)["how"]))
    tests = {"names", "spans", "content", "common", "same_text"}
    return roles | own | fields | rules | tests


def words_of_the_schemas() -> set[str]:
    """Return the names of the shipped schemas, their lists, and the fields that only they have."""
    names = {name for one in CATALOG for name in (one.name, one.list_name)}
    return names | {spec.name for one in CATALOG for spec in one.fields} - words_of_the_engine()


def test_the_schemas_have_words_of_their_own() -> None:
    """Else the tests below would hold nothing."""
    assert {"Actor", "Meeting", "demands", "addressees", "participants", "sentiment"} <= words_of_the_schemas()


def words_used(tree: ast.AST) -> set[object]:
    """Return what code can reach into a record with, or be called by: strings, attributes, keywords, definitions."""
    used: set[object] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            continue
        for part in ("value", "attr", "arg", "name"):
            used |= {getattr(node, part)} if isinstance(getattr(node, part, None), str) else set()
    return used


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_module_names_a_schema(path: Path) -> None:
    """Neither a name nor a string of the code is that of a schema, of its list, or of a field of its own."""
    assert words_of_the_schemas() & words_used(ast.parse(path.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_module_speaks_of_a_schema(path: Path) -> None:
    """Not in comments, docstrings or messages either; words before a colon are labels that pages have."""
    classes = "|".join(one.name for one in CATALOG)

    assert re.findall(rf"\b({classes})\b(?!:)", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_module_imports_a_declaration(path: Path) -> None:
    """The catalogue, which loads files by path, is the only door."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    imported = {
        name
        for node in tree
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert {name for name in imported if name.split(".")[0] == "schemas" or name.startswith("extract.schemas")} == set()
