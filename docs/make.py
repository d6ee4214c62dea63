"""Writes what the documentation shows of the program from the program itself: ``python docs/make.py``.

That is the reference in docs/cli.md, and in README.md and the pages of ``PAGES`` the blocks under
``<!-- output: COMMAND -->``. A test fails where one is out of date.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from extract.cli import cli

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "cli.md"
README = ROOT / "README.md"
PAGES = [ROOT / "docs" / name for name in ("regressions.md", "agreement.md", "embedded.md")]
BLOCK = re.compile(r"(<!-- (output|record): (.+?) -->\n```\w*\n).*?(```)", re.DOTALL)

HEAD = """# The command line

Written by `docs/make.py` from the commands themselves.

Exit codes: 0, all done; 1, something failed or fell short, the rest is done; 2, wrong usage, nothing was begun;
130, interrupted: the same command goes on where it stopped.

Every option can also be set by a variable, `EXTRACT_` and its long name in capitals (`EXTRACT_BASE_URL`), and in
`[tool.extract]` of the nearest `pyproject.toml` (`base-url = "…"`; paths count from that file). The option goes before
the variable, the variable before the file. Keys of providers are read by their own libraries from their own variables.

Where that file lies in a folder above, its settings are told. `schemas` and `spacy-model`, which run code, and
`base-url`, to which articles are sent, are then asked for at the terminal; without one the command is refused.
`--trust-settings`, anywhere in the command, is consent for this once; there is no setting or variable for it.
"""


def render_reference() -> str:
    """Return the page of the command line."""
    commands = _commands(cli, "extract")
    return "\n".join([HEAD, *(f"## {words}\n\n```text\n{_help(one, words)}\n```\n" for words, one in commands)])


def _commands(command: click.Command, words: str) -> Iterator[tuple[str, click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _commands(inner, f"{words} {name}")


def _help(command: click.Command, words: str) -> str:
    settings = {**cli.context_settings, "terminal_width": 100, "max_content_width": 100}
    return command.get_help(click.Context(command, info_name=words, **settings)).rstrip()


def render_readme(text: str) -> str:
    """Return the README *text* with its blocks made anew, in a folder that has the seeds and goldens only."""
    with _seeds_and_goldens() as folder:
        return _filled(text, folder)


def render_pages() -> dict[Path, str]:
    """Return the text of each of ``PAGES``, its blocks made anew.

    They are made in a folder in which the seeds were read twice: into ``before`` with the declarations that come with
    the package, and into ``after`` with a copy of them in which one word is taken out of the cues of one.
    """
    with _seeds_and_goldens() as folder:
        _shown("output", "extract run seeds/ -o before -q", folder)
        shutil.copytree(ROOT / "schemas", folder / "my-schemas")
        altered = folder / "my-schemas" / "demand.py"
        cues = altered.read_text(encoding="utf-8")
        assert "|seek" in cues
        altered.write_text(cues.replace("|seek", ""), encoding="utf-8")
        _shown("output", "extract run seeds/ -o after --schemas my-schemas -q", folder)
        return {path: _filled(path.read_text(encoding="utf-8"), folder) for path in PAGES}


@contextmanager
def _seeds_and_goldens() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "golden"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        yield Path(folder)


def _filled(text: str, folder: Path) -> str:
    return BLOCK.sub(lambda block: block[1] + _shown(block[2], block[3], folder) + block[4], text)


def _shown(kind: str, what: str, folder: Path) -> str:
    if kind == "record":
        path, list_name, number = what.split()
        document = json.loads((folder / path).read_bytes())
        return json.dumps(document[list_name][int(number)], indent=2, ensure_ascii=False) + "\n"
    program, *arguments = shlex.split(what)
    done = subprocess.run([sys.executable, "-m", program, *arguments], cwd=folder, capture_output=True, text=True)
    return done.stdout + done.stderr


if __name__ == "__main__":
    REFERENCE.write_text(render_reference(), encoding="utf-8", newline="\n")
    README.write_text(render_readme(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for page, written in render_pages().items():
        page.write_text(written, encoding="utf-8", newline="\n")
