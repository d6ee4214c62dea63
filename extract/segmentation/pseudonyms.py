"""Which words can be the name that a reader goes by."""

from __future__ import annotations

import re

from extract.segmentation.furniture import is_buttons, is_furniture
from extract.segmentation.timestamps import WHEN

LONGEST_NAME = 60
"""Characters of a displayed name, with the town that some sites put beside it."""

_ANONYMOUS = re.compile(
    r"(?:anon(?:ymous)?|guest|visitor|reader|unknown|name withheld|deleted user|\[deleted\])\W?\d*", re.I
)
_MOMENT = re.compile(rf"(?:posted )?(?:on |at )?{WHEN}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…,;:。！？؟،\"”][)\]]*$")
_INITIAL = re.compile(r"(?:\b[A-Z]|\b(?:Jr|Sr|Dr|St|Esq|PhD|Ph\.D|M\.D))\.$|^\S+!$")
_TALK = re.compile(
    r"(?:i|i['’]\w+|it['’]s|that['’]s|don['’]t|is|are|was|will|should|agree|please|why|what|how|no|yes)$", re.I
)
_WORD_OF_ASSENT = re.compile(
    r"(?:agreed?|absolutely|amen|exactly|false|great|indeed|lol|nice|no|nonsense|nope|ok(?:ay)?|right|same|seconded|shame"
    r"|sure|thanks|this|true|well|wow|wrong|yeah|yes|yep|bravo|rubbish|disgusting|disgraceful|finally)",
    re.I,
)
_PARTICLES = frozenset("a al an and bin da de del der di el from ibn in la le of on the to van von y & +".split())


def score_name(line: str) -> int:
    """Return how much *line* looks like a displayed name, from -3 (not at all) to 3 (it can hardly be anything else).

    >>> [score_name(line) for line in ("Matzomaster", "Jane Q. Roe", "user_1984", "so true", "It was a bad deal.")]
    [2, 2, 3, 0, -3]
    """
    words = line.split()
    if not any(char.isalnum() for char in line) or len(line) > LONGEST_NAME or len(words) > 6:
        return -3
    if _ANONYMOUS.fullmatch(line):
        return 3
    if (_SENTENCE_END.search(line) and not _INITIAL.search(line)) or "://" in line:
        return -3
    if is_furniture(line) or is_buttons(line) or _MOMENT.fullmatch(line):
        return -3
    if len(words) == 1:
        if _WORD_OF_ASSENT.fullmatch(line):
            return -1
        return 3 if any(char.isdigit() or char == "_" for char in line) or line.startswith("@") else 2
    if any(_TALK.fullmatch(word) for word in words):
        return -2
    lower = [word for word in words if word[0].islower() and word.lower() not in _PARTICLES]
    return 2 if not lower else 0 if len(words) <= 3 and len(lower) == len(words) else -1


def is_name(words: str) -> bool:
    """Return whether *words* can be a name at all, where something beside them says that a posting begins."""
    return (
        0 < len(words) <= LONGEST_NAME
        and len(words.split()) <= 8
        and any(char.isalnum() for char in words)
        and not re.search(r"[.!?;:]\s", re.sub(r"\b[A-Z]\w{0,4}\. ", "", words))
        and not is_buttons(words)
        and not re.fullmatch(WHEN, words, re.IGNORECASE)
    )
