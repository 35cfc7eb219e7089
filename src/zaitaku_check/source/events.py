"""YAML events of a text: libyaml where PyYAML has it, PyYAML's own parser elsewhere, with equal results."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.libyaml import yaml

BAD_CODE = "found invalid Unicode character escape code"
LONG_VERSION = "found extremely long version number"
SURROGATE = re.compile("[\ud800-\udfff]")
TABS = re.compile(r"(?<=[^ \t\r\n])[ \t]*\t[ \t]*")
"""Tabs behind the first letter of a line. The two parsers disagree on them, so that both get spaces in their place."""
Next = Callable[[], Any]
"""Gives the next event; raises `yaml.YAMLError` where the text is not YAML."""


class Trouble(NamedTuple):
    """Where and why the parser gave up: its own words, and the offsets of the problem and of what it was reading."""

    problem: str
    context: str
    at: int
    context_at: int


def source_of(content: str, *, pure: bool = False) -> Next:
    """Return a function that gives the events of a text one by one."""
    if "\t" in content:
        content = TABS.sub(lambda found: " " * len(found[0]), content)
    if pure or not yaml.__with_libyaml__:
        return _pure(content)
    get: Next = yaml.cyaml.CParser(content).get_event  # type: ignore[attr-defined]
    return get


def _pure(content: str) -> Next:
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class Stack(Reader, Scanner, Parser):
        """The three layers of PyYAML's own parser, without composer, constructor and resolver."""

        def __init__(self) -> None:
            Reader.__init__(self, content)
            Scanner.__init__(self)
            Parser.__init__(self)

    try:
        get: Next = Stack().get_event
    except yaml.YAMLError as error:
        return _raising(error)
    return lambda: _as_strict(get)


def _as_strict(get: Next) -> Any:
    """Refuse the escapes that libyaml refuses: halves of characters, and numbers beyond the last character."""
    try:
        event = get()
    except (ValueError, OverflowError) as error:
        problem = LONG_VERSION if "digits" in str(error) else BAD_CODE
        raise yaml.scanner.ScannerError(None, None, problem, None) from error
    value = getattr(event, "value", None)
    if isinstance(value, str) and SURROGATE.search(value):
        raise yaml.scanner.ScannerError(None, None, BAD_CODE, event.start_mark)
    return event


def _raising(error: yaml.YAMLError) -> Next:
    def give() -> Any:
        raise error

    return give


def trouble(error: yaml.YAMLError, length: int) -> Trouble:
    """Read the parser's complaint; an error without a place is put at the text's end."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None)
    at = mark.index if mark is not None else position if isinstance(position, int) else length
    context_mark = getattr(error, "context_mark", None)
    context_at = context_mark.index if context_mark is not None else at
    return Trouble(problem, getattr(error, "context", None) or "", min(at, length), min(context_at, length))
