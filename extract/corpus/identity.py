"""Things -> which are the same: by their names where those tell, else by the company in which they are named.

First come the names that are one thing's everywhere: a person's that is written out, a state's under any of its forms,
a body's with words of its own. Then what says less (initials, a last name, "the Front", "teachers") goes to the
thing that it can be in articles which speak of the same others. What stands twice in one article as two is two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2
from typing import Final

from extract.corpus.bodies import (
    appended_acronym,
    body_key,
    body_name,
    is_same_body,
    is_short_form,
    may_be_translation,
)
from extract.corpus.intake import Taken, Thing
from extract.corpus.nations import nations_in, state_of
from extract.corpus.numbers import numbers_in
from extract.corpus.persons import (
    PersonName,
    agreement,
    first_name_key,
    is_same_person,
    last_name_keys,
    person_keys,
    person_name,
)
from extract.corpus.spelling import fold, words_of

RELATED: Final = 0.43
"""How much company two articles must share for their less telling names to be compared: one thing that three name."""
NEIGHBOURS: Final = 40
"""Articles of one thing, the nearest in time, that may be related to an article which names it."""
COMMON: Final = 500
"""A thing that more articles name relates none of them."""
WITHIN: Final = 120
"""Days between two articles that tell of one matter."""
AHEAD: Final = 1.25
"""How much likelier the likeliest must be than the next for a name that both may have."""


MANY: Final = 20
"""So many people are hardly counted twice in one matter who are not the same."""


class Groups:
    """Sets that are joined (union-find), each with the articles that its members stand in."""

    def __init__(self) -> None:
        self._parent: list[int] = []
        self.articles: list[set[int]] = []

    def add(self, article: int) -> int:
        """Return a new member, alone in its group."""
        self._parent.append(len(self._parent))
        self.articles.append({article})
        return len(self._parent) - 1

    def find(self, one: int) -> int:
        """Return what stands for the group of *one*."""
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def may_join(self, one: int, other: int) -> bool:
        """Return whether no article has both."""
        one, other = self.find(one), self.find(other)
        return one == other or self.articles[one].isdisjoint(self.articles[other])

    def join(self, one: int, other: int) -> None:
        """Make one group of two; the smaller number stands for it."""
        one, other = sorted((self.find(one), self.find(other)))
        if one != other:
            self._parent[other] = one
            if len(self.articles[one]) < len(self.articles[other]):
                self.articles[one], self.articles[other] = self.articles[other], self.articles[one]
            self.articles[one] |= self.articles[other]
            self.articles[other] = set()


def names_to_find_by(article: Taken) -> list[str]:
    """Return what articles that name the same things as *article* are found by."""
    found = set[str]()
    for thing in article.things:
        found |= {"|".join((thing.schema, *key)) for key in _names_everywhere(thing)}
        found |= {f"{thing.schema}~{key}" for form in thing.forms for key in _spelling_keys(thing, form)}
        if not _is_strong(thing):
            found |= {f"{thing.schema}?{key}" for key in _keys_in_company(thing) if key.startswith("last:")}
    return sorted(found)


def rank_of(thing: Thing) -> tuple[int, str]:
    """Return how good a name for all that are the same *thing*'s is, the more the better, and that name."""
    if thing.family == "person":
        return {"full": 3, "initials": 2, "single": 1, "office": 0}[person_name(thing.name).kind], thing.name
    if thing.family == "state":
        named = [form for form in thing.forms if [how for _, how in nations_in(form)] == ["name"]]
        return (3, named[0]) if named else (0, thing.name)
    name = body_name(thing.name)
    return (2 if name.is_foreign and name.strength == 2 else 1 + name.strength) - name.is_acronym, thing.name


def _is_strong(thing: Thing) -> bool:
    return next(_names_everywhere(thing), None) is not None


def link_things(articles: Sequence[Taken], popularity: Mapping[str, int] | None = None) -> list[list[int]]:
    """Return for each thing of each article the number of what stands for all that are the same.

    What has a key already stays together, and apart from what has another; *popularity* tells in how many articles more
    than these the things of a key are named.
    """
    return _Linking(articles, popularity or {}).linked()


