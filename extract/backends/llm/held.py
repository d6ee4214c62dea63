"""What an answer is held against while it is read: the text that the model was shown, and the names known so far."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from extract.declaration import Declaration
from extract.grounding.mentions import is_usual_name
from extract.grounding.spans import Found, Search
from extract.scoring.likeness import fold_name, name_forms

if TYPE_CHECKING:
    from extract.backends.llm.response import Answer


class Check:
    """What an answer is held against: the text that the model was shown, and the names that it may refer to."""

    def __init__(self, text: str, names: Names | None = None) -> None:
        self._search = Search(text)
        self.names = names or Names()
        self.answered = self.names
        self.heard: str | None = None
        """The last answer, as the model gave it."""
        self.held: Answer | None = None
        """The same, where all of it holds."""
        self.unwrapped = 0
        self._aliases: dict[str, Any] = {}
        self._found: dict[str, Found | None] = {}

    def hear(self, text: str) -> None:
        """Note an answer before anything is known of it."""
        self.heard, self.held = text, None

    def begin(self, data: Mapping[str, Any], declarations: Iterable[Declaration]) -> None:
        """Make the entities that an answer itself brings known to the references in it."""
        self.answered = self.names.with_records(data, declarations)
        self._aliases = {
            name: record.get("aliases")
            for declaration in declarations
            if declaration.kind == "entity"
            for name, record in named_records(data, declaration)
        }

    def quotation(self, quote: str) -> str:
        """Return *quote* where the text has it, altered or not.

        Raises:
            PydanticCustomError: the text has nothing like it; the message has the nearest text.
        """
        if self._find(quote) is None:
            raise self._absent(quote)
        return quote

    def words(self, value: str) -> str:
        """Return the text's own characters for *value*, which may differ in case, white space and punctuation marks.

        A plain string is written as it is, without a place that tells where it stands: so the text must have it.

        Raises:
            PydanticCustomError: the text does not have it.
        """
        found = self._find(value)
        if found is None or found.match == "fuzzy":
            raise self._absent(value)
        return " ".join(found.span.of(self._search.text).split())

    def name(self, value: str) -> str:
        """Return an entity's name as the text has it; the usual name of a state may stay for another of its names.

        Raises:
            PydanticCustomError: the text does not have it.
        """
        found, aliases = self._find(value), self._aliases.get(value)
        forms = [form for form in aliases if isinstance(form, str)] if isinstance(aliases, list) else []
        if (found is None or found.match == "fuzzy") and is_usual_name(value, forms):
            return value
        return self.words(value)

    def _find(self, quote: str) -> Found | None:
        if quote not in self._found:
            self._found[quote] = self._search.find(quote)
        return self._found[quote]

    def _absent(self, quote: str) -> PydanticCustomError:
        near = self._search.nearest(quote)
        shown = " ".join(near.span.of(self._search.text).split()) if near is not None else None
        return PydanticCustomError(
            "not_in_article",
            "{quote} is not in the article; the nearest text there is: {nearest}",
            {
                "quote": json.dumps(quote, ensure_ascii=False),
                "nearest": json.dumps(shown, ensure_ascii=False) if shown else "none",
            },
        )

    def reference(self, target: str, name: str) -> str:
        """Return the entity's own name that *name* stands for; PydanticCustomError with the names known else."""
        known = self.answered.of(target, name)
        if known is None:
            raise PydanticCustomError(
                "unknown_name",
                "{name} is not the name of a record of {target}; the names are: {names}",
                {
                    "name": json.dumps(name, ensure_ascii=False),
                    "target": target,
                    "names": ", ".join(self.answered.all_of(target)) or "none",
                },
            )
        return known


CHECK: ContextVar[Check | None] = ContextVar("CHECK", default=None)
"""What the answer under way is held against. Not pydantic's ``context``, which instructor takes for the variables of a
template: it would then read every message as one, articles with braces and JSON Schemas included.
"""


class Names:
    """The entities known so far, by schema: every name form, folded, and the name that it stands for."""

    def __init__(self, known: Names | None = None) -> None:
        self._forms: dict[str, dict[str, tuple[str, ...]]] = (
            {schema: dict(forms) for schema, forms in known._forms.items()} if known is not None else {}
        )
        self._names: dict[str, tuple[str, ...]] = dict(known._names) if known is not None else {}

    def with_records(self, data: Mapping[str, Any], declarations: Iterable[Declaration]) -> Names:
        """Return these names and those of the entities in *data*, which may be of any shape."""
        joined = Names(self)
        for declaration in declarations:
            if declaration.kind == "entity":
                for _, record in named_records(data, declaration):
                    joined._add(declaration, record)
        return joined

    def _add(self, declaration: Declaration, record: Mapping[str, Any]) -> None:
        schema, name = declaration.name, record["name"]
        self._names[schema] = tuple(dict.fromkeys((*self._names.get(schema, ()), name)))
        by_form = self._forms.setdefault(schema, {})
        for form in name_forms(declaration, record):
            by_form[form] = tuple(dict.fromkeys((*by_form.get(form, ()), name)))

    def of(self, schema: str, name: str) -> str | None:
        """Return the name that *name* is a form of; None where there is none, or where it could be several.

        Words before a form ("President Ada Moor") do not keep it from being recognised.
        """
        words = fold_name(name).split()
        endings = (" ".join(words[start:]) for start in range(len(words)))
        by_form = self._forms.get(schema, {})
        form = next((ending for ending in endings if ending in by_form), "")
        candidates = by_form.get(form, ())
        same = [known for known in candidates if fold_name(known) == form]
        if same or len(candidates) == 1:
            return (same or list(candidates))[0]
        return None

    def all_of(self, schema: str) -> tuple[str, ...]:
        """Return the names of a schema's entities, in the order in which they became known."""
        return self._names.get(schema, ())


def named_records(data: Mapping[str, Any], declaration: Declaration) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield name and record for each record of an entity that has a name, in data of any shape."""
    records = data.get(declaration.list_name)
    for record in records if isinstance(records, list) else ():
        if isinstance(record, dict) and isinstance(record.get("name"), str):
            yield record["name"], record
