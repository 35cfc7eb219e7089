"""Rules over all plans of a run: each plan leaves small marks, and the rule is judged over the marks alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zaitaku_check.named import NamedTuple
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.bounds import Bounds
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.marks import MarksOf, marks_of
from zaitaku_check.pack.repeats import unique_judge
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.tallies import Counted, FolderJudged


class FolderRule(NamedTuple):
    """A compiled folder rule: `marks` is asked of every plan, `judge` once, with how many plans could not be read.

    `slim` gives the same marks, as many and in the same order, without what only a finding needs: no spot and no raw
    value, and of a rule that asks for equal keys no more of a key than mostly tells it from others.
    `unique` asks for equal keys only, whatever the keys are; `hangs`: its findings hang on plans, one by one.
    """

    rule: Rule
    marks: MarksOf
    slim: MarksOf
    judge: Callable[[Sequence[Counted], int], FolderJudged]
    unique: bool
    hangs: bool


def compile_folder_rule(rule: Rule, pack: Pack) -> FolderRule:
    """Return the compiled rule; raises PathError where a path is not in the form."""
    check = rule.body["check"]
    word = next(name for name in ("count", "sum", "unique") if name in check)
    spec = check[word]
    context = Context(pack.form, (pack.form.root, pack.form.root), pack.tables)
    marks, slim = marks_of(rule, spec, context, hashed=word == "unique")
    message = rule.body.get("message") or check.get("message")
    own = Pair(message["ja"], message["en"]) if message else None
    if word == "unique":
        return FolderRule(rule, marks, slim, unique_judge(spec, own), unique=True, hangs=False)
    judge = Bounds(rule, spec, pack, word, own).judge
    return FolderRule(rule, marks, slim, judge, unique=False, hangs="at" in rule.body)
