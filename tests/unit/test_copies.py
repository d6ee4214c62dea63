"""Articles that are one text, edited by different desks, are copies; articles in other words are not."""

from __future__ import annotations

import pytest

from extract.copies import Copies, group_copies

WIRE = """Norland halts its grain ships

TALVIK, March 3 (NWA) - Norland's trade minister, Ada Berg, said on Wednesday that no grain ship would leave the port of
Talvik until the dispute over harbour dues with neighbouring Sorland is settled.

Berg told reporters that her government had waited four months for an answer from Sorland and would wait no longer.
"We have been patient, and patience has its price," she said.

Sorland's embassy called the step a breach of the treaty of 1994 and asked the Coastal Council to convene before Monday.
The council, a body of nine states with its seat in Ostby, confirmed that it had received the letter.

Some 40 ships were waiting off Talvik at nightfall, eleven of them loaded. The millers' association of Sorland said that
its members had flour for nine days and after that would have to close their mills.

Harbour dues were last raised two years ago, when both countries agreed to share the cost of a new lock.
"""
OTHER_WORDS = """Sorland's bakers count the days

Flour may run short in Sorland before the month is out. Next door, Ada Berg has locked the grain fleet in Talvik's
harbour, and nobody in the capital expects the minister to unlock it soon.

At the heart of it are the fees that vessels pay. Four months of letters went unanswered, Norland complains; its
neighbour says that a treaty signed in 1994 leaves no room for such measures, and wants the Coastal Council to meet.

"Patience has its price," Berg remarked on Wednesday. Mills here can go on for nine days, their association reckons.
"""


def edited(text: str) -> str:
    for old, new in (
        ("harbour", "harbor"),
        ("nobody", "no one"),
        ("Wednesday", "Mar. 3"),
        ("her government", "Norland"),
    ):
        text = text.replace(old, new)
    return text


def under_another_head(text: str) -> str:
    body = text.split("(NWA) - ")[1]
    return f"OSTBY HERALD\n\nGrain dispute: forty vessels wait as talks with neighbours stall\n\n{body}"


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        edited(WIRE),
        under_another_head(WIRE),
        under_another_head(edited(WIRE)),
        WIRE[: len(WIRE) // 2],
        under_another_head(edited(WIRE))[: len(WIRE) // 2],
        WIRE.replace("'", "’").replace('"', "“").upper(),
    ],
    ids=["equal", "edited", "other head", "both", "cut shorter", "all three", "quotes and case"],
)
def test_copies(copy: str) -> None:
    """A few other words, another headline and dateline, a cut: still a copy, whichever comes first."""
    assert group_copies([("a", WIRE), ("b", copy)]) == [("a", "b")]
    assert group_copies([("b", copy), ("a", WIRE)]) == [("b", "a")]


def test_other_words_are_no_copy() -> None:
    """Two articles on one event that share its names and a quotation are two articles."""
    assert group_copies([("a", WIRE), ("b", OTHER_WORDS)]) == []


def test_a_quoted_part_is_no_copy() -> None:
    """A paragraph that a long article quotes is not that article cut shorter."""
    part = WIRE.split("\n\n")[3]

    assert group_copies([("long", f"{OTHER_WORDS}\n{part}\n{OTHER_WORDS.upper()[::-1]}"), ("part", part)]) == []


def test_few_words_are_copies_only_where_equal() -> None:
    """Short texts soon share their words by chance, so that they must be the same."""
    short = "Envoys of Norland met in Talvik on Tuesday."

    assert group_copies([("a", short), ("b", short.upper()), ("c", short.replace("Tuesday", "Friday"))]) == [("a", "b")]


def test_texts_without_words() -> None:
    """Texts of no word at all are no ground for a guess about anything else."""
    assert group_copies([("a", "..."), ("b", WIRE)]) == []


def test_every_copy_is_told_of_the_first() -> None:
    """Of many copies each is told with the first, the shortest and the fullest of them too."""
    copies = Copies()

    assert copies.add("short", under_another_head(WIRE)[:700]) is None
    assert copies.add("full", WIRE) == "short"
    assert copies.add("end", WIRE[-700:]) == "short"
    assert copies.add("again", edited(WIRE)) == "short"
    assert copies.add("other", OTHER_WORDS) is None


def test_a_phrase_of_all_articles_finds_no_copies() -> None:
    """What an outlet writes under each of its articles makes no copies of them, however many there are."""
    foot = "Subscribe to our newsletter for more on this story, or write to the desk at any hour of the day. " * 2
    places = (
        "Talvik Ostby Berghaven Lund Sande Moss Vik Hamar Gran Eina Raufoss Tynset Alvdal Oppdal Dovre Hjerkinn".split()
    )
    texts = [
        (
            f"{one}-{other}",
            f"{one} asked {other} for {number} ships and {number * 7} nets. {foot}" + f"{other} " * number,
        )
        for number, one in enumerate(places, start=30)
        for other in places
        if one < other
    ]

    assert group_copies([*texts, ("a", WIRE + foot), ("b", edited(WIRE) + foot)])[-1] == ("a", "b")


def test_scripts_without_spaces() -> None:
    """In a script without spaces each character counts as a word."""
    text = (
        "挪兰国贸易部长周三表示，在与邻国的港口费争端解决之前，任何运粮船都不会离开港口。她说，政府已经等待了四个月。"
    )

    assert group_copies([("a", text), ("b", "快讯：" + text)]) == [("a", "b")]
