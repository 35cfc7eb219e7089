"""The reference pages of all rules: for each language one page a pack and one of contents, in Markdown and in HTML."""

from __future__ import annotations

from importlib import resources
from typing import Any, NamedTuple

from zaitaku_check.engine.shelf import STRUCTURE, Shelf
from zaitaku_check.pack.rule import rule_order
from zaitaku_check.reference.markdown import cell, link
from zaitaku_check.reference.rule_facts import RuleFacts, rule_facts
from zaitaku_check.report.shown import worded
from zaitaku_check.text_types import Bilingual

LANGUAGES = ("ja", "en")


class PackPage(NamedTuple):
    """What the page of a pack holds."""

    id: str
    title: str
    rules: tuple[RuleFacts, ...]
    dropped: tuple[tuple[str, str], ...]


def place_of(need: str, ending: str) -> str:
    """Return where the page of another rule stands: those of reading (F, I, Y) have a page of their own."""
    return f"{f'{STRUCTURE}.{ending}' if need[0] in 'FIY' else ''}#{need.lower()}"


def all_pages(shelf: Shelf) -> dict[str, str]:
    """Return every page by its path below the folder of pages: `ja/regional-centre-2018.md`, `en/index.html`."""
    pages: dict[str, str] = {}
    for lang in LANGUAGES:
        packs = [pack_page(shelf, name, lang) for name in (*shelf.ids, STRUCTURE)]
        pages[f"{lang}/README.md"] = _contents(packs, lang)
        pages[f"{lang}/index.html"] = _html(packs, None, lang)
        for pack in packs:
            pages[f"{lang}/{pack.id}.md"] = markdown_page(pack, lang)
            pages[f"{lang}/{pack.id}.html"] = _html(packs, pack, lang)
    return pages


def pack_page(shelf: Shelf, name: str, lang: str) -> PackPage:
    """Return what the page of a pack holds in one language."""
    loaded = shelf.loaded(name)
    pack = loaded.pack
    rules = sorted(pack.rules, key=lambda rule: rule_order(rule.id))
    judging = shelf.judging(name)
    facts = tuple(rule_facts(rule, pack, judging, loaded.tests.get(rule.id, ()), lang) for rule in rules)
    dropped = tuple((each["id"], each["reason"][lang]) for each in pack.meta.get("drop", ()))
    return PackPage(pack.id, worded(pack.title, lang), facts, dropped)


def markdown_page(pack: PackPage, lang: str) -> str:
    """Return the page of a pack in Markdown."""
    parts = [f"# {cell(pack.title)}", _made(lang), f"`{pack.id}`", _table(pack, "", lang)]
    if pack.dropped:
        rows = [f"* {rule}: {cell(reason)}" for rule, reason in pack.dropped]
        parts += [f"## {Bilingual('引き継がないルール', 'Rules not taken over').of(lang)}", "\n".join(rows)]
    parts += [_rule(rule, lang) for rule in pack.rules]
    return "\n\n".join(parts) + "\n"


def _made(lang: str) -> str:
    return Bilingual(
        "`zaitaku-check rules docs` が作るページです（編集しないでください）。",
        "Made by `zaitaku-check rules docs`; do not edit.",
    ).of(lang)


def _table(pack: PackPage, page: str, lang: str) -> str:
    head = Bilingual("| 番号 | 重要度 | 内容 |", "| id | severity | what it says |").of(lang)
    rows = [
        f"| {link(rule.id, f'{page}#{rule.anchor}')} | {_kind(rule, lang)} | {cell(rule.title)} |"
        for rule in pack.rules
    ]
    return "\n".join([head, "|---|---|---|", *rows])


def _kind(rule: RuleFacts, lang: str) -> str:
    return (
        f"{rule.severity}（目視）"
        if rule.by_eye and lang == "ja"
        else f"{rule.severity}, by eye"
        if rule.by_eye
        else rule.severity
    )


def _contents(packs: list[PackPage], lang: str) -> str:
    parts = [f"# {Bilingual('ルールの一覧', 'All rules').of(lang)}", _made(lang)]
    for pack in packs:
        parts += [f"## {link(pack.title, f'{pack.id}.md')}", _table(pack, f"{pack.id}.md", lang)]
    return "\n\n".join(parts) + "\n"


def _rule(rule: RuleFacts, lang: str) -> str:
    parts = [f'<a id="{rule.anchor}"></a>\n\n## {rule.id} {cell(rule.title)}', _line(rule, lang)]
    parts += [f"**{Bilingual('条件', 'Condition').of(lang)}** {_no_link(cell(rule.asks))}"] * bool(rule.asks)
    parts += [cell(text) for text in (*rule.notes, rule.why) if text]
    parts.append(f"**{_remedy_label(rule, lang)}** {cell(rule.remedy)}")
    if rule.remedies:
        parts.append("\n".join(f"* {cell(message)} → {cell(remedy)}" for message, remedy in rule.remedies))
    parts.append(
        "\n".join(
            [f"**{Bilingual('根拠', 'Source').of(lang)}**", "", *(f"* {cell(source)}" for source in rule.sources)]
        )
    )
    for label, example in _examples(rule, lang):
        parts.append(f"{label}\n\n```yaml\n{example}```")
    return "\n\n".join(parts)


def _no_link(text: str) -> str:
    """Return a text of which no part is a link: a regular expression may look like one."""
    return text.replace("](", "]\\(")


def _remedy_label(rule: RuleFacts, lang: str) -> str:
    return Bilingual("確かめ方", "How to look").of(lang) if rule.by_eye else Bilingual("修正", "What to do").of(lang)


def _line(rule: RuleFacts, lang: str) -> str:
    words = [f"**{Bilingual('重要度', 'Severity').of(lang)}** {_kind(rule, lang)}"]
    if rule.folder:
        words.append(Bilingual("フォルダー全体のルール", "over all plans of a folder").of(lang))
    if rule.needs:
        before = ", ".join(link(need, place_of(need, "md")) for need in rule.needs)
        words.append(
            Bilingual(f"{before} に指摘があるときは判定しません", f"not judged where {before} failed").of(lang)
        )
    if rule.home:
        words.append(Bilingual(f"`{rule.home}` から引き継いだルール", f"taken over from `{rule.home}`").of(lang))
    if rule.tests:
        words.append(Bilingual(f"テスト{rule.tests}件", f"{rule.tests} tests").of(lang))
    return " · ".join(words)


def _examples(rule: RuleFacts, lang: str) -> list[tuple[str, str]]:
    found = []
    if rule.wrong:
        found.append((Bilingual("誤りの例:", "Wrong:").of(lang), rule.wrong))
    if rule.right:
        found.append((Bilingual("正しい例:", "Right:").of(lang), rule.right))
    return found


def _html(packs: list[PackPage], pack: PackPage | None, lang: str) -> str:
    from jinja2 import Environment

    folder = resources.files("zaitaku_check.reference").joinpath("templates")
    template = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    ).from_string(folder.joinpath("rules.html.j2").read_text(encoding="utf-8"))
    words: dict[str, Any] = {"said": lambda ja, en: Bilingual(ja, en).of(lang), "kind": lambda rule: _kind(rule, lang)}
    words |= {"examples": lambda rule: _examples(rule, lang), "remedy_label": lambda rule: _remedy_label(rule, lang)}
    style = folder.joinpath("rules.css").read_text(encoding="utf-8")
    return template.render(packs=packs, pack=pack, lang=lang, style=style, place_of=place_of, **words)
