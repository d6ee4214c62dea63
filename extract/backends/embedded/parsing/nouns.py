"""Common nouns by what they denote: people, officers, bodies, and what acts for a state.

Lemmas in lower case. They are the vocabulary of public life in general; nothing here is particular to a schema.
"""

from __future__ import annotations

from extract.backends.embedded.parsing.titles import HONORIFIC, OFFICE, TITLE

GOVERNMENT = frozenset(
    """
    administration government regime
    """.split()
)
"""Without any nationality these stand for the state that the text is about."""

STANDS_FOR_STATE = frozenset(
    """
    administration aircraft airman airstrike army artillery authority commander commando delegation diplomat drone
    force general government gunboat helicopter intelligence jet lawman leadership marine mediator military navy
    negotiator officer official paratrooper peacekeeper policymaker regime representative sailor serviceman
    servicewoman side soldier tank team troop warplane warship
    """.split()
)
"""After a nationality these stand for the state itself: "Russian forces", "US officials"."""

STANDS_FOR_BODY = STANDS_FOR_STATE | frozenset(
    """
    activist ambassador cadre candidate country deputy employee envoy executive expert fighter fighter-jet guerilla
    guerrilla gunman inspector insurgent lawmaker leader legislator member militant militiaman monitor nation
    observer operative politician rebel spokesman spokesperson spokeswoman staff state supporter worker
    """.split()
)
"""In the plural, after the name of a body, these stand for that body: "NATO forces", "UN inspectors"."""

BODY = frozenset(
    """
    agency airline alliance assembly association automaker bank battalion bloc board brigade broadcaster brokerage
    bureau cabinet carmaker cartel cell chain chamber channel charity church club coalition commission committee
    company confederation conglomerate congress consortium consulate corporation corps council court delegation
    department directorate embassy faction federation firm force foundation front gang group house institute
    institution insurer judiciary junta jury league legislature maker manufacturer mayoralty militia ministry
    mission movement municipality network newspaper newsroom operator organisation organization panel parliament
    party police politburo presidency presidium producer provider publisher refiner regiment retailer secretariat
    senate society startup station subcommittee subsidiary supermarket supplier syndicate team tribunal union
    university watchdog
    """.split()
)
"""Singular nouns for what has members; with a name or a modifier they denote an organization."""

OF_A_BODY = frozenset(["management"])
"""Who runs a body: the body itself, told before or named by what stands before the noun."""

GENERIC_BODY = frozenset(
    """
    agency airline alliance association automaker bank bloc broadcaster brokerage carmaker cartel cell chain channel
    charity church club coalition company confederation conglomerate consortium corporation faction federation firm
    force foundation front gang group institute institution insurer league maker manufacturer militia movement
    network newspaper operator organisation organization party producer provider publisher refiner retailer society
    startup station supermarket supplier syndicate team union university watchdog
    """.split()
)
"""Bodies that say nothing about who they are: they refer to one that has a name."""

ANAPHORIC_BODY = GENERIC_BODY | frozenset(
    """
    assembly board brotherhood commission committee congress council court ministry parliament senate
    """.split()
)
"""Bodies that a bare noun refers back to, or that a name beside the noun is the name of."""

ALWAYS_BODY = frozenset(
    """
    assembly cabinet congress judiciary jury legislature parliament police politburo senate
    """.split()
)

