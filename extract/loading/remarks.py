"""What one comment of a page says: its author, its moment and its words, without what the page puts around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from extract.loading.anchors import Anchors
from extract.loading.bylines import answers_somebody, is_badge
from extract.loading.items import Item
from extract.loading.labels import named_in
from extract.segmentation.furniture import closes_thread, is_buttons, is_form, is_votes
from extract.segmentation.header import read_answer
from extract.segmentation.headings import ends_text


@dataclass(frozen=True)
class Remark:
    """One reader comment as the markup has it; what it does not tell is empty."""

    text: str
    author: str = ""
    posted: str = ""
    answers: int | None = None
    """The number of the remark that it answers."""


_SAYS_FIRST = re.compile(r"(?:(?:says?|said|wrote|writes|commented)\s*(?::|…|\.\.\.)|:)\s*", re.IGNORECASE)
_GONE = re.compile(
    r"\W*(?:(?:this|the) (?:comment|post|message|reply) (?:was|has been|is|had been) .{0,20}(?:removed|deleted"
    r"|hidden|withdrawn|flagged"
    r"|unavailable|moderated|blocked).{0,160}|(?:comment|post|message|reply)? ?(?:removed|deleted)(?: (?:by|for"
    r"|because|due|at).{1,120})?"
    r"|removed|deleted)\W*",
    re.IGNORECASE | re.DOTALL,
)
_NOTE = re.compile(
    r"your comment is awaiting moderation.*|(?:last )?edited .{0,60}|\(?edited\)?|\[?edit(?:ed)?\]?", re.IGNORECASE
)
_STAMPED = tuple("datetime title content data-time data-date data-timestamp data-utime created data-created".split())
SHORTEST_QUOTE = 8
"""Characters of a quotation that cannot be in an earlier comment by chance."""
_QUOTES = re.compile(
    r".{1,80}\b(?:said|says|wrote|writes|posted)\b.{0,40}|quote:?|originally posted by.{1,80}", re.IGNORECASE
)
STANDS = 40
"""Characters of what may stand beside a name: a town, a school."""


def read_item(item: Item, anchors: Anchors, earlier: Sequence[str] = ()) -> Remark:
    """Return what *item* says, without what it quotes of *earlier* comments; without words where it was removed."""
    own = _own(item, anchors)
    quoted = _quoted(item, anchors, earlier)
    text = _words_in(item, anchors, [number for number in own if number not in quoted]) or _words_in(item, anchors, own)
    moment = _moment_in(item, anchors, own)
    author = item.name.words if item.name else _named_by(item)
    return Remark("" if _GONE.fullmatch(text) else text, author, moment)


def _own(item: Item, anchors: Anchors) -> list[int]:
    """Return the numbers of the pieces of *item* that are in no comment nested in it."""
    nested = {number for inner in _all_nested(item) for number in anchors.pieces.numbers_of(inner.nodes)}
    nested.update(number for inner in _all_nested(item) for number in inner.loose)
    return sorted(number for number in (*anchors.pieces.numbers_of(item.nodes), *item.loose) if number not in nested)


def _quoted(item: Item, anchors: Anchors, earlier: Sequence[str]) -> set[int]:
    """Return the pieces of quotations of what an earlier comment of the same thread says: those are its words."""
    quoted: set[int] = set()
    for root in item.nodes if earlier else ():
        for node in root.iter("blockquote", "q"):
            lines = anchors.pieces.text_of(range(*anchors.pieces.range_of(node))).split("\n")
            words = " ".join(lines[1:] if len(lines) > 1 and _QUOTES.fullmatch(lines[0]) else lines)
            if len(words) >= SHORTEST_QUOTE and any(words in one for one in earlier):
                quoted.update(range(*anchors.pieces.range_of(node)))
    return quoted


def _all_nested(item: Item) -> list[Item]:
    return [one for inner in item.nested for one in (inner, *_all_nested(inner))]


def _named_by(item: Item) -> str:
    """Return the author that an attribute of the comment's element names."""
    for node in item.nodes:
        for above in (node, *list(node.iterancestors())[:1]):
            if name := named_in(above):
                return name
    return ""


def _moment_in(item: Item, anchors: Anchors, own: Sequence[int]) -> str:
    inside = set(own)
    found = [mark for mark in anchors.marks.between(own[0], own[-1] + 1) if mark.start in inside] if own else []
    if found:
        return found[0].words
    for root in item.nodes:
        for node in root.iter():
            if isinstance(node.tag, str) and anchors.marks.part(node) == "moment":
                told = next((node.get(key) for key in _STAMPED if node.get(key)), "")
                if told:
                    return told
    return ""


