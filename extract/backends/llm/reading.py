"""One page, read by a model: which questions are asked, what is done with the answers."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from extract.backends.llm.cache import Answers, Kept
from extract.backends.llm.chunks import Chunk, share_of, split_body
from extract.backends.llm.faults import CutOff
from extract.backends.llm.held import CHECK, Check, Names
from extract.backends.llm.mend import Loss, mend
from extract.backends.llm.merge import to_draft_records
from extract.backends.llm.prompt import Prompt, Question, describe
from extract.backends.llm.response import Answer, Data, answer_model
from extract.backends.llm.settings import Settings
from extract.backends.llm.transport import Spent
from extract.catalog import Catalog
from extract.declaration import Declaration
from extract.errors import BackendError
from extract.grounding.mentions import forms_of
from extract.passages import passage_records
from extract.stages import Call, Draft, Failure, Page, Span

log = logging.getLogger("extract.llm")

Group = tuple[Declaration, ...]
"""The schemas that one question asks for."""
Ask = Callable[[type[Answer], tuple[str, str], Check], Kept]
"""Asks the model: the form of the answer, the system's and the user's message, what the answer is held against."""


def groups_of(catalog: Catalog, ask: str) -> list[Group]:
    """Return what is asked together: each schema by itself (``each``), or all at once (``all``).

    Passages are found by layout and not asked for. Entities come first: later questions are given their names.
    """
    asked = tuple(declaration for declaration in catalog if declaration.kind != "passage")
    return [asked] if ask == "all" else [(declaration,) for declaration in asked]


@dataclass(frozen=True)
class Form:
    """A kind of question: what is asked for, made ready once."""

    answer: type[Answer]
    schemas: tuple[Mapping[str, Any], ...]
    """What the prompt is given of them."""
    digest: str
    """Of the answer's JSON Schema."""

    @classmethod
    def of(cls, group: Group) -> Form:
        """Return the form of a question about *group*."""
        answer = answer_model(group)
        written = json.dumps(answer.model_json_schema(), sort_keys=True)
        return cls(answer, tuple(map(describe, group)), hashlib.sha256(written.encode()).hexdigest())


def names_of(group: Group) -> tuple[str, ...]:
    """Return the names of the schemas in a group."""
    return tuple(declaration.name for declaration in group)


@dataclass
class Reader:
    """Reads pages by asking a model, or what is kept of its answers."""

    catalog: Catalog
    model: str
    settings: Settings
    prompt: Prompt
    answers: Answers
    ask: Ask | None
    """None where only kept answers are used."""
    cost_of: Callable[[Spent], float]
    forms: Mapping[tuple[str, ...], Form] = field(init=False)
    """Names of the schemas asked for together -> the form of the question."""

    def __post_init__(self) -> None:
        groups = [*groups_of(self.catalog, self.settings.ask), *groups_of(self.catalog, "each")]
        self.forms = {names_of(group): Form.of(group) for group in groups}

    def read(self, page: Page) -> Draft:
        """Return what the model finds in *page*.

        Raises:
            BackendError: nothing is kept of an answer, and no model is to be asked.
            Exception: whatever the provider's SDK raises.
        """
        reading = _Reading(self, page)
        for chunk in split_body(page, size=self.settings.chunk, overlap=self.settings.overlap):
            reading.read_chunk(chunk)
        return reading.draft()


