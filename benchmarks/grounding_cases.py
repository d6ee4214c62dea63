"""Quotations for the grounding benchmark, from a seeded grammar: exact, altered, with one fact changed, absent."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_SYLLABLES = (
    "ba be bo da de do ka ke la le li lo ma me mi mo na ne ni no pa po ra re ri ro sa se si so ta te ti to va vi"
).split()
_PLURALS = (
    "troops talks tariffs sanctions weapons missiles drones prisoners refugees observers negotiators lawmakers voters "
    "protesters ministers envoys farmers banks ports borders prices exports imports elections reforms reports".split()
)
_NOUNS = (
    "ceasefire deal agreement proposal treaty summit budget inquiry law vote crisis attack offensive programme plan "
    "dispute decision statement alliance mission visit border region court ruling strategy response".split()
)
_ADJECTIVES = (
    "long-range nuclear military humanitarian economic diplomatic regional temporary controversial last-minute "
    "far-reaching joint bilateral peaceful unconditional state-owned foreign domestic high-level independent".split()
)
_VERBS = (
    "discuss reject approve postpone welcome criticise support oppose extend sign suspend review defend deliver "
    "negotiate condemn monitor implement finance announce".split()
)
_TIMES = "on Monday|on Tuesday|last week|in early March|this summer|before the vote|after the summit|within days".split(
    "|"
)
_OTHER = (
    "The gardener waters her tomatoes every evening, because the soil under the glass dries so quickly.|"
    "A violin needs a bridge of maple, cut by hand and fitted to the curve of the belly.|"
    "Penguins slide on their bellies when the ice is smooth and the wind blows from behind.|"
    "Whisk the yolks with sugar until pale, then fold in the flour and a pinch of salt.|"
    "The comet will pass the orbit of Neptune again when our grandchildren have grown old.|"
    "He tightened the chain of the bicycle, oiled both wheels and rode down to the lighthouse.|"
    "Old maps show a river here, but the spring that fed it was sealed by a landslide.|"
    "Her grandmother knitted a scarf so long that it reached from the attic to the cellar.|"
    "Bees dance in the dark hive to tell their sisters the way to the flowering limes.|"
    "The pianist lifted her hands and waited until the last cough in the hall had died.|"
    "Sand from the dunes had filled the abandoned cottage up to the sills of its windows.|"
    "The recipe asks for butter at room temperature, two ripe pears and a little patience.|"
    "Crystals of quartz grow in hot water under pressure, a hair's breadth in a hundred years."
).split("|")


_SENTENCES = (
    "President {one} said {when} that the government of {other} will not {verb} the {adjective} {noun} with {third}.",
    "“We will {verb} every {adjective} {noun},” {one} told {plural} in {other}, “and {number} {plural} will return.”",
    "Some {number} {plural} – most of them from {one} – were asked to {verb} the {noun} {when}.",
    "{one}’s {adjective} {noun}, which {plural} in {other} have never accepted, would {verb} {number} {plural2}.",
    "According to {one}, the {noun} must {verb} {adjective} {plural} {when}, not later than {other} demands.",
    "{one} and {other} agreed {when} to {verb} a {adjective} {noun} worth ${number} million for {plural}.",
    "The {adjective} {plural} that {one} wants to {verb} are no part of the {noun}, {other} insisted {when}.",
    "Officials in {one} may {verb} the {noun} if {other} withdraws its {adjective} {plural} from {third}.",
)


@dataclass(frozen=True)
class Case:
    """A quotation as a model gives it, and the place that it is from; None where it is from nowhere."""

    group: str
    kind: str
    quote: str
    span: Span | None


def make_text(words: int, chance: random.Random) -> str:
    """Return an article of about *words* words whose sentences resemble each other."""
    names = [chance.choice(_SYLLABLES).title() + "".join(chance.choices(_SYLLABLES, k=2)) for _ in range(60)]
    parts, count = [], 0
    while count < words:
        sentence = _sentence(names, chance)
        parts.append(sentence + chance.choice((" ", " ", " ", "\n", "\n\n")))
        count += len(sentence.split())
    return "".join(parts).strip() + "\n"


def _sentence(names: Sequence[str], chance: random.Random) -> str:
    words = {
        "one other third": chance.sample(names, 3),
        "verb verb2": chance.sample(_VERBS, 2),
        "plural plural2": chance.sample(_PLURALS, 2),
        "adjective noun when": [chance.choice(_ADJECTIVES), chance.choice(_NOUNS), chance.choice(_TIMES)],
        "number": [f"{chance.choice((chance.randint(2, 980), chance.randint(1_000, 99_999))):,}"],
    }
    slots = {slot: word for keys, values in words.items() for slot, word in zip(keys.split(), values, strict=True)}
    return chance.choice(_SENTENCES).format(**slots)


def make_cases(text: str, chance: random.Random) -> list[Case]:
    """Return the 250 cases of a document; their quotations stand once in *text*."""
    sources = _unique_stretches(text, chance)
    cases = [Case("exact", "exact", text[slice(*span)], span) for span, _ in zip(sources, range(100), strict=False)]
    for kind, alter in _ALTERATIONS.items():
        cases += _altered("altered", kind, alter, text, sources, 10, chance)
    for kind, alter, count in (("number", _number, 9), ("name", _name, 8), ("negation", _negation, 8)):
        cases += _altered("fact", kind, alter, text, sources, count, chance)
    cases += [Case("absent", "foreign", sentence, None) for sentence in _OTHER]
    words = re.findall(r"[\w-]+", text)
    for _ in range(25 - len(_OTHER)):
        cases.append(Case("absent", "disorder", " ".join(chance.choices(words, k=chance.randint(8, 20))) + ".", None))
    chance.shuffle(cases)
    return cases


def _unique_stretches(text: str, chance: random.Random) -> Iterator[Span]:
    """Yield sentences and long clauses of *text*, whole words, that stand in it once; the same may come again."""
    sentences = [match.span() for match in re.finditer(r"[\w“](?:[^\n.]|\.(?=\d))*\.[”]?", text)]
    while True:
        start, end = chance.choice(sentences)
        spaces = [match.start() for match in re.finditer(" ", text[start:end])]
        if chance.random() < 0.4 and len(spaces) > 10:
            first, last = chance.randint(0, 3), len(spaces) - 1 - chance.randint(0, 3)
            start, end = start + spaces[first] + 1, start + spaces[last]
        if (
            "–" not in (text[start], text[end - 1])
            and len(text[start:end].split()) >= 7
            and text.count(text[start:end]) == 1
        ):
            yield start, end


def _altered(
    group: str,
    kind: str,
    alter: Callable[[str, random.Random], str | None],
    text: str,
    sources: Iterator[Span],
    count: int,
    chance: random.Random,
) -> list[Case]:
    cases: list[Case] = []
    while len(cases) < count:
        span = next(sources)
        quote = alter(text[slice(*span)], chance)
        if quote is not None and quote not in text and _is_telling(quote, text[slice(*span)], text):
            cases.append(Case(group, kind, quote, span))
    return cases


def _is_telling(quote: str, source: str, text: str) -> bool:
    """Return whether the words left unchanged stand in one place only: else nobody could tell which was altered."""
    kept = quote.split()
    words = source.split()
    if sum(word not in kept for word in words) > 2:
        return True
    pattern = r"\s".join(re.escape(word) if word in kept else r"\S+" for word in words)
    return len(re.findall(pattern, text)) == 1


def _dropped(quote: str, chance: random.Random) -> str:
    words = quote.split(" ")
    for _ in range(chance.randint(1, 2)):
        del words[chance.randint(1, len(words) - 2)]
    return " ".join(words)


def _recased(quote: str, chance: random.Random) -> str:
    return chance.choice((quote.upper(), quote.lower(), quote.title()))


def _respaced(quote: str, chance: random.Random) -> str:
    words = quote.split(" ")
    return "".join(word + chance.choice(("  ", "\n", "\u00a0", " ")) for word in words[:-1]) + "\t" + words[-1]


def _requoted(quote: str, chance: random.Random) -> str | None:
    table = chance.choice((str.maketrans("“”’", '""\''), str.maketrans("“”’", "«»´")))
    return quote.translate(table)


def _redashed(quote: str, chance: random.Random) -> str | None:
    return quote.replace(" – ", chance.choice(("—", " - ", "--", " — "))) if " – " in quote else None


def _rehyphened(quote: str, chance: random.Random) -> str | None:
    return re.sub(r"(?<=\w)-(?=\w)", chance.choice((" ", "\u2011", "")), quote)


def _repunctuated(quote: str, chance: random.Random) -> str:
    bare = quote.replace(", ", " ").rstrip(".")
    return chance.choice((bare, bare + "!", f'"{bare}"', bare + " ..."))


def _elided(quote: str, chance: random.Random) -> str:
    words = quote.split(" ")
    at, count = chance.randint(2, len(words) - 4), chance.randint(1, 2)
    return " ".join([*words[:at], chance.choice(("…", "...", "[...]")), *words[at + count :]])


def _one_changed(quote: str, chance: random.Random) -> str | None:
    return _changed(quote, 1, chance)


def _two_changed(quote: str, chance: random.Random) -> str | None:
    return _changed(quote, 2, chance)


def _changed(quote: str, count: int, chance: random.Random) -> str | None:
    """Return *quote* with plain words put in the place of others, nowhere a name, number or negation."""
    words = quote.split(" ")
    plain = [at for at, word in enumerate(words) if word in (*_PLURALS, *_NOUNS, *_ADJECTIVES)]
    if len(plain) < count:
        return None
    for at in chance.sample(plain, count):
        words[at] = chance.choice([word for word in (*_PLURALS, *_NOUNS, *_ADJECTIVES) if word != words[at]])
    return " ".join(words)


def _number(quote: str, chance: random.Random) -> str | None:
    return re.sub(r"\d+(?=\D*$)", lambda match: str(int(match[0]) + chance.randint(1, 9)), quote)


def _name(quote: str, chance: random.Random) -> str | None:
    names = [match for match in re.finditer(r"\b[A-Z][a-z]{5}\b", quote) if match[0] not in _TIMES]
    if not names:
        return None
    other = chance.choice(_SYLLABLES).title() + "".join(chance.choices(_SYLLABLES, k=2))
    found = chance.choice(names)
    return quote[: found.start()] + other + quote[found.end() :]


def _negation(quote: str, chance: random.Random) -> str | None:
    if " not " in quote:
        return quote.replace(" not ", " ", 1)
    changed = re.sub(r" (will|must|may|were) ", r" \1 not ", quote, count=1)
    return changed.replace("have never", "have", 1)


_ALTERATIONS: dict[str, Callable[[str, random.Random], str | None]] = {
    "dropped": _dropped,
    "case": _recased,
    "white space": _respaced,
    "quotation marks": _requoted,
    "dashes": _redashed,
    "hyphens": _rehyphened,
    "punctuation": _repunctuated,
    "ellipsis": _elided,
    "one word": _one_changed,
    "two words": _two_changed,
}
