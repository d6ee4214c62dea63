"""What a review needs before its page opens: a folder for drafts, held by one process, and documents to review."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extract.catalog import Catalog
from extract.errors import InvalidDocument, StoreError, UsageError
from extract.folder import TABLE
from extract.lock import RunLock, is_running
from extract.review.queue import DRAFTS, Source

READINGS = "readings"
"""The folder among the drafts for documents of articles that were given as texts."""
_ONLY = 0
"""The number of the lock: one review works on a folder of goldens."""


@contextmanager
def prepare(golden: Path) -> Iterator[Path]:
    """Make the folder of drafts in *golden*, and hold it against other reviews while the context lasts.

    Raises:
        StoreError: the folder cannot be written, or another review works on it.
    """
    drafts = golden / DRAFTS
    try:
        drafts.mkdir(parents=True, exist_ok=True)
        # Drafts are of no use to others: git need not ask about them.
        (drafts / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"goldens cannot be written here: {error.strerror}",
            where=str(error.filename or golden),
            remedy="make the folder writable, or give --golden another",
        ) from error
    if is_running(drafts, _ONLY):
        raise StoreError(
            "another review works on these goldens", where=str(golden), remedy="go on there, or end it with Ctrl-C"
        )
    lock = RunLock(drafts, _ONLY)
    try:
        yield drafts
    finally:
        lock.release()


def find_sources(inputs: Sequence[str], drafts: Path, catalog: Catalog, output: Path = Path("out")) -> list[Source]:
    """Return where the documents lie that *inputs* name; articles among them are read into *drafts* first.

    Without inputs it is the folder *output*. What cannot be read is told on standard error, and the rest goes on.

    Raises:
        UsageError: nothing is named, and *output* has no documents.
        InvalidDocument: none of the articles could be read, and nothing else is named.
        ExtractError: the embedded backend cannot be made.
    """
    if not inputs and not _has_documents(output):
        raise UsageError(
            f"there is nothing to review: the folder {output} has no documents",
            where="extract review",
            remedy="give articles, or run `extract run` first",
        )
    paths = [Path(name) for name in inputs] or [output]
    sources = [Source(path) for path in paths if path.is_dir() and _has_documents(path)]
    sources += [Source(path.parent, (path.stem,)) for path in paths if path.suffix == ".json" and path.is_file()]
    named = [name for name, path in zip(inputs, paths, strict=False) if not _is_document(path)]
    read = [_read(named, drafts / READINGS, catalog)] if named else []
    if not sources and not any(one.only for one in read):
        raise InvalidDocument(
            "there is nothing to review: no article could be read",
            where=", ".join(named),
            remedy="give articles, or a folder that `extract run` wrote",
        )
    return [*sources, *read]


def _is_document(path: Path) -> bool:
    return (path.suffix == ".json" and path.is_file()) or (path.is_dir() and _has_documents(path))


def _has_documents(folder: Path) -> bool:
    return any(folder.glob("*.json")) or any(
        (folder / f"{TABLE}.{ending}").is_file() for ending in ("jsonl", "parquet")
    )


def _read(inputs: Sequence[str], folder: Path, catalog: Catalog) -> Source:
    """Read articles with the embedded backend, save those read earlier, and return where their documents are."""
    from extract.backends import BackendOptions
    from extract.loading.load import count_sources, find_articles
    from extract.report.progress import Progress
    from extract.run import Outcome, run
    from extract.store import Store

    read: list[str] = []
    progress = Progress(count_sources(inputs))

    def note(outcome: Outcome) -> None:
        progress.count(outcome)
        if outcome.failure is None and outcome.article_id:
            read.append(outcome.article_id)

    with Store(folder) as store, progress:
        articles = find_articles(inputs, stdin=sys.stdin.buffer)
        run(articles, store, catalog, BackendOptions("embedded"), on_outcome=note)
    return Source(folder, tuple(read))
