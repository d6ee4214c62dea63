"""``extract train`` from end to end, with an encoder that is small enough for a test."""

import json
import shutil

import pytest

from extract.cli import main

pytest.importorskip("torch")


def train(goldens, texts, base, out, *more):
    """Run the command; return its exit code."""
    paths = ["train", str(goldens), "-o", str(out), "--sources", str(texts), "--base", str(base)]
    return main([*paths, "--epochs", "1", "-q", *map(str, more)])


@pytest.fixture(scope="module")
def reader(goldens, texts, base, tmp_path_factory):
    """A reader for the five schemas."""
    folder = tmp_path_factory.mktemp("trained") / "reader"
    assert train(goldens, texts, base, folder) == 0
    return folder


@pytest.fixture(scope="module")
def other_reader(other_goldens, texts, base, other_schemas, tmp_path_factory):
    """A reader for schemas of other shapes, for which there is no cue."""
    folder = tmp_path_factory.mktemp("trained") / "other"
    assert train(other_goldens, texts, base, folder, "--schemas", other_schemas) == 0
    return folder


def test_a_reader_is_five_files(reader):
    """Settings, graph, weights, word pieces and a card; nothing that is a pickle."""
    names = ["CARD.md", "encoder.onnx", "reader.json", "tokenizer.json", "weights.npz"]
    assert sorted(path.name for path in reader.iterdir()) == names
    assert not any(path.read_bytes().startswith(b"\x80\x04") for path in reader.iterdir())


def test_the_card_tells_what_people_should_know(reader, texts):
    """Data, digest, whose goldens, base weights, seed."""
    card = (reader / "CARD.md").read_text(encoding="utf-8")
    for told in (
        "digest of the data",
        f"{len(list(texts.iterdir()))} verified by a person",
        "base weights",
        "seed 0",
        "held out",
    ):
        assert told in card


def test_equal_input_and_seed_give_the_same_reader(reader, goldens, texts, base, tmp_path):
    """On one machine, byte by byte; only the card tells how long it took."""
    again = tmp_path / "reader"
    assert train(goldens, texts, base, again) == 0
    for name in ("encoder.onnx", "reader.json", "tokenizer.json", "weights.npz"):
        assert (again / name).read_bytes() == (reader / name).read_bytes(), name


def test_another_seed_gives_another_reader(reader, goldens, texts, base, tmp_path):
    """The seed decides the order of articles and what is dropped."""
    assert train(goldens, texts, base, tmp_path / "reader", "--seed", 1) == 0
    assert (tmp_path / "reader" / "weights.npz").read_bytes() != (reader / "weights.npz").read_bytes()


def test_a_run_reads_with_it(reader, texts, tmp_path):
    """One worker and two give the same bytes, which pass the check."""
    for workers in (1, 2):
        command = ["run", str(texts), "-o", str(tmp_path / f"{workers}"), "--reader", str(reader), "-q"]
        assert main([*command, "--workers", str(workers)]) == 0
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).glob("*.json")} for name in ("1", "2"))
    assert one == two
    assert json.loads(next(iter(one.values())))["extraction"]["model"].split(" + ")[1].startswith("reader ")
    assert main(["check", str(tmp_path / "1")]) == 0


def test_schemas_without_cues_are_trained_and_read(other_reader, other_schemas, texts, tmp_path):
    """One event without a theme, one with two literals and a place; documents fit their schemas."""
    out = tmp_path / "out"
    command = ["run", str(texts), "-o", str(out), "--schemas", str(other_schemas), "--reader", str(other_reader), "-q"]
    assert main(command) == 0
    documents = [json.loads(path.read_bytes()) for path in out.glob("*.json")]
    assert {"bodies", "encounters", "wishes"} <= set(documents[0])
    assert main(["check", str(out), "--schemas", str(other_schemas)]) == 0


def test_a_reader_for_other_declarations_is_refused(other_reader, texts, tmp_path, capsys):
    """Its answers would mean something else."""
    assert main(["run", str(texts), "-o", str(tmp_path), "--reader", str(other_reader), "-q"]) == 1
    assert "trained for other declarations" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["encoder.onnx", "weights.npz", "tokenizer.json"])
def test_an_altered_file_is_told(reader, texts, tmp_path, capsys, name):
    """Before it is loaded."""
    copy = tmp_path / "copy"
    shutil.copytree(reader, copy)
    (copy / name).write_bytes((copy / name).read_bytes() + b" ")
    assert main(["run", str(texts), "-o", str(tmp_path / "out"), "--reader", str(copy), "-q"]) == 1
    assert f"{name} of the trained reader is altered" in capsys.readouterr().err


def test_too_few_records_are_refused(goldens, texts, base, tmp_path, capsys):
    """Nothing that would hold can be learnt from one article."""
    (tmp_path / "few").mkdir()
    shutil.copy(sorted(goldens.glob("*.json"))[0], tmp_path / "few")
    assert train(tmp_path / "few", texts, base, tmp_path / "out") == 2
    assert "too few records" in capsys.readouterr().err


def test_a_golden_whose_text_changed_is_left_out(goldens, texts, base, tmp_path, capsys):
    """It is told by name; the others train."""
    changed = tmp_path / "goldens"
    shutil.copytree(goldens, changed)
    victim = sorted(changed.glob("*.json"))[0]
    text = (texts / f"{victim.stem}.txt").read_text(encoding="utf-8")
    victim.with_suffix(".txt").write_text(f"{text}\nMore of it.\n", encoding="utf-8")
    assert train(changed, texts, base, tmp_path / "out") == 0
    assert f"{victim.stem}: left out: its text has changed" in capsys.readouterr().err


def test_base_weights_that_are_not_there_are_told(goldens, texts, tmp_path, capsys):
    """With what such a folder has to hold."""
    (tmp_path / "empty").mkdir()
    assert train(goldens, texts, tmp_path / "empty", tmp_path / "out") == 2
    assert "base weights" in capsys.readouterr().err
