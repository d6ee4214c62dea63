"""So many questions are out, one thread computes, and what was begun goes before what was not."""

import threading
import time
from collections.abc import Callable

import pytest

from extract.backends.llm.turns import Turns


def started(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_only_one_thread_computes() -> None:
    """The next does when the first waits for its request's answer."""
    turns, order, has_asked = Turns(1), [], threading.Event()

    def other() -> None:
        has_asked.set()
        with turns.working():
            order.append("other")

    with turns.working():
        thread = started(other)
        has_asked.wait(5)
        order.append("first")
        assert turns.sending()
        thread.join(5)
        order.append("first again")
        turns.received()

    assert order == ["first", "other", "first again"]


def test_no_more_questions_are_out_than_may_be() -> None:
    """The next goes out when an answer is there, while that one is still being worked on."""
    turns, sent = Turns(1), threading.Event()

    def other() -> None:
        with turns.working():
            assert turns.sending()
            sent.set()

    with turns.working():
        assert turns.sending()
        thread = started(other)
        assert not sent.wait(0.05)
        turns.received()
        assert sent.wait(5)
    thread.join(5)
    assert not thread.is_alive()


def test_a_retry_keeps_the_place() -> None:
    """A request that got no answer is sent again before others are sent: a server that is full gets no more."""
    turns, sent = Turns(1), threading.Event()

    def other() -> None:
        with turns.working():
            assert turns.sending()
            sent.set()

    with turns.working():
        assert turns.sending()
        thread = started(other)
        wait_until(lambda: bool(turns._places._others))
        assert turns.sending()
        assert not sent.is_set()
    thread.join(5)
    assert sent.is_set()


def test_who_has_asked_before_asks_first() -> None:
    """An article's second question does not wait until all others have asked their first."""
    turns, order, is_out, may_end = Turns(1), [], threading.Event(), threading.Event()

    def first_questions(name: str) -> None:
        with turns.working():
            assert turns.sending()
            order.append(name)
            is_out.set()
            may_end.wait(5)

    with turns.working():
        assert turns.sending()
        one = started(lambda: first_questions("one"))
        wait_until(lambda: len(turns._places._others) == 1)
        two = started(lambda: first_questions("two"))
        wait_until(lambda: len(turns._places._others) == 2)
        turns.received()
        assert is_out.wait(5)
        ending = started(lambda: (wait_until(lambda: bool(turns._places._first)), may_end.set()))
        assert turns.sending()
        order.append("again")
    for thread in (one, two, ending):
        thread.join(5)

    assert order == ["one", "again", "two"]


def test_after_closing_nobody_gets_a_place() -> None:
    """Neither who waits for one nor who comes later; who has asked before goes on."""
    turns, told = Turns(1), []

    def other() -> None:
        with turns.working():
            told.append(turns.sending())

    with turns.working():
        assert turns.sending()
        waiting = started(other)
        wait_until(lambda: bool(turns._places._others))
        turns.close()
        turns.received()
        assert turns.sending()
    waiting.join(5)
    started(other).join(5)

    assert told == [False, False]


def test_a_fault_gives_all_away() -> None:
    """Nobody waits for ever for a thread that failed."""
    turns = Turns(1)

    def work() -> None:
        with turns.working():
            assert turns.sending()

    def fail() -> None:
        with turns.working():
            turns.sending()
            raise ValueError("bad")

    with pytest.raises(ValueError, match="bad"):
        fail()
    thread = started(work)
    thread.join(5)

    assert not thread.is_alive()
