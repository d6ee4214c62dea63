"""Every link of the documentation leads somewhere."""

import re
from pathlib import Path

import pytest

import extract

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:extract|schemas|tests|benchmarks|docs)/[\w./-]+|extract(?:\.\w+)+)`")


def prose_of(page: Path) -> str:
    """Return the page without its blocks of code."""
    return BLOCK.sub("", page.read_text(encoding="utf-8"))


def anchor_of(heading: str) -> str:
    """Return the anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of the headings of a page."""
    return {anchor_of(one) for one in re.findall(r"^#+ +(.+?) *$", prose_of(page), re.MULTILINE)}


def leads_somewhere(page: Path, link: str) -> bool:
    """Return whether a relative link is a file or folder of the repository, and its anchor a heading there."""
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and target.is_relative_to(ROOT) and (not anchor or anchor in anchors_of(target))


def is_there(name: str) -> bool:
    """Return whether *name*, a path or a dotted name in the package, is a file, a module, or something in a module."""
    if "/" in name:
        return (ROOT / name).exists()
    parts = name.split(".")
    if len(parts) == 2 and parts[1] in (*extract.__all__, "__version__"):
        return True
    paths = [ROOT.joinpath(*parts[:end]) for end in (len(parts), len(parts) - 1)]
    return any(path.with_suffix(".py").is_file() or (path.is_dir() and path != ROOT / "extract") for path in paths)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page is a file or a folder of the repository, and its anchor a heading there."""
    links = [link for link in LINK.findall(prose_of(page)) if "://" not in link]

    assert [link for link in links if not leads_somewhere(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_and_modules_that_are_named_are_there(page: Path) -> None:
    """Modules move; a page that names one by its old place sends its reader nowhere."""
    assert [name for name in NAMED.findall(prose_of(page)) if not is_there(name)] == []


def test_every_page_is_linked_from_the_readme() -> None:
    """A page that nothing leads to is not read."""
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in LINK.findall(prose_of(ROOT / "README.md"))}

    assert [page.name for page in PAGES if page.parent == ROOT / "docs" and page not in linked] == []


@pytest.mark.parametrize("link", ["docs/none.md", "docs/llm.md#none", "../elsewhere.md", "#none"])
def test_a_dead_link_is_seen(link: str) -> None:
    """Else the tests above would hold nothing."""
    assert not leads_somewhere(ROOT / "README.md", link)


@pytest.mark.parametrize("name", ["extract/none.py", "extract.none", "extract.dates_of", "docs/none.md"])
def test_a_name_of_nothing_is_seen(name: str) -> None:
    """Else neither would these."""
    assert not is_there(name)
