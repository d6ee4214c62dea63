"""Draft records become records: ids given, references resolved, the order of the text."""

import pytest

from extract.catalog import load_catalog
from extract.resolve import slug_of, to_records
from extract.stages import Article, Draft, DraftRecord, Located, Page, Span

TEXT = "Norway asked Sweden. Denmark asked Norway. Norway asked Denmark and Norway."
NAMES = "Norway Sweden Denmark".split()


@pytest.fixture(scope="module")
def catalog(declare):
    return load_catalog(declare())


def at(words, nth=0):
    """Return where the *nth* occurrence of *words* stands."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Located(Span(start, start + len(words)))


def party(name, key=None, place=None, **more):
    return DraftRecord(
        "Party", {"name": name, "kind": "body", "mentions": (place or at("Norway"),), **more}, key or name
    )


def plea(evidence, **values):
    return DraftRecord("Plea", {"askers": (), "wish": at("asked"), "evidence": (evidence,), **values})


@pytest.fixture(scope="module")
def resolve(catalog):
    """Return a function that gives the lists of records for drafts."""

    def resolve_drafts(*records):
        return to_records(Draft(Page(Article("a", "a.txt", TEXT), ()), records), catalog)

    return resolve_drafts


def test_entities_stand_in_the_order_of_their_first_mention(resolve):
    """Whatever the order in which a backend gave them."""
    found = resolve(*(party(name, place=at(name)) for name in reversed(NAMES)))

    assert [one["id"] for one in found["parties"]] == ["norway", "sweden", "denmark"]


def test_events_stand_in_the_order_of_their_evidence_and_are_numbered(resolve):
    """The first evidence counts, not where a slot's words stand."""
    later, earlier = plea(at("Denmark asked Norway"), wish=at("asked")), plea(at("Norway asked Sweden"))
    found = resolve(later, earlier)

    assert [(one["id"], one["evidence"][0]["text"]) for one in found["pleas"]] == [
        ("plea-1", "Norway asked Sweden"),
        ("plea-2", "Denmark asked Norway"),
    ]


def test_every_list_is_there(resolve):
    """A schema without records has an empty list."""
    assert resolve() == {"parties": [], "pleas": []}


def test_references_become_ids(resolve):
    """Keys of the draft give the ids of the records that they name, each once, in order."""
    found = resolve(
        party("Norway", "k1"), party("Sweden", "k2", at("Sweden")), plea(at("Norway asked"), askers=("k2", "k1", "k2"))
    )

    assert found["pleas"][0]["askers"] == ["sweden", "norway"]


def test_references_to_nothing_are_left_out(resolve):
    """What the draft does not have cannot be referred to."""
    found = resolve(party("Norway", "k1"), plea(at("Norway asked"), askers=("k1", "k9"), asked=("k8",)))

    assert (found["pleas"][0]["askers"], found["pleas"][0]["asked"]) == (["norway"], [])


def test_ids_are_unique_in_the_document(resolve):
    """Two records of one name get a number, as does an entity that is called like an event's id."""
    found = resolve(
        party("Norway", "k1"),
        party("NORWAY", "k2", at("Norway", 1)),
        party("Plea 1", "k3", at("Sweden")),
        plea(at("Norway asked"), askers=("k1", "k2", "k3")),
    )

    assert [one["id"] for one in found["parties"]] == ["norway", "plea-1", "norway-2"]
    assert found["pleas"][0]["id"] == "plea-1-2"
    assert found["pleas"][0]["askers"] == ["norway", "norway-2", "plea-1"]


def test_a_name_without_letters_gets_a_number(resolve):
    """An id is never empty."""
    assert [one["id"] for one in resolve(party("!?"), party("…", place=at("Sweden")))["parties"]] == [
        "party-1",
        "party-2",
    ]


def test_quotations_are_the_text_s_characters(resolve):
    """Text and offsets; how it was found only where it was not verbatim, the score to three digits."""
    fuzzy = Located(Span(0, 6), match="fuzzy", score=0.87654)
    found = resolve(plea(at("Norway asked Sweden"), wish=fuzzy, place=at("Sweden")))["pleas"][0]

    assert found["wish"] == {"text": "Norway", "start": 0, "end": 6, "match": "fuzzy", "score": 0.877}
    assert found["place"] == {"text": "Sweden", "start": 13, "end": 19}


def test_what_is_not_told_is_null_or_empty(resolve):
    """A value that may be null is, a list is empty, in the order of the declaration."""
    found = resolve(plea(at("Norway asked Sweden")))["pleas"][0]

    assert list(found) == ["id", "askers", "asked", "wish", "place", "outcome", "evidence"]
    assert (found["asked"], found["place"], found["outcome"]) == ([], None, None)


def test_a_default_is_left_to_the_declaration(declare):
    """A field that may not be null and has a default is not written as null."""
    outcome = 'outcome: Literal["open", "granted"] | None = Field(default=None, description="What came of it.")'
    with_default = outcome.replace(" | None", "").replace("default=None", 'default="open"')
    draft = Draft(Page(Article("a", "a.txt", TEXT), ()), (plea(at("Norway asked Sweden")),))
    found = to_records(draft, load_catalog(declare((outcome, with_default))))["pleas"][0]

    assert "outcome" not in found
    assert found["place"] is None


def test_optional_records_stay_so(resolve):
    """The mark of a golden is written where it is set, and only there."""
    one, other = plea(at("Norway asked Sweden"), optional=True), plea(at("Denmark asked Norway"))
    found = resolve(one, other)["pleas"]

    assert [record.get("optional") for record in found] == [True, None]
    assert "optional" not in found[1]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Donald Trump", "donald-trump"),
        ("Volodymyr Zelenskyy", "volodymyr-zelenskyy"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Kılıçdaroğlu", "kilicdaroglu"),
        ("U.S.", "u-s"),
        ("Lord's Resistance Army", "lords-resistance-army"),
        ("Lord’s Resistance Army", "lords-resistance-army"),
        ("  --A&B_c--  ", "a-b-c"),
        ("G7", "g7"),
        ("北京", "北京"),
        ("…", ""),
    ],
)
def test_slugs(name, slug):
    """Lower case, accents and apostrophes off, everything between words one hyphen."""
    assert slug_of(name) == slug
