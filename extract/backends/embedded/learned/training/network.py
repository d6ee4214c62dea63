"""The network while it is trained: an encoder from Hugging Face's format, and the weights above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.scorer import shapes
from extract.backends.embedded.learned.sheet import Sheet


class TorchOps:
    """The operations with which a page is scored while gradients are kept."""

    def __init__(self, dropout: float = 0.0) -> None:
        self.dropout = dropout

    def array(self, values: Any) -> Tensor:
        """Return an array of integers to index with."""
        return torch.as_tensor(np.asarray(values, dtype=np.int64))

    def relu(self, x: Tensor) -> Tensor:
        """Return *x*, negative values made 0."""
        return torch.relu(x)

    def cat(self, parts: Sequence[Tensor]) -> Tensor:
        """Return *parts* joined along the last axis."""
        return torch.cat(list(parts), dim=-1)

    def stack(self, parts: Sequence[Tensor]) -> Tensor:
        """Return *parts* as the rows of one tensor."""
        return torch.stack(list(parts))

    def exp(self, x: Tensor) -> Tensor:
        """Return e to the *x*, which is clipped to -10..10 before."""
        return torch.exp(torch.clamp(x, -10, 10))

    def prefix(self, x: Tensor) -> Tensor:
        """Return the sums over the first 0, 1, 2 … rows of *x*."""
        return torch.cat([torch.zeros_like(x[:1]), torch.cumsum(x, dim=0)])

    def drop(self, x: Tensor) -> Tensor:
        """Return *x* with some values dropped."""
        return nn.functional.dropout(x, self.dropout) if self.dropout else x


class Network(nn.Module):
    """An encoder and the weights of the heads."""

    def __init__(self, encoder: Any, heads: Heads, marks: tuple[int, int], first_position: int = 0) -> None:
        """Take an *encoder* (transformers) and the ids of the *marks* at the ends of what it reads."""
        super().__init__()
        self.encoder = encoder
        self.marks = marks
        self.first_position = first_position
        width = encoder.config.hidden_size
        self.weights = nn.ParameterDict({name: _first(name, shape) for name, shape in shapes(heads, width).items()})

    def vectors(self, sheet: Sheet, rows: np.ndarray) -> Tensor:
        """Return [tokens, width]; *rows* are the features of the page's tokens.

        Each window goes by itself: without padding there is no mask, which makes the attention three times as fast.
        """
        parts = []
        for first, end in sheet.windows:
            ids = torch.tensor([self.marks[0], *sheet.pieces[first:end].tolist(), self.marks[1]])
            told = self.weights["token_table"][torch.from_numpy(rows[sheet.token_of_piece[first:end]]).long()].sum(1)
            embedded = self.encoder.get_input_embeddings()(ids) + nn.functional.pad(told, (0, 0, 1, 1))
            positions = torch.arange(len(ids)) + self.first_position
            found = self.encoder(inputs_embeds=embedded[None], position_ids=positions[None])
            parts.append(found.last_hidden_state[0, 1:-1].float())
        return torch.cat(parts)[torch.from_numpy(sheet.first_piece)]


def _first(name: str, shape: tuple[int, ...]) -> nn.Parameter:
    """Return a weight to begin with: tables and biases at 0, the rest by its fan-in (Glorot and Bengio 2010)."""
    weight = torch.zeros(shape)
    if len(shape) >= 2 and not name.endswith(("_table", "_length")):
        nn.init.normal_(weight, std=(2.0 / (shape[-2] + shape[-1])) ** 0.5)
    if name == "attention":
        weight = weight * 0.1
    if name == "linked_o":
        nn.init.normal_(weight, std=0.1)
    if name in ("start_b", "event_b", "linked_ob", "argument_b"):
        weight = weight - 3.0  # most tokens begin nothing, most phrases fill nothing
    return nn.Parameter(weight)
