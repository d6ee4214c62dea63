"""What changed between two runs: in words and colours for people, as plain data for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import takewhile
from typing import Any, Final

from rich.text import Text

from extract.comparison.changes import Diff, DocumentChange, FieldChange, ItemChange, RecordChange, ScoreChange
from extract.report.table import render_table
from extract.scoring.counts import Scores
from extract.scoring.wording import LONGEST, shortened

STYLES: Final = {"added": "green", "gone": "red", "changed": "yellow", "moved": "cyan", "reordered": "cyan"}
AROUND: Final = 3
"""Words shown before and after the difference of two long values."""
DIGEST: Final = "sha256:"
MOST: Final = 4
"""Elements of one list that are told one by one."""
RECORD_HEAD: Final = ("schema", "added", "gone", "changed", "same")
SCORE_HEAD: Final = ("schema", "found F1 was", "is", "", "right F1 was", "is", "")


def render_diff(diff: Diff) -> Text:
    """Return *diff* in words: each changed document, then sums, and then the scores where there are goldens."""
    parts = [render_document(change) for change in diff.documents]
    if any(sum(kinds.values()) for kinds in diff.records.values()):
        rows = [(name, *(kinds.get(kind, 0) for kind in RECORD_HEAD[1:])) for name, kinds in diff.records.items()]
        parts.append(Text(render_table(rows, head=RECORD_HEAD)))
    parts.append(Text(sentence_of(diff)))
    if diff.scores is not None:
        parts.append(Text(render_table(list(score_rows(diff.scores)), head=SCORE_HEAD)))
    return Text("\n\n").join(parts)


def sentence_of(diff: Diff) -> str:
    """Return how many documents changed, and what made them other than before."""
    changed = len(diff.documents)
    documents = "1 document" if diff.compared == 1 else f"{diff.compared} documents"
    told = f"{documents} compared: {changed} changed, {diff.compared - changed - _unread(diff)} the same"
    told += f", {_unread(diff)} not read." if _unread(diff) else "."
    made_by = [
        f"{key}: {_in_short(old)} before, {_in_short(new)} now" + (f" (in {count})" if count < diff.compared else "")
        for (key, old, new), count in diff.origins.items()
    ]
    return "\n".join([told, *made_by])


def _in_short(words: str) -> str:
    return words[: len(DIGEST) + 12] if words.startswith(DIGEST) else shortened(words)


def _unread(diff: Diff) -> int:
    return len({failure.article_id for failure in diff.failures if failure.article_id is not None})


def difference_of(old: str, new: str) -> tuple[str, str]:
    """Return two long texts from a little before to a little after what differs, other texts as they are.

    >>> difference_of("same " * 30 + "old" + " end" * 30, "same " * 30 + "new" + " end" * 30)
    ('… same same same old end end end …', '… same same same new end end end …')
    """
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    ours, theirs = old.split(" "), new.split(" ")
    before, after = alike_words(ours, theirs)
    return _part(ours, before, after), _part(theirs, before, after)


def alike_words(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return how many words are the same at the beginning, and how many of the rest at the end."""
    before = _count_alike(one, other)
    return before, _count_alike(one[before:][::-1], other[before:][::-1])


def _count_alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _part(words: Sequence[str], before: int, after: int) -> str:
    start, end = max(before - AROUND, 0), max(after - AROUND, 0)
    told = shortened(" ".join(words[start : len(words) - end]))
    return ("… " if start else "") + told + (" …" if end else "")


def render_document(change: DocumentChange) -> Text:
    """Return what changed in one document, in words."""
    text = Text()
    text.append(change.id, style="bold")
    if change.kind != "changed":
        told = ", ".join(f"{count} {name}" for name, count in change.counts.items() if count) or "no records"
        text.append(f"\n  {change.kind}: the whole document, with {told}", style=STYLES[change.kind])
        return text
    for field in change.source:
        _append_field(text, field, "  ")
    for name in dict.fromkeys(record.schema for record in change.records):
        text.append(f"\n  {name}")
        for record in change.records:
            if record.schema == name:
                _append_record(text, record)
    if change.renumbered:
        told = ", ".join(f"{old} is now {new}" for old, new in change.renumbered)
        text.append(f"\n  numbered anew: {told}")
    if change.reordered:
        text.append(f"\n  in another order: {', '.join(change.reordered)}")
    return text


