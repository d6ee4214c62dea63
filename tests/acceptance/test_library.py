"""The page about the library does what it says: its examples run, and it tells of every name."""

import contextlib
import doctest
import re
import shutil
from pathlib import Path

import pytest

import extract

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/library.md"


def test_the_examples_print_what_the_page_shows(tmp_path: Path) -> None:
    """In a folder that has the seeds and the goldens."""
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for name in ("seeds", "golden"):
        shutil.copytree(ROOT / name, tmp_path / name)
    with contextlib.chdir(tmp_path):
        failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")

    assert failed == 0
    assert tried >= 20


def test_the_page_tells_of_every_name() -> None:
    """What the package gives, and the parameters and methods of each."""
    text = PAGE.read_text(encoding="utf-8")

    for name in extract.__all__:
        assert f"`extract.{name}" in text
        thing = getattr(extract, name)
        for member in vars(thing) if isinstance(thing, type) and name in ("Reader", "Document", "Documents") else ():
            is_told = member.startswith("_") or re.search(rf"[.`]{member}\b", text)
            assert is_told or member in INSIDE, f"{name}.{member}"


INSIDE = {"identity", "read_articles", "read_article", "backend", "of_extraction"}
"""What steps and engines use; not for programs."""


def test_signatures_are_those_of_the_program() -> None:
    """Each parameter that the page shows is there, with its default, and none is missing."""
    import inspect

    shown = dict(re.findall(r"^`(?:reader|extract)\.(\w+)\((.*?)\)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(shown) == {"read", "read_all", "load", "Reader"}
    for name, told in shown.items():
        thing = getattr(extract, name, None) or getattr(extract.Reader, name)
        parameters = inspect.signature(thing).parameters
        names = [one for one in parameters if one not in ("self", "setup", "catalog")]
        assert re.findall(r"(\w+)(?==|,|$)", re.sub(r'="[^"]*"|=[\w.]+', "", told)) == names
        for parameter, default in re.findall(r"(\w+)=([^,]+)", told):
            assert str(parameters[parameter].default) == default.strip('"'), f"{name}, {parameter}"
