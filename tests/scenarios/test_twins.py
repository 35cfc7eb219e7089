"""A plan in Japanese and its twin in English keys are the same plan."""

from __future__ import annotations

from typing import Any

import pytest
from tests.scenarios.command import Command

JAPANESE = "plans/yatsushiro-core.yaml"
ENGLISH = "plans/yatsushiro-english-keys.yaml"

MISTAKES = {
    "a correct plan": ((), ()),
    "no liaison meeting": ((("⑦在宅医療センター事業の連絡会の開催", "⑥"),), (("liaison_meeting", "public_awareness"),)),
    "an amount above the limit": ((("合計: 1,149千円", "合計: 1,150千円"),), (("total: 1149000", "total: 1150000"),)),
    "no bed": ((("病床数: 120床", "病床数: 0床"),), (("beds: 120", "beds: 0"),)),
    "a target below the present": ((("目標値: 17", "目標値: 13"),), (("target: 17", "target: 13"),)),
    "an area of elsewhere": ((("圏域: 八代", "圏域: 天草"),), (("area: yatsushiro", "area: amakusa"),)),
    "an end before the start": ((("終了: 平成31年3月31日", "終了: 平成30年9月30日"),), (("2019-03-31", "2018-09-30"),)),
    "a misspelt field": ((("備考:", "備孝:"),), (("remarks:", "備孝:"),)),
    "a placeholder": ((("名称: 八代在宅ケア連絡会", "名称: 未定"),), (("name: 八代在宅ケア連絡会", "name: 未定"),)),
}


def judged(command: Command, example: str, changes: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Check an example with some of its words changed."""
    path = command.put("plan.yaml", example)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in {example}"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return command("check", "plan.yaml", "-f", "json").report


def essence(report: dict[str, Any]) -> tuple[str, dict[str, str], list[tuple[str, str, str]]]:
    """Return what must be equal: verdict, outcomes, and every finding's rule, severity and pointer."""
    plan = report["plans"][0]
    findings = [(each["rule"], each["severity"], each["pointer"]) for each in report["findings"]]
    return plan["verdict"], plan["outcomes"], sorted(findings)


@pytest.mark.parametrize("name", MISTAKES)
def test_twins_are_judged_alike(name: str, command: Command) -> None:
    """The same mistake in both gives the same verdict, outcomes, rules and pointers."""
    japanese, english = MISTAKES[name]
    first = essence(judged(command, JAPANESE, japanese))
    assert first == essence(judged(command, ENGLISH, english))
    assert (first[0] == "ready") == (name == "a correct plan"), first
