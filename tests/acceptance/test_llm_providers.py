"""Every provider that the documentation names, through its own package, against a server that speaks its protocol."""

import json
import sys
from collections.abc import Mapping

import pytest
from scripted_server import Act, Hang, Refuse, Reset, Say, ScriptedServer, serving
from test_llm_server import CALM, CALM_GOOD, CATALOG, COUNTS, DEMAND, FAST, GOOD, TARN, article, counts, problems

from extract.backends import BackendOptions, create_backend
from extract.errors import UsageError
from extract.pipeline import read
from extract.stages import Extraction, Failure

KEY = "AIzaSyAbcdefghijkl"
BASES: Mapping[str, str] = {"openai": "/v1", "ollama": "/v1", "anthropic": "", "google": ""}
"""Provider -> what follows host and port in its base URL."""
PACKAGES = {"anthropic": "anthropic", "google": "google.genai"}
SHORT = Say(json.dumps(GOOD)[:200], finish="length")


@pytest.fixture(params=sorted(BASES))
def provider(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name = str(request.param)
    if name in PACKAGES:
        pytest.importorskip(PACKAGES[name])
    for variable in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.setenv(variable, KEY)
    monkeypatch.delenv("GEMINI_API_KEY", raising=False)
    return name


def ask(provider: str, *acts: Act, **settings: object) -> tuple[ScriptedServer, list[Extraction | Failure]]:
    """Return the server and what became of two articles; the first gets *acts*, the second a good answer."""
    with serving({"Quelm": [Say(CALM_GOOD)], "": list(acts)}) as server:
        url = server.url.removesuffix("/v1") + BASES[provider]
        options = BackendOptions(f"{provider}/scripted", url, {**FAST, "concurrency": 1, **settings})
        results = list(read([article(TARN), article(CALM, "calm")], create_backend(CATALOG, options), CATALOG))
    return server, results


def test_a_bad_quotation_goes_back_and_a_good_answer_is_written(provider: str) -> None:
    """The same document from each, the tokens of both attempts counted, the key only where it belongs."""
    bad = GOOD | {"demands": [DEMAND | {"content": "close the night school by June"}]}
    server, (first, second) = ask(provider, Say(bad), Say(GOOD))

    assert counts(first) == COUNTS
    assert problems(first) == []
    assert isinstance(first, Extraction)
    spent = {name: first.usage[name] for name in ("requests", "reasks", "input_tokens", "output_tokens")}
    assert spent == {"requests": 2, "reasks": 1, "input_tokens": 200, "output_tokens": 20}
    assert "is not in the article; the nearest text there is" in json.dumps(server.requests[""][1])
    assert isinstance(second, Extraction)
    assert (server.count(""), server.count("Quelm")) == (2, 1)
    if provider != "ollama":
        assert all(str(key).endswith(KEY) for key in server.keys)


def test_an_answer_cut_off_is_split(provider: str) -> None:
    """One question for all becomes one for each schema; the same is not asked again."""
    each = [Say({name: GOOD[name]}) for name in ("actors", "meetings", "demands", "proposals")]
    server, (first, _) = ask(provider, SHORT, *each)

    assert counts(first) == COUNTS
    assert server.count("") == 5


def test_too_many_requests_are_retried(provider: str) -> None:
    """By us, not by the package: each attempt is counted."""
    server, (first, _) = ask(provider, Refuse(429, "slow down"), Say(GOOD))

    assert counts(first) == COUNTS
    assert isinstance(first, Extraction)
    assert (server.count(""), first.usage["requests"], first.usage["retries"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("acts", "problem", "requests"),
    [
        ([Refuse(503, "overloaded")], "the server of {model} still fails: overloaded", 2),
        ([Hang()], "{model} did not answer in time", 2),
        ([Reset()], "the connection to {url} broke off", 2),
    ],
    ids=["server fails", "hangs", "resets"],
)
def test_what_fails_for_one_article_costs_that_one(provider: str, acts: list[Act], problem: str, requests: int) -> None:
    """The retries are made, the other article is read."""
    server, (first, second) = ask(provider, *acts, retries=1, timeout=1)

    assert isinstance(first, Failure)
    url = server.url.removesuffix("/v1") + BASES[provider]
    assert first.error.problem.startswith(problem.format(model=f"{provider}/scripted", url=url))
    assert (server.count(""), server.count("Quelm")) == (requests, 1)
    assert isinstance(second, Extraction)


def test_a_wrong_key_ends_the_asking(provider: str) -> None:
    """One request; both articles say why, without the key."""
    refusal = Refuse(401, f"invalid key {KEY}")
    if provider == "google":
        refusal = Refuse(400, f"API key not valid: {KEY}")
    server, results = ask(provider, refusal)

    assert (server.count(""), server.count("Quelm")) == (1, 0)
    for result in results:
        assert isinstance(result, Failure)
        assert result.error.problem.startswith(f"the provider of {provider}/scripted does not accept the key: ")
        assert KEY not in str(result.error)


def test_an_unknown_model_ends_the_asking(provider: str) -> None:
    """One request for both articles."""
    server, results = ask(provider, Refuse(404, "no such model"))

    assert (server.count(""), server.count("Quelm")) == (1, 0)
    assert [one.error.problem for one in results if isinstance(one, Failure)] == [
        f"{provider}/scripted is not known there: no such model"
    ] * 2


def test_google_tells_in_its_own_way_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quota that is exceeded for some seconds is waited out; one that stays so ends the run."""
    pytest.importorskip("google.genai")
    monkeypatch.setenv("GOOGLE_API_KEY", KEY)
    words = "You exceeded your current quota, please check your plan and billing details."
    wait = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.1s"}
    passing, lasting = Refuse(429, words, details=[wait]), Refuse(429, words)

    server, (first, _) = ask("google", passing, Say(GOOD))
    assert (counts(first), server.count("")) == (COUNTS, 2)
    server, results = ask("google", lasting)
    assert (server.count(""), server.count("Quelm")) == (1, 0)
    assert all(isinstance(one, Failure) and "has no quota left" in one.error.problem for one in results)


@pytest.mark.parametrize("provider", sorted(PACKAGES))
def test_a_package_that_is_missing_is_named(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read, with the command that installs it."""
    monkeypatch.setitem(sys.modules, PACKAGES[provider], None)
    with pytest.raises(UsageError) as raised:
        create_backend(CATALOG, BackendOptions(f"{provider}/scripted"))

    error = raised.value
    assert (error.problem, error.where, error.remedy) == (
        f"{provider} needs a package that is not installed",
        "--model",
        f"pip install 'extract-news[{provider}]', in this environment, then run again",
    )


@pytest.mark.parametrize(("provider", "variable"), [("anthropic", "ANTHROPIC_API_KEY"), ("google", "GOOGLE_API_KEY")])
def test_a_key_that_is_missing_is_asked_for(provider: str, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read, by the name of its variable."""
    pytest.importorskip(PACKAGES[provider])
    for name in (variable, "GEMINI_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(UsageError) as raised:
        create_backend(CATALOG, BackendOptions(f"{provider}/scripted"))

    assert raised.value.problem.startswith(f"no client for {provider}/scripted can be made: ")
    assert raised.value.remedy == f"set the variable that holds the key, as a rule {variable}"
