"""Marked articles -> CoNLL-2003 columns: a token a line, its tag in the last column, a blank line between sentences.

The form has one layer of labels and no links. So there is a file for the entities and one for each other schema, with
its quotations: ``entities.conll``, ``sales.conll``. Where marks overlap, the longest counts. Between token and tag
stands ``-X- _`` for the parts of speech and chunks that nobody asked for, as spaCy's and others' readers take it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from extract.catalog import Catalog
from extract.exports.marks import Mark, Marked, without_overlap

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENTITIES = "entities"
HEAD = "-DOCSTART- -X- O O"
IsOfLayer = Callable[[Mark], bool]


def write_conll(articles: Iterable[Marked], folder: Path, catalog: Catalog) -> list[Path]:
    """Write a file for each layer into *folder*, and return their paths."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    layers = dict(_layers(catalog))
    paths = {name: folder / f"{name}.conll" for name in layers}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(path.open("w", encoding="utf-8", newline="\n")) for name, path in paths.items()
        }
        for article in articles:
            doc = nlp.get_pipe("sentencizer")(nlp.make_doc(article.text))
            for name, is_of_layer in layers.items():
                marks = without_overlap(mark for mark in article.marks if is_of_layer(mark))
                files[name].write("\n".join(_lines(doc, marks)))
    return list(paths.values())


def _layers(catalog: Catalog) -> Iterator[tuple[str, IsOfLayer]]:
    entities = {one.name for one in catalog.of_kind("entity")}
    yield ENTITIES, lambda mark: mark.schema in entities
    for declaration in catalog:
        if declaration.kind != "entity":
            quoted = {spec.name for spec in declaration.fields if spec.type in ("quote", "when")}
            values = quoted - {spec.name for spec in declaration.fields_with("evidence")} or quoted
            yield declaration.list_name, _of_fields(declaration.name, values)


def _of_fields(schema: str, fields: set[str]) -> IsOfLayer:
    return lambda mark: mark.schema == schema and mark.field in fields


def _lines(doc: Doc, marks: list[Mark]) -> Iterator[str]:
    yield from (HEAD, "")
    starts, last = [mark.start for mark in marks], None
    for sentence in doc.sents:
        has_words = False
        for token in sentence:
            if not token.is_space:
                mark = _over(token.idx, token.idx + len(token), marks, starts)
                tag = "O" if mark is None else f"{'I' if mark is last else 'B'}-{mark.label}"
                yield f"{token.text} -X- _ {tag}"
                has_words, last = True, mark
            elif "\n" in token.text and has_words:
                yield ""  # a new line is a new sentence, whatever stands before it
                has_words, last = False, None
        if has_words:
            yield ""
            last = None
    yield ""


def _over(start: int, end: int, marks: list[Mark], starts: list[int]) -> Mark | None:
    """Return the mark that has a character of the token from *start* to *end*: the last that begins before its end."""
    at = bisect_left(starts, end) - 1
    return marks[at] if at >= 0 and marks[at].end > start else None
