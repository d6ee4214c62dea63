"""Names that are names of one thing, gathered: short and full forms, acronyms, nationalities and capitals of states."""

from __future__ import annotations

from collections.abc import Sequence

from extract.backends.embedded.names.homes import Cluster, Homes
from extract.backends.embedded.names.name import NATION, Name, root_of
from extract.backends.embedded.names.standing import Standing, standing_of
from extract.backends.embedded.parsing.words import Words

_ACTING = ("speaker", "subject", "being", "agent", "object", "recipient", "party", "topic", "owner")


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
    homes = Homes()
    for cluster in sorted(clusters, key=lambda one: (-max(map(len, one.forms)), min(one.names))):
        homes.take_in(cluster)
    return homes.kept
