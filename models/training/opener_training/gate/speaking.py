"""What is spoken of each opener at given thresholds, in the way of ``dev.upbeat.models.Committer``.

The whole if it is sure enough and no rule refuses it, else its longest beginning that is sure
enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opener_training.gate import metrics
from opener_training.gate.examples import Mask, Table
from opener_training.gate.logistic import Array
from opener_training.gate.metrics import LetThrough


@dataclass(frozen=True)
class Thresholds:
    """Lowest probabilities at which a whole opener, or a beginning of one, is spoken."""

    speak_at: float
    prefix_speak_at: float


@dataclass(frozen=True)
class Spoken:
    """For each opener: is it spoken whole, is a beginning of it, and is what is spoken good."""

    whole: Mask
    beginning: Mask
    good: Mask

    def count(self, of: Mask, among: Mask) -> LetThrough:
        """Counts one sort of what is spoken among some of the openers."""
        passed = of & among
        return LetThrough(int(among.sum()), int(passed.sum()), int((passed & self.good).sum()))

    @property
    def any(self) -> Mask:
        return self.whole | self.beginning


def speak(table: Table, scores: Array, thresholds: Thresholds) -> Spoken:
    """What is spoken at these thresholds."""
    whole = (scores[table.whole] >= thresholds.speak_at) & ~table.refused
    good = table.good[table.whole] > 0
    chosen = (_longer(table, scores) < thresholds.prefix_speak_at) & (scores >= thresholds.prefix_speak_at)
    rows = np.flatnonzero(chosen & ~table.whole & ~whole[table.opener])
    beginning = np.zeros(len(whole), dtype=bool)
    beginning[table.opener[rows]] = True
    good[table.opener[rows]] = table.good[rows] > 0
    return Spoken(whole, beginning, good)


def choose(table: Table, scores: Array, precision: float) -> Thresholds:
    """The lowest thresholds at which so many of the spoken wholes, and of the beginnings, are good."""
    allowed = ~table.refused
    wholes = scores[table.whole][allowed]
    never = np.full(len(wholes), -np.inf)
    speak_at = metrics.lowest_threshold(never, wholes, table.good[table.whole][allowed], precision)
    spoken = speak(table, scores, Thresholds(speak_at, metrics.NEVER)).whole
    rows = ~table.whole & ~spoken[table.opener]
    longer = _longer(table, scores)
    prefix_speak_at = metrics.lowest_threshold(longer[rows], scores[rows], table.good[rows], precision)
    return Thresholds(speak_at, prefix_speak_at)


def _longer(table: Table, scores: Array) -> Array:
    """For each beginning, the highest score of the longer ones of the same opener."""
    longer = np.full(len(scores), -np.inf)
    for row in range(1, len(scores)):
        if not table.whole[row] and not table.whole[row - 1]:
            longer[row] = max(longer[row - 1], scores[row - 1])
    return longer
