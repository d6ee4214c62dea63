"""Events of a page: cues found, their slots resolved to entities and quotations, their mentions merged."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from extract.backends.embedded.circumstances import place_of, time_of
from extract.backends.embedded.cues import TAKING_UP, Binding, CueBook, CueMatch, Node, fits, match_edges
from extract.backends.embedded.extents import theme_span
from extract.backends.embedded.frames import SUBJECTS, agents_of_noun, agents_of_verb, children, conjuncts, is_verbal
from extract.backends.embedded.mood import Mood, is_conditional, mood_of
from extract.backends.embedded.nouns import ANIMATE, QUANTITY
from extract.backends.embedded.speech import FIRST_PERSON, Quotation, quotations
from extract.dates import iso_of
from extract.declaration import Declaration, FieldSpec
from extract.stages import DraftRecord, DraftValue, Located, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.backends.embedded.entities import EntityIndex
    from extract.backends.embedded.nlp import ParsedPage


@dataclass(frozen=True)
class Mention:
    """One place in the text that states an event."""

    declaration: Declaration
    trigger: Token
    mood: Mood
    evidence: Span
    references: Mapping[str, tuple[str, ...]]
    """Field -> keys of entities."""
    quotes: Mapping[str, Located]
    fixed: Mapping[str, str]
    weight: tuple[int, int] = (0, 0)
    is_anaphoric: bool = False
    """Whether it only refers back: "the talks"."""
    is_headline: bool = False
    is_another: bool = False
    """Whether it tells of a further event of those who took part in one told before: "another round"."""
    theme_words: frozenset[str] = frozenset()
    synonyms: frozenset[str] = frozenset()
    """The words that the cue lets stand for its theme: any of them may take up another."""


def find_events(parsed: ParsedPage, index: EntityIndex, book: CueBook) -> list[DraftRecord]:
    """Return the events of the page, each mention's slots resolved and mentions of one event merged."""
    from extract.backends.embedded.merging import merge_mentions

    reader = _Reader(parsed, index, book, quotations(parsed))
    mentions = list(reader.mentions())
    mentions += reader.anaphors(mentions)
    mentions.sort(key=lambda one: (one.trigger.i, one.is_another))
    countries = {one.key: one.country for one in index.entities if one.country is not None}
    return [reader.record(group) for group in merge_mentions(mentions, parsed, countries)]


