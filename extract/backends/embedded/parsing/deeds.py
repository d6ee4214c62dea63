"""Verbs and nouns of saying and doing: what they make of the noun phrases beside them."""

from __future__ import annotations

from extract.backends.embedded.parsing.nouns import BODY, PEOPLE, STANDS_FOR_STATE
from extract.backends.embedded.parsing.places import PLACE_NAME
from extract.backends.embedded.parsing.titles import OFFICE

SAYING = frozenset(
    """say tell announce declare state claim deny warn urge demand ask call accuse blame condemn criticize criticise
    denounce reject refuse accept agree want seek propose offer suggest insist vow pledge promise threaten hope plan
    decide order add note argue believe think express welcome praise confirm report publish broadcast quote admit
    acknowledge cite explain respond reply stress emphasize emphasise reiterate repeat recommend request appeal invite
    support oppose back approve vote call complain describe allege assert maintain predict estimate expect intend
    consider mention indicate signal tweet write""".split()
)
"""Verbs whose subject makes something known or wants something."""

UTTERING = frozenset(
    "say tell add write state declare note warn insist explain continue announce argue claim reply respond tweet "
    "comment conclude stress remark cite speak urge demand call ask reiterate emphasize emphasise".split()
)
"""Verbs whose subject utters the words between quotation marks beside them."""

REPORTING = frozenset("report publish broadcast quote cite".split())
"""What outlets do, and seldom others."""

TELLING = frozenset("tell quote cite".split())
"""Verbs whose object is an audience or a source."""

AIMED = frozenset("call impose depend rely focus put place urge prevail wage spy pressure war crackdown tariff".split())
"""Verbs and nouns after which "on" tells whom the act is aimed at."""

ACTS = frozenset(
    """attack raid strike airstrike offensive bombing bombardment shelling assault incursion siege blockade embargo
    demand call request appeal offer proposal plan bid effort attempt move decision promise pledge vow threat warning
    statement announcement claim allegation charge denial refusal response reply reaction criticism support aid
    assistance visit trip talk negotiation meeting pressure sanction policy stance position vote veto ruling verdict
    advance retreat withdrawal pullout deployment gain victory defeat probe inquiry report study survey investment
    agreement deal purchase sale takeover bid boycott protest ban order help backing approval endorsement concern
    interference intervention involvement influence role resolution ultimatum presence occupation rule change pullback
    drill exercise patrol test launch program programme""".split()
)
"""Nouns for what somebody does: a nationality before them tells who."""

HELD = (
    OFFICE
    | PLACE_NAME
    | frozenset(
        """south north east west southeast southwest northeast northwest heartland interior capital part side border
        coast area outskirt suburb center centre rest half portion soil territory airspace waters supporter follower
        critic aide adviser relative family opponent parliament congress constitution election history economy
        population citizen resident native frontier presidency premiership era term administration alumnus
        graduate""".split()
    )
)
"""What belongs to a state or body without its doing anything: its offices, its places, its followers."""

DONE_BY = frozenset(
    """approval assistance backing blessing consent decision demand endorsement help offer participation permission
    presence proposal refusal request support""".split()
)
"""Nouns after whose "of" stands who does it."""

_SUFFERED = frozenset(
    """arrest murder death rescue release trial abuse torture defeat massacre withdrawal deployment pullout return
    expulsion removal resignation appointment ouster overthrow meeting session summit""".split()
)
_SUFFERED_ENDINGS = "ating illing apping acking inting ssination ulsion ention ecution uction oyment".split()
_ACT_ENDINGS = ("ation", "ition", "usion", "ision", "ection", "ussion", "assment")


def is_act(noun: str) -> bool:
    """Return whether the noun (a lemma) names an act of somebody.

    >>> is_act("raid"), is_act("accusation"), is_act("station"), is_act("administration")
    (True, True, False, False)
    """
    is_other = noun in BODY or noun in PEOPLE or noun in STANDS_FOR_STATE or noun in PLACE_NAME
    return noun in ACTS or (noun.endswith(_ACT_ENDINGS) and not is_other)


def is_suffered(noun: str) -> bool:
    """Return whether who stands after the noun's "of" undergoes the act: "the killing of", "the arrest of"."""
    return noun in _SUFFERED or noun.endswith(tuple(_SUFFERED_ENDINGS))
