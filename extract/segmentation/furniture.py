"""Lines of a page that are neither its article nor a reader's words: buttons, credits, teasers, notices.

Every pattern is held against a whole line, so that a sentence that only begins like furniture stays in the body.
"""

from __future__ import annotations

import re

from extract.segmentation.timestamps import ANY_DATE, CLOCK, RELATIVE, WHEN

LONGEST = 200
"""Characters; a longer line is never furniture, bar a copyright notice."""

_ABBREVIATED = {
    "<person>": r"(?-i:[A-Z\u00c0-\u024f][\w.'’-]*)",
    "<people>": r"<person>(?:(?:,? (?:and|&)|,)? (?:<person>|de|van|von|der|al|bin|la|of|for|in)){0,12}",
    "<site>": (
        r"(?:facebook|twitter|x|whatsapp|linkedin|reddit|telegram|pinterest|tumblr|instagram|e-?mail|messenger"
        r"|flipboard|pocket|youtube|google\+?|mastodon|bluesky|threads|rss|print|copy link|link|more|friend|news)"
    ),
    "<share>": r"(?:share|tweet|pin|e-?mail|print|save|like)",
    "<picture>": (
        r"(?:photo(?:graph|graphy|s)?|image|picture|pic|illustration|graphic|video|file photo|credit|photo credit"
        r"|image credit|photo illustration|courtesy)"
    ),
    "<report>": r"(?:reporting|writing|editing|compiled|edited|written|reported|story|translated)",
    "<thread>": r"(?:comments?|repl(?:y|ies)|responses?)",
    "<order>": r"(?:newest|oldest|best|top|popular|rated|liked|recent|latest|most liked|most recent|top rated)",
    "<sign>": r"(?:log|sign) ?in",
}

