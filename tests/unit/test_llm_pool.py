"""Several threads work, results come in order, Ctrl-C finishes what is under way."""

import signal
import threading
from collections.abc import Iterator

import pytest

from extract.backends.llm.pool import _Pool, map_in_order


def skip(number: int) -> int:
    return -number


def test_results_come_in_order() -> None:
    """Whichever is finished first."""
    second_done = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert second_done.wait(5)
        else:
            second_done.set()
        return number * 10

    assert list(map_in_order(work, range(5), workers=3, ahead=6, skip=skip)) == [0, 10, 20, 30, 40]


def test_input_is_taken_a_bounded_number_ahead() -> None:
    """A folder of a million articles is not loaded at once."""
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = map_in_order(lambda number: number, items(), workers=2, ahead=4, skip=skip)
    assert next(results) == 0
    assert len(taken) <= 4
    results.close()
    assert len(taken) <= 4


def test_what_the_work_raises_is_raised() -> None:
    """In its place in the order."""

    def work(number: int) -> int:
        if number == 1:
            raise ValueError("one")
        return number

    results = map_in_order(work, range(3), workers=2, ahead=4, skip=skip)
    assert next(results) == 0
    with pytest.raises(ValueError, match="one"):
        next(results)


def test_an_interrupt_finishes_what_is_under_way() -> None:
    """What was begun is yielded, no further item is taken, then the interrupt is raised."""
    begun, may_end, taken = threading.Barrier(3), threading.Event(), []

    def work(number: int) -> int:
        if number < 2:
            begun.wait(5)
            assert may_end.wait(5)
        return number

    def items() -> Iterator[int]:
        yield from (0, 1)
        begun.wait(5)
        may_end.set()
        signal.raise_signal(signal.SIGINT)
        yield 2
        taken.append("more")
        yield 3

    results: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        results.extend(map_in_order(work, items(), workers=2, ahead=4, skip=skip))

    assert results in ([0, 1, 2], [0, 1, -2])
    assert taken == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_interrupt_waits_for_nothing() -> None:
    """It stops all waiting in the threads and raises at once."""
    begun, never = threading.Event(), threading.Event()

    def work(number: int) -> int:
        begun.set()
        never.wait(10)
        return number

    def items() -> Iterator[int]:
        yield 0
        begun.wait(5)
        signal.raise_signal(signal.SIGINT)
        assert not never.is_set()
        signal.raise_signal(signal.SIGINT)
        yield 1

    with pytest.raises(KeyboardInterrupt):
        list(map_in_order(work, items(), workers=2, ahead=4, skip=skip, stop=never.set))

    assert never.is_set()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_somebody_elses_handler_is_told_too() -> None:
    """A run that listens to Ctrl-C itself sees to what follows; nothing is raised."""
    heard, begun = [], threading.Event()

    def hear(number: int, frame: object) -> None:
        heard.append(number)

    def work(number: int) -> int:
        begun.set()
        return number

    def items() -> Iterator[int]:
        yield 1
        begun.wait(5)
        signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, hear)
    try:
        assert list(map_in_order(work, items(), workers=1, ahead=2, skip=skip)) == [1]
        assert signal.getsignal(signal.SIGINT) is hear
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [signal.SIGINT]


def test_what_was_taken_and_not_begun_can_be_taken_back() -> None:
    """What is under way goes on."""
    begun, may_end = threading.Event(), threading.Event()

    def work(number: int) -> int:
        begun.set()
        assert may_end.wait(5)
        return number

    pool = _Pool(work, workers=1)
    items = iter([1, 2])
    assert [pool.submit_next(items) for _ in range(3)] == [True, True, False]
    begun.wait(5)
    pool.cancel()
    may_end.set()
    (first, _), (second, item) = pool.waiting

    assert (first.result(), second.cancelled(), item) == (1, True, 2)
    pool.close()
