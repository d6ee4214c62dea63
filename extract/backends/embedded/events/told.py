"""The events told so far, and where to look for those that a further mention may tell.

To hold each mention against each event takes minutes where an article tells thousands. What makes two mentions one
event needs words, actors, a place, a day or a sentence in common, so each of these leads to the few events to try;
which of them is taken does not hang on how they were found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extract.backends.embedded.events.mention import Mention
from extract.declaration import FieldSpec
from extract.stages import Located, Span

Key = tuple[Hashable, ...]
_SMALL_WORDS = frozenset({"the", "of", "in"})
_STRETCH = 256
"""Characters of the text that are looked up together."""


@dataclass(frozen=True)
class Circumstance:
    """A place or date: its words, and the day where it tells one."""

    words: frozenset[str]
    iso: str | None

    def is_same(self, other: Circumstance) -> bool:
        """Return whether both may be the same place or date."""
        if self.iso is not None and other.iso is not None:
            return self.iso.startswith(other.iso) or other.iso.startswith(self.iso)
        return bool(self.words & other.words)


@dataclass
class Event:
    """One event while its mentions are brought together."""

    number: int
    mentions: list[Mention] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    """Of what it is about, and of those that tell it."""
    has_theme: bool = False
    agents: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    """Whoever is in it."""
    moods: set[str] = field(default_factory=set)
    """Of the mentions that do more than refer back."""
    circumstances: dict[str, dict[Circumstance, None]] = field(default_factory=dict)
    """Field -> the places or dates that mentions give."""

    @property
    def is_headline(self) -> bool:
        """Whether nothing but headlines tells it."""
        return all(one.is_headline for one in self.mentions)


class Told:
    """The events of one article."""

    def __init__(self, text: str, countries: Mapping[str, str]) -> None:
        self.events: list[Event] = []
        self.text = text
        self.countries = countries
        self._of_kind: dict[str, list[Event]] = defaultdict(list)
        self._under: dict[Key, dict[int, None]] = defaultdict(dict)

    def of_kind(self, mention: Mention) -> list[Event]:
        """Return the events of the mention's declaration, in order."""
        return self._of_kind[mention.declaration.name]

    def add(self, mention: Mention) -> None:
        """Make the mention an event of its own."""
        event = Event(len(self.events))
        self.events.append(event)
        self.of_kind(mention).append(event)
        self.join(event, mention)

    def join(self, event: Event, mention: Mention) -> None:
        """Make the mention one of the event's."""
        is_new = not event.mentions
        event.mentions.append(mention)
        event.words |= mention.theme_words | {mention.trigger.lemma_.lower()}
        event.has_theme = event.has_theme or bool(mention.theme_words)
        event.agents |= agents_of(mention)
        event.parties |= parties_of(mention)
        if not mention.is_anaphoric:
            event.moods.add(mention.mood)
        for spec, quote in circumstances_of(mention):
            event.circumstances.setdefault(spec.name, {})[self.circumstance(quote)] = None
        for key in self._keys(mention, event, is_new=is_new):
            self._under[(mention.declaration.name, *key)][event.number] = None

    def circumstance(self, quote: Located) -> Circumstance:
        """Return what a quotation tells of place or time."""
        return Circumstance(frozenset(quote.span.of(self.text).lower().split()) - _SMALL_WORDS, quote.iso)

    def latest(self, mention: Mention, *needed: Iterable[Key]) -> Iterator[Event]:
        """Yield the events of the mention's declaration that are under a key at least of each of *needed*.

        The latest comes first. An event may be under a key that it no longer has: whoever asks looks again.
        """
        if not needed:
            yield from reversed(self.of_kind(mention))
            return
        name = mention.declaration.name
        under = [[self._under[name, *key] for key in keys if (name, *key) in self._under] for keys in needed]
        fewest = min(under, key=lambda sets: sum(map(len, sets)))
        for number in sorted({one for numbers in fewest for one in numbers}, reverse=True):
            if all(sets is fewest or any(number in one for one in sets) for sets in under):
                yield self.events[number]

    def _keys(self, mention: Mention, event: Event, *, is_new: bool) -> Iterator[Key]:
        """Yield under what to look for the event, of which this is a mention."""
        yield ("sentence", mention.trigger.sent.start)
        agents = agents_of(mention)
        for word in mention.theme_words:
            yield ("theme", word)
            yield from (("theme", word, agent) for agent in agents or [None])
        yield from (("word", word) for word in mention.theme_words | {mention.trigger.lemma_.lower()})
        yield from (("agent", agent) for agent in agents)
        for party in parties_of(mention):
            yield ("party", party)
            if party in self.countries:
                yield ("country", self.countries[party])
        for spec in mention.declaration.fields_with("theme"):
            if spec.name in mention.quotes:
                yield from (("stretch", spec.name, one) for one in stretches(mention.quotes[spec.name].span))
        told = {spec.name: self.circumstance(quote) for spec, quote in circumstances_of(mention)}
        for name, one in told.items():
            yield from (("at", name, word) for word in one.words)
            yield from (("dateless", name, word) for word in one.words if one.iso is None)
            if one.iso is not None:
                yield ("day", name, one.iso)
                yield from (("within", name, one.iso[:end]) for end in range(1, len(one.iso) + 1))
        if is_new:
            yield from [] if event.agents else [("agentless",)]
            yield from [] if event.parties else [("nobody",)]
            yield from (("anywhen", spec.name) for spec in mention.declaration.fields if spec.name not in told)


def same_circumstance(spec: FieldSpec, one: Circumstance) -> Iterator[Key]:
    """Yield the keys under which the events are that this place or date does not tell apart."""
    yield ("anywhen", spec.name)
    yield from (("at" if one.iso is None else "dateless", spec.name, word) for word in one.words)
    if one.iso is not None:
        yield ("within", spec.name, one.iso)
        yield from (("day", spec.name, one.iso[:end]) for end in range(1, len(one.iso) + 1))


def stretches(span: Span) -> Iterable[int]:
    """Return the numbers of the stretches of the text that the span touches."""
    return range(span.start // _STRETCH, span.end // _STRETCH + 1)


def circumstances_of(mention: Mention) -> Iterator[tuple[FieldSpec, Located]]:
    """Yield the fields for place and time that the mention fills."""
    for spec in mention.declaration.fields:
        if spec.role is not None and spec.role.name in ("place", "time") and spec.name in mention.quotes:
            yield spec, mention.quotes[spec.name]


def agents_of(mention: Mention) -> frozenset[str]:
    """Return the keys of those who act."""
    names = [spec.name for spec in mention.declaration.fields_with("agent")]
    return frozenset(key for name in names for key in mention.references.get(name, ()))


def parties_of(mention: Mention) -> frozenset[str]:
    """Return the keys of everybody in the mention."""
    return frozenset(key for keys in mention.references.values() for key in keys)


def share(mine: Collection[str], theirs: Collection[str]) -> bool:
    """Return whether two sets of actors do not differ: one is unknown, or somebody is in both."""
    return not mine or not theirs or not set(mine).isdisjoint(theirs)
