"""Cue sentences compiled to patterns.

A cue is parsed by the parser that reads the articles, with fillers in its slots, and seen through ``frames.arguments``:
what comes out is a pattern. The same view of an article's sentences makes the pattern match whatever their voice, mood
or syntax.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from extract.backends.embedded.cues.patterns import MODALS, WOULD, CueMatch, Node, Pattern, match, reported
from extract.backends.embedded.parsing.frames import CONDITIONS, MEASURES, PREPOSITIONS, arguments
from extract.backends.embedded.parsing.syntax import children, conjuncts, is_verbal
from extract.catalog import Catalog
from extract.cue_language import ALTERNATIVES, SLOT, Cue
from extract.declaration import Declaration, FieldSpec
from extract.errors import DeclarationError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_FILLER_OF_ROLE = {"place": "Geneva", "time": "Monday"}
_PEOPLE = ("officials", "ministers", "rebels", "diplomats", "workers")
_CLAUSE_OPENERS = frozenset({"that", "if", "unless", "until", "because", "whether"})
_RELATIONS = ("subj", "obj", "dative", "inf", "that", "ger", "attr", "prt|advmod", "mod")
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})


class CueBook:
    """The compiled cues of a catalogue, by the lemma of their trigger."""

    def __init__(self, nlp: Language, catalog: Catalog) -> None:
        self.by_trigger: dict[tuple[str, bool], list[Pattern]] = {}
        self._barring: dict[tuple[str, bool], list[Pattern]] = {}
        sentences = [fill_slots(one, cue) for one in catalog.of_kind("event") for cue in one.cues]
        docs = nlp.pipe(sentence.text for sentence in sentences)
        for sentence, doc in zip(sentences, docs, strict=True):
            pattern = _compile(sentence, doc, nlp)
            for lemma in sorted(pattern.root.lemmas):
                by_trigger = self._barring if sentence.cue.is_barring else self.by_trigger
                by_trigger.setdefault((lemma, pattern.root.is_verbal), []).append(pattern)
        self._lemmas = frozenset(lemma for lemma, _ in self.by_trigger)

    @cached_property
    def reporting(self) -> tuple[tuple[Pattern, Node], ...]:
        """The patterns like "{who} say that …", each with the node of the reported clause."""
        patterns = {id(one): one for found in self.by_trigger.values() for one in found}.values()
        return tuple((one, node) for one in patterns if (node := reported(one.root)) is not None)

    @cached_property
    def nouns_of(self) -> Mapping[str, frozenset[str]]:
        """Declaration name -> the nouns among the triggers of its cues."""
        pairs = [(one, lemma) for (lemma, verbal), found in self.by_trigger.items() if not verbal for one in found]
        names = {one.declaration.name for one, _ in pairs}
        return {name: frozenset(lemma for one, lemma in pairs if one.declaration.name == name) for name in names}

    def triggers_in(self, doc: Doc) -> list[Token]:
        """Return the tokens of *doc* that some cue has for its trigger by lemma, in order.

        Most tokens are none, and to ask each for its lemma would take as long as all the matching.
        """
        lemmas = doc.to_array("LEMMA").tolist()
        wanted = {one for one in set(lemmas) if doc.vocab.strings[one].lower() in self._lemmas}
        found = [doc[index] for index, lemma in enumerate(lemmas) if lemma in wanted]
        return [token for token in found if not _opens_name(token)]

    def find(self, token: Token) -> dict[str, list[CueMatch]]:
        """Return declaration name -> the matches of its cues whose trigger *token* may be, the best first."""
        found: dict[str, list[CueMatch]] = {}
        for pattern in self.by_trigger.get((token.lemma_.lower(), is_verbal(token)), ()):
            bindings = match(pattern, token)
            if bindings is not None:
                found.setdefault(pattern.declaration.name, []).append(CueMatch(pattern, token, bindings))
        for name in [one for one in found if self._is_barred(token, one)]:
            del found[name]
        for matches in found.values():
            matches.sort(key=lambda one: one.weight, reverse=True)
        return found

    def _is_barred(self, trigger: Token, name: str) -> bool:
        """Return whether a barring cue of the declaration matches the trigger, or a noun that it governs."""
        if not self._barring:
            return False
        governed = [one for one in trigger.children if one.dep_ == "dobj"] if is_verbal(trigger) else []
        return any(
            pattern.declaration.name == name and match(pattern, one) is not None
            for one in (trigger, *governed)
            for pattern in self._barring.get((one.lemma_.lower(), is_verbal(one)), ())
        )


@dataclass(frozen=True)
class _Slot:
    """A slot of a cue: its field, and the words that its head must be one of, or none of."""

    field: str
    heads: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FilledCue:
    """A cue made into a sentence that can be parsed, and what stands at which offset of it."""

    declaration: Declaration
    cue: Cue
    text: str
    slots: Mapping[int, _Slot]
    """Offset of a slot's head -> the slot."""
    alternatives: Mapping[int, tuple[str, ...]]
    """Offset of a word -> the words that may stand in its place."""


