"""What a run did, as a table for people and as plain data for machines."""

from __future__ import annotations

from collections import Counter
from typing import Any

from extract.catalog import Catalog
from extract.report.firsts import KEPT, Firsts
from extract.report.table import render_table
from extract.run import Outcome, RunReport
from extract.stages import Call, Failure

NAMES_SHOWN = 5
ROWS_SHOWN = 40
"""Articles told one by one in the table; of more it has the sums only."""


def render_run(report: RunReport, catalog: Catalog) -> str:
    """Return what was found as a table, an article a line, and a sentence that says what became of the articles.

    Where a language model was asked, the last columns are what each article took.
    """
    lists = [declaration.list_name for declaration in catalog]
    total = report.articles.total()
    columns = [one for one in _COSTS if report.usage[one]]
    rows = [_row(outcome, lists, columns) for outcome in report.outcomes] if total <= ROWS_SHOWN else []
    foot = [f"{total} articles" if total != 1 else "1 article", *(report.counts[name] for name in lists)]
    foot += [_COSTS[one][1].format(report.usage[one]) for one in columns]
    head = ["article", *lists, *(_COSTS[one][0] for one in columns)]
    table = render_table(rows, head=head, foot=foot) if rows else render_table([foot], head=head)
    return f"{table}\n\n{_sentence(report)}"


_COSTS = {
    "input_tokens": ("tokens sent", "{:,}"),
    "output_tokens": ("received", "{:,}"),
    "cost": ("cost", "${:.4f}"),
}


def _row(outcome: Outcome, lists: list[str], columns: list[str]) -> list[object]:
    name = outcome.article_id or outcome.uri
    took = [_COSTS[one][1].format(outcome.usage[one]) if one in outcome.usage else "-" for one in columns]
    if outcome.state in ("failed", "copy"):
        return [name, *(outcome.state if not number else "-" for number, _ in enumerate(lists)), *took]
    return [name, *(outcome.counts.get(one, 0) for one in lists), *took]


def _sentence(report: RunReport) -> str:
    told = {
        "read": "read",
        "kept": "finished before and left as they are",
        "copy": "left out as copies",
        "failed": "failed",
    }
    parts = [f"{report.articles[state]} {words}" for state, words in told.items() if report.articles[state]]
    if report.dropped:
        parts.append(f"{report.dropped.total} records left out")
    lines = [(", ".join(parts) or "no articles") + ".", _of_the_gone(report.gone), _of_the_copies(report)]
    return "\n".join(filter(None, [*lines, *report.notes.told(), _of_the_model(report.usage)]))


def _of_the_copies(report: RunReport) -> str:
    """Return which articles are copies, and of which; nothing where none is."""
    if not report.copies:
        return ""
    names = ", ".join(f"{one} of {first}" for one, first in report.copies[:NAMES_SHOWN])
    count = report.copies.total
    more = ", …" if count > NAMES_SHOWN else ""
    are = "1 article is a copy" if count == 1 else f"{count:,} articles are copies"
    read = "" if report.articles["copy"] else "; --skip-copies reads one of each text"
    return f"{are} of another in this run ({names}{more}){read}."


def _of_the_gone(gone: Firsts[str]) -> str:
    """Return which documents are of articles that are not there any more; nothing where all are."""
    if not gone:
        return ""
    count = gone.total
    names = ", ".join(gone[:NAMES_SHOWN]) + (", …" if count > NAMES_SHOWN else "")
    are = "1 document is of an article that is" if count == 1 else f"{count:,} documents are of articles that are"
    return f"{are} not there any more ({names}); `extract prune` takes them out."


def _of_the_model(usage: Counter[str]) -> str:
    """Return what a language model was asked and what that took; nothing where none was."""
    lines = []
    if questions := usage["questions"]:
        shown, text, read = (usage[name] for name in ("characters_sent", "characters", "characters_read"))
        told = f"{questions:,} questions, each about {shown / questions:,.0f} characters on average"
        told += f" ({usage['kept_answers']:,} of the answers were kept from before)" if usage["kept_answers"] else ""
        of_it = "all" if read >= text else f"{read:,} ({read / text:.1%})"
        lines.append(f"{told}; {of_it} of the {text:,} characters of text read.")
    if usage["requests"]:
        cost = f", ${usage['cost']:.4f}" if usage["cost"] else ""
        lines.append(
            f"{usage['requests']:,} requests ({usage['reasks']:,} reasks, {usage['retries']:,} retries), "
            f"{usage['input_tokens']:,} tokens sent and {usage['output_tokens']:,} received{cost}."
        )
    return "\n".join(lines)


def run_as_data(report: RunReport) -> dict[str, Any]:
    """Return the report as plain data; of what there are too many of, the first one by one and how many ``more``."""
    stopped, more = report.stopped_by, not_listed(report)
    return {
        "articles": dict(sorted(report.articles.items())),
        "records": dict(report.counts),
        "usage": dict(sorted(report.usage.items())),
        "outcomes": [
            {"id": one.article_id, "uri": one.uri, "state": one.state, "records": dict(one.counts)}
            | ({"usage": dict(sorted(one.usage.items()))} if one.usage else {})
            | ({"missed": one.missed} if one.missed else {})
            | ({"calls": [_call(call) for call in one.calls]} if one.calls else {})
            for one in report.outcomes
        ],
        "copies": [{"id": one, "of": first} for one, first in report.copies],
        "gone": report.gone,
        "failures": [_failure(one) | {"alike": report.complaints.count(one)} for one in report.failures],
        "left_out": [_failure(failure) for failure in report.dropped],
        "passed_over": dict(sorted(report.notes.passed_over.items())),
        "notes": dict(report.notes.complaints),
        "interrupted": report.is_interrupted,
        "stopped_by": None if stopped is None else [stopped.problem, stopped.where, stopped.remedy],
    } | ({"more": more} if more else {})


def not_listed(report: RunReport) -> dict[str, int]:
    """Return how many more there are of each list of ``run_as_data`` than it has; empty where it has all of them.

    A failure that is like one that is listed is counted there, as ``alike``.
    """
    more = {
        "outcomes": report.outcomes.more,
        "copies": report.copies.more,
        "gone": report.gone.more,
        "failures": report.more_failures,
        "left_out": report.dropped.more,
    }
    return {name: count for name, count in more.items() if count}


_ELSEWHERE = {
    "failures": "each is told above",
    "left_out": "each is told above",
    "gone": "`extract prune DIR --dry-run` lists all",
}


def render_not_listed(report: RunReport) -> str:
    """Return where the failures, records and ids are that ``run_as_data`` does not list; nothing where it has all."""
    more = not_listed(report)
    told = [f"{more[name]:,} of {name} ({where})" for name, where in _ELSEWHERE.items() if name in more]
    return f"not in the JSON, which has the first {KEPT:,}: {', '.join(told)}" if told else ""


def _call(call: Call) -> dict[str, Any]:
    place = {"start": call.span.start, "end": call.span.end, "share": round(call.share, 4)}
    return {"asked": list(call.schemas), **place, "answered": call.is_answered}


def _failure(failure: Failure) -> dict[str, Any]:
    error = failure.error
    where = {"problem": error.problem, "where": error.where, "remedy": error.remedy}
    return {"id": failure.article_id, "uri": failure.uri} | where
