"""What decides a document: equal keys, equal bytes, so that finished work need not be done again."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import extract
from extract.document import ExtractionInfo
from extract.stages import Article


@cache
def code_digest() -> str:
    """Return a digest of this package's own code: a changed engine reads again, whatever its version says."""
    files = sorted(Path(extract.__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def key_of(article: Article, info: ExtractionInfo, fingerprint: str = "") -> str:
    """Return what decides the document of *article*; *fingerprint* is what its backend's answers hang on besides."""
    text = hashlib.sha256(article.text.encode(errors="surrogatepass")).hexdigest()
    made_by = [info.backend, info.model, info.version, info.schemas, fingerprint, code_digest()]
    parts = [article.id, article.uri, text, article.title, article.published, article.language, *made_by]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
