"""The form of an answer follows the declarations; what it says is held against the text."""

from typing import Any

import pytest
from pydantic import ValidationError

from extract.backends.llm.held import CHECK, Check, Names
from extract.backends.llm.mend import Loss, mend
from extract.backends.llm.response import Answer, answer_model
from extract.catalog import Catalog, load_catalog

TEXT = "Mayor Olvia Marsh of Tarn met the “Free Ferry” union in Dorvik. Washington’s envoy left."
SCHEMAS = """
from datetime import date
from typing import Annotated, Literal
from pydantic import Field
from extract.schema import COUNTRY, TITLE, Entity, Event, Labels, Passage, Quote, Ref, When

class Body(Entity):
    "A body."
    kind: Annotated[Literal["person", "state"], Labels(person=("PERSON",), state=("COUNTRY",))] = Field(
        description="K."
    )
    title: Annotated[str | None, TITLE] = Field(default=None, description="T.")
    country: Annotated[str | None, COUNTRY] = Field(default=None, description="C.")

class Sale(Event):
    "A sale."
    seller: Ref["Body"] | None = Field(default=None, description="S.")
    buyers: list[Ref["Body"]] = Field(max_length=2, description="B.")
    thing: Quote = Field(description="X.")
    when: When | None = Field(default=None, description="W.")
    price: Annotated[float, Field(gt=0)] | None = Field(default=None, description="P.")
    sealed: bool = Field(default=False, description="Z.")
    due: date | None = Field(default=None, description="D.")

class Note(Passage):
    "A note."
    text: Quote = Field(description="N.")
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("schemas")
    (folder / "all.py").write_text(SCHEMAS)
    return load_catalog(folder)


@pytest.fixture(scope="module")
def form(catalog: Catalog) -> type[Answer]:
    return answer_model([one for one in catalog if one.kind != "passage"])


def body(name: str = "Olvia Marsh", **changed: Any) -> dict[str, Any]:
    return {"name": name, "kind": "person", "aliases": [], "title": None} | changed


def sale(**changed: Any) -> dict[str, Any]:
    return {"evidence": ["Marsh of Tarn"], "buyers": [], "thing": "Free Ferry"} | changed


def faults(form: type[Answer], data: dict[str, Any], names: Names | None = None) -> list[tuple[str, str]]:
    """Return path and message of everything that does not hold."""
    token = CHECK.set(Check(TEXT, names))
    try:
        form.model_validate({"bodies": [], "sales": []} | data)
    except ValidationError as error:
        return [(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
    finally:
        CHECK.reset(token)
    return []


def test_the_json_schema_asks_for_everything(form: type[Answer]) -> None:
    """Every key is required, none beyond them is allowed, evidence comes first, what is computed is not asked for."""
    schema = form.model_json_schema()
    asked, sold = schema["$defs"]["Body"], schema["$defs"]["Sale"]

    assert list(schema["properties"]) == ["bodies", "sales"]
    assert list(asked["properties"]) == ["name", "kind", "title", "aliases"] == asked["required"]
    assert next(iter(sold["properties"])) == "evidence"
    assert set(sold["required"]) == set(sold["properties"])
    assert asked["additionalProperties"] is sold["additionalProperties"] is schema["additionalProperties"] is False
    assert asked["description"] == "A body."
    assert sold["properties"]["thing"]["description"] == "X."
    assert sold["properties"]["buyers"]["maxItems"] == 2
    assert sold["properties"]["evidence"]["minItems"] == 1


def test_a_good_answer_holds(form: type[Answer]) -> None:
    """Names and aliases may be given in any case; references may be any form of a name."""
    good = {
        "bodies": [body(aliases=["Marsh"], title="mayor")],
        "sales": [sale(seller="marsh", buyers=["Olvia Marsh"], when="Dorvik", price="3.5", due="2026-01-02")],
    }
    assert faults(form, good) == []


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        ({"bodies": [body("Zed Zolt")]}, "bodies.0.name", '"Zed Zolt" is not in the article'),
        ({"bodies": [body(aliases=["the Iron Duke"])]}, "bodies.0.aliases.0", '"the Iron Duke" is not in the article'),
        ({"bodies": [body(title="archduke")]}, "bodies.0.title", '"archduke" is not in the article'),
        ({"bodies": [body(kind="ghost")]}, "bodies.0.kind", "Input should be 'person' or 'state'"),
        ({"sales": [sale(thing="")]}, "sales.0.thing", '"" is not in the article'),
        ({"sales": [sale(evidence=[])]}, "sales.0.evidence", "List should have at least 1 item"),
        ({"sales": [sale(evidence=["Marsh of Tarn", "zzz"])]}, "sales.0.evidence.1", '"zzz" is not in the article'),
        ({"sales": [sale(when="yesterday")]}, "sales.0.when", '"yesterday" is not in the article'),
        ({"sales": [sale(price=-1)]}, "sales.0.price", "Input should be greater than 0"),
        ({"sales": [sale(due="soon")]}, "sales.0.due", "Input should be a valid date"),
        ({"sales": [sale(buyers=["Nobody"])]}, "sales.0.buyers.0", '"Nobody" is not the name of a record of Body'),
        ({"sales": [sale(colour="red")]}, "sales.0.colour", "Extra inputs are not permitted"),
        ({"notes": []}, "notes", "Extra inputs are not permitted"),
        ({"sales": "none"}, "sales", "Input should be a valid list"),
    ],
)
def test_what_does_not_hold_is_told_with_its_path(
    form: type[Answer], data: dict[str, Any], path: str, message: str
) -> None:
    """One fault for each."""
    ((where, told),) = faults(form, data)

    assert where == path
    assert told.startswith(message)


def test_an_altered_word_is_told_with_the_nearest_text(form: type[Answer]) -> None:
    """What a plain string says is written as it is, so it must be the article's words."""
    ((_, told),) = faults(form, {"bodies": [body("Olvia March")]})

    assert told.endswith('the nearest text there is: "Olvia Marsh"')


