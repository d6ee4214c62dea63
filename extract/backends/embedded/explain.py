"""What the cues make of a text, told word by word: for whoever writes declarations and wonders why nothing was found.

Nothing here decides anything: what is told is asked of the very functions that the reading asks, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.cues.patterns import CueMatch, Node, Pattern, match, match_edges
from extract.backends.embedded.entities.entities import EntityIndex, find_entities
from extract.backends.embedded.events.events import EventReader, find_events
from extract.backends.embedded.parsing.frames import arguments
from extract.backends.embedded.parsing.mood import mood_of
from extract.backends.embedded.parsing.syntax import is_verbal
from extract.cue_language import ALTERNATIVES, SLOT
from extract.stages import DraftValue, Located

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.backends.embedded.parsing.nlp import ParsedPage

NEAREST = 3
"""How many cues are told of a word that none of them matches: those that lack least."""
_SHOWN = 4
"""How many of a slot's words are shown."""
_IN_WORDS = {"subj": "subject", "obj": "object", "dative": "indirect object", "inf": "infinitive with to",
             "that": "clause", "ger": "form in -ing", "mod": "word before it", "attr": "predicate",
             "pred": "verb that it is the subject of", "prt|advmod": "particle"}  # fmt: skip

_OTHERWISE = "the word has an object that the cue has not, or tells what is expected by nobody named"
_BARRED = "a cue that is taken off with - fits, too"


@dataclass(frozen=True)
class Attempt:
    """One cue held against one word of the text, and what came of it."""

    schema: str
    cue: str
    outcome: str
    """``found …``, ``left out: …`` or ``no match: …``."""
    slots: tuple[tuple[str, str], ...] = ()
    """Field -> the words that fill it, and whom they denote."""


class Explainer:
    """Tells what the cues of a book make of one parsed page."""

    def __init__(self, parsed: ParsedPage, book: CueBook) -> None:
        self.parsed = parsed
        self.book = book
        self.index: EntityIndex = find_entities(parsed)
        self._reader = EventReader.of(parsed, self.index, book)

    def records(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the schema and the filled fields of each event, names in place of ids, before anything is checked."""
        for record in find_events(self.parsed, self.index, self.book):
            told = {name: self._written(value) for name, value in record.values.items()}
            yield record.schema, {name: value for name, value in told.items() if value}

    def main_words(self) -> list[Token]:
        """Return the words of the page that are the main word of a cue, auxiliaries left out."""
        return [one for one in self.book.triggers_in(self.parsed.doc) if one.dep_ not in ("aux", "auxpass")]

    def attempts(self, word: Token) -> Iterator[Attempt]:
        """Yield, for each schema, the cues of *word* that were tried up to the one that is taken, or the nearest."""
        found = self.book.find(word)
        for rivals in found.values():
            for one in rivals:
                said = self._reader.mention(one)
                if isinstance(said, str):
                    yield self._attempt(one, f"left out: {said}")
                    continue
                taking_up = ", which may only take up what was told before" if said.is_anaphoric else ""
                yield self._attempt(one, f"found{taking_up}")
                break
        patterns = self.book.by_trigger.get((word.lemma_.lower(), is_verbal(word)), [])
        missed = [(_missing(one, word), one) for one in patterns if one.declaration.name not in found]
        for missing, pattern in sorted(missed, key=lambda pair: len(pair[0]))[:NEAREST]:
            why = "; ".join(missing) or (_OTHERWISE if match(pattern, word) is None else _BARRED)
            yield Attempt(pattern.declaration.name, _shortened(pattern.cue.sentence, word), f"no match: {why}")

    def _attempt(self, found: CueMatch, outcome: str) -> Attempt:
        declaration, sentence = found.pattern.declaration, found.pattern.cue.sentence
        references = self._reader.slots.references(found) or {}
        told = {name: ", ".join(one.text for one in found.bindings[name].tokens) for name in self._bound(found)}
        told |= {name: self._written(one) for name, one in self._reader.slots.quotes(found).items()}
        for name, keys in references.items():
            names, words = self._written(keys), told.get(name)
            told[name] = names if words in (None, names) else f"{words} = {names}" if names else str(words)
        slots = [(name, told[name]) for name in told if name in found.bindings or references.get(name)]
        slots += [*found.pattern.cue.fixed.items(), ("mood", mood_of(found.trigger))]
        return Attempt(declaration.name, _shortened(sentence, found.trigger), outcome, tuple(slots))

    @staticmethod
    def _bound(found: CueMatch) -> list[str]:
        return [name for name in dict.fromkeys(found.pattern.cue.slots) if name in found.bindings]

    def _written(self, value: DraftValue) -> str:
        if isinstance(value, tuple):
            return ", ".join(self._written(one) for one in value)
        if isinstance(value, Located):
            text = f"“{value.span.of(self.parsed.page.article.text)}”"
            return text if value.iso is None else f"{text} ({value.iso})"
        if isinstance(value, str):
            return next((one.name for one in self.index.entities if one.key == value), value)
        return "" if value is None else str(value)


def _missing(pattern: Pattern, word: Token) -> list[str]:
    """Return what the cue asks for and the sentence does not have, in words."""
    edges = [edge for edge in pattern.root.edges if not _is_met(pattern, word, edge)]
    return [f"no {_told(relation, child)}{_there(word, relation)}" for relation, child in edges]


def _is_met(pattern: Pattern, word: Token, edge: tuple[str, Node]) -> bool:
    return match_edges(replace(pattern.root, edges=(edge,)), word, pattern.declaration) is not None


def _told(relation: str, node: Node) -> str:
    kind, _, preposition = relation.partition(":")
    words = f"phrase with “{preposition}”" if preposition else _IN_WORDS[kind]
    slots = " and ".join(f"{{{name}}}" for name in dict.fromkeys(node.slots()))
    listed = f"not {_some(sorted(node.barred))}" if node.barred else _some(sorted(node.lemmas))
    modal = f", with “{node.modal}”" if node.modal else ""
    return " ".join(part for part in (words, f"for {slots}" if slots else "", listed and f"({listed})") if part) + modal


def _there(word: Token, relation: str) -> str:
    """Return the words that stand in the relation and do not fit."""
    found = ", ".join(f"“{one.text}”" for one in arguments(word, relation))
    return f", only {found}" if found else ""


def _shortened(cue: str, word: Token) -> str:
    """Return the cue with the word for which it was tried in place of the list that has it, and long lists cut."""
    chosen = word.lemma_.lower()
    told = ALTERNATIVES.sub(lambda one: chosen if chosen in one[0].split("/") else _some(one[0].split("/"), "/"), cue)
    long = [one["heads"] for one in SLOT.finditer(told) if one["heads"]]
    for heads in long:
        told = told.replace(heads, _some(heads.split("|")))
    return told


def _some(words: list[str], mark: str = "|") -> str:
    return mark.join([*words[:_SHOWN], *(["…"] if len(words) > _SHOWN else [])])
