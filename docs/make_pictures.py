"""Takes the pictures in docs/review.md and docs/export.md from the pages themselves: ``python docs/make_pictures.py``.

In the installed Chromium; where Pillow is installed they are cut to 128 colours, a third of the size.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SEED = "000_e466df253afd4d9a"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "acceptance")]


def main() -> None:
    """Write the pictures, in the same order as the page tells of them."""
    from playwright.sync_api import sync_playwright
    from review_pages import browser, program  # type: ignore[import-not-found]

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        shutil.copytree(ROOT / "seeds", root / "seeds")
        subprocess.run([sys.executable, "-m", "extract", "run", "seeds/", "-q"], cwd=root, check=True)
        with program(root, "out") as running, browser(playwright, root / "profile") as context:
            page = context.pages[0]
            page.set_viewport_size({"width": 1180, "height": 700})
            page.goto(running.address)
            page.goto(running.article(SEED))
            page.wait_for_selector(".card.selected")
            take_pictures(page)
            subprocess.run([sys.executable, "-m", "extract", "report", "out"], cwd=root, check=True)
            page.goto((root / "report.html").as_uri())
            take(page, "page", of="report")


def take_pictures(page: Any) -> None:
    """Go through an article as a person does, and take the pictures on the way."""
    from review_pages import select_words

    page.keyboard.type("aaaa")
    page.locator("#card-meeting-1 h3").click()
    take(page, "article")

    page.keyboard.press("e")
    page.locator("#card-meeting-1 input.iso").fill("28 Feb 2025")
    page.locator(".field.wrong").wait_for()
    take(page, "form")

    page.locator("#card-meeting-1 input.iso").fill("2025-02-28")
    page.locator(".field.wrong").wait_for(state="detached")
    page.keyboard.press("Escape")
    page.emulate_media(color_scheme="dark")
    select_words(page, "reverse its decision to halt intelligence sharing")
    page.keyboard.press("Enter")
    page.locator("#picker[open]").wait_for()
    take(page, "select")

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.emulate_media(color_scheme="light")
    page.keyboard.press("x")
    page.keyboard.press("s")
    page.locator("#signing[open]").wait_for()
    take(page, "sign")


def take(page: Any, name: str, *, of: str = "review") -> None:
    """Take a picture when all that was sent has been answered and drawn."""
    if of == "review":
        page.locator("body[data-sending='0']").wait_for()
    page.mouse.move(590, 699)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    path = PICTURES / f"{of}-{name}.png"
    page.screenshot(path=path)
    with contextlib.suppress(ImportError):
        from PIL import Image

        Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


if __name__ == "__main__":
    main()
