"""Cues compiled to patterns, and found in sentences whatever their syntax."""

from pathlib import Path

import pytest

from extract.backends.embedded.cues.cues import CueBook, fill_slots
from extract.catalog import load_catalog
from extract.errors import DeclarationError

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "schemas"
CUES = 'Cues("{askers} ask {asked} to {wish}") + Cues("{asked} grant {wish}", outcome="granted")'


@pytest.fixture(scope="module")
def book_of(nlp, declare):
    """Return a function that compiles cues, written as in a declaration; equal cues are compiled once."""
    books = {}

    def compile_cues(cues):
        if cues not in books:
            books[cues] = CueBook(nlp, load_catalog(declare((CUES, cues))))
        return books[cues]

    return compile_cues


@pytest.fixture(scope="module")
def find(nlp, book_of):
    """Return a function that gives what cues bind in a sentence: field -> words, one mapping for each trigger."""

    def find_bindings(cues, sentence):
        book = book_of(cues)
        found = [rivals[0] for token in book.triggers_in(nlp(sentence)) for rivals in book.find(token).values()]
        return [{name: [one.text for one in bound.tokens] for name, bound in one.bindings.items()} for one in found]

    return find_bindings


ASK = 'Cues("{askers} [ask|beg] {asked} to {wish}")'
FORMS = {
    "active": "Norway asked Sweden to leave the island.",
    "alternative word": "Norway has begged Sweden to leave the island.",
    "progressive": "Norway is asking Sweden to leave the island.",
    "passive with an agent": "Sweden was asked by Norway to leave the island.",
    "reduced passive": "Sweden, asked by Norway to leave the island, refused.",
    "control": "Norway plans to ask Sweden to leave the island.",
    "raising": "Norway is expected to ask Sweden to leave the island.",
    "negation, for the mood to read": "Norway did not ask Sweden to leave the island.",
    "relative clause": "Norway, which asked Sweden to leave the island, is small.",
    "conjunct verb": "Norway waited and asked Sweden to leave the island.",
    "participial clause": "Asking Sweden to leave the island, Norway closed its border.",
    "gerund after a preposition": "Norway threatened war after asking Sweden to leave the island.",
    "coordinated parties": "Norway and Denmark asked Sweden and Finland to leave the island.",
}


@pytest.mark.parametrize("sentence", FORMS.values(), ids=FORMS)
def test_one_cue_finds_many_forms(find, sentence):
    """A cue in the plain active binds the same heads in every syntax that says the same."""
    assert find(ASK, sentence) == [{"askers": ["Norway"], "asked": ["Sweden"], "wish": ["leave"]}]


def test_an_agent_may_be_missing_from_a_passive(find):
    """Nobody need be named as the one who asks where the sentence is passive."""
    assert find(ASK, "Sweden was asked to leave the island.") == [{"asked": ["Sweden"], "wish": ["leave"]}]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway asked Sweden.",
        "Norway asked to leave.",
        "Norway asked Sweden a question.",
        "Norway told Sweden to leave the island.",
        "Norway had an ask.",
    ],
)
def test_a_cue_needs_all_its_parts(find, sentence):
    """A slot that nothing fills, another word or another part of speech is no match."""
    assert find(ASK, sentence) == []


