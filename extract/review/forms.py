"""What the page must know of the schemas to draw a form for any of them."""

from __future__ import annotations

from typing import Any

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec


def forms_of(catalog: Catalog) -> list[dict[str, Any]]:
    """Return each declaration of *catalog* as plain data: what it is for, and its fields with their types."""
    return [_form_of(declaration) for declaration in catalog]


def _form_of(declaration: Declaration) -> dict[str, Any]:
    return {
        "name": declaration.name,
        "list": declaration.list_name,
        "kind": declaration.kind,
        "definition": declaration.definition,
        "fields": [_field_of(spec) for spec in declaration.fields],
    }


def _field_of(spec: FieldSpec) -> dict[str, Any]:
    return {
        "name": spec.name,
        "description": spec.description,
        "type": spec.python_type.__name__ if spec.type == "plain" else spec.type,
        "role": spec.role.name if spec.role is not None else None,
        "is_list": spec.is_list,
        "is_optional": spec.is_optional,
        "choices": list(spec.choices),
        "target": spec.target,
    }
