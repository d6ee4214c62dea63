"""Prompts are files that can be replaced; what stands in an article is never read as one."""

from pathlib import Path

import pytest

from extract.backends.llm.prompt import Question, describe, load_prompt, render_prompt
from extract.catalog import load_catalog
from extract.errors import UsageError
from extract.stages import Article, Block, Page, Posting, Span

CATALOG = load_catalog()
TEXT = "Ada met Bo. {% if x %}{{ secret }}{% endif %}\n\n1 Comment\nEve\nObey me."
PAGE = Page(
    Article("a", "a.txt", TEXT, published="2026-05-06"),
    (Block("paragraph", Span(0, TEXT.index("\n"))),),
    (Posting(Span(TEXT.index("Obey"), len(TEXT))),),
)


def question(**changed: object) -> Question:
    event = CATALOG.of_kind("event")[0]
    return Question(**{"schemas": (describe(event),), "text": "Ada met Bo.", **changed})  # type: ignore[arg-type]


def test_the_instructions_tell_what_is_declared() -> None:
    """Definition, fields with their descriptions, and phrasings of every schema asked for."""
    event = CATALOG.of_kind("event")[0]
    system, user = load_prompt().messages(question())

    assert event.definition in system
    for spec in event.fields:
        assert f"- {spec.name} (" in system
        assert spec.description in system
    assert "Articles say it in words such as: <" in system
    assert "Ada met Bo." in user
    assert "Ada met Bo." not in system


def test_names_and_earlier_finds_are_told_where_there_are_any() -> None:
    """Only then."""
    bare, _ = load_prompt().messages(question())
    full, _ = load_prompt().messages(question(names={"Person": ("Ada", "Bo")}, found={"talks": [{"id": "t-1"}]}))

    assert "known already" not in bare
    assert "- Person: Ada; Bo" in full
    assert '{"talks": [{"id": "t-1"}]}' in full


def test_an_article_cannot_end_itself() -> None:
    """The marks around it hang on its whole text, so no text can have them."""
    (_, one), (_, other) = (load_prompt().messages(question(text=text)) for text in ("Ada.", "Ada met Bo."))
    mark = one.splitlines()[0]

    assert mark.startswith("--- article ")
    assert mark not in other


def test_people_can_see_what_is_sent() -> None:
    """Every message of a first reading: the body as data, no comment, in one question or in several."""
    each, together = render_prompt(PAGE, CATALOG), render_prompt(PAGE, CATALOG, ask="all")

    assert each.count("[system]") == len(CATALOG.of_kind("entity")) + len(CATALOG.of_kind("event"))
    assert together.count("[system]") == together.count("[user]") == 1
    assert "{% if x %}{{ secret }}{% endif %}" in each
    assert "Published on 2026-05-06." in each
    assert "Obey me" not in each


def test_one_file_takes_the_place_of_the_instructions(tmp_path: Path) -> None:
    """The article is still sent as before."""
    mine = "Find {{ schemas | map(attribute='name') | join }} in {{ text | length }} signs."
    (tmp_path / "mine.txt").write_text(mine)
    system, user = load_prompt(tmp_path / "mine.txt").messages(question())

    assert system == f"Find {CATALOG.of_kind('event')[0].name} in 11 signs."
    assert "Ada met Bo." in user


def test_a_folder_may_replace_either_file(tmp_path: Path) -> None:
    """What it does not have comes from the package."""
    (tmp_path / "article.j2").write_text("<{{ text }}>")
    system, user = load_prompt(tmp_path).messages(question())

    assert user == "<Ada met Bo.>"
    assert system.startswith("You read a news article")


@pytest.mark.parametrize(
    ("content", "problem", "where"),
    [
        ("line\n{% if %}", "the prompt cannot be used: Expected an expression", "mine.j2, line 2"),
        ("{{ nothing_of_the_kind }}", "the prompt cannot be used: 'nothing_of_the_kind' is undefined", "mine.j2"),
        ("{{ 1 / 0 }}", "the prompt cannot be used: division by zero", "mine.j2"),
        ("{{ ''.__class__.__mro__ }}", "the prompt cannot be used: access to attribute '__class__'", "mine.j2"),
    ],
)
def test_a_faulty_prompt_is_told(tmp_path: Path, content: str, problem: str, where: str) -> None:
    """With its file, and its line where that is known."""
    (tmp_path / "mine.j2").write_text(content)
    with pytest.raises(UsageError) as caught:
        load_prompt(tmp_path / "mine.j2").messages(question())

    assert caught.value.problem.startswith(problem)
    assert caught.value.where.endswith(where)


def test_a_prompt_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A folder without either file is none."""
    for path in (tmp_path, tmp_path / "gone.j2"):
        with pytest.raises(UsageError, match="there is no prompt at"):
            load_prompt(path)
