"""The command `rules lock`, and `--locked`: packs are what they were when they were looked at and accepted."""

from __future__ import annotations

import os

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.saving import write
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import UsageError
from zaitaku_check.report.shown import shown
from zaitaku_check.report.wording import counted
from zaitaku_check.text_types import Bilingual

FILE = "packs.lock"
_HEAD = """\
# The rule packs as accepted: id = digest of what their files say. Made by `zaitaku-check rules lock`; do not edit.
# 確認済みのルールパックのid と内容の要約値です。`zaitaku-check rules lock` が作ります（編集しないでください）。
"""


def lock(packs: tuple[str, ...], lang: str) -> int:
    """Write down the digests of all packs at hand, and of those named; return 0."""
    shelf = open_shelf()
    for word in packs:
        shelf.add(word)
    path = _found() or FILE
    here = digests(shelf)
    write(path, _HEAD + "".join(f'"{name}" = "{digest}"\n' for name, digest in sorted(here.items())))
    words = Bilingual(
        f"ルールパック{len(here)}件の内容を「{shown(path)}」に記録しました。",
        f"{counted(len(here), '', 'rule pack', 'en')} written down in {shown(path)}",
    )
    to_stdout(f"{words.of(lang)}\n", machine=False)
    return 0


def refuse_unlocked(shelf: Shelf) -> None:
    """Raise UsageError where a pack at hand is not as `packs.lock` has it, or one of it is missing."""
    path = _found()
    if path is None:
        raise UsageError(
            Bilingual(
                f"{FILE} がありません。「zaitaku-check rules lock」で作成してください。",
                f"there is no {FILE}; make it with `zaitaku-check rules lock`",
            )
        )
    locked, here = _read(path), digests(shelf)
    other = sorted(name for name in locked.keys() | here.keys() if locked.get(name) != here.get(name))
    if other:
        names = ", ".join(other)
        raise UsageError(
            Bilingual(
                f"ルールパックが {FILE} の記録と違います: {names}。"
                "内容を確かめたうえで、「zaitaku-check rules lock」で記録し直してください。",
                f"not as in {FILE}: {names}; look at what changed, then write it down with `zaitaku-check rules lock`",
            )
        )


def digests(shelf: Shelf) -> dict[str, str]:
    """Return the digest of every pack at hand by its id."""
    return {head.id: head.digest for head in shelf.index.heads} | {"structure": shelf.structure().digest}


def _read(path: str) -> dict[str, str]:
    import tomllib

    try:
        with open(path, "rb") as file:
            return {name: str(digest) for name, digest in tomllib.load(file).items()}
    except (ValueError, RecursionError) as error:
        raise UsageError(Bilingual(f"「{path}」を読み取れません。", f"{path} cannot be read: {error}")) from error


def _found() -> str | None:
    """Return the nearest `packs.lock` from the working folder up to the repository's root."""
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, FILE)
        if os.path.isfile(path):
            return os.path.relpath(path)
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = above
