"""A trained network -> the files of a reader."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from extract.backends.embedded.learned.files import PIECES
from extract.backends.embedded.learned.reader import ENCODER
from extract.backends.embedded.learned.training.network import Network

_LARGE = 1024
"""Bytes from which on a weight is taken out of the graph."""


class _Encoder(nn.Module):
    """The encoder as a reader runs it: one window, without a mask."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, embedded: Tensor, positions: Tensor) -> Tensor:
        """Return [1, pieces, width]."""
        found: Tensor = self.encoder(inputs_embeds=embedded, position_ids=positions).last_hidden_state
        return found


def graph_and_weights(network: Network) -> tuple[bytes, dict[str, np.ndarray]]:
    """Return the encoder's graph in ONNX without its large weights, and all weights by name.

    The large weights are marked as external data; whoever runs the graph puts them in.
    """
    import onnx
    from onnx import TensorProto, numpy_helper

    network.eval()
    width = network.encoder.config.hidden_size
    example = (torch.zeros(1, 16, width), torch.arange(16)[None])
    network.encoder.set_attn_implementation("eager")  # the fused one has no counterpart in ONNX
    written = io.BytesIO()
    torch.onnx.export(
        _Encoder(network.encoder),
        example,
        written,  # type: ignore[arg-type]
        input_names=["embedded", "positions"],
        output_names=["vectors"],
        dynamic_axes={"embedded": {1: "pieces"}, "positions": {1: "pieces"}, "vectors": {1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load_from_string(written.getvalue())
    weights = {name: value.detach().numpy() for name, value in network.weights.items()}
    weights[PIECES] = network.encoder.get_input_embeddings().weight.detach().numpy()
    for tensor in model.graph.initializer:
        if len(tensor.raw_data) >= _LARGE:
            weights[ENCODER + tensor.name] = numpy_helper.to_array(tensor).copy()
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            place = tensor.external_data.add()
            place.key, place.value = "location", "weights.npz"
    return model.SerializeToString(), weights
