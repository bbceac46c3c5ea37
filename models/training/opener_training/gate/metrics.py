"""How well a gate tells good openers from bad ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opener_training.gate.logistic import Array

# Above every probability: nothing is let through.
NEVER = 1.01


def area_under_curve(scores: Array, labels: Array) -> float:
    """Probability that a good example scores above a bad one, ties counted half; NaN if all are alike."""
    good, bad = np.sort(scores[labels > 0]), np.sort(scores[labels <= 0])
    if len(good) == 0 or len(bad) == 0:
        return float("nan")
    below = np.searchsorted(bad, good, "left") + np.searchsorted(bad, good, "right")
    return float(below.sum() / 2 / len(good) / len(bad))


def area_gain(
    scores: Array, others: Array, labels: Array, groups: Sequence[str], draws: int = 400, seed: int = 1
) -> tuple[float, float]:
    """95 % interval of how much more area ``scores`` have than ``others``: whole groups are drawn again."""
    rng = np.random.default_rng(seed)
    of_group = np.unique(groups, return_inverse=True)[1]
    members = [np.flatnonzero(of_group == group) for group in range(of_group.max() + 1)]
    gains = []
    for _ in range(draws):
        rows = np.concatenate([members[g] for g in rng.integers(len(members), size=len(members))])
        gains.append(
            area_under_curve(scores[rows], labels[rows]) - area_under_curve(others[rows], labels[rows])
        )
    low, high = np.nanquantile(gains, (0.025, 0.975))
    return float(low), float(high)


@dataclass(frozen=True)
class LetThrough:
    """What passes."""

    examples: int
    passed: int
    good: int

    @property
    def share(self) -> float:
        return self.passed / self.examples if self.examples else 0.0

    @property
    def precision(self) -> float:
        return self.good / self.passed if self.passed else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the precision (Wilson), for it is counted on few examples."""
        if not self.passed:
            return (0.0, 1.0)
        n, p, z = self.passed, self.precision, 1.96
        middle = (p + z * z / 2 / n) / (1 + z * z / n)
        half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
        return (max(0.0, middle - half), min(1.0, middle + half))


def lowest_threshold(above: Array, upto: Array, labels: Array, precision: float) -> float:
    """The lowest threshold at which at least that share of what passes is good; NEVER if none is.

    An example passes at thresholds above ``above`` and up to ``upto``: a beginning is not spoken
    where a longer one is.
    """
    possible = above < upto
    above, upto, good = above[possible], upto[possible], labels[possible] > 0
    thresholds = np.unique(upto)

    def passing(rows: np.ndarray) -> Array:
        begun = np.searchsorted(np.sort(above[rows]), thresholds, "left")
        over = np.searchsorted(np.sort(upto[rows]), thresholds, "left")
        return (begun - over).astype(float)

    passed = passing(np.ones(len(good), dtype=bool))
    holds = np.flatnonzero((passed > 0) & (passing(good) >= precision * passed - 1e-9))
    return float(thresholds[holds[0]]) if len(holds) else NEVER


@dataclass(frozen=True)
class Bin:
    """Examples whose predicted probability lies in one interval."""

    predicted: float
    observed: float
    count: int


def reliability(scores: Array, labels: Array, bins: int = 10) -> list[Bin]:
    """Predicted against observed shares of good openers, in intervals of equal width."""
    index = np.minimum((scores * bins).astype(int), bins - 1)
    return [
        Bin(
            float(scores[index == b].mean()),
            float(labels[index == b].mean()),
            int((index == b).sum()),
        )
        for b in range(bins)
        if (index == b).any()
    ]


def calibration_error(scores: Array, labels: Array, bins: int = 10) -> float:
    """Mean distance of predicted from observed shares, weighted by the examples in each interval."""
    parts = reliability(scores, labels, bins)
    return sum(abs(b.predicted - b.observed) * b.count for b in parts) / len(labels)
