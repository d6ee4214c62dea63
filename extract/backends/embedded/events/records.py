"""The record of one event, from all its mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.backends.embedded.events.mention import Mention
from extract.backends.embedded.parsing.syntax import is_verbal
from extract.declaration import FieldSpec
from extract.grounding.plain_values import converted
from extract.schema import Pattern
from extract.stages import DraftRecord, DraftValue, Located, Span


def record_of(group: Sequence[Mention], text: str) -> DraftRecord:
    """Return one record for the mentions of one event."""
    best = max(group, key=lambda one: (not one.is_anaphoric, not one.is_headline, one.weight, -one.trigger.i))
    declaration = best.declaration
    values: dict[str, DraftValue] = {}
    for spec in declaration.fields:
        values[spec.name] = _value(spec, best, group, text)
    evidence = dict.fromkeys(one.evidence for one in [best, *group])
    values["evidence"] = tuple(Located(span) for span in evidence)
    return DraftRecord(declaration.name, values)


def references_in(records: Iterable[DraftRecord]) -> frozenset[str]:
    """Return the keys of all that the records refer to."""
    values = (value for record in records for value in record.values.values())
    items = (item for value in values for item in (value if isinstance(value, tuple) else (value,)))
    return frozenset(item for item in items if isinstance(item, str))


def _value(spec: FieldSpec, best: Mention, group: Sequence[Mention], text: str) -> DraftValue:
    if spec.type == "ref":
        keys = tuple(dict.fromkeys(key for one in [best, *group] for key in one.references.get(spec.name, ())))
        return keys if spec.is_list else next(iter(keys), None)
    if spec.type in ("quote", "when"):
        found = [one.quotes[spec.name] for one in [best, *group] if spec.name in one.quotes]
        return (found[0] if found else None) if not spec.is_list else tuple(dict.fromkeys(found))
    if spec.modality is not None or spec.choices:
        return _literal(spec, best, group)
    if spec.pattern is not None:
        return by_pattern(spec, spec.pattern, [one.evidence for one in [best, *group]], text)
    return None


def _literal(spec: FieldSpec, best: Mention, group: Sequence[Mention]) -> str | None:
    # A cue settles the value only as a fact ("hopes to sign" leaves the matter open), a verb before a noun, the last
    # word of the article before the first.
    settled = [one for one in group if spec.name in one.fixed and one.mood == "actual"]
    if settled:
        return max(settled, key=lambda one: (is_verbal(one.trigger), one.trigger.i)).fixed[spec.name]
    if spec.modality is None:
        return None
    denied = spec.modality.negated is not None and any(one.mood == "negated" for one in group)
    mood = "negated" if denied else "actual" if spec.name in best.fixed else best.mood
    return getattr(spec.modality, mood) or spec.modality.actual


def by_pattern(spec: FieldSpec, pattern: Pattern, evidence: Sequence[Span], text: str) -> DraftValue:
    """Return what the pattern finds in the evidence: the first value, or all of them for a list; False for no flag."""
    written = (found for span in dict.fromkeys(evidence) for found in pattern.find_all(span.of(text)))
    values = tuple(dict.fromkeys(value for one in written if (value := converted(spec, one)) is not None))
    if spec.is_list:
        return values
    return next(iter(values), False if spec.python_type is bool and spec.is_required else None)
