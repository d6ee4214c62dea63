"""The entities of a page while they are gathered: names first, then phrases and pronouns that denote them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from extract.backends.embedded.entities.acting import acts
from extract.backends.embedded.entities.gathered import Gathered, Place
from extract.backends.embedded.entities.phrases import Phrase, full_end
from extract.backends.embedded.names.clusters import cluster_names
from extract.backends.embedded.names.homes import Cluster
from extract.backends.embedded.names.name import NATION, Name, root_of
from extract.backends.embedded.names.nations import Nation
from extract.backends.embedded.names.words import NAMES_BODY, OUTLET
from extract.backends.embedded.parsing.nouns import QUANTITY
from extract.backends.embedded.parsing.titles import OFFICE, TITLE
from extract.backends.embedded.parsing.words import Words

if TYPE_CHECKING:
    from extract.backends.embedded.parsing.nlp import ParsedPage

REACH = 3000
"""How many tokens back a noun may refer: what was said longer ago is said anew."""


def place_of(phrase: Phrase) -> Place:
    """Return where the phrase stands."""
    return phrase.start, phrase.end, phrase.root


class Gathering:
    """What is known so far of a page's entities."""

    def __init__(self, words: Words, names: Sequence[Name], parsed: ParsedPage) -> None:
        self.words = words
        self.names = names
        self.parsed = parsed
        self._count = 0
        self._states: dict[Nation, Gathered] = {}
        self._called: dict[str, dict[str, None]] = defaultdict(dict)
        """Form -> keys of the entities that are called so."""
        self._tokens_of: dict[str, list[int]] = defaultdict(list)
        """Key -> the tokens that have been let denote the entity."""
        self._names_of: dict[str, list[int]] = defaultdict(list)
        """Key -> the indices of the names in the entity's cluster."""
        self.nations: list[Gathered] = []
        """The states, in the order in which they were gathered."""
        self._order: list[tuple[int, str]] = []
        """Where entities are mentioned, in the order of the text."""
        self._mentioned: dict[int, set[str]] = defaultdict(set)
        """Number of a sentence -> keys of the entities mentioned there."""
        self.by_token: dict[int, tuple[str, ...]] = {}
        self.by_key: dict[str, Gathered] = {}
        self.of_name: dict[int, Gathered] = {}
        """Index of a name -> its entity."""
        for cluster in cluster_names(words, names):
            self._add_cluster(cluster)

    def new(self, label: str, nation: Nation | None = None) -> Gathered:
        """Return a new entity without mentions."""
        self._count += 1
        entity = Gathered(f"entity-{self._count}", self._count, label, nation)
        self.by_key[entity.key] = entity
        if label == NATION:
            self.nations.append(entity)
            if nation is not None:
                self._states.setdefault(nation, entity)
        return entity

    def call(self, entity: Gathered, *texts: str) -> None:
        """Note forms of the entity that may be written down."""
        for text in texts:
            entity.call(text)
            self._called[text][entity.key] = None

    def add_place(self, entity: Gathered, place: Place, *, is_name: bool, text: str | None = None) -> None:
        """Add a mention; *text* is what is written down as a form, nothing where it is no form of its own."""
        entity.places.append((place, is_name))
        insort(self._order, (place[0], entity.key))
        self._mentioned[self.words.sentences[place[0]]].add(entity.key)
        if text:
            self.call(entity, text)

    def add_phrase(self, entity: Gathered, phrase: Phrase, *, is_form: bool) -> None:
        """Add a phrase as a mention, and its words as a form where they tell which one it is."""
        text = self.text(phrase.start, phrase.end) if is_form else None
        self.add_place(entity, place_of(phrase), is_name=False, text=text)

    def is_title(self, token: int) -> bool:
        """Return whether the token stands in a title or heading."""
        return self.parsed.block_at(token).kind != "paragraph"

    def state(self, nation: Nation) -> Gathered:
        """Return the entity of the state, a new one where the text has not named it."""
        return next(iter(self.states_of(nation)), None) or self.new(NATION, nation)

    def states_of(self, nation: Nation | None) -> list[Gathered]:
        """Return the entity of the state, if the text speaks of it."""
        return [self._states[nation]] if nation in self._states else []

    def denote(self, tokens: Sequence[int], entities: Sequence[Gathered]) -> None:
        """Let the tokens denote the entities."""
        keys = tuple(dict.fromkeys(entity.key for entity in entities))
        for token in tokens:
            self.by_token[token] = keys
        for key in keys:
            self._tokens_of[key] += tokens

    def mentioned_in(self, sentence: int) -> Collection[str]:
        """Return the keys of the entities that the sentence has mentions of so far."""
        return self._mentioned.get(sentence, frozenset())

    def at(self, token: int) -> list[Gathered]:
        """Return the entities that the token denotes so far."""
        return [self.by_key[key] for key in self.by_token.get(token, ())]

    def text(self, start: int, end: int) -> str:
        """Return the source text of the tokens, white space made single."""
        return " ".join(self.parsed.text_of(start, end).split())

    def recent(self, before: int, wanted: Callable[[Gathered], bool]) -> Iterator[Gathered]:
        """Yield the wanted entities that are mentioned before the token, not too far back, the last one first."""
        seen: set[str] = set()
        for number in range(bisect_left(self._order, (before, "")) - 1, -1, -1):
            start, key = self._order[number]
            if before - start > REACH:
                return
            if key not in seen and key in self.by_key and wanted(self.by_key[key]):
                yield self.by_key[key]
            seen.add(key)

    def latest(self, before: int, wanted: Callable[[Gathered], bool]) -> Gathered | None:
        """Return the wanted entity that is the last mentioned before the token, or None."""
        return next(self.recent(before, wanted), None)

    def nearest(self, index: int, wanted: Callable[[Gathered], bool]) -> Gathered | None:
        """Return the wanted entity that is the last before the token, else the first that the text names at all."""
        return self.latest(index, wanted) or next((one for one in self.by_key.values() if wanted(one)), None)

    def named_anew(self, phrase: Phrase, label: str) -> Gathered:
        """Return the entity with this label that is called just what the phrase says, a new one where there is none."""
        text = self.text(phrase.start, phrase.end)
        called = (self.by_key[key] for key in self._called.get(text, ()) if key in self.by_key)
        known = min((one for one in called if one.label == label), key=lambda one: one.order, default=None)
        entity = known or self.new(label)
        entity.heads.add(phrase.lemma)
        self.add_place(entity, place_of(phrase), is_name=False, text=text)
        return entity

    def merge(self, kept: Gathered, other: Gathered) -> None:
        """Make *other* part of *kept*."""
        kept.places += other.places
        self.call(kept, *other.texts)
        kept.heads |= other.heads
        kept.nation = kept.nation or other.nation
        del self.by_key[other.key]
        for token in self._tokens_of.pop(other.key, ()):
            keys = self.by_token[token]
            if other.key in keys:
                self.by_token[token] = tuple(dict.fromkeys(kept.key if key == other.key else key for key in keys))
                self._tokens_of[kept.key].append(token)

    def found(self) -> Iterator[Gathered]:
        """Yield the entities that have mentions, in the order of the first, with name and aliases settled."""
        present = [one for one in self.by_key.values() if one.places and one.texts and one.label]
        for entity in sorted(present, key=lambda one: min(one.places)):
            entity.places.sort()
            entity.name = self._fullest(entity)
            entity.country = entity.nation.code if entity.nation else None
            yield entity

    def is_acting(self, entity: Gathered) -> bool:
        """Return whether the entity does, says, wants, gets or undergoes something."""
        spoken = {word for text in entity.texts for word in text.lower().split()}
        if entity.label == "ORG" and spoken & OUTLET:
            entity.traits.add("outlet")
        is_sure = spoken & NAMES_BODY or entity.heads or any(text.isupper() for text in entity.texts)
        if entity.label == "ORG" and not is_sure:
            entity.traits.add("unsure")
        if entity.label == "PERSON" and not entity.heads and not any(" " in text for text in entity.texts):
            entity.traits.add("mononym")
        return acts(self.words, entity.label, [place for place, _ in entity.places], entity.traits)

    def nation_of(self, number: int) -> Nation | None:
        """Return the state that the name stands for."""
        form = self.names[number].nation
        return form.nation if form is not None else None

    def _fullest(self, entity: Gathered) -> str:
        """Return the name to write down: the longest proper form, for a state its usual name where it has none."""
        if entity.label in ("GROUP", "OFFICE"):
            return next(iter(entity.texts))
        if entity.label == NATION and entity.nation is not None:
            names = [self.names[number] for number in self._names_of[entity.key]]
            proper = [self.text(one.start, one.end) for one in names if one.nation and one.nation.kind == "name"]
            return max(proper, key=len, default=entity.nation.name)
        named = [self.text(*place[:2]) for place, is_name in entity.places if is_name]
        return max(named or entity.texts, key=len)

    def _add_cluster(self, cluster: Cluster) -> None:
        entity = self.new(cluster.label, cluster.nation)
        for number in cluster.names:
            name = self.names[number]
            self.of_name[number] = entity
            self._names_of[entity.key].append(number)
            root = root_of(self.words, name.start, name.end)
            self.add_place(entity, (name.start, name.end, root), is_name=True, text=self.text(name.start, name.end))
            self.denote([*range(name.start, name.end), root], [entity])
            if entity.label == "PERSON":
                self._read_title(entity, number)
            elif entity.label == "ORG":
                self.call(entity, *self._owned_texts(name))
            elif entity.label == "NORP" and self.words.is_plural(root):
                self.call(entity, *self._longer_texts(name, root))

    def _owned_texts(self, name: Name) -> Iterator[str]:
        """Yield "Peru's Foreign Ministry" for the name "Foreign Ministry"."""
        words, mark = self.words, name.start - 1
        if mark < 1 or words.texts[mark] not in ("'s", "'") or words.lowers[name.end - 1] not in NAMES_BODY:
            return
        first = mark - 1
        while first > 0 and words.deps[first - 1] == "compound" and words.heads[first - 1] <= mark - 1 < name.start:
            first -= 1
        if words.is_capitalised(first):
            yield self.text(first, name.end)

    def _longer_texts(self, name: Name, root: int) -> Iterator[str]:
        """Yield "extremist Muslims", "millions of Muslims across the region" for the name "Muslims"."""
        words, end = self.words, full_end(words=self.words, head=root)
        outer = words.heads[words.heads[root]]
        starts = [words.left_edge(root)]
        if words.deps[root] == "pobj" and words.lowers[words.heads[root]] == "of" and words.lemmas[outer] in QUANTITY:
            starts.append(words.left_edge(outer))
        for start in starts:
            start += words.pos[start] == "DET"
            yield from (self.text(start, last) for last in (name.end, end) if start < name.start or last > name.end)

    def _read_title(self, entity: Gathered, number: int) -> None:
        """Note the office and the state that stand before a person's name."""
        words, name = self.words, self.names[number]
        first = name.start
        while first > 0 and words.heads[first - 1] >= first - 1 and words.pos[first - 1] in ("PROPN", "NOUN", "ADJ"):
            first -= 1
        offices = {words.lemmas[index] for index in range(first, name.start)} & (OFFICE | TITLE)
        if not offices:
            return
        entity.heads |= offices
        entity.title = entity.title or self.text(first, name.start)
        before = takewhile(lambda one: one.start >= first, reversed(self.names[max(0, number - 5) : number]))
        nations = [one.nation.nation for one in before if one.nation is not None]
        entity.nation = entity.nation or (nations[-1] if nations else None)
