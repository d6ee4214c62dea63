"""Who acts in the article."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from extract.schema import ALIASES, COUNTRY, IGNORED, TITLE, Compare, Entity, Labels


class Actor(Entity):
    """A person, state, organisation or group that does, says, wants, gets or undergoes something in the article.

    One actor, one record, however often it is named; a person and the state that the person leads are two. Not an
    actor: a place that is only a place, an outlet that is only the source of a report, somebody only alluded to in
    another's name, title or biography, the article's own author, a reader who comments.
    """

    acting: ClassVar[bool] = True

    kind: Annotated[
        Literal["person", "state", "organization", "group"],
        Labels(
            person=("PERSON", "OFFICE"),
            state=("COUNTRY",),
            organization=("ORG",),
            group=("NORP", "GROUP"),
        ),
        Compare("same"),
    ] = Field(
        description=(
            "person: a named person, or one known only by an office. state: a country and its government; its capital, "
            "seat or nationality used for the government is an alias of it. organization: anything with a name and "
            "members. group: people without a formal organisation."
        )
    )
    aliases: Annotated[list[str], ALIASES, IGNORED] = Field(
        default=[], description="Every other form that the article uses, pronouns and bare common nouns left out."
    )
    title: Annotated[str | None, TITLE, IGNORED] = Field(
        default=None, description="The office or title that stands beside the name."
    )
    country: Annotated[str | None, COUNTRY, IGNORED] = Field(
        default=None,
        pattern="^[A-Z]{3}$",
        description="ISO 3166-1 alpha-3 code of the state that it is or belongs to, where the article tells.",
    )
