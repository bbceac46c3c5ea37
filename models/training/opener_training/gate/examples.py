"""Examples for the gate: requests, an opener for each, and whether it is good.

Six kinds. ``request``: the model's own opener for a request of a known intent. ``misheard``: the
same, but the request reached the model with a recognizer's errors, while the label is for what was
meant. ``other``: an opener of another request (features by forced decoding). ``gibberish`` and
``foreign``: nothing that the model says there is good. ``gold``: written and labelled one by one.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from opener_training import decoding, text
from opener_training.decoding import Draft
from opener_training.folder import ModelFolder
from opener_training.gate.labels import judge
from opener_training.gate.mishearing import Mishearing

GOLD, REQUESTS, FOREIGN = "gate-gold.tsv", "gate-requests.tsv", "gate-foreign.tsv"


@dataclass(frozen=True)
class Example:
    """One labelled opener. ``group``: what is kept together when data is split."""

    kind: str
    group: str
    split: str
    request: str
    draft: Draft
    good: bool


@dataclass(frozen=True)
class KnownRequest:
    request: str
    intent: str
    openers: tuple[str, ...]


def read_table(file: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header line; quotes mean nothing."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_known(file: Path) -> list[KnownRequest]:
    return [
        KnownRequest(row["request"], row["intent"] or row["request"], tuple(row["openers"].split("|")))
        for row in read_table(file)
    ]


def gold(folder: ModelFolder, data: Path) -> list[Example]:
    """The examples labelled one by one, with the split that is written there.

    A label belongs to the very opener that was read: if the model (a newer one, say) now writes
    another, the old one is scored by forced decoding.
    """
    rows = read_table(data / GOLD)
    written = decoding.greedy(folder, [row["request"] for row in rows])
    changed = [i for i, row in enumerate(rows) if written[i].text != row["opener"]]
    scored = decoding.forced(folder, [(rows[i]["request"], rows[i]["opener"]) for i in changed])
    drafts = dict(enumerate(written)) | dict(zip(changed, scored, strict=True))
    return [
        Example(
            row["kind"],
            row["topic"],
            row["split"],
            row["request"],
            drafts[i],
            row["label"] == "good",
        )
        for i, row in enumerate(rows)
    ]


def automatic(folder: ModelFolder, data: Path, count: int, seed: int = 1) -> list[Example]:
    """About ``count`` examples labelled by :func:`judge`, of all kinds but gold."""
    rng = random.Random(seed)
    known = read_known(data / REQUESTS)
    rng.shuffle(known)
    own = known[: count // 2]
    heard_wrong = known[count // 2 : count // 2 + count // 4]
    vocabulary = {word for entry in known for word in entry.request.split()}
    return [
        *_own(folder, own),
        *_misheard(folder, heard_wrong, Mishearing(vocabulary, seed)),
        *_of_others(folder, rng.sample(own, min(len(own), count // 8)), known, rng),
        *_nonsense(folder, "gibberish", _gibberish(sorted(vocabulary), count // 12, rng)),
        *_nonsense(folder, "foreign", [row["request"] for row in read_table(data / FOREIGN)][: count // 12]),
    ]


def _own(folder: ModelFolder, known: Sequence[KnownRequest]) -> list[Example]:
    drafts = decoding.greedy(folder, [entry.request for entry in known])
    labelled = (
        (entry, draft, judge(draft.text, entry.request, entry.openers))
        for entry, draft in zip(known, drafts, strict=True)
    )
    return [
        Example("request", entry.intent, "fit", entry.request, draft, good)
        for entry, draft, good in labelled
        if good is not None
    ]


def _misheard(folder: ModelFolder, known: Sequence[KnownRequest], mishearing: Mishearing) -> list[Example]:
    heard = [mishearing.mishear(entry.request) for entry in known]
    drafts = decoding.greedy(folder, heard)
    examples = []
    for entry, request, draft in zip(known, heard, drafts, strict=True):
        good = judge(draft.text, entry.request, entry.openers)
        if good is not None and request != entry.request:
            examples.append(Example("misheard", entry.intent, "fit", request, draft, good))
    return examples


def _of_others(
    folder: ModelFolder,
    known: Sequence[KnownRequest],
    pool: Sequence[KnownRequest],
    rng: random.Random,
) -> list[Example]:
    pairs: list[tuple[KnownRequest, str]] = []
    for entry in known:
        other = rng.choice(pool)
        opener = rng.choice(other.openers)
        related = text.content_words(other.request) & text.content_words(entry.request)
        # An opener without content words may well fit another request too.
        if other.intent != entry.intent and not related and text.content_words(opener):
            pairs.append((entry, opener))
    drafts = decoding.forced(folder, [(entry.request, opener) for entry, opener in pairs])
    return [
        Example("other", entry.intent, "fit", entry.request, draft, False)
        for (entry, _), draft in zip(pairs, drafts, strict=True)
    ]


def _gibberish(vocabulary: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Words in no order, and words that are none."""
    nonsense = []
    for index in range(count):
        length = rng.randint(2, 8)
        if index % 2:
            nonsense.append(" ".join(rng.choices(vocabulary, k=length)))
        else:
            nonsense.append(" ".join(_no_word(rng) for _ in range(length)))
    return nonsense


def _no_word(rng: random.Random) -> str:
    syllables = (
        rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") + rng.choice(("", "n", "rk", "st", "m"))
        for _ in range(rng.randint(1, 3))
    )
    return "".join(syllables)


def _nonsense(folder: ModelFolder, kind: str, requests: Sequence[str]) -> list[Example]:
    drafts = decoding.greedy(folder, requests)
    return [
        Example(kind, f"{kind} {index % 10}", "fit", request, draft, False)
        for index, (request, draft) in enumerate(zip(requests, drafts, strict=True))
    ]
