"""Settings are checked before anything is asked."""

import pytest

from extract.backends.llm.settings import Settings, read_settings
from extract.commands.model_options import MODEL_OPTIONS
from extract.errors import UsageError


def test_what_is_not_given_has_its_default() -> None:
    """None is not given; names that are not ours belong to others; text is read as what it should be."""
    settings = read_settings({"passes": "2", "chunk": None, "somebody_elses": 1})

    assert settings == Settings(passes=2)


def test_a_value_of_another_kind_is_told() -> None:
    """The error names the option, the value and what it should be."""
    with pytest.raises(UsageError) as caught:
        read_settings({"requests_per_minute": 0})

    assert caught.value.problem == "requests_per_minute cannot be 0: input should be greater than 0"
    assert caught.value.where == "--requests-per-minute"
    assert caught.value.remedy == "give it as: Requests a minute, at most."


def test_a_cost_budget_needs_prices() -> None:
    """Without them nothing would ever cost anything, and the budget would never be spent."""
    with pytest.raises(UsageError, match="a cost budget needs prices"):
        read_settings({"cost_budget": 1})
    assert read_settings({"cost_budget": 1, "output_price": 2}).cost_budget == 1


def test_replaying_needs_kept_answers() -> None:
    """Else every article would fail."""
    with pytest.raises(UsageError, match="no kept answers to replay"):
        read_settings({"replay": True})


def test_the_command_line_has_each_setting_in_the_same_words() -> None:
    """The options are written apart, so that --help need not import this module."""
    options = {name.replace("-", "_"): told for name, _, told in MODEL_OPTIONS}

    assert options == {name: field.description for name, field in Settings.model_fields.items() if name != "replay"}
