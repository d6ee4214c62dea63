"""Errors that a person can act on: what is wrong, where, and what to do."""

from __future__ import annotations

from extract.printable import on_one_line, printable


class ExtractError(Exception):
    """A fault told in three parts; the base of every error that this package raises on purpose.

    ``problem`` says what is wrong in one line, ``where`` the place (file, characters, field), ``remedy`` what the
    reader can do about it. ``retryable`` is true where the same call may succeed later without a change.
    """

    retryable = False

    def __init__(self, problem: str, *, where: str, remedy: str) -> None:
        parts = tuple(map(writable, (problem, where, remedy)))
        super().__init__(*parts)
        self.problem, self.where, self.remedy = parts

    def __str__(self) -> str:
        problem, remedy = (on_one_line(" ".join(part.splitlines())) for part in (self.problem, self.remedy))
        return f"{problem}\n  where: {on_one_line(self.where)}\n  do:    {remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and failures cross process borders.
        notes = {"__notes__": self.__notes__} if hasattr(self, "__notes__") else {}
        return (_rebuild, (type(self), self.problem, self.where, self.remedy), notes)


def _rebuild(kind: type[ExtractError], problem: str, where: str, remedy: str) -> ExtractError:
    return kind(problem, where=where, remedy=remedy)


def writable(words: str) -> str:
    r"""Return *words* with half surrogate pairs escaped: an error may quote them, but no output can be given them.

    >>> print(writable("Zo\u00eb \ud800"))
    Zoë \ud800
    """
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def told(error: ExtractError, *, is_debug: bool = False) -> str:
    """Return *error* in its three parts, with the traceback that it carries where *is_debug*."""
    notes = getattr(error, "__notes__", ()) if is_debug else ()
    return "\n".join([str(error), *map(printable, notes)])


class UsageError(ExtractError):
    """The command or call itself is wrong: nothing was started. Exit code 2."""


class DeclarationError(ExtractError):
    """A declaration cannot be loaded, or a backend cannot serve it. Exit code 2."""


class LoadError(ExtractError):
    """An input cannot be read as an article."""


class BackendError(ExtractError):
    """A backend could not read an article, or could not be started."""


class GroundingError(ExtractError):
    """A quotation is not in the text that it is said to come from."""


class InvalidDocument(ExtractError):
    """A document breaks the published schema, or does not fit its source."""


class StoreError(ExtractError):
    """The output folder or its state cannot be read or written."""


class GoldenError(ExtractError):
    """A golden, or an annotation that is to become one, cannot be used."""


class MachineError(ExtractError):
    """The machine stood in the way, not the input nor the program: memory, a disk, a permission."""


class UnexpectedError(ExtractError):
    """A fault of this package or of a backend, not of the input; its note holds the traceback."""
