"""Things -> blocking keys: only things that share one are compared, so that time grows with their number.

There are three sorts. A key that is one thing's *everywhere* joins without a comparison; a key of a *spelling* finds
the other spellings of such a name; a key *in company* is shared by many things, and counts only in articles which
speak of the same others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extract.corpus.bodies import appended_acronym, body_key, body_name
from extract.corpus.intake import Taken, Thing
from extract.corpus.nations import state_of
from extract.corpus.numbers import numbers_in
from extract.corpus.persons import first_name_key, last_name_keys, person_keys, person_name
from extract.corpus.spelling import fold

MANY: Final = 20
"""So many people are hardly counted twice in one matter who are not the same."""


def names_to_find_by(article: Taken) -> list[str]:
    """Return what articles that name the same things as *article* are found by, sorted: keys of all three sorts."""
    found = set[str]()
    for thing in article.things:
        found |= {"|".join((thing.schema, *key)) for key in keys_everywhere(thing)}
        found |= {f"{thing.schema}~{key}" for form in thing.forms for key in spelling_keys(thing, form)}
        if next(keys_everywhere(thing), None) is None:
            found |= {f"{thing.schema}?{key}" for key in keys_in_company(thing) if key.startswith("last:")}
    return sorted(found)


def keys_everywhere(thing: Thing) -> Iterator[tuple[str, ...]]:
    """Yield the keys of the names of *thing* that are its own everywhere, that of its name first.

    They begin with the sort of name ("person", "state", "body"). A thing that has any is called strong.
    """
    if thing.family == "state":
        state = state_of(thing.forms)
        if state:
            yield "state", state
        return
    for form in thing.forms:
        if thing.family == "person":
            name = person_name(form)
            if name.kind == "full":
                yield "person", *name.words
        elif thing.family == "group":
            continue
        else:
            body = body_name(form)
            if body.strength == 2:
                yield "body", *sorted(body.ideas)
            if (acronym := appended_acronym(form)) and len(acronym) > 3:
                yield "body", acronym


def spelling_keys(thing: Thing, form: str) -> list[str]:
    """Return what other spellings of *form*, a name of *thing* that is its own everywhere, have in common with it."""
    if thing.family == "person":
        name = person_name(form)
        return person_keys(name) if name.kind == "full" else []
    body = body_name(form)
    return [body_key(body), *sorted(body.initials)] if thing.family == "body" and body.strength == 2 else []


def keys_in_company(thing: Thing) -> list[str]:
    """Return what *thing* has in common with what it may be in an article that speaks of the same others."""
    if thing.family == "person":
        return _keys_of_person(thing)
    if thing.family == "state":
        return ["state"]
    keys = {f"count:{number}" for number in numbers_in(thing.name) if number >= MANY and thing.family == "group"}
    for form in thing.forms:
        body = body_name(form)
        keys |= {f"head:{body.head}", f"name:{' '.join(sorted(body.ideas))}"}
        keys |= {f"short:{one}" for one in (*body.initials, *([fold(form)] if body.is_acronym else ()))}
        if acronym := appended_acronym(form):
            keys.add(f"short:{acronym}")
    return sorted(keys)


def _keys_of_person(thing: Thing) -> list[str]:
    name = person_name(thing.name)
    if name.kind == "office":
        return ["office", f"name:{' '.join(name.words)}"]
    keys = [f"last:{key}" for key in last_name_keys(name)] + [f"first:{first_name_key(name)}"]
    if name.kind == "single":  # a word alone may also be a given name, which others' last names are
        keys.append(f"last:{first_name_key(name)}")
    if thing.offices:
        keys.append("office")
    return keys
