"""Why the system would not let a file be read or written, in both languages: its own words are English everywhere."""

from __future__ import annotations

import errno

from zaitaku_check.nouns import Pair

_EITHER = {
    errno.EISDIR: "フォルダーです",
    errno.ENOTDIR: "途中にフォルダーではないものがあります",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ELOOP: "リンクが循環しています",
    errno.EBUSY: "ほかのプログラムが使用しています",
}
_READING = {
    **_EITHER,
    errno.ENOENT: "ファイルがありません",
    errno.EACCES: "読み取る権限がありません",
    errno.EPERM: "読み取る権限がありません",
}
_WRITING = {
    **_EITHER,
    errno.ENOENT: "フォルダーがありません",
    errno.EACCES: "書き込む権限がありません",
    errno.EPERM: "書き込む権限がありません",
    errno.EROFS: "書き込みのできない場所です",
    errno.ENOSPC: "ディスクの空きがありません",
    errno.EDQUOT: "使用できる容量を超えています",
}
_NO_NAME = Pair("ファイルの名前として使えません", "it cannot be the name of a file")


def why_not_read(error: OSError | ValueError) -> Pair:
    """Return why a file could not be read, like `why_not_written`; a ValueError is about its name."""
    return _reason(_READING, error) if isinstance(error, OSError) else _NO_NAME


def why_not_written(error: OSError) -> Pair:
    """Return the reason as half a sentence, without a full stop; what we have no words for as the system says it."""
    return _reason(_WRITING, error)


def _reason(words: dict[int, str], error: OSError) -> Pair:
    said = error.strerror or type(error).__name__
    return Pair(words.get(error.errno or 0, said), said)
