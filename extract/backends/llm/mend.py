"""Saves from an answer what holds: values that do not are taken out, records that cannot do without them too.

For the last answer of a model that was asked again and still did not get it right. Nothing goes without a reason.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from extract.backends.llm.held import Check
from extract.backends.llm.response import Answer, Asked, Data, only_json, unwrap


@dataclass(frozen=True)
class Loss:
    """Something of an answer that was not kept."""

    path: str
    """Where it stood in the answer: ``sales[2]``, or ``sales[2].buyers[0]`` for a single value; empty for all of it."""
    reason: str
    is_record: bool = False
    """Whether a whole record went."""


def mend(model: type[Answer], text: str, check: Check) -> tuple[Data, list[Loss]]:
    """Return what holds of the answer *text*, and what does not."""
    lists, losses = _lists_of(model, text)
    numbered = {name: list(enumerate(records)) for name, records in lists.items()}
    while True:
        known = {name: [record for _, record in records] for name, records in numbered.items()}
        check.begin(known, [one.declaration for one in model.asked])
        kept = {
            one.declaration.list_name: [
                (number, record)
                for number, given in numbered[one.declaration.list_name]
                if (record := _mended(one, number, given, check, losses)) is not None
            ]
            for one in model.asked
        }
        if kept == numbered:
            return known, losses
        numbered = kept  # an entity that went takes the references to it along, so all is held against the rest again


def _lists_of(model: type[Answer], text: str) -> tuple[dict[str, list[Any]], list[Loss]]:
    names = [one.declaration.list_name for one in model.asked]
    lists: dict[str, list[Any]] = {name: [] for name in names}
    try:
        data = unwrap(json.loads(only_json(text)), names)
    except ValueError:
        return lists, [Loss("", "it is not JSON", is_record=True)]
    if not isinstance(data, dict):
        return lists, [Loss("", "it is not an object with the lists asked for", is_record=True)]
    losses = [Loss(str(name), "nobody asked for it") for name in data if name not in lists]
    for name in names:
        if isinstance(data.get(name), list):
            lists[name] = data[name]
        elif data.get(name) is not None:
            losses.append(Loss(name, "it is not a list", is_record=True))
    return lists, losses


def _mended(asked: Asked, number: int, record: Any, check: Check, losses: list[Loss]) -> dict[str, Any] | None:
    """Return *record* without what does not hold, or None where it cannot do without."""
    path, reasons = f"{asked.declaration.list_name}[{number}]", []
    while isinstance(record, dict):
        try:
            held = asked.record.model_validate(record, context={"check": check})
        except ValidationError as error:
            faults = error.errors(include_url=False)
            reasons += [(_path_of(fault), fault["msg"]) for fault in faults if fault["type"] != "missing"]
            if any(not _is_in(fault, record) for fault in faults):
                named = reasons or [(_path_of(fault), "it is missing") for fault in faults]
                losses.append(Loss(path, "; ".join(f"{place}: {reason}" for place, reason in named), is_record=True))
                return None
            record = _without(record, faults)
        else:
            losses += [Loss(f"{path}.{place}", reason) for place, reason in reasons]
            return held.model_dump(mode="json")
    losses.append(Loss(path, "it is not an object", is_record=True))
    return None


def _path_of(fault: ErrorDetails) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]]
    return "".join(parts).lstrip(".")


def _is_in(fault: ErrorDetails, record: dict[str, Any]) -> bool:
    return bool(fault["loc"]) and fault["loc"][0] in record


def _without(record: dict[str, Any], faults: Sequence[ErrorDetails]) -> dict[str, Any]:
    """Return *record* without the values that the faults are at: elements of lists one by one, else whole fields."""
    whole = {fault["loc"][0] for fault in faults if len(fault["loc"]) == 1}
    elements = {(fault["loc"][0], fault["loc"][1]) for fault in faults if len(fault["loc"]) > 1}
    return {
        name: [item for place, item in enumerate(value) if (name, place) not in elements]
        if isinstance(value, list)
        else value
        for name, value in record.items()
        if name not in whole
    }
