"""From scores to records: entities that are one, and what refers to them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

import extract
from extract.backends.embedded.entities.entities import find_entities
from extract.backends.embedded.learned.decisions import Decider, Thresholds
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.scores import Filler, Scored, Scores
from extract.backends.embedded.learned.sheet import make_sheet
from extract.catalog import load_catalog
from extract.stages import DraftRecord

CATALOG = load_catalog()
HEADS = Heads.of(CATALOG)
TOKENIZER = Tokenizer.from_file(str(Path(extract.__file__).parent / "readers" / "political-news" / "tokenizer.json"))


@pytest.fixture
def page(parse):
    """A parsed page with three entities, its index and its sheet."""
    parsed = parse("Anna Keller met Omar Said in Graz.", "Mrs. Kellerova thanked Said.")
    index = find_entities(parsed)
    return index, make_sheet(parsed, index, (), HEADS, TOKENIZER, {})


def number_of(sheet, name):
    """Return the number of the entity that is named so."""
    (number,) = {
        number
        for number, one in enumerate(sheet.entities)
        if name in [sheet.parsed.text_of(place.first, place.end) for place in one.places]
    }
    return number


def decided(page, linked, *, asked=None, events=(), thresholds=None):
    """Return what is decided where entities are one with the chances of *linked*, by pairs of names."""
    index, sheet = page
    pairs = {tuple(sorted(number_of(sheet, one) for one in pair)): chance for pair, chance in linked.items()}
    is_entity = np.full((len(sheet.entities), 1), 0.9)
    for name, chance in (asked or {}).items():
        is_entity[number_of(sheet, name)] = chance
    values = np.zeros((len(sheet.entities), len(HEADS.entity_values)))
    scores = Scores(tuple(sheet.entities), is_entity, values, tuple(events), linked=pairs)
    return Decider(sheet, scores, HEADS, CATALOG, thresholds or Thresholds()).decide(index)


def names(found):
    """Return the names and aliases of each person."""
    return [(one.name, one.aliases) for one in found.index.entities if one.name != "Graz"]


def test_two_names_of_one_entity_are_written_once(page):
    """It is called as the one is that is likelier asked for; the other's names are aliases, its mentions its own."""
    found = decided(page, {("Anna Keller", "Kellerova"): 0.8}, asked={"Kellerova": 0.4})
    assert names(found) == [("Anna Keller", ("Kellerova",)), ("Omar Said", ("Said",))]
    keller = found.index.entities[0]
    assert [page[1].parsed.text_of(one.start, one.end) for one in keller.mentions] == ["Anna Keller", "Kellerova"]
    assert all(found.index[key] for keys in found.index.by_token.values() for key in keys)


def test_what_is_hardly_one_stays_two(page):
    """Below the threshold nothing is joined."""
    assert len(names(decided(page, {("Anna Keller", "Kellerova"): 0.4}))) == 3


def test_a_chain_is_no_group(page):
    """A third that is like one of two, and not like the other, does not join them."""
    chances = {("Anna Keller", "Kellerova"): 0.9, ("Kellerova", "Omar Said"): 0.6, ("Anna Keller", "Omar Said"): 0.01}
    assert names(decided(page, chances)) == [("Anna Keller", ("Kellerova",)), ("Omar Said", ("Said",))]


def test_an_event_refers_to_the_one(page):
    """Whichever of the two fills the field, and once where both do."""
    _, sheet = page
    number = next(n for n, one in enumerate(HEADS.events) if one.schema == "Meeting")
    columns = [one.field for one in HEADS.events[number].arguments]
    chance = np.asarray([0.9 if one == "participants" else 0.0 for one in columns])
    fillers = tuple(
        Filler(n, sheet.entities[n].places[0], chance)
        for n in (number_of(sheet, name) for name in ("Kellerova", "Anna Keller", "Omar Said"))
    )
    event = Scored(sheet.sentence_candidate(number, "Meeting", 0), 0.9, np.zeros(len(HEADS.event_values)), fillers)
    found = decided(page, {("Anna Keller", "Kellerova"): 0.8}, asked={"Kellerova": 0.4}, events=[event])
    (meeting,) = found.events
    assert [found.index[key].name for key in meeting.values["participants"]] == ["Anna Keller", "Omar Said"]


def test_an_entity_fills_one_field_of_an_event(page):
    """The likelier one: nobody demands anything of himself."""
    _, sheet = page
    number = next(n for n, one in enumerate(HEADS.events) if one.schema == "Demand")
    columns = [one.field for one in HEADS.events[number].arguments]

    def filler(name, **chances):
        known = number_of(sheet, name)
        return Filler(known, sheet.entities[known].places[0], np.asarray([chances.get(one, 0.0) for one in columns]))

    fillers = (
        filler("Anna Keller", demanders=0.9, addressees=0.6),
        filler("Omar Said", demanders=0.6, addressees=0.7),
    )
    event = Scored(sheet.span_candidate(number, 1, 4), 0.9, np.zeros(len(HEADS.event_values)), fillers)
    found = decided(page, {}, events=[event])
    (demand,) = found.events
    named = {name: [found.index[key].name for key in demand.values[name]] for name in ("demanders", "addressees")}
    assert named == {"demanders": ["Anna Keller"], "addressees": ["Omar Said"]}


def test_plain_values_are_found_by_their_patterns(parse, declare):
    """Also where no cue found the event: the number stands in the sentence that states it."""
    days = 'days: Annotated[int | None, Pattern(r"(\\d+) days")] = Field(default=None, description="For how long.")'
    outcome = 'outcome: Literal["open", "granted"]'
    catalog = load_catalog(declare((outcome, f"{days}\n    {outcome}")))
    heads = Heads.of(catalog)
    parsed = parse("Anna Keller would like Omar Said to wait 30 days.", "It took 12 days.")
    index = find_entities(parsed)
    sheet = make_sheet(parsed, index, (), heads, TOKENIZER, {})
    event = Scored(sheet.span_candidate(0, 6, 10), 0.9, np.zeros(len(heads.event_values)), ())
    empty = np.zeros((len(sheet.entities), 1)), np.zeros((len(sheet.entities), len(heads.entity_values)))
    scores = Scores(tuple(sheet.entities), *empty, (event,))
    (plea,) = Decider(sheet, scores, heads, catalog, Thresholds()).decide(index).events
    assert plea.values["days"] == 30


@pytest.mark.parametrize(("chance", "told"), [(0.1, 0), (0.3, 1), (0.6, 2)])
def test_what_the_cues_found_too_has_a_threshold_of_its_own(page, chance, told):
    """Of two candidates with the same chance the one may be told and the other not."""
    _, sheet = page
    number = next(n for n, one in enumerate(HEADS.events) if one.schema == "Demand")
    alone = sheet.span_candidate(number, 1, 4)
    cued = replace(sheet.span_candidate(number, 5, 7), cue=DraftRecord("Demand", {}))
    events = [Scored(one, chance, np.zeros(len(HEADS.event_values)), ()) for one in (alone, cued)]
    thresholds = Thresholds(events={"Demand": 0.5}, cued={"Demand": 0.2})
    assert len(decided(page, {}, events=events, thresholds=thresholds).events) == told
