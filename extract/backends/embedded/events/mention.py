"""One place in the text that states an event: what the finding of events hands to the merging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.backends.embedded.parsing.mood import Mood
from extract.declaration import Declaration
from extract.stages import Located, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Mention:
    """One place in the text that states an event."""

    declaration: Declaration
    trigger: Token
    mood: Mood
    evidence: Span
    references: Mapping[str, tuple[str, ...]]
    """Field -> keys of entities."""
    quotes: Mapping[str, Located]
    told: frozenset[str]
    """The fields that a phrase stands for, whether or not it is known who is meant."""
    fixed: Mapping[str, str]
    weight: tuple[int, int] = (0, 0)
    is_anaphoric: bool = False
    """Whether it only refers back: "the talks"."""
    is_headline: bool = False
    is_another: bool = False
    """Whether it tells of a further event of those who took part in one told before: "another round"."""
    theme_words: frozenset[str] = frozenset()
    synonyms: frozenset[str] = frozenset()
    """The words that the cue lets stand for its theme: any of them may take up another."""
