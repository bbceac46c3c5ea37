"""Opens a model folder (config.json, model.safetensors, tokenizer.json) for PyTorch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor

from opener_training.model import Swen, SwenConfig
from opener_training.prompt import CHATML, TEMPLATES, PromptEncoder, Template


@dataclass(frozen=True)
class ModelFolder:
    """A model ready to be asked, in float32."""

    path: Path
    model: Swen
    prompts: PromptEncoder

    @classmethod
    def open(cls, path: Path) -> ModelFolder:
        config = SwenConfig.read(path / "config.json")
        prompts = PromptEncoder.load(path / "tokenizer.json", read_template(path))
        if prompts.tokenizer.get_vocab_size() != config.vocab_size:
            raise ValueError(
                f"{path}: tokenizer.json has {prompts.tokenizer.get_vocab_size()} entries, "
                f"config.json says {config.vocab_size}; they belong to different models"
            )
        model = Swen(config)
        model.load_state_dict(read_weights(path))
        return cls(path, model.eval(), prompts)


def read_weights(path: Path) -> dict[str, Tensor]:
    """The weights of a model folder, in float32."""
    weights = {key: value.float() for key, value in load_file(path / "model.safetensors").items()}
    weights.pop("lm_head.weight", None)  # tied: the same numbers as the embedding
    return weights


def read_template(path: Path) -> Template:
    """The template that a model folder's ``opener.json`` names; ChatML if it names none."""
    file = path / "opener.json"
    entries = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    name = entries.get("template", CHATML.name)
    if name not in TEMPLATES:
        raise ValueError(f"{file}: template is {name!r}, expected one of {', '.join(TEMPLATES)}")
    return TEMPLATES[name]
