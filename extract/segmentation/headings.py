"""The lines over readers' postings, and those that end them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from extract.segmentation.furniture import is_form, opens_list


@dataclass(frozen=True)
class Heading:
    """A line that says that readers' postings follow, and how sure that is.

    ``counted`` tells how many there are; ``named`` speaks of readers or invites to a discussion; ``bare`` is the word
    "comments" alone, ``topic`` another word, both of which an article could have as a heading too; ``invitation`` asks
    for a posting, which does not mean that there is one.
    """

    kind: Literal["counted", "named", "bare", "topic", "invitation"]
    count: int | None = None


LONGEST_COUNT = 60
"""Characters of a line that says how many comments there are."""
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_THING = r"(?:comments?|responses?|repl(?:y|ies)|thoughts?|reactions?)"
_WHO = r"(?:readers?|users?|viewers?|visitors?|audience|community|public)['’]?s?"
_COUNTED = re.compile(
    rf"(?:showing |viewing |view |show |read |all |see |there (?:is|are) )*(?P<count>\d[\d,]*"
    rf"|{'|'.join(_NUMBERS)})\+? "
    rf"(?:{_WHO} )?{_THING}(?: (?:on|to|for|about|in response to)\b.{{1,180}}(?<![.])| so far| and counting|"
    rf" (?:from|by) (?:our )?(?:readers|users)|"
    r" ?[|•·(—–,-].{1,60}| (?:sort|newest|oldest|best|share|add|leave).{0,40})?:?",
    re.IGNORECASE,
)
_COUNT_LAST = re.compile(
    rf"(?:{_WHO} )?(?:{_THING}|discussion|conversation)\s*(?:[(\[:|·•-]\s*|\s)(?P<count>\d[\d,]*)\s*[)\]]?"
    r"(?:\s*[|•·—–-].{1,40})?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"{_WHO} (?:{_THING}|feedback|opinions?|views?|discussion)|{_THING} (?:from|by) (?:our )?(?:readers|users"
    rf"|viewers)"
    r"|join the (?:discussion|conversation|debate)|what (?:our |you|your )?(?:readers )?(?:say|said|are saying|think)"
    r"|(?:latest|recent|top|all|featured|newest|selected|user) comments|comments? section|have your say|your"
    r" comments?"
    r"|discussion thread|the conversation|view comments|show comments",
    re.IGNORECASE,
)
_BARE = re.compile(r"comments?", re.IGNORECASE)
_TOPIC = re.compile(r"discussion|conversation|responses|replies|reactions", re.IGNORECASE)
_INVITATION = re.compile(
    r"(?:leave|post|add|write|submit|make|share)(?: (?:a|an|your|the|us a))? (?:new )?(?:reply|comment|response)s?"
    r"(?: to .{1,80}| below| here)?(?: cancel reply)?|cancel reply|comment now|reply to this (?:article|post)"
    r"|(?:what do you think|tell us what you think|got something to say|do you agree).{0,80}",
    re.IGNORECASE,
)


def read_heading(line: str) -> Heading | None:
    """Return what *line* announces, or None where it is not the heading of a thread.

    >>> read_heading("3 thoughts on “The bridge”"), read_heading("Comments (12)"), read_heading("Comments")
    (Heading(kind='counted', count=3), Heading(kind='counted', count=12), Heading(kind='bare', count=None))
    >>> read_heading("6 comments were made in the hearing."), read_heading("Leave a Reply")
    (None, Heading(kind='invitation', count=None))
    """
    line = " ".join(line.removesuffix("...").lstrip("#").strip("*_=—–-•|:!… ").split())
    if len(line) > 200:
        return None
    found = _COUNTED.fullmatch(line) or _COUNT_LAST.fullmatch(line)
    if found:
        count = _NUMBERS.get(found["count"].lower()) or int(found["count"].replace(",", ""))
        return Heading("counted", count) if count else None
    if _NAMED.fullmatch(line):
        return Heading("named")
    if _BARE.fullmatch(line) or _TOPIC.fullmatch(line):
        return Heading("bare" if _BARE.fullmatch(line) else "topic")
    return Heading("invitation") if _INVITATION.fullmatch(line) else None


def count_announced(lines: Iterable[str]) -> int | None:
    """Return how many comments the first line that tells it says that there are: "12 comments", not "two responses".

    >>> count_announced(["Talks stall", "Comments (12)", "3 comments"]), count_announced(["Two responses to the vote"])
    (12, None)
    """
    telling = (line for line in lines if len(line) <= LONGEST_COUNT and re.search(r"comments?\b", line, re.IGNORECASE))
    counts = (heading.count for line in telling if re.search(r"\d", line) and (heading := read_heading(line)))
    return next(filter(None, counts), None)


def ends_text(line: str) -> bool:
    """Return whether *line* cannot be a reader's: a form, a list of links, a notice, another heading of the thread."""
    heading = read_heading(line)
    return bool(
        (heading and heading.kind in ("counted", "invitation"))
        or is_form(line)
        or opens_list(line)
        or line.startswith("©")
    )
