"""Articles go through all steps in order, and what goes wrong with one costs only that one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from plain_backend import PlainBackend

import extract
from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.document import catalog_digest
from extract.errors import BackendError, LoadError, UnexpectedError
from extract.pipeline import identity_of, read
from extract.stages import Article, Draft, Extraction, Failure, Page

CATALOG = load_catalog()


def article(name: str, text: str = "Ada met Bo.") -> Article:
    return Article(id=name, uri=f"in/{name}.txt", text=text)


def backend(**settings: object) -> PlainBackend:
    return PlainBackend(CATALOG, BackendOptions(settings=settings))


def told(results: Iterable[Extraction | Failure]) -> list[str]:
    """Return the ids of the extractions, and the problems of the failures with theirs."""
    return [f"{one.article_id}: {one.error.problem}" if isinstance(one, Failure) else one.article.id for one in results]


def test_an_article_becomes_a_document() -> None:
    """What the backend proposes is grounded, gets ids, and is validated; the backend is named in the document."""
    (found,) = read([article("a", "Ada met Bo. Bo met Ada.")], backend(), CATALOG)

    assert isinstance(found, Extraction)
    document = json.loads(found.data)
    assert [(one["id"], [quote["start"] for quote in one["mentions"]]) for one in document["actors"]] == [
        ("ada", [0, 19]),
        ("bo", [8, 12]),
    ]
    assert document["extraction"] == {
        "backend": "plain",
        "model": "words 1",
        "version": extract.__version__,
        "schemas": catalog_digest(CATALOG),
    }
    assert found.usage == {"requests": 1}


def test_a_backend_refuses_languages_that_it_does_not_read() -> None:
    """An article in another language fails by the language's name, and the others are read."""
    english = backend(ahead=2)
    english.languages = ("en",)  # type: ignore[attr-defined]
    articles = [article("a"), replace(article("b"), language="de"), article("c"), replace(article("d"), language="xx")]

    assert told(read(articles, english, CATALOG)) == [
        "a",
        "b: the text is in German (de), which this reader does not know",
        "c",
        "d: the text is in another language (xx), which this reader does not know",
    ]
    assert told(read(articles, backend(), CATALOG)) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("ahead", [1, 2, 3, 10])
def test_a_crash_costs_only_the_article_that_makes_it(ahead: int) -> None:
    """However far the backend reads ahead, the others are read, and all come in their order."""
    articles = [article("a"), article("b"), article("c", "CRASH"), article("d"), article("e", "REFUSE"), article("f")]

    assert told(read(articles, backend(ahead=ahead), CATALOG)) == [
        "a",
        "b",
        "c: ZeroDivisionError: the backend fell over",
        "d",
        "e: it will not",
        "f",
    ]


def test_an_unforeseen_error_tells_place_and_remedy() -> None:
    """The failure names the article and the line of code, and its note is the traceback."""
    (failure,) = read([article("a", "CRASH")], backend(), CATALOG)

    assert isinstance(failure, Failure)
    assert isinstance(failure.error, UnexpectedError)
    assert failure.error.where.startswith("in/a.txt; plain_backend.py, line ")
    assert "please report it" in failure.error.remedy
    assert "Traceback (most recent call last)" in failure.error.__notes__[0]


class Odd(PlainBackend):
    """Answers as ``answers`` says, whatever it is given."""

    def __init__(self, takes: int, answers: int) -> None:
        super().__init__(CATALOG, BackendOptions())
        self._takes, self._answers = takes, answers

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        taken = [page for _, page in zip(range(self._takes), pages, strict=False)]
        yield from map(self._read, taken[: self._answers])


def test_pages_without_an_answer_are_asked_again() -> None:
    """A backend that forgets a page is given it alone; one that stops early goes on with the rest."""
    articles = [article("a"), article("b"), article("c")]

    assert told(read(articles, Odd(takes=2, answers=1), CATALOG)) == ["a", "b", "c"]


def test_a_page_that_never_gets_an_answer_fails() -> None:
    """A backend without an answer leaves a failure for each article."""
    failures = told(read([article("a"), article("b")], Odd(takes=2, answers=0), CATALOG))

    assert failures == ["a: the backend gave no answer", "b: the backend gave no answer"]


def test_a_backend_that_takes_nothing_is_an_error() -> None:
    """The pipeline does not turn round for ever."""
    with pytest.raises(BackendError, match="takes no more articles"):
        list(read([article("a")], Odd(takes=0, answers=0), CATALOG))


def test_what_the_source_of_articles_raises_is_raised() -> None:
    """The articles before it are read; the error is not taken for one of the backend's."""

    def articles() -> Iterator[Article]:
        yield article("a")
        raise LoadError("the folder is gone", where="in", remedy="bring it back")

    results = read(articles(), backend(ahead=5), CATALOG)

    assert told([next(results)]) == ["a"]
    with pytest.raises(LoadError, match="the folder is gone"):
        next(results)


def test_articles_are_taken_only_as_far_ahead_as_the_backend_reads() -> None:
    """Memory stays flat however many articles there are."""
    taken: list[str] = []

    def articles() -> Iterator[Article]:
        for number in range(100):
            taken.append(str(number))
            yield article(str(number))

    next(read(articles(), backend(ahead=4), CATALOG))

    assert len(taken) == 4


def test_the_bytes_do_not_hang_on_how_far_ahead_is_read() -> None:
    """Equal articles give equal bytes in every grouping."""
    articles = [article(str(number), f"Ada met Bo{'b' * number}.") for number in range(5)]

    alone = [one.data for one in read(articles, backend(ahead=1), CATALOG) if isinstance(one, Extraction)]
    together = [one.data for one in read(articles, backend(ahead=5), CATALOG) if isinstance(one, Extraction)]

    assert len(alone) == 5
    assert alone == together


def test_an_article_without_a_text_is_read() -> None:
    """No step falls over an empty text."""
    assert told(read([article("a", "")], backend(), CATALOG)) == ["a"]


def test_the_identity_has_the_fingerprint_that_a_backend_gives() -> None:
    """A backend whose answers hang on more than its model says so."""
    one = backend()
    assert identity_of(one, CATALOG)[1] == ""

    one.fingerprint = "prompt 2"  # type: ignore[attr-defined]

    assert identity_of(one, CATALOG)[1] == "prompt 2"
