"""One question to one model, through instructor."""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extract.backends.llm.cache import Kept
from extract.backends.llm.faults import Outdated, cause_of, is_invalid_answer, is_too_long, not_startable, refuses
from extract.backends.llm.held import CHECK, Check
from extract.backends.llm.response import Answer
from extract.backends.llm.settings import Settings
from extract.backends.llm.transport import Attempts, Transport
from extract.errors import UsageError

if TYPE_CHECKING:
    from instructor import Instructor


@dataclass(frozen=True)
class Manner:
    """A way to ask for JSON of a given form."""

    mode: str
    """instructor's name for it."""
    as_object: bool = False
    """Whether the schema goes as ``{"type": "json_object", "schema": …}``, which is llama-cpp-python's own way."""


MANNERS = (
    Manner("JSON_SCHEMA"),
    Manner("JSON_SCHEMA", as_object=True),
    Manner("JSON"),
    Manner("MD_JSON"),
    Manner("TOOLS"),
)
"""The best first; where provider or server refuses one, the next is taken for the rest of the run.

Left alone, instructor chooses by the model's name. Local servers hold to a JSON Schema far better than to tools.
"""


@dataclass(frozen=True)
class _Way:
    """How requests are made for now; a refusal may change it."""

    manner: Manner
    client: Instructor
    sampling: Mapping[str, Any]


class Client:
    """Asks a model: the one place that knows instructor."""

    def __init__(self, model: str, base_url: str | None, settings: Settings, transport: Transport) -> None:
        """Make the client.

        Raises:
            UsageError: the provider is unknown, its package or its key is missing.
        """
        self._model, self._base_url = model, base_url
        self._settings, self._transport = settings, transport
        sampling = {"temperature": settings.temperature, "max_tokens": settings.max_tokens}
        self._forms: dict[type[Answer], type[Answer]] = {}
        self._lock = threading.Lock()
        self._way = self._open(MANNERS, {name: value for name, value in sampling.items() if value is not None})

    def ask(self, form: type[Answer], messages: tuple[str, str], check: Check) -> Kept:
        """Return the model's last answer, whether it holds or not, and what all attempts took.

        Raises:
            Exception: what instructor or the provider's SDK raised, where no answer came.
        """
        attempts = Attempts(self._transport, "".join(messages))
        while True:
            way = self._way
            try:
                return self._ask(form, messages, check, attempts, way)
            except Exception as error:
                attempts.close()
                if not self._adapt(cause_of(error), way):
                    raise

    def _ask(self, form: type[Answer], messages: tuple[str, str], check: Check, attempts: Attempts, way: _Way) -> Kept:
        is_whole = True
        try:
            self._create(self._prepared(form), messages, check, attempts, way)
        except Exception as error:
            cause = cause_of(error)
            is_cut_off = type(cause).__name__ == "IncompleteOutputException" or attempts.is_cut_off
            if is_cut_off or is_too_long(cause):
                is_whole = False
            elif not (is_invalid_answer(cause) and check.heard is not None):
                raise
        attempts.close()
        self._transport.turns.received()  # what is too long got no answer, and is worked on all the same
        return Kept(text=(check.heard or "") if is_whole else "", is_whole=is_whole, **vars(attempts.spent))

    def _create(
        self, form: type[Answer], messages: tuple[str, str], check: Check, attempts: Attempts, way: _Way
    ) -> None:
        from instructor.core.hooks import Hooks

        hooks = Hooks()
        hooks.on("completion:response", attempts.answered)
        more = dict(way.sampling)
        if way.manner.as_object:
            response_format = {"type": "json_object", "schema": form.model_json_schema()}
            more["extra_body"] = {"response_format": response_format}
        held_against = CHECK.set(check)
        try:
            way.client.create(
                response_model=form,
                messages=[{"role": "system", "content": messages[0]}, {"role": "user", "content": messages[1]}],
                max_retries=attempts.retrying(lambda: self._way is way),
                strict=False,
                hooks=hooks,
                **more,
            )
        finally:
            CHECK.reset(held_against)

    def _prepared(self, form: type[Answer]) -> type[Answer]:
        """Return *form* as instructor wants it: it would make this class anew for every request."""
        with self._lock:
            if form not in self._forms:
                from instructor.processing.function_calls import openai_schema

                self._forms[form] = openai_schema(form)
            return self._forms[form]

    def _adapt(self, error: BaseException, way: _Way) -> bool:
        """Return whether something else can be tried after a refusal: a setting left out, or the next manner."""
        with self._lock:
            is_temperature = refuses(error, "temperature")
            if not (is_temperature or refuses(error, "form") or isinstance(error, Outdated)):
                return False
            if self._way is way:
                rest = MANNERS[MANNERS.index(way.manner) + 1 :]
                if is_temperature and "temperature" in way.sampling:
                    fewer = {name: value for name, value in way.sampling.items() if name != "temperature"}
                    self._way = replace(way, sampling=fewer)
                elif is_temperature or not rest:
                    return False
                else:
                    self._way = self._open(rest, way.sampling)
            return True

    def _open(self, manners: Sequence[Manner], sampling: Mapping[str, Any]) -> _Way:
        """Return a client for the first of *manners* that the provider has."""
        import instructor
        from instructor.core.exceptions import ModeError

        _silence()
        provider = self._model.partition("/")[0]
        for manner in manners:
            try:
                mode = instructor.Mode[manner.mode]
                client = instructor.from_provider(self._model, mode=mode, **self._given(provider))
            except ModeError:
                continue
            except Exception as error:
                raise not_startable(error, self._model) from error
            if manner.as_object and type(client.client).__module__.partition(".")[0] != "openai":
                continue
            if provider != "google":  # whose SDK is told by ``_given``
                self._configure(client.client, provider)
            return _Way(manner, client, sampling)
        raise UsageError(
            f"{provider} has none of the ways to answer in JSON",
            where="--model",
            remedy=f"take a provider with one of instructor's modes {', '.join(one.mode for one in MANNERS)}",
        )

    def _given(self, provider: str) -> dict[str, Any]:
        """Return what ``from_provider`` is to hand to the provider's SDK."""
        if provider == "openai" and self._base_url is not None and not os.environ.get("OPENAI_API_KEY"):
            return {"api_key": "none"}  # local servers want no key, the SDK wants one
        if provider == "google":
            url = {} if self._base_url is None else {"base_url": self._base_url}
            milliseconds = max(1, round(self._settings.timeout * 1000))
            return {"http_options": {"timeout": milliseconds, "retry_options": {"attempts": 1}} | url}
        return {}

    def _configure(self, sdk: Any, provider: str) -> None:
        """Set what ``from_provider`` does not take for every provider on the SDK's own client."""
        if getattr(sdk, "api_key", "") is None and getattr(sdk, "auth_token", None) is None:
            raise not_startable(ValueError("it has no key"), self._model)  # Anthropic's notices at the first request
        if hasattr(sdk, "max_retries"):
            sdk.max_retries = 0  # retries that the SDK makes would be seen by no budget and no count
        if hasattr(sdk, "timeout"):
            sdk.timeout = self._settings.timeout
        if self._base_url is not None:
            if not hasattr(sdk, "base_url"):
                raise UsageError(
                    f"{provider} cannot be given a base URL",
                    where="--base-url",
                    remedy="leave it out, or take openai/NAME for a server that speaks OpenAI's protocol",
                )
            sdk.base_url = self._base_url


def _silence() -> None:
    """Keep instructor's log lines to itself: they hold whole prompts and answers, at the level of errors too."""
    logging.getLogger("instructor").setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", message=".*falling back to JSON mode", category=UserWarning)  # of every request
