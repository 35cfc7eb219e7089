"""JSON as text that is safe to look at: what is hidden is escaped the JSON way, so that the value stays the same."""

from __future__ import annotations

import json

from zaitaku_check.report.shown import hidden_in
from zaitaku_check.typed import Any


def json_line(value: Any) -> str:
    """Return a value as one line of JSON, readable (no escapes for Japanese) and free of hidden characters."""
    return _seen(json.dumps(value, ensure_ascii=False))


def json_lines(value: Any) -> str:
    """Return the same in as many lines as a person likes to read."""
    return "\n".join(map(_seen, json.dumps(value, ensure_ascii=False, indent=2).split("\n")))


def _seen(text: str) -> str:
    hidden = hidden_in(text)
    return text.translate({ord(each): json.dumps(each)[1:-1] for each in hidden}) if hidden else text
