"""What libraries raise becomes an error of ours: what happened, where, what to do; no key and no answer in it."""

from typing import Any

import pytest

from extract.backends.llm.faults import (
    BudgetSpent,
    FatalBackendError,
    Stopped,
    cause_of,
    clean,
    is_too_long,
    is_transient,
    not_startable,
    to_own_error,
)
from extract.errors import BackendError, UsageError


class APIStatusError(Exception):
    def __init__(self, status: int, message: str = "told", **body: Any) -> None:
        super().__init__(f"Error code: {status} - {message}")
        self.status_code = status
        self.body = {"message": message} | body


class APIConnectionError(Exception):
    pass


class APITimeoutError(APIConnectionError):
    pass


class InstructorRetryException(Exception):
    pass


def own(error: Exception, **options: Any) -> BackendError:
    return to_own_error(error, model="openai/x", where="a.txt", **{"base_url": "http://me:pw@host/v1"} | options)


def wrapped(error: Exception) -> Exception:
    try:
        raise InstructorRetryException("<long answers>") from error
    except InstructorRetryException as outer:
        return outer


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_some_refusals_may_pass(status: int) -> None:
    """The same request may succeed later."""
    assert is_transient(APIStatusError(status))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_other_refusals_do_not(status: int) -> None:
    """Sending it again would be refused again."""
    assert not is_transient(APIStatusError(status))


def test_an_empty_account_does_not_fill_by_waiting() -> None:
    """429 stands for two things."""
    assert not is_transient(APIStatusError(429, "You exceeded your current quota", code="insufficient_quota"))


@pytest.mark.parametrize("error", [APIConnectionError(), APITimeoutError(), ConnectionResetError(), TimeoutError()])
def test_a_broken_connection_may_pass(error: Exception) -> None:
    """Whatever library names it."""
    assert is_transient(error)


def test_a_fault_of_the_program_is_not_retried() -> None:
    """It would be the same."""
    assert not is_transient(TypeError("no"))


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 8192 tokens.",
        "context_length_exceeded",
        "prompt is too long: 210000 tokens > 200000 maximum",
        "Requested tokens (9000) exceed context window of 8192",
    ],
)
def test_a_text_that_does_not_fit_is_recognised(message: str) -> None:
    """In the words of several servers; it is asked about in pieces."""
    assert is_too_long(APIStatusError(400, message))
    assert not is_too_long(APIStatusError(401, message))


def test_the_cause_is_found_behind_wrappers() -> None:
    """instructor wraps errors, with whole answers in its message."""
    cause = APIStatusError(401)

    assert cause_of(wrapped(cause)) is cause
    assert "<long answers>" not in str(own(wrapped(cause)))


@pytest.mark.parametrize(
    ("error", "problem", "is_fatal"),
    [
        (APIStatusError(401), "the provider of openai/x does not accept the key: told", True),
        (APIStatusError(403), "the key may not use openai/x: told", True),
        (APIStatusError(404), "openai/x is not known there: told", True),
        (APIStatusError(400), "openai/x refuses the request: told", False),
        (APIStatusError(429), "openai/x still refuses for too many requests: told", False),
        (APIStatusError(503), "the server of openai/x still fails: told", False),
        (APIStatusError(418), "openai/x could not be asked (status 418): told", False),
        (
            APIStatusError(429, "insufficient_quota"),
            "the account behind openai/x has no quota left: insufficient_quota",
            True,
        ),
        (APITimeoutError(), "openai/x did not answer in time", False),
        (ConnectionRefusedError(), "nothing answers at http://***@host/v1: the connection is refused", True),
        (APIConnectionError("reset"), "the connection to http://***@host/v1 broke off: reset", False),
        (BudgetSpent("the token budget is spent"), "the token budget is spent", True),
        (Stopped(), "the run was stopped before this article was read", False),
    ],
)
def test_each_error_is_told(error: Exception, problem: str, is_fatal: bool) -> None:
    """With the article; what holds for the whole run is of a class of its own."""
    told = own(wrapped(error))

    assert told.problem == problem
    assert told.where == "a.txt"
    assert told.remedy
    assert isinstance(told, FatalBackendError) is is_fatal


def test_google_refuses_a_key_with_the_status_of_a_bad_request() -> None:
    """It is told as a wrong key all the same."""
    told = own(APIStatusError(400, "API key not valid. Please pass a valid API key."))

    assert isinstance(told, FatalBackendError)
    assert told.problem.startswith("the provider of openai/x does not accept the key")


def test_google_calls_too_many_requests_a_quota() -> None:
    """Where it tells when to come again the request is repeated."""
    error = APIStatusError(429, "You exceeded your current quota")
    assert not is_transient(error)
    error.details = {"retryDelay": "3s"}  # type: ignore[attr-defined]

    assert is_transient(error)


def test_a_package_that_is_missing_is_told_with_its_command() -> None:
    """An extra of ours where there is one, else what the library names."""
    words = "The {0} package is required to use the provider. Install it with `pip install {0}`."

    assert not_startable(ImportError(words.format("google-genai")), "google/x").remedy.startswith(
        "pip install 'extract-news[google]'"
    )
    assert not_startable(ImportError(words.format("mistralai")), "mistral/x").remedy.startswith(
        "pip install mistralai,"
    )
    assert not_startable(ImportError("no module"), "groq/x").remedy.startswith("pip install groq,")


def test_a_refusal_after_an_answer_is_of_one_article() -> None:
    """A firewall that dislikes one text is no wrong key."""
    assert not isinstance(own(APIStatusError(403), has_answered=True), FatalBackendError)
    assert isinstance(own(ConnectionRefusedError(), has_answered=True), FatalBackendError)


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (Exception("Unsupported provider: nope. Supported providers are: …"), "no provider is called 'nope'"),
        (Exception("The nope package is required to use it"), "nope needs a package that is not installed"),
        (ImportError("No module named 'nope'"), "nope needs a package that is not installed"),
        (Exception("NOPE_API_KEY is not set"), "no client for nope/x can be made: NOPE_API_KEY is not set"),
    ],
)
def test_a_client_that_cannot_be_made_is_wrong_usage(error: Exception, problem: str) -> None:
    """Nothing was started."""
    told = not_startable(error, "nope/x")

    assert isinstance(told, UsageError)
    assert told.problem.startswith(problem)


def test_keys_are_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the environment, whatever they look like, and what looks like one; long messages are cut."""
    monkeypatch.setenv("SOME_API_KEY", "plainwords99")

    assert clean("key plainwords99 and gsk_abcdefgh1234, Bearer eyJhbGciOi.xyz") == "key *** and ***, ***"
    assert clean("a\nb " + "x" * 1000) == "a b " + "x" * 236 + "…"
