"""A second, independent forward pass, in float32 NumPy, for files that other runtimes are tested on.

Shares no code with :mod:`opener_training.model`, on purpose: one may be used to check the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opener_training.model import SwenConfig
from opener_training.prompt import PromptEncoder

Floats = NDArray[np.float32]
MAX_TOKENS = 20


class NumpySwen:
    """The model on plain arrays, one sequence at a time, no cache."""

    def __init__(self, config: SwenConfig, weights: dict[str, Floats]) -> None:
        self._config = config
        self._weights = {key: value.astype(np.float32) for key, value in weights.items()}

    def logits(self, ids: Sequence[int]) -> Floats:
        """What is predicted after each id: (ids, vocabulary)."""
        embedding = self._weights["model.embed_tokens.weight"]
        x = embedding[np.array(ids)]
        for layer in range(self._config.num_hidden_layers):
            prefix = f"model.layers.{layer}."
            x = x + self._attend(prefix, self._norm(x, prefix + "input_layernorm"))
            x = x + self._feed(prefix, self._norm(x, prefix + "post_attention_layernorm"))
        result: Floats = self._norm(x, "model.norm") @ embedding.T
        return result

    def _norm(self, x: Floats, name: str) -> Floats:
        mean_square = (x * x).mean(-1, keepdims=True)
        scaled: Floats = x / np.sqrt(mean_square + np.float32(self._config.rms_norm_eps))
        return scaled * self._weights[name + ".weight"]

    def _project(self, prefix: str, name: str, x: Floats) -> Floats:
        projected: Floats = x @ self._weights[f"{prefix}{name}.weight"].T
        return projected

    def _attend(self, prefix: str, x: Floats) -> Floats:
        config, length, size = self._config, len(x), self._config.head_size
        query = self._project(prefix, "self_attn.q_proj", x).reshape(length, -1, size)
        key = self._project(prefix, "self_attn.k_proj", x).reshape(length, -1, size)
        value = self._project(prefix, "self_attn.v_proj", x).reshape(length, -1, size)
        query, key = self._turn(query), self._turn(key)
        shared = config.num_attention_heads // config.num_key_value_heads
        future = np.triu(np.ones((length, length), dtype=bool), 1)
        heads = []
        for head in range(config.num_attention_heads):
            scores = query[:, head] @ key[:, head // shared].T / np.sqrt(np.float32(size))
            scores = np.where(future, np.float32(-np.inf), scores)
            weights = np.exp(scores - scores.max(-1, keepdims=True))
            weights /= weights.sum(-1, keepdims=True)
            heads.append(weights @ value[:, head // shared])
        return self._project(prefix, "self_attn.o_proj", np.concatenate(heads, -1))

    def _turn(self, x: Floats) -> Floats:
        half = x.shape[-1] // 2
        steps = np.arange(half, dtype=np.float32) / np.float32(half)
        angles = np.outer(np.arange(len(x)), np.float32(self._config.rope_theta) ** -steps)
        cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
        first, second = x[..., :half], x[..., half:]
        turned = (first * cosine - second * sine, second * cosine + first * sine)
        return np.concatenate(turned, -1).astype(np.float32)

    def _feed(self, prefix: str, x: Floats) -> Floats:
        gate = self._project(prefix, "mlp.gate_proj", x)
        up = self._project(prefix, "mlp.up_proj", x)
        silu: Floats = gate / (1 + np.exp(-gate))
        return self._project(prefix, "mlp.down_proj", silu * up)


def golden(model: NumpySwen, prompts: PromptEncoder, requests: Sequence[str]) -> list[dict[str, Any]]:
    """Prompt, logits after it and greedy continuation for each request."""
    entries = []
    for request in requests:
        prompt = prompts.prompt(request)
        last = model.logits(prompt)[-1]
        top = np.argsort(-last, kind="stable")[:8]
        written: list[int] = []
        following = int(top[0])
        while following != prompts.end_id and len(written) < MAX_TOKENS:
            written.append(following)
            following = int(model.logits(prompt + written)[-1].argmax())
        entries.append(
            {
                "request": request,
                "prompt_ids": prompt,
                "last_logits_top8": [[int(i), round(float(last[i]), 5)] for i in top],
                "last_logits_sum": round(float(last.astype(np.float64).sum()), 3),
                "greedy_ids": written,
                "greedy_text": prompts.decode(written),
            }
        )
    return entries
