"""Goldens and documents of any run -> a reader: what may be trained on, and why the rest may not."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.backends.embedded.learned.training.card import Facts
from extract.catalog import Catalog
from extract.collection import load
from extract.document import catalog_digest
from extract.errors import UsageError
from extract.stages import Article
from extract.typed import Document

FEWEST = 40
"""Events that training needs; with fewer it learns nothing that would hold."""

Pair = tuple[Mapping[str, Any], Article]


def train_on(
    paths: Sequence[Path],
    folder: Path,
    catalog: Catalog,
    *,
    sources: Path | None = None,
    base: str | None = None,
    held_out: int = 12,
    epochs: int = 8,
    seed: int = 0,
    told: Callable[[Any], None] = lambda _: None,
    warned: Callable[[str], None] = lambda _: None,
) -> Facts:
    """Train a reader for *catalog* on the documents at *paths*, write it into *folder*, and return what its card tells.

    What cannot be used is told to *warned*, one line each, and left out.

    Raises:
        UsageError: PyTorch or the base weights are missing, or there are too few records.
    """
    from extract.backends.embedded.learned.training.base import load_base

    load_base(base)  # before anything is read: what is missing is told at once
    pairs = list(_usable(paths, catalog, sources, warned))
    return train_pairs(
        pairs,
        folder,
        catalog,
        data=", ".join(path.name for path in paths),
        verified=sum("verified" in golden for golden, _ in pairs),
        base=base,
        held_out=held_out,
        epochs=epochs,
        seed=seed,
        told=told,
    )


def train_pairs(
    pairs: Sequence[Pair],
    folder: Path,
    catalog: Catalog,
    *,
    data: str,
    verified: int,
    base: str | None = None,
    held_out: int = 12,
    epochs: int = 8,
    seed: int = 0,
    told: Callable[[Any], None] = lambda _: None,
) -> Facts:
    """Train a reader on documents and their articles, *verified* of which a person signed; see ``train_on``."""
    from extract.backends.embedded.learned.training.base import load_base
    from extract.backends.embedded.learned.training.course import Course
    from extract.backends.embedded.learned.training.fit import Plan
    from extract.backends.embedded.learned.training.parts import Shares

    found = load_base(base)
    records = _counted(pairs, catalog)
    _check_enough(records, catalog, data)
    plan = Plan(epochs=epochs, seed=seed)
    facts = Facts(
        name=folder.name,
        trained_on=datetime.now(UTC).date().isoformat(),
        data=data,
        data_digest=_digest(pairs),
        verified=verified,
        silver=len(pairs) - verified,
        records=records,
        schemas=catalog_digest(catalog),
        base=found.name,
        base_licence=found.licence,
        plan=f"at most {plan.epochs} epochs, {plan.batch} articles a step, seed {plan.seed}",
    )
    return Course(catalog, found, plan, Shares.for_size(len(pairs), held_out), told).run(pairs, folder, facts)


def _usable(
    paths: Sequence[Path], catalog: Catalog, sources: Path | None, warned: Callable[[str], None]
) -> Iterator[Pair]:
    seen: set[str] = set()
    for path in paths:
        documents = load(path, schemas=catalog.folder, sources=sources, failures="left out")
        for document in documents:
            if document.id in seen:
                continue
            text, problem = _text_of(document)
            if text is None:
                warned(f"{document.id}: left out: {problem}")
                continue
            seen.add(document.id)
            yield document.to_dict(), _article(document, text)
        for failure in documents.failures:
            warned(f"{failure.error}")


def _text_of(document: Document) -> tuple[str | None, str]:
    """Return the text of the document's article, or why it cannot be used."""
    text = document.text
    if text is None:
        return None, "its text is not there: give --sources"
    if hashlib.sha256(text.encode()).hexdigest() != document.source.sha256:
        return None, "its text has changed since it was annotated"
    return text, ""


def _article(document: Document, text: str) -> Article:
    source = document.source
    return Article(source.id, source.uri, text, source.title, source.published, source.language)


def _counted(pairs: Sequence[Pair], catalog: Catalog) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for golden, _ in pairs:
        for declaration in catalog:
            counts[declaration.list_name] += sum(not one.get("optional") for one in golden[declaration.list_name])
    return {one.list_name: counts[one.list_name] for one in catalog}


def _check_enough(records: Mapping[str, int], catalog: Catalog, data: str) -> None:
    events = sum(records[one.list_name] for one in catalog.of_kind("event"))
    if events < FEWEST:
        raise UsageError(
            f"there are too few records to learn from: {events} events, and at least {FEWEST} are needed",
            where=data,
            remedy="give more goldens, or let a language model read some hundred articles first",
        )


def _digest(pairs: Sequence[Pair]) -> str:
    rows = sorted(f"{golden['source']['id']} {golden['source']['sha256']}" for golden, _ in pairs)
    return "sha256:" + hashlib.sha256("\n".join(rows).encode()).hexdigest()