PEOPLE = frozenset(
    """
    abolitionist abuser academic accomplice accountant activist actor actress addict adherent administrator adult
    adventurer adversary adviser advisor advocate affiliate african agency agent aide airline alderman alien ally
    alumnus ambassador american analyst anarchist ancestor anchor angler anthropologist apparatchik appellant
    applicant appointee arab archaeologist architect archivist arsonist artisan artist asian assailant astronaut
    astronomer athlete attacker attorney auditor author authority automaker autonomist autoworker ayatollah baby
    bachelor backer backpacker baker bank banker barber baron barrister bartender batsman believer benefactor
    beneficiary billionaire biologist bishop blogger bodyguard bomber bondholder booster borrower botanist bowler
    boxer boy brewer bride broadcaster broker brother buddhist builder bureaucrat burglar businessman businesswoman
    butcher buyer bystander cabbie cadre cameraman camp campaigner camper candidate captive cardinal caregiver carer
    carmaker carpenter carrier catholic centrist challenger champion chancellor chef chemist chieftain child
    choreographer christian citizen civilian claimant clan clergy clergyman cleric clerk climatologist climber coach
    coder collaborator colleague colonist colonizer columnist comedian commander commando commentator communist
    community commuter company competitor complainant composer conductor congregant congressman conscript
    conservationist conservative conspirator consultant consumer contender contestant contractor convict cook
    coroner corporation correspondent cosmonaut counsel counselor counterpart country courier craftsman creditor
    crew cricketer criminal critic croat crowd culprit curator customer cyclist dancer daughter dealer dean debtor
    defector defendant defender delegate democracy democrat demonstrator dentist deportee depositor deputy
    descendant deserter designer detainee developer devotee diner diplomat disciple dissident distributor docker
    doctor donor drinker driver dropout drummer ecologist economist editor educator elder elector electrician
    employee enemy engineer entertainer entity entrant entrepreneur environmentalist envoy epidemiologist escort
    european evangelical evangelist executive exile expat expatriate expert explorer exporter extremist faction
    faithful family fan farmer fascist father feminist fighter filmmaker finalist financier firefighter firm
    fisherman foe follower footballer force forecaster foreigner freshman functionary fundamentalist fundraiser
    gamer gardener gay general geneticist geologist girl goalkeeper golfer government governor graduate groom group
    grower guard guerilla guerrilla guest guitarist gunman gunner gymnast hacker hard-liner hardliner headteacher
    heir herder herdsman hijacker hiker hindu hispanic historian holidaymaker homemaker homeowner homosexual host
    hostage hotelier householder housewife hunter husband hutu imam immigrant immunologist importer incumbent
    industrialist infant informant informer inhabitant inmate innovator insider inspector insurgent intellectual
    invader inventor investigator investor islamist islander jew jihadist journalist judge jurist juror kidnapper
    killer kurd laborer labourer landlord landowner latino lawbreaker lawmaker lawyer leader lecturer leftist
    legislator legislature lender lesbian liberal librarian listener litigant lobby lobbyist local logger
    longshoreman looter lord loser loyalist magnate majority maker man manager manufacturer marcher marine
    mathematician mayor mechanic medalist mediator medic member mep mercenary merchant meteorologist midfielder
    midwife migrant militant militia militiaman militiamen millionaire miner minister minority missionary moderate
    monarchist monitor monk mormon mother motorist mourner mp msp mujahideen mullah murderer musician muslim
    mutineer nation national nationalist native nazi negotiator neighbor neighbour newborn newcomer ngo nomad
    nominee notary novelist nun nurse observer occupier oceanographer offender officer official oligarch oncologist
    operator opponent organisation organiser organization organizer orphan orthodox outsider pacifist painter
    panelist paralegal paramedic paramilitaries paramilitary parent parishioner participant partisan partner party
    pashtun passenger pastor patient payer peacekeeper peasant pensioner people perpetrator person petitioner
    pharmacist philanthropist photographer physician physicist pianist pilgrim pilot pioneer pirate plaintiff
    planner planter player playwright plotter plumber poacher poet policeman policewoman policyholder politician
    populist power preacher predecessor presenter priest principal prisoner producer professor programmer
    progressive propagandist prosecutor protestant protester protestor provost psychiatrist psychologist public
    publisher pundit pupil rabbi radical railwayman rancher ranger rapist rapper reader rebel receptionist recipient
    recruit recruiter referee reformist refugee regulator relative renter reporter representative republican rescuer
    researcher reservist resident restaurateur retailer retiree returnee reviewer revolutionary rightist rioter
    rival robber royalist runner sailor saver scholar schoolboy schoolchild schoolgirl scientist sculptor seaman
    secessionist secretary seismologist seller seminarian senator separatist serb serviceman settler shareholder
    sheikh shepherd shi'ite shiite shipbuilder shipowner shooter shopkeeper shopper signatory sikh singer sister
    skater skier smoker smuggler sniper socialist sociologist soldier son sophomore specialist spectator speculator
    sponsor sprinter spy squatter staff staffer stakeholder state statistician steelworker stevedore stockholder
    stranger strategist striker student subcontractor subscriber subsidiary successor sufferer suffragette sunni
    superpower supplier supporter surgeon surveyor survivor suspect swimmer sympathiser sympathizer tailor tamil
    taxpayer teacher teammate technician technocrat teenager tenant terrorist theologian therapist thief toddler
    tourist trader trafficker trainer trapper traveler traveller tribe tribesman troop trooper troublemaker trucker
    trustee tutor tutsi tycoon undergraduate underwriter union unionist user vendor vet veteran veterinarian victim
    viewer vigilante villager violator violinist virologist visitor volunteer voter waiter warlord watchdog weaver
    welder westerner whistle-blower whistleblower widow wife winemaker winner witness woman worker worshiper
    worshipper wrestler writer youngster youth zealot zoologist
    """.split()
)
"""In the plural these are people, or bodies of people, without an organisation of their own."""

