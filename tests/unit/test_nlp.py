"""The parser sees folded blocks; offsets stay those of the source text."""

import importlib.util
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from extract.backends.embedded.parsing import nlp as module
from extract.backends.embedded.parsing.nlp import fold, load_model, model_digest, model_name, parse_pages
from extract.errors import BackendError
from extract.stages import Article, Block, Page, Span

TEXTS = {
    "plain": "Norway asked Sweden to leave. Sweden left.",
    "emoji": "🇳🇴 Norway 👩‍👩‍👧 asked 🦄 Sweden to leave. 🎉 Sweden left.",
    "combining marks": "Re\u0301my Côte\u0301 asked Ze\u0301 to leave. Re\u0301my left.",
    "line ends": "Norway asked\r\nSweden to leave.\r\n\r\nSweden\rleft.\n",
    "no-break spaces": "Norway\u00a0asked\u202fSweden to\u2009leave. Sweden\u00a0left.",
    "typographic marks": "“Norway’s ‘ask’ of «Sweden»” failed. Sweden‑Norway ties – and so on …",
    "other scripts": "Норвегия и 挪威 и النرويج met. Norway left.",
    "astral letters": "𝕹orway asked 𠮷田 to leave. Norway left.",
    "zero-width": "Nor\u200bway asked\u00ad Sweden\ufeff to leave. Sweden left.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_tokens_stand_where_they_say(parse, text):
    """Each token's span in the source is its own characters, folded one for one, in order and without overlap."""
    parsed = parse(text)
    source = parsed.page.article.text
    spans = [parsed.span_of(index, index + 1) for index in range(len(parsed.doc))]

    assert [fold(span.of(source)) for span in spans] == [token.text for token in parsed.doc]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join(source.split()) == "".join("".join(span.of(source).split()) for span in spans)


def test_offsets_count_from_the_start_of_the_text(parse):
    """Blocks are parsed by themselves, but their tokens stand where the article has them."""
    parsed = parse("First 🦄 here.", "Then Norway left.")
    text = parsed.page.article.text
    norway = next(token for token in parsed.doc if token.text == "Norway")

    assert parsed.span_of(norway.i, norway.i + 1) == Span(text.index("Norway"), text.index("Norway") + 6)
    assert parsed.text_of(norway.i, norway.i + 2) == "Norway left"
    assert parsed.block_at(norway.i).span.of(text) == "Then Norway left."
    assert parsed.block_at(0).span.of(text) == "First 🦄 here."


def test_no_sentence_runs_over_the_end_of_a_block(parse):
    """A heading without a full stop is a sentence of its own."""
    parsed = parse("Norway and Sweden", "They met in Oslo")

    assert [sentence.text.strip() for sentence in parsed.doc.sents] == ["Norway and Sweden", "They met in Oslo"]


def test_a_sentence_is_quoted_without_the_space_around_it(parse):
    """The stretch of a sentence begins and ends with a word or mark."""
    parsed = parse("  Norway left.  \r\n Sweden stayed. ")
    text = parsed.page.article.text

    assert [parsed.sentence_span(one).of(text) for one in parsed.doc.sents] == ["Norway left.", "Sweden stayed."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It’s\u00a0on”", '"It\'s on"'),
        ("a\tb\r\nc", "a b  c"),
        ("Sweden‑Norway", "Sweden-Norway"),
        ("–—… é 🦄", "–—… é 🦄"),
    ],
)
def test_folding_keeps_the_length(text, expected):
    """Typographic characters become plain ones, one for one; what the parser knows stays."""
    assert fold(text) == expected
    assert len(fold(text)) == len(text)


def page_of(name, *paragraphs):
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", Span(len(text), len(text) + len(paragraph))))
        text += paragraph + "\n"
    return Page(Article(name, name, text), tuple(blocks))


def test_pages_come_out_in_order_whatever_they_hold(nlp):
    """A page without a body has its place in the order; more blocks than a batch change nothing."""
    pages = [page_of("a", *["Norway left."] * 70), page_of("b"), page_of("c", "Sweden left."), page_of("d", "")]
    parsed = list(parse_pages(nlp, pages))

    assert [one.page.article.id for one in parsed] == ["a", "b", "c", "d"]
    assert [len(one.doc) for one in parsed] == [210, 0, 3, 0]


def test_pages_are_taken_lazily(nlp):
    """No more pages are asked for than a few batches ahead of the one that is given out."""
    taken = []

    def pages():
        for number in range(1000):
            taken.append(number)
            yield page_of(str(number), "Norway left.")

    first = next(parse_pages(nlp, pages()))

    assert first.page.article.id == "0"
    assert len(taken) <= 200


def test_the_name_of_the_re_upload_is_the_official_one(nlp):
    """Documents name the weights and their version, which the re-upload shares."""
    assert model_name(nlp) == "en_core_web_sm 3.8.0"


def test_a_model_that_is_not_installed_is_told(nlp):
    """The error names it and how to get one."""
    with pytest.raises(BackendError, match="en_core_web_xx is not installed") as raised:
        load_model("en_core_web_xx")

    assert "pip install" in raised.value.remedy


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the installed model's package under another name, checked as the original is."""
    spec = importlib.util.find_spec(module.INDEX_MODEL)
    folder = tmp_path / "copied_model"
    shutil.copytree(Path(spec.origin).parent, folder)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(module, "INDEX_MODEL", "copied_model")
    return folder


def test_the_digest_is_that_of_the_published_files(copied):
    """Names and contents of its files count, not where they lie."""
    assert model_digest("copied_model") == module.INDEX_MODEL_DIGEST


@pytest.mark.parametrize("change", ["altered", "added", "removed", "renamed"])
def test_an_altered_model_is_refused(copied, change):
    """One byte changed, one file more, less or under another name: the model is not loaded."""
    strings = next(copied.rglob("strings.json"))
    if change == "altered":
        strings.write_bytes(strings.read_bytes()[:-1] + b" ")
    elif change == "added":
        (strings.parent / "more.json").write_text("{}")
    elif change == "removed":
        strings.unlink()
    else:
        strings.rename(strings.with_name("string.json"))

    with pytest.raises(BackendError, match="not those of the version that was checked") as raised:
        load_model("copied_model")
    assert raised.value.where == str(copied)
    assert "--force-reinstall" in raised.value.remedy


@pytest.mark.parametrize("change", ["altered", "added", "compiled"])
def test_altered_code_is_refused_and_not_run(copied, change):
    """The package's own code counts too, and the check comes before any of it is imported."""
    mark = copied.parent / "ran"
    evil = f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n"
    if change == "altered":
        (copied / "__init__.py").write_text(evil + (copied / "__init__.py").read_text())
    elif change == "added":
        (copied / "more.py").write_text(evil)
    else:
        (copied / "more.pyc").write_bytes(b"x")

    with pytest.raises(BackendError, match="not those of the version that was checked"):
        load_model("copied_model")
    assert not mark.exists()
    assert "copied_model" not in sys.modules


def test_of_the_re_upload_no_code_is_run():
    """Its weights are loaded from their folder: the package itself is never imported."""
    code = (
        "import sys; from extract.backends.embedded.parsing import nlp; "
        "nlp.load_model(); print(nlp.INDEX_MODEL in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_what_the_interpreter_compiles_does_not_count(copied):
    """Compiled files come and go with it."""
    (copied / "__pycache__").mkdir(exist_ok=True)
    (copied / "__pycache__" / "extra.pyc").write_bytes(b"x")

    assert model_digest("copied_model") == module.INDEX_MODEL_DIGEST
