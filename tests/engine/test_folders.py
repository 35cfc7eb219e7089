"""Small folders (`folders.yaml`): what the rules over all plans say of them, and what the ledger holds."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from tests.scenarios.command import EXAMPLES, Command

from zaitaku_check.report import ledger
from zaitaku_check.report.model import LedgerLine
from zaitaku_check.text_types import Bilingual

CASES = cast("list[dict[str, Any]]", yaml.safe_load(Path(__file__).with_name("folders.yaml").read_text("utf-8")))
KEYS = {
    "title", "plans", "unread", "thirteen", "stage", "rules", "also", "findings", "outcomes", "ledger", "says",
    "superseded",
}  # fmt: skip
GOOD: dict[str, Any] = yaml.safe_load((EXAMPLES / "plans/yatsushiro-core.yaml").read_text("utf-8"))
RULES = "R901,R903,R904,R905,R906,R907,R908,R909,R910"
PLACES = {"熊本・上益城": ("熊本市", 3), "八代": ("八代市", 2)} | {
    area: (town, 1)
    for area, town in (
        ("宇城", "宇城市"), ("有明", "玉名市"), ("鹿本", "山鹿市"), ("菊池", "菊池市"), ("阿蘇", "阿蘇市"),
        ("芦北", "芦北町"), ("球磨", "人吉市"), ("天草", "天草市"),
    )
}  # fmt: skip
TOP = {
    "programme": "事業",
    "year": "年度",
    "submitted": "提出日",
    "type": "類型",
    "area": "圏域",
    "members": "構成機関",
}
OF_APPLICANT = {"applicant": "名称", "municipality": "市町村", "beds": "病床数", "acting_for": "委託元"}


def plan(given: dict[str, Any]) -> str:
    """Return the good plan of an applicant in Uki, with what is given changed; None takes a value out."""
    made = copy.deepcopy(GOOD)
    given = {
        "area": "宇城",
        "applicant": "宇城第一病院",
        "municipality": "宇城市",
        "submitted": "平成30年8月3日",
    } | given
    for key, value in given.items():
        if key == "total":
            made["所要額"] = {"合計": value}
        elif key in TOP:
            made[TOP[key]] = value
        elif key in OF_APPLICANT:
            made["申請者"][OF_APPLICANT[key]] = value
    for each in made["取組み"]:
        text = each["内容"].strip().rstrip("。")
        own = {True: "。", "without": "", None: f"（{given['applicant']}・{given['submitted']}）"}
        each["内容"] = text + own[given.get("same_text")]
    return yaml.safe_dump(without_nothing(made), allow_unicode=True, sort_keys=False)


def without_nothing(value: Any) -> Any:
    """Return a group without the fields that hold nothing."""
    if isinstance(value, dict):
        return {key: without_nothing(child) for key, child in value.items() if child is not None}
    return [without_nothing(each) for each in value] if isinstance(value, list) else value


def thirteen() -> dict[str, dict[str, Any]]:
    """Return plans for every place of every area."""
    places = [(area, town) for area, (town, number) in PLACES.items() for _ in range(number)]
    return {
        f"n{at:02}": {"area": area, "municipality": town, "applicant": f"第{at}病院", "total": "1,149千円"}
        for at, (area, town) in enumerate(sorted(places, key=lambda each: each[0] != "宇城"), 4)
    }


def lay_out(case: dict[str, Any], command: Command) -> None:
    """Write the plans of a case."""
    plans = (thirteen() if case.get("thirteen") else {}) | case.get("plans", {})
    for name, given in plans.items():
        source = plans[given["copy"]] if "copy" in given else given
        command.write(f"in/{name}.yaml", plan(source))
    for name in case.get("unread", ()):
        command.write(f"in/{name}.yaml", "")


def line_of(facts: dict[str, Any], returned: list[str]) -> str:
    """Return a line of the ledger in one text: used/limit, its state unless within, what is said besides."""
    named = ("plans", "superseded", "doubtful")
    line = LedgerLine(
        facts["rule"], facts["group"], Bilingual("", ""), facts["used"], facts["limit"],
        at_least=facts["at_least"], unit=facts["unit"], minimum=facts["minimum"], surely=facts["surely"],
        at_most=facts["at_most"],
        **{name: tuple(facts[name]) for name in named},
    )  # fmt: skip
    state = ledger.state(line)
    said = [
        "" if state == "within" else state,
        "at least" if line.at_least else "",
        "、".join(ledger.remarks(line, returned, "ja")),
    ]
    return " ".join([f"{line.used}/{line.limit}", *filter(None, said)])


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_folder(case: dict[str, Any], command: Command) -> None:
    """Findings, words, outcomes and ledger come out as the case says."""
    assert case.keys() <= KEYS
    lay_out(case, command)
    rules = {"all": f"{RULES},R902"}.get(case.get("rules", ""), case.get("rules", RULES))
    selected = ",".join(filter(None, (rules, case.get("also"))))
    stage = case.get("stage", "application")
    report = command("check", "in", "-f", "json", "--lang", "ja", "--select", selected, "--stage", stage).report

    def name(path: str) -> str:
        return path.removeprefix("in").removeprefix("/").removesuffix(".yaml") or "."

    over_all = [each for each in report["findings"] if each["rule"][1] == "9"]
    found = [f"{each['rule']} {each['severity']} {name(each['path'])}" for each in over_all]
    assert sorted(found) == sorted(case["findings"])
    said = {each["rule"]: each["message"] for each in over_all}
    assert {rule: words for rule, words in case.get("says", {}).items() if words not in said[rule]} == {}, said
    outcomes = report["folder"]["outcomes"]
    assert {rule: outcomes[rule] for rule in case.get("outcomes", {})} == case.get("outcomes", {})
    lines = {
        " ".join(filter(None, (each["rule"], each["group"]))): line_of(each, each["returned"])
        for each in report["folder"]["ledger"]
    }
    assert {key: lines[key] for key in case.get("ledger", {})} == case.get("ledger", {})
    if "superseded" in case:
        told = {name(each["path"]): name(each["by"]) for each in report["folder"]["superseded"]}
        assert told == case["superseded"]
