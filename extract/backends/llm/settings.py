"""What a user can set for the language-model backend; each name is also that of its command line option."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.errors import UsageError


class Settings(BaseModel):
    """The backend's settings, each with its unit; None where the thing is not limited, sent or used."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ask: Literal["each", "all"] = Field("each", description="One question for each schema, or one for all of them.")
    passes: int = Field(1, ge=1, le=10, description="How often a text is read; later passes ask for what was missed.")
    reasks: int = Field(2, ge=0, le=10, description="How often an answer that does not hold is sent back.")
    chunk: int = Field(8000, ge=200, description="Characters of the article in one question, at most.")
    overlap: int = Field(400, ge=0, description="Characters that neighbouring chunks share, at most.")

    concurrency: int = Field(8, ge=1, le=512, description="Questions that are out at the same time.")
    requests_per_minute: float | None = Field(None, gt=0, description="Requests a minute, at most.")
    tokens_per_minute: float | None = Field(None, gt=0, description="Tokens a minute, at most.")
    retries: int = Field(
        5, ge=0, le=20, description="How often a request is sent again after 429, 5xx, time-out, reset."
    )
    backoff: float = Field(1.0, gt=0, description="Seconds before the first retry; doubled for each further one.")
    timeout: float = Field(120.0, gt=0, description="Seconds to wait for an answer.")

    token_budget: int | None = Field(None, gt=0, description="Tokens that the run may use.")
    cost_budget: float | None = Field(None, gt=0, description="US dollars that the run may cost.")
    input_price: float = Field(0.0, ge=0, description="US dollars for a million tokens sent.")
    output_price: float = Field(0.0, ge=0, description="US dollars for a million tokens received.")

    temperature: float | None = Field(0.0, ge=0, description="Sampling temperature; None leaves it to the provider.")
    max_tokens: int | None = Field(None, gt=0, description="Tokens in one answer, at most.")
    prompt: str | None = Field(None, description="A folder of prompt files, or one file of instructions.")
    cache_path: str | None = Field(None, description="Where answers are kept: an SQLite file, or a .jsonl file.")
    replay: bool = Field(False, description="Answer only from the kept answers; ask no model.")


def read_settings(given: Mapping[str, object]) -> Settings:
    """Return the settings in *given*; None stands for the default, names that are not ours are left to others.

    Raises:
        UsageError: a value is not of its kind, or one setting needs another.
    """
    try:
        settings = Settings.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        name = str(first["loc"][0])
        raise UsageError(
            f"{name} cannot be {first['input']!r}: {first['msg'][0].lower()}{first['msg'][1:]}",
            where=f"--{name.replace('_', '-')}",
            remedy=f"give it as: {Settings.model_fields[name].description}",
        ) from None
    if settings.cost_budget is not None and not (settings.input_price or settings.output_price):
        raise UsageError(
            "a cost budget needs prices",
            where="--cost-budget",
            remedy="give --input-price and --output-price, in US dollars for a million tokens",
        )
    if settings.replay and settings.cache_path is None:
        raise UsageError(
            "there are no kept answers to replay", where="--replay", remedy="give --cache PATH, where they are kept"
        )
    return settings
