"""Documents and records as objects."""

import json
import pickle

import lxml.html
import pytest
from review_examples import ANNOTATION, CATALOG, TEXT, article, document

from extract.catalog import load_catalog
from extract.schema import Quote, When
from extract.typed import Document, Record, class_of, to_document
from extract.validate import canonical_bytes

DATA = canonical_bytes(document(), CATALOG)


@pytest.fixture(scope="module")
def one() -> Document:
    """The document of the examples."""
    return class_of(CATALOG)(DATA, find_text=lambda: TEXT)


def test_lists_are_attributes(one: Document) -> None:
    """Tuples of records, in the order written, under the names of the document."""
    assert [len(getattr(one, declaration.list_name)) for declaration in CATALOG] == [3, 1, 1, 0, 0]
    assert [record.id for record in one] == ["norland", "sudland", "ida-vale", "meeting-1", "demand-1"]
    with pytest.raises(AttributeError):
        _ = one.sanctions


def test_an_id_leads_to_its_record(one: Document) -> None:
    """And what is no id to none."""
    assert one["ida-vale"].name == "Ida Vale"
    assert "ida-vale" in one
    assert "nobody" not in one
    with pytest.raises(KeyError):
        one["nobody"]


def test_references_are_records(one: Document) -> None:
    """Those of the document, in lists as tuples."""
    assert one.meetings[0].participants == (one["norland"], one["ida-vale"])
    assert one.demands[0].addressees[0].name == "Sudland"


def test_a_reference_that_is_null_is_none(declare) -> None:
    """As is one that may be left out."""
    catalog = load_catalog(
        declare(
            (
                'asked: Annotated[list[Ref["Party"]], RECIPIENT] = Field(default=[]',
                'asked: Annotated[Ref["Party"] | None, RECIPIENT] = Field(default=None',
            )
        )
    )
    plain = document(annotation={}, catalog=catalog) | {
        "parties": [{"id": "ada", "kind": "person", "name": "Ada", "aliases": [], "mentions": []}],
        "pleas": [
            {"id": f"plea-{number}", "askers": ["ada"], "asked": asked, "wish": quote, "place": None, "outcome": None}
            | {"evidence": [quote]}
            for number, (asked, quote) in enumerate([(None, QUOTE), ("ada", QUOTE)])
        ],
    }

    first, second = to_document(plain, catalog, find_text=lambda: None).pleas

    assert first.asked is None
    assert second.asked.name == "Ada"


QUOTE = {"text": "Envoys", "start": 0, "end": 6}


def test_quotations_give_their_place(one: Document) -> None:
    """In the text of the article; dates their meaning too."""
    place, day = one.meetings[0].place, one.meetings[0].date

    assert isinstance(place, Quote)
    assert one.text is not None
    assert one.text[place.start : place.end] == place.text == "Port Amber"
    assert isinstance(day, When)
    assert (day.text, day.iso) == ("4 May 2021", "2021-05-04")
    assert one.meetings[0].evidence[0].start == 0


def test_fields_may_have_any_name(declare) -> None:
    """A declared field goes before what every record has."""
    catalog = load_catalog(declare(("outcome:", "declared:"), ("outcome=", "declared=")))
    plain = document(annotation={}, catalog=catalog) | {
        "pleas": [
            {"id": "plea-1", "askers": [], "asked": [], "wish": QUOTE, "place": None, "declared": "open"}
            | {"evidence": [QUOTE]}
        ]
    }

    (plea,) = to_document(plain, catalog, find_text=lambda: None).pleas

    assert plea.declared == plea["declared"] == "open"
    assert plea.askers == ()


def test_records_have_classes_of_their_own(one: Document) -> None:
    """Named as the schema and documented as it is; the declaration's own instance is at hand."""
    meeting = one.meetings[0]
    declaration = CATALOG["meetings"]

    assert isinstance(meeting, Record)
    assert type(meeting).__name__ == declaration.name
    assert type(meeting).__doc__ == declaration.definition
    assert type(meeting).status.__doc__ == declaration.field("status").description
    assert isinstance(meeting.declared, declaration.model)
    assert repr(one["ida-vale"]) == "<Actor ida-vale: 'Ida Vale'>"
    assert repr(meeting) == "<Meeting meeting-1>"


def test_the_same_record_is_equal(one: Document) -> None:
    """Of equal documents; another's is not."""
    again = class_of(CATALOG)(DATA)
    other = class_of(CATALOG)(canonical_bytes(document(article("other")), CATALOG))

    assert again == one
    assert again["norland"] == one["norland"]
    assert len({again["norland"], one["norland"], other["norland"], one["sudland"]}) == 3
    assert other != one


def test_what_was_written_is_given_back(one: Document) -> None:
    """The very bytes, and plain data."""
    assert one.to_json().encode() == DATA
    assert one.to_dict() == json.loads(DATA)
    assert (one.id, one.source.length, one.extraction.backend, one.verified) == ("strait", len(TEXT), "test", None)
    assert repr(one) == "<Document strait: 3 actors, 1 meetings, 1 demands, 0 proposals, 0 comments>"


def test_a_document_can_be_pickled(one: Document) -> None:
    """With its text, for processes."""
    copy = pickle.loads(pickle.dumps(one))

    assert copy == one
    assert copy.text == TEXT
    assert copy["norland"].name == "Norland"


def test_notebooks_show_the_marks_of_the_report(one: Document) -> None:
    """The text with its quotations marked, the tables below; nothing runs, and no rule is for the rest of the page."""
    tree = lxml.html.fromstring(one._repr_html_())

    assert tree.get("class") == "extract-document"
    assert "Port Amber" in [mark.text_content() for mark in tree.iter("mark")]
    assert [title.text for title in tree.iter("h3")] == ["actors", "meetings", "demands"]
    assert tree.xpath("//script | //link | //*[@src]") == []
    (style,) = tree.iter("style")
    assert style.text.strip().startswith(".extract-document {")


def test_what_articles_say_is_never_markup() -> None:
    """In a notebook it would run."""
    text = "Norland's <script>alert(1)</script> & more"
    said = {"actors": [ANNOTATION["actors"][0] | {"aliases": []}]}
    hostile = class_of(CATALOG)(canonical_bytes(document(article("x", text), said), CATALOG), find_text=lambda: text)

    assert "<script>" not in hostile._repr_html_()
    assert "source is not at hand" in class_of(CATALOG)(DATA)._repr_html_()
