"""What a trained reader sees of one parsed page: word pieces, sentences, mentions of entities, places and times.

Everything counts in tokens of the parse; a token's vector is that of its first word piece.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.learned.heads import EventHead, Heads
from extract.backends.embedded.parsing.speech import quotations
from extract.backends.embedded.parsing.words import Words, words_of_document
from extract.stages import DraftRecord, Located, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from extract.backends.embedded.entities.entities import EntityIndex
    from extract.backends.embedded.parsing.nlp import ParsedPage

WINDOW = 448
"""Word pieces that the encoder sees at once, the two marks at the ends not counted; its positions end at 512."""
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_TIME_LABELS = frozenset({"DATE", "TIME"})
_PLACE_PREPOSITIONS = frozenset("in at on near outside inside aboard to from".split())


@dataclass(frozen=True)
class Place:
    """A phrase of the page: first token, token after the last, its head, and what sort of phrase it is."""

    first: int
    end: int
    root: int
    sort: str
    """``name``, ``phrase``, ``pronoun`` (mentions), or the label of a place or time."""


@dataclass(frozen=True)
class Candidate:
    """A stretch that may state an event: the theme, or the whole sentence where the schema has none."""

    head: int
    """Index of the schema among the heads' events."""
    first: int
    end: int
    anchor: int
    """The token from which the words around are seen: the head of the theme, the trigger of the sentence."""
    cue: DraftRecord | None = None
    """The event that the cues found here."""


@dataclass(frozen=True)
class Known:
    """An entity that an event may refer to."""

    key: str
    label: str
    traits: tuple[str, ...]
    places: tuple[Place, ...]
    """Its mentions in the order of the text, pronouns and bare nouns included."""


