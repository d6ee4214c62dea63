"""What the parse, the cues and the layout say of tokens, candidates, entities and pairs, as hashed features.

Each template gives one string, and each string a row of a table by its CRC-32: no vocabulary has to be kept (feature
hashing, Weinberger et al. 2009, arXiv:0902.2206). Row 0 is for what is not there.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.sheet import Candidate, Known, Place, Sheet
from extract.backends.embedded.parsing.mood import is_conditional, mood_of
from extract.stages import DraftRecord, Located

ROWS = {"token": 1024, "candidate": 4096, "pair": 8192, "entity": 2048, "linked": 2048}
"""Rows of each table."""
_DEEP = 6
"""Arcs of the parse that a path is followed upwards."""
_REACH = 6
"""Sentences before and after, beyond which distances are told alike."""


def rows_of(table: str, templates: Sequence[str]) -> list[int]:
    """Return a row of *table* for each template's string; 0 for an empty one."""
    size = ROWS[table]
    return [_row(f"{number}:{one}", size) if one else 0 for number, one in enumerate(templates)]


@lru_cache(maxsize=1 << 17)
def _row(text: str, size: int) -> int:
    return 1 + zlib.crc32(text.encode()) % (size - 1)


def token_rows(sheet: Sheet) -> np.ndarray:
    """Return int32 [tokens, templates]: what is known of each token before it is read."""
    words, parsed = sheet.words, sheet.parsed
    kinds = [block.kind for block in parsed.page.body] or ["paragraph"]
    labels = [""] * len(words)
    for entity in sheet.entities:
        for place in entity.places:
            for token in range(place.first, place.end):
                labels[token] = f"{'B' if token == place.first else 'I'}-{entity.label}-{place.sort}"
    rows = []
    for token in range(len(words)):
        shape = "X" if words.texts[token][:1].isupper() else "d" if words.texts[token][:1].isdigit() else "x"
        templates = (
            words.tags[token],
            words.deps[token],
            labels[token],
            shape + ("q" if token in sheet.quoted else "") + kinds[parsed.block_of[token]][:1],
            "+".join(sorted(set(sheet.cue_roles.get(token, ()))))[:60],
            parsed.doc[token].ent_type_,
        )
        rows.append(rows_of("token", templates))
    return np.asarray(rows, dtype=np.int32).reshape(len(words), 6)


def candidate_rows(sheet: Sheet, candidate: Candidate, heads: Heads) -> list[int]:
    """Return the rows of what is told of a candidate: its cue, mood, governor and place in the article."""
    words, head = sheet.words, heads.events[candidate.head]
    anchor = candidate.anchor
    governor = words.heads[anchor]
    token = sheet.parsed.doc[anchor]
    mood = mood_of(token)
    upper = words.heads[governor]
    schema = head.schema
    templates = (
        schema + ("+cue" if candidate.cue is not None else ""),
        f"{schema} {mood} {is_conditional(token)}",
        f"{schema} {words.lemmas[anchor].lower()}",
        f"{schema} {words.deps[anchor]} {words.lemmas[governor].lower()}",
        f"{schema} {words.deps[governor]} {words.lemmas[upper].lower()}",
        f"{schema} {words.tags[anchor]} {words.deps[anchor]}",
        f"{schema} {_auxiliaries(sheet, anchor)}",
        f"{schema} {_auxiliaries(sheet, governor)} {words.lemmas[governor].lower()}",
        f"{schema} {min(candidate.end - candidate.first, 20) // 2}",
        f"{min(sheet.sentence_of[anchor], 8)} {sheet.parsed.block_at(anchor).kind}",
        f"{schema} {'quoted' if anchor in sheet.quoted else ''} {'told' if anchor in sheet.speakers else ''}",
        *(_cue_choices(candidate.cue, schema, [one.field for one in head.choices])),
        f"{schema} {words.lemmas[candidate.first].lower()}",
        f"{schema} {words.lemmas[candidate.first - 1].lower() if candidate.first else '^'}",
        f"{schema} {words.lemmas[candidate.first - 2].lower() if candidate.first > 1 else '^'}",
    )
    return rows_of("candidate", templates)


def _cue_choices(cue: DraftRecord | None, schema: str, fields: Sequence[str]) -> tuple[str, str]:
    values = [f"{one}={cue.values.get(one)}" for one in fields] if cue is not None else []
    many = str(min(len(cue.values.get("evidence") or ()), 3)) if cue is not None else ""  # type: ignore[arg-type]
    return f"{schema} {' '.join(values)}" if values else "", f"{schema} {many}" if many else ""


def _auxiliaries(sheet: Sheet, token: int) -> str:
    words = sheet.words
    found = [words.lowers[one] for one in words.children[token] if words.deps[one] in ("aux", "auxpass", "neg", "mark")]
    return " ".join(found[:4])


