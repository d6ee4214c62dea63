"""The pytest plugin, in projects of its users: goldens as tests, known failures, floors, snapshots."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extract.backends import BackendOptions, create_backend
from extract.catalog import load_catalog
from extract.cli import main
from extract.comparison.diff import diff_paths
from extract.goldens.golden import load_golden
from extract.loading.load import find_articles
from extract.pipeline import read
from extract.report.diff import render_diff
from extract.scoring.score import compared_fields, score_folders

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
TEXT = "Ada Lovelace visited the science museum on Monday. Charles Babbage visited the old harbour in May.\n"
SCHEMAS = '''
"""Who visits what."""
from typing import Annotated, Literal
from pydantic import Field
from extract.schema import AGENT, THEME, Compare, Cues, Entity, Event, Labels, Quote, Ref

class Person(Entity):
    """A person."""
    plural = "persons"
    kind: Annotated[Literal["person"], Labels(person=("PERSON",))] = Field(description="Always person.")

class Visit(Event):
    """Somebody visits something."""
    visitors: Annotated[list[Ref["Person"]], AGENT, Compare("common")] = Field(default=[], description="Who.")
    sight: Annotated[Quote, THEME, Compare("ignored")] = Field(description="What.")
    cues = Cues("{visitors} visit {sight}")
'''
SNAPSHOT_TEST = """
def test_article(extract_regression):
    extract_regression.check("articles/a.txt")
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A project with one article, declarations, and a golden that says what the embedded reader finds."""
    folder = tmp_path_factory.mktemp("template")
    for name in ("articles", "my-schemas", "golden"):
        (folder / name).mkdir()
    (folder / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "my-schemas" / "visit.py").write_text(SCHEMAS.replace('    plural = "persons"\n', ""), encoding="utf-8")
    (folder / "pyproject.toml").write_text('[tool.extract]\nschemas = "my-schemas"\n', encoding="utf-8")
    catalog = load_catalog(folder / "my-schemas")
    (article,) = find_articles([str(folder / "articles")])
    (extraction,) = read([article], create_backend(catalog, BackendOptions()), catalog)
    golden = json.loads(extraction.data)
    del golden["extraction"]
    golden["source"]["uri"] = "articles/a.txt"
    golden["verified"] = {"by": "Eve Example", "on": "2026-11-24", "guidelines": "1"}
    (folder / "golden" / "a.json").write_text(json.dumps(golden), encoding="utf-8")
    # Inner runs forget the modules that they load, and numpy cannot be loaded twice: load what they need out here.
    assert main(["score", "--schemas", str(folder / "my-schemas"), *[str(folder / "golden")] * 2]) == 0
    assert render_diff(diff_paths(folder / "golden", folder / "golden", catalog)).plain
    return folder


@pytest.fixture
def project(template, pytester, monkeypatch):
    """A copy of the project, in which pytest runs."""
    for name in ("EXTRACT_SCHEMAS", "EXTRACT_MODEL", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(template, pytester.path, dirs_exist_ok=True)
    return pytester


def run(project, *arguments):
    # hypothesis takes seconds to be loaded for a summary that nobody asks for.
    return project.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest", *arguments)


def change_golden(project, change):
    """Let *change* alter the golden as plain data."""
    path = project.path / "golden" / "a.json"
    golden = json.loads(path.read_bytes())
    change(golden)
    path.write_text(json.dumps(golden), encoding="utf-8")


def expect(project, text):
    (project.path / "golden" / "expectations.toml").write_text(text, encoding="utf-8")


def swap_visitors(golden):
    """Make the golden say that either visitor was the other."""
    first, second = golden["visits"]
    first["visitors"], second["visitors"] = second["visitors"], first["visitors"]


def drop_first_visit(golden):
    del golden["visits"][0]


# --------------------------------------------------------------------------------------------------------------------
# Goldens as tests


def test_each_record_and_slot_is_a_test(project):
    """The names are those of the golden: list, record, slot."""
    result = run(project, "--extract-golden", "golden", "-v")
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines_random(
        [
            "golden/a.json::persons/ada-lovelace PASSED*",
            "golden/a.json::persons/ada-lovelace.kind PASSED*",
            "golden/a.json::visits/visit-1 PASSED*",
            "golden/a.json::visits/visit-1.visitors PASSED*",
        ]
    )
    assert result.ret == 0


def test_nothing_happens_without_the_option(project):
    """A project that has the package installed and does not ask has no test of ours."""
    assert run(project).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_goldens_are_run_beside_other_tests(project):
    """Paths given select other tests; the goldens come besides, once."""
    project.makepyfile("def test_one(): pass")
    run(project, "--extract-golden", "golden").assert_outcomes(passed=9)
    run(project, "--extract-golden", "golden", "test_goldens_are_run_beside_other_tests.py").assert_outcomes(passed=9)
    run(project, "--extract-golden", "golden", ".").assert_outcomes(passed=9)


def test_one_test_can_be_chosen(project):
    """By its name, as any other."""
    run(project, "--extract-golden", "golden", "golden/a.json::visits/visit-1").assert_outcomes(passed=1)
    run(project, "--extract-golden", "golden", "-k", "visitors").assert_outcomes(passed=2, deselected=6)


def test_a_slot_that_differs_is_told_in_words(project):
    """What the golden says, what was found, where, and what to do; no traceback."""
    change_golden(project, swap_visitors)
    result = run(project, "--extract-golden", "golden")
    result.assert_outcomes(passed=6, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*a.json: visits/visit-1.visitors*",
            "visits/visit-1.visitors is not what the golden says: “*the science museum*”",
            "  where: articles/a.txt, characters *-*",
            "  why:   Charles Babbage in the golden, Ada Lovelace found (visit-1)",
            "  do:    *",
            '         golden/expectations.toml, [[]failures[]]: "a.json::visits/visit-1.visitors" = "the reason"',
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*golden_tests.py*")


def miss_a_visit(golden):
    """Give the golden a visit that nobody could find."""
    start = TEXT.index("Monday")
    quote = {"text": "Monday", "start": start, "end": start + 6}
    golden["visits"].append({"id": "visit-3", "visitors": [], "sight": quote, "evidence": [quote]})


def test_a_record_that_is_missed_is_told_and_its_slots_are_skipped(project):
    """One failure for one miss."""
    change_golden(project, miss_a_visit)
    result = run(project, "--extract-golden", "golden", "-rs")
    result.assert_outcomes(passed=8, failed=1, skipped=1)
    result.stdout.fnmatch_lines(["visits/visit-3 is not found: “Monday”", "*the record itself is not found*"])


def test_optional_records_are_no_tests(project):
    """They are neither owed nor counted."""
    change_golden(project, lambda golden: golden["visits"][0].update(optional=True))
    run(project, "--extract-golden", "golden").assert_outcomes(passed=6)


def test_articles_are_found_elsewhere(project):
    """--extract-inputs says where; without it a golden whose article is gone is told, three parts."""
    (project.path / "articles").rename(project.path / "moved")
    result = run(project, "--extract-golden", "golden")
    result.assert_outcomes(failed=8)
    result.stdout.fnmatch_lines(["the golden's article is not at hand", "  where: *a.json: articles/a.txt", "  do: *"])
    run(project, "--extract-golden", "golden", "--extract-inputs", "moved").assert_outcomes(passed=8)


def test_an_article_that_has_changed_is_told(project):
    """A golden of another text is not held against the reader."""
    (project.path / "articles" / "a.txt").write_text("Another text.\n", encoding="utf-8")
    result = run(project, "--extract-golden", "golden", "-k", "visit-1 and not visitors")
    result.assert_outcomes(failed=1, deselected=7)
    result.stdout.fnmatch_lines(["the golden was made for another text than the document found"])


def test_schemas_and_model_come_from_options_too(project):
    """The command line goes before pyproject.toml; what is wrong there is told."""
    (project.path / "pyproject.toml").write_text("", encoding="utf-8")
    result = run(project, "--extract-golden", "golden")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*a.json, $*", "  do: *"])
    run(project, "--extract-golden", "golden", "--extract-schemas", "my-schemas").assert_outcomes(passed=8)
    options = ["--extract-schemas", "my-schemas", "--extract-model", "embeded"]
    result = run(project, "--extract-golden", "golden", *options, "-k", "visitors")
    result.stdout.fnmatch_lines(["no backend serves the model 'embeded'", "  do:    did you mean embedded?"])


def test_a_folder_without_goldens_is_wrong_usage(project):
    """Nothing to test is not a pass."""
    result = run(project, "--extract-golden", "articles")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*no golden found*"])


# --------------------------------------------------------------------------------------------------------------------
# Known failures and floors


def test_a_known_failure_is_expected(project):
    """It is told as such, with its reason, and the run passes."""
    change_golden(project, swap_visitors)
    expect(
        project,
        '[failures]\n"a.json::visits/visit-1.visitors" = "Names are not read."\n'
        '"a.json::visits/visit-2.visitors" = "Nor here."\n',
    )
    result = run(project, "--extract-golden", "golden", "-rx")
    result.assert_outcomes(passed=6, xfailed=2)
    result.stdout.fnmatch_lines(["XFAIL golden/a.json::visits/visit-1.visitors*Names are not read."])
    assert result.ret == 0


def test_a_known_failure_that_passes_fails(project):
    """What works again must not be able to break unseen."""
    expect(project, '[failures]\n"a.json::visits/visit-1.visitors" = "Names are not read."\n')
    result = run(project, "--extract-golden", "golden")
    result.assert_outcomes(passed=7, failed=1)
    result.stdout.fnmatch_lines(
        [
            "visits/visit-1.visitors was expected to fail, and it passes",
            "  where: golden/expectations.toml, [[]failures[]]",
            "  why:   the reason given was: Names are not read.",
        ]
    )


def test_a_known_failure_must_name_a_test(project):
    """A line that holds nothing is told."""
    expect(project, '[failures]\n"a.json::visits/visit-9" = "Long gone."\n')
    result = run(project, "--extract-golden", "golden")
    result.assert_outcomes(passed=8, failed=1)
    result.stdout.fnmatch_lines(["no golden has a test a.json::visits/visit-9"])


def test_floors_hold_per_schema(project):
    """F1 over all goldens of the folder must not be below; what it is, and of what, is told."""
    change_golden(project, miss_a_visit)
    expect(project, "[floors.found]\npersons = 1\nvisits = 0.9\nmean = 0.85\n[floors.right]\nvisits = 0.8\n")
    result = run(project, "--extract-golden", "golden", "-v")
    result.assert_outcomes(passed=11, failed=2, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*golden/expectations.toml::found.persons PASSED*",
            "found of visits: F1 is 0.8000, and the floor is 0.9",
            "  where: golden/expectations.toml, [[]floors.found[]]",
            "  why:   visits: 3 in the goldens, 2 found, 2 of them true",
        ]
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[failures\n", "the expectations cannot be read: *"),
        ("[failure]\n", "there is no table [[]failure[]]"),
        ('[failures]\n"a" = ""\n', "a known failure needs its reason"),
        ("failures = 3\n", "a known failure needs its reason"),
        ("[floors]\nvisits = 0.5\n", "there is no table [[]floors.visits[]]"),
        ("[floors.found]\nvisit = 0.5\n", "no schema has the list 'visit'"),
        ("[floors.found]\nvisits = 70\n", "70 is no floor of visits"),
    ],
)
def test_expectations_that_nobody_could_test_are_told(project, text, problem):
    """Nothing is run as if they were right."""
    expect(project, text)
    result = run(project, "--extract-golden", "golden")
    assert result.ret != 0
    result.stdout.fnmatch_lines([f"*{problem}", "*where: *expectations.toml", "*do: *"])


# --------------------------------------------------------------------------------------------------------------------
# Snapshots


def test_a_snapshot_is_written_first_and_compared_then(project):
    """As pytest-regressions does it: the first run fails and writes, the second passes."""
    project.makepyfile(test_snapshot=SNAPSHOT_TEST)
    run(project).assert_outcomes(failed=1)
    snapshot = json.loads((project.path / "test_snapshot" / "test_article.json").read_bytes())
    assert snapshot["source"]["uri"] == "articles/a.txt"
    assert [one["name"] for one in snapshot["persons"]] == ["Ada Lovelace", "Charles Babbage"]
    run(project).assert_outcomes(passed=1)


def test_a_change_is_told_as_extract_diff_does(project):
    """Record by record and in words; --force-regen is named."""
    project.makepyfile(test_snapshot=SNAPSHOT_TEST)
    run(project)
    schemas = project.path / "my-schemas" / "visit.py"
    schemas.write_text(schemas.read_text().replace("{visitors} visit {sight}", "{visitors} admire {sight}"))
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "the extraction is not what it was",
            "a",
            "  visits",
            "    gone     visit-1: *",
            "      visitors: Ada Lovelace",
            "If that is as it should be: pytest --force-regen *",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_what_made_the_extraction_is_no_change(project):
    """Another version of the package that says the same passes."""
    project.makepyfile(test_snapshot=SNAPSHOT_TEST)
    run(project)
    path = project.path / "test_snapshot" / "test_article.json"
    snapshot = json.loads(path.read_bytes())
    snapshot["extraction"]["version"] = "0.0.1"
    path.write_text(json.dumps(snapshot, indent=2), encoding="utf-8")
    run(project).assert_outcomes(passed=1)


def test_force_regen_writes_snapshots_and_never_a_golden(project):
    """Both disagree with the reader: the snapshot is written anew, the golden's bytes stay, and its tests fail."""
    project.makepyfile(test_snapshot=SNAPSHOT_TEST)
    run(project)
    change_golden(project, swap_visitors)
    snapshot = project.path / "test_snapshot" / "test_article.json"
    told = json.loads(snapshot.read_bytes())
    drop_first_visit(told)
    snapshot.write_text(json.dumps(told), encoding="utf-8")
    goldens = {path: path.read_bytes() for path in (project.path / "golden").iterdir()}
    for option in ("--force-regen", "--regen-all"):
        run(project, option, "--extract-golden", "golden").assert_outcomes(
            passed=6 + (option == "--regen-all"), failed=2 + (option == "--force-regen")
        )
        assert len(json.loads(snapshot.read_bytes())["visits"]) == 2
        assert {path: path.read_bytes() for path in (project.path / "golden").iterdir()} == goldens


