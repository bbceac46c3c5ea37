"""How well a gate tells good openers from bad ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opener_training.gate.logistic import Array


def area_under_curve(scores: Array, labels: Array) -> float:
    """Probability that a good example scores above a bad one, ties counted half; NaN if all are alike."""
    good, bad = np.sort(scores[labels > 0]), np.sort(scores[labels <= 0])
    if len(good) == 0 or len(bad) == 0:
        return float("nan")
    below = np.searchsorted(bad, good, "left") + np.searchsorted(bad, good, "right")
    return float(below.sum() / 2 / len(good) / len(bad))


@dataclass(frozen=True)
class LetThrough:
    """What passes at a threshold."""

    threshold: float
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


def let_through(scores: Array, labels: Array, threshold: float) -> LetThrough:
    passed = scores >= threshold
    return LetThrough(threshold, len(labels), int(passed.sum()), int(labels[passed].sum()))


def threshold_for(scores: Array, labels: Array, precision: float) -> float:
    """The lowest threshold at which at least that share of what passes is good; above 1 if none."""
    order = np.argsort(-scores, kind="stable")
    reached = np.cumsum(labels[order]) / np.arange(1, len(labels) + 1)
    holds = np.flatnonzero(reached >= precision)
    return float(scores[order[holds[-1]]]) if len(holds) else 1.01


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
