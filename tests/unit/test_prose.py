"""A paragraph that is wholly a link is read where it is a sentence of the article, not where it is a teaser."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from extract.loading.html import read_html
from extract.loading.prose import free_paragraphs

FIRST = "Envoys of Norland and Sudmark met in the port of Talvik on Tuesday."
LINKED = "Norland’s envoy said that her government would answer within a week."
LAST = "They parted at noon, and nobody would say when they would meet again."


def page(middle: str, after: str = "") -> str:
    return (
        f"<html><body><article><h1>Envoys meet</h1><p>{FIRST}</p>{middle}<p>{LAST}</p>{after}</article></body></html>"
    )


@pytest.mark.parametrize(
    "middle",
    [
        f'<p><a href="/x">{LINKED}</a></p>',
        f'<p><a href="/x"><strong>{LINKED}</strong></a></p>',
        f'<p><b><a href="/x">{LINKED[:40]}</a></b><a href="/y">{LINKED[40:]}</a></p>',
    ],
)
def test_sentences(middle: str) -> None:
    """However the link is made, the sentence is there, whole and in its place."""
    assert read_html(page(middle), where="a.html").text == f"Envoys meet\n\n{FIRST}\n\n{LINKED}\n\n{LAST}\n"


@pytest.mark.parametrize(
    "teaser",
    [
        '<p><a href="/x">Sudmark’s fishers want more of the herring of Talvik this year</a></p>',
        f'<p><a href="/x">Read also: {LINKED}</a></p>',
        f'<ul><li><p><a href="/x">{LINKED}</a></p></li></ul>',
        f'<aside><p><a href="/x">{LINKED}</a></p><p>{FIRST}</p></aside>',
    ],
)
def test_teasers(teaser: str) -> None:
    """A headline, what says that it is another article, and what stands in a list or aside stay links."""
    tree = document_fromstring(page("", teaser))
    free_paragraphs(tree)

    assert len(list(tree.iter("a"))) == 1
