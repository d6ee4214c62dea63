"""A small article and ways to write down records of it, for the tests of scoring."""

import hashlib
from pathlib import Path

from extract.catalog import Catalog, load_catalog
from extract.document import SCHEMA_VERSION

TEXT = (
    "Ann Rivers met Bo Lund in the old port of Lisbon on 3 May. "
    "Ostrevia asked Velmora to open the border at once. "
    "Velmora offered Ostrevia a shared customs post. "
    "The Ostrevian side had met the envoys of Velmora in Porto in April."
)
LISTS = ("actors", "meetings", "demands", "proposals", "comments")

USER_SCHEMA = '''
"""Declarations of a user."""
from typing import Annotated, ClassVar, Literal
from pydantic import Field
from extract.schema import (
    AGENT, PLACE, THEME, TIME, Compare, Cues, Entity, Event, Labels, Match, Quote, Ref, When
)

class Ship(Entity):
    """A ship."""
    flag: Annotated[Literal["black", "white"] | None, Labels(black=("ORG",), white=("GPE",))] = Field(
        default=None, description="Its flag.")

class Raid(Event):
    """A raid."""
    raiders: Annotated[list[Ref["Ship"]], AGENT, Compare("share", at_least=0.6)] = Field(
        default=[], description="Who raids.")
    answers: Annotated[list[Ref["Truce"]], Compare("common")] = Field(default=[], description="What it answers.")
    loot: Annotated[list[str], Compare("same")] = Field(default=[], description="What was taken.")
    dead: Annotated[int | None, Compare("same")] = Field(default=None, description="How many died.")
    places: Annotated[list[Quote], PLACE, Compare("overlap")] = Field(default=[], description="Where.")
    at: Annotated[When | None, TIME] = Field(default=None, description="When.")
    words: Annotated[Quote | None, THEME, Compare("same")] = Field(default=None, description="What was said.")
    match = Match((("common", "answers"),))
    cues = Cues("{raiders} raid")

class Truce(Event):
    """A truce."""
    after: Annotated[list[Ref["Raid"]], Compare("common")] = Field(default=[], description="After what.")
    match = Match((("common", "after"),))
    cues = Cues("a truce after {after}")
'''


def quote(words: str, text: str = TEXT, **more: object) -> dict[str, object]:
    """Return the quotation of the first place where *words* stand in *text*."""
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words), **more}


def document(article_id: str = "a", **lists: list[dict[str, object]]) -> dict[str, object]:
    """Return a whole golden with the records in *lists*."""
    source = {
        "id": article_id,
        "uri": f"{article_id}.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "length": len(TEXT),
        "title": None,
        "published": None,
        "language": "en",
    }
    verified = {"by": "one reader", "on": "2026-11-24", "guidelines": "1.1"}
    records = {name: lists.get(name, []) for name in (*LISTS, *lists)}
    return {"schema_version": SCHEMA_VERSION, "source": source, **records, "verified": verified}


def actor(name: str, kind: str = "person", *aliases: str, **more: object) -> dict[str, object]:
    """Return an actor whose id is its name in lower case."""
    given = name.lower().replace(" ", "-")
    record = {"id": given, "name": name, "kind": kind, "title": None, "country": None}
    return {**record, "aliases": list(aliases), "mentions": [], **more}


def demand(number: int, words: str, demanders: list[str], addressees: list[str], **more: object) -> dict[str, object]:
    """Return a demand for *words*, which stand in the text."""
    record = {"id": f"demand-{number}", "demanders": demanders, "addressees": addressees, "content": quote(words)}
    return {**record, "evidence": [quote(words)], **more}


def meeting(number: int, participants: list[str], *evidence: str, **more: object) -> dict[str, object]:
    """Return a held meeting that *evidence* states."""
    record = {"id": f"meeting-{number}", "participants": participants, "place": None, "date": None, "status": "held"}
    return {**record, "evidence": [quote(words) for words in evidence], **more}


def user_catalog(folder: Path) -> Catalog:
    """Return the catalogue of a user's own declarations."""
    (folder / "sea.py").write_text(USER_SCHEMA, encoding="utf-8")
    return load_catalog(folder)
