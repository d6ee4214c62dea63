"""Mentions of one event brought together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.backends.embedded.parsing.syntax import is_verbal
from extract.stages import Located

if TYPE_CHECKING:
    from extract.backends.embedded.events.mention import Mention
    from extract.backends.embedded.parsing.nlp import ParsedPage

_SAME_THEME = 0.5
"""Token F1 of two themes from which they count as one, when the one who acts does not differ."""

_CONTAINED = 0.6
"""Share of the shorter theme's words in the longer from which they count as one, when the same one acts."""


def merge_mentions(
    mentions: Sequence[Mention], parsed: ParsedPage, countries: Mapping[str, str]
) -> list[list[Mention]]:
    """Return the mentions in groups, one for each event, in order of their first mention."""
    text = parsed.page.article.text
    groups: list[list[Mention]] = []
    for mention in mentions:
        if mention.is_another:
            _add_another(mention, groups)
        elif mention.is_anaphoric:
            has_theme = bool(mention.declaration.fields_with("theme"))
            group = _taken_up(mention, groups) if has_theme else _antecedent(mention, groups, text)
            if group is not None:
                group.append(mention)
            elif not has_theme and _is_first_told(mention, groups):
                groups.append([mention])
        else:
            group = next((one for one in reversed(groups) if _is_same(mention, one, text, countries)), None)
            if group is None:
                groups.append([mention])
            else:
                group.append(mention)
    return _with_headlines(groups)


def _with_headlines(groups: list[list[Mention]]) -> list[list[Mention]]:
    """Return the groups, those that only a headline tells joined to the first event that it can be about.

    A headline tells in other words what the article tells at length.
    """
    bodies = [group for group in groups if not _is_headline(group)]
    kept = []
    for group in groups:
        same = [other for other in bodies if _may_be_headline(group[0], other)] if _is_headline(group) else []
        if same:
            max(same, key=lambda other: len(group[0].theme_words & _words_of(other))).extend(group)
        else:
            kept.append(group)
    return kept


def _is_headline(group: Sequence[Mention]) -> bool:
    return all(one.is_headline for one in group)


def _may_be_headline(headline: Mention, group: Sequence[Mention]) -> bool:
    same = group[0].declaration is headline.declaration
    return same and bool(headline.theme_words) and _share(_agents(headline), _agents_of(group))


def _is_first_told(mention: Mention, groups: Sequence[list[Mention]]) -> bool:
    """Return whether the words say more than who, and are the first of their kind: "the move followed talks with"."""
    says_more = not is_verbal(mention.trigger) or any(
        child.dep_ == "dobj" or child.lower_ in ("with", "by", "in", "at") for child in mention.trigger.children
    )
    is_first = not any(group[0].declaration is mention.declaration for group in groups)
    is_occasion = mention.mood in ("actual", "future")  # of "a new approach to talks with them" none is named
    return is_occasion and says_more and is_first and any(mention.references.values())


def _add_another(mention: Mention, groups: list[list[Mention]]) -> None:
    """Add an event of its own with those who took part in the latest one of its kind, if there is one."""
    same = [group for group in groups if group[0].declaration is mention.declaration]
    if same and any(
        spec.name in mention.quotes for role in ("place", "time") for spec in mention.declaration.fields_with(role)
    ):
        references: dict[str, tuple[str, ...]] = {}
        for one in same[-1]:
            for name, keys in one.references.items():
                references[name] = tuple(dict.fromkeys((*references.get(name, ()), *keys)))
        groups.append([replace(mention, references=references, is_anaphoric=False)])


def _is_same(mention: Mention, group: Sequence[Mention], text: str, countries: Mapping[str, str]) -> bool:
    if mention.declaration is not group[0].declaration:
        return False
    if mention.theme_words or any(one.theme_words for one in group):
        return any(_same_theme(mention, one) for one in group)
    return _same_occasion(mention, group, text, countries)


def _same_theme(one: Mention, other: Mention) -> bool:
    for spec in one.declaration.fields_with("theme"):
        mine, theirs = one.quotes.get(spec.name), other.quotes.get(spec.name)
        if mine is not None and theirs is not None and mine.span.overlap(theirs.span):
            return True
    if not _share(_agents(one), _agents(other)):
        return False
    common = len(one.theme_words & other.theme_words)
    if not common:
        return False
    if 2 * common / (len(one.theme_words) + len(other.theme_words)) >= _SAME_THEME:
        return True
    shorter = min(len(one.theme_words), len(other.theme_words))
    return (
        (shorter > 2 or one.is_headline or other.is_headline)
        and common / shorter >= _CONTAINED
        and bool(_agents(one) & _agents(other))
    )


