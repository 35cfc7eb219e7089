"""The command as a module, for whoever does not have it on the path."""

from __future__ import annotations

import subprocess
import sys

import zaitaku_check


def test_the_package_can_be_run() -> None:
    """`python -m zaitaku_check` is the command."""
    run = subprocess.run(
        [sys.executable, "-m", "zaitaku_check", "--version"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.splitlines()[0]) == (0, f"zaitaku-check {zaitaku_check.__version__}")
