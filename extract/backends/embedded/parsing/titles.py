"""Titles and offices: what stands before or after a person's name, and what a person is known by.

Words in lower case as they stand before names, lemmas for offices.
"""

from __future__ import annotations

TITLE = frozenset(
    """
    adm adm. admiral adviser advisor ambassador archbishop assemblyman assemblywoman attorney ayatollah bishop
    brigadier brother candidate capt capt. captain cardinal cde chairman chairwoman chancellor chief col col.
    colonel commander commissioner constable congressman congresswoman corporal councillor councilman councilwoman
    crown dame defence defense deputy detective director dr dr. economy education emir emperor energy envoy
    ex-president ex-prime excellency father finance first foreign former gen gen. general gov gov. governor grand
    head health highness imam inspector interior jr jr. judge junior justice king lady lawmaker leader lieutenant
    lord lt lt. lt.-gen. maj maj. majesty major marshal mayor minister minister-designate miss monsenor monsignor mr
    mr. mrs mrs. ms ms. mme mullah officer oil opposition patriarch pope premier president president-elect prime
    prince princess private prof prof. professor prosecutor queen rabbi rebel rep rep. representative rev. reverend
    saint second secretary secretary-general sen sen. senator sergeant sgt sgt. sheik sheikh sir sister sheriff
    speaker spokesman spokesperson spokeswoman st. sultan superintendent taoiseach trade vice
    """.split()
)
"""Words that stand before a person's name and are no part of it."""

CIVIL = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir dame".split())
"""Titles that stand before persons' names alone and tell nothing of what they do."""

HONORIFIC = frozenset(
    """
    adm. admiral ambassador archbishop assemblyman assemblywoman ayatollah bishop capt. cardinal chairman chancellor
    col. colonel congressman congresswoman councillor councilman councilwoman dame dr dr. gen. general gov. governor
    judge justice king lady lord lt. maj. mayor minister miss monsignor mr mr. mrs mrs. ms ms. pope premier
    president prince princess queen rep. representative rev. secretary sen. senator sgt. sheikh sir spokesman
    spokesperson spokeswoman taoiseach
    """.split()
)
"""Words after which a capitalised name is a person's."""

HONOURS = frozenset("cbe esq jd kc md mbe mep mp obe phd qc".split())
"""What stands after a person's name and is no part of it."""

NEXT_OFFICE = frozenset(
    """
    ceo chairman chairwoman director governor minister premier president secretary senator spokesman spokeswoman
    """.split()
)
"""Offices that, at the end of what is taken for a name, belong to the next name."""

OFFICE = frozenset(
    """
    activist administrator admiral adviser advisor aide ambassador analyst archbishop attorney attorney-general
    author ayatollah bishop caliph candidate captain cardinal ceo chairman chairperson chairwoman chancellor chief
    chief-of-staff cleric coach colonel commander commander-in-chief commissioner comptroller congressman
    congresswoman consul coordinator counterpart deputy dictator diplomat director economist emir emperor empress
    envoy executive founder general governor head imam inspector judge king lawmaker lawyer leader legislator
    lieutenant magistrate major manager marshal mayor mediator minister moderator monarch mp negotiator nominee
    officer official ombudsman owner patriarch politician pontiff pope premier premier-designate president
    president-elect prime-minister prime-minister-designate prince princess professor prosecutor queen rabbi
    rapporteur representative researcher ruler scientist secretary secretary-designate secretary-general senator
    sergeant sheik sheikh sheriff solicitor speaker spokesman spokesperson spokeswoman statesman strongman sultan
    treasurer under-secretary undersecretary vice-premier vice-president warlord
    """.split()
)
"""A person known by a function."""

TITLE_ONLY = frozenset(
    """
    attorney author candidate coach founder lawyer manager member nominee owner
    """.split()
)
"""Functions that say little of who somebody is: no one is known by these alone."""

HEADS_OF_STATE = frozenset(
    """
    chairman chancellor chief emir emperor king leader minister monarch pope premier president prince queen ruler
    sultan
    """.split()
)
"""Offices whose holders are called leaders."""
