"""Which trained reader serves the declarations at hand: the one asked for, one that is shipped, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.backends.embedded.learned.files import SETTINGS, read_settings
from extract.catalog import Catalog
from extract.document import catalog_digest
from extract.errors import BackendError

NONE = "none"
"""What asks for no reader."""
SHIPPED = Path(__file__).parent.parent.parent.parent / "readers"
"""The folder of the readers that come with the package, a folder for each."""


@dataclass(frozen=True)
class Found:
    """The reader that is used, or why there is none."""

    folder: Path | None
    why: str


def find_reader(catalog: Catalog, wanted: str | Path | None = None) -> Found:
    """Return the reader in the folder *wanted*, by default the one shipped for the declarations of *catalog*.

    Raises:
        BackendError: *wanted* is no reader, or one of other declarations: its answers would mean something else.
    """
    if wanted is not None and str(wanted) == NONE:
        return Found(None, "none was asked for: cues alone")
    digest = catalog_digest(catalog)
    if wanted is not None:
        folder = Path(wanted)
        if read_settings(folder).schemas != digest:
            raise BackendError(
                "the reader was trained for other declarations",
                where=str(folder),
                remedy="train one for these: extract train GOLDEN… -o DIR; or read with cues alone: --reader none",
            )
        return Found(folder, "the one that was asked for")
    for folder in shipped():
        if read_settings(folder).schemas == digest:
            return Found(folder, "shipped for these declarations")
    return Found(None, "no trained reader is for these declarations: cues alone; `extract train` makes one")


def shipped() -> Iterator[Path]:
    """Yield the folders of the readers that come with the package."""
    if SHIPPED.is_dir():
        yield from sorted(path.parent for path in SHIPPED.glob(f"*/{SETTINGS}"))
