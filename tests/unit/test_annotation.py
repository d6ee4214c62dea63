"""Annotations become drafts whose quotations stand where the annotator meant them."""

import pytest
from scoring_examples import TEXT, user_catalog

from extract.catalog import load_catalog
from extract.errors import GoldenError
from extract.goldens.annotation import find_all, find_words, to_draft
from extract.stages import Article, Block, Page, Span

CATALOG = load_catalog()


def page_of(text, body=None):
    return Page(Article("a", "a.txt", text), (Block("paragraph", Span(0, len(text) if body is None else body)),))


def values_of(annotation, text=TEXT, body=None, catalog=CATALOG):
    """Return the values of the last record of the draft."""
    return to_draft(annotation, page_of(text, body), catalog, where="a.json").records[-1].values


def error_of(annotation, text=TEXT):
    with pytest.raises(GoldenError) as caught:
        to_draft(annotation, page_of(text), CATALOG, where="a.json")
    return caught.value


DEMAND = {
    "demanders": [],
    "addressees": [],
    "content": "open the border",
    "evidence": ["Ostrevia asked Velmora to open the border at once."],
}


def test_quotation_is_the_one_in_the_evidence():
    """Words that stand in the text twice are taken from the sentence that states the record."""
    text = "They open the border. They close it. Ostrevia asked Velmora to open the border at once."
    span = values_of({"demands": [DEMAND]}, text)["content"].span
    assert (span.start, span.of(text)) == (63, "open the border")


def test_quotation_outside_the_evidence_is_the_nearest():
    """Where the evidence does not have the words, the place nearest to it is meant."""
    text = "In Porto it rained. Much later. Ann met Bo. So it was in Porto. Far away and long ago, Porto slept."
    annotation = {"participants": [], "place": "Porto", "status": "held", "evidence": ["Ann met Bo."]}
    assert values_of({"meetings": [annotation]}, text)["place"].span.start == text.index("Porto", 20)


def test_quotation_is_whole_words_where_it_can_be():
    """The place inside a longer word gives way to the one of whole words."""
    text = "The Portonians asked for peace in Porto."
    annotation = {"participants": [], "place": "Porto", "status": "held", "evidence": [text]}
    assert values_of({"meetings": [annotation]}, text)["place"].span.start == 34


def test_clearest_evidence_stays_first():
    """Evidence keeps the annotator's order, which is not that of the text."""
    later, earlier = "Velmora offered Ostrevia a shared customs post.", "Ann Rivers met Bo Lund"
    evidence = values_of({"demands": [DEMAND | {"evidence": [later, earlier]}]} | {}, TEXT)["evidence"]
    assert [one.span.of(TEXT) for one in evidence] == [later, earlier]


def test_evidence_of_a_later_record_may_stand_before():
    """Events need not come in the order of the text: each evidence is its first place."""
    text = "Go away! Stay here! Go away!"
    records = [DEMAND | {"content": words, "evidence": [words]} for words in ("Stay here", "Go away")]
    assert values_of({"demands": records}, text)["content"].span.start == 0


def test_date_carries_its_iso():
    """``<field>_iso`` goes into the date of that field; a date without one has none."""
    meeting = {"participants": [], "date": "3 May", "status": "held", "evidence": ["Ann Rivers met Bo Lund"]}
    assert values_of({"meetings": [meeting | {"date_iso": "2026-05-03"}]})["date"].iso == "2026-05-03"
    assert values_of({"meetings": [meeting | {"date_iso": None}]})["date"].iso is None
    assert values_of({"meetings": [meeting]})["date"].iso is None


def test_equal_comments_take_one_place_each():
    """Two readers who wrote the same have different places, and not the one inside another's sentence."""
    text = "News.\n\nAnn\nSo true, they said\n\nBo\nSo true\n\nCy\nSo true\n"
    comments = [{"author": name, "text": words} for name, words in (("Bo", "So true"), ("Cy", "So true"))]
    records = to_draft({"comments": comments}, page_of(text), CATALOG, where="a.json").records
    assert [record.values["text"].span.start for record in records] == [34, 46]


