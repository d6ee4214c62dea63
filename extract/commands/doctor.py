"""``extract doctor``: what is installed, and whether it is what it should be."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import metadata, util
from pathlib import Path

import click

import extract
from extract.commands.echo import echo
from extract.commands.options import schemas_option

LIBRARIES = ("pydantic", "jsonschema", "spacy", "instructor", "trafilatura", "dateparser", "scipy")
OPTIONAL = (
    # module, what it is for, what installs it
    ("pyarrow", "tables of articles and results in Parquet", "extract-news[parquet]"),
    ("starlette", "the page of extract review", "extract-news[review]"),
    ("uvicorn", "the page of extract review", "extract-news[review]"),
    ("pytest_regressions", "snapshots of extractions in tests", "extract-news[pytest]"),
    ("torch", "extract train", "extract-news[train]"),
    ("openai", "models of openai/… and servers of one's own", "openai"),
    ("anthropic", "models of anthropic/…", "extract-news[anthropic]"),
    ("google.genai", "models of google/…", "extract-news[google]"),
)


@click.command()
@schemas_option
def doctor(schemas: Path | None) -> int:
    """Tell what is installed, and whether it is what it should be.

    Versions, the embedded model and its digest, the schemas and the trained reader for them, and which optional
    packages are there.

    \b
    Example:
      extract doctor
    """
    from extract.errors import ExtractError

    echo(f"extract             {extract.__version__}")
    echo(f"python              {platform.python_version()} on {platform.system()}, {sys.executable}")
    for name in LIBRARIES:
        echo(f"{name:<19} {metadata.version(name)}")
    for module, use, package in OPTIONAL:
        state = "there" if _is_there(module) else f"not there (pip install '{package}')"
        echo(f"{module:<19} {state}, for {use}")
    is_well = True
    for tell in (_model, lambda: _schemas(schemas), lambda: _reader(schemas)):
        try:
            for line in tell():
                echo(line)
        except ExtractError as error:
            echo(str(error), err=True)
            is_well = False
    echo("all well" if is_well else "not well: see above", err=not is_well)
    return 0 if is_well else 1


def _is_there(module: str) -> bool:
    try:
        return util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _model() -> Iterator[str]:
    from extract.backends.embedded.parsing.nlp import INDEX_MODEL, OFFICIAL_MODELS, load_model, model_digest, model_name

    nlp = load_model()
    yield f"model               {model_name(nlp)}"
    for name in (*OFFICIAL_MODELS, INDEX_MODEL):
        if util.find_spec(name) is not None:
            yield f"  {name} {metadata.version(name)}, files sha256:{model_digest(name)}"


def _schemas(folder: Path | None) -> Iterator[str]:
    from extract.catalog import load_catalog
    from extract.document import catalog_digest

    catalog = load_catalog(folder)
    yield f"schemas             {', '.join(one.name for one in catalog)} in {catalog.folder}"
    yield f"  {catalog_digest(catalog)}"


def _reader(folder: Path | None) -> Iterator[str]:
    from extract.backends.embedded.learned.files import check_files, read_settings, reader_digest
    from extract.backends.embedded.learned.finding import find_reader
    from extract.catalog import load_catalog

    found = find_reader(load_catalog(folder))
    if found.folder is None:
        yield f"reader              {found.why}"
        return
    settings = read_settings(found.folder)
    check_files(found.folder, settings)
    yield f"reader              {settings.name}, {found.why}"
    yield f"  {reader_digest(found.folder)}"
