"""Trains the tokenizer: byte-level byte-pair encoding, digits split, so that any text can be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from opener_training.pairs import Pair
from opener_training.prompt import SPECIAL_TOKENS

VOCABULARY = 12_288
# More openers of a pair add weight to its words, not words.
OPENERS_A_PAIR = 4


def train(pairs: Iterable[Pair], words: Iterable[str] = (), vocabulary: int = VOCABULARY) -> Tokenizer:
    """A tokenizer for the pairs' texts; ``words`` are further words it should know (slot fillers).

    Each opener is seen with and without a blank before it: after a cut it may stand in a sentence.
    Its size is below ``vocabulary`` when there is too little text to fill it.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_texts(pairs, words), trainer)
    return tokenizer


def _texts(pairs: Iterable[Pair], words: Iterable[str]) -> Iterator[str]:
    for pair in pairs:
        yield pair.request
        for opener in pair.openers[:OPENERS_A_PAIR]:
            yield opener
            yield " " + opener
    for word in words:
        yield " " + word


def save(tokenizer: Tokenizer, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(file))
