"""What a suite of hostile files expects otherwise: each explanation is true of this tool, and none is left over."""

from __future__ import annotations

import json
import re
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.hostile.explain_run import EXPLAINED, Row, differences, explained, main, rows
from tests.hostile.making import HERE, Case, bytes_of, differs, expanded, text_of
from tests.pack.small import RULE, files
from tests.scenarios.command import Command

from zaitaku_check.engine.check import Checker
from zaitaku_check.plan.canonical import canonical
from zaitaku_check.plan.reading import read_plan
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text

GROUPS: list[dict[str, Any]] = yaml.safe_load(EXPLAINED.read_text("utf-8"))
READ = [(group, name, shown) for group in GROUPS if "line" in group for name, shown in group["cases"].items()]
SAID = [
    (name, made)
    for group in GROUPS
    if group["run"] == "main" and "line" not in group
    for name, made in group["cases"].items()
]
PACKS = [(name, made) for group in GROUPS if group["run"] == "rules" for name, made in group["cases"].items()]
SLOT = "@@"
RESULTS = {
    "rows": [
        {"case": "a", "cat": "09-traps", "outcome": "OK"},
        {"case": "b", "cat": "09-traps", "outcome": "SILENT", "note": "nothing said"},
        {"case": "c", "cat": "09-traps", "outcome": "SILENT"},
        {"case": "c", "cat": "report html", "outcome": "LEAK", "note": "<b>"},
    ]
}


def test_what_is_explained_is_not_printed() -> None:
    """A result with its explanation, and one that is right, give no line."""
    assert list(differences(rows(RESULTS)[:3], {("main", "b"): "SILENT", ("main", "c"): "SILENT"})) == []


def test_what_is_not_explained_is_printed() -> None:
    """Another outcome than the explained one, and another run than the explained one, are not explained."""
    known = {("main", "b"): "FALSE", ("main", "c"): "SILENT"}
    assert list(differences(rows(RESULTS), known)) == [
        "not explained: SILENT b: nothing said",
        "not explained: LEAK c: <b>",
        "no longer occurs: FALSE b",
    ]


def test_what_no_longer_occurs_is_printed_for_the_runs_there_are() -> None:
    """An explanation is left over where its case is right by now or gone, not where another run is looked at."""
    known = {("main", "a"): "SILENT", ("main", "d"): "FALSE", ("rules", "e"): "VAGUE"}
    assert list(differences([Row("main", "a", "OK", "")], known)) == [
        "no longer occurs: SILENT a",
        "no longer occurs: FALSE d",
    ]


def test_a_kind_of_cases_is_explained_at_once() -> None:
    """Every case whose whole name is of the pattern, with the outcome that is explained; one of them is enough."""
    known = explained([{"run": "main", "outcome": "EXIT0", "like": "key-.*", "cases": {"key-a": {}}}])
    right = [Row("main", "key-b", "EXIT0", ""), Row("main", "key-c", "OK", "")]
    assert list(differences(right, known)) == []
    assert list(differences([*right, Row("main", "a-key-b", "EXIT0", "")], known)) == ["not explained: EXIT0 a-key-b: "]
    assert list(differences([Row("main", "key-b", "SILENT", "")], known)) == [
        "not explained: SILENT key-b: ",
        "no longer occurs: EXIT0 /key-.*/",
    ]


def test_a_case_is_explained_once() -> None:
    """Two explanations of one case cannot both be looked at."""
    group = {"run": "main", "outcome": "SILENT", "cases": {"a": []}}
    assert explained([group]) == {("main", "a"): "SILENT"}
    with pytest.raises(ValueError, match="explained twice"):
        explained([group, group])


