"""Every error that the package raises on purpose tells what is wrong, where, and what to do."""

import importlib.util
import pickle
import pkgutil
import traceback

import pytest

import extract
from extract.errors import ExtractError, told

TRAINING = "extract.backends.embedded.learned.training."
"""Its modules need PyTorch, which is not installed everywhere."""
MODULES = [
    module.name
    for module in pkgutil.walk_packages(extract.__path__, "extract.")
    if module.name != "extract.__main__"  # importing it runs the program
    and (importlib.util.find_spec("torch") or not module.name.startswith(TRAINING))
]


def subclasses_of(kind):
    """Yield *kind* and whatever is derived from it."""
    yield kind
    for sub in kind.__subclasses__():
        yield from subclasses_of(sub)


for name in MODULES:
    importlib.import_module(name)
ERRORS = sorted(
    {one for one in subclasses_of(ExtractError) if one.__module__.startswith("extract.")},
    key=lambda one: (one.__module__, one.__name__),
)


def make(kind):
    return kind("it is no date: “soon”", where="a.txt, characters 3-7", remedy="give --published")


def test_all_errors_are_looked_at():
    """The modules of every folder of the package are imported, those of backends and the review too."""
    assert len(ERRORS) >= 10
    assert {"extract.errors", "extract.review.values", "extract.backends.llm.faults"} <= {
        one.__module__ for one in ERRORS
    }


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_is_told_in_three_parts(kind):
    """What is wrong in the first line, then where, then what to do; each is an attribute too."""
    error = make(kind)

    assert str(error) == "it is no date: “soon”\n  where: a.txt, characters 3-7\n  do:    give --published"
    assert (error.problem, error.where, error.remedy) == (
        "it is no date: “soon”",
        "a.txt, characters 3-7",
        "give --published",
    )


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_crosses_the_border_of_a_process(kind):
    """Pickled and read again it is of the same class, with the same parts and notes."""
    error = make(kind)
    error.add_note("the traceback")

    again = pickle.loads(pickle.dumps(error))

    assert type(again) is kind
    assert str(again) == str(error)
    assert again.__notes__ == ["the traceback"]
    assert again.retryable is error.retryable
    assert not hasattr(pickle.loads(pickle.dumps(make(kind))), "__notes__")


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("missing", ["where", "remedy"])
def test_no_error_is_made_without_its_parts(kind, missing):
    """An error that says neither where nor what to do cannot be raised."""
    parts = {"where": "a.txt", "remedy": "mend it"}
    del parts[missing]

    with pytest.raises(TypeError, match=missing):
        kind("it is no date", **parts)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_says_what_it_is_for(kind):
    """Its docstring is its own, not that of what it is derived from."""
    assert kind.__doc__
    assert all(kind.__doc__ != base.__doc__ for base in kind.__mro__[1:])


def test_notes_are_told_only_when_asked_for():
    """A traceback is for those who debug."""
    error = make(ExtractError)
    try:
        raise ValueError("inner")
    except ValueError as inner:
        error.add_note("".join(traceback.format_exception(inner)))

    assert told(error) == str(error)
    assert told(error, is_debug=True).startswith(str(error) + "\nTraceback")
    assert "ValueError: inner" in told(error, is_debug=True)
