"""XML is read as a stream, without its own entities and without the network; near-XML is understood."""

from __future__ import annotations

import io
import time

import pytest

from extract.errors import LoadError
from extract.loading.xml import iterate, name_of, word, words_in


def items(data: bytes) -> list[str]:
    return [words_in(node) for node in iterate(io.BytesIO(data), "a.xml", ("item",)) if name_of(node) == "item"]


def problem(data: bytes) -> str:
    with pytest.raises(LoadError) as raised:
        items(data)
    return raised.value.problem


def laughs(levels: int) -> bytes:
    """Return the document that grows ten times with each level, known as a billion laughs."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE r [<!ENTITY a0 "ha">{entities}]><r x="&a{levels - 1};"><item>&a{levels - 1};</item></r>'.encode()


@pytest.mark.parametrize("levels", [2, 10])
def test_a_billion_laughs(levels: int) -> None:
    """A document that declares entities is refused before any of them grows."""
    started = time.process_time()

    assert "entit" in problem(laughs(levels))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "declared", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY % x SYSTEM "http://a/b"> %x;']
)
def test_outer_entities(declared: str) -> None:
    """What would read another file, or the network, is refused."""
    assert "declares entities" in problem(f"<!DOCTYPE r [{declared}]><r><item>&x;</item></r>".encode())


def test_a_document_type_without_entities_is_harmless() -> None:
    """Old feeds name a document type, which nobody fetches; the words "<!ENTITY" of an article are words."""
    old = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://a.example/rss.dtd"><rss>'

    assert items(old + b"<item>a</item><item><![CDATA[<!ENTITY b>]]></item></rss>") == ["a", "<!ENTITY b>"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<r><item>a&nbsp;b &eacute; &amp; &unheard; &lt;</item></r>", "a\xa0b é & &unheard; <"),
        (b"<r><item>a\x08\x0bb</item></r>", "ab"),
        (b"<r><item>fish & chips &c. a&b;</item></r>", "fish & chips &c. a&b;"),
        (b"<r><item><x:a>a</x:a></item></r>", "a"),
        (b"\n\n<?xml version='1.0'?><r><item>a</item></r>", "a"),
        ("<r><item>Väinö’s</item></r>".encode("cp1252"), "Väinö’s"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><r><item>é</item></r>'.encode("latin-1"), "é"),
        ('<?xml version="1.0" encoding="utf-16"?><r><item>é</item></r>'.encode("utf-16"), "é"),
        (b"\xef\xbb\xbf<r><item>a</item></r>", "a"),
        (b"<r><item>" + b"x" * 65_500 + b"&eacute;" * 100 + b"</item></r>", "x" * 65_500 + "é" * 100),
    ],
)
def test_near_xml(data: bytes, found: str) -> None:
    """What feeds have that XML forbids is understood, and bytes of Windows-1252 that nothing declares."""
    assert items(data) == [found]


@pytest.mark.parametrize("rest", [b"<ite", b"<item>c", b"<item>c<d>e</item></r>", b"<item>c < d</item></r>"])
def test_what_stands_before_a_fault_is_read(rest: bytes) -> None:
    """A document that is cut off gives the elements that are whole, then says so."""
    found = iterate(io.BytesIO(b"<r><item>a</item><item>b</item>" + rest), "a.xml", ("item",))

    assert [words_in(next(found)) for _ in range(3)][1:] == ["a", "b"]
    with pytest.raises(LoadError, match="not whole XML"):
        next(found)


@pytest.mark.parametrize("data", [b"", b"Envoys met.", b"<r>" * 10_000])
def test_what_is_no_xml(data: bytes) -> None:
    """An empty file, a text, and endless nesting are refused as what they are."""
    assert problem(data).startswith("this is not whole XML")


def test_words_of_the_first_child_that_has_any() -> None:
    """Of several names the first that has words counts, whatever namespace they are in."""
    found = iterate(io.BytesIO(b'<r xmlns:d="d"><item><b> </b><d:c>x</d:c></item></r>'), "a.xml", ("item",))
    next(found)
    node = next(found)

    assert (word(node, "b", "c"), word(node, "e")) == ("x", "")
