"""Safe fixes as an editor offers them: one at a time, and all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, Range, TextEdit, WorkspaceEdit

from zaitaku_check.lsp.position import Units
from zaitaku_check.report.model import Finding, RuleInfo
from zaitaku_check.report.shown import shown, worded
from zaitaku_check.text_types import Bilingual, Edit

Shown = tuple[Finding, RuleInfo | None, Diagnostic]
"""A finding, its rule and how the editor shows it."""

FIX_ALL: Final = f"{CodeActionKind.SourceFixAll.value}.zaitaku-check"
"""The kind of the action that fixes everything: an editor that asks for `source.fixAll`, on saving say, is given it."""


def actions(  # noqa: PLR0913 - what an editor asks
    every: Iterable[Shown], uri: str, units: Units, chosen: Range, lang: str, *, only: Sequence[str] | None = None
) -> list[CodeAction]:
    """Return the fixes of the findings that touch a range, and one for the whole text, whatever the range.

    `only`: the kinds that the editor wants, with all below them; None: any.
    """
    fixable = [each for each in every if each[0].fix is not None]
    offered = []
    if _wanted(CodeActionKind.QuickFix.value, only):
        offered += [_one(each, uri, units, lang) for each in fixable if _touches(each[2].range, chosen)]
    if fixable and _wanted(FIX_ALL, only):
        offered.append(_all(fixable, uri, units, lang))
    return offered


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(f"{kind}.".startswith(f"{each}." if each else "") for each in map(_name, only))


def _name(kind: str) -> str:
    return kind.value if isinstance(kind, CodeActionKind) else kind


def _one(each: Shown, uri: str, units: Units, lang: str) -> CodeAction:
    finding, card, diagnostic = each
    edits = finding.fix.edits if finding.fix else ()
    return CodeAction(
        title=_title(edits, card, lang),
        kind=CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        edit=_workspace_edit(edits, uri, units),
        is_preferred=True,
    )


def _all(fixable: list[Shown], uri: str, units: Units, lang: str) -> CodeAction:
    edits = _apart(edit for finding, _, _ in fixable if finding.fix for edit in finding.fix.edits)
    return CodeAction(
        title=Bilingual("自動で修正できる箇所をすべて修正", "Fix everything that is safe to fix").of(lang),
        kind=FIX_ALL,
        edit=_workspace_edit(edits, uri, units),
    )


def _title(edits: tuple[Edit, ...], card: RuleInfo | None, lang: str) -> str:
    new = edits[0].new.strip() if len(edits) == 1 else ""
    if new:
        return Bilingual(f"「{shown(new, 40, 'ja')}」に修正", f"Change to “{shown(new, 40, 'en')}”").of(lang)
    return Bilingual("修正: ", "Fix: ").of(lang) + (worded(card.title, lang) if card else "")


def _apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return edits in their order, without those that would overlap an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or edit.start >= max(kept[-1].end, kept[-1].start + 1):
            kept.append(edit)
    return tuple(kept)


def _workspace_edit(edits: Iterable[Edit], uri: str, units: Units) -> WorkspaceEdit:
    changes = [TextEdit(units.range_between(edit.start, edit.end), edit.new) for edit in edits]
    return WorkspaceEdit(changes={uri: changes})


def _touches(one: Range, other: Range) -> bool:
    return one.start <= other.end and other.start <= one.end
