"""The command that opens the review: what it prints, and how it says that it cannot."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from review_examples import desk, document, write_folder

from extract.cli import main
from extract.errors import StoreError
from extract.review.server import listen
from extract.review.workplace import prepare


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with one document, and no settings of ours."""
    for name in [name for name in os.environ if name.startswith("EXTRACT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path, document())
    return tmp_path


def told(capsys, *arguments):
    """Return exit code and message of a review that does not begin."""
    code = main(["review", "--no-browser", *arguments])
    return code, capsys.readouterr().err


def test_the_address_is_printed_and_ctrl_c_ends_it(folder):
    """The address with its token is all there is on standard output; Ctrl-C leaves nothing but drafts."""
    arguments = [sys.executable, "-m", "extract", "review", "--no-browser"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        address = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}\n", address)
    assert (out, err) == ("", "Ctrl-C ends the review; every edit is kept\n")
    assert running.returncode == 0
    assert [path.name for path in (folder / "golden" / ".review").iterdir()] == [".gitignore"]


def test_a_port_in_use_is_told(folder, capsys):
    """With where it was given, and another way; nothing was started."""
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert told(capsys, "--port", str(port)) == (
            2,
            f"the port {port} is in use\n  where: --port\n  do:    give another, or none: a free one is then taken\n",
        )
    assert not (folder / "golden").exists()


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_a_missing_extra_is_told(folder, capsys, monkeypatch, missing):
    """The command is there without the packages that it needs, and names how to get them."""
    monkeypatch.setitem(sys.modules, missing, None)

    assert told(capsys) == (
        2,
        f'the review page needs {missing}\n  where: extract review\n  do:    pip install "extract-news[review]"\n',
    )


def test_nothing_to_review_is_told(folder, capsys):
    """There is no folder out, and no input."""
    shutil.rmtree(folder / "out")

    assert told(capsys) == (
        2,
        "there is nothing to review: the folder out has no documents\n  where: extract review\n"
        "  do:    give articles, or run `extract run` first\n",
    )


def test_a_second_review_of_the_goldens_is_told(folder, capsys):
    """One process writes a draft."""
    with prepare(folder / "golden"):
        assert told(capsys) == (
            1,
            "another review works on these goldens\n  where: golden\n  do:    go on there, or end it with Ctrl-C\n",
        )


def test_articles_that_cannot_be_read_are_told(folder, capsys):
    """A name that is no file is told, and then there is nothing to review."""
    code, message = told(capsys, "nowhere.txt")

    assert code == 1
    assert "there is no such file or folder\n  where: nowhere.txt\n" in message
    assert message.endswith(
        "there is nothing to review: no article could be read\n  where: nowhere.txt\n"
        "  do:    give articles, or a folder that `extract run` wrote\n"
    )


def as_an_ordinary_user(act) -> int:
    """Do *act* in a process that may not write everywhere, and return how many errors of the store it raised."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            act()
            code = 0
        except StoreError as error:
            code = 1 if "Permission denied" in error.problem else 98
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def read_only():
    """A folder in which an ordinary user can read and not write."""
    root = Path(tempfile.mkdtemp())
    (root / "golden" / ".review").mkdir(parents=True)
    for path in (root, root / "golden", root / "golden" / ".review"):
        path.chmod(0o555)
    yield root
    for path in (root, root / "golden", root / "golden" / ".review"):
        path.chmod(0o755)
    shutil.rmtree(root)


def test_a_read_only_folder_is_told_at_the_start(read_only):
    """Nobody works for an hour on what cannot be kept."""

    def start():
        with prepare(read_only / "golden"):
            pass

    assert as_an_ordinary_user(start) == 1


def test_a_folder_that_has_become_read_only_is_told_at_the_edit(read_only):
    """The edit is not made, since it could not be kept."""
    at = desk(read_only)

    def edit():
        at.edit(1, {"do": "judge", "keys": ["norland"], "verdict": "accepted"})

    assert as_an_ordinary_user(edit) == 1
