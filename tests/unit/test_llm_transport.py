"""Requests are paced, counted and paid from a budget; pauses are as long as the server asks for."""

from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest

from extract.backends.llm.faults import BudgetSpent, FatalBackendError, Outdated, Stopped
from extract.backends.llm.settings import Settings
from extract.backends.llm.transport import Attempts, Pace, Spent, Transport, retry_after


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_pace_spreads_evenly() -> None:
    """Sixty a minute are one a second; an idle minute earns no burst."""
    clock = Clock()
    pace = Pace(60, clock)

    assert [pace.take(1) for _ in range(3)] == [0, 1, 2]
    clock.now += 60
    assert [pace.take(1) for _ in range(2)] == [0, 1]


def test_what_was_not_used_is_given_back() -> None:
    """An estimate that was too large delays nobody in the end."""
    clock = Clock()
    pace = Pace(60, clock)
    pace.take(10)
    pace.take(-8)

    assert pace.take(1) == 2


def test_no_pace_never_waits() -> None:
    """None is no limit."""
    assert Pace(None).take(1e9) == 0


def test_a_budget_counts_what_is_under_way() -> None:
    """Two requests that would fit one by one do not fit together; when one took less, the next fits."""
    transport = Transport(Settings(token_budget=1000))
    transport.admit(600)
    with pytest.raises(BudgetSpent, match=r"the token budget of 1,000 is spent \(0 used\)"):
        transport.admit(600)
    transport.settle(600, Spent(requests=1, input_tokens=100, output_tokens=50))
    transport.admit(600)

    assert transport.spent == Spent(requests=1, input_tokens=100, output_tokens=50)


def test_cost_is_told_in_dollars() -> None:
    """Prices are for a million tokens."""
    transport = Transport(Settings(input_price=2.5, output_price=10))

    assert transport.cost_of(Spent(input_tokens=1_000_000, output_tokens=100_000)) == 3.5


def test_nothing_is_sent_once_the_run_is_stopped() -> None:
    """And no pause is sat out."""
    transport = Transport(Settings(token_budget=1000))
    transport.stopping.set()
    with pytest.raises(Stopped):
        transport.admit(10)
    with pytest.raises(Stopped):
        transport.sleep(1000)
    transport.stopping.clear()
    transport.admit(1000)


@pytest.mark.parametrize(
    "usage",
    [
        {"usage": SimpleNamespace(prompt_tokens=7, completion_tokens=3)},
        {"usage": SimpleNamespace(input_tokens=7, output_tokens=3)},
        {"usage_metadata": SimpleNamespace(prompt_token_count=7, candidates_token_count=3)},
    ],
    ids=["openai", "anthropic", "google"],
)
def test_tokens_are_counted_for_every_provider(usage: dict[str, Any]) -> None:
    """Each calls them something else."""
    transport = Transport(Settings())
    attempts = Attempts(transport, "words")
    attempts._send(lambda: True)
    attempts.answered(SimpleNamespace(**usage))

    assert attempts.spent == transport.spent == Spent(requests=1, input_tokens=7, output_tokens=3)


def test_thoughts_are_paid_for_too() -> None:
    """Google counts them apart from the answer."""
    attempts = Attempts(Transport(Settings()), "words")
    attempts._send(lambda: True)
    used = SimpleNamespace(prompt_token_count=7, candidates_token_count=3, thoughts_token_count=40)
    attempts.answered(SimpleNamespace(usage_metadata=used))

    assert attempts.spent == Spent(requests=1, input_tokens=7, output_tokens=43)


def test_what_was_made_ready_and_is_outdated_is_not_sent() -> None:
    """A refusal of another request holds for it too; nothing is counted."""
    transport = Transport(Settings())
    with pytest.raises(Outdated):
        Attempts(transport, "words")._send(lambda: False)

    assert transport.spent == Spent()


def test_nothing_is_sent_after_a_refusal_for_all() -> None:
    """The error is that of the request that was refused."""
    transport = Transport(Settings())
    transport.refusal = FatalBackendError("wrong key", where="a.txt", remedy="set it")
    with pytest.raises(FatalBackendError, match="wrong key"):
        transport.admit(1)


class Reason(Enum):
    MAX_TOKENS = "MAX_TOKENS"
    STOP = "STOP"


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (SimpleNamespace(candidates=[SimpleNamespace(finish_reason=Reason.MAX_TOKENS)]), True),
        (SimpleNamespace(candidates=[SimpleNamespace(finish_reason=Reason.STOP)]), False),
        (SimpleNamespace(candidates=None), False),
        (SimpleNamespace(stop_reason="max_tokens"), True),
        (SimpleNamespace(stop_reason="end_turn"), False),
        (SimpleNamespace(), False),
    ],
)
def test_an_answer_that_ended_at_the_limit_is_recognised(response: SimpleNamespace, expected: bool) -> None:
    """Asked again it would end there again: it is not sent back, however many tries are left."""
    attempts = Attempts(Transport(Settings(reasks=5)), "words")
    attempts.answered(response)

    assert attempts.is_cut_off is expected
    assert attempts._is_over(outcome(type("ResponseParsingError", (ValueError,), {})())) is expected


def test_a_server_that_tells_no_usage_is_counted_as_requests() -> None:
    """A request that got no answer counts too."""
    transport = Transport(Settings())
    attempts = Attempts(transport, "words")
    attempts._send(lambda: True)
    attempts._send(lambda: True)
    attempts.answered(SimpleNamespace())
    attempts.close()

    assert transport.spent == Spent(requests=2)


def error_with(**headers: str) -> Exception:
    error = Exception()
    error.response = SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()})  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after_ms": "250", "retry_after": "1"}, 0.25),
        ({"retry_after": "Thu, 01 Jan 1970 00:02:00 GMT"}, 20),
        ({"retry_after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"retry_after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_understood(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds, or a date."""
    assert retry_after(error_with(**headers), now=lambda: 100) == seconds


def test_google_tells_the_time_in_the_error_itself() -> None:
    """Among its details."""
    error = Exception()
    error.details = {"error": {"details": [{"@type": "RetryInfo", "retryDelay": "12.5s"}]}}  # type: ignore[attr-defined]

    assert retry_after(error) == 12.5


def test_errors_of_any_library_may_lack_a_response() -> None:
    """A broken connection has no headers."""
    assert retry_after(ConnectionError()) is None


def outcome(error: Exception) -> Any:
    return SimpleNamespace(outcome=SimpleNamespace(exception=lambda: error))


def test_pauses_grow_with_chance_in_them() -> None:
    """Between half and all of a pause that doubles; one asked for by the server is never cut short."""
    attempts = Attempts(Transport(Settings(backoff=2)), "")
    pauses = []
    for _ in range(4):
        pauses.append(attempts._pause(outcome(TimeoutError())))
        attempts._is_over(outcome(TimeoutError()))

    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, (2, 4, 8, 16), strict=True))
    assert 30 <= attempts._pause(outcome(error_with(retry_after="30"))) <= 31


def test_reasks_and_retries_are_counted_apart() -> None:
    """Trouble with the server does not use up the model's tries, nor the other way round; a reask does not wait."""
    attempts = Attempts(Transport(Settings(reasks=1, retries=2)), "")
    broken, invalid = outcome(ConnectionError()), outcome(type("ResponseParsingError", (ValueError,), {})())

    assert [attempts._is_over(one) for one in (broken, broken, invalid, invalid, broken)] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert attempts._pause(invalid) == 0
    assert (attempts.spent.reasks, attempts.spent.retries) == (1, 2)
