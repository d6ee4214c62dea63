"""The how-to for one's own events does what it says: its files are written and its commands run, in order."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from extract.cli import main

HOWTO = Path(__file__).parents[2] / "docs/howto-declare.md"
STEP = re.compile(
    r"^`(?P<path>[\w./-]+)`(?:, from `(?P<mark>\w+)` on)?:\n\n```\w+\n(?P<content>.*?)^```$"
    r"|^```console\n\$ extract (?P<command>[^\n]+)\n(?P<output>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def write_file(path, content, mark):
    """Write *content*, or put it in place of what stands from the line of *mark* on."""
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8").partition(f"    {mark} =")[0] if mark else ""
    path.write_text(before + content, encoding="utf-8")


@pytest.fixture(scope="module")
def told_and_printed(tmp_path_factory):
    """What the how-to prints after each command, and what the command prints."""
    folder = tmp_path_factory.mktemp("howto")
    found = []
    for step in STEP.finditer(HOWTO.read_text(encoding="utf-8")):
        if step["path"]:
            write_file(folder / step["path"], step["content"], step["mark"])
            continue
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', step["command"])]
        printed = io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
            assert main(words) == 0, step["command"]
        found.append((step["command"], step["output"].strip(), printed.getvalue().strip()))
    return found


def test_every_command_prints_what_the_howto_shows(told_and_printed):
    """Each command ends well and prints what stands under it."""
    assert len(told_and_printed) == 4
    for command, told, printed in told_and_printed:
        assert told == printed, command


def test_the_mended_cues_find_all(told_and_printed):
    """The last run finds every record of the goldens and nothing else."""
    assert told_and_printed[-1][2].splitlines()[-1].split() == ["mean", "1.00", "1.00"]
