"""Feeds and exports of blogs become articles, with the comments that an export has."""

from __future__ import annotations

from pathlib import Path

import pytest
from loaded import body, comments, facts, load, problems

from extract.loading.notes import Notes

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quay</title><pubDate>Fri, 5 Mar 2021</pubDate>
<item><title>Envoys meet &amp;amp; part</title><link>https://q.example/2021/envoys-meet/</link>
  <guid isPermaLink="false">q-77</guid><pubDate>Wed, 03 Mar 2021 23:30:00 -0500</pubDate>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>Envoys met in <a href="x">Talvik</a>.</p>
    <figure><img src="a.png"><figcaption>The port</figcaption></figure><p>They parted at noon.</p>]]>
  </content:encoded></item>
<item><link>https://q.example/2021/fish/</link><dc:date>2021-03-04T08:00:00Z</dc:date>
  <description>Fish &lt;b&gt;was&lt;/b&gt; dear.&lt;br&gt;So was salt.</description></item>
<item><title>Third</title><pubDate>yesterday</pubDate><description>The boats stayed in.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="http://www.w3.org/1999/xhtml"><title>The Quay</title>
<entry><title type="html">Envoys &lt;i&gt;meet&lt;/i&gt;</title><id>tag:q.example,2021:1</id>
  <link rel="self" href="https://q.example/self"/><published>2021-03-03T10:00:00+01:00</published>
  <updated>2021-03-09T10:00:00+01:00</updated><summary>Short.</summary>
  <content type="xhtml"><x:div><x:p>Envoys met.</x:p><x:p>They <x:b>parted</x:b>.</x:p></x:div></content></entry>
<entry><title>Prices</title><link href="https://q.example/prices.html"/><updated>2021-03-04T10:00:00Z</updated>
  <content type="text">Salt was &lt; 5 crowns &amp; fish was 7.</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quay</title></channel>
<item rdf:about="https://q.example/a"><title>Envoys meet</title><link>https://q.example/a</link>
  <description>Envoys met in Talvik.</description><dc:date>2021-03-03</dc:date></item></rdf:RDF>"""


def test_rss(tmp_path: Path) -> None:
    """An item is an article: its full text, its title, its own date where it was written."""
    found = load(tmp_path / "quay.rss", RSS)

    assert facts(found) == [
        ("q-77", "Envoys meet & part", "2021-03-03"),
        (found[1].id, None, "2021-03-04"),
        ("quay-3", "Third", None),
    ]
    assert found[1].id.startswith("fish-")
    assert found[1].uri.endswith("quay.rss#https://q.example/2021/fish/")
    assert [body(one) for one in found] == [
        ["Envoys meet & part", "Envoys met in Talvik.", "They parted at noon."],
        ["Fish was dear.", "So was salt."],
        ["Third", "The boats stayed in."],
    ]


def test_a_date_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """The article is read without a date, and the report says of which that is true."""
    notes = Notes()
    load(tmp_path / "quay.xml", RSS, notes)

    (line,) = notes.told()
    assert "cannot be read" in line
    assert "quay.xml, item 3" in line


def test_atom(tmp_path: Path) -> None:
    """An entry is an article, however its text is written; when it was published counts before its last change."""
    found = load(tmp_path / "quay.atom", ATOM)

    assert [(one.title, one.published) for one in found] == [("Envoys meet", "2021-03-03"), ("Prices", "2021-03-04")]
    assert [body(one) for one in found] == [
        ["Envoys meet", "Envoys met.", "They parted."],
        ["Prices", "Salt was < 5 crowns & fish was 7."],
    ]


def test_a_prefix_that_nothing_declares(tmp_path: Path) -> None:
    """Elements count by their names, whatever namespace they should have been in."""
    (found, _) = load(tmp_path / "quay.atom", ATOM.replace("xmlns:x=", "data-x="))

    assert body(found) == ["Envoys meet", "Envoys met.", "They parted."]


def test_rdf(tmp_path: Path) -> None:
    """RSS 1.0 has its items beside the channel."""
    (found,) = load(tmp_path / "quay.rdf", RDF)

    assert (found.title, found.published) == ("Envoys meet", "2021-03-03")
    assert body(found) == ["Envoys meet", "Envoys met in Talvik."]


def test_the_same_item_in_two_feeds_has_one_id(tmp_path: Path) -> None:
    """What an article is called does not hang on the file or on its place in it: tomorrow's feed has it as number 5."""
    first = load(tmp_path / "monday.rss", RSS)
    second = load(
        tmp_path / "tuesday.rss",
        RSS.replace("<item><title>Envoys", "<item><title>New</title></item><item><title>Envoys"),
    )

    assert [one.id for one in first][:2] == [one.id for one in second if one.title != "New"][:2]


def comment(number: int, words: str, *, parent: int = 0, state: str = "1", kind: str = "comment") -> str:
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Bo {number}</wp:comment_author>
<wp:comment_date>2021-03-03 11:0{number}:00</wp:comment_date>
<wp:comment_content><![CDATA[{words}]]></wp:comment_content><wp:comment_approved>{state}</wp:comment_approved>
<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""


