"""How quick the review page is, beside a plain page of the same text: ``python benchmarks/review_page.py``.

An article of 5,000 words with 300 quotations. Of each page, in turn: milliseconds by the clock from the request until
the text is on the screen, and of the processor's time that the page's main thread took; then of key presses, the time
until the next frame is shown (the browser's own Event Timing, which counts in steps of 8 ms from 16 on). On a busy
machine the clock tells of the others: the ratio to the plain page and the processor's time tell of this one.
"""

from __future__ import annotations

import html
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "acceptance")]

ROUNDS = 5
KEYS = {"next record": "jjjjjjjjjj", "accept, reject": "aaaaaxxxxx", "undo, redo": "uuuuuUUUUU", "form": "eEeEeEeEeE"}
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SEEN = """async () => {
    const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
    while (at("first-contentful-paint") === undefined) await new Promise(requestAnimationFrame);
    return Math.max(at("first-contentful-paint"), at("drawn") ?? 0);
}"""
OBSERVE = """() => {
    window.presses = [];
    const pressed = (list) => list.getEntries().filter((one) => one.name === "keydown").map((one) => one.duration);
    const observer = new PerformanceObserver((list) => presses.push(...pressed(list)));
    observer.observe({ type: "event", durationThreshold: 16 });
}"""
ANSWERED = """async () => {
    const begun = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "u", bubbles: true }));
    do await new Promise(requestAnimationFrame);
    while (document.body.dataset.sending !== "0");
    await new Promise(requestAnimationFrame);
    return performance.now() - begun;
}"""


def main() -> None:
    """Print the figures."""
    from playwright.sync_api import sync_playwright
    from review_pages import browser, program, write_long_article  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        write_long_article(root)
        lines = (root / "out" / "long.txt").read_text(encoding="utf-8").splitlines()
        plain = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        (root / "plain.html").write_text(f"<!doctype html><meta charset=utf-8>{plain}", encoding="utf-8")
        with program(root, "out") as running, browser(playwright, root / "profile") as context:
            page = context.pages[0]
            page.goto(running.address)
            loads = {"plain page": (root / "plain.html").as_uri(), "review page": running.article("long")}
            times = {name: [load(context, address) for _ in range(ROUNDS)] for name, address in loads.items()}
            told = {name: [median(column) for column in zip(*rows, strict=True)] for name, rows in times.items()}
            for name, (clock, processor) in told.items():
                print(f"{name:<16} {clock:6.0f} ms until it is seen, {processor:5.0f} ms of the processor")
            ratio = told["review page"][0] / told["plain page"][0]
            print(f"{'ratio':<16} {ratio:6.1f}")
            page.goto(running.article("long"))
            page.wait_for_selector(".card.selected")
            for name, keys in KEYS.items():
                clock, processor = press(page, keys)
                print(f"{name:<16} {clock:6.0f} ms from key to frame, {processor:5.0f} ms of the processor")
            answered = median(page.evaluate(ANSWERED) for _ in range(ROUNDS))
            print(f"{'undo':<16} {answered:6.0f} ms from key to the frame that shows the program's answer")


def load(context: Any, address: str) -> tuple[float, float]:
    """Return the milliseconds until the page is on the screen of a new tab: by the clock, and of the processor."""
    from review_pages import Thread

    page = context.new_page()
    thread = Thread(page)
    page.goto(address)
    page.evaluate(FRAMES)
    seen = page.evaluate(SEEN)
    taken = thread.milliseconds()
    page.close()
    return seen, taken


def press(page: Any, keys: str) -> tuple[float, float]:
    """Return the milliseconds of a key press: by the clock until the next frame, the median, and of the processor."""
    from review_pages import Thread

    thread = Thread(page)
    page.evaluate(OBSERVE)
    before = thread.milliseconds()
    for key in keys:
        page.keyboard.press("Escape" if key == "E" else key)
        page.wait_for_selector("body[data-sending='0']")
        page.evaluate(FRAMES)
    page.wait_for_timeout(200)
    slow = page.evaluate("presses")
    # What is quicker than 16 ms is not told.
    durations = sorted([*slow, *([16.0] * (len(keys) - len(slow)))])
    return median(durations), (thread.milliseconds() - before) / len(keys)


if __name__ == "__main__":
    main()
