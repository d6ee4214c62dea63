"""Who proposed what to whom, and what became of it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from extract.schema import AGENT, RECIPIENT, THEME, Compare, Cues, Event, Match, Modality, Quote, Ref


class Proposal(Event):
    """An actor puts forward a course of action for others to accept, join or decide on, or says that it will.

    Propose, offer, suggest, table, introduce a bill, draft a resolution, invite to join, present a plan, nominate,
    float. A named deal, plan or bill on the table counts where nobody is named as its author: its proposers are then
    the parties that would sign it. If only the other side would have to act, it is a demand. Not: a decision that the
    actor takes alone, a pledge that asks for nobody's consent, a suggestion by the article's author.
    """

    position: ClassVar[int] = 3
    match: ClassVar[Match] = Match((("content", "content"),))

    proposers: Annotated[list[Ref["Actor"]], AGENT, Compare("common")] = Field(
        description="Who puts it forward; the parties that would sign it where nobody is named as its author."
    )
    recipients: Annotated[list[Ref["Actor"]], RECIPIENT, Compare("common")] = Field(
        default=[], description="Who is to accept or decide, where told or plainly implied."
    )
    content: Annotated[Quote, THEME, Compare("ignored")] = Field(
        description="What is proposed, without the words for proposing."
    )
    status: Annotated[
        Literal["planned", "made", "accepted", "rejected"],
        Modality(actual="made", future="planned", negated=None, possible="planned"),
        Compare("same"),
    ] = Field(
        description=(
            "planned: will or may be put forward. made: on the table, pending. accepted: agreed, signed, passed. "
            "rejected: refused, voted down, withdrawn. The latest that the article tells."
        )
    )

    cues = (
        Cues(
            "{proposers} [propose|suggest|float|moot|pitch] {content}",
            "{proposers} offer {content:resignation|help|aid|support|assistance|deal|plan|truce|cease-fire|ceasefire"
            "|talk|negotiation|amnesty|asylum|mediation|compromise|concession|peace|compensation|protection|incentive"
            "|package|pardon|cooperation|guarantee|settlement|rise|loan|term|share|partnership|dialogue|solution|treaty"
            "|draft|agreement|proposal|increase|reform|withdrawal|reduction|cut|release|grant|credit|pause|swap|exchange}",
            "{proposers} put forward {content}",
            "{proposers} [offer|propose] to {content}",
            "{proposers} offer {content:not condolence|apology|thanks|prayer|sympathy|congratulation} to {recipients}",
            "{proposers} offer {recipients} {content:not condolence|apology|thanks|sympathy|opportunity|chance|option}",
            "{proposers} invite {recipients} to {content}",
            "{proposers} [introduce|present|submit|table|unveil|outline|draft|sponsor|circulate|file]"
            " {content:bill|plan|proposal|resolution|amendment|initiative|legislation|motion|draft|roadmap|package"
            "|offer|measure|law|deal|agreement|treaty}",
            "{proposers}'s [proposal|offer|suggestion|bill|resolution|motion|amendment] to {content}",
            "{proposers}'s [proposal|offer|suggestion|motion|bill|resolution] for {content}",
            "{proposers} vote on {content:bill|plan|proposal|resolution|amendment|legislation|motion|deal|treaty}",
            "{proposers} nominate {content}",
            "{proposers} [consider|weigh|mull] {content:proposal|plan|bill|offer|resolution|deal}",
            "{proposers} [negotiate|discuss|finalize|near]"
            " {content:deal|agreement|treaty|accord|pact|truce|cease-fire|ceasefire}",
        )
        + Cues(
            "{content:deal|agreement|treaty|accord|pact|truce|cease-fire|ceasefire} between {proposers} and"
            " {proposers}",
            "{proposers}'s {content:proposal|offer|initiative|bill}",
            "{proposers}'s [proposal|plan|bill|resolution] would {content}",
            "{recipients} [oppose|criticize] {content:proposal|plan|bill|amendment|resolution|legislation}",
            status="made",
        )
        + Cues(
            "{proposers} [sign|reach|strike|conclude|ratify|seal|ink|clinch|adopt|approve|pass]"
            " {content:deal|agreement|treaty|accord|pact|truce|cease-fire|ceasefire|bill|legislation|resolution|law"
            "|memorandum|contract|convention|compromise|amendment|protocol|document|declaration|budget|plan|measure"
            "|constitution|proposal|reform|package}",
            "{proposers} agree to {content}",
            "{proposers} agree to"
            " {content:deal|agreement|plan|truce|cease-fire|ceasefire|proposal|terms|compromise|swap|exchange|merger"
            "|withdrawal|extension|settlement}",
            "{proposers} agree on {content}",
            "{recipients} [accept|endorse|back|welcome]"
            " {content:offer|proposal|plan|deal|bill|initiative|invitation|pact|contract|settlement|compromise|terms"
            "|truce|cease-fire|ceasefire|treaty}",
            status="accepted",
        )
        + Cues(
            "{recipients} [reject|refuse|veto|dismiss|spurn|defeat]"
            " {content:offer|proposal|plan|bill|deal|resolution|amendment|agreement|motion|legislation|package|treaty"
            "|contract|pact|accord|idea|invitation|suggestion|terms|compromise|settlement|initiative|draft|budget}",
            status="rejected",
        )
    )
