"""Which articles are to be reviewed, in which order, and how far each is: unsure ones first."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from extract.catalog import Catalog
from extract.check import find_text
from extract.errors import ExtractError, InvalidDocument
from extract.faults import records_of
from extract.folder import check_name
from extract.review.desk import Desk, Origin
from extract.review.doubts import Doubts, doubts_of
from extract.scoring.outputs import Outputs
from extract.stages import Failure
from extract.validate import article_of, check_document

DRAFTS = ".review"
"""The folder beside the goldens in which every edit is kept."""


@dataclass(frozen=True)
class Source:
    """A folder of documents, in any form that a run writes."""

    folder: Path
    only: Collection[str] | None = None
    """The ids of the articles to review; None for all."""


@dataclass(frozen=True)
class Entry:
    """One article of the queue."""

    document: Mapping[str, Any]
    folder: Path
    """Where the document lies."""
    doubts: Doubts

    @property
    def id(self) -> str:
        """The article's id."""
        return str(self.document["source"]["id"])


class Queue:
    """The articles of some folders of documents, and the desks of those that were opened."""

    def __init__(
        self, sources: Sequence[Source], golden: Path, catalog: Catalog, *, second: Path | None = None
    ) -> None:
        """Read the documents of *sources*; *second* has another reading of them.

        Raises:
            InvalidDocument: there is no document to review.
        """
        self.catalog, self.golden, self.failures = catalog, golden, list[Failure]()
        self._desks: dict[str, Desk] = {}
        self._entries: dict[str, Entry] = {}
        others = Outputs(second, catalog) if second is not None else None
        for source in sources:
            for data, where in Outputs(source.folder, catalog).documents():
                self._add(data, where, source, others)
        if not self._entries and not self.failures:
            raise InvalidDocument(
                "there is nothing to review",
                where=", ".join(str(source.folder) for source in sources),
                remedy="give articles, or a folder that `extract run` wrote",
            )

    def _add(self, data: bytes, where: str, source: Source, others: Outputs | None) -> None:
        try:
            for fault in check_document(data, self.catalog, None, where=where):
                raise fault
            document = json.loads(data)
            article = article_of(document, "")
            if source.only is None or article.id in source.only:
                check_name(article)
                other = others.find(article.id) if others is not None else None
                entry = Entry(document, source.folder, doubts_of(document, other, self.catalog))
                self._entries.setdefault(entry.id, entry)
        except ExtractError as error:
            self.failures.append(Failure(where, error))

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._entries

    def desk(self, article_id: str) -> Desk:
        """Return the desk of an article in the queue (KeyError where it has none), opened when it is asked for first.

        Raises:
            InvalidDocument: the source is not at hand, or is not the text that was read.
        """
        if article_id not in self._desks:
            self._desks[article_id] = self._open(self._entries[article_id])
        return self._desks[article_id]

    def _open(self, entry: Entry) -> Desk:
        source = entry.document["source"]
        places = [Path(), entry.folder.resolve().parent]
        read_text: Callable[[], str | None] = partial(find_text, entry.id, source["uri"], entry.folder, places)
        text = read_text()
        if text is None:
            raise InvalidDocument(
                "the source is not at hand",
                where=source["uri"],
                remedy=f"start the review where that path begins, or lay the text beside the document: {entry.id}.txt",
            )
        for fault in check_document(json.dumps(entry.document).encode(), self.catalog, text, where=source["uri"]):
            raise fault
        origin = Origin(
            article_of(entry.document, text),
            entry.document,
            entry.doubts.by_record,
            self.golden / f"{entry.id}.json",
            self.golden / DRAFTS / f"{entry.id}.jsonl",
            read_text,
            entry.doubts.offered,
        )
        return Desk(origin, self.catalog)

    def overview(self) -> list[dict[str, Any]]:
        """Return what the list of articles shows, the unsure ones first.

        First come articles without a golden, then those with one for another text, then the rest; among these the ones
        on which two readings agree least, then those whose records are the least sure, then those with most doubtful
        ones.
        """
        return sorted((self._row(entry) for entry in self._entries.values()), key=_urgency)

    def _row(self, entry: Entry) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": entry.id,
            "title": entry.document["source"]["title"],
            "records": sum(len(entry.document[one.list_name]) for one in self.catalog) + len(entry.doubts.offered.all),
            "doubtful": len(entry.doubts.by_record) + len(entry.doubts.offered.all),
            "agreement": entry.doubts.agreement,
            "confidence": _mean_confidence(entry.document, self.catalog),
            "golden": _signed(self.golden / f"{entry.id}.json", entry.document["source"]["sha256"]),
            "draft": None,
            "problem": None,
        }
        if entry.id in self._desks or (self.golden / DRAFTS / f"{entry.id}.jsonl").is_file():
            row |= self._progress(entry)
        return row

    def _progress(self, entry: Entry) -> dict[str, Any]:
        try:
            desk = self.desk(entry.id)
        except ExtractError as error:
            return {"problem": f"{error.problem}: {error.where}"}
        records = desk.records.all
        judged = len(records) - len(desk.records.undecided())
        return {"draft": {"judged": judged, "records": len(records)} if desk.is_begun else None}


def _urgency(row: Mapping[str, Any]) -> tuple[int, float, float, int, str]:
    golden = row["golden"]
    rank = 0 if golden is None else 2 if golden["is_current"] else 1
    agreement, confidence = (1.0 if row[name] is None else row[name] for name in ("agreement", "confidence"))
    return rank, agreement, confidence, -row["doubtful"], row["id"]


def _mean_confidence(document: Mapping[str, Any], catalog: Catalog) -> float | None:
    """Return the mean confidence (0..1) of the records that tell it; None where none does."""
    told = [record["confidence"] for _, _, record in records_of(document, catalog) if "confidence" in record]
    return sum(told) / len(told) if told else None


def _signed(golden: Path, sha256: str) -> dict[str, Any] | None:
    """Return who signed the golden, when and by which guidelines, and if it is for the text of *sha256*; else None."""
    try:
        document = json.loads(golden.read_bytes())
        return {**document["verified"], "is_current": document["source"]["sha256"] == sha256}
    except (OSError, ValueError, KeyError, TypeError):
        return None
