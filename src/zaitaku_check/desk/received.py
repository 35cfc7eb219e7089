"""A folder as it was received: archives in it are unpacked beside the papers, safely, under the names people gave.

Nothing is written among what was received. An archive is named by its content, so that it is unpacked once.
"""

from __future__ import annotations

import os
import zlib
from hashlib import sha256
from typing import Final, NamedTuple
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile, ZipInfo

from zaitaku_check.desk.case import safe_name
from zaitaku_check.text_types import Bilingual

FOLDER: Final = "received"
_MOST: Final = 2_000
"""Files of one archive."""
_LARGEST: Final = 20 << 20
"""Bytes of one file of an archive, unpacked."""
_WHOLE: Final = 200 << 20
"""Bytes of one archive, unpacked."""
_CHUNK: Final = 1 << 16
_OF_SYSTEM: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
UNPACKED: Final = Bilingual(
    "圧縮ファイルです。中のファイルを検査しました。", "an archive; the files in it were checked"
)


class Unpacked(NamedTuple):
    """What the archives of a folder come to: the folders with their files, and by archive why it was left as it is."""

    folders: tuple[str, ...]
    reasons: dict[str, Bilingual]


class _Refused(Exception):  # noqa: N818 - it names what happened
    """An archive that is not unpacked, and why."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.wording = Bilingual(f"圧縮ファイルです。{ja}", f"an archive; {en}")


def unpack(folder: str, out: str) -> Unpacked:
    """Unpack the archives of a folder into `out`; raises OSError where nothing can be written there."""
    folders: list[str] = []
    reasons: dict[str, Bilingual] = {}
    for path in _archives(folder, out):
        try:
            folders.append(_unpacked(path, out))
            reasons[path] = UNPACKED
        except _Refused as refused:
            reasons[path] = refused.wording
    return Unpacked(tuple(folders), reasons)


def _archives(folder: str, out: str) -> list[str]:
    papers = os.path.realpath(out)
    found = []
    for here, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if os.path.realpath(os.path.join(here, name)) != papers)
        found += [os.path.join(here, name) for name in sorted(files) if name.lower().endswith(".zip")]
    return [path for path in found if not os.path.islink(path)]


def _unpacked(path: str, out: str) -> str:
    """Return the folder of one archive, unpacked now if it was not before."""
    with open(path, "rb") as file:
        digest = sha256(file.read()).hexdigest()[:8]
    stem = safe_name(os.path.splitext(os.path.basename(path))[0])
    target = os.path.join(out, FOLDER, f"{stem}-{digest}")
    if os.path.isdir(target):
        return target
    files = _read(path)
    beside = f"{target}.part"
    for name, data in files.items():
        there = os.path.join(beside, *name.split("/"))
        os.makedirs(os.path.dirname(there), exist_ok=True)
        with open(there, "wb") as file:
            file.write(data)
    os.makedirs(beside, exist_ok=True)
    os.rename(beside, target)
    return target


def _read(path: str) -> dict[str, bytes]:
    """Return the files of an archive by name, as far as it keeps to its bounds."""
    try:
        with ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir() and not _is_link(each)]
            if len(members) > _MOST:
                raise _Refused("ファイルの数が多すぎるため、展開していません。", "too many files to unpack")
            if any(each.flag_bits & 1 for each in members):
                raise _Refused("パスワードがあるため、展開できません。", "it has a password and was not unpacked")
            files: dict[str, bytes] = {}
            left = _WHOLE
            for each in members:
                name = _name(each)
                if name and not any(part in _OF_SYSTEM for part in each.filename.split("/")):
                    data = _bytes(archive, each, min(left, _LARGEST))
                    left -= len(data)
                    files[_free(name, files)] = data
            return files
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise _Refused("壊れているため、展開できません。", "damaged, and not unpacked") from error


def _bytes(archive: ZipFile, member: ZipInfo, most: int) -> bytes:
    """Return the bytes of one file; never more than `most` are unpacked, whatever the archive says of its size."""
    data = bytearray()
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            data += chunk
            if len(data) > most:
                raise _Refused("展開すると大きすぎるため、展開していません。", "too large to unpack")
    return bytes(data)


def _is_link(member: ZipInfo) -> bool:
    return (member.external_attr >> 28) == 0o12


def _name(member: ZipInfo) -> str:
    """Return a file's name as it was given: in UTF-8 or as Windows writes it (CP932), and leading nowhere else."""
    name = member.filename
    if not member.flag_bits & 0x800:
        raw = member.orig_filename.encode("cp437", "replace")
        name = next((text for coding in ("utf-8", "cp932") if (text := _decoded(raw, coding))), name)
    parts = [part for part in normalize("NFC", name.replace("\\", "/")).split("/") if part.strip(" .")]
    return "/".join(_safe(part) for part in parts)


def _decoded(raw: bytes, coding: str) -> str:
    try:
        return raw.decode(coding)
    except UnicodeDecodeError:
        return ""


def _safe(part: str) -> str:
    stem, suffix = os.path.splitext(part)
    return safe_name(stem) + "".join(each for each in suffix if each.isalnum() or each == ".")


def _free(name: str, taken: dict[str, bytes]) -> str:
    """Return a name that no other file of the archive has, on a disk that makes no difference of capitals."""
    known = {each.lower() for each in taken}
    stem, suffix = os.path.splitext(name)
    number = 1
    while name.lower() in known:
        number += 1
        name = f"{stem}_{number}{suffix}"
    return name
