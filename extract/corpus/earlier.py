"""Which articles of earlier builds are looked at again: those that may have a thing in common with what is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.corpus.blocking import names_to_find_by
from extract.corpus.intake import Taken
from extract.corpus.known import Known
from extract.corpus.records import iso_of, load_taken
from extract.corpus.store import Database

NEAR: Final = 12
"""Articles, the nearest in time, that are looked at again for each name in what is added."""


def related_to(database: Database, new: Sequence[Taken], known: Known) -> list[Taken]:
    """Return the articles that have a name in common with what is *new*, of each name those NEAR in time, settled.

    Of each thing that a user knows by other names, too, there is one: it leads to the key.
    """
    wanted = {(name, one.day) for one in new for name in names_to_find_by(one)}
    rows = ({"name": name, "day": iso_of(day)} for name, day in sorted(wanted, key=str))
    database.temporary("wanted", {"name": "VARCHAR", "day": "DATE"}, rows)
    ids = sorted({thing.settled for one in new for thing in one.things if thing.settled})
    database.temporary("wanted_ids", {"id": "VARCHAR"}, ({"id": one} for one in ids))
    database.temporary("added", {"article": "VARCHAR"}, ({"article": one.id} for one in new))
    database.run(
        "CREATE OR REPLACE TEMP TABLE related AS SELECT article FROM (SELECT n.article, row_number() "
        "OVER (PARTITION BY w.name, w.day ORDER BY abs(coalesce(date_diff('day', a.published, w.day), 0)), "
        "n.article) AS place FROM wanted w JOIN work.names n USING (name) JOIN work.articles a USING (article) "
        f"WHERE n.article NOT IN (SELECT article FROM added)) WHERE place <= {NEAR} "
        "UNION SELECT min(r.article) FROM work.records r JOIN work.known k USING (key) JOIN wanted_ids USING (id) "
        "WHERE r.article NOT IN (SELECT article FROM added) GROUP BY r.key"
    )
    related = list(load_taken(database, "JOIN related USING (article)"))
    for article in related:
        known.settle(article.things)
    return related
