"""From goldens to a reader: pages prepared, network trained, thresholds chosen, confidence fitted, all measured."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.entities.entities import EntityIndex, find_entities
from extract.backends.embedded.events.events import find_events
from extract.backends.embedded.learned import files
from extract.backends.embedded.learned.confidence import Calibration
from extract.backends.embedded.learned.decisions import Thresholds
from extract.backends.embedded.learned.features import token_rows
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.reader import TrainedReader
from extract.backends.embedded.learned.scorer import NumpyOps, Scorer
from extract.backends.embedded.learned.scores import score_page
from extract.backends.embedded.learned.sheet import make_sheet, triggers_of
from extract.backends.embedded.learned.training import thresholds as choosing
from extract.backends.embedded.learned.training.base import Base
from extract.backends.embedded.learned.training.calibration import calibrate
from extract.backends.embedded.learned.training.card import Facts, write_card
from extract.backends.embedded.learned.training.examples import make_example
from extract.backends.embedded.learned.training.export import graph_and_weights
from extract.backends.embedded.learned.training.fit import Plan, fit
from extract.backends.embedded.learned.training.losses import Lesson
from extract.backends.embedded.learned.training.network import Network, TorchOps
from extract.backends.embedded.learned.training.parts import Shares, part_of
from extract.backends.embedded.parsing.nlp import ParsedPage, load_model, parse_pages
from extract.catalog import Catalog
from extract.document import catalog_digest
from extract.segmentation.segment import segment
from extract.stages import Article, DraftRecord


@dataclass(frozen=True, eq=False)
class Prepared:
    """A page as rules and cues read it, and its golden."""

    parsed: ParsedPage
    index: EntityIndex
    events: Sequence[DraftRecord]
    golden: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """Where a course is, for a progress bar."""

    doing: str
    """``reading``, ``training``, ``choosing``, ``measuring``."""
    done: int
    whole: int
    figure: float | None = None
    """The mean F1 of found on the articles that choose, of the last epoch."""


@dataclass(eq=False)
class Course:
    """One training, from goldens to the folder of a reader."""

    catalog: Catalog
    base: Base
    plan: Plan
    shares: Shares = field(default_factory=Shares)
    told: Callable[[Step], None] = lambda _: None
    patience: int = 2
    """Epochs without a better figure after which it is enough."""

    def __post_init__(self) -> None:
        self.heads = Heads.of(self.catalog)
        self._nlp = load_model()
        self._book = CueBook(self._nlp, self.catalog)
        self._triggers = triggers_of(self._book)

    def run(self, goldens: Sequence[tuple[Mapping[str, Any], Article]], folder: Path, facts: Facts) -> Facts:
        """Train on *goldens*, write the reader into *folder*, and return *facts* with all that was measured.

        An interruption (Ctrl-C) while it trains ends the training: the best epoch so far is what is written.
        """
        began = time.monotonic()
        parts: dict[str, list[Prepared]] = {"training": [], "choosing": [], "held-out": []}
        for prepared in self._prepared(goldens):
            parts[part_of(str(prepared.golden["source"]["id"]), self.shares)].append(prepared)
        torch.manual_seed(self.plan.seed)  # the weights above the encoder begin at random
        torch.use_deterministic_algorithms(True)  # else sums of gradients hang on which thread comes first
        network = Network(self.base.encoder, self.heads, self.base.marks, self.base.first_position)
        best = self._trained(network, [self._lesson(one) for one in parts["training"]], parts["choosing"])
        network.load_state_dict(best)
        facts = facts.with_parts({name: len(found) for name, found in parts.items()})
        with _whole(folder) as written:
            return self._write(network, written, parts, facts, began)

    # -- pages

    def _prepared(self, goldens: Sequence[tuple[Mapping[str, Any], Article]]) -> Iterator[Prepared]:
        pages = (segment(article) for _, article in goldens)
        for number, ((golden, _), parsed) in enumerate(zip(goldens, parse_pages(self._nlp, pages), strict=True)):
            self.told(Step("reading", number, len(goldens)))
            index = find_entities(parsed)
            yield Prepared(parsed, index, find_events(parsed, index, self._book), golden)

    def _sheet(self, one: Prepared) -> Any:
        return make_sheet(one.parsed, one.index, one.events, self.heads, self.base.tokenizer, self._triggers)

    def _lesson(self, one: Prepared) -> Lesson:
        return Lesson(make_example(self._sheet(one), one.golden, self.heads, self.catalog), self.heads)

    # -- training

    def _trained(self, network: Network, lessons: Sequence[Lesson], chosen_by: Sequence[Prepared]) -> dict[str, Any]:
        """Return the weights of the best epoch, by the figure on the articles that choose."""
        best: list[tuple[float, int, dict[str, Any]]] = []

        def epoch_ended(epoch: int, loss: float, network: Network) -> bool:
            figure = self._figure(network, chosen_by) if chosen_by else -loss
            if not best or figure > best[-1][0]:
                best.append((figure, epoch, {k: v.detach().clone() for k, v in network.state_dict().items()}))
                del best[:-1]
            self.told(Step("training", epoch, self.plan.epochs, figure))
            return epoch - best[-1][1] >= self.patience

        self.told(Step("training", 0, self.plan.epochs))
        try:
            fit(network, lessons, self.plan, epoch_ended)
        except KeyboardInterrupt:
            if not best:
                raise
        return best[-1][2]

    def _figure(self, network: Network, pages: Sequence[Prepared]) -> float:
        judged = list(self._judged(pages, lambda sheet: _vectors(network, sheet), network.weights, TorchOps()))
        return choosing.measure(judged, self.heads, self.catalog, Thresholds()).mean_found or 0.0

    def _judged(
        self, pages: Iterable[Prepared], vectors: Callable[[Any], Any], weights: Any, ops: Any
    ) -> Iterator[choosing.Judged]:
        for one in pages:
            sheet = self._sheet(one)
            with torch.no_grad():
                scores = score_page(sheet, self.heads, Scorer(weights, ops, sheet, vectors(sheet)))
            yield choosing.Judged(sheet, scores, one.index, one.golden)

    # -- the folder

    def _write(
        self, network: Network, folder: Path, parts: Mapping[str, Sequence[Prepared]], facts: Facts, began: float
    ) -> Facts:
        """Write the reader twice: thresholds and confidence are chosen by what is read with the weights written."""
        graph, weights = graph_and_weights(network)
        tokenizer = self.base.tokenizer.to_str()
        settings = files.ReaderSettings(
            catalog_digest(self.catalog),
            facts.name,
            self.heads,
            Thresholds(),
            Calibration(),
            self.base.marks,
            self.base.first_position,
        )
        files.write_reader(folder, settings, weights, graph, tokenizer, "")
        reader = TrainedReader(folder, self.catalog, self._triggers)
        self.told(Step("choosing", 0, 1))
        chosen_by = list(self._judged(parts["choosing"], reader.vectors, reader.weights, NumpyOps()))
        thresholds = choosing.choose(chosen_by, self.heads, self.catalog)
        calibration = calibrate(chosen_by, self.heads, self.catalog)
        self.told(Step("measuring", 0, 1))
        held_out = list(self._judged(parts["held-out"], reader.vectors, reader.weights, NumpyOps()))
        facts = facts.measured(
            choosing.measure(held_out, self.heads, self.catalog, thresholds), time.monotonic() - began
        )
        settings = replace(settings, thresholds=thresholds, calibration=calibration)
        files.write_reader(folder, settings, weights, graph, tokenizer, write_card(facts))
        return facts


def _vectors(network: Network, sheet: Any) -> Any:
    return network.vectors(sheet, token_rows(sheet))


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of *folder* when all went well."""
    written = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(written, ignore_errors=True)
    written.mkdir(parents=True)
    try:
        yield written
        shutil.rmtree(folder, ignore_errors=True)
        written.rename(folder)
    finally:
        shutil.rmtree(written, ignore_errors=True)
