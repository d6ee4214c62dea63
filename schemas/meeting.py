"""Who met whom, where and when."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from extract.schema import PARTICIPANT, PLACE, TIME, Compare, Cues, Event, Match, Modality, Quote, Ref, When


class Meeting(Event):
    """One occasion on which two or more actors talk to each other, in person, by phone or by video.

    A particular occasion, past, present or planned: meeting, talks, round of negotiations, summit, visit that includes
    talks, conference, phone call, debate between candidates. Not: talks in general, a rally, a press conference, a
    speech, an interview, a court hearing, a routine sitting of a parliament. One occasion, one record; two rounds are
    two.
    """

    position: ClassVar[int] = 1
    match: ClassVar[Match] = Match((("spans", "evidence"), ("common", "participants")))

    participants: Annotated[list[Ref["Actor"]], PARTICIPANT, Compare("share", at_least=0.5)] = Field(
        description="The actors that attended, attend or are to attend; states and those who come for them alike."
    )
    place: Annotated[Quote | None, PLACE, Compare("overlap")] = Field(
        default=None, description="Where, as written; the most specific mention."
    )
    date: Annotated[When | None, TIME, Compare("date")] = Field(default=None, description="When, as written.")
    status: Annotated[
        Literal["held", "planned", "cancelled", "proposed"],
        Modality(actual="held", future="planned", negated="cancelled", possible="proposed"),
        Compare("same"),
    ] = Field(
        description=(
            "held: took place or is under way. planned: scheduled, announced, expected. cancelled: called off, "
            "refused, did not happen. proposed: only suggested."
        )
    )

    cues = (
        Cues(
            "{participants} [meet|convene|negotiate|confer]",
            "{participants} have [dinner|lunch|breakfast] with {participants}",
            "{participants} [speak|talk] by [phone|telephone]",
            "{participants} meet {participants:not reporter|journalist|press|target|deadline|demand|need|goal}",
            "{participants} [meet|talk|speak|confer|consult|negotiate|sit down] with"
            " {participants:not reporter|journalist|press|media}",
            "{participants} [hold|have|begin|start|open|resume|continue|end|finish|attend|join|host|conclude|adjourn"
            "|convene|schedule|plan|lead|chair|mediate|boycott|enter|suspend|leave"
            "|take part in|participate in|walk out of]"
            " [talks|meeting|negotiations|summit|discussions|conference|consultations|debate]",
            "{participants} [hold|have|begin|start|resume|continue|end|conclude]"
            " [talks|meeting|negotiations|summit|discussions|consultations|conversation] with {participants}",
            "[talks|meeting|negotiations|summit|conference|discussions|debate|conversation|consultations]"
            " between {participants} and {participants}",
            "a [phone|telephone] call between {participants} and {participants}",
            "{participants}'s [talks|meeting|negotiations|summit|discussions|consultations|conversation] with"
            " {participants}",
            "a [meeting|summit|conference|gathering] of {participants}",
            "the {participants} [summit|talks|meeting|conference|negotiations]",
            "[talks|meeting|negotiations|summit] with {participants}",
            "{participants} [host|receive|telephone|phone] {participants:not patient|refugee|visitor|award|aid|call}",
        )
        + Cues(
            "{participants} [cancel|postpone|call off]"
            " [talks|meeting|negotiations|summit|discussions|conference|consultations|debate]",
            status="cancelled",
        )
        - Cues("a [press|news] conference")
    )
