"""The places where an article names an entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.catalog import Catalog
from extract.grounding.spans import Search
from extract.stages import DraftRecord, DraftValue, Located, Span

_SAME_NAME = 0.85
"""From this likeness on a name is another spelling of the article's."""
_WORD = re.compile(r"\w+")


def name_places(search: Search, name: str) -> list[Span]:
    """Return every place where *name* stands as whole words, in order.

    Letter case is folded but for capitals, which a name keeps: "us" does not name the US; a headline's "TRUMP" names
    Trump.
    """
    return [span for span in search.equal_places(name) if _keeps_capitals(name, span.of(search.text))]


def is_named(search: Search, name: str) -> bool:
    """Return whether *name* has a place; quicker than to list them, since most stand there verbatim."""
    return search.stands_verbatim(name) or bool(name_places(search, name))


def forms_of(values: Iterable[DraftValue]) -> list[str]:
    """Return the strings among *values* and their elements, each once, in order."""
    flat = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
    return list(dict.fromkeys(item for item in flat if isinstance(item, str) and item.strip()))


def other_names(search: Search, given: Sequence[str], aliases: Sequence[str], *, is_located: bool) -> tuple[str, ...]:
    """Return the name to write where the article does not have those *given*; nothing for what it does not name.

    The usual name of a state stays, as does the name that a backend gave to what it located itself. Else the article's
    spelling is taken, or the longest of the *aliases*, which the article has.
    """
    usual = tuple(name for name in given if is_located or is_usual_name(name, aliases))
    return usual or tuple(filter(None, (_spelling(search, name) for name in given))) or _longest(aliases)


def _longest(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=len)[-1:])


def _spelling(search: Search, name: str) -> str | None:
    found = search.find(name)
    if found is None or found.score < _SAME_NAME or any(one.kind != "changed" for one in found.differences):
        return None
    return " ".join(found.span.of(search.text).split())


def is_usual_name(name: str, forms: Iterable[str]) -> bool:
    """Return whether *name* is the usual name of the state that one of *forms* stands for.

    A reader knows that the Kremlin is Russia's: the one name that need not be in the article.
    """
    from extract.backends.embedded.names.nations import nation_forms, words_of

    known = nation_forms()
    nation = known.get(tuple(words_of(name)))
    others = [known.get(tuple(words_of(form.removeprefix("the ").removeprefix("The ")))) for form in forms]
    return nation is not None and any(other is not None and other.nation == nation.nation for other in others)


def fill_mentions(records: Sequence[DraftRecord], catalog: Catalog, search: Search) -> list[DraftRecord]:
    """Return *records* with the mentions of entities that have none yet: every place of their names and aliases.

    A name inside a longer name of any entity is not a mention: "Trump" in "the Trump administration".
    """
    if not any(_lacks_mentions(record, catalog) for record in records):
        return list(records)
    named = [_named_places(record, catalog, search) for record in records]
    kept = _outermost(span for spans in named for span in spans)
    return [
        _with_mentions(record, catalog, kept.intersection(spans)) for record, spans in zip(records, named, strict=True)
    ]


def _named_places(record: DraftRecord, catalog: Catalog, search: Search) -> set[Span]:
    declaration = catalog[record.schema]
    specs = [*declaration.fields_with("name"), *declaration.fields_with("aliases")]
    forms = forms_of(record.values.get(spec.name) for spec in specs) if declaration.kind == "entity" else []
    return {span for form in forms for span in name_places(search, form)}


def _outermost(spans: Iterable[Span]) -> set[Span]:
    kept: set[Span] = set()
    end = 0
    for span in sorted(set(spans), key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            kept.add(span)
            end = span.end
    return kept


def _with_mentions(record: DraftRecord, catalog: Catalog, places: set[Span]) -> DraftRecord:
    empty = _lacks_mentions(record, catalog)
    if not places or not empty:
        return record
    mentions = tuple(Located(span) for span in sorted(places))
    return replace(record, values={**record.values, **dict.fromkeys(empty, mentions)})


def _lacks_mentions(record: DraftRecord, catalog: Catalog) -> list[str]:
    """Return the names of the fields for mentions that have none."""
    return [spec.name for spec in catalog[record.schema].fields_with("mentions") if not record.values.get(spec.name)]


def _keeps_capitals(name: str, printed: str) -> bool:
    return all(
        other.isupper() if len(one) > 1 and one.isupper() else other[0].isupper() or not one[0].isupper()
        for one, other in zip(_WORD.findall(name), _WORD.findall(printed), strict=False)
    )
