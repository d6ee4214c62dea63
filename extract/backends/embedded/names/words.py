"""Words in names: what a name with the word in it is the name of."""

from __future__ import annotations

NAMES_BODY = frozenset(
    """
    administration agency air airlines airways alliance amnesty army assembly association authority bank bloc board
    borders brigade brigades brotherhood bureau campaign caucus center centre chamber church club coalition college
    command commission committee communists company confederation conference congress conservatives corp corporation
    corps council court crescent cross democrats department duma electric energy exchange federation fm force forces
    forum foundation front fund gas gmbh greens group guard guards holdings hospital house inc industries initiative
    institute institution international jihad journal knesset labor labour league legion liberals llc ltd magazine
    majlis militia ministry mission monitor motors movement municipality nations network news newspaper observatory
    office oil org organisation organization organizations parliament party petroleum pentagon pharmaceuticals plc
    police post presidency press program programme radio republic republicans reserve resistance school secretariat
    senate service services socialists society states-general synod systems telecom telecommunications television
    times tribunal trust tv union university watch
    """.split()
)
"""Words that make a capitalised name the name of a body."""

EVENT_NAME = frozenset(
    """
    accord accords act affair agreement amendment award awards bill bombing bombings ceremony championship
    championships charter conference constitution convention crisis cup day deal debate declaration directive
    disease earthquake election elections expo fair fest festival fever flu games holocaust hurricane law marathon
    massacre meeting memorandum olympics open opinion order outbreak pact pandemic parade plan prix prize protocol
    referendum regulations resolution revolution scandal show storm summit syndrome tour treaty trial typhoon virus
    war wars week
    """.split()
)
"""Words that make a capitalised name the name of an event or a document."""

EVENT_FIRST = frozenset("cyclone hurricane operation storm tropical typhoon".split())
VESSEL_FIRST = frozenset("apollo flight hms mv rms shuttle soyuz ss uss".split())
"""Words that, at the beginning of a longer name, make it a ship's, an aircraft's or a spacecraft's."""

ABBREVIATION = frozenset(
    """
    aids am bc ad ceo cfo covid covid-19 cv dc dna dvd ebola ebt eid faq gdp gmo gps hiv hm hrh id ied iq irl lgbt
    lgbtq mers mp3 mrna mvp pc pdf phd pm qr r0 rna rip sars sms suv tv ufo uhf url usb usd vat vip wmd
    """.split()
)
"""Abbreviations, and names of days and diseases, that name nobody."""

SECTOR = frozenset(
    """
    affairs agricultural agriculture art arts atmospheric broadcasting care civil climate commerce communication
    communications cooperation crime culture defence defense development disaster disease drug economic education
    electoral emergency employment energy engineering environment environmental exchange family finance fire
    fisheries food forestry health heritage homeland housing human immigration industry information innovation
    intelligence justice labor labour medicine migration mines monitoring natural nutrition oceanic planning
    prevention protection public reconstruction reform rehabilitation rescue research resettlement resources revenue
    rights safety science sciences security social space sport sports statistics technology tourism trade training
    transport transportation water welfare wildlife women youth
    """.split()
)
"""Words for what ministries and agencies deal with: "and" before or after one goes on with the name."""

OUTLET = frozenset(
    """
    abc afp anadolu ansa ap arabiya axios bbc bild bloomberg broadcasting cbs cnn dpa economist efe fars figaro
    gazette globe guardian haaretz herald independent interfax irna isna itar-tass jazeera journal kyodo magazine
    mehr monde msnbc nbc news newspaper newsweek newswire npr observer pbs politico post press radio reuters ria
    spiegel sputnik tasnim tass telegraph television times tribune tv upi voa wikinews wire xinhua yonhap
    """.split()
)
"""Words in the names of those who report the news: what they say does not make them part of it."""

CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    gmt utc est edt pst pdt cet bst""".split()
)
"""Words of dates, which name nobody."""
