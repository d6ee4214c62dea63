"""How far a phrase goes: from the head that a cue bound to the characters that a reader would quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from extract.backends.embedded.parsing.syntax import SUBJECTS, children, is_infinitive, is_verbal
from extract.stages import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from extract.backends.embedded.parsing.nlp import ParsedPage

_ASIDES = frozenset(
    {"because", "after", "before", "as", "while", "since", "although", "though", "when", "where", "amid"}
)
_TRAILING = frozenset(",.;:!?-–—)]\"'")
_LEADING = frozenset(",.;:([\"'")
_OPENING = {")": "(", "]": "["}
_PAIRED = frozenset('()[]"')


def theme_span(
    parsed: ParsedPage, head: Token, trigger: Token, others: Collection[Token] = (), *, without_subject: bool
) -> Span:
    """Return the stretch that says what an event is about.

    A noun phrase is taken with its complements, a to-infinitive without "to", a clause without "that"; where the
    subject of the clause is told apart (*without_subject*), only its predicate. Asides after the head are left out, as
    is a clause with the *trigger* itself ("a truce proposed by them") and a phrase for one of *others*, the heads in
    other slots: "a truce to the rebels".
    """
    first, end = _range(head, trigger, others)
    if is_verbal(head):
        first = _start_of_clause(head, first, without_subject=without_subject)
    return trimmed(parsed, first, end)


def trimmed(parsed: ParsedPage, first: int, end: int) -> Span:
    """Return the stretch of the tokens from *first* to *end*, without punctuation at its ends that has no pair."""
    doc = parsed.doc
    marks = Counter(token.text for token in doc[first:end] if token.text in _PAIRED)
    while first < end - 1 and _is_loose(doc[first], marks, _LEADING):
        marks[doc[first].text] -= 1
        first += 1
    while end - 1 > first and _is_loose(doc[end - 1], marks, _TRAILING):
        end -= 1
        marks[doc[end].text] -= 1
    return parsed.span_of(*_closed(doc, first, end, marks))


def _closed(doc: Doc, first: int, end: int, marks: Mapping[str, int]) -> tuple[int, int]:
    """Return the stretch with the bracket or mark next to it that one inside lacks: "a truce (of 30 days" and ")"."""
    after = doc[end].text if end < len(doc) else ""
    if after in _OPENING and marks[_OPENING[after]] > marks[after]:
        return first, end + 1
    if marks['"'] % 2:
        if after == '"':
            return first, end + 1
        if first > 0 and doc[first - 1].text == '"':
            return first - 1, end
    return first, end


def _is_loose(token: Token, marks: Mapping[str, int], loose: Collection[str]) -> bool:
    """Return whether a token at an end of a stretch is no part of it; *marks* counts those of the stretch."""
    return token.is_space or (token.text in loose and not _has_pair(token.text, marks))


def _has_pair(mark: str, marks: Mapping[str, int]) -> bool:
    if mark == '"':
        return marks['"'] % 2 == 0
    return any(mark in pair and all(marks[one] > 0 for one in pair) for pair in _OPENING.items())


def _range(head: Token, trigger: Token, others: Collection[Token]) -> tuple[int, int]:
    """Return the tokens of the phrase of *head*: its subtree up to the first aside or what is told elsewhere."""
    end = head.i + 1
    for child in sorted(head.rights, key=lambda one: one.i):
        tells_the_act = child == trigger or (child.dep_ in ("acl", "relcl") and child.is_ancestor(trigger))
        is_other = child.dep_ in ("prep", "dative") and any(noun in others for noun in children(child, "pobj"))
        if tells_the_act or is_other or _is_aside(child, head):
            break
        end = max(end, _range(child, trigger, others)[1]) if child.dep_ != "punct" else end
    return head.left_edge.i, end


def _is_aside(child: Token, head: Token) -> bool:
    comma = child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text in (",", "--", "-", "–", "—", ";")
    if child.dep_ == "advcl":
        if any(mark.lower_ in _ASIDES for mark in children(child, "mark", "advmod")):
            return True
        return comma and not is_infinitive(child)
    if child.dep_ in ("relcl", "acl", "parataxis"):
        return comma or child.dep_ == "parataxis"
    if child.dep_ == "conj" and is_verbal(child):
        return bool(children(child, *SUBJECTS, "nsubjpass")) and not _is_subordinate(head)
    if child.dep_ == "cc":
        after = [one for one in head.conjuncts if one.i > child.i]
        return bool(after) and is_verbal(after[0]) and bool(children(after[0], *SUBJECTS)) and not _is_subordinate(head)
    if child.dep_ == "ccomp":
        return comma and head.dep_ != "ccomp" and is_verbal(head) and head.lemma_ in ("say", "add", "tell")
    return child.dep_ == "npadvmod" and child.ent_type_ in ("DATE", "TIME") and is_verbal(head)


def _is_subordinate(head: Token) -> bool:
    return head.dep_ in ("ccomp", "acl") and any(mark.dep_ == "mark" for mark in head.children)


def _start_of_clause(head: Token, first: int, *, without_subject: bool) -> int:
    to = [child.i for child in head.children if child.dep_ == "aux" and child.tag_ == "TO"]
    if to:
        negation = [child.i for child in children(head, "neg") if child.i == to[0] - 1]
        return negation[0] if negation else to[0] + 1
    if without_subject:
        before = [
            child for child in head.lefts if child.dep_ in ("neg", "advmod", "auxpass") and child.lower_ != "that"
        ]
        subject_end = max((child.right_edge.i for child in children(head, *SUBJECTS, "nsubjpass")), default=-1)
        return min([child.left_edge.i for child in before if child.i > subject_end] + [head.i])
    skip = [child for child in head.lefts if child.dep_ in ("mark", "cc", "punct") and child.left_edge.i == first]
    return max([child.right_edge.i + 1 for child in skip] + [first])
