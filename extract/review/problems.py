"""What keeps the records of an article from being a golden, told at the field that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.document import Verified
from extract.faults import Fault, json_path
from extract.review.records import Records, to_lists
from extract.stages import Article
from extract.validate import write_document

_NOBODY = Verified(by="nobody", on="2000-01-01", guidelines="none")
"""Stands for the signature while a golden is not signed yet."""

_PATTERN = "String should match pattern"


@dataclass(frozen=True)
class Problem:
    """One thing to mend before the golden can be saved."""

    key: str | None
    """Of the record; None where it lies in none."""
    field: str | None
    says: str


def find_problems(records: Records, article: Article, catalog: Catalog) -> list[Problem]:
    """Return what the records lack as a golden by the checks of every document: at most one problem a field."""
    missing = [
        Problem(record.key, spec.name, _lack(spec))
        for record in records.standing()
        for spec in catalog[record.schema].fields
        if _is_missing(spec, record.get(spec))
    ]
    lists = to_lists(records, catalog)
    _, faults = write_document(article, lists, catalog, _NOBODY)
    keys = {(name, number): str(record["id"]) for name, listed in lists.items() for number, record in enumerate(listed)}
    told = {(problem.key, problem.field): problem for problem in missing}
    for fault in faults:
        problem = _problem_of(fault, keys, catalog)
        told.setdefault((problem.key, problem.field), problem)
    return list(told.values())


def _is_missing(spec: FieldSpec, value: object) -> bool:
    return not spec.is_list and not spec.is_optional and value in (None, "")


def _lack(spec: FieldSpec) -> str:
    if spec.choices:
        return f"pick one: {', '.join(spec.choices)}"
    return "select it in the text" if spec.type in ("quote", "when") else "a value is needed here"


def _problem_of(fault: Fault, keys: dict[tuple[str, int], str], catalog: Catalog) -> Problem:
    key = keys.get((str(fault.path[0]), int(fault.path[1]))) if _is_in_record(fault) else None
    if key is None:
        return Problem(None, None, f"{json_path(fault.path)}: {fault.problem}")
    name = str(fault.path[2]) if len(fault.path) > 2 else None
    return Problem(key, name, _in_words(fault, catalog[str(fault.path[0])]))


def _is_in_record(fault: Fault) -> bool:
    return len(fault.path) > 1 and isinstance(fault.path[1], int)


def _in_words(fault: Fault, declaration: Declaration) -> str:
    """Return the problem with what the field is for: a rule such as a pattern says little by itself."""
    name = fault.path[2] if len(fault.path) > 2 else None
    spec = next((spec for spec in declaration.fields if spec.name == name), None)
    if spec is None:
        return fault.problem
    if fault.problem.endswith((": None", ": []")):
        return "at least one is needed" if spec.is_list else _lack(spec)
    if fault.problem.startswith(_PATTERN):
        inner = getattr(spec.python_type, "model_fields", {}).get(fault.path[-1])
        return f"not of the form that is wanted here: {inner.description if inner else spec.description}"
    return f"{fault.problem}. {spec.description}" if spec.type == "plain" else fault.problem
