"""Settings from pyproject.toml and the environment: option, then variable, then file."""

import io
import sys
from pathlib import Path

import click
import pytest

from extract.cli import cli, main
from extract.commands.consent import NEEDS_CONSENT
from extract.errors import UsageError
from extract.settings import defaults_for


def file(folder: Path, text: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return path


def parsed(*arguments: str, folder: Path) -> dict[str, object]:
    """Return the parameters that ``extract`` with *arguments* would run with."""
    context = click.Context(cli, info_name="extract")
    context.default_map = defaults_for(cli, folder)
    name, command, rest = cli.resolve_command(context, list(arguments))
    assert command is not None
    return command.make_context(name, rest, parent=context).params


def test_a_setting_of_the_file_is_the_default_of_every_command_that_has_it(tmp_path: Path) -> None:
    """One table serves all commands, under the names of their options."""
    file(tmp_path, '[tool.extract]\nmodel = "openai/x"\nworkers = 3\nschemas = "mine"\nfail-under = 0.5\n')
    (tmp_path / "mine").mkdir()

    assert parsed("run", "a.txt", folder=tmp_path)["model"] == "openai/x"
    assert parsed("run", "a.txt", folder=tmp_path)["workers"] == 3
    assert parsed("check", str(tmp_path), folder=tmp_path)["schemas"] == tmp_path / "mine"
    assert parsed("score", str(tmp_path), str(tmp_path), folder=tmp_path)["fail_under"] == 0.5


def test_an_option_goes_before_a_variable_and_a_variable_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usual order."""
    file(tmp_path, '[tool.extract]\nmodel = "a/file"\n')
    assert parsed("run", "x", folder=tmp_path)["model"] == "a/file"

    monkeypatch.setenv("EXTRACT_MODEL", "a/variable")
    assert parsed("run", "x", folder=tmp_path)["model"] == "a/variable"
    assert parsed("run", "x", "--model", "a/option", folder=tmp_path)["model"] == "a/option"


def test_the_nearest_file_upwards_is_read_and_its_paths_begin_where_it_lies(tmp_path: Path) -> None:
    """A project's settings hold in its folders."""
    file(tmp_path, '[tool.extract]\noutput = "results"\n')
    (tmp_path / "deep" / "down").mkdir(parents=True)

    assert parsed("run", "x", folder=tmp_path / "deep" / "down")["output"] == tmp_path / "results"


def test_a_folder_of_goldens_that_the_file_names_need_not_be_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is where `extract review` writes the first; asked for on the command line, it must be there."""
    monkeypatch.chdir(tmp_path)
    file(tmp_path, '[tool.extract]\ngolden = "gold"\n')
    assert parsed("run", "x", folder=tmp_path)["golden"] is None
    assert parsed("review", folder=tmp_path)["golden"] == tmp_path / "gold"
    with pytest.raises(click.BadParameter, match="Directory 'gold' does not exist"):
        parsed("run", "x", "--golden", "gold", folder=tmp_path)

    (tmp_path / "gold").mkdir()
    assert parsed("run", "x", folder=tmp_path)["golden"] == tmp_path / "gold"
    assert parsed("diff", ".", ".", folder=tmp_path)["golden"] == tmp_path / "gold"


def test_a_file_without_our_table_changes_nothing(tmp_path: Path) -> None:
    """Most files are for something else."""
    file(tmp_path, '[project]\nname = "x"\n')

    assert defaults_for(cli, tmp_path) == {}


def test_a_flag_can_be_set(tmp_path: Path) -> None:
    """A truth value stands for a flag."""
    file(tmp_path, "[tool.extract]\nquiet = true\n")

    assert parsed("run", "x", folder=tmp_path)["quiet"] is True


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("[tool.extract]\nmodle = 1\n", "there is no setting 'modle'", "did you mean model"),
        ("[tool.extract]\numbrella = 1\n", "there is no setting 'umbrella'", "name it like an option"),
        ("[tool.extract\n", "the settings cannot be read", "mend the file"),
        ("[tool]\nextract = 1\n", "tool.extract is not a table", r"write \[tool.extract\]"),
    ],
)
def test_a_faulty_file_is_told(tmp_path: Path, text: str, problem: str, remedy: str) -> None:
    """What is wrong, the file, and what to do."""
    path = file(tmp_path, text)

    with pytest.raises(UsageError, match=problem) as caught:
        defaults_for(cli, tmp_path)

    assert caught.value.where.startswith(str(path))
    assert caught.match(remedy)


def test_a_value_of_the_wrong_kind_is_a_usage_error(tmp_path: Path) -> None:
    """The file's values are checked like options."""
    file(tmp_path, '[tool.extract]\nworkers = "many"\n')

    with pytest.raises(click.BadParameter, match="'many' is not a valid integer"):
        parsed("run", "x", folder=tmp_path)


# --------------------------------------------------------------------------------------------------------------------
# Settings of a folder above


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below one whose settings name declarations, which leave a file behind where they are run."""
    file(tmp_path, '[tool.extract]\nschemas = "theirs"\n')
    (tmp_path / "theirs").mkdir()
    code = "import pathlib\nfrom extract.schema import Entity\npathlib.Path(__file__).with_name('ran').touch()\n"
    (tmp_path / "theirs" / "all.py").write_text(f"{code}class Thing(Entity):\n    'A thing.'\n", encoding="utf-8")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    return tmp_path


def has_run(folder: Path) -> bool:
    return (folder / "theirs" / "ran").is_file()


def test_code_that_a_folder_above_names_is_not_run_unasked(below: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal to ask on: refused before anything is run, with the file and both ways out."""
    assert main(["schema"]) == 2

    told = capsys.readouterr().err
    assert told.startswith(f"settings of {below / 'pyproject.toml'}: schemas\n")
    assert "nobody has consented: the Python files there are run" in told
    assert "do:    look at it; then give --trust-settings, or --schemas yourself" in told
    assert not has_run(below)


@pytest.mark.parametrize("words", [["--trust-settings", "schema"], ["schema", "--trust-settings"]])
def test_consent_can_be_given_with_the_command(below: Path, words: list[str]) -> None:
    """Anywhere in it, and for this one time."""
    assert main(words) == 0
    assert has_run(below)
    assert main(["schema"]) == 2


def test_what_the_user_gives_needs_no_consent(below: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An option, or a variable, is the user's own word."""
    assert main(["schema", "--schemas", "../theirs"]) == 0
    monkeypatch.setenv("EXTRACT_SCHEMAS", "../theirs")
    assert main(["schema"]) == 0


def test_settings_of_this_folder_are_its_own(below: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever works in a folder has chosen it; nothing is announced."""
    monkeypatch.chdir(below)
    error = io.StringIO()
    monkeypatch.setattr(sys, "stderr", error)

    assert main(["schema"]) == 0
    assert error.getvalue() == ""


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 2), ("", 2)])
def test_a_terminal_is_asked(below: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int) -> None:
    """Yes is for this time; anything else, Enter alone too, is no."""
    error = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
    monkeypatch.setattr(sys, "stderr", error)

    assert main(["schema"]) == code
    assert "the Python files there are run. Use it? [y/N]" in error.getvalue()
    assert has_run(below) is (code == 0)


def test_other_settings_are_only_announced(below: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a folder above sets nothing that could do harm, the command goes on."""
    file(below, '[tool.extract]\nformat = "jsonl"\nworkers = 1\nid-column = "key"\n')
    (below / "below" / "a.txt").write_text("Ada met Bo.\n", encoding="utf-8")

    assert main(["run", "a.txt", "-q"]) == 0
    assert capsys.readouterr().err == f"settings of {below / 'pyproject.toml'}: format, workers, id-column\n"


@pytest.mark.parametrize("name", NEEDS_CONSENT)
def test_every_setting_that_could_do_harm_is_asked_for(below: Path, name: str) -> None:
    """Python files, a server, a package of code."""
    file(below, f'[tool.extract]\n{name.removeprefix("--")} = "{"." if name == "--schemas" else "http://x/v1"}"\n')
    (below / "below" / "a.txt").write_text("Ada met Bo.\n", encoding="utf-8")

    assert main(["run", "a.txt"]) == 2


@pytest.mark.parametrize(
    "url", ["localhost:8080/v1", "127.0.0.1:8080", "ftp://host/v1", "http://", "//host", "http://h:x"]
)
def test_an_address_without_a_scheme_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    """Not after the first article's retries; an address is told without its password."""
    monkeypatch.chdir(tmp_path)
    assert main(["run", "nothing.txt", "--model", "openai/x", "--base-url", url]) == 2
    assert "write it with http:// or https://" in capsys.readouterr().err
    assert main(["run", "nothing.txt", "--model", "openai/x", "--base-url", f"me:secret@{url}"]) == 2
    assert "secret" not in capsys.readouterr().err
