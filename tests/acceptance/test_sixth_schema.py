"""A sixth schema, declared in a folder of its own, is read at once: without a line of code beside its declaration."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extract.catalog import default_folder
from extract.cli import main

DECLARATION = '''"""Who fines whom, and the places where courts sit."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from extract.schema import AGENT, RECIPIENT, THEME, Cues, Entity, Event, Labels, Pattern, Quote, Ref


class Spot(Entity):
    """A town or building that the article names."""

    sort: Annotated[Literal["town", "building"], Labels(town=("GPE", "LOC"), building=("FAC",))] = Field(
        description="What it is."
    )


class Fine(Event):
    """A court or office makes somebody pay for a breach of the rules, or takes that back."""

    judges: Annotated[list[Ref["Actor"]], AGENT] = Field(description="Who imposes it.")
    payers: Annotated[list[Ref["Actor"]], RECIPIENT] = Field(description="Who has to pay.")
    breach: Annotated[Quote | None, THEME] = Field(default=None, description="What for.")
    seats: list[Ref["Spot"]] = Field(default=[], description="Where the court sits.")
    amount: Annotated[int | None, Pattern(r"([\\d,]+) crowns")] = Field(default=None, description="Crowns.")
    share: Annotated[float | None, Pattern(r"([\\d.]+) percent")] = Field(default=None, description="Of the turnover.")
    rules: Annotated[list[int], Pattern(r"rule (\\d+)")] = Field(default=[], description="The rules broken.")
    case: Annotated[str | None, Pattern(r"case (\\S+\\d)")] = Field(default=None, description="The court's number.")
    due: Annotated[date | None, Pattern(r"by (\\d+ \\w+ \\d{4})")] = Field(default=None, description="When due.")
    is_final: Annotated[bool, Pattern(r"no appeal")] = Field(description="Whether nobody can appeal.")
    outcome: Literal["imposed", "lifted"] | None = Field(default=None, description="What became of it.")

    cues = Cues(
        "{judges} fine {payers}",
        "{judges} fine {payers} for {breach}",
        "{judges} in {seats} fine {payers} for {breach}",
        outcome="imposed",
    ) + Cues("{judges} lift {payers}'s fine", outcome="lifted")
