"""Events of invented texts, read with declarations of the tests' own."""

from collections.abc import Callable
from typing import Any

import pytest

from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.entities.entities import find_entities
from extract.backends.embedded.events.events import find_events
from extract.backends.embedded.parsing.nlp import ParsedPage
from extract.catalog import Catalog, load_catalog
from extract.stages import Located

PUBLISHED = "2021-03-10"
"""A Wednesday: the date of every text read here."""

MORE_DECLARATIONS = '''
class Talk(Event):
    """Two or more talk to each other."""

    sides: Annotated[list[Ref["Party"]], PARTICIPANT] = Field(description="Who.")
    place: Annotated[Quote | None, PLACE] = Field(default=None, description="Where.")
    day: Annotated[When | None, TIME] = Field(default=None, description="When.")
    status: Annotated[
        Literal["held", "planned", "off", "idea"],
        Modality(actual="held", future="planned", negated="off", possible="idea"),
    ] = Field(description="Whether it takes place.")

    cues = Cues(
        "{sides} meet",
        "{sides} meet {sides}",
        "{sides} hold [talks|summit] with {sides}",
        "{sides} hold [talks|summit]",
        "[talks|summit] between {sides} and {sides}",
    )


class Offer(Event):
    """One side offers a deal to another."""

    makers: Annotated[list[Ref["Party"]], AGENT] = Field(description="Who offers it.")
    takers: Annotated[list[Ref["Party"]], RECIPIENT] = Field(default=[], description="Who may take it.")
    deal: Annotated[Quote, THEME] = Field(description="What is offered.")
    days: Annotated[int | None, Pattern(r"(\\d+) days")] = Field(default=None, description="For how long.")
    state: Annotated[Literal["open", "announced", "taken", "refused"], Modality(actual="open", future="announced")] = (
        Field(description="What became of it.")
    )

    cues = (
        Cues("{makers} [offer|propose] {deal}", "{makers}'s offer of {deal}")
        + Cues("{takers} accept {deal:truce|plan|offer}", state="taken")
        + Cues("{takers} reject {deal:truce|plan|offer}", state="refused")
    )
'''


Reading = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def read_events(nlp, declare, parse) -> Reading:
    """Return a function that gives the events of paragraphs of one schema: names for keys, words for quotations."""
    catalog = load_catalog(declare(("\nclass Plea(Event):", f"{MORE_DECLARATIONS}\n\nclass Plea(Event):")))
    return reading(catalog, CueBook(nlp, catalog), parse)


@pytest.fixture(scope="session")
def read_shipped(catalog, book, parse) -> Reading:
    """Return the same for the declarations that come with the package."""
    return reading(catalog, book, parse)


def reading(catalog: Catalog, book: CueBook, parse: Callable[..., ParsedPage]) -> Reading:
    """Return a function that gives the events of paragraphs of one schema."""

    def read_paragraphs(schema: str, *paragraphs: str, title: str = "") -> list[dict[str, Any]]:
        parsed = parse(*paragraphs, title=title, published=PUBLISHED)
        index, text = find_entities(parsed), parsed.page.article.text

        def plain(field: str, value: Any) -> Any:
            if isinstance(value, tuple):
                return [plain(field, one) for one in value]
            if isinstance(value, Located):
                return value.span.of(text) if value.iso is None else (value.span.of(text), value.iso)
            return index[value].name if catalog[schema].field(field).type == "ref" else value

        found = [one for one in find_events(parsed, index, book) if one.schema == schema]
        return [{name: plain(name, value) for name, value in one.values.items()} for one in found]

    return read_paragraphs
