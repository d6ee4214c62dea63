"""``extract diff``: what changed between two runs."""

from __future__ import annotations

import json
from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import goldens_option, json_option, option, schemas_option

ONE_OR_MANY = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("old", type=ONE_OR_MANY, metavar="OLD")
@click.argument("new", type=ONE_OR_MANY, metavar="NEW")
@schemas_option
@goldens_option("Goldens to score both against.")
@option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a page, too.")
@json_option
def diff(old: Path, new: Path, schemas: Path | None, golden: Path | None, html: Path | None, as_json: bool) -> int:
    """Tell what changed between two runs.

    OLD and NEW are two folders of documents, in any form that `extract run` writes, or two documents. Records are
    paired as `extract score` pairs them, not by their ids. What is told of a document: records added and gone, and of
    the others each field that changed, from what to what. Exit code 1 where anything changed.

    \b
    Examples:
      extract diff out-before/ out/
      extract diff out-before/ out/ --html changes.html
      extract diff a/article.json b/article.json --json
    """
    from extract.catalog import load_catalog
    from extract.comparison.diff import diff_paths
    from extract.report.diff import diff_as_data, render_diff
    from extract.report.score_table import render_passed_over

    found = diff_paths(old, new, load_catalog(schemas), golden)
    if html is not None:
        from extract.report.diff_page import render_page
        from extract.writing import told

        with told(html):
            html.write_text(render_page(found, str(old), str(new)), encoding="utf-8", newline="\n")
    if as_json:
        echo(json.dumps(diff_as_data(found), indent=2, ensure_ascii=False))
    else:
        from rich.console import Console

        # Wrapping is the terminal's: a line in a file stays one.
        Console(highlight=False).print(render_diff(found), soft_wrap=True)
    sides = (found.scores.before, found.scores.after) if found.scores else ()
    unusable = [failure for side in sides for failure in side.unusable]
    scored = [failure for side in sides for failure in side.failures if failure not in unusable]
    failures = dict.fromkeys(str(failure.error) for failure in (*found.failures, *scored))
    for failure in failures:
        echo(failure, err=True)
    if unusable:
        echo(render_passed_over(list({one.uri: one for one in unusable}.values())), err=True)
    return 1 if found.documents or failures else 0
