"""Whether words tell of something new or take up what was told: "a deal with" against "the deal", "the talks", "it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.backends.embedded.cues.patterns import CueMatch
from extract.backends.embedded.parsing.syntax import DEFINITE, children, is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Token

REFERRING = DEFINITE | {"such", "both"}
"""Words before a noun for what was told before."""
ANOTHER = frozenset("another further next last second third fourth new fresh previous earlier first".split())
"""Words for a further event of its kind: "another round"."""
_SPECIFIC = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})


def synonyms(found: CueMatch) -> frozenset[str]:
    """Return the words that the cue lets stand for its theme: each may take up what another told."""
    themes = {spec.name for spec in found.pattern.declaration.fields_with("theme")}
    return frozenset(word for node in found.pattern.root.walk() if node.field in themes for word in node.lemmas)


def is_definite(noun: Token) -> bool:
    """Return whether a noun stands with "the", "this" or a possessor."""
    return any(child.lower_ in REFERRING or child.dep_ == "poss" for child in noun.children)


def words_before(noun: Token) -> frozenset[str]:
    """Return the determiners and adjectives of a noun, in lower case."""
    return frozenset(child.lower_ for child in children(noun, "det", "amod"))


def takes_up(head: Token, found: CueMatch, *, is_named: bool) -> bool:
    """Return whether a theme only takes up what was told: "the deal", "the proposed truce", "The accords", "it"."""
    if is_verbal(head):
        return False
    if head.pos_ == "PRON":
        return True
    if found.trigger.dep_ == "amod" and found.trigger.head == head:
        return is_definite(head)
    if not synonyms(found):
        return False
    below = head.is_ancestor(found.trigger)
    content = [token for token in head.subtree if token.pos_ in _SPECIFIC and token not in (head, found.trigger)]
    words = [token for token in content if not (below and found.trigger.is_ancestor(token))]
    if is_definite(head):
        return sum(token.pos_ != "ADJ" for token in words) <= 1
    return not words and not is_named
