"""`python -m zaitaku_check`: the command, where it is not on the path."""

from __future__ import annotations

from zaitaku_check.cli.entry import script

if __name__ == "__main__":
    script()
