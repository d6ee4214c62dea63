"""One view of who does what to whom, whatever the syntax."""

import pytest

from extract.backends.embedded.parsing.frames import antecedent, arguments, objects
from extract.backends.embedded.parsing.syntax import (
    conjuncts,
    first_conjunct,
    is_finite,
    is_infinitive,
    is_passive,
    is_verbal,
)


@pytest.fixture(scope="module")
def find(nlp):
    """Return a function that parses a sentence and gives its token with a word."""

    def find_token(sentence, word):
        return next(token for token in nlp(sentence) if token.text == word)

    return find_token


@pytest.fixture(scope="module")
def argument_words(find):
    """Return a function that gives the words that stand in a relation to a word of a sentence."""

    def words(sentence, word, relation):
        return [token.text for token in arguments(find(sentence, word), relation)]

    return words


AGENTS = {
    "subject": ("The minister rejected the plan.", "rejected", ["minister"]),
    "agent of a passive": ("The plan was rejected by the minister.", "rejected", ["minister"]),
    "agent of a reduced relative clause": ("The plan rejected by the minister was cheap.", "rejected", ["minister"]),
    "passive without an agent": ("The plan was rejected.", "rejected", []),
    "control by a subject": ("The union wants to meet the mayor.", "meet", ["union"]),
    "control by an object": ("The union asked the mayor to resign.", "resign", ["mayor"]),
    "control by the subject of a passive": ("The mayor was asked to resign.", "resign", ["mayor"]),
    "control by the one who promises": ("The union promised the mayor to leave.", "leave", ["union"]),
    "raising": ("The council is expected to propose a tax.", "propose", ["council"]),
    "predicate adjective": ("The council is ready to sign the treaty.", "sign", ["council"]),
    "conjunct verb": ("The mayor came and praised the nurses.", "praised", ["mayor"]),
    "conjunct verb in the passive": ("The law was drafted and approved by the senate.", "approved", ["senate"]),
    "relative pronoun": ("The mayor, who praised the nurses, left.", "praised", ["mayor"]),
    "object relative clause": ("The nurses whom the mayor praised left.", "praised", ["mayor"]),
    "participial clause": ("The mayor left, praising the nurses.", "praising", ["mayor"]),
    "perfect participle before": ("Having signed the treaty, the king left.", "signed", ["king"]),
    "participle after a noun": ("The officers guarding the palace slept.", "guarding", ["officers"]),
    "possessor of a noun": ("Norway's demand for an apology surprised Sweden.", "demand", ["Norway"]),
    "by after a noun": ("The demand by Norway for an apology surprised Sweden.", "demand", ["Norway"]),
    "nationality before a noun": ("The Norwegian demand for an apology surprised Sweden.", "demand", ["Norwegian"]),
    "subject of a light verb": ("Norway issued a demand for an apology.", "demand", ["Norway"]),
    "subject of the verb before a preposition": ("Norway arrived for talks with Sweden.", "talks", ["Norway"]),
    "participle of making": ("Demands made by Norway were ignored.", "Demands", ["Norway"]),
}


@pytest.mark.parametrize(("sentence", "word", "expected"), AGENTS.values(), ids=AGENTS)
def test_finds_the_one_who_acts(argument_words, sentence, word, expected):
    """The head of the phrase for who does what a verb or noun tells, in every form of the sentence."""
    assert argument_words(sentence, word, "subj") == expected


OBJECTS = {
    "object": ("The minister rejected the plan.", "rejected", ["plan"]),
    "subject of a passive": ("The plan was rejected by the minister.", "rejected", ["plan"]),
    "noun before a participle": ("The plan rejected by the minister was cheap.", "rejected", ["plan"]),
    "subject shared by passives": ("The law was drafted and approved by the senate.", "approved", ["law"]),
    "noun before a relative clause": ("The nurses whom the mayor praised left.", "praised", ["nurses"]),
    "person who is asked": ("The union asked the mayor to resign.", "asked", ["mayor"]),
    "person who is asked, in the passive": ("The mayor was asked by the union to resign.", "asked", ["mayor"]),
    "object of an infinitive": ("The council is ready to sign the treaty.", "sign", ["treaty"]),
    "object before a particle": ("Norway turned the offer down.", "turned", ["offer"]),
    "object after a particle": ("Norway turned down the offer.", "turned", ["offer"]),
    "measure and what it measures": ("Norway held two days of talks with Sweden.", "held", ["days", "talks"]),
    "gerund is no object": ("Norway denied stealing the fish.", "denied", []),
}


@pytest.mark.parametrize(("sentence", "word", "expected"), OBJECTS.values(), ids=OBJECTS)
def test_finds_what_it_is_done_to(argument_words, sentence, word, expected):
    """The head of the phrase for what a verb is done to, in every form of the sentence."""
    assert argument_words(sentence, word, "obj") == expected


