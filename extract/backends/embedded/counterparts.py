"""Whom an event is addressed to, where only the rest of the article tells: the one whom its doers deal with there.

A union that "had requested a rise" requested it of the company that the same article has it negotiate with. Only where
the other events leave no choice: two parties of a dispute are told by name over and over, and a third makes it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.backends.embedded.event_mention import Mention

Group = Sequence[Mention]


def with_counterparts(groups: Sequence[Group]) -> list[Group]:
    """Return the events, those without a recipient with the one that their agents have in the others, if it is one."""
    return [_with_counterpart(group, [one for one in groups if one is not group]) for group in groups]


def _with_counterpart(group: Group, others: Sequence[Group]) -> Group:
    slots = group[0].declaration.fields_with("recipient")
    agents = _keys(group, "agent")
    is_told = bool(_keys(group, "recipient")) or any(spec.name in one.told for one in group for spec in slots)
    if not slots or not agents or is_told or any(one.fixed for one in group):
        return group  # "asked everyone": not the one whom they met
    partners = {key for other in others for key in _partners(other, agents)}
    if len(partners) != 1:
        return group
    first, *rest = group
    return [replace(first, references=dict(first.references) | {slots[0].name: tuple(partners)}), *rest]


def _partners(event: Group, agents: frozenset[str]) -> Iterator[str]:
    """Yield with whom *agents* deal in another event: whom they address, who addresses them, whom alone they meet."""
    doers, addressed, together = (_keys(event, role) for role in ("agent", "recipient", "participant"))
    if doers & agents:
        yield from addressed - agents
    if addressed & agents:
        yield from doers - agents
    if together & agents and len(together) == 2:
        yield from together - agents


def _keys(group: Group, role: str) -> frozenset[str]:
    return frozenset(
        key for one in group for spec in one.declaration.fields_with(role) for key in one.references.get(spec.name, ())
    )
