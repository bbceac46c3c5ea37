"""How probable it is that a request is complete, from the model's probability that it ends there.

The model saw whole requests when it was trained, so that its own odds lean to one side: a weight and
a bias put them right. Both sorts, whole and cut requests, weigh the same: how often somebody pauses
within a request is not known here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from opener_training import text
from opener_training.gate import logistic
from opener_training.gate.examples import Mask
from opener_training.gate.logistic import Array
from opener_training.gate.tables import Dump

WHOLE, CUT = "whole", "cut"
END = "request_end_log_probability"
HELD_OUT_SHARE = 0.3
RIDGE = 1e-3


def cut(requests: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Each request's beginnings, word by word, then itself, with what they are; no request twice."""
    for request in dict.fromkeys(map(text.normalize_request, requests)):
        words = request.split()
        for count in range(1, len(words)):
            yield " ".join(words[:count]), CUT
        if words:
            yield request, WHOLE


@dataclass(frozen=True)
class Cuts:
    """Whole and cut requests; all columns have one entry each. ``of``: the whole that it belongs to."""

    odds: Array
    whole: Mask
    words: Array
    held_out: Mask
    of: tuple[str, ...]
    ambiguous: int

    def select(self, rows: Mask) -> Cuts:
        chosen = tuple(of for of, kept in zip(self.of, rows, strict=True) if kept)
        return Cuts(
            self.odds[rows], self.whole[rows], self.words[rows], self.held_out[rows], chosen, self.ambiguous
        )


def log_odds(log_probability: Array) -> Array:
    """The logarithm of the odds, as ``CommitGate.completeness`` computes it."""
    log = np.minimum(-1e-9, log_probability)
    return log - np.log(-np.expm1(log))


def read(dump: Dump) -> Cuts:
    """A cut row belongs to the next whole row below; one that is a whole request elsewhere is left out."""
    rows = [(i, row) for i, row in enumerate(dump.rows) if row.label in (WHOLE, CUT)]
    complete = {row.request for _, row in rows if row.label == WHOLE}
    owner, owners = "", []
    for _, row in reversed(rows):
        owner = row.request if row.label == WHOLE else owner
        owners.append(owner)
    owners.reverse()
    if not complete or len(complete) == len(rows) or not owners[-1]:
        raise ValueError("the dump needs rows labelled 'cut', each above the 'whole' one it is of")
    kept = [
        (i, row, of)
        for (i, row), of in zip(rows, owners, strict=True)
        if row.label == WHOLE or row.request not in complete
    ]
    return Cuts(
        log_odds(dump.column(END)[[i for i, _, _ in kept]]),
        np.array([row.label == WHOLE for _, row, _ in kept], dtype=bool),
        np.array([len(row.request.split()) for _, row, _ in kept], dtype=float),
        np.array([_is_held_out(of) for _, _, of in kept], dtype=bool),
        tuple(of for _, _, of in kept),
        len(rows) - len(kept),
    )


def _is_held_out(request: str) -> bool:
    number = int.from_bytes(hashlib.sha256(request.encode()).digest()[:4], "big")
    return number < HELD_OUT_SHARE * 2**32


@dataclass(frozen=True)
class Completeness:
    """The probability that a request is complete = 1 / (1 + exp(-(bias + weight · log odds)))."""

    weight: float
    bias: float
    fitted: Cuts
    held_out: Cuts

    def probability(self, cuts: Cuts) -> Array:
        return 1 / (1 + np.exp(-(self.bias + self.weight * cuts.odds)))


def fit(cuts: Cuts) -> Completeness:
    fitted, held_out = cuts.select(~cuts.held_out), cuts.select(cuts.held_out)
    if not held_out.whole.any() or held_out.whole.all() or not fitted.whole.any():
        raise ValueError("too few requests: some are needed to fit, and some to hold out")
    share = fitted.whole.mean()
    weights = np.where(fitted.whole, 0.5 / share, 0.5 / (1 - share))
    line = logistic.fit(fitted.odds[:, None], fitted.whole.astype(float), weights, RIDGE)
    weight = float(line.weights[0] / line.scale[0])
    return Completeness(weight, line.bias - weight * float(line.mean[0]), fitted, held_out)


@dataclass(frozen=True)
class Accepted:
    """What counts as complete at a threshold: shares of the whole and of the cut requests."""

    threshold: float
    whole: float
    cut: float


def accepted(scores: Array, whole: Mask, threshold: float) -> Accepted:
    passed = scores >= threshold
    shares = (float(passed[part].mean()) if part.any() else float("nan") for part in (whole, ~whole))
    return Accepted(threshold, *shares)


def threshold_that_accepts(scores: Array, whole: Mask, share: float) -> float:
    """The highest threshold at which at least that share of the whole requests counts as complete."""
    sorted_scores = np.sort(scores[whole])
    return float(sorted_scores[int((1 - share) * len(sorted_scores) + 1e-9)])


def roc(scores: Array, whole: Mask, points: int = 160) -> Sequence[tuple[float, float]]:
    """Share of cut requests against share of whole ones that pass, over all thresholds."""
    thresholds = np.unique(np.quantile(scores, np.linspace(0, 1, points)))[::-1]
    passed = (accepted(scores, whole, threshold) for threshold in thresholds)
    return [(0.0, 0.0), *((at.cut, at.whole) for at in passed), (1.0, 1.0)]