def test_mentions_are_whole_words_of_the_body_longest_first():
    """A name inside a longer name, inside a word or under the article is no mention."""
    text = "Velmora's Port Union met. Port Unionists of Port left.\nPort\n"
    actors = [
        {"name": "Port", "kind": "state", "aliases": []},
        {"name": "Velmora", "kind": "organization", "aliases": ["Port Union"]},
    ]
    draft = to_draft({"actors": actors}, page_of(text, text.index("\n")), CATALOG, where="a.json")
    assert [[one.span.start for one in record.values["mentions"]] for record in draft.records] == [[26, 44], [0, 10]]


def test_optional_mark_is_kept():
    """What the annotator marked optional is marked in the draft, and nothing else is."""
    actor = {"name": "Velmora", "kind": "state"}
    assert values_of({"actors": [actor | {"optional": True}]})["optional"] is True
    assert "optional" not in values_of({"actors": [actor | {"optional": False}]})


def test_fields_that_the_annotation_leaves_out_are_empty():
    """A single value is None and a list has no elements."""
    values = values_of({"actors": [{"name": "Velmora", "kind": "state"}]})
    assert (values["title"], values["country"], values["aliases"]) == (None, None, ())


def test_reads_a_users_own_schemas(tmp_path):
    """The list names, types and dates are those of the declarations, whatever they are called."""
    raid = {
        "raiders": ["Ann Rivers"],
        "loot": ["gold"],
        "places": ["Porto", "Lisbon"],
        "at": "April",
        "at_iso": "2026-04",
    }
    annotation = {"ships": [{"name": "Ann Rivers"}], "raids": [raid]}
    with pytest.raises(GoldenError, match="use: id, ships, raids, truces"):
        values_of({"boats": []}, catalog=(catalog := user_catalog(tmp_path)))
    values = values_of(annotation, catalog=catalog)
    assert (values["raiders"], values["loot"], values["at"].iso) == (("Ann Rivers",), ("gold",), "2026-04")
    assert [one.span.of(TEXT) for one in values["places"]] == ["Porto", "Lisbon"]


@pytest.mark.parametrize(
    ("annotation", "problem", "where"),
    [
        ({"demands": [DEMAND | {"content": "shut it"}]}, "'shut it' is not in the article", "$.demands[0].content"),
        ({"demands": [DEMAND | {"evidence": [""]}]}, "'' is not in the article", "$.demands[0].evidence"),
        ({"demands": [DEMAND | {"content": 7}]}, "7 is not in the article", "$.demands[0].content"),
        (
            {"demands": [DEMAND | {"demanders": ["Bo"]}]},
            "'Bo' is the name of no record in actors",
            "$.demands[0].demanders",
        ),
        ({"actors": [{"name": "Bo Lind"}]}, "'Bo Lind' is not in the article", "$.actors[0].name"),
        ({"actors": [{"name": "Bo Lund", "aliases": ["B"]}, {"name": "Zed"}]}, "'Zed' is not", "$.actors[1].name"),
        ({"actors": [{"name": "Bo Lund", "aliases": ["Bob"]}]}, "'Bob' is not in the article", "$.actors[0].aliases"),
        ({"actors": [{"nome": "Bo Lund"}]}, "the schemas declare no such key", "$.actors[0].nome"),
        ({"actor": []}, "the schemas declare no such key", "$.actor"),
        ({"actors": {"name": "Bo Lund"}}, "not a list of records", "$.actors"),
        ({"actors": ["Bo Lund"]}, "not a list of records", "$.actors"),
    ],
)
def test_tells_what_cannot_be_placed(annotation, problem, where):
    """The error names the file, the record, the field and the words."""
    error = error_of(annotation)
    assert error.problem.startswith(problem)
    assert error.where == f"a.json, {where}"


def test_finds_every_place_of_words():
    """Places may overlap; empty words have none."""
    assert [span.start for span in find_all("aa", "aaa")] == [0, 1]
    assert list(find_all("", "aaa")) == []


def test_words_may_end_in_punctuation():
    """A name that ends in a full stop stands as a whole before a space."""
    text = "The U.S. and the U.S.A. met."
    assert [span.start for span in find_words(["U.S."], text, [Span(0, len(text))])] == [4, 17]
