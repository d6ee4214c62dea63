"""Events of a page: cues found, their slots resolved to entities and quotations, their mentions merged."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.cues.patterns import Binding, CueMatch, Node, Pattern, fits, match_edges
from extract.backends.embedded.cues.takeup import ANOTHER, REFERRING, synonyms, words_before
from extract.backends.embedded.events.circumstances import place_of, time_of
from extract.backends.embedded.events.counterparts import with_counterparts
from extract.backends.embedded.events.mention import Mention
from extract.backends.embedded.events.merging import merge_mentions
from extract.backends.embedded.events.records import record_of
from extract.backends.embedded.events.slots import Slots, theme_words
from extract.backends.embedded.parsing.mood import Mood, is_answered, is_conditional, mood_of
from extract.backends.embedded.parsing.speech import Quotation, quotations
from extract.backends.embedded.parsing.syntax import is_verbal
from extract.dates import iso_of
from extract.declaration import Declaration
from extract.stages import DraftRecord, Located, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.backends.embedded.entities.entities import EntityIndex
    from extract.backends.embedded.parsing.nlp import ParsedPage


def find_events(parsed: ParsedPage, index: EntityIndex, book: CueBook) -> list[DraftRecord]:
    """Return the events of the page, each mention's slots resolved and mentions of one event merged."""
    reader = EventReader.of(parsed, index, book)
    mentions = list(reader.mentions())
    mentions += reader.anaphors(mentions)
    mentions.sort(key=lambda one: (one.trigger.i, one.is_another))
    countries = {one.key: one.country for one in index.entities if one.country is not None}
    groups = [group for group in merge_mentions(mentions, parsed, countries) if _is_told(group, book)]
    return [record_of(group, parsed.page.article.text) for group in with_counterparts(groups)]


def _is_told(group: Sequence[Mention], book: CueBook) -> bool:
    """Return whether anything tells the event apart from others: what it is about, or somebody in it.

    "No talks were planned" and "thousands met in the square" tell of nobody and nothing, "they put forward plans" of
    nothing that "plans" does not say; "a deal between" two is at least theirs.
    """
    declaration = group[0].declaration
    if declaration.fields_with("theme"):
        nouns = book.nouns_of.get(declaration.name, frozenset())
        parties = {key for one in group for keys in one.references.values() for key in keys}
        return len(parties) > 1 or not all(one.theme_words and one.theme_words <= nouns for one in group)
    if not any(spec.type == "ref" for spec in declaration.fields):
        return True
    return any(any(one.references.values()) for one in group)