@dataclass(frozen=True)
class _Reader:
    parsed: ParsedPage
    index: EntityIndex
    book: CueBook
    quoted: Sequence[Quotation]
    sentences: dict[int, Span] = field(default_factory=dict)

    @cached_property
    def triggers(self) -> list[Token]:
        """The tokens that may be a cue's trigger."""
        return self.book.triggers_in(self.parsed.doc)

    # -- matches

    def mentions(self) -> Iterator[Mention]:
        """Yield what the cues found say: for each trigger and declaration, the best match that says something."""
        for token in self.triggers:
            for rivals in self.book.find(token).values():
                said = (self.mention(found) for found in rivals)
                yield from itertools.islice((one for one in said if one is not None), 1)
        for found in self._quoted_matches():
            mention = self.mention(found)
            if mention is not None:
                yield mention

    def _quoted_matches(self) -> Iterator[CueMatch]:
        """Yield matches of cues like "{who} say that {whom} must {content}" in quoted sentences without that verb."""
        for quotation in self.quoted:
            if quotation.speaker is None:
                continue
            for clause in _clauses(self.parsed, quotation):
                best: dict[str, CueMatch] = {}
                for pattern, child in self.book.reporting:
                    if pattern.declaration.name in best or not fits(child, clause, None):
                        continue
                    below = match_edges(child, clause, pattern.declaration)
                    if below is None:
                        continue
                    bindings = dict(below)
                    if child.field is not None:
                        bindings[child.field] = Binding((clause,), "that")
                    for relation, node in pattern.root.edges:
                        if relation == "subj" and node.field is not None:
                            bindings[node.field] = Binding((quotation.speaker,), "subj")
                    best[pattern.declaration.name] = CueMatch(pattern, clause, bindings)
                yield from best.values()

    # -- one mention

    def mention(self, found: CueMatch) -> Mention | None:
        """Return what a match says, or None where the words say that there is no such event."""
        declaration = found.pattern.declaration
        is_quoted = found.trigger.lemma_.lower() not in found.pattern.root.lemmas
        mood: Mood = "actual" if is_quoted else mood_of(found.trigger)
        if self._is_denied(declaration, mood, found) or (not is_quoted and is_conditional(found.trigger)):
            return None
        references = self._references(found)
        themes = [found.bindings[spec.name] for spec in declaration.fields_with("theme") if spec.name in found.bindings]
        if references is None or any(not self._is_theme(binding, found) for binding in themes):
            return None
        quotes = {
            spec.name: Located(self._quote(spec, found))
            for spec in declaration.fields
            if spec.type == "quote" and spec.name in found.bindings
        }
        if any(spec.is_required and spec.name not in quotes for spec in declaration.fields_with("theme")):
            return None
        mention = Mention(
            declaration,
            found.trigger,
            mood,
            self._evidence(found.trigger),
            references,
            quotes,
            found.pattern.cue.fixed,
            found.weight,
            is_anaphoric=self._is_anaphoric(found, references),
            theme_words=self._theme_words(found),
            synonyms=_synonyms(found),
            is_headline=self.parsed.block_at(found.trigger.i).kind == "title",
        )
        return self._with_circumstances(mention)

    def _is_denied(self, declaration: Declaration, mood: Mood, found: CueMatch) -> bool:
        spec = next((one for one in declaration.fields if one.modality is not None), None)
        if spec is None or spec.modality is None:
            return mood == "negated"
        if mood == "negated":
            return spec.modality.negated is None
        return mood == "possible" and spec.modality.possible is None and spec.name not in found.pattern.cue.fixed

    def _references(self, found: CueMatch) -> dict[str, tuple[str, ...]] | None:
        """Return field -> keys, or None where the words in a slot show that it is not one who acts."""
        declaration = found.pattern.declaration
        references: dict[str, tuple[str, ...]] = {}
        for spec in declaration.fields:
            if spec.type != "ref" or spec.name not in found.bindings:
                continue
            binding = found.bindings[spec.name]
            keys = self._keys(binding.tokens)
            role = spec.role.name if spec.role is not None else ""
            if not keys and role == "agent" and any(self._is_thing(token) for token in binding.tokens):
                keys = self._keys(_reporters(found.trigger))
                if not keys:
                    return None
            if not keys and role == "recipient" and binding.relation == "obj" and self._is_thing(binding.tokens[0]):
                return None
            if role == "participant" and any(
                not self._keys([token]) and self._is_thing(token) for token in binding.tokens
            ):
                return None
            references[spec.name] = keys
        for spec in declaration.fields_with("recipient"):
            if not references.get(spec.name) and not found.pattern.cue.fixed:
                references[spec.name] = self._implied(found, references)
        mine, yours = (
            {key for spec in declaration.fields_with(role) for key in references.get(spec.name, ())}
            for role in ("agent", "recipient")
        )
        return None if mine and mine == yours else references

    def _implied(self, found: CueMatch, references: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return whom the theme itself shows to be meant: "the withdrawal of British troops", "a truce with the rebels".

        Not asked where the cue settles the outcome: "they signed a deal with" tells of parties, not of anybody addressed.
        """
        agents = {
            key for spec in found.pattern.declaration.fields_with("agent") for key in references.get(spec.name, ())
        }
        for spec in found.pattern.declaration.fields_with("theme"):
            if spec.name in found.bindings:
                head = found.bindings[spec.name].tokens[0]
                keys = self._keys(children(head, *SUBJECTS)) if is_verbal(head) else ()
                keys = keys or tuple(key for token in _near(head) for key in self._named(token))
                found_keys = tuple(dict.fromkeys(key for key in keys if key not in agents))
                if found_keys:
                    return found_keys[:1]
        return ()

    def _is_thing(self, token: Token) -> bool:
        """Return whether *token* heads a phrase for something that cannot act: no name, no people."""
        if token.pos_ == "PRON":
            return token.lower_ in ("it", "that", "this", "which")
        return token.pos_ in ("NOUN", "VERB", "ADJ") and token.lemma_.lower() not in ANIMATE | QUANTITY

    def _is_theme(self, binding: Binding, found: CueMatch) -> bool:
        trigger = found.trigger
        head = binding.tokens[0]
        if head.ent_type_ in ("GPE", "LOC", "DATE", "TIME", "FAC"):
            return False
        if head.pos_ == "PRON":
            return head.lower_ in TAKING_UP and bool(_synonyms(found))
        if any(child.lower_ == "no" for child in head.children):
            return False
        is_reduced = trigger.dep_ in ("acl", "relcl") and trigger.head == head
        return not (is_reduced and self.index.denoted_by(head))

    def _is_anaphoric(self, found: CueMatch, references: Mapping[str, tuple[str, ...]]) -> bool:
        """Return whether the words refer back to an event told before rather than tell one."""
        declaration = found.pattern.declaration
        themes = [found.bindings[spec.name] for spec in declaration.fields_with("theme") if spec.name in found.bindings]
        if themes:
            named = any(references.values())
            return any(_takes_up(binding.tokens[0], found, is_named=named) for binding in themes)
        slots = declaration.fields_with("participant")
        if not slots:
            return False
        keys = {key for spec in slots for key in references.get(spec.name, ())}
        heads = [token for spec in slots if spec.name in found.bindings for token in found.bindings[spec.name].tokens]
        people = [token for token in heads if not self._keys([token]) and token.lemma_.lower() in ANIMATE]
        several = any(token.tag_ in ("NNS", "NNPS") or token.lower_ in _SEVERAL for token in heads)
        return len(keys) + len(people) < 2 and not several

    def _keys(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        heads = [head for token in tokens for one in conjuncts(token) for head in (one, *_included(one))]
        return tuple(dict.fromkeys(key for head in heads for key in self._denoted(head)))

    def _denoted(self, head: Token) -> tuple[str, ...]:
        named = self._named(head)
        if named or head.pos_ != "NOUN":
            return named
        counted = [noun for of in children(head, "prep") if of.lower_ == "of" for noun in children(of, "pobj")]
        others = (
            [one for noun in counted for one in conjuncts(noun)] if head.lemma_ in QUANTITY else agents_of_noun(head)
        )
        return tuple(key for other in others for key in self._named(other))

    def _named(self, head: Token) -> tuple[str, ...]:
        if head.lower_ in FIRST_PERSON and head.pos_ in ("PRON", "DET"):
            speaker = next((one.speaker for one in self.quoted if one.first <= head.i < one.end), None)
            return self.index.denoted_by(speaker) if speaker is not None else ()
        keys = self.index.denoted_by(head)
        for preposition in children(head, "prep") if keys else ():
            # "delegations from the US and Ukraine" are both, where the phrase stands for the first
            for first in children(preposition, "pobj") if preposition.lower_ in ("from", "of") else ():
                if self.index.denoted_by(first) == keys:
                    keys += tuple(key for other in conjuncts(first)[1:] for key in self.index.denoted_by(other))
        return keys

    def _quote(self, spec: FieldSpec, found: CueMatch) -> Span:
        binding = found.bindings[spec.name]
        others = {name for name in found.bindings if name != spec.name}
        inner = _node_of(found.pattern.root, spec.name)
        told_apart = binding.relation == "pred" or (
            inner is not None and any(set(child.slots()) & others for _, child in inner.edges)
        )
        return theme_span(self.parsed, binding.tokens[0], binding.relation, without_subject=told_apart)

    def _theme_words(self, found: CueMatch) -> frozenset[str]:
        words = set()
        for spec in found.pattern.declaration.fields_with("theme"):
            if spec.name in found.bindings:
                words |= {
                    token.lemma_.lower()
                    for head in found.bindings[spec.name].tokens
                    for token in head.subtree
                    if token.pos_ in ("NOUN", "VERB", "PROPN", "ADJ", "NUM")
                }
        return frozenset(words)

    def _evidence(self, trigger: Token) -> Span:
        sentence = trigger.sent
        if sentence.start not in self.sentences:
            self.sentences[sentence.start] = self.parsed.sentence_span(sentence)
        return self.sentences[sentence.start]

    def _with_circumstances(self, mention: Mention) -> Mention:
        quotes = dict(mention.quotes)
        for spec in mention.declaration.fields:
            role = spec.role.name if spec.role is not None else None
            if spec.name in quotes or role not in ("place", "time"):
                continue
            span = (place_of if role == "place" else time_of)(self.parsed, mention.trigger)
            if span is None:
                continue
            iso = None
            if spec.type == "when":
                article = self.parsed.page.article
                iso = iso_of(span.of(article.text), article.published, is_future=mention.mood in ("future", "possible"))
            quotes[spec.name] = Located(span, iso=iso)
        return replace(mention, quotes=quotes)

    # -- anaphoric mentions

    def anaphors(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return mentions by a noun alone, for events that no theme tells apart.

        "The talks" takes up an occasion, "another round" is a new one of those who met before.
        """
        taken = {(one.declaration.name, one.trigger.i) for one in mentions if not one.is_anaphoric}
        found = []
        for declaration in {one.declaration.name: one.declaration for one in mentions}.values():
            if any(spec.type == "quote" for spec in declaration.fields_with("theme")):
                continue
            nouns = self.book.nouns_of.get(declaration.name, frozenset())
            for token in self.triggers:
                if token.lemma_.lower() not in nouns or is_verbal(token) or (declaration.name, token.i) in taken:
                    continue
                words = {child.lower_ for child in children(token, "det", "amod")}
                if words & (_DEFINITE | _ANOTHER):
                    found.append(self._with_circumstances(self._anaphor(declaration, token, bool(words & _ANOTHER))))
        return found

    def _anaphor(self, declaration: Declaration, token: Token, is_another: bool) -> Mention:
        return Mention(
            declaration,
            token,
            mood_of(token),
            self._evidence(token),
            {},
            {},
            {},
            is_anaphoric=True,
            is_another=is_another,
        )

    # -- records

    def record(self, group: Sequence[Mention]) -> DraftRecord:
        """Return one record for the mentions of one event."""
        best = max(group, key=lambda one: (not one.is_anaphoric, one.weight, -one.trigger.i))
        declaration = best.declaration
        values: dict[str, DraftValue] = {}
        for spec in declaration.fields:
            values[spec.name] = self._value(spec, best, group)
        evidence = dict.fromkeys(one.evidence for one in [best, *group])
        values["evidence"] = tuple(Located(span) for span in evidence)
        return DraftRecord(declaration.name, values)

    def _value(self, spec: FieldSpec, best: Mention, group: Sequence[Mention]) -> DraftValue:
        if spec.type == "ref":
            keys = tuple(dict.fromkeys(key for one in [best, *group] for key in one.references.get(spec.name, ())))
            return keys if spec.is_list else next(iter(keys), None)
        if spec.type in ("quote", "when"):
            found = [one.quotes[spec.name] for one in [best, *group] if spec.name in one.quotes]
            return (found[0] if found else None) if not spec.is_list else tuple(dict.fromkeys(found))
        if spec.modality is not None or spec.choices:
            return self._literal(spec, best, group)
        if spec.pattern is not None:
            return self._by_pattern(spec, group)
        return None

    def _literal(self, spec: FieldSpec, best: Mention, group: Sequence[Mention]) -> str | None:
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

    def _by_pattern(self, spec: FieldSpec, group: Sequence[Mention]) -> DraftValue:
        text = self.parsed.page.article.text
        for one in group:
            assert spec.pattern is not None
            found = spec.pattern.search(one.evidence.of(text))
            if found is not None:
                return converted(spec, found[1] if found.re.groups else found[0])
        return None


def _reporters(verb: Token) -> list[Token]:
    """Return who says what stands before "and": "they say the vote was fair and urge all to respect it"."""
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and is_verbal(verb.head.head):
        return agents_of_verb(verb.head.head)
    return []


def _is_locative(token: Token) -> bool:
    """Return whether *token* opens a phrase for a place: "in the United States", but not "in American policy"."""
    if token.dep_ != "prep" or token.lower_ not in _LOCATIVE:
        return False
    return any(noun.ent_type_ in ("GPE", "LOC", "FAC") for noun in children(token, "pobj"))


def _near(head: Token) -> Iterator[Token]:
    """Yield the words of a theme that name who is to act: "Ankara's withdrawal", "proof from", "a shift in Thai policy"."""
    for token in head.subtree:
        if any(_is_locative(one) for one in token.ancestors if head.is_ancestor(one)):
            continue
        if token.dep_ in ("poss", "amod", "compound", "nmod") and (token.ent_type_ or token.pos_ == "PRON"):
            yield token
        elif token.dep_ == "pobj" and token.head.lower_ in ("from", "by", "with"):
            yield token


def _included(head: Token) -> list[Token]:
    """Return the heads of what "including …", "such as …" and "led by …" name of a group."""
    prepositions = [one for one in children(head, "prep") if one.lower_ in ("including", "as", "like")]
    named = [first for one in prepositions for first in children(one, "pobj")]
    named += [
        leader for one in children(head, "acl") if one.lemma_ in ("lead", "head") for leader in agents_of_verb(one)
    ]
    return [noun for first in named for noun in conjuncts(first)]


def _synonyms(found: CueMatch) -> frozenset[str]:
    themes = {spec.name for spec in found.pattern.declaration.fields_with("theme")}
    return frozenset(word for node in found.pattern.root.walk() if node.field in themes for word in node.lemmas)


def _takes_up(head: Token, found: CueMatch, *, is_named: bool) -> bool:
    """Return whether a theme only takes up what was told: "the deal", "the proposed truce", "The accords", "it"."""
    if is_verbal(head):
        return False
    if head.pos_ == "PRON":
        return True
    definite = any(child.lower_ in _DEFINITE or child.dep_ == "poss" for child in head.children)
    if found.trigger.dep_ == "amod" and found.trigger.head == head:
        return definite
    if not _synonyms(found):
        return False
    below = head.is_ancestor(found.trigger)
    content = [token for token in head.subtree if token.pos_ in _SPECIFIC and token not in (head, found.trigger)]
    words = [token for token in content if not (below and found.trigger.is_ancestor(token))]
    if definite:
        return sum(token.pos_ != "ADJ" for token in words) <= 1
    return not words and not is_named


_LOCATIVE = frozenset({"in", "at", "on", "near", "across", "throughout"})
_SPECIFIC = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_SEVERAL = frozenset({"they", "we", "both", "sides", "all"})
_ANOTHER = frozenset(
    {"another", "further", "next", "second", "third", "fourth", "new", "fresh", "previous", "earlier", "first"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def _node_of(node: Node, field_name: str) -> Node | None:
    if node.field == field_name:
        return node
    return next((found for _, child in node.edges if (found := _node_of(child, field_name)) is not None), None)


def _clauses(parsed: ParsedPage, quotation: Quotation) -> Iterator[Token]:
    """Yield the heads of the clauses of a quotation that no verb of saying outside governs by itself."""
    for token in parsed.doc[quotation.first : quotation.end]:
        is_question = any(child.tag_ in ("WRB", "WP") for child in token.children)
        if is_verbal(token) and token.dep_ in ("ROOT", "ccomp", "parataxis", "conj") and not is_question:
            yield token


def converted(spec: FieldSpec, written: str) -> DraftValue:
    """Return what a pattern found, as the field's plain type; None where it does not convert."""
    if spec.python_type is bool:
        return True
    if spec.python_type in (int, float):
        number = written.replace(",", "").strip()
        try:
            return int(number) if spec.python_type is int else float(number)
        except ValueError:
            return None
    if getattr(spec.python_type, "__name__", "") == "date":
        return iso_of(written, None)
    return written.strip()