def fill_slots(declaration: Declaration, cue: Cue) -> FilledCue:
    """Return the cue as a sentence, with plain words in its slots and the first of its alternatives."""
    slots: dict[int, _Slot] = {}
    alternatives: dict[int, tuple[str, ...]] = {}
    text, people = "", iter(_PEOPLE * 2)
    for part in _PARTS.finditer(cue.sentence):
        slot = SLOT.fullmatch(part[0])
        if slot is not None:
            listed = frozenset((slot["heads"] or "").split("|")) - {""}
            heads, barred = (frozenset[str](), listed) if slot["but"] else (listed, frozenset[str]())
            rest = cue.sentence[part.end() :]
            before, filler = _filler(declaration.field(slot["field"]), heads, text, rest, people)
            slots[len(text) + len(before)] = _Slot(slot["field"], heads, barred)
            text += before + filler
        elif "/" in part[0]:
            alternatives[len(text)] = tuple(part[0].split("/"))
            text += part[0].split("/")[0]
        else:
            text += part[0]
    return FilledCue(declaration, cue, text[:1].upper() + text[1:] + ".", slots, alternatives)


_PARTS = re.compile(rf"{SLOT.pattern}|{ALTERNATIVES.pattern}|.", re.DOTALL)


def _filler(spec: FieldSpec, heads: frozenset[str], text: str, rest: str, people: Iterator[str]) -> tuple[str, str]:
    """Return (words before the head, the head) to stand in a slot between *text* and *rest*.

    The fillers are chosen for the parser's sake: plain words that can hardly be taken for another part of speech.
    """
    last = next(reversed(text.lower().split()), "")
    article = "" if last in ("the", "a", "an", "") or (spec.type == "ref" and last in ("and", "between")) else "the "
    if spec.type == "ref" and rest.startswith("'s"):
        return "", "Parliament"
    if spec.type == "ref":
        return ("", "Iran") if last in ("the", "a", "an") else (article, next(people))
    if heads:
        return article, min(heads)
    if spec.role is not None and spec.role.name in _FILLER_OF_ROLE:
        return "", _FILLER_OF_ROLE[spec.role.name]
    if last in MODALS or last in ("to", "not", "would", "will"):
        return "", "leave"
    if spec.type == "quote" and _opens_clause(text):
        return "", "leave"
    if last in _CLAUSE_OPENERS:
        return f"{next(people)} ", "leave"
    return article, "aid"


def _opens_clause(text: str) -> bool:
    """Return whether *text* ends with the subject of a clause: "that the ministers "."""
    words = text.lower().split()
    return bool(words) and words[-1] in _PEOPLE and bool(_CLAUSE_OPENERS & set(words[-3:-1]))


def _compile(sentence: FilledCue, doc: Doc, nlp: Language) -> Pattern:
    slots = {token.i: sentence.slots[token.idx] for token in doc if token.idx in sentence.slots}
    words = _Words(
        {
            index: replace(slot, heads=slot.heads | _lemmatized(slot.heads, "NOUN", "NNS", nlp))
            for index, slot in slots.items()
        },
        {token.i: _lemmas(sentence.alternatives.get(token.idx), token, nlp) for token in doc if token.i not in slots},
    )
    seen: set[int] = set()
    tree = _tree(next(token for token in doc if token.head == token), words, seen)
    missing = [
        one.field for index, one in words.slots.items() if index not in seen and one.field not in set(tree.slots())
    ]
    passed_over = [repr(one.text) for one in doc if one.i not in seen and one.i not in slots and _carries_meaning(one)]
    missing = missing or ([] if tree.lemmas else ["its main word"]) or passed_over
    if missing or len(words.slots) < len(sentence.slots):
        declaration, cue = sentence.declaration, sentence.cue
        raise DeclarationError(
            f"the cue cannot be read as a sentence: {' and '.join(missing) or 'a slot'} "
            f"{'hang' if len(missing) > 1 else 'hangs'} on nothing",
            where=f"{declaration.path}, {declaration.name}.cues, {cue.sentence!r}",
            remedy='write it as a plain active sentence or noun phrase, e.g. "{agents} ask {others} to {content}"',
        )
    return Pattern(sentence.declaration, sentence.cue, tree)