def test_a_snapshot_cannot_be_led_to_a_golden(project):
    """The name of a snapshot is no path."""
    project.makepyfile(
        test_snapshot="def test_it(extract_regression):\n"
        "    extract_regression.check('articles/a.txt', basename='../golden/a')"
    )
    before = (project.path / "golden" / "a.json").read_bytes()
    result = run(project, "--regen-all")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*a snapshot's basename is a name, not a path*"])
    assert (project.path / "golden" / "a.json").read_bytes() == before


def test_documents_and_articles_can_be_given(project):
    """What a test has in hand is compared as it is; a test with several names them."""
    project.makepyfile(
        test_snapshot="""
        import json
        from pathlib import Path
        from extract.stages import Article

        def test_it(extract_regression):
            extract_regression.check(Article("b", "b.txt", "Ada Lovelace visited the museum."), basename="b")
            extract_regression.check(json.loads(Path("golden/a.json").read_bytes()), basename="a")
        """
    )
    run(project, "--regen-all").assert_outcomes(passed=1)
    run(project).assert_outcomes(passed=1)
    assert sorted(path.name for path in (project.path / "test_snapshot").iterdir()) == ["a.json", "b.json"]


def test_an_article_that_cannot_be_read_is_told(project):
    """In three parts, without a traceback."""
    project.makepyfile(test_snapshot="def test_it(extract_regression):\n    extract_regression.check('nowhere.txt')")
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["there is no such file or folder", "  where: *nowhere.txt"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_snapshot_of_other_schemas_is_told(project):
    """A snapshot that does not fit the declarations any more says so."""
    project.makepyfile(test_snapshot=SNAPSHOT_TEST)
    run(project)
    path = project.path / "test_snapshot" / "test_article.json"
    path.write_text(path.read_text().replace('"sight"', '"seen"'), encoding="utf-8")
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["the snapshot does not fit the schemas any more"])


