"""Whether a change of words changes a fact: a number, a name, a negation, a modal or a direction."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_NEGATIONS = frozenset("not no never none nobody nothing nowhere neither nor without cannot hardly barely".split())
_MODALS = frozenset("will would shall should must may might can could ought".split())
_AMOUNTS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion dozen dozens half third quarter twice double triple first second last "
    "next all every each some any few many most several only both more less fewer least almost nearly exactly".split()
)
_OPPOSITES = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "above/below after/before agree/refuse agreed/refused accept/reject accepted/rejected accepts/rejects "
        "allow/ban allow/forbid allowed/banned approve/reject approved/rejected attack/defend begin/end began/ended "
        "buy/sell bought/sold confirm/deny confirmed/denied decrease/increase decreased/increased down/up early/late "
        "east/west ease/tighten enemy/friend export/import exports/imports fall/rise fell/rose falls/rises find/lose "
        "first/last for/against from/to full/partial gain/loss gained/lost give/take halt/resume halted/resumed "
        "high/low higher/lower in/out innocent/guilty into/from join/leave joined/left lift/impose lifted/imposed "
        "lose/win lost/won maximum/minimum new/old north/south off/on open/closed opened/closed oppose/support "
        "opposed/supported over/under pause/resume paused/resumed peace/war permanent/temporary public/private "
        "start/stop started/stopped strong/weak stronger/weaker success/failure true/false until/after with/without "
        "within/outside"
    ).split()
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "anti", "de")
_SAME = {"percent": "%", "dollars": "$", "dollar": "$", "euros": "€", "pounds": "£"}
# Words that a sentence may begin with: their capital is not a name's.
_PLAIN = frozenset(
    "a an the this that these those he she it they we you i his her its their our my and but or so yet if as at by for "
    "from in into of on to with when while where who what which how there here is are was were be been has have had do "
    "does did said says also then than after before during since because although however meanwhile according".split()
)


@dataclass(frozen=True)
class Word:
    """A word of a quotation or of the article: folded, as printed, and whether a sentence or line begins with it."""

    folded: str
    printed: str
    begins: bool


def alters_fact(quoted: Sequence[Word], found: Sequence[Word], is_name: Callable[[Word], bool]) -> bool:
    """Return whether putting *found* in the place of *quoted* changes a number, a name, a negation or a direction.

    ``is_name`` decides on a single word; either side may be empty. A spelling without accents is no change.
    """
    if Counter(_facts(quoted, is_name)) != Counter(_facts(found, is_name)):
        return True
    here, there = {_bare(word.folded) for word in quoted}, {_bare(word.folded) for word in found}
    return any(_are_opposed(one, other) for one in here - there for other in there - here)


def negates(text: str) -> bool:
    """Return whether a word of *text* negates."""
    words = re.findall(r"\w+(?:['’]\w+)*", text.casefold())
    return any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in words)


def looks_like_name(word: Word) -> bool:
    """Return whether the print of *word* alone makes it a name: a capital that no beginning of a sentence explains."""
    if word.folded in _PLAIN:
        return len(word.printed) > 1 and word.printed.isupper() and not word.begins
    return word.printed[:1].isupper()


def _facts(words: Iterable[Word], is_name: Callable[[Word], bool]) -> Iterable[str]:
    for word in words:
        bare = _bare(word.folded)
        if word.folded.endswith("n't") or bare in _NEGATIONS:
            yield "not"
        elif any(char.isdigit() for char in bare) or not bare.isalpha():
            yield re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", bare)
        elif bare in _MODALS or bare in _AMOUNTS or bare in _SAME:
            yield _SAME.get(bare, bare)
        elif is_name(word):
            yield bare


def _bare(folded: str) -> str:
    """Return a folded word without possessive ending and accents."""
    word = re.sub(r"'s?$", "", folded)
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _are_opposed(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(shorter) and longer[: len(longer) - len(shorter)] in _PREFIXES and len(shorter) > 3:
        return True
    return frozenset((one, other)) in _OPPOSITES
