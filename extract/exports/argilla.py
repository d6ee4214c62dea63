"""Marked articles -> Argilla 2: records with suggested (of goldens: given) spans, and the settings of their dataset.

Argilla knows spans and no links between them: a second field tells each record in words, with whom it refers to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.catalog import Catalog
from extract.exports.marks import Marked, in_short, labels_of
from extract.faults import records_of

NAMESPACE = "extract-news"
QUESTION = "marks"


def write_argilla(articles: Iterable[Marked], folder: Path, catalog: Catalog) -> list[Path]:
    """Write ``argilla-records.json`` and ``argilla-settings.json``, and return their paths."""
    records, settings = folder / "argilla-records.json", folder / "argilla-settings.json"
    settings.write_text(json.dumps(settings_of(catalog), indent=2) + "\n", encoding="utf-8", newline="\n")
    with records.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, article in enumerate(articles):
            file.write(",\n" if number else "\n")
            json.dump(record_of(article), file, ensure_ascii=False)
        file.write("\n]\n")
    return [records, settings]


def settings_of(catalog: Catalog) -> dict[str, Any]:
    """Return what ``argilla.Settings.from_json`` reads."""
    options = [{"value": label, "text": label, "description": None} for label in labels_of(catalog)]
    span = {
        "type": "span",
        "field": "text",
        "options": options,
        "allow_overlapping": True,
        "visible_options": max(3, len(options)),
        "allow_character_annotation": True,
    }
    return {
        "guidelines": "\n\n".join(f"**{one.name}**: {one.definition}" for one in catalog),
        "allow_extra_metadata": True,
        "fields": [_field("text", "Article"), _field("records", "Records", use_markdown=True)],
        "questions": [{"name": QUESTION, "title": "Marks", "description": None, "required": True, "settings": span}],
        "metadata": [],
        "vectors": [],
    }


def _field(name: str, title: str, *, use_markdown: bool = False) -> dict[str, Any]:
    return {"name": name, "title": title, "required": True, "settings": {"type": "text", "use_markdown": use_markdown}}


def record_of(article: Marked) -> dict[str, Any]:
    """Return an article as a record."""
    source, made = article.document["source"], article.document.get("extraction")
    spans = [{"start": mark.start, "end": mark.end, "label": mark.label} for mark in article.marks]
    suggested = {QUESTION: {"value": spans, "score": None, "agent": made["model"]}} if made is not None else {}
    return {
        "id": source["id"],
        "fields": {"text": article.text, "records": "\n".join(_told(article)) or "none"},
        "metadata": {"uri": source["uri"], "verified_by": (made is None and article.document["verified"]["by"]) or ""},
        "suggestions": suggested or {QUESTION: {"value": spans, "score": 1.0, "agent": "golden"}},
        "responses": {},
        "vectors": {},
    }


def _told(article: Marked) -> Iterator[str]:
    for _, declaration, record in records_of(article.document, article.catalog):
        own = [one for one in article.links if (one.schema, one.record) == (declaration.name, record["id"])]
        parts = [*in_short(declaration, record), *(f"{one.field} → {one.target}" for one in own)]
        yield f"- {declaration.name} {record['id']}" + (f": {'; '.join(parts)}" if parts else "")
