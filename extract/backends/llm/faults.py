"""What goes wrong between us and a model, told in our own errors, without keys and without the model's words.

The libraries' own messages hold whole answers and sometimes keys; what is passed on of them is cut and cleaned here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import ValidationError

from extract.errors import BackendError, UsageError

_TRANSIENT = (408, 409, 425, 429, 500, 502, 503, 504, 529)
_NO_CONNECTION = re.compile(r"(Connect|Connection|Timeout|TimedOut|RemoteProtocol|Read|Write|Transport|Network)\w*$")
_QUOTA = re.compile(r"insufficient_quota|billing|exceeded your current quota|credit balance", re.IGNORECASE)
_WRONG_KEY = re.compile(r"api.key not valid|API_KEY_INVALID|invalid (x-)?api.key", re.IGNORECASE)
"""Google says it with status 400."""
_TOO_LONG = re.compile(
    r"context_length_exceeded|(maximum|exceeds?|available) (the )?(model'?s? )?context|prompt is too long|"
    r"context (size|window|length)|too many tokens",
    re.IGNORECASE,
)
_REFUSED = {
    "temperature": re.compile(r"temperature", re.IGNORECASE),
    "form": re.compile(
        r"response_format|response_?schema|json_schema|json_object|output_format|structured output|tool", re.IGNORECASE
    ),
}
_KEYS: Final = re.compile(r"\b(?:sk|pk|gsk|xai|AIza|hf|ghp|Bearer)[-_ ]?[A-Za-z0-9_*.\-]{6,}")
_SECRET_VARIABLE = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL")
_LONGEST = 240
_EXTRAS = ("anthropic", "google")
"""Providers whose package an extra of ours installs, in a version that was tried."""


class BudgetSpent(Exception):
    """The run's budget would not last for another request."""


class Stopped(Exception):
    """The run is being stopped: nothing is sent any more."""


class Outdated(Exception):
    """The provider has refused meanwhile what a request, made ready and not sent yet, asks for."""


class CutOff(Exception):
    """The text or its answer was too long for the model: ask for less at once."""


class FatalBackendError(BackendError):
    """A backend cannot serve the whole run: what it says of one article holds for those that follow."""


def is_invalid_answer(error: BaseException) -> bool:
    """Return whether *error* says that an answer came but does not hold."""
    return isinstance(error, ValidationError) or any(
        kind.__name__ in ("JSONDecodeError", "ResponseParsingError", "AsyncValidationError")
        for kind in type(error).__mro__
    )


def is_transient(error: BaseException) -> bool:
    """Return whether the same request may succeed later: 429, 5xx, a time-out, a broken connection."""
    status = status_of(error)
    if status is not None:
        # Google says that a quota is exceeded where others speak of too many requests, and tells when to come again.
        has_no_quota = _QUOTA.search(_words_of(error)) and "retryDelay" not in str(getattr(error, "details", ""))
        is_final = has_no_quota or refuses(error, "form") or is_too_long(error)
        return (status in _TRANSIENT or status >= 500) and not is_final
    return _is_no_connection(error)


def status_of(error: BaseException) -> int | None:
    """Return the HTTP status that *error* tells of, whatever library it comes from."""
    for value in (
        getattr(error, "status_code", None),
        getattr(error, "code", None),
        getattr(getattr(error, "response", None), "status_code", None),
    ):
        if isinstance(value, int):
            return value
    return None


def is_too_long(error: BaseException) -> bool:
    """Return whether the provider refused a request because it does not fit into the model's context."""
    return status_of(error) in (400, 413, 422, 500) and bool(_TOO_LONG.search(_words_of(error)))


def refuses(error: BaseException, what: str) -> bool:
    """Return whether the provider refused a request for its ``temperature``, or the ``form`` of answer asked for."""
    # 500 is what llama-cpp-python's server answers to a form that it does not know.
    return status_of(error) in (400, 404, 415, 422, 500, 501) and bool(_REFUSED[what].search(_words_of(error)))


def _is_no_connection(error: BaseException) -> bool:
    return isinstance(error, ConnectionError | TimeoutError) or bool(_NO_CONNECTION.search(type(error).__name__))


def cause_of(error: BaseException) -> BaseException:
    """Return what lies behind *error*: instructor and tenacity wrap the provider's error, not always once."""
    while type(error).__name__ in ("InstructorRetryException", "RetryError") and error.__cause__ is not None:
        error = error.__cause__
    return error


