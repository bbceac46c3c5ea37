"""Openers from rules: patterns of requests, with templates of openers for what they match.

A rule is a JSON object a line: ``intent`` (the rule is for requests of that intent; ``*`` for any),
``re`` (a pattern searched in the normalized request; named groups are slots), ``openers``
(templates; ``{slot}`` inserts a slot as it is, ``{slot~}`` with the person swapped: my → your). Within
an intent the first rule that matches wins. See data/RULES.md for what a good opener is.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from opener_training.pairs import polish

ANY_INTENT = "*"
MIN_WORDS, MAX_WORDS = 3, 9

_SWAPS = {
    "my": "your", "mine": "yours", "i": "you", "me": "you", "i'm": "you're", "i've": "you've",
    "i'll": "you'll", "i'd": "you'd", "myself": "yourself", "your": "my", "yours": "mine",
    "you": "i", "you're": "i'm", "yourself": "myself", "we": "you", "our": "your", "us": "you",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)(~?)\}")
_FIRST_PERSON = re.compile(r"\bi(?=\b|'m|'ve|'ll|'d)")


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern[str]
    openers: tuple[str, ...]

    def apply(self, request: str) -> list[str] | None:
        """The openers for a request; None if the pattern isn't in it."""
        match = self.pattern.search(request)
        if match is None:
            return None
        slots = {name: value or "" for name, value in match.groupdict().items()}
        filled = (polish(_FIRST_PERSON.sub("I", fill(o, slots))) for o in self.openers)
        return list(dict.fromkeys(o for o in filled if MIN_WORDS <= len(o.split()) <= MAX_WORDS))


class Rules:
    """The rules of all intents."""

    def __init__(self, by_intent: dict[str, list[Rule]]) -> None:
        self._by_intent = by_intent

    @classmethod
    def read(cls, files: Iterable[Path]) -> Rules:
        by_intent: dict[str, list[Rule]] = defaultdict(list)
        for file in files:
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if not line.strip():
                    continue
                try:
                    entry = json.loads(line)
                    rule = Rule(re.compile(entry["re"]), tuple(entry["openers"]))
                    by_intent[entry["intent"]].append(rule)
                except (ValueError, KeyError, re.error) as error:
                    raise ValueError(f"{file}, line {number}: not a rule: {error}") from error
        return cls(dict(by_intent))

    def openers(self, request: str, intent: str = "") -> list[str]:
        """The openers of the first rule that gives any: the intent's rules, then those for any."""
        for name in (intent, ANY_INTENT):
            for rule in self._by_intent.get(name, ()):
                openers = rule.apply(request)
                if openers:
                    return openers
        return []


def fill(template: str, slots: dict[str, str]) -> str:
    """Puts the slots' words into a template."""

    def value(match: re.Match[str]) -> str:
        words = slots.get(match.group(1), "")
        return swap_person(words) if match.group(2) else words

    return _SLOT.sub(value, template)


def swap_person(text: str) -> str:
    """Says a user's words from the assistant's side: "am i late for my train" → "are you late …"."""
    words = text.split()
    swapped = []
    for index, word in enumerate(words):
        beside = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
        if word == "am" and "i" in beside:
            swapped.append("are")
        elif word == "was" and words[max(0, index - 1) : index] == ["i"]:
            swapped.append("were")
        else:
            swapped.append(_SWAPS.get(word, word))
    return " ".join(swapped)
