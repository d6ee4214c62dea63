"""The words that are sent to a model: two Jinja files, which a user can replace.

``instructions.j2`` becomes the system message, ``article.j2`` the user's. Both are given the schemas asked for, the
names known, what earlier passes found, and the article as data: what stands in it is never read as a template.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.backends.llm.response import Data, fields_asked
from extract.catalog import Catalog
from extract.cue_language import ALTERNATIVES, SLOT
from extract.declaration import Declaration, FieldSpec
from extract.errors import UsageError
from extract.stages import Page

if TYPE_CHECKING:
    from jinja2 import Environment, Template

SHIPPED = Path(__file__).parent / "prompts"
INSTRUCTIONS, ARTICLE = "instructions.j2", "article.j2"

_PHRASINGS, _ALTERNATIVES = 12, 4
"""Of a declaration's cues, and of the words that may stand at one place: examples, not the whole list."""
_FORMS = {
    "quote": "quotation",
    "when": "quotation: the words that tell the date",
    "str": "words copied from the article",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "date": "date, YYYY-MM-DD",
}


@dataclass(frozen=True)
class Question:
    """What is asked about one stretch of text."""

    schemas: tuple[Mapping[str, Any], ...]
    """What is asked for, as ``describe`` tells it."""
    text: str
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Schema -> names of its records known already."""
    found: Data = field(default_factory=dict)
    """What earlier passes found."""
    published: str | None = None

    def variables(self) -> dict[str, Any]:
        """Return what the prompt files can use."""
        return {
            "schemas": self.schemas,
            "names": {schema: known for schema, known in self.names.items() if known},
            "found": json.dumps(self.found, ensure_ascii=False) if any(self.found.values()) else "",
            "text": self.text,
            "published": self.published,
            # A text cannot hold its own digest, so no article can say that it ends here.
            "mark": hashlib.sha256(self.text.encode()).hexdigest()[:12],
        }


@dataclass(frozen=True)
class Prompt:
    """The two templates."""

    instructions: Template
    article: Template
    sources: tuple[str, str] = ("", "")
    """What the two files hold."""

    def messages(self, question: Question) -> tuple[str, str]:
        """Return the system's and the user's message; UsageError where a template fails on the question."""
        variables = question.variables()
        return _rendered(self.instructions, variables), _rendered(self.article, variables)


def load_prompt(path: str | Path | None = None) -> Prompt:
    """Return the prompt in *path*: a folder with one or both of the files, or one file in place of the instructions.

    What it does not have is taken from the prompt that comes with the package.

    Raises:
        UsageError: nothing is there, or a template is faulty; the error tells file and line.
    """
    given = Path(path) if path is not None else SHIPPED
    names = {INSTRUCTIONS: given / INSTRUCTIONS, ARTICLE: given / ARTICLE}
    if given.is_file():
        names = {INSTRUCTIONS: given, ARTICLE: SHIPPED / ARTICLE}
    elif not any(file.is_file() for file in names.values()):
        raise UsageError(
            f"there is no prompt at {given}",
            where="--prompt",
            remedy=f"give a file, or a folder with {INSTRUCTIONS} or {ARTICLE}; extract prompt shows the one in use",
        )
    files = [file if file.is_file() else SHIPPED / name for name, file in names.items()]
    sources = tuple(map(_source, files))
    environment = _environment()
    instructions, article = (_template(environment, file, source) for file, source in zip(files, sources, strict=True))
    return Prompt(instructions, article, (sources[0], sources[1]))


def render_prompt(page: Page, catalog: Catalog, prompt_path: str | Path | None = None, *, ask: str = "each") -> str:
    """Return, for people, every message that a first reading of *page* would send.

    With ``ask="each"`` the names that later questions are given are known only after the first is answered, so they
    are not shown.
    """
    from extract.backends.llm.chunks import split_body
    from extract.backends.llm.reading import groups_of
    from extract.backends.llm.settings import Settings

    prompt, defaults = load_prompt(prompt_path), Settings()
    parts: list[str] = []
    for chunk in split_body(page, size=defaults.chunk, overlap=defaults.overlap):
        for group in groups_of(catalog, ask):
            question = Question(tuple(map(describe, group)), chunk.text, published=page.article.published)
            for role, message in zip(("system", "user"), prompt.messages(question), strict=True):
                parts.append(f"[{role}]\n{message}\n")
    return "\n".join(parts)


def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _source(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _faulty(str(error), str(file)) from None


def _template(environment: Environment, file: Path, source: str) -> Template:
    from jinja2 import TemplateSyntaxError

    try:
        template = environment.from_string(source)
    except TemplateSyntaxError as error:
        raise _faulty(error.message or "a fault", f"{file}, line {error.lineno}") from None
    template.name = str(file)
    return template


def _rendered(template: Template, variables: dict[str, Any]) -> str:
    from jinja2 import TemplateError

    try:
        return template.render(variables).strip()
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise _faulty(str(error), str(template.name)) from None


def _faulty(fault: str, where: str) -> UsageError:
    return UsageError(
        f"the prompt cannot be used: {fault}",
        where=where,
        remedy="mend the file; docs/llm.md lists what a prompt can use, and extract prompt shows what is sent",
    )


def describe(declaration: Declaration) -> dict[str, Any]:
    """Return what a prompt can tell of a schema: name, list_name, kind, definition, fields, phrasings."""
    stating = (cue for cue in declaration.cues if not cue.is_barring)
    return {
        "name": declaration.name,
        "list_name": declaration.list_name,
        "kind": declaration.kind,
        "definition": declaration.definition,
        "fields": [
            {"name": spec.name, "form": _form(spec), "description": spec.description}
            for spec in fields_asked(declaration)
        ],
        "phrasings": [_phrasing(cue.sentence) for cue in islice(stating, _PHRASINGS)],
    }


def _phrasing(sentence: str) -> str:
    """Return a cue for a reader who generalises: slots in angle brackets, a few of the words that may stand there.

    >>> _phrasing("{agents} ask/beg/urge/press/push/order {whom} to {content}")
    '<agents> ask/beg/urge/press <whom> to <content>'
    """
    shortened = ALTERNATIVES.sub(lambda words: "/".join(words[0].split("/")[:_ALTERNATIVES]), sentence)
    return SLOT.sub(lambda slot: f"<{slot['field']}>", shortened)


def _form(spec: FieldSpec) -> str:
    if spec.type == "ref":
        form = f"name of a record of {spec.target}"
    elif spec.type == "literal":
        form = "one of " + ", ".join(spec.choices)
    else:
        form = _FORMS[spec.type] if spec.type in _FORMS else _FORMS[spec.python_type.__name__]
    if spec.is_list:
        return f"list of: {form}"
    return f"{form}; or null" if spec.is_optional else form