def to_own_error(
    error: BaseException, *, model: str, where: str, base_url: str | None, has_answered: bool = False
) -> BackendError:
    """Return the error of ours that tells what *error* of a library means: cause, article, remedy.

    A model that *has_answered* is one that the key may use: what it refuses then is one article, not the run.
    """
    cause = cause_of(error)
    if isinstance(cause, BudgetSpent):
        return FatalBackendError(
            str(cause), where=where, remedy="give a larger budget and run again: what was answered is not asked twice"
        )
    if isinstance(cause, Stopped):
        return BackendError("the run was stopped before this article was read", where=where, remedy="run it again")
    if is_invalid_answer(cause):
        return BackendError(
            f"{model} gave no answer that can be used",
            where=where,
            remedy="give --reasks more tries, or another model",
        )
    status = 401 if status_of(cause) == 400 and _WRONG_KEY.search(_words_of(cause)) else status_of(cause)
    if status is None and _is_no_connection(cause):
        return _no_connection(cause, model=model, where=where, base_url=base_url)
    told = clean(_message_of(cause))
    for statuses, is_fatal, problem, remedy in _STATUSES:
        if status in statuses:
            if status in (402, 429) and _QUOTA.search(_words_of(cause)):
                return FatalBackendError(
                    f"the account behind {model} has no quota left: {told}",
                    where=where,
                    remedy="see to the account's billing, then run again: what was answered is not asked twice",
                )
            kind = FatalBackendError if is_fatal and not has_answered else BackendError
            return kind(f"{problem.format(model=model)}: {told}", where=where, remedy=remedy)
    status_told = f"status {status}" if status is not None else type(cause).__name__
    return BackendError(
        f"{model} could not be asked ({status_told}): {told}",
        where=where,
        remedy="run again; if it stays, see the provider's documentation for this message",
    )


_STATUSES: Final = (
    ((401,), True, "the provider of {model} does not accept the key", "set the provider's key variable to a valid key"),
    ((403,), True, "the key may not use {model}", "give the key the right to this model, or take another model"),
    ((404,), True, "{model} is not known there", "check --model and --base-url (most servers' end in /v1)"),
    (
        (400, 413, 415, 422),
        False,
        "{model} refuses the request",
        "leave out the setting that it names; where it names the schema, docs/llm.md tells what a provider may refuse",
    ),
    ((402, 429), False, "{model} still refuses for too many requests", "lower --concurrency or --requests-per-minute"),
    (tuple(range(500, 600)), False, "the server of {model} still fails", "run again later; finished work is kept"),
)


def _no_connection(cause: BaseException, *, model: str, where: str, base_url: str | None) -> BackendError:
    server = clean(base_url) if base_url else f"the provider of {model}"
    if "time" in type(cause).__name__.lower() or isinstance(cause, TimeoutError):
        return BackendError(
            f"{model} did not answer in time", where=where, remedy="give it longer (--timeout), or less (--chunk)"
        )
    if any(isinstance(one, ConnectionRefusedError) or "refused" in str(one).lower() for one in _chain(cause)):
        return FatalBackendError(
            f"nothing answers at {server}: the connection is refused",
            where=where,
            remedy="start the server, or check --base-url",
        )
    return BackendError(
        f"the connection to {server} broke off: {clean(str(cause))}",
        where=where,
        remedy="check --base-url and the network, then run again: finished work is kept",
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def not_startable(error: BaseException, model: str) -> UsageError:
    """Return the error that tells why no client for *model* could be made."""
    provider = model.partition("/")[0]
    told = clean(str(error))
    if "Unsupported provider" in told:
        return UsageError(
            f"no provider is called {provider!r}",
            where="--model",
            remedy="give PROVIDER/NAME, e.g. openai/…, anthropic/…, google/…, ollama/…; for any other server that "
            "speaks OpenAI's protocol openai/NAME with --base-url",
        )
    if "package is required" in told or isinstance(error, ImportError):
        named = re.search(r"pip install ([\w.-]*\w)", told)
        package = f"'extract-news[{provider}]'" if provider in _EXTRAS else named[1] if named else provider
        return UsageError(
            f"{provider} needs a package that is not installed",
            where="--model",
            remedy=f"pip install {package}, in this environment, then run again",
        )
    return UsageError(
        f"no client for {model} can be made: {told}",
        where="--model",
        remedy=f"set the variable that holds the key, as a rule {provider.upper()}_API_KEY",
    )


def _words_of(error: BaseException) -> str:
    """Return all that the provider says, codes included: to recognise an error by."""
    body = _body_of(error)
    return " ".join([_message_of(error), *(str(body[key]) for key in ("code", "type") if body.get(key))])


def _message_of(error: BaseException) -> str:
    return str(_body_of(error).get("message") or getattr(error, "message", None) or error)


def _body_of(error: BaseException) -> Mapping[str, object]:
    body = getattr(error, "body", None)
    inner = body.get("error", body) if isinstance(body, dict) else None
    return inner if isinstance(inner, dict) else {}


def clean(text: str) -> str:
    """Return *text* on one line, cut, without keys: those of the environment, and what looks like one.

    >>> clean("Incorrect API key provided: sk-abcdef123456."), clean("http://me:pw@host/v1?key=abc")
    ('Incorrect API key provided: ***', 'http://***@host/v1?***')
    """
    text = " ".join(text.split())
    for name, value in os.environ.items():
        if len(value) >= 8 and _SECRET_VARIABLE.search(name.upper()):
            text = text.replace(value, "***")
    text = re.sub(r"//[^/@\s]+@", "//***@", text)
    text = re.sub(r"(https?://[^\s?]+)\?\S+", r"\1?***", text)
    text = _KEYS.sub("***", text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
