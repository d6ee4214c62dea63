"""The tokens of a document as plain lists: attribute access on spaCy's tokens is what costs time in Python loops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOMINAL = ("NOUN", "PROPN")
INSIDE_PHRASE = ("compound", "amod", "nmod", "nummod", "poss", "quantmod", "advmod", "det", "predet")


@dataclass(frozen=True)
class Words:
    """One list for each attribute of the tokens; indices are those of the document."""

    texts: list[str]
    lowers: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[int]
    """For each token, the number of its sentence."""

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token, the tokens that depend on it, in order."""
        found: list[list[int]] = [[] for _ in self.texts]
        for index, head in enumerate(self.heads):
            if head != index:
                found[head].append(index)
        return found

    @cached_property
    def notes(self) -> dict[str, Any]:
        """What later steps have found out about the tokens, each under its name: several ask the same of one token."""
        return {}

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """The words that the document writes without a capital."""
        return frozenset(text for text in self.texts if text.islower())

    @cached_property
    def inner_capitals(self) -> frozenset[str]:
        """The words that have a capital inside a sentence."""
        pairs = zip(self.texts[1:], self.sentences[1:], self.sentences, strict=False)
        return frozenset(text for text, here, before in pairs if here == before and text[:1].isupper())

    def is_capitalised(self, index: int) -> bool:
        """Return whether the token begins with a capital letter."""
        return self.texts[index][:1].isupper()

    def is_plural(self, index: int) -> bool:
        """Return whether the tagger takes the token for a plural noun."""
        return self.tags[index] in ("NNS", "NNPS")

    def left_edge(self, head: int) -> int:
        """Return the first token of the noun phrase before *head*: its modifiers and theirs, an unbroken run."""
        first = head
        for child in reversed(self.children[head]):
            if child < first and self.deps[child] in INSIDE_PHRASE and self.tags[child] != "WRB":
                edge = min(self.left_edge(child), child)
                first = edge
        return first

    def preposition_object(self, head: int, *prepositions: str) -> int | None:
        """Return the noun after one of *prepositions* that belongs to *head*, or None."""
        for child in self.children[head]:
            if child > head and self.deps[child] == "prep" and self.lowers[child] in prepositions:
                return next((one for one in self.children[child] if self.deps[one] == "pobj"), None)
        return None


def words_of_document(doc: Doc) -> Words:
    """Return the lists for *doc*; read as one array, each distinct value turned into a string once."""
    columns = doc.to_array(["ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "SENT_START"]).astype("int64").T.tolist()
    strings = doc.vocab.strings

    def spelled(column: list[int]) -> list[str]:
        known = {value: strings[value & _UNSIGNED] if value else "" for value in set(column)}
        return [known[value] for value in column]

    texts = spelled(columns[0])
    lemmas, pos, tags = [lemma.lower() for lemma in spelled(columns[1])], spelled(columns[2]), spelled(columns[3])
    for index in [index for index, text in enumerate(texts) if text[-1] == "s" and _is_plural_acronym(text)]:
        lemmas[index], pos[index], tags[index] = texts[index][:-1].lower(), "NOUN", "NNS"
    return Words(
        texts=texts,
        lowers=[text.lower() for text in texts],
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        deps=spelled(columns[4]),
        heads=[index + offset for index, offset in enumerate(columns[5])],
        sentences=list(accumulate(int(start == 1) for start in columns[6])),
    )


def _is_plural_acronym(text: str) -> bool:
    """Return whether the word is an acronym's plural, which the tagger takes for a name: "MPs"."""
    return len(text) > 2 and text[:-1].isupper()


_UNSIGNED = (1 << 64) - 1
"""spaCy's hashes are unsigned; numpy's signed integers are needed for the heads, which are offsets."""