_SHARING = (
    r"<share>(?: (?:this|the)(?: (?:article|story|post|page|news))?)?"
    r"(?:(?: on| via| by| to| with)? (?:a )?<site>(?:(?:,| and|,? or)? <site>)*)?[:.…]*",
    r"(?:<site>|<share>|comments?)(?:[\s,|/·•]+(?:<site>|<share>|comments?|this)){1,9}",
    r"click to .{3,60}(?:\(opens in new window\))?",
    r"(?:like ?)?loading(?:\.\.\.|…)?",
    r"copy link|copied!?|facebook|twitter|whatsapp",
    r"\d[\d.,]*k? (?:shares?|views?|reads?|likes?)",
    r"(?:follow|like|find|join|connect with) (?:us|me|<person>(?: <person>){0,3}) (?:on|at|via) .{2,80}",
)
_NOTICES = (
    r"(?:-\s*)?advert(?:isement|isment|ising|orial)?s?(?:\s*-)?[.:]?",
    r"sponsored(?: content)?|promoted(?: content)?|paid (?:content|post)|ad",
    r"(?:article|story|scroll|content|post) (?:continues|resumes) .{2,40}",
    r"(?:scroll|swipe) (?:down )?(?:to|for) .{3,40}|continue reading.{0,80}|skip (?:to|past) .{3,40}",
    r"back to (?:top|home)|(?:main )?menu|search|home|close|next|previous",
    r"(?:sign up|subscribe|register|log ?in|join|donate)(?: (?:now|here|today|free))?[.!]?",
    r"(?:sign up|subscribe|register)(?: now| here| today)? (?:for|to|with) .{3,150}",
    r"(?:get|receive) .{3,80} (?:newsletter|in your inbox|by e-?mail|alerts?).{0,60}",
    r"(?:enter )?your e-?mail(?: address)?",
    r"download (?:our|the) .{0,40}app.{0,40}|support (?:our|independent) journalism.{0,60}",
    r"(?:we use|this (?:web)?site uses) cookies.{0,120}|accept (?:all )?cookies",
    r"(?:copyright|\(c\)|©).{0,180}|.{0,120}all rights reserved\.?.{0,40}",
    r"the post .{3,150} (?:appeared first|first appeared) on .{2,60}",
    r"(?:this|the) (?:article|story|post) (?:was |has been )?(?:originally |first )?"
    r"(?:published|appeared|republished) (?:on|in|by|at|from|here|under) .{2,140}",
    r"terms (?:of (?:use|service)|and conditions).{0,60}|privacy policy.{0,60}",
    r"(?:reading time:? ?)?\d+[ -]min(?:ute)?s?(?: read)?|(?:reading|read) time:? .{1,20}",
    r"(?:source|sources|via|h/t):? ?<people>|(?:source|sources|via|originally published at):? ?https?://\S+",
    r"https?://\S+",
)
_TEASERS = (
    r"(?:click (?:here )?(?:to )?|tap to )?(?:read|see|find out|learn|view|show|watch|load|know) more[ .…»›→>]*",
    r"(?:read(?: more| also| next| on| this)?|also read|see also|watch(?: now| more| live)?|listen(?: now)?|more"
    r"|related(?: \w+){0,2}|recommended|don['’]t miss|must[ -]read|in (?:pictures|video)|gallery"
    r"|next|previous(?: \w+)?|next (?:article|post|story)) ?[:|»›→>] ?.{2,170}",
    r"(?:read|see) (?:more|also) (?:on|about|from|at) .{2,80}|more (?:on|from|about) .{2,80}",
    r"(?:tags?|tagged|topics?|categor(?:y|ies)|keywords?|filed under|posted under|labels?|sections?) ?[:|].{1,170}",
    r"(?:filed|posted|tagged) (?:in|under|as|with)(?: |:).{1,170}",
    r"[«‹←<] ?(?:previous|older|back|prev).{0,120}",
    r"(?:next|newer|older|previous) (?:articles?|posts?|stor(?:y|ies))[ »›→>]*|(?:next|newer|older|previous)"
    r" ?[»›→>]+",
    r"home(?: ?[>»›/|] ?[\w &-]{2,40}){1,5}|post navigation",
)
_OPENERS = (
    r"related(?: (?:articles?|stor(?:y|ies)|posts?|content|topics?|news|links?|coverage|reading|items?))?[ :.…]*",
    r"more (?:stories|news|articles|coverage|headlines|to read)[ :.…]*|more (?:from|on|in) [\w .'’&-]{2,40}[ :.…]*",
    r"(?:most|top) (?:read|popular|viewed|shared|stories)[ :.…]*|popular (?:posts|now|stories|articles)[ :.…]*",
    r"trending(?: now| stories)?[ :.…]*|recommended(?: for you| stories| reading)?[ :.…]*",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in|have missed)[ :.…]*",
    r"(?:read (?:also|next)|also read|see also|don['’]t miss|up next|what to read next|keep reading)[ :.…]*",
    r"(?:latest|recent|other|more) (?:news|stories|headlines|articles|posts|comments)[ :.…]*",
    r"(?:in other news|around the web|from the web|editors?['’]?s? picks?)[ :.…]*",
    r"(?:further|external) (?:reading|links)[ :.…]*",
)
_CREDITS = (
    r"[(\[]?<picture>(?: ?(?:credit|source|courtesy))?s?(?: ?[:/|©] ?| by | courtesy of | via ).{2,120}[)\]]?",
    r"(?:(?:ap|afp|reuters|epa|getty|file)(?: images?)? (?:photo|file photo|archive)s?|getty images|file photo)"
    r"(?: ?[/:|] ?.{2,80}| by .{2,80})?",
    r".{0,150}[(\[]<picture>(?: ?(?:credit|courtesy))?(?: ?[:/] ?| by | via ).{2,80}[)\]]",
    r"[^.]{0,80} ?/ ?(?:getty images|reuters|afp|ap|epa)(?: ?/ ?[\w ]{2,30})?",
    r"\(?(?:additional )?<report> by:? <people>(?:[;,.] ?(?:additional )?<report> by:? <people>)*[.)]*",
    r"<people> contributed (?:to this (?:report|story)|reporting).{0,80}",
)
_FORMS = (
    r"comments? (?:are|is) (?:now )?(?:closed|off|disabled|turned off|moderated).{0,80}|comments? closed",
    r"(?:there are )?(?:no|0|zero) (?:<thread>|thoughts?)(?: yet| on .{2,150}|[.!:]| so far)*",
    r"be the first to (?:comment|reply|leave|share|write|post).{0,80}",
    r"your e-?mail (?:address )?will not be .{3,80}|required fields are marked.{0,20}",
    r"(?:name|e-?mail|website|url|comment|your (?:name|comment|message|reply))(?: address)? ?"
    r"(?:\*|\(required\)|\(optional\))? ?:?\*?",
    r"save my name.{3,120}|notify me (?:of|by|when) .{3,100}",
    r"(?:post|submit|send|add|publish|cancel) (?:your )?(?:comment|reply)",
    r"you must be (?:logged|signed) in .{3,60}|logged in as .{1,80}",
    r"(?:please )?<sign> (?:or \w+ )?(?:to .{3,60}|with.{0,60})",
    r"(?:sort(?:ed)? by|order by|<order>|all)(?:[\s:|·•]+(?:<order>|first))*",
    r"(?:load|show|view|see|read) (?:more|all|\d+ more|previous|older|newer|\d+)(?: \d+)?(?: <thread>)?",
    r"[«←]? ?(?:older|newer|previous|next) comments.{0,10}",
    r"(?:pingback|trackback|pingbacks?(?: and |/)trackbacks?)s?:?.{0,180}|this site uses akismet.{0,150}",
    r"(?:please )?(?:read|see|review|follow) our (?:comment|commenting|community|house) .{3,100}",
    r"(?:powered by )?disqus|subscribe to (?:comments|this thread).{0,40}|comment (?:policy|guidelines|rules)",
)
_RULES = (
    # Only where a thread ends: an article may well say such things of itself.
    r"(?:(?:please|kindly|remember to|we ask you to) )?(?:keep|be|stay|treat|refrain|avoid|respect|remember"
    r"|follow|observe)\b.{0,80}"
    r"\b(?:civil|respectful|on[- ]topic|polite|constructive|courteous|rules|guidelines|personal attacks|each"
    r" other|one another)\b.{0,80}",
    r"(?:(?:all|your|our|the|reader|readers['’]|user|any|abusive|offensive|inappropriate|new|anonymous) )*"
    r"(?:comments?|posts|postings|submissions|contributions|commenting)(?: .{1,40})? (?:are|is|will|may|must"
    r"|should|can|that|which|has|have)\b.{0,60}"
    r"\b(?:moderat\w+|review\w*|subject to|removed|deleted|closed|approv\w+|published|checked|edited|rules"
    r"|guidelines|comply|opinions?"
    r"|views|responsib\w+|registered|subscribers|disabled|open)\b.{0,120}",
    r"we (?:reserve the right|moderate|review|welcome|encourage|will remove|expect|ask|want|do not|don['’]t)\b.{0,80}"
    r"\b(?:comments?|posts|discussion|conversation|readers|users|debate)\b.{0,120}",
    r"(?:the )?(?:views|opinions)(?: expressed)?(?: here| above| below)?(?: in| by| of)?.{0,40}\b(?:comments?"
    r"|readers|users|commenters)\b.{0,120}",
    r"(?:our |the |see |read )*(?:house rules|community (?:guidelines|standards|rules)|comment(?:ing|s)?"
    r" (?:policy|guidelines|rules)"
    r"|rules of (?:conduct|the house)|code of conduct|moderation policy|terms (?:of use|and conditions)"
    r"|netiquette)\b.{0,120}",
    r"by (?:posting|submitting|commenting|using|leaving).{0,60}\byou (?:agree|accept|confirm)\b.{0,120}",
    r"(?:please |you (?:must|need to|have to|can|should) (?:be )?)?(?:<sign>|log(?:ged)?[ -]?in"
    r"|sign(?:ed)?[ -]?in|sign up|register(?:ed)?|subscribe"
    r"|create an account|join)\b.{0,60}\b(?:comments?|reply|post|join|discuss\w*|vote|take part|conversation"
    r"|debate)\b.{0,60}",
    r"(?:to|want to|would you like to|in order to) (?:comment|join|post|reply|leave|take part|add|have)\b.{0,60}"
    r"\b(?:<sign>|logged|signed|sign up|regist\w+|subscri\w+|account)\b.{0,60}",
    r"only (?:registered|logged|subscribers|members|subscribed|paying)\b.{0,60}\b(?:comment|post|reply|take part"
    r"|join)\b.{0,60}",
    r"(?:<sign>|register|sign up|subscribe)(?: ?(?:or|and|[|/·•]) ?(?:<sign>|register|sign up|subscribe|create"
    r" an account))+[.!]?",
    r"(?:this|the) (?:discussion|thread|conversation|comment(?:s)? section|topic|debate|forum)(?: .{1,40})?"
    r" (?:is|are|has|have|was)\b.{0,30}"
    r"\b(?:closed|locked|archived|ended|over|disabled)\b.{0,60}",
    r"(?:report|flag) (?:a|any|an|abusive|inappropriate|offensive|this|these) .{0,30}(?:comments?|posts?|content"
    r"|abuse)\b.{0,60}",
    r"(?:you have |there are )?\d+ characters (?:left|remaining).{0,20}",
    r"(?:newest|oldest|top|most recent) (?:comments?|first)|back to (?:the )?(?:top|article|story)|top of page",
)
_PAGER = re.compile(
    r"(?=.*(?:\d\D+\d|next|prev|page|older|newer|first|last|[«»‹›←→]))(?:[\s«»‹›<>←→|·•.…,/()\[\]-]|\d{1,4}"
    r"|pages?|of|next|prev(?:ious)?|older"
    r"|newer|first|last|go to|to|comments|show(?:ing)?)+",
    re.IGNORECASE,
)
_BUTTONS = (
    r"<sign> to (?:reply|comment|like|vote|respond)",
    r"reply to (?:this(?: comment)?|(?-i:@?[A-Z]\S*)(?: (?-i:[A-Z]\S*)){0,3})",
    r"(?:view|show|hide|see|load|read) (?:\d+ |all |more |the )*(?:<thread>|more|less|translation)",
    r"(?:up|down)[ -]?votes?|vote (?:up|down)|thumbs? (?:up|down)",
    r"report(?: (?:this|abuse|comment|post|spam|to|the|moderators?|inappropriate|as))*",
    r"(?:copy )?permalink|flag(?: as \w+)?|share(?: this)?|copy link",
    r"dislikes?|likes?|liked by|repl(?:y|ies)|recommend(?:ed|s)?|respond|quote|edited|edit|delete|points?|votes?",
    r"mark as spam|avatar|collapse|expand|parent|link to comment|follow|helpful|agree|disagree",
)


