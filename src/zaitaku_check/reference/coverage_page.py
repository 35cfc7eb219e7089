"""The coverage map as a Markdown page, both languages side by side."""

from __future__ import annotations

from zaitaku_check.reference.coverage import Catalogue, Coverage, Covered
from zaitaku_check.reference.markdown import cell, link
from zaitaku_check.report.rule_page import rule_page

_HEAD = """\
# Coverage of the sources / 資料との対応

Made by `zaitaku-check rules coverage`; do not edit. Every place of the sources that asks something, in the sources' own
order and in our own words, with the rules that ask it, the number of their tests, the lines of the reviewer's checklist
(by eye), and why where a plan is not asked about it, or not about all of it.

`zaitaku-check rules coverage` が作るページです（編集しないでください）。資料が求める事柄を、資料の順に、別の言葉で言い
換えて示し、それを確かめるルール、テストの数、目視で確かめる項目、確かめない（一部だけを確かめる）理由を並べています。
"""


def coverage_page(every: list[Coverage], known: Catalogue) -> str:
    """Return the page."""
    return "\n".join([_HEAD, *(_source(coverage, known) for coverage in every)])


def _source(coverage: Coverage, known: Catalogue) -> str:
    lines = [
        f"## `{coverage.source}` {coverage.title.ja}",
        "",
        f"{coverage.title.en}: {len(coverage.places)} places, {_asked(coverage)} of them asked by rules.",
        "",
        "| section / 箇所 | says / 求めること | rules / ルール | tests / テスト | by eye / 目視 | why / 理由 |",
        "|---|---|---|---|---|---|",
        *(_row(place, known) for place in coverage.places),
    ]
    return "\n".join(lines) + "\n"


def _asked(coverage: Coverage) -> int:
    return sum(bool(place.rules) for place in coverage.places)


def _row(place: Covered, known: Catalogue) -> str:
    seen = [rule for rule in place.rules if known.rules[rule][0].by_eye]
    judged = [rule for rule in place.rules if rule not in seen]
    tests = sum(known.tests[rule] for rule in judged)
    cells = [
        cell(place.section),
        f"{cell(place.says.ja)}<br>{cell(place.says.en)}",
        " ".join(_linked(rule, known) for rule in judged),
        str(tests) if judged else "",
        " ".join(_linked(rule, known) for rule in seen),
        f"{cell(place.why.ja)}<br>{cell(place.why.en)}" if place.why else "",
    ]
    return f"| {' | '.join(cells)} |"


def _linked(rule: str, known: Catalogue) -> str:
    return link(rule, f"rules/ja/{rule_page(known.rules[rule][0].pack, rule)}")
