"""The start cut out of a larger model, capitals, and the words a model may say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from opener_training import capitals, folder, lexicon, pairs, start, teacher
from opener_training.batches import BatchSource, encode
from opener_training.capitals import Capitals
from opener_training.model import Swen, SwenConfig
from opener_training.pairs import Pair
from opener_training.prompt import CHATML, SHORT, PromptEncoder
from opener_training.start import Source

SHAPE = SwenConfig(
    vocab_size=300, hidden_size=32, num_hidden_layers=4, num_attention_heads=4, num_key_value_heads=2,
    intermediate_size=48,
)  # fmt: skip


@pytest.fixture
def large(small_tokenizer: Path) -> Source:
    """A random model of four layers, with the vocabulary of a small tokenizer."""
    made = Tokenizer.from_file(str(small_tokenizer))
    vocabulary = made.get_vocab()
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])
    special = [token for token in tokens if token.startswith("<|")]
    parts = {token: split(token, vocabulary) for token in tokens if len(token) > 1 and token not in special}
    config = SwenConfig(**{**SHAPE.as_dict(), "vocab_size": len(tokens)})  # type: ignore[arg-type]
    weights = {key: value.numpy().astype(np.float32) for key, value in Swen(config).state_dict().items()}
    merges = [pair for pair in parts.values() if pair is not None]
    return Source(config, weights, tokens, merges, special)


def split(token: str, vocabulary: dict[str, int]) -> tuple[str, str] | None:
    for at in range(len(token) - 1, 0, -1):
        if token[:at] in vocabulary and token[at:] in vocabulary:
            return token[:at], token[at:]
    return None


def test_layers_and_rows_are_taken_as_they_are(large: Source, tmp_path: Path) -> None:
    texts = ["what is the capital of peru", "The capital of Peru is"]
    start.cut(large, [0, 3], 400, texts, tmp_path)
    cut = folder.ModelFolder.open(tmp_path)
    assert cut.model.config.num_hidden_layers == 2
    kept = cut.model.state_dict()
    for name in ("self_attn.q_proj", "mlp.down_proj", "input_layernorm"):
        taken = kept[f"model.layers.1.{name}.weight"].numpy()
        np.testing.assert_array_equal(taken, large.weights[f"model.layers.3.{name}.weight"])
    token = "Ġcapital" if "Ġcapital" in large.tokens else "Ġthe"
    row = kept["model.embed_tokens.weight"][cut.prompts.tokenizer.token_to_id(token)].numpy()
    whole = large.weights["model.embed_tokens.weight"][large.tokens.index(token)]
    np.testing.assert_array_equal(row, whole)
    for text in [*texts, "anything else, 12 & ü"]:
        assert cut.prompts.decode(cut.prompts.encode(text)) == text


def test_a_layer_that_is_not_there_is_named(large: Source, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no layer 9"):
        start.cut(large, [0, 9], 400, ["a"], tmp_path)


def test_rotary_pairs_are_put_half_a_head_apart() -> None:
    rows = np.arange(8, dtype=np.float32).reshape(8, 1)
    assert start._half_split(rows, 2)[:, 0].tolist() == [0, 2, 1, 3, 4, 6, 5, 7]


def test_names_get_their_capitals_and_unknown_words_are_left_out(tmp_path: Path) -> None:
    for part in ("noun", "adj", "verb", "adv"):
        (tmp_path / f"data.{part}").write_text(
            "  a licence\n00001 02 r 02 the 0 of 0 000 | x\n", encoding="utf-8"
        )
    (tmp_path / "data.noun").write_text(
        "00001740 03 n 01 Peru 0 000 | a country\n"
        "00001741 03 n 01 New_York 0 000 | a city\n"
        "00001742 03 n 02 turkey 0 Turkey 1 000 | a bird\n"
        "00001743 03 n 01 capital 0 000 | a city\n"
        "00001744 03 n 01 weather 0 000 | rain\n",
        encoding="utf-8",
    )
    known = Capitals.learn(["The best is here in Oslo", "The best of it is new"], tmp_path)
    assert known.apply("the capital of peru is") == "The capital of Peru is"
    assert known.apply("the weather in new york is") == "The weather in New York is"
    assert known.apply("the capital of oslo is") == "The capital of Oslo is"
    assert known.apply("the best turkeys is") == "The best turkeys is"
    assert known.apply("the capital of xyzzy is") is None
    mixed = [Pair("a", ("the capital of peru is", "the xyzzy is")), Pair("b", ("the xyzzy is",))]
    assert capitals.correct(mixed, known) == [Pair("a", ("The capital of Peru is",))]


def test_the_words_a_model_may_say_come_from_openers_not_from_requests() -> None:
    said = [("what is the capital of peru", "The capital of Peru usually is")] * 5
    said += [("why is it overripe", "Overripe fruit is three times")] * 5
    words = lexicon.words(said)
    assert {"usually", "is", "Peru"} <= set(words)
    assert not {"overripe", "three", "peru"} & set(words)


def test_earlier_turns_stand_before_the_request(small_tokenizer: Path, tmp_path: Path) -> None:
    file = tmp_path / "dialogue.tsv"
    file.write_text("Who wrote it?\tJane Austen wrote it.\tand when\tIt was written in\n", encoding="utf-8")
    (pair,) = pairs.read(file)
    assert pair.earlier == (("who wrote it", "Jane Austen wrote it."),)
    pairs.write_jsonl([pair], tmp_path / "pairs.jsonl")
    assert list(pairs.read(tmp_path / "pairs.jsonl")) == [pair]
    short = PromptEncoder.load(small_tokenizer, SHORT)
    assert short.decode(short.prompt(pair.request, pair.earlier)) == (
        "<|im_start|>user\nwho wrote it<|im_end|>Jane Austen wrote it<|im_end|>"
        "<|im_start|>user\nand when<|im_end|>"
    )
    family = PromptEncoder.load(small_tokenizer, CHATML)
    assert family.decode(family.prompt("hi")).endswith("hi<|im_end|>\n<|im_start|>assistant\n")
    long = short.before([("a", "word " * 100)])
    assert short.decode(long).count("word") == 24


def test_single_turns_are_put_behind_unrelated_ones_now_and_then(small_tokenizer: Path) -> None:
    prompts = PromptEncoder.load(small_tokenizer, SHORT)
    turn = (("who are you", "I am here to help"),)
    data = [Pair(f"request {n}", ("The answer to it is",)) for n in range(40)]
    data += [Pair("and you", ("I am",), earlier=turn)]
    source = BatchSource(encode(data, prompts), 8, seed=1)
    starts = [
        int((source.batch(step).ids[:, 1:] == source.batch(step).ids[0, 0]).sum()) for step in range(60)
    ]
    assert sum(count >= 8 for count in starts) in range(2, 20)
    batch = source.batch(0)
    ends = batch.ids == prompts.end_id
    assert bool((batch.weights[ends] > 0).all()), "that a request ends is learnt each time"


def test_a_teacher_writes_only_what_is_well_formed_and_goes_on(starter: Path, tmp_path: Path) -> None:
    out = tmp_path / "written.jsonl"
    model = folder.ModelFolder.open(starter)
    requests = ["what is the capital of peru", "set a timer for ten minutes", "why do cats purr"]
    first = teacher.write(model, requests[:2], out)
    assert first + teacher.write(model, requests, out) == len(list(pairs.read(out)))
    for pair in pairs.read(out):
        assert teacher.is_good(pair.openers[0], pair.request)