# --------------------------------------------------------------------------------------------------------------------
# Cost, and the repository's own goldens


def test_the_plugin_leaves_the_commands_as_they_are():
    """Settings are read as `extract run` reads them, in a process in which nobody has asked for its help before."""
    code = """if True:
        import click, pytest
        from extract.cli import cli
        from extract.pytest_plugin import reader_of

        class Plugin:
            def pytest_collection(self, session):
                reader_of(session.config).catalog

        pytest.main(["-q", "--co", "-p", "no:cacheprovider"], plugins=[Plugin()])
        run = cli.commands["run"]
        print(run.get_help(click.Context(run, info_name="extract run", **cli.context_settings)))
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "golden", capture_output=True, text=True, check=True)

    assert "\n  -h, --help " in done.stdout


def test_the_plugin_costs_nothing_where_it_is_not_used():
    """Loading it imports pytest and the standard library only."""
    code = (
        "import sys, pytest; before = set(sys.modules); import pytest_extract_news; "
        "print(*sorted(name for name in set(sys.modules) - before if not name.startswith('_')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"pytest_extract_news"} | set(sys.stdlib_module_names)


def test_a_run_without_it_loads_nothing_of_the_package(pytester):
    """A project's own tests do not pay for it."""
    pytester.makepyfile(
        """
        import sys

        def test_it():
            assert "pytest_extract_news" in sys.modules
            assert not [name for name in sys.modules if name.split(".")[0] in ("extract", "pydantic", "click")]
        """
    )
    run_apart(pytester).assert_outcomes(passed=1)


