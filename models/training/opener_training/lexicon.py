"""The words an opener may hold besides the request's own: ``words.txt`` of a model's folder.

Taken from the openers that people wrote. A word in small letters may always be said; one with capitals is
how a name is written that the request brings. Numbers and rude words are left out: an opener may repeat
them, never bring them. What the runtime does with them: ``dev.upbeat.models.decode.Lexicon``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from opener_training import text

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A word that openers bring, and one that they often hold, is one to build sentences from; a rare one that
# only its own request brought is not.
FEWEST_BROUGHT, FEWEST_HELD = 2, 5


def words(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The lexicon of (request, opener) pairs, sorted; words that the openers' own requests brought count for
    how names are written only."""
    brought: Counter[str] = Counter()
    held: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for request, opener in pairs:
        heard = text.content_words(request)
        for match in _WORD.finditer(opener.replace("’", "'")):
            word, lower = match.group(), match.group().lower()
            if match.start() > 0 or word == lower:
                forms.setdefault(lower, Counter())[word] += 1
            held[lower] += 1
            if not text.is_heard(lower, heard):
                brought[lower] += 1
    chosen: set[str] = set()
    for lower, seen in forms.items():
        form, count = seen.most_common(1)[0]
        if form != lower and count == seen.total():
            chosen.add(form)
    excluded = text.word_list("number-words-en.txt") | text.word_list("profanity-en.txt")
    for lower, count in held.items():
        common = count >= FEWEST_HELD or brought[lower] >= FEWEST_BROUGHT
        plain = not any(map(str.isdigit, lower)) and lower not in excluded
        if common and plain and forms.get(lower, Counter())[lower] > 0:
            chosen.add(lower)
    return sorted(chosen | text.word_list("common-words-en.txt") - excluded)
