"""Who says what stands between quotation marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from extract.backends.embedded.parsing.deeds import UTTERING
from extract.backends.embedded.parsing.frames import agents_of_verb
from extract.backends.embedded.parsing.syntax import is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.backends.embedded.parsing.nlp import ParsedPage

FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ours", "mine"})


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks, by tokens (the marks left out), and the head of the phrase for its speaker."""

    first: int
    end: int
    speaker: Token | None


def quotations(parsed: ParsedPage) -> list[Quotation]:
    """Return the quotations of the page in order, each with its speaker where the paragraph tells it.

    The speaker is the subject of a verb of saying in one of the sentences that the quotation touches; else, in the same
    block, that of the quotation before, or else of the one after.
    """
    found: list[Quotation] = []
    for first, end in _between_marks(parsed):
        found.append(Quotation(first, end, _speaker(parsed, first, end)))
    return _inherit_speakers(parsed, found)


def _between_marks(parsed: ParsedPage) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for token in parsed.doc:
        if opened is not None and parsed.block_of[opened - 1] != parsed.block_of[token.i]:
            pairs.append((opened, token.i))  # paragraphs of one speech open with a mark and close only at the end
            opened = None
        if token.text in ('"', "''", "``"):
            if opened is None:
                opened = token.i + 1
            else:
                if token.i > opened:
                    pairs.append((opened, token.i))
                opened = None
    return pairs


def _speaker(parsed: ParsedPage, first: int, end: int) -> Token | None:
    """Return the subject of the verb of saying that governs the quotation, or else of the first one beside it."""
    opening, closing = parsed.doc[first], parsed.doc[end - 1]
    touched = [_speakers(parsed, one) for one in (opening, closing, parsed.doc[min(end, len(parsed.doc) - 1)])]
    saying = chain(
        ((verb.i, touched[1].get(verb.i, [])) for verb in closing.ancestors),
        ((verb.i, touched[0].get(verb.i, [])) for verb in opening.ancestors),
        *(speakers.items() for speakers in touched),
    )
    outside = (one for verb, agents in saying if not first <= verb < end for one in agents)
    return next((one for one in outside if not first <= one.i < end), None)


def _speakers(parsed: ParsedPage, token: Token) -> Mapping[int, list[Token]]:
    """Return each verb of uttering in the sentence of *token* -> who says it."""
    sentence = token.sent
    noted: dict[int, dict[int, list[Token]]] = parsed.notes.setdefault("speakers", {})
    if sentence.start not in noted:
        uttering = (one for one in sentence if one.lemma_ in UTTERING and is_verbal(one))
        noted[sentence.start] = {verb.i: agents_of_verb(verb) for verb in uttering}
    return noted[sentence.start]


def _inherit_speakers(parsed: ParsedPage, found: list[Quotation]) -> list[Quotation]:
    for step in (1, -1):
        previous: Quotation | None = None
        for number in range(len(found))[::step]:
            one = found[number]
            if one.speaker is None and previous is not None and _is_one_block(parsed, previous, one):
                one = found[number] = replace(one, speaker=previous.speaker)
            previous = one
    return found


def _is_one_block(parsed: ParsedPage, one: Quotation, other: Quotation) -> bool:
    return parsed.block_of[one.first] == parsed.block_of[other.first]
