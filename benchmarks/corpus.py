"""How well the records of many articles are told to be one, from goldens (linking alone) and from what is read.

``python benchmarks/corpus.py FOLDER`` takes the articles in FOLDER/text, their annotations in FOLDER/gold
(``<id>.json``) and what is the same in FOLDER/links (``<set>.json``: for each list clusters of ``members``, an article
with the name of an entity or the place of an event in its list; ``copies``, lists of articles that are copies of one
text). All articles of FOLDER are linked as one corpus; each set is scored by itself and all their records together.

B-cubed (Bagga and Baldwin 1998) is the mean over records of the share of a record's cluster that is right (precision)
and of its true cluster that is there (recall); pairwise counts pairs of records in one cluster. For ``read`` the
records that the reader found are paired with the goldens as ``extract score`` pairs them: a record that nobody found is
in no cluster and has recall 0, one that answers no golden has precision 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from quality import annotated_articles

from extract.backends import EMBEDDED, BackendOptions, create_backend
from extract.catalog import Catalog, load_catalog
from extract.copies import group_copies
from extract.corpus.identity import link_things
from extract.corpus.intake import take_in
from extract.corpus.occasions import claims_of, link_happenings
from extract.goldens.golden import read_annotation
from extract.pipeline import read
from extract.report.table import render_table
from extract.scoring.score import score_documents
from extract.stages import Article, Failure

Document = Mapping[str, Any]
Record = tuple[str, str]
"""An article, and the id of a record in its golden."""


@dataclass
class Clusters:
    """Records by the cluster they are truly in, and by the one that they were put into; None for neither."""

    pairs: list[tuple[Hashable, Hashable]] = field(default_factory=list)

    def b3_f1(self) -> float | None:
        """Return B-cubed F1 (0..1); None without a record."""
        true, put = _sizes(one for one, _ in self.pairs), _sizes(two for _, two in self.pairs)
        both = _sizes(pair if None not in pair else None for pair in self.pairs)
        precision = _mean(
            [both[pair] / put[pair[1]] if pair in both else 0.0 for pair in self.pairs if pair[1] is not None]
        )
        recall = _mean(
            [both[pair] / true[pair[0]] if pair in both else 0.0 for pair in self.pairs if pair[0] is not None]
        )
        return None if precision is None or recall is None else _f1(precision, recall)

    def pairwise_f1(self) -> float | None:
        """Return F1 (0..1) of the pairs of records in one cluster; None where no two are in one."""
        true, put = (_pairs_in(_sizes(pair[side] for pair in self.pairs)) for side in (0, 1))
        both = _pairs_in(_sizes(pair if None not in pair else None for pair in self.pairs))
        return 2 * both / (true + put) if true + put else None


def _sizes(clusters: Iterable[Hashable]) -> dict[Hashable, int]:
    sizes: dict[Hashable, int] = defaultdict(int)
    for one in clusters:
        if one is not None:
            sizes[one] += 1
    return dict(sizes)


def _pairs_in(sizes: Mapping[Hashable, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Story:
    """A set of articles with what is the same in them."""

    name: str
    links: Mapping[str, Any]

    @property
    def articles(self) -> set[str]:
        """The ids of the articles that have a record in a cluster."""
        members = (one for name, found in self.links.items() if name != "copies" for one in _members(found))
        return {article for article, _ in members} | {one for group in self.links["copies"] for one in group}


def _members(clusters: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str | int]]:
    return ((article, which) for cluster in clusters for article, which in cluster["members"])


def load_stories(folder: Path) -> list[Story]:
    """Return the sets in FOLDER/links."""
    return [Story(path.stem, json.loads(path.read_text("utf-8"))) for path in sorted((folder / "links").glob("*.json"))]


def link(documents: Sequence[Document], texts: Mapping[str, str], catalog: Catalog) -> dict[Record, Hashable]:
    """Return the cluster of every record of an entity or event in *documents*."""
    articles = [take_in(one, texts[one["source"]["id"]], catalog, _day_of(one)) for one in documents]
    things = link_things(articles)
    happenings = link_happenings(articles, things, claims_of(catalog))
    found: dict[Record, Hashable] = {}
    for article, ours, theirs in zip(articles, things, happenings, strict=True):
        found |= {(article.id, one.record): ("thing", put) for one, put in zip(article.things, ours, strict=True)}
        found |= {
            (article.id, one.record): (one.schema, put) for one, put in zip(article.happenings, theirs, strict=True)
        }
    return found


def _day_of(document: Document) -> int | None:
    published = document["source"]["published"]
    return date.fromisoformat(published).toordinal() if published else None


def record_of(document: Document, annotation: Document, list_name: str, which: str | int, catalog: Catalog) -> str:
    """Return the id that a member of a cluster has in the golden."""
    records = document[list_name]
    if isinstance(which, str):
        return str(next(one["id"] for one in records if one["name"] == which))
    told = annotation[list_name][which]
    names = {one["id"]: one["name"] for entity in catalog.of_kind("entity") for one in document[entity.list_name]}
    return str(max(records, key=lambda one: (_likeness(one, told, names), one["id"] == ""))["id"])


def _likeness(record: Document, told: Document, names: Mapping[str, str]) -> int:
    return sum(_simple(record.get(name), names) == value for name, value in told.items() if not name.endswith("_iso"))


def _simple(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_simple(one, names) for one in value]
    if isinstance(value, Mapping):
        return value["text"]
    return names.get(value, value) if isinstance(value, str) else value


def score_goldens(
    stories: Sequence[Story], goldens: Mapping[str, Document], told: Mapping[str, Document],
    put: Mapping[Record, Hashable], catalog: Catalog,
) -> dict[str, dict[str, Clusters]]:  # fmt: skip
    """Return set -> list name -> clusters, for records of goldens."""

    def where(article: str, list_name: str, which: str | int) -> Hashable:
        return put[article, record_of(goldens[article], told[article], list_name, which, catalog)]

    return {
        story.name: {
            one.list_name: Clusters(
                [
                    ((story.name, number), where(article, one.list_name, which))
                    for number, cluster in enumerate(story.links[one.list_name])
                    for article, which in cluster["members"]
                ]
            )
            for one in catalog
            if one.list_name in story.links
        }
        for story in stories
    }  # fmt: skip


def score_read(
    stories: Sequence[Story], goldens: Mapping[str, Document], told: Mapping[str, Document],
    found: Mapping[str, Document], put: Mapping[Record, Hashable], catalog: Catalog,
) -> dict[str, dict[str, Clusters]]:  # fmt: skip
    """Return the same for the records that were found: those paired with a golden, and those that answer none."""
    scored = {one: score_documents(golden, found.get(one, {}), catalog) for one, golden in goldens.items()}
    answers: dict[Record, str] = {}
    false: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article, document in scored.items():
        for schema in document.lists:
            pairs = (*schema.pairs, *schema.excused)
            answers |= {(article, pair.golden["id"]): pair.found["id"] for pair in pairs}
            false[article, schema.declaration.list_name] += [one["id"] for one in schema.false]
    result: dict[str, dict[str, Clusters]] = {}
    for story in stories:
        for one in catalog:
            if one.list_name not in story.links:
                continue
            clusters = result.setdefault(story.name, {}).setdefault(one.list_name, Clusters())
            for number, cluster in enumerate(story.links[one.list_name]):
                for article, which in cluster["members"]:
                    golden = record_of(goldens[article], told[article], one.list_name, which, catalog)
                    answer = answers.get((article, golden))
                    clusters.pairs.append(((story.name, number), put[article, answer] if answer else None))
            for article in sorted(story.articles):
                clusters.pairs += [(None, put[article, record]) for record in false[article, one.list_name]]
    return result


def read_articles(articles: Iterable[Article], catalog: Catalog, model: str) -> dict[str, Document]:
    """Return what the backend of *model* reads in each article that it can read."""
    backend = create_backend(catalog, BackendOptions(model=model))
    answers = list(read(articles, backend, catalog))
    for answer in answers:
        if isinstance(answer, Failure):
            print(answer.error, file=sys.stderr)
    return {answer.article.id: answer.document for answer in answers if not isinstance(answer, Failure)}


def copies_f1(stories: Sequence[Story], texts: Mapping[str, str]) -> float:
    """Return F1 (0..1) of the pairs of articles that are copies; 1 where there are none and none are told."""
    true = {pair for story in stories for group in story.links["copies"] for pair in combinations(sorted(group), 2)}
    told = {pair for group in group_copies(sorted(texts.items())) for pair in combinations(sorted(group), 2)}
    return 2 * len(true & told) / (len(true) + len(told)) if true or told else 1.0


def figures(by_story: Mapping[str, Mapping[str, Clusters]]) -> dict[str, dict[str, float | None]]:
    """Return list name -> figures over the records of all sets."""
    together: dict[str, Clusters] = {}
    for lists in by_story.values():
        for name, clusters in lists.items():
            together.setdefault(name, Clusters()).pairs.extend(clusters.pairs)
    return {name: {"b3_f1": one.b3_f1(), "pairwise_f1": one.pairwise_f1()} for name, one in together.items()}


def render(result: Mapping[str, Mapping[str, Mapping[str, float | None]]]) -> str:
    """Return the figures as a table."""
    rows = [
        [name, kind, _share(one.get("b3_f1")), _share(one.get("pairwise_f1", one.get("f1")))]
        for name, lists in result.items()
        for kind, one in lists.items()
    ]
    return render_table(rows, head=["from", "list", "B-cubed F1", "pairwise F1"])


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options given on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="has text/, gold/ and links/")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--sets", action="store_true", help="print the figures of each set, too")
    parser.add_argument("--goldens-only", action="store_true", help="do not read the articles")
    parser.add_argument("--model", default=EMBEDDED, help="embedded, or PROVIDER/NAME")
    parser.add_argument("--schemas", type=Path, help="folder of declarations")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Link, score and print; 1 where there is nothing to score."""
    given = read_options(arguments)
    catalog = load_catalog(given.schemas)
    annotated = sorted(annotated_articles(given.folder, "gold", "text", catalog), key=lambda one: one[0].id)
    stories = load_stories(given.folder)
    if not annotated or not stories:
        print(f"no annotated article or no links in {given.folder}", file=sys.stderr)
        return 1
    texts = {article.id: article.text for article, _ in annotated}
    goldens = {article.id: golden for article, golden in annotated}
    told = {one: read_annotation(given.folder / "gold" / f"{one}.json") for one in goldens}
    stories = [story for story in stories if story.articles <= set(goldens)]
    scored = {"goldens": score_goldens(stories, goldens, told, link(list(goldens.values()), texts, catalog), catalog)}
    if not given.goldens_only:
        found = read_articles((article for article, _ in annotated), catalog, given.model)
        put = link(list(found.values()), texts, catalog)
        scored["read"] = score_read(stories, goldens, told, found, put, catalog)
    copies = {"copies": {"f1": copies_f1(stories, texts)}}
    result: dict[str, Any] = {kind: figures(by_story) | copies for kind, by_story in scored.items()}
    if given.json:
        print(json.dumps(result, indent=2))
    else:
        print(render(result))
        for name in (story.name for story in stories) if given.sets else ():
            print(render({f"{kind} {name}": figures({name: sets[name]}) for kind, sets in scored.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
