"""Patterns over predicates and their arguments, and how they match: the compiled form of cues.

A pattern is a small tree: the trigger at its root, the relations of ``frames`` on its edges, slots and words at its
nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract.backends.embedded.parsing import frames
from extract.backends.embedded.parsing.syntax import (
    children,
    conjuncts,
    is_for_clause,
    is_infinitive,
    is_passive,
    is_verbal,
)
from extract.cue_language import Cue
from extract.declaration import Declaration, FieldSpec

if TYPE_CHECKING:
    from spacy.tokens import Token

MODALS = frozenset({"must", "should", "ought", "need"})
WOULD = frozenset({"would", "'d"})
TAKING_UP = frozenset({"it", "this", "that", "them", "these", "those"})
"""Pronouns that stand for a theme told before: "the senate rejected it"."""
_RAISING = frozenset({"expect", "suppose", "believe", "say", "think", "report", "schedule", "plan"})
MANDATIVE = frozenset(
    "ask demand insist order prefer propose recommend request require rule suggest urge advise call proposal "
    "requirement recommendation condition suggestion insistence appeal agree".split()
)
"""Words that take a subjunctive: "demanded that he leave"."""


@dataclass(frozen=True)
class Node:
    """One place of a pattern: a slot, a word, or a slot whose head must be one of some words."""

    field: str | None = None
    lemmas: frozenset[str] = frozenset()
    """The words that may stand here; empty for any."""
    barred: frozenset[str] = frozenset()
    """The words that may not."""
    is_verbal: bool = False
    modal: str = ""
    """What the clause must have: "must" for any auxiliary that obliges, "would" for what would be, "for" before its
    subject ("for them to leave"); empty for nothing."""
    edges: tuple[tuple[str, Node], ...] = ()

    def slots(self) -> Iterator[str]:
        """Yield the fields of this node and of those below."""
        if self.field is not None:
            yield self.field
        for _, node in self.edges:
            yield from node.slots()

    def walk(self) -> Iterator[Node]:
        """Yield this node and those below."""
        yield self
        for _, node in self.edges:
            yield from node.walk()


@dataclass(frozen=True)
class Pattern:
    """A compiled cue."""

    declaration: Declaration
    cue: Cue
    root: Node

    @cached_property
    def asks_of_nobody(self) -> bool:
        """Whether it has a verb with an infinitive and nobody between them, so that its subject is to do the thing."""
        relations = {relation for relation, _ in self.root.edges}
        return (
            self.root.is_verbal
            and relations <= {"subj", "inf"}
            and "inf" in relations
            and not _has_own_subject(self.root)
        )

    @cached_property
    def takes_no_object(self) -> bool:
        """Whether it is a verb with a subject, and prepositions at most."""
        relations = {relation for relation, _ in self.root.edges} - {"subj"}
        return self.root.is_verbal and all(relation.startswith("prep:") for relation in relations)

    @cached_property
    def weight(self) -> int:
        """How much it asks for: patterns that ask for more win over those that ask for less."""
        return _size(self.root)


def _has_own_subject(node: Node) -> bool:
    return any(relation == "inf" and any(inner == "subj" for inner, _ in child.edges) for relation, child in node.edges)


def reported(root: Node) -> Node | None:
    """Return the node of the reported clause of a pattern like "{who} say that …", or None."""
    if "say" not in root.lemmas:
        return None
    return next((child for relation, child in root.edges if relation == "that"), None)


def _size(node: Node) -> int:
    return 1 + bool(node.lemmas) + bool(node.modal) + sum(_size(child) for _, child in node.edges)


@dataclass(frozen=True)
class Binding:
    """What stands in a slot: the heads of the phrases, and their relation to what governs them."""

    tokens: tuple[Token, ...]
    relation: str


@dataclass(frozen=True)
class CueMatch:
    """A cue found in a sentence."""

    pattern: Pattern
    trigger: Token
    bindings: Mapping[str, Binding]

    @property
    def weight(self) -> tuple[int, int]:
        """The order of preference among the matches of one trigger: slots filled, then what the cue asks for."""
        return (len(self.bindings), self.pattern.weight)

    def tokens(self, field_name: str) -> tuple[Token, ...]:
        """Return the heads of the phrases in a slot; none where nothing fills it."""
        return self.bindings[field_name].tokens if field_name in self.bindings else ()

    @property
    def themes(self) -> list[Binding]:
        """What fills the slots for what the event is about."""
        specs = self.pattern.declaration.fields_with("theme")
        return [self.bindings[spec.name] for spec in specs if spec.name in self.bindings]


def arguments(token: Token, relation: str) -> list[Token]:
    """Return ``frames.arguments(token, relation)``, worked out once for a document: many cues ask for the same."""
    known: dict[tuple[int, str], list[Token]] = token.doc.user_data.setdefault("arguments", {})
    key = (token.i, relation)
    if key not in known:
        known[key] = frames.arguments(token, relation)
    return known[key]


def match(pattern: Pattern, trigger: Token) -> dict[str, Binding] | None:
    """Return what fills the slots where *pattern* matches with *trigger* at its root, or None."""
    if trigger.lemma_ in _RAISING and is_passive(trigger) and not arguments(trigger, "subj"):
        return None  # "is expected to" tells what will be, not what anybody expects of it
    if pattern.asks_of_nobody and any(not is_verbal(one) for one in arguments(trigger, "obj")):
        return None  # "ask to leave" is not "ask them to leave"
    if pattern.takes_no_object and children(trigger, "dobj"):
        return None  # "met the target" is not "met", nor "called the vote for her" "called for her"
    bindings = match_edges(pattern.root, trigger, pattern.declaration)
    if bindings is not None and pattern.root.field is not None:
        bindings[pattern.root.field] = Binding((trigger,), "self")
    return bindings


def match_edges(node: Node, token: Token, declaration: Declaration) -> dict[str, Binding] | None:
    """Return what fills the slots below *node* where *token* stands at its place, or None where they do not fit."""
    bindings: dict[str, Binding] = {}
    for relation, child in node.edges:
        found = _match_edge(relation, child, token, declaration)
        if found is None:
            # "demanded that it be lifted" need not say by whom; of "said that it should be" nobody is asked.
            is_asked = node.field is None or (node.modal == "must" and token.head.lemma_.lower() in MANDATIVE)
            if is_asked and _may_be_missing(relation, child, token, declaration):
                continue
            return None
        for field, binding in found.items():
            earlier = bindings.get(field)
            tokens = (*(earlier.tokens if earlier else ()), *binding.tokens)
            bindings[field] = Binding(tuple(dict.fromkeys(tokens)), binding.relation)
    return bindings


def _may_be_missing(relation: str, child: Node, token: Token, declaration: Declaration) -> bool:
    """Return whether the sentence can do without what *child* asks for: nobody need be named as agent of a passive."""
    if child.field is None or child.edges:
        return False
    role = declaration.field(child.field).role
    if role is None or role.name not in ("agent", "recipient"):
        return False
    if is_verbal(token) and is_passive(token) and not (role.name == "recipient" and relation.startswith("prep:")):
        return True
    return role.name == "agent" and relation == "subj" and not (is_verbal(token) and arguments(token, "subj"))


def _match_edge(relation: str, child: Node, token: Token, declaration: Declaration) -> dict[str, Binding] | None:
    spec = declaration.field(child.field) if child.field is not None else None
    for actual in _relations_for(relation, spec):
        candidates = [one for one in arguments(token, actual) if fits(child, one, spec)]
        if actual != relation and actual == "that":  # "suggested that it was so" puts nothing forward
            candidates = [one for one in candidates if is_obliged(one)]
        if spec is not None and spec.type == "quote" and arguments(token, "that"):
            candidates = [one for one in candidates if one.lower_ != "it"]  # "it was proposed that …"
        if not candidates:
            continue
        if child.field is not None and not child.edges:
            return {child.field: Binding(tuple(candidates), actual)}
        for candidate in candidates:
            below = match_edges(child, candidate, declaration)
            if below is not None:
                own = {child.field: Binding((_obliged(candidate),), actual)} if child.field is not None else {}
                return own | below
    return None


def _relations_for(relation: str, spec: FieldSpec | None) -> tuple[str, ...]:
    """Return the relations that a slot may be filled by: a theme as object may also be a clause or a gerund."""
    if spec is not None and spec.type == "quote" and relation == "obj":
        return ("obj", "that", "ger")
    if spec is not None and spec.type == "ref" and relation == "obj":
        return ("dative", "obj")  # of "fined the firm ten crowns" the firm
    if relation == "dative":
        return ("dative", "prep:to")
    return (relation,)


def fits(node: Node, token: Token, spec: FieldSpec | None) -> bool:
    """Return whether *token* may stand at *node*, what is below it left aside; *spec* is the field of a slot."""
    if node.lemmas and spec is not None and token.pos_ == "PRON":
        return token.lower_ in TAKING_UP
    if node.lemmas and not any(one.lemma_.lower() in node.lemmas for one in (conjuncts(token) if spec else [token])):
        return False
    if token.lemma_.lower() in node.barred:
        return False
    if node.modal == "must" and not is_obliged(token):
        return False
    if node.modal == "for" and not is_for_clause(token):
        return False
    if node.modal == "would" and not any(child.lower_ in WOULD for child in children(token, "aux")):
        return False
    if spec is not None and spec.type == "ref":
        return token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
    return True


def _obliged(verb: Token) -> Token:
    """Return what must be done: "leave" in "needs to leave"."""
    # Not "needs money to repair it", nor "does not need to".
    is_modal = verb.lemma_ in ("need", "ought") and not children(verb, "dobj", "neg")
    below = children(verb, "xcomp") if is_modal else []
    return next((child for child in below if is_infinitive(child)), verb)


def is_obliged(verb: Token) -> bool:
    """Return whether the clause of *verb* says that it must or should be done.

    "must", "should", "ought to", "need to", and the mandative subjunctive ("that he leave").
    """
    if any(child.dep_ == "aux" and child.lower_ in MODALS for child in verb.children):
        return True
    if _obliged(verb) is not verb:
        return True
    above = (verb.head, *children(verb.head, "dobj"))  # "repeated its demand today that they leave"
    if not any(one.lemma_.lower() in MANDATIVE for one in above) or children(verb, "aux"):
        return False
    if any(mark.lower_ in ("if", "whether") for mark in children(verb, "mark")):
        return False
    # An unknown name before it makes the tagger take "resign" for a noun.
    bare = (verb.tag_ in ("VB", "VBP", "NN") and verb.lemma_ == verb.lower_) or any(
        child.lower_ == "be" and child.dep_ == "auxpass" for child in verb.children
    )
    return bare and bool(children(verb, "nsubj", "nsubjpass"))
