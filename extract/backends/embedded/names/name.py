"""A name in the text, and the form by which two names are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from extract.backends.embedded.names.nations import NationForm, lengths_by_first_word, nation_forms
from extract.backends.embedded.parsing.titles import HONOURS
from extract.backends.embedded.parsing.words import Words

NATION = "COUNTRY"
"""The label of states and of what stands for them."""
Form = tuple[str, ...]
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "s", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class Name:
    """A name in the text: its tokens, its label, and the state that it stands for where it stands for one."""

    start: int
    end: int
    label: str
    """A named-entity label; empty where nothing tells what the name is the name of."""
    form: Form
    nation: NationForm | None = None


def form_of(words: Words, start: int, end: int) -> Form:
    """Return the words by which names are compared: lower case, no accents, a state before them by its usual name."""
    nation = leading_nation(words, start, end)
    first = start + len(nation[0]) if nation is not None else start
    prefix = tuple(nation[1].nation.name.lower().split()) if nation is not None else ()
    return prefix + tuple(folded_word(word) for word in words.lowers[first:end])


def leading_nation(words: Words, start: int, end: int) -> tuple[Form, NationForm] | None:
    """Return the state's name or nationality that begins a longer name, with what it stands for."""
    for length in lengths_by_first_word().get(words.texts[start], ()):
        spelled = tuple(words.texts[start : start + length])
        if length < end - start and spelled in nation_forms():
            return spelled, nation_forms()[spelled]
    return None


@lru_cache(maxsize=1 << 16)
def folded_word(word: str) -> str:
    """Return a word in lower case without accents and without the dots of an abbreviation.

    >>> folded_word("Erdoğan"), folded_word("u.s."), folded_word("mr.")
    ('erdogan', 'us', 'mr')
    """
    marked = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(char for char in marked if not unicodedata.combining(char)).translate(_STROKES)
    return plain.rstrip(".") if plain.count(".") < 2 else plain.replace(".", "")


def root_of(words: Words, start: int, end: int) -> int:
    """Return the token that stands for the name: the one whose head is outside it, the first where it has an "of"."""
    heads = words.heads
    outside = [index for index in range(start, end) if not start <= heads[index] < end or heads[index] == index]
    if not outside:
        return end - 1
    last = heads[outside[-1]]
    if last == end and words.lowers[last] in HONOURS:
        return last
    has_preposition = any(words.pos[index] == "ADP" for index in range(start, end))
    return outside[0] if has_preposition else outside[-1]
