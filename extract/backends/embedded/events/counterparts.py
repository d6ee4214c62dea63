"""Whom an event is addressed to, where only the rest of the article tells: the one whom its doers deal with there.

A union that "had requested a rise" requested it of the company that the same article has it negotiate with. Only where
the other events leave no choice: two parties of a dispute are told by name over and over, and a third makes it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations, product

from extract.backends.embedded.events.mention import Mention

Group = Sequence[Mention]


def with_counterparts(groups: Sequence[Group]) -> list[Group]:
    """Return the events, those without a recipient with the one that their agents have in the others, if it is one."""
    partners: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for one, other in _dealings(group):
            partners[one].add(other)
    return [_with_counterpart(group, partners) for group in groups]


def _with_counterpart(group: Group, partners: Mapping[str, set[str]]) -> Group:
    slots = group[0].declaration.fields_with("recipient")
    agents = _keys(group, "agent")
    is_told = bool(_keys(group, "recipient")) or any(spec.name in one.told for one in group for spec in slots)
    if not slots or is_told or any(one.fixed for one in group):
        return group  # "asked everyone": not the one whom they met
    others = {other for agent in agents for other in partners.get(agent, ())} - agents
    if len(others) != 1:
        return group
    first, *rest = group
    return [replace(first, references=dict(first.references) | {slots[0].name: tuple(others)}), *rest]


def _dealings(event: Group) -> Iterator[tuple[str, str]]:
    """Yield who deals with whom in an event: who addresses whom, both ways, and two who meet alone."""
    doers, addressed, together = (_keys(event, role) for role in ("agent", "recipient", "participant"))
    pairs = [*product(doers, addressed)]
    yield from pairs
    yield from ((other, one) for one, other in pairs)
    if len(together) == 2:
        yield from permutations(together)


def _keys(group: Group, role: str) -> frozenset[str]:
    return frozenset(
        key for one in group for spec in one.declaration.fields_with(role) for key in one.references.get(spec.name, ())
    )
