"""The embedded backend: reads offline, deterministically, with the cues and labels of the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from extract.backends import BackendOptions
from extract.backends.embedded.cues.cues import CueBook
from extract.backends.embedded.entities.entities import entity_records, find_entities
from extract.backends.embedded.events.events import find_events
from extract.backends.embedded.events.records import references_in
from extract.backends.embedded.learned.files import read_settings
from extract.backends.embedded.learned.finding import find_reader
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.sheet import triggers_of
from extract.backends.embedded.parsing.nlp import BATCH, ParsedPage, load_model, model_name, parse_pages
from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.errors import BackendError, DeclarationError
from extract.passages import passage_records
from extract.stages import Draft, DraftRecord, Failure, Page
from extract.timelimit import DEFAULT_SECONDS, within

ANY = "any"
"""The setting ``language`` with which texts are read whatever their language is."""


class EmbeddedBackend:
    """Reads pages with spaCy's small English pipeline and the cues of a catalogue."""

    name = "embedded"
    scales_by: Literal["processes", "itself"] = "processes"

    def __init__(self, catalog: Catalog, options: BackendOptions) -> None:
        """Load the model and the trained reader, and compile the cues.

        Raises:
            DeclarationError: a cue cannot be compiled, or a field can never be filled by this backend.
            BackendError: the model or the reader is missing or altered, or the reader is for other declarations.
        """
        wanted = options.settings.get("reader")
        found = find_reader(catalog, str(wanted) if wanted else None)
        heads = read_settings(found.folder).heads if found.folder is not None else None
        for declaration in catalog:
            for spec in declaration.fields:
                _check_served(declaration, spec, heads)
        chosen = options.settings.get("spacy_model")
        self._nlp = load_model(str(chosen) if chosen else None)
        self._catalog = catalog
        self._book = CueBook(self._nlp, catalog)
        self.model = model_name(self._nlp)
        self.fingerprint = ""
        self._least = float(str(options.settings.get("min_confidence") or 0))
        self._reader: TrainedReader | None = None
        if found.folder is not None:
            from extract.backends.embedded.learned.reader import TrainedReader

            self._reader = TrainedReader(found.folder, catalog, triggers_of(self._book))
            self.fingerprint = f"{self._reader.digest} {self._least}"
            # A reader trained anew under an old name is another one: folders and parts must not mix the two.
            self.model += f" + {self._reader.settings.name} {self._reader.digest.removeprefix('sha256:')[:8]}"
        self.article_seconds = float(str(options.settings.get("article_seconds", DEFAULT_SECONDS)))
        self.languages = None if options.settings.get("language") == ANY else ("en",)

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        """Yield what each page says, in order."""
        for group in _groups(pages):
            for parsed in self._parsed(group):
                yield self._draft(parsed) if isinstance(parsed, ParsedPage) else parsed

    def _parsed(self, group: Sequence[Page]) -> list[ParsedPage | Failure]:
        """Return the pages parsed together, or one by one where that takes longer than any of them may."""
        article = group[0].article
        try:
            with within(self.article_seconds, article.uri):
                return [*parse_pages(self._nlp, group)]
        except BackendError as error:
            if len(group) == 1:
                return [Failure(article.uri, error, article.id)]
        return [one for page in group for one in self._parsed([page])]

    def _draft(self, parsed: ParsedPage) -> Draft | Failure:
        article = parsed.page.article
        try:
            with within(self.article_seconds, article.uri):
                return Draft(parsed.page, tuple(self._records(parsed)))
        except BackendError as error:
            return Failure(article.uri, error, article.id)

    def _is_sure(self, event: DraftRecord) -> bool:
        return event.confidence is None or event.confidence >= self._least

    def _records(self, parsed: ParsedPage) -> Iterator[DraftRecord]:
        index = find_entities(parsed)
        events: Sequence[DraftRecord] = find_events(parsed, index, self._book)
        if self._reader is not None:
            decided = self._reader.decide(parsed, index, events)
            index, events = decided.index, [one for one in decided.events if self._is_sure(one)]
        entities = entity_records(parsed, index, self._catalog, references_in(events))
        yield from entities
        yield from events
        written = {record.key for record in entities}
        names = {one.key: (one.name, *one.aliases) for one in index.entities if one.key in written}
        yield from passage_records(parsed.page, self._catalog, names)


def _groups(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Yield the pages in groups that fill a batch of the parser's."""
    group: list[Page] = []
    blocks = 0
    for page in pages:
        group.append(page)
        blocks += max(1, len(page.body))
        if blocks >= BATCH:
            yield group
            group, blocks = [], 0
    if group:
        yield group


def _check_served(declaration: Declaration, spec: FieldSpec, heads: Heads | None) -> None:
    """Refuse a field that this backend could never fill: it would be empty in every document without a word."""
    if _is_served(declaration, spec) or (heads is not None and heads.decides(declaration.name, spec.name)):
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
        remedy=f"{remedy}; or read with a language model: --model PROVIDER/NAME, or train a reader: extract train",
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
