"""Names of bodies: their words as ideas that languages share, and when two are those of one body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from extract.corpus.nations import with_codes
from extract.corpus.spelling import consonants_of, fold, likeness_of, words_of

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
_HEAD_ENDINGS: Final = {
    "liitto": "union", "forbundet": "federation", "forbund": "federation", "gewerkschaft": "union",
    "verband": "federation", "partei": "party", "partiet": "party", "puolue": "party",
    "foreningen": "association", "raad": "council",
}  # fmt: skip
_PARLIAMENTS: Final = dict(
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
_STOP: Final = frozenset(
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


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name as ideas."""

    ideas: frozenset[str]
    head: str
    """What it is: the last word before "of", or the last of all."""
    initials: frozenset[str]
    """What it may be called by its first letters."""
    is_acronym: bool
    is_foreign: bool
    """Whether words of it are of another language than English."""
    strength: int
    """2: one body's everywhere; 1: one body's where the same others are spoken of; 0: says hardly anything."""

    @property
    def proper(self) -> frozenset[str]:
        """The ideas that few bodies share."""
        return frozenset(idea for idea in self.ideas if idea not in GENERIC)


@lru_cache(maxsize=500_000)
def body_name(written: str) -> BodyName:
    """Return the ideas of a body's name.

    >>> body_name("Latvijas Zaļā Savienība").ideas == body_name("Union of Latvian Greens").ideas
    True
    >>> body_name("Front for Justice in Tibesti").head, sorted(body_name("Front for Justice in Tibesti").initials)
    ('front', ['ffjit', 'fjt'])
    >>> body_name("budget committee").strength, body_name("Pamir Hydro").strength
    (1, 2)
    """
    if appended_acronym(written):
        written = re.sub(r"\s+\(?[A-Z]{2,7}\)?$", "", written)
    known = _known_body(words_of(written))
    ideas, foreign = _ideas(written)
    head = _head(written, ideas)
    is_acronym = bool(re.fullmatch(r"[A-ZÀ-Þ][A-Za-zÀ-ž]?[A-ZÀ-Þ]{1,6}|[A-ZÀ-Þ]{2,8}", written.replace(".", "")))
    if known:
        return BodyName(frozenset({known}), known, frozenset(), False, False, 2)
    strength = _strength(written, ideas, is_acronym)
    return BodyName(frozenset(ideas), head, _initials(written), is_acronym, foreign, strength)


def appended_acronym(written: str) -> str | None:
    """Return the acronym after a name: "Finnish Stevedores' Union SAL", "… (SAL)"."""
    found = re.search(r"\S\s+\(?([A-Z]{2,7})\)?$", written)
    return found[1].lower() if found and not written.isupper() else None


def _ideas(written: str) -> tuple[list[str], bool]:
    ideas, foreign = list[str](), False
    capitals = {fold(word) for word in re.findall(r"\b[A-Z]{2,}\b", written)} if not written.isupper() else set()
    for word in with_codes(words_of(written)):
        if word in capitals and (word,) in _same_bodies():
            ideas.append(_same_bodies()[word,])
            continue
        if word in _STOP:
            continue
        idea = _idea(word)
        if isinstance(idea, tuple):
            ideas += idea
            foreign = True
        else:
            ideas.append(idea)
            foreign = foreign or (idea in _by_idea() and word not in (idea, f"{idea}s") and _singular(word) != idea)
    return list(dict.fromkeys(ideas)), foreign


