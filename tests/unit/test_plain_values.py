"""What a backend says without a place is written only where what states the record bears it out."""

import pytest

from extract.catalog import load_catalog
from extract.ground import ground_draft
from extract.grounding.numbers import numbers_in
from extract.stages import Article, Block, Draft, DraftRecord, Page, Span

SCHEMAS = """
from datetime import date
from typing import Annotated
from pydantic import Field
from extract.schema import THEME, Entity, Event, Pattern, Quote

class Firm(Entity):
    "A firm."
    founded: int | None = Field(default=None, description="When.")

class Cut(Event):
    "Jobs are cut."
    what: Annotated[Quote | None, THEME] = Field(default=None, description="What.")
    jobs: int | None = Field(default=None, description="How many.")
    posts: Annotated[int | None, Pattern(r"([0-9,]+) posts")] = Field(default=None, description="How many posts.")
    share: float | None = Field(default=None, description="Which part.")
    unanimous: bool | None = Field(default=None, description="Whether all agree.")
    forced: Annotated[bool | None, Pattern("compulsory|forced")] = Field(default=None, description="Whether forced.")
    site: str | None = Field(default=None, description="Where.")
    sites: list[str] = Field(default=[], description="Where else.")
    due: date | None = Field(default=None, description="When.")
    weeks: int = Field(default=4, description="Notice.")

class Vote(Event):
    "A vote."
    votes: int = Field(description="How many.")
"""
FIRST = (
    "Tarn Steel will cut 1,500 of its two dozen thousand jobs in Dorvik and in Old Quay by 4 May 2026, some 12 posts."
)
SECOND = "The board, founded in 1931, did not agree unanimously. It put half a million crowns, 5 per cent, aside."
TEXT = f"{FIRST}\n{SECOND}\n"


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """Return a function that grounds one record and gives its values, None where it went, and what was told."""
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "cut.py").write_text(SCHEMAS)
    catalog = load_catalog(folder)
    blocks = (Block("paragraph", Span(0, len(FIRST))), Block("paragraph", Span(len(FIRST) + 1, len(TEXT) - 1)))
    page = Page(Article("a", "a.txt", TEXT, published="2026-03-10"), blocks)

    def ground_record(schema, evidence, **values):
        if evidence:
            values["evidence"] = (evidence,)
        draft = ground_draft(Draft(page, (DraftRecord(schema, values, key="x"),)), catalog)
        kept = draft.records[0].values if draft.records else None
        return kept, [failure.error for failure in draft.dropped]

    return ground_record


BORNE_OUT = {
    "digits": (FIRST, "jobs", 1500),
    "words": (FIRST, "jobs", 24000),
    "half a million": (SECOND, "jobs", 500_000),
    "per cent": (SECOND, "share", 5.0),
    "per cent as a part": (SECOND, "share", 0.05),
    "pattern": (FIRST, "posts", 12),
    "no flag in words": (SECOND, "unanimous", False),
    "no flag by a pattern": (SECOND, "forced", False),
    "words of the text": (FIRST, "site", "Dorvik"),
    "folded words": (FIRST, "site", "old quay"),
    "date": (FIRST, "due", "2026-05-04"),
}
NOT_BORNE_OUT = {
    "number of another sentence": (SECOND, "jobs", 1500),
    "invented number": (FIRST, "jobs", 1600),
    "number that the pattern does not find": (FIRST, "posts", 1500),
    "share": (SECOND, "share", 0.5001),
    "denied flag": (SECOND, "unanimous", True),
    "flag that nothing tells": (FIRST, "unanimous", False),
    "flag that the pattern does not find": (FIRST, "forced", True),
    "words of another sentence": (SECOND, "site", "Dorvik"),
    "invented words": (FIRST, "site", "Tarnmouth"),
    "date of nothing": (FIRST, "due", "2026-05-05"),
}


@pytest.mark.parametrize(("evidence", "name", "value"), BORNE_OUT.values(), ids=BORNE_OUT)
def test_what_the_evidence_bears_out_is_written(ground, evidence, name, value):
    """Numbers in digits and words, dates by what they mean, strings word for word, flags by a word of their name."""
    kept, told = ground("Cut", evidence, **{name: value})

    assert kept[name] == value
    assert told == []


@pytest.mark.parametrize(("evidence", "name", "value"), NOT_BORNE_OUT.values(), ids=NOT_BORNE_OUT)
def test_what_it_does_not_is_left_out_by_name(ground, evidence, name, value):
    """The record stays, the value is null, and the report names field, value and what to do."""
    kept, (error,) = ground("Cut", evidence, **{name: value})

    assert kept[name] is None
    assert error.problem == f"cuts.{name} is not borne out by what states it: {value!r}"
    assert "Pattern" in error.remedy


def test_elements_of_a_list_are_judged_one_by_one(ground):
    """What holds of a list stays."""
    kept, told = ground("Cut", FIRST, sites=("Dorvik", "Paris", "Old Quay"))

    assert kept["sites"] == ("Dorvik", "Old Quay")
    assert len(told) == 1


def test_a_value_with_a_default_falls_back_to_it(ground):
    """What is left out of such a field is written as the declaration has it."""
    kept, told = ground("Cut", FIRST, weeks=9)

    assert kept["weeks"] is None
    assert len(told) == 1


def test_a_required_value_takes_its_record_along(ground):
    """A record that cannot do without is left out as one failure."""
    assert ground("Vote", SECOND, votes=1931)[0] is not None
    kept, (error,) = ground("Vote", SECOND, votes=1932)

    assert kept is None
    assert error.problem == "vote left out: votes.votes is not borne out by what states it: 1932"


def test_an_entity_is_stated_by_the_paragraphs_that_name_it(ground):
    """It has no evidence of its own."""
    assert ground("Firm", None, name="Tarn Steel", aliases=(), founded=1500)[0]["founded"] == 1500
    assert ground("Firm", None, name="Tarn Steel", aliases=(), founded=1931)[0]["founded"] is None


NUMBERS = {
    "one hundred and twenty-five thousand": 125_000,
    "five million two hundred thousand": 5_200_000,
    "$1.2bn": 1.2e9,
    "a dozen": 12,
    "hundreds of": 100,
    "nineteen": 19,
    "the third": 3,
    "£3m": 3e6,
    "300,000": 300_000,
    "no number": None,
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items(), ids=NUMBERS)
def test_numbers_are_read_in_words_and_digits(text, number):
    """Of a number in words also its parts."""
    assert numbers_in(text) == frozenset() if number is None else number in numbers_in(text)
