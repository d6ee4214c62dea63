"""Common nouns by what they denote: people, officers, bodies, and what acts for a state.

Lemmas in lower case. They are the vocabulary of public life in general; nothing here is particular to a schema.
"""

from __future__ import annotations

STANDS_FOR_STATE = frozenset(
    """government administration regime authority official force troop army military navy soldier delegation
    leadership warplane helicopter gunboat warship aircraft jet tank negotiator diplomat commander officer
    serviceman servicewoman marine airman sailor peacekeeper paratrooper side team policymaker
    representative lawman general artillery drone commando mediator intelligence fighter-jet airstrike""".split()
)
"""After a nationality these stand for the state itself: "Russian forces", "US officials"."""

GOVERNMENT = frozenset("government administration regime".split())
"""Without any nationality these stand for the state that the text is about."""

STANDS_FOR_BODY = STANDS_FOR_STATE | frozenset(
    """fighter guerrilla guerilla militant rebel inspector gunman insurgent militiaman expert leader member
    activist spokesman spokeswoman spokesperson cadre operative monitor observer ambassador envoy
    staff employee worker executive candidate lawmaker deputy legislator politician supporter nation country state""".split()
)
"""In the plural, after the name of a body, these stand for that body: "NATO forces", "UN inspectors"."""

BODY = frozenset(
    """police parliament congress senate legislature assembly court tribunal jury judiciary cabinet ministry
    department agency bureau commission committee council board panel party coalition alliance bloc union federation
    confederation league association organization organisation society foundation institute institution university
    company firm corporation conglomerate airline bank broadcaster newspaper newsroom publisher manufacturer maker
    automaker carmaker retailer brokerage insurer refiner group movement front militia junta faction cell network
    club team charity church watchdog embassy consulate secretariat delegation
    brigade battalion regiment corps politburo presidium house chamber mayoralty municipality
    station channel operator provider supplier producer startup
    consortium cartel gang syndicate force""".split()
)
"""Singular nouns for what has members; with a name or a modifier they denote an organization."""

GENERIC_BODY = frozenset(
    """group company party organization organisation agency firm airline movement alliance bloc union bank
    newspaper network station broadcaster channel corporation institution coalition militia team club association
    federation watchdog charity foundation society automaker carmaker retailer manufacturer maker brokerage faction
    operator provider supplier producer publisher insurer refiner gang cartel consortium university institute
    league front conglomerate startup force cell syndicate confederation church""".split()
)
"""Bodies that say nothing about who they are: they refer to one that has a name."""

ANAPHORIC_BODY = GENERIC_BODY | frozenset(
    "commission committee council court parliament ministry brotherhood assembly senate congress board".split()
)

ALWAYS_BODY = frozenset(
    """police parliament congress senate legislature judiciary cabinet jury assembly politburo
    interpol""".split()
)
"""Bodies that act under the bare noun: "police say", "Parliament has voted"."""

NAMES_BODY = frozenset(
    """ministry department agency bureau commission committee council board party coalition alliance union federation
    confederation league association organization organisation society foundation institute institution university
    company corporation corp inc ltd llc plc gmbh airlines airways air bank group movement front army guard guards
    corps authority court tribunal congress parliament senate assembly house chamber duma knesset majlis office
    service services fund forum conference center centre college school hospital club network news times post
    press television tv radio journal newspaper magazine brigade brigades legion militia command forces force police
    church synod holdings industries systems motors electric telecom telecommunications energy oil gas petroleum
    pharmaceuticals international amnesty watch nations organizations states-general secretariat administration
    trust initiative campaign brotherhood jihad hezbollah resistance democrats republicans conservatives liberals
    socialists communists greens labour labor caucus observatory monitor exchange reserve mission program programme
    crescent cross borders fm radio bloc republic majlis municipality org""".split()
)
"""Words that make a capitalised name the name of a body."""

PLACE_NAME = frozenset(
    """river lake sea ocean gulf bay strait island islands mountain mountains valley province region district county
    street avenue road square park airport port harbor harbour bridge city town village desert peninsula coast
    stadium hotel palace prison camp canal cape peak plateau forest border hills heights strip basin plaza
    boulevard beach delta station tomb shrine temple mosque cathedral cemetery memorial monument museum tower""".split()
)
"""Words that make a capitalised name the name of a place."""

