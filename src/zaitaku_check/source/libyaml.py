"""PyYAML, loaded without compiling the patterns by which it would guess what a value is: it is never asked to."""

from __future__ import annotations

from zaitaku_check.source.waiting import patterns_wait

with patterns_wait():
    import yaml

__all__ = ["yaml"]
