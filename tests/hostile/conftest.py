"""What the hostile cases share: one checker for all of them."""

from __future__ import annotations

import pytest

from zaitaku_check.cli.locations import rules_root
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.shelf import Shelf


@pytest.fixture(scope="session")
def checker() -> Checker:
    """Return a checker with all packs."""
    return Checker(Shelf(rules_root()), RunOptions(as_of="2018-08-15"))
