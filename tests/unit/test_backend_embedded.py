"""The embedded backend takes the declarations that it can serve, and refuses by name a field that it cannot fill."""

from contextlib import contextmanager

import pytest

from extract import pipeline
from extract.backends import BackendOptions, create_backend
from extract.backends.embedded.backend import EmbeddedBackend
from extract.catalog import load_catalog
from extract.errors import BackendError, DeclarationError
from extract.segmentation.segment import segment
from extract.stages import Article

OUTCOME = 'outcome: Literal["open", "granted"] | None = Field(default=None, description="What came of it.")'
CUES = 'Cues("{askers} ask {asked} to {wish}") + Cues("{asked} grant {wish}", outcome="granted")'
ONE_CUE = 'Cues("{askers} ask {asked} to {wish}")'
NEW = ' = Field(default=None, description="New.")'

UNSERVED = {
    "plain without a pattern": (f"outcome: str | None{NEW}", "Plea.outcome", "give it a Pattern", ONE_CUE),
    "literal that nothing decides": (OUTCOME, "Plea.outcome", "give it Modality(…) or cues that fix it", ONE_CUE),
    "date that is no time": (f"outcome: When | None{NEW}", "Plea.outcome", "give it the role TIME", ONE_CUE),
    "quotation in no cue": (
        f"outcome: Annotated[Quote | None, THEME]{NEW}",
        "Plea.outcome",
        "name it in a cue",
        ONE_CUE,
    ),
    "fixed by a cue taken off": (
        OUTCOME,
        "Plea.outcome",
        "give it Modality(…) or cues that fix it",
        'Cues("{askers} ask {asked} to {wish}") - Cues("{asked} grant {wish}", outcome="granted")',
    ),
    "reference in no cue": (
        f'outcome: Annotated[Ref["Party"] | None, AGENT]{NEW}',
        "Plea.outcome",
        "name it in a cue",
        ONE_CUE,
    ),
    "quotation with a pattern": (
        f'outcome: Annotated[Quote | None, Pattern(r"a")]{NEW}',
        "Plea.outcome",
        "name it in a cue",
        ONE_CUE,
    ),
}


@pytest.mark.parametrize(("field", "place", "remedy", "cues"), UNSERVED.values(), ids=UNSERVED)
def test_a_field_of_an_event_that_nothing_fills_is_refused(declare, field, place, remedy, cues):
    """It would be empty in every document without a word; a language model may fill it."""
    catalog = load_catalog(declare((OUTCOME, field), (CUES, cues)))

    with pytest.raises(DeclarationError, match=f"the embedded backend cannot fill {place}") as raised:
        create_backend(catalog, BackendOptions())
    assert raised.value.where.endswith(f"plea.py, {place}")
    assert remedy in raised.value.remedy
    assert "--model PROVIDER/NAME" in raised.value.remedy


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ('size: Annotated[int | None, Pattern(r"\\d+")]', "Entity"),
        ('mood: Annotated[Literal["a", "b"] | None, Modality(actual="a", future="b")]', "Entity"),
        ('mood: Annotated[Literal["a", "b"] | None, Labels(a=("PERSON",))]', "Passage"),
        ('size: Annotated[int | None, Pattern(r"\\d+")]', "Passage"),
    ],
)
def test_a_marker_of_another_kind_fills_nothing(tmp_path, field, kind):
    """Patterns and modality are an event's, labels an entity's, tone a passage's."""
    (tmp_path / "thing.py").write_text(
        "from typing import Annotated, Literal\nfrom pydantic import Field\nfrom extract.schema import *\n"
        f'class Thing({kind}):\n    """A thing."""\n    {field} = Field(default=None, description="Its own.")\n',
        encoding="utf-8",
    )

    with pytest.raises(DeclarationError, match="cannot fill Thing"):
        create_backend(load_catalog(tmp_path), BackendOptions())


SERVED = {
    "plain with a pattern": f'outcome: Annotated[int | None, Pattern(r"\\d+")]{NEW}',
    "literal by mood": f'outcome: Annotated[Literal["a", "b"] | None, Modality(actual="a", negated="b")]{NEW}',
    "date of the event": f"outcome: Annotated[When | None, TIME]{NEW}",
    "who is meant": f'outcome: Annotated[list[Ref["Party"]], RECIPIENT]{NEW.replace("None", "[]")}',
}


