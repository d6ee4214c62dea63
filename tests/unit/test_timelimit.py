"""A step that takes too long is ended, in whatever thread it runs, and nothing is left behind."""

import signal
import threading

import pytest

from extract.errors import BackendError
from extract.timelimit import within


def run_for_ever() -> None:
    while True:
        try:
            while True:
                pass
        except Exception:  # as libraries do that go on whatever happens
            continue


def in_thread(step):
    """Return what *step* raises in a thread of its own."""
    raised = []

    def catch() -> None:
        try:
            step()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=catch)
    thread.start()
    thread.join()
    return raised[0] if raised else None


def limited(seconds: float = 0.01, where: str = "a.txt") -> None:
    with within(seconds, where):
        run_for_ever()


def test_the_main_thread_is_stopped():
    """What would run for ever ends, with the article's name and what to do."""
    with pytest.raises(BackendError, match=r"more than 0.01 seconds") as raised:
        limited()

    assert raised.value.where == "a.txt"
    assert "--article-seconds" in raised.value.remedy


def test_any_other_thread_is_stopped():
    """A program that reads in threads of its own has the same limit there."""
    assert isinstance(in_thread(limited), BackendError)


def test_an_alarm_of_the_caller_is_left_alone():
    """Who has set the alarm for something else keeps it; the limit holds all the same."""
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 1000)
    try:
        with pytest.raises(BackendError):
            limited()
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_nothing_is_left_behind():
    """After a block the alarm is off and what it did before is restored."""
    before = signal.getsignal(signal.SIGALRM)
    with within(1000, "a.txt"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0

    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before
    assert in_thread(lambda: within(1000, "a.txt").__enter__()) is None


def test_a_limit_within_a_limit_is_the_outer_one():
    """A part of an article's reading does not begin to count anew."""
    with pytest.raises(BackendError) as raised, within(0.01, "outer"):
        limited(1000, "inner")

    assert raised.value.where == "outer"


@pytest.mark.parametrize("seconds", [None, 0])
def test_no_limit_is_none(seconds):
    """Without a number nothing is set."""
    with within(seconds, "a.txt"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_what_the_block_raises_is_raised():
    """An error of the step itself is no matter of time."""
    with pytest.raises(ValueError, match="own"), within(1000, "a.txt"):
        raise ValueError("own")
