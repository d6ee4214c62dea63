"""``extract prompt``: what a language model would be sent."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import date, option, schemas_option


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@schemas_option
@option("--prompt", metavar="PATH", help="A folder of prompt files, or one file of instructions.")
@option(
    "--ask",
    type=click.Choice(["each", "all"]),
    default="each",
    show_default=True,
    help="One question for each schema, or one for all of them.",
)
@option("--published", callback=date, metavar="DATE", help="The articles' own date, YYYY-MM-DD, where they tell none.")
def prompt(inputs: tuple[str, ...], schemas: Path | None, prompt: str | None, ask: str, published: str | None) -> int:
    """Show what a language model would be sent.

    Nothing is sent. To change what is asked, copy the two files of the folder extract/backends/llm/prompts, and give
    their folder as --prompt here and to `extract run`. docs/llm.md lists what they can use.

    \b
    Examples:
      extract prompt seeds/000_e466df253afd4d9a.txt
      extract prompt seeds/ --ask all
      extract prompt seeds/ --prompt my-prompts/
    """
    from extract.backends.llm.prompt import render_prompt
    from extract.catalog import load_catalog
    from extract.loading.load import find_articles
    from extract.segmentation.segment import segment
    from extract.stages import Failure

    catalog, is_failed = load_catalog(schemas), False
    for article in find_articles(inputs, published=published, stdin=sys.stdin.buffer):
        if isinstance(article, Failure):
            echo(str(article.error), err=True)
            is_failed = True
        else:
            echo(f"=== {article.uri}\n\n{render_prompt(segment(article), catalog, prompt, ask=ask)}")
    return int(is_failed)
