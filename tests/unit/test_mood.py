"""Whether what a sentence tells is a fact, to come, denied or only possible."""

import pytest

from extract.backends.embedded.parsing.mood import is_conditional, mood_of

SENTENCES = {
    "actual": [
        ("Talks between Norway and Sweden were held the next day.", "held"),
        ("The ministers had met the next day.", "met"),
        ("The ministers resumed talks in Oslo on Monday.", "talks"),
        ("Norway and Sweden failed to agree at talks in Oslo.", "talks"),
        ("The ministers met in Oslo.", "met"),
        ("The ministers have met twice.", "met"),
        ("The ministers are meeting in Oslo.", "meeting"),
        ("The king said the ministers met in Oslo.", "met"),
        ("The ministers managed to meet.", "meet"),
        ("The ministers came and met the king.", "met"),
        ("The talks were held in Oslo.", "talks"),
        ("The ministers held talks in Oslo.", "talks"),
        ("There was no word on how the talks went.", "talks"),
        ("The ministers arrived for talks.", "talks"),
        ("The talks began on Monday.", "talks"),
        ("The king announced that the ministers had met.", "met"),
        ("The ministers took part in talks.", "talks"),
        ("The summit was attended by ministers.", "summit"),
        ("The ministers met in Oslo; more talks must follow.", "met"),
    ],
    "future": [
        ("Norway and Sweden will not agree at talks next week.", "talks"),
        ("The ministers resume talks in Oslo tomorrow.", "talks"),
        ("The ministers are meeting in Oslo next week.", "meeting"),
        ("The ministers will meet in Oslo.", "meet"),
        ("The ministers are going to meet in Oslo.", "meet"),
        ("The ministers are to meet in Oslo.", "meet"),
        ("The ministers plan to meet in Oslo.", "meet"),
        ("The ministers are expected to meet in Oslo.", "meet"),
        ("The ministers are scheduled to meet in Oslo.", "meet"),
        ("The ministers are ready to meet in Oslo.", "meet"),
        ("The ministers agreed to meet in Oslo.", "meet"),
        ("The king said that the ministers will meet.", "meet"),
        ("The king said that the ministers would meet.", "meet"),
        ("The ministers will come and meet the king.", "meet"),
        ("The talks will be held in Oslo.", "talks"),
        ("The planned talks alarmed the king.", "talks"),
        ("The ministers spoke ahead of the talks.", "talks"),
        ("The ministers plan talks in Oslo.", "talks"),
        ("The upcoming summit alarmed the king.", "summit"),
        ("The ministers will arrive for talks.", "talks"),
        ("The ministers had been due to meet.", "meet"),
        ("The talks are expected to resume.", "talks"),
        ("The ministers hope to meet the king.", "meet"),
        ("The ministers want to meet the king.", "meet"),
        ("The king invited the ministers to meet him.", "meet"),
        ("The talks are set to begin on Monday.", "talks"),
        ("The ministers, who will meet in Oslo, are old.", "meet"),
        ("The king announced talks in Oslo.", "talks"),
        ("There will be talks in Oslo.", "talks"),
        ("The ministers discussed the planned talks.", "talks"),
    ],
    "negated": [
        ("Norway is not in talks with Sweden.", "talks"),
        ("Norway refused to engage in talks.", "talks"),
        ("Norway refused to appear at talks.", "talks"),
        ("Norway and Sweden failed to agree on talks in Oslo.", "talks"),
        ("The ministers did not meet.", "meet"),
        ("The ministers never met.", "met"),
        ("The ministers refused to meet.", "meet"),
        ("The ministers declined to meet the envoy.", "meet"),
        ("The ministers failed to meet.", "meet"),
        ("The talks were cancelled.", "talks"),
        ("The ministers cancelled the talks.", "talks"),
        ("The ministers called off the talks.", "talks"),
        ("The ministers postponed their talks.", "talks"),
        ("The cancelled talks alarmed the king.", "talks"),
        ("No talks took place.", "talks"),
        ("The ministers did not hold talks.", "talks"),
        ("The ministers rejected a call for talks.", "talks"),
        ("The talks never took place.", "talks"),
        ("The ministers denied meeting the king.", "meeting"),
        ("The ministers are not expected to meet.", "meet"),
        ("The king said he would not meet the ministers.", "meet"),
        ("The ministers avoided meeting the king.", "meeting"),
        ("The ministers won't meet the king.", "meet"),
        ("The king rejected talks.", "talks"),
        ("The talks have been postponed.", "talks"),
        ("The ministers broke off the talks.", "talks"),
        ("The ministers refused to take part in talks.", "talks"),
        ("The ministers cancelled a plan to meet.", "meet"),
        ("There will be no talks.", "talks"),
        ("The ministers left without meeting the king.", "meeting"),
        ("The ministers may refuse to meet.", "meet"),
        ("The planned talks were cancelled.", "talks"),
        ("The ministers cancelled the planned talks.", "talks"),
        ("The ministers left without talks.", "talks"),
        ("The proposed summit was called off.", "summit"),
    ],
    "possible": [
        ("The ministers might meet in Oslo.", "meet"),
        ("The ministers could meet in Oslo.", "meet"),
        ("The ministers should meet in Oslo.", "meet"),
        ("The king urged the ministers to meet.", "meet"),
        ("The king proposed to meet the ministers.", "meet"),
        ("The king suggested meeting the ministers.", "meeting"),
        ("If the ministers meet, the king will cheer.", "meet"),
        ("The king proposed talks.", "talks"),
        ("The king called for talks.", "talks"),
        ("The proposed talks alarmed the king.", "talks"),
        ("The possible talks alarmed the king.", "talks"),
        ("The ministers may hold talks.", "talks"),
        ("The ministers considered meeting the king.", "meeting"),
        ("The ministers would meet the king.", "meet"),
        ("The king asked to meet the ministers.", "meet"),
        ("The talks may be held in Oslo.", "talks"),
        ("The king offered to meet the ministers.", "meet"),
        ("Unless the ministers meet, the king will weep.", "meet"),
        ("The king asked whether the ministers had met.", "met"),
    ],
}
CASES = [(sentence, word, mood) for mood, several in SENTENCES.items() for sentence, word in several]
CONDITIONS = [
    ("If the ministers meet, the king will cheer.", "meet", True),
    ("The king will weep unless the ministers meet.", "meet", True),
    ("The king asked whether the ministers had met.", "met", True),
    ("If the king is right, the ministers met.", "met", False),
    ("The ministers met after the king left.", "met", False),
]


@pytest.fixture(scope="module")
def find(nlp):
    """Return a function that parses a sentence and gives its token with a word."""

    def find_token(sentence, word):
        return next(token for token in nlp(sentence) if token.text == word)

    return find_token


@pytest.mark.parametrize(("sentence", "word", "mood"), CASES, ids=[sentence for sentence, _, _ in CASES])
def test_reads_the_mood_of_what_is_told(find, sentence, word, mood):
    """Tense, auxiliaries, negation and the words that govern a verb or noun settle how the text holds it."""
    assert mood_of(find(sentence, word)) == mood


@pytest.mark.parametrize(("sentence", "word", "expected"), CONDITIONS, ids=[one[0] for one in CONDITIONS])
def test_tells_conditions_from_what_follows_of_them(find, sentence, word, expected):
    """Only what stands in the clause with "if", "unless" or "whether" is a condition."""
    assert is_conditional(find(sentence, word)) is expected
