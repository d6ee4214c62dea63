"""What changed between two runs, as one page that needs nothing else and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extract.comparison.changes import Diff, RecordChange
from extract.report.diff import RECORD_HEAD, SCORE_HEAD, alike_words, score_rows, sentence_of
from extract.report.templating import page_environment


def render_page(diff: Diff, old: str, new: str) -> str:
    """Return *diff* as HTML; *old* and *new* are what the two sides are called.

    Whatever comes from an article is escaped, and the page forbids its browser every script and every request.
    """
    environment = page_environment()
    environment.filters["groupby_in_order"] = _grouped
    environment.globals["parts_of"] = parts_of
    return environment.get_template("diff.html.j2").render(
        diff=diff,
        old=old,
        new=new,
        sentence=sentence_of(diff),
        scores=list(score_rows(diff.scores)) if diff.scores else [],
        record_head=RECORD_HEAD,
        score_head=SCORE_HEAD,
    )


def parts_of(old: str, new: str) -> tuple[str, str, str, str]:
    """Return the words that two texts begin with, those of either in the middle, and those that both end with.

    >>> parts_of("all troops leave", "all the troops leave")
    ('all ', '', 'the', ' troops leave')
    """
    ours, theirs = old.split(" "), new.split(" ")
    before, after = alike_words(ours, theirs)
    middle = [" ".join(words[before : len(words) - after]) for words in (ours, theirs)]
    lead, tail = " ".join(ours[:before]), " ".join(ours[len(ours) - after :])
    return lead + (" " if lead else ""), middle[0], middle[1], (" " if tail else "") + tail


def _grouped(records: Iterable[RecordChange], name: str) -> list[tuple[Any, list[RecordChange]]]:
    groups: dict[Any, list[RecordChange]] = {}
    for record in records:
        groups.setdefault(getattr(record, name), []).append(record)
    return list(groups.items())
