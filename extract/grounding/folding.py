"""Text folded so that two ways to print the same words are equal, with the way back to the source's offsets.

Folded away: letter case; white space (a run is one space; none beside a dash that has a space after it); the kind of
quotation mark; the kind of dash (runs too: ``--``); ligatures, full-width and other compatibility letters; the ellipsis
character, spaced or longer runs of dots; Unicode normal form; invisible characters (soft hyphens, zero-width and
direction marks). Kept: words, digits, accents, superscripts, fractions, all other punctuation, and a dash that has a
space before but none after it, since ``-5`` is not ``5``.
"""

from __future__ import annotations

import re
import string
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.stages import Span

QUOTATION_MARKS = "\"'`´‘’‚‛“”„‟‹›«»′″‵‶ʹʺʻʼ「」『』〝〞〟＂＇"
# Minus and hyphen bullet are not of Unicode's category of dashes, and are dashes to a reader all the same.
_DASHES = "-‐‑‒–—―⁃−﹘﹣－"
# 10² is not 102, and ½ is not 1⁄2: compatibility forms that change what a number says are not folded.
_KEPT_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")
# Scripts written without spaces between words, and Hangul, whose particles join the word: a character is a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# What needs no rule: without it most texts share their rules.
_ORDINARY = frozenset(string.ascii_letters + string.digits + ",;:!?()[]%$&/")
_LETTER, _ALNUM = rf"[^\W\d_{_UNSPACED}]", rf"[^\W_{_UNSPACED}]"
WORD = re.compile(
    rf"{_LETTER}{_ALNUM}*(?:'{_ALNUM}+)*|(?:(?<![^\s(])-)?\d+(?:[.,]\d+)*{_ALNUM}*|[{_UNSPACED}]|[%$€£¥₽₴°]|{_ALNUM}+"
)
"""A word of folded text: with its inner apostrophes; a number with its sign, points and commas; a sign that counts."""
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]").match


@dataclass(frozen=True)
class Folded:
    """Folded text and, for each stretch that was not folded one character to one, its place on both sides."""

    text: str
    folded_starts: tuple[int, ...]
    folded_ends: tuple[int, ...]
    source_starts: tuple[int, ...]
    source_ends: tuple[int, ...]

    def source_span(self, start: int, end: int) -> Span:
        """Return the least stretch of the source that folds to at least ``text[start:end]``."""
        return Span(self._source_start(start), max(self._source_start(start), self._source_end(end)))

    def is_border(self, offset: int) -> bool:
        """Return whether the folded *offset* is not inside what one stretch of the source became."""
        at = bisect_left(self.folded_starts, offset) - 1
        return at < 0 or offset >= self.folded_ends[at]

    def _source_start(self, offset: int) -> int:
        at = bisect_right(self.folded_starts, offset) - 1
        if at < 0:
            return offset
        if offset < self.folded_ends[at]:
            return self.source_starts[at]
        return self.source_ends[at] + offset - self.folded_ends[at]

    def _source_end(self, offset: int) -> int:
        at = bisect_left(self.folded_starts, offset) - 1
        if at < 0:
            return offset
        return self.source_ends[at] + max(0, offset - self.folded_ends[at])


def fold(text: str) -> Folded:
    """Return *text* folded. Linear in its length; nothing is stripped at the ends.

    >>> fold("The “cease\\u00adfire” – 2\\nDAYS").text
    "the 'ceasefire'-2 days"
    """
    rules = _rules("".join(sorted(set(text) - _ORDINARY)))
    plain = _fold_singly(text, rules)
    parts: list[str] = []
    starts, ends, source_starts, source_ends = [], [], [], []
    done = length = 0
    for match in _find_stretches(text, rules):
        before, folded = plain[done : match.start()], _fold_stretch(match, rules)
        parts += (before, folded)
        length += len(before)
        starts.append(length)
        length += len(folded)
        ends.append(length)
        source_starts.append(match.start())
        source_ends.append(match.end())
        done = match.end()
    parts.append(plain[done:])
    return Folded("".join(parts), tuple(starts), tuple(ends), tuple(source_starts), tuple(source_ends))


def is_word_border(text: str, offset: int) -> bool:
    """Return whether a quotation may begin or end at *offset* of *text*: not inside a word, number or letter.

    >>> [at for at in range(10) if is_word_border("2.5 men, 3", at)]
    [0, 3, 4, 7, 8, 9]
    >>> is_word_border("the governmentʼs plan", 14)
    True
    """
    if not 0 < offset < len(text):
        return True
    if text[offset] != "\r" and _is_mark(text[offset]) and not _is_invisible(text[offset]):
        return text[offset - 1].isspace()
    left, right = offset - 1, offset
    while left > 0 and _is_invisible(text[left]):
        left -= 1
    while right < len(text) - 1 and _is_invisible(text[right]):
        right += 1
    before, after = text[left], text[right]
    if _is_wordlike(before) and _is_wordlike(after):
        return bool(_IS_UNSPACED(before) or _IS_UNSPACED(after))
    if before in ".," and after.isdigit():
        return not (left > 0 and text[left - 1].isdigit())
    if after in ".," and before.isdigit():
        return not (right + 1 < len(text) and text[right + 1].isdigit())
    return True


