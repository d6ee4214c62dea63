"""Lines that say whose a comment is and when it was posted, as pages word them: the name without what is around it."""

from __future__ import annotations

import re

from extract.segmentation.furniture import is_buttons
from extract.segmentation.timestamps import MOMENT

LONGEST = 80
"""Characters of an author or a moment as displayed."""

_VERBS = (
    r"(?:says?|said|wrote|writes?|commented|comments|replied|replies|posted|responded|adds|added|submitted|left"
    r"|asked)"
)
_STAMP = re.compile(
    rf"[\W_]*(?:{_VERBS}\s*)?(?:(?:this|a comment|a reply)\s*)?(?:(?:on|at)\s+)?[\W_]*(?P<posted>{MOMENT})"
    rf"[\W_]*(?:UTC|GMT)?[\W_]*(?:[a-z]{{3}}\))?[\W_]*(?:edited|{_VERBS}|by)?[\W_]*",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^(?:[\W_]*(?:comment |reply |response |message )?(?:{_VERBS}\s+)?by\b:?|(?:comment|reply|posts?"
    rf"|message)\s+from\b:?"
    r"|(?:author|user|username|name|from|commenter|poster)\s*:)\s*",
    re.IGNORECASE,
)
_SAYS = re.compile(
    rf"(?:\s+{_VERBS}(?:\s+(?:on|at|in)\b.*)?|\s+(?:on|at))?(?:[\s:…,|·•»«—–>→▸▶↪~@-]|\.\.\.)*$", re.IGNORECASE
)
_STANDING = re.compile(
    r"\s*[(\[](?:not"
    r" verified|unverified|verified|guest|visitor|author|op|mod(?:erator)?|admin(?:istrator)?|staff|member"
    r"|anonymous|editor|subscriber|registered(?: user)?|[\w-]+, #\d+)[^)\]]*[)\]]",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?<=\S)(?:\s*\([\s\d#]*\)|\s+\[[^\]]{0,20}\])+$")
"""A number, or a link such as [Link], behind a name."""
_BADGE = re.compile(
    r"[\W_]*(?:(?:top|rising|super|verified|senior|junior|new|active|trusted|regular|premium|global|forum|site"
    r"|community|vip"
    r"|registered|paid|digital)[ -]?)*(?:fan|commenter|commentator|contributor|mod|moderator|admin|administrator"
    r"|author|op|staff"
    r"|verified|subscriber|member|guest|pro|premium|plus|editor|journalist|reporter|patron|supporter|user|reader"
    r"|bot|veteran"
    r"|newbie|visitor|anonymous user|not verified|reader picks?|nyt picks?|guardian picks?|editors?['’]? picks?"
    r"|featured"
    r"|pinned|level \d+|lv\.? ?\d+|\d+ (?:posts?|comments?|points?|reputation|followers?))[\W_]*",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"(?:(?:in )?(?:reply|response|answer|replied|replies|replying|responding|responds?|responded|answering)"
    r" to:?\s*@?"
    r"|^[\W_]*to:?\s*@?|[@↳↪→▶▸➜⇒›»>]\s*)$",
    re.IGNORECASE,
)


def read_moment(text: str) -> str:
    """Return the moment that *text* tells, where it tells nothing else; else the empty text.

    >>> read_moment(" on March 3, 2021 at 10:02 am said: "), read_moment("The dam"), read_moment("On 3 March it rained")
    ('March 3, 2021 at 10:02 am', '', '')
    """
    found = _STAMP.fullmatch(text) if len(text) <= LONGEST else None
    return found["posted"] if found else ""


def clean_name(words: str) -> str:
    """Return the name that *words* display, without the words around it; the empty text where there is none.

    >>> clean_name("Posted by Jane:"), clean_name("Bo (not verified)"), clean_name("Jane wrote:"), clean_name("Reply")
    ('Jane', 'Bo', 'Jane', '')
    """
    name = _STANDING.sub("", " ".join(words.split()))
    name = _BRACKETS.sub("", name)
    name = _BY.sub("", name)
    name = _SAYS.sub("", name).lstrip(" ·•|—–-»:>").strip()
    if not name or len(name) > LONGEST or not any(map(str.isalnum, name)) or is_buttons(name) or read_moment(name):
        return ""
    if re.match(r"\w+:\s*\S", name):  # "Posts: 900"
        return ""
    return name


def is_badge(text: str) -> bool:
    """Return whether *text* only tells a reader's standing: "Top commenter", "Moderator", "12 posts"."""
    return bool(_BADGE.fullmatch(text))


def answers_somebody(text: str) -> bool:
    """Return whether the name after *text* is that of the one who is answered."""
    return bool(_ANSWERING.search(text.rstrip()))
