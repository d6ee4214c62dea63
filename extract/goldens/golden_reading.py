"""A folder of goldens and a reader -> how it fares against each, every article read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from extract.catalog import Catalog
from extract.errors import ExtractError, GoldenError
from extract.goldens.expectations import Expectations, load_expectations
from extract.goldens.golden import load_golden
from extract.loading.load import find_articles
from extract.scoring.counts import DocumentScore, Scores
from extract.scoring.mistakes import Mistake, find_mistakes
from extract.scoring.score import check_same_text, compared_fields, score_documents, sum_up
from extract.stages import Article, Extraction
from extract.texts import kept_text


class Reader(Protocol):
    """What reads an article."""

    @property
    def catalog(self) -> Catalog:
        """The declarations that it reads by."""
        ...

    def read(self, article: Article) -> Extraction:
        """Return what is extracted from *article*; ExtractError where it cannot be read."""
        ...


class Goldens:
    """A folder of goldens and how a reader fares against them; every article is read once."""

    def __init__(self, folder: Path, reader: Reader, *, inputs: Sequence[str] = (), roots: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._reader, self._inputs, self._roots = reader, inputs, (*roots, folder.parent)
        self._goldens: dict[Path, dict[str, Any]] = {}
        self._scored: dict[Path, DocumentScore | ExtractError] = {}

    @property
    def catalog(self) -> Catalog:
        """The declarations."""
        return self._reader.catalog

    @cached_property
    def expectations(self) -> Expectations:
        """What is expected of them; GoldenError where nobody could test it."""
        return load_expectations(self.folder, self.catalog)

    def paths(self) -> list[Path]:
        """Return the goldens' files."""
        return sorted(self.folder.glob("*.json"))

    def golden(self, path: Path) -> dict[str, Any]:
        """Return the golden at *path*; GoldenError where it cannot be used."""
        if path not in self._goldens:
            self._goldens[path] = load_golden(path, self.catalog)
        return self._goldens[path]

    def names_of_tests(self, path: Path) -> Iterator[tuple[str, str, str | None]]:
        """Yield (name, record's id, slot or None) for each test of the golden at *path*; optional records have none."""
        golden = self.golden(path)
        for declaration in self.catalog:
            for record in golden[declaration.list_name]:
                name = f"{declaration.list_name}/{record['id']}"
                if not record.get("optional"):
                    yield name, record["id"], None
                    for spec in compared_fields(declaration):
                        yield f"{name}.{spec.name}", record["id"], spec.name

    def scored(self, path: Path) -> DocumentScore:
        """Return how the reader fares against the golden at *path*; ExtractError where its article cannot be read."""
        if path not in self._scored:
            try:
                self._scored[path] = self._score(path)
            except ExtractError as error:
                self._scored[path] = error
        scored = self._scored[path]
        if isinstance(scored, ExtractError):
            raise scored
        return scored

    def scores(self) -> Scores:
        """Return the sums over all goldens of the folder."""
        return sum_up([self.scored(path) for path in self.paths()], self.catalog)

    def mistakes(self, path: Path) -> dict[tuple[str, str | None], Mistake]:
        """Return (record's id, slot or None where the record is missed) -> what is wrong there."""
        found = find_mistakes(sum_up([self.scored(path)], self.catalog))
        return {(one.record, one.cause if one.kind == "wrong" else None): one for one in found if one.kind != "false"}

    def _score(self, path: Path) -> DocumentScore:
        golden = self.golden(path)
        found = self._reader.read(self._article(golden, path)).document
        check_same_text(golden, found, path)
        return score_documents(golden, found, self.catalog)

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {one.id: one for one in find_articles(self._inputs) if isinstance(one, Article)} if self._inputs else {}

    def _article(self, golden: Mapping[str, Any], path: Path) -> Article:
        """Return the golden's article: from the inputs, as ``<id>.txt`` beside it, or where it says that it was."""
        source = golden["source"]
        article = self._articles.get(source["id"])
        for place in [] if article else [path.with_suffix(".txt"), *(root / source["uri"] for root in self._roots)]:
            if place.is_file():
                article = next((one for one in find_articles([str(place)]) if isinstance(one, Article)), None)
                break
        if article is None and (text := kept_text(path.parent, source["id"])) is not None:
            article = Article(source["id"], source["uri"], text, source["title"], is_derived=True, is_row=True)
        if article is None:
            raise GoldenError(
                "the golden's article is not at hand",
                where=f"{path}: {source['uri']}",
                remedy="give --extract-inputs the folder or file that has it",
            )
        known = {"published": source["published"]} if source["published"] else {}
        return replace(article, id=source["id"], uri=source["uri"], **known)
