"""Regular expressions that are compiled when they are first asked for.

Compiling all of them would cost a cold start more than checking the plan does, and a sound plan needs very few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from zaitaku_check.typed import Any, AnyStr, cast

_compile = re.compile


class _Waiting:
    """Stands for a pattern until one of its methods is used; from then on that method is the pattern's own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(_compile(self._pattern, self._flags), name)
        setattr(self, name, method)
        return method


@contextmanager
def patterns_wait() -> Iterator[None]:
    """Let every pattern that is compiled inside wait: for a library that compiles many and is asked for few."""
    compiled = re.compile
    re.compile = waiting  # type: ignore[assignment]  # for as long as it takes to import the library
    try:
        yield
    finally:
        re.compile = compiled


def waiting(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what behaves like `re.compile(pattern, flags)`, and is compiled on first use."""
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, int(flags)))