def _taken_up(mention: Mention, groups: Sequence[list[Mention]]) -> list[Mention] | None:
    """Return the latest event that the mention's own noun names, or else one of those that its cue has beside it."""
    same = [group for group in reversed(groups) if group[0].declaration is mention.declaration]
    if not mention.theme_words:  # a pronoun: what was told last, in the sentence or the one before
        group = same[0] if same else None
        return group if group is not None and _is_just_told(group[-1], mention) else None
    for words in (mention.theme_words & mention.synonyms, mention.synonyms or mention.theme_words):
        for group in same:
            if words & _words_of(group) and _share(_agents(mention), _agents_of(group)):
                return group
    return None


def _is_just_told(last: Mention, mention: Mention) -> bool:
    near = mention.trigger.sent.start - last.trigger.sent.end <= 1
    return near and mention.trigger.i > last.trigger.i


def _words_of(group: Sequence[Mention]) -> frozenset[str]:
    return frozenset(word for one in group for word in one.theme_words | {one.trigger.lemma_.lower()})


def _agents_of(group: Sequence[Mention]) -> frozenset[str]:
    return frozenset(key for one in group for key in _agents(one))


def _share(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return not mine or not theirs or bool(mine & theirs)


def _agents(mention: Mention) -> frozenset[str]:
    names = [spec.name for spec in mention.declaration.fields_with("agent")]
    return frozenset(key for name in names for key in mention.references.get(name, ()))


def _participants(mention: Mention) -> frozenset[str]:
    return frozenset(key for keys in mention.references.values() for key in keys)


def _same_occasion(mention: Mention, group: Sequence[Mention], text: str, countries: Mapping[str, str]) -> bool:
    last = group[-1]
    is_one_telling = mention.mood == last.mood or last.trigger.is_ancestor(mention.trigger)  # "was invited for talks"
    if is_one_telling and mention.trigger.sent == last.trigger.sent and _participants(mention) == _participants(last):
        return True
    mine = _participants(mention)
    theirs = frozenset(key for one in group for key in _participants(one))
    if mine and theirs and not (mine <= theirs or theirs <= mine or len(mine & theirs) >= 2):
        # Those who come for states are the states' own meeting.
        ours, others = ({countries[key] for key in keys if key in countries} for keys in (mine, theirs))
        if len(mine) != len(theirs) or not ours or not others or not (ours <= others or others <= ours):
            return False
    return not _conflict(mention, group, text)


def _conflict(mention: Mention, group: Sequence[Mention], text: str) -> bool:
    """Return whether place, date or mood tell two occasions apart."""
    for spec in mention.declaration.fields:
        if spec.role is None or spec.role.name not in ("place", "time") or spec.name not in mention.quotes:
            continue
        others = [one.quotes[spec.name] for one in group if spec.name in one.quotes]
        if others and not any(_is_same_circumstance(mention.quotes[spec.name], other, text) for other in others):
            return True
    moods = {one.mood for one in group if not one.is_anaphoric}
    return not mention.is_anaphoric and mention.mood not in moods and {mention.mood, *moods} >= {"actual", "future"}


def _is_same_circumstance(mine: Located, theirs: Located, text: str) -> bool:
    if mine.iso is not None and theirs.iso is not None:
        return mine.iso.startswith(theirs.iso) or theirs.iso.startswith(mine.iso)
    one, other = set(mine.span.of(text).lower().split()), set(theirs.span.of(text).lower().split())
    return bool((one & other) - {"the", "of", "in"})


def _antecedent(mention: Mention, groups: Sequence[list[Mention]], text: str) -> list[Mention] | None:
    same = [group for group in groups if group[0].declaration is mention.declaration]
    fitting = [group for group in same if not _conflict(mention, group, text)]
    mine = _participants(mention)
    attended = [group for group in fitting if any(mine & _participants(one) for one in group)]
    return next(reversed(attended or fitting), None)
