"""What a declaration is made of."""

import re
from typing import Annotated, ClassVar, Literal

import pytest
from pydantic import Field, ValidationError

from extract.cue_language import expand
from extract.schema import AGENT, OF_EVERY_RECORD, Cues, Entity, Event, Labels, Passage, Pattern, Quote, Record, When


class Thing(Entity):
    """A thing."""

    colour: str = Field(description="Its colour.")
    aliases: list[str] = Field(default=[], description="Other names, here before the size.")
    size: int | None = Field(default=None, description="Its size.")


class SpecialThing(Thing):
    """A thing with a use."""

    use: str = Field(default="none", description="What it is for.")


class Deed(Event):
    """A deed."""

    position: ClassVar[int] = 3
    doer: Annotated[str, AGENT] = Field(description="Who did it.")


class Scrap(Passage):
    """A scrap."""

    words: Quote = Field(description="The words.")


QUOTE = Quote(text="Oslo", start=3, end=7)


def test_own_fields_stand_between_those_of_the_kind():
    """First id and name, then what is declared in its order, then what the kind puts last."""
    assert Thing.written_order() == ("id", "name", "colour", "aliases", "size", "mentions", "optional")
    assert Deed.written_order() == ("id", "doer", "evidence", "confidence", "optional")
    assert Scrap.written_order() == ("id", "words", "optional")


def test_fields_of_a_declared_base_come_first():
    """A declaration derived from another writes the other's fields before its own."""
    assert SpecialThing.written_order() == (
        "id",
        "name",
        "colour",
        "aliases",
        "size",
        "use",
        "mentions",
        "optional",
    )


def test_records_are_written_in_that_order():
    """Whatever the order in which the values were given; class variables are not written."""
    thing = Thing(mentions=[QUOTE], size=3, colour="red", name="Rose", id="rose")
    deed = Deed(evidence=[QUOTE], doer="rose", id="deed-1")

    assert list(thing.model_dump()) == ["id", "name", "colour", "aliases", "size", "mentions"]
    assert list(deed.model_dump()) == ["id", "doer", "evidence"]


def test_a_verbatim_quotation_does_not_say_so():
    """Match and score are written only where the words were not verbatim; "optional" only in goldens that say it."""
    assert QUOTE.model_dump() == {"text": "Oslo", "start": 3, "end": 7}
    assert Quote(text="Oslo", start=3, end=7, match="fuzzy", score=0.9).model_dump() == {
        "text": "Oslo",
        "start": 3,
        "end": 7,
        "match": "fuzzy",
        "score": 0.9,
    }
    assert Scrap(id="s", words=QUOTE, optional=True).model_dump()["optional"] is True
    assert "optional" not in Scrap(id="s", words=QUOTE).model_dump()


def test_a_date_without_meaning_is_written_as_null():
    """The key stays: a reader sees that nothing could be worked out."""
    assert When(text="soon", start=0, end=4).model_dump() == {"text": "soon", "start": 0, "end": 4, "iso": None}


@pytest.mark.parametrize(
    "values",
    [
        {"text": "", "start": 0, "end": 1},
        {"text": "a", "start": -1, "end": 1},
        {"text": "a", "start": 0, "end": 0},
        {"text": "a", "start": 0, "end": 1, "match": "verbatim"},
        {"text": "a", "start": 0, "end": 1, "score": 1.5},
        {"text": "a", "start": 0, "end": 1, "page": 2},
    ],
)
def test_a_faulty_quotation_is_refused(values):
    """Empty text, impossible offsets, unknown kinds of match, scores outside 0..1, unknown keys."""
    with pytest.raises(ValidationError):
        Quote(**values)


@pytest.mark.parametrize("iso", ["2021", "2021-03", "2021-03-10", None])
def test_a_date_means_a_year_a_month_or_a_day(iso):
    """Just the three forms, or null."""
    assert When(text="then", start=0, end=4, iso=iso).iso == iso


@pytest.mark.parametrize("iso", ["21", "2021-3", "10.3.2021", "2021-03-10T12:00", "soon"])
def test_other_forms_of_dates_are_refused(iso):
    """Times, other orders and words are no ISO date."""
    with pytest.raises(ValidationError):
        When(text="then", start=0, end=4, iso=iso)


