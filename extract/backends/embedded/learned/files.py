"""A trained reader on the disk: a folder of five files, each of a form that runs no code when it is read.

``reader.json`` tells what is decided (heads, thresholds, the declarations' digest, what the confidence is made of),
``encoder.onnx`` is the encoder's graph without its large weights, ``weights.npz`` has all weights, matrices as int8
with a scale for each row or column, ``tokenizer.json`` the word pieces, ``CARD.md`` what people should know.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from extract.backends.embedded.learned.confidence import Calibration
from extract.backends.embedded.learned.decisions import Thresholds
from extract.backends.embedded.learned.heads import Heads
from extract.errors import BackendError

FORM = 3
"""Version of the folder's form."""
SETTINGS, GRAPH, WEIGHTS, TOKENIZER, CARD = "reader.json", "encoder.onnx", "weights.npz", "tokenizer.json", "CARD.md"
_READ = (SETTINGS, GRAPH, WEIGHTS, TOKENIZER)
_SCALE = ":scale"
_SMALL = 4096
"""Weights with fewer values than this stay float32."""


@dataclass(frozen=True)
class ReaderSettings:
    """What ``reader.json`` says."""

    schemas: str
    """Digest of the declarations that the reader was trained for."""
    name: str
    heads: Heads
    thresholds: Thresholds
    calibration: Calibration
    marks: tuple[int, int]
    """Ids of the pieces at the beginning and the end of what the encoder sees."""
    first_position: int = 0
    """Number of the first position of what the encoder sees."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """File -> SHA-256, of all files that are read besides this one."""

    def to_plain(self) -> dict[str, Any]:
        """Return the settings as data that JSON can hold."""
        return {
            "form": FORM,
            "name": self.name,
            "schemas": self.schemas,
            "marks": list(self.marks),
            "first_position": self.first_position,
            "heads": self.heads.to_plain(),
            "thresholds": asdict(self.thresholds),
            "calibration": asdict(self.calibration),
            "digests": dict(self.digests),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ReaderSettings:
        """Return the settings that ``to_plain`` made *plain* data of; KeyError, TypeError or ValueError for others."""
        if plain["form"] != FORM:
            raise ValueError(f"form {plain['form']}, not {FORM}")
        return cls(
            str(plain["schemas"]),
            str(plain["name"]),
            Heads.from_plain(plain["heads"]),
            Thresholds(**plain["thresholds"]),
            Calibration.from_plain(plain["calibration"]),
            (int(plain["marks"][0]), int(plain["marks"][1])),
            int(plain["first_position"]),
            dict(plain["digests"]),
        )


def write_reader(
    folder: Path, settings: ReaderSettings, weights: Mapping[str, np.ndarray], graph: bytes, tokenizer: str, card: str
) -> None:
    """Write a reader into *folder*, which is there; equal arguments give equal bytes."""
    (folder / GRAPH).write_bytes(graph)
    (folder / TOKENIZER).write_text(tokenizer, encoding="utf-8")
    _write_weights(folder / WEIGHTS, weights)
    digests = {name: digest_of(folder / name) for name in _READ if name != SETTINGS}
    plain = {**settings.to_plain(), "digests": digests}
    (folder / SETTINGS).write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    (folder / CARD).write_text(card, encoding="utf-8")


def read_settings(folder: Path) -> ReaderSettings:
    """Return what ``reader.json`` in *folder* says.

    Raises:
        BackendError: there is no reader, or it is of another form.
    """
    path = folder / SETTINGS
    try:
        return ReaderSettings.from_plain(json.loads(path.read_bytes()))
    except OSError as error:
        raise BackendError(
            f"there is no trained reader: {error.strerror}",
            where=str(path),
            remedy="give --reader a folder that `extract train` wrote, or --reader none",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackendError(
            f"the trained reader cannot be used: {error}",
            where=str(path),
            remedy="train it again with this version, or read with --reader none",
        ) from error


def check_files(folder: Path, settings: ReaderSettings) -> None:
    """See that the files are those that were written; BackendError for one that is missing or altered."""
    for name, digest in settings.digests.items():
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise BackendError(
                f"{name} of the trained reader is {'altered' if path.is_file() else 'missing'}",
                where=str(path),
                remedy="copy the folder again from where it was trained, or reinstall the package",
            )


def reader_digest(folder: Path) -> str:
    """Return ``sha256:`` and the hash of all that the reader's answers hang on."""
    return "sha256:" + digest_of(folder / SETTINGS)  # which has the digests of the other files


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """Return name -> float32 array; the word vectors, ``pieces``, stay int8, with their scales beside them."""
    with np.load(path, allow_pickle=False) as stored:
        found = {name: stored[name] for name in stored.files}
    weights: dict[str, np.ndarray] = {}
    for name, value in found.items():
        if name.endswith(_SCALE):
            continue
        scale = found.get(name + _SCALE)
        if scale is None or name == PIECES:
            weights[name] = value
        else:
            weights[name] = value.astype(np.float32) * scale
    weights[PIECES + _SCALE] = found[PIECES + _SCALE]
    return weights


PIECES = "pieces"
"""The table of the word pieces' vectors."""


def piece_vectors(weights: Mapping[str, np.ndarray], ids: np.ndarray) -> np.ndarray:
    """Return float32 [ids, width]."""
    rows: np.ndarray = weights[PIECES][ids].astype(np.float32) * weights[PIECES + _SCALE][ids]
    return rows


def _write_weights(path: Path, weights: Mapping[str, np.ndarray]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(weights):
            for key, value in _stored(name, weights[name]):
                member = zipfile.ZipInfo(f"{key}.npy", date_time=(1980, 1, 1, 0, 0, 0))
                member.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(member, "w") as file:
                    np.lib.format.write_array(file, value, allow_pickle=False)


def _stored(name: str, value: np.ndarray) -> list[tuple[str, np.ndarray]]:
    if value.size < _SMALL and name != PIECES:
        return [(name, value.astype(np.float32))]
    small, scale = quantised(value, axis=-1 if name == PIECES or name.endswith("_table") else -2)
    return [(name, small), (name + _SCALE, scale)]


def quantised(value: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return int8 values and the float32 scales, one for each line along *axis*, that give *value* back nearly.

    >>> small, scale = quantised(np.array([[1.0, -2.0], [0.5, 0.25]]), axis=-1)
    >>> small.tolist()
    [[64, -127], [127, 64]]
    """
    axis = axis if value.ndim > 1 else -1
    scale = np.maximum(np.abs(value).max(axis=axis, keepdims=True), 1e-12) / 127
    return np.round(value / scale).astype(np.int8), scale.astype(np.float32)
