"""Records -> a checked document and its bytes; and the same checks for a document that lies in a file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from extract.catalog import Catalog
from extract.document import SCHEMA_VERSION, ExtractionInfo, Verified, document_model
from extract.errors import InvalidDocument
from extract.faults import REWRITE, Fault, Steps, content_faults, records_of, schema_faults, text_faults
from extract.stages import Article, Extraction, Failure

Records = Mapping[str, list[dict[str, Any]]]


def to_extraction(
    article: Article,
    records: Records,
    catalog: Catalog,
    info: ExtractionInfo | Verified,
    *,
    dropped: Iterable[Failure] = (),
    usage: Mapping[str, float] | None = None,
) -> Extraction:
    """Return the document of *article* with the bytes to be written, after every check.

    Checked are the declarations (pydantic), then the published JSON Schema against the very bytes, and every quotation,
    id and reference. A record that fails is left out and named in ``dropped``, with the references to it.

    Raises:
        InvalidDocument: the fault lies in no record, so that there is nothing to leave out.
    """
    lost = list(dropped)
    while True:
        data, faults = write_document(article, records, catalog, info)
        if not faults:
            return Extraction(article, json.loads(data), data, tuple(lost), dict(usage or {}))
        records, failures = _leave_out(records, faults, catalog, article)
        lost += failures


def write_document(
    article: Article, records: Records, catalog: Catalog, info: ExtractionInfo | Verified
) -> tuple[bytes, list[Fault]]:
    """Return the document's bytes and every fault in it, nothing left out; no bytes where a declaration refuses it."""
    return _write(_assemble(article, records, catalog, info), catalog, article.text)


def _assemble(article: Article, records: Records, catalog: Catalog, info: ExtractionInfo | Verified) -> dict[str, Any]:
    document: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "source": source_of(article)}
    document |= {declaration.list_name: records.get(declaration.list_name, []) for declaration in catalog}
    return document | {"extraction" if isinstance(info, ExtractionInfo) else "verified": info.model_dump()}


def source_of(article: Article) -> dict[str, Any]:
    """Return what a document says of *article*; InvalidDocument where its text cannot be written as UTF-8."""
    try:
        digest = hashlib.sha256(article.text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InvalidDocument(
            "the text has half a surrogate pair, which UTF-8 cannot write",
            where=f"{article.uri}, characters {error.start}-{error.end}",
            remedy="save the article again as valid UTF-8",
        ) from error
    return {
        "id": article.id,
        "uri": article.uri,
        "sha256": digest,
        "length": len(article.text),
        "title": article.title,
        "published": article.published,
        "language": article.language,
    }


def article_of(document: Mapping[str, Any], text: str) -> Article:
    """Return the article of *text* with what *document* says of it: the inverse of ``source_of``."""
    source = document["source"]
    return Article(source["id"], source["uri"], text, source["title"], source["published"], source["language"])


def _write(document: dict[str, Any], catalog: Catalog, text: str) -> tuple[bytes, list[Fault]]:
    """Return the bytes of *document* and their faults; no bytes where the declarations refuse it."""
    try:
        data = canonical_bytes(document, catalog)
    except ValidationError as error:
        return b"", [_declared_fault(one) for one in error.errors(include_url=False, include_context=False)]
    except PydanticSerializationError:
        if unwritable := list(text_faults(document)):
            return b"", unwritable
        raise
    written = json.loads(data)
    return data, [*schema_faults(written, catalog), *content_faults(written, catalog, text)]


def canonical_bytes(document: Mapping[str, Any], catalog: Catalog) -> bytes:
    """Return *document* as it is written: keys in declaration order, two-space indent, UTF-8, a newline at the end.

    Raises:
        ValidationError: the declarations refuse the document.
        PydanticSerializationError: UTF-8 cannot write one of its strings.
    """
    return document_model(catalog).model_validate(document).model_dump_json(indent=2).encode() + b"\n"


def _declared_fault(error: Mapping[str, Any]) -> Fault:
    return Fault(tuple(error["loc"]), f"{error['msg']}: {error['input']!r:.80}")


def _leave_out(
    records: Records, faults: Iterable[Fault], catalog: Catalog, article: Article
) -> tuple[Records, list[Failure]]:
    """Return *records* without those that have a fault, nor references to them, and a failure for each left out."""
    faulty: dict[Steps, Failure] = {}
    for fault in faults:
        error = fault.as_error(article.uri)
        if len(fault.path) < 2 or fault.path[0] not in records:
            raise error
        faulty.setdefault(fault.path[:2], Failure(article.uri, error, article.id))
    kept: dict[str, list[dict[str, Any]]] = {
        declaration.list_name: [
            record
            for number, record in enumerate(records.get(declaration.list_name, []))
            if (declaration.list_name, number) not in faulty
        ]
        for declaration in catalog
    }
    ids = {record.get("id") for _, _, record in records_of(kept, catalog)}
    for declaration in catalog:
        references = [spec.name for spec in declaration.fields if spec.type == "ref"]
        kept[declaration.list_name] = [
            record | {name: _known(record[name], ids) for name in references if name in record}
            for record in kept[declaration.list_name]
        ]
    return kept, list(faulty.values())


def _known(value: object, ids: set[object]) -> object:
    """Return the references in *value* that are among *ids*."""
    if isinstance(value, list):
        return [item for item in value if item in ids]
    return value if value in ids else None


def check_document(data: bytes, catalog: Catalog, source_text: str | None, *, where: str) -> list[InvalidDocument]:
    """Return every fault of the document in *data*, which lies at *where*; none where it is right.

    Quotations, length and digest are only checked where *source_text* is given.
    """
    try:
        document = parse_json(data)
    except (ValueError, RecursionError) as error:
        return [InvalidDocument(f"this is not JSON: {error}", where=where, remedy=REWRITE)]
    faults = list(schema_faults(document, catalog))
    if not faults and _MAY_BE_HALF.search(data):
        # Neither the schema's validator nor JSON minds it, but no output can be given it, nor a database.
        faults += text_faults(document)
    if isinstance(document, dict):
        faults += content_faults(document, catalog, source_text)
        faults += [] if faults else _declaration_faults(document, catalog)
    return [fault.as_error(where) for fault in faults]


_MAY_BE_HALF = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
"""What any half of a surrogate pair is written with: an escape, or the bytes that UTF-8 would have for it."""


def _declaration_faults(document: dict[str, Any], catalog: Catalog) -> Iterator[Fault]:
    # Validators written in Python are in no JSON Schema.
    try:
        document_model(catalog).model_validate(document)
    except ValidationError as error:
        yield from map(_declared_fault, error.errors(include_url=False, include_context=False))


def parse_json(data: bytes) -> Any:
    """Return the value of *data*; ValueError where a key stands twice in one object, or it is else no JSON."""
    return json.loads(data, object_pairs_hook=_object, parse_constant=_constant)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    repeated = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else set()
    if repeated:
        raise ValueError(f"a key stands twice in one object: {', '.join(sorted(repeated))}")
    return dict(pairs)


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")
