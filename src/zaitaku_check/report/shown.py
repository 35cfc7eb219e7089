"""The one gate for foreign text: what could deceive or disturb is made visible, what is long is cut.

Values, keys, file names, parser messages and the texts of packs all pass here before anyone sees them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from os.path import commonprefix

from zaitaku_check.report.model import Finding
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Final

LIMIT: Final = 120
"""Code points of one foreign value that are shown; the rest is counted."""

_HIDDEN: Final = (
    (0x00, 0x1F),  # C0 controls
    (0x7F, 0xA0),  # DEL, C1 controls, no-break space
    (0xAD, 0xAD),  # soft hyphen
    (0x34F, 0x34F),  # combining grapheme joiner
    (0x61C, 0x61C),  # Arabic letter mark (bidi)
    (0x115F, 0x1160),  # Hangul fillers
    (0x1680, 0x1680),  # Ogham space
    (0x17B4, 0x17B5),  # Khmer inherent vowels, never drawn
    (0x180B, 0x180F),  # Mongolian selectors and vowel separator
    (0x2000, 0x200F),  # spaces of odd widths, zero-width characters, bidi marks
    (0x2028, 0x202F),  # line and paragraph separators, bidi embeddings and overrides
    (0x205F, 0x206F),  # word joiner, invisible operators, bidi isolates
    (0x2800, 0x2800),  # empty Braille pattern
    (0x3164, 0x3164),  # Hangul filler
    (0xD800, 0xF8FF),  # lone surrogates, private use
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFFB),  # interlinear annotation
    (0xFFFE, 0xFFFF),  # noncharacters
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE00FF),  # tags; the variation selectors behind them stay, names of people need them
    (0xE01F0, 0x10FFFF),  # unassigned ignorables, private use
)
_STARTS: Final = tuple(start for start, _ in _HIDDEN)
_PRINTABLE_YET_HIDDEN: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
)
"""Characters of the table above that Python holds to be printable."""
_COMMAND: Final = re.compile(r"(?m)^([ \t]*):(?=:)|#(?=#(?:vso|teamcity)?\[)")
"""Where a line of a log would be a command to the service that runs the check (`::error`, `##vso[`), not a text."""


def is_hidden(character: str) -> bool:
    """Say whether a character must not be sent as it is to a screen or a page."""
    code = ord(character)
    at = bisect_right(_STARTS, code) - 1
    return at >= 0 and code <= _HIDDEN[at][1]


def hidden_in(text: str) -> set[str]:
    """Return the characters of a text that must not be sent as they are."""
    if text.isprintable() and _PRINTABLE_YET_HIDDEN.isdisjoint(text):
        return set()
    return {character for character in set(text) if is_hidden(character)}


def visible(text: str) -> str:
    r"""Return a text with every hidden character written out: `↓` for an end of line, else `\u{202e}`."""
    if not (hidden := hidden_in(text)):
        return text
    text = text.replace("\r\n", "\n")
    return text.translate({ord(each): _written_out(each) for each in hidden})


def inert(report: str) -> str:
    """Return lines for a log in which none is taken for a command; its first letter is written out."""
    if "::" not in report and "##" not in report:
        return report
    return _COMMAND.sub(lambda found: (found[1] or "") + _written_out(found[0][-1]), report)


def shown(text: str, limit: int | None = LIMIT, lang: str = "ja") -> str:
    """Return foreign text as it may be shown: visible, and cut behind `limit` code points with its length given."""
    if limit is None or len(text) <= limit:
        return visible(text)
    length = Bilingual(f"…（全{len(text):,}文字）", f"… ({len(text):,} characters)")
    return visible(text[:limit]) + length.of(lang)


def common_folder(paths: Sequence[str]) -> str:
    """Return the folder that several paths lie in, with its separator, to be said once; "" where they share none."""
    if len(paths) < 2:
        return ""
    prefix = commonprefix(paths)  # noqa: RUF071 - cut back to a separator below
    return prefix[: max(prefix.rfind("/"), prefix.rfind("\\")) + 1]


def worded(wording: Bilingual, lang: str) -> str:
    """Return a wording of ours or of a pack in one language, on one line; the other language where it is missing."""
    text = wording.of(lang)
    if "\n" in text:
        text = ("" if lang == "ja" else " ").join(line.strip() for line in text.split("\n"))
    return visible(text.strip())


def section_of(text: str, lang: str) -> str:
    """Return a source's section as it may be shown; of one that is named in both languages (`ja / en`) the one."""
    ja, _, en = text.partition(" / ")
    return visible(en if en and lang == "en" else ja)


def message(finding: Finding, lang: str) -> str:
    """Return a finding's message with its arguments put in."""
    return filled(finding.message, finding.args, lang)


def filled(wording: Bilingual, args: tuple[tuple[str, str | Bilingual], ...], lang: str) -> str:
    """Return a wording with the arguments put in, in one pass: an argument is never expanded again."""
    text = worded(wording, lang)
    if "{" not in text:
        return text
    values = {name: _argument(value, lang) for name, value in args}
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)


def _argument(value: str | Bilingual, lang: str) -> str:
    if isinstance(value, str):
        return shown(value, lang=lang)
    joined = " " if lang == "en" and value.en.startswith(" ") else ""
    return joined + worded(value, lang)


def _written_out(character: str) -> str:
    return "↓" if character == "\n" else f"\\u{{{ord(character):x}}}"
