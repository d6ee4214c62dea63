"""The command line: commands, settings, and how every error is told."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

import extract
from extract.commands.agree import adjudicate, agree
from extract.commands.check import check
from extract.commands.consent import take_settings
from extract.commands.corpus import corpus
from extract.commands.diff import diff
from extract.commands.doctor import doctor
from extract.commands.echo import echo
from extract.commands.explain import explain
from extract.commands.export import export
from extract.commands.golden import golden
from extract.commands.init import init
from extract.commands.merge import merge
from extract.commands.prompt import prompt
from extract.commands.prune import prune
from extract.commands.report import report
from extract.commands.review import review
from extract.commands.run import GOES_ON, INTERRUPTED, run
from extract.commands.schema import schema
from extract.commands.score import score
from extract.commands.train import train
from extract.errors import DeclarationError, ExtractError, UsageError, told
from extract.interrupt import terminating_as_ctrl_c


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(extract.__version__, prog_name="extract")
@click.option("--debug", is_flag=True, envvar="EXTRACT_DEBUG", help="Print tracebacks and what goes on inside.")
@click.option(
    "--trust-settings",
    is_flag=True,
    help="Follow a folder above that sets schemas, base-url or spacy-model, unasked.",
)
@click.pass_context
def cli(context: click.Context, debug: bool, trust_settings: bool) -> None:
    """News articles to JSON that you can trust: declared once, grounded in the text, checked.

    \b
    extract run seeds/          # every article -> out/<id>.json, and a table of what was found
    extract COMMAND --help      # each has examples

    Options can also be set in [tool.extract] of pyproject.toml and by EXTRACT_... variables; an option on the command
    line goes before the variable, and the variable before the file.
    """
    if debug:
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    take_settings(context, cli, is_trusted=trust_settings)


READING = (run, merge, prompt, check, report, export, corpus, prune)
MEASURING = (score, diff, agree, adjudicate, golden, review)
PREPARING = (schema, explain, train, init, doctor)
for command in (*READING, *MEASURING, *PREPARING):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 something failed, 2 wrong usage, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    is_debug = "--debug" in given or bool(os.environ.get("EXTRACT_DEBUG"))
    try:
        # These may stand anywhere; click knows them before the command.
        first = [*(["--debug"] if is_debug else []), *(one for one in given if one == "--trust-settings")]
        placed = [*first, *(one for one in given if one not in ("--debug", "--trust-settings"))]
        with terminating_as_ctrl_c():
            code = cli.main(placed, prog_name="extract", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except ExtractError as error:
        return _tell(error, is_debug=is_debug)
    except click.Abort:
        echo("interrupted", err=True)
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        return _tell(_as_usage_error(error), is_debug=is_debug)
    except KeyboardInterrupt:
        echo(GOES_ON, err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; nothing may be written to it when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        from extract.unforeseen import told_of

        return _tell(told_of(error, "extract " + " ".join(given)), is_debug=is_debug)


def _tell(error: ExtractError, *, is_debug: bool) -> int:
    echo(told(error, is_debug=is_debug), err=True)
    return 2 if isinstance(error, UsageError | DeclarationError) else 1


def _as_usage_error(error: click.ClickException) -> UsageError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "extract"
    likely: Any = getattr(error, "possibilities", None)
    problem = getattr(error, "message", "") if likely is not None else error.format_message()
    remedy = f"did you mean {' or '.join(likely)}?" if likely else f"see {command} --help"
    return UsageError(" ".join(problem.split()).rstrip("."), where=command, remedy=remedy)
