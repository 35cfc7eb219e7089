"""The command `rules new DIR`: from nothing to a tested pack by a few questions, on a terminal or from a pipe."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TypeVar
from unicodedata import normalize

from zaitaku_check.cli.output import to_stderr, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.saving import create
from zaitaku_check.eras import fiscal_year_in_words
from zaitaku_check.errors import UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual

_MOST_TRIES = 3
_QUOTES = str.maketrans({'"': "", "\\": "", "{": "", "}": "", "\n": ""})
"""What would end a text of the files that are written."""

Value = TypeVar("Value")


class Wanted(NamedTuple):
    """What was answered: a programme, its year and source, who applies, an upper limit (0: none), kinds of activity."""

    title: str
    year: int
    source: str
    applicant: str
    limit: int
    kinds: tuple[str, ...]


def new_pack(folder: str, lang: str) -> int:
    """Ask, and write the pack into a folder that is not there yet; return 0."""
    name = os.path.basename(os.path.abspath(folder))
    if not re.fullmatch("[a-z0-9][a-z0-9-]*", name):
        raise UsageError(
            Bilingual(
                f"「{shown(name)}」はルールパックの名前にできません。"
                "英小文字・数字・「-」を使ってください（例: mimamori）。",
                f"“{shown(name)}” cannot name a rule pack: small letters, digits and - (such as mimamori)",
            )
        )
    if name in open_shelf().ids or os.path.exists(folder):
        raise UsageError(Bilingual(f"「{shown(folder)}」は既にあります。", f"“{shown(folder)}” is there already"))
    wanted = _interview(lang)
    files = {
        "pack.yaml": _head(name, wanted),
        "form.yaml": _form(name, wanted),
        "rules.yaml": _rules(name, wanted),
        "examples/good.yaml": _example(wanted),
    }
    os.makedirs(os.path.join(folder, "examples"))
    for file, text in files.items():
        create(os.path.join(folder, *file.split("/")), text.encode())
    where = shown(folder, 300)
    words = Bilingual(
        f"「{where}」を作成しました。次のコマンドで確かめられます。\n"
        f"  zaitaku-check rules lint {where}\n  zaitaku-check rules test {where}\n",
        f"{where} has been written. See that it is sound:\n"
        f"  zaitaku-check rules lint {where}\n  zaitaku-check rules test {where}\n",
    )
    to_stdout(words.of(lang), machine=False)
    return 0


def _interview(lang: str) -> Wanted:
    title = _asked(Bilingual("事業の名称（例: 見守り活動補助金）", "Name of the programme"), lang, _text)
    year = _asked(Bilingual("年度（西暦。例: 2026）", "Fiscal year (such as 2026)"), lang, _year)
    source = _asked(Bilingual("根拠とする資料の名称（例: 募集要項）", "Title of the source"), lang, _text)
    applicant = _asked(Bilingual("申請者の欄の名称（例: 団体名）", "What the form calls the applicant"), lang, _text)
    limit = _asked(Bilingual("申請額の上限（円。なければ空欄）", "Highest amount in yen (empty: none)"), lang, _amount)
    kinds = _asked(
        Bilingual(
            "どれか一つは必要な活動（「、」区切り。なければ空欄）",
            "Activities of which one is needed (separated by commas)",
        ),
        lang,
        _several,
    )
    return Wanted(title, year, source, applicant, limit, kinds)


def _asked(question: Bilingual, lang: str, read: Callable[[str], Value | None]) -> Value:
    """Return an answer as `read` reads it; one that it cannot read (None) is asked for again. Raises UsageError."""
    for _try in range(_MOST_TRIES):
        to_stderr(f"{question.of(lang)}:")
        line = sys.stdin.readline() if sys.stdin is not None else ""
        value = read(normalize("NFKC", line).strip())
        if value is not None:
            return value
        if not line:
            break
    raise UsageError(
        Bilingual(
            f"「{question.ja}」に答えがありません。", f"there is no answer to “{question.en}”; nothing was written"
        )
    )


def _text(line: str) -> str | None:
    return line.translate(_QUOTES) or None


def _year(line: str) -> int | None:
    return int(line) if re.fullmatch("20[0-9]{2}", line) else None


def _amount(line: str) -> int | None:
    """Return an amount in yen, 0 for none."""
    if not line:
        return 0
    found = re.fullmatch("([0-9][0-9,]*)(万|千)?円?", line)
    return int(found[1].replace(",", "")) * {"万": 10_000, "千": 1000}.get(found[2], 1) if found else None


def _several(line: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip().translate(_QUOTES) for part in re.split("[、,]", line) if part.strip()))


def _head(name: str, wanted: Wanted) -> str:
    amounts = f"amounts:\n  most: {wanted.limit}\n" if wanted.limit else ""
    ids = ", ".join(f"kind_{at}" for at, _kind in enumerate(wanted.kinds, 1))
    lists = f"lists:\n  kinds: [{ids}]\n" if ids else ""
    return f"""\
