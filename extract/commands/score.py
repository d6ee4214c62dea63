"""``extract score``: what was found against what a person verified."""

from __future__ import annotations

import json
from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import THERE, json_option, option, schemas_option


@click.command()
@click.argument("golden", type=THERE, metavar="GOLDEN")
@click.argument("found", type=THERE, metavar="OUT")
@schemas_option
@option(
    "--fail-under",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="Exit with 1 where the mean F1 of what was found is below X, 0 to 1.",
)
@option(
    "--errors",
    is_flag=True,
    help="Print every miss, false find, wrong slot and value too many or too few, with its cause.",
)
@option(
    "--by-confidence", is_flag=True, help="Print precision and recall as records of little confidence are left out."
)
@json_option
def score(
    golden: Path,
    found: Path,
    schemas: Path | None,
    fail_under: float | None,
    errors: bool,
    by_confidence: bool,
    as_json: bool,
) -> int:
    """Score documents against goldens.

    Tells of the documents in OUT, for each schema, precision, recall and F1 of the records found and of those that are
    right in every field compared; the last line is the mean of the schemas.

    \b
    Examples:
      extract score golden/ out/
      extract score golden/ out/ --errors
      extract score golden/ out/ --fail-under 0.65
      extract score golden/ out/ --by-confidence
      extract score golden/ out/ --json > scores.json
    """
    from extract.catalog import load_catalog
    from extract.report.score_table import render_by_confidence, render_errors, render_scores, scores_as_json
    from extract.scoring.score import score_folders

    scores = score_folders(golden, found, load_catalog(schemas))
    if as_json:
        echo(json.dumps(scores_as_json(scores), indent=2, ensure_ascii=False))
    else:
        parts = [*([render_errors(scores)] if errors else []), render_scores(scores)]
        echo("\n\n".join([*parts, *([render_by_confidence(scores)] if by_confidence else [])]))
    for failure in scores.failures:
        echo(str(failure.error), err=True)
    falls_short = fail_under is not None and (scores.mean_found is None or scores.mean_found < fail_under)
    if falls_short:
        reached = "nothing to judge" if scores.mean_found is None else f"{scores.mean_found:.4f}"
        echo(f"the mean F1 falls short: {reached}, and {fail_under} is asked for", err=True)
    return 1 if scores.failures or falls_short else 0
