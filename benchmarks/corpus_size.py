"""A folder of as many documents as wanted, made of annotated articles by giving the names in them other letters.

``python benchmarks/corpus_size.py FOLDER… -o DIR --documents N`` writes N documents with their texts into DIR. Each
round over the articles gives every word of a person's or body's name another word of the same length, the same in all
articles of the round: so a story stays one story, its rounds are apart, and every offset stays true. States keep their
names, so that some things are named in very many articles.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any

from quality import annotated_articles

from extract.catalog import Catalog, load_catalog
from extract.corpus.bodies import body_name
from extract.corpus.intake import take_in
from extract.corpus.nations import nations_in
from extract.corpus.vocabulary import GENERIC
from extract.validate import canonical_bytes

_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"


def words_of_names(document: Mapping[str, Any], text: str, catalog: Catalog) -> frozenset[str]:
    """Return the words of the names in a golden that are nobody else's."""
    things = take_in(document, text, catalog, None).things
    forms = [form for thing in things if thing.family in ("person", "body") for form in thing.forms]
    words = {word for form in forms for word in re.findall(r"[^\W\d_]{3,}", form) if word[0].isupper()}
    return frozenset(word for word in words if not nations_in(word) and not body_name(word).ideas <= GENERIC)


@cache
def renamed(word: str, round_number: int) -> str:
    """Return another word of the same length, equal for equal words of one round; the first letter stays.

    >>> renamed("Berg", 0), len(renamed("Berg", 1))
    ('Berg', 4)
    """
    if round_number == 0:
        return word
    digest = hashlib.sha256(f"{round_number} {word.casefold()}".encode()).digest()
    letters = [
        (_VOWELS if letter.lower() in _VOWELS else _CONSONANTS)[number % (5 if letter.lower() in _VOWELS else 18)]
        for number, letter in zip(digest * (1 + len(word) // 32), word, strict=False)
    ]
    made = word[0] + "".join(letters[1:])
    return made.upper() if word.isupper() else made


def rename(value: Any, words: re.Pattern[str], round_number: int) -> Any:
    """Return plain data with the names in its strings renamed; ids and places of the file stay."""
    if isinstance(value, str):
        return words.sub(lambda found: renamed(found[0], round_number), value)
    if isinstance(value, list):
        return [rename(one, words, round_number) for one in value]
    if isinstance(value, Mapping):
        return {key: one if key == "id" else rename(one, words, round_number) for key, one in value.items()}
    return value


def made_documents(folders: Sequence[Path], catalog: Catalog) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield documents with their texts, round after round, without end."""
    given = [one for folder in folders for one in annotated_articles(folder, "gold", "text", catalog)]
    names = [words_of_names(document, article.text, catalog) for article, document in given]
    patterns = [re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(one))) + r")\b") if one else None for one in names]
    for number in count():
        for (article, document), words in zip(given, patterns, strict=True):
            text, made = article.text, dict(document)
            if words is not None:
                text, made = rename(text, words, number), rename(document, words, number)
            name = f"{article.id}-{number:03}"
            digest = hashlib.sha256(text.encode()).hexdigest()
            made["source"] = dict(document["source"]) | {"id": name, "uri": f"{name}.txt", "sha256": digest}
            yield made, text


def write_documents(folders: Sequence[Path], output: Path, catalog: Catalog, documents: int, *, first: int = 0) -> None:
    """Write so many *documents* with their texts into *output*, the *first* ones left out."""
    output.mkdir(parents=True, exist_ok=True)
    for document, text in islice(made_documents(folders, catalog), first, first + documents):
        path = output / f"{document['source']['id']}.json"
        path.write_bytes(canonical_bytes(document, catalog))
        path.with_suffix(".txt").write_text(text, "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="each with text/ and gold/")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="leave out so many")
    given = parser.parse_args(arguments)
    write_documents(given.folders, given.output, load_catalog(), given.documents, first=given.first)
    return 0


if __name__ == "__main__":
    sys.exit(main())