OFFICE = frozenset(
    """president premier prime-minister minister chancellor king queen prince princess emperor empress monarch sultan
    emir sheikh sheik caliph ayatollah pope pontiff cardinal bishop archbishop patriarch rabbi imam cleric chairman
    chairwoman chairperson speaker secretary secretary-general undersecretary under-secretary director
    commissioner governor mayor senator congressman congresswoman representative lawmaker legislator deputy mp
    ambassador envoy diplomat consul negotiator mediator spokesman spokeswoman spokesperson adviser advisor aide
    official general admiral colonel major captain lieutenant sergeant marshal commander commander-in-chief chief
    head leader ruler dictator candidate nominee judge prosecutor attorney-general attorney lawyer solicitor
    sheriff inspector magistrate executive ceo founder owner manager coach president-elect vice-president
    vice-premier strongman warlord treasurer comptroller chancellor officer secretary-designate counterpart
    moderator rapporteur coordinator administrator ombudsman guard-commander chief-of-staff archbishop
    premier-designate prime-minister-designate politician statesman militant-leader economist analyst
    professor author activist scientist researcher""".split()
)
"""A person known by a function."""

TITLE_ONLY = frozenset("nominee candidate author owner founder lawyer attorney manager coach member".split())
"""Functions that say little of who somebody is: no one is known by these alone."""

TITLE = frozenset(
    """mr. mr mrs. mrs ms. ms miss dr. dr prof. prof professor sir lord lady dame sen. sen rep. rep gov. gov gen. gen
    lt. lt col. col maj. maj capt. capt sgt. sgt adm. adm president premier prime minister chancellor king queen
    prince princess emperor pope cardinal bishop archbishop patriarch rabbi imam ayatollah sheikh sheik emir sultan
    chairman chairwoman speaker secretary secretary-general general admiral colonel major captain lieutenant
    sergeant marshal commander senator representative congressman congresswoman governor mayor ambassador envoy
    commissioner judge justice prosecutor attorney vice deputy foreign defense defence interior finance
    former ex-president first second chief director spokesman spokeswoman spokesperson leader head
    minister-designate president-elect monsignor monsenor father sister brother reverend rev. mullah saint st. lt.-gen.
    crown grand brigadier corporal private officer inspector opposition rebel
    assemblyman assemblywoman councilman councilwoman taoiseach ex-prime junior jr. jr majesty highness excellency
    candidate lawmaker economy trade justice health education oil energy adviser advisor""".split()
)
"""Words that stand before a person's name and are no part of it."""

HONORIFIC = frozenset(
    """mr. mr mrs. mrs ms. ms miss dr. dr sir lord lady dame president premier chancellor king queen prince princess
    pope cardinal bishop archbishop ayatollah sheikh senator representative congressman congresswoman governor mayor
    general admiral colonel judge justice minister secretary ambassador sen. rep. gov. gen. lt. col. maj. capt.
    sgt. adm. assemblyman assemblywoman councilman councilwoman taoiseach chairman spokesman spokeswoman spokesperson rev. monsignor""".split()
)
"""Words after which a capitalised name is a person's."""

