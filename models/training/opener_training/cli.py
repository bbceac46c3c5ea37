"""The command line; each command's work is in the module that it names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import torch

from opener_training.gate import commands as gate


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; gives the process's exit code."""
    parser = argparse.ArgumentParser(
        prog="opener_training", description="Train opener models and fit their commit gate."
    )
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default 1)")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    gate.add(subparsers)
    parsed = parser.parse_args(arguments)
    torch.set_num_threads(parsed.threads)
    try:
        code: int = parsed.run(parsed)
        return code
    except (ValueError, OSError) as error:
        print(f"opener_training: {error}", file=sys.stderr)
        return 1
