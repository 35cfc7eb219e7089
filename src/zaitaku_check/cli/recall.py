"""What was found of the plans of a folder when it was last checked, kept in the user's cache folder.

One file a folder and set of options. Whatever is wrong with it (missing, damaged, of another tool, not to be written)
only costs the time to check again.
"""

from __future__ import annotations

import os
from typing import BinaryIO, cast

from zaitaku_check.cli.again import digest, tool
from zaitaku_check.cli.kept import keep, make_room, read
from zaitaku_check.cli.places import cache_root
from zaitaku_check.cli.request import Request
from zaitaku_check.engine.discover import Discovered
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.remembered import Remembered
from zaitaku_check.named import NamedTuple

MOST_KEPT = 20
MOST_BYTES = 256 << 20
"""So many folders are kept, of so many bytes together."""
FEW = 2_000
"""Plans of which all that is found may wait in memory until it is kept."""


class Recalled(NamedTuple):
    """What is remembered of a folder, and the file that it is kept in."""

    remembered: Remembered
    file: str

    def keep(self) -> None:
        """Keep what is new; quietly not, where that cannot be done."""
        if not self.remembered.changed:
            return
        try:
            keep(self.file, self.remembered.parts())
            make_room(os.path.dirname(self.file), MOST_KEPT, MOST_BYTES)
        except OSError:
            return


def recall(request: Request, options: RunOptions, found: Discovered) -> Recalled | None:
    """Return what is remembered of a folder; None where nothing is kept: anything out of the ordinary."""
    if not request.cache or found.folder is None or options.packs or options.brings or options.evidence:
        return None
    root = cache_root()
    if not root:
        return None
    asked = repr(options)
    file = os.path.join(root, "plans", digest([os.path.realpath(found.folder), asked])[:40])
    return Recalled(Remembered(digest([*tool(), asked]), read(file) or b"", _spool(len(found.files))), file)


def _spool(plans: int) -> BinaryIO | None:
    """Return a file for what is found of many plans, which vanishes with the run; a few are held in memory."""
    if plans < FEW:
        return None
    from tempfile import TemporaryFile

    try:
        return cast("BinaryIO", TemporaryFile())
    except OSError:
        return None