def run_apart(pytester, *arguments):
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest", *arguments)


OWN = {
    "a package": {"extract/__init__.py": "MINE = 1", "extract/pages.py": "TWO = 2"},
    "a folder": {"extract/pages.py": "TWO = 2"},
    "a module": {"extract.py": "MINE = 1"},
    "a plugin": {"extract.py": "import pytest\n@pytest.fixture\ndef mine(): return 1"},
}


@pytest.mark.parametrize("files", OWN.values(), ids=OWN)
def test_a_project_may_have_an_extract_of_its_own(pytester, files):
    """Whatever it is, the project's tests import their own; goldens and snapshots tell what is in the way."""
    for name, text in files.items():
        path = pytester.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n")
    imports = "from extract.pages import TWO" if "extract/pages.py" in files else "import extract"
    is_plugin = "fixture" in files.get("extract.py", "")
    (pytester.path / "conftest.py").write_text('pytest_plugins = ["extract"]\n' if is_plugin else "")
    used = "mine" if is_plugin else ""
    pytester.makepyfile(f"{imports}\ndef test_theirs({used}): pass\ndef test_regression(extract_regression): pass\n")
    (pytester.path / "golden").mkdir()
    (pytester.path / "golden" / "a.json").write_text("{}")

    run_apart(pytester, "-k", "theirs").assert_outcomes(passed=1, deselected=1)
    snapshot = run_apart(pytester, "-k", "regression")
    snapshot.assert_outcomes(errors=1, deselected=1)
    asked = run_apart(pytester, "--extract-golden", "golden")
    assert asked.ret == pytest.ExitCode.USAGE_ERROR
    for lines in (snapshot.stdout, asked.stderr):
        lines.fnmatch_lines(["*what is called extract here is not the package of extract-news", "*where: */extract*"])


