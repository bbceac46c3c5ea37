"""Batches of training examples, each a function of the seed and the step alone.

Nothing random is carried from step to step, so a training that was interrupted sees the very
batches that it would have seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from opener_training.pairs import Pair
from opener_training.prompt import PromptEncoder

MAX_PROMPT_TOKENS = 128
# Examples of like length go together within stretches of so many batches: little padding, yet mixed.
BATCHES_A_STRETCH = 40
# Some of the request's own tokens are learnt too, lightly: the model then knows the words it copies, and
# how probable a request is. That it ends where it ends is learnt each time: the probability of the end after
# the words heard so far tells whether they sound complete.
REQUEST_TOKEN_SHARE, REQUEST_TOKEN_WEIGHT, REQUEST_END_WEIGHT = 0.4, 0.2, 0.3
# A request after turns that have nothing to do with it: the model must see what to leave alone.
UNRELATED_SHARE = 0.12


@dataclass(frozen=True)
class Encoded:
    """A pair as token ids."""

    prompt: tuple[int, ...]
    openers: tuple[tuple[int, ...], ...]
    request_start: int
    request_end: int
    turn: tuple[int, ...] = ()  # the turn just before, if there was one


@dataclass(frozen=True)
class Batch:
    """ids (examples, tokens); weight of predicting each id, 0 where nothing is to be learnt."""

    ids: Tensor
    weights: Tensor

    def to(self, device: torch.device) -> Batch:
        return Batch(self.ids.to(device), self.weights.to(device))


def encode(pairs: Iterable[Pair], prompts: PromptEncoder) -> list[Encoded]:
    """Pairs as ids, each as often as its weight; prompts that are too long are left out."""
    encoded = []
    for pair in pairs:
        before = prompts.before(pair.earlier)
        prompt = before + prompts.encode(pair.request) + prompts.after
        if len(prompt) <= MAX_PROMPT_TOKENS:
            entry = Encoded(
                tuple(prompt),
                tuple(tuple(prompts.opener(opener)) for opener in pair.openers),
                len(before),
                len(prompt) - len(prompts.after),
                tuple(before[: -len(prompts.user)]),
            )
            encoded += [entry] * pair.weight
    return encoded


class BatchSource:
    """The batches of a training, by step."""

    def __init__(self, examples: Sequence[Encoded], size: int, seed: int) -> None:
        if not examples:
            raise ValueError("there are no examples to train on")
        self._examples = examples
        self._turns = [example.turn for example in examples if example.turn]
        self._size = min(size, len(examples))
        self._seed = seed
        self.steps_an_epoch = len(examples) // self._size
        self._order = lru_cache(maxsize=2)(self._order_of)

    def batch(self, step: int) -> Batch:
        epoch, index = divmod(step, self.steps_an_epoch)
        chosen = [self._examples[i] for i in self._order(epoch)[index]]
        rng = random.Random(f"{self._seed} step {step}")
        # A whole batch gets turns before it or none: lengths stay alike.
        if self._turns and rng.random() < UNRELATED_SHARE:
            chosen = [_behind(rng.choice(self._turns), example) for example in chosen]
        return collate(chosen, rng, learn_requests=True)

    def _order_of(self, epoch: int) -> list[list[int]]:
        rng = random.Random(f"{self._seed} epoch {epoch}")
        indices = list(range(len(self._examples)))
        rng.shuffle(indices)
        batches: list[list[int]] = []
        stretch = self._size * BATCHES_A_STRETCH
        for start in range(0, len(indices), stretch):
            part = sorted(indices[start : start + stretch], key=lambda i: len(self._examples[i].prompt))
            whole = len(part) - self._size + 1
            groups = [part[i : i + self._size] for i in range(0, whole, self._size)]
            rng.shuffle(groups)
            batches += groups
        return batches


def _behind(turn: tuple[int, ...], example: Encoded) -> Encoded:
    """An example with one more turn before it."""
    return Encoded(
        turn + example.prompt,
        example.openers,
        example.request_start + len(turn),
        example.request_end + len(turn),
        turn,
    )


def collate(examples: Sequence[Encoded], rng: random.Random, learn_requests: bool) -> Batch:
    """One batch: for each example one of its openers, padded on the right with weight 0."""
    chosen = [(example, rng.choice(example.openers)) for example in examples]
    length = max(len(example.prompt) + len(opener) for example, opener in chosen)
    ids = torch.zeros(len(chosen), length, dtype=torch.long)
    weights = torch.zeros(len(chosen), length)
    for row, (example, opener) in enumerate(chosen):
        start, end = len(example.prompt), len(example.prompt) + len(opener)
        ids[row, :end] = torch.tensor(example.prompt + opener)
        weights[row, start:end] = 1
        if learn_requests:
            weights[row, example.request_end] = REQUEST_END_WEIGHT
            for position in range(example.request_start, example.request_end):
                if rng.random() < REQUEST_TOKEN_SHARE:
                    weights[row, position] = REQUEST_TOKEN_WEIGHT
    return Batch(ids, weights)
