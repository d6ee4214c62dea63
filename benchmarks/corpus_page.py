"""How quick the page of a corpus is, beside an empty page: ``python benchmarks/corpus_page.py SITE [--rounds 5]``.

SITE is what ``extract corpus --page SITE`` wrote; ``benchmarks/corpus_scale.py … --page`` makes large ones. The medians
of new tabs: milliseconds by the clock from the request until something is on the screen and until the first view is
whole, for an empty page and this one in turn; then from a changed address until the view is whole, for searches of
names that the first view shows, one at once by itself (it waits for the indexes,
which the page reads ahead), and for the other views. On a busy
machine the clock tells of the others: the processor's time of the page's main thread stands beside it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from extract.report.table import render_table

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "acceptance")]

PAINTED = """async () => {
    const at = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    while (at() === undefined) await new Promise(requestAnimationFrame);
    return at();
}"""
WHOLE = """async () => {
    while (!document.querySelector("main[data-ready]")) await new Promise(requestAnimationFrame);
    return performance.now();
}"""
SHOWN = """async (address) => {
    const main = document.querySelector("main"), begun = performance.now();
    delete main.dataset.ready;
    location.hash = address;
    while (main.dataset.ready === undefined) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - begun;
}"""
EMPTY = "<!doctype html><meta charset=utf-8><title>Empty</title><main data-ready>Nothing</main>"
VIEWS = ("things", "timeline", "articles", "network")
SEARCHES = 12


def first_view(context: Any, address: str) -> tuple[float, float, float]:
    """Return the milliseconds of a new tab: until it is painted, until it is whole, and of the processor."""
    from review_pages import Thread  # type: ignore[import-not-found]

    page = context.new_page()
    thread = Thread(page)
    page.goto(address)
    painted, whole = page.evaluate(PAINTED), page.evaluate(WHOLE)
    told = painted, whole, thread.milliseconds()
    page.close()
    return told


def shown(page: Any, address: str) -> tuple[float, float]:
    """Return the milliseconds until the view at *address* is whole: by the clock, and of the processor."""
    from review_pages import Thread

    thread = Thread(page)
    before = thread.milliseconds()
    clock = page.evaluate(SHOWN, address)
    return clock, thread.milliseconds() - before


def rows_of(context: Any, site: Path, empty: Path, rounds: int) -> list[list[str]]:
    """Return the lines of the table."""
    rows = []
    addresses = {"an empty page": empty.as_uri(), "the first view": (site / "index.html").as_uri()}
    times = {name: list[tuple[float, float, float]]() for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            times[name].append(first_view(context, address))
    for name, taken in times.items():
        painted, whole, processor = (median(column) for column in zip(*taken, strict=True))
        rows += [_row(f"{name}, painted", painted, None), _row(f"{name}, whole", whole, processor)]
    page = context.new_page()
    page.goto(addresses["the first view"])
    page.wait_for_selector("main[data-ready]")
    words = page.eval_on_selector_all("main li a", "links => links.map((link) => link.textContent.trim())")
    sought = list(dict.fromkeys(word for word in words if word))[:SEARCHES]
    rows.append(_row("a search at once", *shown(page, f"/search?q={sought[0]}")))
    searches = [shown(page, f"/search?q={word}") for word in sought[1:]]
    clock, processor = (list(column) for column in zip(*searches, strict=True))
    rows += [_row(f"{len(searches)} more, median", median(clock), median(processor))]
    rows += [_row(f"{len(searches)} more, slowest", max(clock), max(processor))]
    rows += [_row(f"{view}, first time", *shown(page, f"/{view}")) for view in VIEWS]
    return rows


def _row(name: str, clock: float, processor: float | None) -> list[str]:
    return [name, f"{clock:.0f}", "" if processor is None else f"{processor:.0f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    from playwright.sync_api import sync_playwright
    from review_pages import browser

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="new tabs of each page (default 5)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        empty = Path(folder) / "empty.html"
        empty.write_text(EMPTY, encoding="utf-8")
        with browser(playwright, Path(folder) / "profile") as context:
            first_view(context, empty.as_uri())  # what the browser does once
            rows = rows_of(context, given.site.resolve(), empty, given.rounds)
    print(render_table(rows, head=["what", "milliseconds", "of the processor"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
