"""One finding on the terminal: headline, message, code frame, remedy, source, related places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from zaitaku_check.report.cells import fold, width
from zaitaku_check.report.formats import Options
from zaitaku_check.report.frame import Frame, frame
from zaitaku_check.report.model import Citation, Finding, Place, Related, RuleInfo
from zaitaku_check.report.places import in_words
from zaitaku_check.report.shown import message, section_of, visible, worded
from zaitaku_check.report.verdict import asks
from zaitaku_check.report.wording import EXPLAINED, SEVERITY, answer_in_words, counted, named, remedy_of
from zaitaku_check.text_types import Bilingual

SEVERITY_STYLE: Final = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
VERDICT_STYLE: Final = {
    "return": "bold red",
    "unchecked": "bold magenta",
    "explain": "bold yellow",
    "ready": "bold green",
}
STATE_STYLE: Final = {"over": "bold red", "short": "bold yellow", "open": "bold magenta", "within": "green"}
QUIET: Final = "dim"
STRONG: Final = "bold"


UNBOUNDED = 1_000_000
"""The width of an output that is no terminal."""
_FRAME_ROOM = 160
"""Cells of a code line that are shown where there is no terminal to set a bound."""
_MOST_RELATED = 5


def finding_lines(finding: Finding, card: RuleInfo | None, options: Options) -> Iterator[Text]:
    """Yield the lines of one finding, indented by two, each within the width of the terminal."""
    lang = options.lang
    yield _headline(finding, lang)
    said_so = message(finding, lang) or (worded(card.title, lang) if card else "")
    yield from indented(Text(), said_so, STRONG, options)
    yield from _frame_lines(finding, options)
    if finding.answer:
        yield from indented(_label("説明", "answer", lang), answer_in_words(finding.answer, lang), "", options)
    if card:
        yield from _remedy(finding, card, options) if asks(finding) else ()
        yield from _sources(card.cite, options)
    yield from _related_lines(finding, options)


def indented(label: Text, text: str, style: str, options: Options) -> Iterator[Text]:
    """Yield a text folded behind a label, every line under the first; four cells of margin."""
    margin = 4 + width(label.plain)
    lines = fold(text, max((options.width or UNBOUNDED) - margin, 16))
    yield Text(" " * 4).append(label).append(lines[0], style)
    yield from (Text(" " * margin).append(line, style) for line in lines[1:])


def _headline(finding: Finding, lang: str) -> Text:
    severity = named(SEVERITY, finding.severity, lang)
    line = Text("  ").append(f"{severity} {finding.rule}", SEVERITY_STYLE.get(finding.severity, STRONG))
    if not asks(finding):
        line.append(f"  {worded(EXPLAINED, lang)}", VERDICT_STYLE["ready"])
    return line.append("  ").append(in_words(finding.place))


def _frame_lines(finding: Finding, options: Options) -> Iterator[Text]:
    number = len(finding.place.cell or str(finding.place.line))
    room = (options.width - number - 7) if options.width else _FRAME_ROOM
    found = frame(finding.place, max(room, 20))
    if found:
        yield from _drawn(found, number, SEVERITY_STYLE.get(finding.severity, STRONG))


def _drawn(found: Frame, number: int, style: str) -> Iterator[Text]:
    line = Text("    ").append(f"{found.line} │ ", QUIET).append(found.before)
    yield line.append(found.marked, style).append(found.after)
    carets = "^" * max(width(found.marked), 1)
    yield Text("    ").append(" " * number + " │ ", QUIET).append(" " * width(found.before)).append(carets, style)


def _remedy(finding: Finding, card: RuleInfo, options: Options) -> Iterator[Text]:
    remedy = remedy_of(finding, card, options.lang)
    if finding.fix:
        remedy += Bilingual("（fixコマンドで自動修正できます）", " (the fix command can do this)").of(options.lang)
    if remedy:
        yield from indented(_label("修正", "fix", options.lang), remedy, "", options)
    if finding.fix and finding.fix.line:
        corrected = f"{finding.place.line} │ {visible(finding.fix.line)}"
        yield from indented(_label("修正後", "after", options.lang), corrected, "", options)


def _sources(cites: tuple[Citation, ...], options: Options) -> Iterator[Text]:
    sections: dict[str, list[str]] = {}
    for cite in cites:
        title = worded(cite.title, options.lang) or visible(cite.source)
        sections.setdefault(title, []).append(section_of(cite.section, options.lang))
    if sections:
        comma, semicolon = Bilingual("・", ", ").of(options.lang), Bilingual("、", "; ").of(options.lang)
        text = semicolon.join(f"{title} {comma.join(filter(None, each))}".rstrip() for title, each in sections.items())
        yield from indented(_label("根拠", "source", options.lang), text, QUIET, options)


def _related_lines(finding: Finding, options: Options) -> Iterator[Text]:
    label = _label("関連", "see", options.lang)
    for related in finding.related[:_MOST_RELATED]:
        yield from _related(related, finding.place, label, options)
    more = len(finding.related) - _MOST_RELATED
    if more > 0:
        text = Bilingual(f"ほか{more:,}か所", f"and {counted(more, '', 'more place', 'en')}").of(options.lang)
        yield from indented(label, text, QUIET, options)


def _related(related: Related, beside: Place, label: Text, options: Options) -> Iterator[Text]:
    """Yield a related place with its word, and its line beside it where there is room for that."""
    text = f"{in_words(related.place)}  {worded(related.word, options.lang)}".rstrip()
    first, *more = indented(label, text, "", options)
    room = (options.width or _FRAME_ROOM) - width(first.plain) - 4
    same = (related.place.path, related.place.line) == (beside.path, beside.line)
    found = None if more or same or room < 16 else frame(related.place, room)
    if found:
        first.append("  │ ", QUIET).append((found.before + found.marked + found.after).strip(), QUIET)
    yield first
    yield from more


def _label(ja: str, en: str, lang: str) -> Text:
    return Text(Bilingual(f"{ja}  ", f"{en:<6}  ").of(lang), QUIET)
