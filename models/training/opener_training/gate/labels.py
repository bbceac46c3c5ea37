"""Labels openers without reading them: against the openers that were written for the request.

Only clear cases get a label. An opener is *good* if it says nothing that neither the request nor any
reference opener says and is close to one of them; it is *bad* if it drifts to another thing, or is
far from all of them. What lies between is left out of the fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from opener_training import text

GOOD_F1 = 0.7
BAD_F1 = 0.4


def judge(opener: str, request: str, references: Sequence[str]) -> bool | None:
    """Whether an opener is good for a request; None if that can't be told."""
    if text.is_refused(opener, request):
        return False
    allowed = text.content_words(request)
    for reference in references:
        allowed |= text.content_words(reference)
    own = text.content_words(opener)
    if any(not text.is_heard(word, allowed) for word in own):
        return False
    said = text.words(opener)
    if any(count > 1 for word, count in Counter(said).items() if word in own):
        return False
    closest = max(references, key=lambda reference: word_f1(said, text.words(reference)))
    score = word_f1(said, text.words(closest))
    if score < BAD_F1:
        return False
    expected = text.content_words(closest) & text.content_words(request)
    lacks = sum(not text.is_heard(word, own) for word in expected)
    return True if score >= GOOD_F1 and lacks == 0 else None


def word_f1(said: Sequence[str], reference: Sequence[str]) -> float:
    """Harmonic mean of precision and recall of the words, counted with their repetitions.

    The reference is cut to the opener's length: an opener that ends early begins as well.
    """
    cut = reference[: max(len(said), 3)]
    common = sum((Counter(said) & Counter(cut)).values())
    return 2 * common / (len(said) + len(cut)) if said else 0.0
