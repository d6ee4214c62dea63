"""Mentions of one event brought together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import merge
from itertools import chain
from typing import TYPE_CHECKING

from extract.backends.embedded.events.told import (
    Event,
    Key,
    Told,
    agents_of,
    circumstances_of,
    parties_of,
    same_circumstance,
    share,
    stretches,
)
from extract.backends.embedded.parsing.syntax import is_verbal

if TYPE_CHECKING:
    from extract.backends.embedded.events.mention import Mention
    from extract.backends.embedded.parsing.nlp import ParsedPage

_SAME_THEME = 0.5
"""Token F1 of two themes from which they count as one, when the one who acts does not differ."""

_CONTAINED = 0.6
"""Share of the shorter theme's words in the longer from which they count as one, when the same one acts."""

_APART = frozenset({"actual", "future"})
"""Moods that tell two occasions apart."""


def merge_mentions(
    mentions: Sequence[Mention], parsed: ParsedPage, countries: Mapping[str, str]
) -> list[list[Mention]]:
    """Return the mentions in groups, one for each event, in order of their first mention."""
    told = Told(parsed.page.article.text, countries)
    for mention in mentions:
        if mention.is_another:
            _add_another(mention, told)
        elif mention.is_anaphoric:
            has_theme = bool(mention.declaration.fields_with("theme"))
            event = _taken_up(mention, told) if has_theme else _antecedent(mention, told)
            if event is not None:
                told.join(event, mention)
            elif not has_theme and _is_first_told(mention, told):
                told.add(mention)
        else:
            event = next((one for one in _candidates(mention, told) if _is_same(mention, one, told)), None)
            if event is None:
                told.add(mention)
            else:
                told.join(event, mention)
    return [event.mentions for event in _with_headlines(told)]


def _with_headlines(told: Told) -> list[Event]:
    """Return the events, those that only a headline tells joined to the first event that it can be about.

    A headline tells in other words what the article tells at length.
    """
    headlines = [event for event in told.events if event.is_headline]
    joined = set()
    for event in headlines:
        home = _told_at_length(event.mentions[0], told, {one.number for one in headlines})
        if home is not None:
            joined.add(event.number)
            for mention in event.mentions:
                told.join(home, mention)
    return [event for event in told.events if event.number not in joined]


def _told_at_length(headline: Mention, told: Told, headlines: Collection[int]) -> Event | None:
    """Return the event with most of the headline's words among those that its agents may have to do with."""
    if not headline.theme_words:
        return None
    agents = agents_of(headline)
    needed = [[("agentless",), *(("agent", agent) for agent in agents)]] if agents else []
    words = [("word", word) for word in headline.theme_words]
    for keys in ([*needed, words], needed):
        fitting = (one for one in told.latest(headline, *keys) if one.number not in headlines)
        same = [one for one in fitting if share(agents, one.agents)]
        if same:
            return max(same, key=lambda one: (len(headline.theme_words & one.words), -one.number))
    return None


def _is_first_told(mention: Mention, told: Told) -> bool:
    """Return whether the words say more than who, and are the first of their kind: "the move followed talks with"."""
    says_more = not is_verbal(mention.trigger) or any(
        child.dep_ == "dobj" or child.lower_ in ("with", "by", "in", "at") for child in mention.trigger.children
    )
    is_first = not told.of_kind(mention)
    is_occasion = mention.mood in ("actual", "future")  # of "a new approach to talks with them" none is named
    return is_occasion and says_more and is_first and any(mention.references.values())


def _add_another(mention: Mention, told: Told) -> None:
    """Add an event of its own with those who took part in the latest one of its kind, if there is one."""
    same = told.of_kind(mention)
    if same and any(circumstances_of(mention)):
        references: dict[str, tuple[str, ...]] = {}
        for one in same[-1].mentions:
            for name, keys in one.references.items():
                references[name] = tuple(dict.fromkeys((*references.get(name, ()), *keys)))
        told.add(replace(mention, references=references, is_anaphoric=False))


def _candidates(mention: Mention, told: Told) -> Iterator[Event]:
    """Yield the events that the mention may tell, the latest first."""
    agents = agents_of(mention)
    keys: list[Key] = [("sentence", mention.trigger.sent.start)]
    for spec in mention.declaration.fields_with("theme"):
        if spec.name in mention.quotes:
            keys += [("stretch", spec.name, one) for one in stretches(mention.quotes[spec.name].span)]
    if mention.theme_words:
        for word in mention.theme_words:
            keys += [("theme", word, agent) for agent in (*agents, None)] if agents else [("theme", word)]
        return told.latest(mention, keys)
    return merge(
        told.latest(mention, keys),
        told.latest(mention, *_who_may_be(mention, told), *_where_and_when(mention, told)),
        key=lambda event: event.number,
        reverse=True,
    )


