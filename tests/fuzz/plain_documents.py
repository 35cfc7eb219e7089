"""Documents for the two readers: most of their lines are plain, some hold what only the parser may read.

A document is made from its number alone, so that any stretch of numbers can be run by itself, anywhere, again.
"""

from __future__ import annotations

from random import Random

WORDS = (
    "八代", "夜間の当番", "医療法人社団　桜会", "西村　直美", "x", "a b", "24時間", "１，１４９千円", "1,149千円",
    "-1", "- x", "--", "～", "30.10.1", "18:30", "http://x.jp/a#b", "it's", "C#", "a #b", "a# b", "、", "・", "①",
    "○", "~", "null", "[1]", "（予定）", "％", "x:", ": x", "a: b", "a：b", "#x", "@x", "%x", "&x", "*x", "!x", "`x",
    ",x", "x,", "か\u3099", "𠮷",
)  # fmt: skip
"""Values; the first nine are plain."""
KEYS = (
    "年度", "圏域", "取組み", "内容", "項目", "名称", "a", "b", "c", "key with space", "K-1", "'a'", '"a"', "a#", "①",
    "？", "<<", "-a", "a　b", "所要額（円）", "=", ".", "x,y",
)  # fmt: skip
"""The first nine are plain."""
REMARKS = ("# 備考", "#備考", "#", "# a: b", "#\t", "# 'x", "  # x")
BEHIND = (*[""] * 10, " # 備考", " ", "  ", " #備考", "\t", "\u3000", "\u3000# x", " #", "# x", "\t# x")
"""What may stand behind a value; the first thirteen are plain."""
WHITE = ("", "", "", " ", "  ", "   ", "      ", "\t", "\u3000", "  \t", "\u00a0", "           ")
ENDS = ("\n",) * 12 + ("\r\n",) * 4 + ("\r",)
ODD = ("\t", "\r", "\x85", "\ufeff", "\u2028", "\u200b", "\u00a0", "\u3000", "\x00", "\x1b", "\ue000")
LINES = (
    "---", "...", "--- # x", "... # x", "---x", "--- x", "%YAML 1.1", "? a", "? a\n: b", ": b", "- - x", "- ? x", "-",
    "- ", "-x", "－x", "・x", "text", "{", "}", "]", "'", '"', "|", ">", "- |", "- >-", "- # x", "a", "a:b", "a :",
    "a : b", "a:\tb", "-\tx",
)  # fmt: skip
SCALARS = (
    "'x'", '"x"', '"x # y"', "'x: y'", "''", '""', "[]", "{}", "[a, b]", "[a,b]", "{a: b}", "{a: b, c: [d, 'e, f']}",
    "[[a], {b: c}]", "[a b, c　d]", "[ a ,b ]", "{ a:  b }",
    "'it''s'", '"a\\nb"', "'x' y", "'x", '"', "[a, b", "{a:b}", "{a}", "[a: b]", "{a: 1,149}", "[1,149]", "{a: }",
    "{'a': b}", "[a] b", "{{ x }}", "[a, # x", "［a］", "[a　, b]", "{a: b # c}", "[x, ]", "&a b", "*a", "!t b",
)  # fmt: skip
"""Values in quotation marks and brackets; the first sixteen are plain."""
HEADERS = ("|", "|", "|", "|-", ">", ">-", "|+", ">+", "|2", "|-2", "| # x", "|x", "||", "| ", "|\t")
"""The first six are plain."""


