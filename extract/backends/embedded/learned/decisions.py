"""From the scores of a page to records: which events there are, who fills their fields, which entities are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from extract.backends.embedded.entities.entities import EntityIndex, FoundEntity, Mention
from extract.backends.embedded.events.extents import trimmed
from extract.backends.embedded.events.records import by_pattern
from extract.backends.embedded.learned.confidence import Calibration, logit
from extract.backends.embedded.learned.heads import Argument, EventHead, Heads
from extract.backends.embedded.learned.scores import NEW, Filler, Scored, Scores
from extract.backends.embedded.learned.sheet import Known, Place, Sheet
from extract.catalog import Catalog
from extract.dates import iso_of
from extract.declaration import Declaration
from extract.stages import DraftRecord, DraftValue, Located, Span

DIFFERING = 0.3
"""What each field that they fill differently leaves of the chance that two candidates are one event."""
LEAST_SAME = 0.1
"""Chance below which two candidates are not looked at any closer."""


@dataclass(frozen=True)
class Thresholds:
    """From which chance on something is decided for; what is not named has 0.5."""

    events: Mapping[str, float] = field(default_factory=dict)
    """Schema -> chance that a candidate needs."""
    cued: Mapping[str, float] = field(default_factory=dict)
    """Schema -> chance that a candidate needs which the cues found too; that of the others where not named."""
    same: Mapping[str, float] = field(default_factory=dict)
    """Schema -> chance with which two candidates are taken for one event."""
    fields: Mapping[str, float] = field(default_factory=dict)
    """``schema.field`` -> chance that a filler needs."""
    best: Mapping[str, float] = field(default_factory=dict)
    """``schema.field`` -> chance that the likeliest entity needs where none reaches the other; that where not named."""
    entities: Mapping[str, float] = field(default_factory=dict)
    """Schema -> chance that an entity needs which no event refers to."""
    referred: Mapping[str, float] = field(default_factory=dict)
    """Schema -> chance that an entity needs for an event to refer to it, 0 where not named: who fills a field acts."""
    linked: Mapping[str, float] = field(default_factory=dict)
    """Schema -> chance with which two entities of the rules are taken for one."""


@dataclass(frozen=True)
class Decided:
    """What is decided for one page."""

    index: EntityIndex
    """The entities, those that only the tagger found among them; ``is_acting`` as decided."""
    events: tuple[DraftRecord, ...]


@dataclass(frozen=True)
class Decider:
    """Decides for one page."""

    sheet: Sheet
    scores: Scores
    heads: Heads
    catalog: Catalog
    thresholds: Thresholds
    calibration: Calibration = Calibration()

    def decide(self, index: EntityIndex, *, only: Collection[str] | None = None) -> Decided:
        """Return the records that the scores speak for; *index* has the entities that rules found.

        *only* names the schemas of events that are asked for, where not all are.
        """
        wanted = (n for n, head in enumerate(self.heads.events) if only is None or head.schema in only)
        events = tuple(one for number in wanted for one in self._events(number))
        keys = {one.key: self.scores.entities[self._linked[n]].key for n, one in enumerate(self.scores.entities)}
        by_token = {
            token: tuple(dict.fromkeys(keys.get(key, key) for key in found)) for token, found in index.by_token.items()
        }
        return Decided(EntityIndex(tuple(self._entities(index)), by_token), events)

    # -- events

    def _events(self, number: int) -> Iterator[DraftRecord]:
        return (self._record(group, self.heads.events[number]) for group in self.groups(number))

    def groups(self, number: int) -> list[list[Scored]]:
        """Return the candidates that are taken for events of a schema, one list for each event."""
        schema, scored = self.heads.events[number].schema, self.scores.events
        chosen = [n for n, one in enumerate(scored) if one.candidate.head == number and self._is_event(one, schema)]
        groups = self._grouped(chosen, self.thresholds.same.get(schema, 0.5))
        return [[scored[one] for one in group] for group in groups]

    def _is_event(self, scored: Scored, schema: str) -> bool:
        least = self.thresholds.events.get(schema, 0.5)
        if scored.candidate.cue is not None:
            least = self.thresholds.cued.get(schema, least)
        return scored.chance >= least

    def place(self, group: Sequence[Scored]) -> tuple[int, int]:
        """Return where the evidence of an event begins: records are written in this order."""
        return min((span.start, span.end) for span in (self._sentence(one.candidate.anchor) for one in group))

    def _grouped(self, chosen: Sequence[int], least: float) -> list[list[int]]:
        """Return candidates by event: each joins the group with which it agrees best on average, if it does."""
        groups: list[list[int]] = []
        fillers = {one: self._fillers_of(one) for one in chosen}
        for one in chosen:
            # Groups whose last member is too far off have no chance with this one.
            near = [n for n, group in enumerate(groups) if (group[-1], one) in self.scores.same]
            likeness = {
                n: sum(self._likeness(other, one, fillers) for other in groups[n]) / len(groups[n]) for n in near
            }
            best = max(near, key=lambda n: (likeness[n], -n), default=None)
            if best is not None and likeness[best] >= least:
                groups[best].append(one)
            else:
                groups.append([one])
        return groups

    def _likeness(self, one: int, other: int, fillers: Mapping[int, Mapping[str, frozenset[object]]]) -> float:
        """Return the chance that two candidates are one event, less for each field that they fill differently."""
        chance = self.scores.same.get((one, other), 0.0)
        if chance < LEAST_SAME:
            return chance
        ours, theirs = fillers[one], fillers[other]
        differing = sum(bool(ours[name] and theirs[name]) and not ours[name] & theirs[name] for name in ours)
        return float(chance * DIFFERING**differing)

    def _fillers_of(self, event: int) -> dict[str, frozenset[object]]:
        """Return field -> what fills it by this candidate alone: entities, or the words for a place or time."""
        scored = self.scores.events[event]
        head = self.heads.events[scored.candidate.head]
        found: dict[str, frozenset[object]] = {}
        for column, argument in enumerate(head.arguments):
            least = self.thresholds.fields.get(f"{head.schema}.{argument.field}", 0.5)
            fitting = [one for one in scored.fillers if self._fits(one, argument) and one.chances[column] >= least]
            if not argument.is_list:
                fitting = sorted(fitting, key=lambda one: (-one.chances[column], one.place.first))[:1]
            found[argument.field] = frozenset(self._named(one) for one in fitting)
        return found

    def _named(self, filler: Filler) -> object:
        if filler.entity is not None:
            return self._linked[filler.entity]
        return self.sheet.parsed.text_of(filler.place.first, filler.place.end).casefold()

    def _record(self, members: Sequence[Scored], head: EventHead) -> DraftRecord:
        declaration = self.catalog[head.schema]
        best = max(members, key=lambda one: (one.chance, -one.candidate.first))
        values: dict[str, DraftValue] = {one.name: () if one.is_list else None for one in declaration.fields}
        for choice in head.choices:
            columns = list(self.heads.columns(head.schema, choice.field))
            weighed = sum(one.chance * one.values[columns] for one in members)
            values[choice.field] = choice.values[int(np.argmax(weighed))]
        if head.theme is not None:
            values[head.theme] = Located(trimmed(self.sheet.parsed, best.candidate.first, best.candidate.end))
        for column, argument in enumerate(head.arguments):
            values[argument.field] = self._filled(members, column, head, declaration, values)
        ordered = sorted(members, key=lambda one: (one is not best, one.candidate.first))
        spans = dict.fromkeys(self._sentence(one.candidate.anchor) for one in ordered)
        values["evidence"] = tuple(Located(one) for one in spans)
        text = self.sheet.parsed.page.article.text
        for spec in declaration.fields:
            if spec.pattern is not None:
                values[spec.name] = by_pattern(spec, spec.pattern, tuple(spans), text)
        confidence = self.calibration.confidence(head.schema, self.signs(members, head))
        return DraftRecord(declaration.name, values, confidence=confidence)

    def signs(self, members: Sequence[Scored], head: EventHead) -> tuple[float, ...]:
        """Return the signs that confidence is made of: logits of the event, of each choice and of each argument.

        After that of the event comes whether the cues found it, too. An argument that is left empty speaks by how
        unlikely its likeliest filler is.
        """
        best = max(members, key=lambda one: (one.chance, -one.candidate.first))
        signs = [logit(best.chance), float(best.candidate.cue is not None)]
        for choice in head.choices:
            weighed = sum(
                one.chance * one.values[list(self.heads.columns(head.schema, choice.field))] for one in members
            )
            shares = np.exp(weighed - np.max(weighed))
            signs.append(logit(float(np.max(shares) / np.sum(shares))))
        for column, argument in enumerate(head.arguments):
            least = self.thresholds.fields.get(f"{head.schema}.{argument.field}", 0.5)
            fitting = (one for member in members for one in member.fillers if self._fits(one, argument))
            chance = max((float(one.chances[column]) for one in fitting), default=0.0)
            signs.append(abs(logit(chance) - logit(least)))
        return tuple(signs)

    def _filled(
        self,
        members: Sequence[Scored],
        column: int,
        head: EventHead,
        declaration: Declaration,
        values: Mapping[str, DraftValue],
    ) -> DraftValue:
        argument = head.arguments[column]
        if argument.fillers == "entity":
            keys = self._keys(members, column, head)
            return keys if argument.is_list else next(iter(keys), None)
        least = self.thresholds.fields.get(f"{head.schema}.{argument.field}", 0.5)
        fitting = [one for member in members for one in member.fillers if self._fits(one, argument)]
        fitting.sort(key=lambda one: (-float(one.chances[column]), one.place.first))
        reaching = [one.place for one in fitting if one.chances[column] >= least]
        chosen = [self._located(place, argument, declaration, values) for place in reaching]
        return tuple(dict.fromkeys(chosen)) if argument.is_list else next(iter(chosen), None)

    def _fits(self, filler: Filler, argument: Argument) -> bool:
        """Return whether a phrase is of the sort that fills the field."""
        if argument.fillers == "entity":
            return filler.entity is not None
        return filler.entity is None and filler.place in self.sheet.filler_sets[argument.fillers]

    def _keys(self, members: Sequence[Scored], column: int, head: EventHead) -> tuple[str, ...]:
        """Return the entities that reach a field's threshold, or the likeliest if it reaches the other one.

        The likeliest stands first. An entity fills one field of an event, the likelier one: nobody asks himself.
        """
        least = [self.thresholds.fields.get(f"{head.schema}.{one.field}", 0.5) for one in head.arguments]
        best = self.thresholds.best.get(f"{head.schema}.{head.arguments[column].field}", least[column])
        chances = self._chances(members, head)
        own = {
            entity: found[column]
            for entity, found in chances.items()
            if not any(found[n] > max(found[column], least[n]) for n in range(len(found)))
        }
        order = sorted(filter(self._may_be_referred_to, own), key=lambda one: (-own[one], one))
        kept = [one for one in order if own[one] >= least[column]] or [one for one in order[:1] if own[one] >= best]
        return tuple(self.scores.entities[one].key for one in kept)

    def _chances(self, members: Sequence[Scored], head: EventHead) -> dict[int, list[float]]:
        """Return entity -> the chance that it fills each argument; 0 for those that no entity fills."""
        found: dict[int, list[float]] = {}
        for member in members:
            for one in member.fillers:
                if one.entity is not None:
                    known = found.setdefault(self._linked[one.entity], [0.0] * len(head.arguments))
                    for column, argument in enumerate(head.arguments):
                        if argument.fillers == "entity":
                            known[column] = max(known[column], float(one.chances[column]))
        return found

    def _may_be_referred_to(self, entity: int) -> bool:
        least = [self.thresholds.referred.get(head.schema, 0.0) for head in self.heads.entities]
        return not least or any(
            bool(found >= one) for found, one in zip(self.scores.is_entity[entity], least, strict=True)
        )

    def _located(
        self, place: Place, argument: Argument, declaration: Declaration, values: Mapping[str, DraftValue]
    ) -> Located:
        parsed = self.sheet.parsed
        span = trimmed(parsed, place.first, place.end)
        if declaration.field(argument.field).type != "when":
            return Located(span)
        article = parsed.page.article
        iso = iso_of(span.of(article.text), article.published, is_future=_is_open(declaration, values))
        return Located(span, iso=iso)

    def _sentence(self, token: int) -> Span:
        first, end = self.sheet.sentence_at(token)
        return self.sheet.parsed.sentence_span(self.sheet.parsed.doc[first:end])

    # -- entities

    @cached_property
    def _linked(self) -> tuple[int, ...]:
        """For each entity the one that stands for it: itself, or the likeliest of those that are one with it.

        Groups are joined from the surest pair on, as long as their members are one on average.
        """
        least = max((self.thresholds.linked.get(head.schema, 0.5) for head in self.heads.entities), default=1.0)
        chance = self.scores.linked
        groups = {number: [number] for number in range(len(self.scores.entities))}
        for pair in sorted(chance, key=lambda one: (-chance[one], one)):
            if chance[pair] < least:
                break
            one, other = groups[pair[0]], groups[pair[1]]
            between = [chance.get((min(a, b), max(a, b))) for a in one for b in other]
            known = [value for value in between if value is not None]
            if one is not other and sum(known) / len(known) >= least:
                groups.update({key: [*one, *other] for key in (*one, *other)})
        return tuple(max(group, key=lambda n: (self._asked(n), -n)) for _, group in sorted(groups.items()))

    def _asked(self, entity: int) -> float:
        """Return the chance that a schema asks for the entity."""
        return float(max(self.scores.is_entity[entity], default=0.0))

    def _entities(self, index: EntityIndex) -> Iterator[FoundEntity]:
        groups: dict[int, list[FoundEntity]] = {}
        for number, known in enumerate(self.scores.entities):
            is_acting, label = self._judged(number, known)
            rules = index[known.key] if known.label != NEW else self._tagged(known)
            groups.setdefault(self._linked[number], []).append(replace(rules, is_acting=is_acting, label=label))
        for number, group in groups.items():
            yield _joined(group, self.scores.entities[number].key)

    def _judged(self, number: int, known: Known) -> tuple[bool, str]:
        """Return whether the entity is one that a schema asks for, and the label for its likeliest value."""
        for column, head in enumerate(self.heads.entities):
            is_one = bool(self.scores.is_entity[number, column] >= self.thresholds.entities.get(head.schema, 0.5))
            if head.choice is None:
                return is_one, known.label
            columns = [
                n for n, one in enumerate(self.heads.entity_values) if one[:2] == (head.schema, head.choice.field)
            ]
            value = head.choice.values[int(np.argmax(self.scores.entity_values[number, columns]))]
            labels = self.catalog[head.schema].field(head.choice.field).labels
            if labels is None or labels.value_for(known.label) == value:
                return is_one, known.label
            return is_one, labels.by_value[value][0]
        return False, known.label

    def _tagged(self, known: Known) -> FoundEntity:
        parsed = self.sheet.parsed
        texts = [" ".join(parsed.text_of(one.first, one.end).split()) for one in known.places]
        name = max(texts, key=len)
        return FoundEntity(
            key=known.key,
            name=name,
            label=NEW,
            aliases=tuple(text for text in dict.fromkeys(texts) if text != name),
            mentions=tuple(Mention(one.first, one.end, one.root, NEW, True) for one in known.places),
            title=None,
            country=None,
            is_acting=False,
        )


def _joined(group: Sequence[FoundEntity], key: str) -> FoundEntity:
    """Return the entity that all of *group* are, called as the one with *key* is."""
    best = next(one for one in group if one.key == key)
    if len(group) == 1:
        return best
    names = dict.fromkeys([*best.aliases, *(name for one in group for name in (one.name, *one.aliases))])
    return replace(
        best,
        aliases=tuple(name for name in names if name != best.name),
        mentions=tuple(sorted({m for one in group for m in one.mentions}, key=lambda m: (m.start, m.end))),
        title=best.title or next((one.title for one in group if one.title), None),
        country=best.country or next((one.country for one in group if one.country), None),
    )


def _is_open(declaration: Declaration, values: Mapping[str, DraftValue]) -> bool:
    """Return whether the event is still to come, or only possible, by the value of a field that tells its mood."""
    for spec in declaration.fields:
        if spec.modality is not None and values.get(spec.name) is not None:
            return values[spec.name] in (spec.modality.future, spec.modality.possible)
    return False
