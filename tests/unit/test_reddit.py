"""Exports of Reddit become posts with the comments of their threads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import zstandard
from loaded import body, comments, facts, load, problems

from extract.loading.notes import Notes

WHEN = 1614729600  # 2021-03-03 00:00:00 UTC


def post(name: str = "abc", title: str = "Envoys meet", **told: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": title,
        "selftext": "",
        "author": "otto",
        "subreddit": "quay",
        "created_utc": WHEN,
    } | told


def comment(name: str, words: str, parent: str = "t3_abc", **told: Any) -> dict[str, Any]:
    link = {"link_id": "t3_abc", "parent_id": parent, "subreddit": "quay", "created_utc": WHEN + 60, "replies": ""}
    return {"id": name, "body": words, "author": f"bo_{name}"} | link | told


def listing(*entries: dict[str, Any]) -> dict[str, Any]:
    children = [{"kind": "t3" if "title" in one else "t1", "data": one} for one in entries]
    return {"kind": "Listing", "data": {"after": None, "children": children}}


def test_a_thread(tmp_path: Path) -> None:
    """A post is an article, its comments are told with whom they answer; what was deleted is nobody's."""
    deep = comment("c3", "Because &gt; 4.", "t1_c2")
    answer = comment("c2", "[deleted]", "t1_c1", author="[deleted]", replies=listing(deep))
    first = comment("c1", "Why?\n\n**Really**: [why](https://q.example)?", replies=listing(answer))
    words = "Envoys met in *Talvik*.\n\nThey parted &amp; left."
    page = [listing(post(selftext=words)), listing(first, comment("c4", "+1"))]
    page[1]["data"]["children"].append({"kind": "more", "data": {"count": 7, "children": ["x"]}})
    (found,) = load(tmp_path / "thread.json", json.dumps(page))

    assert facts([found]) == [("abc", "Envoys meet", "2021-03-03")]
    assert body(found) == ["Envoys meet", "Envoys met in *Talvik*.", "They parted & left."]
    assert comments(found) == [
        ("bo_c1", "Why?\nReally: why?", None),
        ("bo_c3", "Because > 4.", None),
        ("bo_c4", "+1", None),
    ]
    first_posted = next(one.posted for one in found.postings or ())
    assert first_posted
    assert first_posted.of(found.text) == "2021-03-03 00:01:00 UTC"


def test_a_dump(tmp_path: Path) -> None:
    """Lines are put together by thread, in the order in which these are met; who answers whom is known."""
    entries = [
        comment("c1", "Good: at last."),
        comment("x1", "Fish!", "t3_xyz", link_id="t3_xyz", link_title="Fish"),
        comment("c2", "Why?", "t1_c1"),
        post(selftext="[removed]"),
    ]
    found = load(
        tmp_path / "RC_2021-03.zst", zstandard.compress("".join(json.dumps(e) + "\n" for e in entries).encode())
    )

    assert facts(found) == [("abc", "Envoys meet", "2021-03-03"), ("xyz", "Fish", None)]
    assert [comments(one) for one in found] == [
        [("bo_c1", "Good: at last.", None), ("bo_c2", "Why?", 0)],
        [("bo_x1", "Fish!", None)],
    ]


def test_bad_lines_of_a_dump(tmp_path: Path) -> None:
    """A line that is cut off costs itself, and is told."""
    notes = Notes()
    data = json.dumps(comment("c1", "Good.")) + '\n{"id": "c2", "bo\n'

    assert len(load(tmp_path / "a.jsonl", data, notes)) == 1
    assert len(notes.told()) == 1


def test_half_characters(tmp_path: Path) -> None:
    """Half a character, which JSON can write, becomes the sign for one."""
    told = comment("c1", "a\ud800b", author="b\ud800", link_id="t3_\ud800")
    (found,) = load(tmp_path / "a.jsonl", json.dumps(told) + "\n")

    assert comments(found) == [("b\ufffd", "a\ufffdb", None)]
    assert (found.id + found.uri + found.text).encode()


def test_other_rows_are_no_dump(tmp_path: Path) -> None:
    """A table of texts is a table, and a thread that is cut off is told."""
    assert load(tmp_path / "a.jsonl", '{"id": "1", "text": "Envoys met.", "body": "x"}\n')[0].text == "Envoys met."
    (problem,) = problems(tmp_path / "a.json", json.dumps([listing(post())])[:-5])
    assert problem.startswith("this is not whole JSON")
