"""Which articles of a corpus are copies of which: ``work.articles.original``, kept right by every build."""

from __future__ import annotations

from collections.abc import Sequence

from extract.copies import Copies
from extract.corpus.store import Database


def note_copies(database: Database, new: Sequence[str], old: Sequence[str]) -> None:
    """Note which of the *new* articles are copies of an earlier one, be it new or among the *old* ones.

    Of new articles the first published is the original; what an *old* one is a copy of stays as it is.
    """
    ids = [{"article": one, "is_new": True} for one in new] + [{"article": one, "is_new": False} for one in old]
    database.temporary("compared", {"article": "VARCHAR", "is_new": "BOOLEAN"}, ids)
    asked = (
        "SELECT article, a.text, c.is_new FROM work.articles a JOIN compared c USING (article) "
        "WHERE a.text IS NOT NULL ORDER BY c.is_new, a.published NULLS LAST, article"
    )
    copies, found = Copies(), list[dict[str, str]]()
    for article, text, is_new in database.each(asked):
        original = copies.add(article, text)
        if original is not None and is_new:
            found.append({"article": article, "original": original})
    copies.close()
    database.temporary("found", {"article": "VARCHAR", "original": "VARCHAR"}, found)
    database.run(
        "UPDATE work.articles AS a SET original = coalesce(o.original, f.original) FROM found f LEFT JOIN "
        "work.articles o ON o.article = f.original WHERE a.article = f.article"
    )


def pass_on_originals(database: Database, gone: str) -> None:
    """Make the first of the copies of each article that is *gone*, a question for ids, the original of the others."""
    database.run(
        "UPDATE work.articles AS a SET original = nullif(o.heir, a.article) FROM (SELECT original, "
        "arg_min(article, (coalesce(published, DATE '9999-12-31'), article)) AS heir FROM work.articles "
        f"WHERE original IN {gone} AND article NOT IN {gone} GROUP BY original) o WHERE a.original = o.original"
    )
