"""How often quotations are grounded right, and how fast: ours beside langextract's aligner, on generated cases.

Run ``python benchmarks/grounding.py`` (``--words 1000 10000 100000 --seed 1 --verbose``). The cases are made here from
a seeded grammar, nothing is downloaded. Where langextract is importable, its aligner gets the same quotations, in
documents of up to ``--other-up-to`` words: it takes minutes at 10,000. Seconds are of processor time on one core, all
250 quotations, the text's index included. For each size of document:

- 100 exact quotations: right where the very place is returned, by ours as ``verbatim``;
- 100 altered ones, ten of each kind (words dropped, letter case, white space, quotation marks, dashes, hyphens,
  punctuation, ellipsis, one word changed, two words changed): right where first and last word are the right ones;
- 25 with one fact changed (a number, a name, a negation): right where they are not called more than ``fuzzy``, and
  where they are grounded, in the right place and marked as altering a fact (of langextract no mark is asked);
- 25 absent ones (from another grammar's text, and words of this text in disorder): right where nothing is returned.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

from grounding_cases import Case, Span, make_cases, make_text

from extract.ground import find_spans

Answer = tuple[Span, str, bool] | None
"""Place, what it is called, and whether it is marked as altering a fact."""


def ask_ours(text: str, quotes: Sequence[str]) -> list[Answer]:
    """Return the answers of this package."""
    return [
        None if found is None else ((found.start, found.end), found.match, found.alters_fact)
        for found in find_spans(text, quotes)
    ]


def ask_langextract(text: str, quotes: Sequence[str]) -> list[Answer]:
    """Return the answers of langextract's aligner with its default settings, all quotations given at once."""
    from langextract.core.data import Extraction
    from langextract.resolver import WordAligner

    asked = [Extraction(extraction_class="quote", extraction_text=quote) for quote in quotes]
    (answered,) = WordAligner().align_extractions([asked], text)
    return [
        None
        if one.char_interval is None
        else ((one.char_interval.start_pos, one.char_interval.end_pos), one.alignment_status.value, False)
        for one in answered
    ]


def is_right(case: Case, answer: Answer, text: str, *, says_how: bool) -> bool:
    """Return whether *answer* is right; *says_how*: whether also what the match is called is held against it."""
    if case.span is None or answer is None:
        return (case.span is None and answer is None) or case.group == "fact"
    span, match, is_marked = answer
    if case.group == "exact":
        return span == case.span and (match == "verbatim" or not says_how)
    if case.group == "fact" and (match in ("verbatim", "folded", "match_exact") or (says_how and not is_marked)):
        return False
    return _core(text, span) == _core(text, case.span)


def _core(text: str, span: Span) -> Span:
    """Return *span* without what is not a letter or digit at its ends."""
    inner = [at for at in range(*span) if text[at].isalnum()]
    return (inner[0], inner[-1]) if inner else span


def main() -> None:
    """Print counts and seconds for each size of document."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--words", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--other-up-to", type=int, default=10_000, help="largest document that langextract is given")
    parser.add_argument("--verbose", action="store_true", help="show each wrong answer of ours")
    options = parser.parse_args()
    print(f"{'words':>8}  {'aligner':12} {'exact':>8} {'altered':>8} {'fact':>7} {'absent':>7} {'seconds':>8}")
    for words in options.words:
        chance = random.Random(f"{options.seed} {words}")
        text = make_text(words, chance)
        cases = make_cases(text, chance)
        report("extract", ask_ours, words, text, cases, verbose=options.verbose)
        if words > options.other_up_to:
            continue
        try:
            import langextract  # noqa: F401
        except ImportError:
            print(f"{words:>8}  langextract is not installed")
        else:
            report("langextract", ask_langextract, words, text, cases)


def report(
    name: str,
    ask: Callable[[str, Sequence[str]], list[Answer]],
    words: int,
    text: str,
    cases: Sequence[Case],
    *,
    verbose: bool = False,
) -> None:
    """Print one line: how many answers of each group are right, and the seconds that all took."""
    began = time.process_time()
    answers = ask(text, [case.quote for case in cases])
    seconds = time.process_time() - began
    right = [
        is_right(case, answer, text, says_how=name == "extract") for case, answer in zip(cases, answers, strict=True)
    ]
    cells = []
    for group, width in (("exact", 8), ("altered", 8), ("fact", 7), ("absent", 7)):
        marks = [ok for case, ok in zip(cases, right, strict=True) if case.group == group]
        cells.append(f"{f'{sum(marks)}/{len(marks)}':>{width}}")
    print(f"{words:>8}  {name:12} {' '.join(cells)} {seconds:>8.2f}", flush=True)
    if verbose:
        for case, answer, ok in zip(cases, answers, right, strict=True):
            if not ok:
                print(f"  {case.kind}: {case.quote!r}\n    from  {case.span and text[slice(*case.span)]!r}")
                print(f"    given {answer and (text[slice(*answer[0])], answer[1:])!r}")


if __name__ == "__main__":
    main()
