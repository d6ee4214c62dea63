"""JSON read from front to back, a value at a time, so that a list may be longer than memory is large."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from extract.errors import LoadError
from extract.loading.row import too_long

MOST_DIGITS: Final = 4300
"""Of a whole number: Python's own limit, sys.int_info.default_max_str_digits."""
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_MARK = re.compile(r'["\[\]{}]')
_IN_STRING = re.compile(r'\\.|"', re.DOTALL)
_END = re.compile(r"[,\]}\s]")
_CUT_OFF: Final = "a last line or list that is cut off comes from a broken copy"


class BadJson(Exception):
    """What is written is no JSON; the message says why."""

    def told(self, where: str, *, what: str = "file") -> LoadError:
        """Return the error for the *what* at *where*."""
        if str(self) == "nested":
            return LoadError(f"the {what} is nested too deep to be read", where=where, remedy="write flat rows")
        remedy = f"give one whole JSON object a line; {_CUT_OFF}" if what == "line" else f"write it again; {_CUT_OFF}"
        return LoadError(f"the {what} is not JSON: {self}", where=where, remedy=remedy)


def load_json(text: str) -> Any:
    """Return the value that *text* is; a whole number of very many digits as text.

    Raises:
        BadJson: it is none.
    """
    try:
        return _decode(text, 0, is_whole=True)[0]
    except json.JSONDecodeError as error:
        raise BadJson(f"{error.msg.removesuffix(' at')} at character {error.pos + 1}") from None


def _whole_number(digits: str) -> int | str:
    """Return the number, or its digits where Python makes none of so many: some column that nobody asked for has it."""
    return int(digits) if len(digits) < MOST_DIGITS else digits


_PLAIN: Final = json.JSONDecoder()
_CAREFUL: Final = json.JSONDecoder(parse_int=_whole_number)


def _decode(text: str, start: int, *, is_whole: bool = False) -> tuple[Any, int]:
    """Return the value at *start*, and where it ends; BadJson for what no more characters would mend."""
    for decoder in (_PLAIN, _CAREFUL):
        try:
            return (decoder.decode(text), len(text)) if is_whole else decoder.raw_decode(text, start)
        except RecursionError:
            raise BadJson("nested") from None
        except json.JSONDecodeError:
            raise
        except ValueError:
            continue
    raise BadJson("a number has too many digits")


class JsonStream:
    """The text of *pieces*, of which only the value that is read is held: *longest* characters, or not much more."""

    def __init__(self, pieces: Iterator[str], longest: int) -> None:
        self._pieces, self._longest = pieces, longest
        self._text, self._place, self._passed = "", 0, 0

    def peek(self) -> str:
        """Return the next character that is no space, without taking it; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                return ""

    def is_short(self) -> bool:
        """Return whether all that is left is no longer than one value may be."""
        while len(self._text) - self._place <= self._longest:
            if not self._more():
                return True
        return False

    def value(self) -> Any:
        """Take and return the next value; a LoadError in its place where it is too long, and then it is passed over."""
        self.peek()
        while True:
            try:
                value, end = _decode(self._text, self._place)
            except json.JSONDecodeError as error:
                problem = f"{error.msg.removesuffix(' at')} at character {self._passed + error.pos + 1}"
                if len(self._text) - self._place > self._longest:
                    self.skip()
                    return too_long(self._longest, "")
                if not self._more(double=True):
                    raise BadJson(problem) from None
                continue
            may_go_on = isinstance(value, (int, float)) and end + len("e+1") > len(self._text)
            length = end - self._place
            if not may_go_on or not self._more():
                self._place += length
                return value

    def items(self) -> Iterator[Any]:
        """Take a list, and yield its values."""
        self._take("[")
        if self.peek() == "]":
            self._place += 1
            return
        while True:
            yield self.value()
            if self._take(",]") == "]":
                return

    def members(self) -> Iterator[str]:
        """Take an object, and yield the name of each member; the caller takes the value before it asks for the next."""
        self._take("{")
        if self.peek() == "}":
            self._place += 1
            return
        while True:
            name = str(self.value())
            self._take(":")
            yield name
            if self._take(",}") == "}":
                return

    def skip(self) -> None:
        """Pass over the next value, however long it is, without holding it."""
        depth, is_string, is_plain = 0, False, self.peek() not in ("[", "{", '"')
        while True:
            found = (_END if is_plain else _IN_STRING if is_string else _MARK).search(self._text, self._place)
            if found is None:
                # A stroke at the end may belong to what comes.
                self._place = len(self._text) - (is_string and self._text.endswith("\\", self._place))
                if not self._more():
                    raise BadJson("it is cut off")
                continue
            if is_plain:
                self._place = found.start()
                return
            self._place = found.end()
            if is_string or found[0] == '"':
                is_string = not is_string or found[0] != '"'
            else:
                depth += 1 if found[0] in "[{" else -1
            if not depth and not is_string:
                return

    def _take(self, expected: str) -> str:
        char = self.peek()
        if not char or char not in expected:
            found = repr(char) if char else "the end"
            raise BadJson(
                f"{' or '.join(expected)} expected, not {found}, at character {self._passed + self._place + 1}"
            )
        self._place += 1
        return char

    def _more(self, *, double: bool = False) -> bool:
        """Read on, as much as there is already where *double*; return False at the end. What was taken is let go."""
        held = self._text[self._place :]
        wanted, pieces = (max(len(held), 1) if double else 1), []
        while wanted > 0 and (piece := next(self._pieces, "")):
            pieces.append(piece)
            wanted -= len(piece)
        self._passed += self._place
        self._text, self._place = "".join([held, *pieces]), 0
        return bool(pieces)
