"""A draft is held to the article: what has a place is located there, the rest is left out and told."""

import pytest

from extract.catalog import load_catalog
from extract.errors import GroundingError
from extract.ground import ground_draft
from extract.stages import Article, Block, Draft, DraftRecord, Located, Page, Posting, Span

BODY = (
    "Delegations from the US and Ukraine met in Jeddah on Tuesday.\n"
    "President Volodymyr Zelensky asked the US to resume aid. The US agreed to resume aid.\n"
    "He signed the deal on Friday. Washington and the Kremlin said nothing.\n"
    "TRUMP ADMINISTRATION WAITS\n"
    "The Trump administration did not help us. Mr Trump left."
)
COMMENTS = "2 Comments\nBerta\nRussia must pay for this!\nAnton\nAgreed.\nCarla\nAgreed.\n"
TEXT = BODY + "\n" + COMMENTS


def span(words, after=""):
    start = TEXT.index(words, TEXT.index(after))
    return Span(start, start + len(words))


@pytest.fixture
def page():
    """An article of five lines with three comments."""
    blocks, start = [], 0
    for line in BODY.split("\n"):
        blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    postings = (
        Posting(span("Russia must pay for this!"), span("Berta")),
        Posting(span("Agreed.", "Anton"), span("Anton")),
        Posting(span("Agreed.", "Carla"), span("Carla")),
    )
    return Page(Article("a", "news/a.txt", TEXT, published="2025-03-12"), tuple(blocks), postings)


@pytest.fixture
def ground(page, catalog):
    """Return a function that grounds records and returns the draft."""
    return lambda *records, catalog=catalog: ground_draft(Draft(page, records), catalog)


def demand(**values):
    return DraftRecord("Demand", {"demanders": (), "evidence": ("asked the US to resume aid",), **values})


def actor(name, *aliases, **values):
    return DraftRecord("Actor", {"name": name, "aliases": aliases, "kind": "state", **values}, key=name)


def values_of(draft, number=0):
    return draft.records[number].values


def problems_of(draft):
    return [failure.error.problem for failure in draft.dropped]


def test_strings_become_places(ground):
    """A quotation given as a string is located, other values are kept as they are."""
    draft = ground(demand(demanders=("x",), content="resume aid"))

    assert values_of(draft) == {
        "demanders": ("x",),
        "evidence": (Located(span("asked the US to resume aid")),),
        "content": Located(span("resume aid")),
    }
    assert draft.dropped == ()


def test_occurrence_inside_the_evidence_is_chosen(ground):
    """Of several places the one in the record's evidence is meant."""
    draft = ground(demand(content="resume aid", evidence=("The US agreed to resume aid.",)))

    assert values_of(draft)["content"].span == span("resume aid", "agreed")


def test_evidence_that_stands_twice_is_chosen_by_the_other_values(ground):
    """Evidence of several places is taken nearest to what has only one."""
    draft = ground(demand(content="agreed", evidence=("resume aid",)))

    assert values_of(draft)["evidence"] == (Located(span("resume aid", "agreed")),)


def test_how_it_was_found_is_told(ground):
    """Folded and fuzzy quotations carry how they were found; an altered fact asks for review."""
    draft = ground(demand(content="RESUME AID", evidence=("Volodymyr Zelensky never asked the US to resume aid",)))

    (evidence,) = values_of(draft)["evidence"]
    assert values_of(draft)["content"].match == "folded"
    assert values_of(draft)["content"].score is None
    assert (evidence.match, evidence.review) == ("fuzzy", True)
    assert 0.9 < evidence.score < 1


def test_dates_get_their_meaning(ground):
    """A date given as a string is worked out with the article's own date."""
    meeting = DraftRecord(
        "Meeting", {"participants": (), "status": "held", "date": "Tuesday", "evidence": ("met in Jeddah on Tuesday",)}
    )

    assert values_of(ground(meeting))["date"] == Located(span("Tuesday"), iso="2025-03-11")


def test_what_is_located_already_is_kept(ground):
    """A backend's own places pass through untouched."""
    place = Located(span("Jeddah"), match="fuzzy", score=0.5)
    meeting = DraftRecord(
        "Meeting", {"participants": (), "place": place, "evidence": (Located(span("met in Jeddah")),)}
    )

    assert values_of(ground(meeting))["place"] is place


