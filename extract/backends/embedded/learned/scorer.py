"""From the vectors of a page's tokens to scores: the same arithmetic for reading (NumPy) and for training (PyTorch).

Every score is a logit. A candidate's vector joins its first and last token, the mean of its tokens and an attention
pooling of its sentence (Lee et al. 2017, arXiv:1707.07045) with the features of the parse; pairs of a candidate and a
phrase are scored by a small perceptron over both, the greatest over an entity's mentions counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from extract.backends.embedded.learned.features import ROWS
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.sheet import Candidate, Place, Sheet

Array = Any
"""float32, a NumPy array or a tensor."""

WIDTH, PAIR_WIDTH, INNER, KEY = 192, 160, 96, 64
"""Sizes of the vectors of candidates and entities, of pairs, of the layer above both, and of ends of spans."""
LONGEST = 48
"""Tokens of the longest span that is tagged."""


class Ops(Protocol):
    """The few operations that NumPy and PyTorch spell differently."""

    def array(self, values: Any) -> Array:
        """Return an array of integers to index with."""

    def relu(self, x: Array) -> Array:
        """Return *x*, negative values made 0."""

    def cat(self, parts: Sequence[Array]) -> Array:
        """Return *parts* joined along the last axis."""

    def stack(self, parts: Sequence[Array]) -> Array:
        """Return *parts* as the rows of one array."""

    def exp(self, x: Array) -> Array:
        """Return e to the *x*, which is clipped to -10..10 before."""

    def prefix(self, x: Array) -> Array:
        """Return the sums over the first 0, 1, 2 … rows of *x*."""

    def drop(self, x: Array) -> Array:
        """Return *x* with some values dropped while training, as it is while reading."""


class NumpyOps:
    """The operations with which a page is read."""

    def array(self, values: Any) -> Array:
        """Return an array of integers to index with."""
        return np.asarray(values, dtype=np.int64)

    def relu(self, x: Array) -> Array:
        """Return *x*, negative values made 0."""
        return np.maximum(x, 0)

    def cat(self, parts: Sequence[Array]) -> Array:
        """Return *parts* joined along the last axis."""
        return np.concatenate(parts, axis=-1)

    def stack(self, parts: Sequence[Array]) -> Array:
        """Return *parts* as the rows of one array."""
        return np.stack(parts)

    def exp(self, x: Array) -> Array:
        """Return e to the *x*, which is clipped to -10..10 before."""
        return np.exp(np.clip(x, -10, 10))

    def prefix(self, x: Array) -> Array:
        """Return the sums over the first 0, 1, 2 … rows of *x*."""
        return np.concatenate([np.zeros_like(x[:1]), np.cumsum(x, axis=0)])

    def drop(self, x: Array) -> Array:
        """Return *x* as it is."""
        return x


def shapes(heads: Heads, width: int) -> dict[str, tuple[int, ...]]:
    """Return name -> shape of every weight above an encoder whose vectors have *width* values."""
    spans, events, entities = len(heads.spans), len(heads.events), len(heads.entities)
    return {
        "token_table": (ROWS["token"], width),
        "candidate_table": (ROWS["candidate"], WIDTH),
        "entity_table": (ROWS["entity"], WIDTH),
        "pair_table": (ROWS["pair"], PAIR_WIDTH),
        "start_w": (width, spans),
        "start_b": (spans,),
        "end_query": (spans, width, KEY),
        "end_key": (width, KEY),
        "end_length": (spans, LONGEST),
        "attention": (width, events),
        "candidate_w": (4 * width, WIDTH),
        "candidate_b": (WIDTH,),
        "event_w": (WIDTH, events),
        "event_b": (events,),
        "choice_w": (WIDTH, len(heads.event_values)),
        "choice_b": (len(heads.event_values),),
        "pair_candidate": (WIDTH, PAIR_WIDTH),
        "pair_phrase": (3 * width, PAIR_WIDTH),
        "pair_around": (width, PAIR_WIDTH),
        "pair_b": (PAIR_WIDTH,),
        "pair_inner_w": (PAIR_WIDTH, INNER),
        "pair_inner_b": (INNER,),
        "argument_w": (INNER, len(heads.arguments)),
        "argument_b": (len(heads.arguments),),
        "entity_w": (3 * width, WIDTH),
        "entity_b": (WIDTH,),
        "is_entity_w": (WIDTH, entities),
        "is_entity_b": (entities,),
        "value_w": (WIDTH, len(heads.entity_values)),
        "value_b": (len(heads.entity_values),),
        "linked_table": (ROWS["linked"], INNER),
        "linked_w": (2 * WIDTH, INNER),
        "linked_b": (INNER,),
        "linked_o": (INNER,),
        "linked_ob": (1,),
        "same_w": (2 * WIDTH, INNER),
        "same_b": (INNER,),
        "same_o": (INNER, events),
        "same_ob": (events,),
    }


@dataclass(frozen=True)
class Phrases:
    """Phrases that may fill fields, each once."""

    places: Sequence[Place]
    means: Array
    """[phrases, width]: the mean vector of all that names the same entity, or of the phrase itself."""


class Scorer:
    """Scores what stands in one page, given the vectors of its tokens."""

    def __init__(self, weights: Mapping[str, Array], ops: Ops, sheet: Sheet, vectors: Array) -> None:
        """Take *vectors*, [tokens, width] of the encoder."""
        self.weights = weights
        self.ops = ops
        self.sheet = sheet
        self.vectors = ops.drop(vectors)
        self._sums = ops.prefix(self.vectors)
        self._attention = ops.exp(self.vectors @ weights["attention"])
        self._end_keys = self.vectors @ weights["end_key"]
        self._end_queries = self.vectors[None] @ weights["end_query"]

    # -- spans

    def starts(self) -> Array:
        """Return [tokens, spans]: whether a span of each tagged schema begins at the token."""
        return self.vectors @ self.weights["start_w"] + self.weights["start_b"]

    def ends(self, span: int, start: int) -> Array:
        """Return the scores of the last token of a span that begins at *start*: of *start* itself and what follows."""
        last = min(self.sheet.sentence_at(start)[1], start + LONGEST)
        length = self.weights["end_length"][span, : last - start]
        return self._end_keys[start:last] @ self._end_queries[span, start] + length

    # -- events

    def candidates(self, candidates: Sequence[Candidate], rows: Any) -> Array:
        """Return [candidates, WIDTH], a vector for each; *rows* are those of their features."""
        ops = self.ops
        stretches = [self.sheet.sentence_at(one.anchor) for one in candidates]
        pooled = self._attended(stretches, [one.head for one in candidates])
        parts = [*self.span([(one.first, one.end) for one in candidates]), pooled]
        hidden = ops.cat(parts) @ self.weights["candidate_w"] + self.weights["candidate_b"]
        return ops.drop(ops.relu(hidden + self._rows("candidate_table", rows)))

    def _attended(self, stretches: Sequence[tuple[int, int]], heads: Sequence[int]) -> Array:
        """Return [stretches, width]: the tokens of each as the schema of *heads* attends to them, each pooled once."""
        numbers = {stretch: number for number, stretch in enumerate(dict.fromkeys(stretches))}
        pooled = self.ops.stack([self._pooled(*one) for one in numbers])
        return pooled[self.ops.array([numbers[one] for one in stretches]), self.ops.array(heads)]

    def _pooled(self, first: int, end: int) -> Array:
        """Return [schemas of events, width]: a sentence's tokens as each schema attends to them."""
        attention = self._attention[first:end]
        return (attention.T @ self.vectors[first:end]) / attention.sum(0)[:, None]

    def events(self, vectors: Array, candidates: Sequence[Candidate]) -> Array:
        """Return [candidates]: whether each states an event of its schema."""
        scores = vectors @ self.weights["event_w"] + self.weights["event_b"]
        return scores[self.ops.array(range(len(candidates))), self.ops.array([one.head for one in candidates])]

    def choices(self, vectors: Array) -> Array:
        """Return [candidates, values]: each value of each choice of the heads."""
        return vectors @ self.weights["choice_w"] + self.weights["choice_b"]

    def same(self, one: Array, other: Array, heads: Sequence[int]) -> Array:
        """Return [pairs]: whether two candidates of a schema state one event."""
        joined = self.ops.cat([one * other, abs(one - other)])
        inner = self.ops.relu(joined @ self.weights["same_w"] + self.weights["same_b"])
        scores = inner @ self.weights["same_o"] + self.weights["same_ob"]
        return scores[self.ops.array(range(len(heads))), self.ops.array(heads)]

    # -- phrases

    def entity_means(self, groups: Sequence[Sequence[Place]]) -> Array:
        """Return [groups, width]: the mean vector of each group's phrases, the first eight of them."""
        flat = [place for group in groups for place in group[:8]]
        _, _, means = self.span([(one.first, one.end) for one in flat])
        bounds = np.cumsum([0, *(min(len(group), 8) for group in groups)])
        sums = self.ops.prefix(means)
        counts = self.ops.array(np.diff(bounds))
        return (sums[self.ops.array(bounds[1:])] - sums[self.ops.array(bounds[:-1])]) / counts[:, None]

    def pairs(
        self, candidates: Array, owner: Any, heads: Sequence[int], phrases: Phrases, which: Any, rows: Any
    ) -> Array:
        """Return [pairs, arguments]: whether a phrase fills each argument of a candidate.

        *owner* tells each pair's candidate, *heads* its schema, *which* its phrase, *rows* their features. What stands
        in the phrase's own sentence, as the schema attends to it, tells whether the event goes on there.
        """
        ops, weights = self.ops, self.weights
        roots = self.vectors[ops.array([one.root for one in phrases.places])]
        _, _, spans = self.span([(one.first, one.end) for one in phrases.places])
        phrase = (ops.cat([roots, spans, phrases.means]) @ weights["pair_phrase"])[ops.array(which)]
        around = [(self.sheet.sentence_at(phrases.places[n].root), head) for n, head in zip(which, heads, strict=True)]
        numbers = {one: number for number, one in enumerate(dict.fromkeys(around))}
        pooled = self._attended([stretch for stretch, _ in numbers], [head for _, head in numbers])
        phrase = phrase + (pooled @ weights["pair_around"])[ops.array([numbers[one] for one in around])]
        event = (candidates @ weights["pair_candidate"])[ops.array(owner)]
        hidden = event + phrase + event * phrase + weights["pair_b"] + self._rows("pair_table", rows)
        inner = ops.relu(ops.drop(ops.relu(hidden)) @ weights["pair_inner_w"] + weights["pair_inner_b"])
        return inner @ weights["argument_w"] + weights["argument_b"]

    # -- entities

    def entities(self, groups: Sequence[Sequence[Place]], means: Array, rows: Any) -> Array:
        """Return [groups, WIDTH], a vector for each entity that is named by the phrases of a group."""
        ops = self.ops
        firsts = [group[0] for group in groups]
        roots = self.vectors[ops.array([one.root for one in firsts])]
        _, _, spans = self.span([(one.first, one.end) for one in firsts])
        hidden = ops.cat([roots, spans, means]) @ self.weights["entity_w"] + self.weights["entity_b"]
        return ops.drop(ops.relu(hidden + self._rows("entity_table", rows)))

    def is_entity(self, vectors: Array) -> Array:
        """Return [entities, schemas]: whether each is one that the schema asks for."""
        return vectors @ self.weights["is_entity_w"] + self.weights["is_entity_b"]

    def values(self, vectors: Array) -> Array:
        """Return [entities, values]: each value of the labelled choices."""
        return vectors @ self.weights["value_w"] + self.weights["value_b"]

    def linked(self, one: Array, other: Array, rows: Any) -> Array:
        """Return [pairs]: whether two entities of the rules are one; *rows* are the features of the pairs."""
        joined = self.ops.cat([one * other, abs(one - other)])
        hidden = joined @ self.weights["linked_w"] + self.weights["linked_b"] + self._rows("linked_table", rows)
        return self.ops.relu(hidden) @ self.weights["linked_o"] + self.weights["linked_ob"]

    # -- parts

    def span(self, spans: Sequence[tuple[int, int]]) -> tuple[Array, Array, Array]:
        """Return the first vectors, the last ones and the means of stretches of tokens."""
        ops = self.ops
        first, end = ops.array([one for one, _ in spans]), ops.array([one for _, one in spans])
        return (
            self.vectors[first],
            self.vectors[end - 1],
            (self._sums[end] - self._sums[first]) / (end - first)[:, None],
        )

    def _rows(self, table: str, rows: Any) -> Array:
        return self.weights[table][self.ops.array(rows)].sum(1)
