"""Settings from pyproject.toml and the environment: option, then variable, then file."""

from pathlib import Path

import click
import pytest

from extract.cli import cli
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
        ("[tool.extract]\nweather = 1\n", "there is no setting 'weather'", "name it like an option"),
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
