"""Records become a checked document; a faulty record goes, a faulty document is told in full."""

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.catalog import load_catalog
from extract.document import ExtractionInfo, Verified
from extract.errors import InvalidDocument
from extract.faults import schema_faults, validator_of
from extract.stages import Article
from extract.validate import canonical_bytes, check_document, source_of, to_extraction

TEXT = "Ada met Bo in Ulm.\r\nBo 🙂 asked Ada for cafe\u0301 rules.\n"
ARTICLE = Article(id="a1", uri="in/a1.txt", text=TEXT, published="2024-05-03")
INFO = ExtractionInfo(backend="test", model="none 1", version="0", schemas="sha256:0")
CATALOG = load_catalog()


def quote(words: str, **more: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words), **more}


def actor(name: str, **changed: object) -> dict[str, object]:
    record = {"id": name.lower(), "name": name, "kind": "person", "title": None, "country": None}
    return {**record, "aliases": [], "mentions": [quote(name)], **changed}


def meeting(**changed: object) -> dict[str, object]:
    record = {"id": "meeting-1", "participants": ["ada", "bo"], "place": quote("Ulm"), "date": None, "status": "held"}
    return {**record, "evidence": [quote("Ada met Bo in Ulm.")], **changed}


def records(**lists: list[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    return {"actors": [actor("Ada"), actor("Bo")], "meetings": [meeting()], **lists}


def extraction(**lists: list[dict[str, object]]):
    return to_extraction(ARTICLE, records(**lists), CATALOG, INFO)


def test_document_has_the_keys_of_the_contract_in_their_order() -> None:
    """Keys come in the order: version, source, the lists of the catalogue, extraction."""
    document = json.loads(extraction().data)

    assert list(document) == ["schema_version", "source", *(one.list_name for one in CATALOG), "extraction"]
    assert list(document["meetings"][0]) == ["id", "participants", "place", "date", "status", "evidence"]


def test_source_tells_digest_and_length_of_the_text() -> None:
    """The digest is that of the text in UTF-8, the length counts code points."""
    source = extraction().document["source"]

    assert source == {
        "id": "a1",
        "uri": "in/a1.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "length": len(TEXT),
        "title": None,
        "published": "2024-05-03",
        "language": "en",
    }


def test_bytes_are_indented_utf8_with_a_newline() -> None:
    """Bytes are those of json.dumps with two spaces, no escapes, and a newline at the end."""
    found = extraction(demands=[demand()])

    assert found.data == (json.dumps(found.document, indent=2, ensure_ascii=False) + "\n").encode()
    assert "🙂".encode() in found.data


def demand(**changed: object) -> dict[str, object]:
    evidence = [quote("Bo 🙂 asked Ada for cafe\u0301 rules.")]
    record = {"id": "demand-1", "demanders": ["bo"], "addressees": ["ada"], "content": quote("cafe\u0301 rules")}
    return {**record, "evidence": evidence, **changed}


def test_equal_records_give_equal_bytes() -> None:
    """The order of keys in the records makes no difference."""
    turned = [dict(reversed(record.items())) for record in (actor("Ada"), actor("Bo"))]

    assert extraction(actors=turned).data == extraction().data


def test_a_golden_has_its_signature_in_place_of_extraction() -> None:
    """With a Verified the document ends with ``verified``."""
    signed = Verified(by="Eve", on="2024-05-04", guidelines="1.1")

    document = to_extraction(ARTICLE, records(), CATALOG, signed).document

    assert document["verified"] == {"by": "Eve", "on": "2024-05-04", "guidelines": "1.1"}
    assert "extraction" not in document


@pytest.mark.parametrize(
    ("changed", "problem", "place"),
    [
        ({"place": {"text": "Ulm", "start": 15, "end": 18}}, "'Ulm' is not at its offsets", "$.meetings[0].place"),
        ({"place": {"text": "Ulm", "start": 900, "end": 903}}, "the text ends before", "$.meetings[0].place"),
        ({"status": "dreamt"}, "Input should be 'held', 'planned'", "$.meetings[0].status"),
        ({"date": quote("Ulm", iso="soon")}, "String should match pattern", "$.meetings[0].date.iso"),
        ({"evidence": []}, "List should have at least 1 item", "$.meetings[0].evidence"),
        ({"participants": ["nobody"]}, "'nobody' is the id of no Actor", "$.meetings[0].participants[0]"),
        ({"id": "ada"}, "the id 'ada' is that of $.actors[0] too", "$.meetings[0].id"),
        ({"mood": "good"}, "Extra inputs are not permitted", "$.meetings[0].mood"),
    ],
)
def test_a_faulty_record_is_left_out_and_named(changed: dict[str, object], problem: str, place: str) -> None:
    """The record goes, the rest stays, and the failure tells file, JSON path and fault."""
    found = extraction(meetings=[meeting(**changed)])

    assert found.document["meetings"] == []
    assert [one["id"] for one in found.document["actors"]] == ["ada", "bo"]
    (failure,) = found.dropped
    assert problem in failure.error.problem
    assert failure.error.where.startswith(f"in/a1.txt, {place}")


def test_references_to_a_record_left_out_go_with_it() -> None:
    """A list loses the reference; the record that needs none of its own stays."""
    found = extraction(actors=[actor("Ada"), actor("Bo", country="Bavaria")])

    assert [one["id"] for one in found.document["actors"]] == ["ada"]
    assert found.document["meetings"][0]["participants"] == ["ada"]
    assert len(found.dropped) == 1


def test_a_repeated_id_costs_only_the_second_record() -> None:
    """The first record keeps the id, and references to it stay."""
    found = extraction(actors=[actor("Ada"), actor("Bo"), actor("Ada", kind="group")])

    assert [one["kind"] for one in found.document["actors"]] == ["person", "person"]
    assert found.document["meetings"][0]["participants"] == ["ada", "bo"]


def test_records_given_are_not_changed() -> None:
    """Leaving records out does not touch the caller's."""
    given_records = records(actors=[actor("Ada"), actor("Bo", country="Bavaria")])

    to_extraction(ARTICLE, given_records, CATALOG, INFO)

    assert given_records["meetings"][0]["participants"] == ["ada", "bo"]


def test_a_fault_outside_all_records_is_an_error() -> None:
    """An article whose date is none cannot be written at all."""
    with pytest.raises(InvalidDocument, match=r"String should match pattern") as caught:
        to_extraction(replace(ARTICLE, published="May"), records(), CATALOG, INFO)

    assert caught.value.where == "in/a1.txt, $.source.published"


def test_half_a_surrogate_pair_in_the_text_is_an_error_with_its_place() -> None:
    """Text that UTF-8 cannot write is refused by name."""
    with pytest.raises(InvalidDocument, match="half a surrogate pair") as caught:
        source_of(replace(ARTICLE, text="ab\ud800c"))

    assert caught.value.where == "in/a1.txt, characters 2-3"


def test_half_a_surrogate_pair_in_a_record_costs_the_record() -> None:
    """A name that UTF-8 cannot write is left out."""
    found = extraction(actors=[actor("Ada"), actor("Bo", title="\ud800")])

    assert [one["id"] for one in found.document["actors"]] == ["ada"]


def test_a_right_document_has_no_faults() -> None:
    """What was written passes the check with its source."""
    assert check_document(extraction(demands=[demand()]).data, CATALOG, TEXT, where="out/a1.json") == []


def changed_document(**parts: object) -> bytes:
    return canonical_json({**extraction().document, **parts})


def canonical_json(document: object) -> bytes:
    return json.dumps(document, indent=2, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "this is not JSON: Expecting value"),
        (b'{"schema_version": "1"', "this is not JSON: Expecting ',' delimiter: line 1"),
        (b'\xff{"a": 1}', "this is not JSON: 'utf-8' codec can't decode byte 0xff"),
        (b'{"a": 1, "a": 2}', "this is not JSON: a key stands twice in one object: a"),
        (b'{"a": NaN}', "this is not JSON: NaN is not a JSON number"),
        (b"[" * 100_000, "this is not JSON: maximum recursion depth exceeded"),
        (b"[]", "[] is not of type 'object'"),
        (changed_document(schema_version="2"), "'2' is not one of ['1', '1.1']"),
        (changed_document(weather=[]), "Additional properties are not allowed ('weather' was unexpected)"),
        (changed_document().replace(b'"uri": "', b'"uri": "x\\ud800'), "half a surrogate pair"),
        (changed_document().replace(b'"uri": "', b'"uri": "\xed\xa0\x80'), "half a surrogate pair"),
        (
            changed_document(verified={"by": "x", "on": "2024-01-01", "guidelines": "1"}),
            'both "extraction" and "verified"',
        ),
    ],
)
def test_a_broken_document_is_told(data: bytes, problem: str) -> None:
    """Each kind of broken file gives an error that says what is wrong and where."""
    fault, *_ = check_document(data, CATALOG, TEXT, where="out/a1.json")

    assert problem in fault.problem
    assert fault.where.startswith("out/a1.json")
    assert fault.remedy


