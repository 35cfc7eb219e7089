"""Why the system would not let a file be written, in both languages: its own words are English wherever it runs."""

from __future__ import annotations

import errno

from zaitaku_check.nouns import Pair

_JA = {
    errno.ENOENT: "フォルダがありません",
    errno.EACCES: "書き込む権限がありません",
    errno.EPERM: "書き込む権限がありません",
    errno.EROFS: "書き込みのできない場所です",
    errno.ENOSPC: "ディスクの空きがありません",
    errno.EDQUOT: "使用できる容量を超えています",
    errno.EISDIR: "フォルダです",
    errno.ENOTDIR: "途中のフォルダがフォルダではありません",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.ELOOP: "リンクが循環しています",
    errno.EBUSY: "ほかのプログラムが使用しています",
}


def why_not_written(error: OSError) -> Pair:
    """Return the reason as half a sentence, without a full stop; what we have no words for as the system says it."""
    said = error.strerror or type(error).__name__
    return Pair(_JA.get(error.errno or 0, said), said)
