"""The pytest plugin: a test for each golden record and slot, and snapshots of what an extraction says.

``pytest_extract_news`` is what pytest loads; it calls this module when an option or a fixture is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from extract.backends import Backend
    from extract.catalog import Catalog
    from extract.goldens.golden_reading import Goldens
    from extract.stages import Article, Extraction

READER: pytest.StashKey[Reader] = pytest.StashKey()
GOLDENS: pytest.StashKey[Goldens] = pytest.StashKey()


def take_goldens(config: pytest.Config) -> None:
    """Let the goldens of --extract-golden be collected, whatever else is."""
    from extract.goldens.golden_reading import Goldens

    base = config.invocation_params.dir
    folder = (base / config.getoption("extract_golden")).resolve()
    if not any(folder.glob("*.json")):
        raise pytest.UsageError(f"no golden found\n  where: {folder}\n  do:    give --extract-golden their folder")
    inputs = [str(base / name) for name in config.getoption("extract_inputs")]
    config.stash[GOLDENS] = Goldens(folder, reader_of(config), inputs=inputs, roots=(config.rootpath, base))
    if not any(_leads_to(folder, base / name.split("::")[0]) for name in config.args):
        config.args.append(str(folder))


def reader_of(config: pytest.Config) -> Reader:
    """Return the one reader of this run of pytest: what it loads is loaded once."""
    return config.stash.setdefault(READER, Reader(config))


def _leads_to(folder: Path, given: Path) -> bool:
    path = given.resolve()
    return path == folder or folder in path.parents or path in folder.parents


def collect_golden(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the collector of a golden, or of what is expected of them; None for any other file."""
    from extract.goldens.golden_tests import collector_of

    return collector_of(file_path, parent, parent.config.stash[GOLDENS])


class Reader:
    """Reads articles as `extract run` would in this project.

    Schemas, model and the model's settings are those of the command line's options, of ``EXTRACT_…`` variables and of
    ``[tool.extract]`` in pyproject.toml, in this order.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @cached_property
    def _given(self) -> dict[str, Any]:
        import click

        from extract.cli import cli
        from extract.commands.consent import take_settings
        from extract.errors import UsageError

        given = {"--schemas": "extract_schemas", "--model": "extract_model"}
        options = [f"{name}={value}" for name, key in given.items() if (value := self._config.getoption(key))]
        whole = click.Context(cli, info_name="extract", **cli.context_settings)
        whole.invoked_subcommand = "run"
        try:
            take_settings(whole, cli, is_trusted=False, folder=self._config.rootpath)
            # With the settings of the whole: click keeps the help option of a command's first context for good.
            return cli.commands["run"].make_context("run", [*options, "-"], parent=whole).params
        except click.ClickException as error:
            raise pytest.UsageError(error.format_message()) from error
        except UsageError as error:
            raise pytest.UsageError(str(error)) from error

    @cached_property
    def catalog(self) -> Catalog:
        """The declarations."""
        from extract.catalog import load_catalog

        return load_catalog(self._given["schemas"])

    @cached_property
    def _backend(self) -> Backend:
        from extract.backends import BackendOptions, create_backend
        from extract.commands.model_options import settings_of
        from extract.store import STATE

        given = self._given
        settings = settings_of(given, given["output"] / STATE) | {"spacy_model": given["spacy_model"]}
        return create_backend(self.catalog, BackendOptions(given["model"], given["base_url"], settings))

    def read(self, article: Article) -> Extraction:
        """Return what is extracted from *article*; ExtractError where it cannot be read."""
        from extract.pipeline import read
        from extract.stages import Failure

        (answer,) = read([article], self._backend, self.catalog)
        if isinstance(answer, Failure):
            raise answer.error
        return answer


class ExtractRegression:
    """Compares extractions with the snapshots that lie beside a test."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._config, self._reader = request.config, reader_of(request.config)
        try:
            self._files = request.getfixturevalue("file_regression")
        except pytest.FixtureLookupError:
            pytest.fail(
                'extract_regression needs pytest-regressions: pip install "extract-news[pytest]"', pytrace=False
            )

    def check(
        self, what: Path | str | Article | Extraction | Mapping[str, Any], *, basename: str | None = None
    ) -> None:
        """Compare what is extracted from an article, or an extraction, with its snapshot.

        *what* is the path of an article, counted from pytest's root folder, an Article, an Extraction or a document.
        *basename* names the snapshot where a test has several.
        """
        from extract.errors import ExtractError

        __tracebackhide__ = True
        if basename is not None and Path(basename).name != basename:
            pytest.fail(f"a snapshot's basename is a name, not a path: {basename!r}", pytrace=False)
        try:
            text = self._bytes_of(what).decode()
            self._files.check(
                text, encoding="utf-8", extension=".json", newline="\n", basename=basename, check_fn=self._compare
            )
        except (AssertionError, ExtractError) as error:
            pytest.fail(str(error), pytrace=False)

    def _bytes_of(self, what: Any) -> bytes:
        from extract.stages import Article, Extraction
        from extract.validate import canonical_bytes

        if isinstance(what, Mapping):
            return canonical_bytes(what, self._reader.catalog)
        if isinstance(what, Extraction):
            return what.data
        return self._reader.read(what if isinstance(what, Article) else self._article(Path(what))).data

    def _article(self, path: Path) -> Article:
        """Return the one article at *path*, with a uri that is the same on every machine."""
        from extract.errors import UsageError
        from extract.loading.load import find_articles
        from extract.stages import Failure

        root = self._config.rootpath
        found = list(find_articles([str(root / path)]))
        if len(found) != 1:
            raise UsageError(
                f"a snapshot is of one article, and here are {len(found)}", where=str(path), remedy="give a file of one"
            )
        if isinstance(found[0], Failure):
            raise found[0].error
        uri = (root / path).relative_to(root) if (root / path).is_relative_to(root) else Path(path.name)
        return replace(found[0], uri=uri.as_posix())

    def _compare(self, obtained: Path, expected: Path) -> None:
        """Raise AssertionError with what changed, as pytest-regressions wants it."""
        from extract.comparison.diff import diff_documents
        from extract.errors import InvalidDocument
        from extract.report.diff import render_document
        from extract.scoring.outputs import read_document

        catalog = self._reader.catalog
        now = read_document(obtained, catalog)
        try:
            before = read_document(expected, catalog)
        except InvalidDocument as error:
            raise AssertionError(f"the snapshot does not fit the schemas any more\n{error}\n\n{_ANEW}") from error
        change = diff_documents(before, now, catalog)
        if change is not None:
            raise AssertionError(f"the extraction is not what it was\n{render_document(change).plain}\n\n{_ANEW}")


_INSTALL = 'pip install "extract-news[pytest]"'
_ANEW = "If that is as it should be: pytest --force-regen writes the snapshot anew. Goldens are never written."
