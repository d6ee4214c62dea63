"""Thousands of broken inputs through the loader and every step after it: no exception, and nothing that may not be.

The reader is a plain one that takes every capitalised word for a name and every sentence for evidence, so that what is
tried are the steps around it: loading, telling apart, grounding, checking.

    python benchmarks/fuzz.py --count 20000          # the nightly size, about ten minutes on one core

Exit code 1 where something was found; the inputs are then kept in --findings.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mutations import mutated

from extract.backends import BackendOptions
from extract.catalog import Catalog, load_catalog
from extract.errors import MachineError, UnexpectedError
from extract.loading.ids import fault_of
from extract.loading.kinds import kind_of
from extract.loading.load import find_articles
from extract.loading.source import Source
from extract.pipeline import read
from extract.segmentation.segment import segment
from extract.stages import Article, Draft, DraftRecord, DraftValue, Failure, Located, Page, Posting, Span

TOGETHER = 250
"""Inputs in one folder, which is read as one run."""


class WordReader:
    """Takes every capitalised word of the page for the name of an entity, with all its mentions."""

    name, model = "words", "words 1"
    scales_by: Literal["processes", "itself"] = "processes"

    def __init__(self, catalog: Catalog, options: BackendOptions) -> None:
        self._schema = catalog.of_kind("entity")[0].name

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        """Yield the words of each page."""
        for page in pages:
            yield Draft(page, tuple(self._records(page)))

    def _records(self, page: Page) -> Iterator[DraftRecord]:
        text, places = page.article.text, dict[str, list[Located]]()
        for stretch in (block.span for block in page.body):
            for match in re.compile(r"\b[A-Z]\w+").finditer(text, stretch.start, stretch.end):
                places.setdefault(match[0], []).append(Located(Span(*match.span())))
        for name, found in places.items():
            values: dict[str, DraftValue] = {"name": name, "kind": "person", "mentions": tuple(found)}
            yield DraftRecord(self._schema, values, key=name)


@dataclass
class Found:
    """What came of the inputs."""

    inputs: int = 0
    results: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    """(Place, what may not be) for each thing that was found."""


def fuzz(count: int, number: int, folder: Path) -> Found:
    """Return what came of *count* inputs made from the seed *number*, read in groups from *folder*."""
    catalog = load_catalog()
    reader = WordReader(catalog, BackendOptions())
    found = Found()
    group: list[Path] = []
    for index, (ending, data) in enumerate(mutated(count, number)):
        path = folder / f"{index:06}{ending}"
        path.write_bytes(data)
        group.append(path)
        if len(group) == TOGETHER or index == count - 1:
            _read_group(group, reader, catalog, found)
            group = []
    return found


def _read_group(group: list[Path], reader: WordReader, catalog: Catalog, found: Found) -> None:
    articles: list[Article] = []
    told: set[str] = set()
    for result in find_articles([str(path) for path in group]):
        told.add(result.uri.split("#")[0])
        faults = article_faults(result) if isinstance(result, Article) else failure_faults(result)
        found.faults += [(result.uri, fault) for fault in faults]
        if isinstance(result, Article):
            articles.append(result)
        else:
            found.results[_in_general(result.error.problem)] += 1
    for answer in read(articles, reader, catalog):
        if isinstance(answer, Failure):
            found.faults += [(answer.uri, fault) for fault in failure_faults(answer)]
        found.results["document" if not isinstance(answer, Failure) else _in_general(answer.error.problem)] += 1
    ids = Counter(article.id for article in articles)
    found.faults += [(name, "an id twice in a run") for name, times in ids.items() if times > 1]
    for path in group:
        if path.as_posix() not in told and kind_of(Source(path)).has_one:
            found.faults.append((path.as_posix(), "neither an article nor a failure"))
        if not any(path.as_posix() in place for place, _ in found.faults):
            path.unlink()
    found.inputs += len(group)


def failure_faults(failure: Failure) -> Iterator[str]:
    """Yield what a failure may not be."""
    error = failure.error
    if isinstance(error, UnexpectedError | MachineError):
        yield f"not foreseen: {error.problem} ({error.where.rpartition(';')[2].strip()})"
    for part in (error.problem, error.where, error.remedy):
        if not part.strip():
            yield "an error without one of its three parts"
        part.encode()


def article_faults(article: Article) -> Iterator[str]:
    """Yield what an article, or the page that it is told apart into, may not be."""
    text = article.text
    if not text.strip():
        yield "an article without text"
    if fault := fault_of(article.id):
        yield f"an id that {fault}"
    for words in (article.id, article.uri, text, article.title or ""):
        words.encode()  # raises where it could not be written
    if article.published is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", article.published):
        yield f"a date that is none: {article.published!r}"
    if article.title is not None and (not article.title.strip() or "\n" in article.title):
        yield f"a title that is none: {article.title!r}"
    yield from _posting_faults(article.postings or (), text)
    page = segment(article)
    yield from _posting_faults(page.postings, text)
    yield from _order_faults([block.span for block in page.body], text, "blocks")
    if any(block.span.overlap(posting.text) for block in page.body for posting in page.postings):
        yield "a comment's words in the body"


def _posting_faults(postings: Iterable[Posting], text: str) -> Iterator[str]:
    texts = []
    for number, posting in enumerate(postings):
        texts.append(posting.text)
        for span in filter(None, (posting.author, posting.posted)):
            if not 0 <= span.start < span.end <= len(text) or not span.of(text).strip():
                yield f"an author or a date at no words: {span}"
        if posting.reply_to is not None and not 0 <= posting.reply_to < number:
            yield f"comment {number} answers {posting.reply_to}"
    yield from _order_faults(texts, text, "comments")


def _order_faults(spans: list[Span], text: str, kind: str) -> Iterator[str]:
    end = 0
    for span in spans:
        if not end <= span.start < span.end <= len(text) or not span.of(text).strip():
            yield f"{kind} out of order, empty or over each other: {span}"
        end = span.end


def _in_general(problem: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"|[\d,]*\d", "…", problem)[:70]


def main() -> int:
    """Run, print what came of the inputs, and return 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--findings", type=Path, default=None, help="a folder for the inputs that were found")
    given = parser.parse_args()
    begun = time.perf_counter()
    folder = given.findings or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    found = fuzz(given.count, given.seed, folder)
    for words, times in found.results.most_common():
        print(f"{times:8,}  {words}")
    for place, fault in found.faults:
        print(f"FOUND {place}: {fault}")
    seconds = time.perf_counter() - begun
    print(f"{found.inputs:,} inputs, {len(found.faults)} faults, {seconds:.0f} s, seed {given.seed}; kept: {folder}")
    return 1 if found.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
