"""What the reader does for an article grows with the article, not with its square: counted in steps, never in time."""

import pytest

from extract.backends.embedded.entities.entities import find_entities
from extract.backends.embedded.events import merging
from extract.backends.embedded.events.events import find_events
from extract.backends.embedded.names import homes

SYLLABLES = "ba de fi go hu ka le mi no ru sa te vi zo".split()


def word(number: int) -> str:
    """Return a word for each number, in letters."""
    number += 200
    parts = [SYLLABLES[number % 14], SYLLABLES[number // 14 % 14], SYLLABLES[number // 196 % 14]]
    return "".join(parts).capitalize() + "n"


TEXTS = {
    "meetings of new people": lambda n: f"Peter {word(2 * n)} met Anna {word(2 * n + 1)} in Oslo.",
    "meetings at new places": lambda n: f"Delegates met in {word(n)} on Monday.",
    "demands of new people": lambda n: (
        f"Peter {word(n)} demanded that Norway must close the {word(n + 9).lower()} hall."
    ),
    "proposals taken up": lambda n: f"The {word(n)} Party proposed a {word(n).lower()} plan. Peru rejected the plan.",
}


@pytest.fixture
def steps(monkeypatch):
    """Count how often a name or an event is held against another one."""
    counted = {"names": 0, "events": 0}

    def counting(kind, function):
        def count(*arguments):
            counted[kind] += 1
            return function(*arguments)

        return count

    monkeypatch.setattr(homes, "_is_same", counting("names", homes._is_same))
    monkeypatch.setattr(merging, "_is_same", counting("events", merging._is_same))
    monkeypatch.setattr(merging, "_conflict", counting("events", merging._conflict))
    return counted


@pytest.mark.parametrize("sentence", TEXTS.values(), ids=TEXTS)
def test_steps_grow_with_the_text(parse, book, steps, sentence):
    """Three times as many sentences take hardly more than three times as many comparisons of names and of events."""

    def count(sentences: int) -> dict[str, int]:
        steps.update(names=0, events=0)
        parsed = parse(*map(sentence, range(sentences)))
        find_events(parsed, find_entities(parsed), book)
        return dict(steps)

    few, many = count(15), count(45)

    assert many["names"] <= 4 * few["names"] + 60
    assert many["events"] <= 4 * few["events"] + 60