def _compile(*patterns: str, after: str = "") -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for _ in range(2):  # <people> is made of <person>
        for short, full in _ABBREVIATED.items():
            joined = joined.replace(short, full)
    return re.compile(f"(?:{joined}){after}", re.IGNORECASE)


_FURNITURE = _compile(*_SHARING, *_NOTICES, *_TEASERS, *_OPENERS, *_CREDITS, *_FORMS)
_LISTS = _compile(*_OPENERS)
_FORM = _compile(*_FORMS)
_RULE_OF_HOUSE = _compile(*_RULES)
_BUTTON = _compile(*_BUTTONS, after=r"(?![^\W\d])")
_BYLINE = _compile(
    r"(?:written |posted |published )?by:? <people>(?: ?[|·•—–-] ?.{2,60})?", r"posted by <people> (?:at|on) .{3,40}"
)
_RULE = re.compile(r"(?:[-=_*~#•·.+—–]\s*){3,}|!\[[^\]]*\]\([^)]*\)")
_UPDATE = re.compile(r"(?:last )?(?:updated|modified|edited|update)\b", re.IGNORECASE)

_LABEL = (
    r"(?:(?:(?:first |originally |last )?(?:published|updated|posted|modified|issued|created|released|filed|edited)"
    r"|date(?: published)?|as of|last update|publication date)(?: on| at)?\s*[:|]?\s*)"
)
_DATE_LINE = re.compile(
    rf"{_LABEL}?[(\[]?(?:{ANY_DATE}(?:[\s,|·•]*(?:at|@|T|-|–)?\s*{CLOCK})?|{CLOCK}[\s,]*(?:on )?{ANY_DATE}"
    rf"|(?<=\s){RELATIVE})[)\]]?[.,]?",
    re.IGNORECASE,
)