def post(title: str, content: str, inside: str = "", *, kind: str = "post", status: str = "publish") -> str:
    date = "2021-03-03 10:00:00" if status == "publish" else "0000-00-00 00:00:00"
    return f"""<item><title>{title}</title><link>https://q.example/?p=1</link>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_date>{date}</wp:post_date><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>{inside}</item>"""


def export(*posts: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Q</title>
<wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_id>1</wp:author_id></wp:author>{"".join(posts)}</channel></rss>"""


def test_wordpress(tmp_path: Path) -> None:
    """A post is an article with its comments, who answers whom, and their moments."""
    thread = comment(1, "I don't agree.\n\nNot at all: never.") + comment(2, "Why &amp; how?", parent=1)
    content = 'Envoys met.\nAt noon.\n\nThey parted. [gallery ids="1,2"] [sic]\n\n[caption id="a"]<img> A[/caption]'
    (found,) = load(tmp_path / "q.xml", export(post("Envoys meet", content, thread)))

    assert (found.title, found.published) == ("Envoys meet", "2021-03-03")
    assert body(found) == ["Envoys meet", "Envoys met.", "At noon.", "They parted. [sic]"]
    assert comments(found) == [("Bo 1", "I don't agree.\nNot at all: never.", None), ("Bo 2", "Why & how?", 0)]
    assert [one.posted.of(found.text) for one in found.postings or () if one.posted] == [
        "2021-03-03 11:01:00",
        "2021-03-03 11:02:00",
    ]


def test_wordpress_blocks(tmp_path: Path) -> None:
    """A post of the block editor has its paragraphs as tags, whose line ends mean nothing."""
    content = "<!-- wp:paragraph -->\n<p>Envoys met\nat noon.</p>\n<!-- /wp:paragraph -->\n\n<ul><li>Fish</li></ul>"
    (found,) = load(tmp_path / "q.xml", export(post("Envoys meet", content)))

    assert found.text == "Envoys meet\n\nEnvoys met at noon.\n\nFish\n"


def test_wordpress_has_other_things_than_articles(tmp_path: Path) -> None:
    """Attachments, menus and what is in the bin are counted, spam and pingbacks are nobody's words; drafts are read."""
    bad = comment(1, "Buy!", state="spam") + comment(2, "Not yet", state="0") + comment(3, "[…]", kind="pingback")
    notes = Notes()
    found = load(
        tmp_path / "q.xml",
        export(
            post("port.jpg", "", kind="attachment", status="inherit"),
            post("Home", "", kind="nav_menu_item"),
            post("Old", "Gone.", status="trash"),
            post("New", "Not yet out.", bad, status="draft"),
        ),
        notes,
    )

    assert [(one.title, one.published, comments(one)) for one in found] == [("New", None, [])]
    assert notes.passed_over.total() == 3
    assert not notes.complaints


def disqus_post(number: int, words: str, *, spam: str = "false", parent: str = "") -> str:
    return f"""<post dsq:id="{number}"><id/><message><![CDATA[<p>{words}</p>]]></message>
<createdAt>2021-03-03T11:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>{spam}</isSpam>
<author><name>Bo {number}</name><username>bo</username></author><thread dsq:id="1"/>{parent}</post>"""


DISQUS = f"""<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="9"><forum>q</forum><title>General</title></category>
<thread dsq:id="1"><id>envoys</id><forum>q</forum><category dsq:id="9"/><link>https://q.example/envoys</link>
  <title>Envoys meet</title><message/><createdAt>2021-03-03T10:00:00Z</createdAt></thread>
<thread dsq:id="2"><id/><forum>q</forum><link>https://q.example/fish</link><title>Fish</title><message/>
  <createdAt>2021-03-04T10:00:00Z</createdAt></thread>
{disqus_post(1, "Good: at last.")}{disqus_post(2, "Why?", parent='<parent dsq:id="1"/>')}
{disqus_post(3, "Buy!", spam="true")}</disqus>"""


def test_disqus(tmp_path: Path) -> None:
    """A thread is an article of its title and its comments; spam is left out, an empty thread counted."""
    notes = Notes()
    (found,) = load(tmp_path / "d.xml", DISQUS, notes)

    assert (found.id, found.title, found.published) == ("envoys", "Envoys meet", "2021-03-03")
    assert comments(found) == [("Bo 1", "Good: at last.", None), ("Bo 2", "Why?", 0)]
    assert notes.passed_over.total() == 2


def test_a_feed_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    """The items before the fault are read, and the fault is told."""
    path = tmp_path / "quay.rss"

    assert problems(path, RSS[: RSS.index("<item><title>Third")]) != []


@pytest.mark.parametrize("root", ["<nitf><body/></nitf>", "<svg/>", "<urlset><url/></urlset>"])
def test_unknown_xml(tmp_path: Path, root: str) -> None:
    """XML of another kind is refused by the name of its root."""
    (problem,) = problems(tmp_path / "a.xml", root)

    assert problem.startswith("this is XML of a kind that is not known: its root is <")
