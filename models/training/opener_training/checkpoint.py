"""Checkpoints that are either whole or not there."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from opener_training.model import SwenConfig
from opener_training.prompt import CHATML

FORMAT = 1


@dataclass
class Checkpoint:
    """All that a training needs to go on as if nothing had happened."""

    config: dict[str, float]
    model: dict[str, Any]
    optimizer: dict[str, Any]
    rng: torch.Tensor
    step: int
    seconds: float
    data_hash: str
    template: str = CHATML.name

    @property
    def shape(self) -> SwenConfig:
        return SwenConfig(**self.config)  # type: ignore[arg-type]


def save(checkpoint: Checkpoint, file: Path) -> None:
    """Writes beside the file and renames: whoever reads it gets the old one or the new one."""
    temporary = file.with_suffix(".part")
    with temporary.open("wb") as out:
        torch.save({"format": FORMAT, **vars(checkpoint)}, out)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)


def load(file: Path) -> Checkpoint:
    """Reads a checkpoint of ours (it is a pickle: don't open files from strangers)."""
    content = torch.load(file, map_location="cpu")
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(f"{file} is no checkpoint of this program (format {FORMAT})")
    return Checkpoint(**{key: value for key, value in content.items() if key != "format"})


def average(first: Checkpoint, second: Checkpoint, share: float) -> Checkpoint:
    """The second one's training, with weights between both: ``share`` of the second's.

    Two checkpoints of one training that learns its pairs by heart: between them lies a model that knows
    more than the first and is less sure than the second where it is wrong.
    """
    if first.shape != second.shape or first.template != second.template:
        raise ValueError("the checkpoints are of models of different shapes or templates")
    if not 0 <= share <= 1:
        raise ValueError(f"the share is {share}, expected 0 to 1")
    model = {key: torch.lerp(first.model[key], value, share) for key, value in second.model.items()}
    return replace(second, model=model)
