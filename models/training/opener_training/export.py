"""Turns a checkpoint into the model folder that is shipped."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from opener_training import lexicon, prompt
from opener_training.checkpoint import Checkpoint
from opener_training.golden import NumpySwen, golden
from opener_training.model import SwenConfig
from opener_training.pairs import Pair
from opener_training.prompt import TEMPLATES, PromptEncoder, Template

GOLDEN_REQUESTS = 64
# Two short turns: what a follow-up leans on is rarely further back.
DIALOGUE_TOKENS = 80


def export(
    saved: Checkpoint,
    tokenizer: Path,
    pairs: Sequence[Pair],
    by_hand: Sequence[Pair],
    out: Path,
    seed: int = 5,
) -> None:
    """Writes config.json, model.safetensors (16 bit), tokenizer files, opener.json, words.txt, golden.json
    and a README draft.

    golden.json is computed on the weights as they were stored, rounded to 16 bits.
    """
    template = TEMPLATES[saved.template]
    prompts = PromptEncoder.load(tokenizer, template)
    size = prompts.tokenizer.get_vocab_size()
    if size != saved.shape.vocab_size:
        raise ValueError(
            f"{tokenizer} has {size} entries, the checkpoint {saved.shape.vocab_size}: "
            "take the tokenizer that the model was trained with"
        )
    out.mkdir(parents=True, exist_ok=True)
    weights = {
        key: np.ascontiguousarray(value.float().cpu().numpy().astype(np.float16))
        for key, value in saved.model.items()
    }
    broken = [key for key, value in weights.items() if not np.isfinite(value).all()]
    if broken:
        raise ValueError(f"{broken[0]} holds values that are no 16-bit numbers")
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    (out / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    _write(out / "config.json", config_json(saved.shape, prompts))
    _write(out / "tokenizer_config.json", tokenizer_config_json(template))
    with_dialogue = any(pair.earlier for pair in pairs)
    _write(out / "opener.json", opener_json(template, DIALOGUE_TOKENS if with_dialogue else 0))
    said = [(pair.request, opener) for pair in by_hand for opener in pair.openers]
    (out / "words.txt").write_text("\n".join(lexicon.words(said)) + "\n", encoding="utf-8")
    requests = [pair.request for pair in pairs if not pair.earlier and pair.split != "val"]
    chosen = random.Random(seed).sample(requests, min(GOLDEN_REQUESTS, len(requests)))
    floats = {key: value.astype(np.float32) for key, value in weights.items()}
    _write(out / "golden.json", golden(NumpySwen(saved.shape, floats), prompts, chosen))
    card = _card(out.name, saved, sum(value.size for value in weights.values()))
    (out / "README.md").write_text(card, encoding="utf-8")


def config_json(shape: SwenConfig, prompts: PromptEncoder) -> dict[str, Any]:
    ids = {token: prompts.tokenizer.token_to_id(token) for token in prompt.SPECIAL_TOKENS}
    return {
        "model_type": "swen",
        "architectures": ["SwenForCausalLM"],
        **shape.as_dict(),
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "bos_token_id": ids[prompt.START],
        "eos_token_id": ids[prompt.END],
        "pad_token_id": ids[prompt.END_OF_TEXT],
        "torch_dtype": "float16",
    }


def opener_json(template: Template, dialogue_tokens: int) -> dict[str, Any]:
    return {
        "template": template.name,
        "systemPrompt": "",
        "lowerCase": True,
        "dialogueTokens": dialogue_tokens,
    }


def tokenizer_config_json(template: Template) -> dict[str, str]:
    return {
        "eos_token": prompt.END,
        "bos_token": prompt.START,
        "pad_token": prompt.END_OF_TEXT,
        "chat_template": template.chat_template,
        "request_normalization": "lower case, no final punctuation, as a speech recognizer writes it",
    }


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _card(name: str, saved: Checkpoint, parameters: int) -> str:
    shape = saved.shape
    return f"""# {name}

*Draft: fill in what stands in brackets before publishing.*

Writes the first words of a spoken reply. Swen architecture, {shape.hidden_size} ×
{shape.num_hidden_layers} layers, {shape.num_attention_heads} heads, {shape.num_key_value_heads} KV
heads, FFN {shape.intermediate_size}, vocabulary {shape.vocab_size}; {parameters:,} parameters, 16 bit.
Trained for {saved.step:,} steps, {saved.seconds / 60:.0f} minutes.

- **Prompt**: template `{saved.template}` (opener.json), no system part, the request in lower
  case without final punctuation. Greedy decoding; it ends with `<|im_end|>`.
- **Quality**: [what `python -m opener_training evaluate` printed, on which pairs]
- **Gate**: [run `python -m opener_training gate fit`; without it the cautious default is used]
- **Trained on**: [data sets with their licences]
- **Licence**: [ ]
"""
