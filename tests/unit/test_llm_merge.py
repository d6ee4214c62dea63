"""Answers about pieces of one article become one record for each thing."""

from typing import Any

import pytest

from extract.backends.llm.merge import to_draft_records
from extract.catalog import Catalog, load_catalog
from extract.stages import Article, Block, DraftRecord, Page, Span

TEXT = (
    "President Ada Moor met Bo Lind of Norway in Tarn. Moor asked Lind to open the port. "
    "Later Moor asked Lind to open the road. Oslo said nothing."
)
PAGE = Page(Article("a", "a.txt", TEXT), (Block("paragraph", Span(0, len(TEXT))),))
SCHEMAS = """
from typing import Annotated, ClassVar, Literal
from pydantic import Field
from extract.schema import AGENT, COUNTRY, THEME, TITLE, Entity, Event, Labels, Match, Quote, Ref

class Body(Entity):
    "A body."
    kind: Annotated[Literal["person", "state"], Labels(person=("PERSON",), state=("COUNTRY",))] = Field(
        description="K."
    )
    title: Annotated[str | None, TITLE] = Field(default=None, description="T.")
    country: Annotated[str | None, COUNTRY] = Field(default=None, description="C.")

class Plea(Event):
    "A plea."
    pleaders: Annotated[list[Ref["Body"]], AGENT] = Field(description="P.")
    theme: Annotated[Quote, THEME] = Field(description="T.")
    tone: str | None = Field(default=None, description="O.")

class Talk(Event):
    "A talk."
    match: ClassVar[Match] = Match((("spans", "evidence"), ("common", "talkers")))
    talkers: list[Ref["Body"]] = Field(description="W.")
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "all.py").write_text(SCHEMAS)
    return load_catalog(folder)


def body(name: str, *aliases: str, kind: str = "person", title: str | None = None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "aliases": list(aliases), "title": title}


def plea(
    theme: str, *pleaders: str, evidence: str = "Moor asked Lind to open the port.", **more: Any
) -> dict[str, Any]:
    return {"evidence": [evidence], "pleaders": list(pleaders), "theme": theme, "tone": None} | more


def merged(catalog: Catalog, *answers: dict[str, list[dict[str, Any]]]) -> list[DraftRecord]:
    return to_draft_records(catalog, [(tuple(catalog), answer) for answer in answers], PAGE)


def test_one_entity_with_two_names_is_one_record(catalog: Catalog) -> None:
    """The fullest name, every other form an alias, and what either answer tells."""
    (record,) = merged(catalog, {"bodies": [body("Moor", title="President")]}, {"bodies": [body("Ada Moor", "Moor")]})

    assert record.key == "Ada Moor"
    assert record.values == {
        "name": "Ada Moor",
        "kind": "person",
        "aliases": ("Moor",),
        "title": "President",
        "country": None,
    }


def test_two_kinds_of_one_name_stay_apart(catalog: Catalog) -> None:
    """A model that calls a state by its president's alias does not make one of them."""
    records = merged(catalog, {"bodies": [body("Norway", "Oslo", kind="state"), body("Bo Lind", "Oslo")]})

    assert [record.key for record in records] == ["Norway", "Bo Lind"]
    assert records[0].values["country"] == "NOR"


def test_references_follow_the_merged_record(catalog: Catalog) -> None:
    """A name that became an alias leads to the record that it is an alias of; each reference is there once."""
    records = merged(
        catalog,
        {"bodies": [body("Moor")], "pleas": [plea("open the port", "Moor")]},
        {"bodies": [body("Ada Moor", "Moor")], "pleas": [plea("open the port", "Ada Moor")]},
    )

    (event,) = (record for record in records if record.schema == "Plea")
    assert event.values["pleaders"] == ("Ada Moor",)


def test_overlapping_themes_are_one_event(catalog: Catalog) -> None:
    """What two pieces tell of the same words is joined: evidence, references, and values that one has."""
    records = merged(
        catalog,
        {"bodies": [body("Ada Moor", "Moor"), body("Bo Lind")], "pleas": [plea("open the port", "Moor")]},
        {"pleas": [plea("to open the port", "Bo Lind", evidence="to open the port.", tone="asked")]},
    )

    (event,) = (record for record in records if record.schema == "Plea")
    assert event.values == {
        "evidence": ("Moor asked Lind to open the port.", "to open the port."),
        "pleaders": ("Ada Moor", "Bo Lind"),
        "theme": "open the port",
        "tone": "asked",
    }


def test_like_words_at_two_places_are_two_events(catalog: Catalog) -> None:
    """Opening the port is not opening the road, much as the words agree."""
    records = merged(catalog, {"pleas": [plea("open the port"), plea("open the road")]})

    assert [record.values["theme"] for record in records] == ["open the port", "open the road"]


def test_events_are_joined_by_their_declarations_rule(catalog: Catalog) -> None:
    """Here by overlapping evidence and somebody in common; without the latter they are two."""
    evidence = ["President Ada Moor met Bo Lind of Norway in Tarn."]
    bodies = [body("Ada Moor"), body("Bo Lind"), body("Norway", kind="state")]
    same = {"talks": [{"evidence": evidence, "talkers": ["Ada Moor", "Bo Lind"]}]}
    part = {"talks": [{"evidence": ["Ada Moor met Bo Lind of Norway"], "talkers": ["Bo Lind", "Norway"]}]}
    other = {"talks": [{"evidence": evidence, "talkers": ["Norway"]}]}

    def talks(*answers: dict[str, Any]) -> list[Any]:
        records = merged(catalog, {"bodies": bodies}, *answers)
        return [record.values["talkers"] for record in records if record.schema == "Talk"]

    assert talks(same, part) == [("Ada Moor", "Bo Lind", "Norway")]
    assert talks(same, other) == [("Ada Moor", "Bo Lind"), ("Norway",)]
