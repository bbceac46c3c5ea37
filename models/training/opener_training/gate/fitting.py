"""Fits the gate and measures it on examples that the fit has not seen.

Held out are whole topics of the gold examples (written in the file) and whole intents of the
automatic ones (by a hash of the intent). Thresholds come from cross-validation within the fitted
part; the held-out part is only ever measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opener_training.gate import features, logistic, metrics
from opener_training.gate.examples import Example
from opener_training.gate.logistic import Array, Logistic
from opener_training.prompt import PromptEncoder

# An automatic label is worth less than one given by reading: it is less sure, its request was trained on.
AUTOMATIC_WEIGHT = 0.3
RIDGE = 10.0
FOLDS = 8
WANTED_PRECISION = 0.95
# So few good openers may fall silent instead of to a neutral opener.
SILENCED_GOOD = 0.01
HELD_OUT_SHARE = 0.3


@dataclass(frozen=True)
class Table:
    """Examples as numbers; all columns have one entry an example."""

    features: Array
    good: Array
    is_gold: Array
    held_out: Array
    groups: tuple[str, ...]
    kinds: tuple[str, ...]

    def select(self, rows: NDArray[np.bool_]) -> Table:
        chosen = np.flatnonzero(rows)
        return Table(
            self.features[chosen],
            self.good[chosen],
            self.is_gold[chosen],
            self.held_out[chosen],
            tuple(self.groups[i] for i in chosen),
            tuple(self.kinds[i] for i in chosen),
        )

    @property
    def weights(self) -> Array:
        return np.where(self.is_gold > 0, 1.0, AUTOMATIC_WEIGHT)


@dataclass(frozen=True)
class Fit:
    """A fitted gate and the table it was fitted and measured on."""

    gate: Logistic
    speak_at: float
    silent_below: float
    fitted: Table
    cross_validated: Array
    held_out: Table

    @property
    def held_out_scores(self) -> Array:
        return self.gate.probability(self.held_out.features)


def table(gold: Sequence[Example], automatic: Sequence[Example], prompts: PromptEncoder) -> Table:
    examples = [*gold, *automatic]
    held_out = [e.split == "test" for e in gold] + [_is_held_out(e.group) for e in automatic]
    return Table(
        np.array([features.compute(e.request, e.draft, prompts) for e in examples]),
        np.array([float(e.good) for e in examples]),
        np.array([1.0] * len(gold) + [0.0] * len(automatic)),
        np.array(held_out, dtype=float),
        tuple(e.group for e in examples),
        tuple(e.kind for e in examples),
    )


def _is_held_out(group: str) -> bool:
    return _hash(group) < HELD_OUT_SHARE * 2**32


def _hash(group: str) -> int:
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big")


def fit(examples: Table) -> Fit:
    fitted = examples.select(examples.held_out == 0)
    held_out = examples.select(examples.held_out > 0)
    scores = _cross_validate(fitted)
    gold = fitted.is_gold > 0
    # Thresholds are set on what was read and judged, the harder and truer part.
    speak_at = metrics.threshold_for(scores[gold], fitted.good[gold], WANTED_PRECISION)
    silent_below = float(np.quantile(scores[gold & (fitted.good > 0)], SILENCED_GOOD))
    gate = logistic.fit(fitted.features, fitted.good, fitted.weights, RIDGE)
    return Fit(gate, speak_at, min(silent_below, speak_at), fitted, scores, held_out)


def _cross_validate(fitted: Table) -> Array:
    """Scores of each example by a gate that has not seen its group."""
    folds = np.array([_hash("fold " + group) % FOLDS for group in fitted.groups])
    scores = np.zeros(len(fitted.good))
    for fold in range(FOLDS):
        rest = fitted.select(folds != fold)
        gate = logistic.fit(rest.features, rest.good, rest.weights, RIDGE)
        scores[folds == fold] = gate.probability(fitted.features[folds == fold])
    return scores