def _who_may_be(mention: Mention, told: Told) -> list[list[Key]]:
    """Return the keys of events whose parties do not differ from the mention's: none where it has none."""
    parties = parties_of(mention)
    states = {told.countries[party] for party in parties if party in told.countries}
    keys: list[Key] = [("nobody",), *(("party", one) for one in parties), *(("country", one) for one in states)]
    return [keys] if parties else []


def _where_and_when(mention: Mention, told: Told) -> list[list[Key]]:
    """Return for each place or date of the mention the keys of events that it does not tell apart."""
    return [list(same_circumstance(spec, told.circumstance(quote))) for spec, quote in circumstances_of(mention)]


def _is_same(mention: Mention, event: Event, told: Told) -> bool:
    if mention.theme_words or event.has_theme:
        return any(_same_theme(mention, one) for one in event.mentions)
    return _same_occasion(mention, event, told)


def _same_theme(one: Mention, other: Mention) -> bool:
    for spec in one.declaration.fields_with("theme"):
        mine, theirs = one.quotes.get(spec.name), other.quotes.get(spec.name)
        if mine is not None and theirs is not None and mine.span.overlap(theirs.span):
            return True
    common = len(one.theme_words & other.theme_words)
    if not common or not share(agents_of(one), agents_of(other)):
        return False
    if 2 * common / (len(one.theme_words) + len(other.theme_words)) >= _SAME_THEME:
        return True
    shorter = min(len(one.theme_words), len(other.theme_words))
    return (
        (shorter > 2 or one.is_headline or other.is_headline)
        and common / shorter >= _CONTAINED
        and bool(agents_of(one) & agents_of(other))
    )


def _taken_up(mention: Mention, told: Told) -> Event | None:
    """Return the latest event that the mention's own noun names, or else one of those that its cue has beside it."""
    if not mention.theme_words:  # a pronoun: what was told last, in the sentence or the one before
        event = next(told.latest(mention), None)
        return event if event is not None and _is_just_told(event.mentions[-1], mention) else None
    agents = agents_of(mention)
    needed: list[list[Key]] = [[("agentless",), *(("agent", agent) for agent in agents)]] if agents else []
    for words in (mention.theme_words & mention.synonyms, mention.synonyms or mention.theme_words):
        for event in told.latest(mention, [("word", word) for word in words], *needed):
            if share(agents, event.agents):
                return event
    return None


def _is_just_told(last: Mention, mention: Mention) -> bool:
    near = mention.trigger.sent.start - last.trigger.sent.end <= 1
    return near and mention.trigger.i > last.trigger.i


def _same_occasion(mention: Mention, event: Event, told: Told) -> bool:
    last = event.mentions[-1]
    mine, theirs, countries = parties_of(mention), event.parties, told.countries
    is_one_telling = mention.mood == last.mood or last.trigger.is_ancestor(mention.trigger)  # "was invited for talks"
    if is_one_telling and mention.trigger.sent == last.trigger.sent and mine == parties_of(last):
        return True
    if mine and theirs and not (mine <= theirs or theirs <= mine or len(mine & theirs) >= 2):
        # Those who come for states are the states' own meeting.
        ours, others = ({countries[key] for key in keys if key in countries} for keys in (mine, theirs))
        if len(mine) != len(theirs) or not ours or not others or not (ours <= others or others <= ours):
            return False
    return not _conflict(mention, event, told)


def _conflict(mention: Mention, event: Event, told: Told) -> bool:
    """Return whether place, date or mood tell two occasions apart."""
    for spec, quote in circumstances_of(mention):
        mine, others = told.circumstance(quote), event.circumstances.get(spec.name)
        if others and not any(mine.is_same(other) for other in others):
            return True
    return not mention.is_anaphoric and mention.mood not in event.moods and {mention.mood, *event.moods} >= _APART


def _antecedent(mention: Mention, told: Told) -> Event | None:
    """Return the latest event that the mention may refer to, one with the same parties before others."""
    circumstances, parties = _where_and_when(mention, told), parties_of(mention)
    attended = told.latest(mention, [("party", one) for one in parties], *circumstances) if parties else iter(())
    fitting = (one for one in chain(attended, told.latest(mention, *circumstances)))
    return next((one for one in fitting if not _conflict(mention, one, told)), None)
