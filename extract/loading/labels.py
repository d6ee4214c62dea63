"""What markup calls an element (its classes, ids, properties, slots), and what it is of a reader comment by that.

No engine's classes are listed: a name is taken apart into words, and the last word that means something decides.
``fyre-comment-username``, ``comment__author`` and ``Message-index__userName`` all name an author.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from extract.loading.shown import Node
from extract.segmentation.headings import read_heading

Part = Literal["author", "moment", "words", "subject", "answered", "aside"]
"""What an element holds of a comment; ``answered`` names the one whom it answers, ``aside`` is none of its words."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_AUTHOR = _set(
    "author username name nick nickname commenter commentor commentator poster byline fn displayname screenname"
    " fullname"
    " realname creator writer user hnuser login usr by who persona member contributor profile actor"
)
_SURE_AUTHOR = _set("author username nickname commenter displayname screenname poster")
_MOMENT = _set(
    "time date datetime timestamp ago timeago posted published created when age dateline elapsed submitted"
    " permalink moment"
    " utime postdate"
)
_WORDS = _set(
    "text content contents body message copy words markdown md usertext commtext richtext html bodytext txt msg"
    " cooked"
    " description encoded rtjson formatted quote"
)
_AROUND = _set(
    "wrapper container content contents body block inner box root area html message comment formatted raw index"
)
_SUBJECT = _set("title subject headline heading topic")
_ASIDE = _set(
    "reply replies action actions footer tools tool toolbar button buttons btn link links meta metadata head"
    " header avatar"
    " vcard rating ratings vote votes voting like likes liked share sharing control controls menu number badge"
    " badges flag"
    " flags report karma score points sr only hidden visuallyhidden screen signature sig edit edited count"
    " counter counts"
    " recommend recommends recommendations status location label tag tags flair rank role level info details"
    " userinfo stats"
    " dropdown tooltip moderation notice awards says reactions bio icon icons nav pagination pager ad ads advert"
    " awaiting"
    " upvote downvote thumbs verified options permalinks breadcrumb more expand toggle responses joined origin"
    " statistics respond form forms editor composer uid"
)
_NEUTRAL = _set(
    "wrapper wrap container inner outer root base component components item items element el block wp js c o u"
    " css module"
    " modules styles style sc is has index box row rows col column columns field fields primary secondary left"
    " right top"
    " bottom main first last odd even src app ui view area section group holder cell line span div p a e dt the"
    " node data"
    " rendered default list entry single js new own"
)
_SAYS_IT = _set(
    "comment comments commentlist commenting comm cmt cmts comtr ucomment usercomment usercomments disqus"
    " livefyre fyre"
    " isso coral hyvor commento remark42 giscus utterances openweb spcv viafoura graphcomment cusdis fbcomments ufi"
)
"""Words that say that an element is, or holds, reader comments; engines that are named for nothing else count."""
_MAY_SAY_IT = _set(
    "discussion discussions conversation conversations response responses reply replies talkback talkbacks"
    " thread threads"
    " reactions letters feedback forum posts post message messages topic community debate guestbook opinions"
)
_SAYS_OTHERWISE = _set(
    "count counts counter number link links icon form respond button btn closed policy rules recent latest most"
    " popular"
    " featured off no free open enabled teaser promo widget related bubble toggle cta login nav guidelines"
    " preview sidebar"
    " write add new editor composer input field textarea submit live liveblog opinion tone commentisfree template0"
)
_COMPOUND = re.compile(
    r"(comments?|posts?|reply|user|message|msg|author|time|date|published|created|display|screen|full|sub)"
    r"(author|user|name|nick|text|content|body|message|date|time|meta|header|head|footer|avatar|info|list|item"
    r"|box|block"
    r"|wrapper|wrap|container|entry|count|form|link|ago|stamp|poster|title|details|actions|profile|section|area"
    r"|thread|id"
    r"|row|card)"
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CODED = re.compile(r"(?<=[A-Za-z])__(?=[\w-]*[A-Z0-9])[\w-]{4,8}$|(?<=[a-z])-(?=\w*\d)[0-9a-f]{5,10}$")
"""The code that build tools put behind a class: ``Comment_body__3xYzA``."""
_NAMING = re.compile(
    r"class|id|itemprop|property|slot|part|role|data-(?:[\w-]*-)?(?:test-?id|testid|test|qa|component|hook|role"
    r"|class|type|cy|name"
    r"|element|module|view|area|bind|ui|e2e|purpose|block|region|section)"
)
_ANSWERED = re.compile(
    r"in[-_]?reply|reply[-_]?(?:ing[-_]?)?to(?![a-z])|replied|replying|parent[-_]?(?:link|author|user|name"
    r"|comment|post|preview)|mention|responding"
    r"|quoted|quote[-_]?author"
)
_STATE = re.compile(r"(?:has|is|with|no|show|hide)[-_]", re.IGNORECASE)
_PART_OF_NAME = re.compile(r"(?:first|given|middle|last|family|sur)[-_]?name", re.IGNORECASE)
_BY_TAG: dict[str, Part] = {
    **dict.fromkeys(("time", "relative-time", "time-ago"), "moment"),
    **dict.fromkeys(("footer", "header", "nav"), "aside"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "subject"),
    "cite": "author",
}
_ORDER: tuple[Part, ...] = ("answered", "author", "moment", "subject", "words", "aside")
IDENTIFIER = re.compile(r"[A-Za-z_][\w:.-]{1,80}")


def names_of(node: Node) -> list[str]:
    """Return what the markup calls *node*: classes, id, properties, slot, test ids, and the tag of an own element."""
    named = [node.tag] if "-" in node.tag else []
    for key, value in node.attrib.items():
        if _NAMING.fullmatch(key):
            named += [token for token in value.split()[:20] if IDENTIFIER.fullmatch(token)]
        elif key == "rel" and value == "author":
            named.append(value)
    return named


@lru_cache(maxsize=20_000)
def words_in(name: str) -> tuple[str, ...]:
    """Return the words of which *name* is made, without numbers and the codes of build tools.

    >>> words_in("UFICommentActorName"), words_in("comment__author"), words_in("CommentBody_body__3xYzA")
    (('ufi', 'comment', 'actor', 'name'), ('comment', 'author'), ('comment', 'body', 'body'))
    >>> words_in("commentlist"), words_in("hnuser")
    (('comment', 'list'), ('hnuser',))
    """
    words: list[str] = []
    for piece in _WORD.findall(_CODED.sub("", name)):
        word = piece.lower()
        parted = _COMPOUND.fullmatch(word)
        words += parted.groups() if parted else [word]
    return tuple(word for word in words if not word.isdigit())


@lru_cache(maxsize=20_000)
def part_named(name: str) -> Part | None:
    """Return what part of a comment *name* says that an element is, or None where it says nothing of that kind.

    >>> [part_named(name) for name in ("message-username", "published-time-text", "comment-content", "author-text")]
    ['author', 'moment', 'words', 'author']
    >>> [part_named(name) for name in ("reply-button", "text-muted", "in-reply-to", "comment-item", "first-name")]
    ['aside', None, 'answered', None, None]
    """
    if _ANSWERED.search(name.lower()):
        return "answered"
    if _PART_OF_NAME.search(name) or _STATE.match(name):
        return None
    words = words_in(name)
    if words[:1] == ("text",) and not _AROUND.issuperset(words[1:]):
        return None  # a style: text-base, text-left
    is_words, is_strange = False, False
    for word in reversed(words):
        if word in _WORDS:
            is_words = is_words or not is_strange
        elif word in _NEUTRAL or word in _SAYS_IT:
            continue
        elif word in _AUTHOR:
            return "words" if is_words and word not in _SURE_AUTHOR else "author"
        elif word in _MOMENT:
            return "moment"
        elif word in _SUBJECT:
            return "subject"
        elif word in _ASIDE and not (is_words and word in _MAY_SAY_IT):
            return "aside"
        elif word not in _MAY_SAY_IT:
            is_strange = is_strange or not is_words
    return "words" if is_words else None


def part_of(node: Node) -> Part | None:
    """Return what part of a comment the names of *node*, or its tag, say that it is."""
    named = {part_named(name) for name in names_of(node)}
    return next((part for part in _ORDER if part in named), None) or _BY_TAG.get(node.tag)


@lru_cache(maxsize=20_000)
def _claim_of(name: str) -> Literal["sure", "maybe"] | None:
    words = set(words_in(name))
    if words & _SAYS_OTHERWISE:
        return None
    if words & _SAYS_IT:
        return "sure" if part_named(name) is None else None
    return "maybe" if words & _MAY_SAY_IT and part_named(name) in (None, "words", "aside") else None


def claims_comments(node: Node) -> Literal["sure", "maybe"] | None:
    """Return how surely the names of *node* say that it is, or holds, reader comments."""
    if node.tag in ("html", "body", "a", "button", "input", "label", "span", "svg", "img"):
        return None
    if re.search(r"schema\.org/(?:User)?Comments?/?$", node.get("itemtype", "")) or node.get("data-comment-id"):
        return "sure"
    heading = read_heading(node.get("aria-label", ""))
    if heading and heading.kind in ("counted", "named", "bare"):
        return "sure"
    claims = {_claim_of(name) for name in names_of(node)}
    return "sure" if "sure" in claims else "maybe" if "maybe" in claims else None


def named_in(node: Node) -> str:
    """Return the author that an attribute of a comment's element names."""
    return next((" ".join(node.get(key).split()) for key in _AUTHOR_KEYS if node.get(key)), "")


_AUTHOR_KEYS = (
    *("author", "data-author", "data-author-name", "data-username"),
    *("data-user-name", "author-name", "data-commenter", "username"),
)


def is_for_readers_aloud(node: Node) -> bool:
    """Return whether *node* is not shown, but there for programs that read a page aloud."""
    named = [set(words_in(name)) for name in names_of(node)]
    return any(
        words >= {"sr", "only"} or words >= {"screen", "reader"} or (len(words) > 1 and words & _UNSEEN)
        for words in named
    )


_UNSEEN = _set("hidden visuallyhidden invisible offscreen")


def denies_comments(node: Node) -> bool:
    """Return whether the names of *node* say that it lists comments of elsewhere, links, or a live report."""
    return any(_DENIED & set(words_in(name)) for name in names_of(node))


_DENIED = _set(
    "recent latest most popular related recommended trending liveblog live newsletter promo teaser teasers"
    " sidebar widget"
    " pingback pingbacks trackback trackbacks recentcomments pings tweet tweets embed embedded"
)
