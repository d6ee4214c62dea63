"""Reader comments in a page's linked data: what schema.org has for them, in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from extract.loading.remarks import Remark
from extract.loading.shown import Node, text_of

DEEPEST = 50
"""Levels of nested data that are looked into."""


def find_linked(tree: Node) -> tuple[tuple[Remark, ...], int | None]:
    """Return the comments that a page's linked data has, and how many it says that there are."""
    remarks: list[Remark] = []
    told: int | None = None
    for script in tree.iter("script"):
        if script.get("type", "").split(";")[0].strip().lower() == "application/ld+json":
            for thing in _things(_parse(script.text or "")):
                count = thing.get("commentCount")
                told = (
                    max(told or 0, int(count))
                    if isinstance(count, (int, str)) and re.fullmatch(r"\d{1,9}", str(count))
                    else told
                )
                if not _is_comment(thing):
                    _add(thing, None, remarks, 0)
    return tuple(remarks), told or None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(data: Any, level: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the things that *data* describes, those within others too, but nothing within a comment."""
    if level > DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _things(one, level + 1)
    elif isinstance(data, dict):
        yield data
        for key, value in data.items():
            if key != _KEY and isinstance(value, (list, dict)):
                yield from _things(value, level + 1)


_KEY = "".join(("com", "ment"))


def _is_comment(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(
        re.search(r"(?:^|/)(?:User)?Comments?$|(?:^|/)Answer$", str(kind))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _add(thing: dict[str, Any], answers: int | None, remarks: list[Remark], level: int) -> None:
    """Add the comments on *thing*, each before those on itself."""
    held = thing.get(_KEY)
    for one in held if isinstance(held, list) else [held]:
        if not isinstance(one, dict) or level > DEEPEST:
            continue
        text = _plain(one.get("text") or one.get("commentText") or one.get("articleBody") or one.get("description"))
        number = answers
        if text:
            number = len(remarks)
            posted = one.get("dateCreated") or one.get("datePublished") or one.get("commentTime") or ""
            remarks.append(
                Remark(
                    text,
                    _name(one.get("author") or one.get("creator")),
                    posted if isinstance(posted, str) else "",
                    answers,
                )
            )
        _add(one, number, remarks, level + 1)


def _name(author: Any) -> str:
    if isinstance(author, list):
        author = author[0] if author else None
    if isinstance(author, dict):
        author = author.get("name") or author.get("alternateName")
    return " ".join(author.split()) if isinstance(author, str) else ""


def _plain(text: Any) -> str:
    """Return the words of *text*, which may be markup."""
    if not isinstance(text, str) or not text.strip():
        return ""
    if not re.search(r"<\w|&\w+;|&#", text):
        return "\n".join(folded for line in text.splitlines() if (folded := " ".join(line.split())))
    from lxml.html import fragment_fromstring

    try:
        return text_of(fragment_fromstring(text, create_parent="div"))
    except ValueError:
        return ""
