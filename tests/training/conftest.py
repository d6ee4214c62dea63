"""A tiny encoder, and readers trained with it in seconds: what training must hold whatever it learns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "training" / "text").glob("inv-00*.txt"))[:36]

OTHER_SCHEMAS = '''
"""Two schemas of other shapes: one event without a theme, one with two literals and a place, and no cue at all."""
from typing import Annotated, Literal
from pydantic import Field
from extract.schema import AGENT, PARTICIPANT, PLACE, THEME, Compare, Entity, Event, Labels, Quote, Ref

class Body(Entity):
    """Who or what has a name."""
    sort: Annotated[Literal["person", "other"], Labels(person=("PERSON", "OFFICE"), other=("ORG", "COUNTRY", "GROUP",
                    "NORP")), Compare("same")] = Field(description="What it is.")

class Encounter(Event):
    """Two or more come together."""
    sides: Annotated[list[Ref["Body"]], PARTICIPANT] = Field(default=[], description="Who.")

class Wish(Event):
    """Somebody wants something."""
    wishers: Annotated[list[Ref["Body"]], AGENT] = Field(default=[], description="Who wants.")
    what: Annotated[Quote, THEME] = Field(description="What is wanted.")
    tone: Annotated[Literal["polite", "rude"], Compare("same")] = Field(description="How.")
    number: Annotated[Literal["one", "many"], Compare("same")] = Field(description="How many want it.")
    where: Annotated[Quote | None, PLACE] = Field(default=None, description="Where.")
'''


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of two layers and 32 values, not trained for anything, with word pieces from the articles."""
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    folder = tmp_path_factory.mktemp("base")
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    tokenizer.train([str(one) for one in ARTICLES], trainers.WordPieceTrainer(vocab_size=1500, special_tokens=marks))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=1500,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    transformers.BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with some of the articles that the shipped reader learns from."""
    folder = tmp_path_factory.mktemp("texts")
    for path in ARTICLES:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="session")
def goldens(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> Path:
    """Goldens of those articles for the five schemas."""
    from extract.catalog import load_catalog
    from extract.goldens.golden import import_folder
    from extract.loading.load import find_articles

    folder, notes = tmp_path_factory.mktemp("goldens"), tmp_path_factory.mktemp("notes")
    for path in ARTICLES:
        note = ROOT / "training" / "gold" / f"{path.stem}.json"
        (notes / note.name).write_bytes(note.read_bytes())
    made = import_folder(
        notes, find_articles([str(texts)]), folder, load_catalog(), by="a model", on="2026-01-01", guidelines="1.1"
    )
    assert not made.failures
    return folder


@pytest.fixture(scope="session")
def other_schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with declarations of other shapes."""
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "wish.py").write_text(OTHER_SCHEMAS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def other_goldens(tmp_path_factory: pytest.TempPathFactory, goldens: Path, other_schemas: Path) -> Path:
    """The goldens retold in the other schemas: meetings as encounters, demands as wishes."""
    from extract.catalog import load_catalog
    from extract.validate import canonical_bytes

    folder, catalog = tmp_path_factory.mktemp("other"), load_catalog(other_schemas)
    for path in sorted(goldens.glob("*.json")):
        golden = json.loads(path.read_bytes())
        retold = {name: golden[name] for name in ("schema_version", "source")} | retell(golden)
        (folder / path.name).write_bytes(canonical_bytes(retold | {"verified": golden["verified"]}, catalog))
    return folder


def retell(golden: dict) -> dict:
    """Return the lists of the other schemas for a golden."""
    bodies = [
        {
            "id": one["id"],
            "name": one["name"],
            "sort": "person" if one["kind"] == "person" else "other",
            "aliases": one["aliases"],
            "mentions": one["mentions"],
        }
        for one in golden["actors"]
    ]
    encounters = [
        {"id": f"encounter-{n}", "sides": one["participants"], "evidence": one["evidence"]}
        for n, one in enumerate(golden["meetings"], start=1)
    ]
    wishes = [
        {
            "id": f"wish-{n}",
            "wishers": one["demanders"],
            "what": one["content"],
            "tone": "rude" if "must" in one["evidence"][0]["text"] else "polite",
            "number": "many" if len(one["demanders"]) > 1 else "one",
            "where": None,
            "evidence": one["evidence"],
        }
        for n, one in enumerate(golden["demands"], start=1)
    ]
    return {"bodies": bodies, "encounters": encounters, "wishes": wishes}