class _Linking:
    def __init__(self, articles: Sequence[Taken], popularity: Mapping[str, int]) -> None:
        self._articles, self._popularity = articles, popularity
        self._things = [thing for article in articles for thing in article.things]
        self._groups = Groups()
        self._by_article: list[range] = []
        self._by_record: list[dict[str, int]] = []
        self._article_of: list[int] = []
        for number, article in enumerate(articles):
            places = range(len(self._article_of), len(self._article_of) + len(article.things))
            self._by_article.append(places)
            self._by_record.append({thing.record: place for place, thing in zip(places, article.things, strict=True)})
            for _ in article.things:
                self._groups.add(number)
                self._article_of.append(number)
        self._strong = [False] * len(self._things)

    def linked(self) -> list[list[int]]:
        self._join_known()
        self._join_names()
        self._join_spellings()
        self._join_in_company()
        return [[self._groups.find(number) for number in places] for places in self._by_article]

    def _join_known(self) -> None:
        first: dict[tuple[str, str], int] = {}
        for number, thing in enumerate(self._things):
            if thing.key is not None:
                self._groups.join(first.setdefault(("key", thing.key), number), number)
            if thing.settled is not None:
                self._groups.join(first.setdefault(("settled", thing.settled), number), number)
        self._settled = {
            self._groups.find(number): thing.settled for number, thing in enumerate(self._things) if thing.settled
        }

    def _may_join(self, one: int, other: int) -> bool:
        """Return whether two things may be one: no article has both, and they are not known to be two."""
        ids = {self._settled.get(self._groups.find(number)) for number in (one, other)} - {None}
        return len(ids) < 2 and self._groups.may_join(one, other)

    def _join(self, one: int, other: int) -> None:
        settled = self._settled.get(self._groups.find(one)) or self._settled.get(self._groups.find(other))
        self._groups.join(one, other)
        if settled:
            self._settled[self._groups.find(one)] = settled

    # ---- names that are one thing's everywhere

    def _join_names(self) -> None:
        by_name: dict[tuple[str, ...], int] = {}
        for number, thing in enumerate(self._things):
            for place, key in enumerate(_names_everywhere(thing)):
                self._strong[number] = True
                first = by_name.setdefault((thing.schema, *key), number)
                is_open = thing.key is None or self._things[first].key is None
                ids = {self._settled.get(self._groups.find(each)) for each in (first, number)} - {None}
                if first != number and is_open and len(ids) < 2 and (place == 0 or self._may_join(first, number)):
                    self._join(first, number)

    def _join_spellings(self) -> None:
        blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
        seen: set[tuple[str, str, str]] = set()
        for number, thing in enumerate(self._things):
            if self._strong[number]:
                for form in thing.forms:
                    for key in _spelling_keys(thing, form):
                        if (thing.schema, key, form) not in seen:
                            seen.add((thing.schema, key, form))
                            blocks[thing.schema, key].append(number)
        for _, members in sorted(blocks.items()):
            for place, one in enumerate(members):
                for other in members[max(0, place - NEIGHBOURS) : place]:
                    self._join_if_same(one, other)

    def _join_if_same(self, one: int, other: int) -> None:
        ours, theirs = self._things[one], self._things[other]
        if ours.key is not None and theirs.key is not None:
            return
        if self._groups.find(one) == self._groups.find(other) or not self._may_join(one, other):
            return
        if any(_is_same_spelling(ours, a, b) for a in _telling(ours) for b in _telling(theirs)):
            self._join(one, other)

    # ---- names that tell in company

    def _join_in_company(self) -> None:
        self._company = [
            {self._groups.find(one) for one in members if self._strong[one]} for members in self._by_article
        ]
        self._more = {
            self._groups.find(number): self._popularity.get(thing.key, 0)
            for number, thing in enumerate(self._things)
            if thing.key is not None
        }
        self._in_articles: dict[int, list[int]] = defaultdict(list)
        for article, company in enumerate(self._company):
            for group in company:
                self._in_articles[group].append(article)
        self._index = [self._indexed(members) for members in self._by_article]
        order = sorted(
            range(len(self._articles)), key=lambda one: (self._articles[one].day or 0, self._articles[one].id)
        )
        for level in range(3):
            for article in order:
                wanting = [one for one in self._by_article[article] if self._is_wanting(one, level)]
                if wanting:
                    related = self._related(article)
                    for one in wanting:
                        self._place(one, related)

    def _is_wanting(self, number: int, level: int) -> bool:
        thing = self._things[number]
        return thing.key is None and thing.settled is None and _level_of(thing) == level

    def _indexed(self, members: Iterable[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for one in members:
            for key in _keys_in_company(self._things[one]):
                found.setdefault(key, []).append(one)
        return found

    def _related(self, article: int) -> dict[int, float]:
        """Return the articles that speak of the same others -> how much."""
        shared: dict[int, float] = defaultdict(float)
        day = self._articles[article].day
        for group in sorted(self._company[article]):
            articles = self._in_articles[group]
            named = len(articles) + self._more.get(group, 0)
            if named > COMMON:
                continue
            weight = 1 / log2(2 + named)
            for other in self._nearest(articles, day):
                if other != article:
                    shared[other] += weight
        return {other: weight for other, weight in shared.items() if weight >= RELATED}

    def _nearest(self, articles: list[int], day: int | None) -> Iterable[int]:
        if day is None:
            return articles[:NEIGHBOURS]
        near = [one for one in articles if abs((self._articles[one].day or day) - day) <= WITHIN]
        if len(near) > NEIGHBOURS:
            near.sort(key=lambda one: abs((self._articles[one].day or day) - day))
        return near[:NEIGHBOURS]

    def _place(self, number: int, related: Mapping[int, float]) -> None:
        thing = self._things[number]
        scores: dict[int, float] = defaultdict(float)
        ranks: dict[int, int] = {}
        shown: dict[int, int] = {}
        for article, weight in related.items():
            seen: set[int] = set()
            for key in _keys_in_company(thing):
                for other in self._index[article].get(key, ()):
                    group = self._groups.find(other)
                    if group in seen or other == number or self._things[other].schema != thing.schema:
                        continue
                    if self._strong[number] and not self._strong[other]:
                        continue  # the one that tells less looks for the other
                    rank = self._rank(number, other)
                    if rank:
                        seen.add(group)
                        scores[group] += weight
                        if rank > ranks.get(group, 0):
                            ranks[group], shown[group] = rank, other
        best = self._best(number, scores, ranks, shown)
        if best is not None:
            self._join(best, number)

    def _best(
        self, number: int, scores: Mapping[int, float], ranks: Mapping[int, int], shown: Mapping[int, int]
    ) -> int | None:
        """Return the group that *number* goes to; None where two of them may have it that are not one."""
        own = self._groups.find(number)
        open_to = [one for one in scores if one != own and self._may_join(one, number)]
        if not open_to:
            return None
        top = max(ranks[one] for one in open_to)
        ordered = sorted((one for one in open_to if ranks[one] == top), key=lambda one: (-scores[one], one))
        best = ordered[0]
        rivals = [one for one in ordered[1:] if scores[best] < AHEAD * scores[one]]
        return None if any(self._are_two(shown[best], shown[one]) for one in rivals) else best

    def _are_two(self, one: int, other: int) -> bool:
        return not (self._may_join(one, other) and self._rank(one, other))

    def _rank(self, number: int, other: int) -> int:
        """Return how surely a thing is another in an article of the same matter: 0, not at all, to 5."""
        one, two = self._things[number], self._things[other]
        if one.family == "person" or two.family == "person":
            return _person_rank(one, two) if one.family == two.family else 0
        if one.family == "state" and two.family == "state":
            return int(not (_is_told_state(one) or _is_told_state(two)))
        return max(_body_rank(one, two), self._companion_rank(number, other))

    def _companion_rank(self, number: int, other: int) -> int:
        """Return 2 where two bodies of one kind act together with the same person."""
        if body_name(self._things[number].name).head != body_name(self._things[other].name).head:
            return 0
        return 2 if self._persons_with(number) & self._persons_with(other) else 0

    def _persons_with(self, number: int) -> set[int]:
        """Return the persons whom a thing acts together with."""
        places = self._by_record[self._article_of[number]]
        with_it = (places[record] for record in self._things[number].companions if record in places)
        return {self._groups.find(one) for one in with_it if self._things[one].family == "person"}


def _names_everywhere(thing: Thing) -> Iterator[tuple[str, ...]]:
    """Yield the keys of the names of *thing* that are its own everywhere, that of its name first."""
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


def _spelling_keys(thing: Thing, form: str) -> list[str]:
    if thing.family == "person":
        name = person_name(form)
        return person_keys(name) if name.kind == "full" else []
    body = body_name(form)
    return [body_key(body), *sorted(body.initials)] if thing.family == "body" and body.strength == 2 else []


def _telling(thing: Thing) -> list[str]:
    if thing.family == "person":
        return [form for form in thing.forms if person_name(form).kind == "full"]
    return [form for form in thing.forms if body_name(form).strength == 2]


def _is_same_spelling(thing: Thing, one: str, other: str) -> bool:
    if thing.family == "person":
        return is_same_person(person_name(one), person_name(other))
    ours, theirs = body_name(one), body_name(other)
    if ours.is_acronym or theirs.is_acronym:
        return fold(one) in theirs.initials or fold(other) in ours.initials
    return is_same_body(ours, theirs)


def _level_of(thing: Thing) -> int:
    """Return in which round *thing* is placed: names first, then bodies, then those who have none; -1: not at all."""
    if thing.family == "person":
        kind = person_name(thing.name).kind
        return {"full": 0 if len(person_name(thing.name).words) == 2 else -1, "initials": 0, "single": 0, "office": 2}[
            kind
        ]
    if thing.family == "state":
        return -1 if _is_told_state(thing) else 2
    return 1 if thing.family == "body" else 2


def _is_told_state(thing: Thing) -> bool:
    return state_of(thing.forms) is not None


def _keys_in_company(thing: Thing) -> list[str]:
    if thing.family == "person":
        return _person_keys_in_company(thing)
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


def _person_keys_in_company(thing: Thing) -> list[str]:
    name = person_name(thing.name)
    if name.kind == "office":
        return ["office", f"name:{' '.join(name.words)}"]
    keys = [f"last:{key}" for key in last_name_keys(name)] + [f"first:{first_name_key(name)}"]
    return (
        keys
        + ([f"last:{first_name_key(name)}"] if name.kind == "single" else [])
        + (["office"] if thing.offices else [])
    )


def _person_rank(one: Thing, two: Thing) -> int:
    name, other = person_name(one.name), person_name(two.name)
    if "office" in (name.kind, other.kind):
        return _office_rank(one, name, two, other)
    if other.kind != "full":
        return (
            3
            if name.words == other.words
            else (1 if name.last == other.last and "single" in (name.kind, other.kind) else 0)
        )
    if name.kind == "full" and len(name.words) > len(other.words):
        name, other = other, name
    rank = {"no": 0, "clash": 1, "first": 2, "last": 3, "initials": 4}[agreement(name, other)]
    return 2 * rank + bool(set(one.offices) & set(two.offices)) if rank else 0


def _office_rank(one: Thing, name: PersonName, two: Thing, other: PersonName) -> int:
    if name.words == other.words:
        return 3
    if name.kind == other.kind:
        return 0
    office, named = (one, two) if name.kind == "office" else (two, one)
    wanted = {word for word in words_of(office.name) if word in _told_offices(named)}
    return 1 if len(wanted) > 1 and wanted >= set(person_name(office.name).words) else 0


def _told_offices(thing: Thing) -> frozenset[str]:
    return frozenset(thing.offices)


def _body_rank(one: Thing, two: Thing) -> int:
    return max((_form_rank(a, b, one, two) for a in one.forms for b in two.forms), default=0)


def _form_rank(ours: str, theirs: str, one: Thing, two: Thing) -> int:
    name, other = body_name(ours), body_name(theirs)
    is_whole = ours == one.name or theirs == two.name
    if one.family == "group" or two.family == "group":
        return 4 if name.ideas == other.ideas and is_whole else _number_rank(ours, theirs)
    if name.is_acronym or other.is_acronym:
        is_same = fold(ours) == fold(theirs) or fold(ours) in other.initials or fold(theirs) in name.initials
        return 5 if is_same else 0
    if fold(ours) == appended_acronym(theirs) or fold(theirs) == appended_acronym(ours):
        return 5
    if not is_whole and min(name.strength, other.strength) == 0:
        return 0
    if is_same_body(name, other):
        return 4
    if is_short_form(name, other) or is_short_form(other, name):
        return 3
    return 1 if may_be_translation(name, other) else 0


def _number_rank(ours: str, theirs: str) -> int:
    """Return 1 where people are counted and are as many: "161 crewmen", "one hundred and sixty-one Gambians"."""
    one, two = numbers_in(ours), numbers_in(theirs)
    return int(len(one) == 1 and one == two and one[0] >= MANY)
