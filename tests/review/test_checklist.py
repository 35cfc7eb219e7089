"""What is left to the reviewer's eye stands on the page of a review and in a file of its own."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from tests.scenarios.command import ROOT, Command

from zaitaku_check.engine.shelf import Shelf

SHELF = Shelf(str(ROOT / "rules"))
REGIONAL, ADVICE = "regional-centre-2018", "elderly-welfare-plan"


@pytest.fixture
def plans(command: Command) -> Path:
    """Give a folder with one plan of a regional centre."""
    command.put("plans/core.yaml", "review/01-kumamoto-higashi-core.yaml")
    return command.folder / "plans"


def by_eye(*packs: str) -> list[str]:
    """Return the ids of the rules of packs that are judged by eye."""
    return [rule.id for name in packs for rule in SHELF.pack(name).rules if rule.by_eye]


def section(out: Path) -> str:
    """Return the part of the plan's page about what is to be judged by eye, "" where there is none."""
    (page,) = out.glob("plans/*.html")
    found = re.search('<section aria-labelledby="by-eye">.*?</section>', page.read_text("utf-8"), re.DOTALL)
    return html.unescape(found[0]) if found else ""


def boxes(out: Path) -> list[str]:
    """Return the rules of the page that have boxes to tick, and room for a remark."""
    return re.findall(r"<h3>(\S+) .*?type=\"checkbox\">.*?type=\"checkbox\">.*?<textarea>", section(out), re.DOTALL)


def ticks(out: Path) -> list[str]:
    """Return the rules of the file that have a box to tick."""
    return re.findall(r"^- \[ \] \*\*(\w+)\*\*", (out / "checklist.md").read_text("utf-8"), re.MULTILINE)


def test_page_and_file_hold_every_rule_by_eye(plans: Path, command: Command) -> None:
    """Both have the rules by eye of the plans' own pack, no more; the page says that the tool did not judge them."""
    command("review", str(plans), "-o", "out", "--lang", "ja")
    out = command.folder / "out"
    assert len(by_eye(REGIONAL)) >= 5
    assert boxes(out) == ticks(out) == by_eye(REGIONAL)
    assert "ツールでは判定していません。計画書を読んで確かめ" in section(out)


@pytest.mark.parametrize(("lang", "how", "source"), [("ja", "確かめ方", "根拠"), ("en", "How to look", "Source")])
def test_each_line_says_what_to_look_at_and_why(
    lang: str, how: str, source: str, plans: Path, command: Command
) -> None:
    """Beside every box stand title, how to look, and the sources with their sections, the same on page and in file."""
    command("review", str(plans), "-o", "out", "--lang", lang)
    pack = SHELF.pack(REGIONAL)
    rule = next(each for each in pack.rules if each.by_eye)
    title, remedy = (getattr(pair, lang) for pair in (rule.title, rule.remedy))
    cited = [f"{getattr(pack.sources[cite.source].title, lang)} {cite.section}" for cite in rule.cite]
    on_page = section(command.folder / "out")
    assert f"<h3>{rule.id} {title}</h3>" in on_page
    assert f"<dt>{how}</dt><dd>{remedy}</dd>" in on_page
    assert [each for each in cited if f"<dt>{source}</dt><dd>{each}</dd>" not in on_page] == []
    in_file = (command.folder / "out/checklist.md").read_text("utf-8")
    joined = ("、" if lang == "ja" else "; ").join(cited)
    assert f"- [ ] **{rule.id}** {title}\n  - {how}: {remedy}\n  - {source}: {joined}\n" in in_file


def test_every_pack_has_its_own_list(plans: Path, command: Command) -> None:
    """Advice laid over the plans brings its own boxes, and its own heading in the file."""
    command("review", str(plans), "-o", "out", "--pack", ADVICE, "--lang", "ja")
    out = command.folder / "out"
    heads = re.findall("^# 目視で確かめること: (.*)$", (out / "checklist.md").read_text("utf-8"), re.MULTILINE)
    assert heads == [SHELF.pack(name).title.ja for name in (ADVICE, REGIONAL)]
    assert boxes(out) == ticks(out) == by_eye(ADVICE, REGIONAL)


def test_rules_that_are_not_wanted_are_left_out(plans: Path, command: Command) -> None:
    """What --ignore leaves out of the check is left out of the checklist too."""
    command("review", str(plans), "-o", "out", "--ignore", "R601")
    out = command.folder / "out"
    assert boxes(out) == ticks(out) == by_eye(REGIONAL)[1:]


def test_where_nothing_is_left_to_the_eye_there_is_no_list(plans: Path, command: Command) -> None:
    """A second review that wants none of these rules takes the file of the first away, and speaks of no list."""
    command("review", str(plans), "-o", "out")
    run = command("review", str(plans), "-o", "out", "--ignore", "R6")
    out = command.folder / "out"
    assert section(out) == ""
    assert not (out / "checklist.md").exists()
    assert "checklist.md" not in run.text


def test_the_list_is_among_the_contents(plans: Path, command: Command) -> None:
    """A checklist that somebody has filled in is known as such: the next review does not write over it."""
    run = command("review", str(plans), "-o", "out", "--lang", "ja")
    assert "  checklist.md   目視で確かめる事項の一覧\n" in run.text
    out = command.folder / "out"
    assert "checklist.md" in json.loads((out / "contents.json").read_bytes())["files"]
    ticked = (out / "checklist.md").read_text("utf-8").replace("- [ ]", "- [x]", 1)
    command.write("out/checklist.md", ticked)
    again = command("review", str(plans), "-o", "out", "--lang", "ja")
    assert again.code == 2
    assert "checklist.md は、このコマンドが書き出したままのファイルではないため、上書きしません。" in again.complaint
    assert (out / "checklist.md").read_text("utf-8") == ticked


def test_a_check_speaks_of_no_list(plans: Path, command: Command) -> None:
    """The page of `check` is for applicants: the reviewer's boxes are not on it."""
    command("check", str(plans), "-f", "html=page.html")
    assert 'id="by-eye"' not in (command.folder / "page.html").read_text("utf-8")
