"""What the page sends as a field's value -> plain data as a document has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from extract.dates import iso_of
from extract.declaration import FieldSpec
from extract.errors import ExtractError
from extract.stages import Article


class EditError(ExtractError):
    """An edit cannot be made: nothing was changed."""


class Place(BaseModel):
    """A stretch of the article's text: half-open, in Unicode code points."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: int
    end: int


def quote_at(place: Place, article: Article) -> dict[str, Any]:
    """Return the quotation at *place*, without white space at its ends; EditError where nothing is left."""
    start, end = max(0, place.start), min(place.end, len(article.text))
    while start < end and article.text[start].isspace():
        start += 1
    while start < end and article.text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise EditError(
            "nothing is selected there",
            where=f"characters {place.start}-{place.end} of {article.uri}",
            remedy="select words of the article",
        )
    return {"text": article.text[start:end], "start": start, "end": end}


def read_value(spec: FieldSpec, value: Any, article: Article) -> Any:
    """Return *value* as the field holds it; EditError where it is of another type. What is left empty becomes None.

    Whether the schema allows it is not asked here: a person may leave a record half done, and is told what it lacks.
    """
    if not spec.is_list:
        return None if value is None or value == "" else _read_one(spec, value, article)
    if not isinstance(value, list | tuple):
        raise _wrong(spec, value, "a list")
    read = [_read_one(spec, item, article) for item in value if item is not None and item != ""]
    return [item for number, item in enumerate(read) if item not in read[:number]]


def _read_one(spec: FieldSpec, value: Any, article: Article) -> Any:
    if spec.type in ("quote", "when"):
        return _read_quote(spec, value, article)
    if spec.type == "plain":
        return _read_plain(spec, value)
    if not isinstance(value, str):
        raise _wrong(spec, value, "a text")
    return value


def _read_quote(spec: FieldSpec, value: Any, article: Article) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(value.get(end), int) for end in ("start", "end")):
        raise _wrong(spec, value, "a place in the text")
    quote = quote_at(Place(start=value["start"], end=value["end"]), article)
    if spec.type == "when":
        # A person who takes another date from the text has not said yet what it means; the article's own date may tell.
        given = value["iso"] if "iso" in value else iso_of(quote["text"], article.published)
        quote["iso"] = str(given or "").strip() or None
    same_place = quote["start"] == value["start"] and quote["end"] == value["end"]
    return quote | {key: value[key] for key in ("match", "score") if same_place and value.get(key) is not None}


def _read_plain(spec: FieldSpec, value: Any) -> Any:
    if spec.python_type is bool or isinstance(value, bool):
        if not isinstance(value, bool) or spec.python_type is not bool:
            raise _wrong(spec, value, "yes or no")
        return value
    if not isinstance(value, str | int | float):
        raise _wrong(spec, value, "a text or a number")
    try:
        return _CONVERSIONS[spec.python_type](value)
    except ValueError:
        raise _wrong(spec, value, _WORDS[spec.python_type]) from None


def _read_date(value: Any) -> str:
    return date.fromisoformat(str(value).strip()).isoformat()


_CONVERSIONS: Mapping[type, Callable[[Any], Any]] = {str: str, int: int, float: float, date: _read_date}
_WORDS: Mapping[type, str] = {str: "a text", int: "a whole number", float: "a number", date: "a date, YYYY-MM-DD"}


def _wrong(spec: FieldSpec, value: Any, wanted: str) -> EditError:
    return EditError(f"{spec.name} takes {wanted}, not {value!r:.60}", where=spec.name, remedy="write it so")