@dataclass
class _Reading:
    """The reading of one page: what is found so far."""

    reader: Reader
    page: Page
    found: list[tuple[Group, Data]] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    losses: list[tuple[Group, Loss]] = field(default_factory=list)
    spent: Spent = field(default_factory=Spent)
    calls: list[Call] = field(default_factory=list)
    sent: int = 0
    kept: int = 0
    unwrapped: int = 0
    read: dict[str, list[Span]] = field(default_factory=dict)

    def read_chunk(self, chunk: Chunk) -> None:
        for number in range(self.reader.settings.passes):
            for group in groups_of(self.reader.catalog, self.reader.settings.ask):
                self._read_group(group, chunk, number)

    def _read_group(self, group: Group, chunk: Chunk, number: int) -> None:
        """Ask for *group* in *chunk*; where that is too much for the model, ask for less at once."""
        try:
            data = self._answer(group, chunk, number)
        except CutOff:
            halves = chunk.halves()
            if len(group) > 1:
                for declaration in group:
                    self._read_group((declaration,), chunk, number)
            elif halves is not None:
                for half in halves:
                    self._read_group(group, half, number)
            else:
                self.losses.append((group, Loss("", f"it is too long, even for: {chunk.text}", True)))
            return
        self.found.append((group, data))
        self.names = self.names.with_records(data, group)
        for declaration in group:
            self.read.setdefault(declaration.name, []).append(chunk.span)

    def _answer(self, group: Group, chunk: Chunk, number: int) -> Data:
        form = self.reader.forms[names_of(group)]
        question = Question(
            form.schemas,
            chunk.text,
            names={one.name: self.names.all_of(one.name) for one in self.reader.catalog.of_kind("entity")},
            found=self._found_in(group) if number else {},
            published=self.page.article.published,
        )
        check = Check(chunk.text, self.names)
        self.sent += len(chunk.text)
        kept = self._kept_or_asked(form, self.reader.prompt.messages(question), check)
        self.calls.append(Call(names_of(group), chunk.span, share_of(self.page, [chunk.span]), kept.is_whole))
        log.debug(
            "%s: asked for %s, characters %d-%d, %d requests, %d + %d tokens",
            self.page.article.uri, ", ".join(names_of(group)), chunk.span.start, chunk.span.end,
            kept.requests, kept.input_tokens, kept.output_tokens,
        )  # fmt: skip
        if not kept.is_whole:
            raise CutOff
        data, losses = _held(form.answer, kept.text, check)
        self.unwrapped += check.unwrapped > 0
        self.losses += [(group, loss) for loss in losses]
        return data

    def _found_in(self, group: Group) -> Data:
        return {
            one.list_name: [record for _, data in self.found for record in data.get(one.list_name, ())] for one in group
        }

    def _kept_or_asked(self, form: Form, messages: tuple[str, str], check: Check) -> Kept:
        reader = self.reader
        key = key_of(reader.model, reader.settings, form, messages)
        kept = reader.answers.get(key)
        if kept is not None:
            self.kept += 1
            return kept
        if reader.ask is None:
            raise BackendError(
                f"no answer of {reader.model} is kept for a question of this article",
                where=f"{self.page.article.uri}, {', '.join(one.declaration.name for one in form.answer.asked)}",
                remedy="run it without --replay: the article, a schema, the prompt or a setting is not what it was",
            )
        kept = replace(reader.ask(form.answer, messages, check), model=reader.model, article=self.page.article.id)
        reader.answers.put(key, kept)
        self.spent.add(Spent(kept.requests, kept.reasks, kept.retries, kept.input_tokens, kept.output_tokens))
        return kept

    def draft(self) -> Draft:
        records = to_draft_records(self.reader.catalog, self.found, self.page)
        forms = {
            record.key: forms_of((record.values.get("name"), record.values.get("aliases")))
            for record in records
            if record.key is not None
        }
        passages = passage_records(self.page, self.reader.catalog, forms)
        losses = tuple(map(self._failure, self.losses))
        return Draft(self.page, (*records, *passages), losses, self._usage(), tuple(self.calls))

    def _failure(self, lost: tuple[Group, Loss]) -> Failure:
        group, loss = lost
        article = self.page.article
        what = f"{loss.path} of the model's answer" if loss.path else "the model's answer"
        fate = "was dropped" if loss.is_record else "was left out"
        error = BackendError(
            f"{what} {fate}: {loss.reason}",
            where=f"{article.uri}, {', '.join(names_of(group))}",
            remedy="nothing, or try more --reasks or a better model",
        )
        return Failure(article.uri, error, article.id)

    def _usage(self) -> dict[str, float]:
        length = sum(block.span.end - block.span.start for block in self.page.body)
        asked = [one.name for one in self.reader.catalog if one.kind != "passage"]
        shares = [share_of(self.page, self.read.get(name, ())) for name in asked]
        return {
            "questions": len(self.calls),
            "kept_answers": self.kept,
            "unwrapped_answers": self.unwrapped,
            **vars(self.spent),
            "cost": self.reader.cost_of(self.spent),
            "characters": length,
            "characters_sent": self.sent,
            "characters_read": round(length * min(shares, default=1.0)),
        }


def _held(form: type[Answer], text: str, check: Check) -> tuple[Data, list[Loss]]:
    """Return what holds of an answer, and what does not."""
    if check.held is None or check.heard != text:
        token = CHECK.set(check)
        try:
            form.model_validate_json(text, strict=False)
        except ValidationError:
            return mend(form, text, check)
        finally:
            CHECK.reset(token)
    assert check.held is not None
    return check.held.data(), []


def key_of(model: str, settings: Settings, form: Form, messages: Sequence[str]) -> str:
    """Return the key of an answer: the digest of all that it depends on, whatever server or machine gives it."""
    sampling = [settings.temperature, settings.max_tokens, settings.reasks]
    content = json.dumps([model, *messages, form.digest, *sampling], ensure_ascii=False)
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()
