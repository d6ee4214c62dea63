"""What names of bodies are made of: words of many languages as one idea each, what a body is, and what many are.

The lists are data, as the English of the declarations' cues is: a name whose words are not in them is compared by the
words themselves.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_VOCABULARY: Final = """
union: union unions savieniba liitto sindicato sindacato syndicat syndikat fagforbund gewerkschaft unia sojuz soyuz
federation: federation federacion federation federacao federazione forbundet forbund verband fellesforbund federacja
association: association asociacion associacao associazione vereniging verein foreningen yhdistys stowarzyszenie
commission: commission comision comissao commissione komission kommission kommissionen komisja komissio comisia
council: council conseil consejo conselho consiglio rat rada radet raad sovet taryba neuvosto shura soviet
committee: committee comite comitato komitee komitet komitea kommitten
party: party parti partido partito partei partij partiet puolue partija strana
front: front frente fronte
movement: movement mouvement movimiento movimento bewegung beweging ruch rorelsen liike
ministry: ministry ministere ministerio ministerstvo ministerium ministeriet ministero ministerie
department: department departement departamento dipartimento
bank: bank banque banco banca banka
court: court tribunal corte gericht rechtbank domstol sud
parliament: parliament parlement parlamento parlament parlamentti majlis
league: league ligue liga lega
alliance: alliance alianza alianca alleanza allianz alliantie
alternative: alternative alternativa
agency: agency agence agencia agenzia agentur agentschap
organization: organization organisation organizacion organizacao organizzazione organisaatio organizacja
army: army armee ejercito exercito esercito leger haren
government: government gouvernement gobierno governo regierung regering hallitus
confederation: confederation confederacion confederacao confederazione
fund: fund fonds fondo fundo
society: society societe sociedad sociedade societa gesellschaft
congress: congress congres congreso congresso kongress
assembly: assembly assemblee asamblea assembleia assemblea versammlung
green: green verts vert verde verdes verdi grune grunen groen zala zali vihrea vihreat grona zieloni
labour: labour labor travail trabajo trabalho lavoro arbeit arbeid arbeiders
worker: worker travailleur trabajador trabalhador lavoratore arbeiter arbetar arbetare rabotnik
fishery: fishery peche pesca pescas fischerei fiske
fisher: fisher fisherman fishermen pecheur pescador pescadores pescatori fischer
people: people peuple pueblo povo popolo volk folk
national: national nationale nacional nazionale nationaal
democratic: democratic democratique democratico democratica demokratisch demokratische demokratiska
democrat: democrat democrate democrata demokrat
socialist: socialist socialiste socialista sozialistisch
social: social sociale sociaal sozial
liberal: liberal liberale
republican: republican republicain republicano
popular: popular populaire popolare
christian: christian chretien cristiano christlich christelijk kristdemokraterna
justice: justice justicia justica giustizia gerechtigkeit
freedom: freedom liberte libertad liberdade liberta freiheit vrijheid frihed liberation liberacion liberacao
peace: peace paix paz pace frieden vrede fred
health: health sante salud saude salute gesundheit
education: education ensenanza educacao educacion istruzione bildung onderwijs
teacher: teacher enseignant maestro profesor professor docente lehrer
student: student etudiant estudiante estudante studente
farmer: farmer agriculteur agricultor bauer boer paysan campesino
water: water eau agua acqua wasser
river: river fleuve rio fiume fluss
city: city ville ciudad cidade citta stadt
state: state etat estado stato staat
new: new nouveau nouvelle nuevo nueva novo nova nuovo nuova neu neue jaunais jauna uus ny nya
land: land terre tierra terra zeme zemlya
work: work darbs trabalho
bread: bread pain pan pao pane brot maize chleb
shore: shore coast krasts cote costa kust
father: father tevu patria
red: red rouge rojo vermelho rosso rot
human: human humain humano umano
right: right droit derecho direito diritto
central: central centrale zentral keskus
high: high haut alto hoch
regional: regional regionale
african: african africain africano africaine africana
"""
"""Words of many languages by the English one: what names of bodies are made of."""
HEAD_ENDINGS: Final = {
    "liitto": "union", "forbundet": "federation", "forbund": "federation", "gewerkschaft": "union",
    "verband": "federation", "partei": "party", "partiet": "party", "puolue": "party",
    "foreningen": "association", "raad": "council",
}  # fmt: skip
PARLIAMENTS: Final = dict(
    pair.split(":")
    for pair in "saeima:LVA riigikogu:EST seimas:LTU sejm:POL knesset:ISR duma:RUS bundestag:DEU dail:IRL "
    "oireachtas:IRL folketing:DNK folketinget:DNK storting:NOR stortinget:NOR riksdag:SWE riksdagen:SWE "
    "eduskunta:FIN althing:ISL verkhovna:UKR sabor:HRV cortes:ESP skupstina:SRB meclis:TUR diet:JPN".split()
)
INSTITUTIONS: Final = frozenset(
    "union federation association commission council committee party front movement ministry department bank court "
    "parliament league alliance alternative agency organization army government confederation fund society congress "
    "assembly office institute authority board".split()
)
"""What a body is: the head of its name."""
GENERIC: Final = frozenset(
    """
    academy administration agency alliance army assembly association authority bank board body branch brigade bureau
    cabinet central chamber city coalition college command commission committee company confederation conference
    congress consortium convention cooperative corporation council county court defence defense department directorate
    district division duma election electoral enterprise executive federal federation firm fisher fishery force forum
    foundation front fund general government group guard guild high home house independent institute institution inter
    international interior joint judiciary justice labour leadership league legislature local management media military
    militia ministry mission movement municipal national navy network office opposition order organization panel
    parliament parliamentary party people police popular prosecutor provincial public regional regulator republican
    resistance ruling school secretariat security senate service side society staff state supreme task team tribunal
    union unit university village board budget foreign finance industry trade education health water energy transport
    environment agriculture culture information worker employer teacher student farmer doctor nurse journalist lawyer
    air coast border affairs affair interim transitional constitutional criminal appeal appeals upper lower main first
    head member deputy strike town regional rural
    """.split()
)
"""Ideas that many bodies have in their names: of these alone no name is made that is one body's everywhere."""
STOP: Final = frozenset(
    """
    the a an of for and in on to at by with from de la le les des du el los las del dos da das do der die den und et e y
    i van het een un s voor fur pour para per con mit avec against its their our his her
    """.split()
)
_SAME_BODY: Final = """
un onu: united nations | eu ue brussels: european union | nato otan: north atlantic treaty organization
ecowas cedeao: economic community of west african states | au ua: african union | imf fmi: international monetary fund
who oms: world health organization | wto omc: world trade organization | opec opep | osce osze | ilo oit
asean: association of southeast asian nations | unhcr acnur | icc cpi: international criminal court
icj cij: international court of justice | eccas ceeac | wb bm: world bank | iaea aiea | icrc cicr
""".replace("\n", "|")
"""Bodies by their initials in several languages, and their names."""


@cache
def vocabulary() -> dict[str, str]:
    """Return the words of many languages -> the English one."""
    lines = (line.split(":") for line in _VOCABULARY.strip().splitlines())
    return {word: idea for idea, words in lines for word in (idea, *words.split())}


@cache
def ideas_known() -> frozenset[str]:
    """Return the English words."""
    return frozenset(vocabulary().values())


@cache
def same_bodies() -> dict[tuple[str, ...], str]:
    """Return the names and initials of well-known bodies -> what stands for each."""
    found: dict[tuple[str, ...], str] = {}
    for line in filter(str.strip, _SAME_BODY.split("|")):
        short, _, name = line.partition(":")
        first, *others = short.split()
        found |= {(word,): f"={first}" for word in (first, *others)}
        if name:
            found[tuple(name.split())] = f"={first}"
    return found
