"""The ``gate`` commands: fit, and verify against the runtime."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import numpy as np

from opener_training import decoding, text
from opener_training.folder import ModelFolder
from opener_training.gate import examples, features, fitting, report

DATA = Path(__file__).resolve().parents[2] / "data"
REPOSITORY = Path(__file__).resolve().parents[4]
VERIFY_TOLERANCE = 0.1


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    gate = commands.add_parser("gate", help="fit the commit gate of a model, or check its features")
    of_gate = gate.add_subparsers(required=True, metavar="COMMAND")
    fit = of_gate.add_parser("fit", help="make the examples, fit, write gate.json, report and plot")
    fit.add_argument("model", type=Path, help="model folder; gate.json is written into it")
    fit.add_argument("--data", type=Path, default=DATA, help="folder of the gate-*.tsv files")
    fit.add_argument("--count", type=int, default=4800, help="automatic examples to start from")
    fit.add_argument("--report", type=Path, default=REPOSITORY / "docs/gate.md")
    fit.add_argument("--plot", type=Path, default=REPOSITORY / "docs/img/gate-reliability.svg")
    fit.set_defaults(run=run_fit)
    prepare = of_gate.add_parser(
        "prepare",
        help="write the examples with label and features as TSV, for a look or another fit",
    )
    prepare.add_argument("model", type=Path)
    prepare.add_argument("out", type=Path)
    prepare.add_argument("--data", type=Path, default=DATA)
    prepare.add_argument("--count", type=int, default=4800)
    prepare.set_defaults(run=run_prepare)
    verify = of_gate.add_parser("verify", help="compare features with a dump of the Java runtime")
    verify.add_argument("model", type=Path)
    verify.add_argument("dump", type=Path, help="what the gate-features command of the runtime wrote")
    verify.add_argument("--tolerance", type=float, default=VERIFY_TOLERANCE)
    verify.set_defaults(run=run_verify)


def run_fit(arguments: argparse.Namespace) -> int:
    folder = ModelFolder.open(arguments.model)
    table = fitting.table(
        examples.gold(folder, arguments.data),
        examples.automatic(folder, arguments.data, arguments.count),
        folder.prompts,
    )
    fit = fitting.fit(table)
    today = date.today()
    outputs = {
        arguments.model / "gate.json": report.gate_json(fit, arguments.data, folder.path, today),
        arguments.report: report.markdown(fit, arguments.model.resolve().name, today),
        arguments.plot: report.plot(fit),
    }
    for file, content in outputs.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        print(f"wrote {file}")
    held_out = arguments.report.read_text(encoding="utf-8").split("|---|---|---|---|---|---|---|\n")[1]
    print("\n".join(held_out.splitlines()[:3]))
    return 0


def run_prepare(arguments: argparse.Namespace) -> int:
    folder = ModelFolder.open(arguments.model)
    made = [
        *examples.gold(folder, arguments.data),
        *examples.automatic(folder, arguments.data, arguments.count),
    ]
    with arguments.out.open("w", encoding="utf-8") as out:
        out.write("\t".join(("kind", "group", "request", "opener", "label", *features.NAMES)) + "\n")
        for example in made:
            numbers = features.compute(example.request, example.draft, folder.prompts)
            label = "good" if example.good else "bad"
            columns = (example.kind, example.group, example.request, example.draft.text, label)
            out.write("\t".join((*columns, *(f"{number:.6g}" for number in numbers))) + "\n")
    print(f"wrote {len(made)} examples to {arguments.out}")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Scores the dump's openers here and compares; counts as the same what differs by rounding or by
    the runtime's 8-bit weights, up to the tolerance in standard deviations of the feature."""
    folder = ModelFolder.open(arguments.model)
    # A line with too few columns is no row: a log line, say.
    rows = [row for row in examples.read_table(arguments.dump) if None not in row.values()]
    if not rows:
        raise ValueError(f"{arguments.dump} holds no rows")
    missing = [name for name in features.NAMES if name not in rows[0]]
    if missing:
        print(f"the dump lacks {', '.join(missing)}: it was made by another version of the runtime")
        return 1
    requests = [text.normalize_request(row["request"]) for row in rows]
    drafts = decoding.greedy(folder, requests)
    same = [i for i, row in enumerate(rows) if row["opener"] == drafts[i].text]
    print(f"{len(same)} of {len(rows)} openers are the same here and there")
    theirs = np.array([[float(rows[i][name]) for name in features.NAMES] for i in same])
    ours = np.array([features.compute(requests[i], drafts[i], folder.prompts) for i in same])
    spread = np.maximum(ours.std(0), 1e-3)
    worst = 0.0
    for index, name in enumerate(features.NAMES):
        difference = np.abs(theirs[:, index] - ours[:, index]) / spread[index]
        worst = max(worst, float(difference.mean()))
        print(f"{name:26s} mean {difference.mean():.4f}  largest {difference.max():.4f}")
    print(f"differences in standard deviations; the worst mean is {worst:.4f}")
    return 0 if worst <= arguments.tolerance else 1
