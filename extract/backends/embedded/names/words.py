"""Words in and before names: what a name with the word in it is the name of, and titles that are no part of a name."""

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

HONOURS = frozenset("cbe esq jd kc md mbe mep mp obe phd qc".split())
"""What stands after a person's name and is no part of it."""

NEXT_OFFICE = frozenset(
    """
    ceo chairman chairwoman director governor minister premier president secretary senator spokesman spokeswoman
    """.split()
)
"""Offices that, at the end of what is taken for a name, belong to the next name."""

PLACE_FIRST = frozenset("camp cape county fort gulf isle lake mount mt mt. port river".split())
"""Words that, at the beginning of a longer name, make it a place's."""

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

OUTLET = frozenset(
    """
    abc afp anadolu ansa ap arabiya axios bbc bild bloomberg broadcasting cbs cnn dpa economist efe fars figaro
    gazette globe guardian haaretz herald independent interfax irna isna itar-tass jazeera journal kyodo magazine
    mehr monde msnbc nbc news newspaper newsweek newswire npr observer pbs politico post press radio reuters ria
    spiegel sputnik tasnim tass telegraph television times tribune tv upi voa wikinews wire xinhua yonhap
    """.split()
)
"""Words in the names of those who report the news: what they say does not make them part of it."""

OUTLET_NOUN = frozenset(
    """
    broadcaster channel daily magazine network newspaper station website
    """.split()
)

CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    gmt utc est edt pst pdt cet bst""".split()
)
"""Words of dates, which name nobody."""