def test_kept_answers_of_a_language_model_are_read_offline(pytester, monkeypatch):
    """The settings of `extract run` hold: with kept answers and replay, no model is asked."""
    recorded = ROOT / "tests" / "data" / "recorded"
    (answers,) = recorded.glob("*.jsonl")
    for name, value in {"REPLAY": "1", "CACHE_PATH": str(answers), "PROMPT": str(recorded / "prompt")}.items():
        monkeypatch.setenv(f"EXTRACT_{name}", value)
    options = ["--extract-schemas", recorded / "schemas", "--extract-model", "openai/local", f"--rootdir={ROOT}"]
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "--extract-golden", ROOT / "golden", *options)
    assert result.parseoutcomes()["passed"] > 0
    result.stdout.no_fnmatch_line("*no answer*is kept*")


def test_the_goldens_of_the_repository_are_tests(pytester):
    """One for each record owed and each of its slots; as many fail as the score has missed and wrong."""
    catalog, goldens, out = load_catalog(), ROOT / "golden", pytester.path / "out"
    out.mkdir()
    for article in find_articles([str(ROOT / "seeds")]):
        (extraction,) = read([article], create_backend(catalog, BackendOptions()), catalog)
        (out / f"{article.id}.json").write_bytes(extraction.data)
    scores = score_folders(goldens, out, catalog)
    missed = sum(schema.found.fn for schema in scores.schemas)
    wrong = sum(slot.pairs - slot.agreeing for schema in scores.schemas for slot in schema.slots.values())
    skipped = sum(schema.found.fn * len(schema.slots) for schema in scores.schemas)
    records = [
        (record, declaration)
        for path in goldens.glob("*.json")
        for declaration in catalog
        for record in load_golden(path, catalog)[declaration.list_name]
    ]
    owed = sum(1 + len(compared_fields(one)) for record, one in records if not record.get("optional"))

    result = run(pytester, "--extract-golden", goldens, "--extract-inputs", ROOT / "seeds", f"--rootdir={ROOT}")
    result.assert_outcomes(passed=owed - missed - wrong - skipped, failed=missed + wrong, skipped=skipped)
