"""Rules over all plans: counting and adding up by group, doubles, and what cannot be told."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pack.small import rule_of, small

from zaitaku_check.pack.folder import compile_folder_rule
from zaitaku_check.pack.rule_tests import abridged
from zaitaku_check.pack.tallies import Counted, FolderJudged, Unsettled
from zaitaku_check.text_types import Bilingual

Plans = list[dict[str, Any]]


def judged(plans: Plans, unread: int = 0, **body: Any) -> FolderJudged:
    """Judge plans, named by their position, by a folder rule with this body."""
    pack = small().pack
    folder = compile_folder_rule(rule_of(**body)._replace(scope="folder"), pack)
    counted = [
        Counted(str(at), mark, None)
        for at, plan in enumerate(plans)
        for mark in folder.marks(abridged(plan, pack).root)
    ]
    return folder.judge(counted, Unsettled(unread))


def hanging_on(result: FolderJudged) -> list[str | None]:
    """Return the plans the findings hang on; None is the folder itself."""
    return [point.at.plan if point.at else None for point in result.points]


NORTH: dict[str, Any] = {"area": "北部"}
SOUTH: dict[str, Any] = {"area": "南部"}
QUOTA: dict[str, Any] = {
    "check": {"count": {"of": "plans", "max": 1}},
    "group_by": "area",
    "groups": "all",
    "limits": {"south": 2},
    "ledger": True,
    "at": "area",
}


def test_an_over_full_group_is_one_finding_at_its_first_plan() -> None:
    """Each group has its own limit; all its plans are alike, whatever their days: the others stand beside the first."""
    plans = [NORTH | {"day": "2018-10-02"}, SOUTH, SOUTH, NORTH | {"day": "2018-10-01"}]
    result = judged(plans, **QUOTA)
    assert (result.outcome, hanging_on(result)) == ("fail", ["0"])
    said = {"label": Bilingual("北部", "North"), "actual": "2", "max": "1", "names": "0 / 3"}
    assert dict(result.points[0].args).items() >= said.items()
    assert [each.plan for each, _word in result.points[0].beside] == ["3"]


def test_the_ledger_lists_every_group() -> None:
    """Groups without a plan stand in the ledger too."""
    lines = judged([NORTH, SOUTH, SOUTH], **QUOTA).accounts
    assert [(line.group, line.used, line.limit) for line in lines] == [("north", 1, 1), ("south", 2, 2), ("west", 0, 1)]


@pytest.mark.parametrize(
    ("plans", "unread", "wanted"),
    [
        ([NORTH], 0, "pass"),
        ([NORTH], 1, "cannot_tell"),
        ([NORTH, {"area": "?"}], 0, "cannot_tell"),
        ([NORTH, NORTH], 1, "fail"),
        ([], 0, "not_applicable"),
        ([{}], 0, "not_applicable"),
    ],
)
def test_what_an_unread_plan_could_change_cannot_be_told(plans: Plans, unread: int, wanted: str) -> None:
    """A limit already passed is a failure; one that an unread plan might pass cannot be told."""
    result = judged(plans, unread, **QUOTA)
    assert result.outcome == wanted
    assert all(
        line.at_least == bool(unread or (len(plans) > 1 and wanted == "cannot_tell")) for line in result.accounts
    )


def test_a_minimum_names_the_groups_below_it() -> None:
    """One finding of the folder itself names every group that falls short."""
    result = judged([NORTH], check={"count": {"of": "plans", "min": 1}}, group_by="area", groups="all")
    assert (result.outcome, hanging_on(result)) == ("fail", [None])
    assert dict(result.points[0].args)["missing"] == Bilingual("「南部」「西部」", "'South', 'West'")


@pytest.mark.parametrize(("second", "wanted"), [("40円", "pass"), ("41円", "fail"), ("未定", "cannot_tell")])
def test_sums_over_plans(second: str, wanted: str) -> None:
    """Amounts of all plans are added up and held against the maximum."""
    plans = [{"total": "60円"}, {"total": second}]
    assert judged(plans, check={"sum": {"of": "plans", "value": ".total", "max": 100}}).outcome == wanted


@pytest.mark.parametrize(
    ("spec", "plans", "wanted"),
    [
        ({"of": "plans", "by": ".name"}, [{"name": "髙田"}, {"name": "高 田"}], ["0"]),
        ({"of": "plans", "by": ".name"}, [{"name": "北"}, {"name": "南"}], []),
        ({"of": "plans.works", "by": ".text"}, [{"works": [{"text": "会"}, {"text": "会"}]}], []),
        (
            {"of": "plans.works", "by": ".text"},
            [{"works": [{"text": "会"}]}, {"works": [{"text": "会"}, {"text": "会"}]}],
            ["0"],
        ),
        (
            {"of": "plans.works", "by": ".text", "across": "..name"},
            [{"name": "北", "works": [{"text": "会"}]}, {"name": "北", "works": [{"text": "会"}]}],
            [],
        ),
        (
            {"of": "plans.works", "by": ".text", "min_length": 2},
            [{"works": [{"text": "会"}]}, {"works": [{"text": "会"}]}],
            [],
        ),
        ({"of": "plans[area=north]", "by": ".name"}, [NORTH | {"name": "北"}, SOUTH | {"name": "北"}], []),
    ],
    ids=lambda part: str(part)[:50],
)
def test_doubles_across_plans(spec: dict[str, Any], plans: Plans, wanted: list[str]) -> None:
    """The first plan carries the finding; one plan's own doubles are none of the folder's business."""
    assert hanging_on(judged(plans, check={"unique": spec})) == wanted


def test_a_crowd_is_counted_whole_and_named_in_part() -> None:
    """Of many plans the message names three and counts all others, and no more than fifty stand beside."""
    (point,) = judged([NORTH] * 70, **QUOTA).points
    assert dict(point.args)["more"] == Bilingual("ほか67件", " and 67 more")
    assert len(point.beside) == 50
