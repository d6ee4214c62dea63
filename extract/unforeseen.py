"""What nobody foresaw: an exception of one step over one thing becomes an error in three parts, and the rest goes on.

A step says itself what can be wrong with its input. This module is for what it did not think of, around every step that
a file, a row or an article goes through: the loader's, and those of the pipeline.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from extract.errors import ExtractError, MachineError, UnexpectedError
from extract.stages import Failure

T = TypeVar("T")

REPORT = "this is a fault of the program: please report it, with the article and what --debug prints"
LONGEST_MESSAGE = 300
"""Characters of an exception's own words that are told; some quote the whole input."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def guarded(step: Callable[[], T], uri: str, article_id: str | None = None, *, where: str = "") -> T | Failure:
    """Return what *step* makes of the thing at *uri*, more closely *where*, or why it cannot."""
    try:
        return step()
    except Exception as error:
        return Failure(uri, told_of(error, where or uri), article_id)


def guarded_all(found: Iterable[T], uri: str) -> Iterator[T | Failure]:
    """Yield what is *found* in the thing at *uri*; where the search breaks off, last of all why."""
    try:
        yield from found
    except Exception as error:
        yield Failure(uri, told_of(error, uri))


def told_of(error: Exception, where: str) -> ExtractError:
    """Return *error* as one that tells what to do: itself, or what the machine lacked, or a fault of the program."""
    if isinstance(error, ExtractError):
        return error
    if isinstance(error, MemoryError):
        return _with_traceback(
            MachineError("memory ran out", where=where, remedy="run with fewer --workers, or split what is read here"),
            error,
        )
    return refused(error, where) if isinstance(error, OSError) else unexpected(error, where)


def refused(error: OSError, where: str) -> MachineError:
    """Return what the operating system refused at *where*, as an error that tells what to do about it."""
    name = f"; {error.filename}" if error.filename is not None and str(error.filename) not in where else ""
    told = MachineError(error.strerror or _words_of(error), where=f"{where}{name}", remedy=_remedy_of(error))
    return _with_traceback(told, error)


def _remedy_of(error: OSError) -> str:
    if error.errno in _FULL:
        return "make room on the disk, and run again: it goes on here"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "check that you may read and write there"
    if isinstance(error, FileNotFoundError | IsADirectoryError | NotADirectoryError | FileExistsError):
        return "check what lies at this path, and that nothing else takes it away meanwhile"
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "allow more open files (ulimit -n), or run with fewer --workers"
    return "check the disk, the network folder or the device that this lies on, and run again"


def unexpected(error: Exception, where: str) -> UnexpectedError:
    """Return *error*, which nobody foresaw, as one that tells what to do; its note is the traceback."""
    places = traceback.extract_tb(error.__traceback__)
    place = f"; {Path(places[-1].filename).name}, line {places[-1].lineno}" if places else ""
    remedy = REPORT
    if isinstance(error, RecursionError):
        remedy = f"take out what is nested hundreds of levels deep, if there is such; if there is not, {REPORT}"
    told = UnexpectedError(f"{type(error).__name__}: {_words_of(error)}", where=f"{where}{place}", remedy=remedy)
    return _with_traceback(told, error)


def _words_of(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= LONGEST_MESSAGE else words[:LONGEST_MESSAGE] + " …"


E = TypeVar("E", bound=ExtractError)


def _with_traceback(told: E, error: Exception) -> E:
    told.add_note("".join(traceback.format_exception(error)))
    return told
