"""The words of a text, with their places and their print."""

from __future__ import annotations

from functools import cached_property

from extract.grounding.facts import Word, looks_like_name
from extract.grounding.folding import WORD, Folded

_LOOKED_AT = 8
"""Places at which the print of a word is looked at to tell a name."""
_HYPHENS = ("-", "‐", "‑")


class WordIndex:
    """The words of a text, with their places."""

    def __init__(self, text: str, folded: Folded) -> None:
        self.text = text
        self.folded = folded
        self.words: list[str] = []
        self._starts: list[int] = []
        for match in WORD.finditer(folded.text):
            self.words.append(match[0])
            self._starts.append(match.start())
        self._names: dict[str, bool | None] = {}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Each word -> its number, counted from 0 in the order of the text."""
        return {word: number for number, word in enumerate(dict.fromkeys(self.words))}

    @cached_property
    def ids(self) -> list[int]:
        """The text as numbers of words."""
        return list(map(self.numbers.__getitem__, self.words))

    @cached_property
    def places(self) -> list[list[int]]:
        """The places of each word, by its number."""
        places: list[list[int]] = [[] for _ in self.numbers]
        for place, number in enumerate(self.ids):
            places[number].append(place)
        return places

    def start(self, place: int) -> int:
        """Return the offset of the word at *place* in the folded text."""
        return self._starts[place]

    def end(self, place: int) -> int:
        """Return the offset after the word at *place* in the folded text."""
        return self._starts[place] + len(self.words[place])

    def word(self, place: int) -> Word:
        """Return the word at *place*, with its print."""
        printed = self.folded.source_span(self.start(place), self.end(place)).of(self.text)
        return Word(self.words[place], printed, self.begins(place))

    def begins(self, place: int) -> bool:
        """Return whether a sentence, line or quotation begins with the word at *place*: its capital is no name's."""
        return place == 0 or any(char in '.!?:\n\uffff"“«' for char in self._before(place))

    def is_parted(self, place: int) -> bool:
        """Return whether a sentence or line ends before the word at *place*, or the text begins or ends there."""
        return not 0 < place < len(self.words) or any(char in ".!?\n\uffff" for char in self._before(place))

    def is_joined(self, place: int) -> bool:
        """Return whether a hyphen joins the word at *place* to the one before."""
        return 0 < place < len(self.words) and self._before(place) in _HYPHENS

    def _before(self, place: int) -> str:
        """Return what stands between the word at *place* and the one before it."""
        return self.folded.source_span(self.end(place - 1), self.start(place)).of(self.text)

    def letters(self, first: int, last: int) -> int:
        """Return the number of characters in the words from *first* to *last*, half-open."""
        return sum(map(len, self.words[first:last]))

    def is_name(self, word: Word) -> bool:
        """Return whether *word* is a name by its print, or by how this text prints it elsewhere."""
        if not word.begins and looks_like_name(word):
            return True
        if word.folded not in self._names:
            self._names[word.folded] = self._is_printed_as_name(word.folded)
        known = self._names[word.folded]
        return looks_like_name(word) if known is None else known

    def _is_printed_as_name(self, folded: str) -> bool | None:
        number = self.numbers.get(folded)
        here = [self.word(place) for place in self.places[number][:_LOOKED_AT]] if number is not None else []
        if any(one.printed[:1].islower() for one in here):
            return False
        return True if any(looks_like_name(one) for one in here if not one.begins) else None
