"""The command line; each command's work is in the module that it names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from opener_training import capitals, checkpoint, evaluation, pairs, requests, start, teacher, tokenizer
from opener_training import folder as folders
from opener_training.batches import BatchSource, encode
from opener_training.capitals import Capitals
from opener_training.export import export
from opener_training.folder import ModelFolder
from opener_training.gate import commands as gate
from opener_training.model import SwenConfig
from opener_training.prompt import SHORT, TEMPLATES, PromptEncoder
from opener_training.rules import Rules
from opener_training.training import CHECKPOINT, Options, Trainer, hash_files

RULES = Path(__file__).resolve().parents[1] / "data/rules"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; gives the process's exit code."""
    parsed = _parser().parse_args(arguments)
    torch.set_num_threads(parsed.threads)
    try:
        code: int = parsed.run(parsed)
        return code
    except (ValueError, OSError) as error:
        print(f"opener_training: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="opener_training", description="Train opener models and fit their commit gate."
    )
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default 1)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    prepare = commands.add_parser("prepare", help="merge pairs, and rules over requests, into JSONL")
    prepare.add_argument("out", type=Path)
    prepare.add_argument("pairs", type=Path, nargs="*", help="pairs: JSONL, or TSV request, opener")
    prepare.add_argument("--requests", type=Path, nargs="*", default=[], help="for the rules: JSON, TSV")
    prepare.add_argument("--rules", type=Path, default=RULES, help="folder of *.jsonl rules")
    prepare.add_argument("--wordnet", type=Path, help="folder: capitals for the openers of rules")
    prepare.add_argument("--weight", type=int, default=1, help="how often pairs count against those of rules")
    prepare.add_argument("--validation", type=float, default=0.02, help="share kept for evaluation")
    prepare.set_defaults(run=run_prepare)

    start = commands.add_parser("start", help="cut the start of a small model out of a larger one")
    start.add_argument("source", type=Path, help="a GGUF file")
    start.add_argument("data", type=Path, help="JSONL: texts whose vocabulary is kept")
    start.add_argument("out", type=Path, help="model folder")
    start.add_argument("--vocabulary", type=int, default=tokenizer.VOCABULARY)
    start.add_argument("--layers", default="0,2,16,17,18,29", help="those to keep, or 'all'")
    start.set_defaults(run=run_start)

    write = commands.add_parser("write", help="let a model write openers for requests, as training pairs")
    write.add_argument("model", type=Path)
    write.add_argument("requests", type=Path, help="JSONL of prepare, or a request a line")
    write.add_argument("out", type=Path, help="JSONL; what it has already is left alone")
    write.add_argument("--device", default="cpu")
    write.add_argument("--half", action="store_true")
    write.set_defaults(run=run_write)

    tokens = commands.add_parser("tokenizer", help="train a tokenizer.json")
    tokens.add_argument("data", type=Path, help="JSONL of prepare")
    tokens.add_argument("out", type=Path)
    tokens.add_argument("--words", type=Path, help="further words it should know, one a line")
    tokens.add_argument("--vocabulary", type=int, default=tokenizer.VOCABULARY)
    tokens.set_defaults(run=run_tokenizer)

    train = commands.add_parser("train", help="train, or go on training; stops cleanly on SIGTERM")
    train.add_argument("data", type=Path)
    train.add_argument("tokenizer", type=Path)
    train.add_argument("out", type=Path, help="folder of the checkpoint")
    train.add_argument("--steps", type=int)
    train.add_argument("--minutes", type=float, help="of computing, over all runs")
    train.add_argument("--batch", type=int, default=96)
    train.add_argument("--rate", type=float, default=2e-3, help="learning rate")
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--hidden", type=int, default=256)
    train.add_argument("--layers", type=int, default=8)
    train.add_argument("--heads", type=int, default=8)
    train.add_argument("--kv-heads", type=int, default=2)
    train.add_argument("--ffn", type=int, default=704)
    train.add_argument("--start", type=Path, help="model folder to begin with; it says the shape")
    train.add_argument("--template", choices=TEMPLATES, default=SHORT.name)
    train.add_argument("--device", default="cpu", help="cpu, cuda, …")
    train.add_argument("--half", action="store_true", help="products in bfloat16")
    train.set_defaults(run=run_train)

    average = commands.add_parser("average", help="put a checkpoint between two of one training")
    average.add_argument("first", type=Path, help="folder of a checkpoint")
    average.add_argument("second", type=Path)
    average.add_argument("out", type=Path)
    average.add_argument("--share", type=float, default=0.7, help="of the second")
    average.set_defaults(run=run_average)

    evaluate = commands.add_parser("evaluate", help="measure a model folder on validation pairs")
    evaluate.add_argument("model", type=Path)
    evaluate.add_argument("data", type=Path, help="JSONL; its val split, or all if it has none")
    evaluate.set_defaults(run=run_evaluate)

    out = commands.add_parser("export", help="make the model folder of a checkpoint")
    out.add_argument("training", type=Path, help="folder of the checkpoint")
    out.add_argument("tokenizer", type=Path)
    out.add_argument("data", type=Path, help="JSONL: requests for golden.json")
    out.add_argument("out", type=Path)
    out.add_argument(
        "--words", type=Path, nargs="*", help="pairs by hand: the words it may say (default: data)"
    )
    out.set_defaults(run=run_export)

    gate.add(commands)
    return parser


