"""Programs from npm that are not ours; a test that cannot have them is skipped and says why."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest


@cache
def installed(*packages: str) -> Path:
    """Install packages into a temporary folder, once a session, and return its `node_modules`."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed here")
    folder = Path(tempfile.mkdtemp(prefix="zaitaku-npm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", *packages]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)  # noqa: S603 - fixed words
    if done.returncode:
        pytest.skip(f"npm cannot install {', '.join(packages)}: {(done.stderr or done.stdout).strip()[-200:]}")
    return folder / "node_modules"
