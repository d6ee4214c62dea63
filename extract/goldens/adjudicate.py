"""Two readings of one article -> the golden that comes of both: what both have stands, what one has is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from extract.catalog import Catalog
from extract.check import find_text
from extract.comparison.diff import pair_records
from extract.declaration import Declaration, FieldSpec
from extract.document import Verified
from extract.errors import ExtractError, GoldenError
from extract.goldens.agree import SIDES, check_same_article
from extract.goldens.golden import write_golden
from extract.resolve import to_records
from extract.review.records import Records, Reviewed, to_draft
from extract.scoring.likeness import Comparison, Record, fold_space, overlap_of, records_by_id
from extract.scoring.outputs import open_documents
from extract.scoring.wording import in_words, title_of
from extract.stages import Article, Extraction, Failure
from extract.validate import article_of, source_of, to_extraction

Reading = Literal["A", "B"]
Verdict = Literal["stands", "optional", "left out"]


@dataclass(frozen=True)
class Question:
    """One thing in which the readings differ."""

    document: str
    schema: str
    """The list's name."""
    slot: str | None
    """The field that differs; None where only one reading has the record."""
    has: Reading | None
    """The reading that has the record; None where both have it."""
    title: str
    told: tuple[str, ...]
    """What the record says, a field each; or what A and B say of the slot."""


@dataclass(frozen=True)
class Decision:
    """A question and what was decided: for a record its verdict, for a slot the reading whose value is taken."""

    question: Question
    answer: Verdict | Reading


class Judge(Protocol):
    """Decides what the readings differ in."""

    def judge_record(self, question: Question, reading: Reading) -> Verdict:
        """Return what becomes of a record that only *reading* has."""
        ...

    def judge_slot(self, question: Question) -> Reading:
        """Return the reading whose value is taken."""
        ...


@dataclass(frozen=True)
class Rule:
    """Decides without a person: by the reading preferred, else what one has becomes optional and values are A's."""

    prefer: Reading | None = None

    def judge_record(self, question: Question, reading: Reading) -> Verdict:
        """Return ``stands`` for what the preferred reading has."""
        if self.prefer is None:
            return "optional"
        return "stands" if reading == self.prefer else "left out"

    def judge_slot(self, question: Question) -> Reading:
        """Return the preferred reading, else A."""
        return self.prefer or "A"


@dataclass(frozen=True)
class Adjudicated:
    """What came of two folders."""

    written: tuple[Path, ...]
    decisions: tuple[Decision, ...]
    failures: tuple[Failure, ...]


def adjudicate_paths(
    a: Path,
    b: Path,
    out_dir: Path,
    catalog: Catalog,
    verified: Verified,
    judge: Judge,
    *,
    sources: Sequence[Path] = (),
    replace: bool = False,
) -> Adjudicated:
    """Write a golden into *out_dir* for every article that both have read, and return what was decided.

    The articles' own paths begin in one of *sources*: a golden is only written when its quotations were compared with
    its text. An article for which that cannot be done, or that only one has read, becomes a failure.

    Raises:
        InvalidDocument: there is no document at one of the places.
    """
    ours, theirs = open_documents(a, catalog), open_documents(b, catalog)
    written, decisions, failures = [], list[Decision](), [*ours.failures, *theirs.failures]
    for article_id in sorted(ours.ids() | theirs.ids()):
        try:
            one, other = _both(article_id, ours.find(article_id), theirs.find(article_id))
            article = _article_of(one, a, sources)
            golden, decided = adjudicate(one, other, article, catalog, verified, judge)
            written.append(write_golden(out_dir / f"{article_id}.json", golden.data, replace=replace))
            decisions += decided
        except ExtractError as error:
            failures.append(Failure(error.where, error, article_id))
    return Adjudicated(tuple(written), tuple(decisions), tuple(failures))


def adjudicate(
    a: Mapping[str, Any], b: Mapping[str, Any], article: Article, catalog: Catalog, verified: Verified, judge: Judge
) -> tuple[Extraction, tuple[Decision, ...]]:
    """Return the golden that comes of two readings of *article*, and what was decided for it.

    A record that both have stands, with A's values where the scorer holds them to agree; fields that the scorer does
    not compare have what either has. It is optional where one of them says so.

    Raises:
        GoldenError: the readings are of different texts or not of the article's, or what comes of them does not fit it.
    """
    check_same_article(a, b)
    if source_of(article)["sha256"] != a["source"]["sha256"]:
        raise GoldenError(
            "the article's text is not the one that was read",
            where=article.uri,
            remedy="put the text back, or read it again",
        )
    merge = _Merge(a, b, catalog, judge)
    records = to_records(to_draft(Records(tuple(merge.records())), article, catalog), catalog)
    golden = to_extraction(article, records, catalog, verified)
    for failure in golden.dropped:
        raise GoldenError(
            failure.error.problem, where=failure.error.where, remedy="mend the reading that says it, then try again"
        )
    return golden, tuple(merge.decisions)


