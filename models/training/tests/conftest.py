"""What several tests share: a small tokenizer, a small data set, the starter model."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from opener_training import pairs, tokenizer
from opener_training.pairs import Pair

MODELS = Path(__file__).resolve().parents[2]
STARTER = MODELS / "opener-en"


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def starter() -> Path:
    if not (STARTER / "model.safetensors").exists():
        pytest.skip("the starter model is not in models/opener-en")
    return STARTER


@pytest.fixture(scope="session")
def sample() -> list[Pair]:
    """A sample of the starter model's own training pairs."""
    read = list(pairs.read_tsv(STARTER / "samples.tsv"))
    return pairs.with_split(pairs.merge(read[:1200]), 0.05)


@pytest.fixture(scope="session")
def data(sample: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("data") / "pairs.jsonl"
    pairs.write_jsonl(sample, file)
    return file


@pytest.fixture(scope="session")
def small_tokenizer(sample: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    tokenizer.save(tokenizer.train(sample, vocabulary=1024), file)
    return file
