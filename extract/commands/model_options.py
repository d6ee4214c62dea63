"""The options that only language models know, under a heading of their own in the help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from extract.commands.options import option

F = TypeVar("F", bound=Callable[..., Any])

# The words are those of extract.backends.llm.settings, which is not imported here: it takes longer than --help may.
MODEL_OPTIONS: Final[tuple[tuple[str, Any, str], ...]] = (
    ("ask", click.Choice(["each", "all"]), "One question for each schema, or one for all of them."),
    ("passes", int, "How often a text is read; later passes ask for what was missed."),
    ("reasks", int, "How often an answer that does not hold is sent back."),
    ("chunk", int, "Characters of the article in one question, at most."),
    ("overlap", int, "Characters that neighbouring chunks share, at most."),
    ("concurrency", int, "Questions that are out at the same time."),
    ("requests-per-minute", float, "Requests a minute, at most."),
    ("tokens-per-minute", float, "Tokens a minute, at most."),
    ("retries", int, "How often a request is sent again after 429, 5xx, time-out, reset."),
    ("backoff", float, "Seconds before the first retry; doubled for each further one."),
    ("timeout", float, "Seconds to wait for an answer."),
    ("token-budget", int, "Tokens that the run may use."),
    ("cost-budget", float, "US dollars that the run may cost."),
    ("input-price", float, "US dollars for a million tokens sent."),
    ("output-price", float, "US dollars for a million tokens received."),
    ("temperature", float, "Sampling temperature; None leaves it to the provider."),
    ("max-tokens", int, "Tokens in one answer, at most."),
    ("prompt", str, "A folder of prompt files, or one file of instructions."),
    ("cache-path", str, "Where answers are kept: an SQLite file, or a .jsonl file."),
)
REPLAY: Final = "Answer only from the kept answers; ask no model."


class ModelOption(click.Option):
    """An option that only language models know."""


class GroupedCommand(click.Command):
    """A command whose help has the options of language models apart from the others."""

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under two headings."""
        for heading, is_for_models in (("Options", False), ("Language models", True)):
            options = [one for one in self.get_params(context) if isinstance(one, click.Option)]
            shown = [one for one in options if isinstance(one, ModelOption) is is_for_models]
            records = [record for one in shown if (record := one.get_help_record(context)) is not None]
            with formatter.section(heading):
                formatter.write_dl(records)


def model_options(command: F) -> F:
    """Add an option for each setting of the language models."""
    command = option("--replay", is_flag=True, cls=ModelOption, help=REPLAY)(command)
    for name, kind, told in reversed(MODEL_OPTIONS):
        command = option(f"--{name}", type=kind, cls=ModelOption, help=told)(command)
    told = "A server that speaks the provider's protocol, e.g. http://127.0.0.1:8080/v1."
    return option("--base-url", metavar="URL", cls=ModelOption, callback=_url, help=told)(command)


def _url(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        from extract.backends import check_url

        check_url(value)
    return value


def settings_of(given: Mapping[str, Any], cache: Path) -> dict[str, Any]:
    """Return the settings among the options *given*; answers are kept in *cache* where these do not say."""
    names = [name.replace("-", "_") for name, *_ in MODEL_OPTIONS]
    settings = {name: given[name] for name in names if given[name] is not None}
    return {"cache_path": str(cache), "replay": given["replay"]} | settings
