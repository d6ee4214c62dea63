"""How requests go out: paced, counted, paid from a budget, sent again where that helps.

A request is sent again in two cases that have nothing to do with each other. The answer does not hold: it goes back to
the model with what is wrong (a *reask*). Or no answer came, because of 429, 5xx, a time-out or a broken connection: the
same request is sent once more after a pause (a *retry*). tenacity runs both in instructor's own loop; this module tells
it which is which.
"""

from __future__ import annotations

import email.utils
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.backends.llm.faults import (
    BudgetSpent,
    FatalBackendError,
    Outdated,
    Stopped,
    is_invalid_answer,
    is_transient,
)
from extract.backends.llm.settings import Settings
from extract.backends.llm.turns import Turns

if TYPE_CHECKING:
    from tenacity import RetryCallState, Retrying

LONGEST_PAUSE = 60.0
"""Seconds; a Retry-After that is longer is waited out all the same."""
_CHARACTERS_A_TOKEN = 4
"""Of English text, about: only to pace and reserve before the provider tells the true number."""
_DELAY = re.compile(r"retryDelay\W+(\d+(?:\.\d+)?)s")
"""Where Google tells what others tell in Retry-After."""


@dataclass
class Spent:
    """What one or more questions took, over all attempts."""

    requests: int = 0
    reasks: int = 0
    retries: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def add(self, other: Spent) -> None:
        """Add what *other* took."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


class Pace:
    """Lets through so many units a minute, evenly, in the order of asking."""

    def __init__(self, per_minute: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds_a_unit = 60 / per_minute if per_minute else 0.0
        self._clock = clock
        self._free_at = clock()

    def take(self, units: float) -> float:
        """Take *units* (negative ones are given back), and return how many seconds to wait before they may be used."""
        if not self._seconds_a_unit:
            return 0.0
        now = self._clock()
        wait = max(0.0, self._free_at - now)
        self._free_at = max(now, self._free_at) + units * self._seconds_a_unit
        return wait


class Transport:
    """What all requests of a run share: pace, budget, the order to stop. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.spent = Spent()
        self.stopping = threading.Event()
        """Set to send nothing any more and to wait for nothing."""
        self.turns = Turns(settings.concurrency)
        self.refusal: FatalBackendError | None = None
        """Why nothing is sent any more."""
        self._reserved = 0
        self._lock = threading.Lock()
        self._requests = Pace(settings.requests_per_minute)
        self._tokens = Pace(settings.tokens_per_minute)

    def admit(self, tokens: int) -> None:
        """Wait until a request of about *tokens* may go out.

        Raises:
            BudgetSpent: the budget would not last for it.
            FatalBackendError: an earlier request told that all would be in vain.
            Stopped: the run is being stopped.
        """
        if self.refusal is not None:
            raise self.refusal
        with self._lock:
            self._check_budget(tokens)
            self._reserved += tokens
            wait = max(self._requests.take(1), self._tokens.take(tokens))
        try:
            self.sleep(wait)
        except Stopped:
            with self._lock:
                self._reserved -= tokens
            raise

    def settle(self, estimate: int, spent: Spent) -> None:
        """Count what was *spent*, in place of the *estimate* of tokens that a request was admitted with."""
        with self._lock:
            self._reserved -= estimate
            self.spent.add(spent)
            self._tokens.take(spent.input_tokens + spent.output_tokens - estimate)

    def sleep(self, seconds: float) -> None:
        """Wait; Stopped where the run is being stopped meanwhile."""
        if seconds > 0:
            self.stopping.wait(seconds)
        if self.stopping.is_set():
            raise Stopped

    def cost_of(self, spent: Spent) -> float:
        """Return the US dollars that *spent* costs at the prices in the settings."""
        prices = self.settings.input_price, self.settings.output_price
        return (spent.input_tokens * prices[0] + spent.output_tokens * prices[1]) / 1_000_000

    def _check_budget(self, tokens: int) -> None:
        """Raise BudgetSpent where what is spent, under way and about to be sent is more than the budget has."""
        under_way = Spent(input_tokens=self._reserved + tokens)
        used = self.spent.input_tokens + self.spent.output_tokens
        if self.settings.token_budget is not None and used + under_way.input_tokens > self.settings.token_budget:
            raise BudgetSpent(f"the token budget of {self.settings.token_budget:,} is spent ({used:,} used)")
        cost = self.cost_of(self.spent)
        if self.settings.cost_budget is not None and cost + self.cost_of(under_way) > self.settings.cost_budget:
            raise BudgetSpent(f"the cost budget of ${self.settings.cost_budget:g} is spent (${cost:.4f} used)")


