"""Every edit of an article on disk, a line of JSON each, before the page is told that it was made."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.errors import GoldenError
from extract.writing import told


class Journal:
    """The lines kept for one article in the file *path*, which is made with the first."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[dict[str, Any]]:
        """Return the lines; none where there is no file. A last line that a crash cut short is taken off the file.

        Raises:
            GoldenError: a line in the middle cannot be read.
            StoreError: the file cannot be read.
        """
        with told(self.path):
            data = self.path.read_bytes() if self.path.is_file() else b""
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with told(self.path):
                os.truncate(self.path, len(whole))
        return [self._line(number, line) for number, line in enumerate(whole.splitlines(), start=1)]

    def _line(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            read = json.loads(line)
        except ValueError:
            read = None
        if not isinstance(read, dict):
            raise GoldenError(
                "the draft of this review cannot be read",
                where=f"{self.path}, line {number}",
                remedy="it is set aside, and the review begins anew",
            )
        return read

    def append(self, *lines: Mapping[str, Any]) -> None:
        """Write *lines*, and return when they are on the disk.

        Raises:
            StoreError: they could not be written; the file is as it was before.
        """
        data = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
        with told(self.path), self.path.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                if file.write(data) != len(data):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(before)
                raise

    def set_aside(self) -> Path:
        """Rename the file, so that another can begin, and return its new path."""
        number = 1
        while (aside := self.path.with_suffix(f".{number}.old")).exists():
            number += 1
        with told(self.path):
            return self.path.rename(aside)
