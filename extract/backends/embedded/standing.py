"""How a noun phrase stands in its sentence: whether what it denotes does, says, wants, gets or undergoes something."""

from __future__ import annotations

from typing import Literal

from extract.backends.embedded.nouns import BODY, OFFICE, PEOPLE, PLACE_NAME, QUANTITY, STANDS_FOR_STATE
from extract.backends.embedded.words import Words

Standing = Literal[
    "speaker", "subject", "being", "agent", "object", "recipient", "party", "topic", "owner", "holder", "member",
    "modifier", "place", "source", "reporter", "loose",
]  # fmt: skip
"""``speaker``: subject of a verb of saying or wanting; ``being``: subject of "be"; ``recipient``: told, given, asked;
``party``: with, against, between …; ``topic``: about, for, from …; ``owner``: of an act or thing; ``holder``: what an
office, a part or a place belongs to; ``member``: after another "of"; ``loose``: outside any clause."""

_LOCATIVE = frozenset(
    """in at near inside outside around across throughout within into off along above onto through under upon
    beyond past aboard""".split()
)
_MOTION = frozenset(
    """visit trip return travel go come fly arrive head move flee tour journey drive march sail leave enter reach
    flight deploy ship export import extradite deport withdraw transfer lift transport launch bring take carry pull sneak smuggle cross
    arrival departure bound withdrawal deployment""".split()
)
_EXAMPLES = frozenset("including like as except than alongside besides".split())
_PLACE_NOUNS = frozenset("destination city town capital place area region resort".split())
_PLACE_VERBS = frozenset("visit leave enter reach tour cross quit flee rock shake border".split())
_SOURCE_VERBS = frozenset("tell quote cite".split())
_REPORTING = frozenset("report publish broadcast quote".split())
SAYING = frozenset(
    """say tell announce declare state claim deny warn urge demand ask call accuse blame condemn criticize criticise
    denounce reject refuse accept agree want seek propose offer suggest insist vow pledge promise threaten hope plan
    decide order add note argue believe think express welcome praise confirm report publish broadcast quote admit
    acknowledge explain respond reply stress emphasize emphasise reiterate repeat recommend request appeal invite
    support oppose back approve vote call complain describe allege assert maintain predict estimate expect intend
    consider mention indicate signal tweet write""".split()
)
"""Verbs whose subject makes something known or wants something."""
_ACTS = frozenset(
    """attack raid strike airstrike offensive bombing bombardment shelling assault incursion siege blockade embargo
    demand call request appeal offer proposal plan bid effort attempt move decision promise pledge vow threat warning
    statement announcement claim allegation charge denial refusal response reply reaction criticism support aid
    assistance visit trip talk negotiation meeting pressure sanction policy stance position vote veto ruling verdict
    advance retreat withdrawal pullout deployment gain victory defeat probe inquiry report study survey investment
    agreement deal purchase sale takeover bid boycott protest ban order help backing approval endorsement concern
    interference intervention involvement influence role resolution ultimatum presence occupation rule change pullback drill exercise patrol test launch program programme
    """.split()
)
_AIMED = frozenset("impose depend rely focus put place urge prevail wage spy pressure war crackdown tariff".split())
_ACT_ENDINGS = ("ation", "ition", "usion", "ision", "ection", "ussion", "assment")
_SUFFERED = frozenset(
    """arrest murder death rescue release trial abuse torture defeat massacre withdrawal deployment pullout return
    expulsion removal resignation appointment ouster overthrow meeting session summit""".split()
)
_OF_ACTS = ("ating", "illing", "apping", "acking", "inting", "ssination", "ulsion", "ention", "ecution", "uction", "oyment")
"""Nouns of acts: who stands after their "of" suffers the act."""
_HELD = OFFICE | PLACE_NAME | frozenset(
    """south north east west capital part side border coast area outskirt suburb center centre rest soil territory
    airspace waters supporter follower critic aide adviser relative family opponent southeast southwest northeast northwest heartland interior half portion parliament congress
    constitution election history economy population citizen resident native""".split()
)
"""What belongs to a state or body without its doing anything: its offices, its places."""


