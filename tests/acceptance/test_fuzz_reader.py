"""Hundreds of articles that are nearly right go through the embedded reader: none fails, and it invents no word."""

import importlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from extract.backends import BackendOptions, create_backend
from extract.errors import UnexpectedError
from extract.pipeline import read
from extract.stages import Article, Failure

FOLDER = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def fuzz_reader() -> ModuleType:
    """The benchmark as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)  # as when it is run as a script
        return importlib.import_module("fuzz_reader")


@pytest.fixture(scope="module")
def backend(catalog):
    """The cues alone: what they find is what a trained reader is given."""
    return create_backend(catalog, BackendOptions(settings={"reader": "none"}))


@pytest.mark.parametrize("number", range(2))
def test_no_exception_and_every_quotation_is_the_text_s(fuzz_reader, backend, catalog, number) -> None:
    """Cut names, nested marks, emoji, capitals throughout: every text becomes a document whose quotes hold."""
    found = fuzz_reader.fuzz(150, number, backend, catalog)

    assert found.faults == []
    assert found.texts > 140
    assert found.records > 150


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The Norwegian governmentʼs appeal failed, officials said.", {"Norway", "Norwegian government"}),
        ("Teachers from❤️ Peru❤️ protested in Lima against the government.", {"Peru"}),
        ("Kenya asked Peru for help.\n\nReporting from Lima and the Democratic Republic", {"Kenya", "Peru"}),
        ("Kenya asked for help from the United States of", {"Kenya", "United States"}),
        ("Kenya asked Peru for help. It cost 🇵 1.5🇹", {"Kenya", "Peru"}),
        ("Kenya asked Peru for help from the Jamiat-e-", {"Kenya", "Peru"}),
    ],
    ids=["U+02BC", "variation selector", "beginning of a state's name", "end of one", "only a sign", "hyphens"],
)
def test_every_form_is_the_text_s(backend, catalog, text, forms) -> None:
    """An apostrophe that is a letter, a heart drawn in red, a name cut off by the end: nothing found is left out."""
    (result,) = read([Article("a", "a.txt", text, language="en")], backend, catalog)

    assert result.dropped == ()
    assert forms <= {form for one in result.document["actors"] for form in (one["name"], *one["aliases"])}


def test_equal_numbers_give_equal_texts(fuzz_reader) -> None:
    """A finding can be told as a number."""
    seeds = fuzz_reader.find_seeds()
    one, again, other = (list(fuzz_reader.mutated_texts(30, number, seeds)) for number in (7, 7, 8))

    assert one == again
    assert one != other


def test_a_broken_quotation_is_found(fuzz_reader, backend, catalog) -> None:
    """A quotation beside its words, and an exception that the guard caught, are told."""
    (result,) = read([Article("a", "a.txt", "Norway met Peru in Oslo.", language="en")], backend, catalog)
    moved = replace(result, article=replace(result.article, text=" " + result.article.text))
    caught = Failure("a.txt", UnexpectedError("ZeroDivisionError", where="a.txt", remedy="report this"))

    assert list(fuzz_reader.faults_of(result)) == []
    assert len(list(fuzz_reader.faults_of(moved))) > 2
    assert len(list(fuzz_reader.faults_of(caught))) == 1
