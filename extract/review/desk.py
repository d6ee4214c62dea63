"""One article under review: its records, every edit kept at once, and the golden that comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from extract.catalog import Catalog
from extract.document import Verified
from extract.errors import ExtractError, GoldenError
from extract.goldens.golden import load_golden, write_golden
from extract.resolve import to_records
from extract.review.edits import Desktop, Start, apply_edit, read_edit
from extract.review.history import History
from extract.review.journal import Journal
from extract.review.problems import Problem, find_problems
from extract.review.records import Records, as_data, from_document, to_draft
from extract.review.values import EditError
from extract.stages import Article
from extract.validate import to_extraction
from extract.writing import told

UNDO: Final = "undo"
REDO: Final = "redo"
SAVE: Final = "save"


class StaleEdit(EditError):
    """An edit was made to a state that is not the present one: another tab has changed the article since."""


class NotReady(EditError):
    """The golden cannot be saved yet."""


class GoldenDiffers(GoldenError):
    """The golden on disk is not the one that the review began with: it is only replaced on a person's word."""


@dataclass(frozen=True)
class Origin:
    """What an article's review can begin with."""

    article: Article
    document: Mapping[str, Any]
    """The extraction, or whatever document was given."""
    doubts: Mapping[str, tuple[str, ...]]
    """Record id -> why a person should look closely, beside what the quotations tell."""
    golden: Path
    """Where the golden is or will be."""
    journal: Path
    read_text: Callable[[], str | None]
    """Reads the source again; None where it is gone."""
    offered: Records = Records()
    """Records of another reading that the document lacks."""

    def extracted(self, catalog: Catalog) -> Records:
        """Return the records of the document, and behind them those that are offered; nobody has judged any."""
        return Records((*from_document(self.document, catalog, None, self.doubts), *self.offered))


