"""What a browser shows of an element of a page, as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Node = Any
"""An lxml element; lxml has no types of its own."""

_UNREAD = frozenset(
    "script style noscript template form button input select textarea svg iframe object nav label".split()
)
BLOCKS = frozenset(
    "p div li ul ol blockquote pre section article header footer h1 h2 h3 h4 h5 h6 table tr td th dd dt dl main aside"
    " nav figure figcaption details summary address fieldset form hr".split()
)


def text_of(node: Node, is_left_out: Callable[[Node], bool] = lambda _: False) -> str:
    """Return the readable text of *node*: blocks and <br> on lines of their own, white space folded elsewhere.

    Scripts, forms and elements for which *is_left_out* holds are not read; an image of an emoji is its alt text.
    """
    lines = (" ".join(line.split()) for line in "".join(_pieces_of(node, is_left_out)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces_of(node: Node, is_left_out: Callable[[Node], bool]) -> Iterator[str]:
    yield _fold(node.text)
    for child in node:
        is_element = isinstance(child.tag, str)
        if is_element and child.tag not in _UNREAD and not is_left_out(child):
            edge = "\n" if child.tag in BLOCKS or child.tag == "br" else ""
            yield edge
            if child.tag == "img" and "emoji" in child.get("class", ""):
                yield child.get("alt", "")
            yield from _pieces_of(child, is_left_out)
            yield edge
        yield _fold(child.tail)


def _fold(words: str | None) -> str:
    return re.sub(r"\s+", " ", words or "")
