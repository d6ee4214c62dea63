"""Documents of this version's contract and of older ones: read as they are, brought to it, or refused with a remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extract.catalog import Catalog
from extract.document import SCHEMA_VERSION, catalog_digest
from extract.errors import InvalidDocument
from extract.faults import content_faults, schema_faults
from extract.validate import parse_json

_VERSION = re.compile(r"(\d{1,4})(?:\.(\d{1,4}))?")


def read_contract(data: bytes, catalog: Catalog, where: str) -> dict[str, Any]:
    """Return the document in *data* as plain data in this version's contract, checked against the published schema.

    Raises:
        InvalidDocument: it is no document, of a contract that cannot be read, or breaks the schema.
    """
    try:
        found = parse_json(data)
    except (ValueError, RecursionError) as error:
        raise InvalidDocument(f"this is not JSON: {error}", where=where, remedy="run the article again") from error
    if not isinstance(found, dict) or "schema_version" not in found:
        raise InvalidDocument(
            "this is no document", where=where, remedy="give what `extract run` wrote, or a folder of goldens"
        )
    document = in_this_version(found, where)
    fault = next(schema_faults(document, catalog), None) or next(content_faults(document, catalog, None), None)
    if fault is None:
        return document
    made_with = (document.get("extraction") or {}).get("schemas", catalog_digest(catalog))
    if made_with == catalog_digest(catalog):
        raise fault.as_error(where)
    raise InvalidDocument(
        f"it was made with other declarations, and does not fit these: {fault.problem}",
        where=fault.as_error(where).where,
        remedy="give the folder of its declarations as schemas, or run its articles again",
    )


def in_this_version(document: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return *document* with this contract's version.

    Within a major version things are only added, and may be absent: an older document of the same one is right as it
    is.

    Raises:
        InvalidDocument: its contract is newer, or of another major version.
    """
    written = document["schema_version"]
    is_newer, is_readable = _compared(written)
    if is_readable:
        return {**document, "schema_version": SCHEMA_VERSION}
    raise InvalidDocument(
        f"its contract is {written!r}, and this version reads {SCHEMA_VERSION!r}",
        where=f"{where}, $.schema_version",
        remedy="install a newer version of extract-news"
        if is_newer
        else "run its articles again; goldens are brought to it by `extract golden upgrade`",
    )


def _compared(written: object) -> tuple[bool, bool]:
    """Return whether a version is newer than ours, and whether it can be read."""
    ours, theirs = _parts(SCHEMA_VERSION), _parts(written)
    if ours is None or theirs is None:
        return False, False
    return theirs > ours, theirs[0] == ours[0] and theirs <= ours


def _parts(version: object) -> tuple[int, int] | None:
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    return None if found is None else (int(found[1]), int(found[2] or 0))