MATCHES = {
    "verb with a preposition": ('Cues("{askers} call for {wish}")', "Norway called for calm.", ["calm"]),
    "particle after the object": ('Cues("{askers} turn down {wish}")', "Norway turned the offer down.", ["offer"]),
    "particle before the object": ('Cues("{askers} turn down {wish}")', "Norway turned down the offer.", ["offer"]),
    "particle of a reduced passive": (
        'Cues("{askers} turn down {wish}")',
        "An offer turned down by Norway was cheap.",
        ["offer"],
    ),
    "noun with a possessor": ('Cues("{askers}\'s plea for {wish}")', "Norway's plea for help failed.", ["help"]),
    "noun with by": ('Cues("{askers}\'s plea for {wish}")', "The plea by Norway for help failed.", ["help"]),
    "noun with a nationality": ('Cues("{askers}\'s plea for {wish}")', "The Norwegian plea for help failed.", ["help"]),
    "noun under a light verb": ('Cues("{askers}\'s plea for {wish}")', "Norway made a plea for help.", ["help"]),
    "plural noun": ('Cues("{askers}\'s plea for {wish}")', "Norwegian pleas for help failed.", ["help"]),
    "object": ('Cues("{askers} demand {wish}")', "Norway demanded the return of the ship.", ["return"]),
    "clause for an object": ('Cues("{askers} demand {wish}")', "Norway demanded that Sweden return it.", ["return"]),
    "gerund for an object": ('Cues("{askers} suggest {wish}")', "Norway suggested selling the ship.", ["selling"]),
    "object shared by verbs": ('Cues("{askers} demand {wish}")', "Norway demanded and got the ship.", ["ship"]),
    "a head that the cue does not bar": ('Cues("{askers} make {wish:not mess}")', "Norway made a plea.", ["plea"]),
    "a preposition after out": ('Cues("{askers} walk out of {wish}")', "Norway walked out of the talks.", ["talks"]),
    "clause hung on the light verb": (
        'Cues("{askers}\'s demand that {asked} must {wish}")',
        "Norway repeated a demand today that Sweden ease the ban.",
        ["ease"],
    ),
    "passive that names nobody to act": (
        'Cues("{askers} demand that {asked} must {wish}")',
        "Norway demanded that the ship be returned.",
        ["returned"],
    ),
    "clause taken for a noun": (
        'Cues("{askers} demand that {asked} must {wish}")',
        "Norway demanded that Prime Minister Imran Khan resign.",
        ["resign"],
    ),
    "subject of a passive": ('Cues("{askers} demand {wish}")', "The ship was demanded by Norway.", ["ship"]),
    "subjunctive after it": (
        'Cues("{askers} suggest {wish}")',
        "It was suggested by Norway that the ship be sold.",
        ["sold"],
    ),
}


@pytest.mark.parametrize(("cues", "sentence", "wish"), MATCHES.values(), ids=MATCHES)
def test_the_theme_is_found_in_many_places(find, cues, sentence, wish):
    """What an act is about may be an object, a clause, a gerund, or hang on a preposition or a noun."""
    (bound,) = find(cues, sentence)

    assert bound["wish"] == wish
    assert bound["askers"] in (["Norway"], ["Norwegian"])


@pytest.mark.parametrize(
    ("cues", "sentence"),
    [
        ('Cues("{askers} call for {wish}")', "Norway called Sweden."),
        ('Cues("{askers} turn down {wish}")', "Norway turned the page."),
        ('Cues("{askers}\'s plea for {wish}")', "Norway pleaded for help."),
        ('Cues("{askers} plead for {wish}")', "Norway's plea for help failed."),
        ('Cues("{askers} suggest {wish}")', "Norway suggested that the ship was old."),
    ],
)
def test_particles_prepositions_and_parts_of_speech_count(find, cues, sentence):
    """A verb is no noun, "call" is not "call for", and what somebody holds to be so puts nothing forward."""
    assert find(cues, sentence) == []


HEADS = 'Cues("{askers} reject {wish:offer|plan}")'


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norway rejected the offer.", ["offer"]),
        ("The plans were rejected by Norway.", ["plans"]),
        ("Norway rejected the truce and the plan.", ["truce"]),
        ("Norway rejected it.", ["it"]),
    ],
)
def test_a_slot_may_say_what_its_head_must_be(find, sentence, expected):
    """One of the words, in any number; a conjunct is enough, and a pronoun may stand for it."""
    assert [bound["wish"] for bound in find(HEADS, sentence)] == [expected]


