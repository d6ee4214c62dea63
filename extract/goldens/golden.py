"""Goldens: what a person verified, read, checked, and made from the simple form in which people annotate."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.catalog import Catalog
from extract.document import Verified
from extract.errors import ExtractError, GoldenError
from extract.goldens.annotation import to_draft
from extract.resolve import to_records
from extract.segmentation.segment import segment
from extract.stages import Article, Extraction, Failure
from extract.validate import check_document, to_extraction
from extract.writing import replacing, told


@dataclass(frozen=True)
class Imported:
    """The goldens that an import wrote, and the annotations of which it could make none."""

    written: tuple[Path, ...]
    failures: tuple[Failure, ...]


def load_golden(path: Path, catalog: Catalog, source_text: str | None = None) -> dict[str, Any]:
    """Return the golden at *path*; with *source_text*, every quotation is checked against it.

    Raises:
        GoldenError: the file cannot be read, breaks the schema, is signed by nobody, or does not fit its text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GoldenError(
            f"the golden cannot be read: {error.strerror}", where=str(path), remedy="see that the file is there"
        ) from error
    for fault in check_document(data, catalog, source_text, where=str(path)):
        raise GoldenError(fault.problem, where=fault.where, remedy="mend the golden, or verify the article anew")
    golden: dict[str, Any] = json.loads(data)
    if "verified" not in golden:
        raise GoldenError(
            "this is an extraction: nobody stands for it",
            where=str(path),
            remedy='a person who read it replaces "extraction" by "verified" (by, on, guidelines)',
        )
    return golden


def import_annotations(
    annotation: Mapping[str, Any], article: Article, catalog: Catalog, verified: Verified, *, where: str = ""
) -> Extraction:
    """Return the golden of *article* that *annotation*, which lies at *where*, tells in the simple form.

    Raises:
        GoldenError: something in it cannot be placed in the article, or does not fit the schemas.
    """
    draft = to_draft(annotation, segment(article), catalog, where=where or article.uri)
    try:
        golden = to_extraction(article, to_records(draft, catalog), catalog, verified)
    except ExtractError as error:
        raise GoldenError(error.problem, where=error.where, remedy=error.remedy) from error
    for failure in golden.dropped:
        problem, place = failure.error.problem, failure.error.where
        raise GoldenError(problem, where=f"{where or article.uri} ({place})", remedy="mend the annotation")
    return golden


def import_folder(
    annotations: Path | str,
    texts: Iterable[Article | Failure],
    out_dir: Path | str,
    catalog: Catalog,
    *,
    by: str,
    on: str,
    guidelines: str,
    replace: bool = False,
) -> Imported:
    """Write a golden into *out_dir* for every ``<id>.json`` in *annotations*, and return what came of it.

    *annotations* is a folder or one file; *texts* are the articles, of which those without an annotation are passed
    over. A golden that is there already and differs is only overwritten with *replace*: it may hold what a person
    corrected since.

    Raises:
        GoldenError: there is no annotation, or *by*, *on* (YYYY-MM-DD) or *guidelines* is not as the schema wants it.
    """
    verified = signature(by, on, guidelines)
    root = Path(annotations)
    paths = [root] if root.is_file() else sorted(root.glob("*.json"))
    if not paths:
        raise GoldenError("no annotation found", where=str(root), remedy="give a folder of annotations (*.json)")
    loaded = list(texts)
    articles = {article.id: article for article in loaded if isinstance(article, Article)}
    written, failures = [], [failure for failure in loaded if isinstance(failure, Failure)]
    for path in paths:
        try:
            golden = import_annotations(
                read_annotation(path), _article_of(path, articles), catalog, verified, where=str(path)
            )
            written.append(write_golden(Path(out_dir) / path.name, golden.data, replace=replace))
        except ExtractError as error:
            failures.append(Failure(str(path), error, path.stem))
    return Imported(tuple(written), tuple(failures))


def read_annotation(path: Path) -> dict[str, Any]:
    """Return the annotation at *path*; GoldenError where the file cannot be read or holds no JSON object."""
    try:
        annotation = json.loads(path.read_bytes())
        problem = "" if isinstance(annotation, dict) else "the annotation is not a JSON object"
    except OSError as error:
        problem = f"the annotation cannot be read: {error.strerror}"
    except (ValueError, RecursionError) as error:
        problem = f"this is not JSON: {error}"
    if problem:
        raise GoldenError(problem, where=str(path), remedy="write one JSON object with the schemas' list names as keys")
    found: dict[str, Any] = annotation
    return found


def signature(by: str, on: str, guidelines: str) -> Verified:
    """Return who stands for a golden; GoldenError where that is not as the schema wants it."""
    try:
        return Verified(by=by, on=on, guidelines=guidelines)
    except ValidationError as error:
        fault = error.errors()[0]
        raise GoldenError(
            f"a golden cannot be signed like this: {fault['msg']}",
            where=f"verified.{fault['loc'][0]}",
            remedy="say who verified it, on which day (YYYY-MM-DD), by which version of the guidelines",
        ) from error


def _article_of(path: Path, articles: Mapping[str, Article]) -> Article:
    if path.stem not in articles:
        raise GoldenError(
            f"no article has the id {path.stem!r}", where=str(path), remedy="give the texts that were annotated"
        )
    return articles[path.stem]


def write_golden(path: Path, data: bytes, *, replace: bool) -> Path:
    """Write *data* to *path* whole or not at all, also where the process or the machine dies, and return *path*.

    Raises:
        GoldenError: another golden is there, and *replace* is false.
        StoreError: it cannot be written.
    """
    with told(path):
        if path.is_file() and path.read_bytes() != data and not replace:
            raise GoldenError(
                "there is another golden already", where=str(path), remedy="compare the two, then import with --replace"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path, os.getpid()) as temporary:
        temporary.write_bytes(data)
    return path
