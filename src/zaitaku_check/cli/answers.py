"""The record of answers that whoever runs the tool names: `--answers FILE`, or a folder with an `answers.yaml`."""

from __future__ import annotations

import os

from zaitaku_check.errors import ConfigError
from zaitaku_check.files import why_not_read
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.engine.answers import Record

FILE = "answers.yaml"
NOT_A_PLAN = Bilingual("説明の記録です（--answers）。", "it is the record of answers (--answers)")
_LARGEST = 4 * 1024 * 1024


def open_record(word: str) -> Record | None:
    """Return the record that was asked for, None where none was; raises ConfigError where it cannot be read."""
    if not word:
        return None
    from zaitaku_check.engine.answers import read_record

    path = os.path.join(word, FILE) if os.path.isdir(word) else word
    return read_record(path, _bytes(path))


def _bytes(path: str) -> bytes:
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise _unreadable(path, Bilingual("通常のファイルではありません", "not a regular file"))
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, why_not_read(error, path)) from error
    if len(data) > _LARGEST:
        raise _unreadable(path, Bilingual("大きすぎます", "too large"))
    return data


def _unreadable(path: str, reason: Bilingual) -> ConfigError:
    name = shown(path, 300)
    return ConfigError(
        Bilingual(
            f"説明の記録「{name}」を読み取れません（{reason.ja}）。", f"cannot read the answers “{name}”: {reason.en}"
        )
    )