PEOPLE = frozenset(
    """people person man woman child boy girl youth adult citizen resident villager inhabitant civilian immigrant
    migrant refugee settler exile expatriate national native tribesman tribe nomad peasant farmer worker employee
    laborer labourer miner teacher student pupil professor academic scholar scientist researcher expert analyst
    economist historian observer monitor inspector doctor nurse medic physician patient lawyer attorney judge
    prosecutor jurist juror activist campaigner protester protestor demonstrator marcher striker rioter looter
    organizer organiser supporter opponent critic follower believer worshipper pilgrim faithful loyalist dissident
    rebel insurgent guerrilla guerilla militant gunman fighter militiaman militia jihadist islamist extremist
    terrorist separatist nationalist bomber attacker assailant kidnapper hijacker pirate hostage captive prisoner
    detainee inmate suspect defendant plaintiff convict criminal smuggler trafficker warlord elder chieftain
    leader politician lawmaker legislator senator representative deputy congressman candidate voter elector delegate
    negotiator mediator diplomat envoy ambassador minister governor mayor official officer commander general
    soldier troop reservist veteran recruit conscript policeman policewoman guard ranger agent spy
    journalist reporter editor correspondent photographer cameraman publisher blogger writer author artist musician
    singer actor actress filmmaker athlete player footballer fan spectator coach referee
    businessman businesswoman entrepreneur executive investor trader banker broker shareholder consumer customer
    buyer seller exporter importer producer manufacturer retailer company firm bank airline corporation
    ally partner power nation country state government party group organization organisation agency
    lobbyist advocate donor sponsor volunteer peacekeeper rescuer firefighter paramedic
    cleric priest bishop imam monk nun rabbi missionary pastor
    family relative parent mother father widow wife husband son daughter brother sister orphan victim survivor
    mourner neighbor neighbour passenger driver pilot sailor fisherman crew astronaut cosmonaut tourist visitor
    traveler traveller commuter motorist pensioner teenager baby infant colleague counterpart member
    democrat republican conservative liberal socialist communist royalist monarchist reformist moderate hardliner
    hard-liner majority minority community force faction rival enemy adversary foe witness bystander
    authority union trade-union troublemaker contractor supplier vendor shopkeeper merchant camp public
    commander paramilitary paramilitaries serviceman bodyguard escort clan aide adviser advisor
    mercenary sympathizer sympathiser signatory creditor lender
    regulator lord baron dealer abuser user coalition-partner staff crowd public youngster homosexual gay lesbian
    feminist environmentalist conservationist unionist Catholic Christian Muslim Jew Hindu Buddhist Sikh Mormon
    evangelical Protestant Orthodox Sunni Shiite Shi'ite Kurd Arab Tamil Serb Croat Tutsi Hutu Pashtun African
    European Asian American Latino Hispanic Westerner industrialist landowner tenant trooper gunner sniper
    mutineer deserter defector informant whistle-blower whistleblower donor-nation stakeholder claimant
    pensioner intellectual poet novelist playwright lecturer engineer technician architect builder physicist
    chemist biologist astronomer statistician clergyman clergy militiamen maker automaker carmaker operator
    force fundamentalist radical hacker local islander deportee returnee squatter vigilante looter arsonist robber
    thief burglar murderer killer rapist shooter perpetrator culprit offender violator accomplice conspirator plotter
    collaborator informer propagandist recruiter trainer mujahideen guerilla commando cadre partisan revolutionary
    rebel-leader chieftain secessionist autonomist loyalist unionist republican anarchist fascist nazi leftist rightist
    centrist progressive populist ecologist pacifist abolitionist suffragette whistleblower moderate extremist zealot
    parishioner worshiper bishop cleric mullah ayatollah sheikh cardinal preacher evangelist theologian
    seminarian congregant devotee disciple adherent backer booster fundraiser financier philanthropist benefactor
    sponsor subsidiary affiliate rival competitor entrant applicant petitioner signatory appellant complainant
    litigant lawbreaker juror paralegal notary auditor accountant clerk secretary receptionist bureaucrat
    technocrat administrator functionary apparatchik oligarch tycoon magnate billionaire millionaire investor
    speculator shareholder stakeholder bondholder creditor debtor borrower depositor saver taxpayer payer
    householder homeowner tenant renter landlord developer planner surveyor contractor subcontractor
    welder electrician plumber carpenter mechanic driver trucker cabbie courier docker stevedore longshoreman
    steelworker autoworker railwayman shipbuilder logger rancher herder herdsman shepherd grower planter winemaker
    brewer baker butcher chef cook waiter bartender hotelier restaurateur barber tailor weaver craftsman artisan
    sculptor painter dancer choreographer composer conductor pianist violinist guitarist drummer rapper
    comedian entertainer broadcaster presenter anchor host commentator columnist pundit critic reviewer blogger
    archivist librarian curator archaeologist anthropologist sociologist psychologist psychiatrist therapist
    surgeon dentist pharmacist midwife caregiver carer vet veterinarian epidemiologist virologist
    immunologist oncologist geneticist zoologist botanist geologist seismologist meteorologist forecaster
    climatologist oceanographer mathematician programmer coder designer inventor innovator pioneer explorer
    adventurer climber swimmer runner cyclist boxer wrestler golfer skater skier gymnast sprinter footballer
    cricketer batsman bowler goalkeeper striker midfielder defender teammate champion winner loser finalist medalist
    contestant challenger contender incumbent nominee appointee successor predecessor heir descendant ancestor
    newborn toddler infant schoolchild schoolgirl schoolboy graduate undergraduate alumnus freshman sophomore
    dropout tutor lecturer headteacher principal dean chancellor provost educator trustee governor
    smoker drinker addict patient sufferer carrier donor recipient beneficiary claimant retiree
    policyholder subscriber viewer listener reader user gamer shopper buyer seller diner guest holidaymaker
    hiker backpacker camper hunter poacher trapper angler gardener homemaker housewife bachelor bride groom
    newcomer outsider insider foreigner stranger alien expat settler colonist colonizer occupier invader
    watchdog lobby rescue-worker aid-worker marine negotiator counselor inspector auditor manager entity legislature youth""".lower().split()
)
"""In the plural, or collective, these are people, or bodies of people, without an organisation of their own."""

