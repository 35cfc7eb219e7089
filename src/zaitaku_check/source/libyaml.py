"""PyYAML, loaded without compiling the patterns by which it would guess what a value is: it is never asked to."""

from __future__ import annotations

import re

from zaitaku_check.source.waiting import waiting

_compile = re.compile
re.compile = waiting  # type: ignore[assignment]  # for as long as it takes to import the library
try:
    import yaml
    from yaml import events
finally:
    re.compile = _compile

__all__ = ["events", "yaml"]