def _tree(root: Token, words: _Words, seen: set[int]) -> Node:
    """Return the pattern below *root*; where that is a slot for any verb, the noun that is its subject triggers it."""
    if root.i in words.slots and not words.slots[root.i].heads:
        noun = next((one for one in arguments(root, "subj") if one.i not in words.slots), None)
        if noun is not None:
            seen.add(root.i)
            below = _node(noun, words, seen)
            return replace(below, edges=(*below.edges, ("pred", _node(root, words, seen))))
    return _node(root, words, seen)


@dataclass(frozen=True)
class _Words:
    """What the tokens of a parsed cue stand for, by their index."""

    slots: Mapping[int, _Slot]
    lemmas: Mapping[int, frozenset[str]]


def _lemmas(words: tuple[str, ...] | None, like: Token, nlp: Language) -> frozenset[str]:
    """Return the lemmas of *words*, or of the token itself, for the part of speech that the parser gave the token."""
    if is_verbal(like):  # cues are written in the base form, whatever the parser takes it for
        verbs = frozenset(word.lower() for word in words or (like.lemma_,))
        # The lemmatizer takes "fined" for a form of "fin", "hopes" of "hop".
        misread = _lemmatized((f"{verb}d" for verb in verbs if verb.endswith("e")), "VERB", "VBD", nlp)
        return verbs | {lemma for lemma in misread if f"{lemma}e" in verbs}
    if not words:
        return frozenset({like.lemma_.lower()})
    # The words too: the lemmatizer makes "pres" of "press" where it takes the word for a plural.
    return _lemmatized(words, like.pos_, like.tag_, nlp) | frozenset(word.lower() for word in words)


def _lemmatized(words: Iterable[str], pos: str, tag: str, nlp: Language) -> frozenset[str]:
    from spacy.tokens import Doc

    listed = list(words)
    doc = Doc(nlp.vocab, words=listed, pos=[pos] * len(listed), tags=[tag] * len(listed))
    return frozenset(token.lemma_.lower() for token in nlp.get_pipe("lemmatizer")(doc))


def _opens_name(token: Token) -> bool:
    """Return whether the rest of a body's name follows: "Conference of State Legislatures"."""
    is_named = token.pos_ == "PROPN" and token.ent_type_ == "ORG" and token.i + 1 < len(token.doc)
    return is_named and token.nbor().ent_iob_ == "I"


def _carries_meaning(token: Token) -> bool:
    """Return whether a cue that leaves *token* out would match what it does not say."""
    return token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and token.lower_ not in MEASURES


def _is_content(token: Token, slots: Collection[int]) -> bool:
    if token.i in slots:
        return True
    return token.pos_ in _CONTENT_WORDS or (token.tag_ == "RP" and token.lower_ not in PREPOSITIONS)


def _node(token: Token, words: _Words, seen: set[int]) -> Node:
    slots = words.slots
    seen.add(token.i)
    prepositions = [f"prep:{one.lower_}" for one in token.doc if one.dep_ in ("prep", "agent", "dative", "prt", "mark")]
    conditions = [f"mark:{one.lower_}" for one in token.doc if one.lower_ in CONDITIONS]
    below: list[tuple[str, Token]] = []
    for relation in (*conditions, *_RELATIONS, *dict.fromkeys(prepositions)):
        for argument in arguments(token, relation):
            if argument.i in seen or not _is_content(argument, slots):
                continue
            seen.add(argument.i)
            below.append((relation, argument))
            seen.update(one.i for one in conjuncts(argument) if slots.get(one.i) == slots.get(argument.i))
    # What hangs on this token is settled before what hangs on the next: a preposition may be reached from both.
    edges = [(relation, _node(argument, words, seen)) for relation, argument in below]
    slot = slots.get(token.i)
    lemmas = words.lemmas[token.i] if slot is None else slot.heads
    auxiliaries = {child.lower_ for child in token.children if child.dep_ == "aux"}
    modal = "must" if auxiliaries & MODALS else "would" if auxiliaries & WOULD else ""
    if any(child.lower_ == "for" for child in children(token, "mark")):
        modal = "for"
    if slot is None:
        return Node(None, lemmas, frozenset(), is_verbal(token), modal, tuple(edges))
    return Node(slot.field, lemmas, slot.barred, is_verbal(token), modal, tuple(edges))
