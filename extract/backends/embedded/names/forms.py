"""Whether one form of a name may stand for another: last names, spellings, acronyms, names cut short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from extract.backends.embedded.names.name import Form
from extract.backends.embedded.names.nations import nation_forms
from extract.backends.embedded.names.words import NAMES_BODY

_GENERIC = NAMES_BODY | frozenset(["of", "for", "the", "and", "'s"])
_SMALL = frozenset(["of", "for", "the", "and", "in", "on", "to", "'s", "-", "&"])
_LONGEST = 40
"""Letters of a word from which it is nobody's name: such a one has no other spelling."""


def is_person_form(full: Form, short: Form) -> bool:
    """Return whether *short* may be the last name, the first names or another spelling of the names in *full*.

    >>> is_person_form(("anna", "k", "frei"), ("anna", "frei")), is_person_form(("lars", "frei"), ("anna", "frei"))
    (True, False)
    """
    if len(short) == 1:
        return short[0] in full or is_misspelt(short[0], full[-1])
    if full[-1] == short[-1] and (full[0] == short[0] or short[0] in full):
        return True
    return _contains(full, short) or (full[0] == short[0] and _is_in_order(full, short))


def _is_in_order(full: Form, short: Form) -> bool:
    """Return whether *full* has all words of *short*, in their order: "Pedro R. Peña Ruiz" and "Pedro Peña"."""
    left = iter(full)
    return all(word in left for word in short)


def is_misspelt(word: str, other: str) -> bool:
    """Return whether two words of at least five letters differ by one letter, as spellings of foreign names do.

    >>> is_misspelt("petrenko", "petrenkko"), is_misspelt("arslan", "arslam"), is_misspelt("frei", "frey")
    (True, True, False)
    """
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < 5 or len(longer) > _LONGEST or len(longer) - len(shorter) > 1 or shorter[0] != longer[0]:
        return False
    at = next(
        (index for index, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter)
    )
    return longer[at + 1 :] == shorter[at + (len(shorter) == len(longer)) :]


def is_body_form(full: Form, short: Form) -> bool:
    """Return whether *short* is an acronym, the end or the distinctive beginning of *full*.

    >>> is_body_form(("nordic", "fishing", "union"), ("nfu",)), is_body_form(("green", "front"), ("front",))
    (True, True)
    >>> is_body_form(("arktis", "air"), ("arktis",)), is_body_form(("nordic", "union"), ("nordic", "council"))
    (True, False)
    """
    if len(short) == 1 and len(short[0]) > 1 and acronym(full) == short[0].replace(".", ""):
        return True
    core, short_core = _without_state(full, short)
    if core == short_core and full != short:
        return True
    if short_core not in (full, short):
        # What only lacks a state's name is no short form of another: "Peruvian Farmers Union", "Young Farmers Union".
        return False
    full, short = core, short_core
    if len(short) >= len(full):
        return False
    if full[-len(short) :] == short:
        return True
    rest = full[len(short) :]
    return full[: len(short)] == short and (rest[-1] in _GENERIC or rest[0] == "of")


def spellings(word: str) -> Iterator[str]:
    """Yield keys of which two words have one in common if they are the same or ``is_misspelt`` takes them for it.

    >>> set(spellings("arslan")) & set(spellings("arslam")), set(spellings("frei")) & set(spellings("frey"))
    ({'arsla'}, set())
    """
    yield word
    if 4 < len(word) <= _LONGEST:
        yield from (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def stateless(form: Form) -> Form:
    """Return the form without the state that stands before it: ("farmers", "union") for Peru's.

    >>> stateless(("peru", "farmers", "union")), stateless(("peru",))
    (('farmers', 'union'), ('peru',))
    """
    return form[len(_leading_state(form)) :] or form


def _without_state(one: Form, other: Form) -> tuple[Form, Form]:
    """Return the forms without the state that stands before one of them only: "the US House" and "the House"."""
    states = [_leading_state(form) for form in (one, other)]
    if bool(states[0]) == bool(states[1]) or len(one) == len(states[0]) or len(other) == len(states[1]):
        return one, other
    first, second = one[len(states[0]) :], other[len(states[1]) :]
    return (first, second) if len(first) >= len(second) else (second, first)


def _leading_state(form: Form) -> Form:
    return next((state for state in _states().get(next(iter(form), ""), ()) if form[: len(state)] == state), ())


@cache
def _states() -> Mapping[str, tuple[Form, ...]]:
    """Return the names of states by their first word: hundreds of them are tried for every pair of names."""
    by_word: dict[str, set[Form]] = {}
    for form in nation_forms().values():
        state = tuple(form.nation.name.lower().split())
        by_word.setdefault(state[0], set()).add(state)
    return {word: tuple(sorted(states)) for word, states in by_word.items()}


def acronym(form: Form) -> str:
    """Return the first letters of the words, small ones left out: "nfu" for the Nordic Fishing Union."""
    return "".join(word[:1] for word in form if word not in _SMALL)


def _contains(full: Form, short: Form) -> bool:
    return any(full[start : start + len(short)] == short for start in range(len(full) - len(short) + 1))
