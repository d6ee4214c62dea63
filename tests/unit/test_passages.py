"""Passages are what the layout tells of postings, and their tone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.catalog import load_catalog
from extract.passages import _Finder, passage_records, tone_of
from extract.stages import Article, Located, Page, Posting, Span

PASSAGE = '''
from typing import Annotated, Literal

from pydantic import Field

from extract.schema import *


class Remark(Passage):
    """What a reader says."""

    words: Annotated[Quote, TEXT] = Field(description="The words.")
    by: Annotated[str | None, AUTHOR] = Field(description="The author.")
    on: Annotated[When | None, POSTED] = Field(default=None, description="When.")
    to: Annotated[Ref["Remark"] | None, REPLY_TO] = Field(default=None, description="The remark answered.")
    about: Annotated[list[Ref["Remark"]], MENTIONED] = Field(default=[], description="Who is named.")
    tone: Annotated[Literal["+", "0", "-"], Tone(positive="+", neutral="0", negative="-")] = Field(description="Tone.")
    note: str | None = Field(default=None, description="What nothing fills.")
'''
TEXT = "Ada\n2 March 2021\nI love this great Norway. 🦄\nBob\nNorwayans are a terrible, ugly mess, said Erik Berg.\n"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """One declaration of a passage with every role and a tone."""
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "remark.py").write_text(PASSAGE, encoding="utf-8")
    return load_catalog(folder)


def span(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


FIRST = Posting(span("I love this great Norway. 🦄"), author=span("Ada"), posted=span("2 March 2021"))
SECOND = Posting(span("Norwayans are a terrible, ugly mess, said Erik Berg."), author=span("Bob"), reply_to=0)


@pytest.fixture(scope="module")
def records(catalog):
    """The records of two postings, with the names of two entities."""
    page = Page(Article("a", "a.txt", TEXT, published="2021-03-10"), (), (FIRST, SECOND))
    return passage_records(page, catalog, {"e1": ("Norway",), "e2": ("Erik Berg", "Berg", ""), "e3": ("Oslo",)})


def test_every_posting_is_a_record_of_each_passage(records):
    """In the order of the page, each with a key that answers can name."""
    assert [(one.schema, one.key) for one in records] == [("Remark", "0"), ("Remark", "1")]


def test_the_layout_fills_the_roles(records):
    """Author as displayed, the whole text, the date and what it means, the posting that is answered."""
    first, second = (one.values for one in records)

    assert first["by"] == "Ada"
    assert first["words"] == Located(FIRST.text)
    assert first["on"] == Located(FIRST.posted, iso="2021-03-02")
    assert (first["to"], second["to"]) == (None, "0")


def test_what_the_layout_does_not_tell_is_null(records):
    """No date, and no value for a field that nothing fills."""
    second = records[1].values

    assert second["on"] is None
    assert second["note"] is None


def test_an_unknown_author_is_null(catalog):
    """A posting without an author has none."""
    page = Page(Article("a", "a.txt", TEXT), (), (Posting(FIRST.text),))

    assert passage_records(page, catalog)[0].values["by"] is None


def test_names_are_found_as_whole_words(records):
    """An entity is mentioned where one of its forms stands by itself, each once; "Norwayans" does not name Norway."""
    assert records[0].values["about"] == ("e1",)
    assert records[1].values["about"] == ("e2",)


def test_nothing_is_mentioned_where_nothing_has_a_name(catalog):
    """Without names, or with empty ones, no entity is found."""
    page = Page(Article("a", "a.txt", TEXT), (), (FIRST,))

    assert passage_records(page, catalog)[0].values["about"] == ()
    assert passage_records(page, catalog, {"e": ("",)})[0].values["about"] == ()


def test_tone_gets_the_declared_values(records):
    """The field's own words for positive and negative."""
    assert [one.values["tone"] for one in records] == ["+", "-"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What a wonderful, happy day!", 1),
        ("This is not good at all.", -1),
        ("He is a liar and a thief.", -1),
        ("The meeting is on Tuesday.", 0),
        ("", 0),
    ],
)
def test_reads_the_tone(text, expected):
    """1 for praise, -1 for blame, 0 for neither."""
    assert tone_of(text) == expected


def test_a_page_without_postings_has_none(catalog):
    """No record where nobody wrote."""
    assert passage_records(Page(Article("a", "a.txt", TEXT), ()), catalog) == []


def test_a_catalogue_without_passages_has_none(declare):
    """Postings are no records where no schema asks for them."""
    page = Page(Article("a", "a.txt", TEXT), (), (FIRST,))

    assert passage_records(page, load_catalog(declare())) == []


PIECE = st.sampled_from(["North", "Korea", " ", "U.S.", "-", "Nor", "way", "_", "é", "e\u0301", "(", "❤"])
TEXTS = st.lists(PIECE, min_size=1, max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=6, unique=True), TEXTS)
def test_the_longest_name_at_each_place_is_found(forms, text):
    """What is found is what trying the names one by one would find, the longest first, as whole words."""
    longest_first = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    wanted = re.findall(rf"(?<!\w)(?:{longest_first})(?!\w)", text) if forms else []

    assert _Finder({form: [form] for form in forms}).keys_in(text) == tuple(dict.fromkeys(wanted))
