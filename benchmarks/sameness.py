"""Whether articles give the same bytes under other instruction sets: ``sameness.py FOLDER…``, on Linux with x86-64.

Each kind of processor is a process of its own that reads all articles with one worker: as this machine is, and with
instruction sets hidden from all libraries (``hidden_cpu.c``, compiled on the fly with ``cc``), so that onnxruntime,
OpenBLAS, BLIS and NumPy take the kernels of an older one. Printed are, against this machine as it is
- how many documents, parses and vectors of the encoder have other bytes;
- per kind of decision the greatest difference of the value that decides, how often values lie near to where it tips
  (``NEAR``), how many decisions tipped, and by density of values times mean difference there, in how many of 10,000
  documents one is expected to tip.

The exit code is 1 where a document differs.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extract import Reader
from extract.backends.embedded.learned import reader as trained
from extract.backends.embedded.learned.confidence import Calibration
from extract.backends.embedded.learned.decisions import Decided, Decider
from extract.backends.embedded.learned.scores import Scored
from extract.loading.load import find_articles
from extract.report.table import render_table
from extract.stages import Article, Failure

HERE = "here"
KINDS = ("avx2", "sse")
STEP = 0.01
"""Confidences are told in steps of this."""
NEAR = {"choice": 0.2, "confidence": STEP / 2}
"""How far from where it tips a value counts as near: in logits for a choice, else in chances."""
NEAR_ELSE = 0.02
# glibc asks the processor before anything can be hidden from it
TUNABLES = {
    "avx2": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ,-AVX512CD",
    "sse": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ,-AVX512CD,-AVX2,-AVX,-FMA,-BMI1,-BMI2",
}


# -- one kind of processor: a process


class Recorder:
    """Notes what decides about each page that is read: key -> (value, where it tips)."""

    def __init__(self) -> None:
        """Look over the shoulder of whatever reads in this process from now on."""
        self.pages: list[dict[str, Any]] = []
        self.confidences: list[float] = []
        decide, vectors, confidence = Decider.decide, trained.TrainedReader.vectors, Calibration.confidence
        seen: list[np.ndarray] = []

        def noted_vectors(reader: trained.TrainedReader, sheet: Any) -> np.ndarray:
            seen.append(vectors(reader, sheet))
            return seen[-1]

        def noted_decide(decider: Decider, *given: Any, **named: Any) -> Decided:
            self.pages.append(_page(decider, seen.pop()))
            return decide(decider, *given, **named)

        def noted_confidence(calibration: Calibration, schema: str, signs: Sequence[float]) -> float | None:
            weights = calibration.weights.get(schema)
            if weights is not None:
                total = weights[-1] + float(np.dot(weights[:-1], signs))
                self.confidences.append(1 / (1 + float(np.exp(-total))))
            return confidence(calibration, schema, signs)

        for owner, name, function in (
            (trained.TrainedReader, "vectors", noted_vectors),
            (Decider, "decide", noted_decide),
            (Calibration, "confidence", noted_confidence),
        ):
            setattr(owner, name, function)

    def taken(self) -> dict[str, Any]:
        """Return what was noted of the article that was read last."""
        told = {"pages": self.pages, "confidences": self.confidences}
        self.pages, self.confidences = [], []
        return told


def _page(decider: Decider, vectors: np.ndarray) -> dict[str, Any]:
    doc = decider.sheet.parsed.doc
    parse = [(one.head.i, one.dep_, one.tag_, one.ent_type_, one.ent_iob_, one.is_sent_start) for one in doc]
    values = {f"{kind}: {key}": [value, tips] for kind, key, value, tips in _values(decider)}
    return {"parse": _digest(repr(parse).encode()), "vectors": _packed(vectors), "values": values}


def _values(decider: Decider) -> Iterator[tuple[str, str, float, float]]:
    """Yield (kind of decision, what of, value, where it tips) for all that is decided about a page."""
    scores, least = decider.scores, decider.thresholds
    for number, known in enumerate(scores.entities):
        for column, head in enumerate(decider.heads.entities):
            value = float(scores.is_entity[number, column])
            yield "entity", f"{known.key} {head.schema}", value, least.entities.get(head.schema, 0.5)
            yield "referred", f"{known.key} {head.schema}", value, least.referred.get(head.schema, 0.0)
    tips = max((least.linked.get(head.schema, 0.5) for head in decider.heads.entities), default=1.0)
    for (a, b), value in scores.linked.items():
        yield "linked", f"{scores.entities[a].key} {scores.entities[b].key}", value, tips
    chosen = set()
    for number, scored in enumerate(scores.events):
        schema = decider.heads.events[scored.candidate.head].schema
        tips = least.events.get(schema, 0.5)
        if scored.candidate.cue is not None:
            tips = least.cued.get(schema, tips)
        yield "event", _name(schema, scored), scored.chance, tips
        if scored.chance >= tips:
            chosen.add(number)
            yield from _of_event(decider, schema, scored)
    for (first, second), value in scores.same.items():
        if first in chosen and second in chosen:
            one, two = scores.events[first], scores.events[second]
            schema = decider.heads.events[one.candidate.head].schema
            yield "same", f"{_name(schema, one)} {_name(schema, two)}", value, least.same.get(schema, 0.5)


def _of_event(decider: Decider, schema: str, scored: Scored) -> Iterator[tuple[str, str, float, float]]:
    """Yield the same for the fields of one event: what fills it, and by how much its likeliest value leads."""
    head = decider.heads.events[scored.candidate.head]
    for column, argument in enumerate(head.arguments):
        name = f"{schema}.{argument.field}"
        tips = decider.thresholds.fields.get(name, 0.5)
        for filler in scored.fillers:
            who = "" if filler.entity is None else decider.scores.entities[filler.entity].key
            place = f"{filler.place.first}-{filler.place.end}"
            yield "filler", f"{_name(name, scored)} {who} {place}", float(filler.chances[column]), tips
        best = max((float(one.chances[column]) for one in scored.fillers), default=0.0)
        yield "best filler", _name(name, scored), best, decider.thresholds.best.get(name, tips)
    for choice in head.choices:
        values = np.sort(scored.values[list(decider.heads.columns(schema, choice.field))])
        yield "choice", _name(f"{schema}.{choice.field}", scored), float(values[-1] - values[-2]), 0.0


def _name(name: str, scored: Scored) -> str:
    return f"{name} {scored.candidate.first}-{scored.candidate.end}"


def _packed(vectors: np.ndarray) -> str:
    return base64.b64encode(vectors.astype(np.float32).tobytes()).decode()


def _shift(one: str, other: str) -> float:
    """Return the greatest difference between two packed arrays; infinite where they differ in size."""
    mine, its = (np.frombuffer(base64.b64decode(packed), dtype=np.float32) for packed in (one, other))
    return float(np.abs(mine - its).max()) if mine.shape == its.shape else float("inf")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_here(paths: Sequence[str], most: int, out: Path) -> None:
    """Read the articles in this process; a line for each goes to *out*: its document and all that decided."""
    recorder, reader = Recorder(), Reader()
    with out.open("w", encoding="utf-8") as file:
        for article in articles_of(paths, most):
            result = reader.read_article(article)
            document = str(result.error) if isinstance(result, Failure) else result.data.decode()
            file.write(json.dumps({"id": article.id, "document": document, **recorder.taken()}) + "\n")


def articles_of(paths: Sequence[str], most: int) -> list[Article]:
    """Return the articles in *paths*, *most* of them, drawn by the digests of their texts."""
    found = [one for one in find_articles(paths) if isinstance(one, Article)]
    return sorted(found, key=lambda one: _digest(one.text.encode()))[:most]


# -- all kinds, compared


@dataclass
class Difference:
    """What one kind of decision looks like under two kinds of processor."""

    values: int = 0
    near: int = 0
    tipped: int = 0
    greatest: float = 0.0
    near_sum: float = 0.0
    """Of the differences of the values that are near."""

    def add(self, value: float, other: float, tips: float, near: float) -> None:
        """Count a value that tips at *tips*."""
        difference = abs(value - other)
        self.values += 1
        self.greatest = max(self.greatest, difference)
        self.tipped += (value >= tips) != (other >= tips)
        if abs(value - tips) < near:
            self.near += 1
            self.near_sum += difference

    def expected(self, near: float, documents: int) -> float:
        """Return how often one is expected to tip per document: values per width near the place, times their shift."""
        return self.near_sum / (2 * near) / documents

    def row(self, name: str, near: float, documents: int) -> list[str]:
        """Return the line of the table."""
        expected = f"{10_000 * self.expected(near, documents):.2f}"
        return [name, str(self.values), f"{self.greatest:.1e}", str(self.near), str(self.tipped), expected]


def read_as(kind: str, library: Path, paths: Sequence[str], most: int, out: Path) -> Path:
    """Return *out*, into which a process of its own noted what it read, seeing the processor as *kind*."""
    variables = dict(os.environ)
    if kind != HERE:
        variables |= {"SHOWN_CPU": kind, "LD_PRELOAD": str(library), "GLIBC_TUNABLES": TUNABLES[kind]}
    command = [sys.executable, __file__, *paths, "--most", str(most), "--note", str(out)]
    if subprocess.run(command, env=variables, check=False).returncode:
        raise SystemExit(f"{kind}: the articles could not be read (instruction sets are hidden on Linux, x86-64, only)")
    return out


class Comparison:
    """What two kinds of processor made of the same articles."""

    def __init__(self) -> None:
        """Begin with no article."""
        self.counts: Counter[str] = Counter()
        self.found: defaultdict[str, Difference] = defaultdict(Difference)
        self.greatest = 0.0
        """Difference between two values of the encoder's vectors."""
        self.differing: list[str] = []
        """Ids of the documents whose bytes differ."""

    def add(self, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        """Count one article."""
        self.counts["documents"] += 1
        if ours["document"] != theirs["document"]:
            self.differing.append(ours["id"])
        for one, other in zip(ours["pages"], theirs["pages"], strict=True):
            self._add_page(one, other)
        if len(ours["confidences"]) == len(theirs["confidences"]):
            for value, shifted in zip(ours["confidences"], theirs["confidences"], strict=True):
                self._add_value("confidence", value, shifted, (int(value / STEP) + 0.5) * STEP)

    def _add_page(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
        shift = _shift(one["vectors"], other["vectors"])
        self.greatest = max(self.greatest, shift)
        self.counts.update(pages=1, parses=one["parse"] != other["parse"], vectors=shift > 0)
        ours, theirs = one["values"], other["values"]
        self.counts["unmatched"] += len(ours.keys() ^ theirs.keys())
        for key in ours.keys() & theirs.keys():
            (value, tips), (shifted, _) = ours[key], theirs[key]
            self._add_value(key.partition(":")[0], value, shifted, tips)

    def _add_value(self, kind: str, value: float, shifted: float, tips: float) -> None:
        self.found[kind].add(value, shifted, tips, NEAR.get(kind, NEAR_ELSE))

    def __str__(self) -> str:
        counts, documents = self.counts, self.counts["documents"]
        near = {kind: NEAR.get(kind, NEAR_ELSE) for kind in sorted(self.found)}
        total = sum(self.found[kind].expected(width, documents) for kind, width in near.items())
        table = render_table(
            [self.found[kind].row(kind, width, documents) for kind, width in near.items()],
            head=["decision", "values", "greatest difference", "near", "tipped", "expected in 10,000 documents"],
            foot=["all", "", "", "", "", f"{10_000 * total:.2f}"],
        )
        return (
            f"{len(self.differing)} of {documents} documents differ; of {counts['pages']} pages {counts['parses']} "
            f"parses and {counts['vectors']} encodings (by {self.greatest:.1e} at most); {counts['unmatched']} values "
            f"of one only\n{table}"
        )


def compared(ours: Path, theirs: Path) -> Comparison:
    """Return the comparison of what two processes noted."""
    comparison = Comparison()
    with ours.open(encoding="utf-8") as one, theirs.open(encoding="utf-8") as other:
        for mine, its in zip(one, other, strict=True):
            comparison.add(json.loads(mine), json.loads(its))
    return comparison


def main(arguments: Sequence[str] | None = None) -> int:
    """Read as each kind of processor and print the comparisons; 1 where a document differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--most", type=int, default=100, help="read so many articles at most (default 100)")
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS, help="what to compare with this machine")
    parser.add_argument("--note", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.note:
        read_here(given.folders, given.most, given.note)
        return 0
    differ = False
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "hidden_cpu.so"
        source = Path(__file__).with_name("hidden_cpu.c")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
        ours = read_as(HERE, library, given.folders, given.most, Path(scratch) / "here.jsonl")
        for kind in given.kinds:
            theirs = read_as(kind, library, given.folders, given.most, Path(scratch) / f"{kind}.jsonl")
            comparison = compared(ours, theirs)
            print(f"\n{kind}: {comparison}", *(f"differs: {one}" for one in comparison.differing), sep="\n")
            differ |= bool(comparison.differing)
    return int(differ)


if __name__ == "__main__":
    sys.exit(main())
