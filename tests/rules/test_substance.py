"""What says nothing and what is good though short: four tables of contents, each written before it was judged.

The first was written by somebody who had seen neither rules nor lists. `empty`: a reviewer would not accept it; `good`:
he would, however short it is. Each content stands alone under its item: no measure and no meeting says the rest.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from tests.scenarios.command import Command

TABLES = Path(__file__).parent / "substance"
SUBSTANCE = ("R112", "R114", "R120")
NOT_TOLD = {"地域連携室　田上"}
"""An office and a clerk's name: no list tells them from the name of a thing (相談窓口, 市民公開講座); a note asks."""


def contents(table: str) -> list[dict[str, str]]:
    """Return the rows of a table: item, judgement, content."""
    text = (TABLES / f"{table}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("table", ["first", "second", "third", "fourth"])
def test_contents_without_substance_are_told_from_short_good_ones(command: Command, table: str) -> None:
    """Every empty content is returned or asked about, no good one is."""
    rows = contents(table)
    for number, row in enumerate(rows):
        plan = f"年度: 平成30年度\n取組み:\n- 項目: {row['item']}\n  内容: '{row['content']}'\n"
        command.write(f"{number:03}.yaml", plan)
    run = command("check", *(f"{number:03}.yaml" for number in range(len(rows))), "--no-folder", "-f", "json")
    told = defaultdict(set)
    for finding in run.report["findings"]:
        if finding["rule"] in SUBSTANCE and finding["severity"] != "note":
            told[finding["path"]].add(finding["rule"])
    objected = {row["content"] for number, row in enumerate(rows) if told[f"{number:03}.yaml"]}
    assert {row["content"] for row in rows if row["judgement"] == "empty"} - objected == NOT_TOLD & {
        row["content"] for row in rows
    }
    assert not {row["content"] for row in rows if row["judgement"] == "good"} & objected
