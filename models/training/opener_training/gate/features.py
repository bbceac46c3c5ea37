"""What the gate looks at: the same numbers as ``dev.upbeat.models.gate.GateFeatures`` computes.

Names, order and definitions are a contract with that class; ``gate verify`` compares the two on
openers of this model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from opener_training import kinds, text
from opener_training.decoding import Draft, Ending, Token
from opener_training.prompt import PromptEncoder

NAMES = (
    "mean_log_probability",
    "min_log_probability",
    "first_log_probability",
    "end_log_probability",
    "mean_entropy",
    "max_entropy",
    "first_entropy",
    "mean_margin",
    "min_margin",
    "opener_words",
    "request_words",
    "ended_itself",
    "request_tokens_per_word",
    "request_content_words",
    "echoed_words",
    "echoed_share",
    "unheard_words",
    "unheard_log_probability",
    "opener_tokens_per_word",
    "refused",
    "total_log_probability",
    "rest_log_probability",
    "rest_margin",
    "content_log_probability",
    "repeated_words",
    "malformed_words",
    "longest_echo",
    "asks",
    "commands",
    "feels",
)
FLOOR = -20.0
TOTAL_FLOOR = -60.0

_SWAPS = {
    "my": "your", "mine": "yours", "i": "you", "me": "you", "am": "are", "i'm": "you're",
    "myself": "yourself", "your": "my", "you": "i", "our": "your", "we": "you",
}  # fmt: skip
# A capital inside a word, or punctuation that nothing separates from the next letter.
_MALFORMED = re.compile(r"[\w'][A-Z]|[:;,][A-Za-z]")
_FIRST_PERSON = re.compile(r"I(?:'[a-z]+)?[,:;.!?]*")


def compute(request: str, draft: Draft, prompts: PromptEncoder) -> list[float]:
    """The features of a draft written for a request (normalized), in the order of :data:`NAMES`."""
    tokens = draft.tokens
    request_words, opener_words = text.words(request), text.words(draft.text)
    request_content = text.content_words(request)
    opener_content = text.content_words(draft.text)
    echoed = {word for word in opener_content if text.is_heard(word, request_content)}
    unheard = opener_content - echoed
    groups = _words_of_tokens(tokens)
    rest = [token for group in groups[1:] for token in group]
    content = [token for group in groups if _word_of(group) in opener_content for token in group]
    kind = kinds.kind_of(request)
    return [
        _mean(token.log_probability for token in tokens),
        _least(tokens, lambda token: token.log_probability),
        tokens[0].log_probability if tokens else FLOOR,
        max(FLOOR, draft.end_log_probability),
        _mean(token.entropy for token in tokens),
        -_least(tokens, lambda token: -token.entropy),
        tokens[0].entropy if tokens else 10.0,
        _mean(token.margin for token in tokens),
        _least(tokens, lambda token: token.margin),
        float(len(opener_words)),
        float(min(30, len(request_words))),
        float(draft.ending is Ending.END_TOKEN),
        _tokens_per_word(request, request_words, prompts),
        float(min(10, len(request_content))),
        float(len(echoed)),
        min(1.0, len(echoed) / len(request_content)) if request_content else 0.0,
        float(len(unheard)),
        _unheard_log_probability(tokens, unheard),
        _tokens_per_word(draft.text, opener_words, prompts),
        float(text.is_refused(draft.text, request)),
        max(TOTAL_FLOOR, sum(token.log_probability for token in tokens)),
        _mean(token.log_probability for token in rest),
        _mean((token.margin for token in rest), 1.0),
        _mean(token.log_probability for token in content),
        float(sum(word in opener_content for word in opener_words) - len(opener_content)),
        float(malformed_words(draft.text)),
        float(longest_echo(request_words, opener_words)),
        float(kind == kinds.QUESTION),
        float(kind == kinds.COMMAND),
        float(kind == kinds.FEELING),
    ]


def malformed_words(opener: str) -> int:
    """The number of words that are not written as words are."""
    parts = opener.split()
    return sum(
        bool(_MALFORMED.search(part))
        or (index > 0 and part[0].isupper() and not _FIRST_PERSON.fullmatch(part))
        for index, part in enumerate(parts)
    )


def longest_echo(request_words: list[str], opener_words: list[str]) -> int:
    """The longest run of words of the request, said from the other side, in the opener."""
    swapped = [_SWAPS.get(word, word) for word in request_words]
    longest = 0
    before = [0] * (len(opener_words) + 1)
    for word in swapped:
        runs = [0] * (len(opener_words) + 1)
        for index, said in enumerate(opener_words, 1):
            runs[index] = before[index - 1] + 1 if said == word else 0
        longest, before = max(longest, *runs), runs
    return longest


def _words_of_tokens(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """Tokens in groups that make a word each: a blank begins one."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and not token.text.startswith(" "):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _word_of(group: list[Token]) -> str:
    return next(iter(text.words("".join(token.text for token in group))), "")


def _unheard_log_probability(tokens: tuple[Token, ...], unheard: set[str]) -> float:
    """The least log-probability of a token that begins a word the request doesn't explain."""
    least = 0.0
    for index, token in enumerate(tokens):
        word = token.text
        for following in tokens[index + 1 :]:
            if following.text.startswith(" "):
                break
            word += following.text
        first = text.words(word)[:1]
        if first and first[0] in unheard:
            least = min(least, token.log_probability)
    return max(FLOOR, least)


def _tokens_per_word(of: str, its_words: list[str], prompts: PromptEncoder) -> float:
    return min(10.0, len(prompts.encode(of)) / len(its_words)) if its_words else 0.0


def _mean(values: Iterable[float], otherwise: float = 0.0) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else otherwise


def _least(tokens: tuple[Token, ...], measure: Callable[[Token], float]) -> float:
    return max(FLOOR, min(map(measure, tokens), default=0.0))
