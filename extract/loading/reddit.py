"""Exports of Reddit -> its posts, each with its comments: pages saved as JSON, and dumps with an entry a line."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final

from extract.errors import LoadError
from extract.loading.decode import decode_text
from extract.loading.found import Found, articles_of
from extract.loading.html import lay_out
from extract.loading.lines import open_lines
from extract.loading.remarks import Remark
from extract.loading.row import too_long
from extract.loading.source import LONGEST, Settings, Source
from extract.stages import Article, Failure

LONGEST_THREAD: Final = 100_000_000
"""Bytes of a thread that was saved as one JSON document."""
_IS_COMMENT: Final = frozenset(("body", "link_id", "parent_id"))
_GONE: Final = ("[deleted]", "[removed]", "")
_LISTING = re.compile(rb'\s*\[?\s*\{\s*"kind"\s*:\s*"Listing"')
_LINK = re.compile(r"!?\[([^\]\n]+)\]\((?:https?://|/)[^)\s]*\)")
_MARKS = re.compile(r"(?<!\w)(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)")

Entry = Mapping[str, Any]


def is_thread(head: bytes) -> bool:
    """Return whether a .json file that begins so is a page of Reddit."""
    return bool(_LISTING.match(head))


def is_dump(head: bytes) -> bool:
    """Return whether the first line of a file is a post or a comment of Reddit."""
    first = head.lstrip(b"\xef\xbb\xbf \r\n").split(b"\n", 1)[0]
    keys = set(re.findall(rb'"(\w+)"\s*:', first))
    return {b"body", b"link_id", b"parent_id"} <= keys or {b"title", b"selftext", b"subreddit", b"created_utc"} <= keys


def read_thread(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the posts of a page that was saved as JSON, with their comments."""
    data = source.read(LONGEST_THREAD)
    if len(data) > LONGEST_THREAD:
        raise too_long(LONGEST_THREAD, source.uri)
    try:
        page = json.loads(decode_text(data, where=source.uri))
    except (ValueError, RecursionError) as error:
        raise LoadError(
            f"this is not whole JSON: {error}", where=source.uri, remedy="save the thread again; it may be cut off"
        ) from None
    yield from _read_all(_entries_of(page), source, settings)


def read_dump(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the threads of a dump with a post or a comment a line, in the order in which they are met first."""
    with open_lines(source, LONGEST, settings.notes) as lines:
        yield from _read_all(_entries_in(lines, settings), source, settings)


def _entries_of(page: Any) -> Iterator[Entry]:
    """Yield posts and comments in the order of the page, whatever listings they stand in, however deep."""
    waiting = [page]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict) and value.get("kind") == "Listing":
            waiting.append((value.get("data") or {}).get("children"))
        elif isinstance(value, dict) and value.get("kind") in ("t1", "t3") and isinstance(value.get("data"), dict):
            yield value["data"]
            waiting.append(value["data"].get("replies"))


def _entries_in(lines: Any, settings: Settings) -> Iterator[Entry]:
    for line in lines:
        try:
            entry = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            settings.notes.complain("A line is not JSON and is left out", f"{lines.uri}, line {lines.number}")
            continue
        if isinstance(entry, dict):
            yield entry


def _read_all(entries: Iterator[Entry], source: Source, settings: Settings) -> Iterator[Article | Failure]:
    # A dump has the comments of a month by their moments, not by thread: they wait in a file that SQLite deletes.
    kept = sqlite3.connect("")
    try:
        kept.execute("PRAGMA journal_mode = OFF")
        kept.execute("CREATE TABLE posts (thread TEXT PRIMARY KEY, number INTEGER, entry TEXT)")
        kept.execute("CREATE TABLE remarks (thread TEXT, number INTEGER, entry TEXT)")
        for number, entry in enumerate(entries):
            _keep(kept, entry, number)
        kept.execute("CREATE INDEX of_thread ON remarks (thread, number)")
        yield from articles_of(_threads_in(kept, source.uri), source, settings)
    finally:
        kept.close()


def _keep(kept: sqlite3.Connection, entry: Entry, number: int) -> None:
    told = json.dumps({name: entry.get(name) for name in _KEPT})
    if entry.keys() >= _IS_COMMENT:
        thread = _whole(entry["link_id"]).removeprefix("t3_")
        kept.execute("INSERT INTO remarks VALUES (?, ?, ?)", (thread, number, told))
        kept.execute("INSERT OR IGNORE INTO posts VALUES (?, ?, NULL)", (thread, number))
    elif "title" in entry and entry.get("id"):
        asked = "INSERT INTO posts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry"
        kept.execute(asked, (_whole(entry["id"]).removeprefix("t3_"), number, told))


_KEPT: Final = ("id", "title", "selftext", "body", "author", "created_utc", "parent_id", "link_title", "url")


def _threads_in(kept: sqlite3.Connection, uri: str) -> Iterator[Found]:
    for thread, told in kept.execute("SELECT thread, entry FROM posts ORDER BY number"):
        asked = "SELECT entry FROM remarks WHERE thread = ? ORDER BY number"
        entries = [json.loads(row[0]) for row in kept.execute(asked, (thread,))]
        post = json.loads(told) if told else {}
        title = _shown(post.get("title") or next((one["link_title"] for one in entries if one["link_title"]), ""))
        words = _shown(post.get("selftext") or "")
        moment = _moment_of(post)
        paragraphs = [] if words in _GONE else [" ".join(part.split()) for part in re.split(r"\n\s*\n", words)]
        page = lay_out(title or None, moment[:10] or None, paragraphs, _remarks_of(entries))
        yield Found(page, f"{uri}, thread {thread}", thread)


def _remarks_of(entries: list[dict[str, Any]]) -> list[Remark]:
    kept = [one for one in entries if _shown(one["body"] or "") not in _GONE]
    numbers = {str(one["id"]): number for number, one in enumerate(kept)}
    return [
        Remark(
            "\n".join(line for part in _shown(one["body"]).splitlines() if (line := " ".join(part.split()))),
            _whole(one["author"] or ""),
            f"{moment} UTC" if (moment := _moment_of(one)) else "",
            numbers.get(str(one["parent_id"]).removeprefix("t1_")),
        )
        for one in kept
    ]


def _shown(words: Any) -> str:
    """Return what Reddit shows of *words*, without the signs of Markdown that stand for links and bold letters.

    >>> _shown("**Envoys** [met](https://q.example) at 5 &gt; 4 [sic]")
    'Envoys met at 5 > 4 [sic]'
    """
    return _MARKS.sub(r"\2", _LINK.sub(r"\1", unescape(_whole(words)))).strip()


def _whole(words: Any) -> str:
    """Return *words* with a sign for each half of a character, which JSON can write and nothing else."""
    return str(words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment_of(entry: Entry) -> str:
    """Return when an entry was written, in the time of Greenwich, as Reddit tells it; empty where it does not."""
    try:
        return datetime.fromtimestamp(float(entry.get("created_utc") or ""), UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, TypeError, OverflowError, OSError):
        return ""
