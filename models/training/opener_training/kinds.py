"""What sort of reply a request expects; the same tests as ``dev.upbeat.models.gate.RequestKind``.

The word sets are read out of that class's source, so that there is one list of them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from opener_training import text

SOURCE = text.RESOURCES.parents[3] / "java/dev/upbeat/models/gate/RequestKind.java"
QUESTION, COMMAND, FEELING, STATEMENT = "question", "command", "feeling", "statement"


@cache
def _words(name: str) -> frozenset[str]:
    match = re.search(rf"\b{name} =\s*Set\.of\((.*?)\);", _source(SOURCE), re.DOTALL)
    if match is None:
        raise ValueError(f"{SOURCE} has no word set {name}; its features can't be computed")
    return frozenset(re.findall(r'"([^"]+)"', match.group(1)))


@cache
def _source(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def kind_of(request: str) -> str:
    """The kind of a normalized request, told from its first words."""
    words = text.words(request)
    while words and words[0] in _words("LEADS"):
        words = words[1:]
    if not words:
        return STATEMENT
    first = words[0]
    if first in _words("QUESTION_WORDS") or first in _words("ASKING"):
        return QUESTION
    if first in _words("FIRST_PERSON"):
        if any(word in _words("FEELINGS") for word in text.words(request)):
            return FEELING
        wish = len(words) > 1 and words[1] in _words("WISHES")
        return COMMAND if wish and first == "i" else STATEMENT
    if first in _words("notCommands") or first.startswith("that'"):
        return STATEMENT
    return COMMAND