@pytest.mark.parametrize("sentence", ["Norway rejected the king.", "Norway rejected him."])
def test_other_heads_are_refused(find, sentence):
    """A slot with words does not take others."""
    assert find(HEADS, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norway said that Sweden must leave.", True),
        ("Norway said Sweden should leave.", True),
        ("Sweden must leave, Norway said.", True),
        ("Norway said that Sweden left.", False),
        ("Norway said Sweden would leave.", False),
    ],
)
def test_a_clause_slot_with_must_asks_for_an_obligation(find, sentence, expected):
    """ "must" in a cue is met by every auxiliary that obliges, and by no other."""
    bound = find('Cues("{askers} say that {asked} must {wish}")', sentence)

    assert bound == ([{"askers": ["Norway"], "asked": ["Sweden"], "wish": ["leave"]}] if expected else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norway will refuse unless Sweden leaves the island.", True),
        ("Norway will refuse if Sweden leaves the island.", False),
        ("Norway will refuse.", False),
    ],
)
def test_a_condition_is_part_of_a_cue(find, sentence, expected):
    """The clause after "unless" fills its slots; after another word, or without one, there is no match."""
    bound = find('Cues("{askers} refuse unless {asked} {wish}")', sentence)

    assert bound == ([{"askers": ["Norway"], "asked": ["Sweden"], "wish": ["leaves"]}] if expected else [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The plan would ban fishing.", [{"wish": ["ban"]}]),
        ("The plan bans fishing.", []),
        ("The king would ban fishing.", []),
    ],
)
def test_a_slot_may_be_the_verb_of_a_noun(find, sentence, expected):
    """In "the plan would …" the noun is the trigger and what it would do the theme."""
    assert find('Cues("the plan would {wish}")', sentence) == expected


def test_two_slots_of_one_field_are_one(find):
    """ "between {a} and {a}" binds one field; the conjuncts are expanded when it is resolved."""
    assert find('Cues("talks between {askers} and {askers}")', "Talks between Norway and Sweden failed.") == [
        {"askers": ["Norway"]}
    ]


def test_the_match_that_fills_more_slots_comes_first(find):
    """Of two cues that match one trigger the one that says more is preferred, in whatever order they are declared."""
    cues = 'Cues("{askers} call for {wish}", "{askers} call in {place} for {wish}")'

    assert find(cues, "Norway called in Oslo for calm.") == [
        {"askers": ["Norway"], "place": ["Oslo"], "wish": ["calm"]}
    ]
    assert find(cues, "Norway called for calm.") == [{"askers": ["Norway"], "wish": ["calm"]}]


def test_a_dative_may_be_said_with_to(find):
    """ "offer {asked} {wish}" finds "offer something to somebody" too."""
    cues = 'Cues("{askers} give {asked} {wish}")'
    expected = [{"askers": ["Norway"], "asked": ["Sweden"], "wish": ["ship"]}]

    assert find(cues, "Norway gave Sweden a ship.") == expected
    assert find(cues, "Norway gave a ship to Sweden.") == expected


def test_each_alternative_is_a_trigger_of_one_pattern(book_of):
    """Words that take each other's place cost no more patterns than one; phrases are patterns of their own."""
    book = book_of('Cues("{askers} [ask|beg|appeal to] {asked} to {wish}")')
    patterns = {id(one) for found in book.by_trigger.values() for one in found}

    assert sorted(book.by_trigger) == [("appeal", True), ("ask", True), ("beg", True)]
    assert len(patterns) == 2


def test_nouns_and_verbs_are_told_apart(book_of):
    """A book tells the nouns among a declaration's triggers; verbs are not among them."""
    book = book_of('Cues("{askers} demand {wish}", "{askers}\'s plea for {wish}")')

    assert book.nouns_of == {"Plea": frozenset({"plea"})}


def test_triggers_are_found_whatever_their_case(book_of, nlp):
    """The lemma decides, in lower case; words that no cue has are passed over."""
    book = book_of('Cues("{askers}\'s plea for {wish}")')

    found = book.triggers_in(nlp("The pleas failed. A Plea is a plea."))

    assert [token.text for token in found] == ["pleas", "Plea", "plea"]
    assert book.triggers_in(nlp("Nobody came.")) == []


@pytest.mark.parametrize(
    ("cues", "sentence"),
    [
        ('Cues("{askers} make {wish:not mess}")', "Norway made a mess."),
        ('Cues("{askers} ask {asked} to {wish:not know}")', "Norway asked Sweden to know the truth."),
        ('Cues("{askers} walk out of {wish}")', "Norway walked off the job."),
        ('Cues("{askers} insist that {asked} must {wish}")', "Norway insisted that the borders are closed."),
        ('Cues("{askers} ask that {asked} must {wish}")', "Norway asked whether the borders are closed."),
        ('Cues("{askers} say that {asked} must {wish}")', "Norway said that the ship should be returned."),
        ('Cues("{askers} want {wish} from {asked}")', "They entered the country and are wanted at home."),
    ],
)
def test_what_a_cue_bars_or_does_not_say_is_no_match(find, cues, sentence):
    """A barred head, another preposition, a clause that obliges nobody."""
    assert find(cues, sentence) == []


