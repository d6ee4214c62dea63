"""One thread computes at a time; whoever waits gives its turn away."""

import threading

from extract.backends.llm.turns import Turns


def test_only_one_thread_has_the_turn() -> None:
    """The next has it when the first gives it, and each only once, however often it takes or gives."""
    turns, order, has_asked = Turns(), [], threading.Event()

    def other() -> None:
        has_asked.set()
        with turns.taken():
            order.append("other")

    turns.take()
    turns.take()
    thread = threading.Thread(target=other)
    thread.start()
    has_asked.wait(5)
    order.append("first")
    turns.give()
    turns.give()
    thread.join(5)

    assert order == ["first", "other"]


def test_a_turn_is_given_away_while_waiting() -> None:
    """And taken back afterwards; a thread that had none gets none."""
    turns, done = Turns(), []

    def other() -> None:
        with turns.given(), turns.taken():
            done.append(True)

    with turns.taken():
        with turns.given():
            thread = threading.Thread(target=other)
            thread.start()
            thread.join(5)
            assert done == [True]
        late = threading.Thread(target=other, daemon=True)
        late.start()
        late.join(0.05)
        assert done == [True]
    late.join(5)
    assert done == [True, True]


def test_a_fault_gives_the_turn_away() -> None:
    """Nobody waits for ever for a thread that failed."""
    turns = Turns()
    try:
        with turns.taken():
            raise ValueError
    except ValueError:
        pass
    thread = threading.Thread(target=lambda: turns.take())
    thread.start()
    thread.join(5)

    assert not thread.is_alive()
