"""What the first bytes of a file tell of its kind, where its name does not."""

from __future__ import annotations

import re
from typing import Final

_BEGINNINGS: Final = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"\{\\rtf"), ".rtf"),
    (re.compile(rb"<\?xml\b|<rss\b|<feed\b|<rdf:RDF\b"), ".xml"),
    (re.compile(rb"WARC/[01]\."), ".warc"),
    (re.compile(rb"From \S+.*\d\d:\d\d.*\d{4}\r?\n[A-Z][\w-]*:"), ".mbox"),
    (re.compile(rb"(?:[A-Z][\w-]*:.*\r?\n(?:[ \t].*\r?\n)*){0,60}?MIME-Version: 1", re.IGNORECASE), ".eml"),
    (re.compile(rb'\{\s*"[^"\n]{1,80}"\s*:.*\}\s*(?:\r?\n|\Z)'), ".jsonl"),
    (re.compile(rb'\{\s*"[^"\n]{1,80}"\s*:|\[\s*\{\s*"[^"\n]{1,80}"\s*:'), ".json"),
    (re.compile(rb"PAR1"), ".parquet"),
)


def ending_told_by(head: bytes) -> str | None:
    r"""Return the ending that a file with these first bytes should have; None for a text, a page and the unknown.

    >>> ending_told_by(b'\n<?xml version="1.0"?>'), ending_told_by(b'{"id": 1}\n'), ending_told_by(b"From the port.\n")
    ('.xml', '.jsonl', None)
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((ending for pattern, ending in _BEGINNINGS if pattern.match(start)), None)
