"""Files at addresses (``s3://bucket/news/``, ``gs://…``, ``memory://…``), opened by fsspec where they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from extract.errors import UsageError
from extract.loading.kinds import is_searched

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)(::|://)", re.IGNORECASE)
_PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs"}
"""What has to be installed for a protocol, beside fsspec."""


def is_address(name: str) -> bool:
    """Return whether *name* is an address, not the path of a file.

    >>> is_address("s3://news/2021/"), is_address("news/a.txt"), is_address("C:/news")
    (True, False, False)
    """
    return _ADDRESS.match(name) is not None


@dataclass(frozen=True)
class RemoteFile:
    """A file at an address, with what the loader asks of a path."""

    address: str
    system: Any
    """fsspec's file system, which has the keys."""
    place: str
    """The address as the system calls it."""

    @property
    def _path(self) -> PurePosixPath:
        return PurePosixPath(self.place)

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self._path.name

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self._path.stem

    @property
    def suffix(self) -> str:
        """The ending, with its full stop; may be empty."""
        return self._path.suffix

    def with_suffix(self, suffix: str) -> RemoteFile:
        """Return the file whose name has another ending."""
        cut = len(self.suffix)
        address = (self.address[: len(self.address) - cut] if cut else self.address) + suffix
        return RemoteFile(address, self.system, str(self._path.with_suffix(suffix)))

    def as_posix(self) -> str:
        """Return the address."""
        return self.address

    def open(self, mode: str = "rb") -> BinaryIO:
        """Open the file; OSError where that is not possible."""
        return cast(BinaryIO, self.system.open(self.place, mode))

    def stat(self) -> _Size:
        """Return the size of the file, in bytes."""
        return _Size(int(self.system.size(self.place) or 0))


@dataclass(frozen=True)
class _Size:
    st_size: int


def expand_address(name: str) -> Iterator[Path]:
    """Yield the files that an address names: itself, what a glob finds, or those in a folder that can hold articles.

    A folder is gone through in the order of names, one at a time.

    Raises:
        UsageError: fsspec, or what it needs for the protocol, is not installed.
        OSError: there is nothing, or it may not be looked at.
    """
    system, place = _system_of(name)
    protocol = name.partition("://")[0]
    if any(sign in place for sign in "*?["):
        found = sorted(system.glob(place))
    elif system.isfile(place):
        found = [place]
    else:
        yield from _files_under(system, place, protocol)
        return
    if not found:
        raise FileNotFoundError(2, "no file matches the pattern")
    for one in found:
        yield _file(protocol, system, one)


def _files_under(system: Any, folder: str, protocol: str) -> Iterator[Path]:
    is_there = False
    for place, folders, files in system.walk(folder):
        folders.sort()
        for name in sorted(files):
            is_there = True
            file = _file(protocol, system, f"{place}/{name}")
            if not name.startswith(".") and is_searched(file):
                yield file
    if not is_there:
        raise FileNotFoundError(2, "there is no such file, and no folder with files in it")


def _file(protocol: str, system: Any, place: str) -> Path:
    # A path in all that the loader asks of it, though no operating system knows it.
    return cast(Path, RemoteFile(f"{protocol}://{place.lstrip('/')}", system, place))


def _system_of(name: str) -> tuple[Any, str]:
    protocol = name.partition("://")[0]
    package = _PACKAGES.get(protocol.lower(), "fsspec")
    try:
        import fsspec

        system, place = fsspec.core.url_to_fs(name)
    except ImportError as error:
        raise UsageError(
            f"reading {protocol}:// needs {package}, which is not installed",
            where=name,
            remedy="pip install 'extract-news[s3]'" if package == "s3fs" else f"pip install fsspec {package}",
        ) from error
    except ValueError as error:
        raise UsageError(
            f"the address cannot be read: {error}", where=name, remedy="check what stands before ://"
        ) from error
    return system, str(place)
