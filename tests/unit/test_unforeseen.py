"""What nobody foresaw becomes an error that says what happened, where and what to do; the rest goes on."""

import errno
from collections.abc import Iterator

import pytest

from extract.errors import LoadError, MachineError, UnexpectedError
from extract.stages import Failure
from extract.unforeseen import REPORT, guarded, guarded_all, refused, told_of, unexpected


def fall(error: Exception) -> None:
    raise error


def failed(error: Exception) -> Failure:
    found = guarded(lambda: fall(error), "in/a.txt", "a", where="in/a.txt, line 3")
    assert isinstance(found, Failure)
    return found


def test_a_step_that_works_gives_its_value() -> None:
    """Nothing is in its way."""
    assert guarded(lambda: 7, "in/a.txt") == 7


def test_a_fault_of_the_program_is_visible() -> None:
    """Type and message are the problem; place, way to report it and traceback are there."""
    failure = failed(KeyError("x"))

    assert isinstance(failure.error, UnexpectedError)
    assert (failure.uri, failure.article_id, failure.error.problem) == ("in/a.txt", "a", "KeyError: 'x'")
    assert failure.error.where.startswith("in/a.txt, line 3; test_unforeseen.py, line ")
    assert failure.error.remedy == REPORT
    assert "KeyError: 'x'" in failure.error.__notes__[0]


def test_an_error_in_three_parts_stays_as_it_is() -> None:
    """A step's own word is not told in another way."""
    error = LoadError("it is empty", where="in/a.txt", remedy="fill it")

    assert failed(error).error is error


@pytest.mark.parametrize(
    ("error", "problem", "remedy"),
    [
        (MemoryError(), "memory ran out", "--workers"),
        (PermissionError(errno.EACCES, "Permission denied", "out/x"), "Permission denied", "you may read and write"),
        (OSError(errno.EROFS, "Read-only file system"), "Read-only file system", "you may read and write"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device", "make room"),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "x"), "Is a directory", "what lies at this path"),
        (OSError(errno.EMFILE, "Too many open files"), "Too many open files", "ulimit -n"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error", "check the disk"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_the_machine_is_not_the_program(error: Exception, problem: str, remedy: str) -> None:
    """Memory, a disk and a permission are named with what helps; nobody is asked to report them."""
    told = failed(error).error

    assert isinstance(told, MachineError)
    assert told.problem == problem
    assert remedy in told.remedy
    assert "report" not in told.remedy


def test_the_file_that_was_refused_is_named() -> None:
    """The system's own name of the file stands beside what was being done."""
    assert refused(PermissionError(errno.EACCES, "no", "out/x.json"), "in/a.txt").where == "in/a.txt; out/x.json"
    assert refused(PermissionError(errno.EACCES, "no", "in/a.txt"), "in/a.txt").where == "in/a.txt"


def test_a_nest_is_told_as_one() -> None:
    """What goes too deep may be the input's fault or the program's: both are said."""
    told = told_of(RecursionError("maximum recursion depth exceeded"), "in/a.txt")

    assert told.problem == "RecursionError: maximum recursion depth exceeded"
    assert told.remedy.startswith("take out what is nested hundreds of levels deep")
    assert REPORT in told.remedy


def test_an_exception_without_a_place_is_told() -> None:
    """One that was never raised has no traceback; a message as long as an article is cut, and stands in one line."""
    told = unexpected(ValueError("long\n" * 1000), "in/a.txt")

    assert told.where == "in/a.txt"
    assert told.problem.startswith("ValueError: long long")
    assert len(told.problem) < 400


def test_what_was_found_before_a_search_broke_off_is_kept() -> None:
    """The last thing that is yielded is the reason."""

    def search() -> Iterator[int]:
        yield 1
        yield 2
        raise KeyError("x")

    *found, last = guarded_all(search(), "in/rows.csv")

    assert found == [1, 2]
    assert isinstance(last, Failure)
    assert last.error.problem == "KeyError: 'x'"


def test_ctrl_c_is_no_surprise() -> None:
    """Who asks the program to stop is heard."""
    with pytest.raises(KeyboardInterrupt):
        guarded(lambda: fall(KeyboardInterrupt()), "in/a.txt")  # type: ignore[arg-type]
