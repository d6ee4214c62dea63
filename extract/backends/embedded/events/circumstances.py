"""Where and when an event takes place, as the words around its trigger tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.backends.embedded.events.extents import trimmed
from extract.backends.embedded.parsing.frames import MEASURES
from extract.backends.embedded.parsing.places import GOING, PLACE_OF_EVENT, VENUES
from extract.backends.embedded.parsing.syntax import children, first_conjunct, is_finite, is_verbal
from extract.stages import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from extract.backends.embedded.parsing.nlp import ParsedPage

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_TIME_PREPOSITIONS = frozenset({"on", "in", "for", "during", "until", "from", "by", "before", "at", "since", "of"})
_CALENDAR = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(january|february|march|april|june|july|august|september|october|"
    r"november|december|jan|feb|aug|sept?|oct|nov|dec)\b|\bMay\b|\b(today|tomorrow|yesterday|tonight)\b|\b(19|20)\d\d\b|"
    r"\b(last|next|this|earlier this|later this|coming) (week|month|year|weekend|summer|spring|autumn|fall|winter)\b|"
    r"\b(week|month|day|year)s? (ago|earlier|later)\b|\bweekend\b|"
    r"\b(this (morning|afternoon|evening|night)|last (afternoon|evening|night))\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\b(\d+|two|three|four|five|six|several|many|few)[ -](day|week|month|year|hour|minute)", re.IGNORECASE
)
_COUNTED = re.compile(r"\b(ago|earlier|later)\b", re.IGNORECASE)
_TIMES_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
_VAGUE_START = frozenset({"late", "early", "earlier", "later", "on", "in", "the"})


def place_of(parsed: ParsedPage, trigger: Token) -> Span | None:
    """Return where the event of *trigger* takes place, or None: a place in a phrase of its clause."""
    for holder in _holders(trigger, also_governor=True):
        for preposition in children(holder, "prep", "agent"):
            wanted = preposition.lower_ in PLACE_OF_EVENT or _leads_to(holder, preposition)
            nouns = [noun for noun in children(preposition, "pobj") if noun != trigger] if wanted else []
            found = next((noun for noun in nouns if _is_place(noun)), None)
            if found is not None:
                return _place_span(parsed, found)
        if holder.lemma_ == "visit" and holder != trigger:  # "visits Washington for talks"
            found = next((noun for noun in children(holder, "dobj") if noun.ent_type_ in _PLACE_LABELS), None)
            if found is not None:
                return _place_span(parsed, found)
    for modifier in children(trigger, "compound", "nmod", "amod"):
        if modifier.ent_type_ in _PLACE_LABELS and not is_verbal(trigger):
            return trimmed(parsed, modifier.left_edge.i, modifier.i + 1)
    return _nearest_place(parsed, trigger)


def _leads_to(verb: Token, preposition: Token) -> bool:
    """Return whether "to" or "for" tells where somebody goes."""
    return (preposition.lower_ == "to" and verb.lemma_ in GOING) or (
        preposition.lower_ == "for" and verb.lemma_ in ("leave", "depart", "head")
    )


def _nearest_place(parsed: ParsedPage, trigger: Token) -> Span | None:
    """Return the first place after the trigger in its clause: the parser may have hung "in Geneva" on another word."""
    for token in parsed.doc[trigger.i + 1 : _clause_of(trigger)[1]]:
        is_locative = token.dep_ == "pobj" and token.head.lower_ in ("in", "at") and not _in_name(token)
        if is_locative and _is_place(token) and _shares_clause(token, trigger):
            return _place_span(parsed, token)
    return _place_of_relative(parsed, trigger)


def _shares_clause(token: Token, trigger: Token) -> bool:
    """Return whether no other finite clause lies between *token* and the clause of *trigger*."""
    first, end = _clause_of(trigger)
    while token.head != token and not token.is_ancestor(trigger):
        if is_verbal(token) and is_finite(token) and token != trigger:
            return False
        token = token.head
    return first <= token.i < end


def _place_of_relative(parsed: ParsedPage, trigger: Token) -> Span | None:
    """Return the place that a relative clause is about: "to Puerto Montt, where they are to meet"."""
    for verb in (trigger, *trigger.ancestors):
        if verb.dep_ == "relcl" and any(child.lower_ == "where" for child in verb.children) and _is_place(verb.head):
            return _place_span(parsed, verb.head)
        if is_verbal(verb) and verb.dep_ not in ("xcomp", "conj", "relcl"):
            return None
    return None


def _in_name(noun: Token) -> bool:
    """Return whether the phrase of *noun* tells of a thing rather than of the event: "rebels in Darfur"."""
    held = noun.head.head
    return held.pos_ in ("NOUN",) and held.lemma_ not in MEASURES and held.dep_ not in ("npadvmod",)


def time_of(parsed: ParsedPage, trigger: Token) -> Span | None:
    """Return when the event of *trigger* takes place, or None: a date in a phrase of its clause, the nearest first."""
    dates = _dates(parsed)
    for holder in _holders(trigger, also_governor=not _has_own_date(trigger)):
        for token in _time_phrases(holder):
            if token.i in dates.at:
                return trimmed(parsed, *_without_vague_start(parsed, *dates.at[token.i]))
    first, end = _clause_of(trigger)
    near = dates.tokens[bisect_left(dates.tokens, first) : bisect_left(dates.tokens, end)]
    found = next(
        (
            index
            for index in sorted(near, key=lambda index: (abs(index - trigger.i), index))
            if parsed.doc[index].head.dep_ != "ROOT" and _shares_clause(parsed.doc[index], trigger)
        ),
        None,
    )
    return trimmed(parsed, *_without_vague_start(parsed, *dates.at[found])) if found is not None else None


@dataclass(frozen=True)
class _Dates:
    """The dates of a page that stand in a calendar."""

    at: Mapping[int, tuple[int, int]]
    """Each of their tokens -> the date's first token and the one after its last."""
    tokens: Sequence[int]
    """The tokens in order."""


