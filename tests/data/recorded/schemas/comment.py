"""What readers said."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from extract.schema import (
    AUTHOR,
    IGNORED,
    MENTIONED,
    POSTED,
    REPLY_TO,
    TEXT,
    Compare,
    Match,
    Passage,
    Quote,
    Ref,
    Tone,
    When,
)


class Comment(Passage):
    """A reader's comment under the article: the whole of it, without the headings, counts, buttons and dates around it.

    Nothing inside a comment makes an actor or an event.
    """

    match: ClassVar[Match] = Match((("same_text", "text"),))

    author: Annotated[str | None, AUTHOR, Compare("same")] = Field(description="The author as displayed.")
    text: Annotated[Quote, TEXT, Compare("ignored")] = Field(description="The whole comment, verbatim.")
    posted: Annotated[When | None, POSTED, IGNORED] = Field(
        default=None, description="When it was posted, as displayed."
    )
    reply_to: Annotated[Ref["Comment"] | None, REPLY_TO, IGNORED] = Field(
        default=None, description="The comment that this one answers."
    )
    mentions: Annotated[list[Ref["Actor"]], MENTIONED, IGNORED] = Field(
        default=[], description="The article's actors that it names."
    )
    sentiment: Annotated[
        Literal["positive", "neutral", "negative"] | None,
        Tone(positive="positive", neutral="neutral", negative="negative"),
        IGNORED,
    ] = Field(default=None, description="The tone of the comment; null where nobody judged it.")