class Attempts:
    """The attempts at one question: tenacity's callbacks, and the count of what they took."""

    def __init__(self, transport: Transport, text: str) -> None:
        self.spent = Spent()
        self._transport = transport
        self._estimate = len(text) // _CHARACTERS_A_TOKEN
        self._is_out = False
        self.is_cut_off = False
        """Whether the last answer ended at the provider's limit."""

    def retrying(self, is_current: Callable[[], bool] = lambda: True) -> Retrying:
        """Return what instructor takes as ``max_retries``; an attempt that is not current any more is not sent."""
        from tenacity import Retrying, retry_if_exception

        return Retrying(
            retry=retry_if_exception(lambda error: is_invalid_answer(error) or is_transient(error)),
            stop=self._is_over,
            wait=self._pause,
            before=lambda _: self._send(is_current),
            sleep=self._transport.sleep,
            reraise=True,
        )

    def answered(self, response: Any) -> None:
        """Count the tokens of one attempt's response; called by instructor's hook before it sums them up."""
        self.is_cut_off = is_cut_off(response)
        used = getattr(response, "usage", None) or getattr(response, "usage_metadata", None)
        self._close(
            Spent(
                input_tokens=_first_number(used, "prompt_tokens", "input_tokens", "prompt_token_count"),
                output_tokens=_first_number(used, "completion_tokens", "output_tokens", "candidates_token_count")
                + _first_number(used, "thoughts_token_count"),
            )
        )
        self._transport.turns.received()

    def close(self) -> None:
        """Give back what was reserved for an attempt that got no response."""
        self._close(Spent())

    def _close(self, taken: Spent) -> None:
        if self._is_out:
            self._is_out = False
            taken.requests = 1
            self._transport.settle(self._estimate, taken)
            self.spent.add(taken)

    def _send(self, is_current: Callable[[], bool]) -> None:
        self.close()
        if not self._transport.turns.sending():
            raise Stopped
        if not is_current():
            raise Outdated
        self._transport.admit(self._estimate)
        self._is_out = True

    def _is_over(self, state: RetryCallState) -> bool:
        settings = self._transport.settings
        if is_invalid_answer(_error_of(state)):
            if self.is_cut_off or self.spent.reasks >= settings.reasks:
                return True
            self._count(Spent(reasks=1))
        else:
            if self.spent.retries >= settings.retries:
                return True
            self._count(Spent(retries=1))
        return False

    def _count(self, again: Spent) -> None:
        self.spent.add(again)
        self._transport.settle(0, again)

    def _pause(self, state: RetryCallState) -> float:
        error = _error_of(state)
        if is_invalid_answer(error):
            return 0.0
        pause = min(LONGEST_PAUSE, self._transport.settings.backoff * 2.0**self.spent.retries)
        # Half of the pause is left to chance, so that requests refused together do not come back together.
        pause *= 0.5 + random.random() / 2
        asked = retry_after(error)
        return pause if asked is None else asked + min(pause, 1.0) * random.random()


def _error_of(state: RetryCallState) -> BaseException:
    assert state.outcome is not None
    error = state.outcome.exception()
    assert error is not None
    return error


def _first_number(used: object, *names: str) -> int:
    for name in names:
        value = getattr(used, name, None)
        if isinstance(value, int | float):
            return int(value)
    return 0


def is_cut_off(response: Any) -> bool:
    """Return whether an answer ended at a limit of tokens: instructor tells it for some providers only."""
    first = next(iter(getattr(response, "candidates", None) or ()), None)
    reason = getattr(first, "finish_reason", None) or getattr(response, "stop_reason", None)
    return str(getattr(reason, "name", reason)).lower() == "max_tokens"


def retry_after(error: BaseException, now: Callable[[], float] = time.time) -> float | None:
    """Return the seconds that the provider asks to wait before the next request; None where it does not tell."""
    delay = _DELAY.search(str(getattr(error, "details", "")))
    if delay is not None:
        return float(delay[1])
    headers = getattr(getattr(error, "response", None), "headers", None)
    if headers is None:
        return None
    in_milliseconds, written = headers.get("retry-after-ms"), headers.get("retry-after")
    try:
        if in_milliseconds is not None:
            return max(0.0, float(in_milliseconds) / 1000)
        return max(0.0, float(written)) if written is not None else None
    except ValueError:
        date = email.utils.parsedate_tz(written or "")
        return max(0.0, email.utils.mktime_tz(date) - now()) if date is not None else None
