"""The slots of a cue found: which entities stand in them, what is quoted, and whether the words can mean an event."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from extract.backends.embedded.cues.patterns import MANDATIVE, TAKING_UP, Binding, CueMatch, Node
from extract.backends.embedded.cues.takeup import synonyms, takes_up, words_before
from extract.backends.embedded.events.extents import theme_span
from extract.backends.embedded.parsing.frames import agents_of_noun, agents_of_verb, arguments, objects
from extract.backends.embedded.parsing.mood import is_answered
from extract.backends.embedded.parsing.nouns import (
    ANIMATE,
    BILL,
    BODY,
    LEGISLATURE,
    PEOPLE,
    PRESS,
    QUANTITY,
    STATEMENT,
    TEXT,
)
from extract.backends.embedded.parsing.places import GOVERNED, LOCATING
from extract.backends.embedded.parsing.speech import FIRST_PERSON, Quotation
from extract.backends.embedded.parsing.syntax import (
    SUBJECTS,
    children,
    conjuncts,
    first_conjunct,
    is_passive,
    is_verbal,
)
from extract.declaration import Declaration, FieldSpec
from extract.stages import Located, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.backends.embedded.entities.entities import EntityIndex
    from extract.backends.embedded.parsing.nlp import ParsedPage

_SEVERAL = frozenset({"they", "we", "both", "sides", "all"})
_NOBODY = frozenset({"there", "one", "you", "we", "i", "everyone", "everybody", "nobody", "somebody", "someone"})
"""Subjects of "must" that nobody in particular is asked by."""
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "NUM"})


@dataclass(frozen=True)
class Slots:
    """Resolves what stands in the slots of cues on one page."""

    parsed: ParsedPage
    index: EntityIndex
    quoted: Sequence[Quotation]

    def references(self, found: CueMatch) -> dict[str, tuple[str, ...]] | None:
        """Return field -> keys, or None where the words in a slot show that it is not one who acts."""
        declaration = found.pattern.declaration
        references: dict[str, tuple[str, ...]] = {}
        for spec in declaration.fields:
            if spec.type != "ref" or spec.name not in found.bindings:
                continue
            binding = found.bindings[spec.name]
            is_asked = spec.role is not None and spec.role.name == "recipient"
            # "He must go, she told reporters" asks nothing of them.
            tokens = [one for one in binding.tokens if not (is_asked and one.lemma_.lower() in PRESS)]
            keys = self._keys(tokens) or self._reported(spec, found)
            if not self._can_act(spec, found, keys):
                return None
            references[spec.name] = keys
        for spec in declaration.fields_with("agent"):
            if spec.name not in found.bindings:
                others = {key for keys in references.values() for key in keys}
                references[spec.name] = tuple(key for key in self._authors(found) if key not in others)
        for spec in declaration.fields_with("recipient"):
            # "Asked the union": some union, and nobody else.
            is_told = any(one.lemma_.lower() in BODY for one in found.tokens(spec.name))
            if not references.get(spec.name) and not is_told and not found.pattern.cue.fixed:
                references[spec.name] = self._implied(found, references)
        return self._told_apart(found, references)

    def _told_apart(self, found: CueMatch, references: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]] | None:
        """Return the references without a pronoun taken for the one spoken to; None where a name acts on itself."""
        declaration = found.pattern.declaration
        mine, yours = (_keys_of(declaration, role, references) for role in ("agent", "recipient"))
        if not mine or mine != yours:
            return references
        agents, recipients = ([spec.name for spec in declaration.fields_with(role)] for role in ("agent", "recipient"))
        if not _are_pronouns(found, agents) or _are_pronouns(found, recipients):
            return None
        return references | dict.fromkeys(agents, ())

    def _reported(self, spec: FieldSpec, found: CueMatch) -> tuple[str, ...]:
        """Return who says it, where a thing seems to: "they say the vote was fair and urge all to respect it"."""
        verb = found.trigger
        if spec.role is None or spec.role.name != "agent" or verb.dep_ != "conj" or verb.head.dep_ != "ccomp":
            return ()
        return self._keys(agents_of_verb(verb.head.head)) if is_verbal(verb.head.head) else ()

    def _can_act(self, spec: FieldSpec, found: CueMatch, keys: tuple[str, ...]) -> bool:
        binding = found.bindings[spec.name]
        role = spec.role.name if spec.role is not None else ""
        if role == "agent":
            is_stated = is_verbal(found.trigger) or any(token.dep_ == "poss" for token in binding.tokens)
            things = (token for token in binding.tokens if _is_thing(token) and not _speaks(token, found))
            return bool(keys) or not is_stated or not any(things)  # "the package includes a demand": whose is not told
        if role == "recipient" and (binding.relation == "obj" or binding.relation.startswith("prep:")):
            return bool(keys) or not _is_thing(binding.tokens[0])
        if role == "recipient" and binding.relation == "subj":
            if found.trigger.lemma_.lower() in MANDATIVE and not any(one.pos_ == "PRON" for one in binding.tokens):
                return True  # "insisted that the limits must hold": nobody is named, but somebody is meant
            return bool(keys) or not any(_is_thing(token) or token.lower_ in _NOBODY for token in binding.tokens)
        if role == "participant":
            return all(self._keys([token]) or not _is_thing(token) for token in binding.tokens)
        return True

    def _authors(self, found: CueMatch) -> tuple[str, ...]:
        """Return whose the theme is, where the cue does not ask: the government of "the government's offer"."""
        heads = (theme.tokens[0] for theme in found.themes)
        return self._keys(agent for head in heads if not is_verbal(head) for agent in agents_of_noun(head))

    def _implied(self, found: CueMatch, references: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return whom the theme itself shows to be meant: "withdrawal of British troops", "a truce with rebels".

        Not asked where the cue settles the outcome: "they signed a deal with" addresses nobody.
        """
        agents = _keys_of(found.pattern.declaration, "agent", references)
        for theme in found.themes:
            head = theme.tokens[0]
            keys = self._keys(children(head, *SUBJECTS)) if is_verbal(head) and not is_passive(head) else ()
            keys = keys or tuple(key for token in _near(head) for key in self._named(token))
            others = agents | set(self._named(head))
            found_keys = tuple(dict.fromkeys(key for key in keys if key not in others))
            if found_keys:
                return found_keys[:1]
        told = self._answering(found.trigger, agents) or self._spoken_to(found.trigger, agents)
        return told or self._legislature(found, agents)

    def _answering(self, noun: Token, agents: set[str]) -> tuple[str, ...]:
        """Return who answers what *noun* names: Norway in "Norway rejected the request"."""
        keys = self._keys(agents_of_verb(first_conjunct(noun).head)) if is_answered(noun) else ()
        return tuple(key for key in keys if key not in agents)

    def _legislature(self, found: CueMatch, agents: set[str]) -> tuple[str, ...]:
        """Return the one legislature of the text, which decides on a bill, where it is not told who does."""
        if not any(theme.tokens[0].lemma_.lower() in BILL for theme in found.themes):
            return ()
        named = self._legislatures
        return named if len(named) == 1 and named[0] not in agents else ()

    @cached_property
    def _legislatures(self) -> tuple[str, ...]:
        """The keys of all legislatures of the text."""
        return tuple(one.key for one in self.index.entities if LEGISLATURE & set(one.name.lower().split()))

    def _spoken_to(self, verb: Token, agents: set[str]) -> tuple[str, ...]:
        """Return whom the clause that *verb* goes on from is about: "met the rebels and demanded a truce"."""
        before = verb.head
        if not is_verbal(verb) or verb.dep_ not in ("conj", "advcl") or not is_verbal(before) or before.i > verb.i:
            return ()
        partners = [*objects(before), *arguments(before, "prep:to"), *arguments(before, "prep:with")]
        keys = (key for one in partners if one.lemma_.lower() in ANIMATE or one.ent_type_ for key in self._keys([one]))
        return tuple(key for key in keys if key not in agents)[:1]

    def is_theme(self, binding: Binding, found: CueMatch) -> bool:
        """Return whether a phrase can be what an event is about: no place, no date, nothing that is said not to be."""
        trigger = found.trigger
        head = binding.tokens[0]
        if head.ent_type_ in ("GPE", "LOC", "DATE", "TIME", "FAC") or not any(map(str.isalnum, head.text)):
            return False
        if head.pos_ == "PRON":
            return head.lower_ in TAKING_UP and bool(synonyms(found))
        asks_somebody = bool(found.pattern.declaration.fields_with("recipient")) and not synonyms(found)
        if asks_somebody and binding.relation == "obj" and head.tag_ == "NNS" and head.lemma_.lower() in PEOPLE:
            return False  # "urged rebels": whom, not what
        if any(child.lower_ == "no" for child in head.children):
            return False
        if head.lemma_ == "be" and not children(head, "attr", "acomp", "prep", "advmod"):
            return False  # "what do you want it to be"
        is_reduced = trigger.dep_ in ("acl", "relcl") and trigger.head == head
        return not (is_reduced and self.index.denoted_by(head))

    def is_anaphoric(self, found: CueMatch, references: Mapping[str, tuple[str, ...]]) -> bool:
        """Return whether the words refer back to an event told before rather than tell one."""
        declaration = found.pattern.declaration
        if found.themes:
            named = any(references.values())
            return any(takes_up(theme.tokens[0], found, is_named=named) for theme in found.themes)
        slots = declaration.fields_with("participant")
        if not slots or self._is_introduced(found, [spec.name for spec in slots]):
            return False
        keys = {key for spec in slots for key in references.get(spec.name, ())}
        heads = [token for spec in slots if spec.name in found.bindings for token in found.bindings[spec.name].tokens]
        people = [token for token in heads if not self._keys([token]) and token.lemma_.lower() in ANIMATE]
        several = any(token.tag_ in ("NNS", "NNPS") or token.lower_ in _SEVERAL for token in heads)
        return len(keys) + len(people) < 2 and not several

    @staticmethod
    def _is_introduced(found: CueMatch, slots: Sequence[str]) -> bool:
        """Return whether a noun tells of something new, and of whom by a preposition: "a meeting of the council"."""
        if is_verbal(found.trigger):  # "held a meeting", "a meeting chaired by"
            return any(words_before(one) & {"a", "an"} for one in objects(found.trigger) if one.pos_ == "NOUN")
        relations = {found.bindings[name].relation for name in slots if name in found.bindings}
        is_new = bool(words_before(found.trigger) & {"a", "an"})
        return is_new and any(relation.startswith("prep:") for relation in relations)

    def _keys(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        heads = [head for token in tokens for one in conjuncts(token) for head in (one, *_included(one))]
        return tuple(dict.fromkeys(key for head in heads for key in self._denoted(head)))

    def _denoted(self, head: Token) -> tuple[str, ...]:
        named = self._named(head)
        if named or head.pos_ != "NOUN":
            return named
        counted = [noun for of in children(head, "prep") if of.lower_ == "of" for noun in children(of, "pobj")]
        if head.lemma_ in QUANTITY:
            return self._keys(counted)
        if _is_text(head) and head.dep_ == "dobj" and is_verbal(head.head):  # "adopted a resolution urging"
            return self._keys(agents_of_noun(head) or agents_of_verb(head.head))
        if head.lemma_.lower() not in ANIMATE | TEXT:
            return ()  # "our work", "a Sylvester toy": nobody
        return tuple(key for other in agents_of_noun(head) for key in self._named(other))

    def _named(self, head: Token) -> tuple[str, ...]:
        if head.lower_ in FIRST_PERSON and head.pos_ in ("PRON", "DET"):
            at = bisect_right(self.quoted, head.i, key=lambda one: one.first) - 1
            speaker = self.quoted[at].speaker if at >= 0 and head.i < self.quoted[at].end else None
            return self.index.denoted_by(speaker) if speaker is not None else ()
        keys = self.index.denoted_by(head)
        for preposition in children(head, "prep") if keys else ():
            # "delegations from the US and Ukraine" are both, where the phrase stands for the first
            for first in children(preposition, "pobj") if preposition.lower_ in ("from", "of") else ():
                if self.index.denoted_by(first) == keys:
                    keys += tuple(key for other in conjuncts(first)[1:] for key in self.index.denoted_by(other))
        return keys

    def quotes(self, found: CueMatch) -> dict[str, Located]:
        """Return field -> quotation for the slots that quote."""
        specs = [one for one in found.pattern.declaration.fields if one.type == "quote" and one.name in found.bindings]
        return {spec.name: Located(self._quote(spec, found)) for spec in specs}

    def _quote(self, spec: FieldSpec, found: CueMatch) -> Span:
        binding = found.bindings[spec.name]
        bound = {name: one.tokens for name, one in found.bindings.items() if name != spec.name}
        # A thing that must do something is told with what it must do.
        others = {name for name, tokens in bound.items() if not all(map(_is_thing, tokens))}
        inner = _node_of(found.pattern.root, spec.name)
        told_apart = binding.relation == "pred" or (
            inner is not None and any(set(child.slots()) & others for _, child in inner.edges)
        )
        elsewhere = [token for name in others for token in found.bindings[name].tokens]
        return theme_span(self.parsed, binding.tokens[0], found.trigger, elsewhere, without_subject=told_apart)


def theme_words(found: CueMatch) -> frozenset[str]:
    """Return the lemmas of the content words of what an event is about."""
    heads = [head for theme in found.themes for head in theme.tokens]
    return frozenset(token.lemma_.lower() for head in heads for token in head.subtree if token.pos_ in _CONTENT)


def _is_thing(token: Token) -> bool:
    """Return whether *token* heads a phrase for something that cannot act: no name, no people."""
    if token.pos_ == "PRON":
        return token.lower_ in ("it", "that", "this", "which")
    return token.pos_ in ("NOUN", "VERB", "ADJ") and token.lemma_.lower() not in ANIMATE | QUANTITY | GOVERNED


def _are_pronouns(found: CueMatch, slots: Sequence[str]) -> bool:
    tokens = [token for name in slots for token in found.tokens(name)]
    return bool(tokens) and all(token.pos_ == "PRON" for token in tokens)


def _is_text(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.lower() in TEXT


def _speaks(token: Token, found: CueMatch) -> bool:
    """Return whether a text speaks for somebody: "the statement calls for", "the resolution calls on them to"."""
    if token.lemma_.lower() in STATEMENT:
        return True
    recipients = found.pattern.declaration.fields_with("recipient")
    is_tentative = any(child.lower_ in ("would", "could", "might") for child in children(found.trigger, "aux"))
    return _is_text(token) and not is_tentative and any(spec.name in found.bindings for spec in recipients)


def _keys_of(declaration: Declaration, role: str, references: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {key for spec in declaration.fields_with(role) for key in references.get(spec.name, ())}


def _is_locative(token: Token) -> bool:
    """Return whether *token* opens a phrase for a place: "in the United States", but not "in American policy"."""
    if token.dep_ != "prep" or token.lower_ not in LOCATING:
        return False
    return any(noun.ent_type_ in ("GPE", "LOC", "FAC") for noun in children(token, "pobj"))


def _near(head: Token) -> Iterator[Token]:
    """Yield the words of a theme that name who is to act: "Ankara's withdrawal", "a shift in Thai policy"."""
    for token in head.subtree:
        above = takewhile(lambda one: one != head, token.ancestors) if token != head else ()
        if any(map(_is_locative, above)):
            continue
        is_modifier = token.dep_ in ("poss", "amod", "compound", "nmod")
        is_source = token.dep_ == "pobj" and token.head.lower_ in ("from", "by", "with")
        if is_source or (is_modifier and (token.ent_type_ or token.pos_ == "PRON")):
            yield token


def _included(head: Token) -> list[Token]:
    """Return the heads of what "including …", "such as …" and "led by …" name of a group."""
    prepositions = [one for one in children(head, "prep") if one.lower_ in ("including", "as", "like")]
    named = [first for one in prepositions for first in children(one, "pobj")]
    named += [
        leader for one in children(head, "acl") if one.lemma_ in ("lead", "head") for leader in agents_of_verb(one)
    ]
    return [noun for first in named for noun in conjuncts(first)]


def _node_of(node: Node, field_name: str) -> Node | None:
    if node.field == field_name:
        return node
    return next((found for _, child in node.edges if (found := _node_of(child, field_name)) is not None), None)
