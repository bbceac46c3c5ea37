"""Joins labels and dump to the examples that the gate is fitted to and measured on.

Each opener gives one example of the whole and one of each beginning of it that the runtime could
speak alone. They stay together when data is split.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opener_training import text
from opener_training.gate.logistic import Array
from opener_training.gate.tables import Dump, Label

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """Examples as numbers.

    Rows of one opener follow one another: the whole, then its beginnings, the longest first.
    ``opener`` is the index of a row's opener in ``labels``. ``refused``, an entry an opener: the
    runtime's rules refuse to speak it whole, whatever the gate says.
    """

    names: tuple[str, ...]
    features: Array
    good: Array
    opener: NDArray[np.int64]
    whole: Mask
    refused: Mask
    labels: tuple[Label, ...]

    def select(self, openers: Mask) -> Table:
        """Only these openers, with all their beginnings."""
        rows = openers[self.opener]
        return Table(
            self.names,
            self.features[rows],
            self.good[rows],
            (np.cumsum(openers) - 1)[self.opener[rows]],
            self.whole[rows],
            self.refused[openers],
            tuple(label for label, chosen in zip(self.labels, openers, strict=True) if chosen),
        )

    def with_features(self, names: Iterable[str]) -> Table:
        """Only these features."""
        kept = tuple(names)
        columns = [self.names.index(name) for name in kept]
        return replace(self, names=kept, features=self.features[:, columns])

    def of_kinds(self, kinds: Sequence[str]) -> Mask:
        """Which openers are of these kinds."""
        return np.array([label.kind in kinds for label in self.labels], dtype=bool)

    def of_split(self, split: str) -> Mask:
        return np.array([label.split == split for label in self.labels], dtype=bool)

    @property
    def weights(self) -> Array:
        """All beginnings of an opener together weigh as much as the whole: they are hardly independent."""
        beginnings = np.bincount(self.opener[~self.whole], minlength=len(self.labels))
        return np.where(self.whole, 1.0, 1 / np.maximum(1, beginnings[self.opener]))


@dataclass(frozen=True)
class Joined:
    """The examples, and how many openers could not be used.

    changed: the model now writes another opener. missing: labelled, but their request isn't dumped.
    """

    table: Table
    changed: int
    missing: int


def join(labels: Sequence[Label], dump: Dump) -> Joined:
    """Gives each opener of the dump its label, found by request and opener."""
    waiting: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        waiting[label.request, label.opener].append(label)
    found: list[Label] = []
    rows: list[int] = []
    good: list[bool] = []
    openers: list[int] = []
    changed, usable = 0, False
    for index, row in enumerate(dump.rows):
        if not row.is_prefix:
            candidates = waiting[row.request, row.opener]
            usable = bool(candidates)
            if usable:
                found.append(candidates.pop(0))
            else:
                changed += 1
        if usable:
            label = found[-1]
            rows.append(index)
            openers.append(len(found) - 1)
            good.append(text.count_words(row.opener) <= label.stand if row.is_prefix else label.good)
    if not found:
        raise ValueError("no opener of the dump is labelled; the labels are for another model's openers")
    dumped = {row.request for row in dump.rows}
    whole = np.array([not dump.rows[index].is_prefix for index in rows], dtype=bool)
    table = Table(
        dump.names,
        np.array([dump.rows[index].features for index in rows]),
        np.array(good, dtype=float),
        np.array(openers, dtype=np.int64),
        whole,
        dump.column("refused")[rows][whole] > 0,
        tuple(found),
    )
    return Joined(table, changed, sum(label.request not in dumped for label in labels))
