"""The form of a model's answer, made from declarations.

Quotations and references are plain strings here: a model copies words, it does not count characters or give ids. That
the words are in the article and that the names are known is checked by the validators, whose messages instructor sends
back to the model, with the path of the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
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
from pydantic_core import CoreSchema

from extract.backends.llm.held import CHECK, Check
from extract.declaration import Declaration, FieldSpec

Data = dict[str, list[dict[str, Any]]]
"""An answer as plain data: list name -> records."""

COMPUTED = ("mentions", "country")
"""Roles of fields that are worked out from the text, not asked of a model."""


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
    def model_validate_json(cls, json_data: str | bytes | bytearray | None, **options: Any) -> Any:
        """Return the answer in *json_data*, which may stand in a code fence or among other words; None has none."""
        text = json_data if isinstance(json_data, str) else bytes(json_data or b"").decode(errors="replace")
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


def _checked(value: str, info: ValidationInfo, by: Callable[[Check, str], str]) -> str:
    check = (info.context or {}).get("check")
    return value if check is None else by(check, value)


def _quotation(value: str, info: ValidationInfo) -> str:
    return _checked(value, info, Check.quotation)


def _words(value: str, info: ValidationInfo) -> str:
    return _checked(value, info, Check.words)


def _name(value: str, info: ValidationInfo) -> str:
    return _checked(value, info, Check.name)


def _reference_to(target: str) -> Callable[[str, ValidationInfo], str]:
    return lambda value, info: _checked(value, info, lambda check, name: check.reference(target, name))


def _require_everything(schema: dict[str, Any]) -> None:
    """Make a schema ask for every key: a model that may leave one out does."""
    schema["required"] = list(schema["properties"])
    for part in schema["properties"].values():
        part.pop("default", None)
