"""The chance that a record is right, from the scores that it was decided by.

A logistic regression over a few of them (Platt 1999), fitted for each schema on articles that the reader did not
learn from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Calibration:
    """Schema -> the weights of the regression: one for each sign, and the constant last."""

    weights: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Calibration:
        """Return the calibration that ``dataclasses.asdict`` made *plain* data of."""
        return cls({name: tuple(float(one) for one in values) for name, values in plain["weights"].items()})

    def confidence(self, schema: str, signs: Sequence[float]) -> float | None:
        """Return the chance, 0..1 in steps of 0.01, that such a record is right; None where nobody knows."""
        weights = self.weights.get(schema)
        if weights is None:
            return None
        total = weights[-1] + sum(weight * sign for weight, sign in zip(weights, signs, strict=False))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 2)


def logit(chance: float) -> float:
    """Return the logarithm of the odds of a chance, held within -6..6.

    >>> logit(0.5), logit(1.0), logit(0.0)
    (0.0, 6.0, -6.0)
    """
    if chance <= 0 or chance >= 1:
        return 6.0 if chance >= 1 else -6.0
    return max(-6.0, min(6.0, math.log(chance / (1 - chance))))
