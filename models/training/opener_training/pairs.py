"""Training pairs: a request and the openers that would suit it.

The common form is JSONL, ``{"q": request, "o": [openers]}`` a line, with optional ``"w"`` (how often
the pair counts, default 1), ``"split"`` (``"train"`` or ``"val"``) and ``"src"`` (where it comes
from), ``"d"`` (earlier turns, ``[[request, answer], …]``, oldest first). Whatever can be written like
that can train a model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from opener_training.prompt import Exchange
from opener_training.text import normalize_request


@dataclass(frozen=True)
class Pair:
    """A request (normalized) with at least one opener, and the turns before it."""

    request: str
    openers: tuple[str, ...]
    weight: int = 1
    split: str = ""
    source: str = ""
    earlier: tuple[Exchange, ...] = ()

    @property
    def key(self) -> str:
        """What makes it another pair than others: the request and what was said before."""
        return "\n".join([*(part for turn in self.earlier for part in turn), self.request])


def read_jsonl(file: Path) -> Iterator[Pair]:
    """Reads the common form; says which line is wrong."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _pair(file, number, line)


def _pair(file: Path, number: int, line: str) -> Pair:
    where = f"{file}, line {number}"
    try:
        entry = json.loads(line)
        request, openers = normalize_request(entry["q"]), tuple(entry["o"])
        earlier = tuple((normalize_request(asked), said) for asked, said in entry.get("d", ()))
        split, source = entry.get("split", ""), entry.get("src", "")
        pair = Pair(request, openers, int(entry.get("w", 1)), split, source, earlier)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f'{where}: not of the form {{"q": "…", "o": ["…"]}}: {error}') from error
    if not request or not openers or not all(isinstance(o, str) and o.strip() for o in openers):
        raise ValueError(f"{where}: the request or one of the openers is empty")
    if pair.split not in ("", "train", "val"):
        raise ValueError(f"{where}: split is {pair.split!r}, expected 'train' or 'val'")
    if pair.weight < 1:
        raise ValueError(f"{where}: w is {pair.weight}, expected at least 1")
    return pair


def read_tsv(file: Path) -> Iterator[Pair]:
    """Reads ``request, opener[, source]`` lines, such as a model's samples.tsv, or lines with an earlier
    turn: ``request before, its answer, request, opener``."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 2 or not columns[1].strip():
                raise ValueError(f"{file}, line {number}: expected request, tab, opener")
            earlier: tuple[Exchange, ...] = ()
            if len(columns) == 4:
                earlier = ((normalize_request(columns[0]), columns[1].strip()),)
                columns = columns[2:]
            source = columns[2] if len(columns) > 2 else file.stem
            yield Pair(normalize_request(columns[0]), (polish(columns[1]),), source=source, earlier=earlier)


def read(file: Path) -> Iterator[Pair]:
    """Reads pairs in the form that the file's name tells: .tsv, or else JSONL."""
    return read_tsv(file) if file.suffix == ".tsv" else read_jsonl(file)


def polish(opener: str) -> str:
    """Sentence case, single blanks."""
    one_line = " ".join(opener.split())
    return one_line[:1].upper() + one_line[1:]


def merge(pairs: Iterable[Pair]) -> list[Pair]:
    """One pair a request: the first one's openers stand, later pairs of the request are dropped."""
    first: dict[str, Pair] = {}
    for pair in pairs:
        first.setdefault(pair.key, pair)
    return list(first.values())


def with_split(pairs: Iterable[Pair], validation_share: float) -> list[Pair]:
    """Puts a share of the pairs that have no split into "val", by a hash of the request: the same
    request is on the same side in each run and in each data set."""
    result = []
    for pair in pairs:
        digest = hashlib.sha256(pair.key.encode()).digest()
        chosen = int.from_bytes(digest[:4], "big") < validation_share * 2**32
        split = pair.split or ("val" if chosen else "train")
        result.append(replace(pair, split=split))
    return result


def write_jsonl(pairs: Iterable[Pair], file: Path) -> int:
    """Writes the common form; gives the number of pairs."""
    file.write_text("", encoding="utf-8")
    return append_jsonl(pairs, file)


def append_jsonl(pairs: Iterable[Pair], file: Path) -> int:
    """As :func:`write_jsonl`, behind what is there."""
    count = 0
    with file.open("a", encoding="utf-8") as out:
        for pair in pairs:
            entry: dict[str, object] = {"q": pair.request, "o": list(pair.openers)}
            if pair.weight != 1:
                entry["w"] = pair.weight
            if pair.split:
                entry["split"] = pair.split
            if pair.source:
                entry["src"] = pair.source
            if pair.earlier:
                entry["d"] = pair.earlier
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")
            count += 1
    return count
