"""What lies in a folder, as documents and as tables."""

import json
import re
import sys
import types
from pathlib import Path

import pytest
from review_examples import CATALOG, TEXT, article, document, write_folder

import extract
from extract import collection
from extract.collection import load
from extract.document import SCHEMA_VERSION
from extract.errors import DeclarationError, InvalidDocument, UsageError
from extract.export import export_folder
from extract.formats import _WRITERS
from extract.typed import Document
from extract.validate import canonical_bytes

DOCUMENTS = [document(article(name)) for name in ("a", "b", "c")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three documents, a file each."""
    return write_folder(tmp_path, *DOCUMENTS)


def written_as(form: str, tmp_path: Path) -> Path:
    """Return a folder with the documents in one form."""
    out = tmp_path / "out"
    if form == "json":
        return write_folder(tmp_path, *DOCUMENTS)
    out.mkdir()
    _WRITERS[form](out / f"extractions.{form}", (canonical_bytes(one, CATALOG) for one in DOCUMENTS), CATALOG)
    return out


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet"])
def test_documents_of_any_form_are_the_same(form: str, tmp_path: Path) -> None:
    """Typed, in order, and again each time; from the folder and from the file in it."""
    if form == "parquet":
        pytest.importorskip("pyarrow")
    out = written_as(form, tmp_path)
    documents = load(out)

    assert [one.to_dict() for one in documents] == DOCUMENTS
    assert [one.to_dict() for one in documents] == DOCUMENTS
    (file,) = (out / "b.json",) if form == "json" else out.glob("extractions.*")
    assert [one.id for one in load(file)] == (["b"] if form == "json" else ["a", "b", "c"])
    assert documents["b"].meetings[0].participants[0].name == "Norland"
    with pytest.raises(KeyError):
        documents["nobody"]


def test_goldens_are_documents_too(tmp_path: Path) -> None:
    """With who stands for them."""
    golden = DOCUMENTS[0] | {"verified": {"by": "Ada", "on": "2021-05-06", "guidelines": "1.1"}}
    golden.pop("extraction")
    (one,) = load(write_folder(tmp_path, golden))

    assert one.verified is not None
    assert (one.verified.by, one.extraction) == ("Ada", None)


def test_documents_are_read_as_they_are_asked_for(folder: Path) -> None:
    """A broken one behind is only met when it is its turn."""
    (folder / "b.json").write_text("{")
    documents = iter(load(folder))

    assert next(documents).id == "a"
    with pytest.raises(InvalidDocument, match="not JSON"):
        next(documents)


def test_broken_documents_may_be_left_out(folder: Path) -> None:
    """They are told afterwards."""
    (folder / "b.json").write_text("[]")
    documents = load(folder, failures="left out")

    assert [one.id for one in documents] == ["a", "c"]
    assert [one.error.problem for one in documents.failures] == ["this is no document"]


def test_texts_are_found(folder: Path, tmp_path: Path) -> None:
    """Beside the documents, or where the paths begin; None where they are not at hand."""
    (folder / "b.txt").unlink()
    (tmp_path / "elsewhere/sources").mkdir(parents=True)
    (tmp_path / "elsewhere/sources/b.txt").write_bytes(TEXT.encode())

    assert [one.text for one in load(folder)] == [TEXT, None, TEXT]
    assert load(folder, sources=tmp_path / "elsewhere")["b"].text == TEXT


@pytest.mark.parametrize(
    ("version", "remedy"),
    [("2", "install a newer version"), ("1.999", "install a newer version"), ("0", "run its articles again")],
)
def test_other_contracts_are_refused_with_what_to_do(version: str, remedy: str, tmp_path: Path) -> None:
    """A newer one wants a newer program, an older one its articles."""
    out = write_folder(tmp_path, DOCUMENTS[0] | {"schema_version": version})

    with pytest.raises(InvalidDocument, match=re.escape(f"its contract is {version!r}")) as caught:
        list(load(out))
    assert remedy in caught.value.remedy
    assert "a.json, $.schema_version" in caught.value.where


def test_an_older_contract_of_the_same_major_version_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one things are only added, and may be absent."""
    from extract import contract

    major = SCHEMA_VERSION.partition(".")[0]
    assert contract.in_this_version({"schema_version": major}, "here") == {"schema_version": SCHEMA_VERSION}
    monkeypatch.setattr(contract, "SCHEMA_VERSION", "7.3")
    assert contract.in_this_version({"schema_version": "7.1"}, "here") == {"schema_version": "7.3"}
    assert contract.in_this_version({"schema_version": "7"}, "here") == {"schema_version": "7.3"}
    with pytest.raises(InvalidDocument, match=r"'7\.4'"):
        contract.in_this_version({"schema_version": "7.4"}, "here")


def test_documents_of_other_declarations_are_told_apart(tmp_path: Path, declare) -> None:
    """Not as broken: the remedy names what was not given."""
    out = write_folder(tmp_path, DOCUMENTS[0])
    (tmp_path / "copy").mkdir()

    with pytest.raises(InvalidDocument, match="made with other declarations") as caught:
        list(load(out, schemas=declare()))
    assert caught.value.remedy.startswith("give the folder of its declarations")


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    """At once; an empty folder when it is gone through."""
    with pytest.raises(UsageError, match="no such file"):
        load(tmp_path / "nothing")
    with pytest.raises(InvalidDocument, match="no document found"):
        list(load(tmp_path))
    with pytest.raises(DeclarationError):
        load(tmp_path, schemas=tmp_path)


def test_tables_are_those_of_the_export(folder: Path, tmp_path: Path) -> None:
    """Every one of them, with its columns and their types."""
    parquet = pytest.importorskip("pyarrow.parquet")
    exported = export_folder(folder, tmp_path / "tables", CATALOG, form="parquet")

    assert len(exported.rows) == len(tuple(CATALOG)) + 1
    for path in exported.rows:
        assert load(folder).to_arrow(path.stem).equals(parquet.read_table(path)), path.stem
    with pytest.raises(UsageError, match="there is no table 'sanctions'"):
        load(folder).to_arrow("sanctions")


def test_data_frames_keep_whole_numbers(folder: Path) -> None:
    """Offsets index the text, also where some are missing."""
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    without = json.loads(json.dumps(DOCUMENTS[1]))
    without["meetings"][0]["place"] = None
    write_folder(folder.parent, without)

    meetings = load(folder).to_pandas("meetings")

    assert list(meetings["participants.name"][0]) == ["Norland", "Ida Vale"]
    assert meetings["place.start"].tolist()[0] == TEXT.index("Port Amber")
    assert str(meetings["place.start"].dtype) == "Int64"


@pytest.mark.parametrize("missing", ["pandas", "pyarrow"])
def test_a_data_frame_without_its_packages_is_a_usage_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    """Whichever of the two is missing, what to install is told."""
    for name in ("pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None if name == missing else types.ModuleType(name))

    with pytest.raises(UsageError, match=missing) as caught:
        load(folder).to_pandas("meetings")

    assert "extract-news[parquet]" in caught.value.remedy


def test_documents_that_are_read_give_tables_too() -> None:
    """Those that could not be read are told beside them."""
    pytest.importorskip("pyarrow")
    reading = collection.Reading(
        iter([_as_document(DOCUMENTS[0]), extract.Failure("x", UsageError("no", where="x", remedy="y"))]), CATALOG
    )

    assert reading.to_arrow("meetings").num_rows == 1
    assert len(reading.failures) == 1


def _as_document(plain: dict) -> Document:
    from extract.typed import to_document

    return to_document(plain, CATALOG, find_text=lambda: None)


def test_the_door_has_what_it_names() -> None:
    """Each name leads somewhere, and others to an AttributeError."""
    assert {name for name in extract.__all__ if getattr(extract, name) is None} == set()
    assert set(extract.__all__) <= set(dir(extract))
    with pytest.raises(AttributeError, match="no attribute 'Writer'"):
        _ = extract.Writer  # type: ignore[attr-defined]
