"""Pieces of HTML, as feeds and exports carry an article's or a comment's words, as text."""

from __future__ import annotations

import re

from extract.loading.shown import Node, text_of

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LEFT_OUT = frozenset(("figure", "figcaption"))


def text_of_fragment(markup: str, *, has_lines: bool = False) -> str:
    """Return the readable text of a piece of HTML, a paragraph a line.

    With *has_lines* a line end is one, as in posts that their author typed without tags.

    >>> text_of_fragment("<p>Envoys met.</p><p>They <b>agreed</b>&nbsp;on fish &amp; chips.</p>")
    'Envoys met.\\nThey agreed on fish & chips.'
    >>> text_of_fragment("Envoys met.\\n\\nThey agreed\\nat last.", has_lines=True)
    'Envoys met.\\nThey agreed\\nat last.'
    """
    from lxml import etree
    from lxml.html import HTMLParser, fragment_fromstring

    if "<" not in markup and "&" not in markup:
        lines = markup.split("\n") if has_lines else _BLANK_LINE.split(markup)
        return "\n".join(words for line in lines if (words := " ".join(line.split())))
    markup = _BLANK_LINE.sub("<p>", markup)
    markup = markup.replace("\n", "<br>") if has_lines else markup
    try:
        tree = fragment_fromstring(
            markup.encode("utf-8", "replace"), create_parent="div", parser=HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError):
        return ""
    return text_of(tree, _is_left_out)


def _is_left_out(node: Node) -> bool:
    return node.tag in _LEFT_OUT
