"""The ``gate`` commands: requests for the runtime, and fits to what it made of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from opener_training.gate import completeness, completeness_report, examples, fitting, report, tables

DATA = Path(__file__).resolve().parents[2] / "data"
GOLD = DATA / "gate-gold.tsv"
DOCS = Path(__file__).resolve().parents[4] / "docs"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    gate = commands.add_parser("gate", help="fit the commit gate of a model to what the runtime computed")
    of_gate = gate.add_subparsers(required=True, metavar="COMMAND")

    requests = of_gate.add_parser("requests", help="print labelled requests for gate-features --prefixes")
    requests.add_argument("labels", type=Path, nargs="?", default=GOLD)
    requests.set_defaults(run=run_requests)

    fit = of_gate.add_parser("fit", help="fit, write gate.json, report and plot")
    fit.add_argument("model", type=Path, help="model folder; gate.json is written into it")
    fit.add_argument("dump", type=Path, help="what gate-features --prefixes wrote")
    fit.add_argument("--labels", type=Path, default=GOLD)
    fit.add_argument("--precision", type=float, default=0.92, help="share of what is spoken to be good")
    fit.add_argument("--report", type=Path, default=DOCS / "gate.md")
    fit.add_argument("--plot", type=Path, default=DOCS / "img/gate-reliability.svg")
    fit.set_defaults(run=run_fit)

    cut = of_gate.add_parser("cut", help="print requests cut behind each word, for gate-features")
    cut.add_argument("requests", type=Path, help="a request a line; further columns are left alone")
    cut.set_defaults(run=run_cut)

    complete = of_gate.add_parser(
        "completeness", help="fit how probable it is that a request is complete; into gate.json"
    )
    complete.add_argument("model", type=Path, help="model folder that has a gate.json")
    complete.add_argument("dump", type=Path, help="what gate-features wrote for the output of cut")
    complete.add_argument("--report", type=Path, default=DOCS / "completeness.md")
    complete.add_argument("--plot", type=Path, default=DOCS / "img/completeness-roc.svg")
    complete.set_defaults(run=run_completeness)


def run_requests(arguments: argparse.Namespace) -> int:
    labels = tables.read_labels(arguments.labels)
    single = {label.asked: label for label in labels if label.asked == label.request}
    for request, label in single.items():
        print(f"{request}\t\t{'good' if label.good else 'bad'}")
    dialogues = sum(label.asked != label.request for label in labels)
    if dialogues:
        print(f"{dialogues} within a dialogue left out: gate-features hears one request", file=sys.stderr)
    return 0


def run_fit(arguments: argparse.Namespace) -> int:
    if not 0 < arguments.precision < 1:
        raise ValueError("--precision is a share, between 0 and 1")
    joined = examples.join(tables.read_labels(arguments.labels), tables.read_dump(arguments.dump))
    print(
        f"{len(joined.table.labels)} openers, {int((~joined.table.whole).sum())} beginnings; dropped: "
        f"{joined.changed} of the dump that aren't labelled, {joined.missing} labels whose request it lacks"
    )
    fit = fitting.fit(joined, arguments.precision)
    today = date.today()
    data = (arguments.labels, arguments.dump)
    _write(
        {
            arguments.model / "gate.json": report.gate_json(fit, data, arguments.model, today),
            arguments.report: report.markdown(fit, arguments.model.resolve().name, today),
            arguments.plot: report.plot(fit),
        }
    )
    print("\n".join(report.by_kind(fit)[:2]))
    return 0


def run_cut(arguments: argparse.Namespace) -> int:
    lines = arguments.requests.read_text(encoding="utf-8").splitlines()
    for words, label in completeness.cut(line.partition("\t")[0] for line in lines):
        print(f"{words}\t\t{label}")
    return 0


def run_completeness(arguments: argparse.Namespace) -> int:
    fitted = completeness.fit(completeness.read(tables.read_dump(arguments.dump)))
    gate = arguments.model / "gate.json"
    name = arguments.model.resolve().name
    _write(
        {
            gate: completeness_report.with_completeness(gate, fitted),
            arguments.report: completeness_report.markdown(fitted, name, date.today()),
            arguments.plot: completeness_report.plot(fitted),
        }
    )
    print(f"weight {fitted.weight:.4f}, bias {fitted.bias:.4f}")
    return 0


def _write(outputs: Mapping[Path, str]) -> None:
    for file, content in outputs.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        print(f"wrote {file}")
