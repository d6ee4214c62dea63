"""``extract corpus``: many documents as one, in a DuckDB file to ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, option, schemas_option, sources_option

if TYPE_CHECKING:
    from extract.catalog import Catalog
    from extract.stages import Failure

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
@option("--page", type=FOLDER, metavar="DIR", help="Write a site to explore the corpus; it opens from the disk.")
@option("--serve", is_flag=True, help="Show that site on this machine only, until Ctrl-C.")
@option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Of --serve.  [default: a free one]")
@option("--fresh", is_flag=True, help="Take in and link everything anew; keys stay.")
def corpus(
    documents: tuple[Path, ...],
    corpus: Path,
    schemas: Path | None,
    sources: Path | None,
    known: Path | None,
    page: Path | None,
    serve: bool,
    port: int,
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
      extract corpus --page site/
      extract corpus out/ --serve
    """
    from extract.catalog import load_catalog
    from extract.corpus.store import check_extra
    from extract.errors import UsageError

    check_extra()
    if not documents and page is None and not serve:
        raise UsageError("no documents are given", where="extract corpus", remedy="give the folder that `run` wrote")
    catalog = load_catalog(schemas)
    failures = _build(documents, corpus, catalog, sources, known, is_fresh=fresh) if documents else []
    if page is not None:
        from extract.corpus.page import write_site

        write_site(corpus, page, catalog)
        echo(page / "index.html")
    if serve:
        _serve(corpus, catalog, port)
    return 1 if failures else 0


def _build(
    documents: tuple[Path, ...],
    file: Path,
    catalog: Catalog,
    sources: Path | None,
    known: Path | None,
    *,
    is_fresh: bool,
) -> list[Failure]:
    from extract.corpus.build import build_corpus
    from extract.corpus.known import load_known
    from extract.report.table import render_table

    built = build_corpus(
        documents,
        file,
        catalog,
        sources=[sources] if sources else [Path(), *dict.fromkeys(one.resolve().parent for one in documents)],
        known=load_known(known),
        is_fresh=is_fresh,
        tell=lambda line: echo(line, err=True),
    )
    echo(render_table(list(built.counts.items()), head=("table", "rows")))
    echo(f"{file}: {built.added} added, {built.removed} taken out, {built.kept} kept", err=True)
    for failure in built.failures:
        echo(str(failure.error), err=True)
    return built.failures


def _serve(file: Path, catalog: Catalog, port: int) -> None:
    from contextlib import suppress
    from tempfile import TemporaryDirectory

    from extract.commands.review import check_review_extra
    from extract.corpus.page import write_site

    check_review_extra("extract corpus --serve")
    from extract.corpus.serve import make_app
    from extract.review.guard import Pass
    from extract.review.server import listen, serve

    with listen(port) as listening, TemporaryDirectory(prefix="extract-corpus-") as folder:
        write_site(file, Path(folder), catalog)
        given = Pass(listening.getsockname()[1])
        with suppress(KeyboardInterrupt):
            echo(given.address)
            serve(make_app(Path(folder), given), listening)
