"""The parts of a run that was sharded: which share each folder has, and all of them as one folder."""

from __future__ import annotations

import heapq
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from extract.errors import LoadError, UsageError
from extract.loading.shard import Shard
from extract.makes import Make
from extract.part import Document, content_of, documents_of, open_part, reading
from extract.report.firsts import Firsts
from extract.store import Store
from extract.work import shard_of

AT_ONCE: Final = 500
"""Documents that are noted together: what is held in memory, and what an interrupted merge does again."""


@dataclass
class Merged:
    """What a merge did, and what is wrong with the parts."""

    documents: int = 0
    kept: int = 0
    """Those of them that an earlier merge had put there."""
    doubles: int = 0
    """Documents that another part has too, with the same bytes."""
    missing: Firsts[str] = field(default_factory=Firsts)
    """What is not there, a sentence each."""
    contradictions: Firsts[str] = field(default_factory=Firsts)
    """Articles of which two parts have different documents."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing or contradicts itself."""
        return not self.missing and not self.contradictions


def merge(parts: Sequence[Path], store: Store) -> Merged:
    """Put the documents of *parts* into *store*, and return what came of it.

    They are taken in the order of their ids, a few at a time, so that memory stays flat; what an earlier merge has put
    there stays. The parts are only read.

    Raises:
        UsageError: a part is none, is being written, is where all are to go, or is of another make than the others.
        StoreError: the store cannot be written, or a part not read.
    """
    merged = Merged()
    for part in parts:
        if part.resolve() == store.folder.resolve():
            raise UsageError("the parts are to go into one of them", where=str(part), remedy="give -o a new folder")
    with ExitStack() as stack:
        opened = [(part, stack.enter_context(closing(open_part(part)))) for part in dict.fromkeys(parts)]
        make = _one_make(opened)
        store.begin_make(make)
        merged.missing.add_all(_missing(opened))
        found = heapq.merge(*(documents_of(*one) for one in opened), key=lambda one: one.id.encode())
        chosen = (_chosen(list(same), merged) for _, same in groupby(found, key=lambda one: one.id))
        while together := list(islice(chosen, AT_ONCE)):
            _adopt(together, store, merged)
    return merged


def make_of(parts: Sequence[Path]) -> Make:
    """Return what made the documents of *parts*; UsageError where it is not one for all."""
    with ExitStack() as stack:
        return _one_make([(part, stack.enter_context(closing(open_part(part)))) for part in parts])


def _one_make(opened: Sequence[tuple[Path, sqlite3.Connection]]) -> Make:
    first: tuple[Path, Make] | None = None
    for part, state in opened:
        with reading(part):
            rows = state.execute("SELECT DISTINCT make FROM work WHERE sha256 IS NOT NULL").fetchall()
        for (words,) in rows:
            make = Make.from_json(words)
            first = first or (part, make)
            if not first[1].is_like(make):
                raise UsageError(
                    f"its documents are {make.beside(first[1], when='there')}, those of {first[0]} are "
                    f"{first[1].beside(make, when='here')}",
                    where=str(part),
                    remedy="merge what one reader read with one set of declarations",
                )
    if first is None:
        raise UsageError("no part has a document", where=str(opened[0][0]), remedy="run the parts first")
    return first[1]


def _missing(opened: Sequence[tuple[Path, sqlite3.Connection]]) -> Iterator[str]:
    """Yield what the parts lack: shares that none has, parts that were not finished, articles that failed."""
    shares: dict[Shard, Path] = {}
    for part, state in opened:
        with reading(part):
            share, is_finished = shard_of(state)
        if share is None:
            continue
        shares.setdefault(share, part)
        if not is_finished:
            yield f"share {share} is not finished: run it again ({part})"
    counts = sorted({share.count for share in shares})
    if len(counts) > 1:
        raise UsageError(
            f"the parts are shares of different runs: of {' and of '.join(map(str, counts))}",
            where=", ".join(map(str, shares.values())),
            remedy="give the parts of one run",
        )
    for number in range(1, (counts[0] if counts else 0) + 1):
        if Shard(number, counts[0]) not in shares:
            yield f"share {number}/{counts[0]} is missing"
    for part, state in opened:
        with reading(part):
            asked = "SELECT count(*) FROM work WHERE sha256 IS NULL AND error IS NOT NULL"
            (failed,) = state.execute(asked).fetchone()
        if failed:
            yield f"{failed:,} {'article' if failed == 1 else 'articles'} failed: run the part again ({part})"


def _chosen(same: Sequence[Document], merged: Merged) -> Document:
    """Return the first of the documents of one article, and note what the others are."""
    first, *others = same
    for other in others:
        if other.sha256 == first.sha256:
            merged.doubles += 1
        else:
            merged.contradictions.add(f"{first.id}: {first.part} and {other.part} have different documents")
    return first


def _adopt(documents: Iterable[Document], store: Store, merged: Merged) -> None:
    rows = []
    for document in documents:
        if store.has_document(document.id, document.sha256):
            merged.kept += 1
            merged.documents += 1
            continue
        try:
            rows.append(store.take_over(document.row, *content_of(document)))
        except LoadError as error:
            merged.missing.add(f"{document.id}: {error.problem}")
    if rows and hasattr(os, "sync"):
        os.sync()  # once for all of them: that they are on the disk before they count
    store.adopt(rows)
    merged.documents += len(rows)
