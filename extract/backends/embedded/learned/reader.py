"""A trained reader in use: its encoder run over a page, its scores, its decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import ThreadpoolController

from extract.backends.embedded.learned import files
from extract.backends.embedded.learned.decisions import Decided, Decider
from extract.backends.embedded.learned.features import token_rows
from extract.backends.embedded.learned.scorer import NumpyOps, Scorer
from extract.backends.embedded.learned.scores import score_page
from extract.backends.embedded.learned.sheet import WINDOW, Sheet, make_sheet
from extract.catalog import Catalog
from extract.errors import BackendError

if TYPE_CHECKING:
    from extract.backends.embedded.entities.entities import EntityIndex
    from extract.backends.embedded.parsing.nlp import ParsedPage
    from extract.stages import DraftRecord


class TrainedReader:
    """Reads parsed pages with an encoder and heads that were trained for one set of declarations."""

    def __init__(self, folder: Path, catalog: Catalog, triggers: Mapping[str, frozenset[str]]) -> None:
        """Load the reader in *folder*, its files checked first.

        Raises:
            BackendError: it is missing, altered, or of another form, or what it needs is not installed.
        """
        self.settings = files.read_settings(folder)
        files.check_files(folder, self.settings)
        self.digest = files.reader_digest(folder)
        self._catalog = catalog
        self._triggers = triggers
        self.weights = files.read_weights(folder / files.WEIGHTS)
        self._tokenizer = _tokenizer(folder / files.TOKENIZER)
        self._threads = ThreadpoolController()
        self._session = _session(folder / files.GRAPH, self.weights)

    def decide(self, parsed: ParsedPage, index: EntityIndex, events: Sequence[DraftRecord]) -> Decided:
        """Return what the reader makes of a page in which rules found the entities of *index* and cues the *events*."""
        heads = self.settings.heads
        sheet = make_sheet(parsed, index, events, heads, self._tokenizer, self._triggers)
        if not len(sheet):
            return Decided(index, tuple(events))
        with self._one_thread():
            scores = score_page(sheet, heads, Scorer(self.weights, NumpyOps(), sheet, self.vectors(sheet)))
        decider = Decider(sheet, scores, heads, self._catalog, self.settings.thresholds, self.settings.calibration)
        return decider.decide(index)

    def _one_thread(self) -> AbstractContextManager[Any]:
        """Let NumPy compute on one thread: its sums are then in one order on any number of cores, and no slower."""
        limit: AbstractContextManager[Any] = self._threads.limit(limits=1, user_api="blas")
        return limit

    def vectors(self, sheet: Sheet) -> np.ndarray:
        """Return float32 [tokens, width]: each window is read by itself, so that no page's answer hangs on another."""
        begin, end = (np.asarray([mark]) for mark in self.settings.marks)
        features = self.weights["token_table"][token_rows(sheet)].sum(1)
        positions = np.arange(WINDOW + 2, dtype=np.int64) + self.settings.first_position
        parts = []
        for first, last in sheet.windows:
            ids = np.concatenate([begin, sheet.pieces[first:last], end])
            embedded = files.piece_vectors(self.weights, ids)
            embedded[1:-1] += features[sheet.token_of_piece[first:last]]
            feed = {"embedded": embedded[None], "positions": positions[None, : len(ids)]}
            parts.append(self._session.run(None, feed)[0][0, 1:-1])
        vectors: np.ndarray = np.concatenate(parts)[sheet.first_piece]
        return vectors


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _session(path: Path, weights: dict[str, np.ndarray]) -> Any:
    """Return the encoder, one thread and one window at a time: its sums are then in one order on any load."""
    try:
        import onnxruntime
    except ImportError as error:
        raise BackendError(
            "a trained reader needs onnxruntime, which is not installed",
            where=str(path),
            remedy="pip install onnxruntime, or read with --reader none",
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    names = [name for name in weights if name.startswith(ENCODER)]
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(weights.pop(name)) for name in names]
    options.add_external_initializers([name.removeprefix(ENCODER) for name in names], values)
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


ENCODER = "encoder/"
"""What the names of the encoder's own weights begin with."""
