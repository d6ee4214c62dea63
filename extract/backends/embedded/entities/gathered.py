"""One entity while its mentions are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.backends.embedded.names.nations import Nation

Place = tuple[int, int, int]
"""First token, token after the last, root."""


@dataclass
class Gathered:
    """What is known so far of one entity."""

    key: str
    order: int
    """How many entities were gathered before it."""
    label: str
    nation: Nation | None = None
    heads: set[str] = field(default_factory=set)
    """Lemmas of the common nouns that have denoted it: offices of a person, "rebel" of a group."""
    places: list[tuple[Place, bool]] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)
    """Every form that may be written down, the first one found first; see ``call``."""
    latest: str = ""
    """The form found last, new or not."""
    lowered: set[str] = field(default_factory=set)
    """The forms in lower case."""
    ends: set[str] = field(default_factory=set)
    """The words that a form begins or ends with, in lower case."""
    name: str = ""
    title: str | None = None
    country: str | None = None
    traits: set[str] = field(default_factory=set)
    """What its wording is like: ``generic`` ("a company"), ``bare`` (nothing describes the noun), ``definite``,
    ``vague`` ("people"), ``named`` (a name describes the noun), ``staff`` ("officials" of nobody told), ``outlet``
    (reports the news), ``unsure`` (a body by its label only), ``mononym`` (a person of one word, without a title)."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms, in the order of the text."""
        return tuple(text for text in self.texts if text != self.name)

    def call(self, text: str) -> None:
        """Note a form that may be written down."""
        self.latest = text
        if text not in self.texts:
            self.texts[text] = None
            words = text.lower().split()
            self.lowered.add(text.lower())
            self.ends.update(words[:1] + words[-1:])
