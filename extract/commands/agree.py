"""``extract agree`` and ``extract adjudicate``: two readings of the same articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, THERE, date, json_option, option, places_of, schemas_option

if TYPE_CHECKING:
    from extract.goldens.adjudicate import Adjudicated, Decision, Judge, Question, Reading, Verdict

READINGS = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("a", type=READINGS, metavar="A")
@click.argument("b", type=READINGS, metavar="B")
@schemas_option
@json_option
def agree(a: Path, b: Path, schemas: Path | None, as_json: bool) -> int:
    """Tell how far two readings of the same articles agree.

    A and B are folders of goldens or documents, or one of each. Records are paired and compared as `extract score`
    does it; every disagreement is listed, then the agreement per slot and per schema. It is F1: of records that both
    have, and of records alike in every slot. What either holds to be optional is not counted.

    \b
    Examples:
      extract agree ann/ bob/
      extract agree out/ out-model/ --json
    """
    from extract.catalog import load_catalog
    from extract.goldens.agree import agree_paths
    from extract.report.agreement import agreement_as_data, render_agreement

    found = agree_paths(a, b, load_catalog(schemas))
    if as_json:
        echo(json.dumps(agreement_as_data(found), indent=2, ensure_ascii=False))
    else:
        echo(render_agreement(found))
    for failure in found.scores.failures:
        echo(str(failure.error), err=True)
    return 1 if found.scores.failures else 0


@click.command()
@click.argument("a", type=READINGS, metavar="A")
@click.argument("b", type=READINGS, metavar="B")
@option("-o", "--golden", type=FOLDER, required=True, metavar="DIR", help="Where goldens go.")
@option("--by", required=True, metavar="WHO", help="Who stands for the goldens.")
@option("--on", callback=date, metavar="DATE", help="When, YYYY-MM-DD.  [default: today]")
@option("--guidelines", default="1.1", show_default=True, metavar="VERSION", help="Of the annotation guidelines.")
@option("--prefer", type=click.Choice(["A", "B"], case_sensitive=False), help="Whose word counts where they differ.")
@option("--ask", is_flag=True, help="Decide each difference here and now.")
@option("--sources", type=THERE, metavar="DIR", help="Where the articles' paths begin.  [default: here, then beside A]")
@option("--replace", is_flag=True, help="Overwrite goldens that are there and differ.")
@schemas_option
def adjudicate(
    a: Path,
    b: Path,
    golden: Path,
    by: str,
    on: str | None,
    guidelines: str,
    prefer: str | None,
    ask: bool,
    sources: Path | None,
    replace: bool,
    schemas: Path | None,
) -> int:
    """Make goldens of two readings.

    What both have stands. What only one has becomes optional, and where both have a record but differ in a slot, the
    value is A's; --prefer lets one of them decide instead, --ask a person. Every decision is told.

    \b
    Examples:
      extract adjudicate ann/ bob/ -o golden --by "Ann, Bob"
      extract adjudicate ann/ bob/ -o golden --by "Eve Example" --ask
      extract adjudicate ann/ bob/ -o golden --by "Ann" --prefer A
    """
    from datetime import date as day

    from extract.catalog import load_catalog
    from extract.errors import UsageError
    from extract.goldens.adjudicate import Rule, adjudicate_paths
    from extract.goldens.golden import signature

    if ask and prefer:
        raise UsageError("--ask and --prefer decide the same things", where="extract adjudicate", remedy="give one")
    judge: Judge = Person() if ask else Rule("B" if prefer == "B" else "A" if prefer == "A" else None)
    done = adjudicate_paths(
        a,
        b,
        golden,
        load_catalog(schemas),
        signature(by, on or day.today().isoformat(), guidelines),
        judge,
        sources=places_of(sources, a),
        replace=replace,
    )
    return _tell(done)


def _tell(done: Adjudicated) -> int:
    for decision in done.decisions:
        echo(_told(decision))
    for path in done.written:
        echo(path)
    for failure in done.failures:
        echo(str(failure.error), err=True)
    return 1 if done.failures else 0


def _told(decision: Decision) -> str:
    from extract.scoring.wording import shortened

    question = decision.question
    place, title = f"{question.document}: {question.schema}", shortened(question.title)
    if question.slot is None:
        return f"{place}: only {question.has} has “{title}”: {decision.answer}"
    return f"{place}.{question.slot} of “{title}”: {decision.answer}'s ({'; '.join(map(shortened, question.told))})"


class Person:
    """Asks on the terminal."""

    def judge_record(self, question: Question, reading: Reading) -> Verdict:
        """Return what the person wants to become of a record that one reading has."""
        echo(f"\n{question.document}: {question.schema}: only {reading} has “{question.title}”")
        for line in question.told:
            echo(f"  {line}")
        verdicts: dict[str, Verdict] = {"s": "stands", "o": "optional", "l": "left out"}
        given = click.prompt("(s)tands, (o)ptional, (l)eft out", type=click.Choice(list(verdicts)), show_choices=False)
        return verdicts[given]

    def judge_slot(self, question: Question) -> Reading:
        """Return the reading whose value the person takes."""
        echo(f"\n{question.document}: {question.schema}.{question.slot} of “{question.title}”")
        for line in question.told:
            echo(f"  {line}")
        given = click.prompt("whose", type=click.Choice(["A", "B"], case_sensitive=False))
        return "B" if given == "B" else "A"