def _append_record(text: Text, record: RecordChange) -> None:
    text.append(f"\n    {record.kind:<8}", style=STYLES[record.kind])
    place = f" ({record.place[0]}-{record.place[1]})" if record.place else ""
    text.append(f" {record.new_id or record.old_id}: {shortened(record.title)}{place}")
    for field in record.fields:
        if record.kind == "changed":
            _append_field(text, field, " " * 6)
        elif not _repeats_title(field, record):
            text.append(f"\n{' ' * 6}{field.field}: ")
            text.append(_listed(field.items), style=STYLES[record.kind])


def _repeats_title(field: FieldChange, record: RecordChange) -> bool:
    """Return whether *field* of a new or gone record says only what its title says."""
    return {(item.new_words or item.old_words).strip("“”") for item in field.items} == {record.title}


def _append_field(text: Text, field: FieldChange, indent: str) -> None:
    text.append(f"\n{indent}{field.field}: ")
    for number, (words, kind) in enumerate(told_items(field)):
        text.append("; " if number else "")
        text.append(words, style=STYLES[kind])


def told_items(field: FieldChange) -> Iterator[tuple[str, str]]:
    """Yield what changed in a field in words, with the kind of change; of many elements the first ones."""
    for kind in dict.fromkeys(item.kind for item in field.items):
        items = [item for item in field.items if item.kind == kind]
        yield (f"{kind} " if kind in ("added", "gone") else "") + _listed(items), kind


def _listed(items: Sequence[ItemChange]) -> str:
    more = f" and {len(items) - MOST} more" if len(items) > MOST else ""
    return ", ".join(map(_told, items[:MOST])) + more


def _told(item: ItemChange) -> str:
    if item.kind == "moved":
        places = " to ".join(f"{quote['start']}-{quote['end']}" for quote in (item.old, item.new))
        return f"{shortened(item.new_words)} moved from {places}"
    if item.kind in ("changed", "reordered"):
        return "from {} to {}".format(*difference_of(item.old_words, item.new_words))
    return shortened(item.new_words or item.old_words)


def score_rows(scores: ScoreChange) -> Iterator[tuple[str, ...]]:
    """Yield for each schema, and for their mean, F1 of found and right: before, now, and the difference."""
    after = {name: shares for name, *shares in _shares(scores.after)}
    for name, *before in _shares(scores.before):
        yield (name, *(cell for pair in zip(before, after[name], strict=True) for cell in _cells(*pair)))


def _shares(scores: Scores) -> Iterable[tuple[str, float | None, float | None]]:
    return (
        *((one.name, one.found.f1, one.right.f1) for one in scores.schemas),
        ("mean", scores.mean_found, scores.mean_right),
    )


def _cells(before: float | None, after: float | None) -> tuple[str, str, str]:
    was, now = ("–" if share is None else f"{share:.2f}" for share in (before, after))
    if after is None or before is None:
        return was, now, ""
    return was, now, f"{after - before:+.2f}" if round(after - before, 2) else "="


def diff_as_data(diff: Diff) -> dict[str, Any]:
    """Return *diff* as plain data for JSON: old and new values are as they stand in the documents."""
    scores = diff.scores
    return {
        "is_same": not diff.documents and not diff.failures,
        "compared": diff.compared,
        "records": {
            name: {kind: kinds.get(kind, 0) for kind in RECORD_HEAD[1:]} for name, kinds in diff.records.items()
        },
        "made_by": [
            {"key": key, "old": old, "new": new, "documents": count} for (key, old, new), count in diff.origins.items()
        ],
        "documents": [asdict(change) for change in diff.documents],
        "scores": None if scores is None else {"before": _score(scores.before), "after": _score(scores.after)},
        "failures": [
            {"problem": one.error.problem, "where": one.error.where, "remedy": one.error.remedy}
            for one in diff.failures
        ],
    }


def _score(scores: Scores) -> dict[str, dict[str, float | None]]:
    return {
        name: {"found": None if found is None else round(found, 4), "right": None if right is None else round(right, 4)}
        for name, found, right in _shares(scores)
    }