'''
ARTICLE = """Firm pays for oil in the water

BERGEN, 10 March 2021 - The Harbour Court in Bergen fined Nordic Shipping 1,250,000 crowns for dumping oil, against \
rule 7 and rule 12; it must pay by 12 March 2021, and no appeal is possible in case HC-17.

Anna Berg met Erik Dahl in Oslo on Monday. Baltic Lines was fined for late reports: 2.5 percent of its turnover, to \
be paid by 1 May 2021. The Harbour Court did not fine Arctic Tours.

Norway's parliament lifted Polar Ferries' fine on Monday.

1 Comment

Ada
The Harbour Court should fine Arctic Tours!
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The package's declarations with one file more, and an article."""
    folder = tmp_path_factory.mktemp("sixth")
    shutil.copytree(default_folder(), folder / "mine", ignore=shutil.ignore_patterns("json", "__pycache__"))
    (folder / "mine" / "fine.py").write_text(DECLARATION, encoding="utf-8")
    (folder / "news").mkdir()
    (folder / "news" / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def document(folder):
    """What ``extract run`` writes for the article with this folder of declarations."""
    run = ["run", str(folder / "news"), "--schemas", str(folder / "mine"), "-o", str(folder / "out")]

    assert main(run) == 0
    return json.loads((folder / "out" / "harbour.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def fines(document):
    """The records of the sixth schema, in order."""
    return document["fines"]


def test_the_new_lists_stand_among_the_others(document):
    """Entities before events before passages, each list in its place by the rules for all."""
    lists = [name for name, value in document.items() if isinstance(value, list)]

    assert lists == ["actors", "spots", "meetings", "demands", "proposals", "fines", "comments"]


def test_every_fine_is_found_and_no_other(fines):
    """Active and passive, a court's and a parliament's; not the one that is denied, nor what a reader wants."""
    assert [one["payers"] for one in fines] == [["nordic-shipping"], ["baltic-lines"], ["polar-ferries"]]
    assert [one["id"] for one in fines] == ["fine-1", "fine-2", "fine-3"]


def test_roles_refer_to_the_entities(document, fines):
    """Who imposes it is an actor of the document; nobody where none is named."""
    names = {one["id"]: one["name"] for one in document["actors"]}

    assert [[names[key] for key in one["judges"]] for one in fines] == [["Harbour Court"], [], ["Norway's parliament"]]


def test_a_second_entity_is_found_and_referred_to(document, fines):
    """Places are records of their own kind; the court's seat is one of them."""
    assert [(one["id"], one["sort"]) for one in document["spots"][:2]] == [("bergen", "town"), ("oslo", "town")]
    assert [one["seats"] for one in fines] == [["bergen"], [], []]


def test_the_theme_is_quoted(fines):
    """The article's own characters at its offsets; null where the article does not tell it."""
    first, second, third = (one["breach"] for one in fines)

    assert ARTICLE[first["start"] : first["end"]] == first["text"] == "dumping oil"
    assert ARTICLE[second["start"] : second["end"]] == second["text"] == "late reports"
    assert third is None


FILLED = {
    "amount": [1_250_000, None, None],
    "share": [None, 2.5, None],
    "rules": [[7, 12], [], []],
    "case": ["HC-17", None, None],
    "due": ["2021-03-12", "2021-05-01", None],
    "is_final": [True, False, False],
}


@pytest.mark.parametrize(("field", "values"), FILLED.items(), ids=FILLED)
def test_patterns_fill_plain_values(fines, field, values):
    """int, float, a list, str, date and bool, each from the sentence that states the event."""
    assert [one[field] for one in fines] == values


def test_cues_settle_a_literal(fines):
    """Each phrasing its own value."""
    assert [one["outcome"] for one in fines] == ["imposed", "imposed", "lifted"]


def test_the_other_schemas_are_read_as_before(document):
    """The meeting and the comment beside the fines are found too."""
    assert [one["participants"] for one in document["meetings"]] == [["anna-berg", "erik-dahl"]]
    assert [one["author"] for one in document["comments"]] == ["Ada"]


def test_the_published_schema_knows_the_new_one(folder, document, capsys):
    """``extract schema`` gives a JSON Schema that accepts the document and refuses a fine with a wrong value."""
    assert main(["schema", "--schemas", str(folder / "mine")]) == 0
    schema = json.loads(capsys.readouterr().out)
    validator = Draft202012Validator(schema)

    assert list(validator.iter_errors(document)) == []
    wrong = json.loads(json.dumps(document))
    wrong["fines"][0]["outcome"] = "forgotten"
    assert not validator.is_valid(wrong)


def test_what_is_written_passes_the_check(folder, document):
    """``extract check`` with the same declarations finds nothing; the package's own five refuse the unknown list."""
    assert main(["check", str(folder / "out"), "--schemas", str(folder / "mine")]) == 0
    assert main(["check", str(folder / "out")]) == 1


def test_it_scores_itself(folder, document, capsys):
    """A golden of the same declarations is scored schema by schema, the sixth like the five."""
    golden = folder / "golden"
    golden.mkdir()
    verified = {name: value for name, value in document.items() if name != "extraction"}
    verified["verified"] = {"by": "Eve", "on": "2026-01-01", "guidelines": "1"}
    (golden / "harbour.json").write_text(json.dumps(verified), encoding="utf-8")

    assert main(["score", str(golden), str(folder / "out"), "--schemas", str(folder / "mine"), "--json"]) == 0
    scored = json.dumps(json.loads(capsys.readouterr().out))
    assert '"fines"' in scored
    assert '"spots"' in scored
