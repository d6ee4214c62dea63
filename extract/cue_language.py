"""The language of cues: plain English sentences with fields as slots, and lists of words for one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Cue:
    """One plain English sentence with fields as slots, and the values that it decides by itself.

    ``sentence`` has slots ``{field}`` or ``{field:word|word}``; the second matches only where the slot's head word is
    one of the words, ``{field:not word|word}`` where it is none of them. ``fixed`` are values of ``Literal`` fields
    that this phrasing settles, e.g. ``{"status": "accepted"}``.
    """

    sentence: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    is_barring: bool = False
    """Whether what it matches is no such event."""

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of the fields in the sentence, in order."""
        return tuple(match["field"] for match in SLOT.finditer(self.sentence))


SLOT = re.compile(r"\{(?P<field>[^\W\d]\w*)(?::(?P<but>not +)?(?P<heads>[^{}]+))?\}")
_CHOICE = re.compile(r"\[([^\[\]]+)\]")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
ALTERNATIVES = re.compile(rf"{_WORD.pattern}(?:/{_WORD.pattern})+")
"""Words joined by "/" in a cue's sentence: any of them may stand there."""
_MARK = re.compile(r"[{}\[\]|]")
_MISREAD = {
    "{": "a { opens no slot there",
    "}": "a } closes no slot there",
    "[": "a [ begins no list of words there",
    "]": "a ] ends no list of words there",
    "|": "a | stands outside of a list of words",
}
_TO_WRITE = "write slots as {field} or {field:word|word}, and words that take each other's place as [word|word]"


class Cues:
    """The phrasings of an event: ``Cues("{agents} [demand|seek|ask for] {content}", …)``.

    ``[a|b]`` stands for each of its alternatives; one may be empty. Keywords fix a field's value for all the sentences
    of the call where they are told as a fact: ``Cues("{parties} sign {deal}", status="accepted")``. Two groups are
    joined with ``+``; one taken off with ``-`` tells what is no such event: ``- Cues("a [press|news] conference")``.
    """

    def __init__(self, *sentences: str, **fixed: str) -> None:
        self._cues = tuple(
            Cue(" ".join(sentence.split()), dict(fixed)) for template in sentences for sentence in expand(template)
        )

    def __add__(self, other: Cues) -> Cues:
        joined = Cues()
        joined._cues = (*self._cues, *other._cues)
        return joined

    def __sub__(self, other: Cues) -> Cues:
        joined = Cues()
        joined._cues = (*self._cues, *(replace(cue, is_barring=True) for cue in other))
        return joined

    def __iter__(self) -> Iterator[Cue]:
        return iter(self._cues)

    def __len__(self) -> int:
        return len(self._cues)

    def __repr__(self) -> str:
        return f"Cues({', '.join(repr(cue.sentence) for cue in self)})"


def misread(sentence: str) -> tuple[str, str] | None:
    """Return what makes the cue *sentence* match nothing whatever the article says, and what to do; None where nothing.

    A mark of this language that is left over would be looked for as a word of the article.

    >>> misread("{who} ask {whom}"), misread("{who} ask {whom")[0]
    (None, 'a { opens no slot there: "{whom"')
    """
    left = SLOT.sub(lambda slot: "_" * len(slot[0]), sentence)
    if mark := _MARK.search(left):
        at = mark.start()
        shown = sentence[max(0, at - 20) : at + 1] if mark[0] in "}]" else sentence[at : at + 20]
        return f'{_MISREAD[mark[0]]}: "{shown}"', _TO_WRITE
    if beside := re.search(r"\}\{", sentence):
        shown = sentence[max(0, beside.start() - 20) : beside.end() + 20]
        return f'no word parts two slots: "{shown}"', "put the word between them, or a comma between two cues"
    for slot in SLOT.finditer(sentence):
        for head in slot["heads"].split("|") if slot["heads"] else ():
            if not _WORD.fullmatch(head):
                return (
                    f'the head of what fills a slot is one word, and "{head}" is not: "{slot[0]}"',
                    "name the last word only: {field:strike}, not {field:hunger strike}",
                )
    return None


def expand(template: str) -> tuple[str, ...]:
    """Return *template* once for each way to choose its alternatives; single words stay together, joined by "/".

    Words that only take each other's place make one pattern, so that a long list of verbs costs no more than one.

    >>> expand("{a} [ask|beg|call upon] {b} to {c}")
    ('{a} ask/beg {b} to {c}', '{a} call upon {b} to {c}')
    """
    choice = _CHOICE.search(template)
    if choice is None:
        return (template,)
    before, after = template[: choice.start()], template[choice.end() :]
    alternatives = choice[1].split("|")
    words = [one for one in alternatives if _WORD.fullmatch(one)]
    phrases = [one for one in alternatives if one not in words]
    together = ["/".join(words)] if words else []
    return tuple(sentence for one in (*together, *phrases) for sentence in expand(f"{before}{one}{after}"))
