"""Requests without openers, from the forms that public data sets come in; rules give them openers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from opener_training.pairs import Pair
from opener_training.rules import Rules
from opener_training.text import normalize_request

MAX_WORDS = 28


def read(file: Path) -> Iterator[tuple[str, str]]:
    """(request, intent) of a file: JSON ``{intent: [request, …]}``, where a request may also be a list
    that begins with it (HWU64 with annotations), or a text of ``request[TAB intent]`` lines."""
    if file.suffix == ".json":
        content = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise ValueError(f'{file}: expected {{"intent": ["request", …], …}}')
        for intent, requests in content.items():
            for request in requests:
                yield normalize_request(request if isinstance(request, str) else request[0]), intent
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        request, _, intent = line.partition("\t")
        if request.strip():
            yield normalize_request(request), intent.strip()


def pairs(requests: Iterable[tuple[str, str]], rules: Rules) -> Iterator[Pair]:
    """A pair for each request that a rule has openers for; very long ones are left out."""
    for request, intent in requests:
        if request and len(request.split()) <= MAX_WORDS:
            openers = rules.openers(request, intent)
            if openers:
                yield Pair(request, tuple(openers), source=intent)
