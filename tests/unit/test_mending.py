"""What the parser often gets wrong is put right."""

import pytest

from extract.backends.embedded.parsing.mending import mend

TOLD_APART = {
    "a name first": (
        "A meeting between Petrobras and oil industry leaders was set for Monday.",
        "Petrobras",
        "leaders",
    ),
    "a body first": ("Talks between the government and rebel leaders failed.", "government", "leaders"),
}


@pytest.mark.parametrize(("sentence", "first", "second"), TOLD_APART.values(), ids=TOLD_APART)
def test_a_party_is_no_modifier_of_the_next(nlp, sentence, first, second):
    """Two are joined, each with its own words."""
    words = {token.text: token for token in mend(nlp(sentence))}

    assert words[first].dep_ == "pobj"
    assert (words[second].dep_, words[second].head) == ("conj", words[first])
    assert all(words[one].head == words[first] for one in ("the",) if one in words)


ONE = [
    "French and Dutch ministers met.",
    "Business and labor leaders met.",
    "Ford and GM executives met in Oslo.",
    "Party and government officials met in Oslo.",
    "Church and community leaders met.",
]


@pytest.mark.parametrize("sentence", ONE)
def test_kinds_of_one_group_stay_together(nlp, sentence):
    """Nations, trades and names of the same rank tell whose ministers, leaders and executives they are."""
    before = [(token.head.i, token.dep_) for token in nlp(sentence)]

    assert [(token.head.i, token.dep_) for token in mend(nlp(sentence))] == before


def test_an_empty_document_is_nothing_to_mend(nlp):
    """It comes back as it is."""
    assert len(mend(nlp(""))) == 0
