"""What can be wrong with a pack that loads: texts that cannot be filled, rules without tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.load import Loaded
from zaitaku_check.plan.spelling import nearest

PLACEHOLDERS = ("label", "actual", "min", "max", "missing", "value")
_BRACES = re.compile(r"\{([^{}]*)\}")


def lint_pack(loaded: Loaded) -> tuple[Problem, ...]:
    """Return what is wrong with a pack beyond what keeps it from loading, in file order."""
    if loaded.pack.id == "structure":
        return ()
    problems: list[Problem] = []
    for document in loaded.documents:
        if document.name not in ("pack.yaml", "form.yaml"):
            for at, rule in enumerate(document.data):
                problems.extend(_message_problems(document, (at,), rule))
    return tuple(problems)


def _message_problems(document: Document, where: Where, rule: dict[str, Any]) -> Iterator[Problem]:
    """Yield a problem for every placeholder in a message that no word fills."""
    for at, message in _messages(rule, where):
        for lang, text in message.items():
            for name in _BRACES.findall(text):
                if name not in PLACEHOLDERS:
                    hint = nearest(name, list(PLACEHOLDERS))
                    wording = Pair(f"「{{{name}}}」に入るものはありません。", f"nothing fills {{{name}}}")
                    yield document.problem((*at, lang), wording, f"{{{hint[0]}}}" if hint else "")


def _messages(value: Any, where: Where) -> Iterator[tuple[Where, dict[str, str]]]:
    if isinstance(value, dict):
        for key, child in value.items():
            if key == "message" and isinstance(child, dict):
                yield (*where, key), child
            elif key != "tests":
                yield from _messages(child, (*where, key))
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from _messages(child, (*where, at))