@dataclass(frozen=True)
class EventReader:
    """Reads the mentions of events on one page."""

    parsed: ParsedPage
    book: CueBook
    quoted: Sequence[Quotation]
    slots: Slots
    sentences: dict[int, Span] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: ParsedPage, index: EntityIndex, book: CueBook) -> EventReader:
        """Return the reader of a page whose entities are known."""
        quoted = quotations(parsed)
        return cls(parsed, book, quoted, Slots(parsed, index, quoted))

    @cached_property
    def triggers(self) -> list[Token]:
        """The tokens that may be a cue's trigger."""
        return self.book.triggers_in(self.parsed.doc)

    # -- matches

    def mentions(self) -> Iterator[Mention]:
        """Yield what the cues found say: for each trigger and declaration, the best match that says something."""
        for token in self.triggers:
            for rivals in self.book.find(token).values():
                said = (self.mention(found) for found in rivals)
                yield from itertools.islice((one for one in said if isinstance(one, Mention)), 1)
        said = (self.mention(found) for found in self._quoted_matches())
        yield from (one for one in said if isinstance(one, Mention))

    def _quoted_matches(self) -> Iterator[CueMatch]:
        """Yield matches of cues like "{who} say that {whom} must {content}" in quoted sentences without that verb."""
        for quotation in self.quoted:
            for clause in _clauses(self.parsed, quotation) if quotation.speaker is not None else ():
                best: dict[str, CueMatch] = {}
                for pattern, child in self.book.reporting:
                    found = None if pattern.declaration.name in best else _as_said(pattern, child, clause, quotation)
                    if found is not None:
                        best[pattern.declaration.name] = found
                yield from best.values()

    # -- one mention

    def mention(self, found: CueMatch) -> Mention | str:
        """Return what a match says; or in words why there is no such event."""
        declaration = found.pattern.declaration
        is_quoted = found.trigger.lemma_.lower() not in found.pattern.root.lemmas
        is_fact = is_quoted or (bool(found.themes) and is_answered(found.trigger))
        mood: Mood = "actual" if is_fact else mood_of(found.trigger)
        if self._is_denied(declaration, mood, found):
            return "it is denied" if mood == "negated" else "it is only possible"
        if not is_fact and is_conditional(found.trigger):
            return "it stands in a condition"
        references = self.slots.references(found)
        if references is None:
            return "somebody in it is a thing that cannot act, or acts on itself"
        unfit = next((one for one in found.themes if not self.slots.is_theme(one, found)), None)
        if unfit is not None:
            return f"“{unfit.tokens[0].text}” cannot be what it is about: a place, a date, a pronoun, or people"
        quotes = self.slots.quotes(found)
        lacking = [spec for spec in declaration.fields_with("theme") if spec.is_required and spec.name not in quotes]
        if lacking:
            return f"the cue does not give {lacking[0].name}, which is required"
        mention = Mention(
            declaration,
            found.trigger,
            mood,
            self._evidence(found.trigger),
            references,
            quotes,
            frozenset(found.bindings),
            found.pattern.cue.fixed,
            found.weight,
            is_anaphoric=self.slots.is_anaphoric(found, references),
            theme_words=theme_words(found),
            synonyms=synonyms(found),
            is_headline=self.parsed.block_at(found.trigger.i).kind == "title",
        )
        return self._with_circumstances(mention)

    def _is_denied(self, declaration: Declaration, mood: Mood, found: CueMatch) -> bool:
        spec = next((one for one in declaration.fields if one.modality is not None), None)
        if spec is None or spec.modality is None:
            return mood == "negated"
        if mood == "negated":
            return spec.modality.negated is None
        return mood == "possible" and spec.modality.possible is None and spec.name not in found.pattern.cue.fixed

    def _evidence(self, trigger: Token) -> Span:
        sentence = trigger.sent
        if sentence.start not in self.sentences:
            self.sentences[sentence.start] = self.parsed.sentence_span(sentence)
        return self.sentences[sentence.start]

    def _with_circumstances(self, mention: Mention) -> Mention:
        quotes = dict(mention.quotes)
        for spec in mention.declaration.fields:
            role = spec.role.name if spec.role is not None else None
            if spec.name in quotes or role not in ("place", "time"):
                continue
            span = (place_of if role == "place" else time_of)(self.parsed, mention.trigger)
            if span is None:
                continue
            iso = None
            if spec.type == "when":
                article = self.parsed.page.article
                iso = iso_of(span.of(article.text), article.published, is_future=mention.mood in ("future", "possible"))
            quotes[spec.name] = Located(span, iso=iso)
        return replace(mention, quotes=quotes)

    # -- anaphoric mentions

    def anaphors(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return mentions by a noun alone, for events that no theme tells apart.

        "The talks" takes up an occasion, "another round" is a new one of those who met before.
        """
        taken = {(one.declaration.name, one.trigger.i) for one in mentions if not one.is_anaphoric}
        found = []
        for declaration in {one.declaration.name: one.declaration for one in mentions}.values():
            if any(spec.type == "quote" for spec in declaration.fields_with("theme")):
                continue
            nouns = self.book.nouns_of.get(declaration.name, frozenset())
            for token in self.triggers:
                if token.lemma_.lower() not in nouns or is_verbal(token) or (declaration.name, token.i) in taken:
                    continue
                words = words_before(token)
                if words & (REFERRING | ANOTHER):
                    found.append(self._with_circumstances(self._anaphor(declaration, token, bool(words & ANOTHER))))
        return found

    def _anaphor(self, declaration: Declaration, token: Token, is_another: bool) -> Mention:
        return Mention(
            declaration,
            token,
            mood_of(token),
            self._evidence(token),
            {},
            {},
            frozenset(),
            {},
            is_anaphoric=True,
            is_another=is_another,
        )


def _as_said(pattern: Pattern, child: Node, clause: Token, quotation: Quotation) -> CueMatch | None:
    """Return the match of a cue for reported speech with *clause* as what its speaker says, or None."""
    below = match_edges(child, clause, pattern.declaration) if fits(child, clause, None) else None
    if below is None or quotation.speaker is None:
        return None
    bindings = dict(below)
    if child.field is not None:
        bindings[child.field] = Binding((clause,), "that")
    for relation, node in pattern.root.edges:
        if relation == "subj" and node.field is not None:
            bindings[node.field] = Binding((quotation.speaker,), "subj")
    return CueMatch(pattern, clause, bindings)


def _clauses(parsed: ParsedPage, quotation: Quotation) -> Iterator[Token]:
    """Yield the heads of the clauses of a quotation that no verb of saying outside governs by itself."""
    for token in parsed.doc[quotation.first : quotation.end]:
        is_question = any(child.tag_ in ("WRB", "WP") for child in token.children)
        if is_verbal(token) and token.dep_ in ("ROOT", "ccomp", "parataxis", "conj") and not is_question:
            yield token
