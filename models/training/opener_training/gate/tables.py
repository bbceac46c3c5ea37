"""What the fit is made of: the labels given by reading, and the numbers that the runtime wrote."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opener_training import text
from opener_training.gate.logistic import Array

ORDINARY = ("question", "command", "statement", "feeling", "local")
KINDS = (*ORDINARY, "odd", "misheard", "dialogue", "gibberish", "foreign")
SPLITS = ("fit", "test")
# Stands between the turns of a dialogue in the column "request".
TURN = " | "
PREFIX = "prefix"
HEADER = "request\topener\tlabel\t"


def read(file: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header line; quotes mean nothing."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@dataclass(frozen=True)
class Label:
    """One opener, read and judged.

    asked: the request, of a dialogue with its earlier turns. stand: so many of the opener's first
    words would do alone.
    """

    split: str
    topic: str
    kind: str
    asked: str
    meant: str
    opener: str
    good: bool
    stand: int

    @property
    def request(self) -> str:
        return self.asked.rpartition(TURN)[2]


def read_labels(file: Path) -> list[Label]:
    """Reads gate-gold.tsv; names the lines that contradict themselves."""
    labels, wrong = [], []
    for number, row in enumerate(read(file), start=2):
        problem = _problem(row)
        if problem:
            wrong.append(f"line {number}: {problem}")
            continue
        labels.append(
            Label(
                row["split"],
                row["topic"].strip(),
                row["kind"],
                row["request"].strip(),
                row["meant"].strip(),
                row["opener"].strip(),
                row["label"] == "good",
                int(row["stand"]),
            )
        )
    if wrong:
        raise ValueError(f"{file} has {len(wrong)} wrong lines: " + "; ".join(wrong[:10]))
    topics = [{label.topic for label in labels if label.split == split} for split in SPLITS]
    if both := topics[0] & topics[1]:
        raise ValueError(f"{file} has topics in both splits: {', '.join(sorted(both))}")
    return labels


def _problem(row: dict[str, str]) -> str:
    lacking = {"split", "topic", "kind", "request", "meant", "opener", "label", "stand"} - {
        name for name, value in row.items() if value is not None
    }
    if lacking:
        return f"no {', '.join(sorted(lacking))}"
    if row["split"] not in SPLITS:
        return f"split '{row['split']}'"
    if row["kind"] not in KINDS:
        return f"kind '{row['kind']}'"
    if row["label"] not in ("good", "bad"):
        return f"label '{row['label']}'"
    words = text.count_words(row["opener"])
    if not row["stand"].isdecimal() or int(row["stand"]) > words:
        return f"stand '{row['stand']}' of {words} words"
    if (row["label"] == "good") != (int(row["stand"]) == words) and words:
        return f"stand {row['stand']} of {words} words, but {row['label']}"
    return ""


@dataclass(frozen=True)
class DumpRow:
    """One line of ``gate-features``; a beginning follows the whole opener that it is of."""

    request: str
    opener: str
    label: str
    features: Array

    @property
    def is_prefix(self) -> bool:
        return self.label == PREFIX


@dataclass(frozen=True)
class Dump:
    """What ``gate-features`` wrote."""

    names: tuple[str, ...]
    rows: tuple[DumpRow, ...]

    def column(self, name: str) -> Array:
        if name not in self.names:
            raise ValueError(f"the dump has no column {name}: another version of the runtime made it")
        index = self.names.index(name)
        return np.array([row.features[index] for row in self.rows])


def read_dump(file: Path) -> Dump:
    """Reads a dump; lines before its header or of too few columns are none of it: the runtime's log."""
    lines = file.read_text(encoding="utf-8").split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith(HEADER)), None)
    if start is None:
        raise ValueError(f"{file} is no dump of gate-features: its columns are request, opener, label, …")
    names = tuple(lines[start].rstrip("\r").removeprefix(HEADER).split("\t"))
    rows = csv.DictReader(lines[start:], delimiter="\t", quoting=csv.QUOTE_NONE)
    kept = (row for row in rows if None not in row and None not in row.values())
    return Dump(
        names,
        tuple(
            DumpRow(
                row["request"].strip(),
                row["opener"].strip(),
                row["label"],
                np.array([float(row[name]) for name in names]),
            )
            for row in kept
        ),
    )
