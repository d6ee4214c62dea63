"""Whether what a predicate tells is a fact, to come, denied, or only possible.

The reading follows the words that govern the predicate up the parse: auxiliaries and negation, verbs of intention
("plans to"), refusal ("refused to", "cancelled their"), suggestion ("proposed holding"), and conditions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extract.backends.embedded.parsing.frames import CONDITIONS
from extract.backends.embedded.parsing.syntax import (
    children,
    first_conjunct,
    is_finite,
    is_infinitive,
    is_passive,
    is_verbal,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

Mood = Literal["actual", "future", "negated", "possible"]

FUTURE_AUXILIARIES = frozenset({"will", "shall", "'ll", "wo"})
POSSIBLE_AUXILIARIES = frozenset({"may", "might", "could", "would", "can", "should", "must", "ca"})
FUTURE_WORDS = frozenset(
    "plan intend expect schedule set due prepare aim want decide agree promise vow pledge try ready likely slate hope "
    "hop arrange convene announce await anticipate confirm forthcoming upcoming planned scheduled next expected future "
    "coming invite host wait head poise willing begin_to".split()
)
"""Words that put what they govern ahead; "hop" is what the lemmatizer makes of "hopes"."""
NEGATIVE_WORDS = frozenset(
    "refuse decline fail reject cancel postpone abandon avoid boycott scrap suspend deny cancelled canceled postponed "
    "aborted scuttle delay skip miss prevent rule".split()
)
POSSIBLE_WORDS = frozenset(
    "propose suggest offer urge ask demand consider discuss possible potential proposed seek call request favor favour "
    "oppose support recommend advocate need reject mull float doubt "
    "hypothetical push press want wish hope appeal".split()
)
_ALWAYS_FACT = frozenset(
    {"say", "tell", "report", "add", "note", "state", "claim", "know", "announce", "confirm", "show"}
)
_ANSWERS = frozenset(
    {"reject", "refuse", "decline", "dismiss", "spurn", "ignore", "accept", "heed", "resist", "oppose"}
)
_OUTCOMES = frozenset("achieve agree bridge make overcome produce reach resolve settle solve".split())
"""Verbs for what comes of talks: where it does not, they were held."""
_MAX_CLIMB = 6


def mood_of(token: Token) -> Mood:
    """Return how the text holds what *token*, a verb or a noun, tells."""
    return _mood_of_verb(token, _MAX_CLIMB) if is_verbal(token) else _mood_of_noun(token, _MAX_CLIMB)


def is_conditional(token: Token) -> bool:
    """Return whether *token* stands in a condition: "if they really seek security"."""
    while token.head != token:
        if any(mark.lower_ in ("if", "unless", "whether") for mark in children(token, "mark")):
            return True
        if token.dep_ in ("ccomp", "relcl", "parataxis"):
            return False
        token = token.head
    return False


def is_answered(noun: Token) -> bool:
    """Return whether *noun* names what somebody answers: a demand that was rejected, or may be, was made.

    Not where it may be none at all: "will reject any demand".
    """
    first = first_conjunct(noun)
    if any(child.lower_ in ("any", "every", "further", "no") for child in noun.children):
        return False
    return noun.pos_ == "NOUN" and first.head.lemma_.lower() in _ANSWERS and _is_object(first, first.head)


def _mood_of_verb(verb: Token, climb: int) -> Mood:
    if climb == 0:
        return "actual"
    own = _own_mood(verb)
    if own is not None:
        return own
    if any(mark.lower_ in CONDITIONS | {"whether"} for mark in children(verb, "mark")):
        return "possible"
    head = verb.head
    if head == verb:
        return "actual"
    if verb.dep_ == "ccomp" and verb.i < head.i and is_finite(verb):
        return "actual"  # "they met; more talks must follow": another sentence, or what somebody says
    if verb.dep_ == "conj" and is_verbal(head):
        return _mood_of_verb(head, climb - 1) if _shares_auxiliary(verb, head) else "actual"
    if verb.dep_ in ("xcomp", "ccomp", "oprd", "dobj", "acl", "pcomp") or (
        verb.dep_ == "advcl" and is_infinitive(verb)
    ):
        return _governed(verb, head, climb - 1)
    return "actual"


def _own_mood(verb: Token) -> Mood | None:
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return "negated"
    if auxiliaries & FUTURE_AUXILIARIES or ("would" in auxiliaries and _is_reported(verb)):
        return "future"
    if auxiliaries & POSSIBLE_AUXILIARIES:
        return "possible"
    is_past = verb.tag_ == "VBD" or any(one.tag_ == "VBD" for one in children(verb, "aux", "auxpass"))
    return "future" if not is_past and _is_to_come(verb) else None


def _is_to_come(verb: Token) -> bool:
    """Return whether the time beside *verb* is still to come: "resume talks tomorrow", "are meeting next week"."""
    times = children(verb, "npadvmod", "advmod")
    return any(time.lower_ == "tomorrow" or any(one.lower_ == "next" for one in time.children) for time in times)


def _is_reported(verb: Token) -> bool:
    """Return whether a verb of saying in the past governs *verb*: "said they would meet" is "will meet" then."""
    head = verb.head
    return verb.dep_ == "ccomp" and head.lemma_.lower() in _ALWAYS_FACT and head.tag_ in ("VBD", "VBN")


def _shares_auxiliary(verb: Token, head: Token) -> bool:
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    return not has_subject and verb.tag_ in (head.tag_, "VB", "VBN", "VBG")


def _governed(inner: Token, governor: Token, climb: int) -> Mood:
    """Return the mood that a governing word gives to what it governs."""
    if any(child.tag_ in ("WRB", "WP", "WDT") for child in inner.children):
        return "actual"  # "no word on how the talks went" takes it for granted that they were held
    if governor.pos_ == "ADP" or governor.dep_ == "prep":
        if governor.lower_ == "without":
            return "negated"
        governor = governor.head
    lemma = governor.lemma_.lower()
    outer = _mood_of_verb(governor, climb) if is_verbal(governor) else _mood_of_noun(governor, climb)
    if lemma == "mind":  # "does not mind meeting them"
        return "possible"
    if outer == "negated" or lemma in NEGATIVE_WORDS:
        return "negated"
    if is_verbal(inner) and not is_infinitive(inner) and lemma in _ALWAYS_FACT:
        return "actual"
    if lemma in FUTURE_WORDS or (lemma == "be" and is_infinitive(inner)) or (lemma == "go" and is_infinitive(inner)):
        return "future" if outer in ("actual", "future") else outer
    if any(child.dep_ in ("acomp", "attr") and child.lemma_ in FUTURE_WORDS for child in governor.children):
        return "future"
    if lemma in POSSIBLE_WORDS:
        return "possible"
    return outer


def _mood_of_noun(noun: Token, climb: int) -> Mood:
    if climb == 0:
        return "actual"
    words = {
        child.lemma_.lower() for child in noun.children if child.dep_ in ("amod", "compound", "nmod", "acl", "relcl")
    }
    words |= {child.lower_ for child in noun.children if child.dep_ == "amod"}
    if words & NEGATIVE_WORDS or any(child.lower_ == "no" for child in noun.children):
        return "negated"
    first = first_conjunct(noun)
    governor = first.head
    if is_verbal(governor) and _is_undone(first, governor):
        return "negated"  # "the planned talks were cancelled"
    if words & {"proposed", "possible", "potential", "hypothetical"}:
        return "possible"
    if words & (FUTURE_WORDS - {"next", "want", "begin_to", "set", "agree", "announce", "confirm"}):
        return "future"
    if first.dep_ == "pobj" and governor.dep_ in ("prep", "agent", "dative") and governor.head != governor:
        return _mood_after_preposition(governor, climb - 1)
    if is_verbal(governor) and first.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "conj"):
        return _mood_under_verb(first, governor, climb - 1)
    return "actual"


def _mood_after_preposition(preposition: Token, climb: int) -> Mood:
    governor = preposition.head
    if preposition.lower_ == "without":
        return "negated"
    if preposition.lower_ in ("ahead", "before") or (preposition.lower_ == "of" and governor.lower_ == "ahead"):
        return "future"
    if not is_verbal(governor):
        if governor.pos_ == "ADJ" and governor.lemma_.lower() in FUTURE_WORDS | {"open"}:
            return "possible"  # "is ready for talks"
        outer = _mood_of_noun(governor, climb) if governor.pos_ in ("NOUN", "PROPN") else "actual"
        if outer == "negated":
            return "negated"
        if preposition.lower_ in ("for", "of") and governor.lemma_ in (
            "call",
            "proposal",
            "plan",
            "idea",
            "request",
            "offer",
            "appeal",
        ):
            return "possible"
        return outer
    if preposition.lower_ == "for" and governor.lemma_.lower() in POSSIBLE_WORDS:
        return "possible"
    if preposition.lower_ == "for" and governor.lemma_.lower() in FUTURE_WORDS:
        return "future"
    if preposition.lower_ not in ("for", "to", "in", "at", "on", "during", "into"):
        return "actual"
    outer = _mood_of_verb(governor, climb)
    if outer == "negated" and preposition.lower_ in ("in", "at", "during") and governor.lemma_ in _OUTCOMES:
        is_ahead = any(one.lower_ in FUTURE_AUXILIARIES for one in children(governor, "aux"))
        return "future" if is_ahead else "actual"  # "failed to agree at talks"
    return outer


def _mood_under_verb(noun: Token, verb: Token, climb: int) -> Mood:
    lemma = verb.lemma_.lower()
    if _is_undone(noun, verb):
        return "negated"
    is_object = _is_object(noun, verb)
    outer = _mood_of_verb(verb, climb)
    if outer == "negated":  # "the talks were not easy" were held
        return "actual" if lemma == "be" and noun.dep_ == "nsubj" else "negated"
    if is_object and lemma in POSSIBLE_WORDS:
        return "possible"
    if is_object and (lemma in FUTURE_WORDS):
        return "future"
    return outer


def _is_object(noun: Token, verb: Token) -> bool:
    return noun.dep_ in ("dobj", "nsubjpass") or (noun.dep_ in ("nsubj", "attr") and is_passive(verb))


def _is_undone(noun: Token, verb: Token) -> bool:
    return _is_object(noun, verb) and (verb.lemma_.lower() in NEGATIVE_WORDS or _is_called_off(verb))


def _is_called_off(verb: Token) -> bool:
    return verb.lemma_ in ("call", "break") and any(child.lower_ == "off" for child in verb.children)