@pytest.mark.parametrize("wrong", [Span(5, 5), Span(-1, 4), Span(0, 10_000), Span(9, 3)])
def test_a_place_outside_the_text_is_none(ground, wrong):
    """Offsets that the text does not have are not written."""
    draft = ground(demand(content=Located(wrong)))

    assert draft.records == ()
    assert problems_of(draft) == [
        f'demand left out: demands.content is not in the article: "{wrong.start}-{wrong.end}"'
    ]


def test_a_required_quotation_that_is_not_there_drops_the_record(ground):
    """The record is left out as one failure, with what was quoted, where, and the nearest text."""
    draft = ground(
        demand(content="resume the flow of weapons and money", evidence=("nobody said so",)), demand(content="aid")
    )

    (failure,) = draft.dropped
    assert len(draft.records) == 1
    assert isinstance(failure.error, GroundingError)
    assert failure.error.problem == (
        'demand left out: demands.content is not in the article: "resume the flow of weapons and money"'
    )
    assert failure.error.where == "news/a.txt, demand 1"
    assert (failure.uri, failure.article_id) == ("news/a.txt", "a")


def test_the_nearest_text_is_the_remedy(ground):
    """The message of a miss shows what the article has instead."""
    draft = ground(demand(content="Zelensky has asked Europe to end all support"))

    assert draft.dropped[0].error.remedy.startswith('nearest text: "Zelensky asked')


def test_an_optional_quotation_that_is_not_there_becomes_null(ground):
    """The record stays, and the miss is told."""
    meeting = DraftRecord("Meeting", {"participants": (), "place": "Riyadh", "evidence": ("met in Jeddah on Tuesday",)})
    draft = ground(meeting)

    assert values_of(draft)["place"] is None
    assert problems_of(draft) == ['meetings.place is not in the article: "Riyadh"']


def test_elements_of_a_list_are_left_out_one_by_one(ground):
    """Evidence that is not there goes, the rest stays."""
    draft = ground(
        demand(content="resume aid", evidence=("asked the US to resume aid", "sanctions were lifted at once"))
    )

    assert values_of(draft)["evidence"] == (Located(span("asked the US to resume aid")),)
    assert problems_of(draft) == ['demands.evidence is not in the article: "sanctions were lifted at once"']


@pytest.mark.parametrize("evidence", [(), ("sanctions were lifted at once",)])
def test_an_event_without_evidence_is_dropped(ground, evidence):
    """What no sentence states is no event."""
    draft = ground(demand(content="resume aid", evidence=evidence))

    assert draft.records == ()
    assert draft.dropped[0].error.problem.startswith("demand left out: ")


def test_a_missing_required_value_drops_the_record(ground):
    """A required quotation that a backend left out is told as such."""
    draft = ground(demand())

    assert problems_of(draft) == ["demand left out: it has no content"]


def test_nothing_in_a_comment_makes_an_event(ground):
    """A quotation that stands only in a reader's comment is not in the article."""
    draft = ground(
        demand(content="pay for this", evidence=("Russia must pay for this!",)),
        demand(content=Located(span("pay for this")), evidence=(Located(span("Russia must pay for this!")),)),
    )

    assert draft.records == ()
    assert len(draft.dropped) == 2


def test_nothing_in_a_comment_makes_an_entity(ground):
    """A name that only a comment or a commenter has is nobody's; furniture neither."""
    draft = ground(actor("Berta"), actor("Russia"), actor("Comments"))

    assert draft.records == ()
    assert len(draft.dropped) == 3


def test_comments_are_grounded_in_the_postings(ground):
    """A passage's text is looked for in the comments, nearest to its author."""
    comment = DraftRecord("Comment", {"author": "Carla", "text": "agreed."}, key="1")

    assert values_of(ground(comment))["text"] == Located(span("Agreed.", "Carla"), match="folded")


def test_a_comment_made_of_the_body_is_dropped(ground):
    """What no reader wrote is no comment; an author whom nobody displays is null."""
    draft = ground(
        DraftRecord("Comment", {"author": "Berta", "text": "He signed the deal on Friday."}, key="1"),
        DraftRecord("Comment", {"author": "Zelensky", "text": "Russia must pay for this!"}, key="2"),
    )

    assert [record.values["author"] for record in draft.records] == [None]
    assert len(draft.dropped) == 2


