"""Words for places, and those by which a sentence tells where: prepositions, and verbs of going."""

from __future__ import annotations

PLACE_NAME = frozenset(
    """
    airport avenue basin bay beach border boulevard bridge camp canal cape cathedral cemetery city coast county
    delta desert district expressway forest freeway gulf harbor harbour heights highway hills hotel island islands
    lake mall memorial monument mosque motorway mountain mountains museum ocean palace park peak peninsula plateau
    plaza port prison province region river road sea shrine square stadium station strait street strip temple tomb
    tower town valley village
    """.split()
)
"""Words that make a capitalised name the name of a place."""

GOVERNED = frozenset(
    "borough city continent county district kingdom province republic state town village world".split()
)
"""Places that stand for who governs or lives there: "wants a rise from the city", "called on the world"."""

EXEMPLIFIED = frozenset("destination city town capital place area region resort".split())
"""Nouns whose examples ("cities such as …") are places."""

VENUES = frozenset(
    "room hotel palace office building hall city capital resort headquarters school college university airport embassy "
    "residence ranch base island town village port house castle church mosque temple club restaurant villa retreat "
    "compound camp barracks station stadium theatre theater museum centre center chamber courthouse farm garden "
    "library ministry consulate mansion monastery province region district suburb county venue".split()
)
"""Nouns after whose "in" or "at" something takes place."""

PLACING = frozenset(
    """in at near inside outside around across throughout within into off along above onto through beyond past
    aboard""".split()
)
"""Prepositions after which any noun only tells where something is; "on" and "at" open much else."""

LOCATING = frozenset({"in", "at", "on", "near", "across", "throughout"})
"""Prepositions after which the name of a place tells where a theme is, not who is to act."""

PLACE_OF_EVENT = frozenset({"in", "at", "on", "near", "outside", "aboard", "inside"})
"""Prepositions after which stands where an event takes place."""

MOTION = frozenset(
    """visit trip return travel go come fly arrive head move flee tour journey drive march sail leave enter reach
    flight deploy ship export import extradite deport withdraw transfer lift transport launch bring take carry pull
    sneak smuggle cross arrival departure bound withdrawal deployment""".split()
)
"""Verbs and nouns after which "to" and "from" tell a place."""

GOING = frozenset("go head travel fly come arrive return visit trip journey".split())
"""Verbs and nouns of those who go somewhere for what happens there: after "to" stands where that is."""

PLACE_VERBS = frozenset("visit leave enter reach tour cross quit flee rock shake border".split())
"""Verbs whose object is a place."""
