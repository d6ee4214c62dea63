"""Marked articles -> ``.spacy`` files (DocBin), as ``spacy train`` takes them.

``doc.ents`` has the mentions of entities, the longest where they overlap, with the record's id in ``kb_id``;
``doc.spans["sc"]``, the key of spaCy's span categorizer, every mark; ``doc.user_data["extract"]`` id, uri, links;
and ``doc._.rel`` what spaCy's example of a relation extractor asks for: (first token, first token) -> {field: 1.0}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from extract.exports.marks import Mark, Marked, without_overlap

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

DOCS_IN_A_FILE = 2000
"""A DocBin is held in memory whole, here and by who reads it."""
_ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID")


def write_spacy(articles: Iterable[Marked], folder: Path) -> list[Path]:
    """Write ``articles-00001.spacy`` and its like into *folder*, and return their paths."""
    import spacy
    from spacy.tokens import Doc, DocBin

    if not Doc.has_extension("rel"):
        Doc.set_extension("rel", default={})
    nlp, paths, held = spacy.blank("en"), list[Path](), list[Doc]()

    def flush() -> None:
        path = folder / f"articles-{len(paths) + 1:05}.spacy"
        DocBin(attrs=_ATTRIBUTES, docs=held, store_user_data=True).to_disk(path)
        paths.append(path)
        held.clear()

    for article in articles:
        held.append(_doc(nlp, article))
        if len(held) == DOCS_IN_A_FILE:
            flush()
    if held or not paths:
        flush()
    return paths


def _doc(nlp: Language, article: Marked) -> Doc:
    from spacy.util import filter_spans

    doc = nlp.make_doc(article.text)
    spans = {mark: span for mark in article.marks if (span := _span(doc, mark)) is not None}
    entities = [mark for mark in spans if article.catalog[mark.schema].kind == "entity"]
    named = [spans[mark] for mark in without_overlap(entities)]
    doc.set_ents(filter_spans(named), default="outside")  # two marks may share a token, where neither is a whole one
    doc.spans["sc"] = list(spans.values())
    source = article.document["source"]
    links = [[one.schema, one.record, one.field, one.target_schema, one.target] for one in article.links]
    doc.user_data["extract"] = {"id": source["id"], "uri": source["uri"], "links": links}
    doc._.rel = _relations(article, spans)
    return doc


def _span(doc: Doc, mark: Mark) -> Span | None:
    # A quotation may end inside what spaCy takes for one token.
    return doc.char_span(mark.start, mark.end, mark.label, kb_id=mark.record, alignment_mode="expand")


def _relations(article: Marked, spans: Mapping[Mark, Span]) -> dict[tuple[int, int], dict[str, float]]:
    found: dict[tuple[int, int], dict[str, float]] = {}
    for link in article.links:
        here = article.first_of(link.schema, link.record)
        there = article.first_of(link.target_schema, link.target, here)
        if here is not None and there is not None and here in spans and there in spans:
            found.setdefault((spans[here].start, spans[there].start), {})[link.field] = 1.0
    return found
