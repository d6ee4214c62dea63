"""So many requests are under way, one thread computes, and what was begun goes before what was not."""

import threading
from collections.abc import Callable

import pytest

from extract.backends.llm.turns import Turns


def started(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


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


def test_no_more_articles_are_asked_about_than_may_be() -> None:
    """The next is when all is answered about one, while the answer is still being worked on."""
    turns, sent = Turns(1), threading.Event()

    def other() -> None:
        with turns.working():
            assert turns.sending()
            sent.set()

    with turns.working():
        assert turns.sending()
        thread = started(other)
        turns.received()
        assert turns.sending()
        assert not sent.wait(0.05)
        turns.received()
        turns.asked()
        assert sent.wait(5)
    thread.join(5)
    assert not thread.is_alive()


def test_who_has_a_place_computes_first() -> None:
    """What is to be done before the next question does not wait for what can be done at any time."""
    turns, order, sent, may_go_on = Turns(1), [], threading.Event(), threading.Event()

    def asking() -> None:
        with turns.working():
            assert turns.sending()
            sent.set()
            may_go_on.wait(5)
            turns.received()
            order.append("asking")

    def beside() -> None:
        with turns.working():
            order.append("beside")

    first = started(asking)
    assert sent.wait(5)
    with turns.working():
        second = started(beside)
        while not turns._turn._others:
            pass
        may_go_on.set()
        while not turns._turn._first:
            pass
    first.join(5)
    second.join(5)

    assert order == ["asking", "beside"]


def test_after_closing_nobody_gets_a_place() -> None:
    """Neither who waits for one nor who comes later; who has one goes on."""
    turns, told = Turns(1), []

    def other() -> None:
        with turns.working():
            told.append(turns.sending())

    with turns.working():
        assert turns.sending()
        waiting = started(other)
        while not turns._places._others:
            pass
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
