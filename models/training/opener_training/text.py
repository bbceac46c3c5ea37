"""Words of requests and openers, compared in the same way as the Java runtime compares them.

The word lists are read from the runtime's own resources (``models/src/main/resources``), so that the
gate is fitted on exactly the definitions that it is used with.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "src/main/resources/dev/upbeat/models"

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FINAL_PUNCTUATION = re.compile(r"[\s.?!,;:…。？！]+$")


@cache
def word_list(name: str) -> frozenset[str]:
    """The entries of a word list of the runtime: one a line, ``#`` begins a comment."""
    lines = (RESOURCES / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def normalize_request(request: str) -> str:
    """A request as a recognizer writes it: one line, lower case, no final punctuation."""
    text = unicodedata.normalize("NFC", request).replace("’", "'").replace("‘", "'")
    text = text.replace("<|", " ").replace("|>", " ")
    text = "".join(" " if _is_no_text(character) else character for character in text)
    text = re.sub(r" +", " ", text).strip()
    return _FINAL_PUNCTUATION.sub("", text).lower()


def _is_no_text(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zs",
        "Zl",
        "Zp",
    }


def words(text: str) -> list[str]:
    """The words of a text: lower case, no punctuation, apostrophes kept."""
    return _WORD.findall(text.lower().replace("’", "'"))


def count_words(text: str) -> int:
    """The number of words a listener hears: parts between blanks that hold a letter or digit."""
    return sum(any(map(str.isalnum, part)) for part in text.split())


def content_words(text: str) -> set[str]:
    """The words that say what a text is about: all but the common ones of openers."""
    return set(words(text)) - word_list("common-words-en.txt")


def is_heard(word: str, request_content: set[str]) -> bool:
    """Whether a word, or another form of it, is among a request's content words."""
    if word in request_content:
        return True
    stem = word[: max(3, len(word) - 3)]
    return len(word) > 3 and any(
        len(heard) >= len(stem) and abs(len(heard) - len(word)) <= 3 and heard.startswith(stem)
        for heard in request_content
    )


def start_of_unheard_number(text: str, heard: set[str]) -> int:
    """Where the first word begins that states a number the request doesn't; -1 if none does."""
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        word = match.group()
        is_number = any(map(str.isdigit, word)) or word in word_list("number-words-en.txt")
        if is_number and word not in heard:
            return match.start()
    return -1


def repeats_itself(tokens: list[str]) -> bool:
    """Whether a word follows itself or a pair of words occurs twice."""
    pairs = list(itertools.pairwise(tokens))
    return len(set(pairs)) < len(pairs) or any(a == b for a, b in pairs)


def is_tail(tokens: list[str], request_words: list[str]) -> bool:
    """Whether an opener only says the request's last words again."""
    return len(tokens) <= len(request_words) and (request_words[len(request_words) - len(tokens) :] == tokens)


def is_refused(text: str, request: str, min_words: int = 3) -> bool:
    """Whether the runtime refuses to speak an opener, whatever the gate says."""
    tokens = words(text)
    return (
        len(tokens) < min_words
        or any(character == "�" or unicodedata.category(character) == "Cc" for character in text)
        or any(word in word_list("profanity-en.txt") for word in tokens)
        or repeats_itself(tokens)
        or is_tail(tokens, words(request))
    )
