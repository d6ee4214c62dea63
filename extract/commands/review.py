"""``extract review``: a local page in which a person turns extractions into goldens."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from extract.commands.echo import echo
from extract.commands.options import FOLDER, THERE, option, schemas_option


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT...]")
@option(
    "-o",
    "--output",
    type=FOLDER,
    default="out",
    show_default=True,
    metavar="DIR",
    help="Reviewed where no INPUT is given.",
)
@option("--golden", type=FOLDER, default="golden", show_default=True, metavar="DIR", help="Where goldens go.")
@schemas_option
@option(
    "--second",
    type=THERE,
    metavar="DIR",
    help="Another reading of the articles: where the two differ is marked, and what only it has is offered.",
)
@option("--by", default="", metavar="NAME", help="Who signs.  [default: the page asks]")
@option("--guidelines", default="1.1", show_default=True, metavar="VERSION", help="Of the annotation guidelines.")
@option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Of the page.  [default: a free one]")
@option("--no-browser", is_flag=True, help="Print the address only.")
def review(
    inputs: tuple[str, ...],
    output: Path,
    golden: Path,
    schemas: Path | None,
    second: Path | None,
    by: str,
    guidelines: str,
    port: int,
    no_browser: bool,
) -> int:
    """Turn extractions into goldens, in the browser.

    INPUT is a folder that `extract run` wrote, by default --output, or articles, which are then read by the embedded
    backend first. Opens a page on this machine only; every edit is kept beside the goldens at once, and a golden is
    written when you sign it. Ctrl-C ends it.

    \b
    Examples:
      extract review
      extract review out/ --by "Eve Example"
      extract review seeds/ --golden golden
      extract review out/ --second out-model/
      extract review out/ --schemas my-schemas --port 8765 --no-browser
    """
    from extract.catalog import load_catalog

    check_review_extra("extract review")
    from extract.review.guard import Pass
    from extract.review.queue import Queue
    from extract.review.server import Signer, listen, make_app, serve
    from extract.review.workplace import find_sources, prepare

    catalog = load_catalog(schemas)
    with listen(port) as listening, prepare(golden) as drafts:
        queue = Queue(find_sources(inputs, drafts, catalog, output), golden, catalog, second=second)
        for failure in queue.failures:
            echo(str(failure.error), err=True)
        given = Pass(listening.getsockname()[1])
        echo("Ctrl-C ends the review; every edit is kept", err=True)
        with suppress(KeyboardInterrupt):
            echo(given.address)
            if not no_browser:
                _open(given.address)
            serve(make_app(queue, Signer(by, guidelines), given), listening)
    return 0


def check_review_extra(where: str) -> None:
    """Raise UsageError where what serves pages is not installed; *where* says which command needs it."""
    from importlib.util import find_spec

    from extract.errors import UsageError

    if missing := [name for name in ("starlette", "uvicorn") if find_spec(name) is None]:
        raise UsageError(
            f"the review page needs {' and '.join(missing)}",
            where=where,
            remedy='pip install "extract-news[review]"',
        )


def _open(address: str) -> None:
    import threading
    import webbrowser

    # Some browsers only return when they are closed.
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