def entity_rows(sheet: Sheet, entity: Known) -> list[int]:
    """Return the rows of what is told of an entity: label, traits, how often, where and how it stands."""
    words = sheet.words
    roots = [place.root for place in entity.places]
    deps = [words.deps[root] for root in roots]
    verbs = [words.lemmas[words.heads[root]].lower() for root in roots]
    named = [place for place in entity.places if place.sort in ("name", "phrase", "tagged")]
    first = (named or entity.places)[0]
    subjects = sum(dep in ("nsubj", "nsubjpass", "agent") for dep in deps)
    objects = sum(dep in ("dobj", "pobj", "dative") for dep in deps)
    blocks = {sheet.parsed.block_at(root).kind for root in roots}
    label = entity.label
    templates = (
        label,
        " ".join(entity.traits),
        f"{label} {min(len(entity.places), 6)}",
        f"{label} {min(subjects, 3)} {min(objects, 3)}",
        f"{label} {' '.join(sorted(blocks))}",
        f"{label} {words.lemmas[first.root].lower()}",
        f"{label} {words.lowers[first.first]} {min(first.end - first.first, 5)}",
        f"{label} {deps[0]} {verbs[0]}",
        f"{label} {deps[-1]}",
        f"{label} {min(sheet.sentence_of[first.root], 8)}",
        f"{label} {words.lowers[first.first - 1] if first.first else '^'}",
        f"{label} {'speaker' if any(root in sheet.speaking for root in roots) else ''}",
        f"{label} {' '.join(sorted(set(deps)))}"[:60],
        f"{label} {first.sort} {words.tags[first.root]} {' '.join(sorted({place.sort for place in entity.places}))}",
    )
    return rows_of("entity", templates)


class LinkFeatures:
    """What the names of entities and the parse say of two entities that may be one."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._forms: dict[str, list[list[str]]] = {}
        self._roots: dict[str, tuple[list[int], frozenset[int], frozenset[int]]] = {}

    def rows(self, one: Known, other: Known) -> list[int]:
        """Return the rows of a pair."""
        words = self.sheet.words
        labels = " ".join(sorted((one.label, other.label)))
        ours, theirs = self._names(one), self._names(other)
        likeness = max((_likeness(a, b) for a in ours for b in theirs), default="")
        firsts = sorted(words.lemmas[entity.places[0].root].lower() for entity in (one, other))
        lasts = sorted(names[0][-1] if names else "" for names in (ours, theirs))
        templates = (
            labels,
            f"{labels} {likeness}",
            " ".join(firsts),
            " ".join(lasts),
            f"{labels} {' '.join(sorted(entity.traits[1] for entity in (one, other)))}",
            f"{labels} {' '.join(sorted(str(min(len(entity.places), 4)) for entity in (one, other)))}",
            f"{labels} {self._arc(one, other)}",
            f"{likeness} {self._arc(one, other)} {lasts[0]}",
        )
        return rows_of("linked", templates)

    def _names(self, entity: Known) -> list[list[str]]:
        """Return the words of the name forms of an entity, small letters, the longest first."""
        if entity.key not in self._forms:
            lowers = self.sheet.words.lowers
            forms = {tuple(lowers[p.first : p.end]) for p in entity.places if p.sort in ("name", "phrase", "tagged")}
            self._forms[entity.key] = [list(one) for one in sorted(forms, key=lambda one: (-len(one), one))[:4]]
        return self._forms[entity.key]

    def _arc(self, one: Known, other: Known) -> str:
        """Return the arc of the parse between mentions of both, where one hangs from the other."""
        heads, deps = self.sheet.words.heads, self.sheet.words.deps
        (ours, our_set, our_sentences), (theirs, their_set, their_sentences) = self._stand(one), self._stand(other)
        for below, above in ((ours, their_set), (theirs, our_set)):
            for root in below:
                if heads[root] in above and heads[root] != root:
                    return deps[root]
        return "apart" if our_sentences.isdisjoint(their_sentences) else "together"

    def _stand(self, entity: Known) -> tuple[list[int], frozenset[int], frozenset[int]]:
        """Return the heads of an entity's mentions, in order and as a set, and the numbers of their sentences."""
        if entity.key not in self._roots:
            roots = frozenset(place.root for place in entity.places)
            sentences = frozenset(self.sheet.sentence_of[root] for root in roots)
            self._roots[entity.key] = sorted(roots), roots, sentences
        return self._roots[entity.key]