@pytest.mark.parametrize("field", SERVED.values(), ids=SERVED)
def test_a_field_that_something_fills_is_taken(declare, field):
    """A pattern, a mood, a circumstance, or whom the theme shows to be meant."""
    assert create_backend(load_catalog(declare((OUTCOME, field), (CUES, ONE_CUE))), BackendOptions()).name == "embedded"


def test_a_faulty_cue_is_refused_before_anything_is_read(declare):
    """When the backend is made, not in the middle of a run."""
    catalog = load_catalog(declare((CUES, 'Cues("{askers}, {asked} and {wish}", outcome="granted")')))

    with pytest.raises(DeclarationError, match="the cue cannot be read as a sentence"):
        create_backend(catalog, BackendOptions())


def test_a_model_that_is_not_there_is_told(catalog):
    """The setting names another spaCy pipeline."""
    with pytest.raises(BackendError, match="en_core_web_xx is not installed"):
        create_backend(catalog, BackendOptions(settings={"spacy_model": "en_core_web_xx"}))


@pytest.fixture(scope="module")
def backend(catalog) -> EmbeddedBackend:
    return create_backend(catalog, BackendOptions(settings={"reader": "none"}))


def read(backend, *texts):
    pages = [segment(Article(str(number), f"{number}.txt", text)) for number, text in enumerate(texts)]
    return list(backend.read(iter(pages)))


def test_pages_are_answered_in_order_whatever_they_hold(backend):
    """A page without a word has its own answer, with nothing in it."""
    drafts = read(backend, "Norway met Sweden in Oslo.", "", "12 34\n\n--\n", "Denmark met Finland in Bergen.")

    assert [one.page.article.id for one in drafts] == ["0", "1", "2", "3"]
    assert [any(record.schema == "Meeting" for record in one.records) for one in drafts] == [True, False, False, True]


def test_what_is_read_before_changes_nothing(backend):
    """Each article is read for itself: the same one gives the same draft beside any others."""
    text = "Norway met Sweden in Oslo. The talks ended late."
    alone, beside = read(backend, text)[0], read(backend, "Anna Berg met the king.", text, "Denmark left.")[1]

    assert alone.records == beside.records


def test_entities_that_only_an_event_names_are_written(backend):
    """Whom an event refers to is a record of the draft, so that no reference leads nowhere."""
    (draft,) = read(backend, "Norway met Sweden in Oslo.")
    keys = {one.key for one in draft.records if one.schema == "Actor"}
    (meeting,) = (one for one in draft.records if one.schema == "Meeting")

    assert len(meeting.values["participants"]) == 2
    assert set(meeting.values["participants"]) <= keys


def test_comments_make_no_entity_and_no_event(backend):
    """What readers write is a passage and nothing else; it may name what the article names."""
    (draft,) = read(
        backend, "Norway met Sweden in Oslo.\n\n1 Comment\n\nAda\nFinland met Denmark in Bergen, and Norway is great.\n"
    )
    by_schema = {name: [one for one in draft.records if one.schema == name] for name in ("Actor", "Meeting", "Comment")}
    norway = next(one.key for one in by_schema["Actor"] if one.values["name"] == "Norway")

    assert sorted(str(one.values["name"]) for one in by_schema["Actor"]) == ["Norway", "Sweden"]
    assert len(by_schema["Meeting"]) == 1
    assert [one.values["mentions"] for one in by_schema["Comment"]] == [(norway,)]


def test_an_article_that_takes_too_long_fails_alone(catalog, monkeypatch):
    """It costs itself only: what stands before and after it is read."""

    @contextmanager
    def within(seconds, where):
        assert seconds == 7
        if where == "slow.txt":
            raise BackendError("too slow", where=where, remedy="wait")
        yield

    monkeypatch.setattr("extract.backends.embedded.backend.within", within)
    backend = EmbeddedBackend(catalog, BackendOptions(settings={"article_seconds": 7}))
    pages = [segment(Article(name, f"{name}.txt", "Norway met Peru.")) for name in ("a", "slow", "b")]

    assert [type(one).__name__ for one in backend.read(iter(pages))] == ["Draft", "Failure", "Draft"]


def test_the_time_of_each_step_is_limited(catalog):
    """A thousandth of a second is enough for nothing, wherever it is spent, and the article is named."""
    backend = EmbeddedBackend(catalog, BackendOptions(settings={"article_seconds": 0.0001}))
    text = "Norway met Peru in Oslo on Monday. " * 40
    (failure,) = pipeline.read([Article("a", "a.txt", text, language="en")], backend, catalog)

    assert "more than 0.0001 seconds" in failure.error.problem
    assert failure.error.where == "a.txt"
