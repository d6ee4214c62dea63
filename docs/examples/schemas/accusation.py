"""Who accused whom of what."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from extract.schema import AGENT, RECIPIENT, THEME, Compare, Cues, Event, Match, Modality, Quote, Ref


class Accusation(Event):
    """An actor says that another did wrong: accuse, blame, charge, allege, denounce for, hold responsible.

    One wrong, one record, however often it is told. Not: a verdict, criticism that names no deed, an admission of
    one's own fault.
    """

    match: ClassVar[Match] = Match((("content", "wrong"),))

    accusers: Annotated[list[Ref["Actor"]], AGENT, Compare("common")] = Field(
        description="Who accuses; nobody where none is named."
    )
    accused: Annotated[list[Ref["Actor"]], RECIPIENT, Compare("common")] = Field(
        default=[], description="Who is said to have done it, where the article tells."
    )
    wrong: Annotated[Quote, THEME, Compare("ignored")] = Field(
        description="What the accused is said to have done, without the words for accusing."
    )
    status: Annotated[
        Literal["made", "denied"],
        Modality(actual="made", negated="denied"),
        Compare("same"),
    ] = Field(description="made: it stands. denied: the article tells that it was rejected or withdrawn.")

    cues = Cues(
        "{accusers} [accuse|suspect] {accused} of {wrong}",
        "{accusers} [blame|condemn|denounce|criticize|criticise|fault] {accused} for {wrong}",
        "{accusers} charge {accused} with {wrong}",
        "{accusers} blame {wrong} on {accused}",
        "{accusers} allege that {accused} {wrong}",
        "{accusers}'s [accusation|allegation|charge] of {wrong}",
        "{accusers}'s [accusation|allegation|charge] that {accused} {wrong}",
    )
