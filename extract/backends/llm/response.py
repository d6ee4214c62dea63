"""The form of a model's answer, made from declarations, and what is held against it while it is read.

Quotations and references are plain strings here: a model copies words, it does not count characters or give ids. That
the words are in the article and that the names are known is checked by the validators, whose messages instructor sends
back to the model, with the path of the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationInfo,
    create_model,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from extract.declaration import Declaration, FieldSpec
from extract.likeness import fold_name, name_forms
from extract.mentions import is_usual_name
from extract.spans import Found, Search

Data = dict[str, list[dict[str, Any]]]
"""An answer as plain data: list name -> records."""

COMPUTED = ("mentions", "country")
"""Roles of fields that are worked out from the text, not asked of a model."""


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
        """Return the name that *name* is a form of; None where there is none, or where it could be several."""
        candidates = self._forms.get(schema, {}).get(fold_name(name), ())
        same = [known for known in candidates if fold_name(known) == fold_name(name)]
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


@dataclass(frozen=True)
class Asked:
    """A schema that a question asks for."""

    declaration: Declaration
    record: type[BaseModel]
    """The form of one record in the answer."""


class Answer(BaseModel):
    """An answer to one question: a list of records for each schema asked for."""

    model_config = ConfigDict(extra="forbid")

    asked: ClassVar[tuple[Asked, ...]] = ()
    """The schemas asked for."""
    _written_schema: ClassVar[str]

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Any:
        """Return the answer in *json_data*, which may stand in a code fence or among other words."""
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode(errors="replace")
        check = CHECK.get()
        if check is not None:
            check.hear(text)
        return super().model_validate_json(only_json(text), **options | {"context": {"check": check}})

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Any:
        """Return the answer in *obj*, the arguments of a tool call."""
        check = CHECK.get()
        if check is not None:
            check.hear(json.dumps(obj, ensure_ascii=False, default=str))
        return super().model_validate(obj, **options | {"context": {"check": check}})

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """Return the JSON Schema of the answer; worked out once, since instructor asks for it with every request."""
        if args or options:
            return super().model_json_schema(*args, **options)
        if "_written_schema" not in cls.__dict__:
            cls._written_schema = json.dumps(super().model_json_schema())
        schema: dict[str, Any] = json.loads(cls._written_schema)
        return schema

    @model_validator(mode="wrap")
    @classmethod
    def _begin(cls, data: Any, handler: ModelWrapValidatorHandler[Answer], info: ValidationInfo) -> Answer:
        check = (info.context or {}).get("check")
        declarations = [one.declaration for one in cls.asked]
        unwrapped = unwrap(data, [one.list_name for one in declarations])
        if check is not None:
            check.unwrapped += unwrapped is not data
            check.begin(unwrapped if isinstance(unwrapped, dict) else {}, declarations)
        answer = handler(unwrapped)
        if check is not None:
            check.held = answer
        return answer

    def data(self) -> Data:
        """Return the answer as plain data."""
        return self.model_dump(mode="json")


def only_json(text: str) -> str:
    """Return the JSON in *text*, without a code fence and words around it.

    >>> only_json('Sure:\\n```json\\n{"a": [1]}\\n```'), only_json('See [1]: {"a": 2} Done.'), only_json(" [1] ")
    ('{"a": [1]}', '{"a": 2}', '[1]')
    """
    fenced = re.search(r"```\w*\s*(.*?)```", text, re.DOTALL)
    inner = (fenced[1] if fenced is not None else text).strip()
    found = re.search(r"\[.*\]" if inner.startswith("[") else r"\{.*\}", inner, re.DOTALL)
    return found[0] if found is not None else inner


def unwrap(data: Any, list_names: list[str]) -> Any:
    """Return *data* without an object around it that nobody asked for, or with the one list named that was asked for.

    >>> unwrap({"result": {"a": []}}, ["a"]), unwrap([1], ["a"]), unwrap({"b": {"c": 1}}, ["a"])
    ({'a': []}, {'a': [1]}, {'b': {'c': 1}})
    """
    if isinstance(data, list) and len(list_names) == 1:
        return {list_names[0]: data}
    if isinstance(data, dict) and not set(data) & set(list_names):
        inner = [value for value in data.values() if isinstance(value, dict) and set(value) & set(list_names)]
        if len(inner) == 1:
            return inner[0]
    return data


def answer_model(declarations: Sequence[Declaration]) -> type[Answer]:
    """Return the model of an answer to a question about *declarations*; made once for each kind of question."""
    asked = tuple(Asked(declaration, record_model(declaration)) for declaration in declarations)
    lists: dict[str, Any] = {
        one.declaration.list_name: (_list_of(one.record), Field(description=one.declaration.definition))
        for one in asked
    }
    model = create_model("Answer", __base__=Answer, **lists)
    model.asked = asked
    return model


def _list_of(record: type[BaseModel]) -> Any:
    """Return a type that validates as ``list[record]`` and hides the record.

    instructor walks five times a request through the members of every model that it can see: a third of all the time
    that a request takes here.
    """

    class Records(list[Any]):
        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
            return handler.generate_schema(list[record])  # type: ignore[valid-type]

    return Records


def record_model(declaration: Declaration) -> type[BaseModel]:
    """Return the model of one record in an answer: what is asked of a model, the quotations that state it first."""
    fields = {spec.name: _field(declaration, spec) for spec in fields_asked(declaration)}
    return create_model(
        declaration.name,
        __config__=ConfigDict(extra="forbid", json_schema_extra=_require_everything),
        __doc__=declaration.definition,
        **fields,
    )


def fields_asked(declaration: Declaration) -> tuple[FieldSpec, ...]:
    """Return the fields that a model is asked for, those that hold the evidence first."""
    asked = [spec for spec in declaration.fields if spec.role is None or spec.role.name not in COMPUTED]
    return tuple(sorted(asked, key=lambda spec: spec.role is None or spec.role.name != "evidence"))


def _field(declaration: Declaration, spec: FieldSpec) -> Any:
    declared = declaration.model.model_fields[spec.name]
    if spec.type == "plain" and spec.python_type is not str:
        inner: Any = declared.annotation
    else:
        inner = _type_of(spec)
        inner = list[inner] if spec.is_list else inner
        inner = inner | None if spec.is_optional else inner
    if declared.metadata and (spec.is_list or spec.type == "plain"):
        inner = Annotated[inner, *declared.metadata]  # lengths, bounds and patterns of the declaration hold here too
    default = {} if spec.is_required else {"default": declared.get_default(call_default_factory=True)}
    return inner, Field(description=spec.description, **default)


def _type_of(spec: FieldSpec) -> Any:
    if spec.type == "literal":
        return Literal[spec.choices]
    if spec.type == "ref":
        return Annotated[str, AfterValidator(_reference_to(spec.target or ""))]
    if spec.type in ("quote", "when"):
        return Annotated[str, AfterValidator(_quotation)]
    if spec.role is not None and spec.role.name == "name":
        return Annotated[str, AfterValidator(_name)]
    return Annotated[str, AfterValidator(_words)]


def _quotation(value: str, info: ValidationInfo) -> str:
    check = (info.context or {}).get("check")
    return value if check is None else check.quotation(value)


def _words(value: str, info: ValidationInfo) -> str:
    check = (info.context or {}).get("check")
    return value if check is None else check.words(value)


def _name(value: str, info: ValidationInfo) -> str:
    check = (info.context or {}).get("check")
    return value if check is None else check.name(value)


def _reference_to(target: str) -> Callable[[str, ValidationInfo], str]:
    def reference(value: str, info: ValidationInfo) -> str:
        check = (info.context or {}).get("check")
        return value if check is None else check.reference(target, value)

    return reference


def _require_everything(schema: dict[str, Any]) -> None:
    """Make a schema ask for every key: a model that may leave one out does."""
    schema["required"] = list(schema["properties"])
    for part in schema["properties"].values():
        part.pop("default", None)
