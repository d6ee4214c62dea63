"""The documentation says what is."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
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
