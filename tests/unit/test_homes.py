"""A short form finds the cluster that it belongs to by what the two have in common, not by trying them all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.backends.embedded.names import homes
from extract.backends.embedded.names.homes import Cluster, Homes

WORDS = "anna berg bergg petrenko petrenkko peru chile union farmers young nordic of council nu u front".split()
LABELS = ["PERSON", "ORG", "NORP", "", "GPE", "EVENT"]
FORMS = st.tuples(st.sampled_from(LABELS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple))


def all_tried(clusters: list[Cluster]) -> list[tuple[str, list[int]]]:
    """Return what comes of trying each cluster with every one kept, the one that was named last before it first."""
    kept: list[Cluster] = []
    for cluster in clusters:
        first = min(cluster.names)
        order = sorted(
            (one for one in kept if homes._may_be_same(one, cluster)),
            key=lambda one: (min(one.names) > first, -max((n for n in one.names if n < first), default=-1)),
        )
        home = next((one for one in order if homes._is_same(one, cluster)), None)
        if home is None:
            kept.append(cluster)
        else:
            home.names = sorted(home.names + cluster.names)
            home.forms += [form for form in cluster.forms if form not in home.forms]
    return [(one.label, one.names) for one in kept]


@settings(max_examples=300, deadline=None)
@given(st.lists(FORMS, max_size=14, unique=True), st.randoms())
def test_the_home_is_the_one_that_trying_all_would_find(forms, random):
    """Whichever words, spellings and acronyms the forms share, no home is missed and none comes before its turn."""
    numbers = random.sample(range(len(forms)), len(forms))

    def clusters():
        made = [Cluster(label, [form], [number]) for (label, form), number in zip(forms, numbers, strict=True)]
        return sorted(made, key=lambda one: (-len(one.forms[0]), one.names))

    found = Homes()
    for cluster in clusters():
        found.take_in(cluster)

    assert [(one.label, one.names) for one in found.kept] == all_tried(clusters())


def test_new_names_are_not_tried_with_each_other(monkeypatch):
    """Twice as many names that nothing joins take about twice as many comparisons, not four times."""
    tried = []
    monkeypatch.setattr(homes, "is_person_form", lambda full, short: tried.append(full) is not None)
    monkeypatch.setattr(homes, "is_body_form", lambda full, short: tried.append(full) is not None)

    def count(names: int) -> int:
        tried.clear()
        found = Homes()
        for number in range(names):
            word = f"{chr(97 + number % 26)}{number:05}"
            label, form = ("PERSON", ("anna", word)) if number % 2 else ("ORG", (word, "union"))
            found.take_in(Cluster(label, [form], [number]))
        return len(tried)

    assert count(2000) <= 2.2 * count(1000) + 100
