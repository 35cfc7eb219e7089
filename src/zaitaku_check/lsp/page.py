"""What an editor shows beside a plan: findings as diagnostics, rules and fields as pages in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol.types import Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location
from pygls.uris import from_fs_path

from zaitaku_check.lsp.position import Units
from zaitaku_check.plan.field import Choice, Field
from zaitaku_check.report.model import Citation, Finding, Related, RuleInfo
from zaitaku_check.report.shown import message, section_of, visible, worded
from zaitaku_check.report.wording import SEVERITY, named, remedy_of
from zaitaku_check.source.text import Text
from zaitaku_check.text_types import Bilingual

SOURCE = "zaitaku-check"
_SEVERITY = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "note": DiagnosticSeverity.Information,
}


def diagnostic(finding: Finding, card: RuleInfo | None, units: Units, uri: str, lang: str) -> Diagnostic:
    """Return a finding as the editor shows it: message, then what to do."""
    remedy = remedy_of(finding, card, lang) if card else ""
    return Diagnostic(
        range=units.range_of(finding.place),
        message=message(finding, lang) + (f"\n{remedy}" if remedy else ""),
        severity=_SEVERITY[finding.severity],
        code=finding.rule,
        source=SOURCE,
        related_information=[_related(each, finding, units, uri, lang) for each in finding.related] or None,
    )


def _related(related: Related, finding: Finding, units: Units, uri: str, lang: str) -> DiagnosticRelatedInformation:
    """Return a second place; in another file its columns are counted on the line that the place carries along."""
    place = related.place
    if place.path == finding.place.path:
        return DiagnosticRelatedInformation(Location(uri, units.range_of(place)), worded(related.word, lang))
    line = " " * place.source_at + place.source
    other = Units(Text("\n" * ((place.line or 1) - 1) + line, "utf-8"), units.encoding)
    where = from_fs_path(place.path) or uri
    return DiagnosticRelatedInformation(Location(where, other.range_of(place)), worded(related.word, lang))


def rule_page(card: RuleInfo, lang: str) -> str:
    """Return a rule's page: title, weight, reason, what to do, source."""
    parts = [
        f"**{card.id}** {worded(card.title, lang)} ({named(SEVERITY, card.severity, lang)})",
        worded(card.why, lang),
        Bilingual("修正: ", "Remedy: ").of(lang) + worded(card.remedy, lang),
        *(_source(cite, lang) for cite in card.cite),
    ]
    return "\n\n".join(part for part in parts if part)


def _source(cite: Citation, lang: str) -> str:
    source = f"{worded(cite.title, lang) or visible(cite.source)} {section_of(cite.section, lang)}".rstrip()
    return Bilingual(f"根拠: {source}", f"Source: {source}").of(lang)


def field_page(field: Field, lang: str) -> str:
    """Return a field's help: what it is, what it takes, an example."""
    parts = [f"**{Bilingual(field.label.ja, field.label.en).of(lang)}** `{field.name}`", worded(field.help, lang)]
    if field.required:
        parts.append(Bilingual("必須項目です。", "Required.").of(lang))
    if field.choices:
        parts.append("\n".join(f"- `{choice_text(choice, japanese=lang == 'ja')}`" for choice in field.choices))
    if field.example:
        parts.append(Bilingual("例: ", "Example: ").of(lang) + f"`{field.example}`")
    return "\n\n".join(part for part in parts if part)


def choice_text(choice: Choice, *, japanese: bool) -> str:
    """Return a choice as it is best written: with its number in Japanese, as its id in English keys."""
    return choice.mark + choice.label.ja if japanese else choice.id


def joined(pages: Iterable[str]) -> str:
    """Return several pages as one."""
    return "\n\n---\n\n".join(pages)
