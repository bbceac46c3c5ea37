"""The Swen decoder: RMS norm, rotary positions (half-split), grouped-query attention, SiLU gate, tied head.

Parameters carry the names of the published family, so that its checkpoints load here and ours load
in its reference code. Runs on PyTorch 1.13 and newer.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

Cache = list[tuple[Tensor, Tensor]]


@dataclass(frozen=True)
class SwenConfig:
    """Shape of a model; the names are those of ``config.json``."""

    vocab_size: int = 12288
    hidden_size: int = 256
    num_hidden_layers: int = 8
    num_attention_heads: int = 8
    num_key_value_heads: int = 2
    intermediate_size: int = 704
    max_position_embeddings: int = 512
    rope_theta: float = 1e6
    rms_norm_eps: float = 1e-5

    def __post_init__(self) -> None:
        if self.hidden_size % self.num_attention_heads:
            raise ValueError(
                f"hidden_size {self.hidden_size} is no multiple of "
                f"num_attention_heads {self.num_attention_heads}"
            )
        if self.num_attention_heads % self.num_key_value_heads:
            raise ValueError(
                f"num_attention_heads {self.num_attention_heads} is no multiple of "
                f"num_key_value_heads {self.num_key_value_heads}"
            )

    @property
    def head_size(self) -> int:
        return self.hidden_size // self.num_attention_heads

    @classmethod
    def read(cls, file: Path) -> SwenConfig:
        """The shape in a model's ``config.json``; its other entries are not needed."""
        entries = json.loads(file.read_text(encoding="utf-8"))
        known = {key: entries[key] for key in cls.__dataclass_fields__ if key in entries}
        return cls(**known)

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


class RmsNorm(nn.Module):
    def __init__(self, size: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


class Attention(nn.Module):
    def __init__(self, config: SwenConfig) -> None:
        super().__init__()
        self.heads, self.kv_heads = config.num_attention_heads, config.num_key_value_heads
        self.head_size = config.head_size
        hidden, kv_size = config.hidden_size, self.kv_heads * self.head_size
        self.q_proj = nn.Linear(hidden, hidden, bias=False)
        self.k_proj = nn.Linear(hidden, kv_size, bias=False)
        self.v_proj = nn.Linear(hidden, kv_size, bias=False)
        self.o_proj = nn.Linear(hidden, hidden, bias=False)

    def forward(
        self, x: Tensor, rotation: tuple[Tensor, Tensor], past: tuple[Tensor, Tensor] | None
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        batch, length, _ = x.shape
        query = rotate(self._split(self.q_proj(x), self.heads), rotation)
        key = rotate(self._split(self.k_proj(x), self.kv_heads), rotation)
        value = self._split(self.v_proj(x), self.kv_heads)
        if past is not None:
            key, value = torch.cat((past[0], key), 2), torch.cat((past[1], value), 2)
        groups = self.heads // self.kv_heads
        # Query heads that share a key/value head are neighbours.
        grouped = query.reshape(batch, self.kv_heads, groups * length, self.head_size)
        scores = (grouped @ key.transpose(2, 3)).view(batch, self.heads, length, -1)
        scores = scores / math.sqrt(self.head_size)
        if length > 1:
            seen = scores.shape[-1] - length
            future = torch.ones(length, scores.shape[-1], dtype=torch.bool, device=x.device).triu(seen + 1)
            scores = scores.masked_fill(future, float("-inf"))
        weights = scores.softmax(-1).view(batch, self.kv_heads, groups * length, -1)
        mixed = (weights @ value).view(batch, self.heads, length, self.head_size)
        return self.o_proj(mixed.transpose(1, 2).reshape(batch, length, -1)), (key, value)

    def _split(self, x: Tensor, heads: int) -> Tensor:
        return x.view(x.shape[0], x.shape[1], heads, self.head_size).transpose(1, 2)


def rotate(x: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:
    """Rotates pairs (i, i + half) of each head by the angle of their position."""
    cosine, sine = rotation
    half = x.shape[-1] // 2
    return x * cosine + torch.cat((-x[..., half:], x[..., :half]), -1) * sine


class Mlp(nn.Module):
    def __init__(self, config: SwenConfig) -> None:
        super().__init__()
        hidden, inner = config.hidden_size, config.intermediate_size
        self.gate_proj = nn.Linear(hidden, inner, bias=False)
        self.up_proj = nn.Linear(hidden, inner, bias=False)
        self.down_proj = nn.Linear(inner, hidden, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(functional.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, config: SwenConfig) -> None:
        super().__init__()
        self.self_attn = Attention(config)
        self.mlp = Mlp(config)
        self.input_layernorm = RmsNorm(config.hidden_size, config.rms_norm_eps)
        self.post_attention_layernorm = RmsNorm(config.hidden_size, config.rms_norm_eps)

    def forward(
        self, x: Tensor, rotation: tuple[Tensor, Tensor], past: tuple[Tensor, Tensor] | None
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        attended, cache = self.self_attn(self.input_layernorm(x), rotation, past)
        x = x + attended
        return x + self.mlp(self.post_attention_layernorm(x)), cache


class _Decoder(nn.Module):
    """What the official keys call ``model``."""

    def __init__(self, config: SwenConfig) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.num_hidden_layers))
        self.norm = RmsNorm(config.hidden_size, config.rms_norm_eps)


class Swen(nn.Module):
    """The whole model; :meth:`forward` gives hidden states, :meth:`logits` what they predict."""

    cosine: Tensor
    sine: Tensor

    def __init__(self, config: SwenConfig) -> None:
        super().__init__()
        self.config = config
        self.model = _Decoder(config)
        frequencies = config.rope_theta ** (-torch.arange(0, config.head_size, 2).float() / config.head_size)
        angles = torch.outer(torch.arange(config.max_position_embeddings).float(), frequencies)
        angles = torch.cat((angles, angles), -1)
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)
        self._initialize()

    def _initialize(self) -> None:
        residual = 1 / math.sqrt(2 * self.config.num_hidden_layers)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                ends_branch = name.endswith(("o_proj.weight", "down_proj.weight"))
                nn.init.normal_(parameter, 0, 0.02 * (residual if ends_branch else 1))

    def forward(self, ids: Tensor, past: Cache | None = None) -> tuple[Tensor, Cache]:
        """Hidden states (batch, tokens, hidden) of ids (batch, tokens) that follow ``past``."""
        start = past[0][0].shape[2] if past else 0
        positions = slice(start, start + ids.shape[1])
        rotation = (self.cosine[positions], self.sine[positions])
        x = self.model.embed_tokens(ids)
        cache: Cache = []
        for index, layer in enumerate(self.model.layers):
            x, entry = layer(x, rotation, past[index] if past else None)
            cache.append(entry)
        return self.model.norm(x), cache

    def logits(self, hidden: Tensor) -> Tensor:
        return functional.linear(hidden, self.model.embed_tokens.weight)
