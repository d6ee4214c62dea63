"""Marked articles -> Label Studio: tasks with regions and relations, and the labelling configuration for them.

A golden's marks come as annotations, a reader's as predictions. Offsets are code points, as Label Studio stores them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from extract.catalog import Catalog
from extract.exports.marks import Mark, Marked, in_short, labels_of
from extract.faults import records_of

COLORS = ("#3366cc", "#dc3912", "#ff9900", "#109618", "#990099", "#0099c6", "#dd4477", "#66aa00")


def write_label_studio(articles: Iterable[Marked], folder: Path, catalog: Catalog) -> list[Path]:
    """Write ``label-studio.xml``, the configuration, and ``label-studio.json``, the tasks; return their paths."""
    config, tasks = folder / "label-studio.xml", folder / "label-studio.json"
    config.write_text(configuration(catalog), encoding="utf-8", newline="\n")
    with tasks.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, article in enumerate(articles):
            file.write(",\n" if number else "\n")
            json.dump(task_of(article), file, ensure_ascii=False)
        file.write("\n]\n")
    return [tasks, config]


def configuration(catalog: Catalog) -> str:
    """Return the labelling configuration of the declarations: labels in their order, a relation for each reference."""
    schemas = [one.name for one in catalog]
    labels = [
        f"    <Label value={quoteattr(label)} background={quoteattr(_color(label, schemas))}/>"
        for label in labels_of(catalog)
    ]
    fields = dict.fromkeys(spec.name for one in catalog for spec in one.fields if spec.type == "ref")
    relations = [f"    <Relation value={quoteattr(name)}/>" for name in fields]
    return "\n".join(
        (
            "<View>",
            "  <Relations>",
            *relations,
            "  </Relations>",
            '  <Labels name="label" toName="text">',
            *labels,
            "  </Labels>",
            '  <Text name="text" value="$text"/>',
            "</View>",
            "",
        )
    )


def _color(label: str, schemas: list[str]) -> str:
    return COLORS[schemas.index(label.split(".")[0]) % len(COLORS)]


def task_of(article: Marked) -> dict[str, Any]:
    """Return an article as a task."""
    source, made = article.document["source"], article.document.get("extraction")
    data = {"text": article.text} | {name: source[name] for name in ("id", "uri", "title", "published")}
    result = list(_result(article))
    if made is None:
        return {"data": data, "annotations": [{"result": result, "was_cancelled": False, "ground_truth": True}]}
    return {"data": data, "predictions": [{"model_version": made["model"], "result": result}]}


def _result(article: Marked) -> Iterator[dict[str, Any]]:
    notes = {
        (declaration.name, record["id"]): [record["id"], *in_short(declaration, record)]
        for _, declaration, record in records_of(article.document, article.catalog)
    }
    for number, mark in enumerate(article.marks):
        yield _region(number, mark, article.text, notes)
    numbers = {mark: number for number, mark in enumerate(article.marks)}
    for link in article.links:
        here = article.first_of(link.schema, link.record)
        there = article.first_of(link.target_schema, link.target, here)
        if here is not None and there is not None:
            ends = {"from_id": f"r{numbers[here]}", "to_id": f"r{numbers[there]}"}
            yield {"type": "relation", **ends, "direction": "right", "labels": [link.field]}


def _region(number: int, mark: Mark, text: str, notes: Mapping[tuple[str, str], list[str]]) -> dict[str, Any]:
    return {
        "id": f"r{number}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end], "labels": [mark.label]},
        "meta": {"text": notes[mark.schema, mark.record]},
    }
