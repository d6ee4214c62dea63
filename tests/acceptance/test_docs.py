"""The documentation says what is."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
MADE = runpy.run_path(str(ROOT / "docs" / "make.py"))


def test_the_reference_of_the_command_line_is_up_to_date() -> None:
    """After a change of a command: ``python docs/make.py``."""
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == MADE["render_reference"]()


def test_the_readme_shows_what_the_program_prints() -> None:
    """After a change of what is found: ``python docs/make.py``."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert len(MADE["BLOCK"].findall(text)) >= 2
    assert text == MADE["render_readme"](text)


def test_pages_show_what_the_program_prints() -> None:
    """After a change of what is found, or of how it is told: ``python docs/make.py``."""
    pages = MADE["render_pages"]()

    assert all(MADE["BLOCK"].search(text) for text in pages.values())
    assert {path: path.read_text(encoding="utf-8") for path in pages} == pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(page: Path) -> None:
    """Every relative link of a page is a file or a folder of the repository."""
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []
