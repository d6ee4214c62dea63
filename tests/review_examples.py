"""Two short articles with their extractions, and desks on them, for the tests of the review."""

import json
from pathlib import Path

from extract.catalog import Catalog, load_catalog
from extract.document import ExtractionInfo
from extract.goldens.annotation import to_draft
from extract.resolve import to_records
from extract.review.desk import Desk, Origin
from extract.review.queue import DRAFTS, Queue, Source
from extract.segmentation.segment import segment
from extract.stages import Article
from extract.validate import to_extraction

CATALOG = load_catalog()
INFO = ExtractionInfo(backend="test", model="none", version="0", schemas="sha256:" + "0" * 64)

TEXT = (
    "Envoys of Norland met Sudland's minister Ida Vale in Port Amber on 4 May 2021.\n"
    "Norland urged Sudland to reopen the strait. Vale offered a joint patrol of the strait.\n"
    "The Norlanders said they would answer soon.\n"
)
ANNOTATION = {
    "actors": [
        {"name": "Norland", "kind": "state", "aliases": ["Norlanders"]},
        {"name": "Sudland", "kind": "state", "aliases": []},
        {"name": "Ida Vale", "kind": "person", "aliases": ["Vale"]},
    ],
    "meetings": [
        {
            "participants": ["Norland", "Ida Vale"],
            "place": "Port Amber",
            "date": "4 May 2021",
            "date_iso": "2021-05-04",
            "status": "held",
            "evidence": ["Envoys of Norland met Sudland's minister Ida Vale in Port Amber on 4 May 2021."],
        }
    ],
    "demands": [
        {
            "demanders": ["Norland"],
            "addressees": ["Sudland"],
            "content": "reopen the strait",
            "evidence": ["Norland urged Sudland to reopen the strait."],
        }
    ],
}


def article(name: str = "strait", text: str = TEXT) -> Article:
    """Return the article; its source is ``sources/<id>.txt``."""
    return Article(name, f"sources/{name}.txt", text, published="2021-05-06")


def document(of: Article | None = None, annotation=ANNOTATION, catalog: Catalog = CATALOG) -> dict:
    """Return the extraction of an article that says what *annotation* says."""
    read = of or article()
    draft = to_draft(annotation, segment(read), catalog, where="test")
    return json.loads(to_extraction(read, to_records(draft, catalog), catalog, INFO).data)


def write_folder(root: Path, *documents: dict, texts: dict[str, str] | None = None) -> Path:
    """Write documents into ``root/out``, each article's text beside it, and return the folder."""
    out = root / "out"
    out.mkdir(parents=True, exist_ok=True)
    for one in documents:
        name = one["source"]["id"]
        (out / f"{name}.json").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
        (out / f"{name}.txt").write_bytes((texts or {}).get(name, TEXT).encode())
    return out


def desk(root: Path, of: Article | None = None, data: dict | None = None) -> Desk:
    """Return the desk of an article whose goldens and drafts lie in ``root/golden``, as it is on disk now."""
    read = of or article()
    golden = root / "golden"
    (golden / DRAFTS).mkdir(parents=True, exist_ok=True)
    origin = Origin(
        read,
        data or document(read),
        {},
        golden / f"{read.id}.json",
        golden / DRAFTS / f"{read.id}.jsonl",
        lambda: read.text,
    )
    return Desk(origin, CATALOG)


def queue(root: Path, *documents: dict, **given) -> Queue:
    """Return the queue of the documents, which are written first."""
    texts = given.pop("texts", None)
    return Queue([Source(write_folder(root, *documents, texts=texts))], root / "golden", CATALOG, **given)


def accept_all(at: Desk) -> None:
    """Accept every record that is not judged."""
    keys = [record.key for record in at.records.undecided()]
    if keys:
        at.edit(at.version, {"do": "judge", "keys": keys, "verdict": "accepted"})


def place_of(words: str, text: str = TEXT, after: int = 0) -> dict[str, int]:
    """Return where *words* stand in *text*."""
    start = text.index(words, after)
    return {"start": start, "end": start + len(words)}