@dataclass(eq=False)
class Sheet:
    """One parsed page as a trained reader sees it."""

    parsed: ParsedPage
    words: Words
    sentences: tuple[tuple[int, int], ...]
    """First token and token after the last of each sentence, in order; together they are all tokens."""
    pieces: np.ndarray
    """int32 [pieces]: the vocabulary's ids."""
    first_piece: np.ndarray
    """int64 [tokens]: index of the token's first piece."""
    windows: tuple[tuple[int, int], ...]
    """First piece and piece after the last of what the encoder sees at once; they follow each other."""
    entities: list[Known]
    fillers: Mapping[str, tuple[Place, ...]]
    """``place`` and ``time`` -> the phrases that may fill such a field."""
    cue_candidates: tuple[Candidate, ...]
    cue_roles: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Token -> what the cues made of it: ``schema.field``."""
    triggers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Schema -> the lemmas of its cues' triggers."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of each token's sentence."""
        return [number for number, (first, end) in enumerate(self.sentences) for _ in range(first, end)]

    @cached_property
    def token_of_piece(self) -> np.ndarray:
        """int64 [pieces]: the token that each piece belongs to."""
        found = np.searchsorted(self.first_piece, np.arange(len(self.pieces)), side="right") - 1
        return np.maximum(found, 0)

    @cached_property
    def speakers(self) -> dict[int, int]:
        """Token inside a quotation -> head of the phrase for its speaker."""
        return {
            token: one.speaker.i
            for one in quotations(self.parsed)
            if one.speaker is not None
            for token in range(one.first, one.end)
        }

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens inside quotation marks."""
        return frozenset(token for one in quotations(self.parsed) for token in range(one.first, one.end))

    @cached_property
    def speaking(self) -> frozenset[int]:
        """The heads of phrases for speakers of quotations."""
        return frozenset(self.speakers.values())

    @cached_property
    def cue_at(self) -> dict[tuple[int, int], Candidate]:
        """(index of a head, token) -> the candidate of the cues that covers the token, the first of several."""
        found: dict[tuple[int, int], Candidate] = {}
        for one in self.cue_candidates:
            for token in range(one.first, one.end):
                found.setdefault((one.head, token), one)
        return found

    @cached_property
    def fillers_in(self) -> dict[tuple[str, int], list[Place]]:
        """(``place`` or ``time``, number of a sentence) -> the phrases there that may fill such a field."""
        found: dict[tuple[str, int], list[Place]] = {}
        for sort, places in self.fillers.items():
            for place in places:
                found.setdefault((sort, self.sentence_of[place.root]), []).append(place)
        return found

    @cached_property
    def filler_order(self) -> dict[Place, int]:
        """Phrase that may fill a field -> its number: names before other phrases."""
        return {place: number for places in self.fillers.values() for number, place in enumerate(places)}

    @cached_property
    def filler_sets(self) -> dict[str, frozenset[Place]]:
        """``place`` and ``time`` -> the phrases that may fill such a field."""
        return {sort: frozenset(places) for sort, places in self.fillers.items()}

    def sentence_at(self, token: int) -> tuple[int, int]:
        """Return the first token, and the token after the last, of the sentence with *token*."""
        return self.sentences[self.sentence_of[token]]

    def root_of(self, first: int, end: int) -> int:
        """Return the head of a stretch: the first token whose own head lies outside, or is itself."""
        heads = self.words.heads
        for token in range(first, end):
            if (not first <= heads[token] < end or heads[token] == token) and self.words.pos[token] != "PUNCT":
                return token
        return first

    def tokens_of(self, span: Span) -> tuple[int, int] | None:
        """Return the tokens that a stretch of the source text touches, or None where there is none."""
        starts = self.parsed.starts
        first = max(bisect_right(starts, span.start) - 1, 0)
        while first < len(starts) and starts[first] + len(self.words.texts[first]) <= span.start:
            first += 1
        end = bisect_right(starts, span.end - 1)
        return (first, end) if first < end else None

    def span_candidate(self, head: int, first: int, end: int, cue: DraftRecord | None = None) -> Candidate:
        """Return the candidate whose theme is the stretch."""
        return Candidate(head, first, end, self.root_of(first, end), cue)

    def sentence_candidate(self, head: int, schema: str, sentence: int, cue: DraftRecord | None = None) -> Candidate:
        """Return the candidate that is a sentence: seen from its first word that cues are about, or its root."""
        first, end = self.sentences[sentence]
        lemmas = self.triggers.get(schema, frozenset())
        anchors = (token for token in range(first, end) if self.words.lemmas[token].lower() in lemmas)
        return Candidate(head, first, end, next(anchors, self.root_of(first, end)), cue)


def make_sheet(
    parsed: ParsedPage,
    index: EntityIndex,
    events: Sequence[DraftRecord],
    heads: Heads,
    tokenizer: Tokenizer,
    triggers: Mapping[str, frozenset[str]],
) -> Sheet:
    """Return what is to be seen of *parsed*, with the entities and events that rules and cues found in it."""
    words = words_of_document(parsed.doc)
    sentences = _sentences(parsed, words)
    pieces, first_piece = _pieces(parsed, words, tokenizer)
    sheet = Sheet(
        parsed,
        words,
        sentences,
        pieces,
        first_piece,
        tuple(_windows(first_piece, len(pieces), sentences)),
        list(_entities(index, words)),
        {"place": tuple(_places(parsed, words)), "time": tuple(_times(parsed, words))},
        (),
        triggers=triggers,
    )
    sheet.cue_candidates = tuple(_cue_candidates(sheet, events, heads))
    sheet.cue_roles = _cue_roles(sheet, heads)
    return sheet


def triggers_of(book: CueBook) -> dict[str, frozenset[str]]:
    """Return schema -> the lemmas of its cues' triggers."""
    pairs = {(one.declaration.name, lemma) for (lemma, _), found in book.by_trigger.items() for one in found}
    return {name: frozenset(lemma for other, lemma in pairs if other == name) for name in {one for one, _ in pairs}}


def _sentences(parsed: ParsedPage, words: Words) -> tuple[tuple[int, int], ...]:
    """Sentences of the parse; one never runs over the end of a block."""
    starts = [
        token
        for token in range(len(words))
        if token == 0
        or words.sentences[token] != words.sentences[token - 1]
        or parsed.block_of[token] != parsed.block_of[token - 1]
    ]
    return tuple(zip(starts, [*starts[1:], len(words)], strict=True))


def _pieces(parsed: ParsedPage, words: Words, tokenizer: Tokenizer) -> tuple[np.ndarray, np.ndarray]:
    """Return the ids of the body's word pieces, and for each token the index of its first one."""
    from extract.backends.embedded.parsing.nlp import fold

    ids: list[int] = []
    starts: list[int] = []
    text = parsed.page.article.text
    for block in parsed.page.body:
        encoded = tokenizer.encode(fold(block.span.of(text)), add_special_tokens=False)
        ids += encoded.ids
        starts += [block.span.start + first for first, _ in encoded.offsets]
    if not ids:
        ids, starts = [tokenizer.token_to_id("[UNK]") or 0], [0]
    first = [max(bisect_right(starts, start) - 1, 0) for start in parsed.starts]
    # A piece may begin inside a token and not at its start only where the token before ends in it.
    return np.asarray(ids, dtype=np.int32), np.asarray(first, dtype=np.int64)


