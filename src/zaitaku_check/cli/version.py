"""What `--version` says: all that a report of a mistake should begin with."""

from __future__ import annotations

import sys

from zaitaku_check import __version__
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.rules_lock import digests


def version() -> int:
    """Print the version, Python, system, the output's encoding, and each rule pack with its digest; return 0."""
    python = ".".join(map(str, sys.version_info[:3]))
    encoding = getattr(sys.stdout, "encoding", "") or "?"
    packs = "".join(
        f"{name} {digest.removeprefix('sha256:')[:12]}\n" for name, digest in sorted(digests(open_shelf()).items())
    )
    to_stdout(f"zaitaku-check {__version__}\nPython {python}, {sys.platform}, {encoding}\n{packs}", machine=False)
    return 0
