"""Regular expressions that are compiled when they are first asked for.

Compiling all of them would cost a cold start more than checking the plan does, and a sound plan needs very few.
"""

from __future__ import annotations

import re

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


def waiting(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what behaves like `re.compile(pattern, flags)`, and is compiled on first use."""
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, int(flags)))
