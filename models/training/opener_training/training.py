"""Trains a model, for a number of steps or minutes, and goes on where it was interrupted."""

from __future__ import annotations

import hashlib
import math
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.clip_grad import clip_grad_norm_

from opener_training import checkpoint as checkpoints
from opener_training.batches import Batch, BatchSource
from opener_training.checkpoint import Checkpoint
from opener_training.model import Swen, SwenConfig
from opener_training.prompt import CHATML, Template

CHECKPOINT = "checkpoint.pt"
WARM_UP_STEPS = 50
STEADY_SHARE = 0.3
FINAL_RATE = 0.02


@dataclass(frozen=True)
class Options:
    """How to train. Exactly one of steps and minutes is set; minutes count over all runs.

    half: products in bfloat16, everything else in float32. On an accelerator, or a processor that
    multiplies bfloat16 (AMX, AVX-512 BF16), several times as fast; elsewhere slower.
    """

    steps: int | None = None
    minutes: float | None = None
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    seed: int = 1
    save_every_seconds: float = 120
    device: str = "cpu"
    half: bool = False

    def __post_init__(self) -> None:
        if (self.steps is None) == (self.minutes is None):
            raise ValueError("say how long to train: either --steps or --minutes")

    def progress(self, step: int, seconds: float) -> float:
        """How much of the training is done, 0…1."""
        if self.steps is not None:
            return step / self.steps
        assert self.minutes is not None
        return seconds / (60 * self.minutes)

    def rate(self, step: int, progress: float) -> float:
        """Warm-up, steady, then a cosine down to a fiftieth."""
        warm = min(1.0, (step + 1) / WARM_UP_STEPS)
        if progress < STEADY_SHARE:
            return self.learning_rate * warm
        turn = math.pi * (min(1.0, progress) - STEADY_SHARE) / (1 - STEADY_SHARE)
        shape = 0.5 * (1 + math.cos(turn)) * (1 - FINAL_RATE) + FINAL_RATE
        return self.learning_rate * warm * shape


@dataclass(frozen=True)
class Result:
    """Where a run ended."""

    step: int
    loss: float
    finished: bool


class Trainer:
    """One training in one folder; the folder's checkpoint says where it stands."""

    def __init__(
        self,
        config: SwenConfig,
        source: BatchSource,
        data_hash: str,
        folder: Path,
        options: Options,
        template: Template = CHATML,
        start: Mapping[str, Tensor] | None = None,
    ) -> None:
        """``start``: weights to begin with, such as those of a larger model cut down."""
        torch.manual_seed(options.seed)
        self._device = torch.device(options.device)
        self.model = Swen(config).to(self._device)
        if start is not None:
            self.model.load_state_dict(dict(start))
        self._template = template
        self._source, self._data_hash = source, data_hash
        self._options, self._file = options, folder / CHECKPOINT
        self._optimizer = _optimizer(self.model, options)
        self._step, self._seconds, self._stopped = 0, 0.0, False
        folder.mkdir(parents=True, exist_ok=True)
        if self._file.exists():
            self._resume(checkpoints.load(self._file))

    def _resume(self, saved: Checkpoint) -> None:
        if saved.shape != self.model.config:
            raise ValueError(
                f"{self._file} is of a model of another shape: {saved.shape}; use another folder"
            )
        if saved.data_hash != self._data_hash:
            raise ValueError(
                f"{self._file} was trained on other data or with another tokenizer; "
                "use another folder, or the data it was begun with"
            )
        if saved.template != self._template.name:
            raise ValueError(
                f"{self._file} was trained with the template {saved.template!r}, not "
                f"{self._template.name!r}; use another folder, or --template {saved.template}"
            )
        self.model.load_state_dict(saved.model)
        self._optimizer.load_state_dict(saved.optimizer)
        torch.set_rng_state(saved.rng)
        self._step, self._seconds = saved.step, saved.seconds

    def run(self, report: Callable[[str], None] = print, stop_after: int | None = None) -> Result:
        """Trains until done or asked to stop (SIGTERM, SIGINT, or ``stop_after`` steps); saves."""
        self._stopped = False
        self.model.train()
        previous = {
            number: signal.signal(number, self._on_signal) for number in (signal.SIGTERM, signal.SIGINT)
        }
        first, last_saved, average = self._step, time.monotonic(), math.nan
        try:
            while not self._done() and not self._stopped:
                began = time.monotonic()
                loss = self._learn(self._source.batch(self._step))
                average = loss if math.isnan(average) else 0.98 * average + 0.02 * loss
                self._step += 1
                self._seconds += time.monotonic() - began
                if self._step % 50 == 0:
                    report(f"step {self._step} minutes {self._seconds / 60:.1f} loss {average:.3f}")
                if time.monotonic() - last_saved > self._options.save_every_seconds:
                    self._save()
                    last_saved = time.monotonic()
                self._stopped |= stop_after is not None and self._step - first >= stop_after
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        self._save()
        return Result(self._step, average, self._done())

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        # The step that is being computed is finished first: a checkpoint lies between steps.
        self._stopped = True

    def _done(self) -> bool:
        return self._options.progress(self._step, self._seconds) >= 1

    def _learn(self, batch: Batch) -> float:
        rate = self._options.rate(self._step, self._options.progress(self._step, self._seconds))
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._options.half):
            weighted, openers = losses(self.model, batch.to(self._device))
        if not torch.isfinite(weighted):
            raise ValueError(f"the loss is {float(weighted)} at step {self._step}; lower --rate")
        self._optimizer.zero_grad(set_to_none=True)
        weighted.backward()
        clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        return float(openers.detach())

    def _save(self) -> None:
        saved = Checkpoint(
            self.model.config.as_dict(),
            self.model.state_dict(),
            self._optimizer.state_dict(),
            torch.get_rng_state(),
            self._step,
            self._seconds,
            self._data_hash,
            self._template.name,
        )
        checkpoints.save(saved, self._file)


def losses(model: Swen, batch: Batch) -> tuple[Tensor, Tensor]:
    """Cross-entropy, in nats a token: weighted over all that is learnt, and of the openers alone."""
    hidden, _ = model(batch.ids[:, :-1])
    weights = batch.weights[:, 1:]
    learnt = weights > 0
    logits = model.logits(hidden[learnt]).float()
    each = functional.cross_entropy(logits, batch.ids[:, 1:][learnt], reduction="none")
    of_learnt = weights[learnt]
    return (each * of_learnt).sum() / of_learnt.sum(), each[of_learnt == 1].mean()


def hash_files(*files: Path) -> str:
    """SHA-256 of files' contents, to notice that a training goes on with other data."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _optimizer(model: Swen, options: Options) -> torch.optim.Optimizer:
    matrices = [p for p in model.parameters() if p.dim() > 1]
    norms = [p for p in model.parameters() if p.dim() < 2]
    groups = [
        {"params": matrices, "weight_decay": options.weight_decay},
        {"params": norms, "weight_decay": 0.0},
    ]
    # One pass over the weights instead of one an operation: a tenth of a step on a processor.
    fused = {"fused": True} if torch.__version__ >= "2.4" else {}
    return torch.optim.AdamW(groups, lr=options.learning_rate, betas=(0.9, 0.98), **fused)
