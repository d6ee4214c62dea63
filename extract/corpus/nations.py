"""States under their names, nationalities, capitals and seats, as one code each."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from extract.backends.embedded.names.nations import nation_forms
from extract.corpus.spelling import words_of

_NATIVE: Final = """
FIN suomen suomi | SWE svenska sverige sveriges | LVA latvijas latvija | LTU lietuvos lietuva | EST eesti
DEU deutsche deutscher deutschland deutschen | FRA francaise francais | ESP espanola espanol espana
PRT portuguesa portugues | BRA brasileira brasileiro brasil | ITA italiana italiano italia | POL polska polski polskie
NLD nederlandse nederland | NOR norske norsk norges norge | DNK danske dansk danmarks danmark | ISL islenska island
HUN magyar magyarorszag | CZE ceska cesky ceske | SVK slovenska slovensko slovenske | ROU romana roman romania
HRV hrvatska hrvatski | SRB srpska srbija srpski | TUR turkiye turk | RUS rossiya rossiiskaya russe | IRL eireann
MEX mexicana mexicano | ARG argentina argentino | CHL chilena chileno | COL colombiana colombiano | PER peruana peruano
BGR balgarska bulgarska | UKR ukrainska ukrainska | GRC elliniki | ALB shqiperise shqiptare | SEN senegalaise senegalais
MAR marocaine marocain | TUN tunisienne tunisien | DZA algerienne algerien | MLI malienne malien | TCD tchad tchadienne
"""
"""What states are called in their own languages and in those that news of them is told in."""


@cache
def _codes() -> dict[tuple[str, ...], tuple[str, str]]:
    """Return folded words -> (code, how they stand for the state)."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for words, form in nation_forms().items():
        if form.kind != "region":
            code = form.nation.code or form.nation.name
            found.setdefault(words_of(" ".join(words).replace(" - ", "-")), (code, form.kind))
    for line in _NATIVE.replace("\n", "|").split("|"):
        code, *forms = line.split() or [""]
        for native in forms:
            found.setdefault((native,), (code, "adjective"))
    return found


@lru_cache(maxsize=50_000)
def nations_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return (code, how) for every name of a state in *text*, in order.

    >>> nations_in("the Uzbek side"), nations_in("Dushanbe")
    ((('UZB', 'adjective'),), (('TJK', 'capital'),))
    """
    return tuple(found for found, _ in _scan(words_of(text)))


def _scan(words: tuple[str, ...]) -> list[tuple[tuple[str, str], int]]:
    found, place, codes = [], 0, _codes()
    while place < len(words):
        for length in (4, 3, 2, 1):
            one = codes.get(words[place : place + length])
            if one is not None:
                found.append((one, length))
                place += length - 1
                break
        place += 1
    return found


def with_codes(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return *words* with each name, nationality or native name of a state replaced by its code.

    >>> with_codes(("finnish", "paper", "mills"))
    ('@FIN', 'paper', 'mills')
    """
    out, place, codes = list[str](), 0, _codes()
    while place < len(words):
        for length in (4, 3, 2, 1):
            one = codes.get(words[place : place + length])
            if one is not None and one[1] not in ("capital", "seat"):
                out.append(f"@{one[0]}")
                place += length
                break
        else:
            out.append(words[place])
            place += 1
    return tuple(out)


def state_of(forms: tuple[str, ...]) -> str | None:
    """Return the code of the state that one of *forms* names, the first that does.

    >>> state_of(("the Government in Dushanbe",)), state_of(("the government",))
    ('TJK', None)
    """
    for form in forms:
        codes = dict.fromkeys(code for code, _ in nations_in(form))
        if len(codes) == 1:
            return next(iter(codes))
    return None