class Writer:
    """Writes one document, line by line."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)  # noqa: S311 - nothing secret
        self.rare = self.random.choice((0.0, 0.005, 0.01, 0.02, 0.05, 0.15))
        """How often something else stands where a plain line would."""
        self.lines: list[str] = []

    def document(self) -> str:
        """Return the document."""
        pick = self.random
        if pick.random() < 0.08:
            self.lines.append(pick.choice(("---", "# 様式", "", "---", "\ufeff" if self._odd() else "")))
        self._group("", pick.randint(1, 6), 3)
        end = pick.choice(ENDS)
        ending: str = pick.choice(("", end, end, end + end, *((end + "  ", end + "...") if self._odd() else ())))
        text = end.join(self.lines) + ending
        for _ in range(pick.choice((0, 0, 0, 0, 0, 0, 1, 2)) if self.rare else 0):
            at = pick.randint(0, len(text))
            text = text[:at] + pick.choice(ODD) + text[at + pick.choice((0, 1)) :]
        return text

    def _odd(self) -> bool:
        return self.random.random() < self.rare

    def _between(self, indent: str) -> None:
        """Write, now and then, what may stand between two lines."""
        pick = self.random
        if pick.random() < 0.12:
            white = pick.choice(WHITE if self._odd() else WHITE[:6])
            remark = pick.choice(REMARKS if self._odd() else REMARKS[:1])
            self.lines.append(white if pick.random() < 0.5 else indent + remark)
        if self._odd():
            self.lines.append(pick.choice((indent, indent, " ", "")) + pick.choice(LINES))

    def _group(self, indent: str, size: int, deep: int, first: str | None = None) -> None:
        for number in range(size):
            self._between(indent)
            begin = first if first is not None and not number else indent
            if self._odd():
                begin = " " * self.random.randint(0, len(indent) + 2)
            self._pair(begin, indent, deep)

    def _pair(self, begin: str, indent: str, deep: int) -> None:
        pick = self.random
        key = pick.choice(KEYS if self._odd() else KEYS[:9])
        kind = pick.random()
        if deep and kind < 0.16:
            self.lines.append(f"{begin}{key}:{self._behind()}")
            self._group(indent + " " * pick.choice((2, 2, 2, 4, 1)), pick.randint(1, 3), deep - 1)
        elif deep and kind < 0.32:
            self.lines.append(f"{begin}{key}:{self._behind()}")
            self._list(indent + " " * pick.choice((2, 2, 0, 4)), pick.randint(1, 3), deep - 1)
        elif kind < 0.45:
            self.lines.append(f"{begin}{key}: {pick.choice(HEADERS if self._odd() else HEADERS[:6])}")
            self._block(indent)
        elif kind < 0.52 and self.rare:
            self.lines.append(f"{begin}{key}: {pick.choice(WORDS)}")
            self.lines += [indent + "  " + pick.choice((*WORDS, "", "# x", "'x'")) for _ in range(pick.randint(1, 2))]
        elif kind < 0.6:
            self.lines.append(f"{begin}{key}:{self._behind()}")
        else:
            self.lines.append(f"{begin}{key}:{pick.choice((' ', ' ', ' ', '  '))}{self._value()}{self._behind()}")

    def _behind(self) -> str:
        return self.random.choice(BEHIND if self._odd() else BEHIND[:13])

    def _value(self) -> str:
        pick = self.random
        if pick.random() < 0.15:
            return pick.choice(SCALARS if self._odd() else SCALARS[:16])
        return pick.choice(WORDS if self._odd() else WORDS[:9])

    def _list(self, indent: str, size: int, deep: int) -> None:
        pick = self.random
        for _ in range(size):
            self._between(indent)
            bullet = "-" + " " * pick.choice((1, 1, 1, 2, 3))
            if deep and pick.random() < 0.4:
                self._group(indent + " " * len(bullet), pick.randint(1, 3), deep - 1, indent + bullet)
            else:
                self.lines.append(f"{indent}{bullet}{self._value()}{self._behind()}")

    def _block(self, indent: str) -> None:
        pick = self.random
        inside = indent + " " * pick.choice((2, 2, 2, 4, 1))
        for _ in range(pick.randint(0 if self.rare else 1, 5)):
            kind = pick.random()
            if kind < 0.1:
                self.lines.append(pick.choice(WHITE if self._odd() else WHITE[:3]))
            elif kind < 0.3:
                self.lines.append(inside + pick.choice((*REMARKS, "- x", "a: b", "---", "  x", "'x", "{")))
            elif self._odd():
                self.lines.append(" " * pick.randint(0, len(inside) + 3) + pick.choice((*WORDS, *REMARKS, "\tx")))
            else:
                self.lines.append(inside + pick.choice(WORDS) + (self._behind() if self._odd() else ""))


def document(number: int) -> str:
    """Return the document with this number."""
    return Writer(number).document()
