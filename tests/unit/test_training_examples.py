"""A golden and its page -> what the reader should have decided there."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

import extract
from extract.backends.embedded.entities.entities import find_entities
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.sheet import make_sheet
from extract.backends.embedded.learned.training.examples import make_example
from extract.catalog import load_catalog

CATALOG = load_catalog()
HEADS = Heads.of(CATALOG)
TOKENIZER = Tokenizer.from_file(str(Path(extract.__file__).parent / "readers" / "political-news" / "tokenizer.json"))
TEXT = "Anna Keller met Omar Said in Graz.", "Mrs. Kellerova thanked Said."


@pytest.fixture
def links(parse):
    """Return the links, by names of entities, that goldens with the given names and aliases teach."""

    def make(*actors):
        parsed = parse(*TEXT)
        sheet = make_sheet(parsed, find_entities(parsed), (), HEADS, TOKENIZER, {})
        text = parsed.page.article.text
        records = [
            {
                "id": names[0],
                "name": names[0],
                "kind": "person",
                "aliases": list(names[1:]),
                "mentions": [{"start": text.index(name), "end": text.index(name) + len(name)} for name in names],
            }
            for names in actors
        ]
        golden = {"source": {"id": "a"}, "actors": records, "meetings": [], "demands": [], "proposals": []}
        example = make_example(sheet, golden, HEADS, CATALOG)
        called = [parsed.text_of(one.places[0].first, one.places[0].end) for one in sheet.entities]
        return {frozenset((called[a], called[b])): is_one for (a, b), is_one in example.links.items()}

    return make


def test_entities_with_names_of_one_golden_are_one(links):
    """And two that are named by two goldens are two; of what no golden names it is only known that it is no other."""
    found = links(("Anna Keller", "Kellerova"), ("Omar Said",))
    assert found[frozenset(("Anna Keller", "Kellerova"))] is True
    assert found[frozenset(("Kellerova", "Omar Said"))] is False
    assert found[frozenset(("Graz", "Omar Said"))] is False


def test_nothing_is_learnt_of_two_that_no_golden_names(links):
    """They may be one or not: nobody looked."""
    found = links(("Omar Said",))
    assert frozenset(("Anna Keller", "Kellerova")) not in found