def run_prepare(arguments: argparse.Namespace) -> int:
    found = [
        replace(pair, weight=pair.weight * arguments.weight)
        for file in arguments.pairs
        for pair in pairs.read(file)
    ]
    if arguments.requests:
        rules = Rules.read(sorted(arguments.rules.glob("*.jsonl")))
        made = [pair for file in arguments.requests for pair in requests.pairs(requests.read(file), rules)]
        if arguments.wordnet:
            by_hand = (opener for pair in found for opener in pair.openers)
            made = capitals.correct(made, Capitals.learn(by_hand, arguments.wordnet))
        found += made
    if not found:
        raise ValueError("no pairs: name files of pairs, or --requests that the rules apply to")
    split = pairs.with_split(pairs.merge(found), arguments.validation)
    count = pairs.write_jsonl(split, arguments.out)
    kept = sum(pair.split == "val" for pair in split)
    print(f"{count} pairs to {arguments.out}, {kept} of them for evaluation")
    return 0


def run_tokenizer(arguments: argparse.Namespace) -> int:
    words = arguments.words.read_text(encoding="utf-8").split("\n") if arguments.words else []
    data = pairs.read(arguments.data)
    trained = tokenizer.train(data, filter(None, words), arguments.vocabulary)
    tokenizer.save(trained, arguments.out)
    print(f"{trained.get_vocab_size()} entries to {arguments.out}")
    return 0


def run_start(arguments: argparse.Namespace) -> int:
    source = start.Source.read(arguments.source)
    texts = [text for pair in pairs.read(arguments.data) for text in (pair.request, *pair.openers)]
    every = range(source.config.num_hidden_layers)
    layers = every if arguments.layers == "all" else [int(layer) for layer in arguments.layers.split(",")]
    size = start.cut(source, layers, arguments.vocabulary, texts, arguments.out)
    print(f"{size:,} parameters to {arguments.out}")
    return 0


def run_write(arguments: argparse.Namespace) -> int:
    folder = ModelFolder.open(arguments.model)
    folder.model.to(arguments.device)
    jsonl = arguments.requests.suffix == ".jsonl"
    asked = (
        [pair.request for pair in pairs.read(arguments.requests) if not pair.earlier]
        if jsonl
        else [request for request, _ in requests.read(arguments.requests)]
    )
    written = teacher.write(folder, asked, arguments.out, arguments.half)
    print(f"{written} pairs to {arguments.out}")
    return 0


def run_train(arguments: argparse.Namespace) -> int:
    template = TEMPLATES[arguments.template]
    prompts = PromptEncoder.load(arguments.tokenizer, template)
    examples = encode((pair for pair in pairs.read(arguments.data) if pair.split != "val"), prompts)
    weights = None
    if arguments.start:
        weights = folders.read_weights(arguments.start)
        config = SwenConfig.read(arguments.start / "config.json")
    else:
        config = shape_of(arguments, prompts)
    options = Options(
        arguments.steps,
        arguments.minutes,
        arguments.rate,
        seed=arguments.seed,
        device=arguments.device,
        half=arguments.half,
    )
    source = BatchSource(examples, arguments.batch, arguments.seed)
    fingerprint = hash_files(arguments.data, arguments.tokenizer)
    trainer = Trainer(config, source, fingerprint, arguments.out, options, template, weights)
    size = sum(parameter.numel() for parameter in trainer.model.parameters())
    print(f"{size:,} parameters, {len(examples)} examples, {source.steps_an_epoch} steps an epoch")
    result = trainer.run(lambda line: print(line, flush=True))
    state = "finished" if result.finished else "stopped; the same command goes on from here"
    print(f"step {result.step}, loss {result.loss:.3f}: {state}")
    return 0


def shape_of(arguments: argparse.Namespace, prompts: PromptEncoder) -> SwenConfig:
    return SwenConfig(
        vocab_size=prompts.tokenizer.get_vocab_size(),
        hidden_size=arguments.hidden,
        num_hidden_layers=arguments.layers,
        num_attention_heads=arguments.heads,
        num_key_value_heads=arguments.kv_heads,
        intermediate_size=arguments.ffn,
    )


def run_average(arguments: argparse.Namespace) -> int:
    first, second = (checkpoint.load(f / CHECKPOINT) for f in (arguments.first, arguments.second))
    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint.save(checkpoint.average(first, second, arguments.share), arguments.out / CHECKPOINT)
    return 0


def run_evaluate(arguments: argparse.Namespace) -> int:
    data = list(pairs.read(arguments.data))
    chosen = [pair for pair in data if pair.split == "val"] or data
    print(evaluation.evaluate(ModelFolder.open(arguments.model), chosen))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    saved = checkpoint.load(arguments.training / CHECKPOINT)
    data = list(pairs.read(arguments.data))
    by_hand = [pair for file in arguments.words for pair in pairs.read(file)] if arguments.words else data
    export(saved, arguments.tokenizer, data, by_hand, arguments.out)
    print(f"exported step {saved.step} to {arguments.out}")
    return 0
