from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import BPE

from opener_training import pairs, requests
from opener_training.pairs import Pair
from opener_training.prompt import PromptEncoder
from opener_training.rules import Rules, swap_person

DATA = Path(__file__).resolve().parents[1] / "data"


def test_pairs_survive_writing_and_reading(tmp_path: Path) -> None:
    written = [
        Pair("who wrote dune", ("Dune was written by",), 3, "train", "books"),
        Pair("où est le café", ("The café is",)),
    ]
    assert pairs.write_jsonl(written, tmp_path / "a.jsonl") == 2
    assert list(pairs.read_jsonl(tmp_path / "a.jsonl")) == written


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"q": "a"}', '{"q": "?", "o": ["b"]}', '{"q": "a", "o": []}',
     '{"q": "a", "o": ["b"], "split": "test"}', '{"q": "a", "o": ["b"], "w": 0}'],
)  # fmt: skip
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"q": "fine", "o": ["All is fine"]}\n' + line + "\n")
    with pytest.raises(ValueError, match=r"a\.jsonl, line 2"):
        list(pairs.read_jsonl(file))


def test_requests_are_read_as_a_recognizer_writes_them(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"q": "  What\\u2019s THIS?! ", "o": ["This is"]}\n')
    assert next(iter(pairs.read_jsonl(file))).request == "what's this"


def test_the_first_pair_of_a_request_stands() -> None:
    merged = pairs.merge([Pair("a", ("x",)), Pair("b", ("y",)), Pair("a", ("z",))])
    assert [pair.openers for pair in merged] == [("x",), ("y",)]


def test_the_split_is_the_same_each_time_and_as_large_as_asked() -> None:
    many = [Pair(f"request {i}", ("x",)) for i in range(2000)]
    split = pairs.with_split(many, 0.1)
    assert split == pairs.with_split(many, 0.1)
    assert 150 < sum(pair.split == "val" for pair in split) < 250
    assert pairs.with_split([Pair("a", ("x",), split="val")], 0)[0].split == "val"


def test_rules_give_openers_with_the_person_swapped() -> None:
    rules = Rules.read(sorted((DATA / "rules").glob("*.jsonl")))
    openers = rules.openers("how do i lower my heating bill")
    assert openers
    assert any("your heating bill" in opener for opener in openers)
    assert all(3 <= len(opener.split()) <= 9 for opener in openers)
    assert Rules({}).openers("hello", "no such intent") == []


def test_persons_are_swapped_in_context() -> None:
    assert swap_person("am i late for my train") == "are you late for your train"
    assert swap_person("what i was told") == "what you were told"
    assert swap_person("what was my score") == "what was your score"


def test_a_tokenizer_of_another_family_is_refused() -> None:
    with pytest.raises(ValueError, match="no <|endoftext|>".replace("|", r"\|")):
        PromptEncoder(Tokenizer(BPE()))


def test_data_sets_of_several_forms(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"weather": ["Rain today?", ["snow", "[what : snow]"]]}')
    (tmp_path / "a.tsv").write_text("hello there\tgreeting\n\nbye\n")
    assert list(requests.read(tmp_path / "a.json")) == [
        ("rain today", "weather"),
        ("snow", "weather"),
    ]
    assert list(requests.read(tmp_path / "a.tsv")) == [("hello there", "greeting"), ("bye", "")]
