"""Opens a model folder (config.json, model.safetensors, tokenizer.json) for PyTorch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from safetensors.torch import load_file

from opener_training.model import Swen, SwenConfig
from opener_training.prompt import PromptEncoder


@dataclass(frozen=True)
class ModelFolder:
    """A model ready to be asked, in float32."""

    path: Path
    model: Swen
    prompts: PromptEncoder

    @classmethod
    def open(cls, path: Path) -> ModelFolder:
        config = SwenConfig.read(path / "config.json")
        prompts = PromptEncoder.load(path / "tokenizer.json")
        if prompts.tokenizer.get_vocab_size() != config.vocab_size:
            raise ValueError(
                f"{path}: tokenizer.json has {prompts.tokenizer.get_vocab_size()} entries, "
                f"config.json says {config.vocab_size}; they belong to different models"
            )
        model = Swen(config)
        weights = {key: value.float() for key, value in load_file(path / "model.safetensors").items()}
        weights.pop("lm_head.weight", None)  # tied: the same numbers as the embedding
        model.load_state_dict(weights)
        return cls(path, model.eval(), prompts)
