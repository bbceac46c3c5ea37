"""How a model is asked: ChatML without a system part, the request's tokens on their own.

The request is tokenized apart from the template around it, as the runtime does it to reuse its
key/value cache.
"""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

END_OF_TEXT, START, END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
SPECIAL_TOKENS = (END_OF_TEXT, START, END)
CHAT_TEMPLATE = (
    "{% for message in messages %}{% if message['role'] == 'user' %}"
    "{{ '<|im_start|>user\\n' + message['content'] + '<|im_end|>\\n<|im_start|>assistant\\n' }}"
    "{% elif message['role'] == 'assistant' %}{{ message['content'] + '<|im_end|>\\n' }}"
    "{% endif %}{% endfor %}"
)


class PromptEncoder:
    """Turns requests and openers into token ids."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        missing = [token for token in SPECIAL_TOKENS if tokenizer.token_to_id(token) is None]
        if missing:
            raise ValueError(f"the tokenizer has no {missing[0]}; it is not of this family of models")
        self.end_id = int(tokenizer.token_to_id(END) or 0)
        self.before = self.encode(f"{START}user\n")
        self.after = self.encode(f"{END}\n{START}assistant\n")

    @classmethod
    def load(cls, file: Path) -> PromptEncoder:
        return cls(Tokenizer.from_file(str(file)))

    def encode(self, text: str) -> list[int]:
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def prompt(self, request: str) -> list[int]:
        """The ids up to where the opener begins."""
        return self.before + self.encode(request) + self.after

    def opener(self, text: str) -> list[int]:
        """The ids of an opener, its end token included."""
        return [*self.encode(text), self.end_id]

    def decode(self, ids: list[int]) -> str:
        text: str = self.tokenizer.decode(ids, skip_special_tokens=False)
        return text
