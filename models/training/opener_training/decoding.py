"""Greedy openers for many requests, and what the model thought of each token.

Does in batches what the runtime's ``OpenerDecoder`` does one at a time, with the same endings: the
model's own end token, the end of a sentence, eight words, or before a number that the request
doesn't hold.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import torch
from torch import Tensor

from opener_training import text
from opener_training.folder import ModelFolder

MAX_WORDS = 8
TOKEN_LIMIT = MAX_WORDS * 5


class Ending(Enum):
    END_TOKEN = "end_token"
    SENTENCE = "sentence"
    LENGTH = "length"
    NUMBER = "number"


@dataclass(frozen=True)
class Token:
    """One token of an opener; logarithms are natural, margin is best minus second probability."""

    text: str
    log_probability: float
    entropy: float
    margin: float


@dataclass(frozen=True)
class Draft:
    """What the model wrote, before the gate."""

    text: str
    tokens: tuple[Token, ...]
    ending: Ending
    end_log_probability: float

    @property
    def mean_log_probability(self) -> float:
        logs = [token.log_probability for token in self.tokens] + [self.end_log_probability]
        return sum(logs) / len(logs)


@torch.no_grad()
def greedy(folder: ModelFolder, requests: Sequence[str], batch: int = 64) -> list[Draft]:
    """The greedy draft for each request (normalized), in the order of the requests."""
    drafts: dict[int, Draft] = {}
    prompts = [folder.prompts.prompt(request) for request in requests]
    for indices in _equal_lengths(prompts, batch):
        writers = [_Writer(folder, requests[index]) for index in indices]
        hidden, cache = folder.model(_tensor(folder, [prompts[index] for index in indices]))
        alive = list(range(len(indices)))
        while alive:
            columns = _measure(folder.model.logits(hidden[:, -1]), folder.prompts.end_id)
            kept, ids = [], []
            for row, position in enumerate(alive):
                token = int(columns.best[row])
                if writers[position].take(token, columns.row(row)):
                    kept.append(row)
                    ids.append([token])
            alive = [alive[row] for row in kept]
            if alive:
                rows = _tensor(folder, kept)
                cache = [(key[rows], value[rows]) for key, value in cache]
                hidden, cache = folder.model(_tensor(folder, ids), cache)
        for index, writer in zip(indices, writers, strict=True):
            drafts[index] = writer.draft()
    return [drafts[index] for index in range(len(requests))]


@torch.no_grad()
def forced(folder: ModelFolder, pairs: Sequence[tuple[str, str]], batch: int = 64) -> list[Draft]:
    """What the model thinks of given openers: (request, opener) pairs, in their order."""
    drafts: dict[int, Draft] = {}
    prompts = [folder.prompts.prompt(request) for request, _ in pairs]
    openers = [folder.prompts.encode(opener) for _, opener in pairs]
    sequences = [prompt + opener for prompt, opener in zip(prompts, openers, strict=True)]
    for indices in _equal_lengths(sequences, batch):
        hidden, _ = folder.model(_tensor(folder, [sequences[index] for index in indices]))
        for row, index in enumerate(indices):
            start = len(prompts[index]) - 1
            columns = _measure(folder.model.logits(hidden[row, start:]), folder.prompts.end_id)
            tokens = tuple(
                Token(
                    folder.prompts.decode([token]),
                    float(columns.logs[step, token]),
                    float(columns.entropy[step]),
                    float(columns.margin[step]),
                )
                for step, token in enumerate(openers[index])
            )
            drafts[index] = Draft(pairs[index][1], tokens, Ending.END_TOKEN, float(columns.end[len(tokens)]))
    return [drafts[index] for index in range(len(pairs))]


def _tensor(folder: ModelFolder, ids: Sequence[int] | Sequence[list[int]]) -> Tensor:
    return torch.tensor(ids, device=next(folder.model.parameters()).device)


@dataclass(frozen=True)
class _Columns:
    """Measures of distributions, one a row."""

    logs: Tensor
    best: Tensor
    entropy: Tensor
    margin: Tensor
    end: Tensor

    def row(self, index: int) -> tuple[float, float, float, float]:
        best = int(self.best[index])
        return (
            float(self.logs[index, best]),
            float(self.entropy[index]),
            float(self.margin[index]),
            float(self.end[index]),
        )


def _measure(logits: Tensor, end_id: int) -> _Columns:
    logs = logits.float().log_softmax(-1)
    probabilities = logs.exp()
    top = probabilities.topk(2, -1)
    return _Columns(
        logs,
        top.indices[:, 0],
        -(probabilities * logs).sum(-1),
        top.values[:, 0] - top.values[:, 1],
        logs[:, end_id],
    )


def _equal_lengths(sequences: Sequence[list[int]], batch: int) -> Iterator[list[int]]:
    """Indices in groups of equal length: no padding, so no masks and no lost work."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, sequence in enumerate(sequences):
        groups[len(sequence)].append(index)
    for _, indices in sorted(groups.items()):
        for start in range(0, len(indices), batch):
            yield indices[start : start + batch]


class _Writer:
    """Collects the tokens of one opener until it is complete."""

    def __init__(self, folder: ModelFolder, request: str) -> None:
        self._prompts = folder.prompts
        self._heard = set(text.words(request))
        self._ids: list[int] = []
        self._tokens: list[Token] = []
        self._text = ""
        self._ending = Ending.LENGTH
        self._end_log_probability = -math.inf

    def take(self, token: int, measures: tuple[float, float, float, float]) -> bool:
        """Takes the next token; False if the opener is complete without or with it."""
        log_probability, entropy, margin, self._end_log_probability = measures
        if token == self._prompts.end_id or token < self._prompts.end_id:
            self._ending = Ending.END_TOKEN
            return False
        longer = self._prompts.decode([*self._ids, token])
        if len(self._tokens) == TOKEN_LIMIT or text.count_words(longer) > MAX_WORDS:
            if len(self._tokens) == TOKEN_LIMIT:
                self._text = self._text.rpartition(" ")[0]
            return False
        self._ids.append(token)
        self._tokens.append(Token(self._prompts.decode([token]), min(0.0, log_probability), entropy, margin))
        self._text = longer
        number = text.start_of_unheard_number(longer, self._heard)
        if number >= 0 and (longer[number].isdigit() or " " in longer[number:]):
            self._ending = Ending.NUMBER
            return False
        if _ends_sentence(longer):
            self._ending = Ending.SENTENCE
            return False
        return True

    def draft(self) -> Draft:
        number = text.start_of_unheard_number(self._text, self._heard)
        ending = Ending.NUMBER if number >= 0 else self._ending
        spoken = self._text.strip()
        if number >= 0:
            spoken = self._text[:number].rstrip('$€£#("-–— ')
        kept, length = [], ""
        for token in self._tokens:
            length += token.text
            if len(length.strip()) > len(spoken):
                break
            kept.append(token)
        return Draft(spoken, tuple(kept), ending, self._end_log_probability)


def _ends_sentence(so_far: str) -> bool:
    if so_far.endswith(("!", "?")):
        return True
    # "a.m." and "e.g." end no sentence.
    return len(so_far) >= 3 and so_far.endswith(".") and so_far[-3:-1].isalnum()