def test_mentions_are_found(ground):
    """Every whole-word place of names and aliases in the body is a mention, in order."""
    draft = ground(actor("Volodymyr Zelensky", "Zelensky"), actor("Kremlin"))

    assert values_of(draft, 0)["mentions"] == (Located(span("Volodymyr Zelensky")),)
    assert values_of(draft, 1)["mentions"] == (Located(span("Kremlin")),)


def test_capitals_of_a_name_are_kept(ground):
    """The pronoun "us" does not name the US; a headline in capitals names the administration."""
    draft = ground(actor("US"), actor("Trump administration"))

    assert [place.span.of(TEXT) for place in values_of(draft, 0)["mentions"]] == ["US"] * 3
    assert [place.span for place in values_of(draft, 1)["mentions"]] == [
        span("TRUMP ADMINISTRATION"),
        span("Trump administration"),
    ]


def test_a_name_in_a_longer_name_is_no_mention(ground):
    """The Trump administration is not a mention of Trump."""
    draft = ground(actor("Trump"), actor("Trump administration"))

    assert [place.span for place in values_of(draft, 0)["mentions"]] == [span("Trump", "Mr")]


def test_mentions_that_a_backend_gives_are_kept(ground):
    """Only entities without mentions get them."""
    given = (Located(span("Washington")),)

    assert values_of(ground(actor("Washington", mentions=given)))["mentions"] == given


def test_aliases_and_titles_that_are_not_there_are_left_out(ground):
    """What the article does not call somebody is no name of his, and is told."""
    draft = ground(actor("Volodymyr Zelensky", "Zelensky", "Ze", title="Prime Minister"))

    assert values_of(draft)["aliases"] == ("Zelensky",)
    assert values_of(draft)["title"] is None
    assert problems_of(draft) == [
        'actors.aliases is not in the article: "Ze"',
        'actors.title is not in the article: "Prime Minister"',
    ]


def test_another_spelling_of_a_name_gives_way_to_the_article_s(ground):
    """A name is written as the article spells it."""
    draft = ground(actor("Volodymyr Zelenskyy"))

    assert values_of(draft)["name"] == "Volodymyr Zelensky"
    assert problems_of(draft) == ['actors.name is not in the article: "Volodymyr Zelenskyy"']


def test_a_name_that_is_not_there_gives_way_to_the_longest_alias(ground):
    """An entity goes by what the article calls it."""
    draft = ground(actor("Executive Office of the President", "Trump administration"))

    assert values_of(draft)["name"] == "Trump administration"
    assert values_of(draft)["aliases"] == ()


def test_the_usual_name_of_a_state_may_be_written(ground):
    """A reader knows whose seat the Kremlin is: the state's name need not be in the body."""
    draft = ground(actor("Russia", "the Kremlin"))

    assert values_of(draft)["name"] == "Russia"
    assert values_of(draft)["mentions"] == (Located(span("the Kremlin")),)
    assert draft.dropped == ()


@pytest.mark.parametrize("value", [3, 2.5, True, ("resume aid", "aid"), "", " ", Located(Span(0, 3)), None, (None,)])
def test_values_of_any_shape_do_not_raise(ground, value):
    """Whatever a backend wrote, the answer is a record or a failure."""
    draft = ground(demand(content=value), actor("US", title=value), DraftRecord("Comment", {"text": value}, key="1"))

    assert len(draft.records) + len(draft.dropped) >= 3


def test_any_schema_is_grounded(ground, tmp_path):
    """A schema of the user's, with a list of quotations of least length two, is treated like the package's."""
    (tmp_path / "pact.py").write_text(
        '"""Pacts."""\n'
        "from typing import Annotated\n"
        "from pydantic import Field\n"
        "from extract.schema import Event, Quote, THEME\n\n\n"
        "class Pact(Event):\n"
        '    """Two who agree."""\n\n'
        '    terms: Annotated[list[Quote], THEME] = Field(min_length=2, description="What is agreed.")\n'
    )
    catalog = load_catalog(tmp_path)
    evidence = ("He signed the deal on Friday.",)
    draft = ground(
        DraftRecord("Pact", {"terms": ("the deal", "Friday"), "evidence": evidence}),
        DraftRecord("Pact", {"terms": ("the deal", "a hundred tanks"), "evidence": evidence}),
        catalog=catalog,
    )

    assert [record.values["terms"] for record in draft.records] == [
        (Located(span("the deal")), Located(span("Friday")))
    ]
    assert problems_of(draft) == ['pact left out: pacts.terms is not in the article: "a hundred tanks"']