def test_the_script_prints_and_says_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 with a line for each difference, 0 where a run is wholly explained, 2 for what is no results."""
    file = tmp_path / "results.json"
    every = [
        {"case": case, "cat": "09-traps", "outcome": group["outcome"]}
        for group in GROUPS
        if group["run"] == "main"
        for case in group["cases"]
    ]
    file.write_text(json.dumps({"rows": every}), "utf-8")
    assert (main([str(file)]), capsys.readouterr().out) == (0, "")
    file.write_text(json.dumps({"rows": [*every[1:], {**every[0], "outcome": "CRASH", "note": "Traceback"}]}), "utf-8")
    assert main([str(file)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"not explained: CRASH {every[0]['case']}: Traceback",
        f"no longer occurs: {every[0]['outcome']} {every[0]['case']}",
    ]
    file.write_text("[]", "utf-8")
    assert (main([str(file)]), main([])) == (2, 2)


def test_every_explanation_has_a_reason_and_is_shown() -> None:
    """No group without a reason in words, none for what may never happen; every case is shown in one of three ways."""
    assert all(len(group["because"].split()) > 15 for group in GROUPS)
    assert {group["outcome"] for group in GROUPS} == {"SILENT", "FALSE", "EXIT0", "VAGUE"}
    assert len(READ) + len(SAID) + len(PACKS) == sum(len(group["cases"]) for group in GROUPS) > 40
    kinds = [group for group in GROUPS if "like" in group]
    assert all(re.fullmatch(group["like"], case) for group in kinds for case in group["cases"])


@pytest.mark.parametrize(("group", "name", "shown"), READ, ids=[name for _, name, _ in READ])
def test_what_is_not_complained_of_is_read_as_it_was_meant(
    group: dict[str, Any], name: str, shown: list[Any], checker: Checker
) -> None:
    """The suite's value in a good plan: no finding of reading, and the canonical value that the reason speaks of."""
    written, wanted = shown
    key = group["line"].split(":")[0]
    text = text_of({"change": group.get("with", {})}).replace(group["line"], f"{key}: {expanded(written)}")
    findings = checker.check(f"{name}.yaml", text.encode()).result.findings
    assert [each.rule for each in findings if each.rule[0] in "YF"] == []
    tree = read(Text(text, "utf-8"))
    assert tree.root is not None
    values = canonical(read_plan(tree.root, checker.shelf.pack("regional-centre-2018").form))
    assert at(values, group["at"]) == (expanded(wanted) if isinstance(wanted, str) else wanted)


def at(values: Any, pointer: str) -> Any:
    """Return what a pointer leads to, None where its last step leads nowhere."""
    *steps, last = pointer.split("/")[1:]
    inside = reduce(lambda here, step: here[int(step) if isinstance(here, list) else step], steps, values)
    return inside.get(last)


@pytest.mark.parametrize(("name", "made"), SAID, ids=[name for name, _ in SAID])
def test_what_is_said_otherwise_is_said(name: str, made: Case, checker: Checker) -> None:
    """The suite's change to a good plan: exactly the findings that the reason speaks of."""
    assert differs(made, checker.check(f"{name}.yaml", bytes_of(made)).result) == []


@pytest.mark.parametrize("made", [made for _, made in PACKS], ids=[name for name, _ in PACKS])
def test_what_a_harmless_rule_says_names_the_plan(made: dict[str, Any], command: Command) -> None:
    """The suite's rule in a small pack: one line that begins with the plan, and names the rule."""
    rule = {**yaml.safe_load(RULE)[0], **made["rule"]}
    for file, content in files(rules=json.dumps([rule])).items():
        command.write(f"small/{file}", content)
    command.write("plan.yaml", f"年度: 平成30年度\n{expanded(made['plan'])}\n")
    run = command("check", "plan.yaml", "--pack", "small", "-f", "concise", "--lang", "ja", "-q")
    assert run.text.startswith(made["says"]), run.complaint
    assert run.text.count("\n") == 1


def test_the_rules_with_slots_are_rules(command: Command) -> None:
    """With every slot left as it is, the file makes a pack that judges a plan: what a run refuses is the slot."""
    text = (HERE / "rules-carrier.yaml").read_text("utf-8")
    filled = "".join(part.partition("|")[2] if at % 2 else part for at, part in enumerate(text.split(SLOT)))
    command.write("trial/rules.yaml", filled)
    head = 'id: trial\nedition: "2018"\nextends: regional-centre-2018\ntitle: {ja: 試し, en: Trial}\n'
    command.write("trial/pack.yaml", head)
    command.put("plan.yaml", "plans/yatsushiro-core.yaml")
    pytest.importorskip("cel_expr_python", reason="one of the rules is an expression")
    run = command("check", "plan.yaml", "--pack", "trial", "-f", "concise", "--lang", "ja", "-q")
    assert run.text == "plan.yaml:7:5: 差戻し[X103] 圏域が違います。\n", run.complaint
