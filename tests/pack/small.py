"""A small pack of the tests' own, with a field for every reader, and short ways to judge a plan by it."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import Any

import pytest

from zaitaku_check.errors import PackError, Problem
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.load import Loaded, load_pack
from zaitaku_check.pack.outcome import Failure
from zaitaku_check.pack.rule import Judged, Rule, compile_rule
from zaitaku_check.pack.rule_tests import abridged
from zaitaku_check.pack.words import build
from zaitaku_check.plan.canonical import pointers

PACK = """\
id: small
edition: "1"
title: {ja: 小さなパック, en: A small pack}
programme: small
fiscal_years: [2018]
sources:
  book: {title: {ja: 手引, en: The book}}
placeholders: [未定, 検討中]
lists:
  first_two: [a, b]
amounts:
  most: 100
dates:
  opening: {year: +0, month: 10, day: 1}
  closing: "2019-03-31"
tables:
  towns: {north: [北市, 東町], south: [南市]}
  ceilings: {north: [50], south: [70]}
  kinds: {early: [a, b], late: [c, d]}
"""

FORM = """\
$schema: https://json-schema.org/draft/2020-12/schema
type: object
additionalProperties: false
required: [year]
properties:
  year: {type: integer, x-reader: fiscal_year, x-label: {ja: 年度, en: Year}, x-help: {ja: 年度, en: Year}}
  name: {type: string, x-reader: text, x-label: {ja: 名称, en: Name}, x-help: {ja: 名称, en: Name}}
  day: {type: string, format: date, x-reader: date, x-label: {ja: 日, en: Day}, x-help: {ja: 日, en: Day}}
  beds: {type: integer, x-reader: count, x-label: {ja: 床, en: Beds}, x-help: {ja: 床, en: Beds}}
  total: {type: integer, x-reader: yen, x-label: {ja: 合計, en: Total}, x-help: {ja: 合計, en: Total}}
  open: {type: boolean, x-reader: yes_no, x-label: {ja: 公開, en: Open}, x-help: {ja: 公開, en: Open}}
  area:
    type: string
    enum: [north, south, west]
    x-reader: choice
    x-label: {ja: 地域, en: Area}
    x-help: {ja: 地域, en: Area}
    x-choices: {north: {ja: 北部, en: North}, south: {ja: 南部, en: South}, west: {ja: 西部, en: West}}
  words:
    type: array
    items: {type: string, x-reader: text}
    x-label: {ja: 言葉, en: Words}
    x-help: {ja: 言葉, en: Words}
  works:
    type: array
    x-label: {ja: 取組, en: Works}
    x-help: {ja: 取組, en: Works}
    items:
      type: object
      additionalProperties: false
      required: [kind]
      properties:
        kind:
          type: string
          enum: [a, b, c, d]
          x-reader: item
          x-label: {ja: 種類, en: Kind}
          x-help: {ja: 種類, en: Kind}
          x-choices: {a: {ja: 甲, en: A}, b: {ja: 乙, en: B}, c: {ja: 丙, en: C}, d: {ja: 丁, en: D}}
        text: {type: string, x-reader: text, x-label: {ja: 内容, en: Text}, x-help: {ja: 内容, en: Text}}
        cost: {type: integer, x-reader: yen, x-label: {ja: 費用, en: Cost}, x-help: {ja: 費用, en: Cost}}
        held: {type: string, format: date, x-reader: date, x-label: {ja: 開催, en: Held}, x-help: {ja: 日, en: Day}}
        goals:
          type: array
          x-label: {ja: 目標, en: Goals}
          x-help: {ja: 目標, en: Goals}
          items:
            type: object
            additionalProperties: false
            properties:
              now: {type: number, x-reader: number, x-label: {ja: 現状, en: Now}, x-help: {ja: 現状, en: Now}}
              then: {type: number, x-reader: number, x-label: {ja: 先, en: Then}, x-help: {ja: 先, en: Then}}
"""

RULE = """\
- id: S101
  title: {ja: 名称を書きます, en: The name is given}
  severity: error
  cite: [{source: book, section: "1"}]
  check: {filled: name}
  remedy: {ja: 名称を書いてください。, en: Give the name.}
  tests:
    - pass: {name: 北病院}
    - fail: {name: 未定}
      at: /name
"""


def files(*, pack: str = PACK, form: str = FORM, rules: str = RULE) -> dict[str, bytes]:
    """Return the files of the small pack, some of them replaced."""
    return {"pack.yaml": pack.encode(), "form.yaml": form.encode(), "rules.yaml": rules.encode()}


def load(own: dict[str, bytes] | None = None, /, name: str = "small", **others: Loaded) -> Loaded:
    """Load a pack; `others` are those it may extend, by name with `_` for `-`."""
    return load_pack(name, own or files(), lambda wanted: others[wanted.replace("-", "_")])


def problems(own: dict[str, bytes], name: str = "small", **others: Loaded) -> list[Problem]:
    """Return what keeps a pack from loading."""
    with pytest.raises(PackError) as refused:
        load(own, name, **others)
    return list(refused.value.problems)


@cache
def small() -> Loaded:
    """Return the small pack itself, loaded once."""
    return load()


def rule_of(**body: Any) -> Rule:
    """Return the small pack's rule with another body."""
    return small().pack.rules[0]._replace(body=body)


def judge(plan: dict[str, Any], **body: Any) -> Judged:
    """Judge a plan by a rule with this body."""
    pack = small().pack
    return compile_rule(rule_of(**body), Context(pack.form, (pack.form.root,), pack.tables))(abridged(plan, pack).root)


def outcome(condition: dict[str, Any], plan: dict[str, Any]) -> str:
    """Return what one condition says of a plan."""
    pack = small().pack
    answer = build(condition, Context(pack.form, (pack.form.root,), pack.tables))((abridged(plan, pack).root,))
    return "fail" if isinstance(answer, Failure) else answer


def places(plan: dict[str, Any], **body: Any) -> list[str]:
    """Return the pointers at which a rule fails, in its own order."""
    pack = small().pack
    read = abridged(plan, pack)
    judged = compile_rule(rule_of(**body), Context(pack.form, (pack.form.root,), pack.tables))(read.root)
    cells = pointers(read)
    return [cells.get(id(point.spot.cell), "") if point.spot.cell is not None else "" for point in judged.points]


def said(plan: dict[str, Any], lang: str = "en", **body: Any) -> list[str]:
    """Return the messages of a rule's failures, filled in."""
    judged = judge(plan, **body)
    return [filled(point.message._asdict()[lang], dict(point.args), lang) for point in judged.points]


def filled(text: str, args: dict[str, Any], lang: str) -> str:
    """Return a message with its arguments."""
    for name, value in args.items():
        text = text.replace("{" + name + "}", value if isinstance(value, str) else value._asdict()[lang])
    return text


def rule(check: str, **more: str) -> str:
    """Return the text of the small pack's rule with another check and more keys (flow YAML)."""
    text = RULE.replace("check: {filled: name}", f"check: {check}")
    return text + textwrap.indent("".join(f"{key}: {value}\n" for key, value in more.items()), "  ")
