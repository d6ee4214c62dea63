"""Thousands of articles that are nearly right through the embedded reader: no exception, every quotation the text's.

    python benchmarks/fuzz_reader.py --count 20000   # the nightly size, about a quarter of an hour on one core

Equal numbers give equal texts, so that a finding can be told as one number. Exit code 1 where something was found; the
texts are then kept in --findings.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.backends import Backend, BackendOptions, create_backend
from extract.catalog import Catalog, load_catalog
from extract.errors import UnexpectedError
from extract.pipeline import read
from extract.stages import Article, Extraction, Failure

ROOT = Path(__file__).parents[1]
TOKENS = (
    "the United States", "the Republic of", "North", "South Korea", "Washington, D.C.", "Côte d'Ivoire", "US", "U.S.",
    "President", "Prime Minister", "Mr.", "Jr.", "the two sides", "both", "it", "they", "who", "whose", "Union", "of",
    "and", ", ", ",,", ".", "...", "…", "!", "?", ":", ";", "--", " — ", "-", "(", ")", "[", "]", '"', "“", "”", "‘",
    "’", "'", "''", "``", "«", "»", "ʼs", "'s", "❤️", "👩‍👩‍👧", "\ufe0f", "\u200d", "\u00ad", "\u2028", "\u00a0",
    "e\u0301", "\u0301", "ﬁ", "İ", "ß", "東京", "\t", "\n\n", "\n", "  ", "$", "€5", "&", "@", "#", "/", "\\", "1.5",
    "2 Comments", "By Ann Lee", "must", "demanded that", "met", "talks with", "proposed", "said", "not", "no", "A" * 60,
)  # fmt: skip
"""What readers of texts are known to stumble over, and what they look for."""


@dataclass
class Found:
    """What came of the texts."""

    texts: int = 0
    records: int = 0
    left_out: int = 0
    """Records, or forms of one, that the reader gave and that are not the article's words."""
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    """(Name, text, what may not be) for each thing that was found."""


def mutated_texts(count: int, number: int, seeds: Sequence[str]) -> Iterator[str]:
    """Yield *count* texts: some paragraphs of one of the *seeds*, changed at a few places."""
    chance = random.Random(f"texts {number}")
    for _ in range(count):
        paragraphs = [one for one in chance.choice(seeds).split("\n") if one.strip()]
        start = chance.randrange(len(paragraphs))
        text = "\n\n".join(paragraphs[start : start + chance.choice((1, 2, 2, 3))])[:1500]
        for _ in range(chance.choice((1, 2, 3, 6, 12))):
            text = chance.choice(_CHANGES)(text, chance)
        yield text


def find_seeds() -> list[str]:
    """Return the articles of the repository."""
    folders = (ROOT / "seeds", ROOT / "tests" / "data" / "articles")
    return [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]


def _insert(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(("", " ")) + chance.choice(TOKENS) + chance.choice(("", " ")) + text[place:]


def _repeat(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return (
        text[:place] + (chance.choice(TOKENS) + chance.choice(("", " "))) * chance.choice((3, 30, 120)) + text[place:]
    )


def _cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _delete(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.choice((1, 4, 20, 100)) :]


def _double(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start : start + chance.choice((5, 30, 200))] + text[start:]


def _swap(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _print_otherwise(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    end = start + chance.choice((10, 60, 400))
    return text[:start] + chance.choice((str.upper, str.lower, str.title))(text[start:end]) + text[end:]


_CHANGES = (_insert, _insert, _repeat, _cut, _delete, _double, _swap, _print_otherwise)


def fuzz(count: int, number: int, backend: Backend, catalog: Catalog) -> Found:
    """Return what the *backend* makes of *count* texts."""
    found = Found()
    texts = [text for text in mutated_texts(count, number, find_seeds()) if text.strip()]
    articles = (Article(f"{at}", f"{number}-{at}.txt", text, language="en") for at, text in enumerate(texts))
    for text, result in zip(texts, read(articles, backend, catalog), strict=True):
        found.texts += 1
        name = result.uri if isinstance(result, Failure) else result.article.uri
        found.faults += [(name, text, fault) for fault in faults_of(result)]
        if isinstance(result, Extraction):
            found.left_out += len(result.dropped)
            found.records += sum(len(one) for one in result.document.values() if isinstance(one, list))
    return found


def faults_of(result: Extraction | Failure) -> Iterator[str]:
    """Yield what a result may not be."""
    if isinstance(result, Failure):
        kind = "not foreseen" if isinstance(result.error, UnexpectedError) else "not read"
        yield f"{kind}: {result.error.problem} ({result.error.where})"
        return
    for quote in _quotes(result.document):
        start, end = quote["start"], quote["end"]
        held = result.article.text[start:end] if isinstance(start, int) and isinstance(end, int) else ""
        if held != quote["text"] or not held.strip():
            yield f"not the text's words: {quote}"


def _quotes(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, Mapping):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for below in value.values():
            yield from _quotes(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from _quotes(below)


def main() -> int:
    """Run, print what came of the texts, and return 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"), help="where the texts found are kept")
    given = parser.parse_args()
    begun = time.perf_counter()
    catalog = load_catalog()
    found = fuzz(given.count, given.seed, create_backend(catalog, BackendOptions()), catalog)
    for name, text, fault in found.faults:
        print(f"FOUND {name}: {fault}")
        given.findings.mkdir(parents=True, exist_ok=True)
        (given.findings / name).write_text(text, "utf-8")
    seconds = time.perf_counter() - begun
    told = f"{found.texts:,} texts, {found.records:,} records, {found.left_out:,} forms or records left out"
    print(f"{told}, {len(found.faults)} faults, {seconds:.0f} s, seed {given.seed}")
    return 1 if found.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
