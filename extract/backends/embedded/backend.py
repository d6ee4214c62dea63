"""The embedded backend: reads offline, deterministically, with the cues and labels of the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from extract.backends import BackendOptions
from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.entities.entities import entity_records, find_entities
from extract.backends.embedded.events.events import find_events
from extract.backends.embedded.parsing.nlp import ParsedPage, load_model, model_name, parse_pages
from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.errors import DeclarationError
from extract.passages import passage_records
from extract.stages import Draft, DraftRecord, Failure, Page

ANY = "any"
"""The setting ``language`` with which texts are read whatever their language is."""


class EmbeddedBackend:
    """Reads pages with spaCy's small English pipeline and the cues of a catalogue."""

    name = "embedded"
    scales_by: Literal["processes", "itself"] = "processes"

    def __init__(self, catalog: Catalog, options: BackendOptions) -> None:
        """Load the model and compile the cues.

        Raises:
            DeclarationError: a cue cannot be compiled, or a field can never be filled by this backend.
            BackendError: the model is missing or altered.
        """
        for declaration in catalog:
            for spec in declaration.fields:
                _check_served(declaration, spec)
        chosen = options.settings.get("spacy_model")
        self._nlp = load_model(str(chosen) if chosen else None)
        self._catalog = catalog
        self._book = CueBook(self._nlp, catalog)
        self.model = model_name(self._nlp)
        self.languages = None if options.settings.get("language") == ANY else ("en",)

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        """Yield what each page says, in order."""
        for parsed in parse_pages(self._nlp, pages):
            yield Draft(parsed.page, tuple(self._records(parsed)))

    def _records(self, parsed: ParsedPage) -> Iterator[DraftRecord]:
        index = find_entities(parsed)
        events = find_events(parsed, index, self._book)
        references = {key for event in events for key in _references(event)}
        entities = entity_records(parsed, index, self._catalog, references)
        yield from entities
        yield from events
        written = {record.key for record in entities}
        names = {one.key: (one.name, *one.aliases) for one in index.entities if one.key in written}
        yield from passage_records(parsed.page, self._catalog, names)


def _references(record: DraftRecord) -> Iterator[str]:
    for value in record.values.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                yield item


def _check_served(declaration: Declaration, spec: FieldSpec) -> None:
    """Refuse a field that this backend could never fill: it would be empty in every document without a word."""
    if _is_served(declaration, spec):
        return
    remedy = {
        "entity": "give it a role such as NAME, TITLE or COUNTRY, or Labels(…)",
        "passage": "give it a role such as TEXT, AUTHOR or POSTED, or Tone(…)",
    }.get(declaration.kind) or {
        "plain": "give it a Pattern(r'…') that finds it in the evidence",
        "literal": "give it Modality(…) or cues that fix it: Cues('…', field='value')",
        "when": "give it the role TIME",
        "quote": "name it in a cue, or give it the role PLACE",
        "ref": "name it in a cue",
    }[spec.type]
    raise DeclarationError(
        f"the embedded backend cannot fill {declaration.name}.{spec.name}",
        where=f"{declaration.path}, {declaration.name}.{spec.name}",
        remedy=f"{remedy}; or read with a language model: --model PROVIDER/NAME",
    )


def _is_served(declaration: Declaration, spec: FieldSpec) -> bool:
    role = spec.role.name if spec.role is not None else None
    cues = [cue for cue in declaration.cues if not cue.is_barring]
    if declaration.kind == "entity":
        return role is not None or spec.labels is not None
    if declaration.kind == "passage":
        return role is not None or spec.tone is not None
    if spec.type == "plain":
        return spec.pattern is not None
    if spec.type == "literal":
        return spec.modality is not None or any(spec.name in cue.fixed for cue in cues)
    filled = {"quote": ("place", "time", "evidence"), "when": ("place", "time"), "ref": ("recipient",)}[spec.type]
    return role in filled or (spec.type != "when" and any(spec.name in cue.slots for cue in cues))
