"""A folder of documents, written in the form of one tool."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.catalog import Catalog
from extract.check import find_text
from extract.errors import InvalidDocument
from extract.exports.argilla import write_argilla
from extract.exports.conll import write_conll
from extract.exports.label_studio import write_label_studio
from extract.exports.marks import Marked
from extract.exports.spacy_docs import write_spacy
from extract.faults import content_faults
from extract.scoring.outputs import Outputs
from extract.stages import Failure
from extract.writing import told

Writer = Callable[[Iterable[Marked], Path, Catalog], list[Path]]

FORMS: Final[dict[str, Writer]] = {
    "spacy": lambda articles, folder, catalog: write_spacy(articles, folder),
    "conll": write_conll,
    "label-studio": write_label_studio,
    "argilla": write_argilla,
}
"""What the command line calls the form -> what writes it."""


@dataclass(frozen=True)
class Written:
    """The files that were written, how many articles they have, and the documents that could not be taken."""

    paths: tuple[Path, ...]
    articles: int
    failures: tuple[Failure, ...]


def write_folder(documents: Path, folder: Path, catalog: Catalog, *, form: str, sources: Sequence[Path]) -> Written:
    """Write the documents in *documents*, whose texts' paths begin in one of *sources*, into *folder* in one of FORMS.

    Files are replaced when all are written. A document that is broken, that does not fit its text, or whose text is not
    at hand becomes a failure.

    Raises:
        InvalidDocument: there is no document.
        StoreError: the files cannot be written.
    """
    failures, taken = list[Failure](), list[str]()
    articles = _marked(documents, catalog, sources, failures, taken)
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
        try:
            made = FORMS[form](articles, temporary, catalog)
            paths = tuple(folder / path.name for path in made)
            for path, final in zip(made, paths, strict=True):
                path.replace(final)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return Written(paths, len(taken), tuple(failures))


def _marked(
    documents: Path, catalog: Catalog, sources: Sequence[Path], failures: list[Failure], taken: list[str]
) -> Iterator[Marked]:
    for document in Outputs(documents, catalog).read_all():
        if isinstance(document, Failure):
            failures.append(document)
            continue
        source = document["source"]
        text = find_text(source["id"], source["uri"], documents, sources)
        fault = next(content_faults(document, catalog, text), None)
        if text is None or fault is not None:
            error = _without_text(source["uri"]) if fault is None else fault.as_error(source["uri"])
            failures.append(Failure(source["uri"], error, source["id"]))
            continue
        taken.append(source["id"])
        yield Marked(text, document, catalog)


def _without_text(uri: str) -> InvalidDocument:
    return InvalidDocument(
        "the article's text is not at hand, and marks are nothing without it",
        where=uri,
        remedy="give --sources the folder in which the documents' paths begin",
    )
