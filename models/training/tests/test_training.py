"""Training on a sample: a minute at most."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from opener_training import checkpoint, decoding, evaluation, pairs
from opener_training.batches import BatchSource, encode
from opener_training.cli import main
from opener_training.folder import ModelFolder
from opener_training.model import Swen, SwenConfig
from opener_training.prompt import PromptEncoder
from opener_training.training import CHECKPOINT, Options, Trainer

ROOT = Path(__file__).resolve().parents[1]
SMALL = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
    "intermediate_size": 64,
}  # fmt: skip
FLAGS = ["--hidden", "32", "--layers", "2", "--heads", "4", "--kv-heads", "2", "--ffn", "64"]


def trainer(data: Path, tokenizer: Path, folder: Path, steps: int) -> Trainer:
    prompts = PromptEncoder.load(tokenizer)
    source = BatchSource(encode(pairs.read(data), prompts), 16, seed=1)
    config = SwenConfig(vocab_size=prompts.tokenizer.get_vocab_size(), **SMALL)
    return Trainer(config, source, "data", folder, Options(steps=steps))


def silent(line: str) -> None:
    pass


def test_an_interrupted_training_ends_as_an_uninterrupted_one(
    data: Path, small_tokenizer: Path, tmp_path: Path
) -> None:
    whole = trainer(data, small_tokenizer, tmp_path / "whole", 24)
    assert whole.run(silent).finished
    first = trainer(data, small_tokenizer, tmp_path / "parts", 24)
    assert not first.run(silent, stop_after=9).finished
    second = trainer(data, small_tokenizer, tmp_path / "parts", 24)
    assert second.run(silent).step == 24
    for name, value in whole.model.state_dict().items():
        torch.testing.assert_close(second.model.state_dict()[name], value, rtol=1e-5, atol=1e-6)


def test_a_checkpoint_of_other_data_or_shape_is_refused(
    data: Path, small_tokenizer: Path, tmp_path: Path
) -> None:
    trainer(data, small_tokenizer, tmp_path, 2).run(silent)
    saved = checkpoint.load(tmp_path / CHECKPOINT)
    checkpoint.save(checkpoint.Checkpoint(**{**vars(saved), "data_hash": "x"}), tmp_path / CHECKPOINT)
    with pytest.raises(ValueError, match="other data"):
        trainer(data, small_tokenizer, tmp_path, 2)
    (tmp_path / CHECKPOINT).unlink()
    torch.save({"model": {}}, tmp_path / CHECKPOINT)
    with pytest.raises(ValueError, match="no checkpoint of this program"):
        trainer(data, small_tokenizer, tmp_path, 2)


def test_an_average_lies_between_two_checkpoints(data: Path, small_tokenizer: Path, tmp_path: Path) -> None:
    for steps in (2, 6):
        trainer(data, small_tokenizer, tmp_path / str(steps), steps).run(silent)
    out = tmp_path / "between"
    assert main(["average", str(tmp_path / "2"), str(tmp_path / "6"), str(out), "--share", "0.25"]) == 0
    first, second, made = (checkpoint.load(f / CHECKPOINT) for f in (tmp_path / "2", tmp_path / "6", out))
    for key, value in made.model.items():
        torch.testing.assert_close(value, 0.75 * first.model[key] + 0.25 * second.model[key])
    assert main(["average", str(tmp_path / "2"), str(out), str(out), "--share", "2"]) == 1


def test_a_kill_while_saving_leaves_the_old_checkpoint(
    data: Path, small_tokenizer: Path, tmp_path: Path
) -> None:
    trainer(data, small_tokenizer, tmp_path, 2).run(silent)
    (tmp_path / "checkpoint.part").write_bytes(b"half")
    assert trainer(data, small_tokenizer, tmp_path, 4).run(silent).step == 4


def test_sigterm_saves_and_the_same_command_goes_on(
    data: Path, small_tokenizer: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "opener_training", "train", str(data), str(small_tokenizer),
               str(tmp_path), "--steps", "100000", *FLAGS]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("step"):
                break
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
        assert process.wait() == 0
    assert "stopped; the same command goes on from here" in rest
    assert checkpoint.load(tmp_path / CHECKPOINT).step >= 50


def test_from_pairs_to_a_model_folder(tmp_path: Path) -> None:
    """The whole recipe by its commands, trained for UPBEAT_TRAINING_TEST_MINUTES (default 0.4)."""
    minutes = os.environ.get("UPBEAT_TRAINING_TEST_MINUTES", "0.4")
    data, tokenizer = tmp_path / "pairs.jsonl", tmp_path / "tokenizer.json"
    run, out = tmp_path / "run", tmp_path / "opener-test"
    sources = sorted(str(file) for file in (ROOT / "data/openers").glob("*.tsv"))
    assert main(["prepare", str(data), *sources, "--validation", "0.02"]) == 0
    assert main(["tokenizer", str(data), str(tokenizer), "--vocabulary", "2048"]) == 0
    shape = ["--hidden", "64", "--layers", "3", "--heads", "4", "--kv-heads", "2", "--ffn", "128"]
    began = time.monotonic()
    train = ["train", str(data), str(tokenizer), str(run), "--minutes", minutes, "--batch", "48"]
    assert main([*train, "--rate", "3e-3", *shape]) == 0
    assert time.monotonic() - began < 60 * float(minutes) + 60
    assert main(["export", str(run), str(tokenizer), str(data), str(out)]) == 0
    assert main(["evaluate", str(out), str(data)]) == 0
    assert {file.name for file in out.iterdir()} == {
        "README.md", "config.json", "golden.json", "model.safetensors", "opener.json", "tokenizer.json",
        "tokenizer_config.json", "words.txt",
    }  # fmt: skip
    folder = ModelFolder.open(out)
    check_golden(folder)
    held_out = [pair for pair in pairs.read(data) if pair.split == "val"]
    untrained = ModelFolder(out, Swen(folder.model.config).eval(), folder.prompts)
    before = evaluation.opener_loss(untrained, held_out, 3)
    after = evaluation.opener_loss(folder, held_out, 3)
    assert after < before - 1.5, f"loss {before:.2f} before, {after:.2f} after {minutes} minutes"


def check_golden(folder: ModelFolder) -> None:
    entries = json.loads((folder.path / "golden.json").read_text(encoding="utf-8"))
    assert len(entries) == 64
    scale = 1e-3 if folder.model.config.hidden_size < 512 else 2e-3
    for entry in entries:
        assert folder.prompts.prompt(entry["request"]) == entry["prompt_ids"]
        with torch.no_grad():
            hidden, _ = folder.model(torch.tensor([entry["prompt_ids"]]))
            logits = folder.model.logits(hidden[0, -1]).numpy()
        for index, value in entry["last_logits_top8"]:
            assert abs(logits[index] - value) < scale
        assert abs(logits.astype(np.float64).sum() - entry["last_logits_sum"]) < 0.5 + 1e-5 * abs(
            entry["last_logits_sum"]
        )


def test_the_starter_model_agrees_with_its_golden_file(starter: Path) -> None:
    folder = ModelFolder.open(starter)
    check_golden(folder)
    entries = json.loads((starter / "golden.json").read_text(encoding="utf-8"))
    drafts = decoding.greedy(folder, [entry["request"] for entry in entries])
    for entry, draft in zip(entries, drafts, strict=True):
        # The golden texts know no limit of eight words.
        assert entry["greedy_text"].strip().startswith(draft.text)


def test_decoding_step_by_step_equals_one_pass_over_the_whole(starter: Path) -> None:
    folder = ModelFolder.open(starter)
    requests = ["set a timer for ten minutes", "what is a black hole"]
    written = decoding.greedy(folder, requests)
    scored = decoding.forced(
        folder, [(request, draft.text) for request, draft in zip(requests, written, strict=True)]
    )
    for step_by_step, at_once in zip(written, scored, strict=True):
        assert [token.text for token in step_by_step.tokens] == [t.text for t in at_once.tokens]
        for one, other in zip(step_by_step.tokens, at_once.tokens, strict=True):
            assert one.log_probability == pytest.approx(other.log_probability, abs=1e-4)
            assert one.entropy == pytest.approx(other.entropy, abs=1e-3)


def test_a_foreign_tokenizer_is_refused(starter: Path, small_tokenizer: Path, tmp_path: Path) -> None:
    for file in ("config.json", "model.safetensors"):
        (tmp_path / file).symlink_to(starter / file)
    (tmp_path / "tokenizer.json").symlink_to(small_tokenizer)
    with pytest.raises(ValueError, match="different models"):
        ModelFolder.open(tmp_path)


def test_what_cannot_be_trained_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["prepare", str(tmp_path / "out.jsonl")]) == 1
    assert "no pairs" in capsys.readouterr().err
    with pytest.raises(ValueError, match="either --steps or --minutes"):
        Options()
    with pytest.raises(ValueError, match="no multiple"):
        SwenConfig(hidden_size=30, num_attention_heads=4)
