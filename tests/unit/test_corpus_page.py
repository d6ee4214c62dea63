"""The site of a corpus: files that open from the disk, ask for nothing, and hold an article's text as text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from corpus_examples import HOSTILE, build_stories
from starlette.testclient import TestClient

from extract.catalog import load_catalog
from extract.cli import main
from extract.corpus import page
from extract.corpus.page import write_site
from extract.corpus.serve import make_app
from extract.errors import UsageError
from extract.review.guard import Pass

HOST = "http://127.0.0.1:4567"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    catalog = load_catalog()
    write_site(build_stories(folder, catalog), folder / "site", catalog)
    return folder / "site"


def data(site: Path, name: str) -> Any:
    told = (site / "data" / f"{name}.js").read_text("utf-8")
    found = re.fullmatch(r'corpus\.put\("[\w-]+",(.*)\);\n', told, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_the_page_asks_for_nothing_elsewhere(site: Path) -> None:
    """No file of ours names another host; what is vendored does so in its licence's line alone."""
    for path in site.glob("*.*"):
        told = re.sub(r"^// https://d3js\.org.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        assert set(re.findall(r"https?://[^\s\"']+", told)) <= {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in (site / "index.html").read_text("utf-8")


def test_no_script_sets_markup() -> None:
    """Text of articles can become no element: our scripts never hand a string to a parser."""
    folder = Path(write_site.__code__.co_filename).parent / "site"
    ours = [path for path in folder.glob("*.js") if not path.name.startswith("d3")]

    assert len(ours) > 4
    for path in ours:
        assert (
            re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(", path.read_text()) == []
        )


def test_an_articles_text_cannot_leave_its_data(site: Path) -> None:
    """It comes back as it was, and no file of data has a character that ends a script or its line."""
    details = data(site, "a-0")
    articles = data(site, "articles-0")
    number = next(place for place, row in enumerate(articles) if row[0] == "hostile")

    assert details[str(number)]["text"] == HOSTILE
    for path in (site / "data").iterdir():
        assert not set("<\u2028\u2029") & set(path.read_text("utf-8"))


def test_everything_in_an_index_has_its_details(site: Path) -> None:
    """Each thing with its forms, each event with its tellings, each article with its marks, which quote its text."""
    overview, details = data(site, "overview"), {}
    for kind in "tea":
        for path in (site / "data").glob(f"{kind}-*.js"):
            details |= {(kind, int(number)): one for number, one in data(site, path.stem).items()}

    for kind, name in zip("tea", ("things", "events", "articles"), strict=True):
        assert {number for one, number in details if one == kind} == set(range(overview["counts"][name]))
    for (kind, number), one in details.items():
        if kind == "e":
            for article, _, quotes in one["tellings"]:
                text = details["a", article]["text"]
                assert [text[start:end] for _, _, start, end in quotes] == [quoted for _, quoted, _, _ in quotes], (
                    number
                )


def test_no_file_is_large(site: Path) -> None:
    """A browser on a telephone has to hold them."""
    assert max(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 2_000_000


def test_a_large_corpus_is_split_over_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file has more rows or details than its share, and together they have all."""
    for name, most in (("ROWS", 7), ("THINGS", 5), ("EVENTS", 4), ("ARTICLES", 3)):
        monkeypatch.setattr(page, name, most)
    catalog = load_catalog()
    write_site(build_stories(tmp_path, catalog), tmp_path / "site", catalog)
    sizes = {path.stem: len(data(tmp_path / "site", path.stem)) for path in (tmp_path / "site" / "data").glob("*-*.js")}
    counts = data(tmp_path / "site", "overview")["counts"]

    for kind, name, most in (("t", "things", 5), ("e", "events", 4), ("a", "articles", 3)):
        rows = [size for stem, size in sizes.items() if stem.rsplit("-", 1)[0] == name]
        details = [size for stem, size in sizes.items() if stem.rsplit("-", 1)[0] == kind]
        assert sum(rows) == sum(details) == counts[name]
        assert max(rows) <= 7
        assert max(details) <= most


def test_the_server_answers_only_its_own_page(site: Path) -> None:
    """The guard is that of the review: a token, this host, no other origin; and no file but the site's."""
    stranger = TestClient(make_app(site, Pass(4567, token="secret")), base_url=HOST)
    assert stranger.get("/index.html").status_code == 403

    person = TestClient(make_app(site, Pass(4567, token="secret")), base_url=HOST)
    assert "Loading" in person.get("/?token=secret").text
    assert person.get("/data/overview.js").status_code == 200
    assert person.get("/data/..%2f..%2fcorpus.duckdb").status_code == 404
    assert person.get("/data/overview.js", headers={"origin": "http://evil.example"}).status_code == 403


def test_the_command_writes_the_site_of_a_corpus_that_is_there(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without documents nothing is built; the page's place is told."""
    assert main(["corpus", "-o", str(site.parent / "corpus.duckdb"), "--page", str(tmp_path / "s")]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "s" / "index.html")


def test_a_site_needs_a_corpus(tmp_path: Path) -> None:
    """What to do is told."""
    with pytest.raises(UsageError, match="no corpus") as caught:
        write_site(tmp_path / "none.duckdb", tmp_path / "site", load_catalog())
    assert "DOCUMENTS" in caught.value.remedy
