"""Ids of articles: safe as file names, unique in a run, the same from run to run."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from extract.stages import Article

LONGEST = 150
"""Bytes of an id in UTF-8: the names of the output files must stay under the 255 of most file systems."""

_UNSEEN = ("Cc", "Zl", "Zp")
"""Unicode categories of control characters and line ends."""


class Ids:
    """The ids given so far. Digests stand for them: a million articles take 0.15 GB."""

    def __init__(self) -> None:
        self._uris: dict[int, int] = {}

    def give(self, article: Article) -> Article | None:
        """Return *article* with an id that none has yet: its own, or with a digest of its uri after it.

        None for a file that was read before under the same uri; two rows may share a uri and are two articles.
        """
        name, number, uri = article.id, 1, _digest(article.uri)
        while (key := _digest(folded(name))) in self._uris:
            if not article.is_row and self._uris[key] == uri:
                return None
            told = article.uri if number == 1 else f"{article.uri}\n{number}"
            name, number = f"{article.id}-{hashlib.sha256(told.encode()).hexdigest()[:8]}", number + 1
        self._uris[key] = uri
        return replace(article, id=name) if name != article.id else article


def id_of(path: Path) -> str:
    r"""Return the file's name without its ending, made safe as the name of another file.

    >>> id_of(Path("news/2021.03.03.txt")), id_of(Path("two\nlines.txt"))
    ('2021.03.03', 'two-lines')
    """
    name = printable(path.stem).strip().lstrip(".") or "article"
    name = "".join("-" if unicodedata.category(char) in _UNSEEN or char in "/\\" else char for char in name)
    data = name.encode("utf-8")
    if len(data) <= LONGEST:
        return name
    return f"{data[: LONGEST - 9].decode('utf-8', 'ignore')}-{hashlib.sha256(data).hexdigest()[:8]}"


def as_id(name: str, file: str) -> str:
    """Return the id of the article that is called *name* in the file whose own id is *file*, safe as a file's name.

    A URL, or the id of a message, gives its last words and eight digits of the SHA-256 of all of it, the same wherever
    the article is met again. A number stands after the file's id.

    >>> as_id("https://n.example/2021/03/talks/?utm=feed", "feed"), as_id("12", "feed"), as_id("a-1", "feed")
    ('talks-41be8f54', 'feed-12', 'a-1')
    """
    if name.isdecimal():
        return f"{file}-{name}"
    if fault_of(name) is None and not re.search(r"[:<>?*|\"]", name):
        return name
    return _shortened(name, file)


def safe_id(name: str) -> str:
    r"""Return *name* as an id that can be a file's name: itself where it can, else its last words and a digest of it.

    >>> safe_id("article 12"), safe_id("https://n.example/2021/03/talks/?utm=feed"), safe_id("..")
    ('article 12', 'talks-41be8f54', 'id-5ec1f7e7')
    """
    return name if fault_of(name) is None else _shortened(name, "id")


def _shortened(name: str, otherwise: str) -> str:
    words = re.split(r"[?#]", printable(name))[0].strip("/\\<> ").replace("\\", "/").rpartition("/")[2]
    slug = re.sub(r"[^\w.-]+", "-", words).strip("-.")[:80] or otherwise
    return f"{slug}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def fault_of(name: str) -> str | None:
    """Return why *name*, which a table gives as an id, cannot be a file's name; None where it can.

    >>> fault_of("article 12"), fault_of("../secrets"), fault_of("a\\nb")
    (None, 'has a slash', 'has a line end or another control character')
    """
    if any(unicodedata.category(char) in _UNSEEN for char in name):
        return "has a line end or another control character"
    if "/" in name or "\\" in name:
        return "has a slash"
    if name != name.strip():
        return "begins or ends with white space"
    if name.startswith("."):
        return "begins with a full stop"
    return f"is longer than {LONGEST} bytes" if len(name.encode("utf-8")) > LONGEST else None


def printable(name: str) -> str:
    """Return a file's *name* with the signs for bytes that are not UTF-8 replaced: they could not be written."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def folded(name: str) -> str:
    """Return what two ids share whose files would be one on some file system."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _digest(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=7).digest())
