"""How a model is asked: ChatML without a system part, the request's tokens on their own.

The request is tokenized apart from the template around it, as the runtime does it to reuse its
key/value cache. The short template leaves out all that stands between the request's last word and
the opener's first but one token, which is what has to be computed when the user has finished.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

END_OF_TEXT, START, END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
SPECIAL_TOKENS = (END_OF_TEXT, START, END)

_FINAL_PUNCTUATION = re.compile(r"[\s.?!,;:…。？！]+$")

Exchange = tuple[str, str]


@dataclass(frozen=True)
class Template:
    """What stands between the parts of a prompt; the name is that of ``opener.json``.

    answer: between a request and its answer. close: after an answer.
    """

    name: str
    answer: str
    close: str

    @property
    def chat_template(self) -> str:
        """The same as a Jinja template, for ``tokenizer_config.json``."""
        answer, close = self.answer.replace("\n", "\\n"), self.close.replace("\n", "\\n")
        return (
            "{% for message in messages %}{% if message['role'] == 'user' %}"
            f"{{{{ '{START}user\\n' + message['content'] + '{answer}' }}}}"
            "{% elif message['role'] == 'assistant' %}"
            f"{{{{ message['content'] + '{close}' }}}}"
            "{% endif %}{% endfor %}"
        )


CHATML = Template("chatml", f"{END}\n{START}assistant\n", f"{END}\n")
SHORT = Template("short", END, END)
TEMPLATES = {template.name: template for template in (CHATML, SHORT)}

# An earlier answer says what was talked about in its first words; the runtime cuts it as well.
EARLIER_ANSWER_WORDS = 24


class PromptEncoder:
    """Turns requests and openers into token ids."""

    def __init__(self, tokenizer: Tokenizer, template: Template = CHATML) -> None:
        self.tokenizer = tokenizer
        self.template = template
        missing = [token for token in SPECIAL_TOKENS if tokenizer.token_to_id(token) is None]
        if missing:
            raise ValueError(f"the tokenizer has no {missing[0]}; it is not of this family of models")
        self.end_id = int(tokenizer.token_to_id(END) or 0)
        self.user = self.encode(f"{START}user\n")
        self.after = self.encode(template.answer)

    @classmethod
    def load(cls, file: Path, template: Template = CHATML) -> PromptEncoder:
        return cls(Tokenizer.from_file(str(file)), template)

    def encode(self, text: str) -> list[int]:
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def before(self, earlier: Sequence[Exchange] = ()) -> list[int]:
        """The ids up to where the request begins; ``earlier`` turns are request and answer."""
        ids: list[int] = []
        for request, answer in earlier:
            cut = _FINAL_PUNCTUATION.sub("", " ".join(answer.split()[:EARLIER_ANSWER_WORDS]))
            ids += [*self.user, *self.encode(request), *self.after]
            ids += self.encode(cut + self.template.close)
        return ids + self.user

    def prompt(self, request: str, earlier: Sequence[Exchange] = ()) -> list[int]:
        """The ids up to where the opener begins."""
        return self.before(earlier) + self.encode(request) + self.after

    def opener(self, text: str) -> list[int]:
        """The ids of an opener, its end token included."""
        return [*self.encode(text), self.end_id]

    def decode(self, ids: list[int]) -> str:
        text: str = self.tokenizer.decode(ids, skip_special_tokens=False)
        return text
