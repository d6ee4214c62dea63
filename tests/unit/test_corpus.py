"""Many documents as one: a corpus is built, added to and asked."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_examples import write_documents

from extract.catalog import Catalog, load_catalog
from extract.cli import main
from extract.corpus.build import build_corpus
from extract.corpus.known import load_known
from extract.corpus.store import Database, connected
from extract.corpus.tables import FIXED
from extract.errors import DeclarationError, InvalidDocument, UsageError


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def documents(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stories' goldens, with their texts beside them."""
    return write_documents(tmp_path_factory.mktemp("documents"), catalog)


@pytest.fixture(scope="session")
def built(documents: Path, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("corpus") / "corpus.duckdb"
    build_corpus([documents], file, catalog)
    return file


@pytest.fixture
def database(built: Path) -> Iterator[Database]:
    with connected(built, read_only=True) as opened:
        yield opened


def keys_in(file: Path) -> dict[tuple[str, str], str]:
    with connected(file, read_only=True) as opened:
        rows = opened.rows("SELECT article, record, key FROM work.records WHERE key IS NOT NULL")
    return {(article, record): key for article, record, key in rows}


def as_groups(keys: dict[tuple[str, str], str]) -> set[frozenset[tuple[str, str]]]:
    groups: dict[str, set[tuple[str, str]]] = {}
    for record, key in keys.items():
        groups.setdefault(key, set()).add(record)
    return {frozenset(group) for group in groups.values()}


def test_every_quotation_is_the_articles_own(database: Database) -> None:
    """Each row leads to a document and to the characters there."""
    rows = database.rows('SELECT a.text, q.text, q.start, q."end" FROM quotes q JOIN articles a USING (article)')
    rows += database.rows('SELECT a.text, m.text, m.start, m."end" FROM mentions m JOIN articles a USING (article)')

    assert len(rows) > 300
    assert [quoted for text, quoted, start, end in rows if text[start:end] != quoted] == []


def test_every_record_has_a_key_and_every_party_one(database: Database, documents: Path) -> None:
    """Nothing is lost between the documents and the tables."""
    records = database.value("SELECT count(*) FROM work.records WHERE key IS NOT NULL")
    told = [json.loads(path.read_bytes()) for path in documents.glob("*.json")]

    assert records == sum(len(one[name]) for one in told for name in ("actors", "meetings", "demands", "proposals"))
    assert database.value("SELECT count(*) FROM work.refs") == database.value("SELECT count(*) FROM parties")


def test_a_status_over_time_is_a_history(database: Database) -> None:
    """What was planned was held, each change with the article that tells it."""
    asked = (
        "SELECT value, article FROM history WHERE key = "
        "(SELECT key FROM meeting_tellings WHERE article = ? AND record = ?) ORDER BY since"
    )

    assert database.rows(asked, ["strait-1", "meeting-2"]) == [("planned", "strait-1"), ("held", "strait-3")]


def test_copies_are_told_and_count_once(database: Database) -> None:
    """Two papers with one wire story are two articles and one source."""
    assert database.rows("SELECT article, original FROM copies") == [("mine-2", "mine-1")]
    row = "SELECT articles, sources FROM demands WHERE key = (SELECT key FROM demand_tellings WHERE article = 'mine-2')"
    assert database.rows(row) == [(2, 1)]


def test_a_build_without_a_change_does_nothing(documents: Path, built: Path, catalog: Catalog) -> None:
    """What is there is neither read nor linked again."""
    done = build_corpus([documents], built, catalog)

    assert (done.added, done.removed, done.kept) == (0, 0, len(list(documents.glob("*.json"))))


def test_a_folder_named_from_elsewhere_is_the_same(
    documents: Path, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may be named absolutely, relatively, or from another folder: nothing is taken out and in again."""
    file, number = tmp_path / "corpus.duckdb", len(list(documents.glob("*.json")))
    build_corpus([documents], file, catalog)
    for start, name in (
        (documents.parent, documents.name),
        (documents, "."),
        (tmp_path, os.path.relpath(documents, tmp_path)),
    ):
        monkeypatch.chdir(start)
        done = build_corpus([Path(name)], file, catalog)
        assert (done.added, done.removed, done.kept) == (0, 0, number)


def test_what_was_only_touched_or_moved_is_not_done_again(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """The same bytes are the same document under another time or place, and the corpus tells the new place."""
    folder, file, number = tmp_path / "documents", tmp_path / "corpus.duckdb", len(list(documents.glob("*.json")))
    shutil.copytree(documents, folder)
    build_corpus([folder], file, catalog)
    before = keys_in(file)
    for path in folder.glob("*.json"):
        os.utime(path, ns=(1, 1))
    touched = build_corpus([folder], file, catalog)
    moved = build_corpus([folder.rename(tmp_path / "elsewhere")], file, catalog)
    again = build_corpus([tmp_path / "elsewhere"], file, catalog)

    assert [(one.added, one.removed, one.kept) for one in (touched, moved, again)] == [(0, 0, number)] * 3
    assert keys_in(file) == before
    with connected(file, read_only=True) as opened:
        places = {place for (place,) in opened.rows("SELECT document FROM articles")}
    assert places == {str(path) for path in (tmp_path / "elsewhere").glob("*.json")}


def test_documents_that_change_places_are_not_done_again(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """Lines of a table move when one is taken out above them: one goes, and the others keep what they are."""
    table, file = tmp_path / "documents.jsonl", tmp_path / "corpus.duckdb"
    lines = [json.dumps(json.loads(path.read_bytes())) for path in sorted(documents.glob("*.json"))]
    table.write_text("\n".join(lines) + "\n", "utf-8")
    build_corpus([table], file, catalog)
    before = keys_in(file)
    table.write_text("\n".join([lines[-1], *lines[1:-1]]) + "\n", "utf-8")
    done = build_corpus([table], file, catalog)
    gone = json.loads(lines[0])["source"]["id"]

    assert (done.added, done.removed, done.kept) == (0, 1, len(lines) - 1)
    assert keys_in(file) == {record: key for record, key in before.items() if record[0] != gone}
    with connected(file, read_only=True) as opened:
        first = opened.value("SELECT article FROM articles WHERE document LIKE '%line 1'")
    assert first == json.loads(lines[-1])["source"]["id"]


def test_adding_gives_the_same_as_building_at_once(
    documents: Path, built: Path, catalog: Catalog, tmp_path: Path
) -> None:
    """Documents that come one story's end after the other are linked as those that come together; keys stay."""
    folder, file = tmp_path / "documents", tmp_path / "corpus.duckdb"
    folder.mkdir()
    later = [path for path in sorted(documents.iterdir()) if path.stem.endswith(("3", "4"))]
    for path in sorted(documents.iterdir()):
        if path not in later:
            shutil.copy(path, folder)
    build_corpus([folder], file, catalog)
    first = keys_in(file)
    for path in later:
        shutil.copy(path, folder)
    done = build_corpus([folder], file, catalog)
    second = keys_in(file)

    assert done.added == len(later) // 2
    assert {record: second[record] for record in first} == first
    assert as_groups(second) == as_groups(keys_in(built))


def test_what_is_gone_is_taken_out(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """Its records, quotations and names go, a copy's original is another, and all other keys stay."""
    folder, file = tmp_path / "documents", tmp_path / "corpus.duckdb"
    shutil.copytree(documents, folder)
    build_corpus([folder], file, catalog)
    before = keys_in(file)
    (folder / "mine-1.json").unlink()
    done = build_corpus([folder], file, catalog)

    assert (done.added, done.removed) == (0, 1)
    assert keys_in(file) == {record: key for record, key in before.items() if record[0] != "mine-1"}
    with connected(file, read_only=True) as opened:
        for table in ("articles", "quotes", "mentions", "parties", "actor_tellings"):
            assert opened.value(f"SELECT count(*) FROM {table} WHERE article = 'mine-1'") == 0
        assert opened.rows("FROM copies") == []


def test_building_anew_keeps_the_keys(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """--fresh links everything again, and what stays together keeps its key."""
    file = tmp_path / "corpus.duckdb"
    build_corpus([documents], file, catalog)
    before = keys_in(file)
    done = build_corpus([documents], file, catalog, is_fresh=True)

    assert done.added == len(list(documents.glob("*.json")))
    assert keys_in(file) == before


def test_a_corpus_is_not_lost_by_a_build_anew_that_fails(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """A folder without documents, given by mistake, costs neither the corpus nor its keys."""
    file = tmp_path / "corpus.duckdb"
    build_corpus([documents], file, catalog)
    before = keys_in(file)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidDocument):
        build_corpus([tmp_path / "empty"], file, catalog, is_fresh=True)

    assert keys_in(file) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.duckdb", "empty"]


def test_no_article_is_a_copy_of_itself(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """Of copies the one that was there first stays the original, also when everything is linked anew."""
    folder, file = tmp_path / "documents", tmp_path / "corpus.duckdb"
    shutil.copytree(documents, folder)
    (folder / "mine-1.json").rename(tmp_path / "mine-1.json")
    build_corpus([folder], file, catalog)
    (tmp_path / "mine-1.json").rename(folder / "mine-1.json")
    build_corpus([folder], file, catalog)
    table = tmp_path / "actors.csv"
    table.write_text("name,aliases,id\nColin Adair,,Q1\n", "utf-8")
    build_corpus([folder], file, catalog, known=load_known(table))
    with connected(file, read_only=True) as opened:
        assert opened.rows("FROM copies") == [("mine-1", "mine-2")]


def test_a_document_that_is_given_twice_counts_once(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """Also when it has changed: it is taken out once and in once."""
    folder, file = tmp_path / "documents", tmp_path / "corpus.duckdb"
    folder.mkdir()
    for name in ("mine-1.json", "mine-2.json"):
        shutil.copy(documents / name, folder)
    build_corpus([folder, folder], file, catalog)
    changed = folder / "mine-1.json"
    changed.write_bytes(changed.read_bytes() + b"\n")
    done = build_corpus([folder, folder], file, catalog)

    assert (done.added, done.removed, done.kept) == (1, 1, 1)


def test_known_things_settle_what_is_one(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """Two names that nothing else joins are one, two with one name's spelling are not, and the id is told."""
    table = tmp_path / "actors.csv"
    table.write_text(
        "name,aliases,id\nColin Adair,Fiona Maitland,Q1\nGrace Adeyemi,,Q2\nWilliam Harcourt,,Q3\nW. Harcourt,,Q4\n",
        "utf-8",
    )
    file = tmp_path / "corpus.duckdb"
    build_corpus([documents], file, catalog)
    build_corpus([documents], file, catalog, known=load_known(table))
    with connected(file, read_only=True) as opened:
        rows = dict(opened.rows("SELECT known, name FROM actors WHERE known IS NOT NULL"))
        forms = {form for (form,) in opened.rows("SELECT form FROM names JOIN actors USING (key) WHERE known = 'Q1'")}

    assert rows == {"Q1": "Colin Adair", "Q2": "Grace Adeyemi", "Q3": "William Harcourt", "Q4": "W. Harcourt"}
    assert forms == {"Colin Adair", "Fiona Maitland"}


def test_what_is_known_holds_for_what_is_added(documents: Path, catalog: Catalog, tmp_path: Path) -> None:
    """Two names that only the user's table joins are one, two that it tells apart are two, whenever they come."""
    table = tmp_path / "actors.csv"
    table.write_text("name,aliases,id\nDaniel Osei,Jean Lemaire,Q1\nPark Ji-woo,,Q2\nPark Ji-u,,Q3\n", "utf-8")
    folder, file = tmp_path / "documents", tmp_path / "corpus.duckdb"
    shutil.copytree(documents, folder)
    for name in ("ferry-3.json", "strait-3.json"):
        (folder / name).rename(tmp_path / name)
    build_corpus([folder], file, catalog, known=load_known(table))
    for name in ("ferry-3.json", "strait-3.json"):
        (tmp_path / name).rename(folder / name)
    build_corpus([folder], file, catalog, known=load_known(table))
    with connected(file, read_only=True) as opened:
        names = opened.rows("SELECT known, name FROM actors WHERE known IS NOT NULL ORDER BY known")
        forms = {form for (form,) in opened.rows("SELECT form FROM names JOIN actors USING (key) WHERE known = 'Q1'")}

    assert names == [("Q1", "Daniel Osei"), ("Q2", "Park Ji-woo"), ("Q3", "Park Ji-u")]
    assert forms >= {"Daniel Osei", "Jean Lemaire"}


@pytest.mark.parametrize("told", ["nom,id\nA,1\n", "name,aliases,id\n,,1\n", "name,aliases,id\nA,,\n"])
def test_a_table_of_what_is_known_must_have_names_and_ids(told: str, tmp_path: Path) -> None:
    """The line is told."""
    path = tmp_path / "known.csv"
    path.write_text(told, "utf-8")

    with pytest.raises(UsageError, match="name and id") as caught:
        load_known(path)
    assert "line 2" in caught.value.where


def test_a_broken_document_is_a_failure_and_the_rest_is_built(
    documents: Path, catalog: Catalog, tmp_path: Path
) -> None:
    """Whatever one file holds, the others are in the corpus."""
    folder = tmp_path / "documents"
    folder.mkdir()
    shutil.copy(documents / "mine-1.json", folder)
    (folder / "torn.json").write_text("{", "utf-8")
    half = (documents / "mine-1.json").read_text("utf-8").replace('"uri": "', r'"uri": "\ud800')
    (folder / "half.json").write_text(half, "utf-8")
    done = build_corpus([folder], tmp_path / "corpus.duckdb", catalog)

    assert done.added == 1
    assert [Path(failure.uri).name for failure in done.failures] == ["half.json", "torn.json"]


DECLARATIONS = '''"""Ships, and what harbours charge them for."""

from typing import Annotated, Literal

from pydantic import Field

from extract.schema import AGENT, PLACE, RECIPIENT, THEME, TIME, Entity, Event, Labels, Modality, Quote, Ref, When


class Vessel(Entity):
    """A ship or a shipping line."""

    sort: Annotated[Literal["line"], Labels(line=("ORG",))] = Field(description="What it is.")


class Charge(Event):
    """A harbour charges somebody for something."""

    chargers: Annotated[list[Ref["Vessel"]], AGENT] = Field(description="Who charges.")
    charged: Annotated[list[Ref["Vessel"]], RECIPIENT] = Field(description="Who is charged.")
    matter: Annotated[Quote | None, THEME] = Field(default=None, description="What for.")
    berth: Annotated[Quote | None, PLACE] = Field(default=None, description="Where.")
    day: Annotated[When | None, TIME] = Field(default=None, description="When.")
    stage: Annotated[Literal["billed", "mooted"], Modality(actual="billed", possible="mooted")] = Field(
        description="How far it is."
    )
'''


def charge(article: str, published: str, harbour: str, line: str, matter: str, stage: str) -> dict[str, Any]:
    """Return a document in which *harbour* charges *line*."""
    text = f"{harbour} charged {line} for {matter}."
    quoted = {
        name: {"text": name, "start": text.index(name), "end": text.index(name) + len(name)} for name in (harbour, line)
    }
    start = text.index(matter)
    return {
        "schema_version": "1",
        "source": {"id": article, "uri": f"{article}.txt", "sha256": "0" * 64, "length": len(text), "title": None,
                   "published": published, "language": "en"},
        "vessels": [
            {"id": f"v{number}", "name": name, "sort": "line", "aliases": [], "mentions": [quoted[name]]}
            for number, name in enumerate((harbour, line))
        ],
        "charges": [
            {"id": "charge-1", "chargers": ["v0"], "charged": ["v1"],
             "matter": {"text": matter, "start": start, "end": start + len(matter)}, "berth": None, "day": None,
             "stage": stage, "evidence": [{"text": text, "start": 0, "end": len(text)}]}
        ],
        "verified": {"by": "x", "on": "2026-01-01", "guidelines": "1"},
    }  # fmt: skip


def test_a_users_own_schemas_are_linked_without_a_line_of_code(tmp_path: Path) -> None:
    """Same thing, same event and history follow from roles, labels and modality of whatever is declared."""
    schemas, folder = tmp_path / "schemas", tmp_path / "documents"
    schemas.mkdir()
    folder.mkdir()
    (schemas / "harbour.py").write_text(DECLARATIONS, "utf-8")
    told = [
        charge("a", "2024-05-01", "Harbour Board of Ystad", "Nordhavn Lines", "12 tonnes of spilt oil", "mooted"),
        charge("b", "2024-05-09", "Ystad Harbour Board", "Nordhavn Line", "oil spilt, 12 tonnes", "billed"),
        charge("c", "2024-05-10", "Harbour Board of Trelleborg", "Nordhavn Lines", "12 tonnes of spilt oil", "billed"),
    ]
    for document in told:
        (folder / f"{document['source']['id']}.json").write_text(json.dumps(document), "utf-8")
    file = tmp_path / "corpus.duckdb"
    done = build_corpus([folder], file, load_catalog(schemas))
    with connected(file, read_only=True) as opened:
        things = opened.rows("SELECT name, articles FROM vessels ORDER BY name")
        events = opened.rows("SELECT matter, stage, tellings FROM charges ORDER BY tellings DESC")
        history = opened.rows("SELECT value FROM history WHERE key = (SELECT key FROM charges WHERE tellings = 2)")

    assert done.failures == []
    assert things == [("Harbour Board of Trelleborg", 1), ("Harbour Board of Ystad", 2), ("Nordhavn Lines", 3)]
    assert events == [("12 tonnes of spilt oil", "billed", 2), ("12 tonnes of spilt oil", "billed", 1)]
    assert history == [("mooted",), ("billed",)]


def test_a_list_that_a_corpus_needs_for_itself_is_refused(tmp_path: Path) -> None:
    """The class, its file and the remedy are told."""
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    (schemas / "quote.py").write_text(
        'from extract.schema import Entity\n\n\nclass Article(Entity):\n    """A thing."""\n'
    )

    with pytest.raises(DeclarationError, match="articles") as caught:
        build_corpus([tmp_path], tmp_path / "corpus.duckdb", load_catalog(schemas))
    assert "plural" in caught.value.remedy


GUIDE = (Path(__file__).parents[2] / "docs" / "corpus.md").read_text("utf-8")


@pytest.mark.parametrize("asked", re.findall(r"```sql\n(.+?)```", GUIDE, re.DOTALL))
def test_the_questions_of_the_guide_have_answers(database: Database, asked: str) -> None:
    """Each runs as it stands there."""
    assert database.rows(asked)


def test_the_guide_describes_the_tables_as_they_are(database: Database) -> None:
    """Every table of main is told with every column that does not come from a field."""
    rows = database.rows("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'")
    columns = {name for table, name in rows if table in FIXED}

    assert {table for table, _ in rows} >= set(FIXED)
    assert [name for name in sorted(columns | set(FIXED)) if f"`{name}`" not in GUIDE] == []


def test_the_command_builds_and_tells(documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table of what there is on stdout, what was done on stderr."""
    assert main(["corpus", str(documents), "-o", str(tmp_path / "c.duckdb")]) == 0

    told = capsys.readouterr()
    assert "actors" in told.out
    assert f"{len(list(documents.glob('*.json')))} added, 0 taken out, 0 kept" in told.err


def test_the_command_wants_documents(capsys: pytest.CaptureFixture[str]) -> None:
    """Without any it says what to give."""
    assert main(["corpus"]) == 2
    assert "no documents" in capsys.readouterr().err
