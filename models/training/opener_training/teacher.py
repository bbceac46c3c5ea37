"""Lets a larger model of the same vocabulary write openers for requests that have none.

What it writes is kept only if it is well-formed and touches the request: the small model learns from
it as from openers by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from opener_training import decoding, pairs, text
from opener_training.evaluation import echoes, is_well_formed
from opener_training.folder import ModelFolder
from opener_training.pairs import Pair

# Work that is lost if it is interrupted.
STRETCH = 2_000


def write(folder: ModelFolder, requests: Sequence[str], out: Path, half: bool = False) -> int:
    """Appends pairs to ``out``; requests that it has already, or had before, are skipped. Gives the number
    of pairs added."""
    known = {pair.request for pair in pairs.read(out)} if out.exists() else set()
    todo = [request for request in dict.fromkeys(requests) if request not in known]
    device = next(folder.model.parameters()).device.type
    added = 0
    for start in range(0, len(todo), STRETCH):
        part = todo[start : start + STRETCH]
        with torch.autocast(device, torch.bfloat16, enabled=half):
            drafts = decoding.greedy(folder, part, batch=256)
        good = [
            Pair(request, (draft.text,), source="teacher")
            for request, draft in zip(part, drafts, strict=True)
            if is_good(draft.text, request)
        ]
        added += pairs.append_jsonl(good, out)
        print(f"{start + len(part)} of {len(todo)} requests, {added} pairs", flush=True)
    return added


def is_good(opener: str, request: str) -> bool:
    return is_well_formed(opener, request) and (echoes(opener, request) or not text.content_words(request))
