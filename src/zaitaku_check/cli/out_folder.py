"""A folder of reports, written beside first and then moved into place; what others put there is never overwritten.

Beside the reports stands a list of them with their digests. By it a later run knows which files are its own and
untouched, and so may be replaced: a letter or a workbook somebody has worked on since is not.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from itertools import accumulate
from typing import Final

from zaitaku_check.errors import UsageError
from zaitaku_check.files import why_not_written, write_atomically
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual

CONTENTS: Final = "contents.json"
SCHEMA: Final = "zaitaku-check/review-1"

Files = Mapping[str, bytes]
"""What is to be written: path below the folder (with `/`) to bytes."""


def _nothing(_name: str) -> bool:
    return False


def refuse_among(out: str, plans: Iterable[str]) -> None:
    """Refuse a folder that is a file, or in which any of the plans lies; raises UsageError."""
    name = shown(out, 300)
    if os.path.lexists(out) and not os.path.isdir(out):
        raise UsageError(Bilingual(f"出力先「{name}」はフォルダーではありません。", f"“{name}” is not a folder"))
    here = os.path.join(os.path.realpath(out), "")
    if any(os.path.realpath(plan).startswith(here) for plan in plans):
        raise UsageError(
            Bilingual(
                f"出力先「{name}」には検査した計画書があります。計画書のないフォルダーを指定してください。",
                f"“{name}” contains plans that were checked; name a folder without plans",
            )
        )


def worked_on(out: str) -> set[str]:
    """Return the files of earlier runs that are there and that somebody has changed since."""
    return {name for name, digests in _listed(out).items() if (now := _on_disk(out, name)) and now not in digests}


def write_folder(
    out: str, files: Files, read: Mapping[str, bytes] = {}, kept: Callable[[str], bool] = _nothing
) -> None:
    """Write the files, all or none, and take away those of an earlier run that are no more; raises UsageError.

    Where the folder is there, every file of it that changes is first moved aside, which a program that holds it open
    prevents; then the new ones are moved in, and on any failure all of it back. A run that is killed half-way leaves a
    list with both states, by which the next one knows all files as ours.

    `read` are files that people work on, as they were when the run has read them: as long as they are still that, they
    may be replaced. What is `kept` stays as it is where it is there, whoever wrote it, and in the list.
    """
    out = os.path.normpath(out)
    beside, aside = _beside(out, "part"), _beside(out, "old")
    try:
        _restore(aside, out)
        shutil.rmtree(beside, ignore_errors=True)
        listed = {name: digests for name, digests in _listed(out).items() if not kept(name)}
        staying = {name: digests for name, digests in _listed(out).items() if kept(name)}
        files = {name: content for name, content in files.items() if not kept(name) or not _on_disk(out, name)}
        listed |= {name: (*listed.get(name, ()), _digest(content)) for name, content in read.items()}
        earlier = {name for name, digests in listed.items() if _on_disk(out, name) in digests}
        _refuse_foreign(out, {**files, CONTENTS: b""}, earlier)
        digests = {name: _digest(content) for name, content in files.items()} | staying
        _write(beside, {**files, CONTENTS: _contents(digests)})
        if not os.path.lexists(out):
            os.rename(beside, out)
            return
        both = {name: [*listed.get(name, ()), *_every(digests.get(name, ()))] for name in {**listed, **digests}}
        write_atomically(_below(out, CONTENTS), (_contents(both),))
        _exchange(out, beside, aside, [*sorted(earlier), CONTENTS], [*sorted(files), CONTENTS])
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise _not_written(out, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _every(digests: str | tuple[str, ...]) -> tuple[str, ...]:
    return (digests,) if isinstance(digests, str) else digests


def _beside(out: str, purpose: str) -> str:
    """Return the name of a hidden folder beside `out`, the same for every run that writes to it."""
    folder, name = os.path.split(os.path.abspath(out))
    return os.path.join(folder, f".zaitaku-check.{sha256(os.fsencode(name)).hexdigest()[:12]}.{purpose}")


def _exchange(out: str, beside: str, aside: str, old: list[str], new: list[str]) -> None:
    """Move the old files aside and the new ones in; on a failure move back what has been moved, and raise it."""
    moves = [(_below(out, name), _below(aside, name)) for name in old]
    moves += [(_below(beside, name), _below(out, name)) for name in new]
    done: list[tuple[str, str]] = []
    try:
        for here, there in moves:
            os.makedirs(os.path.dirname(there), exist_ok=True)
            os.rename(here, there)
            done.append((here, there))
    except BaseException:
        for here, there in reversed(done):
            os.rename(there, here)
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _restore(aside: str, out: str) -> None:
    """Put back what a killed run had moved aside, as far as nothing has taken its place; the list is moved in last."""
    is_done = os.path.lexists(os.path.join(aside, CONTENTS)) and os.path.lexists(os.path.join(out, CONTENTS))
    for folder, _folders, names in () if is_done else os.walk(aside):
        for name in names:
            here = os.path.join(folder, name)
            there = os.path.join(out, os.path.relpath(here, aside))
            if not os.path.lexists(there):
                os.makedirs(os.path.dirname(there), exist_ok=True)
                os.rename(here, there)
    shutil.rmtree(aside, ignore_errors=True)


def _not_written(out: str, error: OSError) -> UsageError:
    """Return that nothing was written, with the file that stood in the way where that is one of the folder's."""
    names = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    held = next((name for name in names if name.startswith(os.path.join(out, ""))), "")
    ja, en = why_not_written(error, held)
    name = shown(held or out, 300)
    ja_end, en_end = (
        ("出力先の内容は変わっていません。", "; nothing in it has changed") if os.path.isdir(out) else ("", "")
    )
    return UsageError(
        Bilingual(f"「{name}」に書き出せません（{ja}）。{ja_end}", f"cannot write “{name}”: {en}{en_end}")
    )


