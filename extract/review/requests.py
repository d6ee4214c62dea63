"""The body of a request as plain data, of which nothing that the page would never send gets any further."""

from __future__ import annotations

import json
import math
from typing import Any

DEEPEST = 16
"""Lists and objects inside each other. The page sends six at most; each step on the way walks them by recursion."""


def read_request(body: bytes) -> dict[str, Any]:
    """Return the object in *body*, whose ``version`` is a whole number.

    Raises:
        ValueError: it is no JSON, no such object, nested deeper than ``DEEPEST``, or has a number that JSON has not.
    """
    try:
        sent = json.loads(body, parse_constant=_no_number, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(sent, dict) or type(sent.get("version")) is not int or _depth_of(sent) > DEEPEST:
        raise ValueError("not a request of the page")
    return sent


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{written} is too large a number")
    return number


def _depth_of(value: object) -> int:
    """Return how deep *value* is nested, or a little more than ``DEEPEST`` where it is deeper than that."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        inner = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, dict | list)]
        level, depth = [item for items in inner for item in items], depth + bool(inner)
    return depth
