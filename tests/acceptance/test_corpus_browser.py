"""The site of a corpus in a real browser, opened from the disk."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from corpus_examples import build_stories

from extract.catalog import load_catalog
from extract.corpus.page import write_site

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("corpus")
    catalog = load_catalog()
    write_site(build_stories(folder, catalog), folder / "site", catalog)
    return (folder / "site" / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield opened
        opened.close()


def opened(browser: Any, address: str, width: int = 1200) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_default_timeout(120_000)  # A busy machine is no fault of the page.
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(address)
    page.wait_for_selector("main[data-ready]")
    return page


def test_every_view_opens_without_a_complaint_and_fits_a_telephone(browser: Any, address: str) -> None:
    """Neither the page nor its policy has anything to say, and nothing runs over the edge."""
    for view in ("#/", "#/things", "#/network", "#/timeline", "#/articles", "#/article?id=hostile", "#/thing?key=no"):
        page = opened(browser, address + view, 390)
        assert page.said == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.title() != "run"
        page.close()


def test_a_person_goes_by_keyboard_from_a_search_to_the_words_of_an_article(browser: Any, address: str) -> None:
    """Search without accents, the thing with its forms, a claim with its quotations, the place in the article."""
    page = opened(browser, address)
    page.keyboard.press("/")
    page.keyboard.type("quispe joaquin")
    page.wait_for_selector("h1:has-text('quispe joaquin')")
    page.get_by_role("link", name="Joaquín Quispe Mamani").first.press("Enter")
    page.wait_for_selector("h1:has-text('Joaquín Quispe Mamani')")
    assert "J. Quispe" in page.inner_text("main")
    page.goto(address + "#/search?q=bonus of 4,000")
    page.wait_for_selector("h1:has-text('bonus of 4,000')")
    page.get_by_role("link", name="pays the holiday bonus").first.press("Enter")
    page.wait_for_selector(".card")
    assert page.locator(".card").count() == 2
    page.locator("blockquote a").first.press("Enter")
    page.wait_for_selector(".text .target")
    assert page.said == []


def test_a_filter_stands_in_the_address(browser: Any, address: str) -> None:
    """So that a view can be sent: the same address shows the same."""
    page = opened(browser, address + "#/timeline")
    page.select_option("select[name=schema]", "Proposal")
    page.wait_for_selector("select[name=mood] option[value=rejected]", state="attached")
    page.wait_for_selector(".tag:has-text('Demand')", state="detached")
    other = opened(browser, page.url)
    assert "schema=Proposal" in page.url
    assert other.inner_text("main") == page.inner_text("main")


def test_the_first_view_waits_for_no_index(browser: Any, address: str, tmp_path: Path) -> None:
    """It has what it shows in its own file, so that it is there as soon in a corpus of twenty thousand articles."""
    site = shutil.copytree(Path(unquote(urlsplit(address).path)).parent, tmp_path / "site")
    for path in (site / "data").glob("*-*.js"):
        path.unlink()
    page = opened(browser, (site / "index.html").as_uri())

    assert page.locator("main li").count() > 20
    assert "→" in page.inner_text("main")
    page.close()


def test_a_time_of_many_years_is_told_by_the_year_and_then_by_the_month(browser: Any, address: str) -> None:
    """The bars never run over the edge, and each leads to what it counts."""
    page = opened(browser, address + "#/timeline", 390)
    labels = page.locator(".years .label").all_inner_texts()
    page.locator(".years a").first.click()
    page.wait_for_selector("a:has-text('all times')")

    assert all(len(one) in (2, 4) for one in labels)
    assert "from=" in page.url
    assert page.locator(".years a[aria-current]").count() >= 1
    page.close()
