"""Neighbours of good plans, each one step away: the verdict a reviewer would give, and the rules that say why.

A row names the good plan, the steps (PLACE=VALUE, several parted by ` ;; `; the value ~ takes the place out), the
verdict (`ready`, `note`: ready, with a note; `explain`, `return`, `unchecked`) and the rules that have to speak: those
of the findings that the good plan has not, notes only where the verdict is `note`. A step that changes an activity's
content takes its measures away, for they would say the rest.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.scenarios.command import ROOT, process

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "verdicts.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
GOOD = {
    "core": "examples/plans/yatsushiro-core.yaml",
    "alliance": "examples/plans/ariake-alliance.yaml",
    "prefectural": "rules/prefectural-centre-2018/examples/centre.yaml",
    "municipal": "rules/municipal-coordination-2018/examples/city.yaml",
    "2019": "rules/regional-centre-2019/examples/core.yaml",
    "continuing": "rules/regional-centre-continuing/examples/core.yaml",
}
Said = tuple[str, set[tuple[str, str, str]]]
"""A verdict, and the findings: rule, severity and message."""


def _yaml(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts alone, as the plan's form reads them


def _inside(node: Any, part: str) -> tuple[Any, Any]:
    """Return the container of a step on the way, and the key or index in it: 構成機関[1], 取組み[①]."""
    match = re.fullmatch(r"(.*?)\[(.+?)\]", part)
    if match is None:
        return node, part
    rows, which = node[match[1]], match[2]
    items = [str(row.get("項目", "")) if isinstance(row, dict) else "" for row in rows]
    return rows, next((at for at, item in enumerate(items) if item.startswith(which)), None) if any(items) else int(
        which
    )


def _edited(good: str, steps: str) -> str:
    plan = _yaml((ROOT / GOOD[good]).read_text(encoding="utf-8"))
    for step in filter(None, steps.split(" ;; ")):
        place, value = step.split("=", 1)
        *way, last = place.split(".")
        node = plan
        for part in way:
            holder, key = _inside(node, part)
            node = holder[key]
        holder, key = _inside(node, last)
        if value == "~":
            del holder[key]
        else:
            holder[key] = _yaml(value)
        if last == "内容" and re.match(r"取組み?\[", place):
            node.pop("実施事項", None)
    return yaml.safe_dump(plan, allow_unicode=True, sort_keys=False)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """Check the good plans and all their neighbours in one run: what is said of each, by its file's name."""
    folder = tmp_path_factory.mktemp("verdicts")
    plans = {good: _edited(good, "") for good in GOOD}
    plans |= {f"{number:03}": _edited(row["good"], row["steps"]) for number, row in enumerate(ROWS)}
    for name, plan in plans.items():
        (folder / f"{name}.yaml").write_text(plan, encoding="utf-8")
    files = [f"{name}.yaml" for name in plans]
    words = ("--no-folder", "-f", "json", "--lang", "ja", "--as-of", "2018-08-15")
    report = process("check", *files, *words, cwd=folder).report
    found: dict[str, Said] = {plan["path"].removesuffix(".yaml"): (plan["verdict"], set()) for plan in report["plans"]}
    for each in report["findings"]:
        found[each["path"].removesuffix(".yaml")][1].add((each["rule"], each["severity"], each["message"]))
    return found


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{row['good']}: {row['steps']}" for row in ROWS])
def test_a_reviewer_would_say_so(number: int, said: dict[str, Said]) -> None:
    """One step from a good plan the verdict, and the rules that speak, are those of the table."""
    row = ROWS[number]
    verdict, findings = said[f"{number:03}"]
    added = findings - said[row["good"]][1]
    noted = row["verdict"] == "note"
    rules = {rule for rule, severity, _message in added if noted or severity != "note"}
    assert (verdict, rules) == ("ready" if noted else row["verdict"], set(row["rules"].split())), added


def test_the_good_plans_are_good(said: dict[str, Said]) -> None:
    """Nothing but notes is said of the plans from which the steps are taken."""
    assert {good: said[good][0] for good in GOOD} == dict.fromkeys(GOOD, "ready")
