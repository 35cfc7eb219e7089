"""Complaints of one reading, gathered: of one kind of accident one complaint a file, its other places beside it."""

from __future__ import annotations

from collections.abc import Iterable

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.accident import Accident
from zaitaku_check.source.build import Oddity
from zaitaku_check.source.characters import Sign
from zaitaku_check.source.complaint import Beside, Complaint
from zaitaku_check.source.events import Trouble
from zaitaku_check.source.mended import Mended
from zaitaku_check.source.signs import SIGNS
from zaitaku_check.text_types import Bilingual, Span


class Reason(NamedTuple):
    """A variant of a rule's messages, and whether to show where the parser was reading or where it stopped."""

    variant: str
    at_context: bool = False
    rule: str = "Y003"


PROBLEMS = (
    ("mapping values are not allowed", Reason("colon_or_indent")),
    ("unexpected ':'", Reason("colon_or_indent")),
    ("comment or line break", Reason("block_text")),
    ("comment or a line break", Reason("block_text")),
    ("block sequence entries are not allowed", Reason("dash")),
    ("mapping keys are not allowed", Reason("sign")),
    ("could not find expected ':'", Reason("no_colon_here", at_context=True)),
    ("found unexpected end of stream", Reason("unclosed_quote", at_context=True)),
    ("found unexpected document indicator", Reason("unclosed_quote", at_context=True)),
    ("unknown escape character", Reason("backslash")),
    ("hexdecimal number", Reason("backslash")),
    ("hexadecimal number", Reason("backslash")),
    ("Unicode character escape code", Reason("backslash")),
    ("expected ',' or ']'", Reason("unclosed_bracket", at_context=True)),
    ("expected ',' or '}'", Reason("unclosed_bracket", at_context=True)),
    ("expected '-' indicator", Reason("list_entry")),
    ("tab character", Reason("tab")),
    ("cannot start any token", Reason("sign")),
    ("document start", Reason("after_end")),
    ("incompatible YAML document", Reason("directive")),
    ("version number", Reason("directive")),
    ("duplicate %", Reason("directive")),
    ("directive", Reason("directive")),
    ("expected digit", Reason("directive")),
    ("duplicate tag", Reason("directive")),
    ("expected URI", Reason("handle", rule="Y006")),
    ("undefined tag handle", Reason("handle", rule="Y006")),
    ("tag handle", Reason("handle", rule="Y006")),
    ("tag URI", Reason("handle", rule="Y006")),
    ("expected alphabetic or numeric character", Reason("sign")),
    ("node content", Reason("empty_entry")),
    ("block collection", Reason("list_entry")),
    ("expected key", Reason("indent_or_stray")),
    ("expected <block end>", Reason("indent_or_stray")),
)


def reason(trouble: Trouble) -> Reason:
    """Find the variant for what stopped the parser; "" where none fits better."""
    said = f"{trouble.problem} {trouble.context}"
    return next((known for words, known in PROBLEMS if words in said), Reason(""))


ONE_A_FILE = frozenset({"Y005", "Y006", "Y007", "Y010", "Y011", "Y015", "Y016", "Y018", "Y019", "Y020", "Y021"})
ONE_VARIANT = frozenset({("Y003", "wide_comma"), ("Y013", "wide_braces")})
"""Of other rules, what is one habit of typing."""
AT_MOST = 20
"""So many complaints of any other kind; what goes beyond hangs on the last one."""
MOST_BESIDE = 50
LONGEST_KEY = 1000
"""YAML gives up looking for a key's colon after 1,024 characters."""
HERE_TOO = Bilingual("ここも同じです", "here too")
HERE = Bilingual("ここです", "here")
FILE_LEVEL = frozenset({"Y008"})


def of_signs(rule: str, signs: Iterable[Sign]) -> list[Complaint]:
    """Return what is to be said of single characters."""
    return [Complaint(rule, Span(sign.start, sign.end), (("name", sign.name),), value=sign.name) for sign in signs]


def of_accidents(accidents: Iterable[Accident], text: Mended) -> list[Complaint]:
    """Return what is to be said of accidents; their offsets are those of the mended text."""
    return [_of_accident(accident, text) for accident in accidents if accident.rule]