def test_all_faults_are_told_at_once() -> None:
    """A check does not stop at the first fault."""
    bad = meeting(status="dreamt", place={"text": "Ulm", "start": 0, "end": 3}, participants=["eve"])
    document = {**extraction().document, "meetings": [bad]}

    faults = check_document(canonical_json(document), CATALOG, TEXT + "!", where="a1.json")

    assert [fault.where for fault in faults] == [
        "a1.json, $.meetings[0].status",
        "a1.json, $.source.sha256",
        "a1.json, $.source.length",
        "a1.json, $.meetings[0].place, characters 0-3",
        "a1.json, $.meetings[0].participants[0]",
    ]


def test_without_a_source_quotations_are_not_checked() -> None:
    """Where the text is not at hand only the document itself is checked."""
    document = {**extraction().document, "meetings": [meeting(place={"text": "Ulm", "start": 0, "end": 3})]}

    assert check_document(canonical_json(document), CATALOG, None, where="a1.json") == []


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 60)
    | st.floats(0, 2)
    | st.sampled_from(["", "ada", "held", "2024-01-01"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["text", "start", "end", "x"]), inner),
    max_leaves=5,
)


@given(st.data())
def test_the_fast_validator_agrees_with_jsonschema(data: st.DataObject) -> None:
    """A document with any value changed is refused or passed by both alike."""
    document = json.loads(extraction(demands=[demand()]).data)
    place, steps = document, []
    while isinstance(place, dict | list) and place and (not steps or data.draw(st.booleans())):
        steps.append((place, data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))))
        place = place[steps[-1][1]]
    holder, key = steps[-1]
    holder[key] = data.draw(JSON_VALUES)

    assert bool(list(schema_faults(document, CATALOG))) is not validator_of(CATALOG).is_valid(document)


def test_canonical_bytes_keep_a_golden_as_it_was_written() -> None:
    """Writing what was read changes no byte."""
    data = extraction(demands=[demand()]).data

    assert canonical_bytes(json.loads(data), CATALOG) == data
