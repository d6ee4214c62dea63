"""The command line: what is printed where, with which exit code, and how every error is told."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import extract
from extract.cli import cli, main
from extract.commands.model_options import MODEL_OPTIONS, REPLAY
from extract.commands.options import option

ROOT = Path(__file__).parents[2]
SEED = "000_e466df253afd4d9a"
THREE_PARTS = re.compile(r"^\S.*\n  where: .+\n  do:    .+$", re.MULTILINE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test runs in a folder of its own, which has the seeds and no settings of ours."""
    for name in [name for name in os.environ if name.startswith("EXTRACT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path


def commands(group: click.Group = cli, path: str = "extract") -> list[tuple[str, click.Command]]:
    """Return every command with its words."""
    found = []
    for name, command in group.commands.items():
        words = f"{path} {name}"
        found += commands(command, words) if isinstance(command, click.Group) else [(words, command)]
    return found


# --------------------------------------------------------------------------------------------------------------------
# run


def test_run_refuses_other_languages_unless_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A German text fails by name; --language any reads it, and the document says what it is."""
    Path("a.txt").write_text("Der Minister traf am Dienstag in Genf ein. Er forderte, die Grenze zu öffnen.\n")

    assert main(["run", "a.txt"]) == 1
    assert "the text is in German (de), which this reader does not know" in capsys.readouterr().err
    assert main(["run", "a.txt", "--language", "any"]) == 0
    assert json.loads(Path("out/a.json").read_text())["source"]["language"] == "de"
    assert main(["run", "a.txt", "--language", "klingon"]) == 2


def test_run_writes_documents_and_prints_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Documents go into out/, the table to standard output, nothing to standard error."""
    assert main(["run", "seeds/"]) == 0

    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.splitlines()[0].split() == ["article", "actors", "meetings", "demands", "proposals", "comments"]
    assert told.out.splitlines()[-1] == "2 read."
    assert sorted(path.name for path in (folder / "out").glob("*.json")) == sorted(
        f"{path.stem}.json" for path in (folder / "seeds").iterdir()
    )


def test_run_again_says_that_all_was_finished(capsys: pytest.CaptureFixture[str]) -> None:
    """The second run does nothing, and tells the same counts."""
    main(["run", "seeds/"])
    first = capsys.readouterr().out
    assert main(["run", "seeds/"]) == 0

    second = capsys.readouterr().out
    assert second.splitlines()[-1] == "2 finished before and left as they are."
    assert second.splitlines()[:-1] == first.splitlines()[:-1]


def test_run_reads_the_rest_when_some_inputs_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1; each failure is told in three parts on standard error; what could be read is written."""
    (folder / "empty.txt").touch()

    assert main(["run", "empty.txt", "nowhere.txt", f"seeds/{SEED}.txt"]) == 1

    told = capsys.readouterr()
    assert len(THREE_PARTS.findall(told.err)) == 2
    assert "  where: empty.txt\n" in told.err
    assert "  where: nowhere.txt\n" in told.err
    assert told.out.splitlines()[-1] == "1 read, 2 failed."
    assert (folder / "out" / f"{SEED}.json").is_file()


def test_run_takes_an_article_from_standard_input(folder: Path) -> None:
    """``-`` reads one article, whose text is kept beside its document."""
    text = "Ada Lovelace met Charles Babbage in London on Monday.\n"
    command = [sys.executable, "-m", "extract", "run", "-"]
    done = subprocess.run(command, input=text, text=True, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
    assert (folder / "out" / "stdin.txt").read_text() == text
    assert json.loads((folder / "out" / "stdin.json").read_text())["source"]["length"] == len(text)


def test_run_prints_json_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    """--json puts one JSON object on standard output: counts, outcomes, failures."""
    assert main(["run", f"seeds/{SEED}.txt", "nowhere.txt", "--json"]) == 1

    told = json.loads(capsys.readouterr().out)
    assert told["articles"] == {"failed": 1, "read": 1}
    assert told["outcomes"][0]["id"] == SEED
    assert told["failures"][0]["uri"] == "nowhere.txt"
    assert told["failures"][0].keys() == {"id", "uri", "problem", "where", "remedy", "alike"}
    assert told["scores"] is None


def test_run_quietly_prints_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    """--quiet leaves standard output empty."""
    assert main(["run", f"seeds/{SEED}.txt", "nowhere.txt", "--quiet"]) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert len(THREE_PARTS.findall(told.err)) == 1


def test_run_scores_articles_that_have_a_golden(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With golden/ at hand the table is followed by the scores of the articles of this run, and of no others."""
    main(["run", "seeds/"])
    (folder / "golden").mkdir()
    for path in (folder / "out").glob("*.json"):
        document = json.loads(path.read_text())
        del document["extraction"]
        document["verified"] = {"by": "Eve", "on": "2025-01-31", "guidelines": "1.1"}
        (folder / "golden" / path.name).write_text(json.dumps(document))
    capsys.readouterr()

    assert main(["run", f"seeds/{SEED}.txt"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[-1].split() == ["mean", "1.00", "1.00"]
    assert "not found at all" not in "\n".join(told)


def _as_golden(document: dict[str, object], folder: Path) -> None:
    del document["extraction"]
    document["verified"] = {"by": "Eve", "on": "2025-01-31", "guidelines": "1.1"}
    folder.mkdir(exist_ok=True)
    (folder / f"{SEED}.json").write_text(json.dumps(document))


@pytest.mark.parametrize("kind", ["other schemas", "another text", "another file"])
def test_goldens_of_something_else_are_passed_over(folder: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """A folder that only happens to lie there costs a run nothing: one warning says what to do, and the exit is 0."""
    main(["run", f"seeds/{SEED}.txt"])
    document = json.loads((folder / "out" / f"{SEED}.json").read_text())
    if kind == "other schemas":
        document["treaties"] = document.pop("meetings")
    if kind == "another text":
        document["source"]["sha256"] = "0" * 64
    _as_golden(document, folder / "golden")
    if kind == "another file":
        (folder / "golden" / f"{SEED}.json").write_text('{"name": "a package"}')
    capsys.readouterr()

    assert main(["run", f"seeds/{SEED}.txt"]) == 0

    told = capsys.readouterr()
    assert told.err.startswith("warning: a golden was passed over: ")
    assert "do:    give --golden a folder of goldens" in told.err
    assert "precision" not in told.out
    assert main(["run", f"seeds/{SEED}.txt", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scores"] is None
    assert main(["diff", "out", "out"]) == 0
    assert "warning: a golden was passed over" in capsys.readouterr().err


def test_a_run_of_many_prints_sums_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table of more than forty articles would only scroll by; how far the run is goes to standard error."""
    rows = [json.dumps({"id": f"n{number}", "text": "Ada met Bo."}) for number in range(101)]
    (folder / "many.jsonl").write_text("\n".join(rows))

    assert main(["run", "many.jsonl"]) == 0

    told = capsys.readouterr()
    assert told.out.splitlines()[2].split()[:2] == ["101", "articles"]
    assert told.err == "100 articles\n"


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_run_writes_one_file_for_all(folder: Path, form: str) -> None:
    """--format gives the table its name."""
    assert main(["run", "seeds/", "--format", form]) == 0

    assert [path.name for path in (folder / "out").glob("[!.]*")] == [f"extractions.{form}"]


def test_parquet_without_pyarrow_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A library that is missing is told before anything is read."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    assert main(["run", "seeds/", "--format", "parquet"]) == 2

    assert "pip install 'extract-news[parquet]'" in capsys.readouterr().err


# --------------------------------------------------------------------------------------------------------------------
# Errors


@pytest.mark.parametrize(
    ("arguments", "problem", "remedy"),
    [
        (["run", "seeds", "--modle", "x"], "No such option '--modle'", "did you mean --model"),
        (["rnu"], "No such command 'rnu'", "did you mean run?"),
        (["run"], "Missing argument 'INPUT...'", "see extract run --help"),
        (["run", "seeds", "--model", "embeded"], "no backend serves the model 'embeded'", "did you mean embedded?"),
        (["run", "seeds", "--model", "gpt"], "no backend serves the model 'gpt'", "PROVIDER/NAME"),
        (["run", "seeds", "--published", "May"], "'May' is not a date", "see extract run --help"),
        (["run", "seeds", "--workers", "-1"], "-1 is not in the range x>=0", "see extract run --help"),
        (["run", "seeds", "--schemas", "nowhere"], "Directory 'nowhere' does not exist", "see extract run --help"),
        (["run", "seeds", "--schemas", "seeds"], "no declaration found", "put a class derived from Entity"),
        (["run", "seeds", "--format", "xml"], "'xml' is not one of 'json', 'jsonl', 'parquet'", "see extract run"),
        (["schema", "actr"], "no schema is called 'actr'", "did you mean Actor?"),
        (["init", "seeds"], "the folder is not empty", "give a new name"),
        (["golden", "improt"], "No such command 'improt'", "did you mean import?"),
    ],
)
def test_wrong_usage_is_told_in_three_parts(
    arguments: list[str], problem: str, remedy: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, one error on standard error, nothing begun."""
    assert main(arguments) == 2

    told = capsys.readouterr()
    assert told.out == ""
    (error,) = THREE_PARTS.findall(told.err)
    assert problem in error
    assert remedy in error.splitlines()[2]
    assert not list(folder.glob("out/*.json"))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["run", "seeds", "-o", f"seeds/{SEED}.txt/out"], "the output cannot be written: Not a directory"),
        (["check", "empty"], "no document found"),
        (["score", "empty", "seeds"], "no golden found"),
        (["golden", "import", "empty", "seeds", "--by", "Eve"], "no annotation found"),
    ],
)
def test_what_cannot_be_done_is_told_in_three_parts(
    arguments: list[str], problem: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, one error on standard error."""
    (folder / "empty").mkdir()

    assert main(arguments) == 1

    (error,) = THREE_PARTS.findall(capsys.readouterr().err)
    assert error.startswith(problem)


def test_an_unforeseen_error_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --debug three lines, with it the traceback too."""
    monkeypatch.setattr("extract.catalog.load_catalog", lambda folder: 1 / 0)

    assert main(["schema"]) == 1
    plain = capsys.readouterr().err
    assert main(["--debug", "schema"]) == 1
    debugged = capsys.readouterr().err

    assert THREE_PARTS.fullmatch(plain.rstrip())
    assert plain.startswith("ZeroDivisionError: division by zero")
    assert "Traceback (most recent call last)" in debugged


def test_debug_shows_the_traceback_of_an_article(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After the command, where people write it: an unforeseen error in one article is told with its traceback."""
    monkeypatch.setattr("extract.pipeline.segment", lambda article: 1 / 0)

    assert main(["run", f"seeds/{SEED}.txt"]) == 1
    assert "Traceback" not in capsys.readouterr().err

    assert main(["run", f"seeds/{SEED}.txt", "--debug"]) == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError: division by zero\n  where: seeds/" in told
    assert "Traceback (most recent call last)" in told


def test_a_reader_that_goes_away_is_no_error() -> None:
    """``extract schema | head -1`` prints no traceback."""
    done = subprocess.run(
        f"{sys.executable} -m extract schema | head -1", shell=True, capture_output=True, text=True, check=True
    )

    assert done.stdout == "{\n"
    assert done.stderr == ""


# --------------------------------------------------------------------------------------------------------------------
# The other commands


def test_check_passes_what_run_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    """Every quotation is compared with the source."""
    main(["run", "seeds/"])
    capsys.readouterr()

    assert main(["check", "out"]) == 0
    assert capsys.readouterr().out == "2 documents checked, 0 faults\n"


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet"])
def test_check_finds_a_changed_source(folder: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A source that is not the text that was read is told for every form of output."""
    main(["run", f"seeds/{SEED}.txt", "--format", form])
    path = folder / "seeds" / f"{SEED}.txt"
    path.write_text("Well. " + path.read_text())
    capsys.readouterr()

    assert main(["check", "out"]) == 1

    told = capsys.readouterr()
    assert "the source text is not the one that was read" in told.err
    assert THREE_PARTS.match(told.err)


def test_check_uses_the_text_beside_the_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For rows of tables the text is that in <id>.txt."""
    (folder / "rows.csv").write_text('id,text\na,"Ada met Bo."\n')
    main(["run", "rows.csv"])
    (folder / "rows.csv").unlink()
    capsys.readouterr()

    assert main(["check", "out", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"documents": 1, "without_source": [], "faults": []}


def test_check_says_where_it_could_not_compare(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document whose source is gone is checked by itself, and that is told."""
    main(["run", f"seeds/{SEED}.txt"])
    shutil.rmtree(folder / "seeds")
    capsys.readouterr()

    assert main(["check", "out"]) == 0
    told = capsys.readouterr()
    assert "of 1 the source is not at hand" in told.out
    assert f"the article's text is not there\n  where: seeds/{SEED}.txt; looked for out/{SEED}.txt, seeds/" in told.err


def test_check_finds_a_file_of_another_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document is found by its name, so that must be the article's id."""
    main(["run", f"seeds/{SEED}.txt"])
    (folder / "out" / f"{SEED}.json").rename(folder / "out" / "other.json")

    assert main(["check", "out"]) == 1
    assert f"the file is not named after its article, '{SEED}'" in capsys.readouterr().err


def test_check_tells_every_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that are broken do not stop the check of the others."""
    main(["run", f"seeds/{SEED}.txt"])
    (folder / "out" / "broken.json").write_text("{")
    (folder / "out" / "odd.json").write_text('{"source": {"id": "odd", "uri": "\\u0000"}}')
    capsys.readouterr()

    assert main(["check", "out", "--json"]) == 1

    told = json.loads(capsys.readouterr().out)
    assert told["documents"] == 3
    assert {fault["where"].split(",")[0] for fault in told["faults"]} == {"out/broken.json", "out/odd.json"}


def test_score_falls_short_of_a_floor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--fail-under decides the exit code, and says how far it is."""
    main(["run", f"seeds/{SEED}.txt"])
    document = json.loads((folder / "out" / f"{SEED}.json").read_text())
    del document["extraction"]
    document |= {"verified": {"by": "Eve", "on": "2025-01-31", "guidelines": "1.1"}, "comments": []}
    (folder / "golden").mkdir()
    (folder / "golden" / f"{SEED}.json").write_text(json.dumps(document))
    capsys.readouterr()

    assert main(["score", "golden", "out", "--fail-under", "0.5"]) == 0
    assert main(["score", "golden", "out", "--fail-under", "0.99"]) == 1

    assert "the mean F1 falls short: 0.8000, and 0.99 is asked for" in capsys.readouterr().err


def test_schema_prints_the_published_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name that of the document, with one that of the record, however its case."""
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == (ROOT / "schemas" / "json" / "document.schema.json").read_text()

    assert main(["schema", "actor"]) == 0
    assert capsys.readouterr().out == (ROOT / "schemas" / "json" / "actor.schema.json").read_text()


def test_schema_publishes_beside_the_declarations(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--publish writes every file, and takes away those of declarations that are gone."""
    shutil.copytree(ROOT / "schemas", folder / "mine", ignore=shutil.ignore_patterns("json"))
    (folder / "mine" / "json").mkdir()
    (folder / "mine" / "json" / "gone.schema.json").touch()

    assert main(["schema", "--schemas", "mine", "--publish"]) == 0

    written = sorted(path.name for path in (folder / "mine" / "json").iterdir())
    assert written == sorted(Path(line).name for line in capsys.readouterr().out.splitlines())
    assert "document.schema.json" in written
    assert "gone.schema.json" not in written


def test_init_makes_a_folder_that_works_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example of the new folder finds what its README says."""
    assert main(["init", "mine"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("mine/README.md\nmine/lawsuit.py\n", "what to do next: see mine/README.md\n")
    readme = (folder / "mine" / "README.md").read_text()
    assert "--schemas mine" in readme
    (sentence,) = re.findall(r"echo '(.+)' > example.txt", readme)
    (folder / "example.txt").write_text(sentence + "\n")

    assert main(["run", "example.txt", "--schemas", "mine"]) == 0

    document = json.loads((folder / "out" / "example.json").read_text())
    (lawsuit,) = document["lawsuits"]
    names = {party["id"]: party["name"] for party in document["parties"]}
    assert [names[one] for one in lawsuit["plaintiffs"]] == ["Anna Lind"]
    assert [names[one] for one in lawsuit["defendants"]] == ["Contoso Corp."]
    assert lawsuit["claim"]["text"] == "a patent"
    assert lawsuit["filed"]["text"] == "Monday"
    assert lawsuit["status"] == "filed"


def test_doctor_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    """Versions, the model and its digest, and the schemas are told."""
    assert main(["doctor"]) == 0

    told = capsys.readouterr().out
    assert told.startswith(f"extract             {extract.__version__}\n")
    assert re.search(r"^uvicorn +there, for the page of extract review$", told, re.MULTILINE)
    assert re.search(r"^model +en_core_web_\w+ 3\.8", told, re.MULTILINE)
    assert told.endswith("all well\n")


# --------------------------------------------------------------------------------------------------------------------
# Help


@pytest.mark.parametrize(("words", "command"), commands(), ids=lambda one: one if isinstance(one, str) else "")
def test_every_command_has_help_with_an_example(words: str, command: click.Command) -> None:
    """The help shows the command in use, and every option says what it is for."""
    told = command.get_help(click.Context(command, info_name=words, **cli.context_settings))

    assert re.search(rf"Examples?:\n +{words}", told)
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help


@pytest.mark.parametrize("words", [[], ["golden"]])
def test_without_a_command_the_help_is_shown(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Line by line, on standard error, as wrong usage."""
    assert main(words) == 2
    told = capsys.readouterr()
    assert main([*words, "--help"]) == 0

    assert (told.out, told.err) == ("", capsys.readouterr().out)


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_the_commands(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command is there with a whole sentence."""
    assert main([flag]) == 0

    told = capsys.readouterr().out
    for name in cli.commands:
        assert re.search(rf"^  {name} +[A-Z].*\.$", told, re.MULTILINE)
    assert "..." not in told.split("Commands:")[1]


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    """--version tells it."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"extract, version {extract.__version__}\n"


def test_every_option_has_its_variable() -> None:
    """EXTRACT_ and the long form of the option."""
    for words, command in commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                long = max(parameter.opts, key=len)
                assert parameter.envvar == "EXTRACT_" + long.strip("-").replace("-", "_").upper(), (words, long)


def test_an_option_with_a_short_form_has_the_variable_of_its_long_one() -> None:
    """The long form names it, wherever it stands."""

    @click.command()
    @option("--long-name", "-l")
    def made(long_name: str) -> None:
        """Do nothing."""

    assert made.params[0].envvar == "EXTRACT_LONG_NAME"


def test_options_of_language_models_are_those_of_their_settings() -> None:
    """Each setting has an option with its words, so that help and errors speak of the same."""
    settings = pytest.importorskip("extract.backends.llm.settings").Settings
    described = {name.replace("_", "-"): field.description for name, field in settings.model_fields.items()}

    assert {name: told for name, _, told in MODEL_OPTIONS} | {"replay": REPLAY} == described
