"""The parser's own words for what it could not read, turned into the variants of our messages."""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.source.events import Trouble


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