def _of_accident(accident: Accident, text: Mended) -> Complaint:
    start, end, _ = text.place(accident.start, accident.end)
    edits = tuple(text.edit(edit) for edit in accident.edits())
    value = next(
        (said for name, said in accident.args if name in {"value", "key", "lost"} and isinstance(said, str)), ""
    )
    return Complaint(accident.rule, Span(start, end), accident.args, (), edits, accident.variant, value=value)


def of_oddities(oddities: Iterable[Oddity]) -> list[Complaint]:
    """Return what is to be said of things a plan may not hold."""
    return [_of_oddity(oddity) for oddity in oddities]


def _of_oddity(oddity: Oddity) -> Complaint:
    args = (("name", oddity.name),)
    if oddity.rule in FILE_LEVEL:
        beside = (Beside(oddity.span, HERE),)
        return Complaint(oddity.rule, Span(0, 0), args, beside, variant=oddity.variant)
    return Complaint(oddity.rule, oddity.span, args, variant=oddity.variant, value=oddity.name)


def of_trouble(trouble: Trouble, text: Mended, *, part: bool = False) -> Complaint:
    """Say in our words where the parser gave up and what is most likely wrong there; in a part nothing is over yet."""
    why = reason(trouble)
    if part and why.variant == "after_end":
        why = why._replace(variant="indent_or_stray")
    at = trouble.context_at if why.at_context else trouble.at
    start = _line_body(text.content, at)
    end = _line_end(text.content, start)
    first, last, _ = text.place(start, end)
    value = text.file[first:last]
    if why.variant == "after_end" and value.startswith("%"):
        why = why._replace(variant="directive")
    args = (
        ("value", value),
        ("sign", _sign(why.variant, text.content[at : at + 1], value)),
        ("parser", trouble.problem),
    )
    variant = "long_key" if value.find(":") > LONGEST_KEY else why.variant
    return Complaint(why.rule, Span(first, last), args, variant=variant, value=value)


def _sign(variant: str, there: str, line: str) -> str:
    """Return the sign to speak of: what opens an alias or a text stands in front of where the parser stopped."""
    if variant == "sign" and line[:1] in SIGNS:
        return line[:1]
    opening = next((letter for letter in line if letter in "|>"), "") if variant == "block_text" else ""
    return opening or there.strip() or line[:1]


def _line_body(content: str, at: int) -> int:
    """Return where the line's text begins; from an empty place behind it, that of the last line that says something."""
    at = len(content[:at].rstrip()) if not content[at : _line_end(content, at)].strip() else at
    start = max(content.rfind("\n", 0, at), content.rfind("\r", 0, at)) + 1
    while start < at and content[start] in " \t":
        start += 1
    return start


def _line_end(content: str, start: int) -> int:
    ends = (end for sign in "\r\n" if (end := content.find(sign, start)) >= 0)
    return min(ends, default=len(content))


def gathered(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """Order complaints by place and draw together those of one kind."""
    kinds: dict[tuple[str, str], list[Complaint]] = {}
    for complaint in sorted(complaints, key=lambda one: (one.span, one.rule, one.variant)):
        variant = "" if complaint.rule in ONE_A_FILE else complaint.variant
        kinds.setdefault((complaint.rule, variant), []).append(complaint)
    drawn = [one for kind, many in kinds.items() for one in _drawn(many, _most(*kind))]
    return tuple(sorted(drawn, key=lambda one: (one.span, one.rule)))


def _most(rule: str, variant: str) -> int:
    return 1 if rule in ONE_A_FILE or (rule, variant) in ONE_VARIANT else AT_MOST


def _drawn(complaints: list[Complaint], most: int) -> list[Complaint]:
    last, rest = complaints[most - 1 : most], complaints[most:]
    if not last:
        return [_with_total(complaint, 0) for complaint in complaints]
    beside = (*last[0].beside, *(Beside(one.span, HERE_TOO) for one in rest[:MOST_BESIDE]))
    edits = tuple(edit for one in (last[0], *rest) for edit in one.edits)
    first = [_with_total(complaint, 0) for complaint in complaints[: most - 1]]
    return [*first, _with_total(last[0]._replace(beside=beside, edits=edits), len(rest))]


def _with_total(complaint: Complaint, others: int) -> Complaint:
    """Add the arguments `total` and `more`: how many places there are, and a half-sentence that says so."""
    more = Bilingual(f"（ほかに{others}か所）", f" ({others} more)") if others else Bilingual("", "")
    return complaint._replace(args=(*complaint.args, ("total", str(others + 1)), ("more", more)))
