"""``extract explain``: what the embedded reader makes of a sentence, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.commands.echo import echo
from extract.commands.options import option, schemas_option

if TYPE_CHECKING:
    from extract.backends.embedded.explain import Explainer
    from extract.backends.embedded.parsing.nlp import ParsedPage


@click.command()
@click.argument("text", metavar="TEXT")
@schemas_option
@option("--spacy-model", metavar="NAME", help="An installed spaCy model.  [default: the small one]")
def explain(text: str, schemas: Path | None, spacy_model: str | None) -> int:
    """Tell what the embedded reader makes of a sentence, and why.

    TEXT is a sentence or a few, or - for an article on standard input. Told are the parse, who is named, and for each
    word that is the main word of a cue: the cue that fits and what fills its slots, or what is missing; then the
    records.

    \b
    Examples:
      extract explain "Norway has called on Sweden to leave."
      extract explain "Steelworks shed 300 posts." --schemas my-schemas
      extract explain - < seeds/000_e466df253afd4d9a.txt
    """
    from extract.backends.embedded.cues.cues import CueBook
    from extract.backends.embedded.explain import Explainer
    from extract.backends.embedded.parsing.nlp import load_model, parse_pages
    from extract.catalog import load_catalog
    from extract.segmentation.segment import segment
    from extract.stages import Article, Block, Page, Span

    nlp = load_model(spacy_model)
    book = CueBook(nlp, load_catalog(schemas))
    article = Article("text", "-", sys.stdin.read() if text == "-" else text)
    # A sentence by itself would pass for a headline.
    sentence = Page(article, (Block("paragraph", Span(0, len(article.text))),))
    page = segment(article) if text == "-" else sentence
    (parsed,) = parse_pages(nlp, [page])
    echo("\n".join(_lines(parsed, Explainer(parsed, book))).rstrip())
    return 0


def _lines(parsed: ParsedPage, explainer: Explainer) -> Iterator[str]:
    from extract.report.table import render_table

    rows = [(one.text, one.lemma_, one.pos_, one.dep_, one.head.text) for one in parsed.doc if not one.is_space]
    yield render_table([(*row, "") for row in rows], head=("word", "lemma", "kind", "is", "of", "")) + "\n"
    for entity in explainer.index.entities:
        yield f"{entity.name}: {entity.label}" + (f", also {', '.join(entity.aliases)}" if entity.aliases else "")
    words = explainer.main_words()
    for word in words:
        attempts = list(explainer.attempts(word))
        yield f"\n“{word.text}”" + ("" if attempts else f": no cue has it as {word.pos_}")
        for one in attempts:
            yield f"  {one.schema}: {one.cue}\n    {one.outcome}"
            yield from (f"      {name}: {value}" for name, value in one.slots)
    if not words:
        yield "\nno word of this text is the main word of a cue"
    for schema, values in explainer.records():
        yield f"\n{schema}\n" + "\n".join(f"  {name}: {value}" for name, value in values.items())