@dataclass(frozen=True)
class _Rules:
    """How the characters of one alphabet are folded."""

    singly: dict[str, str]
    """Characters that become one other than by ``str.casefold``; those of other folds are blotted out."""
    hint: re.Pattern[str]
    """What is quickly found and holds every stretch, save the letter that its first marks belong to."""
    marks: frozenset[str]
    """Combining marks: they belong to the letter before."""
    stretch: re.Pattern[str]
    """A stretch that cannot be folded one character to one."""
    spaces: frozenset[str]


def _fold_singly(text: str, rules: _Rules) -> str:
    # Three times as fast as str.translate, which looks up every character.
    for char, folded in rules.singly.items():
        text = text.replace(char, folded)
    return text.casefold()


def _find_stretches(text: str, rules: _Rules) -> Iterator[re.Match[str]]:
    for hint in rules.hint.finditer(text):
        start = hint.start() - (hint.start() > 0 and text[hint.start()] in rules.marks)
        yield from rules.stretch.finditer(text, start, hint.end())


def _fold_stretch(match: re.Match[str], rules: _Rules) -> str:
    stretch = match[0]
    match match.lastgroup:
        case "dash":
            # The sign of a number has a space before but none after it.
            ends_open = stretch[-1] in _DASHES and match.end() < len(match.string)
            return " -" if stretch[0] in rules.spaces and ends_open else "-"
        case "dots":
            return "..."
        case "quotes":
            return "'"
        case "space":
            return " " if any(char in rules.spaces for char in stretch) else ""
        case _:
            return _fold_letters(stretch)


# Rules for the characters at hand: a class of all Unicode's marks would cost more to build than an article to fold.
@lru_cache(maxsize=512)
def _rules(alphabet: str) -> _Rules:
    spaces = [char for char in alphabet if _is_space(char)]
    hidden = [char for char in alphabet if _is_invisible(char)]
    marks = [char for char in alphabet if _is_mark(char) and char not in hidden]
    dashes = [char for char in alphabet if char in _DASHES]
    quotes = [char for char in alphabet if char in QUOTATION_MARKS]
    single = {char: _fold_letters(char) for char in alphabet if char not in spaces and char not in hidden}
    many = [char for char, folded in single.items() if len(folded) != 1 or folded != folded.casefold()]
    blank, unseen = [*spaces, *hidden], _class(hidden)
    punctuation = [*blank, *dashes, *quotes, ".", "…"]
    simple = {char: folded for char, folded in single.items() if char not in many}
    patterns = [
        rf"(?P<dash>{_class(blank)}*{_class(dashes)}(?:{unseen}*{_class(dashes)})*{_class(blank)}*)",
        rf"(?P<dots>[.…](?:{_class(blank)}?[.…])+|…)",
        rf"(?P<quotes>{_class(quotes)}(?:{unseen}*{_class(quotes)})+)",
        rf"(?P<space>{_class(blank)}{{2,}}|{_class([char for char in blank if char != ' '])})",
    ]
    if marks:
        patterns.append(
            rf"(?P<cluster>[^{_escape([*punctuation, *marks])}]{_class([*hidden, *marks])}*{_class(marks)})"
        )
    patterns.append(rf"(?P<many>{_class(many)})")
    lone = _class([*many, *marks, *(char for char in blank if char != " ")])
    special = _class([*punctuation, *many, *marks])
    return _Rules(
        singly={char: folded for char, folded in simple.items() if folded != char.casefold()}
        | dict.fromkeys(many, "\0"),
        hint=re.compile(f"{special}(?:{special}+|(?<={lone}))"),
        marks=frozenset(marks),
        stretch=re.compile("|".join(patterns)),
        spaces=frozenset(spaces),
    )


def _class(characters: list[str] | str) -> str:
    return f"[{_escape(characters)}]" if characters else r"(?!)"


def _escape(characters: list[str] | str) -> str:
    return "".join(map(re.escape, characters))


def _fold_letters(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(map(_fold_character, unicodedata.normalize("NFD", text))))


def _fold_character(char: str) -> str:
    if char in QUOTATION_MARKS:
        return "'"
    if char in _DASHES:
        return "-"
    form = unicodedata.decomposition(char)
    if form.startswith("<") and not form.startswith(_KEPT_FORMS) and "> 0020" not in form:
        char = unicodedata.normalize("NFKD", char)
    return char.casefold()


def _is_space(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] == "Z"


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"


def _is_mark(char: str) -> bool:
    # The vowels and final consonants of conjoining Hangul are letters, yet normal form joins them to what precedes.
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def _is_wordlike(char: str) -> bool:
    # U+02BC, an apostrophe to whoever types it, is a letter to Unicode.
    return char not in QUOTATION_MARKS and (char.isalnum() or unicodedata.category(char)[0] == "M")
