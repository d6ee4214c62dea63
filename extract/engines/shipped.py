"""A reader on its way to another machine: its declarations as bytes, and what it must be like when it is made there."""

from __future__ import annotations

import atexit
import pickle
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from extract.backends import BackendOptions
from extract.document import ExtractionInfo
from extract.errors import BackendError, ExtractError
from extract.key import code_digest
from extract.reader import MakeBackend, Reader, Setup

TRAINED = "reader"
"""The setting that may name the folder of a trained reader."""
SAME = "install the same extract-news and model on every machine, from one lock file or image"


@dataclass(frozen=True)
class Likeness:
    """What two readers have in common that give equal bytes."""

    info: ExtractionInfo
    fingerprint: str
    code: str
    """Digest of the package's own modules."""

    def differences(self, other: Likeness) -> list[str]:
        """Return in words what *other* has where *self* has something else; nothing where they are alike."""
        ours, theirs = self.info.model_dump(), other.info.model_dump()
        told = [f"{name} {theirs[name]!r} instead of {ours[name]!r}" for name in ours if ours[name] != theirs[name]]
        if self.fingerprint != other.fingerprint:
            told.append("other settings or another trained reader")
        if not told and self.code != other.code:
            told.append("another state of the package's modules")
        return told


def likeness_of(reader: Reader) -> Likeness:
    """Return what a reader has to have in common with *reader*."""
    return Likeness(*reader.identity(), code_digest())


Files = tuple[tuple[str, bytes], ...]
"""Path within its folder, and content, of each file."""


@dataclass(frozen=True)
class Shipped:
    """What a machine needs to make the same reader; the package and its model must be installed there."""

    declarations: Files
    options: BackendOptions
    trained: Files | None
    """A trained reader that ``options`` name by a folder of this machine; those of the package are there already."""
    make_backend: MakeBackend
    likeness: Likeness


def shipped(reader: Reader) -> Shipped:
    """Return *reader* as it is sent."""
    declarations = _files_in(reader.catalog.folder, "*.py")
    folder = Path(str(reader.setup.options.settings.get(TRAINED) or ""))
    trained = _files_in(folder, "**/*") if folder.name and folder.is_dir() else None
    return Shipped(declarations, reader.setup.options, trained, reader.setup.make_backend, likeness_of(reader))


def _files_in(folder: Path, pattern: str) -> Files:
    paths = sorted(path for path in folder.glob(pattern) if path.is_file())
    return tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def _written(files: Files, folder: Path) -> Path:
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def unpacked(data: bytes, where: str) -> Reader | ExtractError:
    """Return the reader in *data*, made on the machine called *where*, or why it is not the one that was sent."""
    try:
        sent: Shipped = pickle.loads(data)
    except Exception as error:
        return BackendError(
            f"what was sent cannot be read there: {type(error).__name__}: {error}", where=where, remedy=SAME
        )
    place = Path(tempfile.mkdtemp(prefix="extract-reader-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = _written(sent.declarations, place / "declarations")
    options = sent.options
    if sent.trained is not None:
        trained = str(_written(sent.trained, place / "trained"))
        options = replace(options, settings={**options.settings, TRAINED: trained})
    try:
        reader = Reader(Setup(folder, options, sent.make_backend))
    except ExtractError as error:
        return type(error)(error.problem, where=f"{where}: {error.where}", remedy=error.remedy)
    if told := sent.likeness.differences(likeness_of(reader)):
        return BackendError(
            f"it would read otherwise there than here: {'; '.join(told)}",
            where=where,
            remedy=SAME,
        )
    return reader
