"""What the tests of the review page, and its benchmark, open: articles, the program that serves them, and a browser."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review_examples import INFO

from extract.catalog import load_catalog
from extract.goldens.annotation import to_draft
from extract.resolve import to_records
from extract.segmentation.segment import segment
from extract.stages import Article
from extract.validate import to_extraction

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE = 120_000
"""Milliseconds to wait for what the page must come to: a busy machine is no fault of the page."""

HOSTILE = (
    "😀 <script>window.hacked = 1</script> Norland urged Sudland to 🚢 reopen the strait.\r\n"
    "<img src=x onerror='window.hacked = 2'> &amp; {{token}} </script><!-- said Norland.\r\n"
    "وقال وزير نورلاند إن بلاده لن تفتح المضيق قبل الشتاء.\r\n"
    "ראש הממשלה של Norland אמר 🕊️ שהדיון יימשך.\r\n"
)
HOSTILE_SAYS = {
    "actors": [
        {"name": "Norland", "kind": "state", "aliases": ["نورلاند"]},
        {"name": "Sudland", "kind": "state", "aliases": []},
    ],
    "demands": [
        {
            "demanders": ["Norland"],
            "addressees": ["Sudland"],
            "content": "🚢 reopen the strait",
            "evidence": ["Norland urged Sudland to 🚢 reopen the strait."],
        }
    ],
}


def write_document(root: Path, name: str, text: str, says: dict, schemas: Path | None = None) -> None:
    """Write the extraction of a text that says what *says* says into ``root/out``, the text beside it."""
    catalog = load_catalog(schemas)
    article = Article(name, f"sources/{name}.txt", text, published="2021-05-06")
    records = to_records(to_draft(says, segment(article), catalog, where=name), catalog)
    _write(root, article, to_extraction(article, records, catalog, INFO).data)


def write_long_article(root: Path, name: str = "long", *, words: int = 5000) -> None:
    """Write an article of 5,000 words with 300 quotations: 40 actors with up to 5 mentions, and 50 demands."""
    chance = random.Random(4)
    filler = (
        "the council said that talks on grain exports would go on until both sides agree to open the port while "
        "ministers from several states asked for more time and money"
    ).split()
    names = [f"{first} {last}" for first in "Ada Ben Cleo Dov Eli Fay Gus Hal".split() for last in LAST_NAMES]
    ids = {one: one.lower().replace(" ", "-") for one in names}
    mentions: dict[str, list] = {one: [] for one in names}
    demands, parts, length = [], [], 0

    def add(words: str) -> dict:
        nonlocal length
        parts.append(words)
        length += len(words)
        return {"text": words, "start": length - len(words), "end": length}

    while length < words * 6:
        for _ in range(6):
            start, (who, whom) = length, chance.sample(names, 2)
            for one, after in ((who, " urged "), (whom, " to ")):
                quote = add(one)
                mentions[one] += [quote] if len(mentions[one]) < 5 else []
                add(after)
            content = add(" ".join(chance.choices(filler, k=6)))
            add(f" because {' '.join(chance.choices(filler, k=10))}.")
            if len(demands) < 50 and chance.random() < 0.5:
                evidence = {"text": "".join(parts)[start:], "start": start, "end": length}
                demands.append((who, whom, content, evidence))
            add(" ")
        add("\n")
    article = Article(name, f"sources/{name}.txt", "".join(parts))
    records = {
        "actors": [
            {
                "id": ids[one],
                "name": one,
                "kind": "person",
                "aliases": [],
                "title": None,
                "country": None,
                "mentions": at,
            }
            for one, at in mentions.items()
        ],
        "demands": [
            {"id": f"demand-{number}", "demanders": [ids[who]], "addressees": [ids[whom]]}
            | {"content": content, "evidence": [evidence]}
            for number, (who, whom, content, evidence) in enumerate(demands, start=1)
        ],
    }
    _write(root, article, to_extraction(article, records, load_catalog(), INFO).data)


LAST_NAMES = "Orrin Pell Quist Rudd Sloan".split()


def _write(root: Path, article: Article, data: bytes) -> None:
    out = root / "out"
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{article.id}.json").write_bytes(data)
    (out / f"{article.id}.txt").write_bytes(article.text.encode())


class Program:
    """A running ``extract review``: its first address, and the address of an article."""

    def __init__(self, root: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "extract", "review", "--no-browser", "--by", "Eve Example", *arguments]
        self._process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        if not self.address:
            raise RuntimeError(self._process.communicate()[1])
        self.base = re.sub(r"/\?.*", "", self.address)
        self.port = int(self.base.rsplit(":", 1)[1])
        self.pid = self._process.pid

    def article(self, name: str) -> str:
        """Return the address of an article."""
        return f"{self.base}/article/{name}"

    def end(self, how: int = signal.SIGINT) -> None:
        """End the program by a signal, and wait for it; one that has ended stays so."""
        if self._process.poll() is not None:
            return
        self._process.send_signal(how)
        self._process.communicate(timeout=PATIENCE / 1000)


@contextmanager
def program(root: Path, *arguments: str) -> Iterator[Program]:
    """Run ``extract review`` in *root* while the context lasts."""
    running = Program(root, *arguments)
    try:
        yield running
    finally:
        running.end()


@contextmanager
def browser(playwright, profile: Path, **given: object) -> Iterator:
    """Open the installed Chromium with the empty *profile*, and give its context."""
    size = {"width": 1360, "height": 860}
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, headless=True, args=FLAGS, viewport=size, **given
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


def golden_of(root: Path, name: str) -> dict:
    """Return the golden that was signed."""
    return json.loads((root / "golden" / f"{name}.json").read_bytes())


class Thread:
    """Processor time of the page's main thread: on a busy machine the clock tells of the others."""

    def __init__(self, page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds(self) -> float:
        """Return the milliseconds that its tasks have taken since the page began to load."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")


RANGE = """(words) => {
    const walker = document.createTreeWalker(document.getElementById("article"), NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const start = nodes.map((node) => node.data).join("").indexOf(words);
    const place = (offset) => {
        for (const node of nodes) {
            if (offset <= node.length) return [node, offset];
            offset -= node.length;
        }
    };
    const range = document.createRange();
    range.setStart(...place(start));
    range.setEnd(...place(start + words.length));
    return range;
}"""


def select_words(page, words):
    """Select words of the article, as a person does who drags over them."""
    page.evaluate(
        f"(words) => {{ getSelection().removeAllRanges(); getSelection().addRange(({RANGE})(words)); }}", words
    )
    is_told_as_selected(page, words)


def is_told_as_selected(page, words):
    """Wait until the page knows that these words are selected, which a browser tells it in its own time."""
    page.locator("#status.active bdi", has_text=words[:40]).wait_for()
