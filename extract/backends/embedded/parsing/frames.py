"""Who does what to whom, read off the dependency parse: one view for every form that a sentence may take.

``arguments(token, relation)`` gives the heads of a predicate's arguments by what they are to it, whatever the syntax:
active and passive, control and raising ("is expected to propose"), conjunction, relative and participial clauses,
nominal forms ("its demand for", "talks between"). Cues and sentences are both read through this view, so a cue in the
plain active matches them all. The labels are those of spaCy's English pipelines (ClearNLP style).

Relations: ``subj``, ``obj``, ``dative``, ``inf`` (to-infinitive), ``that`` (finite clause), ``ger`` (gerund),
``prep:of`` and so on, ``mod`` (noun or adjective before a noun), ``attr`` (predicate noun or adjective), ``pred`` (the
verb whose subject a noun is), ``mark:if`` and so on (conditions).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.backends.embedded.parsing.syntax import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    children,
    conjuncts,
    first_conjunct,
    has_own_auxiliary,
    is_finite,
    is_for_clause,
    is_infinitive,
    is_passive,
    is_verbal,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "oprd", "dep"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
CONDITIONS = frozenset({"if", "unless", "until"})
PREPOSITIONS = frozenset({"on", "for", "to", "with", "at", "against", "upon"})
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "agree", "offer"})
_STRAYING = frozenset({"for", "from", "with", "to"})
"""Prepositions that the parser often hangs on the noun before: "called on Congress for help"."""
MEASURES = frozenset("round series day hour week month session number set cycle string first second third".split())
_CIRCUMSTANTIAL = frozenset({"with", "in", "for", "on", "at", "after", "following", "during", "before", "into"})
"""Prepositions of a noun whose agent is that of the verb: "arrived for talks with"."""
LIGHT_VERBS = frozenset(
    "make issue have put present submit send repeat reiterate renew announce deliver voice give hold "
    "lodge raise table begin start end conclude undertake pay cancel postpone wrap resume extend launch "
    "lead reissue press file express outline unveil draft back include".split()
)
"""Verbs whose subject is the one who does what their object names: "issued a demand for", "made an offer to"."""


def arguments(token: Token, relation: str) -> list[Token]:
    """Return the heads of the arguments that stand in *relation* to *token*, in order; conjuncts are not expanded."""
    if relation == "subj":
        return agents_of_verb(token) if is_verbal(token) else agents_of_noun(token)
    if relation == "obj":
        return objects(token)
    if relation == "inf":
        return [child for child in _complements(token) if is_infinitive(child)]
    if relation == "that":
        return [child for child in _complements(token) if child.dep_ in ("ccomp", "acl", "relcl") and _is_clause(child)]
    if relation == "ger":
        return [
            child
            for child in children(token, "xcomp", "dobj", "pcomp", "ccomp")
            if child.tag_ == "VBG" and not children(child, "aux", *SUBJECTS)
        ]
    if relation.startswith("prep:"):
        return list(_prepositional(token, relation.removeprefix("prep:")))
    if relation.startswith("mark:"):
        return _conditions(token, relation.removeprefix("mark:"))
    if relation == "pred":
        return [token.head] if token.dep_ in SUBJECTS and is_verbal(token.head) else []
    if relation == "mod":
        return children(token, "amod", "compound", "nmod", "poss")
    if relation == "attr":
        return children(token, "attr", "acomp", "oprd")
    return children(token, *relation.split("|"))


def agents_of_verb(verb: Token) -> list[Token]:
    """Return who does what *verb* says: its subject, the agent of a passive, or who controls it."""
    own = [_owner(antecedent(child)) for child in children(verb, *SUBJECTS)]
    # The parser hangs some subjects on the auxiliary: "the US has been urging".
    own = own or [subject for one in children(verb, "aux") for subject in children(one, *SUBJECTS)]
    if own:
        return own
    if is_passive(verb):
        return [noun for by in children(verb, "agent", "prep") if by.lower_ == "by" for noun in children(by, "pobj")]
    return _controllers(verb)


def _owner(subject: Token) -> Token:
    """Return the noun that a participle was taken for the head of: "the Red Cross operating there said"."""
    own = children(subject, "nsubj") if subject.tag_ == "VBG" else []
    return own[0] if own else subject


def _controllers(verb: Token) -> list[Token]:
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ == "conj":
        return agents_of_verb(head) if is_verbal(head) else agents_of_noun(head)
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "oprd", "dobj", "attr", "parataxis", "dep") and is_verbal(head):
        return _controllers_in(head, verb)
    if verb.dep_ == "amod":
        return [head] if verb.tag_ == "VBG" else []
    if verb.dep_ in ("acl", "relcl"):
        if verb.tag_ == "VBG" or is_for_clause(verb):
            return [head]
        return agents_of_noun(head)
    if verb.dep_ in ("pcomp", "advcl", "pobj"):
        governor = head.head if head.pos_ in ("ADP", "SCONJ") or head.dep_ == "prep" else head
        return agents_of_verb(governor) if is_verbal(governor) else agents_of_noun(governor)
    if verb.dep_ == "xcomp":  # "is ready to sign"
        return _controllers_in(head.head, verb) if is_verbal(head.head) else []
    return []


def _controllers_in(governor: Token, verb: Token) -> list[Token]:
    if verb.dep_ in ("xcomp", "ccomp") and governor.lemma_ not in _SUBJECT_CONTROL:
        controlled = children(governor, *PASSIVE_SUBJECTS) or children(governor, "dobj", "dative")
        if controlled and not any(child == verb for child in controlled):
            return [antecedent(child) for child in controlled]
    if is_passive(governor):
        return [antecedent(child) for child in children(governor, *PASSIVE_SUBJECTS)]
    return agents_of_verb(governor)


def agents_of_noun(noun: Token) -> list[Token]:
    """Return who does what a noun names: possessor, "by …", an adjective before it, or the subject of a light verb."""
    found = children(noun, "poss")
    for preposition in children(noun, "prep", "agent"):
        if preposition.lower_ in ("by", "from"):
            found += children(preposition, "pobj")
    for participle in children(noun, "acl"):
        if participle.tag_ == "VBN" and not has_own_auxiliary(participle):
            found += agents_of_verb(participle)
    if found:
        return found
    modifiers = children(noun, "amod", "compound", "nmod")
    named = [child for child in modifiers if child.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")]
    if named:
        return named
    first = first_conjunct(noun)
    verb = first.head
    if first.dep_ == "pobj" and verb.dep_ == "prep":
        if verb.lower_ == "of" and verb.head.lemma_ in MEASURES:
            return agents_of_noun(verb.head)
        if verb.lower_ not in _CIRCUMSTANTIAL or verb.head == verb:
            return []
        if not is_verbal(verb.head):
            return agents_of_noun(verb.head)
        # "was invited for talks with"
        return agents_of_verb(verb.head) or children(verb.head, *PASSIVE_SUBJECTS)
    if first.dep_ in ("dobj", "obj") and verb.lemma_ in LIGHT_VERBS:
        return agents_of_verb(verb)
    if first.dep_ == "attr" and is_verbal(verb):
        return []
    return []


def objects(token: Token) -> list[Token]:
    """Return what *token* is done to: its object, the subject of its passive, or the noun that it modifies."""
    if any(child.lower_ in PREPOSITIONS for child in children(token, "prt")):
        return []  # "called on Congress", the particle taken for an adverb: an argument of the preposition
    found = [antecedent(child) for child in children(token, *PASSIVE_SUBJECTS)]
    if is_passive(token) and not found:
        if token.dep_ in ("acl", "amod"):
            return with_measured([token.head])
        if token.dep_ == "conj":
            return objects(token.head)
        if token.dep_ in ("xcomp", "ccomp") and is_infinitive(token):
            return _controllers(token)
    found += [child for child in children(token, "dobj", "obj") if child.tag_ != "VBG"]
    # "urged Iran to leave" is parsed as a clause with a subject of its own.
    found += [
        subject
        for clause in children(token, "ccomp")
        if is_infinitive(clause) or clause.tag_ in ("VB", "VBN", "VBG")
        if not _is_clause(clause)
        for subject in children(clause, *SUBJECTS, *PASSIVE_SUBJECTS)
    ]
    if not found and token.dep_ == "relcl":
        gap = [child for child in children(token, "pobj", "mark") if child.lower_ in _RELATIVES]
        if not children(token, *SUBJECTS) or any(
            child.lower_ not in _RELATIVES for child in children(token, *SUBJECTS)
        ):
            found += [token.head] if children(token, *SUBJECTS) and not gap and not _complements(token) else []
    if not found and token.dep_ != "conj" and not children(token, "prep", "xcomp", "ccomp", "agent"):
        found += [
            item for sister in children(token, "conj") if is_verbal(sister) for item in children(sister, "dobj", "obj")
        ]
    return [antecedent(item) for item in with_measured(found)]


def with_measured(nouns: list[Token]) -> list[Token]:
    """Return *nouns* and what they measure: "a round of talks", "two days of negotiations"."""
    measured = [
        noun
        for measure in nouns
        if measure.lemma_ in MEASURES
        for of in children(measure, "prep")
        if of.lower_ == "of"
        for noun in children(of, "pobj")
    ]
    return nouns + measured


def antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ in _RELATIVES and token.tag_ in ("WP", "WDT"):
        clause = token.head
        while clause.dep_ in ("conj", "xcomp", "ccomp", "prep", "aux") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def _complements(token: Token) -> Iterator[Token] | list[Token]:
    """Return the clauses that *token* or one of its objects governs, the nearest first."""
    found = [child for child in children(token, *_CLAUSES) if is_verbal(child)]
    found = [child for child in found if child.dep_ != "advcl" or child.i > token.i]
    if token.dep_ == "dobj" and token.head.lemma_ in LIGHT_VERBS and not is_verbal(token):
        # "repeated its demand today that", "made an appeal to them to", the clause hung on the verb
        found += [child for child in children(token.head, *_CLAUSES) if is_verbal(child) and child.i > token.i]
    for child in token.children:
        if child.dep_ in ("dobj", "nsubjpass", "dative", "attr", "acomp"):
            found += [clause for clause in children(child, "acl", "relcl", "xcomp", "advcl") if is_verbal(clause)]
        if child.dep_ in ("prep", "prt", "agent"):
            for noun in children(child, "pobj"):
                found += [clause for clause in children(noun, "acl", "relcl", "xcomp", "advcl") if is_verbal(clause)]
            found += [clause for clause in children(child, "pcomp", "xcomp", "advcl") if is_verbal(clause)]
    return found


def _conditions(token: Token, mark: str) -> list[Token]:
    """Return the clauses with *mark* that hang on *token* or on a verb that it governs."""
    return [
        clause
        for clause in token.subtree
        if clause.dep_ in ("advcl", "ccomp") and any(one.lower_ == mark for one in children(clause, "mark", "advmod"))
    ]


def _is_clause(child: Token) -> bool:
    if is_infinitive(child):
        return False
    if child.dep_ in ("acl", "relcl"):  # "the demand that they leave", where "that" may pass for a pronoun
        opens = child.left_edge.lower_ == "that" and child.left_edge.head == child
        return opens and (child.left_edge.dep_ == "mark" or bool(children(child, "nsubj", "nsubjpass")))
    marked = any(word.dep_ == "mark" and word.lower_ == "that" for word in child.children)
    return marked or is_finite(child) or bool(children(child, *SUBJECTS, *PASSIVE_SUBJECTS) and child.tag_ == "VB")


def _prepositional(token: Token, preposition: str) -> Iterator[Token]:
    if preposition in PREPOSITIONS and any(child.lower_ == preposition for child in children(token, "prt")):
        yield from (antecedent(child) for child in children(token, "dobj"))
    if preposition == "for" and not is_verbal(token):  # "their wish for us to leave": whom the clause is about
        clauses = [child for child in children(token, "acl", "advcl", "relcl") if is_for_clause(child)]
        yield from (subject for clause in clauses for subject in children(clause, "nsubj"))
    for holder in _holders(token, preposition):
        for child in holder.children:
            if child.lower_ == "out":  # "walked out of talks"
                child = next((of for of in children(child, "prep") if of.lower_ == preposition), child)
            if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ == preposition:
                for noun in child.children:
                    if noun.dep_ in ("pobj", "pcomp") or (noun.dep_ in ("ccomp", "advcl") and preposition == "for"):
                        yield antecedent(noun)
                        if preposition == "between" and len(conjuncts(noun)) == 1:
                            yield from _second_of_two(noun)
                        yield from (other for also in children(child, "cc", "conj") for other in children(also, "pobj"))
    # "accused by the union of hiding …", the gerund taken for part of the agent.
    for by in children(token, "agent"):
        for noun in children(by, "pobj"):
            for child in children(noun, "prep"):
                if child.lower_ == preposition:
                    yield from children(child, "pcomp")


def _second_of_two(noun: Token) -> Iterator[Token]:
    """Yield the head after the "and" that must follow "between …", where the parser joined something else by it."""
    rest = noun.doc[noun.i + 1 : min(noun.i + 12, noun.sent.end)]
    joined = next((token.i for token in rest if token.lower_ == "and"), None)
    if joined is not None:
        after = (token for token in noun.doc[joined + 1 : noun.sent.end] if token.pos_ in ("NOUN", "PROPN", "PRON"))
        second = next((token for token in after if token.dep_ not in ("compound", "poss", "amod", "nmod")), None)
        yield from [] if second is None else [second]


def _holders(token: Token, preposition: str) -> Iterator[Token]:
    """Yield the tokens that a preposition of *token* may hang on: attachment is the parser's commonest mistake."""
    yield token
    if is_verbal(token):
        for child in token.children:
            if child.dep_ in ("dobj", "attr", "nsubjpass", "prt", "acomp", "advmod"):
                yield child
            if child.dep_ == "prep":
                strays = preposition in _STRAYING and child.lower_ in PREPOSITIONS
                yield from children(child, "prep", *(("pobj",) if strays else ()))
    else:
        first = first_conjunct(token)
        if first.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and is_verbal(first.head):
            yield first.head
        for child in token.children:
            if child.dep_ == "prep":
                yield from children(child, "pobj")
