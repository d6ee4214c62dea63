"""The pytest plugin's door, at the top level: a project may well have a folder or module ``extract`` of its own.

pytest loads this module in every run of an environment that has the package. It imports nothing of it until an option
or a fixture is used; what these do stands in ``extract.pytest_plugin``.
"""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from extract.pytest_plugin import ExtractRegression


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("extract", "extract-news")
    group.addoption("--extract-golden", metavar="DIR", help="a test for each record and slot of the goldens in DIR")
    group.addoption(
        "--extract-inputs",
        metavar="PATH",
        action="append",
        default=[],
        help="where the goldens' articles are, if not at the paths that the goldens tell; may be given again",
    )
    group.addoption("--extract-schemas", metavar="DIR", help="as in `extract run`")
    group.addoption("--extract-model", metavar="NAME", help="as in `extract run`")


def pytest_configure(config: pytest.Config) -> None:
    """Let the goldens be collected, whatever else is."""
    if config.getoption("extract_golden"):
        _plugin().take_goldens(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the collector of a golden, or of what is expected of them."""
    if not parent.config.getoption("extract_golden"):
        return None
    collector: pytest.Collector | None = _plugin().collect_golden(file_path, parent)
    return collector


@pytest.fixture
def extract_regression(request: pytest.FixtureRequest) -> ExtractRegression:
    """Snapshots of extractions: ``extract_regression.check("articles/one.txt")``.

    The first run writes the snapshot beside the test, as pytest-regressions does; later ones fail where the extraction
    says anything else, and tell what changed. ``--force-regen`` writes it anew.
    """
    if told := _in_the_way():
        pytest.fail(told, pytrace=False)
    regression: ExtractRegression = _plugin().ExtractRegression(request)
    return regression


def _plugin() -> Any:
    """Return the module that does the work; UsageError where something else is called ``extract`` here."""
    if told := _in_the_way():
        raise pytest.UsageError(told)
    return importlib.import_module("extract.pytest_plugin")


def _in_the_way() -> str:
    """Return what is told of another package or module ``extract`` that is found before ours; nothing where none is."""
    found = importlib.util.find_spec("extract")
    places = list(found.submodule_search_locations or ()) if found else []
    if any((Path(place) / "pytest_plugin.py").is_file() for place in places):
        return ""
    return (
        "what is called extract here is not the package of extract-news\n"
        f"  where: {(found.origin if found else None) or ', '.join(places) or 'no folder of sys.path'}\n"
        "  do:    rename it, or keep its folder off Python's path: pytest --import-mode=importlib"
    )
