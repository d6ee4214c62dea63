"""Who punished whom by which measure."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from extract.schema import AGENT, RECIPIENT, THEME, Compare, Cues, Event, Match, Modality, Quote, Ref


class Sanction(Event):
    """An actor restricts another's trade, money, travel or membership to punish or to press it, or says that it will.

    Impose sanctions, freeze assets, ban, embargo, blacklist, suspend, expel. One measure, one record, with its latest
    status. Not: a prison sentence, a fine by a court, a customs duty that is meant for revenue.
    """

    match: ClassVar[Match] = Match((("spans", "evidence"), ("common", "targets")))

    imposers: Annotated[list[Ref["Actor"]], AGENT, Compare("common")] = Field(
        description="Who imposes it; nobody where none is named."
    )
    targets: Annotated[list[Ref["Actor"]], RECIPIENT, Compare("common")] = Field(
        default=[], description="Who is to suffer it, where the article tells."
    )
    measure: Annotated[Quote | None, THEME, Compare("overlap")] = Field(
        default=None, description="What is imposed or withheld, as written, where it is named."
    )
    status: Annotated[
        Literal["imposed", "planned", "lifted"],
        Modality(actual="imposed", future="planned", negated=None, possible="planned"),
        Compare("same"),
    ] = Field(description="imposed: in force. planned: announced, threatened, considered. lifted: ended or suspended.")

    cues = (
        Cues(
            "{imposers} [impose|place|slap] {measure:sanction|embargo|ban} on {targets}",
            "{imposers} [sanction|blacklist|expel] {targets}",
            "{imposers} [suspend|exclude|bar|expel] {targets} from {measure}",
            "{imposers} add {targets} to [their|a] [blacklist|sanctions list]",
            "{imposers} freeze {measure:asset|account|fund} of {targets}",
            "{imposers} [ban|prohibit|halt|suspend|freeze|cut off]"
            " {measure:aid|trade|export|import|sale|delivery|flight|assistance|loan} to {targets}",
            "{imposers}'s {measure:sanction|embargo} [on|against] {targets}",
        )
        + Cues("{imposers} [consider|threaten] {measure:sanction|embargo} against {targets}", status="planned")
        + Cues("{imposers} [lift|ease|end] {measure:sanction|embargo|ban} [on|against] {targets}", status="lifted")
    )
