"""Where a short form belongs: among the clusters of full forms kept so far, found by their words.

To try a name with every other takes minutes where an article names thousands. What makes one form a form of another
needs words in common, the letters of an acronym or nearly the same spelling, so each of these leads to the few clusters
to try; which of them is tried first does not hang on how they were found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.backends.embedded.names.forms import acronym, is_body_form, is_person_form, spellings, stateless
from extract.backends.embedded.names.name import NATION, Form
from extract.backends.embedded.names.nations import Nation

_MIXED = frozenset({"ORG", "NORP", "GPE", "PRODUCT", "FAC", "LOC", ""})
"""Labels that one body's forms may have beside "ORG"."""
_HALVES = ([("north",)], [("south",)])


@dataclass
class Cluster:
    """One thing while it is being put together."""

    label: str
    forms: list[Form] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    """Indices of the names."""
    nation: Nation | None = None


class Homes:
    """The clusters kept, and where to look for the one that another belongs to."""

    def __init__(self) -> None:
        self.kept: list[Cluster] = []
        self._order: list[list[int]] = []
        """For each cluster kept, its names in the order of the text."""
        self._nations: list[int] = []
        self._by_word: dict[tuple[bool, str], dict[int, None]] = defaultdict(dict)
        """Whether persons' and word -> the clusters with a form that has the word."""
        self._by_spelling: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_acronym: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_form: dict[Form, dict[int, None]] = defaultdict(dict)
        self._lengths: set[int] = set()

    def take_in(self, cluster: Cluster) -> None:
        """Add the cluster to the one whose short form it is, the last named before it first, or keep it by itself."""
        number = next((one for one in self._candidates(cluster) if _is_same(self.kept[one], cluster)), None)
        if number is None:
            self.kept.append(cluster)
            self._order.append(sorted(cluster.names))
            self._note(len(self.kept) - 1, cluster.forms)
            return
        home = self.kept[number]
        home.names = self._order[number] = sorted(home.names + cluster.names)
        new = [form for form in cluster.forms if form not in home.forms]
        home.forms += new
        self._note(number, new)

    def _note(self, number: int, forms: Iterable[Form]) -> None:
        label = self.kept[number].label
        if label == NATION:
            self._nations += [number] if number not in self._nations[-1:] else []
            return
        for form in forms:
            for word in form:
                self._by_word[label == "PERSON", word][number] = None
            if label == "PERSON":
                for spelling in spellings(form[-1]):
                    self._by_spelling[spelling][number] = None
                continue
            self._by_acronym[acronym(form)][number] = None
            for core in {form, stateless(form)}:
                self._by_form[core][number] = None
                self._lengths.add(len(core))

    def _candidates(self, cluster: Cluster) -> list[int]:
        """Return the clusters that *cluster* may be a short form of, the last one named before it first."""
        first = min(cluster.names)

        def place(number: int) -> tuple[bool, int, int]:
            order = self._order[number]
            before = bisect_left(order, first)
            return order[0] > first, -order[before - 1] if before else 1, number

        found = {one for form in cluster.forms for one in self._alike(form, is_person=cluster.label == "PERSON")}
        if cluster.label == NATION or cluster.forms in _HALVES:
            found.update(self._nations)
        return sorted((one for one in found if _may_be_same(self.kept[one], cluster)), key=place)

    def _alike(self, form: Form, *, is_person: bool) -> Iterator[int]:
        if is_person:
            yield from self._with_words((form[0], form[-1]), is_person=True)
            for spelling in spellings(form[0]) if len(form) == 1 else ():
                yield from self._by_spelling.get(spelling, ())
            return
        if len(form) == 1:
            yield from self._by_acronym.get(form[0].replace(".", ""), ())
        for core in {form, stateless(form)}:
            yield from self._with_words(core, is_person=False)
            for length in self._lengths:
                if length <= len(core):
                    yield from self._by_form.get(core[:length], ())
                    yield from self._by_form.get(core[-length:], ())

    def _with_words(self, words: Iterable[str], *, is_person: bool) -> Iterable[int]:
        """Return the clusters with the rarest of *words*: a form that has them all is among these."""
        return min((self._by_word.get((is_person, word), {}) for word in words), key=len)


def _may_be_same(one: Cluster, other: Cluster) -> bool:
    if one.label == other.label:
        return True
    if one.label == NATION:
        return other.forms in _HALVES
    labels = {one.label, other.label}
    return "ORG" in labels and labels <= _MIXED


def _is_same(full: Cluster, short: Cluster) -> bool:
    if full.label == NATION:
        # "the North" beside North Korea.
        return full.nation is not None and full.nation.name.lower().split()[:1] == list(short.forms[0])
    rule = is_person_form if full.label == "PERSON" else is_body_form
    return any(rule(long, form) for long in full.forms for form in short.forms)
