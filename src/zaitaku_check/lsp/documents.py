"""The plans on the desk: texts as the editor holds them, laid over the files of their folder, checked together."""

from __future__ import annotations

import os
from typing import Final

from zaitaku_check.engine.check import Checked, Checker
from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME
from zaitaku_check.engine.discover import Found, is_named_as_plan
from zaitaku_check.engine.findings import rule_card
from zaitaku_check.engine.folder import judge_folder
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.run import check_file
from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.field import Field
from zaitaku_check.report.model import Finding, FolderResult, PlanResult, Related, Report, RuleInfo
from zaitaku_check.source.text import Text

MOST: Final = 300
"""Plans of a folder up to which its rules are judged on every key stroke."""


class Open(NamedTuple):
    """A text in the editor, and what its check by itself brought."""

    text: Text
    checked: Checked


class Desk:
    """Checks texts with the packs of a shelf. Files of the same folder are read once, and again when they change."""

    def __init__(self, shelf: Shelf, options: RunOptions) -> None:
        self.shelf = shelf
        self.options = options
        self._checker = Checker(shelf, options)
        self._open: dict[str, Open] = {}
        self._filed: dict[str, tuple[tuple[int, int], Checked]] = {}

    def lay(self, path: str, content: str) -> None:
        """Take a text as the editor holds it now; `path` need not exist."""
        data = content.encode("utf-8", "replace")
        self._open[path] = Open(Text(content, "utf-8"), self._checker.check(path, data))

    def lift(self, path: str) -> None:
        """Take a text away: what the file holds counts again."""
        self._open.pop(path, None)

    def text(self, path: str) -> Text | None:
        """Return an open text."""
        return self._open[path].text if path in self._open else None

    def beside(self, path: str) -> list[str]:
        """Return the open texts of the same folder, this one too."""
        return [each for each in self._open if os.path.dirname(each) == os.path.dirname(path)]

    def findings(self, path: str) -> tuple[Finding, ...]:
        """Return the findings of an open text: its own, and those of the folder's rules that hang on it.

        There are none in YAML that is certainly no plan: an editor gives us every YAML file there is.
        """
        if not self._open[path].checked.plan:
            return ()
        result, folder = self._open[path].checked.result, self._folder(path)
        if self.options.ignores:
            result, folder = self._heeded(result, folder)
        over_all = (_seen_from(path, each) for each in (folder.findings if folder else ()))
        return (*result.findings, *filter(None, over_all))

    def _heeded(self, plan: PlanResult, folder: FolderResult | None) -> tuple[PlanResult, FolderResult | None]:
        """Return the results without the findings that comments in the text set aside."""
        from zaitaku_check.engine.ignores import apply_ignores

        report = Report("", self.options.as_of, (), (plan,), folder, {})
        heeded = apply_ignores(report, self.shelf, self.options, lambda plan: self._open[plan.path].text)
        return heeded.plans[0], heeded.folder

    def form(self, path: str) -> Field:
        """Return the root of the form that an open text is read by; of the newest usual edition where none fits."""
        name = self._open[path].checked.result.pack or self.shelf.editions(DEFAULT_PROGRAMME)[-1].id
        return self.shelf.judging(name).form.root

    def card(self, path: str, rule_id: str) -> RuleInfo | None:
        """Return the card of a rule as it applies to an open text."""
        for name in (self._open[path].checked.result.pack, STRUCTURE, *self.options.packs):
            pack = self.shelf.pack(name) if name else None
            rule = next((each for each in pack.rules if each.id == rule_id), None) if pack else None
            if pack and rule:
                return rule_card(rule, pack, self.options.stage)
        return None

    def _folder(self, path: str) -> FolderResult | None:
        folder = os.path.dirname(path)
        every = {each: self._open[each].checked for each in self.beside(path)} | self._files(folder)
        plans = {each: checked for each, checked in every.items() if checked.plan}
        if not 1 < len(plans) <= MOST:
            return None
        packs = {checked.result.pack for checked in plans.values() if checked.result.pack}
        return judge_folder(self.shelf, self.options, folder, packs, tuple(plans.values()))

    def _files(self, folder: str) -> dict[str, Checked]:
        """Return the checked files of a folder that are not open."""
        try:
            with os.scandir(folder) as entries:
                found = [each for each in entries if is_named_as_plan(each.name) and each.is_file()]
        except OSError:
            return {}
        return {each.path: self._file(each) for each in found[: MOST + 1] if each.path not in self._open}

    def _file(self, entry: os.DirEntry[str]) -> Checked:
        status = entry.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._filed.get(entry.path)
        if known is None or known[0] != stamp:
            known = self._filed[entry.path] = (stamp, check_file(self._checker, Found(entry.path)))
        return known[1]


def _seen_from(path: str, finding: Finding) -> Finding | None:
    """Return a finding over several plans as it is told in one of them: there, the others beside it; or None."""
    if finding.place.path == path or finding.place.line is None:
        return finding if finding.place.path == path else None
    mine = next((each for each in finding.related if each.place.path == path), None)
    if mine is None:
        return None
    others = [Related(finding.place, mine.word), *(each for each in finding.related if each is not mine)]
    return finding._replace(place=mine.place, related=tuple(others))
