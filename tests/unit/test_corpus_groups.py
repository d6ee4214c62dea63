"""Records are joined into groups, and what is two stays two."""

from extract.corpus.groups import Groups, SettledGroups


def test_the_smallest_number_stands_for_a_group() -> None:
    """In whatever order its members were joined."""
    groups = Groups()
    one, two, three = (groups.add(article) for article in range(3))
    groups.join(three, two)
    groups.join(two, one)

    assert [groups.find(number) for number in (one, two, three)] == [one, one, one]


def test_two_of_one_article_keep_their_groups_apart() -> None:
    """Also those that were joined to them, until they are of one group already."""
    groups = Groups()
    one, two, other = groups.add(7), groups.add(7), groups.add(8)
    groups.join(two, other)

    assert not groups.may_join(one, other)
    assert groups.may_join(two, other)


def test_a_group_keeps_the_id_of_either_and_two_ids_stay_two() -> None:
    """What a user knows goes with the group, whichever number stands for it."""
    groups = SettledGroups()
    one, known, two, other = (groups.add(article) for article in range(4))
    groups.settle(known, "Q1")
    groups.settle(other, "Q2")
    groups.join(one, known)
    groups.join(two, other)

    assert groups.may_join(one, known)
    assert groups.are_known_as_two(one, two)
    assert not groups.may_join(one, two)
