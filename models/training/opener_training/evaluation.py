"""How good a model's openers are: loss on openers people would say, form, and touch with the request."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from opener_training import batches, decoding, text
from opener_training.folder import ModelFolder
from opener_training.pairs import Pair
from opener_training.training import losses

BATCH = 64


@dataclass(frozen=True)
class Evaluation:
    """Measures over validation pairs.

    loss: nats a token of one opener a pair. well_formed: share of greedy openers of 3–9 words that
    repeat nothing and state no number the request doesn't. echoing: share that has a content word of
    the request in common, of those where a reference opener has.
    """

    pairs: int
    loss: float
    well_formed: float
    echoing: float

    def __str__(self) -> str:
        return (
            f"{self.pairs} pairs: loss {self.loss:.3f}, well-formed {self.well_formed:.1%}, "
            f"shares a content word where a reference does {self.echoing:.1%}"
        )


def evaluate(folder: ModelFolder, pairs: Sequence[Pair], seed: int = 3) -> Evaluation:
    if not pairs:
        raise ValueError("there are no pairs to evaluate on; prepare some with --validation")
    drafts = decoding.greedy(folder, [pair.request for pair in pairs])
    openers = [draft.text for draft in drafts]
    formed = [is_well_formed(o, pair.request) for o, pair in zip(openers, pairs, strict=True)]
    expected = [
        (pair, opener)
        for pair, opener in zip(pairs, openers, strict=True)
        if any(echoes(reference, pair.request) for reference in pair.openers)
    ]
    echoing = sum(echoes(opener, pair.request) for pair, opener in expected)
    return Evaluation(
        len(pairs),
        opener_loss(folder, pairs, seed),
        sum(formed) / len(pairs),
        echoing / max(1, len(expected)),
    )


@torch.no_grad()
def opener_loss(folder: ModelFolder, pairs: Sequence[Pair], seed: int) -> float:
    rng = random.Random(seed)
    encoded = batches.encode(pairs, folder.prompts)
    total = 0.0
    for start in range(0, len(encoded), BATCH):
        part = encoded[start : start + BATCH]
        _, loss = losses(folder.model, batches.collate(part, rng, learn_requests=False))
        total += float(loss) * len(part)
    return total / max(1, len(encoded))


def is_well_formed(opener: str, request: str) -> bool:
    words = text.words(opener)
    return (
        3 <= text.count_words(opener) <= 9
        and not text.repeats_itself(words)
        and text.start_of_unheard_number(opener, set(text.words(request))) < 0
    )


def echoes(opener: str, request: str) -> bool:
    """Whether an opener has a content word, or a form of it, of the request."""
    content = text.content_words(request)
    return any(text.is_heard(word, content) for word in text.content_words(opener))