def test_a_cue_taken_off_bars_what_it_matches(find):
    """A press conference is no plea, whether it or the verb above it would be the trigger; other conferences stay."""
    cues = 'Cues("{askers} hold a conference", "the {askers} conference") - Cues("a [press|news] conference")'

    assert find(cues, "Norway held a press conference.") == []
    assert find(cues, "Norway held a conference.") != []


@pytest.mark.parametrize("sentence", ["Norway met the target.", "Norway met Sweden's demands."])
def test_a_verb_with_an_object_is_another_act(find, sentence):
    """A cue of a verb and its subject does not match the verb with an object."""
    assert find('Cues("{askers} meet")', sentence) == []


FAULTS = {
    "a word that would be passed over": ('Cues("{askers} hold the line for {wish} dear")', "'dear' hangs on nothing"),
    "enumeration": ('Cues("{askers}, {asked} and {wish}")', "asked and wish hang on nothing"),
    "no main word": ('Cues("{wish} yesterday")', "its main word hangs on nothing"),
    "only a preposition": ('Cues("of {wish}")', "wish hangs on nothing"),
    "predicate of an object": (
        'Cues("{askers} hold {asked} responsible for {wish}")',
        "asked and wish hang on nothing",
    ),
}


@pytest.mark.parametrize(("cues", "problem"), FAULTS.values(), ids=FAULTS)
def test_a_cue_that_cannot_be_read_is_refused_by_name(book_of, cues, problem):
    """The error tells which slots hang on nothing, the file, the class and the cue, and how to write one."""
    with pytest.raises(DeclarationError) as raised:
        book_of(cues)

    sentence = cues.removeprefix('Cues("').removesuffix('")')
    assert problem in raised.value.problem
    assert raised.value.where.endswith(f"plea.py, Plea.cues, {sentence!r}")
    assert "plain active sentence" in raised.value.remedy


@pytest.mark.parametrize("form", ["will fine", "fined", "fines", "are fining"])
def test_a_verb_is_found_whatever_its_lemma_is_taken_for(find, form):
    """The lemmatizer takes "fined" for a form of "fin", "hoped" of "hop": the cue's verb counts."""
    assert find('Cues("{askers} fine {asked}")', f"The judges of Norway {form} the Swedes.") == [
        {"askers": ["judges"], "asked": ["Swedes"]}
    ]


def test_heads_may_be_written_in_the_plural(find):
    """ "plans" in a slot is the plan too, and the other way round."""
    assert find('Cues("{askers} reject {wish:plans}")', "Norway rejected the plan.") == [
        {"askers": ["Norway"], "wish": ["plan"]}
    ]


def test_the_person_is_found_beside_a_thing(find):
    """Of "fined the Swedes ten crowns" the Swedes are fined, as in "fined the Swedes"."""
    cues = 'Cues("{askers} fine {asked}")'

    assert find(cues, "Norway fined the Swedes ten crowns.") == find(cues, "Norway fined the Swedes.")


@pytest.mark.parametrize("folder", [None, EXAMPLES], ids=["shipped", "examples"])
def test_every_cue_that_comes_with_the_package_matches_itself(nlp, folder):
    """A cue that its own sentence does not match could never find anything."""
    catalog = load_catalog(folder)
    book = CueBook(nlp, catalog)
    cues = [(one, cue) for one in catalog.of_kind("event") for cue in one.cues if not cue.is_barring]

    def is_matched(declaration, cue):
        words = nlp(fill_slots(declaration, cue).text)
        return any(
            match.pattern.cue is cue for word in words for rivals in book.find(word).values() for match in rivals
        )

    assert len(cues) > 10
    assert [cue.sentence for declaration, cue in cues if not is_matched(declaration, cue)] == []