VAGUE_PEOPLE = frozenset(
    """people person man woman child boy girl other one country nation state group power figure member adult
    thing baby son daughter brother sister wife husband mother father parent family relative""".split()
)
"""People who need a modifier to be somebody in particular."""

QUANTITY = frozenset(
    """thousand hundred ten dozen million billion score group crowd majority minority handful couple
    lot bunch team band series some many most all both several part half third quarter rest generation""".split()
)
"""Heads before "of" that only count or gather: "thousands of demonstrators"."""

COLLECTIVE = frozenset("opposition public crowd clergy minority community electorate".split())
"""Singular nouns for people without an organisation."""

SAME_PEOPLE = (
    frozenset("protester protestor demonstrator marcher rioter activist".split()),
    frozenset("rebel insurgent guerrilla guerilla militant fighter gunman militiaman separatist".split()),
    frozenset("lawmaker legislator deputy parliamentarian".split()),
    frozenset("soldier troop serviceman force".split()),
    frozenset("nation country government state power".split()),
)
"""Nouns that an article uses in turn for the same people."""

HEADS_OF_STATE = frozenset(
    """president premier minister chancellor king queen emperor sultan emir leader chairman ruler monarch
    pope prince chief""".split()
)
"""Offices whose holders are called leaders."""

ANIMATE = BODY | OFFICE | TITLE | HONORIFIC | PEOPLE | VAGUE_PEOPLE | COLLECTIVE | STANDS_FOR_BODY
"""Whatever can act: the nouns of people and of what has members."""

OUTLET = frozenset(
    """news times post herald journal tribune gazette telegraph guardian observer press tv television radio broadcasting
    newspaper magazine newswire wire bbc cnn nbc abc cbs msnbc npr pbs bloomberg reuters ap afp upi dpa efe tass
    itar-tass interfax xinhua kyodo yonhap irna isna mehr tasnim fars anadolu ansa jazeera arabiya politico axios
    wikinews voa ria sputnik spiegel monde figaro bild haaretz globe independent economist newsweek""".split()
)
"""Words in the names of those who report the news: what they say does not make them part of it."""

OUTLET_NOUN = frozenset("newspaper channel station network broadcaster magazine website daily".split())

EVENT_NAME = frozenset(
    """conference summit meeting festival cup championship championships olympics games day week war wars
    treaty accord agreement accords convention open prix award awards prize election elections
    revolution crisis holocaust massacre plan act bill law constitution declaration resolution""".split()
)
"""Words that make a capitalised name the name of an event or a document."""

PARTISAN = frozenset(
    """rebel insurgent guerrilla guerilla militant fighter gunman militiaman separatist secessionist jihadist extremist
    terrorist islamist fundamentalist attacker bomber assailant kidnapper hijacker pirate protester protestor
    demonstrator marcher striker rioter activist campaigner organizer organiser nationalist loyalist dissident
    opposition lawmaker legislator senator deputy politician candidate negotiator mediator envoy observer inspector
    prosecutor investigator guard settler peacekeeper warlord cleric rescuer hacker mutineer mercenary coup-leader
    unionist royalist reformist hardliner conservative liberal socialist communist""".split()
)
"""People whose very name tells that they take part in public affairs."""
