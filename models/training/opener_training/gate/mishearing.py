"""Simulates a recognizer's errors: words replaced by others that sound alike, lost, or doubled.

Sound is guessed from spelling: letters that are pronounced alike get one code, vowels count little.
That is rough, but the replacements (boil → bowl, timer → time, lights → light) are of the kind that
a small recognizer makes, and real words of real requests.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable

_RULES = (
    (r"tch|ch|sh|tio", "S"), (r"ph|gh(?=t)|gh$|v", "f"), (r"^kn|^gn", "n"), (r"^wr", "r"),
    (r"ck|qu|q|c(?![eiy])|g", "k"), (r"c(?=[eiy])|z|x", "s"), (r"th|d", "t"), (r"b", "p"),
    (r"[aeiouyhw]+", "a"), (r"(.)\1+", r"\1"),
)  # fmt: skip


def sound(word: str) -> str:
    """A code that words which sound alike share; vowels inside are all "a"."""
    code = word
    for pattern, replacement in _RULES:
        code = re.sub(pattern, replacement, code)
    return code


class Mishearing:
    """Replaces words by sound-alikes out of a vocabulary."""

    def __init__(self, vocabulary: Iterable[str], seed: int) -> None:
        self._random = random.Random(seed)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(vocabulary)):
            if word.isalpha():
                self._by_sound[sound(word)].append(word)

    def alike(self, word: str) -> list[str]:
        """Other words that sound like a word: the same code, or one that lacks one sound."""
        code = sound(word)
        shorter = {code[:i] + code[i + 1 :] for i in range(len(code))} if len(code) > 2 else set()
        candidates = [*self._by_sound[code]] if code in self._by_sound else []
        for other in sorted(shorter - {code}):
            candidates += self._by_sound.get(other, [])
        return [c for c in candidates if c != word and abs(len(c) - len(word)) <= 2]

    def mishear(self, request: str) -> str:
        """The request with one or two errors; itself if none of its words can be misheard."""
        heard = request.split()
        for _ in range(1 if len(heard) < 6 else self._random.choice((1, 2))):
            kind = self._random.random()
            index = self._random.randrange(len(heard))
            if kind < 0.8:
                order = self._random.sample(range(len(heard)), len(heard))
                # Long words first: they carry the meaning, and small recognizers lack many of them.
                order.sort(key=lambda i: -min(7, len(heard[i])))
                for index in order:
                    choices = self.alike(heard[index])
                    if choices:
                        heard[index] = self._random.choice(choices)
                        break
            elif kind < 0.9 and len(heard) > 3:
                del heard[index]
            else:
                heard.insert(index, self._random.choice(("the", "a", "to", "and", "of")))
        return " ".join(heard)