def test_records_are_closed_and_frozen():
    """An unknown key is refused, as is a change afterwards."""
    with pytest.raises(ValidationError):
        Thing(id="rose", name="Rose", colour="red", smell="sweet")
    rose = Thing(id="rose", name="Rose", colour="red")
    with pytest.raises(ValidationError):
        rose.colour = "white"


def test_an_event_needs_evidence():
    """An event that nothing in the text states is none."""
    with pytest.raises(ValidationError):
        Deed(id="deed-1", doer="rose", evidence=[])


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{a} ask {b}", ("{a} ask {b}",)),
        ("{a} [ask|beg] {b}", ("{a} ask/beg {b}",)),
        ("{a} [ask|call upon|beg] {b}", ("{a} ask/beg {b}", "{a} call upon {b}")),
        ("{a} [call on|call upon] {b}", ("{a} call on {b}", "{a} call upon {b}")),
        ("{a} ask [for|after] [help|bread]", ("{a} ask for/after help/bread",)),
        ("{a} [|kindly] ask", ("{a} kindly ask", "{a}  ask")),
        ("{a} [ask {b}|cry] now", ("{a} cry now", "{a} ask {b} now")),
        ("a [cease-fire|truce]", ("a cease-fire/truce",)),
    ],
)
def test_alternatives_are_expanded(template, expected):
    """Single words stay together, phrases make a sentence each, one may be empty."""
    assert expand(template) == expected


def test_cues_are_joined_with_what_they_fix():
    """A sum has the sentences of both groups, each with its group's values, white space made single."""
    cues = Cues("{a}  ask\n {b}") + Cues("{a} [grant|allow] {b}", "{a} say yes", outcome="granted")

    assert [(cue.sentence, dict(cue.fixed)) for cue in cues] == [
        ("{a} ask {b}", {}),
        ("{a} grant/allow {b}", {"outcome": "granted"}),
        ("{a} say yes", {"outcome": "granted"}),
    ]
    assert len(cues) == 3
    assert repr(Cues("{a} ask {b}")) == "Cues('{a} ask {b}')"


def test_a_cue_tells_its_slots():
    """In their order, each as often as it stands there, words for the head left out."""
    (cue,) = Cues("talks between {who} and {who} on {what:trade|fish}")

    assert cue.slots == ("who", "who", "what")


def test_labels_tell_the_value_of_a_label():
    """The first value that claims a label; None for one that nobody claims."""
    labels = Labels(person=("PERSON", "OFFICE"), place=("GPE", "PERSON"))

    assert [labels.value_for(one) for one in ("PERSON", "GPE", "ORG")] == ["person", "place", None]
    assert labels == Labels(person=("PERSON", "OFFICE"), place=("GPE", "PERSON"))


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"(\d+) jobs", ["12", "30"]),
        (r"\d+ jobs", ["12 Jobs", "30 jobs"]),
        (r"(\d+) posts", []),
        (r"jobs( lost)?", [" lost"]),
    ],
)
def test_a_pattern_finds_in_any_case(regex, expected):
    """The first group of each match, or the whole where it has none; letter case is ignored, nothing is nothing."""
    assert Pattern(regex).find_all("12 Jobs, 30 jobs lost") == expected


def test_a_faulty_pattern_is_told_at_once():
    """Not when an article is read."""
    with pytest.raises(re.error):
        Pattern(r"(\d+ jobs")


def test_literals_are_closed():
    """A value that a Literal does not have is refused."""

    class Status(Passage):
        """A status."""

        state: Literal["on", "off"] = Field(description="The state.")

    with pytest.raises(ValidationError):
        Status(id="s", state="broken")


@pytest.mark.parametrize("kind", [Record, Entity, Event, Passage])
def test_the_kinds_themselves_declare_nothing(kind):
    """They have only what every record of the kind has."""
    assert set(kind.written_order()) <= {"id", "name", "aliases", "mentions", "evidence", *OF_EVERY_RECORD}