def _contents(digests: Mapping[str, str | tuple[str, ...] | list[str]]) -> bytes:
    return (json.dumps({"schema": SCHEMA, "files": digests}, ensure_ascii=False, indent=1) + "\n").encode()


def _listed(out: str) -> dict[str, tuple[str, ...]]:
    """Return the files that earlier runs have written, each with its digest, or two after a run that was killed."""
    try:
        with open(os.path.join(out, CONTENTS), "rb") as file:
            contents = json.loads(file.read())
        listed = contents["files"] if contents["schema"] == SCHEMA else {}
        return {
            str(name): tuple(map(str, digests)) if isinstance(digests, list) else (str(digests),)
            for name, digests in listed.items()
            if _safe(name)
        }
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


def _refuse_foreign(out: str, files: Files, earlier: Iterable[str]) -> None:
    """Refuse to overwrite what no earlier run has written, or what has been worked on since."""
    ours = {*earlier, *([CONTENTS] if _is_list(out) else [])}
    foreign = sorted(name for name in files if name not in ours and os.path.lexists(_below(out, name)))
    folders = {above for name in files for above in accumulate(name.split("/")[:-1], "{}/{}".format)}
    foreign += sorted(folder for folder in folders if _is_odd(_below(out, folder)))
    if foreign:
        names, more = "、".join(foreign[:3]), len(foreign) - 3
        ja, en = (f"ほか{more}件", f" and {more} more") if more > 0 else ("", "")
        where = shown(out, 300)
        raise UsageError(
            Bilingual(
                f"出力先「{where}」の {names}{ja} は、このコマンドが書き出したままのファイルではないため、"
                "上書きしません。別の出力先を指定するか、ファイルを移してください。",
                f"in “{where}”, {', '.join(foreign[:3])}{en} were changed after this command wrote them and "
                "will not be overwritten; name another folder, or move them away",
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


def _below(folder: str, name: str) -> str:
    return os.path.join(folder, *name.split("/"))


def _digest(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"
