"""Text that a terminal, or a reader of a log, takes for what it is: nothing in it steers.

Names of files, ids and what articles say may hold any character: an escape sequence that rewrites the screen or its
title, a line end that forges a line of a report, a mark that turns the order of letters round, half a surrogate pair
that cannot even be printed.
"""

from __future__ import annotations

import re
from typing import Final

_STEERING: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ENDING: Final = re.compile(r"[\t\n]")


def printable(text: str) -> str:
    r"""Return *text* with every character that would steer a terminal as its code; line ends and tabs stay.

    The codes are those of JSON, so that JSON stays what it was.

    >>> print(printable("red: \x1b[31m\u202egpj.exe"))
    red: \u001b[31m\u202egpj.exe
    """
    return _STEERING.sub(_code, text)


def on_one_line(text: str) -> str:
    r"""Return *text* as ``printable`` does, line ends and tabs as their codes too.

    >>> print(on_one_line("a.txt\n  do: call me"))
    a.txt\u000a  do: call me
    """
    return _ENDING.sub(_code, printable(text))


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
