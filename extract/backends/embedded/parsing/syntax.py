"""What a word is in the dependency parse: its dependents, verb or noun, active or passive, finite or not.

The labels are those of spaCy's English pipelines (ClearNLP style).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_NOMINAL_PLACES = frozenset({"attr", "dobj", "pobj", "nsubj", "nsubjpass", "compound", "poss"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
"""Determiners of what is known already."""


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of *token* whose dependency label is one of *labels*, in order."""
    return [child for child in token.children if child.dep_ in labels]


def is_verbal(token: Token) -> bool:
    """Return whether *token* is a verb or auxiliary; one that stands where only a noun can is taken for a noun.

    The tagger takes "deal" in "a minerals deal" for a verb, but the parser makes it an object all the same; and it
    takes "resign" in "demanded that Imran Khan resign" for a noun, but the parser makes it a clause.
    """
    if token.pos_ not in ("VERB", "AUX"):
        return (
            token.dep_ == "ccomp" and token.tag_ == "NN" and bool(children(token, "mark") and children(token, "nsubj"))
        )
    return not (token.dep_ in _NOMINAL_PLACES and token.tag_ in ("VB", "VBP", "VBZ", "VBD"))


def is_infinitive(token: Token) -> bool:
    """Return whether *token* is a verb with "to"; for a passive or perfect infinitive the last verb counts."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in token.children)


def is_for_clause(token: Token) -> bool:
    """Return whether *token* is an infinitive whose subject stands after "for": "called for them to leave"."""
    if any(child.lower_ == "for" for child in children(token, "mark")):
        return True
    head = token.head
    return token.dep_ in ("acl", "relcl") and is_infinitive(token) and head.dep_ == "pobj" and head.head.lower_ == "for"


def is_passive(token: Token) -> bool:
    """Return whether *token* is a verb in the passive, reduced relative clauses ("offered by") included."""
    if any(child.dep_ in ("auxpass", "agent") or child.dep_ in PASSIVE_SUBJECTS for child in token.children):
        return True
    if token.dep_ == "conj" and token.tag_ == "VBN" and is_verbal(token.head) and not has_own_auxiliary(token):
        return is_passive(token.head)
    return token.tag_ == "VBN" and token.dep_ in ("acl", "relcl", "advcl", "amod") and not has_own_auxiliary(token)


def has_own_auxiliary(token: Token) -> bool:
    """Return whether an auxiliary stands with *token* itself."""
    return any(child.dep_ in ("aux", "auxpass") for child in token.children)


def is_finite(token: Token) -> bool:
    """Return whether *token* heads a finite clause."""
    if is_infinitive(token):
        return False
    if token.tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in token.children)


def conjuncts(token: Token) -> list[Token]:
    """Return *token* and what is joined to it by "and", "or" or commas, in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and (child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")) == (
            token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
        ):
            found += conjuncts(child)
    return found


def first_conjunct(token: Token) -> Token:
    """Return the first of the conjuncts that *token* belongs to."""
    while token.dep_ == "conj":
        token = token.head
    return token