def _dates(parsed: ParsedPage) -> _Dates:
    """Return the dates of the page; worked out once."""
    noted: _Dates | None = parsed.notes.get("dates")
    if noted is None:
        dated = (one for one in parsed.doc.ents if one.label_ in ("DATE", "TIME"))
        found = [_with_time_of_day(one) for one in dated if _CALENDAR.search(one.text)]
        at = {index: (one.start, one.end) for one in found for index in range(one.start, one.end)}
        noted = _Dates(at, sorted(at))
        parsed.notes["dates"] = noted
    return noted


def _with_time_of_day(date: Tokens) -> Tokens:
    """Return "Friday night" for a "Friday" that the tagger cut off there."""
    is_longer = date.end < len(date.doc) and date.doc[date.end].lower_ in _TIMES_OF_DAY
    return date.doc[date.start : date.end + is_longer]


def _without_vague_start(parsed: ParsedPage, first: int, end: int) -> tuple[int, int]:
    """Return the tokens of a date without what goes before it: "late Tuesday", "two hours Thursday"."""
    text = parsed.doc[first:end].text
    calendar = _CALENDAR.search(text)
    if _DURATION.search(text) and calendar is not None and not _COUNTED.search(text):
        offset = parsed.doc[first].idx + calendar.start()
        first = next((token.i for token in parsed.doc[first:end] if token.idx >= offset), first)
    while first < end - 1 and parsed.doc[first].lower_ in _VAGUE_START and parsed.doc[first + 1].lower_ != "this":
        first += 1
    return first, end


def _holders(trigger: Token, *, also_governor: bool) -> Iterator[Token]:
    """Yield the words whose phrases tell of the event: the trigger, its object, the verb that governs a noun."""
    yield trigger
    if is_verbal(trigger):
        yield from children(trigger, "dobj", "xcomp", "nsubjpass")
        for preposition in children(trigger, "prep"):
            yield from children(preposition, "pobj")
        if trigger.dep_ in ("xcomp", "pcomp", "conj", "advcl") and also_governor:
            governor = trigger.head.head if trigger.dep_ == "pcomp" else trigger.head
            if is_verbal(governor):
                yield governor
        return
    first = first_conjunct(trigger)
    for preposition in children(trigger, "prep"):
        yield from children(preposition, "pobj")
    governor = first.head
    if first.dep_ == "pobj":
        governor = governor.head
    if is_verbal(governor):
        yield governor
        yield from children(governor, "xcomp")


def _has_own_date(verb: Token) -> bool:
    return any(child.ent_type_ == "DATE" for child in children(verb, "npadvmod"))


def _time_phrases(holder: Token) -> Iterator[Token]:
    yield from children(holder, "npadvmod", "advmod", "tmod", "poss", "compound", "nmod", "amod", "nummod")
    for preposition in children(holder, "prep"):
        if preposition.lower_ in _TIME_PREPOSITIONS:
            yield from children(preposition, "pobj", "pcomp")


def _clause_of(token: Token) -> tuple[int, int]:
    """Return the token range of the smallest finite clause around *token*, nested finite clauses included."""
    verb = token
    while verb.head != verb and not (is_verbal(verb) and is_finite(verb)):
        verb = verb.head
    return verb.left_edge.i, verb.right_edge.i + 1


def _is_place(noun: Token) -> bool:
    if noun.ent_type_ in _PLACE_LABELS:
        return True
    if noun.lemma_.lower() in VENUES and noun.head.lower_ in ("in", "at"):
        return True
    if noun.ent_type_ in ("ORG", "PERSON", "") and noun.pos_ == "PROPN":
        return noun.head.lower_ in ("in", "at") and noun.ent_type_ != "PERSON"
    return any(
        child.ent_type_ in _PLACE_LABELS for of in children(noun, "prep") if of.lower_ == "of" for child in of.children
    )


def _place_span(parsed: ParsedPage, noun: Token) -> Span:
    first = noun.left_edge.i
    end = noun.i + 1
    for child in noun.rights:
        if (
            child.dep_ in ("appos", "conj", "npadvmod")
            and child.ent_type_ in _PLACE_LABELS
            and parsed.doc[child.left_edge.i - 1].text == ","
        ):
            end = child.i + 1
        elif child.dep_ == "prep" and child.lower_ == "of":
            end = child.right_edge.i + 1
        elif child.dep_ != "punct":
            break
    return trimmed(parsed, first, end)
