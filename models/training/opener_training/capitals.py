"""Capital letters in openers that rules made from lower-case requests.

Names are learnt from WordNet's nouns and adjectives and from openers written by hand, where a word
inside a sentence has a capital only if it is a name. A rule-made opener with a word that neither knows
is left out of the training: it could teach to write a name without its capital.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from opener_training.pairs import Pair

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Of the openers by hand that hold a word, this share has it with a capital: it is a name there.
NAME_SHARE = 0.7
LONGEST_NAME = 3


class Capitals:
    """Which words are names, and which are known to be none. Immutable."""

    def __init__(self, names: dict[str, str], common: set[str]) -> None:
        self._names, self._common = names, common

    @classmethod
    def learn(cls, openers: Iterable[str], wordnet: Path) -> Capitals:
        """``openers``: by hand. ``wordnet``: a folder with data.noun and the like."""
        names, common = _wordnet(wordnet)
        forms: dict[str, Counter[str]] = {}
        for opener in openers:
            for match in _WORD.finditer(opener):
                if match.start() > 0:
                    forms.setdefault(match.group().lower(), Counter())[match.group()] += 1
        for word, seen in forms.items():
            form, count = seen.most_common(1)[0]
            if form != word and count >= NAME_SHARE * seen.total():
                names[word] = form
                common.discard(word)
            elif form == word:
                common.add(word)
                names.pop(word, None)
        return cls(names, common)

    def apply(self, opener: str) -> str | None:
        """The opener with its names' capitals; None if a word in it is unknown."""
        words = list(_WORD.finditer(opener))
        parts, at, index = [], 0, 0
        while index < len(words):
            taken = 1
            word = words[index]
            written: str | None = None
            for length in range(min(LONGEST_NAME, len(words) - index), 0, -1):
                last = words[index + length - 1]
                written = self._names.get(opener[word.start() : last.end()].lower())
                if written is not None:
                    taken = length
                    break
            end = words[index + taken - 1].end()
            said = opener[word.start() : end]
            if written is None and not self._is_common(said):
                return None
            parts += [opener[at : word.start()], written or said]
            at, index = end, index + taken
        text = "".join(parts) + opener[at:]
        return text[:1].upper() + text[1:]

    def _is_common(self, word: str) -> bool:
        lower = word.lower()
        parts = [lower, *lower.split("-"), lower.removesuffix("'s")]
        stems = [lower[: -len(end)] for end in ("s", "es", "ed", "ing", "d") if lower.endswith(end)]
        stems += [stem + "e" for stem in stems if stem]
        return lower.startswith("i'") or any(part in self._common for part in [*parts, *stems])


def correct(pairs: Iterable[Pair], capitals: Capitals) -> list[Pair]:
    """Pairs with capitals; openers with unknown words, and pairs of nothing else, are left out."""
    result = []
    for pair in pairs:
        openers = tuple(o for o in map(capitals.apply, pair.openers) if o is not None)
        if openers:
            result.append(replace(pair, openers=openers))
    return result


def _wordnet(folder: Path) -> tuple[dict[str, str], set[str]]:
    """WordNet keeps names' capitals in its data files: "Paris", "New_York"; words that are also written
    small ("turkey", "may") are no names here."""
    names: dict[str, str] = {}
    common: set[str] = set()
    for part in ("noun", "adj", "verb", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            fields = line.split()
            if line.startswith(" ") or len(fields) < 5:
                continue
            for lemma in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                text = re.sub(r"\(\w+\)$", "", lemma).replace("_", " ")
                if text == text.lower():
                    common.add(text)
                else:
                    names.setdefault(text.lower(), text)
    for word in common:
        names.pop(word, None)
    # "Good Book" and the like: only where a part is no common word itself ("New York").
    names = {
        word: name for word, name in names.items() if " " not in word or not common.issuperset(word.split())
    }
    return names, common
