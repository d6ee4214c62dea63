"""The reader that is shipped: found by the declarations' digest, checked, the same bytes however it is run."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extract.backends import BackendOptions, create_backend
from extract.backends.embedded.learned.files import CARD, read_settings, reader_digest
from extract.backends.embedded.learned.finding import find_reader, shipped
from extract.catalog import load_catalog
from extract.cli import main
from extract.document import catalog_digest
from extract.loading.load import find_articles
from extract.pipeline import read

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog()
ARTICLES = list(find_articles([str(ROOT / "seeds"), str(ROOT / "tests/data/articles")]))[:8]
MOST_BYTES = 30_000_000


@pytest.fixture(scope="module")
def backend():
    """The embedded backend as a run makes it."""
    return create_backend(CATALOG, BackendOptions())


@pytest.fixture(scope="module")
def together(backend):
    """Id -> bytes, all articles read in one go."""
    return {one.article.id: one.data for one in read(ARTICLES, backend, CATALOG)}


def test_one_is_there_for_the_declarations_that_come_with_it():
    """A change of the declarations that leaves the reader behind fails here."""
    found = find_reader(CATALOG)
    assert found.folder is not None, "train it again, or give it the declarations' digest: training/README.md"
    assert read_settings(found.folder).schemas == catalog_digest(CATALOG)


def test_it_is_small_and_tells_what_people_should_know():
    """Thirty megabytes at most, with a card that calls silver silver."""
    for folder in shipped():
        assert sum(path.stat().st_size for path in folder.iterdir()) <= MOST_BYTES
        card = (folder / CARD).read_text(encoding="utf-8")
        assert "silver" in card
        assert "Apache-2.0" in card


def test_documents_tell_which_reader_read(together):
    """The model's name has the reader's, and the beginning of its digest."""
    made_by = json.loads(together[ARTICLES[0].id])["extraction"]
    folder = find_reader(CATALOG).folder
    assert made_by["model"].endswith(f"+ political-news {reader_digest(folder).removeprefix('sha256:')[:8]}")


def test_an_article_reads_the_same_alone_and_among_others(backend, together):
    """No page has a part in the answer for another."""
    for article in ARTICLES:
        (alone,) = read([article], backend, CATALOG)
        assert alone.data == together[article.id]


def test_confidence_is_a_chance_in_hundredths(together):
    """Every event tells it; nothing else does."""
    for data in together.values():
        document = json.loads(data)
        events = [record for name in ("meetings", "demands", "proposals") for record in document[name]]
        assert all(0 <= record["confidence"] <= 1 for record in events)
        assert all(record["confidence"] == round(record["confidence"], 2) for record in events)
        assert not any("confidence" in record for name in ("actors", "comments") for record in document[name])


def test_one_worker_and_two_write_the_same(tmp_path):
    """Byte for byte, in files of the same names."""
    written = []
    for workers in (1, 2):
        out = tmp_path / str(workers)
        assert main(["run", str(ROOT / "seeds"), "-o", str(out), "--workers", str(workers), "-q"]) in (0, 1)
        written.append({path.name: path.read_bytes() for path in out.glob("*.json")})
    assert written[0] == written[1]
    assert len(written[0]) == 2


@pytest.fixture(scope="module")
def hidden_cpu(tmp_path_factory):
    """The environment of a process to which the processor has AVX2 at most."""
    library = tmp_path_factory.mktemp("library") / "hidden_cpu.so"
    compiler = shutil.which("cc")
    if sys.platform != "linux" or os.uname().machine != "x86_64" or compiler is None:
        pytest.skip("instruction sets are hidden on Linux with x86-64 and a C compiler")
    source = str(ROOT / "benchmarks/hidden_cpu.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), source], check=True)
    variables = os.environ | {"LD_PRELOAD": str(library), "SHOWN_CPU": "avx2"}
    code = "from numpy._core._multiarray_umath import __cpu_features__ as f; print(f['AVX512F'])"
    shown = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False)
    if shown.returncode == 3:
        pytest.skip(shown.stderr)
    assert shown.stdout == "False\n"
    return variables


def test_a_processor_without_avx_512_writes_the_same(together, hidden_cpu, tmp_path):
    """The kernels of onnxruntime, OpenBLAS and BLIS are others then, and sums differ in their last bits."""
    command = [sys.executable, "-m", "extract", "run", str(ROOT / "seeds"), "-o", str(tmp_path), "--workers", "1", "-q"]
    subprocess.run(command, env=hidden_cpu, check=True)

    written = {path.stem: path.read_bytes() for path in tmp_path.glob("*.json")}

    assert written == {name: together[name] for name in written}
    assert len(written) == 2


def test_unsure_events_are_left_out_where_that_is_asked(tmp_path):
    """Those below the limit, and no others."""
    for name, least in (("all", "0"), ("sure", "0.6")):
        assert main(["run", str(ROOT / "seeds"), "-o", str(tmp_path / name), "--min-confidence", least, "-q"]) in (0, 1)
    for path in (tmp_path / "all").glob("*.json"):
        everything, sure = json.loads(path.read_bytes()), json.loads((tmp_path / "sure" / path.name).read_bytes())
        for name in ("meetings", "demands", "proposals"):
            kept = [one["evidence"] for one in everything[name] if one["confidence"] >= 0.6]
            assert [one["evidence"] for one in sure[name]] == kept


def test_none_reads_with_cues_alone(tmp_path):
    """As before there was a reader: no confidence, no reader's name."""
    assert main(["run", str(ROOT / "seeds"), "-o", str(tmp_path), "--reader", "none", "-q"]) in (0, 1)
    for path in tmp_path.glob("*.json"):
        document = json.loads(path.read_bytes())
        assert "+" not in document["extraction"]["model"]
        assert not any("confidence" in record for record in document["meetings"])


def test_other_declarations_read_with_cues(tmp_path):
    """A reader for others is not used silently."""
    shutil.copytree(ROOT / "docs/examples/schemas", tmp_path / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    found = find_reader(load_catalog(tmp_path / "schemas"))
    assert found.folder is None
    assert "cues alone" in found.why


def test_doctor_tells_which_is_used(capsys):
    """By name, with its digest."""
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "reader              political-news, shipped for these declarations" in told