def _windows(first_piece: np.ndarray, pieces: int, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield stretches of whole sentences, about equal in size; a sentence longer than a window is cut."""
    parts = -(-pieces // WINDOW)
    goal = -(-pieces // parts)
    ends = [int(first_piece[first]) for first, _ in sentences[1:]] + [pieces]
    begun = last = 0
    for end in ends:
        if end - begun > WINDOW and last > begun:
            yield begun, last
            begun = last
        while end - begun > WINDOW:
            yield begun, begun + WINDOW
            begun += WINDOW
        if end - begun >= goal:
            yield begun, end
            begun = end
        last = end
    if begun < pieces:
        yield begun, pieces


def _entities(index: EntityIndex, words: Words) -> Iterator[Known]:
    bare: dict[str, list[int]] = {}
    for token, keys in index.by_token.items():
        for key in keys:
            bare.setdefault(key, []).append(token)
    for entity in index.entities:
        places = [Place(one.start, one.end, one.root, "name" if one.is_name else "phrase") for one in entity.mentions]
        covered = {token for one in places for token in (*range(one.first, one.end), one.root)}
        for token in bare.get(entity.key, ()):
            if token not in covered:
                places.append(Place(token, token + 1, token, "pronoun" if words.pos[token] == "PRON" else "noun"))
        traits = (entity.label, "acts" if entity.is_acting else "idle", "titled" if entity.title else "")
        yield Known(entity.key, entity.label, traits, tuple(sorted(places, key=lambda one: (one.first, one.end))))


def _places(parsed: ParsedPage, words: Words) -> Iterator[Place]:
    seen = set()
    for entity in parsed.doc.ents:
        if entity.label_ in _PLACE_LABELS:
            seen.add(entity.root.i)
            first = entity.start - (entity.start > 0 and words.pos[entity.start - 1] == "DET")
            yield Place(first, entity.end, entity.root.i, entity.label_)
    for token, dep in enumerate(words.deps):
        is_place = dep == "pobj" and words.lowers[words.heads[token]] in _PLACE_PREPOSITIONS
        if is_place and token not in seen and words.pos[token] in ("NOUN", "PROPN") and not _is_time(parsed, token):
            yield Place(words.left_edge(token), token + 1, token, "phrase")


def _is_time(parsed: ParsedPage, token: int) -> bool:
    return parsed.doc[token].ent_type_ in (*_TIME_LABELS, "CARDINAL", "MONEY", "PERCENT", "PERSON")


def _times(parsed: ParsedPage, words: Words) -> Iterator[Place]:
    for entity in parsed.doc.ents:
        if entity.label_ in _TIME_LABELS:
            yield Place(entity.start, entity.end, entity.root.i, entity.label_)


def _cue_candidates(sheet: Sheet, events: Sequence[DraftRecord], heads: Heads) -> Iterator[Candidate]:
    numbers = {one.schema: number for number, one in enumerate(heads.events)}
    for record in events:
        if record.schema in numbers:
            yield from _candidates_of(sheet, record, numbers[record.schema], heads.events[numbers[record.schema]])


def _candidates_of(sheet: Sheet, record: DraftRecord, number: int, head: EventHead) -> Iterator[Candidate]:
    if head.theme is not None:
        tokens = [sheet.tokens_of(one.span) for one in located(record.values.get(head.theme))]
        yield from (sheet.span_candidate(number, *one, cue=record) for one in tokens if one is not None)
        return
    for one in located(record.values.get("evidence")):
        stretch = sheet.tokens_of(one.span)
        if stretch is not None:
            yield sheet.sentence_candidate(number, head.schema, sheet.sentence_of[stretch[0]], cue=record)


def _cue_roles(sheet: Sheet, heads: Heads) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for candidate in sheet.cue_candidates:
        head = heads.events[candidate.head]
        if head.theme is not None:
            for token in range(candidate.first, candidate.end):
                found.setdefault(token, []).append(f"{head.schema}.{head.theme}")
        else:
            found.setdefault(candidate.anchor, []).append(head.schema)
    return {token: tuple(roles) for token, roles in found.items()}


def located(value: object) -> list[Located]:
    """Return the quotations in a field's value."""
    items = value if isinstance(value, tuple | list) else (value,)
    return [one for one in items if isinstance(one, Located)]