def _words_in(item: Item, anchors: Anchors, own: Sequence[int]) -> str:
    """Return the words of the comment: what is labelled as such, else what is neither header nor button."""
    chosen = [number for number in own if anchors.kind(number) == "words"]
    if not _says_something(anchors, chosen):
        chosen = _unlabelled(item, anchors, own)
    lines = anchors.pieces.text_of(_with_inline(anchors, chosen, own)).split("\n")
    return "\n".join(trim(lines))


def _says_something(anchors: Anchors, numbers: Sequence[int]) -> bool:
    return any(char.isalnum() or category(char) == "So" for char in anchors.pieces.text_of(numbers))


def _unlabelled(item: Item, anchors: Anchors, own: Sequence[int]) -> list[int]:
    """Return the pieces outside the lines of name and moment, and outside the element that holds both."""
    plain = [number for number in own if anchors.kind(number) == "plain"]
    marked = {anchors.pieces.all[number].line for number in own if anchors.kind(number) == "mark"}
    below = [number for number in plain if anchors.pieces.all[number].line not in marked]
    header = _header_of(item, anchors, own)
    outside = [number for number in below if not (header and header[0] <= number < header[1])]
    beside = outside if _says_something(anchors, outside) else below
    if _says_something(anchors, beside):
        return _without_standing(item, anchors, beside)
    # All in one line: what follows the last mark of the header.
    marks = [number for number in own if anchors.kind(number) == "mark"]
    after = [number for number in plain if not marks or number > marks[-1]]
    kept = after if _says_something(anchors, after) else [n for n in plain if not marks or not marks[0] < n < marks[-1]]
    return kept if _says_something(anchors, kept) else [n for n in own if anchors.kind(n) in ("plain", "subject")]


def _header_of(item: Item, anchors: Anchors, own: Sequence[int]) -> tuple[int, int] | None:
    """Return the pieces of the smallest element within the comment that holds both the name and a moment."""
    if item.name is None:
        return None
    inside = set(own)
    for above in item.name.node.iterancestors():
        start, end = anchors.pieces.range_of(above)
        if any(mark.start in inside for mark in anchors.marks.between(start, end)):
            return (start, end) if above not in item.nodes or len(item.nodes) > 1 else None
        if above in item.nodes:
            break
    return None


def _without_standing(item: Item, anchors: Anchors, numbers: Sequence[int]) -> list[int]:
    """Return *numbers* without what stands beside the name in an element of its own: a town, a school, a motto."""
    for above in item.name.node.iterancestors() if item.name else ():
        if above in item.nodes:
            break
        start, end = anchors.pieces.range_of(above)
        inside = [number for number in numbers if start <= number < end]
        words = anchors.pieces.text_of(inside)
        if words:
            is_standing = len(words) <= STANDS and not re.search(r"[.!?…]\W*$", words) and end <= numbers[-1]
            return [number for number in numbers if number not in inside] if is_standing else list(numbers)
    return list(numbers)


def _with_inline(anchors: Anchors, chosen: Sequence[int], own: Sequence[int]) -> list[int]:
    """Return *chosen* with what stands between two of them in one line: a link, a time of day that is spoken of."""
    pieces = anchors.pieces.all
    edges: dict[int, tuple[int, int]] = {}
    for number in chosen:
        low, _ = edges.get(pieces[number].line, (number, number))
        edges[pieces[number].line] = (low, number)
    between = {
        number
        for number in own
        if pieces[number].line in edges and edges[pieces[number].line][0] <= number <= edges[pieces[number].line][1]
        and anchors.kind(number) != "button"
    }  # fmt: skip
    return sorted({*chosen, *between})


def trim(lines: Sequence[str]) -> list[str]:
    """Return the lines of a comment without the buttons, counts and notes that the page puts before and after them."""
    kept = list(lines)
    while len(kept) > 1 and (_is_around(kept[0]) or read_answer(kept[0]) or answers_somebody(kept[0])):
        kept.pop(0)
    while len(kept) > 1 and (_is_around(kept[-1]) or ends_text(kept[-1]) or closes_thread(kept[-1])):
        kept.pop()
    if kept:
        kept[0] = _SAYS_FIRST.sub("", kept[0], count=1) if _SAYS_FIRST.match(kept[0]) else kept[0]
    return [line for line in kept if line]


def _is_around(line: str) -> bool:
    return is_buttons(line) or is_votes(line) or is_badge(line) or is_form(line) or bool(_NOTE.fullmatch(line))
