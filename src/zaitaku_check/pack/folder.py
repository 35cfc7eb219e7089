"""Rules over all plans of a run: each plan leaves small marks, and the rule is judged over the marks alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.bounds import Bounds
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.marks import MarksOf, marks_of
from zaitaku_check.pack.repeats import unique_judge
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.tallies import Counted, FolderJudged, Unsettled
from zaitaku_check.text_types import Bilingual

FOLDER_WORDS = ("count", "sum", "unique")


class FolderRule(NamedTuple):
    """A compiled folder rule: `marks` is asked of every plan, `judge` once.

    `settles`: it finds out which plans count, and is judged over all of them; every other rule is judged over those
    that count.
    """

    rule: Rule
    marks: MarksOf
    judge: Callable[[Sequence[Counted], Unsettled], FolderJudged]
    settles: bool


def compile_folder_rule(rule: Rule, pack: Pack) -> FolderRule:
    """Return the compiled rule; raises PathError where a path is not in the form."""
    check = rule.body["check"]
    word = next(name for name in FOLDER_WORDS if name in check)
    spec = check[word]
    context = Context(pack.form, (pack.form.root, pack.form.root), pack.tables)
    message = rule.body.get("message") or check.get("message")
    own = Bilingual(message["ja"], message["en"]) if message else None
    judge = unique_judge(spec, own) if word == "unique" else Bounds(rule, spec, pack, word, own).judge
    return FolderRule(rule, marks_of(rule, spec, context), judge, settles="newest" in spec)
