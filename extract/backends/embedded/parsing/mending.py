"""Mistakes of the parser that it makes again and again, put right before anything reads the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.backends.embedded.parsing.nouns import BODY, GOVERNMENT
from extract.backends.embedded.parsing.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MODIFIERS = frozenset({"nmod", "compound"})


def mend(doc: Doc) -> Doc:
    """Mend the parse of *doc* in place, and return it."""
    dependencies = doc.to_array(["DEP"]).ravel().tolist()  # most tokens are nothing to look at
    joining = doc.vocab.strings["cc"]
    for token in [doc[index] for index, one in enumerate(dependencies) if one == joining]:
        if token.lower_ in ("and", "or") and token.head.dep_ in _MODIFIERS:
            _tell_apart(token.head)
    return doc


def _tell_apart(first: Token) -> None:
    """Join to *first* the noun that it seems to modify: "Qantas and union leaders", not "French and Dutch ones".

    So where a name or "the" and a body come first, and what comes second only tells which leaders.
    """
    noun, second = first.head, children(first, "conj")
    is_known = any(one.i < first.i for one in children(noun, "det"))
    is_party = bool(first.ent_type_) or (is_known and first.lemma_.lower() in BODY | GOVERNMENT)
    if not is_party or noun.i < first.i or noun.pos_ != "NOUN" or noun.tag_ != "NNS":
        return
    if len(second) > 1 or any(one.pos_ != "NOUN" or one.i > noun.i for one in second):
        return
    for one in second:
        one.head, one.dep_ = noun, "compound"
    for one in [child for child in noun.children if child.i < first.i]:
        one.head = first  # "the government and rebel leaders"
    first.head, first.dep_ = (noun.head, noun.dep_) if noun.head != noun else (first, noun.dep_)
    noun.head, noun.dep_ = first, "conj"