def test_a_state_may_have_its_usual_name(form: type[Answer]) -> None:
    """The one name that need not be in the article, where another of its names is."""
    assert faults(form, {"bodies": [body("United States", kind="state", aliases=["Washington"])]}) == []
    assert faults(form, {"bodies": [body("United States", kind="state")]}) != []


def test_strings_become_the_articles_own(form: type[Answer]) -> None:
    """Case, white space and quotation marks as the article has them."""
    check = Check(TEXT)
    token = CHECK.set(check)
    answer = form.model_validate({"bodies": [body('THE  "free ferry"  union')], "sales": []})
    CHECK.reset(token)

    assert answer.data()["bodies"][0]["name"] == "the “Free Ferry” union"
    assert check.held is answer


def test_names_known_from_before_may_be_referred_to(form: type[Answer], catalog: Catalog) -> None:
    """Also by a form of them; not where it could be two."""
    names = Names().with_records({"bodies": [body("Olvia Marsh"), body("Ilse Tarn")]}, list(catalog))
    twins = names.with_records({"bodies": [body("Otto Marsh")]}, list(catalog))

    assert faults(form, {"sales": [sale(seller="Marsh")]}, names) == []
    assert faults(form, {"sales": [sale(seller="Mayor Olvia Marsh")]}, twins) == []
    ((_, told),) = faults(form, {"sales": [sale(seller="Marsh")]}, twins)
    assert told.endswith("the names are: Olvia Marsh, Ilse Tarn, Otto Marsh")


def test_mending_takes_out_what_does_not_hold(form: type[Answer]) -> None:
    """Values that may be missing go alone, records that need them go whole, and references to those go too."""
    answer = {
        "bodies": [body(aliases=["Marsh", "the Iron Duke"]), body("Zed Zolt"), "no object"],
        "sales": [
            sale(seller="Zed Zolt", buyers=["Olvia Marsh", "Zed Zolt"], price="cheap"),
            sale(thing="nowhere"),
            {"buyers": []},
        ],
    }
    token = CHECK.set(Check(TEXT))
    data, losses = mend(form, str(answer).replace("'", '"').replace("None", "null"), CHECK.get() or Check(TEXT))
    CHECK.reset(token)

    assert data["bodies"] == [body(aliases=["Marsh"])]
    assert [(one["seller"], one["buyers"], one["price"], one["sealed"]) for one in data["sales"]] == [
        (None, ["Olvia Marsh"], None, False)
    ]
    assert [(loss.path, loss.is_record) for loss in losses] == [
        ("bodies[0].aliases[1]", False),
        ("bodies[1]", True),
        ("bodies[2]", True),
        ("sales[0].price", False),
        ("sales[1]", True),
        ("sales[2]", True),
        ("sales[0].seller", False),
        ("sales[0].buyers[1]", False),
    ]
    assert losses[5] == Loss("sales[2]", "evidence: it is missing; thing: it is missing", is_record=True)


@pytest.mark.parametrize(
    ("text", "reason"), [("", "it is not JSON"), ("17", "it is not an object with the lists asked for")]
)
def test_mending_what_is_no_answer_leaves_nothing(form: type[Answer], text: str, reason: str) -> None:
    """And says why."""
    assert mend(form, text, Check(TEXT)) == (
        {"bodies": [], "sales": []},
        [Loss("", reason, is_record=True)],
    )


def test_without_a_check_only_shapes_are_checked(form: type[Answer]) -> None:
    """Outside a question the form is an ordinary pydantic model: shapes are checked, words are not."""
    assert form.model_validate({"bodies": [body("Zed Zolt")], "sales": []}).data()["bodies"][0]["name"] == "Zed Zolt"


def test_an_answer_without_words_is_no_json(form: type[Answer]) -> None:
    """A provider may withhold the text: that is an answer which does not hold, not a fault of the program."""
    with pytest.raises(ValidationError):
        form.model_validate_json(None)
