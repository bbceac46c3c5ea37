"""Fits the gate, on the topics of the fit split alone.

How strongly coefficients are held small, and where the thresholds lie, is found by cross-validation
by topic within that split; the test split is only ever measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from opener_training.gate import logistic, metrics, speaking
from opener_training.gate.examples import Joined, Table
from opener_training.gate.logistic import Array, Logistic
from opener_training.gate.speaking import Thresholds
from opener_training.gate.tables import ORDINARY

RIDGES = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
FOLDS = 10
# So few good openers may fall silent instead of to a neutral opener.
SILENCED_GOOD = 0.01


@dataclass(frozen=True)
class Validated:
    """One way to fit, at the ridge that suits it best: each row's score by a gate that has not seen
    its topic."""

    ridge: float
    scores: Array
    loss: float


@dataclass(frozen=True)
class Variant:
    """Another way to fit, and how much more area under the curve the chosen one has, with 95 % intervals."""

    name: str
    whole: float
    whole_gain: tuple[float, float]
    beginnings: float
    beginnings_gain: tuple[float, float]


@dataclass(frozen=True)
class Fit:
    """A fitted gate and the tables it was fitted and measured on."""

    gate: Logistic
    ridge: float
    precision: float
    thresholds: Thresholds
    silent_below: float
    fitted: Table
    cross_validated: Array
    held_out: Table
    variants: tuple[Variant, ...]
    changed: int
    missing: int

    @property
    def held_out_scores(self) -> Array:
        return self.gate.probability(self.held_out.features)


def fit(joined: Joined, precision: float) -> Fit:
    """Fits the gate to the examples of the split "fit"."""
    everything = joined.table
    fitted = everything.select(everything.of_split("fit"))
    held_out = everything.select(everything.of_split("test"))
    if not fitted.labels or not held_out.labels:
        raise ValueError("labelled openers are needed in both splits, fit and test")
    names = [
        name for name, spread in zip(fitted.names, np.ptp(fitted.features, axis=0), strict=True) if spread
    ]
    fitted, held_out = fitted.with_features(names), held_out.with_features(names)
    validated = validate(fitted)
    thresholds = choose_thresholds(fitted, validated.scores, precision)
    good = validated.scores[fitted.whole & (fitted.good > 0)]
    silent_below = float(np.quantile(good, SILENCED_GOOD, method="lower"))
    return Fit(
        logistic.fit(fitted.features, fitted.good, fitted.weights, validated.ridge),
        validated.ridge,
        precision,
        thresholds,
        min(silent_below, thresholds.speak_at),
        fitted,
        validated.scores,
        held_out,
        tuple(_variants(fitted, validated)),
        joined.changed,
        joined.missing,
    )


def choose_thresholds(table: Table, scores: Array, precision: float) -> Thresholds:
    """Set on ordinary requests: that a recognizer has misheard, no gate can tell."""
    ordinary = table.of_kinds(ORDINARY)
    if not ordinary.any():
        return speaking.choose(table, scores, precision)
    return speaking.choose(table.select(ordinary), scores[ordinary[table.opener]], precision)


def validate(table: Table, separate: bool = False) -> Validated:
    """Cross-validates by topic at each ridge, and keeps the one of the least loss."""
    return min(
        (_validate_at(table, ridge, separate) for ridge in RIDGES), key=lambda validated: validated.loss
    )


def _validate_at(table: Table, ridge: float, separate: bool) -> Validated:
    topics = {topic: i for i, topic in enumerate(sorted({label.topic for label in table.labels}))}
    folds = min(FOLDS, len(topics))
    if folds < 2:
        raise ValueError("cross-validation by topic needs openers of two topics")
    fold_of_opener = np.array([topics[label.topic] % folds for label in table.labels])
    fold = fold_of_opener[table.opener]
    weights, scores = table.weights, np.zeros(len(table.good))
    parts = [table.whole, ~table.whole] if separate else [np.ones(len(fold), dtype=bool)]
    for part in parts:
        for index in range(folds):
            rest, own = part & (fold != index), part & (fold == index)
            if own.any():
                gate = logistic.fit(table.features[rest], table.good[rest], weights[rest], ridge)
                scores[own] = gate.probability(table.features[own])
    sure = np.clip(np.where(table.good > 0, scores, 1 - scores), 1e-12, 1)
    return Validated(ridge, scores, float(-(weights * np.log(sure)).sum() / weights.sum()))


def _variants(table: Table, chosen: Validated) -> Iterable[Variant]:
    """What it would be without some features, or with a regression of its own for beginnings."""
    asked = [name for name in table.names if name.startswith("request_")]
    surprise = [name for name in asked if name.endswith("log_probability")]
    for title, left_out in (
        ("without `request_*`", asked),
        ("without the log-probabilities among them", surprise),
    ):
        rest = [name for name in table.names if name not in left_out]
        if left_out and rest:
            yield _variant(title, table, chosen, validate(table.with_features(rest)))
    beginnings = table.good[~table.whole]
    if len(beginnings) and 0 < beginnings.mean() < 1:
        yield _variant("a regression each for wholes and beginnings", table, chosen, validate(table, True))


def _variant(name: str, table: Table, chosen: Validated, other: Validated) -> Variant:
    topics = np.array([label.topic for label in table.labels])[table.opener]
    areas: list[tuple[float, tuple[float, float]]] = []
    for part in (table.whole, ~table.whole):
        if not part.any():
            areas.append((float("nan"), (float("nan"), float("nan"))))
            continue
        good = table.good[part]
        areas.append(
            (
                metrics.area_under_curve(other.scores[part], good),
                metrics.area_gain(chosen.scores[part], other.scores[part], good, list(topics[part])),
            )
        )
    return Variant(name, *areas[0], *areas[1])
