"""Who demanded what of whom."""

from typing import Annotated, ClassVar

from pydantic import Field

from extract.schema import AGENT, RECIPIENT, THEME, Compare, Cues, Event, Match, Quote, Ref


class Demand(Event):
    """An actor makes it known that another must, should or is asked to do something, or to stop or leave it.

    Demand, insist, call for, call on, urge, ask, request, appeal, order, summon, press for, require, set as a
    condition, warn to desist. One demand, one record, however often it is told; things demanded in one breath of the
    same addressee are one. Not: a wish that asks nobody to act, a forecast, a threat with nothing asked, what
    somebody says he himself will do, a demand mentioned without its content.
    """

    position: ClassVar[int] = 2
    match: ClassVar[Match] = Match((("content", "content"),))

    demanders: Annotated[list[Ref["Actor"]], AGENT, Compare("common")] = Field(
        description="Who demands; nobody where none is named."
    )
    addressees: Annotated[list[Ref["Actor"]], RECIPIENT, Compare("common")] = Field(
        default=[], description="Of whom, where the article says or plainly implies it."
    )
    content: Annotated[Quote, THEME, Compare("ignored")] = Field(
        description="What is demanded, without the words for demanding."
    )

    cues = Cues(
        "{demanders} [demand|seek|request] {content}",
        "{demanders} [call on|urge|ask] {addressees} to {content}",
        "{demanders} insist that {addressees} must {content}",
        "{demanders}'s demand for {content}",
    )