@lru_cache(maxsize=200_000)
def _idea(word: str) -> str | tuple[str, str]:
    if word.startswith("@"):
        return word
    if word in _PARLIAMENTS:
        return f"@{_PARLIAMENTS[word]}", "parliament"
    known = _vocabulary().get(word) or _vocabulary().get(_singular(word))
    if known:
        return known
    for ending, idea in _HEAD_ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending), idea
    return _singular(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


@cache
def _vocabulary() -> dict[str, str]:
    lines = (line.split(":") for line in _VOCABULARY.strip().splitlines())
    return {word: idea for idea, words in lines for word in (idea, *words.split())}


@cache
def _by_idea() -> frozenset[str]:
    return frozenset(_vocabulary().values())


@cache
def _same_bodies() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for line in filter(str.strip, _SAME_BODY.split("|")):
        short, _, name = line.partition(":")
        first, *others = short.split()
        found |= {(word,): f"={first}" for word in (first, *others)}
        if name:
            found[tuple(name.split())] = f"={first}"
    return found


def _known_body(words: tuple[str, ...]) -> str | None:
    return _same_bodies().get(words) or (_same_bodies().get(words[1:]) if words[:1] == ("the",) else None)


def _head(written: str, ideas: list[str]) -> str:
    before = re.split(r"(?i)\s(?:of|for|de|des|du|della|da|das|dos|do|in)\s", written)[0]
    first, is_foreign = _ideas(before)
    kinds = [idea for idea in first if idea in INSTITUTIONS] if is_foreign else []
    return (kinds or first or ideas or [""])[0 if kinds else -1]


def _initials(written: str) -> frozenset[str]:
    bare = re.sub(r"\s+\(?[A-Z]{2,7}\)?$", "", written) if not written.isupper() else written
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s?\b", "", bare))
    capital = [fold(word)[:1] for word in words if word[:1].isupper()]
    every = [fold(word)[:1] for word in words if fold(word) not in ("the",)]
    return frozenset("".join(letters) for letters in (capital, every) if 2 < len(letters) < 9)


def _strength(written: str, ideas: list[str], is_acronym: bool) -> int:
    if is_acronym:
        return 2 if len(written.replace(".", "")) > 3 else 1
    proper = [idea for idea in ideas if idea not in GENERIC and not idea.startswith("@")]
    names_state = any(idea.startswith("@") for idea in ideas)
    if names_state and ideas[-1] in INSTITUTIONS:
        return 2
    if not any(word[:1].isupper() for word in re.findall(r"[^\W_]+", written)[bool(len(ideas) > 1) :]):
        return 1 if len(ideas) > 1 else 0
    if proper and (len(ideas) > 1 or len(proper[0]) > 3):
        return 2
    if names_state and len(ideas) > 1:
        return 2
    return 1 if len(ideas) > 1 else 0


def body_key(name: BodyName) -> str:
    """Return what spellings of one body's name have in common."""
    return " ".join(sorted(idea if idea in GENERIC or idea[:1] in "@=" else consonants_of(idea) for idea in name.ideas))


@lru_cache(maxsize=500_000)
def is_same_body(one: BodyName, other: BodyName) -> bool:
    """Return whether two names have the same ideas, each in its own spelling."""
    if one.ideas == other.ideas:
        return True
    return len(one.ideas) == len(other.ideas) and is_within(one, other)


@lru_cache(maxsize=500_000)
def is_within(short: BodyName, whole: BodyName) -> bool:
    """Return whether every idea of the one is in the other, each in its own spelling."""
    return all(idea in whole.ideas or any(_is_spelling(idea, theirs) for theirs in whole.ideas) for idea in short.ideas)


def _is_spelling(one: str, other: str) -> bool:
    is_common = one in GENERIC or other in GENERIC or one[:1] in "@=" or other[:1] in "@="
    return not is_common and min(len(one), len(other)) > 3 and likeness_of(one, other) > 0


@lru_cache(maxsize=500_000)
def is_short_form(short: BodyName, whole: BodyName) -> bool:
    """Return whether the one is the other with words left out, and the same kind of body.

    >>> is_short_form(body_name("Tibesti Front"), body_name("Front for Justice in Tibesti"))
    True
    >>> is_short_form(body_name("Union Council"), body_name("Finnish Stevedores' Union"))
    False
    """
    return short.head == whole.head and len(short.ideas) < len(whole.ideas) and is_within(short, whole)


@lru_cache(maxsize=500_000)
def may_be_translation(one: BodyName, other: BodyName) -> bool:
    """Return whether one name may be the other's in its own language: the same kind of body of the same state."""
    states = [frozenset(idea for idea in name.ideas if idea.startswith("@")) for name in (one, other)]
    return one.is_foreign != other.is_foreign and one.head == other.head and bool(states[0]) and states[0] == states[1]