OTHERS = {
    "dative": ("Norway gave Sweden a ship.", "gave", "dative", ["Sweden"]),
    "infinitive": ("The union asked the mayor to resign.", "asked", "inf", ["resign"]),
    "infinitive after a preposition": ("Norway called on Sweden to leave.", "called", "inf", ["leave"]),
    "finite clause": ("Norway demanded that Sweden pay the bill.", "demanded", "that", ["pay"]),
    "gerund": ("Norway denied stealing the fish.", "denied", "ger", ["stealing"]),
    "preposition of a noun": ("Norway's demand for an apology surprised Sweden.", "demand", "prep:for", ["apology"]),
    "particle taken for a preposition": ("Norway called on Sweden to leave.", "called", "prep:on", ["Sweden"]),
    "preposition inside the object": ("Norway held a round of talks with Sweden.", "talks", "prep:with", ["Sweden"]),
    "condition before": ("If Sweden leaves, Norway will cheer.", "cheer", "mark:if", ["leaves"]),
    "condition after": ("Norway will not pay unless Sweden apologizes.", "pay", "mark:unless", ["apologizes"]),
    "no such condition": ("Norway will not pay unless Sweden apologizes.", "pay", "mark:if", []),
    "predicate noun": ("The mayor is a doctor.", "is", "attr", ["doctor"]),
    "noun before a noun": ("The trade ministers met.", "ministers", "mod", ["trade"]),
    "verb of a subject": ("The trade ministers met.", "ministers", "pred", ["met"]),
    "particle": ("Norway turned down the offer.", "turned", "prt", ["down"]),
}


@pytest.mark.parametrize(("sentence", "word", "relation", "expected"), OTHERS.values(), ids=OTHERS)
def test_finds_the_other_arguments(argument_words, sentence, word, relation, expected):
    """Each relation gives the heads that stand in it, and nothing where there is none."""
    assert argument_words(sentence, word, relation) == expected


def test_both_after_between_are_reached(find):
    """The two that talks are held between are the object of the preposition and its conjunct."""
    (first,) = arguments(find("Talks between Norway and Sweden began.", "Talks"), "prep:between")

    assert [token.text for token in conjuncts(first)] == ["Norway", "Sweden"]


def test_conjuncts_are_of_one_kind(find):
    """Nouns are joined with nouns; the first of the row is reached from each."""
    nurses = find("Nurses, doctors and farmers praised the mayor and left.", "Nurses")

    assert [token.text for token in conjuncts(nurses)] == ["Nurses", "doctors", "farmers"]
    assert {first_conjunct(token) for token in conjuncts(nurses)} == {nurses}


def test_a_relative_pronoun_stands_for_its_noun(find):
    """The noun before the clause is meant; any other word means itself."""
    who = find("The mayor, who praised the nurses, left.", "who")
    nurses = find("The mayor, who praised the nurses, left.", "nurses")

    assert antecedent(who).text == "mayor"
    assert antecedent(nurses) == nurses


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("The plan was rejected.", "rejected", True),
        ("The plan rejected by the minister was cheap.", "rejected", True),
        ("The law was drafted and approved.", "approved", True),
        ("The minister rejected the plan.", "rejected", False),
        ("The minister has rejected the plan.", "rejected", False),
    ],
)
def test_tells_passives(find, sentence, word, expected):
    """A passive is one with its auxiliary, reduced, or joined to another; a perfect is none."""
    assert is_passive(find(sentence, word)) is expected


@pytest.mark.parametrize(
    ("sentence", "word", "infinitive", "finite"),
    [
        ("The union wants to meet the mayor.", "wants", False, True),
        ("The union wants to meet the mayor.", "meet", True, False),
        ("The union will meet the mayor.", "meet", False, True),
        ("The mayor left, praising the nurses.", "praising", False, False),
    ],
)
def test_tells_finite_verbs_from_infinitives(find, sentence, word, infinitive, finite):
    """Tensed verbs and those with an auxiliary are finite, those with "to" and bare participles are not."""
    token = find(sentence, word)

    assert (is_infinitive(token), is_finite(token)) == (infinitive, finite)


def test_a_verb_where_only_a_noun_can_stand_is_a_noun(nlp):
    """What the parser makes an object is no verb, whatever the tagger took it for."""
    doc = nlp("Norway rejected the deal.")
    deal = doc[3]
    deal.pos_, deal.tag_ = "VERB", "VB"

    assert deal.dep_ == "dobj"
    assert not is_verbal(deal)
    assert is_verbal(doc[1])


def test_objects_of_a_participle_before_its_noun(find):
    """In "the proposed truce" the truce is what is proposed."""
    assert [token.text for token in objects(find("They rejected the proposed truce.", "proposed"))] == ["truce"]
