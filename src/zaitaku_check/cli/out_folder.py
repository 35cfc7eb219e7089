"""A folder of reports, written beside first and then moved into place; what others put there is never overwritten.

Beside the reports stands a list of them with their digests. By it a later run knows which files are its own and
untouched, and so may be replaced: a letter or a workbook somebody has worked on since is not.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from zaitaku_check.cli.refusals import why_not_written
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.report.shown import shown

CONTENTS: Final = "contents.json"
SCHEMA: Final = "zaitaku-check/review-1"

Files = Mapping[str, bytes]
"""What is to be written: path below the folder (with `/`) to bytes."""


def refuse_among(out: str, plans: Iterable[str]) -> None:
    """Refuse a folder that is a file, or in which any of the plans lies; raises UsageError."""
    name = shown(out, 300)
    if os.path.lexists(out) and not os.path.isdir(out):
        raise UsageError(Pair(f"出力先「{name}」はフォルダーではありません。", f"“{name}” is not a folder"))
    here = os.path.join(os.path.realpath(out), "")
    if any(os.path.realpath(plan).startswith(here) for plan in plans):
        raise UsageError(
            Pair(
                f"出力先「{name}」には検査した計画書があります。計画書のないフォルダーを指定してください。",
                f"“{name}” holds plans that were checked; name a folder without plans",
            )
        )


def write_folder(out: str, files: Files) -> None:
    """Write the files, whole, and take away those of an earlier run that are no more; raises UsageError."""
    out = os.path.normpath(out)
    earlier = _earlier(out)
    _refuse_foreign(out, {**files, CONTENTS: b""}, earlier)
    digests = {name: _digest(content) for name, content in files.items()}
    contents = json.dumps({"schema": SCHEMA, "files": digests}, ensure_ascii=False, indent=1) + "\n"
    beside = f"{out}.{os.getpid()}.part"
    try:
        _write(beside, {**files, CONTENTS: contents.encode()})
        _move(beside, out, [*files, CONTENTS])
        for name in earlier.keys() - files.keys():
            os.remove(_below(out, name))
    except OSError as error:
        ja, en = why_not_written(error)
        name = shown(out, 300)
        raise UsageError(Pair(f"「{name}」に書き出せません（{ja}）。", f"cannot write “{name}”: {en}")) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _earlier(out: str) -> dict[str, str]:
    """Return the files of an earlier run that are still as they were written, with their digests."""
    try:
        with open(os.path.join(out, CONTENTS), "rb") as file:
            contents = json.loads(file.read())
        listed = contents["files"] if contents["schema"] == SCHEMA else {}
        return {str(name): digest for name, digest in listed.items() if _safe(name) and _on_disk(out, name) == digest}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _safe(name: str) -> bool:
    """Say whether a listed name leads nowhere but below the folder: the list may have been tampered with."""
    return not os.path.isabs(name) and ".." not in name.replace("\\", "/").split("/") and ":" not in name


def _on_disk(out: str, name: str) -> str:
    """Return the digest of a file, "" where there is none or a link stands in its place."""
    path = _below(out, name)
    if os.path.islink(path) or not os.path.isfile(path):
        return ""
    with open(path, "rb") as file:
        return _digest(file.read())


def _refuse_foreign(out: str, files: Files, earlier: Mapping[str, str]) -> None:
    """Refuse to overwrite what no earlier run has written, or what has been worked on since."""
    ours = {*earlier, *([CONTENTS] if _is_list(out) else [])}
    foreign = sorted(name for name in files if name not in ours and os.path.lexists(_below(out, name)))
    foreign += sorted({folder for name in files if (folder := os.path.dirname(name)) and _is_odd(_below(out, folder))})
    if foreign:
        names, more = "、".join(foreign[:3]), len(foreign) - 3
        ja, en = (f"ほか{more}件", f" and {more} more") if more > 0 else ("", "")
        where = shown(out, 300)
        raise UsageError(
            Pair(
                f"出力先「{where}」の {names}{ja} は、このコマンドが書き出したままのファイルではないため、"
                "上書きしません。別の出力先を指定するか、ファイルを移してください。",
                f"in “{where}”, {', '.join(foreign[:3])}{en} are not as this command wrote them and are not "
                "overwritten; name another folder, or move them away",
            )
        )


def _is_list(out: str) -> bool:
    try:
        with open(os.path.join(out, CONTENTS), "rb") as file:
            return SCHEMA.encode() in file.read(200)
    except OSError:
        return False


def _is_odd(folder: str) -> bool:
    return os.path.lexists(folder) and (os.path.islink(folder) or not os.path.isdir(folder))


def _write(folder: str, files: Files) -> None:
    for name, content in files.items():
        path = _below(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            file.write(content)


def _move(beside: str, out: str, names: list[str]) -> None:
    if not os.path.lexists(out):
        os.makedirs(os.path.dirname(os.path.abspath(out)), exist_ok=True)
        os.rename(beside, out)
        return
    for name in names:
        os.makedirs(os.path.dirname(_below(out, name)), exist_ok=True)
        os.replace(_below(beside, name), _below(out, name))


def _below(folder: str, name: str) -> str:
    return os.path.join(folder, *name.split("/"))


def _digest(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"
