"""The language-model backend: pages read by any model that instructor reaches, several at a time."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from extract.backends import BackendOptions
from extract.backends.llm.cache import Kept, open_answers
from extract.backends.llm.client import Client
from extract.backends.llm.faults import FatalBackendError, Stopped, cause_of, to_own_error
from extract.backends.llm.held import Check
from extract.backends.llm.pool import map_in_order
from extract.backends.llm.prompt import Prompt, load_prompt
from extract.backends.llm.reading import Reader
from extract.backends.llm.response import Answer
from extract.backends.llm.settings import Settings, read_settings
from extract.backends.llm.transport import Transport
from extract.catalog import Catalog
from extract.errors import ExtractError
from extract.stages import Draft, Failure, Page


class LanguageModelBackend:
    """Reads pages by asking a language model about them."""

    name = "llm"
    scales_by: Literal["processes", "itself"] = "itself"

    def __init__(self, catalog: Catalog, options: BackendOptions) -> None:
        """Make ready to ask ``options.model`` (PROVIDER/NAME).

        Raises:
            UsageError: a setting, the prompt, the provider or its key is wrong or missing.
            StoreError: the kept answers cannot be read.
        """
        self.model = options.model
        self._base_url = options.base_url
        self._settings = read_settings(options.settings)
        self._transport = Transport(self._settings)
        prompt = load_prompt(self._settings.prompt)
        self.fingerprint = _fingerprint(self._settings, prompt)
        """Digest of what the answers hang on beside model and schemas."""
        answers = open_answers(self._settings.cache_path)
        is_asking = not self._settings.replay
        self._client = Client(self.model, self._base_url, self._settings, self._transport) if is_asking else None
        ask = self._ask if self._client is not None else None
        self._reader = Reader(catalog, self.model, self._settings, prompt, answers, ask, self._transport.cost_of)
        self._has_answered = False
        self.at_once = self._settings.concurrency
        """Pages that ``read_one`` may be asked about at the same time."""

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        """Yield one draft or failure for each page, in order.

        As many questions are out at once as the settings say; up to twice as many pages are begun, and after Ctrl-C all
        that are get finished. What makes the model useless for all of them (a wrong key, a spent budget) is asked for
        once: the pages that follow fail with the same cause, those that kept answers serve are read all the same.

        Raises:
            KeyboardInterrupt: after Ctrl-C, when the pages under way are done.
        """
        at_once = self._settings.concurrency
        with _short_slices():
            yield from map_in_order(
                self._read,
                pages,
                workers=at_once + min(at_once - 1, _READY),
                ahead=2 * at_once,
                skip=lambda page: self._failure(page, self._told(Stopped(), page.article.uri)),
                cancel=self._transport.turns.close,
                stop=self._transport.stopping.set,
            )

    def read_one(self, page: Page) -> Draft | Failure:
        """Return what *page* says, asked about in the thread that calls; several may call at the same time."""
        return self._read(page)

    @property
    def usage(self) -> dict[str, float]:
        """What the backend took so far, over all attempts, those of pages that failed included."""
        spent = self._transport.spent
        return {**vars(spent), "cost": self._transport.cost_of(spent)}

    def _read(self, page: Page) -> Draft | Failure:
        with self._transport.turns.working():
            try:
                return self._reader.read(page)
            except Exception as error:
                return self._failure(page, self._told(error, page.article.uri))

    def _failure(self, page: Page, error: ExtractError) -> Failure:
        return Failure(page.article.uri, error, page.article.id)

    def _ask(self, model: type[Answer], messages: tuple[str, str], check: Check) -> Kept:
        assert self._client is not None
        kept = self._client.ask(model, messages, check)
        self._has_answered = True
        return kept

    def _told(self, error: Exception, uri: str) -> ExtractError:
        cause = cause_of(error)
        if isinstance(cause, FatalBackendError):
            return FatalBackendError(cause.problem, where=uri, remedy=cause.remedy)
        if isinstance(cause, ExtractError):
            return cause
        if isinstance(cause, _OUR_FAULTS):
            from extract.unforeseen import unexpected

            return unexpected(error, uri)
        own = to_own_error(error, model=self.model, where=uri, base_url=self._base_url, has_answered=self._has_answered)
        if isinstance(own, FatalBackendError):
            self._transport.refusal = self._transport.refusal or own
        return own


_READY = 16
"""Articles, beside those under way, whose question is made ready or whose answer is worked on. Fewer than those under
way: one at a time means that nothing of the next is asked before the first is done."""
_OUR_FAULTS = (TypeError, AttributeError, LookupError, AssertionError, NameError, ArithmeticError, RecursionError)
"""What no provider raises: a fault of the program."""
_WITHOUT_EFFECT = {
    "concurrency", "requests_per_minute", "tokens_per_minute", "retries", "backoff", "timeout", "token_budget",
    "cost_budget", "input_price", "output_price", "prompt", "cache_path", "replay",
}  # fmt: skip
"""Settings that change when and whether an answer comes, not what it is."""


def _fingerprint(settings: Settings, prompt: Prompt) -> str:
    content = settings.model_dump(exclude=_WITHOUT_EFFECT) | {"prompt": prompt.sources}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@contextmanager
def _short_slices() -> Iterator[None]:
    """Let no thread compute for 5 ms, Python's own choice, while another only wants to pass on a request."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
