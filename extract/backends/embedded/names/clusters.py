"""Names that are names of one thing, gathered: short and full forms, acronyms, nationalities and capitals of states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extract.backends.embedded.names.name import NATION, Form, Name, root_of
from extract.backends.embedded.names.nations import Nation, nation_forms
from extract.backends.embedded.names.standing import Standing, standing_of
from extract.backends.embedded.names.words import NAMES_BODY
from extract.backends.embedded.parsing.words import Words

_GENERIC = NAMES_BODY | frozenset(["of", "for", "the", "and", "'s"])
_ACTING = ("speaker", "subject", "being", "agent", "object", "recipient", "party", "topic", "owner")
_SMALL = frozenset(["of", "for", "the", "and", "in", "on", "to", "'s", "-", "&"])


@dataclass
class Cluster:
    """One thing while it is being put together."""

    label: str
    forms: list[Form] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    """Indices of the names."""
    nation: Nation | None = None


def cluster_names(words: Words, names: Sequence[Name]) -> list[Cluster]:
    """Return the clusters in the order in which the text first names them."""
    by_key: dict[object, Cluster] = {}
    for number, name in enumerate(names):
        label = _label_of(words, name)
        nation = name.nation.nation if name.nation is not None else None
        key = (NATION, nation) if label == NATION else (label, name.form)
        cluster = by_key.setdefault(key, Cluster(label, nation=nation))
        cluster.names.append(number)
        if name.form not in cluster.forms:
            cluster.forms.append(name.form)
    merged = _merged(_joined(list(by_key.values()), names, words))
    return sorted(merged, key=lambda cluster: min(cluster.names))


def _label_of(words: Words, name: Name) -> str:
    """Return the name's label; a capital that is only a place is one, and a people is a people."""
    kind = name.nation.kind if name.nation is not None else ""
    if kind in ("name", "adjective") or (name.nation is None and name.form != ("west",)):
        return name.label
    if kind == "people":
        return "NORP"
    standing, governor = standing_of(words, root_of(words, name.start, name.end))
    is_doing = standing in ("speaker", "subject", "agent")
    if name.nation is None:
        return "GROUP" if is_doing else name.label
    speaks = is_doing if kind == "region" else _speaks_for_state(words, standing, governor)
    return NATION if speaks else "GPE"


def _speaks_for_state(words: Words, standing: Standing, governor: int) -> bool:
    if standing == "modifier":
        return words.lemmas[governor] in ("official", "government", "administration", "authority", "spokesman")
    return standing in _ACTING


def _joined(clusters: list[Cluster], names: Sequence[Name], words: Words) -> list[Cluster]:
    """Return the clusters with "the National Farmers' Union (NFU)" and "Rederi Nord, RN" as one each."""
    home = {number: cluster for cluster in clusters for number in cluster.names}
    for number in range(1, len(names)):
        full, short = home[number - 1], home[number]
        if full is not short and _is_acronym_after(words, names[number - 1], names[number]) and _takes_acronym(full):
            full.label = "ORG"
            full.names += short.names
            full.forms += short.forms
            home |= dict.fromkeys(short.names, full)
    return list({id(cluster): cluster for cluster in home.values()}.values())


def _is_acronym_after(words: Words, full: Name, short: Name) -> bool:
    text = words.texts[short.start]
    is_acronym = short.end - short.start == 1 and text.isupper() and len(text) > 1 and short.nation is None
    return is_acronym and words.texts[full.end : short.start] in (["("], [","])


def _takes_acronym(full: Cluster) -> bool:
    return full.label in ("ORG", "", "FAC", "PRODUCT") and len(full.forms[0]) > 1


def _merged(clusters: list[Cluster]) -> list[Cluster]:
    """Return the clusters with short forms in those of their full forms."""
    kept: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda one: (-max(map(len, one.forms)), min(one.names))):
        home = next((one for one in _candidates(cluster, kept) if _is_same(one, cluster)), None)
        if home is None:
            kept.append(cluster)
        else:
            home.names = sorted(home.names + cluster.names)
            home.forms += [form for form in cluster.forms if form not in home.forms]
    return kept


def _candidates(cluster: Cluster, kept: Iterable[Cluster]) -> list[Cluster]:
    """Return the clusters that *cluster* may be a short form of, the last one named before it first."""
    first = min(cluster.names)
    return sorted(
        (one for one in kept if one.label == cluster.label or _may_be_same(one, cluster)),
        key=lambda one: (min(one.names) > first, -max((n for n in one.names if n < first), default=-1)),
    )


def _may_be_same(one: Cluster, other: Cluster) -> bool:
    if one.label == NATION:
        return other.forms in ([("north",)], [("south",)])
    labels = {one.label, other.label}
    return "ORG" in labels and labels <= {"ORG", "NORP", "GPE", "PRODUCT", "FAC", "LOC", ""}


def _is_same(full: Cluster, short: Cluster) -> bool:
    if full.label == NATION:
        # "the North" beside North Korea.
        return full.nation is not None and full.nation.name.lower().split()[:1] == list(short.forms[0])
    rule = _is_person_form if full.label == "PERSON" else _is_body_form
    return any(rule(long, form) for long in full.forms for form in short.forms)


def _is_person_form(full: Form, short: Form) -> bool:
    """Return whether *short* may be the last name, the first names or another spelling of the names in *full*.

    >>> _is_person_form(("anna", "k", "frei"), ("anna", "frei")), _is_person_form(("lars", "frei"), ("anna", "frei"))
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
    if len(shorter) < 5 or len(longer) - len(shorter) > 1 or shorter[0] != longer[0]:
        return False
    at = next(
        (index for index, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter)
    )
    return longer[at + 1 :] == shorter[at + (len(shorter) == len(longer)) :]


def _is_body_form(full: Form, short: Form) -> bool:
    """Return whether *short* is an acronym, the end or the distinctive beginning of *full*.

    >>> _is_body_form(("nordic", "fishing", "union"), ("nfu",)), _is_body_form(("green", "front"), ("front",))
    (True, True)
    >>> _is_body_form(("arktis", "air"), ("arktis",)), _is_body_form(("nordic", "union"), ("nordic", "council"))
    (True, False)
    """
    if len(short) == 1 and len(short[0]) > 1 and _acronym(full) == short[0].replace(".", ""):
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


def _acronym(form: Form) -> str:
    return "".join(word[0] for word in form if word not in _SMALL)


def _contains(full: Form, short: Form) -> bool:
    return any(full[start : start + len(short)] == short for start in range(len(full) - len(short) + 1))
