"""Cuts the start of a small model out of a larger one that was published as a GGUF file.

Two cuts, which a short training heals: entries of the vocabulary that openers don't need, and whole
layers. What to keep is measured in models/training/README.md: above all the layers whose heads copy,
because an opener lives from the request's own words.
"""

from __future__ import annotations

import collections
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from opener_training.model import SwenConfig
from opener_training.prompt import SPECIAL_TOKENS

CONTROL_TOKEN = 3
# An entry's worth: how often our texts need it, and how early it was merged in the larger model.
NEED, RANK_WORTH, RANK_OFFSET = 3, 40_000, 200

Floats = NDArray[np.float32]

_NAMES = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


@dataclass(frozen=True)
class Source:
    """A Llama-shaped model from a GGUF file: weights by our names, and its byte-level vocabulary."""

    config: SwenConfig
    weights: dict[str, Floats]
    tokens: list[str]
    merges: list[tuple[str, str]]
    special: list[str]

    @classmethod
    def read(cls, file: Path) -> Source:
        """Reads and dequantizes; needs the package ``gguf``."""
        from gguf import GGUFReader
        from gguf.quants import dequantize

        reader = GGUFReader(str(file))

        def field(name: str) -> Any:
            return reader.fields[name].contents()

        config = SwenConfig(
            vocab_size=len(field("tokenizer.ggml.tokens")),
            hidden_size=int(field("llama.embedding_length")),
            num_hidden_layers=int(field("llama.block_count")),
            num_attention_heads=int(field("llama.attention.head_count")),
            num_key_value_heads=int(field("llama.attention.head_count_kv")),
            intermediate_size=int(field("llama.feed_forward_length")),
            rope_theta=float(field("llama.rope.freq_base")),
            rms_norm_eps=float(field("llama.attention.layer_norm_rms_epsilon")),
        )
        heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
        weights = {}
        for tensor in reader.tensors:
            values = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
            layer = re.fullmatch(r"blk\.(\d+)\.(\w+)\.weight", tensor.name)
            if layer:
                if layer[2] in heads:
                    values = _half_split(values, heads[layer[2]])
                weights[f"model.layers.{layer[1]}.{_NAMES[layer[2]]}.weight"] = values
            elif tensor.name == "token_embd.weight":
                weights["model.embed_tokens.weight"] = values
            elif tensor.name == "output_norm.weight":
                weights["model.norm.weight"] = values
            else:
                raise ValueError(f"{file}: the tensor {tensor.name} has no place in a Swen model")
        tokens, kinds = field("tokenizer.ggml.tokens"), field("tokenizer.ggml.token_type")
        merges = [(left, right) for left, right in (m.split(" ") for m in field("tokenizer.ggml.merges"))]
        special = [token for token, kind in zip(tokens, kinds, strict=True) if kind == CONTROL_TOKEN]
        return cls(config, weights, tokens, merges, special)


def _half_split(rows: Floats, heads: int) -> Floats:
    """llama.cpp stores rotary pairs next to each other; ours are half a head apart."""
    size = rows.shape[0] // heads
    return rows.reshape(heads, size // 2, 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def cut(source: Source, layers: Sequence[int], vocabulary: int, texts: Iterable[str], out: Path) -> int:
    """Writes config.json, model.safetensors and tokenizer.json of the cut model; gives its parameters."""
    missing = [layer for layer in layers if not 0 <= layer < source.config.num_hidden_layers]
    if missing:
        raise ValueError(f"there is no layer {missing[0]}: 0 … {source.config.num_hidden_layers - 1}")
    kept = keep_tokens(source, vocabulary, texts)
    ids = {token: index for index, token in enumerate(source.tokens)}
    rows = [ids[token] for token in kept]
    weights = {
        "model.embed_tokens.weight": np.ascontiguousarray(source.weights["model.embed_tokens.weight"][rows]),
        "model.norm.weight": source.weights["model.norm.weight"],
    }
    for position, layer in enumerate(layers):
        for name in _NAMES.values():
            tensor = source.weights[f"model.layers.{layer}.{name}.weight"]
            weights[f"model.layers.{position}.{name}.weight"] = tensor
    entries = {
        **source.config.as_dict(),
        "vocab_size": len(kept),
        "num_hidden_layers": len(layers),
        "model_type": "swen",
    }
    out.mkdir(parents=True, exist_ok=True)
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    (out / "config.json").write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    chosen = set(kept)
    merges = [
        (left, right)
        for left, right in source.merges
        if left in chosen and right in chosen and left + right in chosen
    ]
    tokenizer(kept, merges, SPECIAL_TOKENS).save(str(out / "tokenizer.json"))
    return sum(value.size for value in weights.values())


def keep_tokens(source: Source, count: int, texts: Iterable[str]) -> list[str]:
    """The entries to keep, ours first: closed under merging, so that each can still be made."""
    whole = tokenizer(source.tokens, source.merges, source.special)
    needed: collections.Counter[int] = collections.Counter()
    for encoding in whole.encode_batch(list(texts)):
        needed.update(encoding.ids)
    parents = {left + right: (left, right) for left, right in source.merges}
    rank = {left + right: index for index, (left, right) in enumerate(source.merges)}
    kept = {token for token in source.tokens if token not in parents and token not in source.special}

    def worth(index: int, token: str) -> float:
        return needed[index] * NEED + RANK_WORTH / (rank[token] + RANK_OFFSET)

    merged = [(-worth(index, token), token) for index, token in enumerate(source.tokens) if token in parents]
    for _, token in sorted(merged):
        if len(kept) + len(SPECIAL_TOKENS) >= count:
            break
        todo = [token]
        while todo:
            part = todo.pop()
            if part not in kept:
                kept.add(part)
                todo += parents.get(part, ())
    return [*SPECIAL_TOKENS, *(token for token in source.tokens if token in kept)][:count]


def tokenizer(tokens: Sequence[str], merges: Sequence[tuple[str, str]], special: Sequence[str]) -> Tokenizer:
    made = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=list(merges)))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return made
