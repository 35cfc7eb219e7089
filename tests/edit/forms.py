"""A small form with a field of every reader, made by hand."""

from __future__ import annotations

from typing import Any

from zaitaku_check.plan.field import Choice, Field, Form
from zaitaku_check.text_types import Bilingual

ENDINGS = ("圏域", "圏", "の取組み")


def field(path: str, label: Bilingual, reader: str, *fields: Field, **more: Any) -> Field:
    """Return a field; its name is the last part of its path."""
    made = Field(path.rpartition(".")[2], path, label, reader, fields={each.name: each for each in fields})
    return made._replace(**more)


AREA = field(
    "area",
    Bilingual("圏域", "Area"),
    "choice",
    aliases=("二次医療圏",),
    required=True,
    choices=(Choice("uki", Bilingual("宇城", "Uki")), Choice("kamoto", Bilingual("鹿本", "Kamoto"))),
    endings=ENDINGS,
    help=Bilingual("二次医療圏を書きます。", "The secondary medical area."),
    example="宇城",
)
ITEM = field(
    "activities[].item",
    Bilingual("項目", "Item"),
    "item",
    required=True,
    choices=(
        Choice(
            "emergency_response", Bilingual("急変時対応の取組み", "Response to sudden change"), ("急変時対応",), "①"
        ),
        Choice("liaison_meeting", Bilingual("連絡会の開催", "Liaison meeting"), (), "⑦"),
    ),
    endings=ENDINGS,
)
SMALL = Form(
    field(
        "",
        Bilingual("計画", "plan"),
        "group",
        field("fiscal_year", Bilingual("年度", "Fiscal year"), "fiscal_year", required=True),
        AREA,
        field("beds", Bilingual("病床数", "Beds"), "count"),
        field("total", Bilingual("合計", "Total"), "yen"),
        field("start", Bilingual("開始", "Start"), "date"),
        field("existing", Bilingual("既存組織", "Existing body"), "yes_no"),
        field(
            "meeting",
            Bilingual("連絡会", "Meeting"),
            "group",
            field("meeting.times", Bilingual("開催回数", "Times"), "count"),
        ),
        field("partners", Bilingual("連携先", "Partners"), "text", many=True),
        field(
            "activities",
            Bilingual("取組み", "Activities"),
            "group",
            ITEM,
            field("activities[].content", Bilingual("内容", "Content"), "text", required=True),
            many=True,
            required=True,
            aliases=("取組",),
        ),
    ),
    frozenset(),
)
