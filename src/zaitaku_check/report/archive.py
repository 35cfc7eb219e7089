"""The archive in which the files of an office suite are kept, without the clock."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def timeless(archive: bytes) -> bytes:
    """Return an archive with the same members, all of them of the first day archives know: 1 January 1980."""
    fixed = BytesIO()
    with ZipFile(BytesIO(archive)) as before, ZipFile(fixed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name), before.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
