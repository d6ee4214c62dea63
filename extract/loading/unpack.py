"""Packed files (gzip, bzip2, xz, Zstandard) -> the bytes that they hold, a little at a time and never without end."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from extract.errors import LoadError

MOST_TIMES = 1_000
"""How many times its own size a file may unpack to. Text packs 3 to 20 times, a table of one repeated row 300; what
packs a thousand times is made of nothing, to fill a disk or a memory."""
ALWAYS = 256 << 20
"""Bytes up to which nothing is refused: they are read a little at a time, and cost nobody anything."""
CHUNK = 1 << 20


def _gzip(stream: BinaryIO) -> Any:
    import gzip

    return gzip.GzipFile(fileobj=stream)


def _bzip2(stream: BinaryIO) -> Any:
    import bz2

    return bz2.BZ2File(stream)


def _xz(stream: BinaryIO) -> Any:
    import lzma

    return lzma.LZMAFile(stream)


def _zstandard(stream: BinaryIO) -> Any:
    import zstandard

    # Large dumps are packed with windows of up to 2 GB; memory is taken only as far as the contents fill it.
    unpacker = zstandard.ZstdDecompressor(max_window_size=2**31)
    return unpacker.stream_reader(stream, read_across_frames=True)


_OPENERS: Final[dict[str, Callable[[BinaryIO], Any]]] = {
    ".gz": _gzip, ".bz2": _bzip2, ".xz": _xz, ".zst": _zstandard,
}  # fmt: skip
PACKINGS: Final = tuple(_OPENERS)
"""Endings of packed files; what stands before them tells the kind."""


@contextmanager
def open_unpacked(path: Path, uri: str) -> Iterator[BinaryIO]:
    """Open the file at *path* for reading, unpacked where its ending says that it is packed.

    Raises:
        OSError: it cannot be opened or read.
        LoadError: it is damaged, or unpacks to more than any text does; raised by the stream's own methods too.
    """
    with path.open("rb") as packed:
        opener = _OPENERS.get(path.suffix.lower())
        if opener is None:
            yield packed
        else:
            raw = _Unpacked(opener(packed), uri, most=max(ALWAYS, MOST_TIMES * path.stat().st_size))
            yield cast(BinaryIO, io.BufferedReader(raw, CHUNK))


class _Unpacked(io.RawIOBase):
    """What *inner* unpacks, of which more than *most* bytes are refused; damage is a LoadError."""

    def __init__(self, inner: Any, uri: str, *, most: int) -> None:
        self._inner, self._uri, self._most, self._read = inner, uri, most, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data: bytes = self._inner.read1(len(buffer))  # not read: what stands before damage is had
        except Exception as error:  # zlib.error, LZMAError, ZstdError, EOFError, OSError: each library has its own
            raise LoadError(
                f"the file cannot be unpacked: {error or type(error).__name__}",
                where=f"{self._uri}, after {self._read:,} bytes",
                remedy="pack it again; it may be cut off or damaged",
            ) from None
        self._read += len(data)
        if self._read > self._most:
            raise LoadError(
                f"the file unpacks to more than {self._most:,} bytes, which is far more than any text does",
                where=self._uri,
                remedy="unpack it yourself if you know who made it, and give what is in it",
            )
        buffer[: len(data)] = data
        return len(data)
