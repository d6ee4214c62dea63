"""Paragraphs of an article that are wholly a link, which whoever goes by the share of links takes for teasers."""

from __future__ import annotations

import re

from extract.loading.shown import Node

SHORTEST = 60
"""Characters of a sentence; a teaser is a headline, which is shorter or has no full stop."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_TEASER = re.compile(
    r"(?:read|see|watch|listen|click|related|more|also)\b.{0,40}:|.*\b(?:read|see) more\W*$", re.IGNORECASE
)
_BESIDE = ("nav", "aside", "header", "footer", "li", "figure", "form")


def free_paragraphs(tree: Node) -> None:
    """Take the links off the paragraphs of *tree* that are sentences of its article, though all of each is a link.

    Such a paragraph is a whole sentence, and stands beside one that is no link.
    """
    for paragraph in tree.iter("p"):
        links = list(paragraph.iter("a"))
        if links and _is_linked(paragraph) and _is_sentence(_words(paragraph)) and _stands_in_article(paragraph):
            for link in links:
                link.drop_tag()


def _words(node: Node) -> str:
    return " ".join(node.text_content().split())


def _is_linked(paragraph: Node) -> bool:
    linked = sum(len(_words(link)) for link in paragraph.iter("a"))
    return 2 * linked > len(_words(paragraph))


def _is_sentence(words: str) -> bool:
    return len(words) >= SHORTEST and bool(_SENTENCE_END.search(words)) and not _TEASER.match(words)


def _stands_in_article(paragraph: Node) -> bool:
    if next(paragraph.iterancestors(*_BESIDE), None) is not None:
        return False
    siblings = (one for one in paragraph.getparent() if one is not paragraph and one.tag == "p")
    return any(not _is_linked(one) and _is_sentence(_words(one)) for one in siblings)