id: {name}
edition: "1"
languages: [ja]
title: {{ja: "{wanted.title}"}}
programme: {name.replace("-", "_")}
fiscal_years: [{wanted.year}]
sources:
  call: {{title: {{ja: "{wanted.source}"}}}}
placeholders: [未定, 検討中]
overview: [applicant{", budget" if wanted.limit else ""}]
{amounts}{lists}"""


def _form(name: str, wanted: Wanted) -> str:
    programme = name.replace("-", "_")
    parts = [
        f"""\
$schema: https://json-schema.org/draft/2020-12/schema
type: object
additionalProperties: false
required: [fiscal_year, applicant]
properties:
  programme:
    type: string
    enum: [{programme}]
    x-reader: choice
    x-label: {{ja: 事業}}
    x-help: {{ja: 事業の名称を書きます。}}
    x-choices:
      {programme}: {{ja: "{wanted.title}"}}
  fiscal_year:
    type: integer
    x-reader: fiscal_year
    x-label: {{ja: 年度}}
    x-help: {{ja: 申請する年度を書きます。}}
  applicant:
    type: string
    x-reader: text
    x-label: {{ja: "{wanted.applicant}"}}
    x-help: {{ja: 申請する者の名称を書きます。}}
"""
    ]
    if wanted.limit:
        parts.append("""\
  budget:
    type: integer
    x-reader: yen
    x-label: {ja: 申請額}
    x-help: {ja: 申請する額を単位とともに書きます。}
""")
    if wanted.kinds:
        parts.append(_activities(wanted.kinds))
    return "".join(parts)


def _activities(kinds: tuple[str, ...]) -> str:
    """Return the form's list of activities, which are of these kinds or of another."""
    ids = ", ".join(f"kind_{at}" for at in range(1, len(kinds) + 2))
    choices = "".join(f'            kind_{at}: {{ja: "{kind}"}}\n' for at, kind in enumerate(kinds, 1))
    return f"""\
  activities:
    type: array
    x-label: {{ja: 活動}}
    x-help: {{ja: 行う活動を一覧にします。}}
    items:
      type: object
      additionalProperties: false
      properties:
        kind:
          type: string
          enum: [{ids}]
          x-reader: item
          x-label: {{ja: 種類}}
          x-help: {{ja: 活動の種類を書きます。}}
          x-choices:
{choices}            kind_{len(kinds) + 1}: {{ja: その他の活動}}
        content:
          type: string
          x-reader: text
          x-label: {{ja: 内容}}
          x-help: {{ja: 誰が、いつ、何を行うかを書きます。}}
"""


def _rules(name: str, wanted: Wanted) -> str:
    rules = [
        f"""\
- id: {name}.A601
  title: {{ja: 資料の要件に照らして、ほかに確かめることがないか}}
  severity: note
  by_eye: true
  cite: [{{source: call, section: 全体}}]
  remedy: {{ja: 資料を読み、ルールにできるものはこのファイルに加えてください。}}
"""
    ]
    if wanted.limit:
        rules.append(f"""\
- id: {name}.A301
  title: {{ja: "申請額が{{$most}}円以内であること"}}
  severity: error
  cite: [{{source: call, section: 申請額}}]
  check: {{value: {{at: budget, max: $most}}}}
  remedy: {{ja: "申請額を{{$most}}円以内に改めてください。"}}
  tests:
    - pass: {{申請額: "{{$most}}円"}}
    - fail: {{申請額: "{{$most+1}}円"}}
      at: /budget
    - not_applicable: {{年度: {wanted.year}}}
    - cannot_tell: {{申請額: 未定}}
""")
    if wanted.kinds:
        listed = "、".join(wanted.kinds)
        rules.append(f"""\
- id: {name}.A101
  title: {{ja: "{listed}のいずれかを行うこと"}}
  severity: error
  cite: [{{source: call, section: 活動}}]
  check: {{items: {{in: activities, by: kind, any_of: $kinds}}}}
  at: [activities, ""]
  remedy: {{ja: "{listed}のいずれかの活動を加えてください。"}}
  tests:
    - pass: {{活動: [{{種類: "{wanted.kinds[0]}"}}]}}
    - fail: {{活動: [{{種類: その他の活動}}]}}
      at: /activities
    - cannot_tell: {{活動: [{{種類: 読めない種類}}]}}
""")
    return "\n".join(rules)


def _example(wanted: Wanted) -> str:
    lines = [
        f"事業: {wanted.title}",
        f"年度: {fiscal_year_in_words(wanted.year).ja}",
        f"{wanted.applicant}: ○○会",
        *([f"申請額: {wanted.limit:,}円"] if wanted.limit else []),
    ]
    if wanted.kinds:
        lines += ["活動:", f"  - {{種類: {wanted.kinds[0]}, 内容: 毎週火曜日に担当者が行う。}}"]
    return "\n".join(lines) + "\n"
