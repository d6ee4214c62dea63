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
        "{demanders} [demand|request|urge] {content}",
        "{demanders} [demand|request|seek|want|expect] {content} from {addressees}",
        "{demanders} [urge|ask|demand|order|tell|want|press|pressure|push|encourage|instruct|direct|command|implore|beg"
        "|warn|advise|require|lobby|petition|exhort|challenge|compel|oblige|expect|persuade|summon|beseech|caution"
        "|call on|appeal to|count on] {addressees} to"
        " {content:not know|understand|believe|think}",
        "{demanders} [call|appeal|press|push|plead|ask|lobby|campaign|petition|beg|fight] for"
        " {content:not talk|dialogue|negotiation|cooperation}",
        "{demanders} [want|like] to see {content}",
        "{demanders} [call|appeal|push|ask|press] for {addressees} to {content}",
        "{demanders} [ask|press|petition|lobby|call on|look to] {addressees} for {content}",
        "{demanders} [insist|demand|request|ask|urge|recommend|require|order|rule|say|declare|announce|conclude|stress"
        "|warn|argue|add|state|emphasize|believe|write|reiterate|repeat] that {addressees} must {content}",
        "{demanders} tell {addressees} that they must {content}",
        "{demanders}'s [demand|call|request|appeal|plea|push|pressure|petition] for {content}",
        "{demanders}'s [demand|call|request|appeal|plea|pressure|ultimatum|desire|wish] for {addressees} to {content}",
        "{demanders}'s [demand|request|order|appeal|call|ultimatum|warning] to {addressees} to {content}",
        "{demanders}'s [demand|request|insistence|condition|order] that {addressees} must {content}",
        "{demanders} insist on {content:not keep|maintain|stay|remain|retain|pay|go|see|do}",
        "{demanders}'s pressure on {addressees} to {content}",
        "{demanders} warn {addressees} against {content}",
        "{demanders} [want|seek] {content:ban|end|halt|inquiry|investigation|guarantee|assurance|apology|compensation"
        "|justice|withdrawal|return|release|removal|resignation|reform|answer|action|explanation|clarification|right"
        "|lifting|extradition|damages|change|concession|increase|cut|suspension|closure|review|recognition|access"
        "|permission|approval|extension|postponement|cancellation|arrest|probe|audience|commitment|pledge|assistance"
        "|support|aid|sanction|hike|rise|delay|ballot|vote|referendum|fund|funding|money|help|agreement}",
        "{demanders}'s [demand|request|plea|ultimatum|pressure] to {content}",
        "{demanders}'s [demand|request|condition] is {content}",
        "{demanders} [threaten|refuse|vow|agree|offer|promise|say|warn|declare|insist] unless {addressees} {content}",
        "{demanders} [say|declare|announce|insist|warn|refuse|vow] until {addressees} {content}",
        "{demanders} [threaten|vow|agree|offer|promise|pledge] if {addressees} {content}",
    )
