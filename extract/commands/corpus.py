"""``extract corpus``: many documents as one, in a DuckDB file to ask."""

from __future__ import annotations

from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import option, schemas_option, sources_option

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("documents", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[DOCUMENTS...]")
@option(
    "-o",
    "--corpus",
    type=_FILE,
    default="corpus.duckdb",
    show_default=True,
    metavar="FILE",
    help="Where the corpus is.",
)
@schemas_option
@sources_option
@option(
    "--known",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="CSV",
    help="What you know of things: columns name, aliases (parted by ;) and id. It settles what it knows.",
)
@option("--fresh", is_flag=True, help="Take in and link everything anew; keys stay.")
def corpus(
    documents: tuple[Path, ...],
    corpus: Path,
    schemas: Path | None,
    sources: Path | None,
    known: Path | None,
    fresh: bool,
) -> int:
    """Tell which records of many documents are the same.

    DOCUMENTS are folders that `extract run` wrote, in any form, folders of goldens, or single files. The corpus becomes
    theirs: new documents are added, changed ones replaced, gone ones taken out, and nothing else is done again. It has
    tables of the articles and which are copies, of the things with all their names, and of the events with each
    telling, its quotations and their offsets; docs/corpus.md describes them.

    \b
    Examples:
      extract corpus out/
      extract corpus out-2023/ out-2024/ -o politics.duckdb --known actors.csv
    """
    from extract.catalog import load_catalog
    from extract.corpus.build import build_corpus
    from extract.corpus.known import load_known
    from extract.corpus.store import check_extra
    from extract.errors import UsageError
    from extract.report.table import render_table

    check_extra()
    if not documents:
        raise UsageError("no documents are given", where="extract corpus", remedy="give the folder that `run` wrote")
    built = build_corpus(
        documents,
        corpus,
        load_catalog(schemas),
        sources=[sources] if sources else [Path(), *dict.fromkeys(one.resolve().parent for one in documents)],
        known=load_known(known),
        is_fresh=fresh,
        tell=lambda line: echo(line, err=True),
    )
    echo(render_table(list(built.counts.items()), head=("table", "rows")))
    echo(f"{corpus}: {built.added} added, {built.removed} taken out, {built.kept} kept", err=True)
    for failure in built.failures:
        echo(str(failure.error), err=True)
    return 1 if built.failures else 0