_TIME = re.compile(WHEN, re.IGNORECASE)
_COUNT = re.compile(r"[+\-−]?\d[\d,.]*k?(?!\w)", re.IGNORECASE)
_VOTES = re.compile(r"(?=.*[\d▲▼△▽⬆⬇↑↓])(?:[\s▲▼△▽⬆⬇↑↓👍👎❤♥️|/·•()]|[+\-−]?\d[\d,.]*k?)+", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Return whether *line* belongs to the page and not to its article.

    >>> [is_furniture(line) for line in ("Share this article", "Related: Talks stall", "© 2021 The Post")]
    [True, True, True]
    >>> [is_furniture(line) for line in ("Share prices fell on Monday.", "Related parties must leave the room.")]
    [False, False]
    """
    if len(line) > LONGEST:
        return line.startswith("©")
    return bool(_FURNITURE.fullmatch(line) or _RULE.fullmatch(line) or is_byline(line))


def opens_list(line: str) -> bool:
    """Return whether *line* is the heading of a list of links to other pages ("Related stories", "Most read")."""
    return len(line) <= LONGEST and bool(_LISTS.fullmatch(line))


def is_form(line: str) -> bool:
    """Return whether *line* belongs to the form or the switches around reader comments."""
    return len(line) <= LONGEST and bool(_FORM.fullmatch(line))


def closes_thread(line: str) -> bool:
    """Return whether *line* is what a page puts under its last comment: links to more of them, to sign in, house rules.

    >>> [closes_thread(line) for line in ("1 2 3 Next »", "Page 1 of 3", "Log in or register to post comments")]
    [True, True, True]
    >>> [closes_thread(line) for line in ("Please keep comments civil.", "+1", "2024", "Please keep the ferry.")]
    [True, False, False, False]
    """
    if len(line) > 2 * LONGEST:
        return False
    return bool(_PAGER.fullmatch(line) and len(line) <= 80 and _counts_on(line)) or bool(_RULE_OF_HOUSE.fullmatch(line))


def _counts_on(line: str) -> bool:
    """Return whether a line of numbers and words for pages leads to other pages, and is no sum or date."""
    numbers = [int(number) for number in re.findall(r"\d+", line)]
    if re.search(r"[a-z]{4}|[«»‹›←→]", line, re.IGNORECASE):
        return True
    return len(numbers) > 2 and numbers[:2] == [1, 2] and numbers == sorted(numbers)


def is_byline(line: str) -> bool:
    """Return whether *line* only names who wrote the article: "By Jane Roe and John Doe"."""
    return len(line) <= 120 and bool(_BYLINE.fullmatch(line)) and not line.endswith(("?", "!"))


def is_date_line(line: str) -> bool:
    """Return whether *line* is nothing but a date, with or without a label and a time of day.

    >>> is_date_line("Published: 3 March 2021"), is_date_line("On 3 March 2021 the talks began")
    (True, False)
    """
    return len(line) <= LONGEST and bool(_DATE_LINE.fullmatch(line))


def tells_update(line: str) -> bool:
    """Return whether a date line tells of a change and not of the first publication."""
    return bool(_UPDATE.match(line))


def is_buttons(line: str) -> bool:
    """Return whether *line* has nothing but the buttons, counts and times that stand under a reader comment.

    >>> is_buttons("Like · Reply · 2h"), is_buttons("12 Likes"), is_buttons("I like it"), is_buttons("12")
    (True, True, False, False)
    """
    return _count_buttons(line) > 0


def is_votes(line: str) -> bool:
    """Return whether *line* is only a count of votes: "12", "▲ 3 ▼"."""
    return len(line) <= 20 and bool(_VOTES.fullmatch(line))


def _count_buttons(line: str) -> int:
    """Return how many buttons *line* consists of; 0 where it has anything else."""
    if len(line) > 120:
        return 0
    place, buttons = 0, 0
    while place < len(line):
        if not (line[place].isalnum() or line[place] in "+-−"):
            place += 1
            continue
        found = _BUTTON.match(line, place)
        buttons += found is not None
        found = found or _TIME.match(line, place) or _COUNT.match(line, place)
        if found is None:
            return 0
        place = found.end()
    return buttons
