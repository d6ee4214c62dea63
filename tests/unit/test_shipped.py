"""A reader that is sent to another machine is the same there, or is refused."""

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from plain_backend import make_none, make_plain

from extract.backends import BackendOptions
from extract.catalog import load_catalog
from extract.engines.shipped import Likeness, likeness_of, shipped, unpacked
from extract.errors import BackendError
from extract.reader import Reader, Setup

TEXT = "Ada met Bob in Cairo."


@pytest.fixture(scope="module")
def reader(declare) -> Reader:
    """A reader with declarations of its own."""
    return Reader(Setup(declare(), BackendOptions(), make_plain))


def there(sent: object) -> Reader | Exception:
    return unpacked(pickle.dumps(sent), "node 2")


def test_it_reads_the_same_there(reader: Reader) -> None:
    """With the declarations that were sent, which lie in no folder there."""
    made = there(shipped(reader))

    assert isinstance(made, Reader)
    assert made.catalog.folder != reader.catalog.folder
    assert made.read(TEXT) == reader.read(TEXT)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": "0.0.1"}, "version '0.1.0' instead of '0.0.1'"),
        ({"model": "words 2"}, "model 'words 1' instead of 'words 2'"),
        ({"schemas": "sha256:0"}, "instead of 'sha256:0'"),
    ],
)
def test_another_version_model_or_declaration_is_refused(reader: Reader, change: dict, told: str) -> None:
    """By the machine's name, with what differs."""
    sent = shipped(reader)
    other = replace(sent.likeness, info=sent.likeness.info.model_copy(update=change))

    error = there(replace(sent, likeness=other))

    assert isinstance(error, BackendError)
    assert told in error.problem
    assert error.where == "node 2"


def test_other_settings_and_other_code_are_refused(reader: Reader) -> None:
    """A trained reader counts among the settings: its digest is in the fingerprint."""
    ours = likeness_of(reader)

    assert ours.differences(ours) == []
    assert ours.differences(replace(ours, fingerprint="x")) == ["other settings or another trained reader"]
    assert ours.differences(replace(ours, code="x")) == ["another state of the package's modules"]


def test_what_cannot_be_made_there_is_told_with_the_machine(reader: Reader) -> None:
    """A model that is missing, and what cannot even be unpickled."""
    error = there(replace(shipped(reader), make_backend=make_none))
    broken = unpacked(b"nonsense", "node 2")

    assert isinstance(error, BackendError)
    assert (error.problem, error.where) == ("the model is missing", "node 2: the plain backend")
    assert isinstance(broken, BackendError)
    assert "cannot be read there" in broken.problem


def test_a_trained_reader_is_sent_with_all_its_files(tmp_path: Path, declare) -> None:
    """What the option names is a folder of this machine; there it names where the files were put."""
    (tmp_path / "trained/weights").mkdir(parents=True)
    (tmp_path / "trained/weights/a.bin").write_bytes(b"1")
    options = BackendOptions(settings={"reader": str(tmp_path / "trained")})
    sent = shipped(Reader(Setup(declare(), options, make_plain)))
    shutil.rmtree(tmp_path / "trained")

    made = there(sent)

    assert isinstance(made, Reader)
    assert (Path(str(made.setup.options.settings["reader"])) / "weights/a.bin").read_bytes() == b"1"


def test_all_files_of_the_declarations_are_sent(tmp_path: Path, declare) -> None:
    """One that others import too, whose name begins with an underscore."""
    folder = declare()
    (folder / "_words.py").write_text("")
    sent = shipped(Reader(catalog=load_catalog(folder), setup=Setup(folder, BackendOptions(), make_plain)))

    assert [name for name, _ in sent.declarations] == ["_words.py", "plea.py"]
    assert isinstance(sent.likeness, Likeness)