VAGUE_PEOPLE = frozenset(
    """
    adult baby boy brother child country daughter family father figure girl group husband man member mother nation
    one other parent people person power relative sister son state thing wife woman
    """.split()
)
"""People who need a modifier to be somebody in particular."""

PRESS = frozenset("correspondent journalist newsman pressman reporter".split())
"""Who reports the news: what they say or hear does not make them part of it."""

HUMAN = frozenset("adult baby boy child girl human individual man one other people person woman youth".split())
"""People told by nothing but age and sex: an adjective makes them nobody in particular."""

PARTISAN = frozenset(
    """
    activist assailant attacker bomber campaigner candidate cleric communist conservative demonstrator deputy
    dissident envoy extremist fighter firefighter fundamentalist guard guerilla guerrilla gunman hacker hardliner
    hijacker inspector insurgent investigator islamist jihadist kidnapper lawmaker legislator liberal loyalist
    marcher mediator mercenary militant militiaman mutineer nationalist negotiator observer opposition organiser
    organizer peacekeeper pirate politician prosecutor protester protestor rebel reformist rescuer rioter royalist
    secessionist senator separatist settler socialist striker terrorist unionist warlord
    """.split()
)
"""People whose very name tells that they take part in public affairs."""

COLLECTIVE = frozenset(
    """
    audience clergy community crowd electorate minority opposition public workforce
    """.split()
)
"""Singular nouns for people without an organisation."""

QUANTITY = frozenset(
    """
    all band billion both bunch couple crowd dozen duo generation group half handful hundred lot majority many
    million minority most number pair part quarter rest score series several some team ten third thousand trio
    """.split()
)
"""Heads before "of" that only count or gather: "thousands of demonstrators"."""

SAME_PEOPLE = (
    frozenset("protester protestor demonstrator marcher rioter activist".split()),
    frozenset("rebel insurgent guerrilla guerilla militant fighter gunman militiaman separatist".split()),
    frozenset("lawmaker legislator deputy parliamentarian".split()),
    frozenset("soldier troop serviceman force".split()),
    frozenset("nation country government state power".split()),
)
"""Nouns that an article uses in turn for the same people."""

STATEMENT = frozenset(
    """
    communique declaration editorial letter manifesto memo memorandum message note petition statement
    """.split()
)
"""Texts that say what their authors say, whatever they are about."""

TEXT = STATEMENT | frozenset(
    """
    accord amendment article bill charter decision decree document draft edict initiative injunction judgement
    judgment law legislation motion notice option order plan proposal report resolution roadmap ruling subpoena
    summons text treaty ultimatum verdict warrant
    """.split()
)
"""Texts by which somebody acts: "the resolution calls on"."""

BILL = frozenset("act amendment bill budget law legislation motion".split())
"""Texts that a legislature decides on."""

LEGISLATURE = frozenset("assembly commons congress legislature parliament representatives senate".split())
"""Words in the names of bodies that decide on bills."""

ANIMATE = BODY | OFFICE | TITLE | HONORIFIC | PEOPLE | VAGUE_PEOPLE | COLLECTIVE | STANDS_FOR_BODY
"""Whatever can act: the nouns of people and of what has members."""
