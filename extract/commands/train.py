"""``extract train``: goldens to a reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, THERE, json_option, option, schemas_option

if TYPE_CHECKING:
    from extract.backends.embedded.learned.training.course import Step


@click.command()
@click.argument("goldens", nargs=-1, required=True, metavar="GOLDEN...", type=click.Path(exists=True, path_type=Path))
@option("-o", "--output", type=FOLDER, required=True, metavar="DIR", help="Where the reader goes.")
@option("--sources", type=THERE, metavar="DIR", help="Where the paths in the goldens begin.  [default: here, beside]")
@schemas_option
@option("--base", metavar="NAME", help="The encoder to begin with: a folder, or a name of the hub.  [default: MiniLM]")
@option(
    "--held-out",
    type=click.IntRange(0, 50),
    default=12,
    show_default=True,
    metavar="N",
    help="Of a hundred goldens, how many only measure.",
)
@option("--epochs", type=click.IntRange(min=1), default=8, show_default=True, metavar="N", help="Rounds, at most.")
@option("--seed", type=int, default=0, show_default=True, metavar="N", help="Of all that is random.")
@option("-q", "--quiet", is_flag=True, help="Print errors only.")
@json_option
def train(goldens: tuple[Path, ...], **given: Any) -> int:
    """Train a reader on goldens and other documents.

    GOLDEN is a folder or file of documents in the contract's form: goldens that a person signed, or what a language
    model wrote. Needs the extra: pip install 'extract-news[train]'. A hundred goldens or more are wanted; two cores
    take some minutes for two hundred.

    Ctrl-C ends the training; the best reader so far is finished and written.

    \b
    Examples:
      extract train golden/ -o my-reader
      extract train silver/ golden/ -o my-reader --schemas my-schemas
      extract run news/ --reader my-reader
    """
    from extract.backends.embedded.learned.training.goldens import train_on
    from extract.catalog import load_catalog
    from extract.report.score_table import render_scores, scores_as_json

    catalog = load_catalog(given["schemas"])
    with _Progress(is_quiet=given["quiet"] or given["as_json"]) as progress:
        facts = train_on(
            goldens,
            given["output"],
            catalog,
            sources=given["sources"],
            base=given["base"],
            held_out=given["held_out"],
            epochs=given["epochs"],
            seed=given["seed"],
            told=progress.show,
            warned=lambda text: echo(text, err=True),
        )
    if given["as_json"]:
        scores = scores_as_json(facts.scores) if facts.scores is not None and facts.scores.documents else None
        echo(json.dumps({"reader": str(given["output"]), "articles": dict(facts.parts), "scores": scores}, indent=2))
    elif not given["quiet"]:
        if facts.scores is not None and facts.scores.documents:
            echo(f"on {facts.parts['held-out']} articles held out:\n\n{render_scores(facts.scores)}\n")
        echo(f"{given['output']}: the reader, with its card; read with it: extract run … --reader {given['output']}")
    return 0


class _Progress:
    """A bar for each part of the way, on a terminal; a line for each epoch elsewhere."""

    def __init__(self, *, is_quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._console = Console(stderr=True, quiet=is_quiet)
        self._bar = Progress(console=self._console, disable=is_quiet or not self._console.is_terminal, transient=True)
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> _Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def show(self, step: Step) -> None:
        """Show how far the training is."""
        task = self._tasks.get(step.doing)
        if task is None:
            task = self._tasks[step.doing] = self._bar.add_task(step.doing, total=step.whole)
        told = step.doing if step.figure is None else f"{step.doing}, found {step.figure:.3f}"
        self._bar.update(task, completed=step.done, description=told)
        if step.figure is not None:
            self._console.print(
                f"epoch {step.done} of {step.whole}: found {step.figure:.3f} on the articles that choose"
            )