class _Merge:
    """The records of two documents put together; ``decisions`` fills while they are taken."""

    def __init__(self, a: Mapping[str, Any], b: Mapping[str, Any], catalog: Catalog, judge: Judge) -> None:
        self.decisions: list[Decision] = []
        self._id, self._catalog, self._judge = str(a["source"]["id"]), catalog, judge
        self._comparison = Comparison(a, b, catalog, SIDES)
        self._known = {"A": records_by_id(a, catalog), "B": records_by_id(b, catalog)}
        self._pairs = pair_records(a, b, catalog)
        # A reference is the key of a record in the making: A's id, or B's where only B has it.
        self._keys: dict[tuple[str, str, str], str] = {}
        for name, pairs in self._pairs.items():
            for one, other in pairs:
                key = f"A {one['id']}" if one else f"B {other['id']}" if other else ""
                self._keys |= {("A", name, one["id"]): key} if one else {}
                self._keys |= {("B", name, other["id"]): key} if other else {}

    def records(self) -> Iterator[Reviewed]:
        """Yield the records that stand or are optional."""
        for declaration in self._catalog:
            for one, other in self._pairs[declaration.name]:
                if one and other:
                    yield self._of_both(declaration, one, other)
                elif one or other:
                    yield from self._of_one(declaration, "A" if one else "B", one or other or {})

    def _of_one(self, declaration: Declaration, reading: Reading, record: Record) -> Iterator[Reviewed]:
        known = self._known[reading]
        told = tuple(
            f"{spec.name}: {in_words(spec, record[spec.name], known)}"
            for spec in declaration.fields
            if record.get(spec.name)
        )
        question = Question(self._id, declaration.list_name, None, reading, title_of(declaration, record), told)
        verdict = self._judge.judge_record(question, reading)
        self.decisions.append(Decision(question, verdict))
        if verdict != "left out":
            values = {spec.name: self._value(spec, record, reading) for spec in declaration.fields}
            optional = verdict == "optional" or bool(record.get("optional"))
            yield Reviewed(
                self._keys[reading, declaration.name, record["id"]], declaration.name, values, None, optional
            )

    def _of_both(self, declaration: Declaration, one: Record, other: Record) -> Reviewed:
        values = {spec.name: self._joined(declaration, spec, one, other) for spec in declaration.fields}
        optional = bool(one.get("optional") or other.get("optional"))
        return Reviewed(self._keys["A", declaration.name, one["id"]], declaration.name, values, optional=optional)

    def _joined(self, declaration: Declaration, spec: FieldSpec, one: Record, other: Record) -> Any:
        ours, theirs = self._value(spec, one, "A"), self._value(spec, other, "B")
        if spec.compare.how == "ignored":
            return _united(spec, ours, theirs)
        if self._comparison.agrees(spec, one, other):
            return ours
        told = tuple(
            f"{in_words(spec, record.get(spec.name), self._known[reading])} {side}"
            for record, reading, side in ((one, "A", SIDES[0]), (other, "B", SIDES[1]))
        )
        question = Question(self._id, declaration.list_name, spec.name, None, title_of(declaration, one), told)
        answer = self._judge.judge_slot(question)
        self.decisions.append(Decision(question, answer))
        return ours if answer == "A" else theirs

    def _value(self, spec: FieldSpec, record: Record, reading: Reading) -> Any:
        """Return a field's value, references as keys."""
        value = record.get(spec.name)
        if spec.type != "ref":
            return value
        target = spec.target or ""
        keys = [self._keys[reading, target, item] for item in (value if isinstance(value, list) else [value]) if item]
        return keys if spec.is_list else next(iter(keys), None)


def _united(spec: FieldSpec, ours: Any, theirs: Any) -> Any:
    """Return what either reading has: of a single value A's where there is one, of lists the elements of both."""
    if not spec.is_list:
        return theirs if ours is None else ours
    return [*(ours or ()), *(item for item in theirs or () if not any(_is_told(spec, item, one) for one in ours or ()))]


def _is_told(spec: FieldSpec, item: Any, other: Any) -> bool:
    if spec.type in ("quote", "when"):
        return overlap_of(item, other) > 0
    if isinstance(item, str) and isinstance(other, str):
        return fold_space(item) == fold_space(other)
    return bool(item == other)


_ONE_READER: Final = "only one of the two has read this article"


def _both(
    article_id: str, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    if one is None or other is None:
        there = "A" if other is None else "B"
        raise GoldenError(_ONE_READER, where=f"{article_id}, in {there}", remedy="let the other read it, too")
    return one, other


def _article_of(document: Mapping[str, Any], folder: Path, sources: Sequence[Path]) -> Article:
    source = document["source"]
    text = find_text(source["id"], source["uri"], folder if folder.is_dir() else folder.parent, sources)
    if text is None:
        raise GoldenError(
            "the article's text is not at hand, so that no quotation can be compared with it",
            where=str(source["uri"]),
            remedy="give --sources the folder in which that path begins",
        )
    return article_of(document, text)
