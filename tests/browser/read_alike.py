"""What a text is read as, in one line, for comparing two Pythons: it runs in the page as well as here."""

from __future__ import annotations

from hashlib import sha256

from zaitaku_check.source import reading
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.text import Text
from zaitaku_check.suggestions import guesses

KNOWN = {
    word: word for word in ("申請者", "構成機関", "現状と課題", "事業期間", "所要額", "電話番号", "取組み", "内容")
}


def read_alike(text: str) -> str:
    """Return a digest of a text's tree, of its plain reading, of its complaints, and of guesses at its first words."""
    tree = reading.read(Text(text, "utf-8"))
    said = [(one.rule, one.variant, one.span) for one in tree.complaints]
    plain = reading._plain(text, Limits())
    meant = [guesses(line.strip("- ").partition(":")[0], KNOWN) for line in text.split("\n")[:20]]
    return sha256(repr((tree.root, said, plain, meant)).encode("utf-8", "surrogatepass")).hexdigest()