def standing_of(words: Words, root: int) -> tuple[Standing, int]:
    """Return how the phrase headed by *root* stands, and the word that governs it (its verb, noun or preposition)."""
    root = first_conjunct(words, root)
    dep, head = words.deps[root], words.heads[root]
    lemma = words.lemmas[head]
    if dep in ("nsubj", "nsubjpass", "csubj", "expl"):
        if dep == "nsubj" and lemma in SAYING:
            return ("reporter" if lemma in _REPORTING else "speaker"), head
        is_being = lemma == "be" and not any(words.deps[child] == "acomp" for child in words.children[head])
        return ("being" if is_being else "subject"), head
    if dep in ("dative", "iobj"):
        return ("source" if lemma in _SOURCE_VERBS else "recipient"), head
    if dep in ("dobj", "obj", "oprd"):
        if lemma in _SOURCE_VERBS:
            return ("recipient" if _is_told_to(words, head) else "source"), head
        if lemma in SAYING:
            return "recipient", head
        return ("place" if lemma in _PLACE_VERBS else "object"), head
    if dep == "poss":
        return ("holder" if lemma in _HELD else "owner"), head
    if dep in ("compound", "amod", "nmod", "npadvmod", "advmod", "quantmod", "nummod", "det"):
        if lemma in _HELD or words.pos[head] == "PROPN":
            return "holder", head
        return ("owner" if is_act(lemma) else "modifier"), head
    if dep == "pobj":
        return _after_preposition(words, head)
    return "loose", head


def is_act(noun: str) -> bool:
    """Return whether the noun (a lemma) names an act of somebody: "raid", "decision", "accusation"."""
    is_somebody = noun in BODY or noun in PEOPLE or noun in STANDS_FOR_STATE
    return noun in _ACTS or (noun.endswith(_ACT_ENDINGS) and not is_somebody)


def first_conjunct(words: Words, index: int) -> int:
    """Return the phrase that stands in the clause for the one headed by *index*: the first of a coordination, the noun
    that an apposition explains, the office that a name follows ("the head of the agency, Ms. Frei")."""
    for _ in range(20):
        dep, head = words.deps[index], words.heads[index]
        if dep in ("appos", "conj") and words.texts[index - 1] in ("--", "–", "—", ":"):
            # What a dash introduces explains the whole noun phrase before it: "six nations bordering it -- Peru, …".
            governor = words.heads[head]
            index = words.heads[governor] if words.deps[governor] in ("acl", "relcl") else head
            continue
        follows = head < index and dep in ("appos", "compound", "nmod", "npadvmod", "dep")
        if dep in ("nmod", "compound") and head > index and _is_coordinated(words, index):
            # "The Secretary of State and National Security Advisor are …": the first hangs on the last as a modifier.
            while words.deps[head] in ("nmod", "compound") and words.heads[head] > head:
                head = words.heads[head]
            follows = True
        if head == index or not (dep == "conj" or follows):
            break
        index = head
        preposition = words.heads[index]
        if dep == "appos" and words.lowers[preposition] == "of" and words.lemmas[words.heads[preposition]] in OFFICE:
            index = words.heads[preposition]
    return index


def _is_coordinated(words: Words, index: int) -> bool:
    if words.lemmas[words.heads[index]] in OFFICE and words.lemmas[index] not in OFFICE:
        return False
    return any(words.deps[child] == "cc" and child > index for child in words.children[index])


def _is_told_to(words: Words, verb: int) -> bool:
    """Return whether the verb has an infinitive: who is told to do something is more than an audience."""
    return any(words.deps[child] == "xcomp" for child in words.children[verb])


def _after_preposition(words: Words, preposition: int) -> tuple[Standing, int]:
    word, governor = words.lowers[preposition], words.heads[preposition]
    if word in _EXAMPLES and words.pos[governor] in ("NOUN", "PROPN") and governor != preposition:
        if words.lemmas[governor] in _PLACE_NOUNS:
            return "place", governor
        return standing_of(words, governor)
    if word in ("as", "like") and words.pos[governor] not in ("NOUN", "PROPN"):
        return "loose", governor
    if words.pos[governor] == "ADP" and words.heads[governor] != governor:
        governor = words.heads[governor]
    lemma = words.lemmas[governor]
    if words.deps[preposition] == "agent":
        return "agent", governor
    if word in _LOCATIVE:
        return "place", governor
    if word == "to" and lemma == "accord":
        return "source", governor
    if word in ("to", "from", "for", "between") and lemma in _MOTION:
        return "place", governor
    if word in ("to", "for") and lemma in OFFICE:
        return "holder", governor
    if word == "of" and lemma in QUANTITY and governor != preposition:
        return standing_of(words, governor)
    if word == "of" and (lemma in _SUFFERED or lemma.endswith(_OF_ACTS)):
        return "object", governor
    if word == "of":
        return ("holder" if lemma in _HELD else "member"), governor
    if word == "for" and lemma in SAYING:
        return "party", governor
    if word == "on" and not (lemma == "call" or is_act(lemma) or lemma in _AIMED):
        return "place", governor
    if word in ("to", "with", "against", "between", "among", "by", "on", "alongside", "toward", "towards", "from"):
        return "party", governor
    return "topic", governor