def _likeness(one: Sequence[str], other: Sequence[str]) -> str:
    """Return how two names are alike, in words of which the greatest says most."""
    if not one or not other:
        return ""
    short, long = sorted((one, other), key=len)
    if one == other:
        return "same"
    if "".join(word[0] for word in long if word not in ("of", "the", "and")) == "".join(short).replace(".", ""):
        return "initials"
    if set(short) <= set(long):
        return "in last" if short[-1] == long[-1] else "in first" if short[0] == long[0] else "in"
    return (
        "last" if one[-1] == other[-1] else "first" if one[0] == other[0] else "a word" if set(one) & set(other) else ""
    )


class PairFeatures:
    """What the parse says of one candidate and the phrases that may fill its fields."""

    def __init__(self, sheet: Sheet, candidate: Candidate, heads: Heads) -> None:
        self.sheet = sheet
        self.candidate = candidate
        self.schema = heads.events[candidate.head].schema
        self._arguments = [one.field for one in heads.events[candidate.head].arguments]
        words = sheet.words
        self._depth: dict[int, int] = {}
        token = candidate.anchor
        for depth in range(_DEEP + 1):
            self._depth.setdefault(token, depth)
            token = words.heads[token]
        self._speaker = sheet.speakers.get(candidate.anchor, -1)
        self._sentence = sheet.sentence_of[candidate.anchor]
        self._governor = words.lemmas[words.heads[candidate.anchor]].lower()
        self._cue_fillers = self._filled_by_cue()

    def _filled_by_cue(self) -> dict[object, str]:
        """Return key of an entity, or start of a quotation, -> the fields that the cue fills with it."""
        cue = self.candidate.cue
        found: dict[object, str] = {}
        for name in self._arguments if cue is not None else ():
            value = cue.values.get(name) if cue is not None else None
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None:
                    place: object = one.span.start if isinstance(one, Located) else one
                    found[place] = found.get(place, "") + name + " "
        return found

    def filled(self, entity: Known | None, place: Place) -> str:
        """Return the fields that the cue fills with the entity, or with the phrase."""
        key: object = entity.key if entity is not None else self.sheet.parsed.starts[place.first]
        return self._cue_fillers.get(key, "")

    def rows(self, entity: Known | None, place: Place, rank: int) -> list[int]:
        """Return the rows of a phrase: a mention of *entity*, or a place or time. *rank*: how many stand nearer."""
        sheet, words, candidate, schema = self.sheet, self.sheet.words, self.candidate, self.schema
        root = place.root
        away = max(-_REACH, min(_REACH, sheet.sentence_of[root] - self._sentence))
        path, top, low = self._path(root) if away == 0 else ("", "", "")
        label = entity.label if entity is not None else place.sort
        dep, governor = words.deps[root], words.heads[root]
        stand = f"{dep} {words.lowers[governor]}" if dep == "pobj" else dep
        upper = words.heads[governor] if dep in ("pobj", "conj", "appos", "poss") else governor
        side = "<" if place.end <= candidate.first else ">" if place.first >= candidate.end else "="
        gap = min(abs(root - candidate.anchor) // 3, 8)
        cue = self.filled(entity, place) if candidate.cue is not None else "none"
        is_speaker = "speaker" if root == self._speaker else ""
        templates = (
            f"{schema} {cue} {away == 0}",
            f"{schema} {label} {place.sort} {side}",
            f"{schema} {away} {side}",
            f"{schema} {path}" if path else "",
            f"{schema} {top} {low}" if path else "",
            f"{schema} {stand} {words.lemmas[upper].lower()}",
            f"{schema} {stand} {side} {away}",
            f"{schema} {is_speaker} {side}" if is_speaker else "",
            f"{schema} {gap} {side}" if away == 0 else "",
            f"{schema} {rank} {label}",
            f"{schema} {self._governor} {path}" if path else "",
            f"{schema} {entity.traits[1]} {min(len(entity.places), 5)}" if entity is not None else "",
            f"{schema} {words.lowers[root]}" if place.sort in ("pronoun", "phrase") else "",
            f"{schema} {label} {path or away}",
        )
        return rows_of("pair", templates)

    def _path(self, root: int) -> tuple[str, str, str]:
        """Return the way from the anchor to *root* in the parse, the word where it turns, and the arc below that."""
        words = self.sheet.words
        down: list[str] = []
        token = root
        for _ in range(_DEEP + 1):
            if token in self._depth:
                up = self._depth[token]
                low = down[-1] if down else "top"
                arcs = [words.deps[one] for one in self._depth if self._depth[one] < up]
                return f"{'/'.join(arcs)}|{'/'.join(reversed(down))}", words.lemmas[token].lower(), low
            arc = words.deps[token]
            down.append(arc if arc != "prep" else words.lowers[token])
            if words.heads[token] == token:
                break
            token = words.heads[token]
        return "far", "", ""
