"""The table of states: names, nationalities, capitals, codes."""

import pycountry
import pytest

from extract.backends.embedded.names.nations import lengths_by_first_word, nation_forms, words_of


def test_every_code_is_in_iso_3166():
    """Every code of the table is an ISO 3166-1 alpha-3 code."""
    codes = {form.nation.code for form in nation_forms().values() if form.nation.code is not None}

    assert {code for code in codes if pycountry.countries.get(alpha_3=code) is None} == set()


def test_table_has_all_large_states():
    """Nearly every country that pycountry knows is there; only territories and the smallest states are not."""
    codes = {form.nation.code for form in nation_forms().values()}

    assert len(codes - {None}) >= 190


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        ("Kenya", "KEN", "name"),
        ("Kenyan", "KEN", "adjective"),
        ("Kenyans", "KEN", "people"),
        ("Nairobi", "KEN", "capital"),
        ("Downing Street", "GBR", "seat"),
        ("U.S.", "USA", "name"),
        ("Danish", "DNK", "adjective"),
        ("Danes", "DNK", "people"),
        ("Washington, D.C.", "USA", "capital"),
        ("NEW ZEALAND", "NZL", "name"),
    ],
)
def test_form_stands_for_its_state(words, code, kind):
    """A name, nationality, people, capital or seat leads to the state's code."""
    form = nation_forms()[tuple(words_of(words))]

    assert (form.nation.code, form.kind) == (code, kind)


def test_state_without_a_code_is_known_all_the_same():
    """A state that ISO 3166-1 does not list has a name and no code."""
    form = nation_forms()[("Kosovo",)]

    assert (form.nation.name, form.nation.code) == ("Kosovo", None)


def test_region_is_no_country():
    """A state within a state has no code and is told apart."""
    form = nation_forms()[("Ohio",)]

    assert (form.kind, form.nation.code) == ("region", None)


def test_longest_forms_come_first():
    """Of two forms with the same first word the longer is tried first."""
    assert lengths_by_first_word()["United"][0] > lengths_by_first_word()["United"][-1]


def test_words_that_are_no_state_are_not_in_the_table():
    """A word that stands for no state leads to nothing."""
    assert ("Atlantis",) not in nation_forms()
