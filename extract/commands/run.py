"""``extract run``: articles to documents."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.commands.echo import echo
from extract.commands.model_options import GroupedCommand, model_options, settings_of
from extract.commands.options import FOLDER, date, goldens_option, json_option, language, option, schemas_option

if TYPE_CHECKING:
    from extract.catalog import Catalog
    from extract.loading.shard import Shard
    from extract.run import Outcome, RunReport
    from extract.scoring.counts import Scores
    from extract.stages import Failure

INTERRUPTED = 130
STOPPING = "stopping when what is under way is finished; Ctrl-C again stops at once"
GOES_ON = "interrupted: the same command goes on where this run stopped"


@click.command(cls=GroupedCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@option("-o", "--output", type=FOLDER, default="out", show_default=True, metavar="DIR", help="Where documents go.")
@schemas_option
@option("--model", default="embedded", show_default=True, metavar="NAME", help="embedded, or PROVIDER/NAME.")
@option(
    "--workers",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes or actors that read, each with a model of its own (about 500 MB); 0 for one on each core.",
)
@option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Processes of this machine, or actors of a Ray cluster: that of RAY_ADDRESS, else one started here.",
)
@option("--shard", metavar="K/N", help="Read one share of N, told by the articles' ids; `extract merge` joins them.")
@option(
    "--format",
    "form",
    type=click.Choice(["json", "jsonl", "parquet"]),
    default="json",
    show_default=True,
    help="A file for each article, or one for all.",
)
@option("--skip-copies", is_flag=True, help="Of articles that are nearly one text read the first only.")
@option("--fresh", is_flag=True, help="Read again what an earlier run has finished.")
@option("--replace", is_flag=True, help="Take out what another model or other schemas left in DIR, when all is read.")
@option(
    "--published", callback=date, metavar="DATE", help="The articles' own date, YYYY-MM-DD, before any that they tell."
)
@option(
    "--language",
    callback=language,
    metavar="CODE",
    help="The articles' language; any: the embedded reader reads every one.  [default: as each text is]",
)
@option("--id-column", metavar="NAME", help="In tables: the column of ids.  [default: id, else the URL, else a digest]")
@option("--text-column", default="text", show_default=True, metavar="NAME", help="In tables: the column of texts.")
@option(
    "--published-column",
    metavar="NAME",
    help="In tables: the column of dates.  [default: published, date, pubDate or another usual name]",
)
@goldens_option("Goldens to score against.")
@option(
    "--spacy-model", metavar="NAME", help="An installed spaCy model for the embedded reader.  [default: the small one]"
)
@option(
    "--reader",
    metavar="DIR",
    help="A reader that `extract train` wrote; none: cues alone.  [default: the one shipped for the declarations]",
)
@option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="Leave out events that tell a confidence below X, 0 to 1.",
)
@option(
    "--article-seconds",
    type=click.FloatRange(min=0),
    default=300.0,
    show_default=True,
    metavar="N",
    help="What the embedded reader may take for an article before it gives it up; 0: no limit.",
)
@option("-q", "--quiet", is_flag=True, help="Print errors only.")
@json_option
@model_options
def run(inputs: tuple[str, ...], **given: Any) -> int:
    """Read articles, and write what they say as JSON.

    INPUT is a file, a folder, a glob, or - for standard input: texts, pages, feeds, mail, web archives, documents, or
    tables (.csv, .tsv, .jsonl, .json, .parquet), packed or not; docs/input.md lists them all.

    A run that was interrupted goes on where it stopped; what is finished is not done again. What earlier runs wrote
    into DIR stays there, in tables too; an article that is read anew is brought up to date.

    \b
    Examples:
      extract run seeds/
      extract run news/*.html -o results --workers 4
      extract run dump.jsonl --text-column body --format parquet
      extract run dump.jsonl --shard 3/16 -o parts/3
      extract run seeds/ --model openai/gpt-4.1-mini --token-budget 200000
      extract run seeds/ --model openai/local --base-url http://127.0.0.1:8080/v1
    """
    from extract.catalog import load_catalog
    from extract.formats import check_form
    from extract.scoring.score import score_folders

    check_form(given["form"])
    catalog = load_catalog(given["schemas"])
    golden = given["golden"]
    report, scored = _read(inputs, given, catalog, golden)
    scores = score_folders(golden, given["output"], catalog, only=scored) if golden and scored else None
    _print(report, scores, catalog, given)
    return _exit_code(report, scores)


def _read(
    inputs: tuple[str, ...], given: dict[str, Any], catalog: Catalog, golden: Path | None
) -> tuple[RunReport, list[str]]:
    """Return what the run did, and the ids of the articles that have a golden."""
    from extract.backends import BackendOptions
    from extract.loading.load import count_sources, find_articles
    from extract.loading.notes import Notes
    from extract.report.progress import Progress
    from extract.run import run as run_all
    from extract.store import STATE, Store

    columns = {name: given[name] for name in ("id_column", "text_column", "published_column", "published")}
    spoken = None if given["language"] == "any" else given["language"]
    notes = Notes()
    shard = _shard_of(given)
    articles = find_articles(inputs, **columns, language=spoken, notes=notes, shard=shard, stdin=sys.stdin.buffer)
    embedded = {
        name: given[name] for name in ("spacy_model", "language", "reader", "min_confidence", "article_seconds")
    }
    settings = settings_of(given, given["output"] / STATE) | embedded
    is_debug = click.get_current_context().find_root().params["debug"]
    progress = Progress(count_sources(inputs, shard), is_quiet=given["quiet"], is_debug=is_debug)
    scored: list[str] = []

    def note(outcome: Outcome) -> None:
        progress.count(outcome)
        if golden is not None and outcome.article_id and (golden / f"{outcome.article_id}.json").is_file():
            scored.append(outcome.article_id)

    how = {"form": given["form"], "is_fresh": given["fresh"], "is_replacing": given["replace"]}
    with Store(given["output"], **how) as store, progress:
        report = run_all(
            articles,
            store,
            catalog,
            BackendOptions(given["model"], given["base_url"], settings),
            skips_copies=given["skip_copies"],
            workers=_workers(given),
            engine=given["engine"],
            shard=shard,
            on_outcome=note,
            on_interrupt=lambda: progress.say(STOPPING),
        )
    report.notes = notes.with_those_of(report.notes)
    return report, scored


def _shard_of(given: dict[str, Any]) -> Shard | None:
    from extract.errors import UsageError
    from extract.loading.shard import read_shard

    if given["shard"] and given["skip_copies"]:
        raise UsageError(
            "a share knows no copies in other shares",
            where="--shard, --skip-copies",
            remedy="leave out --skip-copies; `extract corpus` tells copies when the parts are merged",
        )
    return read_shard(given["shard"]) if given["shard"] else None


def _workers(given: dict[str, Any]) -> int:
    cores_here = (os.cpu_count() or 1) if given["engine"] == "local" else 0
    return given["workers"] or cores_here


def _print(report: RunReport, scores: Scores | None, catalog: Catalog, given: dict[str, Any]) -> None:
    from extract.report.run import render_not_listed, render_run, run_as_data
    from extract.report.score_table import render_passed_over, render_scores, scores_as_json

    told_of = scores if scores is not None and scores.documents else None
    if given["as_json"]:
        told = run_as_data(report) | {"scores": scores_as_json(told_of) if told_of else None}
        echo(json.dumps(told, indent=2, ensure_ascii=False))
        if unlisted := render_not_listed(report):
            echo(unlisted, err=True)
    elif not given["quiet"]:
        echo("\n\n".join([render_run(report, catalog), *([render_scores(told_of)] if told_of else [])]))
    for failure in _failures_of(scores):
        echo(str(failure.error), err=True)
    if scores is not None and scores.unusable:
        echo(render_passed_over(scores.unusable), err=True)
    if report.stopped_by is not None:
        echo(str(report.stopped_by), err=True)
    if report.is_interrupted:
        echo(GOES_ON, err=True)


def _exit_code(report: RunReport, scores: Scores | None) -> int:
    if report.is_interrupted:
        return INTERRUPTED
    fell_short = report.articles["failed"] or report.stopped_by is not None or _failures_of(scores)
    return 1 if fell_short else 0


def _failures_of(scores: Scores | None) -> list[Failure]:
    """Return what could not be scored, the goldens aside: a run is not to fail for a folder that only lies there."""
    return [one for one in scores.failures if one not in scores.unusable] if scores else []