class Desk:
    """The review of one article. Its version counts the lines of the journal: no two states share one.

    Opening it writes nothing. What could not be taken up (a golden for another text, a draft that cannot be read) is
    told in ``notices``.
    """

    def __init__(self, origin: Origin, catalog: Catalog) -> None:
        self.article, self.notices = origin.article, list[str]()
        self._origin, self._catalog = origin, catalog
        self._journal = Journal(origin.journal)
        self._saved: tuple[Records, str | None] | None = None
        self._found: tuple[object, list[Problem]] | None = None
        self._unwritten: list[dict[str, Any]] = []
        if not self._resume():
            self._begin()

    @property
    def records(self) -> Records:
        """The records as they are now."""
        return self.history.records

    @property
    def is_saved(self) -> bool:
        """Whether the golden on disk says what the records say."""
        return self._saved == (self.records, self._golden_digest())

    @property
    def is_begun(self) -> bool:
        """Whether there are edits that no golden has."""
        return not self._unwritten and not self.is_saved

    def problems(self) -> list[Problem]:
        """Return what keeps the records from being a golden, apart from those that nobody has judged."""
        # Verdicts change often, and what stands seldom: the checks take 20 ms for 300 quotations.
        standing = tuple((record.key, record.values, record.optional) for record in self.records.standing())
        if self._found is None or self._found[0] != standing:
            self._found = (standing, find_problems(self.records, self.article, self._catalog))
        return self._found[1]

    def golden(self) -> dict[str, Any] | None:
        """Return the golden on disk, None where there is none; GoldenError where it does not fit text or schemas."""
        if not self._origin.golden.is_file():
            return None
        return load_golden(self._origin.golden, self._catalog, self.article.text)

    # ----------------------------------------------------------------------------------------------------------------
    # Taking up

    def _begin(self) -> None:
        """Start from the golden where there is one that fits, else from the document."""
        records = self._origin.extracted(self._catalog)
        origin, digest = "extraction", None
        try:
            golden = self.golden()
            if golden is not None:
                records, origin = from_document(golden, self._catalog, "accepted"), "golden"
                digest = self._golden_digest()
                self._saved = (records, digest)
        except GoldenError as error:
            self.notices.append(
                f"The golden was not loaded: {error.problem} ({error.where}). This begins with the extraction; "
                "saving replaces that golden, and asks you first."
            )
        sha256 = hashlib.sha256(self.article.text.encode()).hexdigest()
        self._unwritten = [
            {"article": self.article.id, "sha256": sha256, "golden": digest},
            {"do": "start", "origin": origin, "records": as_data(records)},
        ]
        self.history, self.version, self._known = History((records,)), 1, {digest}

    def _resume(self) -> bool:
        """Take up the draft of an earlier review; False where there is none that fits."""
        try:
            lines = self._journal.read()
            if not lines:
                return False
            self._replay(lines)
        except (ExtractError, KeyError, TypeError) as error:
            problem = error.problem if isinstance(error, ExtractError) else "it is of another form"
            kept = self._journal.set_aside()
            self.notices.append(f"An earlier draft was not taken up: {problem}. It is kept as {kept}.")
            return False
        if self._golden_digest() not in self._known:
            self.notices.append(
                "The golden has changed outside this page since this draft was begun; what you see is the draft. "
                "Saving replaces that golden, and asks you first; “start anew” takes it up instead."
            )
        return True

    def _replay(self, lines: list[dict[str, Any]]) -> None:
        head, start, *rest = lines
        if head["sha256"] != hashlib.sha256(self.article.text.encode()).hexdigest():
            raise GoldenError("it was made for another text", where=str(self._journal.path), remedy="begin anew")
        self._known, self.version = {head["golden"]}, 1
        begun = apply_edit(Records(), read_edit(start), self._desktop())
        self.history = History((begun,))
        self._saved = (begun, head["golden"]) if start["origin"] == "golden" else None
        for line in rest:
            self._take(line, self._step(line))

    # ----------------------------------------------------------------------------------------------------------------
    # Editing

    def edit(self, version: int, data: Mapping[str, Any]) -> None:
        """Make the edit that *data* tells, or undo or redo one, and keep it on disk.

        Raises:
            StaleEdit: *version* is not the present one.
            EditError: it cannot be made.
            StoreError: it cannot be kept; nothing was changed.
        """
        self._check_version(version)
        line = dict(data)
        if line.get("do") == "start":
            line["records"] = as_data(self._origin_records(read_edit(line)))
        if line.get("do") == SAVE:
            raise EditError("saving is no edit", where="do", remedy="reload the page")
        history = self._step(line)
        self._keep(line)
        self._take(line, history)

    def _origin_records(self, start: Any) -> Records:
        assert isinstance(start, Start)
        if start.origin == "extraction":
            return self._origin.extracted(self._catalog)
        golden = self.golden()
        if golden is None:
            raise GoldenError("there is no golden yet", where=str(self._origin.golden), remedy="save one first")
        return from_document(golden, self._catalog, "accepted")

    def _step(self, line: Mapping[str, Any]) -> History:
        """Return the history after a line of the journal."""
        if line["do"] == UNDO:
            return self.history.undone()
        if line["do"] == REDO:
            return self.history.redone()
        if line["do"] == SAVE:
            return self.history
        edit = read_edit(line)
        return self.history.after(edit, apply_edit(self.records, edit, self._desktop()))

    def _take(self, line: Mapping[str, Any], history: History) -> None:
        self.history, self.version = history, self.version + 1
        if line["do"] == SAVE:
            self._known.add(line["sha256"])
            self._saved = (self.records, line["sha256"])

    def _keep(self, line: Mapping[str, Any]) -> None:
        self._journal.append(*self._unwritten, line)
        self._unwritten = []

    def _desktop(self) -> Desktop:
        return Desktop(self.article, self._catalog, self.version + 1)

    def _check_version(self, version: int) -> None:
        if version != self.version:
            raise StaleEdit(
                "this article was changed in another tab",
                where=f"{self.article.id}, version {self.version}; this tab showed {version}",
                remedy="look at what is there now; the last thing you did here was not done",
            )

    # ----------------------------------------------------------------------------------------------------------------
    # Saving

    def save(self, version: int, *, by: str, guidelines: str, replace: bool = False) -> Path:
        """Write the golden, signed by *by* today, and return its path.

        Raises:
            StaleEdit: *version* is not the present one.
            NotReady: a record is not judged, something is to be mended, or the signature lacks something.
            GoldenDiffers: another golden is there, and *replace* is false.
            StoreError: it cannot be written; the golden that was there is whole.
        """
        self._check_version(version)
        data = self._golden_bytes(by, guidelines)
        self._check_source()
        if self._golden_digest() not in self._known and not replace:
            raise GoldenDiffers(
                "there is a golden that this review did not begin with",
                where=str(self._origin.golden),
                remedy="replace it, or start anew from it",
            )
        # The journal first: after a crash between the two, the golden on disk is known to be ours.
        line = {"do": SAVE, "sha256": hashlib.sha256(data).hexdigest()}
        self._keep(line)
        self._take(line, self.history)
        path = write_golden(self._origin.golden, data, replace=True)
        self.notices.clear()
        return path

    def _golden_bytes(self, by: str, guidelines: str) -> bytes:
        if undecided := self.records.undecided():
            raise NotReady(
                f"{len(undecided)} {'record is' if len(undecided) == 1 else 'records are'} not judged yet",
                where=", ".join(record.key for record in undecided[:5]),
                remedy="accept or reject each of them, or accept all the rest",
            )
        if problems := self.problems():
            first = problems[0]
            raise NotReady(
                f"{len(problems)} {'thing is' if len(problems) == 1 else 'things are'} to be mended, "
                f"the first: {first.says}",
                where=".".join(part for part in (first.key, first.field) if part) or self.article.id,
                remedy="see the fields that are marked",
            )
        try:
            verified = Verified(by=by.strip(), on=date.today().isoformat(), guidelines=guidelines.strip())
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            raise NotReady("the signature lacks something", where=name, remedy="say who you are") from error
        records = to_records(to_draft(self.records, self.article, self._catalog), self._catalog)
        made = to_extraction(self.article, records, self._catalog, verified)
        for failure in made.dropped:
            raise NotReady(failure.error.problem, where=failure.error.where, remedy=failure.error.remedy)
        return made.data

    def _check_source(self) -> None:
        if self._origin.read_text() != self.article.text:
            raise GoldenError(
                "the article's text has changed since it was opened",
                where=self.article.uri,
                remedy="extract it again and restart the review; your edits are kept",
            )

    def _golden_digest(self) -> str | None:
        """Return the SHA-256 of the golden on disk, None where there is none."""
        path = self._origin.golden
        with told(path):
            return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
