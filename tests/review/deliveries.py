"""A round of twenty received files in two deliveries, made of the examples: what an office receives in a month."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.scenarios.command import EXAMPLES

SETTINGS = """\
lang = "ja"

[desk]
sender = ["熊本県健康福祉部長寿社会局", "認知症対策・地域ケア推進課長　山田　太郎"]
number = "認地第{number}号"
first_number = 120
contact = ["認知症対策・地域ケア推進課　在宅医療班", "担当　田中", "電話　096-000-0000"]
deadline = 14
seal = "below"
"""
FIRST = (
    *("01-kumamoto-higashi-core", "02-kumamoto-nishi-alliance", "03-kamimashiki-alliance", "04-uki-core"),
    *("05-ariake-core", "07-kamoto-alliance", "08-kikuchi-core", "09-aso-alliance", "10-yatsushiro-core"),
    *("11-yatsushiro-alliance", "13-kuma-core", "14-amakusa-core"),
)
"""Twelve plans of the first delivery; with them come a Word file, a scan and the same plan a second time."""


def plan(name: str) -> str:
    """Return the text of an example."""
    return (EXAMPLES / f"review/{name}.yaml").read_text("utf-8")


def first(folder: Path) -> None:
    """Lay the first delivery into a folder: fifteen files."""
    folder.mkdir(parents=True)
    for name in FIRST:
        (folder / f"{name}.yaml").write_text(plan(name), "utf-8")
    shutil.copy(folder / "13-kuma-core.yaml", folder / "13-kuma-core (1).yaml")
    (folder / "阿蘇_計画書.docx").write_bytes(b"PK\x03\x04 word")
    (folder / "scan0001.pdf").write_bytes(b"%PDF-1.4")


def second(folder: Path) -> None:
    """Lay the second delivery over it: five files, under whatever names; one plan is withdrawn.

    08 comes corrected in one of two points, 04 changed but not settled, 09 only renamed, 12 is new, and what comes for
    07 cannot be read.
    """
    eight = plan("08-kikuchi-core").replace("職種: [医師]", "職種: [医師, 看護師]").replace("H30.8.3", "H30.9.12")
    (folder / "08-kikuchi-core.yaml").unlink()
    (folder / "大津こもれび（差替え）.yaml").write_text(eight, "utf-8")
    four = re.sub("機関種別: .*", "機関種別: 診療所", plan("04-uki-core"), count=1)
    (folder / "04-uki-core.yaml").write_text(four, "utf-8")
    (folder / "09-aso-alliance.yaml").rename(folder / "再提出_阿蘇.yaml")
    (folder / "12-yatsushiro-core-third.yaml").write_text(plan("12-yatsushiro-core-third"), "utf-8")
    (folder / "07-kamoto-alliance.yaml").write_text("年度: 平成30年度\n\x00\x01", "utf-8")
    (folder / "14-amakusa-core.yaml").unlink()
